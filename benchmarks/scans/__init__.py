"""Scans drawn from digital pages, and how well they are read."""
