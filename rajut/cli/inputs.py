"""What people write where a document is asked for: quoted patterns, `-` for standard input, web addresses that are refused."""

from __future__ import annotations

import glob
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import UsageError

STDIN = Path("-")
_WEB = re.compile(r"^(?P<scheme>https?|ftp):/+(?P<rest>.*)$", re.IGNORECASE)
_WILD = re.compile(r"[*?\[]")


@contextmanager
def written_inputs(inputs: Sequence[Path]) -> Iterator[list[Path]]:
    """The paths that are meant: patterns that a shell left alone are looked up, `-` is a file that holds what comes on standard input
    until the block ends. Raises UsageError "address-refused", "glob-empty" or "input-empty"."""
    with tempfile.TemporaryDirectory(prefix="rajut-") as folder:
        found: list[Path] = []
        for path in inputs:
            refuse_web(path)
            if path == STDIN:
                found.append(_read_stdin(Path(folder)))
            elif _WILD.search(str(path)) and not path.exists() and ":/" not in str(path):
                matches = sorted(map(Path, glob.glob(str(path), recursive=True)))  # noqa: PTH207  a pattern may begin anywhere
                if not matches:
                    raise UsageError("glob-empty", name=str(path))
                found += matches
            else:
                found.append(path)
        yield found


def refuse_web(path: Path) -> None:
    """Raises UsageError "address-refused" for https:// and its like."""
    match = _WEB.match(str(path))
    if match is not None:
        raise UsageError("address-refused", name=f"{match['scheme']}://{match['rest']}")


def _read_stdin(folder: Path) -> Path:
    content = sys.stdin.buffer.read()
    if not content:
        raise UsageError("input-empty", name="-")
    path = folder / "stdin"
    path.write_bytes(content)
    return path
