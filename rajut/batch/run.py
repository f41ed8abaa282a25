"""Many documents into one dataset: planned, read in isolation, resumed where a run was cut short, published once at the end.

One document that fails never stops the others; an output that cannot be written stops everything.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rajut.batch.journal import Journal, JournalEntry, RunStatus, Tally, count_statuses, write_status
from rajut.batch.plan import Plan, PlannedDocument, document_to_sha256, inputs_to_plan
from rajut.batch.resume import Fingerprints, fingerprints_with, options_to_fingerprints, to_decision
from rajut.batch.stopping import stop_signals
from rajut.batch.task import Report, Task, lost_to_result, run_task, stage_all, warm_up
from rajut.pipeline import ConvertOptions
from rajut.publish.commit import no_room_as_error
from rajut.publish.output_folder import OutputFolder, PublishOptions, PublishSummary, RowsLostError, open_output
from rajut.stage.file import StagedDocument
from rajut.stage.folder_names import DOCUMENTS, PAGES, PRIVATE
from rajut.version import SOFTWARE_VERSION
from rajut.workers.alone import UNATTENDED
from rajut.workers.inside import PRELOADED, WARMED
from rajut.workers.isolate import Limits, Lost, Outcome, Workers, WorkersBrokenError
from rajut.workers.pool import Pool
from schemas.correction import NO_CORRECTIONS, Corrections
from schemas.result import DocumentStatus

RUN = "run"
_ATTEMPTS = 3
_ROUNDS = 3
_LEAST_ROOM = 2**20
_TELL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """`jobs` worker processes, None for one per core; 0 reads in this process, without limits. `timeout` seconds and `memory` bytes
    are per document, those of `UNATTENDED` where workers read and nothing is said. `retry` names statuses ("failed", "refused") to
    read again, `force` reads everything again. `prune` removes documents from the dataset that are no longer among the inputs.
    `cluster` ("dask://host:port") reads on a cluster instead of this machine. `publish` is handed on, `keep` and `sources` set."""

    convert: ConvertOptions = field(default_factory=ConvertOptions)
    jobs: int | None = 0
    timeout: float | None = None
    memory: int | None = None
    retry: frozenset[DocumentStatus] = frozenset()
    force: bool = False
    prune: bool = False
    cluster: str | None = None
    publish: PublishOptions = field(default_factory=PublishOptions)

    @property
    def isolated(self) -> bool:
        """Whether documents are read in processes of their own."""
        return self.cluster is not None or self.jobs != 0

    def for_documents(self, count: int) -> BatchOptions:
        """The same options with `jobs` and limits decided for this number of documents."""
        if not self.isolated:
            return self
        timeout = UNATTENDED.seconds if self.timeout is None else self.timeout
        memory = UNATTENDED.memory if self.memory is None else self.memory
        jobs = min(count, os.cpu_count() or 1) if self.jobs is None else self.jobs
        return replace(self, jobs=jobs, timeout=timeout, memory=memory)


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a run. `finished` is the entry of the document that has just ended, None for a mere tick; `status` the whole."""

    status: RunStatus
    finished: JournalEntry | None = None


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """A run that ended. `entries` has one entry per source name in sorted order, those included that were done before
    (`skipped` of them); `published` is None when the run was interrupted. `seconds` adds up the stages over all documents read
    in this run, `elapsed` is wall clock; `replaced` workers had died."""

    plan: Plan
    entries: tuple[JournalEntry, ...]
    skipped: int
    published: PublishSummary | None
    interrupted: bool
    seconds: Mapping[str, float]
    elapsed: float
    replaced: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Number of documents per status."""
        return count_statuses(entry.status for entry in self.entries)


def convert_batch(
    inputs: Sequence[Path],
    out: Path,
    options: BatchOptions = BatchOptions(),
    on_progress: Callable[[Progress], None] = lambda _: None,
    run: Callable[[Task], Report] = run_task,
) -> BatchSummary:
    """Reads every document of the inputs that `out` does not hold yet and publishes the dataset.

    The first SIGINT or SIGTERM stops the run: what is finished stays staged, nothing new is published, the same call resumes. A
    second one stops it at once. `run` is what a worker does with one document; it must pickle. Raises UsageError when there is
    nothing to read, UnwritableError when `out` cannot be written or is in use, ContractError when the whole breaks the contract.
    """
    plan = inputs_to_plan(inputs, out)
    options = options.for_documents(len(plan.documents))
    with (
        no_room_as_error(out),
        open_output(out, options.publish.wait_seconds) as folder,
        Journal(out) as journal,
        stop_signals() as stop,
    ):
        this = _Run(plan, folder, journal, options, on_progress, stop, run)
        _sweep(out)
        try:
            return this.to_the_end()
        finally:
            _sweep(out)


def _sweep(out: Path) -> None:
    """Removes what killed workers left behind; we hold the folder, so nobody else is writing."""
    shutil.rmtree(out / PRIVATE / RUN, ignore_errors=True)
    for partial in (out / PRIVATE / DOCUMENTS).glob("*.partial"):
        partial.unlink(missing_ok=True)


def _forget_pages(out: Path, known: Collection[str]) -> None:
    """Removes kept pages of scans that are no longer documents of the folder (`known` are the ids of those that are)."""
    for page in (out / PRIVATE / PAGES).glob("*"):
        if page.name.partition("-")[0] not in known:
            page.unlink(missing_ok=True)


@contextlib.contextmanager
def _broken_as_error(out: Path) -> Iterator[None]:
    """Workers that do not start where the disk is full say so by dying."""
    try:
        yield
    except WorkersBrokenError as error:
        if shutil.disk_usage(out).free < _LEAST_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise


class _Run:
    """The state of one run: what waits, what is done, how to tell."""

    def __init__(
        self,
        plan: Plan,
        folder: OutputFolder,
        journal: Journal,
        options: BatchOptions,
        on_progress: Callable[[Progress], None],
        stop: threading.Event,
        run: Callable[[Task], Report],
    ) -> None:
        self.plan = plan
        self.folder = folder
        self.journal = journal
        self.options = options
        self.on_progress = on_progress
        self.stop = stop
        self.run = run
        plain = replace(options.convert, corrections=NO_CORRECTIONS)
        self.fingerprints: Fingerprints = options_to_fingerprints(plain, options.timeout, options.memory)
        self.names = plan.names
        self.done = Tally()
        self.skipped = 0
        self.replaced = 0
        self.seconds: dict[str, float] = {}
        self.began = time.monotonic()
        self.told = 0.0

    def to_the_end(self) -> BatchSummary:
        """Reads and publishes. What turns out to be damaged while it is published is read again, or brought back from what is
        published; raises RowsLostError for what can be had from neither."""
        for _ in range(_ROUNDS):
            self.read()
            try:
                self._refuse_loss()
                return self.publish()
            except RowsLostError as lost:
                error = lost
                self.folder = self.folder.recover()
                for name in lost.names:
                    self.done.drop(name)
        raise error

    def _refuse_loss(self) -> None:
        """Documents that are published but lost must be among the inputs, where they are read again, or be pruned."""
        lost = [name for name in self.folder.lost if name not in self.names]
        if lost and not self.options.prune and not self.stop.is_set():
            names = "\0".join(lost)
            raise RowsLostError("rows-lost", name=str(self.folder.out), detail=", ".join(lost[:5]), names=names)

    def read(self) -> None:
        """Reads what is not done yet, until all is done or somebody said stop."""
        self.tell("running", force=True)
        waiting = deque(self._tasks())
        self.began_reading = time.monotonic()
        if waiting and not self.stop.is_set():
            (self._read_isolated if self.options.isolated else self._read_here)(waiting)

    def _tasks(self) -> Iterator[Task]:
        staged = {item.source_name: item for item in self.folder.staged()}
        for document in self.plan.documents:
            if self.stop.is_set():
                return
            if not (self.done.entries.keys() >= set(document.names) or self._skip(document, staged)):
                own = self._corrections_of(document)
                wanted = fingerprints_with(self.fingerprints, own.digest)
                convert = replace(self.options.convert, corrections=own)
                yield Task(document, self.folder.out.absolute(), convert, wanted.read, wanted.failed)

    def _corrections_of(self, document: PlannedDocument, sha256: str | None = None) -> Corrections:
        """What people answered about the document; its bytes are looked at only when there are answers at all."""
        corrections = self.options.convert.corrections
        if not corrections.items:
            return corrections
        known = sha256 or _sha256_now(document, self.journal.entries.get(document.source_name))
        return corrections.of_document(known[:16])

    def _skip(self, document: PlannedDocument, staged: Mapping[str, StagedDocument]) -> bool:
        entries = []
        sha256 = None
        for twin in (document, *document.twins):
            item, old = staged.get(twin.source_name), self.journal.entries.get(twin.source_name)
            if self.options.force or item is None:
                return False
            if sha256 is None:
                sha256 = _sha256_now(document, old)
            wanted = fingerprints_with(self.fingerprints, self._corrections_of(document, sha256).digest)
            if to_decision(item, old, sha256, wanted, self.options.retry) != "skip":
                return False
            entries.append(old or _staged_to_entry(item, twin))
        for entry in entries:
            self.done.add(entry)
            self.skipped += 1
        return True

    def _read_here(self, waiting: deque[Task]) -> None:
        while waiting and not self.stop.is_set():
            task = waiting.popleft()
            began = time.monotonic()
            self.finish(task, self.run(task), time.monotonic() - began)

    def _read_isolated(self, waiting: deque[Task]) -> None:
        with self._pool(len(waiting)) as workers, _broken_as_error(self.folder.out):
            while (waiting or workers.running) and not self.stop.is_set():
                while waiting and workers.free:
                    workers.submit(waiting.popleft())
                for outcome in workers.wait(_TELL_SECONDS):
                    self._settle(outcome, waiting)
                self.tell("running", tuple(task.document.source_name for task in workers.running))
            self.replaced = workers.replaced

    def _pool(self, waiting: int) -> Pool:
        limits = Limits(self.options.timeout, self.options.memory)
        writable = tuple(self.folder.out.absolute() / PRIVATE / name for name in (DOCUMENTS, PAGES))
        for folder in writable:
            folder.mkdir(parents=True, exist_ok=True)
        if self.options.cluster is not None:
            from rajut.workers.dask import DaskPool

            return DaskPool(self.options.cluster, self.run, limits, warm_up=warm_up, writable=writable)
        scratch = self.folder.out / PRIVATE / RUN
        count = min(self.options.jobs or 1, waiting)
        return Workers(self.run, count, limits, scratch, warm_up=warm_up, preload=(*PRELOADED, WARMED), writable=writable)

    def _settle(self, outcome: Outcome, waiting: deque[Task]) -> None:
        task: Task = outcome.task
        if not isinstance(outcome, Lost):
            self.finish(task, outcome.value, outcome.seconds)
        elif outcome.code == "worker-crashed" and task.attempt < _ATTEMPTS:
            # somebody may have killed the worker from outside; a document that really crashes will do it again
            waiting.append(replace(task, attempt=task.attempt + 1))
        else:
            result = lost_to_result(task.document, outcome.code, outcome.detail)
            self.finish(task, stage_all(task, result), outcome.seconds)

    def finish(self, task: Task, report: Report, wall: float) -> None:
        """Remembers and tells what became of a task. Raises the report's UnwritableError."""
        if report.fatal is not None:
            raise report.fatal
        for stage, seconds in report.seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        for document in (task.document, *task.document.twins):
            entry = JournalEntry(
                document.source_name,
                report.sha256,
                document.size,
                document.mtime_ns,
                task.failed_fingerprint if report.status == "failed" else task.fingerprint,
                SOFTWARE_VERSION,
                report.status,
                error_code=report.error_code,
                error_en=report.error_en,
                error_id=report.error_id,
                detail=report.detail,
                pages=report.pages,
                attempts=task.attempt,
                wall=round(wall, 4),
                seconds=report.seconds,
                kept=report.kept,
            )
            self.journal.append(entry)
            self.done.add(entry)
            self.on_progress(Progress(self._status("running"), entry))

    def tell(self, state: str, running: tuple[str, ...] = (), *, force: bool = False) -> None:
        """Writes the progress file and calls back, at most twice a second unless forced."""
        now = time.monotonic()
        if force or now - self.told >= _TELL_SECONDS:
            self.told = now
            status = self._status(state, running)
            write_status(self.folder.out, status)
            self.on_progress(Progress(status))

    def _status(self, state: str, running: tuple[str, ...] = ()) -> RunStatus:
        total, done = len(self.names), len(self.done.entries)
        fresh = done - self.skipped
        elapsed = time.monotonic() - self.began
        rate = fresh / elapsed if fresh and elapsed else 0.0
        eta = (total - done) / rate if rate else None
        return RunStatus(
            state=state,
            total=total,
            done=done,
            skipped=self.skipped,
            counts=dict(self.done.counts),
            elapsed=elapsed,
            rate=rate,
            eta=eta,
            running=running,
        )

    def publish(self) -> BatchSummary:
        """Publishes what is staged, or nothing when somebody said stop, and sums up."""
        interrupted = self.stop.is_set()
        published = None
        if not interrupted:
            self.tell("publishing", force=True)
            began = time.monotonic()
            published = self.folder.publish(self._publish_options())
            _forget_pages(self.folder.out, {item.sha256[:16] for item in self.folder.staged()})
            self.seconds["publish"] = time.monotonic() - began
        self.tell("interrupted" if interrupted else "finished", force=True)
        return BatchSummary(
            plan=self.plan,
            entries=tuple(self.done.entries[name] for name in sorted(self.done.entries)),
            skipped=self.skipped,
            published=published,
            interrupted=interrupted,
            seconds=self.seconds,
            elapsed=time.monotonic() - self.began,
            replaced=self.replaced,
        )

    def _publish_options(self) -> PublishOptions:
        documents = [twin for document in self.plan.documents for twin in (document, *document.twins)]
        keep = self.names if self.options.prune else self.options.publish.keep
        sources = {document.source_name: document.path for document in documents}
        return replace(self.options.publish, keep=keep, sources=sources)


def _sha256_now(document: PlannedDocument, old: JournalEntry | None) -> str:
    """The hash of the file as it is; from the journal when size and time of change are what they were then."""
    if old is not None and (old.size, old.mtime_ns) == (document.size, document.mtime_ns) and old.sha256:
        return old.sha256
    return document_to_sha256(document)


def _staged_to_entry(item: StagedDocument, document: PlannedDocument) -> JournalEntry:
    """An entry for a document that is staged but not in the journal (which was deleted, or cut by a crash)."""
    return JournalEntry(
        item.source_name, item.sha256, document.size, document.mtime_ns, item.fingerprint, SOFTWARE_VERSION, item.status
    )
