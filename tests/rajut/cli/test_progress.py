"""What somebody at a terminal sees of a run."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from tests.rajut.batch.corpus import write_archive

ROOT = Path(__file__).resolve().parents[3]
_MARKS = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


def on_terminal(arguments: list[str]) -> str:
    """What the command writes to a terminal, without colours and movements of the cursor."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from rajut.cli.app import main; main()", *arguments]
    environment = os.environ | {"COLUMNS": "120", "TERM": "xterm"}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # Linux ends a terminal without writers so
        while piece := os.read(ours, 65_536):
            seen += piece
    os.close(ours)
    assert process.wait() == 0
    return _MARKS.sub(b"", seen).decode()


def test_a_terminal_shows_how_many_how_fast_how_they_ended_and_how_long_it_will_take(tmp_path: Path) -> None:
    """Done and total, documents a second, counts per status, time left."""
    archive = write_archive(tmp_path / "archive", 5)
    shown = on_terminal(["convert", str(archive), "--out", str(tmp_path / "out"), "--jobs", "2"])
    assert re.search(r"5/5 \d+\.\d/s ok 5 \d:\d\d:\d\d", shown)
