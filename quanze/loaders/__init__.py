"""Files in: read tables, check rows, resolve references, write; all or nothing."""
