"""A run whose inputs or output are addresses (`s3://bucket/archive`): they are brought here before it and put there after it.

What lies between is a run on local files like any other, so that isolation, resume and the atomic publication hold. Inputs come into
`OUT/.rajut/pulled`, and only what changed; an output that is an address has its folder in the user's cache, which holds what earlier
nights have read. On a machine without it the set that is published there comes first, so that none of its documents is lost.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

from rajut.stage.folder_names import PRIVATE
from rajut.store.object_store import fetch_current, pull

# what is left of an address that went through a path: one slash of the two
_FOLDED = re.compile(r"^(?P<scheme>[a-z][a-z0-9+.-]+):/+(?P<rest>.+)$")
_PULLED = "pulled"


def path_to_url(path: Path) -> str | None:
    """The address that the path was written as; None for a path that exists, or is none."""
    match = _FOLDED.match(path.as_posix())
    if match is None or path.exists():
        return None
    return f"{match['scheme']}://{'/' if match['scheme'] == 'file' else ''}{match['rest']}"


def local_output(out: Path) -> Path:
    """The folder of the run: `out` itself, or for an address its folder in the cache, with the set that is published there when the
    folder is new. Raises EngineError, UnreadableError or UnwritableError as `rajut pull` does."""
    url = path_to_url(out)
    if url is None:
        return out
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "rajut" / _key(url)
    if not (folder / PRIVATE).is_dir():
        fetch_current(url, folder)
    return folder


def local_inputs(inputs: Sequence[Path], out: Path) -> tuple[list[Path], tuple[str, ...]]:
    """The inputs as local paths, addresses pulled, and the names of objects that were refused. Raises as `pull` does."""
    found: list[Path] = []
    refused: list[str] = []
    for path in inputs:
        url = path_to_url(path)
        if url is None:
            found.append(path)
            continue
        folder = out / PRIVATE / _PULLED / _key(url)
        refused += pull(url, folder).refused
        found.append(folder)
    return found, tuple(refused)


def _key(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:16]
