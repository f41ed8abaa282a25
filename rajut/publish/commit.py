"""The output folder as a place: is it ours, is it free, was a publication cut short, and the one step that makes a set visible.

    .rajut/next/       a set that is being written; worthless after a crash
    .rajut/commit/     a whole set, synced to the disk, on its way into the folder file by file, `snapshot.json` last
    .rajut/lock        held while a run writes

Renaming `next` to `commit` is the moment of truth: before it a crash leaves the old set, after it the next run carries the
rest of the new one over. A reader that finds `commit` reads its files instead of those of the same name in the folder.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rajut.stage.folder_names import LOCK, PRIVATE
from schemas.contracts.version import CONTRACT_VERSION, READABLE_VERSIONS
from schemas.errors import ContractError, UnwritableError, UsageError

SNAPSHOT = "snapshot.json"
NEXT = "next"
COMMIT = "commit"
PAGES = "report"
_NOBODYS = frozenset({".gitkeep", ".gitignore", ".keep", ".DS_Store", "lost+found"})
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextlib.contextmanager
def locked_folder(out: Path, wait_seconds: float = 10.0) -> Iterator[Path]:
    """The folder, created if needed, ours alone until the block ends, and whole: a publication that was cut short is finished.

    Raises UnwritableError (output-unwritable, output-foreign) and UnwritableError "output-busy" when another run holds the
    folder for longer than `wait_seconds`.
    """
    with unwritable_as_error(out):
        refuse_foreign(out)
        (out / PRIVATE).mkdir(parents=True, exist_ok=True)
        lock = os.open(out / PRIVATE / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        _wait_for(lock, out, wait_seconds)
        with unwritable_as_error(out):
            finish_commit(out)
            _sweep(out)
        yield out
    finally:
        os.close(lock)


def _wait_for(lock: int, out: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise UnwritableError("output-busy", name=str(out), detail=f"{wait_seconds:g} s") from None
            time.sleep(0.05)
        else:
            return


@contextlib.contextmanager
def unwritable_as_error(out: Path) -> Iterator[None]:
    """Turns what the operating system says about the folder (no permission, disk full, not a folder) into UnwritableError."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise UnwritableError("disk-full", name=str(out)) from error
        detail = (error.strerror or str(error)).lower()
        raise UnwritableError("output-unwritable", name=str(out), detail=detail) from error


@contextlib.contextmanager
def no_room_as_error(out: Path) -> Iterator[None]:
    """Turns a full disk, wherever it was noticed, into UnwritableError "disk-full"; leaves every other error as it is."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise UnwritableError("disk-full", name=str(out)) from error


def refuse_foreign(out: Path) -> None:
    """Raises UnwritableError "output-foreign" for a folder that holds files but neither a snapshot of ours nor `.rajut`.
    Files that stand for an empty folder are nobody's; other hidden files are somebody's: a home folder may hold nothing else. Raises
    UnwritableError "output-home" for a home folder and for the root of the disk, whatever they hold."""
    if out.resolve() in {Path.home().resolve(), Path(out.resolve().anchor)}:
        raise UnwritableError("output-home", name=str(out))
    if not out.exists():
        return
    if (out / SNAPSHOT).exists() or (out / PRIVATE).is_dir():
        if not (out / PRIVATE).is_dir() and _snapshot(out / SNAPSHOT) is None:
            raise UnwritableError("output-foreign", name=str(out), detail=SNAPSHOT)
        return
    strangers = sorted(entry.name for entry in out.iterdir() if entry.name not in _NOBODYS)
    if strangers:
        raise UnwritableError("output-foreign", name=str(out), detail=", ".join(strangers[:3]))


def dataset_path(out: Path, name: str) -> Path:
    """Where to read the file `name` of the set that counts: on its way in `.rajut/commit` after a crash, else in the folder."""
    waiting = out / PRIVATE / COMMIT / name
    return waiting if waiting.exists() else out / name


def read_snapshot(out: Path) -> dict[str, Any]:
    """The published snapshot. Raises UsageError "output-missing" when there is none, or none that can be read, and ContractError
    "contract-older" or "contract-unreadable" for a contract that this software does not read."""
    snapshot = any_snapshot(out)
    version = snapshot["contract_version"]
    if version not in READABLE_VERSIONS:
        older = isinstance(version, int) and version < min(READABLE_VERSIONS)
        code = "contract-older" if older else "contract-unreadable"
        raise ContractError(code, name=str(out), found=str(version), newest=str(CONTRACT_VERSION))
    return snapshot


def any_snapshot(out: Path) -> dict[str, Any]:
    """The same of whatever contract. Raises UsageError "output-missing"."""
    # the one on its way may arrive between the two looks
    snapshot = _snapshot(out / PRIVATE / COMMIT / SNAPSHOT) or _snapshot(out / SNAPSHOT)
    if snapshot is None:
        raise UsageError("output-missing", name=str(out), detail=f"no readable {SNAPSHOT}")
    return snapshot


def _snapshot(path: Path) -> dict[str, Any] | None:
    try:
        snapshot = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return snapshot if isinstance(snapshot, dict) and "contract_version" in snapshot and "files" in snapshot else None


def fresh_next(out: Path) -> Path:
    """An empty `.rajut/next`."""
    folder = out / PRIVATE / NEXT
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def commit(out: Path) -> None:
    """Makes the set in `.rajut/next` the published one. Every file in it is synced already; `snapshot.json` must be there."""
    folder = out / PRIVATE / NEXT
    sync_folder(folder)
    folder.rename(out / PRIVATE / COMMIT)
    sync_folder(out / PRIVATE)
    finish_commit(out)


def finish_commit(out: Path) -> bool:
    """Carries the files of `.rajut/commit` into the folder, the snapshot last; True when there was something to finish."""
    folder = out / PRIVATE / COMMIT
    if not folder.is_dir():
        return False
    names = sorted(entry.name for entry in folder.iterdir())
    coming = _snapshot(folder / SNAPSHOT)  # the last to go, so it is here as long as anything is
    if coming is not None and not any(name.startswith(f"{PAGES}/") for name in coming["files"]):
        shutil.rmtree(out / PAGES, ignore_errors=True)
    for name in sorted(names, key=lambda name: (name == SNAPSHOT, name)):
        _replace(folder / name, out / name)
    sync_folder(out)
    folder.rmdir()
    return bool(names)


def _sweep(out: Path) -> None:
    """Removes what a killed run left half written. Whoever holds the lock is alone, so nobody is writing these."""
    for partial in (out / PRIVATE / "documents").glob("*.partial"):
        partial.unlink(missing_ok=True)
    shutil.rmtree(out / PRIVATE / NEXT, ignore_errors=True)


def _replace(source: Path, target: Path) -> None:
    if source.is_dir():  # a partitioned copy for lakes; a folder cannot be renamed over a full one
        shutil.rmtree(target, ignore_errors=True)
    source.replace(target)


def sync_folder(folder: Path) -> None:
    """Makes the names in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
