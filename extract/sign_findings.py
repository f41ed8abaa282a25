"""What people should know of the small signs in cells, whatever format they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.finding import Finding
from schemas.table import Cell, Fragment


def fragments_to_signs(fragments: Iterable[Fragment]) -> tuple[Finding, ...]:
    """One finding per cell with struck text; none for cells without."""
    return tuple(finding for fragment in fragments for cell in fragment.cells if cell.marks for finding in _of(fragment, cell))


def _of(fragment: Fragment, cell: Cell) -> Iterator[Finding]:
    struck = [mark.text for mark in cell.marks if mark.kind == "struck"]
    if struck:
        text = " ".join(struck)
        whole = "".join(text.split()) == "".join(cell.text.split())
        yield Finding(
            "value-struck" if whole else "struck-left-out", fragment.cell_ref(cell), before=text, page=fragment.ref.page
        )
