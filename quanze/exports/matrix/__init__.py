"""Responsibility matrices: the value, and the writers of each format."""
