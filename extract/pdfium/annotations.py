"""What lies on a page as annotations and is read as its text: form fields, notes typed onto the page, words struck out by a marker.

Appearances are drawn into the page by pdfium; a field that has none gets its value typed at its place, as a viewer would.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_char_p, c_double, c_float, c_int, c_size_t, c_ulong, c_void_p
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2_raw

from extract.ink.page import Array
from extract.pdfium import library as c

FREE_TEXT, STRIKE_OUT, WIDGET = 3, 12, 20
HIDDEN = 1 << 1  # of the annotation flags
UNSEEN = 0b100011  # invisible, hidden or not for viewing
TYPED_FIELDS = frozenset({4, 5, 6})  # combo box, list box, text field
TICKED = frozenset({2, 3})  # boxes to tick and to choose show a sign, not a text
STAMPED = frozenset({1, 7})  # buttons to push and signatures lie over the page, they are no text of it
PASSWORD = 1 << 13  # of the field flags
USUAL_SIZE = 10.0
LEAST_SIZE = 4.0
PADDING = 2.0
MOST_VALUE = 20_000  # characters of one field
_SIZE = re.compile(r"(?<!\d)(\d+(?:\.\d+)?)\s+Tf")
_SHOWS_TEXT = re.compile(r"\bT[jJ]\b|['\"]\s")

_count = c._function("FPDFPage_GetAnnotCount", c_int, c_void_p)
_open = c._function("FPDFPage_GetAnnot", c_size_t, c_void_p, c_int)
_close = c._function("FPDFPage_CloseAnnot", None, c_void_p)
_subtype = c._function("FPDFAnnot_GetSubtype", c_int, c_void_p)
_flags = c._function("FPDFAnnot_GetFlags", c_int, c_void_p)
_set_flags = c._function("FPDFAnnot_SetFlags", c_int, c_void_p, c_int)
_rect = c._function("FPDFAnnot_GetRect", c_int, c_void_p, c_void_p)
_appearance = c._function("FPDFAnnot_GetAP", c_ulong, c_void_p, c_int, c_void_p, c_ulong)
_string = c._function("FPDFAnnot_GetStringValue", c_ulong, c_void_p, c_char_p, c_void_p, c_ulong)
_quads = c._function("FPDFAnnot_CountAttachmentPoints", c_size_t, c_void_p)
_quad = c._function("FPDFAnnot_GetAttachmentPoints", c_int, c_void_p, c_size_t, c_void_p)
_field_type = c._function("FPDFAnnot_GetFormFieldType", c_int, c_void_p, c_void_p)
_field_flags = c._function("FPDFAnnot_GetFormFieldFlags", c_int, c_void_p, c_void_p)
_field_value = c._function("FPDFAnnot_GetFormFieldValue", c_ulong, c_void_p, c_void_p, c_void_p, c_ulong)
_field_size = c._function("FPDFAnnot_GetFontSize", c_int, c_void_p, c_void_p, c_void_p)
_flatten = c._function("FPDFPage_Flatten", c_int, c_void_p, c_int)
_start_forms = c._function("FPDFDOC_InitFormFillEnvironment", c_size_t, c_void_p, c_void_p)
_end_forms = c._function("FPDFDOC_ExitFormFillEnvironment", None, c_void_p)
_new_text = c._function("FPDFPageObj_NewTextObj", c_size_t, c_void_p, c_char_p, c_float)
_set_text = c._function("FPDFText_SetText", c_int, c_void_p, c_void_p)
_transform = c._function("FPDFPageObj_Transform", None, c_void_p, c_double, c_double, c_double, c_double, c_double, c_double)
_insert = c._function("FPDFPage_InsertObject", None, c_void_p, c_void_p)

Box = tuple[float, float, float, float]
NO_QUADS: Array = np.zeros((0, 4), np.float32)


@dataclass(frozen=True, slots=True)
class _Typed:
    """A text to be typed into a box (left, bottom, right, top) of the page."""

    text: str
    box: Box
    size: float


@dataclass(frozen=True, slots=True)
class _Found:
    """`drawn` tells whether appearances are to be drawn into the page, `typed` what has none, `quads` (n, 4) what markers struck."""

    drawn: bool
    typed: tuple[_Typed, ...]
    quads: Array


_NOTHING = _Found(False, (), NO_QUADS)


@contextmanager
def page_with_annotations(document: c.Document, number: int) -> Iterator[tuple[int, Array]]:
    """Handle of page `number` (from 1) with its fields and typed notes as text of the page, and the boxes (left, bottom, right, top)
    of words that a marker struck out; 0 when pdfium cannot load the page. Pages without such annotations are the page itself."""
    with document.page(number) as page:
        found = _look(document, page) if page and _count(page) > 0 else _NOTHING
        if not found.drawn:
            for typed in found.typed:
                _type(document, page, typed)
            yield page, found.quads
            return
        _flatten(page, 0)
    with document.page(number) as page:
        for typed in found.typed if page else ():
            _type(document, page, typed)
        yield page, found.quads


def _look(document: c.Document, page: int) -> _Found:
    typed: list[_Typed] = []
    quads: list[Box] = []
    drawn = False
    others: list[int] = []
    for index in range(_count(page)):
        annotation = _open(page, index)
        if not annotation:
            continue
        kind = _subtype(annotation)
        if kind in (WIDGET, FREE_TEXT) and not _flags(annotation) & UNSEEN:
            source = _text_of(lambda room, size, a=annotation: _appearance(a, 0, room, size))
            field = _field_type(_forms(document), annotation) if kind == WIDGET else 0
            if field not in STAMPED and (_SHOWS_TEXT.search(source) or (source and field in TICKED)):
                drawn = True
            else:
                typed += _to_typed(document, annotation, kind)
                others.append(index)
        else:
            quads += _quads_of(annotation) if kind == STRIKE_OUT and not _flags(annotation) & UNSEEN else ()
            others.append(index)
        _close(annotation)
    if drawn:
        _hide(page, others)  # a highlight drawn into the page would cover the text under it
    return _Found(drawn, tuple(typed), np.array(quads, np.float32).reshape(-1, 4))


def _hide(page: int, which: list[int]) -> None:
    for index in which:
        annotation = _open(page, index)
        if annotation:
            _set_flags(annotation, _flags(annotation) | HIDDEN)
            _close(annotation)


def _to_typed(document: c.Document, annotation: int, kind: int) -> list[_Typed]:
    """What a field or a note without an appearance says; empty for one that says nothing."""
    text, size = "", 0.0
    if kind == WIDGET:
        forms = _forms(document)
        if _field_type(forms, annotation) in TYPED_FIELDS and not _field_flags(forms, annotation) & PASSWORD:
            text = _text_of(lambda room, length: _field_value(forms, annotation, room, length))
            room = c.Floats(1)
            size = room.values[0] if _field_size(forms, annotation, room.address) else 0.0
    else:
        text = _text_of(lambda room, length: _string(annotation, b"Contents", room, length))
        found = _SIZE.search(_text_of(lambda room, length: _string(annotation, b"DA", room, length)))
        size = float(found[1]) if found else 0.0
    rect = c.Floats(4)
    if not text.strip() or not _rect(annotation, rect.address):
        return []
    left, top, right, bottom = rect.values
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return [_Typed(text[:MOST_VALUE], box, size)]


def _quads_of(annotation: int) -> Iterator[Box]:
    room = c.Floats(8)
    for index in range(min(_quads(annotation), 10_000)):
        if _quad(annotation, index, room.address):
            xs, ys = list(room.values)[0::2], list(room.values)[1::2]
            yield min(xs), min(ys), max(xs), max(ys)


def _text_of(call: Any) -> str:
    """What a function says that fills a buffer with UTF-16 and returns its length in bytes; "" for nothing."""
    length = call(None, 0)
    if length <= 2:
        return ""
    room = ctypes.create_string_buffer(length)
    call(ctypes.addressof(room), length)
    return room.raw[: length - 2].decode("utf-16-le", "replace")


def _forms(document: c.Document) -> int:
    """The form of the document, opened once and closed with it."""
    if document.forms is None:
        info = pypdfium2_raw.FPDF_FORMFILLINFO(version=2)
        handle = _start_forms(document.handle, ctypes.addressof(info))
        document.forms = (handle, lambda: _end_forms(handle), info)
    return int(document.forms[0])


def _type(document: c.Document, page: int, typed: _Typed) -> None:
    """Puts the text on the page, line by line, so that it stands upright in its box."""
    turn = c.page_rotation(page) % 4
    left, low, right, high = typed.box
    wide, tall = (right - left, high - low) if turn % 2 == 0 else (high - low, right - left)
    lines = [line for line in re.split(r"\r\n?|\n", typed.text) if line.strip()]
    room = tall / max(len(lines), 1)
    size = typed.size if typed.size >= 1 else max(LEAST_SIZE, min(USUAL_SIZE, 0.75 * room, 1.6 * wide))
    first = min(room, 1.2 * size)
    across = (tall - first * len(lines)) / 2 if len(lines) == 1 else PADDING
    for at, line in enumerate(lines):
        down = across + first * at + first / 2 + 0.35 * size  # from the upper edge to the baseline
        item = _new_text(document.handle, b"Helvetica", size)
        if not item:
            return
        units = ctypes.create_string_buffer(line.encode("utf-16-le") + b"\0\0")
        _set_text(item, ctypes.addressof(units))
        cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn]
        x, y = (
            (left + PADDING, high - down),
            (left + down, low + PADDING),
            (right - PADDING, low + down),
            (right - down, high - PADDING),
        )[turn]
        _transform(item, cos, sin, -sin, cos, x, y)
        _insert(page, item)


def struck_by_markers(quads: Array, box: Array) -> Array:
    """A flag per glyph box (left, bottom, right, top): its middle lies in one of the quads."""
    flags = np.zeros(len(box), dtype=bool)
    x, y = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
    for left, low, right, high in quads.tolist():
        flags |= (x >= left) & (x <= right) & (y >= low) & (y <= high)
    return flags
