"""``python -m quanze``: the command line where the ``quanze`` command is not on the path."""

from quanze.cli import main

main()
