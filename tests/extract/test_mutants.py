"""Damaged copies of every sample format: a sound reading or a coded error, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import bytes_to_media_type
from schemas.errors import RajutError
from schemas.provenance import SourceDocument
from schemas.table import DocumentReading, Fragment, TextBlock
from tests.mutations import bytes_to_mutant, package_to_mutant

DOCUMENTS = Path(__file__).parents[2] / "samples" / "documents"


def read(data: bytes) -> DocumentReading | None:
    try:
        media_type = bytes_to_media_type(data, "x")
        return document_to_reading(SourceDocument("x", "0" * 64, media_type, len(data)), data, ReadOptions())
    except RajutError:
        return None


def assert_sound(fragment: Fragment) -> None:
    """Each position is covered once, cells are in order, texts can be written."""
    covered = [
        (cell.row + down, cell.column + right)
        for cell in fragment.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(fragment.rows) for column in range(fragment.columns)]
    assert list(fragment.cells) == sorted(fragment.cells, key=lambda cell: (cell.row, cell.column))
    for cell in fragment.cells:
        cell.text.encode("utf-8")


@pytest.mark.parametrize("suffix", ["md", "html", "docx"])
def test_mutants_give_sound_readings_or_coded_errors(suffix: str) -> None:
    """Fixed seeds, a third of the documents at least still readable."""
    document = min(DOCUMENTS.glob(f"*.{suffix}"))
    original = document.read_bytes()
    readings = 0
    for seed in range(60):
        sound_package = suffix == "docx" and seed % 3 > 0
        reading = read(package_to_mutant(original, seed) if sound_package else bytes_to_mutant(original, seed))
        readings += reading is not None
        for block in reading.blocks if reading else ():
            if isinstance(block, TextBlock):
                block.text.encode("utf-8")
            else:
                assert_sound(block)
    assert readings > 20
