"""A thin door to pdfium's C interface, opened for speed.

The generated bindings of pypdfium2 spend more time on argument conversion than pdfium spends on the page. Here the same shared
library is opened a second time with plain `c_void_p` prototypes and without releasing the interpreter lock (`PyDLL`): pdfium is
not thread-safe, so parallel work needs processes anyway. `pdf_calls` calls these functions for many handles at once.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import c_char_p, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any

import pypdfium2_raw
from pypdfium2_raw import bindings

from extract.pdfium.python_loops import CFunction
from schemas.errors import EncryptedError, UnreadableError

_LIBRARY = ctypes.PyDLL(bindings._libs["pdfium"]._name)
_ERROR_PASSWORD = 4


def _function(name: str, result: Any, *arguments: Any) -> CFunction:
    function = getattr(_LIBRARY, name)
    function.restype = result
    function.argtypes = arguments
    function.address = ctypes.cast(function, c_void_p).value
    return function  # type: ignore[no-any-return]


load_document = _function("FPDF_LoadMemDocument64", c_size_t, c_void_p, c_size_t, c_char_p)
close_document = _function("FPDF_CloseDocument", None, c_void_p)
last_error = _function("FPDF_GetLastError", c_uint)
page_count = _function("FPDF_GetPageCount", c_int, c_void_p)
load_page = _function("FPDF_LoadPage", c_size_t, c_void_p, c_int)
close_page = _function("FPDF_ClosePage", None, c_void_p)
page_rotation = _function("FPDFPage_GetRotation", c_int, c_void_p)
page_box = _function("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
page_size = _function("FPDF_GetPageSizeByIndexF", c_int, c_void_p, c_int, c_void_p)

load_text = _function("FPDFText_LoadPage", c_size_t, c_void_p)
close_text = _function("FPDFText_ClosePage", None, c_void_p)
char_count = _function("FPDFText_CountChars", c_int, c_void_p)
char_code = _function("FPDFText_GetUnicode", c_int, c_void_p, c_int)
text_of = _function("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
text_index = _function("FPDFText_GetTextIndexFromCharIndex", c_int, c_void_p, c_int)
char_object = _function("FPDFText_GetTextObject", c_size_t, c_void_p, c_int)
char_loose_box = _function("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
char_tight_box = _function("FPDFText_GetCharBox", c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
char_matrix = _function("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
char_unmapped = _function("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
char_size = _function("FPDFText_GetFontSize", ctypes.c_double, c_void_p, c_int)

text_mode = _function("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
text_font = _function("FPDFTextObj_GetFont", c_size_t, c_void_p)
font_name = _function("FPDFFont_GetBaseFontName", c_size_t, c_void_p, c_void_p, c_size_t)
font_flags = _function("FPDFFont_GetFlags", c_int, c_void_p)
font_weight = _function("FPDFFont_GetWeight", c_int, c_void_p)

object_count = _function("FPDFPage_CountObjects", c_int, c_void_p)
object_at = _function("FPDFPage_GetObject", c_size_t, c_void_p, c_int)
object_type = _function("FPDFPageObj_GetType", c_int, c_void_p)
object_bounds = _function("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _function("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
object_fill = _function("FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_stroke = _function("FPDFPageObj_GetStrokeColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_stroke_width = _function("FPDFPageObj_GetStrokeWidth", c_int, c_void_p, c_void_p)
object_clip = _function("FPDFPageObj_GetClipPath", c_size_t, c_void_p)
clip_paths = _function("FPDFClipPath_CountPaths", c_int, c_void_p)
clip_segments = _function("FPDFClipPath_CountPathSegments", c_int, c_void_p, c_int)
clip_segment = _function("FPDFClipPath_GetPathSegment", c_size_t, c_void_p, c_int, c_int)
form_count = _function("FPDFFormObj_CountObjects", c_int, c_void_p)
form_object = _function("FPDFFormObj_GetObject", c_size_t, c_void_p, c_ulong)
path_segments = _function("FPDFPath_CountSegments", c_int, c_void_p)
path_segment = _function("FPDFPath_GetPathSegment", c_size_t, c_void_p, c_int)
path_mode = _function("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
segment_type = _function("FPDFPathSegment_GetType", c_int, c_void_p)
segment_point = _function("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
segment_close = _function("FPDFPathSegment_GetClose", c_int, c_void_p)

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5


class Floats:
    """Room for `n` C floats and its address; read back with `list`."""

    __slots__ = ("address", "values")

    def __init__(self, n: int) -> None:
        self.values = (c_float * n)()
        self.address = ctypes.addressof(self.values)


class Document:
    """An open PDF. Use `with open_document(...)`; pages are opened one at a time by `page`."""

    def __init__(self, handle: int, data: bytes) -> None:
        self.handle = handle
        self.forms: tuple[int, Callable[[], None], object] | None = (
            None  # its form once asked for, how to close it, what it needs
        )
        self._data = data  # pdfium reads from it lazily, so it must outlive the handle
        self.pages = int(page_count(handle))

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """(width, height) of the upright pages in points; (0.0, 0.0) for a page that cannot be read."""
        room = Floats(2)
        sizes = []
        for index in range(self.pages):
            found = page_size(self.handle, index, room.address)
            sizes.append((room.values[0], room.values[1]) if found else (0.0, 0.0))
        return tuple(sizes)

    @contextmanager
    def page(self, number: int) -> Iterator[int]:
        """Handle of page `number` (from 1), closed on exit; 0 when pdfium cannot load the page."""
        handle = load_page(self.handle, number - 1)
        try:
            yield handle
        finally:
            if handle:
                close_page(handle)


_started = False
_open = 0


def start_library() -> None:
    """Initialise pdfium once per process. (The raw module does not; pypdfium2's helpers would, at 80 ms of import.)"""
    global _started  # noqa: PLW0603
    if not _started:
        config = pypdfium2_raw.FPDF_LIBRARY_CONFIG(version=2)
        pypdfium2_raw.FPDF_InitLibraryWithConfig(config)
        _started = True


def forget_documents() -> None:
    """Initialises pdfium anew where nothing is open, for who draws: some milliseconds. It bends one face of letters for every font that it
    does not know, and a document would find it as the one before had left it: another picture, by what was read before."""
    global _started  # noqa: PLW0603
    helpers = sys.modules.get("pypdfium2.internal.bases")
    if _open or (helpers is not None and any(helpers.ObjectTracker.values())):
        return
    if _started or helpers is not None:
        pypdfium2_raw.FPDF_DestroyLibrary()
        _started = False
    start_library()


@contextmanager
def open_document(data: bytes, name: str, password: str | None = None) -> Iterator[Document]:
    """The PDF in `data`, closed on exit.

    Raises EncryptedError when a password is needed or wrong, UnreadableError when pdfium cannot make sense of the bytes.
    """
    global _open  # noqa: PLW0603
    start_library()
    handle = load_document(data, len(data), password.encode() if password else None)
    if not handle:
        if last_error() == _ERROR_PASSWORD:
            raise EncryptedError("document-encrypted" if password is None else "password-wrong", name=name)
        raise UnreadableError("document-broken", name=name, found="PDF", detail="damaged beyond what pdfium repairs")
    document = Document(handle, data)
    _open += 1
    try:
        yield document
    finally:
        if document.forms is not None:
            document.forms[1]()
        close_document(handle)
        _open -= 1
