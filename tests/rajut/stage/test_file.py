"""Staged files: what was written is what is read, or nothing is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rajut.publish.output_folder import stage_result
from rajut.stage.check import result_to_frames
from rajut.stage.file import (
    Aside,
    Known,
    Picture,
    StagedDamagedError,
    StagedDocument,
    is_whole,
    list_staged,
    read_layout,
    read_pictures,
    read_table,
    write_small,
    write_staged,
)
from rajut.stage.small import result_to_rows
from schemas.contracts.catalog import TABLES
from tests.rajut.publish.documents import make_result

ASIDE = Aside(
    "ab" * 32, "f" * 16, (Picture("p1/t1/r0c0", (0.0, 0.0, 9.0, 9.0), (1.0, 1.0, 2.0, 2.0), "iVBO"),), {"tables": [1, 2]}
)


def write(out: Path, way: str) -> Path:
    """A staged file of either form."""
    result = make_result()
    if way == "small":
        rows = result_to_rows(result)
        assert rows is not None
        return write_small(out, rows, ASIDE)
    return write_staged(out, result_to_frames(result), ASIDE)


def everything(staged: StagedDocument) -> list[object]:
    """All that a staged file holds."""
    footer = (staged.source_name, staged.document_id, staged.sha256, staged.status, staged.fingerprint, staged.rows)
    return [footer, read_pictures(staged), read_layout(staged), *(read_table(staged, name).to_pylist() for name in TABLES)]


@pytest.mark.parametrize("way", ["small", "large"])
def test_what_was_written_is_what_is_read(tmp_path: Path, way: str) -> None:
    write(tmp_path, way)
    (staged,) = list_staged(tmp_path)
    assert is_whole(staged)
    frames = result_to_frames(make_result())
    assert everything(staged)[3:] == [frames[name].to_pylist() for name in TABLES]
    assert (read_pictures(staged), read_layout(staged)) == (ASIDE.pictures, ASIDE.layout)


@pytest.mark.parametrize("way", ["small", "large"])
def test_no_flipped_bit_is_ever_read(tmp_path: Path, way: str) -> None:
    """Anywhere in the file: it counts as absent, or reading it says that it is damaged."""
    path = write(tmp_path, way)
    content = path.read_bytes()
    chance = random.Random(16)
    for place in sorted(chance.sample(range(len(content)), min(400, len(content)))):
        path.write_bytes(content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :])
        for staged in list_staged(tmp_path):
            assert not is_whole(staged)
            with pytest.raises(StagedDamagedError, match="dataset-damaged"):
                everything(staged)


@pytest.mark.parametrize("way", ["small", "large"])
def test_a_torn_file_is_absent(tmp_path: Path, way: str) -> None:
    path = write(tmp_path, way)
    content = path.read_bytes()
    for length in (0, 1, 23, 24, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:length])
        assert list_staged(tmp_path) == []


def test_a_file_under_the_name_of_another_document_is_absent(tmp_path: Path) -> None:
    path = write(tmp_path, "small")
    path.rename(path.with_name(f"{'0' * 32}.staged"))
    assert list_staged(tmp_path) == []


def test_staging_needs_no_arrow_for_a_small_document(tmp_path: Path) -> None:
    """It is what most documents of an archive are, and Arrow's setting up costs more than they do."""
    stage_result(make_result(), tmp_path)
    (staged,) = list_staged(tmp_path)
    assert staged.small is not None


def test_a_second_listing_reads_only_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A night with nothing to do asks several times which documents are there."""
    known: Known = {}
    path = write(tmp_path, "small")
    first = list_staged(tmp_path, known)
    monkeypatch.setattr("rajut.stage.file.read_footer", lambda _: None)
    assert list_staged(tmp_path, known) == first
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content + b"x")
    assert list_staged(tmp_path, known) == []
