"""Quanze (權責): who is responsible for what, and which sentence says so."""

__version__ = "0.1.0"
