"""Memory does not grow with the number of pages or documents that a process has read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.flat import long_document, read_all, read_pages, resident, samples

linux_only = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
GROWTH = 6.0  # MiB: the allocator's own noise; a leak of one page's glyphs would be 20 in these tests


@linux_only
def test_pages_are_let_go() -> None:
    """From the fiftieth page on, 170 more cost nothing."""
    levels = read_pages(long_document(220))
    assert max(levels[50:]) - levels[50] < GROWTH


@linux_only
@pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer keeps what it saw")
def test_documents_are_let_go() -> None:
    """The documents at hand, read again and again: the third round costs no more than the second."""
    paths = samples()
    for _ in range(2):
        read_all(paths)
    before = resident()
    for _ in range(3):
        read_all(paths)
    assert resident() - before < GROWTH
