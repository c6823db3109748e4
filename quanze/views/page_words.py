"""What the page itself says, beside the words that come from the schema."""

from __future__ import annotations

from quanze.locale import template

WORDS = {
    "search": template("Find (for example EPB)"),
    "key": template("Key and filters"),
    "fit": template("Fit to window"),
    "drawn": template("Picture"),
    "list": template("List"),
    "matrix": template("Matrix"),
    "table": template("Table"),
    "sections": template("Sections"),
    "loose": template("Without a council or subgroup"),
    "next": template("Next:"),
    "cells": template(
        "Each cell counts the items that both agencies have a role on; agencies that share much are placed together."
    ),
    "choose": template("Choose a cell to see the items with their sources."),
    "day": template("As of"),
    "ever": template("all dates"),
    "bare": template("nothing in this picture exists on that day"),
    "kinds": template("Kinds"),
    "roles": template("Relationships"),
    "origins": template("Origins"),
    "none": template("Nothing found"),
    "close": template("Close"),
    "origin": template("Origin"),
    "source": template("Source"),
    "locator": template("Locator"),
    "wording": template("Wording"),
    "valid": template("Valid"),
    "under": template("Under"),
    "note": template("Note"),
    "aliases": template("Aliases"),
    "id": template("ID"),
    "out": template("From it"),
    "into": template("To it"),
    "members": template("Contains"),
    "records": template("records"),
    "uncited": template("no source given"),
    "shared": template("Shared items"),
    "inherited": template("inherited, not direct"),
    "editorial": template("our own reading, not a statement of the source"),
    "nodes": template("Nodes"),
    "edges": template("Relationships"),
    "kind": template("Kind"),
    "name": template("Name"),
    "name_en": template("English name"),
    "quote": template("Quote"),
    "from": template("From"),
    "type": template("Relationship"),
    "to": template("To"),
    "how": template(
        "Arrow keys move to the nearest node, E steps through its lines, Enter goes to the details, "
        "plus and minus zoom, 0 fits the picture to the window, slash searches, Esc clears."
    ),
    "picture": template("Picture of responsibilities"),
}
