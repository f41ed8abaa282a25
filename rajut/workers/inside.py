"""The inside of a worker process: limits first, then task after task until the pipe closes."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from multiprocessing import connection
from pathlib import Path
from typing import Any

from rajut.collector import collect_seldom
from rajut.workers.sandbox import enter_sandbox

EXIT_MEMORY = 77
# what a worker of a batch needs before its first document, whatever it is; WARMED also uses it once
NEEDED = ("extract.formats.markdown.document", "normalize.document", "schemas.contracts.catalog", "rajut.batch.task")
# what it needs for one of a kind, by the ending of the file's name
READERS: Mapping[str, tuple[str, ...]] = {
    ".md": (),
    ".html": ("extract.formats.html.document",),
    ".docx": ("extract.formats.docx.document",),
    ".pdf": ("extract.pdfium.page_reader",),
}
PRELOADED = (*NEEDED, *(module for modules in READERS.values() for module in modules))
WARMED = "rajut.batch.preloaded"
_SLACK = 256 * 2**20
_PR_SET_PDEATHSIG = 1
_REFUSED_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"})


def serve(
    pipe: connection.Connection,
    function: Callable[[Any], Any],
    warm_up: Callable[[], None] | None,
    memory: int | None,
    scratch: str,
    writable: tuple[Path, ...] | None = None,
) -> None:
    """Runs `function` on each task that the pipe brings and sends back what it returns. With `writable`, folders beside its scratch
    folder, in a sandbox.

    An exception of the function ends the worker (the function is expected to return errors as values); running out of memory
    ends it with status 77, because a heap that was once exhausted is no place for the next document.
    """
    _settle(scratch)
    if writable is not None:
        with contextlib.suppress(OSError):  # a kernel that offers more than it grants: limits and audit hook still hold
            enter_sandbox((Path(scratch), *writable))
    collect_seldom()
    if warm_up is not None:
        warm_up()
    _limit_memory(memory)
    pipe.send("ready")
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            value = function(task)
        except MemoryError:
            traceback.print_exc()
            os._exit(EXIT_MEMORY)
        pipe.send(value)


def _settle(scratch: str) -> None:
    os.setsid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # no worker outlives the run
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ["TMPDIR"] = scratch
    tempfile.tempdir = scratch
    log = os.open(Path(scratch) / "stderr", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    os.dup2(log, 2)
    os.close(log)
    # what the parent calls its standard error may be a file of another number (notebooks, tests), which here is a pipe of ours by now
    sys.stdout = sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    faulthandler.enable(file=2)
    sys.addaudithook(refuse_network)


def _limit_memory(memory: int | None) -> None:
    """The kernel's own limit on writable private memory, counted from what an idle worker has, as the wall behind the parent's
    watch: it stands a little farther out, so that the watch sees the limit crossed and can say so. No core files.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory is not None:
        limit = _status_bytes(os.getpid(), "VmData") + memory + _SLACK
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: a document never makes us talk to anybody. Raises PermissionError for a connection or a name look-up."""
    if event in _REFUSED_EVENTS:
        raise PermissionError(f"no network while documents are read ({event})")


def memory_of(pid: int) -> int:
    """Bytes of private memory that the process holds now; 0 when it is gone."""
    return _status_bytes(pid, "RssAnon")


def _status_bytes(pid: int, name: str) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    for line in text.splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0
