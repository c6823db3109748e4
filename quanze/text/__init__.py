"""Texts as such, in any language: the columns they take, what stands unseen in them, their order. Knows no plan."""
