"""Figures of a batch: what isolation costs, what a second worker brings, whether the parent's memory is flat, a very long document.

    python benchmarks/reliability.py isolation | speedup | memory | long

CPU seconds count processes and their children, so that a busy machine disturbs them little; wall clock figures say so.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from rajut.batch import BatchOptions, Progress, convert_batch
from tests.batch.corpus import write_document
from tests.batch.hostile import pdf, stream


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


def in_child(archive: Path, out: Path, options: BatchOptions) -> tuple[str, float, float]:
    """A line about a run, its CPU seconds and wall seconds, in a process of its own (a fork, so that children are counted)."""
    read, write = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        summary = convert_batch([archive], out, options)
        stages = {stage: round(seconds, 1) for stage, seconds in summary.seconds.items()}
        os.write(write, f"{summary.counts} {stages}".encode())
        os.close(write)
        sys.stdout.flush()
        multiprocessing_end()
        os._exit(0)
    os.close(write)
    text = os.read(read, 1000).decode()
    _, _, usage = os.wait4(child, 0)
    return text, usage.ru_utime + usage.ru_stime, time.monotonic() - began


def multiprocessing_end() -> None:
    """Ends the fork server, so that its workers' time is added up in its parent."""
    from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415

    forkserver._forkserver._stop()  # type: ignore[attr-defined]
    resource_tracker._resource_tracker._stop()  # type: ignore[attr-defined]


def isolation(folder: Path, count: int = 60) -> None:
    """Time inside the task (convert and stage), bare against isolated: same work, same machine, alternating."""
    for number in range(count):
        write_pdf(folder / "archive" / f"{number:03}.pdf", 10, number)
    for name, options in (("bare", BatchOptions(jobs=0)), ("isolated", BatchOptions(jobs=1, timeout=600.0, memory=2**30))):
        text, cpu, wall = in_child(folder / "archive", folder / name, options)
        print(f"{name:9} {count} documents of 10 pages: {cpu:.1f} CPU s, {wall:.1f} s wall ({text})", flush=True)


def speedup(folder: Path, count: int = 500) -> None:
    """Wall clock of one and of two workers over the same documents."""
    for number in range(count):
        write_pdf(folder / "archive" / f"{number:03}.pdf", 3, number)
    walls = {}
    for jobs in (1, 2):
        options = BatchOptions(jobs=jobs, timeout=600.0, memory=2**30)
        began = time.monotonic()
        summary = convert_batch([folder / "archive"], folder / f"out-{jobs}", options)
        walls[jobs] = time.monotonic() - began - summary.seconds["publish"]
        print(
            f"{jobs} workers: {walls[jobs]:.1f} s, publishing {summary.seconds['publish']:.1f} s, {summary.counts}, load {os.getloadavg()}"
        )
    print(f"speed-up {walls[1] / walls[2]:.2f}")


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
    parser.add_argument("what", choices=("isolation", "speedup", "memory", "long"))
    parser.add_argument("--count", type=int)
    options = parser.parse_args()
    measure = {"isolation": isolation, "speedup": speedup, "memory": memory, "long": long}[options.what]
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), *([options.count] if options.count else []))


if __name__ == "__main__":
    main()
