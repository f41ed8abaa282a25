"""pdfplumber (pdfminer's parser) behind the engine protocol."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from extract.opinion.protocol import boxes_to_fragment, missing, quiet
from schemas.errors import EncryptedError, UnreadableError, error_to_detail
from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from schemas.table import Fragment

BY_TEXT = {"vertical_strategy": "text", "horizontal_strategy": "text"}


class PdfplumberEngine:
    """`read` is `find_tables` with pdfplumber's own defaults, `look` its text strategy inside the boxes."""

    name = "pdfplumber"

    def read(self, data: bytes, pages: Sequence[int] | None, password: str | None) -> list[Fragment]:
        """Tables of the pages. Raises EngineError when pdfplumber is not installed, UnreadableError when it cannot open the file."""

        def ask(page: Any) -> list[Any]:
            return list(page.find_tables()) if pages is None or page.page_number in pages else []

        return _ask(data, password, ask)

    def look(self, data: bytes, areas: Mapping[int, Sequence[BBox]], password: str | None) -> list[Fragment]:
        """A grid for each box. Raises as `read` does."""

        def ask(page: Any) -> list[Any]:
            return [t for box in areas.get(page.page_number, ()) for t in _crop(page, box).find_tables(BY_TEXT)]

        return _ask(data, password, ask)


def _crop(page: Any, box: BBox) -> Any:
    left, top, right, bottom = page.bbox
    return page.crop((max(left, box.x0 - 2), max(top, box.top - 2), min(right, box.x1 + 2), min(bottom, box.bottom + 2)))


def _ask(data: bytes, password: str | None, ask: Callable[[Any], list[Any]]) -> list[Fragment]:
    try:
        import pdfplumber  # noqa: PLC0415
        from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
        from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415
    except ImportError as error:
        raise missing(PdfplumberEngine.name) from error
    out: list[Fragment] = []
    try:
        with quiet("pdfminer"), pdfplumber.open(io.BytesIO(data), password=password or "") as document:
            for page in document.pages:
                out += _tables_to_fragments(page.page_number, ask(page))
                page.close()
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise EncryptedError("document-encrypted", name="the document") from error
        raise UnreadableError(
            "document-broken", name="the document", found="PDF", detail=error_to_detail(error, 100)
        ) from error
    return out


def _tables_to_fragments(page: int, tables: Sequence[Any]) -> list[Fragment]:
    fragments: list[Fragment] = []
    for table in tables:
        texts = table.extract()
        boxes = [
            (BBox(*(float(v) for v in box)), text or "")
            for row, line in zip(table.rows, texts, strict=True)
            for box, text in zip(row.cells, line, strict=True)
            if box is not None
        ]
        if boxes:
            fragments.append(boxes_to_fragment(FragmentRef(page, len(fragments) + 1), boxes, PdfplumberEngine.name))
    return fragments
