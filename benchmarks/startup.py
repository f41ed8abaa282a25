"""How much processor time commands take before they do anything, as ratios to `python -c "import pyarrow"` in the same run.

    python -m benchmarks.startup [--repeats 5] [--json]

Whole processes are timed with all that they start: a worker and the server that it is forked from outlive the command by a moment and
become children of this process, which waits for them. Of several runs the fastest counts, since a neighbour on the machine only adds. A
ratio means the same on another machine. Modules are compiled once and kept, as in every installation, whatever the surroundings say
about byte code.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from rajut.publish.output_folder import publish_results
from tests.rajut.publish.documents import make_result

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "samples" / "documents" / "cascading-tirta-kencana.md"
YARDSTICK = "import pyarrow"
_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """From now on processes whose parent has ended become children of this one."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "workers cannot be timed on this system")


def wait_for_all() -> None:
    """Returns when no child is left."""
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def cpu_seconds(command: list[str]) -> float:
    """User and system time of one process and all that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, check=True, capture_output=True, env=environment)
    wait_for_all()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(repeats: int, scratch: Path) -> dict[str, float]:
    out = scratch / "out"
    publish_results([make_result()], out)
    rajut = [sys.executable, "-m", "rajut"]
    convert = [*rajut, "convert", str(SMALL), "-q", "--force", "--out", str(scratch / "converted")]
    commands = {
        YARDSTICK: [sys.executable, "-c", YARDSTICK],
        "version": [*rajut, "version"],
        "status": [*rajut, "status", str(out)],
        "tables": [*rajut, "tables", str(SMALL)],
        "tables of a PDF": [*rajut, "tables", str(SMALL.with_suffix(".pdf"))],
        "convert": convert,
        "convert -j 0": [*convert, "-j", "0"],
    }
    counts = {
        "total": 1,
        "done": 1,
        "skipped": 0,
        "counts": {"ok": 1},
        "elapsed": 1.0,
        "rate": 1.0,
        "eta": None,
        "running": [],
    }
    (out / ".rajut" / "progress.json").write_text(json.dumps({"state": "finished", **counts}))
    found: dict[str, float] = {}
    for _ in range(repeats):
        for name, command in commands.items():
            found[name] = min(found.get(name, float("inf")), cpu_seconds(command))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="rajut-startup-") as scratch:
        found = measure(arguments.repeats, Path(scratch))
    if arguments.json:
        print(json.dumps(found, indent=1))
        return 0
    for name, seconds in found.items():
        print(f"{name:16} {seconds:6.3f} s  {seconds / found[YARDSTICK]:5.2f} x {YARDSTICK}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
