"""The names of what lies in the private part of an output folder."""

from __future__ import annotations

PRIVATE = ".rajut"
DOCUMENTS = "documents"
PAGES = "pages"  # as they were seen in scans, kept between runs
LOCK = "lock"
