"""What people should know of the small signs in cells, whatever format they were read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.finding import Finding
from schemas.table import Cell, Fragment

_BRACKETS = re.compile(r"\\\(\d[\d.,]*\\\)")


def fragments_to_signs(fragments: Iterable[Fragment]) -> tuple[Finding, ...]:
    """What is struck out, and what may be a formula or a number in brackets, one finding each; none for cells without signs."""
    return tuple(finding for fragment in fragments for cell in fragment.cells if cell.marks for finding in _of(fragment, cell))


def _of(fragment: Fragment, cell: Cell) -> Iterator[Finding]:
    struck = [mark.text for mark in cell.marks if mark.kind == "struck"]
    doubtful = next((mark.text for mark in cell.marks if mark.kind == "formula" and _BRACKETS.fullmatch(mark.text)), None)
    if doubtful is not None:
        yield Finding("formula-or-brackets", fragment.cell_ref(cell), before=doubtful, after=cell.text, page=fragment.ref.page)
    if struck:
        text = " ".join(struck)
        whole = "".join(text.split()) == "".join(cell.text.split())
        yield Finding(
            "value-struck" if whole else "struck-left-out", fragment.cell_ref(cell), before=text, page=fragment.ref.page
        )
