"""The questions: a catalogue of read queries, one file each, and the reasoning over their rows."""
