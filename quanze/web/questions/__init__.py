"""The question box: a question in a reader's words, how it was read, and the page that answers it."""
