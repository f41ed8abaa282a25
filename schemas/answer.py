"""What a person may answer about a decision: the text that stands in `before` and `after` of a correction, and its meaning.

    value    4500 · -12.5 · 4.5 x 1000000 · >= 80 · 3 .. 5 · category BB · nil · text · ambiguous
    column   measure=target; year=2021 · role=indicator · scale=1000000; unit=Rp      (what is not named stays as read)
    level    activity · sub_activity under p2/t1/r3c0
    join     joined · apart             row     data · group · total · note · furniture (each a row of its own)
                                                · joined (to the row above) · several (one for each line of its cells) · one
    header   3                          stub     2 (the column that names the rows, from 0)
    grid     first · aligned · pdfplumber 0.11.8 (whose grid it is, as `rajut explain` names it; "first" keeps the reader's own)
    numbers  id · us                    (1.000,5 · 1,000.5)
    table    none · accepted · box=72,90,520,700; columns=140,300; rows=120,150
    label, unit, program, source        free text
    check    right · wrong

A number has a point as decimal sign and no other mark, whatever the language of the document; it is the *printed* number, which
the scale of its column multiplies. `x` and a factor replace that scale.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

from schemas.logical import ColumnRole
from schemas.observation import Comparator, Level, Measure, PeriodKind, Revision, ValueStatus

CorrectionKind = Literal[
    "value", "label", "unit", "column", "level", "join", "header", "row", "table", "program", "source", "check", "grid", "stub",
    "numbers",
]  # fmt: skip
JoinAnswer = Literal["joined", "apart"]
RowAnswer = Literal["data", "group", "total", "note", "furniture", "joined", "several", "one"]
CheckAnswer = Literal["right", "wrong"]
NumbersAnswer = Literal["id", "us"]
FIRST_GRID = "first"
"""The answer that keeps the reader's own grid of a region."""

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_PLAIN = re.compile(rf"^({_NUMBER})(?:\s+x\s+({_NUMBER}))?$")
_BOUND = re.compile(rf"^(>=|<=|>|<)\s*({_NUMBER})(?:\s+x\s+({_NUMBER}))?$")
_RANGE = re.compile(rf"^({_NUMBER})\s*\.\.\s*({_NUMBER})(?:\s+x\s+({_NUMBER}))?$")
_CATEGORY = re.compile(r"^category\s+(\S.*)$", re.DOTALL)
_PART = re.compile(r";\s*(?=[a-z_]+=)")
_LEVEL = re.compile(r"^([a-z_]+)(?:\s+under\s+((?:p[1-9]\d*|d)/t[1-9]\d*/r\d+c\d+))?$")
_STUB = re.compile(r"^\d{1,3}$")
_HEADER_ROWS = re.compile(r"^[0-9]$")
_WORDS: tuple[ValueStatus, ...] = ("nil", "text", "ambiguous", "blank")
MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """A value as a person reads it. Numbers are as printed; `scale` is the factor that the person gave, None for the column's."""

    status: ValueStatus
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator | None = None
    category: str | None = None
    scale: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ColumnAnswer:
    """What a column holds. None leaves as read; `cleared` names what was set to "none"."""

    role: ColumnRole | None = None
    measure: Measure | None = None
    revision: Revision | None = None
    period_kind: PeriodKind | None = None
    year: int | None = None
    subperiod: int | None = None
    scale: Decimal | None = None
    unit: str | None = None
    cleared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LevelAnswer:
    """The level of a row and the row that it lies under, by its first printed cell ("p2/t1/r3c0"), if the person said."""

    level: Level
    under: str | None = None


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """`none`: no table; `accepted`: its grid is right; `drawn`: in this box (points from the top left of the upright page), with these
    inner column and row edges; no inner row edges leave the rows to the lines of text."""

    kind: Literal["none", "accepted", "drawn"]
    box: tuple[float, float, float, float] | None = None
    columns: tuple[float, ...] = ()
    rows: tuple[float, ...] = ()


Answer = ValueAnswer | ColumnAnswer | LevelAnswer | TableAnswer | int | str


def text_to_answer(kind: str, text: str) -> Answer:
    """The meaning of an answer to a decision of this kind. Raises ValueError with a sentence that says what is expected."""
    parse = _PARSERS.get(kind)
    if parse is None:
        raise ValueError(f"'{kind}' is no kind of decision; known are {', '.join(_PARSERS)}")
    return parse(text.strip())


def text_to_value(text: str) -> ValueAnswer:
    """The value that the text says. Raises ValueError."""
    if text in _WORDS:
        return ValueAnswer(text)
    if match := _PLAIN.match(text):
        return ValueAnswer("number", _number(match[1]), comparator="=", scale=_scale(match[2]))
    if match := _BOUND.match(text):
        number = _number(match[2])
        low, high = (number, None) if match[1] in (">=", ">") else (None, number)
        return ValueAnswer("bound", number, low, high, match[1], scale=_scale(match[3]))  # type: ignore[arg-type]
    if match := _RANGE.match(text):
        low, high = _number(match[1]), _number(match[2])
        if low > high:
            raise ValueError(f"the range '{text}' runs backwards")
        return ValueAnswer("range", None, low, high, comparator="range", scale=_scale(match[3]))
    if match := _CATEGORY.match(text):
        return ValueAnswer("category", category=match[1].strip())
    raise ValueError(
        f"'{text}' is no value; write a number with a point as decimal sign (4500, 98.45), >= 80, 3 .. 5, 'category BB', "
        "nil, text or ambiguous"
    )


def value_to_text(answer: ValueAnswer) -> str:
    """The text that `text_to_value` reads."""
    factor = "" if answer.scale is None else f" x {_plain(answer.scale)}"
    if answer.status == "number" and answer.number is not None:
        return _plain(answer.number) + factor
    if answer.status == "bound" and answer.number is not None:
        return f"{answer.comparator} {_plain(answer.number)}{factor}"
    if answer.status == "range" and answer.low is not None and answer.high is not None:
        return f"{_plain(answer.low)} .. {_plain(answer.high)}{factor}"
    return f"category {answer.category}" if answer.status == "category" else answer.status


def text_to_column(text: str) -> ColumnAnswer:
    """What the text says of a column. Raises ValueError."""
    given: dict[str, object] = {}
    cleared: set[str] = set()
    for name, value in _pairs(text):
        if name not in _COLUMN_FIELDS:
            raise ValueError(f"'{name}' is nothing that a column has; known are {', '.join(_COLUMN_FIELDS)}")
        if name in given or name in cleared:
            raise ValueError(f"'{name}' is given twice")
        if value == "none" and name not in {"role", "period_kind"}:
            cleared.add(name)
        else:
            given[name] = _COLUMN_FIELDS[name](value)
    if not given and not cleared:
        raise ValueError("nothing is said about the column; write for example 'measure=target; year=2021'")
    return ColumnAnswer(**given, cleared=frozenset(cleared))  # type: ignore[arg-type]


def column_to_text(answer: ColumnAnswer) -> str:
    """The text that `text_to_column` reads, fields in their fixed order."""
    parts = []
    for name in _COLUMN_FIELDS:
        value = getattr(answer, name)
        if name in answer.cleared:
            parts.append(f"{name}=none")
        elif value is not None:
            parts.append(f"{name}={_plain(value) if isinstance(value, Decimal) else value}")
    return "; ".join(parts)


def text_to_level(text: str) -> LevelAnswer:
    """The level that the text names. Raises ValueError."""
    match = _LEVEL.match(text)
    if match is None or match[1] not in get_args(Level):
        raise ValueError(
            f"'{text}' is no level; write one of {', '.join(get_args(Level))}, if you like with 'under p2/t1/r3c0'"
        )
    return LevelAnswer(match[1], match[2])  # type: ignore[arg-type]


def text_to_table(text: str) -> TableAnswer:
    """What the text says of a table. Raises ValueError."""
    if text in ("none", "accepted"):
        return TableAnswer(text)  # type: ignore[arg-type]
    given = dict(_pairs(text))
    if not {"box"} <= given.keys() <= {"box", "columns", "rows"}:
        raise ValueError(
            f"'{text}' says nothing about a table; write none, accepted or box=left,top,right,bottom; columns=..."
        )
    box = _numbers(given["box"])
    if len(box) != 4 or box[0] >= box[2] or box[1] >= box[3]:
        raise ValueError(f"'{given['box']}' is no box; write left,top,right,bottom in points")
    columns, rows = _numbers(given.get("columns", "")), _numbers(given.get("rows", ""))
    for edges, low, high in ((columns, box[0], box[2]), (rows, box[1], box[3])):
        if list(edges) != sorted(set(edges)) or (edges and not low < edges[0] <= edges[-1] < high):
            raise ValueError(f"the edges {edges} must ascend and lie inside the box")
    return TableAnswer("drawn", (box[0], box[1], box[2], box[3]), columns, rows)


def table_to_text(answer: TableAnswer) -> str:
    """The text that `text_to_table` reads; points to one tenth."""
    if answer.kind != "drawn":
        return answer.kind
    parts = {"box": answer.box or (), "columns": answer.columns, "rows": answer.rows}
    return "; ".join(f"{name}={','.join(f'{at:.1f}' for at in edges)}" for name, edges in parts.items() if edges)


def level_to_text(answer: LevelAnswer) -> str:
    """The text that `text_to_level` reads."""
    return answer.level if answer.under is None else f"{answer.level} under {answer.under}"


def answer_to_text(answer: Answer) -> str:
    """The text that `text_to_answer` reads, in its one canonical form."""
    match answer:
        case ValueAnswer():
            return value_to_text(answer)
        case ColumnAnswer():
            return column_to_text(answer)
        case LevelAnswer():
            return level_to_text(answer)
        case TableAnswer():
            return table_to_text(answer)
        case _:
            return str(answer)


def _text_to_rows(text: str) -> int:
    if not _HEADER_ROWS.match(text):
        raise ValueError(f"'{text}' is no number of header rows; write 0 to 9")
    return int(text)


def _text_to_stub(text: str) -> int:
    if not _STUB.match(text):
        raise ValueError(f"'{text}' is no column; write its number, counted from 0")
    return int(text)


def _text_to_text(text: str) -> str:
    if not text:
        raise ValueError("the answer is empty")
    return text


def _one_of(literal: object) -> Callable[[str], str]:
    allowed = get_args(literal)

    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"'{text}' is not one of {', '.join(allowed)}")
        return text

    return parse


def _year(text: str) -> int:
    if not re.fullmatch(r"(?:19|20|21)\d\d", text):
        raise ValueError(f"'{text}' is no year")
    return int(text)


def _subperiod(text: str) -> int:
    if not re.fullmatch(r"[1-9]|1[0-2]", text):
        raise ValueError(f"'{text}' is no number of a quarter, semester or month")
    return int(text)


def _positive(text: str) -> Decimal:
    number = _number(text)
    if number <= 0:
        raise ValueError(f"the scale '{text}' must be greater than 0")
    return number


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"'{text}' is no number") from None
    if len(number.as_tuple().digits) > MOST_DIGITS or not number.is_finite():
        raise ValueError(f"'{text[:50]}' has too many digits")
    return number


def _scale(text: str | None) -> Decimal | None:
    return None if text is None else _positive(text)


def _numbers(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(_number(part.strip())) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError(f"'{text}' is no list of numbers") from None


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = [part.partition("=") for part in _PART.split(text) if part.strip()]
    if any(not sign for _, sign, _ in parts):
        raise ValueError(f"'{text}' is not of the form 'name=value; name=value'")
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_COLUMN_FIELDS: Mapping[str, Callable[[str], object]] = {
    "role": _one_of(ColumnRole),
    "measure": _one_of(Measure),
    "revision": _one_of(Revision),
    "period_kind": _one_of(PeriodKind),
    "year": _year,
    "subperiod": _subperiod,
    "scale": _positive,
    "unit": _text_to_text,
}

_PARSERS: Mapping[str, Callable[[str], Answer]] = {
    "value": text_to_value,
    "label": _text_to_text,
    "unit": _text_to_text,
    "column": text_to_column,
    "level": text_to_level,
    "join": _one_of(JoinAnswer),
    "header": _text_to_rows,
    "row": _one_of(RowAnswer),
    "table": text_to_table,
    "program": _text_to_text,
    "source": _text_to_text,
    "check": _one_of(CheckAnswer),
    "grid": _text_to_text,
    "stub": _text_to_stub,
    "numbers": _one_of(NumbersAnswer),
}
