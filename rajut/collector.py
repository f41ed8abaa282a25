"""How often Python looks for objects that only hold each other: seldom, in the command as in its workers."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Sets it for this process. What is loaded stays, as a document does, which is hundreds of thousands of objects: looking at them again
    and again is a tenth of a start and a quarter of a reading."""
    gc.set_threshold(100_000, 20, 50)
