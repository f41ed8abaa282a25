"""The compiled loops and their twins in Python: the same bits from both, and no length that the compiled ones take on trust."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pdfium import clips as pdf_clips
from extract.pdfium import hidden_text as pdf_hidden
from extract.pdfium import library as c
from extract.pdfium import paths as pdf_paths
from extract.pdfium.calls import COMPILED, PYTHON, Calls
from extract.pdfium.glyphs import FontReader
from extract.pdfium.page_reader import read_ink
from extract.pdfium.paths import DEEPEST_FORM, objects_to_drawing, read_objects
from extract.pdfium.python_loops import CFunction
from schemas.errors import RajutError
from tests.drawn_pages import TOO_DEEP, drawn_pages, nested_forms, to_pdf
from tests.mutations import bytes_to_mutant
from tests.shared_corpus import shared_file

SAMPLES = sorted((Path(__file__).parents[3] / "samples" / "documents").glob("*.pdf"))
BOTH = [calls for calls in (COMPILED, PYTHON) if calls]
compiled_only = pytest.mark.skipif(COMPILED is None, reason="extract/pdfium/_loops.c is not built here")


def bits(value: Any) -> Any:
    """Everything in a value down to the bytes of its arrays."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: bits(getattr(value, field.name)) for field in fields(value)}
    return (value.dtype.str, value.shape, value.tobytes()) if isinstance(value, np.ndarray) else value


def pages_of(data: bytes, calls: Calls) -> list[Any] | str:
    """Bits of every page as these calls read it, or the code of the refusal."""
    try:
        with c.open_document(data, "test.pdf") as document:
            fonts, found = FontReader(), []
            for number in range(1, min(document.pages, 10) + 1):
                with document.page(number) as page:
                    found.append(bits(read_ink(page, number, fonts, calls)) if page else None)
            return found
    except RajutError as error:
        return error.code


def assert_same(data: bytes) -> None:
    assert COMPILED is not None
    assert pages_of(data, COMPILED) == pages_of(data, PYTHON)


@compiled_only
@given(drawn_pages())
@settings(max_examples=100)
def test_drawn_pages_are_read_alike(data: bytes) -> None:
    """Random paths, curves, clips, colours, turned text and forms."""
    assert_same(data)


@compiled_only
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_read_alike(path: Path) -> None:
    """Documents as office programs make them."""
    assert_same(path.read_bytes())


@compiled_only
@given(st.sampled_from(SAMPLES[:2]), st.integers(0, 10_000))
@settings(max_examples=60)
def test_damaged_files_are_read_alike(path: Path, seed: int) -> None:
    """Whatever pdfium makes of them."""
    assert_same(bytes_to_mutant(path.read_bytes(), seed))


@compiled_only
@pytest.mark.shared
@pytest.mark.parametrize("corpus", ["icdar-eu", "icdar-us", "odlb"])
def test_real_documents_are_read_alike(corpus: str) -> None:
    """The first pages of the bench."""
    for path in sorted(shared_file(f"bench/{corpus}/pdf").glob("*.pdf")):
        assert_same(path.read_bytes())


@pytest.mark.parametrize("calls", BOTH, ids=lambda calls: calls.name)
def test_forms_are_followed_to_their_limit(calls: Calls) -> None:
    """Each form inside another moves what it draws; beyond the deepest the rest is not walked."""
    with c.open_document(nested_forms(), "test.pdf") as document, document.page(1) as page:
        drawing = objects_to_drawing(calls, read_objects(calls, page), (0, 0, 595, 842))
    middles = (drawing.rulings[:, 1] + drawing.rulings[:, 3]) / 2
    assert middles.tolist() == [100.0 + 10 * depth for depth in range(1, DEEPEST_FORM + 1)]
    assert DEEPEST_FORM < TOO_DEEP


@given(drawn_pages(), st.integers(1, 5))
@settings(max_examples=60)
def test_a_page_read_in_small_steps_is_the_same_page(data: bytes, step: int) -> None:
    """What is read at once is bounded for the sake of memory, and changes nothing."""
    whole = pages_of(data, BOTH[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_paths, "PATHS_AT_ONCE", step)
        patch.setattr(pdf_paths, "POINTS_AT_ONCE", step)
        patch.setattr(pdf_clips, "POINTS_AT_ONCE", step)
        patch.setattr(pdf_hidden, "PAIRS_AT_ONCE", step)
        assert pages_of(data, BOTH[0]) == whole


def test_a_clip_that_many_objects_share_is_read_once() -> None:
    """A clip of a thousand points over two hundred lines: pdfium keeps one path for all of them, and so do we."""
    points = " ".join(f"{20 + k % 500} {20 + k % 700} l" for k in range(1000))
    content = f"0 0 m {points} W n " + " ".join(f"10 {k} m 500 {k} l S" for k in range(200))
    read = Counter[str]()

    class Counting:
        def __getattr__(self, name: str) -> Any:
            def loop(function: CFunction, handles: Any, *rest: Any) -> None:
                read[function.__name__] += len(handles)
                getattr(BOTH[0].loops, name)(function, handles, *rest)

            return loop

    pages_of(to_pdf(content, [], 0), Calls(Counting(), "counting"))
    assert read["FPDFClipPath_GetPathSegment"] < 2000


@pytest.mark.parametrize("calls", BOTH, ids=lambda calls: calls.name)
def test_a_page_without_anything_is_read(calls: Calls) -> None:
    """No object, no character: empty arrays all the way."""
    with c.open_document(to_pdf("", [], 0), "test.pdf") as document, document.page(1) as page:
        ink = read_ink(page, 1, FontReader(), calls)
    assert ink.rulings.shape == ink.fills.shape == ink.images.shape == ink.words.box.shape == (0, 4)


@pytest.mark.parametrize("calls", BOTH, ids=lambda calls: calls.name)
def test_handles_of_nothing_are_answered(calls: Calls) -> None:
    """pdfium answers a missing object with nothing found; the arrays stay zero."""
    nothing = np.zeros(3, np.uint64)
    box, found = calls.fours_of(c.object_bounds, nothing, np.float32)
    assert not box.any()
    assert not found.any()
    assert calls.pointers_of(c.object_clip, nothing).tolist() == [0, 0, 0]


def room(n: int, dtype: type = np.int32) -> Any:
    return np.zeros(n, dtype)


HANDLES = np.zeros(4, np.uint64)
WRONG: dict[str, tuple[Any, ...]] = {
    "handles that are no whole number": ("numbers_of", room(31, np.uint8), room(4)),
    "too little room": ("numbers_of", HANDLES, room(3)),
    "too much room": ("numbers_of", HANDLES, room(5)),
    "too few indexes": ("pointers_at", HANDLES, room(3), room(4, np.uint64)),
    "too many indexes": ("numbers_at", HANDLES, room(5), room(4)),
    "too few inner indexes": ("nested_at", HANDLES, room(4), room(3), room(4, np.uint64)),
    "records that do not fit": ("records_of", HANDLES, room(4 * 24 - 1, np.uint8), room(4, np.uint8)),
    "records of no size": ("records_of", HANDLES, room(0), room(4, np.uint8)),
    "too few flags": ("fours_of", HANDLES, room(16), room(3, np.uint8)),
    "a pair cut short": ("pairs_of", HANDLES, room(7), room(4, np.uint8)),
    "four doubles cut short": ("fours_at", HANDLES, room(4), room(31), room(4, np.uint8)),
    "room out of line": ("numbers_of", HANDLES, np.zeros(17, np.uint8)[1:]),
}


@compiled_only
@pytest.mark.parametrize("what", WRONG)
def test_the_compiled_loops_refuse_arrays_that_do_not_fit(what: str) -> None:
    """Before the first call, so nothing is read or written out of bounds."""
    assert COMPILED is not None
    name, *arguments = WRONG[what]
    with pytest.raises(ValueError, match=r"bytes for|not aligned"):
        getattr(COMPILED.loops, name)(c.object_type, *arguments)


@compiled_only
def test_the_compiled_loops_refuse_what_is_no_function_or_no_array() -> None:
    """A wrong argument is an exception, never a jump into nowhere."""
    assert COMPILED is not None
    with pytest.raises(AttributeError):
        COMPILED.loops.numbers_of(len, HANDLES, room(4))
    with pytest.raises(TypeError):
        COMPILED.loops.numbers_of(c.object_type, HANDLES)
    with pytest.raises(TypeError):
        COMPILED.loops.numbers_of(c.object_type, [1, 2], room(2))
    with pytest.raises((BufferError, ValueError)):
        COMPILED.loops.numbers_of(c.object_type, HANDLES, bytes(16))
