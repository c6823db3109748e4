"""From a graph to a picture: which rows each picture needs, and what it says about where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quanze.errors import QueryError
from quanze.queries import scenes
from quanze.queries.catalogue import Reader
from quanze.views import pictures
from quanze.views.picture import Both, Picture

PICTURES = ("network", "dependencies", "reporting", "about")
Row = dict[str, Any]


def picture_of(
    reader: Reader, name: str, about: Row | None, *, depth: int, datasets: Sequence[str], as_of: str, lang: str
) -> Picture:
    """The picture of that name; ``about`` is the record for ``about`` (id, kind) and None otherwise."""
    if name not in PICTURES:
        raise QueryError(
            f"There is no picture {name!r}.",
            f"Choose one of {', '.join(PICTURES)}.",
            zh=(f"沒有「{name}」這種圖。", f"請選 {'、'.join(PICTURES)}。"),
        )
    if (name == "about") != bool(about):
        raise QueryError(
            "about needs a record, and only about takes one.",
            "Give the name of one record.",
            zh=("about 要有一筆資料，而且只有 about 才有。", "請給一筆資料的名稱。"),
        )
    scene = scenes.scene(reader, datasets=datasets, as_of=as_of, everything=name == "about")
    if name == "network":
        picture = pictures.whole(scene.nodes, scene.edges)
    elif name == "reporting":
        picture = pictures.reporting(scene.nodes, scene.edges)
    elif name == "dependencies":
        picture = pictures.dependencies(scenes.ties(reader, [d["id"] for d in scene.datasets]))
    else:
        assert about is not None
        edges = scene.edges
        if depth == 1:
            edges = [*edges, *scenes.inherited(reader, about["kind"], about["id"], as_of=as_of, lang=lang)]
        picture = pictures.neighbourhood(scene.nodes, edges, about["id"], depth=depth)
    used = {box.row.get("dataset") for box in picture.boxes}
    picture.lang = "en" if lang == "en" else "zh"
    picture.subtitle = _sources([d for d in scene.datasets if d["id"] in used or name == "dependencies"], as_of)
    if scene.absent:
        zh = "、".join(d["name"] for d in scene.absent)
        en = ", ".join(d["name_en"] or d["name"] for d in scene.absent)
        picture.notes.append((f"未納入的資料集：{zh}。", f"Data sets left out: {en}."))
    return picture


def _sources(datasets: Sequence[Row], as_of: str) -> Both:
    """Names and editions of the data, and the day they are asked for."""
    zh = "；".join(" ".join(p for p in (d["name"], d["edition"]) if p) for d in datasets)
    en = "; ".join(d["name_en"] or d["name"] for d in datasets)
    return (zh + (f"（{as_of} 有效者）" if as_of else "")), (en + (f" (as of {as_of})" if as_of else ""))
