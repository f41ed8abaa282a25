"""Three hundred documents of more than sixty kinds that are made to hurt, each kind in several sizes, read twice by the real batch.

    python -m benchmarks.hostile_files [--seed 1] [--timeout 20] [--memory 512] [--keep FOLDER]

Every file must end in one status, none may crash a worker or meet a bug, no limit may be overshot by 5 s or a tenth of the memory, and
the second reading must publish the same bytes. Exit status 1 where that is not so. Nothing here is larger than some megabytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow.parquet

from benchmarks.hostile_kinds import KINDS, write_files
from benchmarks.night import limit_address_space
from rajut.batch.run import BatchOptions, BatchSummary, convert_batch
from rajut.workers.inside import memory_of
from tests.rajut.batch.corpus import dataset_bytes

ADDRESS_SPACE = 8 * 2**30  # of this process and all that it starts: the machine stays usable whatever happens
LIMITS = frozenset({"time-limit", "memory-limit"})


@dataclass(slots=True)
class Watch:
    """The largest growth of a worker over what it held when it was first seen ready, sampled while a run goes on."""

    peak: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    _idle: dict[int, int] = field(default_factory=dict)

    def run(self) -> None:
        """Looks at the grandchildren of this process, the workers, twenty times a second."""
        while not self.stop.wait(0.05):
            for worker in [grandchild for child in _children("self") for grandchild in _children(child)]:
                now = memory_of(int(worker))
                self.peak = max(self.peak, now - self._idle.setdefault(int(worker), now))


def _children(pid: str) -> list[str]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [child for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def main() -> int:
    """Runs and reports; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=20.0)
    parser.add_argument("--memory", type=int, default=512, help="MiB")
    parser.add_argument("--most", type=int, default=300, help="so many files, of five for each kind")
    parser.add_argument("--keep", type=Path, help="write the files here, too, and stop")
    given = parser.parse_args()
    if given.keep:
        print(write_files(given.keep, given.seed, given.most))
        return 0
    limit_address_space(ADDRESS_SPACE)
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        count = write_files(base / "in", given.seed, given.most)
        options = BatchOptions(jobs=2, timeout=given.timeout, memory=given.memory * 2**20)
        watch, began = Watch(), time.monotonic()
        watcher = threading.Thread(target=watch.run, daemon=True)
        watcher.start()
        runs = [convert_batch([base / "in"], base / f"out {number}", options) for number in range(2)]
        watch.stop.set()
        rows = pyarrow.parquet.read_table(base / "out 0" / "documents.parquet").column("source_name").to_pylist()
        files = {path.name for path in (base / "in").iterdir()}
        for name in {
            entry.source_name.partition("!/")[0] for run in runs for entry in run.entries if entry.error_code in LIMITS
        }:
            (base / "in" / name).unlink()  # what a limit stopped in one reading may have been read in the other
        for number in range(2):
            convert_batch([base / "in"], base / f"out {number}", replace(options, prune=True))
        same = dataset_bytes(base / "out 0") == dataset_bytes(base / "out 1")
    return _report(
        runs[0], count, same, given, watch, time.monotonic() - began, files ^ {row.partition("!/")[0] for row in rows}
    )


def _report(
    run: BatchSummary, count: int, same: bool, given: argparse.Namespace, watch: Watch, seconds: float, strange: set[str]
) -> int:
    ends = Counter(entry.error_code or entry.status for entry in run.entries)
    longest, peak = max(entry.wall for entry in run.entries), watch.peak / 2**20
    print(f"{count} files of {len(KINDS)} kinds, {len(run.entries)} documents, twice, in {seconds:.0f} s")
    print(", ".join(f"{end}: {times}" for end, times in ends.most_common()))
    print(f"longest {longest:.1f} s, limit {given.timeout:g} s; a worker grew by {peak:.0f} MiB, limit {given.memory} MiB")
    bad = [
        f"{entry.source_name}: {entry.error_code} {(entry.detail or '')[-300:]}"
        for entry in run.entries
        if entry.error_code in {"bug", "worker-crashed", "contract-violated"}
    ]
    bad += [] if longest < given.timeout + 5 else [f"overshot by {longest - given.timeout:.1f} s"]
    bad += [f"not accounted for: {sorted(strange)[:5]}"] if strange else []
    bad += [] if same else ["the second reading published other bytes"]
    bad += [] if peak < 1.1 * given.memory else ["more memory than the limit and a tenth"]
    for line in bad:
        print(f"BROKEN {line}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
