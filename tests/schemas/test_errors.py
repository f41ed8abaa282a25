"""Errors: what another library says becomes one line that is the same on every run."""

from __future__ import annotations

import io
import pickle
import tempfile

from hypothesis import given
from hypothesis import strategies as st

from schemas.error_sentences import ERRORS
from schemas.errors import RajutError, code_to_kind, error_to_detail


def test_a_place_in_memory_is_not_told() -> None:
    """It differs on every run, and findings are compared byte by byte."""
    told = [error_to_detail(ValueError(f"stream {io.BytesIO()!r}: no trailer, see 0x7f3bfd1253a0")) for _ in range(2)]
    assert told == ["stream <_io.BytesIO>: no trailer, see"] * 2


def test_the_name_of_a_temporary_file_is_not_told() -> None:
    with tempfile.NamedTemporaryFile() as file:
        assert error_to_detail(OSError(f"cannot read '{file.name}'\nat all")) == "cannot read 'a temporary file' at all"


def test_an_error_without_words_is_told_by_its_type() -> None:
    assert error_to_detail(KeyError()) == "KeyError"


@given(st.text())
def test_the_detail_is_one_line(text: str) -> None:
    assert len(error_to_detail(ValueError(text)).splitlines()) == 1


def test_an_error_survives_the_way_home_from_a_worker() -> None:
    """With its class, language and, where it was told already, its sentences."""
    for code in ERRORS:
        error = code_to_kind(code)(code, name="a", detail="b").told_in("id").already_told("one", "satu")
        back = pickle.loads(pickle.dumps(error))
        assert (type(back), back.code, back.sentence(), back.sentence("en")) == (type(error), code, "satu", "one")


def test_the_cure_is_in_the_language_of_the_error() -> None:
    error = RajutError("file-missing", name="a.pdf")
    assert error.sentence("en").endswith(error.cure)
    assert error.told_in("id").sentence().endswith(error.cure)
