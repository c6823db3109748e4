"""The tests, one room for each room of the package."""

import os
import sys

import platformdirs

# Set before the package is imported: the help texts of its options are in the language of that moment.
LOCALE = {"LC_ALL": "C.UTF-8", "LC_MESSAGES": "C.UTF-8", "LANG": "C.UTF-8"}
os.environ.update(LOCALE)
os.environ.pop("QUANZE_LANG", None)

# Where Python may write no compiled files beside the source, every process of the tests would compile all it imports.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    sys.pycache_prefix = str(platformdirs.user_cache_path("quanze-tests") / "bytecode")
    sys.dont_write_bytecode = False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
