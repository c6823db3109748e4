"""Files of other systems, which become a draft here, and files for other programs."""

from __future__ import annotations

import shutil
from pathlib import Path

from quanze import api
from quanze.errors import FileError
from quanze.exports.formats import GRAPH, formats_of
from quanze.locale import message
from quanze.schema.import_forms import FORMS
from quanze.web.desk import work
from quanze.web.desk.file_names import safe_name
from quanze.web.desk.sheet_page import begin, begin_check
from quanze.web.desk.uploads import LARGEST, too_large
from quanze.web.desk.visit import Answer, Download, GoneError, Visit

OFFERED = {f"{one.name}{one.endings[0] if one.endings else '.zip'}": one for one in formats_of(GRAPH)}
"""Files for other programs: the last part of their addresses. A folder is handed out as an archive."""


def begin_import(visit: Visit) -> Answer:
    """Make a draft of another system's file, and check it as one that was dropped."""
    plan = visit.plan()
    form, sent, mapping = visit.given("form"), visit.form.get("file"), visit.form.get("mapping")
    name = safe_name(getattr(sent, "filename", "") or "")
    if form not in FORMS or not name:
        raise FileError(message("No file was chosen."), message("Choose the file of the other system, and its form."))
    folder = visit.at_hand.uploads.scratch()
    source = _kept(folder / name, sent)
    mapped = safe_name(getattr(mapping, "filename", "") or "")
    (folder / "mapping").mkdir()
    how = _kept(folder / "mapping" / mapped, mapping) if mapped else None
    upload = visit.at_hand.uploads.begin(plan.key, f"{Path(name).stem}.xlsx")

    def ended(left_out: list[str]) -> str:
        upload.left_out = left_out
        return begin_check(visit, upload)

    def failed() -> str:
        visit.at_hand.uploads.remove(upload)
        return visit.addresses.to(f"plans/{plan.key}")

    title = message("Reading {name}", name=name)
    given = (form, str(source), str(how or ""), str(upload.path), visit.lang)
    return begin(visit, title, work.take_over, given, visit.addresses.to(f"plans/{plan.key}"), ended, failed)


def _kept(path: Path, sent: object) -> Path:
    with path.open("xb") as file:
        shutil.copyfileobj(sent.file, file)  # type: ignore[attr-defined]
        if file.tell() > LARGEST:
            raise too_large(path.name)
    return path


def graph_file(visit: Visit) -> Answer:
    """The whole plan as a file for another program."""
    format_ = OFFERED.get(visit.query.get("as", ""))
    plan = visit.plan()
    if format_ is None or not plan.is_there:
        raise GoneError(message("There is no such page."))
    folder = visit.at_hand.uploads.scratch()
    path = folder / f"{plan.key}{format_.endings[0] if format_.endings else ''}"
    with api.open(plan.database) as graph:
        graph.export(path, format_.name, lang=visit.lang)
    if not format_.folder:
        return Download(path)
    return Download(Path(shutil.make_archive(str(folder / f"{plan.key}-{format_.name}"), "zip", path)))
