"""What a command answers, and its writers: plain text, JSON, CSV, Markdown, worksheets."""
