"""A reorganization that was tried, as files: sheets of what changes, matrices before and after, a picture."""
