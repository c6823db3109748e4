"""Files out: tables, workbooks, matrices. Takes rows, never an engine."""
