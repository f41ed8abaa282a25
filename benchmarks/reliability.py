"""Figures of a batch: what isolation costs, what a second worker brings, whether the parent's memory is flat, a very long document.

    python benchmarks/reliability.py isolation | speedup | ceiling | memory | long

CPU seconds count processes and their children, so that a busy machine disturbs them little; wall clock figures say so.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rajut.batch.run import BatchOptions, Progress, convert_batch
from rajut.pipeline import ConvertOptions, convert_document
from rajut.publish.output_folder import stage_result
from tests.rajut.batch.corpus import write_document
from tests.rajut.batch.hostile import pdf, stream

ROOT = Path(__file__).resolve().parents[1]
_PR_SET_CHILD_SUBREAPER = 36


def write_pdf(path: Path, pages: int, seed: int, rows: int = 30) -> Path:
    """A document with one ruled table of five columns on every page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in range(pages):
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(stream(_page(seed, page, rows)))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>".encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf(objects))
    return path


def _page(seed: int, page: int, rows: int) -> bytes:
    header = ("Program", "Indikator", "Satuan", "2021", "2022")
    body = [
        (f"Program {seed}-{page}-{row}", f"Jumlah dokumen {row}", "Unit", f"{seed + row}", f"{page + row}")
        for row in range(rows)
    ]
    lines = [f"40 {790 - 24 * row} m 540 {790 - 24 * row} l S" for row in range(rows + 2)]
    lines += [f"{40 + 100 * column} 790 m {40 + 100 * column} {790 - 24 * (rows + 1)} l S" for column in range(6)]
    for row, texts in enumerate((header, *body)):
        lines += [f"BT /F1 8 Tf {44 + 100 * column} {775 - 24 * row} Td ({text}) Tj ET" for column, text in enumerate(texts)]
    return "\n".join(lines).encode()


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of the real command: wall clock and CPU seconds of it and all its processes, and what it says of itself."""

    wall: float
    cpu: float
    metrics: dict[str, Any]

    def line(self) -> str:
        stages = {stage: round(seconds, 1) for stage, seconds in self.metrics["seconds"].items()}
        return f"{self.wall:.1f} s wall, {self.cpu:.1f} CPU s, {self.metrics['documents']} {stages}, load {os.getloadavg()[0]:.1f}"


def run_command(archive: Path, out: Path, *options: str) -> Measured:
    """`rajut convert` as a user starts it, from the first import to the last file."""
    command = [
        sys.executable,
        "-c",
        "from rajut.cli.app import main; main()",
        "convert",
        str(archive),
        "--out",
        str(out),
        "--quiet",
    ]
    # the fork server and the workers outlive the command by a moment: as their new parent we are told what they took
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    began = time.monotonic()
    process = subprocess.Popen([*command, "--log-format", "json", *options], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    last = process.stderr.readlines()[-1]
    process.wait()
    wall = time.monotonic() - began
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = spent.ru_utime + spent.ru_stime
    _SPENT.append(cpu)
    return Measured(wall, cpu - _SPENT[-2], json.loads(last))


_SPENT = [0.0]


def isolation(folder: Path, count: int = 120) -> None:
    """The bare loop in one process against one isolated worker, the real command, whole and per document."""
    for number in range(count):
        write_pdf(folder / "archive" / f"{number:03}.pdf", 10, number)
    quarter = folder / "quarter"
    quarter.mkdir()
    for number in range(count // 4):
        (quarter / f"{number:03}.pdf").hardlink_to(folder / "archive" / f"{number:03}.pdf")
    cpus: dict[tuple[str, int], float] = {}
    for name, options in (("bare", ("--jobs", "0")), ("isolated", ("--jobs", "1", "--timeout", "600", "--memory", "1024"))):
        for archive, documents in ((quarter, count // 4), (folder / "archive", count)):
            run = run_command(archive, folder / f"{name}-{documents}", *options)
            cpus[name, documents] = run.cpu
            print(f"{name:9} {documents} documents of 10 pages: {run.line()}", flush=True)
    whole = cpus["isolated", count] / cpus["bare", count]
    slopes = {name: (cpus[name, count] - cpus[name, count // 4]) / (count - count // 4) for name in ("bare", "isolated")}
    print(f"isolation costs {whole - 1:+.1%} CPU of {count} documents, start included;")
    print(
        f"{slopes['bare']:.3f} and {slopes['isolated']:.3f} CPU s for each further document: {slopes['isolated'] / slopes['bare'] - 1:+.1%}"
    )


def speedup(folder: Path, count: int = 500) -> None:
    """Wall clock of the real command with one and with two workers over the same documents."""
    for number in range(count):
        write_pdf(folder / "archive" / f"{number:03}.pdf", 3, number)
    limits = ("--timeout", "600", "--memory", "1024")
    runs = {}
    for jobs in (1, 2):
        runs[jobs] = run_command(folder / "archive", folder / f"out-{jobs}", "--jobs", str(jobs), *limits)
        print(f"{jobs} workers: {runs[jobs].line()}", flush=True)
    reading = {jobs: run.metrics["elapsed"] - run.metrics["seconds"]["publish"] for jobs, run in runs.items()}
    print(f"speed-up {runs[1].wall / runs[2].wall:.2f} of the whole command, {reading[1] / reading[2]:.2f} until publishing")


def ceiling(folder: Path, count: int = 120) -> None:
    """What this machine gives to two processes that share nothing: the bare loop over all, then two over a half each."""
    halves = [folder / "even", folder / "odd"]
    for number in range(count):
        write_pdf(halves[number % 2] / f"{number:03}.pdf", 3, number)
    walls = []
    for number, groups in enumerate(([halves], [[halves[0]], [halves[1]]])):
        began = time.monotonic()
        children = [_fork_bare(group, folder / f"bare-{number}-{at}") for at, group in enumerate(groups)]
        for child in children:
            os.waitpid(child, 0)
        walls.append(time.monotonic() - began)
    print(
        f"{count} documents: {walls[0]:.1f} s in one process, {walls[1]:.1f} s in two: {walls[0] / walls[1]:.2f}, load {os.getloadavg()}"
    )


def _fork_bare(folders: list[Path], out: Path) -> int:
    child = os.fork()
    if child == 0:
        paths = sorted(path for folder in folders for path in folder.iterdir())
        for path in paths:
            stage_result(convert_document(path, None, ConvertOptions()), out, source=path)
        os._exit(0)
    return child


def memory(folder: Path, count: int = 5000) -> None:
    """Resident memory of the parent while it goes through an archive of small documents."""
    for number in range(count):
        write_document(folder / "archive" / f"{number % 100}" / f"{number:05}.md", number)

    def show(progress: Progress) -> None:
        if progress.finished and progress.status.done in {10, 100, 1000, 2000, 3000, 4000, 5000}:
            print(
                f"after {progress.status.done} documents: {_rss() >> 20} MiB, {progress.status.rate:.0f} documents/s",
                flush=True,
            )

    summary = convert_batch([folder / "archive"], folder / "out", BatchOptions(jobs=2, timeout=60.0, memory=2**30), show)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"published {summary.published.rows if summary.published else None}, publishing {summary.seconds['publish']:.1f} s, peak {peak} MiB"
    )


def _rss() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def long(folder: Path, pages: int = 3000) -> None:
    """One very long document under a limit of 1 GiB."""
    write_pdf(folder / "archive" / "long.pdf", pages, 1)
    options = BatchOptions(jobs=1, timeout=3600.0, memory=2**30)
    began = time.monotonic()
    summary = convert_batch([folder / "archive"], folder / "out", options)
    (entry,) = summary.entries
    rows = summary.published.rows if summary.published else None
    print(
        f"{pages} pages: {entry.status} {entry.error_code} in {time.monotonic() - began:.0f} s {dict(entry.seconds)}, {rows}"
    )


def main() -> None:
    """Runs one measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("isolation", "speedup", "ceiling", "memory", "long"))
    parser.add_argument("--count", type=int)
    options = parser.parse_args()
    measure = {"isolation": isolation, "speedup": speedup, "ceiling": ceiling, "memory": memory, "long": long}[options.what]
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), *([options.count] if options.count else []))


if __name__ == "__main__":
    main()
