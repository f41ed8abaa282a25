"""What a run tells its caller through the exit status."""

from __future__ import annotations

from rajut.batch.run import BatchSummary
from schemas.errors import ExitCode, code_to_kind


def error_code_to_exit(code: str) -> ExitCode:
    """The exit code of an error code; BUG for one that is no document's error."""
    return code_to_kind(code).exit_code


def summary_to_exit(summary: BatchSummary) -> ExitCode:
    """INTERRUPTED after a signal; OK when every document is ok or flagged; for a single document its own error's exit code; BATCH
    when some of several failed or were refused."""
    if summary.interrupted:
        return ExitCode.INTERRUPTED
    bad = [entry for entry in summary.entries if entry.status in {"failed", "refused"}]
    if not bad:
        return ExitCode.OK
    if len(summary.entries) == 1:
        return error_code_to_exit(bad[0].error_code or "")
    return ExitCode.BATCH
