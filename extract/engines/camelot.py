"""camelot (playa's parser, OpenCV for the rules) behind the engine protocol."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.engines.protocol import boxes_to_fragment, missing
from schemas.errors import EncryptedError, UnreadableError
from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from schemas.table import Fragment


class CamelotEngine:
    """`lattice` with camelot's own defaults."""

    name = "camelot"

    def read(self, data: bytes, pages: Sequence[int] | None, password: str | None) -> list[Fragment]:
        """Tables of the pages. Raises EngineError when camelot is not installed, UnreadableError when it cannot read the file."""
        try:
            import camelot.io  # noqa: PLC0415
        except ImportError as error:
            raise missing(self.name) from error
        wanted = ",".join(map(str, pages)) if pages else "all"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "document.pdf"
            path.write_bytes(data)
            try:
                tables = camelot.io.read_pdf(
                    str(path), pages=wanted, password=password, flavor="lattice", suppress_stdout=True
                )
                sizes = _page_heights(data)
                return _to_fragments(tables, sizes)
            except Exception as error:  # camelot names no exception types of its own
                if "assword" in f"{type(error).__name__} {error}":
                    raise EncryptedError("document-encrypted", name="the document") from error
                raise UnreadableError("document-broken", name="the document", found="PDF", detail=str(error)[:100]) from error


def _page_heights(data: bytes) -> dict[int, float]:
    from extract.readers.pdfium import open_document  # noqa: PLC0415

    with open_document(data, "the document") as document:
        return {number: size[1] for number, size in enumerate(document.sizes(), 1)}


def _to_fragments(tables: Any, heights: dict[int, float]) -> list[Fragment]:
    out: list[Fragment] = []
    counts: dict[int, int] = {}
    ordered = sorted(tables, key=lambda t: (int(t.page), -float(t._bbox[3])))
    for table in ordered:
        page = int(table.page)
        height = heights.get(page, 0.0)
        boxes = [
            (BBox(float(c.x1), height - float(c.y2), float(c.x2), height - float(c.y1)), str(c.text).strip())
            for row in table.cells
            for c in row
        ]
        if boxes:
            counts[page] = counts.get(page, 0) + 1
            out.append(boxes_to_fragment(FragmentRef(page, counts[page]), boxes, "camelot"))
    return out
