"""Where the private corpus lies: beside the checkout, or where RAJUT_SHARED says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_file(relative: str) -> Path:
    """The file of the corpus; skips the calling test, saying so, where the corpus is absent."""
    declared = os.environ.get("RAJUT_SHARED")
    folders = [Path(declared)] if declared else [parent / "shared" for parent in Path(__file__).resolve().parents]
    found = next((folder / relative for folder in folders if (folder / relative).exists()), None)
    if found is None:
        pytest.skip(f"private corpus not there: shared/{relative}")
    return found
