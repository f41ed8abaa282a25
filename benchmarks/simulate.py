"""A million documents before anybody buys a cluster: the batch's own schedule, simulated task by task.

    python benchmarks/simulate.py --journal OUT/.rajut/journal.jsonl
    python benchmarks/simulate.py --scans 0.5

Durations are drawn from those that a journal recorded (or from a log-normal that is an assumption, not fitted), some documents
hang until the limit, one dispatcher hands tasks out in order, one publisher merges at the end. Prints one line per cluster size.
"""

from __future__ import annotations

import argparse
import heapq
import json
from pathlib import Path

import numpy as np

MEDIAN_SECONDS, SIGMA = 0.25, 1.0  # of convert and stage together, archive of 55 planning documents, one core
PAGES, PAGES_SIGMA = 12.0, 1.0  # of a scanned document, an assumption
PAGE_SECONDS = 5.0  # of one page's recognition on a quiet core: 3.4 to 7.2 for dense A4 pages
HANGS = 0.0005  # share of documents that run into the limit


def durations(
    count: int, journal: Path | None, limit: float, chance: np.random.Generator, scans: float = 0.0, batch: int = 1
) -> np.ndarray:
    """Seconds of each task of `batch` documents, in the order in which they are handed out; a share of `scans` is recognised, whose pages
    have a limit of their own."""
    if journal is not None:
        lines = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
        known = np.array([sum(line["seconds"].values()) for line in lines if line["seconds"]])
        drawn = chance.choice(known, count)
    else:
        drawn = chance.lognormal(np.log(MEDIAN_SECONDS), SIGMA, count)
    drawn[chance.random(count) < HANGS] = limit
    drawn = np.minimum(drawn, limit)
    scanned = chance.random(count) < scans
    drawn[scanned] += PAGE_SECONDS * chance.lognormal(np.log(PAGES), PAGES_SIGMA, int(scanned.sum()))
    return np.asarray(np.add.reduceat(drawn, np.arange(0, count, batch)))


def schedule(seconds: np.ndarray, workers: int, dispatch: float) -> tuple[float, float]:
    """(makespan, share of worker time used) when one dispatcher gives each task to the first free worker."""
    free = [0.0] * workers
    clock = 0.0
    for duration in seconds.tolist():
        clock = max(clock + dispatch, free[0])
        heapq.heapreplace(free, clock + duration)
    end = max(free)
    return end, float(seconds.sum()) / (end * workers)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--journal", type=Path)
    parser.add_argument("--limit", type=float, default=900.0)
    parser.add_argument("--dispatch", type=float, default=0.0055, help="seconds of the dispatcher per task")
    parser.add_argument("--publish", type=float, default=0.0015, help="seconds of the publisher per document")
    parser.add_argument("--seeds", type=int, default=3, help="how often the documents are drawn")
    parser.add_argument("--scans", type=float, default=0.0, help="share of documents that are scans")
    parser.add_argument("--batch", type=int, default=1, help="documents per task")
    options = parser.parse_args()
    drawn = [
        durations(options.documents, options.journal, options.limit, np.random.default_rng(seed), options.scans, options.batch)
        for seed in range(options.seeds)
    ]
    hours = sorted(float(seconds.sum()) / 3600 for seconds in drawn)
    print(f"{options.documents} documents, {options.seeds} draws: {hours[0]:.0f} to {hours[-1]:.0f} core hours")
    print(f"publishing {options.documents * options.publish / 3600:.2f} h")
    print("workers  reading h        used       bound by")
    for workers in (2, 8, 32, 128, 512, 2048):
        runs = [schedule(seconds, workers, options.dispatch) for seconds in drawn]
        end = sorted(end for end, _ in runs)
        used = sorted(used for _, used in runs)
        dispatch = options.documents / options.batch * options.dispatch
        fair = hours[-1] * 3600 / workers
        bound = "dispatcher" if dispatch > 0.8 * end[-1] else "workers" if end[-1] < 1.3 * fair else "a hang at the end"
        print(f"{workers:7}  {end[0] / 3600:6.2f} to {end[-1] / 3600:6.2f}  {used[0]:4.0%} to {used[-1]:4.0%}  {bound}")


if __name__ == "__main__":
    main()
