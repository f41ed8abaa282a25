"""What was seen on a page picture, kept on disk: recognising is the one step that takes seconds, and other options need no new look.

A file per page or picture: `<document_id>-<page>-<picture>-<what read it>.json.gz`, plain data, written whole or not at all. What read
it is a digest of the recogniser's parts and of the code of this room, so that nothing outlives the code that made it. A file that cannot
be read is as good as none.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from extract.scan.page import ScannedPage
from extract.scan.parts import installed_recogniser
from extract.scan.row_words import Mark, ScannedWord

_ARRAYS = ("rules", "flat", "fills", "fill_level")
MOST_BYTES = 64 * 2**20  # of a kept page, unpacked


def kept_page(folder: Path, sha256: str, number: int, part: int) -> ScannedPage | None:
    """The page, or a picture on it (`part` from 1, 0 for the whole page), as it was seen before; None where it was not, or where the file
    says nothing."""
    try:
        with gzip.open(_path(folder, sha256, number, part)) as file:
            content = file.read(MOST_BYTES + 1)
        return None if len(content) > MOST_BYTES else _to_page(json.loads(content))
    except (OSError, EOFError, ValueError, KeyError, TypeError, RecursionError):
        return None


def keep_page(folder: Path, sha256: str, number: int, part: int, page: ScannedPage) -> None:
    """Keeps the page or part; a folder that cannot be written keeps nothing, which costs only time."""
    path = _path(folder, sha256, number, part)
    content = asdict(replace(page, **{name: getattr(page, name).tolist() for name in _ARRAYS}))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".partial", delete=False) as file:
            file.write(gzip.compress(json.dumps(content).encode(), 6, mtime=0))
        Path(file.name).replace(path)
    except OSError:
        return


def _path(folder: Path, sha256: str, number: int, part: int) -> Path:
    return folder / f"{sha256[:16]}-{number}-{part}-{_reader_digest()}.json.gz"


@cache
def _reader_digest() -> str:
    """16 hex digits over the recogniser's parts and the code that reads with them."""
    digest = hashlib.sha256((installed_recogniser() or "").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _to_page(content: dict[str, Any]) -> ScannedPage:
    words = tuple(_to_word(word) for word in content.pop("words"))
    rules, fills = (np.array(content.pop(name), np.float32).reshape(-1, 4) for name in ("rules", "fills"))
    flat, level = np.array(content.pop("flat"), bool), np.array(content.pop("fill_level"), np.int32)
    if len(flat) != len(rules) or len(level) != len(fills):
        raise ValueError("a rule or a fill without its own")
    sag = tuple(float(low) for low in content.pop("sag"))
    return ScannedPage(words=words, sag=sag, rules=rules, flat=flat, fills=fills, fill_level=level, **content)


def _to_word(content: dict[str, Any]) -> ScannedWord:
    marks = tuple(
        Mark(mark["character"], mark["trust"], tuple((other, chance) for other, chance in mark["others"]), mark["x"])
        for mark in content.pop("marks")
    )
    x0, top, x1, bottom = content.pop("box")
    return ScannedWord(box=(x0, top, x1, bottom), marks=marks, **content)
