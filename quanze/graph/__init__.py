"""Engines behind one small protocol, and whole-graph work."""
