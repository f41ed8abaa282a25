"""Lines of "key : value" above a table: "Sasaran : Meningkatnya ...", written in one block, in two blocks on one line, or as a small
table of two or three columns.

Only known keys count, and only where the key stands alone before its value: a sentence that begins with "Program" is no key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from normalize.repair import fold
from normalize.words.measures import title_to_measures
from normalize.words.periods import text_to_period_shape
from normalize.words.plan_codes import text_to_leading_code
from schemas.lexicon import lexicon
from schemas.provenance import CellRef
from schemas.table import Cell, Fragment, TextBlock

ContextField = Literal[
    "vision",
    "mission",
    "goal",
    "objective",
    "program",
    "activity",
    "sub_activity",
    "indicator",
    "unit",
    "responsible",
    "location",
]

RANKS: dict[ContextField, int] = {
    "vision": 0, "mission": 1, "goal": 2, "objective": 3, "program": 5, "activity": 6, "sub_activity": 7, "indicator": 8, "unit": 9,
    "responsible": 9, "location": 9,
}  # fmt: skip
_LEXICON = lexicon()
_NUMBER = rf"(?:\s*(?:{_LEXICON.either('plan.order_mark')}\s*-?\s*)?[0-9IVX]{{1,3}}(?:[.][0-9]+)*\.?)?"
_NUMBERED = frozenset({"mission", "goal", "objective", "program", "activity", "sub_activity", "indicator"})
_KEYS: tuple[tuple[ContextField, str], ...] = tuple(
    (field, f"{_LEXICON.either(f'plan.keys/{field}')}{_NUMBER if field in _NUMBERED else ''}") for field in RANKS
)
_ALONE = tuple((field, re.compile(rf"^{pattern}\s*:?$", re.IGNORECASE)) for field, pattern in _KEYS)
_LINE = tuple(
    (field, re.compile(rf"^{pattern}\s*:\s*(?P<value>\S.*)$", re.IGNORECASE | re.DOTALL)) for field, pattern in _KEYS
)
_CODED = frozenset({"program", "activity", "sub_activity"})
_TITLED = frozenset({"indicator", "unit"})
_PROGRAM = re.compile(rf"{_LEXICON.either('plan.level_word', 'plan.program')}\b", re.IGNORECASE)
_PROGRAM_NUMBER = re.compile(rf"{_LEXICON.either('plan.program')}\s+[0-9]{{1,2}}\s*:", re.IGNORECASE)
_SAME_LINE = 3.0  # points between the tops of two blocks on one line
_LONGEST_VALUE = 400
_FORM_LINES = 3  # lines with a colon in the head of a form


@dataclass(frozen=True, slots=True)
class KeyValue:
    """One key with its value as printed. `blocks` are indices of text blocks, `cells` the cells of a table, that it was read from;
    the value last; `text` is key and value for people."""

    field: ContextField
    value: str
    text: str
    blocks: tuple[int, ...] = ()
    cells: tuple[CellRef, ...] = ()


def text_to_field(text: str) -> ContextField | None:
    """The field that a text names when it is a key and nothing else; None for other texts."""
    folded = fold(text)
    return next((field for field, pattern in _ALONE if pattern.match(folded)), None) if len(folded) <= 40 else None


def text_to_key_value(text: str) -> tuple[ContextField, str] | None:
    """Field and value of "Key : value"; None for other texts, titles that begin like that, and values of more than 400 characters."""
    folded = fold(text)
    for field, pattern in _LINE:
        match = pattern.match(folded)
        if match is not None and len(match["value"]) <= _LONGEST_VALUE:
            return None if field in _TITLED and _is_title(match["value"]) else (field, _named(field, match))
    return None


def _named(field: ContextField, match: re.Match[str]) -> str:
    """The value, without the code that a plan prints before it ("2.09.03 Program ..."); the whole line where the number of a programme is a
    part of its name ("Programme 2: Transport Infrastructure")."""
    value = match["value"]
    if field in _CODED and (parted := text_to_leading_code(value)) is not None:
        return parted[1]
    numbered = field == "program" and _PROGRAM_NUMBER.match(match.string) is not None
    return match.string if numbered and _PROGRAM.match(value) is None else value


def _is_title(value: str) -> bool:
    """True for words that name a measure and a year ("annual and quarterly targets 2025/26"): a title whose first word is a key."""
    period = text_to_period_shape(value)
    return period is not None and period.year is not None and bool(title_to_measures(value))


def text_without_key(text: str) -> str:
    """The name behind "Program : ..." or "Sasaran 1.2 : ...", however long; the text itself where no key of the plan stands before it."""
    folded = fold(text)
    for field, pattern in _LINE:
        if field in _NUMBERED and (match := pattern.match(folded)) is not None:
            return _named(field, match)
    return text


def blocks_to_key_values(blocks: Sequence[TextBlock | Fragment]) -> dict[int, tuple[KeyValue, ...]]:
    """Block index -> what it says as key : value. A key block and the value block on its line are booked under the key's index."""
    found: dict[int, tuple[KeyValue, ...]] = {}
    for at, block in enumerate(blocks):
        values = (
            fragment_to_key_values(block)
            if isinstance(block, Fragment)
            else _lines_to_key_values(block, at) or _pair_to_key_values(blocks, at)
        )
        if values:
            found[at] = values
    return found


def _lines_to_key_values(block: TextBlock, at: int) -> tuple[KeyValue, ...]:
    """Each line that starts with a key; a line without one goes on with the value before it."""
    found: list[KeyValue] = []
    for line in block.text.splitlines():
        read = text_to_key_value(line)
        if read is not None:
            found.append(KeyValue(read[0], read[1], fold(line), (at,)))
        elif found and fold(line) and len(found[-1].value) + len(line) < _LONGEST_VALUE:
            last = found[-1]
            found[-1] = KeyValue(last.field, fold(f"{last.value} {line}"), fold(f"{last.text} {line}"), (at,))
        elif fold(line):
            return ()
    return tuple(found)


def _pair_to_key_values(blocks: Sequence[TextBlock | Fragment], at: int) -> tuple[KeyValue, ...]:
    key = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if not isinstance(key, TextBlock) or not isinstance(following, TextBlock) or key.box is None or following.box is None:
        return ()
    field = text_to_field(key.text)
    beside = (
        key.page == following.page and abs(key.box.top - following.box.top) <= _SAME_LINE and following.box.x0 > key.box.x0
    )
    value = fold(following.text).lstrip(": ").strip()
    if field is None or not beside or not value or len(value) > _LONGEST_VALUE or text_to_field(value) is not None:
        return ()
    return (KeyValue(field, value, f"{fold(key.text)} : {value}", (at, at + 1)),)


def fragment_to_key_values(fragment: Fragment) -> tuple[KeyValue, ...]:
    """What a small table of keys and values says; () for any other table.

    It has two or three columns, each printed row is a known key with one value (a colon between them may have a cell), most keys are
    known, and there are two rows at least, or one with a colon. Or it is the head of a form: titles, then nothing but lines with a
    colon, among them the programme or what lies below it, and at the end the title of what follows.
    """
    if not 2 <= fragment.columns <= 3 or fragment.rows > 15:
        return ()
    rows = [[cell for cell in fragment.cells if cell.row == row and fold(cell.text)] for row in range(fragment.rows)]
    rows = [printed for printed in rows if printed]
    read = [_row_to_key_value(fragment, printed) for printed in rows]
    found = tuple(one for one in read if one is not None)
    with_colon = [_has_colon(printed) for printed in rows]
    colons = sum(with_colon)
    known = len(found) * 10 >= len(rows) * 7
    if found and known and (colons == len(rows) or (len(rows) >= 2 and colons * 2 >= len(rows))):
        return found
    if colons < _FORM_LINES or not any(one.field in _CODED for one in found):
        return ()
    first, after = with_colon.index(True), len(rows) - with_colon[::-1].index(True)
    return found if colons == after - first and all(len(printed) == 1 for printed in rows[after:]) else ()


def _has_colon(printed: Sequence[Cell]) -> bool:
    return any(fold(cell.text)[:1] == ":" or fold(cell.text).endswith(":") for cell in printed[:2])


def title_to_key_values(fragment: Fragment) -> tuple[KeyValue, ...]:
    """What the one text of a table's first row says as key : value, where it stands over all columns; () where it says nothing so."""
    printed = [cell for cell in fragment.cells if cell.row == 0 and fold(cell.text)]
    if len(printed) != 1 or fragment.columns < 2 or fragment.rows < 2:
        return ()
    read = text_to_key_value(printed[0].text)
    # no cell: the name is a part of its text, and what names a cell must be its whole text after the repairs
    return (KeyValue(read[0], read[1], fold(printed[0].text)),) if read is not None else ()


def _row_to_key_value(fragment: Fragment, printed: Sequence[Cell]) -> KeyValue | None:
    field = text_to_field(printed[0].text)
    values = [cell for cell in printed[1:] if fold(cell.text) != ":"]
    if field is None or len(values) != 1:
        return None
    value = fold(values[0].text).lstrip(": ").strip()
    if field in _CODED and (parted := text_to_leading_code(value)) is not None:
        value = parted[1]
    refs = (fragment.cell_ref(printed[0]), fragment.cell_ref(values[0]))
    return KeyValue(field, value, f"{fold(printed[0].text)} : {value}", cells=refs) if value else None
