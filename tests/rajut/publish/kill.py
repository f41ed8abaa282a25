"""Kills a publishing run again and again, with a reader watching: `python tests/rajut/publish/kill.py --kills 300` (make kill-tests).

Two sets of documents take turns in one folder. Half of the kills come at a random time, half exactly before or after a random step
on the disk (a rename or a sync), where a crash hurts most. After each kill the folder must hold one of the two sets, whole, without
any repair; and what the reader opened must never have been half a file. The seed of a run is printed and can be given again.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

import pyarrow.parquet as pq

from rajut.dataset.verify import verify_dataset
from rajut.publish.commit import dataset_path, read_snapshot
from rajut.publish.output_folder import PublishOptions, publish_results
from rajut.publish.recover import file_sha256
from rajut.stage.folder_names import PRIVATE
from schemas.contracts.catalog import TABLES, arrow_schema
from schemas.result import DocumentResult
from tests.rajut.publish.documents import TARGETS, make_result

MANY = tuple((f"Program {number}", f"Indikator {number}", "%", ("1", "2", "")) for number in range(40))
SETS: dict[str, list[DocumentResult]] = {
    "old": [make_result(f"{name}.pdf", name, MANY) for name in "abcd"],
    "new": [make_result("a.pdf", "a changed", TARGETS), *(make_result(f"{name}.pdf", name, MANY) for name in "cdef")],
}

for _table in TABLES:  # a forked child inherits what the first look at the contract imports
    arrow_schema(_table)


def publish_set(name: str, out: Path) -> None:
    results = SETS[name]
    publish_results(
        results, out, PublishOptions(keep=frozenset(result.source.source_name for result in results), wait_seconds=60)
    )


def publish_and_die(name: str, out: Path, step: int) -> None:
    """Publishes, and dies at the given step on the disk: even numbers before it, odd ones after."""
    count = 0

    def deadly(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if 2 * count == step:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = function(*arguments, **options)
            if 2 * count + 1 == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return call

    for owner, attribute in (
        (os, "fsync"),
        (Path, "rename"),
        (Path, "replace"),
        (Path, "rmdir"),
        (Path, "unlink"),
        (Path, "mkdir"),
    ):
        setattr(owner, attribute, deadly(getattr(owner, attribute)))
    publish_set(name, out)
    Path(out / PRIVATE / "steps").write_text(str(count), encoding="utf-8")


def watch(out: Path, stop: Any, answers: Any) -> None:
    """Reads every file over and over; tells how often, and what was broken."""
    reads, whole, broken = 0, 0, []
    while not stop.is_set():
        for path in sorted(out.glob("*.parquet")):
            try:
                with path.open("rb") as file:  # given a path, pyarrow opens the file twice, and can meet two files
                    pq.read_table(file)
            except FileNotFoundError:
                broken.append(f"{path.name} was missing")
            except Exception as error:
                broken.append(f"{path.name}: {error}")
            reads += 1
        time.sleep(0.05)
        try:
            whole += set_name(out) is not None
        except Exception as error:
            broken.append(f"snapshot: {error}")
    answers.put((reads, whole, broken))


def set_name(out: Path) -> str | None:
    """Hash of the snapshot when every file is the one that it lists; None for a set in the middle of its change."""
    snapshot = read_snapshot(out)
    for name, entry in snapshot["files"].items():
        if file_sha256(dataset_path(out, name)) != entry["sha256"]:
            return None
    return json.dumps(snapshot["files"], sort_keys=True)


def kill_at_random_time(process: BaseProcess, generator: random.Random, longest: float) -> None:
    process.start()
    process.join(generator.uniform(0, longest))
    if process.is_alive() and process.pid:
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def run(kills: int, seed: int, out: Path) -> dict[str, Any]:
    """Does it, and returns the counts. Raises AssertionError at the first broken promise."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["rajut.publish.output_folder", "tests.rajut.publish.kill"])
    generator = random.Random(seed)
    expected = {}
    for name in SETS:
        alone = out.with_name(f"{out.name}-{name}")
        publish_set(name, alone)
        expected[set_name(alone)] = name
    publish_set("old", out)
    first = context.Process(target=publish_and_die, args=("new", out, -1))
    began = time.monotonic()
    first.start()
    first.join()
    longest = (time.monotonic() - began) * 1.1
    steps = int((out / PRIVATE / "steps").read_text(encoding="utf-8")) * 2 + 2
    stop, answers = context.Event(), context.Queue()
    reader = context.Process(target=watch, args=(out, stop, answers))
    reader.start()
    seen: Counter[str] = Counter()
    held: str | None = "new"
    try:
        for number in range(kills):
            wanted = "old" if held == "new" else "new"
            if generator.random() < 0.5:
                kill_at_random_time(context.Process(target=publish_set, args=(wanted, out)), generator, longest)
                seen["at a random time"] += 1
            else:
                process = context.Process(target=publish_and_die, args=(wanted, out, generator.randrange(2, steps)))
                process.start()
                process.join()
                seen["at a step on the disk"] += 1
                seen["killed there"] += process.exitcode == -signal.SIGKILL
            held = expected.get(set_name(out))
            assert held is not None, f"kill {number} (seed {seed}) left a set that is neither the old nor the new one"
            seen[f"left the {'new' if held == wanted else 'old'} set"] += 1
            seen["in the middle of a commit"] += (out / PRIVATE / "commit").exists()
            if number % 25 == 0:
                assert verify_dataset(out).ok
    finally:
        stop.set()
        reads, whole, broken = answers.get(timeout=60)
        reader.join()
    assert not broken, broken[:3]
    publish_set("new", out)
    assert expected[set_name(out)] == "new"
    assert verify_dataset(out).ok
    left = sorted(path.name for path in (out / PRIVATE).rglob("*") if path.is_file() and path.suffix != ".staged")
    assert set(left) <= {"lock", "settled.json", "steps"}, f"left behind: {left}"
    return dict(seen) | {"reads": reads, "whole sets read": whole}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="rajut-kill-"))
    sys.stdout.write(f"seed {arguments.seed}\n")
    try:
        counts = run(arguments.kills, arguments.seed, folder / "out")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for name, count in counts.items():
        sys.stdout.write(f"{count:8} {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
