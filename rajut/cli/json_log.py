"""A run for machines: one JSON object per line while it goes, and its metrics at the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from rajut.batch.run import BatchSummary, Progress
from rajut.printable import visible_json


def json_log(stream: TextIO) -> Callable[[Progress], None]:
    """A callback that writes a line per finished document: event, time (UTC), name, status, code, seconds, how far the run is."""

    def write(progress: Progress) -> None:
        entry = progress.finished
        if entry is None:
            return
        event = {
            "source_name": entry.source_name,
            "status": entry.status,
            "error_code": entry.error_code,
            "pages": entry.pages,
            "seconds": entry.wall,
            "attempts": entry.attempts,
            "done": progress.status.done,
            "total": progress.status.total,
        }
        _write_event(stream, "document", event)

    return write


def log_summary(stream: TextIO, summary: BatchSummary) -> None:
    """Writes the last line of a run: event "run", with its metrics."""
    _write_event(stream, "interrupted" if summary.interrupted else "finished", summary_to_metrics(summary))


def _write_event(stream: TextIO, event: str, fields: dict[str, Any]) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    stream.write(visible_json(json.dumps({"event": event, "time": now, **fields}, ensure_ascii=False)) + "\n")
    stream.flush()


def summary_to_metrics(summary: BatchSummary) -> dict[str, Any]:
    """Numbers of a run: documents by status and error code, pages, rows per table, findings by code (of the whole dataset, null
    when nothing was published), seconds by stage, elapsed seconds, documents read and skipped, workers that died."""
    published = summary.published
    return {
        "documents": summary.counts,
        "error_codes": dict(sorted(Counter(entry.error_code for entry in summary.entries if entry.error_code).items())),
        "read": len(summary.entries) - summary.skipped,
        "skipped": summary.skipped,
        "ignored": dict(sorted(Counter(item.reason for item in summary.plan.ignored).items())),
        "pages": sum(entry.pages or 0 for entry in summary.entries),
        "rows": None if published is None else dict(published.rows),
        "findings": None if published is None else count_findings(published.out),
        "seconds": {stage: round(seconds, 3) for stage, seconds in summary.seconds.items()},
        "elapsed": round(summary.elapsed, 3),
        "workers_replaced": summary.replaced,
    }


def count_findings(out: Path) -> dict[str, int]:
    """Rows of findings.parquet per code, most frequent first; memory does not grow with the file."""
    import pyarrow.parquet

    counts: Counter[str] = Counter()
    with pyarrow.parquet.ParquetFile(out / "findings.parquet") as file:
        for batch in file.iter_batches(columns=["code"]):
            counts.update(batch.column(0).to_pylist())
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
