"""Page numbers that a converter left in the running text."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.table import Fragment, TextBlock

_NUMBER = r"\d{1,4}(?:\s*(?:/|dari|of)\s*\d{1,4})?"
_PAGE_MARK = re.compile(
    rf"(?:[-–—|]+\s*)?(?:(?:halaman|hlm\.?|hal\.?|page|p\.)\s*:?\s*{_NUMBER}|\d{{1,3}}(?:\s*(?:/|dari|of)\s*\d{{1,4}})?|[ivxl]{{1,6}})(?:\s*[-–—|]+)?",
    re.IGNORECASE,
)


def is_page_mark(text: str) -> bool:
    """True for "Halaman 3", "Page 3 of 10", "- 12 -", "iv"; a bare number of four digits may be a year and is none."""
    return _PAGE_MARK.fullmatch(text.strip()) is not None


def blocks_to_marked(blocks: tuple[TextBlock | Fragment, ...]) -> tuple[TextBlock | Fragment, ...]:
    """The same blocks, paragraphs that are page marks as furniture, so that they do not part the tables around them."""
    return tuple(
        replace(block, kind="furniture")
        if isinstance(block, TextBlock) and block.kind == "paragraph" and is_page_mark(block.text)
        else block
        for block in blocks
    )
