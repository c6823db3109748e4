"""Files of other systems as our tables: a draft to be checked and loaded as any other."""
