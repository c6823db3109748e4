"""The forms of other systems' files that can be imported."""

from __future__ import annotations

FORMS = ("popolo", "oparl", "org", "publicbodies", "graph")
"""Popolo JSON; objects of OParl; W3C ORG and our own linked data; a table of publicbodies; a graph file."""
