"""What documents have done to readers, on demand: functions for workers, chosen by a word in the task."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rajut.batch.task import Report, Task, run_task


def act(task: str) -> str:
    """Does what the task says and returns "done" if it is still there."""
    word, _, argument = task.partition(" ")
    return _ACTS[word](argument)


def _work(argument: str) -> str:
    return f"done {argument}".strip()


def _hang(argument: str) -> str:
    """A hang in native code: no Python signal handler ever runs."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    time.sleep(600)
    return "done"


def _segfault(argument: str) -> str:
    ctypes.string_at(0)
    return "done"


def _abort(argument: str) -> str:
    os.abort()


def _bomb(argument: str) -> str:
    """Memory in small pieces, as a decompressor takes it, until somebody says no."""
    pieces = []
    while True:
        pieces.append(bytearray(4 * 2**20))


def _native_bomb(argument: str) -> str:
    """As native code: ignores that it gets no more memory, and falls over."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while True:
        piece = libc.malloc(ctypes.c_size_t(4 * 2**20))
        ctypes.memset(piece, 1, 4 * 2**20)


def _babble(argument: str) -> str:
    """Text of a library in the pipe on which answers go, and then nothing: what stands in the place of the length is a large number."""
    for number in range(3, 64):
        if stat.S_ISSOCK(_mode(number)):
            os.write(number, b"WARNING: object 12 0 is damaged")
    time.sleep(600)
    return "done"


def _stammer(argument: str) -> str:
    """Half of an answer, and no end of it."""
    for number in range(3, 64):
        if stat.S_ISSOCK(_mode(number)):
            os.write(number, struct.pack("!i", 100) + b"half")
    time.sleep(600)
    return "done"


def _complain(argument: str) -> str:
    """Where what is printed as an error goes."""
    return str(sys.stderr.fileno())


def _mode(number: int) -> int:
    try:
        return os.fstat(number).st_mode
    except OSError:
        return 0


def _exit(argument: str) -> str:
    os._exit(3)


def _litter(argument: str) -> str:
    """Leaves a temporary file and a child process, then hangs."""
    Path(tempfile.mkstemp()[1]).write_bytes(b"x" * 1000)
    child = subprocess.Popen(["sleep", "600"])
    Path(argument).write_text(str(child.pid), encoding="ascii")
    time.sleep(600)
    return "done"


def _dial(argument: str) -> str:
    """Tries to reach a server, and tells how that went."""
    try:
        with socket.create_connection(("127.0.0.1", int(argument)), timeout=5):
            return "connected"
    except PermissionError:
        return "refused"


_ACTS = {
    "work": _work,
    "hang": _hang,
    "segfault": _segfault,
    "abort": _abort,
    "bomb": _bomb,
    "native-bomb": _native_bomb,
    "exit": _exit,
    "babble": _babble,
    "stammer": _stammer,
    "complain": _complain,
    "litter": _litter,
    "dial": _dial,
}


def leave() -> None:
    """A warm-up that ends the worker before it is ready."""
    os._exit(3)


def run_misbehaving(task: Task) -> Report:
    """A batch's task, except that a document whose first line is `!word` does that first."""
    first, _, _ = task.document.path.read_text(encoding="utf-8").partition("\n")
    if first.startswith("!"):
        act(first[1:])
    return run_task(task)


def run_slowly(task: Task) -> Report:
    """A batch's task that takes a while, so that there is time to interrupt it."""
    time.sleep(0.3)
    return run_task(task)
