"""What a command hands to its user: JSON on stdout, files where they were asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rajut.printable import visible, visible_json


def print_json(content: Any) -> None:
    """Prints on stdout; letters beyond ASCII as they are."""
    import json

    _write(visible_json(json.dumps(content, ensure_ascii=False, indent=1)) + "\n", error=False)


def show(text: str, *, error: bool = False, nl: bool = True) -> None:
    """Prints on stdout or stderr. Whatever a document wrote into the text, it cannot command the terminal."""
    _write(visible(text) + ("\n" if nl else ""), error=error)


def _write(text: str, *, error: bool) -> None:
    """At once, so that what goes wrong and what was made stand in their order."""
    stream = sys.stderr if error else sys.stdout
    stream.write(text)
    stream.flush()


def write_bytes(path: Path, content: bytes) -> None:
    """Raises UnwritableError "output-unwritable"."""
    from schemas.errors import UnwritableError

    try:
        path.write_bytes(content)
    except OSError as error:
        raise UnwritableError("output-unwritable", name=str(path), detail=error.strerror or str(error)) from error


def refuse_ending(name: str, path: Path, endings: Sequence[str]) -> None:
    """Raises UsageError "value-invalid" for a file to write whose name ends in none of these."""
    from schemas.errors import UsageError

    if path.suffix.lower() not in endings:
        listed = ", ".join(endings)
        wanted = {"wanted_en": f"a name that ends in {listed}", "wanted_id": f"nama yang berakhiran {listed}"}
        raise UsageError("value-invalid", name=name, found=path.name, **wanted)
