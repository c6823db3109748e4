"""Two agencies of one file of which one name may be short for the other: asked about, never joined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from quanze.loaders.build import Node, Plan
from quanze.loaders.findings import Finding
from quanze.schema.properties import ALIASES
from quanze.schema.relationships import PART_OF, SUCCEEDS
from quanze.schema.words import fold
from quanze.text.abbreviation import abbreviates

_GOVERNMENT = re.compile(r"([\u3400-\u9fff]{2,3}[市縣])(?:政府)?(?=[\u3400-\u9fff]{3})")
_NUMERAL = re.compile("[0-9一二三四五六七八九十百]")


class _Body(NamedTuple):
    """An agency with the city or county before its name, and the rest of it."""

    node: Node
    place: str
    name: str

    def may_be(self, other: _Body) -> bool:
        """Whether this name may be short for the other one.

        One that lacks a single word of the other (交通局, 交通警察局; 東區公所, 東山區公所) is another body as a rule.
        """
        if self.place and other.place and self.place != other.place:
            return False
        if self.name == other.name:
            return not self.place and bool(other.place)
        halves = ((self.name[:i], self.name[i:]) for i in range(1, len(self.name)))
        lacks_one = any(other.name.startswith(first) and other.name.endswith(last) for first, last in halves)
        return abbreviates(self.name, other.name) and not lacks_one


def alike_agencies(plan: Plan) -> Iterator[Finding]:
    """A finding for each agency whose name may be short for exactly one other; of two that the file says are parts or
    successors of each other nothing is asked."""
    alike: dict[tuple[str, ...], list[_Body]] = defaultdict(
        list
    )  # numbered bodies are many, and never short for others
    for node in plan.nodes.values():
        name = fold(node.props.get("name") or "")
        if node.kind == "Agency" and node.props.get("kind") != "class" and name and not name.isascii():
            found = _GOVERNMENT.match(name)
            body = _Body(node, found[1] if found else "", name[found.end() :] if found else name)
            alike[body.name[0], body.name[-1], *_NUMERAL.findall(body.name)].append(body)
    apart = {
        frozenset((link.start, link.end)) for type_ in (PART_OF.type, SUCCEEDS.type) for link in plan.of_type[type_]
    }
    for bodies in alike.values():
        for body in bodies:
            others = [other.node.props for other in bodies if body.may_be(other)]
            if len(others) == 1 and frozenset((body.node.props["id"], others[0]["id"])) not in apart:
                own = body.node.props["name"]
                yield body.node.record.finding("agencies-alike", "name", own, other=others[0]["name"], aliases=ALIASES)
