"""Damaged files: what pdfium cannot open is saved again by qpdf (pikepdf), which rebuilds cross-references and streams."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from extract.pdfium.library import Document, open_document
from schemas.errors import UnreadableError, error_to_detail


@contextmanager
def open_or_repair(data: bytes, name: str, password: str | None = None) -> Iterator[tuple[Document, str | None]]:
    """The open document, and what it was read through when that was not the file itself.

    Raises EncryptedError when a password is needed, UnreadableError when neither pdfium nor qpdf can make sense of the bytes.
    """
    repaired: bytes | None = None
    try:
        with open_document(data, name, password) as document:
            if document.pages:
                yield document, None
                return
    except UnreadableError:
        pass
    repaired = save_again(data, name, password)
    with open_document(repaired, name) as document:
        yield document, "a re-save by qpdf"


def save_again(data: bytes, name: str, password: str | None = None) -> bytes:
    """The document rebuilt and without encryption. Raises UnreadableError when qpdf finds no pages either."""
    import pikepdf  # noqa: PLC0415 - only for damaged files

    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True) as document:
            if not len(document.pages):
                raise UnreadableError("document-broken", name=name, found="PDF", detail="it has no pages")
            out = io.BytesIO()
            document.save(out)
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise UnreadableError("document-broken", name=name, found="PDF", detail="damaged and encrypted") from error
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise UnreadableError(
            "document-broken", name=name, found="PDF", detail=f"damaged beyond repair ({error_to_detail(error)})"
        ) from error
