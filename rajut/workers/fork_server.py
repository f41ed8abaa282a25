"""The fork server: the process that workers are made from. It holds once what every worker needs.

Loading takes more than a second of CPU. A command that reads documents loads everything first and then splits the server off itself, so
that loading is paid once; a program that uses the library may have threads, which a split would break, and gets a server that loads
for itself.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from multiprocessing import forkserver, util
from pathlib import Path
from types import ModuleType
from typing import Any

from rajut.workers.inside import NEEDED, PRELOADED, READERS, WARMED


def preload(modules: Sequence[str] = ()) -> None:
    """Says what a fork server loads that is not running yet: the worker's own code and `modules`."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["rajut.workers.inside", *modules])


def start_for(inputs: Sequence[Path]) -> None:
    """Starts the fork server for a batch: with all readers for folders and archives, for one document with its own; then there is but one
    worker, and what the server would use once for all of them it does itself."""
    readers = READERS.get(inputs[0].suffix.lower()) if len(inputs) == 1 and inputs[0].is_file() else None
    if readers is None:
        start_here()
    else:
        start_here((*NEEDED, *readers), ())


def start_here(modules: Sequence[str] = PRELOADED, more: Sequence[str] = (WARMED,)) -> None:
    """Loads the modules, here, and starts the fork server with them; it loads `more` by itself, and ends with this process."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here multiplies large matrices; its threads only cost
    for name in modules:
        importlib.import_module(name)
    preload(more)
    with _split_off() if threading.active_count() == 1 else contextlib.nullcontext():
        forkserver.ensure_running()


@contextlib.contextmanager
def _split_off() -> Iterator[None]:
    """While the server is started: the program that multiprocessing would hand to a fresh interpreter runs in a fork of this one."""
    spawn = util.spawnv_passfds
    util.spawnv_passfds = _fork_passfds
    try:
        yield
    finally:
        util.spawnv_passfds = spawn


def _fork_passfds(path: bytes, args: Sequence[Any], passfds: Sequence[int]) -> int:
    """The process id of a fork that holds no handles but these and runs the code that stands last among the arguments."""
    pid = os.fork()
    if pid:
        return pid
    try:
        for handle in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
            if handle > 2 and handle not in passfds:
                with contextlib.suppress(OSError):
                    os.close(handle)
        gc.freeze()  # what is loaded stays; looking through it again would copy it into every worker
        exec(args[-1])
    finally:
        os._exit(0)


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
