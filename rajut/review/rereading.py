"""What an answer changes, seen at once: the document is normalized again in a process of its own, its tables read only once."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rajut.pipeline import ConvertOptions
from rajut.stage.check import Frames
from schemas.correction import Corrections


@dataclass(frozen=True, slots=True)
class Again:
    """A document to normalize again under its published name, with these answers."""

    path: Path
    source_name: str
    document_id: str
    options: ConvertOptions
    corrections: Corrections
    only_read: bool = False
    """Only to have its tables at hand before the first answer."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of it; None for both where the document could not be read."""

    frames: Frames | None
    layout: dict[str, Any] | None
    sha256: str = ""


_SHOWN = 1.5  # seconds in which a browser shows a document
_READ: dict[str, Any] = {}  # in the worker: the bytes and the reading of the last document, which costs most


def read_again(task: Again) -> Reread:
    """Runs in the worker."""
    from extract.reading import document_to_reading, reading_to_drawn
    from extract.source import open_source
    from rajut.pipeline import convert_reading
    from rajut.stage.check import result_to_frames
    from rajut.stage.layout import result_to_layout
    from schemas.drawn import corrections_to_drawn
    from schemas.errors import RajutError

    try:
        if task.document_id not in _READ:
            source, data = open_source(task.path, task.path.parent, task.options.read.limits)
            reading = document_to_reading(replace(source, source_name=task.source_name), data, task.options.read)
            _READ.clear()
            _READ[task.document_id] = data, reading
        if task.only_read:
            return Reread(None, None)
        data, reading = _READ[task.document_id]
        reading = reading_to_drawn(reading, data, task.options.read, corrections_to_drawn(task.corrections))
        result = convert_reading(reading, replace(task.options, corrections=task.corrections))
        return Reread(result_to_frames(result), result_to_layout(result), reading.source.sha256)
    except RajutError:
        return Reread(None, None)


class Rereader:
    """Normalizes one document after the other; of several requests for one document only the last counts. `done` is called in a thread
    of ours with the document's id and what came of it."""

    def __init__(self, done: Callable[[str, Reread], None]) -> None:
        self._done = done
        self._guard = threading.RLock()  # a task that is over already calls back at once
        self._waiting: dict[str, Again] = {}
        self._running = ""
        self._answering = False
        self._pool: ProcessPoolExecutor | None = None

    def request(self, task: Again) -> None:
        """Returns at once. What is only made ready waits until the page is shown."""
        with self._guard:
            self._waiting[task.document_id] = task
            if not task.only_read:
                self._start()
                return
        later = threading.Timer(_SHOWN, self._start_later)
        later.daemon = True
        later.start()

    def _start_later(self) -> None:
        with self._guard:
            self._start()

    def busy(self, document_id: str) -> bool:
        """Whether the document is being read again with answers, or waits for it."""
        with self._guard:
            waiting = self._waiting.get(document_id)
            return (document_id == self._running and self._answering) or (waiting is not None and not waiting.only_read)

    def close(self) -> None:
        with self._guard:
            self._waiting.clear()
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None

    def _start(self) -> None:
        if self._running or not self._waiting:
            return
        document_id, task = next(iter(self._waiting.items()))
        del self._waiting[document_id]
        self._running, self._answering = document_id, not task.only_read
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        self._pool.submit(read_again, task).add_done_callback(lambda future: self._finish(document_id, future))

    def _finish(self, document_id: str, future: Future[Reread]) -> None:
        try:
            if not future.cancelled() and future.exception() is None:
                self._done(document_id, future.result())
        finally:
            with self._guard:
                if not future.cancelled() and isinstance(future.exception(), BrokenProcessPool):
                    self._pool = None
                self._running = ""
                self._start()
