"""The promises of docs/reliability.md, each tried at length: `make night`, or some of its parts.

    python -m benchmarks.night [--only fuzz kills ...] [--log FILE]

Parts run one after the other, each in processes of its own under a limit of address space. Prints what each says as soon as it says it,
how long it took, and at the end which ones broke; exit status 1 when one did. About forty minutes on two cores that do nothing else.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ADDRESS_SPACE = 12 * 2**30  # a part that runs wild must not take the machine with it
_LINES = 6
PARTS: dict[str, list[list[str]]] = {
    # in four runs, so that a night that is cut short leaves figures; two seconds of reading took twenty on a machine that did other things
    "fuzz": [["benchmarks/fuzz.py", "--count", "5000", "--seed", str(seed), "--timeout", "120"] for seed in range(16, 20)],
    "kills": [
        ["benchmarks/soak.py", "--kills", "700", "--seed", "16"],
        ["tests/rajut/publish/kill.py", "--kills", "300", "--seed", "16"],
    ],
    "hostile": [["-m", "benchmarks.hostile_files"]],
    "flips": [["-m", "benchmarks.damage", "flips"]],
    "disk": [["-m", "benchmarks.damage", "disk"]],
    "clock": [["-m", "benchmarks.damage", "clock"]],
    "two": [["-m", "benchmarks.damage", "two"]],
    "store": [["-m", "benchmarks.unreliable_store"]],
    "cluster": [["-m", "pytest", "-q", "-n", "0", "tests/rajut/workers/test_dask.py"]],
}


def run(name: str, tell: Callable[[str], None]) -> bool:
    """Whether every promise of one part held; what its commands say is told as each ends."""
    held, began = True, time.monotonic()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RAJUT_CLUSTER": "1"}
    tell(f"== {name}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    for arguments in PARTS[name]:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            preexec_fn=limit_address_space,
        )
        lines = [line for line in done.stdout.strip().splitlines() if line.strip()]
        broken = [line for line in lines[:-_LINES] if line.startswith(("BROKEN", "FAILED"))]
        tell("\n".join((*broken, *lines[-_LINES:])))
        held = held and done.returncode == 0
    seconds, load = time.monotonic() - began, os.getloadavg()[0]
    tell(f"{name}: {'held' if held else 'BROKEN'}, {seconds:.0f} s, load {load:.1f}\n")
    return held


def limit_address_space(most: int = ADDRESS_SPACE) -> None:
    """Of this process and all that it starts, in bytes; a limit that is lower already stays."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> int:
    """Runs the parts; 1 when one broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--log", type=Path, default=ROOT / "output" / "night.txt")
    given = parser.parse_args()
    given.log.parent.mkdir(parents=True, exist_ok=True)

    def tell(text: str) -> None:
        print(text, flush=True)
        with given.log.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")

    broken = [name for name in given.only if not run(name, tell)]
    print(f"broken: {', '.join(broken)}" if broken else "every promise held")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
