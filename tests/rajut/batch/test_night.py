"""The parts of `make night` run, a little of each: what nobody starts for a month no longer starts."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.damage import flips
from benchmarks.hostile_kinds import KINDS, SIZES, write_files
from benchmarks.night import PARTS

ROOT = Path(__file__).parents[3]


def test_the_fuzzer_runs_as_it_is_called() -> None:
    command = [sys.executable, "benchmarks/fuzz.py", "--count", "3", "--jobs", "1", "--timeout", "120", "--seed", "1"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False, capture_output=True, text=True
    )
    assert "3 inputs in" in done.stdout, done.stderr[-500:]


def test_a_bit_flipped_at_each_stage(tmp_path: Path) -> None:
    assert flips(tmp_path, 5, seed=3) == []


def test_there_are_more_than_sixty_kinds_of_hostile_files(tmp_path: Path) -> None:
    assert len(KINDS) >= 60
    assert len(KINDS) * SIZES >= 300
    assert write_files(tmp_path / "in", 1, 12) == len(list((tmp_path / "in").iterdir())) == 12


def test_a_seed_makes_the_same_file_again() -> None:
    for name in ("truncated.pdf", "damaged.zip", "damaged package.docx"):
        one, other = (KINDS[name](2, random.Random(f"1 {name} 2")) for _ in range(2))
        assert (one == other) or name.endswith(".docx")  # a package tells when it was packed


@pytest.mark.parametrize("part", sorted(PARTS))
def test_what_a_part_calls_is_there(part: str) -> None:
    for call in PARTS[part]:
        path = ROOT / (call[1].replace(".", "/") + ".py") if call[0] == "-m" else ROOT / call[0]
        assert call[:2] == ["-m", "pytest"] or path.exists()
