"""What changed: editions compared record by record, described in a planner's words, written, logged and taken back.

See docs/adr/0017-change-sets.md.
"""
