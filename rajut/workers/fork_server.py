"""The fork server: the process that workers are made from. It loads once what every worker needs.

Loading takes two seconds, in this process and in the server alike; a run that starts the server first does both at the same time.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import forkserver
from types import ModuleType

from rajut.workers.inside import PRELOADED


def preload(modules: Sequence[str] = ()) -> None:
    """Says what a fork server loads that is not running yet: the worker's own code and `modules`."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["rajut.workers.inside", *modules])


def start_early() -> None:
    """Starts the fork server for a batch and comes back at once; the first worker waits for it. It ends with this process."""
    preload(PRELOADED)
    forkserver.ensure_running()


@contextlib.contextmanager
def without_main() -> Iterator[None]:
    """While processes are started: multiprocessing runs the caller's main module again in each of them, whose code is nobody's
    business here and, where a script has no `if __name__ == "__main__"`, would start everything anew."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
