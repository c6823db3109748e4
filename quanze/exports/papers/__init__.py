"""Papers for people: one model of a document, a writer for each format, and the briefs, reports and answers."""
