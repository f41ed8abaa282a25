"""Formats. Each module turns one format into text blocks and fragments."""
