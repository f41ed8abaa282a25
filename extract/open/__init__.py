"""Tables without enough rules: columns by alignment, rows by lines of text, headers by labels over labels."""
