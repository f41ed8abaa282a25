"""What keeps a command from loading libraries that it does not use, and from asking the system for the same memory again and again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_KEEP = "MIMALLOC_PURGE_DELAY"  # -1: never


class _NoPandas(MetaPathFinder):
    """Says that pandas is not there while Arrow looks for it."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)
        return None


@contextmanager
def arrow_keeps_memory() -> Iterator[None]:
    """Arrow that is loaded inside keeps freed memory for its next batch. Its allocator would give it back at once, and asking the system
    for every page anew took a fifth of publishing. Processes that are started later do not inherit it."""
    told = os.environ.get(_KEEP)
    os.environ[_KEEP] = told or "-1"
    try:
        yield
    finally:
        if told is None:
            del os.environ[_KEEP]


def arrow_without_pandas() -> None:
    """Arrow's first array from a list looks whether pandas is there, and that loads all of it, for a second. It looks once; when a frame
    is asked for later it looks again and finds it. Only for a process that is ours alone: a user's own frames must be seen."""
    if "pandas" in sys.modules:
        return
    with arrow_keeps_memory():
        import pyarrow

    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pyarrow.array([""])
    finally:
        sys.meta_path.remove(finder)
