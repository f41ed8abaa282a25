"""The answers of an Excel file that `rajut export --review` wrote, as corrections."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rajut.dataset.review_sheet import ANSWER, KEYS, NOTE
from rajut.seen.questions import typed_to_answers
from schemas.answer import text_to_answer
from schemas.correction import Correction, Corrections, Problem, correction_to_problem, items_to_agreed
from schemas.errors import EngineError, UsageError

_RIGHT = frozenset({"ok", "right", "benar", "ya", "yes", "betul", "✔", "v"})
_WRONG = frozenset({"wrong", "salah", "no", "tidak", "✗", "x"})
_LARGEST = 200 * 2**20


@dataclass(frozen=True, slots=True)
class SheetAnswers:
    """The answers of a file and the rows that cannot be taken, with their numbers in the sheet."""

    corrections: Corrections
    problems: tuple[Problem, ...]


def sheet_to_answers(path: Path, who: str, when: str) -> SheetAnswers:
    """Each filled row as a correction signed by `who` at `when`. "ok", "benar" confirm what was read; "salah", "wrong" say of a value that
    something about it is wrong; a number is a number whatever its format; anything else is read as it would be at the desk.

    Raises UsageError "file-missing", "corrections-invalid" for what is no such file, EngineError without openpyxl.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ModuleNotFoundError as error:
        raise EngineError("engine-missing", name="openpyxl", extra="xlsx") from error
    if not path.is_file():
        raise UsageError("file-missing", name=str(path))
    if path.stat().st_size > _LARGEST:
        raise UsageError("corrections-invalid", name=str(path), detail=f"the file is larger than {_LARGEST} bytes")
    found: list[Correction] = []
    problems: list[Problem] = []
    known = False
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            for item in _rows_to_items(sheet, who, when):
                known = True
                if isinstance(item, Problem):
                    problems.append(item)
                elif item is not None:
                    found.append(item)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UsageError("corrections-invalid", name=str(path), detail=f"it is no Excel file: {error}") from error
    if not known:
        raise UsageError("corrections-invalid", name=str(path), detail="no sheet of it came from rajut export --review")
    agreed, contradictions = items_to_agreed(found)
    return SheetAnswers(agreed, (*problems, *contradictions))


def _rows_to_items(sheet: Any, who: str, when: str) -> Iterator[Correction | Problem | None]:
    """For each row its answer, None where it has none; nothing for a sheet of something else."""
    rows = sheet.iter_rows()
    head = [str(cell.value) if cell.value is not None else "" for cell in next(rows, ())]
    if not set(KEYS) <= set(head) or not set(ANSWER) & set(head):
        return
    at = {name: head.index(name) for name in KEYS}
    answer = next(head.index(name) for name in ANSWER if name in head)
    note = next((head.index(name) for name in NOTE if name in head), -1)
    name_at = 0
    for number, row in enumerate(rows, 2):
        cells = [*map(_cell_to_value, row), *[None] * (len(head) - len(row))]
        if cells[answer] is None or str(cells[answer]).strip() == "":
            yield None
            continue
        keys = {name: str(cells[place] or "") for name, place in at.items()}
        why = str(cells[note] or "") if note >= 0 else ""
        signed = {"source_name": str(cells[name_at] or ""), "who": who, "when": when, "why": why}
        yield _row_to_item(number, keys, cells[answer], signed)


def _row_to_item(number: int, keys: Mapping[str, str], said: object, signed: Mapping[str, str]) -> Correction | Problem:
    decision = keys["decision"]
    kind, _, place = decision.partition(":")
    text = _said_to_text(said)
    after = [text]
    if text.casefold() in _RIGHT:
        after = [keys["before"]]
    elif text.casefold() in _WRONG and kind == "value":
        decision, after = f"check:{place}", ["wrong"]
    elif not isinstance(said, int | float):
        after = list(typed_to_answers(kind, text))
    if not after:
        return Problem(number, f"'{text}' is no answer to {decision}", f"'{text}' bukan jawaban untuk {decision}")
    if len(after) > 1:
        return Problem(
            number,
            f"'{text}' is text and can be {' or '.join(after)}; write the one that is meant as a number",
            f"'{text}' adalah teks dan bisa berarti {' atau '.join(after)}; tulis yang dimaksud sebagai angka",
        )
    try:
        text_to_answer(decision.partition(":")[0], after[0])
    except ValueError as error:
        return Problem(number, f"{decision}: {error}", f"{decision}: jawaban tidak sah ({error})")
    names = {"document_id": keys["document_id"], "read": keys["read"], "before": keys["before"]}
    item = Correction(decision=decision, after=after[0], line=number, **names, **signed)
    return correction_to_problem(item) or item


def _cell_to_value(cell: Any) -> Any:
    """What the cell says; a percentage as it is shown, 98.45 and not 0.9845."""
    value = cell.value
    if isinstance(value, int | float) and "%" in str(getattr(cell, "number_format", "")):
        return float(Decimal(repr(value)) * 100)
    return value


def _said_to_text(said: object) -> str:
    if isinstance(said, bool):
        return "ok" if said else "wrong"
    if isinstance(said, float):
        return f"{Decimal(repr(said)):f}".removesuffix(".0")
    return str(said).strip()
