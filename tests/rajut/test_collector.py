"""The command and its workers collect as seldom."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

from rajut import __main__ as command
from rajut.collector import collect_seldom
from rajut.workers.isolate import Done, Limits, Workers

SELDOM = (100_000, 20, 50)


def thresholds(_: int) -> tuple[int, int, int]:
    return gc.get_threshold()


@pytest.fixture(autouse=True)
def _as_before() -> object:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_a_document_is_not_looked_at_again_and_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither where the command reads itself, nor in its workers."""
    collect_seldom()
    assert gc.get_threshold() == SELDOM
    gc.set_threshold(700, 10, 10)
    monkeypatch.setattr(sys, "argv", ["rajut", "version"])
    command.main()
    assert gc.get_threshold() == SELDOM
    waiting, ended = [1], []
    with Workers(thresholds, 1, Limits(60, 512 * 2**20), tmp_path) as workers:
        while waiting or workers.running:
            if waiting and workers.free:
                workers.submit(waiting.pop())
            ended += workers.wait()
    assert [done.value for done in ended if isinstance(done, Done)] == [SELDOM]
