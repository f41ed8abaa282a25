"""pdfplumber (pdfminer's parser) behind the engine protocol."""

from __future__ import annotations

import io
from collections.abc import Sequence

from extract.engines.protocol import boxes_to_fragment, missing
from schemas.errors import EncryptedError, UnreadableError
from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from schemas.table import Fragment


class PdfplumberEngine:
    """`extract_tables` with pdfplumber's own defaults."""

    name = "pdfplumber"

    def read(self, data: bytes, pages: Sequence[int] | None, password: str | None) -> list[Fragment]:
        """Tables of the pages. Raises EngineError when pdfplumber is not installed, UnreadableError when it cannot open the file."""
        try:
            import pdfplumber  # noqa: PLC0415
            from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
            from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415
        except ImportError as error:
            raise missing(self.name) from error
        out: list[Fragment] = []
        try:
            with pdfplumber.open(io.BytesIO(data), password=password or "") as document:
                for page in document.pages:
                    if pages is None or page.page_number in pages:
                        out += _page_to_fragments(page)
                        page.close()
        except PdfminerException as error:
            if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
                raise EncryptedError("document-encrypted", name="the document") from error
            raise UnreadableError("document-broken", name="the document", found="PDF", detail=str(error)[:100]) from error
        return out


def _page_to_fragments(page: object) -> list[Fragment]:
    fragments: list[Fragment] = []
    for table in page.find_tables():  # type: ignore[attr-defined]
        texts = table.extract()
        boxes = [
            (BBox(*(float(v) for v in box)), text or "")
            for row, line in zip(table.rows, texts, strict=True)
            for box, text in zip(row.cells, line, strict=True)
            if box is not None
        ]
        if boxes:
            ref = FragmentRef(page.page_number, len(fragments) + 1)  # type: ignore[attr-defined]
            fragments.append(boxes_to_fragment(ref, boxes, "pdfplumber"))
    return fragments
