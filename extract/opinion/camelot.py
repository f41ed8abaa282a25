"""camelot (playa's parser, OpenCV for the rules) behind the engine protocol."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.opinion.protocol import boxes_to_fragment, missing, quiet
from schemas.errors import EncryptedError, UnreadableError, error_to_detail
from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from schemas.table import Fragment

MARGIN = 2.0  # points around a box in which camelot is asked to look


class CamelotEngine:
    """`read` is `lattice` with camelot's own defaults, `look` is `stream` inside the boxes."""

    name = "camelot"

    def read(self, data: bytes, pages: Sequence[int] | None, password: str | None) -> list[Fragment]:
        """Tables of the pages. Raises EngineError when camelot is not installed, UnreadableError when it cannot read the file."""
        wanted = ",".join(map(str, pages)) if pages else "all"
        return _ask(data, password, [{"pages": wanted, "flavor": "lattice"}])

    def look(self, data: bytes, areas: Mapping[int, Sequence[BBox]], password: str | None) -> list[Fragment]:
        """A grid for each box. Raises as `read` does."""
        heights = _page_heights(data, password)
        wanted = [
            {"pages": str(page), "flavor": "stream", "table_areas": [_to_area(box, heights[page]) for box in boxes]}
            for page, boxes in areas.items()
        ]
        return _ask(data, password, wanted)


def _to_area(box: BBox, height: float) -> str:
    """The box as camelot wants it, left, top, right, bottom from the page's lower edge."""
    return f"{box.x0 - MARGIN:.2f},{height - box.top + MARGIN:.2f},{box.x1 + MARGIN:.2f},{height - box.bottom - MARGIN:.2f}"


def _ask(data: bytes, password: str | None, questions: Sequence[dict[str, Any]]) -> list[Fragment]:
    try:
        import camelot.io  # noqa: PLC0415
    except ImportError as error:
        raise missing(CamelotEngine.name) from error
    with tempfile.TemporaryDirectory() as folder, quiet("camelot", "playa", "pdfminer"):
        path = Path(folder) / "document.pdf"
        path.write_bytes(data)
        try:
            tables = [
                table
                for question in questions
                for table in camelot.io.read_pdf(str(path), password=password, suppress_stdout=True, **question)
            ]
            return _to_fragments(tables, _page_heights(data, password))
        except Exception as error:  # camelot names no exception types of its own
            if "assword" in f"{type(error).__name__} {error}":
                raise EncryptedError("document-encrypted", name="the document") from error
            raise UnreadableError(
                "document-broken", name="the document", found="PDF", detail=error_to_detail(error, 100)
            ) from error


def _page_heights(data: bytes, password: str | None = None) -> dict[int, float]:
    from extract.pdfium.library import open_document  # noqa: PLC0415

    with open_document(data, "the document", password) as document:
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
