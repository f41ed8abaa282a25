"""What is drawn on a page, as arrays: pieces of text, text lines, rules, bands of colour, narrow gaps, overlays."""
