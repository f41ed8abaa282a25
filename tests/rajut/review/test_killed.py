"""The desk's process is killed while answers come in: what it had said yes to is in the file."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs rajut[review]")
pytest.importorskip("httpx", reason="the test asks over HTTP")

import httpx

from rajut.reference.corrections_file import load_corrections
from schemas.correction import CORRECTIONS
from schemas.errors import ExitCode
from tests.rajut.review.desks import PLAN, convert

ROOT = Path(__file__).resolve().parents[3]
CELLS = [f"value:d/t1/r{row}c{column}" for row in range(1, 5) for column in (3, 4)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    source = tmp_path / "plan.md"
    source.write_text(PLAN, encoding="utf-8")
    convert(source, tmp_path / "out")
    return tmp_path / "out"


def open_desk(out: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from rajut.cli.app import main; main()", "review", str(out), "--no-browser", *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def address_of(desk: subprocess.Popen[str]) -> str:
    assert desk.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+/[\w-]+/", desk.stdout.readline())
    assert found is not None
    return found.group()


@pytest.mark.parametrize("after", [1, 4, 7])
def test_kill_9_loses_no_answer_that_was_taken(out: Path, after: int) -> None:
    """Every answer that the server acknowledged is in the file, which is whole, and the next desk opens with it."""
    desk = open_desk(out, "--who", "sari")
    address = address_of(desk)
    document = re.search(r"d/([0-9a-f]{16})/", httpx.get(address).text)
    assert document is not None
    taken = []
    with httpx.Client(headers={"Sec-Fetch-Site": "same-origin"}) as client:
        for decision in CELLS[:after]:
            form = {"document": document[1], "decision": decision, "after": "nil"}
            assert client.post(f"{address}answer", data=form).status_code == 303
            taken.append(decision)
        os.kill(desk.pid, signal.SIGKILL)
    desk.wait()
    assert sorted(item.decision for item in load_corrections(out / CORRECTIONS)) == sorted(taken)
    again = open_desk(out)
    assert f"({after})" in httpx.get(address_of(again)).text
    again.kill()
    again.wait()


def test_a_second_person_is_told_who_is_there(out: Path) -> None:
    """One person answers at a time; the next is told who it is, and may look."""
    first = open_desk(out, "--who", "sari")
    address_of(first)
    second = open_desk(out, "--who", "budi")
    _, told = second.communicate(timeout=60)
    assert (second.returncode, "reviewed by sari" in told) == (ExitCode.UNWRITABLE, True)
    looking = open_desk(out, "--read-only")
    assert httpx.get(address_of(looking)).status_code == 200
    for desk in (first, looking):
        desk.kill()
        desk.wait()
    third = open_desk(out)
    address_of(third)
    third.kill()
    third.wait()
