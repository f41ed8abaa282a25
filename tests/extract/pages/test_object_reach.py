"""A damaged file whose objects have no end is not read over and over."""

from __future__ import annotations

import logging
import time
from contextlib import suppress

import pytest

from extract.pages.object_reach import MOST_RUN, runs_too_far
from extract.pages.playa_fallback import playa_to_pages
from schemas.errors import UnreadableError
from tests.pdf_pages import table_page

SOUND = table_page([["Uraian", "2021"], ["Jumlah", "12"]])
ENDLESS = {
    "a dictionary": b"9 0 obj\n<<\n" * 5_000,
    "a text": b"9 0 obj\n(abc\n" * 5_000,
    "nothing": b"9 0 obj\n12\n" * 5_000,
    "a stream behind no dictionary": b"9 0 obj\n<< /Font /Helv 186 /Filter >>\nstream\nx(y\nendstreqm\nendobj\n" * 3_000,
    "streams": b"9 0 obj\n<< /Length 1 0 R >>\nstream\nab\n" * 5_000,
    "lines of a stream": b"9 0 obj\n<< /Length 1 0 R >>\nstream\n" + b"\n" * 300_000 + b"endstream endobj\n",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_objects_without_an_end_cost_one_pass(kind: str) -> None:
    """Each alone would be read to the end of the file; what is refused takes no time of its own."""
    began = time.process_time()
    with pytest.raises(UnreadableError, match="have no ends"):
        list(playa_to_pages(SOUND + ENDLESS[kind], "x.pdf"))
    assert time.process_time() - began < 2


def test_other_damage_is_no_reason() -> None:
    """One object that was cut off, or many that end, are read; so is a large stream that says how long it is not."""
    assert not runs_too_far(SOUND)
    assert not runs_too_far(SOUND[: len(SOUND) // 2])
    assert not runs_too_far(b"9 0 obj\n<< /Type /Page >>\nendobj\n" * 20_000)
    assert not runs_too_far(b"9 0 obj\n<< /Length 1 0 R >>\nstream\n" + b"x" * MOST_RUN + b"\nendstream\nendobj\n")


def test_the_parser_says_nothing_to_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    """It tells each repair, and quotes the file."""
    logging.getLogger("playa").setLevel(logging.NOTSET)
    for number in range(1, 8):
        with suppress(UnreadableError):
            list(playa_to_pages(SOUND.replace(b"%d 0 obj" % number, b"%d 0 obb" % number), "x.pdf"))
    assert not caplog.records
