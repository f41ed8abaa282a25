"""Where an imported nomenclature is kept: one CSV with level and name in the user's data folder."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from schemas.errors import UnwritableError, UsageError
from schemas.nomenclature import Nomenclature, text_to_nomenclature

_FILE = "nomenclature.csv"
_MOST_BYTES = 64 * 2**20


def data_folder() -> Path:
    """$RAJUT_DATA, else $XDG_DATA_HOME/rajut, else ~/.local/share/rajut."""
    if own := os.environ.get("RAJUT_DATA"):
        return Path(own)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "rajut"


def import_nomenclature(file: Path) -> int:
    """Checks the CSV file and keeps its levels and names; the number of names. Replaces what was imported before.

    Raises UsageError for a missing file, ProfileError for one without the needed columns, UnwritableError.
    """
    if not file.is_file():
        raise UsageError("file-missing", name=str(file))
    if file.stat().st_size > _MOST_BYTES:
        raise UsageError("document-too-large", name=str(file), detail=f"{_MOST_BYTES // 2**20} MiB")
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    known = text_to_nomenclature(text, str(file))
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\n")
    writer.writerow(("level", "name"))
    rows = csv.DictReader(io.StringIO(text))
    writer.writerows(sorted({((row["level"] or "").strip(), (row["name"] or "").strip()) for row in rows}))
    target = data_folder() / _FILE
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        partial.write_text(kept.getvalue(), encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        raise UnwritableError("output-unwritable", name=str(target), detail=error.strerror or str(error)) from error
    return len(known.levels)


@dataclass(frozen=True, slots=True)
class NomenclatureFile:
    """An imported nomenclature by path and content hash; small enough to go to every worker with the options. The hash is part of the
    options' fingerprint, so that a new import reads documents again."""

    path: Path = field(repr=False)
    sha256: str


def imported_nomenclature() -> NomenclatureFile | None:
    """What was imported; None when nothing was."""
    path = data_folder() / _FILE
    if not path.is_file():
        return None
    return NomenclatureFile(path, hashlib.sha256(path.read_bytes()).hexdigest())


@cache
def load_nomenclature(file: NomenclatureFile | None) -> Nomenclature:
    """The names in the file, read once per process; an empty nomenclature for None."""
    if file is None:
        return Nomenclature()
    return text_to_nomenclature(file.path.read_text(encoding="utf-8"), str(file.path))
