"""The command line in this process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import rajut.cli.app
from tests.rajut.cli.runs import Ended, Run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the command in this process, as `rajut ARGUMENTS` in an empty folder would."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAJUT_DATA", str(tmp_path / "data"))

    def call(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["rajut", *map(str, arguments)])
        code = 0
        try:
            rajut.cli.app.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return call
