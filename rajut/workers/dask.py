"""The same job on a Dask cluster: its workers read, this process plans and publishes.

Each thread of a Dask worker keeps one isolated process of its own (rajut.workers.isolate), so that limits hold and a document that crashes
costs itself and not the Dask worker, which Dask by itself cannot promise. Inputs and output must be on a file system that all
machines see under the same path. Start workers with `DASK_DISTRIBUTED__WORKER__DAEMON=False`: a daemon may have no children.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import itertools
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

from rajut.version import SOFTWARE_VERSION
from rajut.workers.isolate import Done, Limits, Lost, Outcome, Workers
from schemas.errors import EngineError

SCHEME = "dask://"
_CONNECT_SECONDS = 30.0
_LEAVE_SECONDS = 5.0
_DESERTED_SECONDS = 120.0
_AHEAD = 2  # tasks per thread on their way, so that no thread waits for the network
_KEYS = itertools.count()


class DaskPool:
    """The cluster at `dask://host:port` as a pool.

    Raises EngineError "engine-missing" without dask.distributed, "engine-unreachable" when nobody answers, no worker is there,
    a worker has another version of Rajut, or is a daemon.
    """

    def __init__(
        self,
        url: str,
        function: Callable[[Any], Any],
        limits: Limits,
        *,
        warm_up: Callable[[], None] | None = None,
        writable: tuple[Path, ...] | None = None,
    ) -> None:
        if importlib.util.find_spec("distributed") is None:
            raise EngineError("engine-missing", name="dask", extra="dask")
        self._url = url
        self._function = function
        self._limits = limits
        self._warm_up = warm_up
        self._writable = writable
        self._tasks: dict[Any, Any] = {}
        self._client: Any = None
        self._threads = 0
        self._deserted = 0.0  # since when there has been no worker
        self.replaced = 0

    def __enter__(self) -> DaskPool:
        address = "tcp://" + self._url.removeprefix(SCHEME)
        try:
            self._client = _distributed().Client(address, timeout=_CONNECT_SECONDS)
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
            answers = self._client.run(worker_to_problem, SOFTWARE_VERSION)
        except (OSError, TimeoutError, ImportError) as error:
            self._close()
            raise EngineError("engine-unreachable", name=self._url, detail=str(error) or "no answer") from error
        problems = sorted({problem for problem in answers.values() if problem})
        if problems:
            self._close()
            raise EngineError("engine-unreachable", name=self._url, detail="; ".join(problems))
        self._count_threads()
        return self

    def __exit__(self, *exception: object) -> None:
        if self._tasks and self._client.status == "running":
            self._client.cancel(list(self._tasks))
        self._close()

    def _close(self) -> None:
        if self._client is not None:
            with contextlib.suppress(OSError, TimeoutError):  # a scheduler that is gone takes no leave
                self._client.close(timeout=_LEAVE_SECONDS)

    def _count_threads(self) -> None:
        self._threads = sum(self._client.nthreads().values())

    @property
    def free(self) -> bool:
        """True while the cluster has less than two tasks per thread."""
        return len(self._tasks) < max(1, self._threads) * _AHEAD

    @property
    def running(self) -> tuple[Any, ...]:
        """Tasks handed to the cluster that are not done."""
        return tuple(self._tasks.values())

    def submit(self, task: Any) -> None:
        """Hands the task to the cluster, which moves it to another worker when one is lost."""
        key = f"rajut-{os.getpid()}-{next(_KEYS)}"
        future = self._client.submit(
            run_in_isolation,
            self._function,
            task,
            self._limits,
            self._warm_up,
            self._writable,
            key=key,
            pure=False,
            retries=0,
        )
        self._tasks[future] = task

    def wait(self, seconds: float = 1.0) -> list[Outcome]:
        """Outcomes that came within `seconds`; the cluster may have grown or shrunk meanwhile.

        Raises EngineError "engine-unreachable" when the scheduler is gone, or all workers are for two minutes.
        """
        if self._tasks:
            with contextlib.suppress(TimeoutError, CancelledError):
                _distributed().wait(list(self._tasks), timeout=seconds, return_when="FIRST_COMPLETED")
        else:
            time.sleep(min(seconds, 0.1))
        try:
            self._count_threads()
        except (OSError, TimeoutError, CancelledError, RuntimeError, ValueError) as error:
            raise self._gone("the scheduler is gone") from error
        if self._client.status != "running" or any(future.status in {"cancelled", "lost"} for future in self._tasks):
            raise self._gone("the scheduler is gone")
        self._deserted = 0.0 if self._threads else self._deserted or time.monotonic()
        if self._deserted and time.monotonic() - self._deserted > _DESERTED_SECONDS:
            raise self._gone("all workers are gone")
        done = [future for future in self._tasks if future.done()]
        return [self._settle(future) for future in done]

    def _gone(self, detail: str) -> EngineError:
        return EngineError("engine-unreachable", name=self._url, detail=f"{detail}; what was read is kept")

    def _settle(self, future: Any) -> Outcome:
        task = self._tasks.pop(future)
        error = future.exception()
        if error is None:
            outcome: Outcome = future.result()
            self.replaced += isinstance(outcome, Lost)
            # the task came back as a copy: give the caller its own
            if isinstance(outcome, Done):
                return Done(task, outcome.value, outcome.seconds)
            return Lost(task, outcome.code, outcome.detail, outcome.seconds)
        self.replaced += 1
        return Lost(task, "worker-crashed", f"cluster: {type(error).__name__}", 0.0)


def _distributed() -> Any:
    """The library, which costs a second to import and is optional."""
    return importlib.import_module("distributed")


def worker_to_problem(version: str) -> str:
    """Why this Dask worker cannot serve, "" when it can. Runs on the worker."""
    if version != SOFTWARE_VERSION:
        return f"a worker has version {SOFTWARE_VERSION}, this is {version}"
    if multiprocessing.current_process().daemon:
        return "a worker is a daemon (start it with DASK_DISTRIBUTED__WORKER__DAEMON=False)"
    return ""


_HERE = threading.local()


def run_in_isolation(
    function: Callable[[Any], Any],
    task: Any,
    limits: Limits,
    warm_up: Callable[[], None] | None,
    writable: tuple[Path, ...] | None = None,
) -> Outcome:
    """Runs the task in this thread's isolated process and returns its outcome. Runs on the worker."""
    workers = _own_workers(function, limits, warm_up, writable)
    while not workers.free:
        workers.wait()
    workers.submit(task)
    while True:
        for outcome in workers.wait():
            return outcome


def _own_workers(
    function: Callable[[Any], Any],
    limits: Limits,
    warm_up: Callable[[], None] | None,
    writable: tuple[Path, ...] | None,
) -> Workers:
    """The thread's isolated process, kept from task to task; it dies with the Dask worker."""
    wanted = (function, limits, writable)
    if getattr(_HERE, "wanted", None) != wanted:
        if hasattr(_HERE, "workers"):
            _HERE.workers.__exit__()
        scratch = Path(tempfile.mkdtemp(prefix="rajut-", dir=os.environ.get("DASK_TEMPORARY_DIRECTORY")))
        _HERE.workers = Workers(function, 1, limits, scratch, warm_up=warm_up, writable=writable).__enter__()
        _HERE.wanted = wanted
    workers: Workers = _HERE.workers
    return workers
