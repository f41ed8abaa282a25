"""What happens to the private files between runs: bits flip, files vanish, disks fill, good readings meet failures. Nothing is lost and
nothing is silently different."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest

from rajut.batch import journal as journal_module
from rajut.batch.journal import read_journal
from rajut.batch.run import BatchOptions, convert_batch
from rajut.dataset.verify import verify_dataset
from rajut.publish.output_folder import RowsLostError
from rajut.stage.file import list_staged
from rajut.stage.folder_names import DOCUMENTS, PRIVATE
from schemas.errors import UnwritableError
from tests.rajut.batch.corpus import dataset_bytes, write_archive, write_document
from tests.rajut.workers.misbehaviour import run_misbehaving

FORCED = BatchOptions(force=True)


def flip(path: Path, chance: random.Random) -> None:
    """One bit of the file, anywhere."""
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def rows(out: Path, name: str) -> list[dict[str, object]]:
    return pyarrow.parquet.read_table(out / f"{name}.parquet").to_pylist()  # type: ignore[no-any-return]


@pytest.mark.parametrize("seed", range(8))
def test_a_bit_flipped_in_a_staged_file_is_never_published(tmp_path: Path, seed: int) -> None:
    """The next run that publishes anything reads the damaged document again: the dataset is the one of an undisturbed run."""
    chance = random.Random(seed)
    archive = write_archive(tmp_path / "in", 4)
    convert_batch([archive], tmp_path / "out")
    flip(chance.choice(list_staged(tmp_path / "out")).path, chance)
    write_document(archive / "new.md", 9)
    convert_batch([archive], tmp_path / "out")
    convert_batch([archive], tmp_path / "undisturbed")
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(tmp_path / "undisturbed")


def test_a_damaged_document_that_is_no_input_any_more_comes_back_from_what_is_published(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "in", 3)
    convert_batch([archive], tmp_path / "out")
    before = rows(tmp_path / "out", "observations")
    for staged in list_staged(tmp_path / "out"):
        content = staged.path.read_bytes()
        staged.path.write_bytes(content[:9] + b"\xff" + content[10:])
    convert_batch([write_document(tmp_path / "new" / "new.md", 9)], tmp_path / "out")
    after = rows(tmp_path / "out", "observations")
    assert len(after) == len(before) + 4
    assert all(row in after for row in before)


def test_what_can_be_had_from_nowhere_stops_the_run_until_somebody_lets_go_of_it(tmp_path: Path) -> None:
    """Staged rows gone, published file damaged, document no input any more: publishing without it would lose it in silence."""
    convert_batch([write_archive(tmp_path / "in", 2)], tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / PRIVATE / DOCUMENTS)
    flip(tmp_path / "out" / "observations.parquet", random.Random(1))
    new = write_document(tmp_path / "new" / "new.md", 9)
    for _ in range(2):
        with pytest.raises(RowsLostError, match=r"renstra-000\.md"):
            convert_batch([new], tmp_path / "out")
    convert_batch([new], tmp_path / "out", BatchOptions(prune=True))
    assert [row["source_name"] for row in rows(tmp_path / "out", "documents")] == ["new.md"]


@pytest.mark.parametrize("seed", range(6))
def test_a_bit_flipped_in_the_journal_changes_nothing(tmp_path: Path, seed: int) -> None:
    archive = write_archive(tmp_path / "in", 3)
    convert_batch([archive], tmp_path / "out")
    before = dataset_bytes(tmp_path / "out")
    known = read_journal(tmp_path / "out")
    flip(tmp_path / "out" / PRIVATE / "journal.jsonl", random.Random(seed))
    assert read_journal(tmp_path / "out").items() <= known.items()
    convert_batch([archive], tmp_path / "out")
    assert dataset_bytes(tmp_path / "out") == before


@pytest.mark.parametrize("seed", range(6))
def test_a_bit_flipped_in_a_published_file_is_found_and_mended(tmp_path: Path, seed: int) -> None:
    """A run with nothing to read notices it all the same."""
    chance = random.Random(seed)
    archive = write_archive(tmp_path / "in", 3)
    convert_batch([archive], tmp_path / "out")
    before = dataset_bytes(tmp_path / "out")
    flip(tmp_path / "out" / chance.choice(sorted(before)), chance)
    assert convert_batch([archive], tmp_path / "out").published is not None
    assert dataset_bytes(tmp_path / "out") == before
    assert verify_dataset(tmp_path / "out").ok


def test_a_run_with_nothing_to_do_reads_no_staged_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = write_archive(tmp_path / "in", 3)
    convert_batch([archive], tmp_path / "out")

    def never(*_: object) -> None:
        raise AssertionError("merged again")

    monkeypatch.setattr("rajut.publish.output_folder.write_tables", never)
    summary = convert_batch([archive], tmp_path / "out")
    assert (summary.skipped, summary.published and summary.published.changed) == (3, False)
    assert summary.published is not None
    assert summary.published.rows["observations"] == 12


def test_rows_of_a_good_reading_stay_when_the_next_one_fails(tmp_path: Path) -> None:
    """With what went wrong beside them, until a reading succeeds; the failure is not tried again by itself."""
    path = write_document(tmp_path / "in" / "a.md", 1)
    convert_batch([path], tmp_path / "out")
    good = rows(tmp_path / "out", "observations")
    path.write_text("Tidak ada tabel lagi.", encoding="utf-8")
    for reading in range(2):
        summary = convert_batch([path], tmp_path / "out")
        (entry,) = summary.entries
        assert (entry.status, entry.error_code, entry.kept, summary.skipped) == ("refused", "no-table-text", True, reading)
        assert rows(tmp_path / "out", "observations") == good
        (document,) = rows(tmp_path / "out", "documents")
        assert (document["status"], document["observations"]) == ("flagged", len(good))
        (finding,) = [row for row in rows(tmp_path / "out", "findings") if row["code"] == "document-stale"]
        assert finding["evidence"] == "no-table-text"
        assert verify_dataset(tmp_path / "out").ok
    write_document(path, 2)
    convert_batch([path], tmp_path / "out")
    assert "document-stale" not in {row["code"] for row in rows(tmp_path / "out", "findings")}
    assert rows(tmp_path / "out", "observations") != good


def test_a_limit_does_not_take_good_rows_away(tmp_path: Path) -> None:
    """Not even when the document has many cells and is staged the other way; --prune alone removes it."""
    path = write_document(tmp_path / "in" / "a.md", 1)
    path.write_text(path.read_text(encoding="utf-8") + "| Program X | Angka X | Unit | 1 | 2 |\n" * 900, encoding="utf-8")
    convert_batch([path], tmp_path / "out")
    good = rows(tmp_path / "out", "observations")
    assert list_staged(tmp_path / "out")[0].small is None
    path.write_text("!hang\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    summary = convert_batch([path], tmp_path / "out", BatchOptions(jobs=1, timeout=1.0), run=run_misbehaving)
    assert [entry.error_code for entry in summary.entries] == ["time-limit"]
    assert rows(tmp_path / "out", "observations") == good
    assert verify_dataset(tmp_path / "out").ok
    convert_batch([write_document(tmp_path / "in" / "b.md", 2)], tmp_path / "out", BatchOptions(prune=True))
    assert [row["source_name"] for row in rows(tmp_path / "out", "documents")] == ["b.md"]


class _Full:
    """A disk that is full from a certain write on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, out: Path, after: int) -> None:
        self.left = after
        real = Path.open

        def open_(path: Path, mode: str = "r", *rest: object, **named: object) -> object:
            if set(mode) & set("wax") and path.is_relative_to(out):
                self.left -= 1
                if self.left < 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            return real(path, mode, *rest, **named)  # type: ignore[call-overload]

        monkeypatch.setattr(Path, "open", open_)


def test_a_disk_that_is_full_at_any_write_ends_the_run_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit status 8 at the first write, at the last, and at each between; what is published stays as it was, and the same command
    goes on when there is room."""
    archive = write_archive(tmp_path / "in", 2)
    convert_batch([archive], tmp_path / "out")
    write_document(archive / "new.md", 9)
    before = dataset_bytes(tmp_path / "out")
    convert_batch([archive], tmp_path / "wanted")
    for after in range(100):
        with pytest.MonkeyPatch.context() as patch:
            full = _Full(patch, tmp_path / "out", after)
            error = _error_of(archive, tmp_path / "out")
        if error is None:
            assert full.left >= 0
            break
        assert (error.code, int(error.exit_code)) == ("disk-full", 8)
        # the very last write tells other terminals that the run is over; the set is there by then
        assert dataset_bytes(tmp_path / "out") in ([before] if after < 8 else [before, dataset_bytes(tmp_path / "wanted")])
    assert after > 8
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(tmp_path / "wanted")


def _error_of(archive: Path, out: Path) -> UnwritableError | None:
    try:
        convert_batch([archive], out)
    except UnwritableError as error:
        return error
    return None


def test_journal_lines_carry_their_checksum(tmp_path: Path) -> None:
    convert_batch([write_document(tmp_path / "a.md", 1)], tmp_path / "out")
    line = json.loads((tmp_path / "out" / PRIVATE / "journal.jsonl").read_text(encoding="utf-8"))
    entry = journal_module._to_entry(json.dumps(line))
    assert entry is not None
    assert journal_module._to_entry(json.dumps(line | {"status": "failed"})) is None
    assert replace(entry, status="failed") != entry
