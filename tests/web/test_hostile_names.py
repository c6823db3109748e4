"""Names that are markup stay names, on every page and in every file that a browser shows."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from markupsafe import escape

import quanze
from quanze.web.served_graph import ServedGraph
from tests.sets import ABOUT
from tests.web.client import Parsed, Reader

NAMES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}",
    "&lt;b&gt;",
    "]]><!--",
    "＜script＞全形",
    "\u202egnp.exe",
)
FILE = re.compile(r"\.(?:xlsx|docx|odt|csv|md|json|svg)(?:\?|\Z)|[?&]format=")
IDS = ("h/agency/a?b=c#d", "h/agency/..", "h/agency/%2e%2e", 'h/agency/"<x>', "h//agency", "h/agency/report.json")


@pytest.mark.whole
def test_a_name_is_never_markup(tmp_path: Path) -> None:
    path = tmp_path / "hostile.kgl"
    agencies = [
        {"id": f"h/agency/{n}", "name": name, "name_en": name, "kind": "bureau", "origin": "plan", "source": "計畫"}
        for n, name in enumerate(NAMES)
    ]
    agencies += [
        {"id": id_, "name": f"機關{n}", "kind": "bureau", "origin": "plan", "source": "計畫"}
        for n, id_ in enumerate(IDS)
    ]
    tasks = [
        {"id": f"h/task/{n}", "name": f"{name} 任務", "origin": "plan", "source": "計畫", "quote": name}
        for n, name in enumerate(NAMES)
    ]
    roles = [
        {"who": f"h/agency/{n}", "role": "主辦", "on": f"h/task/{n}", "origin": "plan", "source": "計畫", "quote": name}
        for n, name in enumerate(NAMES)
    ]
    documents = [{"id": "h/document/p", "name": "計畫", "kind": "plan", "origin": "plan", "source": "h/document/p"}]
    with quanze.open(path, create=True) as graph:
        about = {**ABOUT, "id": "h"}
        tables = {"documents": documents, "agencies": agencies, "tasks": tasks, "responsibilities": roles}
        graph.load({"dataset": about, **tables})
    reader = Reader(ServedGraph(path))
    ahead = [f"/en/search?{urlencode({'q': name})}" for name in NAMES] + ["/en/agencies"]
    seen, shown = set(ahead), ""
    while ahead:
        address = ahead.pop()
        answer = reader.get(address)
        assert answer.status == 200, address
        parsed = Parsed(answer.text)
        shown += answer.text
        assert not parsed.handlers, address
        assert not {"script", "b", "x"} & set(parsed.tags), address
        assert not [link for link in parsed.links if urlsplit(link).scheme or urlsplit(link).netloc], address
        for link in parsed.addresses(address):
            if link not in seen and link.startswith("/en/") and not FILE.search(link):
                seen.add(link)
                ahead.append(link)
    for name in (*NAMES, *IDS):
        assert str(escape(name)) in shown, name
