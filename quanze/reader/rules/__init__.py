"""The reading rules, one file per family; each rule has the name that the draft's ``rule`` column shows.

A rule is a function from a ``Reading`` to nothing: it looks at the passages and adds what it is sure of to the
draft. Rules are general: their words come from ``quanze.schema``, none names a city or a body.
"""
