"""Files of corrections: read whole or not at all, written so that a crash leaves the old file or the new one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from schemas.correction import (
    CORRECTIONS,
    NO_CORRECTIONS,
    Correction,
    Corrections,
    Problem,
    corrections_to_csv,
    csv_to_corrections,
    items_to_agreed,
)
from schemas.errors import UnwritableError, UsageError

_LARGEST = 64 * 2**20
_MOST_TOLD = 5


def load_corrections(path: Path) -> Corrections:
    """The answers in the file. Raises UsageError "file-missing", and "corrections-invalid" with the lines of what cannot be taken: a
    file of answers counts whole or not at all."""
    corrections, problems = read_corrections(path)
    if problems:
        raise UsageError("corrections-invalid", name=str(path), detail=problems_to_text(problems))
    return corrections


def corrections_beside(out: Path) -> Corrections:
    """The answers kept in a dataset's folder; none when there is no file."""
    path = out / CORRECTIONS
    return load_corrections(path) if path.is_file() else NO_CORRECTIONS


def read_corrections(path: Path) -> tuple[Corrections, tuple[Problem, ...]]:
    """The answers that can be taken, and every line that cannot. Raises UsageError "file-missing" or "corrections-invalid" for what is
    no file of text."""
    if not path.is_file():
        raise UsageError("file-missing", name=str(path))
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST:
            raise UsageError("corrections-invalid", name=str(path), detail=f"the file is larger than {_LARGEST} bytes")
        return csv_to_corrections(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError("corrections-invalid", name=str(path), detail=f"it is not UTF-8: {error}") from error
    except OSError as error:
        raise UsageError("file-unreadable", name=str(path), detail=error.strerror or str(error)) from error


def problems_to_text(problems: Sequence[Problem], unit: str = "line", language: str = "en") -> str:
    """The first problems with their lines ("line" of a text, "row" of a sheet), in one sentence in "en" or "id"."""
    if language == "id":
        told = [f"baris {problem.line}: {problem.id}" for problem in problems[:_MOST_TOLD]]
    else:
        told = [f"{unit} {problem.line}: {problem.en}" for problem in problems[:_MOST_TOLD]]
    more = len(problems) - len(told)
    rest = f"; dan {more} lagi" if language == "id" else f"; and {more} more"
    return "; ".join(told) + (rest if more > 0 else "")


def merge_corrections(files: Sequence[tuple[str, Corrections]]) -> Corrections:
    """All answers of several files. Raises UsageError "corrections-invalid" where two files answer one decision differently, with the
    files and lines of both."""
    items: list[Correction] = []
    names: dict[tuple[str, str], list[str]] = {}
    for name, corrections in files:
        for item in corrections:
            items.append(item)
            names.setdefault(item.key, []).append(f"{name} line {item.line}: '{item.after}'")
    merged, problems = items_to_agreed(items)
    if problems:
        lost = {item.key for item in items} - {item.key for item in merged}
        told = [f"{key[1]} of {key[0]} ({' ≠ '.join(names[key])})" for key in sorted(lost)[:_MOST_TOLD]]
        raise UsageError("corrections-invalid", name=files[-1][0], detail="; ".join(told))
    return merged


def save_corrections(path: Path, corrections: Corrections) -> None:
    """Writes the file in one step: after a crash it holds what it held, or this. Raises UnwritableError."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.write(corrections_to_csv(corrections).encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise UnwritableError("output-unwritable", name=str(path), detail=error.strerror or str(error)) from error
    finally:
        partial.unlink(missing_ok=True)
