"""Random SIGKILLs of workers, runs and publishers while an archive is converted; the dataset must not notice.

    python benchmarks/soak.py --kills 1000 --seed 1

Half of the archive changes from round to round. In each round the real command is started again and again, and killed again and
again; then it is let go, and its files must be byte-identical to those of an undisturbed run. Exit status 1 when they are not, or
when a process or a temporary file is left over.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rajut.stage.folder_names import DOCUMENTS, PRIVATE
from tests.rajut.batch.corpus import dataset_bytes, write_document

ROOT = Path(__file__).resolve().parents[1]
# A killed run or publisher costs a start of some seconds, a killed worker a tenth of one: most kills are of workers.
_SHARES = {"worker": 60, "run": 2, "publisher": 2}
# Seconds within which the kill falls: reading takes a worker a twentieth of a second a document, publishing takes a run one or two.
_WAITS = {"worker": 0.15, "run": 3.0, "publisher": 1.5}
_COMMAND = "import sys; from rajut.cli.app import main; main()"


def write_round(archive: Path, count: int, variant: int) -> None:
    """The archive of a round: every second document depends on the variant."""
    for number in range(count):
        write_document(archive / str(2015 + number % 5) / f"renja-{number:04}.md", number + (number % 2) * variant * 10_000)


@dataclass(frozen=True, slots=True)
class Run:
    """The command, and when it was started."""

    process: subprocess.Popen[bytes]
    began: float


def start(archive: Path, out: Path) -> Run:
    """The command as a user gives it, in a process group of its own."""
    arguments = ["convert", str(archive), "--out", str(out), "--jobs", "2", "--timeout", "60", "--retry", "failed", "--quiet"]
    began = time.time()
    return Run(subprocess.Popen([sys.executable, "-c", _COMMAND, *arguments], cwd=ROOT, start_new_session=True), began)


def workers_of(run: int) -> list[int]:
    """Processes whose grandparent is the run: its fork server's children."""
    return [worker for server in children_of(run) for worker in children_of(server)]


def children_of(pid: int) -> list[int]:
    """What the kernel lists as children of the process; none when it is gone."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def state_of(out: Path, since: float) -> str:
    """What the progress file says, "" while it is older than `since`: then a run before wrote it."""
    path = out / PRIVATE / "progress.json"
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["state"]) if path.stat().st_mtime >= since else ""
    except (OSError, ValueError):
        return ""


def disturb(run: Run, out: Path, target: str, chance: random.Random) -> bool:
    """Waits for the target to be there, kills it at a random moment, and says whether it was hit."""
    deadline = time.monotonic() + 60
    while run.process.poll() is None and time.monotonic() < deadline and not _ready(run, out, target):
        time.sleep(0.005)
    time.sleep(chance.random() * _WAITS[target])
    if run.process.poll() is not None or not _ready(run, out, target):
        return False
    if target != "worker":
        run.process.kill()
        run.process.wait()
        return True
    workers = workers_of(run.process.pid)
    if not workers:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(chance.choice(workers), signal.SIGKILL)
        return True
    return False


def _ready(run: Run, out: Path, target: str) -> bool:
    if target == "publisher":
        return state_of(out, run.began) == "publishing"
    return bool(workers_of(run.process.pid))


def leftovers(out: Path) -> list[str]:
    """What a finished run must not leave: partial files, scratch folders, processes."""
    private = out / PRIVATE
    found = [str(path) for path in (private / DOCUMENTS).glob("*.partial")]
    found += [str(private / name) for name in ("run", "next", "commit") if (private / name).exists()]
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                found += [
                    f"process {folder.name}" for link in (folder / "fd").iterdir() if str(link.readlink()).startswith(str(out))
                ]
    return found


def main() -> int:
    """Runs the soak; 1 when a round differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--per-round", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    chance = random.Random(options.seed)
    kills: Counter[str] = Counter()
    rounds = bad = starts = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        archive, out = Path(folder) / "archive", Path(folder) / "out"
        expected = {}
        for variant in (0, 1):
            write_round(archive, options.documents, variant)
            if start(archive, Path(folder) / f"calm-{variant}").process.wait() != 0:
                raise SystemExit("the undisturbed run failed")
            expected[variant] = dataset_bytes(Path(folder) / f"calm-{variant}")
        while kills.total() < options.kills:
            write_round(archive, options.documents, rounds % 2)
            run, hits = start(archive, out), 0
            starts += 1
            while hits < options.per_round and kills.total() < options.kills:
                target = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
                if disturb(run, out, target, chance):
                    kills[target] += 1
                    hits += 1
                if run.process.poll() is not None:
                    if run.process.returncode == 0:
                        break
                    run = start(archive, out)
                    starts += 1
            run.process.wait()
            status = start(archive, out).process.wait()
            left = leftovers(out)
            if status != 0 or left or dataset_bytes(out) != expected[rounds % 2]:
                bad += 1
                print(f"round {rounds}: exit status {status}, left over {left}, kills so far {dict(kills)}", flush=True)
            rounds += 1
            print(f"round {rounds}: {dict(kills)}, {bad} differed, {time.monotonic() - began:.0f} s", flush=True)
    print(
        f"seed {options.seed}: {kills.total()} kills {dict(kills)} in {rounds} rounds, {starts} starts, {time.monotonic() - began:.0f} s"
    )
    print("every dataset byte-identical, nothing left over" if not bad else f"{bad} rounds differed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
