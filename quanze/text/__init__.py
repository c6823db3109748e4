"""Texts as such, in any language: their width in columns, their invisible characters, their order. Knows no plan."""
