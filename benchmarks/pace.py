"""Pace of many small documents: throughput against an earlier commit in the same run, staging by itself, a rerun with nothing to do.

    python -m benchmarks.pace [--before COMMIT] [--count 2000]

Runs of both trees alternate, so that a busy machine slows both. CPU seconds count the command and all its processes.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rajut.batch.task import read_sample, warm_up
from rajut.pipeline import ConvertOptions, convert_source
from rajut.publish.output_folder import stage_result
from rajut.stage.folder_names import DOCUMENTS, PRIVATE
from tests.rajut.batch.corpus import write_document

ROOT = Path(__file__).resolve().parents[1]
_PR_SET_CHILD_SUBREAPER = 36
# an earlier tree may have its command elsewhere
_COMMAND = """
try:
    from rajut.cli.app import main
except ImportError:
    from rajut.cli import main
main()
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one command, start and publishing included."""

    wall: float
    cpu: float

    def line(self, count: int) -> str:
        """What it says per document."""
        return (
            f"{self.wall:6.1f} s wall, {self.cpu:6.1f} s CPU, {count / self.wall:5.0f} documents a second, "
            f"{1000 * self.cpu / count:.2f} ms CPU each"
        )


def run(tree: Path, archive: Path, out: Path) -> Spent:
    """One `rajut convert` of the tree."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)  # its workers outlive it by a moment; they count
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-c", _COMMAND, "convert", str(archive), "--out", str(out), "--jobs", "2", "--quiet"]
    done = subprocess.run(
        command, cwd=tree, env=os.environ | {"PYTHONPATH": str(tree)}, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    wall = time.monotonic() - began
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall, spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime)


def staging(folder: Path, rounds: int = 7, times: int = 50) -> float:
    """CPU milliseconds of checking and storing one small document, by itself, in a process that has done it before: the least of the
    rounds, which what else the machine does can only lengthen."""
    warm_up()
    text = write_document(folder / "one.md", 7).read_bytes()
    result = convert_source(read_sample()[0].source, text, ConvertOptions())
    stage_result(result, folder)
    spent = [0.0] * rounds
    for number in range(rounds * times):
        for staged in (folder / PRIVATE / DOCUMENTS).iterdir():
            staged.unlink()  # some file systems write out at once what takes the place of an older file
        began = time.process_time()
        stage_result(result, folder)
        spent[number // times] += time.process_time() - began
    return 1000 * min(spent) / times


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        print(f"staging one small document: {staging(base / 'staged'):.2f} ms CPU", flush=True)
        for number in range(given.count):
            write_document(base / "archive" / f"{number:05}.md", number)
        trees = {"now": ROOT}
        if given.before:
            trees = {"before": base / "before"} | trees
            subprocess.run(["git", "worktree", "add", "--detach", "-q", trees["before"], given.before], cwd=ROOT, check=True)
        try:
            _compare(trees, base, given.count, given.rounds)
        finally:
            if given.before:
                subprocess.run(["git", "worktree", "remove", "--force", trees["before"]], cwd=ROOT, check=False)


def _compare(trees: dict[str, Path], base: Path, count: int, rounds: int) -> None:
    for _ in range(rounds):
        first: dict[str, Spent] = {}
        for name, tree in trees.items():
            out = base / f"out-{name}"
            first[name] = run(tree, base / "archive", out)
            print(f"{name:7} first run  {first[name].line(count)}", flush=True)
            print(f"{name:7} rerun      {run(tree, base / 'archive', out).line(count)}", flush=True)
            shutil.rmtree(out)
        if len(first) == 2:
            old, new = first["before"], first["now"]
            print(
                f"throughput {old.wall / new.wall:.2f} times in wall clock, {old.cpu / new.cpu:.2f} times in CPU", flush=True
            )


if __name__ == "__main__":
    main()
