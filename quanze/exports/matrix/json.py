"""A matrix as JSON, for other programs: names in both languages, and every assignment with its steps."""

from __future__ import annotations

from typing import Any

from quanze.exports.json_text import json_text
from quanze.exports.matrix.model import Assignment, Head, Label, Matrix


def matrix_json(matrix: Matrix) -> str:
    """Heading, scheme with its letters, items, agencies and assignments; keys and values are of no language."""
    heading = matrix.heading
    return json_text(
        {
            **_names("title", heading.title),
            "as_of": heading.as_of,
            "editions": [{**_names("name", n), "edition": edition, "date": d} for n, edition, d in heading.editions],
            "scheme": matrix.scheme.name,
            "reading": matrix.scheme.reading,
            "inherited": matrix.inherited,
            "letters": [
                {
                    "role": x.role,
                    "letter": x.zh,
                    "letter_en": x.en,
                    "name": x.name_zh,
                    "name_en": x.name_en,
                    "reason": x.reason_zh,
                    "reason_en": x.reason_en,
                }
                for x in matrix.legend()
            ],
            "items": [_head(h) for h in matrix.rows],
            "agencies": [_head(h) for h in matrix.columns],
            "assignments": [_assignment(a) for a in matrix.assignments],
        }
    )


def _names(key: str, label: Label) -> dict[str, str]:
    return {key: label.zh, f"{key}_en": label.en}


def _head(head: Head) -> dict[str, Any]:
    return {
        "id": head.id,
        "kind": head.kind,
        **_names("name", head.name),
        "group": head.group,
        **_names("group_name", head.group_name),
    }


def _assignment(a: Assignment) -> dict[str, Any]:
    letters = {"letters": [x.zh for x in a.letters], "letters_en": [x.en for x in a.letters]}
    return {"number": a.number, **a.row, **letters}
