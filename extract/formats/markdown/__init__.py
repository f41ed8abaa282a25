"""Markdown: pipe tables, grid tables, HTML in between."""
