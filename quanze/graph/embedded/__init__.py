"""The embedded engine: one ``.kgl`` file. The only room that imports kglite.

How it differs from a server:

* A transaction works on a private copy in memory and is published by one atomic rename; a crash at any
  moment leaves the old file or the new one.
* One writer at a time holds a lease beside the file; a second one waits ``engine.WAIT`` seconds. Readers take none.
* Every record answers ``title`` and ``type``; ``quanze.schema`` therefore declares no such property.
* Large creations go through its bulk calls where those mean the same (``bulk``).
* For single questions a large file is read from a copy that need not be decoded (``reading_copy``).
"""
