"""What people see of a run: a progress bar on a terminal, one line per bad document, what was written and how to open it."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rajut.cli.messages import say

if TYPE_CHECKING:
    from rajut.batch.journal import JournalEntry, RunStatus
    from rajut.batch.plan import Plan
    from rajut.batch.run import BatchSummary, Progress

_DATA = ("observations", "tables", "cells", "findings", "rejected", "documents")


@contextlib.contextmanager
def progress_line(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A progress bar on stderr while a terminal is there and `quiet` is off; otherwise a callback that does nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    texts = (TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[counts]}"))
    columns = (BarColumn(), MofNCompleteColumn(), *texts, TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, counts="", rate="")

        def show(progress: Progress) -> None:
            state = progress.status
            rate = f"{state.rate:.1f}/s"
            bar.update(task, total=state.total, completed=state.done, counts=_counts(state.counts), rate=rate)

        yield show


def _counts(counts: Any) -> str:
    return " ".join(f"{name} {number}" for name, number in counts.items() if number)


def plan_to_lines(plan: Plan) -> Iterator[str]:
    """What a run would read, one name per line; twins name the file whose bytes they share, ignored files say why."""
    for document in plan.documents:
        yield document.source_name
        yield from (f"{twin.source_name}\t= {document.source_name}" for twin in document.twins)
    yield from (f"{item.name}\t# {item.reason}" for item in plan.ignored)


def summary_to_lines(summary: BatchSummary, out: Path, language: str) -> Iterator[tuple[str, bool]]:
    """Lines for people, each with whether it is an error: bad documents first, then what was written and how to open it."""
    for entry in summary.entries:
        if entry.error_code is not None:
            yield say("document-bad", language, code=entry.error_code, sentence=entry_to_sentence(entry, language)), True
            if entry.kept:
                yield say("document-kept", language, name=entry.source_name), True
    if summary.interrupted:
        yield say("interrupted", language), True
    counts = {status: summary.counts.get(status, 0) for status in ("ok", "flagged", "refused", "failed")}
    yield say("converted", language, documents=len(summary.entries), **counts), False
    if summary.published is None:
        return
    if not summary.published.changed:
        yield say("unchanged", language, out=out), False
    for name in _DATA:
        yield say("holds", language, rows=summary.published.rows[name], path=out / f"{name}.parquet"), False
    if (out / "report.html").exists():
        yield say("open-report", language, path=out / "report.html"), False
    yield say("open-query", language, path=shlex.quote(str(out))), False


def entry_to_sentence(entry: JournalEntry, language: str) -> str:
    """Why a document ended badly, with the cure; a bug's own words where there is no sentence."""
    sentence = entry.error_id if language == "id" else entry.error_en
    return sentence or (entry.detail or "").strip().rsplit("\n", 1)[-1]


def summary_to_json(summary: BatchSummary) -> dict[str, Any]:
    """The run for machines: counts, rows, documents with their status, metrics."""
    from rajut.cli.json_log import summary_to_metrics

    published = summary.published
    return {
        "documents": [
            {"source_name": entry.source_name, "status": entry.status, "error_code": entry.error_code}
            for entry in summary.entries
        ],
        "counts": summary.counts,
        "interrupted": summary.interrupted,
        "changed": published.changed if published is not None else False,
        **{name: value for name, value in summary_to_metrics(summary).items() if name != "documents"},
    }


def status_to_line(state: RunStatus, language: str) -> str:
    """One line: state, done of total, counts, rate, time left."""
    left = "" if state.eta is None else say("time-left", language, seconds=round(state.eta))
    return f"{state.state}: {state.done}/{state.total} ({_counts(state.counts)}) {state.rate:.1f}/s {left}".rstrip()
