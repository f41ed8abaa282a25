"""What the fuzzer found once must stay found: every file in fuzzed/ once crashed a reader (`make fuzz` writes such files)."""

from __future__ import annotations

from pathlib import Path

import pytest

from rajut.pipeline import ConvertOptions, convert_document
from rajut.stage.check import result_to_frames

FOUND = sorted((Path(__file__).parent / "fuzzed").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_a_document_that_once_crashed_a_reader_ends_in_a_status(path: Path) -> None:
    """It is read or refused, and what is read satisfies the contract."""
    result = convert_document(path, None, ConvertOptions())
    assert result_to_frames(result)["documents"].num_rows == 1
    assert result.error_code != "bug"
