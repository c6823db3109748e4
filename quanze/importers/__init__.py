"""What stands in other people's files, as tables of ours: a draft to be checked and loaded as any other."""
