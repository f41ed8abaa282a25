"""How the captions of tables and figures begin."""

from __future__ import annotations

import re

CAPTION = re.compile(r"^(tabel|table|tab\.|gambar|grafik|lampiran|figure)\s*[\dIVX.]", re.IGNORECASE)
TABLE_CAPTION = re.compile(r"^\W*(tabel|table|tab\.)\s*[\w.\-]*\d", re.IGNORECASE)


def is_caption(text: str) -> bool:
    """Does the text begin as the caption of a table does: "Table 3 ..."?"""
    return (text[:1] in "tT" or not text[0].isalnum()) and TABLE_CAPTION.match(text) is not None
