"""The journal's file is one line a document, and what a run has done is counted as it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from rajut.batch.journal import JOURNAL, Journal, JournalEntry, Tally, read_journal
from rajut.stage.folder_names import PRIVATE


def entry(name: str, status: str = "ok", wall: float = 0.0) -> JournalEntry:
    return JournalEntry(name, "ab", 1, 2, "f", "1", status, wall=wall, seconds={"convert": 0.5})


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / PRIVATE).mkdir()
    return tmp_path


def test_what_was_appended_is_read(out: Path) -> None:
    with Journal(out) as journal:
        journal.append(entry("a"))
        journal.append(entry("b", "flagged"))
    assert read_journal(out) == {"a": entry("a"), "b": entry("b", "flagged")}


def test_a_journal_of_one_whole_line_each_is_left_as_it_is(out: Path) -> None:
    """A night with nothing to do writes nothing for a million documents."""
    with Journal(out) as journal:
        journal.append(entry("a"))
    before = (out / PRIVATE / JOURNAL).stat()
    with Journal(out):
        pass
    after = (out / PRIVATE / JOURNAL).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("more", ["", "torn", '{"source_name": "c"}\n'], ids=["a name twice", "a torn line", "a strange line"])
def test_old_and_damaged_lines_are_dropped_when_it_is_opened(out: Path, more: str) -> None:
    with Journal(out) as journal:
        journal.append(entry("a", wall=1.0))
        journal.append(entry("a", wall=2.0))
    path = out / PRIVATE / JOURNAL
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    with Journal(out) as journal:
        assert journal.entries == {"a": entry("a", wall=2.0)}
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1


def test_a_flipped_bit_makes_a_line_count_as_none(out: Path) -> None:
    with Journal(out) as journal:
        journal.append(entry("a"))
    path = out / PRIVATE / JOURNAL
    path.write_text(path.read_text(encoding="utf-8").replace('"size": 1', '"size": 3'), encoding="utf-8")
    assert read_journal(out) == {}


def test_statuses_are_counted_once_for_each_name() -> None:
    tally = Tally()
    for one in (entry("a"), entry("b", "failed"), entry("a", "flagged")):
        tally.add(one)
    assert tally.counts == {"ok": 0, "flagged": 1, "refused": 0, "failed": 1}
    tally.drop("a")
    tally.drop("a")
    assert (tally.counts["flagged"], list(tally.entries)) == (0, ["b"])
