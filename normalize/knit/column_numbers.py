"""Rows that number the columns: "(1) (2) (3)", "1 2 3 8 = (7/6)", "1 2 3 - - 4 8a 8b 9".

They hold no figures of the plan. What tells them from a row of small figures is that the columns of names are numbered too, that the
numbers run on, and that a formula names other numbers of the row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.text.look import text_to_shape
from schemas.logical import GridRow, PlacedCell

_HIGHEST = 99
_FEWEST = 3
_MANY = 5
_DENSE = 0.6
_MOST_GAPS = 1 / 3
_PLAIN = re.compile(r"^[(\[]?(\d{1,2})([a-z]?)[)\]]?$", re.IGNORECASE)
_OPERAND = r"[(\[]*\d{1,3}(?:[a-z](?![a-z]))?[)\]]*%?"
_FORMULA = re.compile(rf"^[(\[]?(\d{{1,2}})([a-z]?)[)\]]?=((?:{_OPERAND}[-+*/:x×]?)+)[)\]]*$", re.IGNORECASE)
_LETTER = re.compile(r"^\(?([a-z])[).]?$", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


@dataclass(frozen=True, slots=True)
class ColumnNumber:
    """The number over one column, the letter behind it ("8a"), whether brackets enclose it, and the numbers that its formula names
    ("8 = (7/6)" names 7 and 6)."""

    number: int
    letter: str = ""
    bracketed: bool = False
    named: tuple[int, ...] = ()


@lru_cache(maxsize=1 << 14)  # every step that looks for a head asks it of the same cells
def text_to_numbering(text: str) -> ColumnNumber | None:
    """The column number that the text prints, alone or with the formula of its column; None for anything else. A number that a narrow
    column broke ("(1 0)") is one."""
    joined = "".join(text.split()).translate(_DASHES)
    if (plain := _PLAIN.match(joined)) is not None:
        return ColumnNumber(int(plain[1]), plain[2].casefold(), "(" in joined)
    formula = _FORMULA.match(joined)
    if formula is None or not any(sign in formula[3] for sign in "+-*/:x×X"):
        return None
    named = tuple(number for n in _NUMBERS.findall(formula[3]) if (number := int(n)) <= _HIGHEST)
    return ColumnNumber(int(formula[1]), formula[2].casefold(), "(" in joined, named)


def is_column_number_row(row: GridRow) -> bool:
    """True for a row of at least three column numbers and nothing else, or of at least four letters from a on ("a | b | d | e").

    They ascend from 1 or 2 with gaps allowed, or count anew from 1 in each group of columns; two neighbours may be swapped where all
    columns are numbered, dashes may stand among many, and a formula that names other numbers of the row proves it.
    """
    printed = row.printed
    if len(printed) < _FEWEST or any(_is_words(cell) for cell in printed):
        return False
    if _is_lettered(row):
        return True
    texts = [text for cell in printed for text in _cell_to_texts(cell)]
    found = [text_to_numbering(text) for text in texts]
    known = [number for number in found if number is not None]
    gaps = [text for text, number in zip(texts, found, strict=True) if number is None]
    if len(known) < _FEWEST or any(text_to_shape(text) != "nil" and set(text.strip()) != {"_"} for text in gaps):
        return False
    numbers = [one.number for one in known]
    if any(one.named and set(one.named) <= set(numbers) for one in known):
        return _ascend(known) and len(gaps) <= _MOST_GAPS * len(found)
    if gaps:
        return len(known) >= _MANY and len(gaps) <= _MOST_GAPS * len(found) and _ascend(known) and numbers[0] <= 2
    if any(one.letter for one in known):
        return _ascend(known) and numbers[0] <= 2 and not all(one.letter for one in known)
    return _counts(row, known, numbers) or _counts_swapped(row, numbers)


def _is_words(cell: PlacedCell) -> bool:
    """True for a text that begins with a letter and is longer than a letter in brackets: no number, no formula, no dash."""
    return cell.shape == "text" and cell.text.lstrip()[:1].isalpha() and len(cell.text.strip()) > _FEWEST


def _cell_to_texts(cell: PlacedCell) -> list[str]:
    """The text of the cell; a cell over several columns without a rule between them may hold the number of each ("1 2")."""
    parts = cell.text.split()
    each = 1 < len(parts) <= cell.column_span and all(_PLAIN.match(part) for part in parts)
    return parts if each else [cell.text]


def _is_lettered(row: GridRow) -> bool:
    """True for single letters from a on over most of the columns, none left out twice in a row."""
    letters = [match[1].casefold() for cell in row.printed if (match := _LETTER.match("".join(cell.text.split()))) is not None]
    if len(letters) < len(row.printed) or len(letters) <= _FEWEST or len(letters) < _DENSE * len(row.anchors):
        return False
    steps = [ord(b) - ord(a) for a, b in itertools.pairwise(letters)]
    return letters[0] == "a" and all(0 < step <= _FEWEST for step in steps)


def _ascend(known: Sequence[ColumnNumber]) -> bool:
    """True when they ascend by small steps, those with letters in the order of their letters."""
    steps = [(b.number - a.number, a, b) for a, b in itertools.pairwise(known)]
    return all(0 < step <= _FEWEST or (step == 0 and a.letter < b.letter) for step, a, b in steps)


def _counts(row: GridRow, known: Sequence[ColumnNumber], numbers: Sequence[int]) -> bool:
    steps = [b - a for a, b in itertools.pairwise(numbers)]
    dense = all(one.bracketed for one in known) or len(known) >= _DENSE * len(row.anchors)
    if all(step == 1 or b == 1 for step, b in zip(steps, numbers[1:], strict=True)) and numbers[0] == 1:
        return len(known) >= _MANY or all(step == 1 for step in steps) or dense
    return all(step > 0 for step in steps) and numbers[0] <= 2 and numbers[-1] - numbers[0] < 2 * len(known) + 2 and dense


def _counts_swapped(row: GridRow, numbers: Sequence[int]) -> bool:
    """True when each column is numbered, 1 to the last, and two neighbours are swapped ("1 2 4 3")."""
    places = [number - at for at, number in enumerate(numbers, 1) if number != at]
    every = len(numbers) == len(row.anchors) > _FEWEST and sorted(numbers) == list(range(1, len(numbers) + 1))
    return every and places == [1, -1] and numbers[0] == 1
