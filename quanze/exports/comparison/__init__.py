"""A comparison of two editions as files: sheets of changes, with what changed in a text marked."""
