"""The library that reads PDF pages, and what it gives: words, paths, clips, hidden text, pictures."""
