"""Who depends on whom: findings in sentences, each with the rows it rests on.

Measures come from ``quanze.graph.network``; this file says which ties they are asked of and what they mean. A
number never stands alone: every finding has ``evidence``, the relationships with document, place and clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from quanze.graph.network import betweenness, bridges, communities
from quanze.queries import structure
from quanze.queries.phrases import Both, counted, joined, names_of, things_of, titled
from quanze.queries.scope import AGENCY_LEVELS, WORKING, Scope
from quanze.queries.touches import weakest

Row = dict[str, Any]
FINDINGS: dict[str, Both] = {
    "scope": ("本分析涵蓋的範圍", "What this covers"),
    "alike": ("角色完全相同的機關", "Agencies that cannot be told apart"),
    "distinct": ("能區分機關者", "What still tells agencies apart"),
    "pair": ("必須協調的機關", "Who must coordinate, and over what"),
    "joint-result": ("同一成果，數個主導機關", "One result, several leads"),
    "bottleneck": ("可能成為瓶頸的機關", "Who lies in between"),
    "bridge": ("唯一的橋樑", "The only bridge"),
    "reporting": ("提報必經之處", "Where reporting must pass"),
    "community": ("實際分群與正式小組", "Groups in practice and official subgroups"),
    "single-point": ("單點依賴", "Single points of failure"),
    "self-review": ("自我審議", "Self-review"),
}
"""Sorts of finding in the order they are told, with their titles."""
ALIKE = 3
"""From so many agencies with the very same roles on, they are told of together."""


def analyse(scope: Scope) -> list[Row]:
    """Findings about the agencies of a scope (``quanze.queries.scope.scoped``).

    Rows: finding (a key of ``FINDINGS``), subjects (ids), message_zh, message_en, figures (named numbers), origin (the
    weakest of the evidence) and evidence: from, from_name, from_name_en, type, to, to_name, to_name_en, wording, origin,
    source, source_name, source_name_en, locator, quote, note.
    """
    return _Analysis(scope).findings()


def absent(findings: Iterable[Row]) -> list[str]:
    """The sorts of finding that were looked for and not found."""
    there = {f["finding"] for f in findings}
    return [code for code in FINDINGS if code not in there]


@dataclass
class _Block:
    """Agencies with the very same roles on the very same things."""

    agencies: list[str]
    roles: dict[str, set[str]]


@dataclass
class _Analysis:
    scope: Scope
    out: list[Row] = field(default_factory=list)

    def findings(self) -> list[Row]:
        self.ties = self.scope.ties()
        self.lead = structure.leads(self.scope)
        self.roles: dict[str, list[Row]] = {}
        for e in self.scope.of_type(*WORKING):
            self.roles.setdefault(e["from"], []).append(e)
        self.blocks = self._blocks()
        self.everywhere = [b for b in self.blocks if len(b.agencies) >= ALIKE]
        self._scope()
        self._alike()
        self._pairs()
        self._joint_results()
        self._bottlenecks()
        self._bridges()
        self._reporting()
        self._communities()
        self._single_points()
        self._self_review()
        order = {code: i for i, code in enumerate(FINDINGS)}
        return sorted(self.out, key=lambda f: order[f["finding"]])

    def name(self, ids: Sequence[str], most: int = 6) -> Both:
        return names_of(self.scope.nodes, ids, most)

    def things(self, ids: Sequence[str]) -> Both:
        return things_of(self.scope.nodes, ids)

    def add(self, code: str, subjects: Sequence[str], message: Both, evidence: Iterable[Row], **figures: float) -> None:
        rows = [structure.cited(self.scope, e) for e in evidence]
        origin = weakest([r["origin"] for r in rows])
        zh, en = message
        if origin == "editorial":
            zh, en = f"{zh}（所據含編者判讀。）", f"{en} (Rests partly on our own reading.)"
        self.out.append(
            {
                "finding": code,
                "subjects": list(subjects),
                "message_zh": zh,
                "message_en": en,
                "figures": figures,
                "origin": origin,
                "evidence": rows,
            }
        )

    def _blocks(self) -> list[_Block]:
        inside = set(self.scope.agencies)
        held: dict[str, dict[str, set[str]]] = {}
        for e in self.scope.of_type(*WORKING):
            if e["from"] in inside:
                held.setdefault(e["from"], {}).setdefault(e["to"], set()).add(e["type"])
        groups: dict[Any, _Block] = {}
        for agency in sorted(held):
            key = frozenset((thing, frozenset(roles)) for thing, roles in held[agency].items())
            groups.setdefault(key, _Block([], held[agency])).agencies.append(agency)
        return list(groups.values())

    def _held(self, agencies: Iterable[str], things: Iterable[str] | None = None) -> list[Row]:
        """The working roles of these agencies, on these things or on any."""
        what = None if things is None else set(things)
        return [e for a in agencies for e in self.roles.get(a, ()) if what is None or e["to"] in what]

    def _scope(self) -> None:
        s = self.scope
        words = AGENCY_LEVELS.get(s.name, ("個各級機關", "agency of every level", "agencies of every level"))
        zh, en = self._counted(words, s.agencies)
        zh, en = f"涵蓋 {zh}。", f"Covers {en}."
        if s.left_out:
            told = joined(self._counted(AGENCY_LEVELS[level], ids) for level, ids in s.left_out.items())
            zh += f"未納入：{told[0]}（可以 --scope national、international 或 all 納入）。"
            en += f" Left out: {told[1]} (--scope national, international or all takes them in)."
        left_out = sum(map(len, s.left_out.values()))
        self.add("scope", s.agencies, (zh, en), [], agencies=len(s.agencies), left_out=left_out)

    def _counted(self, words: tuple[str, str, str], ids: Sequence[str]) -> Both:
        return f"{len(ids)} {words[0]}", counted(len(ids), words[1], words[2])

    def _alike(self) -> None:
        marks = structure.marks(self.scope, self.lead) if self.everywhere else {}
        for block in self.everywhere:
            n, k = len(block.agencies), len(block.roles)
            count = n * (n - 1) // 2
            evidence = self._held(block.agencies)
            roles = titled(evidence)
            who, what = self.name(block.agencies, 20), self.things(list(block.roles))
            apart = [a for a in block.agencies if a in marks]
            zh = (
                f"{who[0]}：這 {n} 個機關在{what[0]}上的角色（{roles[0]}）完全相同，{len(evidence)} 條連結使 {count} 對機關"
                "彼此都有關聯，因此無從分辨誰較倚賴誰。"
            )
            en = (
                f"{who[1]}: these {n} agencies hold the very same role ({roles[1]}) on {what[1]}; {len(evidence)} links tie all "
                f"{count} pairs to each other, so nothing in them says who depends on whom more."
            )
            if apart:
                told = self.name(apart)
                zh += f"其中{told[0]}另有可區分之處，見下。"
                en += f" {told[1]} can be told apart by something else, see below."
            else:
                zh += "這些機關沒有席位、召集或審議角色，計畫也未載明哪項任務由誰分擔；能區分機關的，是下列召集、席位、審議與經由小組的任務。"
                en += (
                    " None of them has a seat, convenes or reviews, and the plan does not say which task is whose; what tells "
                    "agencies apart is the convening, seats, reviews and tasks below."
                )
            self.add("alike", block.agencies, (zh, en), evidence, agencies=n, things=k, pairs=count)
        for agency, mark in marks.items():
            told = joined([m.words for m in mark], "；", "; ")
            who = self.name([agency])
            evidence = [e for m in mark for e in m.evidence]
            self.add(
                "distinct", [agency], (f"{who[0]}：{told[0]}。", f"{who[1]}: {told[1]}."), evidence, marks=len(mark)
            )

    def _pairs(self) -> None:
        found = []
        for i, one in enumerate(self.blocks):
            for other in self.blocks[i:]:
                n = len(one.agencies)
                count = n * (n - 1) // 2 if one is other else n * len(other.agencies)
                shared = sorted(set(one.roles) & set(other.roles))
                if count and shared and not (one is other and n >= ALIKE):
                    found.append((-len(shared), one.agencies, other.agencies, count, shared, one, other))
        for _, _, _, count, shared, one, other in sorted(found, key=lambda f: f[:3]):
            # The side that leads comes first.
            if not any("CONVENES" in one.roles[x] for x in shared):
                one, other = other, one
            who = list(one.agencies) if one is other else [*one.agencies, *other.agencies]
            sides = self._sides(one, other, shared)
            what = self.things(shared)
            zh = f"{sides[0]}須就{what[0]}協調（{count} 對機關）。"
            en = f"{sides[1]} must coordinate over {what[1]} ({counted(count, 'pair')} of agencies)."
            self.add("pair", who, (zh, en), self._held(who, shared), pairs=count, things=len(shared))

    def _sides(self, one: _Block, other: _Block, shared: Sequence[str]) -> Both:
        parts = []
        for block in (one,) if one is other else (one, other):
            role = titled(self._held(block.agencies, shared))
            told = self.name(block.agencies, 4)
            parts.append((f"{told[0]}（{role[0]}）", f"{told[1]} ({role[1]})"))
        return joined(parts, "與", " and ")

    def _joint_results(self) -> None:
        for indicator, ways in sorted(structure.results(self.scope, self.lead).items()):
            agencies = sorted(ways)
            if len(agencies) < 2:
                continue
            who, what = self.name(agencies), self.things([indicator])
            self.add(
                "joint-result",
                [indicator, *agencies],
                (
                    f"{what[0]}的成果取決於 {len(agencies)} 個主導機關的任務：{who[0]}；任一方落後即影響全體。",
                    f"{what[1]} depends on tasks led by {len(agencies)} agencies: {who[1]}; if one falls behind, all miss it.",
                ),
                structure.distinct(e for a in agencies for e in ways[a]),
                agencies=len(agencies),
            )

    def _bottlenecks(self) -> None:
        shares, exact = betweenness([(e["from"], e["to"]) for e in self.ties])
        near: dict[str, list[Row]] = {}
        for e in self.ties:
            near.setdefault(e["from"], []).append(e)
            near.setdefault(e["to"], []).append(e)
        groups: dict[tuple[int, float], list[str]] = {}
        inside = set(self.scope.agencies)
        for number, block in enumerate(self.blocks):
            for agency in block.agencies:
                # Equal roles give equal shares unless one of them has something more, such as a seat.
                groups.setdefault((number, round(shares.get(agency, 0.0), 6)), []).append(agency)
                inside.discard(agency)
        ranked = [(share, ids) for (_, share), ids in groups.items()]
        ranked += [(round(shares.get(a, 0.0), 6), [a]) for a in sorted(inside)]
        ranked = sorted((r for r in ranked if r[0] >= 0.0005), key=lambda r: (-r[0], r[1]))
        about = ("", "") if exact else ("（由抽樣估計）", " (estimated from a sample)")
        for place, (share, ids) in enumerate(ranked, 1):
            who, percent = self.name(ids), f"{share * 100:.1f} %"
            evidence = structure.distinct(e for id_ in ids for e in near.get(id_, ()))
            if len(ids) > 1:
                message = (
                    f"{who[0]}各為 {percent}，數值相同係因角色相同{about[0]}。",
                    f"{who[1]}: {percent} each, the same because their roles are the same{about[1]}.",
                )
            else:
                message = (
                    f"任兩事項或機關之間的最短路徑，有 {percent} 經過{who[0]}，居第 {place}；其直接連結 {len(evidence)} 條{about[0]}。",
                    f"{percent} of the shortest ways between any two bodies or things lead through {who[1]}, place {place}; "
                    f"it has {len(evidence)} direct links{about[1]}.",
                )
            self.add("bottleneck", ids, message, evidence, share=share, place=place)

    def _bridges(self) -> None:
        pairs = [(e["from"], e["to"]) for e in self.ties]
        for agency, parts in bridges(pairs, self.scope.agencies).items():
            cut = [id_ for part in parts for id_ in part]
            who, what = self.name([agency]), self.things(cut)
            evidence = [e for e in self.ties if agency in (e["from"], e["to"]) and {e["from"], e["to"]} & set(cut)]
            self.add(
                "bridge",
                [agency, *cut],
                (
                    f"若無{who[0]}，{what[0]}即與其餘部分失去聯繫；它是唯一的橋樑。",
                    f"Without {who[1]}, {what[1]} would hang together with nothing else; it is the only bridge.",
                ),
                evidence,
                cut_off=len(cut),
            )

    def _reporting(self) -> None:
        for end, node, below in structure.must_pass(self.scope):
            agencies = [id_ for id_ in below if self.scope.kind(id_) == "Agency"]
            bodies = [id_ for id_ in below if self.scope.kind(id_) == "Subgroup"]
            who, where = self.name([node]), self.name([end])
            held = [e for e in self.scope.of_type("REPRESENTS") if e["from"] == node]
            by = self.name([e["to"] for e in held])
            seat = (f"（由{by[0]}代表）", f" (held for {by[1]})") if held else ("", "")
            more = (f"、{len(bodies)} 個小組", f" and {len(bodies)} subgroups") if bodies else ("", "")
            evidence = [e for e in self.scope.of_type("REPORTS_TO") if node in (e["from"], e["to"])] + held
            self.add(
                "reporting",
                [node, *(e["to"] for e in held)],
                (
                    f"{len(agencies)} 個機關{more[0]}的成果只能經「{who[0]}」{seat[0]}提報至{where[0]}；此處停頓，即無成果上達。",
                    f"The results of {len(agencies)} agencies{more[1]} reach {where[1]} only through “{who[1]}”{seat[1]}; if it "
                    "stops, nothing arrives.",
                ),
                evidence,
                agencies=len(agencies),
                subgroups=len(bodies),
            )

    def _communities(self) -> None:
        official = structure.official(self.scope, self.lead)
        spread = {a for b in self.everywhere if len(b.roles) > 1 for a in b.agencies}
        work = structure.worked_on(self.scope, self.lead)
        agencies = {a for ways in work.values() for a in ways} - spread
        shared = structure.in_common(work, agencies)
        found = communities({pair: len(things) for pair, things in shared.items()}, agencies)
        for number, members in enumerate(found, 1):
            here = set(members)
            groups = [g for g in official if official[g] & here]
            who, what = self.name(members), self.things(groups)
            zh, en = f"第 {number} 群：{who[0]}。", f"Group {number}: {who[1]}."
            pairs = {pair: things for pair, things in shared.items() if set(pair) <= here}
            things = sorted({thing for listed in pairs.values() for thing in listed})
            if things:
                told = self.things(things)
                zh += f"相連之處為{told[0]}。"
                en += f" Tied by {told[1]}."
            zh, en = joined([(zh, en), self._compared(here, groups, official, what)], "", " ")
            if spread and number == 1:
                told = self.name(sorted(spread))
                zh += f"分群時不計{told[0]}，因其彼此的角色完全相同。"
                en += f" Not counted here: {told[1]}, whose roles are all the same."
            evidence = [e for pair, listed in pairs.items() for x in listed for a in pair for e in work[x][a]]
            if not evidence:
                evidence = [e for e in self._held(members) if e["to"] in official or not groups]
            self.add(
                "community",
                members,
                (zh.strip(), en.strip()),
                structure.distinct(evidence),
                agencies=len(members),
                subgroups=len(groups),
            )

    def _compared(self, here: set[str], groups: list[str], official: dict[str, set[str]], what: Both) -> Both:
        """A group found against the official subgroups its members belong to."""
        if not official:
            return "", ""
        if not groups:
            return "不屬任何正式小組。", "In no official subgroup."
        if len(groups) > 1:
            return (
                f"跨越 {len(groups)} 個正式小組{what[0]}。",
                f"It goes across {len(groups)} official subgroups: {what[1]}.",
            )
        away = self.name(sorted(official[groups[0]] - here))
        if away[0]:
            return (
                f"正式小組{what[0]}另有成員在他群：{away[0]}。",
                f"{what[1]} has members in another group: {away[1]}.",
            )
        return f"與正式小組{what[0]}一致。", f"The same as the official subgroup {what[1]}."

    def _single_points(self) -> None:
        for point in structure.single_points(self.scope):
            who, what = self.name([point.agency]), self.things([point.thing])
            if point.classes:
                told = self.name(point.classes)
                zh = f"{what[0]}僅由{who[0]}主導；協辦者只有一類機關（{told[0]}），無特定機關可接手。"
                en = f"{what[1]} is led by {who[1]} alone; only a class of bodies ({told[1]}) takes part, and no one in particular could step in."
            else:
                zh = f"{what[0]}僅由{who[0]}主導，且無協辦機關。"
                en = f"{what[1]} is led by {who[1]} alone, and nobody co-organizes it."
            self.add(
                "single-point", [point.thing, point.agency], (zh, en), point.evidence, co_organizers=len(point.classes)
            )

    def _self_review(self) -> None:
        for case in structure.self_reviews(self.scope, self.lead):
            who, body, what = self.name([case.who]), self.name([case.body]), self.things(case.things)
            if case.who == case.body:
                zh = f"{who[0]}審議自己主導或負責的{what[0]}。"
                en = f"{who[1]} reviews what it leads or undertakes itself: {what[1]}."
            else:
                zh = f"{who[0]}在{body[0]}有席位，而該組織審議由其主導或衡量其任務的{what[0]}。"
                en = f"{who[1]} has a seat on {body[1]}, which reviews what it leads or what measures its tasks: {what[1]}."
            self.add(
                "self-review", [case.who, case.body, *case.things], (zh, en), case.evidence, things=len(case.things)
            )
