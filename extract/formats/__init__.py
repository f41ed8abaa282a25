"""Documents whose tables need no geometry: Word, HTML, Markdown, spreadsheets."""
