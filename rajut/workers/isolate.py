"""Worker processes that a document may crash, hang or fill without hurting anything else.

Each worker has a pipe of its own, so the death of one can block no other; each runs in its own process group, so that whatever it
started dies with it. The parent watches wall clock and memory and kills without asking, because a hang in native code hears no
signal handler. Why no library: docs/adr/0006.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from multiprocessing import connection
from pathlib import Path
from typing import Any, Literal

from rajut.workers import fork_server
from rajut.workers.inside import EXIT_MEMORY, memory_of, serve
from rajut.workers.sandbox import remove_dead_sockets

LossCode = Literal["time-limit", "memory-limit", "worker-crashed"]
_TICK_SECONDS = 0.1
_START_SECONDS = 120.0
_ANSWER_SECONDS = 4  # between two pieces of one answer, which is written in one go
_OUT_OF_MEMORY = (b"bad_alloc", b"MemoryError", b"out of memory", b"Cannot allocate memory")
_STARTS = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of wall clock and `memory` bytes that one task may take on top of an idle worker; None is no limit. A worker is
    replaced after `tasks` tasks, so that leaks of native libraries stay small."""

    seconds: float | None = None
    memory: int | None = None
    tasks: int = 200


@dataclass(frozen=True, slots=True)
class Done:
    """The function returned `value` for `task` after `seconds`."""

    task: Any
    value: Any
    seconds: float


@dataclass(frozen=True, slots=True)
class Lost:
    """The worker died over `task` after `seconds`; `detail` says what is known ("signal SIGSEGV", "30 s")."""

    task: Any
    code: LossCode
    detail: str
    seconds: float


Outcome = Done | Lost


class WorkersBrokenError(RuntimeError):
    """Workers die before they take any task: the environment is broken, no document is to blame."""


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: connection.Connection
    scratch: Path
    born: float
    ready: bool = False
    idle_memory: int = 0
    served: int = 0
    task: Any = None
    busy: bool = False
    began: float = 0.0
    peak: int = 0
    verdict: tuple[LossCode, str] | None = field(default=None)


class Workers:
    """`count` processes that run `function(task)`; use as a context manager, `submit` while `free`, `wait` for outcomes.

    `function` and its tasks must pickle. `scratch` is a folder for temporary files and logs of the workers; each has its own
    part of it, which is removed when the worker ends, whatever the end was. `warm_up` runs in each worker before its limits
    count, `preload` modules are imported once for all. With `writable` workers may write to these folders and to their scratch alone, as
    far as the system can hold them to it (rajut.workers.sandbox).
    """

    def __init__(
        self,
        function: Callable[[Any], Any],
        count: int,
        limits: Limits,
        scratch: Path,
        *,
        warm_up: Callable[[], None] | None = None,
        preload: tuple[str, ...] = (),
        writable: tuple[Path, ...] | None = None,
    ) -> None:
        self._function = function
        self._warm_up = warm_up
        self._writable = writable
        self._count = count
        self._limits = limits
        self._scratch = scratch.absolute()  # it becomes TMPDIR, which programs put into addresses of files
        self._context = multiprocessing.get_context("forkserver")
        fork_server.preload((function.__module__, *preload))
        self._workers: list[_Worker] = []
        self._stillborn = 0.0
        self._number = 0
        self.replaced = 0

    def __enter__(self) -> Workers:
        self._scratch.mkdir(parents=True, exist_ok=True)
        self._refill()
        return self

    def __exit__(self, *exception: object) -> None:
        for worker in self._workers:
            if worker.busy or not worker.ready:
                _kill(worker)
            else:
                worker.pipe.close()
        for worker in self._workers:
            self._bury(worker)
        self._workers.clear()
        if self._writable is not None:
            remove_dead_sockets()

    @property
    def free(self) -> bool:
        """True when a worker is ready for a task."""
        return any(worker.ready and not worker.busy for worker in self._workers)

    @property
    def running(self) -> tuple[Any, ...]:
        """The tasks under way."""
        return tuple(worker.task for worker in self._workers if worker.busy)

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the living workers."""
        return tuple(worker.process.pid for worker in self._workers)

    def submit(self, task: Any) -> None:
        """Gives the task to a free worker. Raises RuntimeError when there is none."""
        worker = next((worker for worker in self._workers if worker.ready and not worker.busy), None)
        if worker is None:
            raise RuntimeError("no free worker")
        worker.task, worker.busy, worker.began, worker.peak = task, True, time.monotonic(), 0
        worker.verdict = None
        with contextlib.suppress(OSError):  # a worker that died idle: wait() sees its end and reports the task
            worker.pipe.send(task)

    def wait(self, seconds: float = 1.0) -> list[Outcome]:
        """Outcomes that came within `seconds`; returns at the first, and also, with nothing, when a worker became free.
        Raises WorkersBrokenError when workers die before they are ready, five times in a row."""
        deadline = time.monotonic() + seconds
        while True:
            woken = set(connection.wait(self._handles(), timeout=max(0.0, min(_TICK_SECONDS, deadline - time.monotonic()))))
            outcomes = [outcome for worker in list(self._workers) for outcome in self._look_at(worker, woken)]
            self._refill()
            if outcomes or self.free or time.monotonic() >= deadline:
                return outcomes

    def _handles(self) -> list[Any]:
        return [handle for worker in self._workers for handle in (worker.pipe, worker.process.sentinel)]

    def _look_at(self, worker: _Worker, woken: Set[Any]) -> Iterator[Outcome]:
        if worker.pipe in woken:
            yield from self._receive(worker)
        elif not worker.process.is_alive():
            yield from self._end(worker)
        if worker in self._workers:
            self._enforce(worker)

    def _receive(self, worker: _Worker) -> Iterator[Outcome]:
        try:
            message = worker.pipe.recv()
        except (
            Exception
        ) as error:  # the end of a dead worker; or what comes is no answer of ours, and reading that may raise anything
            if isinstance(error, BlockingIOError) or not isinstance(error, (EOFError, OSError)):
                worker.verdict = worker.verdict or ("worker-crashed", "its answer is damaged")
                _kill(worker)
            yield from self._end(worker)
            return
        if not worker.ready:
            worker.ready, worker.idle_memory, self._stillborn = True, memory_of(worker.process.pid), 0
            return
        task, began = worker.task, worker.began
        worker.busy, worker.task = False, None
        worker.served += 1
        yield Done(task, message, time.monotonic() - began)
        if worker.served >= self._limits.tasks:
            worker.pipe.close()
            self._bury(worker)
            self._workers.remove(worker)

    def _end(self, worker: _Worker) -> Iterator[Outcome]:
        """A worker that is dead: whose fault it was, and its grave."""
        worker.process.join(5.0)
        seconds = time.monotonic() - worker.began
        exitcode = worker.process.exitcode
        code, detail = worker.verdict or exit_to_loss(exitcode, _last_words(worker.scratch), worker.peak, self._limits.memory)
        self._bury(worker)
        self._workers.remove(worker)
        self.replaced += 1
        if worker.busy:
            yield Lost(worker.task, code, detail, seconds)
        elif not worker.ready:
            # one that was killed from outside says nothing about the environment, until it is the fiftieth in a row
            self._stillborn += 1 if exitcode != -signal.SIGKILL else _STARTS / 50
            if self._stillborn >= _STARTS:
                raise WorkersBrokenError(f"workers do not start: {detail}")

    def _enforce(self, worker: _Worker) -> None:
        now = time.monotonic()
        if not worker.ready and now - worker.born > _START_SECONDS:
            worker.verdict = ("worker-crashed", f"no start within {_START_SECONDS:g} s")
            _kill(worker)
        if not worker.busy or worker.verdict is not None:
            return
        if self._limits.seconds is not None and now - worker.began > self._limits.seconds:
            worker.verdict = ("time-limit", f"{self._limits.seconds:g} s")
            _kill(worker)
        elif self._limits.memory is not None:
            worker.peak = max(worker.peak, memory_of(worker.process.pid) - worker.idle_memory)
            if worker.peak > self._limits.memory:
                worker.verdict = ("memory-limit", memory_text(self._limits.memory))
                _kill(worker)

    def _refill(self) -> None:
        while len(self._workers) < self._count:
            ours, theirs = self._context.Pipe()
            _bound_reading(ours)
            self._number += 1
            scratch = self._scratch / f"worker-{self._number}"
            scratch.mkdir(parents=True, exist_ok=True)
            process = self._context.Process(
                target=serve,
                args=(theirs, self._function, self._warm_up, self._limits.memory, str(scratch), self._writable),
                daemon=False,
            )
            with fork_server.without_main():
                process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours, scratch, born=time.monotonic()))

    def _bury(self, worker: _Worker) -> None:
        worker.process.join(5.0)
        if worker.process.is_alive():
            _kill(worker)
            worker.process.join()
        _kill_group(worker.process.pid)
        worker.pipe.close()
        worker.process.close()
        shutil.rmtree(worker.scratch, ignore_errors=True)


def _bound_reading(pipe: connection.Connection) -> None:
    """A worker that stops in the middle of an answer is waited for no longer than this: the parent must go on."""
    with socket.socket(fileno=os.dup(pipe.fileno())) as handle:
        handle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", _ANSWER_SECONDS, 0))


def exit_to_loss(exitcode: int | None, last_words: bytes, peak: int, memory: int | None) -> tuple[LossCode, str]:
    """Why a worker that nobody killed has died: "memory-limit" when it says so itself, or when it died close to its limit (native
    code turns a refused allocation into an abort or a crash); else "worker-crashed" with the signal or exit status."""
    if exitcode == EXIT_MEMORY:
        return "memory-limit", memory_text(memory)
    near = memory is not None and peak > 0.9 * memory
    if exitcode is not None and exitcode < 0:
        detail = f"signal {_signal_name(-exitcode)}"
        if -exitcode != signal.SIGKILL and (near or any(word in last_words for word in _OUT_OF_MEMORY)):
            return "memory-limit", memory_text(memory)
        return "worker-crashed", detail
    return "worker-crashed", f"exit status {exitcode}"


def memory_text(memory: int | None) -> str:
    """A limit in words, "512 MiB"; "the machine has" without a limit."""
    return "the machine has" if memory is None else f"{memory / 2**20:g} MiB"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _last_words(scratch: Path) -> bytes:
    try:
        with (scratch / "stderr").open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 16_384))
            return file.read()
    except OSError:
        return b""


def _kill(worker: _Worker) -> None:
    _kill_group(worker.process.pid)
    worker.process.kill()


def _kill_group(pid: int | None) -> None:
    """Kills whatever is left of a worker's process group; nothing when it never became a group of its own."""
    if pid is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
