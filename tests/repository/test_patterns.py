"""Every regular expression of the product: no text, however nasty, may take it more time than the text is long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_time_of_every_pattern_grows_with_the_text_and_no_faster() -> None:
    """Each is asked, in the ways in which the code asks it, of texts that repeat what it likes; four times the text may take eight
    times the CPU time, no more. Patterns that are asked of short texts only are measured at the longest of them."""
    command = [sys.executable, str(ROOT / "tests" / "pattern_times.py")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=290)
    told = json.loads(done.stdout)
    assert told["patterns"] > 350  # lists of words are joined to one pattern each
    assert told["slow"] == []
