"""One person answers at a time: a lock that tells the next one who it is."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from rajut.stage.folder_names import PRIVATE
from schemas.errors import UnwritableError

LOCK = "review.lock"


@contextlib.contextmanager
def locked_desk(out: Path, who: str, since: str, address: str) -> Iterator[None]:
    """The desk is `who`'s until the block ends, or their process does. Raises UnwritableError "desk-busy" with who has it, since when
    and at which address, and "output-unwritable"."""
    path = out / PRIVATE / LOCK
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise UnwritableError("output-unwritable", name=str(out), detail=error.strerror or str(error)) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UnwritableError("desk-busy", name=str(out), detail=_holder(path)) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"who": who, "since": since, "address": address, "process": os.getpid()}).encode(), 0)
        yield
    finally:
        os.close(handle)


def _holder(path: Path) -> str:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return f"{told['who']}, {told['since']}, process {told['process']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "?"
