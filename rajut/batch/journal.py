"""What a run remembers between nights and tells other terminals: one line per finished document, and how far the run is.

    .rajut/journal.jsonl     one JSON object per document with its checksum, appended as it
                             finishes; the last line of a name counts
    .rajut/progress.json     the state of the run, replaced whole

The staged files are the results; the journal only saves hashing and explains. Losing it costs time, never data.
"""

from __future__ import annotations

import fcntl
import json
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from types import TracebackType
from typing import Any

from rajut.stage.folder_names import LOCK, PRIVATE
from schemas.errors import UsageError

JOURNAL = "journal.jsonl"
PROGRESS = "progress.json"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One document as a run left it. `sha256` is of the file's bytes even where the document could not be opened; `seconds` by
    stage (convert, stage), `wall` altogether; `error_en` and `error_id` say what is wrong and what to do; `detail` says more
    about a failure (the traceback of a bug); `kept` that the rows of an earlier good reading stay."""

    source_name: str
    sha256: str
    size: int
    mtime_ns: int
    fingerprint: str
    software_version: str
    status: str
    error_code: str | None = None
    error_en: str | None = None
    error_id: str | None = None
    detail: str | None = None
    pages: int | None = None
    attempts: int = 1
    wall: float = 0.0
    seconds: Mapping[str, float] = field(default_factory=dict)
    kept: bool = False


_FIELDS = tuple(field.name for field in fields(JournalEntry))


class Journal:
    """The journal of one output folder, open for appending. Use as a context manager while the folder is locked."""

    def __init__(self, out: Path) -> None:
        self._path = out / PRIVATE / JOURNAL
        self.entries, self._tidy = _read(out)
        self._file: Any = None

    def __enter__(self) -> Journal:
        if not self._tidy:  # old lines of a name are dropped here, so that nightly runs do not grow it
            partial = self._path.with_suffix(".partial")
            with partial.open("w", encoding="utf-8") as file:
                file.writelines(_to_line(entry) for entry in self.entries.values())
            partial.replace(self._path)
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def append(self, entry: JournalEntry) -> None:
        """Remembers the entry; it is in the file when this returns."""
        self.entries[entry.source_name] = entry
        self._file.write(_to_line(entry))
        self._file.flush()


def _to_line(entry: JournalEntry) -> str:
    given = {name: getattr(entry, name) for name in _FIELDS}
    text = json.dumps(given | {"seconds": dict(entry.seconds)}, sort_keys=True)
    return f'{text[:-1]}, "check": {zlib.crc32(text.encode())}}}\n'


def _check(given: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(given, sort_keys=True).encode())


def _to_entry(line: str) -> JournalEntry | None:
    """The entry of a line; None for one that is torn, damaged, or of another version."""
    try:
        given = json.loads(line)
        return JournalEntry(**given) if given.pop("check") == _check(given) else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def read_journal(out: Path) -> dict[str, JournalEntry]:
    """The last entry of each source name; empty when there is no journal. Lines that are torn or of another version are skipped."""
    return _read(out)[0]


def _read(out: Path) -> tuple[dict[str, JournalEntry], bool]:
    """The entries, and whether the file holds one whole line for each and nothing else."""
    try:
        text = (out / PRIVATE / JOURNAL).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}, False
    lines = text.splitlines()
    entries = {}
    for line in lines:
        entry = _to_entry(line)
        if entry is not None:
            entries[entry.source_name] = entry
    return entries, len(entries) == len(lines) and text.endswith("\n")


class Tally:
    """The entries of a run so far by source name, their statuses counted as they come: to count them anew for each document would take a
    time that grows with the square of the archive."""

    def __init__(self) -> None:
        self.entries: dict[str, JournalEntry] = {}
        self.counts = count_statuses(())

    def add(self, entry: JournalEntry) -> None:
        """Takes the place of an earlier entry of the name."""
        self.drop(entry.source_name)
        self.entries[entry.source_name] = entry
        self.counts[entry.status] += 1

    def drop(self, name: str) -> None:
        """Forgets the entry of the name, if there is one."""
        entry = self.entries.pop(name, None)
        if entry is not None:
            self.counts[entry.status] -= 1


@dataclass(frozen=True, slots=True)
class RunStatus:
    """How far a run is. `state`: "running", "publishing", "finished", "interrupted", or "died" for a run that ended without saying so.

    `total` documents are in the plan, `done` of them finished (of which `skipped` were done before); `counts` by status;
    `eta` and `elapsed` in seconds, `rate` documents a second, `running` the source names under way."""

    state: str
    total: int
    done: int
    skipped: int
    counts: Mapping[str, int]
    elapsed: float
    rate: float
    eta: float | None
    running: tuple[str, ...] = ()


def write_status(out: Path, status: RunStatus) -> None:
    """Replaces the progress file."""
    path = out / PRIVATE / PROGRESS
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(status)), encoding="utf-8")
    partial.replace(path)


def read_status(out: Path) -> RunStatus:
    """The state of the last or the present run in the folder. Raises UsageError "output-missing" when there was none."""
    try:
        content = json.loads((out / PRIVATE / PROGRESS).read_text(encoding="utf-8"))
        status = RunStatus(**(content | {"running": tuple(content["running"])}))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UsageError("output-missing", name=str(out), detail="no run was started here") from error
    if status.state in {"running", "publishing"} and not is_locked(out):
        return RunStatus(**(content | {"state": "died", "running": (), "eta": None}))
    return status


def is_locked(out: Path) -> bool:
    """True when a run holds the folder now."""
    try:
        handle = os.open(out / PRIVATE / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def count_statuses(statuses: Iterable[str]) -> dict[str, int]:
    """Number of documents per status, in the order ok, flagged, refused, failed; all four are there."""
    counts = dict.fromkeys(("ok", "flagged", "refused", "failed"), 0)
    for status in statuses:
        counts[status] += 1
    return counts
