"""Pictures: what they are called, and each drawn from rows; the offline page around a pyvis network, SVG and PNG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quanze.errors import QueryError

if TYPE_CHECKING:
    from quanze.schema.rows import AnyRow
    from quanze.views.figure import Both
    from quanze.views.svg import Picture

PICTURES = ("network", "dependencies", "reporting", "about")
"""The pictures by name; ``about`` is the one of a single record."""


def require_picture(name: str, about: str) -> None:
    """QueryError when there is no such picture, when ``about`` names no record, or another picture is given one."""
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


def draw(
    name: str,
    nodes: Sequence[AnyRow],
    edges: Sequence[AnyRow],
    *,
    ties: Sequence[AnyRow] = (),
    focus: str = "",
    depth: int = 1,
    datasets: Sequence[AnyRow] = (),
    absent: Sequence[AnyRow] = (),
    as_of: str = "",
    lang: str = "zh-TW",
) -> Picture:
    """The picture of that name from its rows (see ``network``; ``ties`` are the rows of ``dependencies``).

    ``focus`` is the id of the record of ``about``, drawn up to ``depth`` steps. ``datasets`` are named as sources,
    ``absent`` ones as left out, and ``as_of`` as the day of the data.
    """
    from quanze.views.svg import Picture

    if name == "network":
        from quanze.views.network import draw_network

        figure = draw_network(nodes, edges)
    elif name == "reporting":
        from quanze.views.reporting import draw_reporting

        figure = draw_reporting(nodes, edges)
    elif name == "dependencies":
        from quanze.views.dependencies import draw_dependencies

        figure = draw_dependencies(ties)
    else:
        from quanze.views.neighbourhood import draw_neighbourhood

        figure = draw_neighbourhood(nodes, edges, focus, depth=depth)
    used = {box.row.get("dataset") for box in figure.boxes}
    figure.subtitle = _sources([d for d in datasets if d["id"] in used or name == "dependencies"], as_of)
    if absent:
        zh = "、".join(d["name"] for d in absent)
        en = ", ".join(d["name_en"] or d["name"] for d in absent)
        figure.notes.append((f"未納入的資料集：{zh}。", f"Data sets left out: {en}."))
    return Picture(**vars(figure), lang="en" if lang == "en" else "zh")


def _sources(datasets: Sequence[AnyRow], as_of: str) -> Both:
    """Names and editions of the data, and the day they are asked for."""
    zh = "；".join(" ".join(p for p in (d["name"], d["edition"]) if p) for d in datasets)
    en = "; ".join(d["name_en"] or d["name"] for d in datasets)
    return (zh + (f"（{as_of} 有效者）" if as_of else "")), (en + (f" (as of {as_of})" if as_of else ""))
