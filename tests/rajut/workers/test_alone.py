"""One call in a process of its own: what comes back, and what a call that misbehaves costs."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from pathlib import Path

import pytest

from rajut.workers.alone import call_alone
from rajut.workers.isolate import Limits
from schemas.errors import RajutError, UnreadableError


def double(number: int) -> int:
    return 2 * number


def refuse(name: str) -> None:
    raise UnreadableError("document-empty", name=name)


def fill(_: int) -> int:
    return len(b"x" * 2**30)


def crash(_: int) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def crash_once(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "second"


def test_without_limits_it_is_a_plain_call() -> None:
    assert call_alone(lambda number: 2 * number, 21, None, "a") == 42


def test_the_value_or_the_error_comes_back_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call_alone(
        double, 1, Limits(), "a"
    )  # multiprocessing makes a folder of its own once, and keeps it as long as this process lives
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert call_alone(double, 21, Limits(), "a") == 42
    with pytest.raises(UnreadableError, match="document-empty"):
        call_alone(refuse, "a", Limits(), "a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("function", "limits", "code"),
    [
        (time.sleep, Limits(seconds=0.3), "time-limit"),
        (fill, Limits(memory=64 * 2**20), "memory-limit"),
        (crash, Limits(), "worker-crashed"),
    ],
)
def test_what_misbehaves_costs_a_coded_error(function: object, limits: Limits, code: str) -> None:
    with pytest.raises(RajutError) as told:
        call_alone(function, 60, limits, "a.pdf")  # type: ignore[arg-type]
    assert told.value.code == code
    assert "'a.pdf'" in str(told.value)


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    assert call_alone(crash_once, tmp_path / "mark", Limits(), "a", (tmp_path,)) == "second"
