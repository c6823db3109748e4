"""Progress as files: tables in words, small lines of targets and results, a workbook with charts."""
