"""The tests, one room for each room of the package."""

import os

# Set before the package is imported: the help texts of its options are in the language of that moment.
LOCALE = {"LC_ALL": "C.UTF-8", "LC_MESSAGES": "C.UTF-8", "LANG": "C.UTF-8"}
os.environ.update(LOCALE)
os.environ.pop("QUANZE_LANG", None)
