"""The grammar of one value cell: which numbers, bounds, ranges, predicates or sentinels it can be.

Nothing is decided here. Where a separator is open ("4.500") both readings are listed, where digits are split by white space
("10 9") the joined readings stand beside the pieces. `normalize.numbers.read` decides with the other cells of the table.

Digits are ASCII digits only: other scripts are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from normalize.figures.amount import Amount, Scanner, take_amount
from normalize.figures.numerals import JoinProof, Numeral, numeral_to_readings, pieces_to_proof
from normalize.repair import fold
from normalize.words.money import CURRENCIES, CURRENCY_SIGN
from normalize.words.periods import UNTIL
from normalize.words.quantities import BOUND_WORDS, CATEGORY, NIL, ZERO_WORDS
from schemas.decision import Sign
from schemas.lexicon import lexicon, words_to_either
from schemas.observation import Comparator

ShapeKind = Literal[
    "number", "bound", "range", "category", "nil", "blank", "text", "split", "composite", "malformed", "letters"
]

LONGEST = 1000  # characters; no value is longer, and a cell of 100,000 characters costs one comparison


@dataclass(frozen=True, slots=True)
class CellShape:
    """What one cell can be.

    `numerals` are the readings of the number (of the lower end for a range), best known first only by convention, never by
    likelihood; `highs` those of the upper end. `factor` is a scale word's ("juta" = 1000000). `pieces` are the printed runs of a
    split number, `join` says what in the print itself proves that they are one. `parts` are the members of a composite cell, or the
    lines of a split number, should they be several.
    `clean` is the text that the reading rests on (marks dropped, signs undoubled, pieces joined), and `codes` say which of
    these happened. `doubts` are codes of things that weaken the reading.
    """

    kind: ShapeKind
    text: str
    reason: str
    numerals: tuple[Numeral, ...] = ()
    highs: tuple[Numeral, ...] = ()
    comparator: Comparator | None = None
    unit: str | None = None
    percent: bool = False
    money: bool = False
    category: str | None = None
    factor: Decimal = Decimal(1)
    pieces: tuple[str, ...] = ()
    line_break: bool = False
    join: JoinProof | None = None
    parts: tuple[CellShape, ...] = ()
    clean: str = ""
    codes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_PLAIN = re.compile(r"[0-9]{1,15}")
_SEPARATED = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,15}){1,9}%?")
_SIGN_ALONE = re.compile(rf"^[ \t]*({CURRENCY_SIGN})[ \t]*\n(?=[ \t]*\d)", re.IGNORECASE | re.MULTILINE)
_BEFORE_DIGITS = " \t-+(.≥≤<>=" + "".join({sign for word in CURRENCIES for sign in word + word.upper() if sign != " "})
_DIGITS_ONLY = re.compile(r"[0-9][0-9.,]*")
_DIGITS_FIRST = re.compile(r"[0-9.,]*[0-9]")
_BOUND_SIGNS: dict[str, Comparator] = {
    "≥": ">=", "≧": ">=", ">=": ">=", "=>": ">=", "≤": "<=", "≦": "<=", "<=": "<=", "=<": "<=", ">": ">", "<": "<",
}  # fmt: skip
_BOUND = re.compile(r"(?:≥|≧|>\s?=|=\s?>|≤|≦|<\s?=|=\s?<|>|<)\s*")
_BOUND_WORD = re.compile(rf"{words_to_either(map(re.escape, BOUND_WORDS))}\.?\s+(?=\S)", re.IGNORECASE)
_RANGE = re.compile(rf"-\s*|\s+-\s+|\s*(?:{UNTIL}|~|≤|<\s?=|<)\s*", re.IGNORECASE)
_AND = lexicon().either("quantities.and")
_PART = re.compile(
    rf"(?<!\s)\s*(?:[/;|](?!\s?1(?:0{{3,6}}|0{{0,2}}[.,]000)\s+[^\W\d_])|\b{_AND}\b)\s*(?=(?:≥|≤|>|<|=|{CURRENCY_SIGN}|[-(])*\s*\.?\s*[0-9])",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"([^()]{1,60}?)\s*\(([^()]*[0-9][^()]*)\)")
_OF_YEAR = re.compile(r"(?:19[5-9]|20[0-9])[0-9](?:\s?[/-]\s?(?:20)?[0-9]{2})?")
_DATE = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})")
_LETTERS = re.compile(r"(?:[0-9]|[OolI](?=[0-9.,OolI]*[0-9]))[0-9OolISB.,]*|[OolI]+[.,][0-9OolI]+")
_LETTER_DIGITS = str.maketrans("OolISB", "001158")


def text_to_shape(raw: str) -> CellShape:
    """What the cell's text can be. Never raises; what has no number, bound, predicate or sentinel in it is `text`."""
    if len(raw) > LONGEST:
        text = fold(raw)
        if len(text) > LONGEST:
            return CellShape("text", text, f"longer than {LONGEST} characters", clean=text)
        raw = text
    return _short_to_shape(raw)


@lru_cache(maxsize=1 << 15)
def _short_to_shape(raw: str) -> CellShape:
    text = fold(raw)
    if not text:
        return CellShape("blank", text, "nothing printed", clean=text)
    if _PLAIN.fullmatch(text):
        return _plain(text)
    if _DATE.fullmatch(text) and "0" in text:
        return CellShape("text", text, "a date", clean=text)
    if _SEPARATED.fullmatch(text):
        return _separated(text)
    if NIL.fullmatch(text):
        return CellShape("nil", text, "a sign for no value", clean=text)
    if CATEGORY.fullmatch(text):
        return CellShape("category", text, "a predicate", category=text, clean=text)
    if text.casefold() in ZERO_WORDS:
        return CellShape(
            "number", text, "zero in words", (Numeral(Decimal(0), "plain", 0, Sign("number_zero_in_words")),), clean=text
        )
    return _letters(text) or _numeric(raw, text) or CellShape("text", text, "no number alone", clean=text)


def _plain(text: str) -> CellShape:
    doubts = ("number-leading-zero",) if len(text) > 1 and text[0] == "0" else ()
    if doubts and len(text) > 3:
        return CellShape("text", text, "a code: digits with a zero in front", clean=text)
    return CellShape("number", text, "digits only", numeral_to_readings(text), clean=text, doubts=doubts)


def _separated(text: str) -> CellShape:
    """The way that most numbers are written: digits, separators, maybe a percent sign."""
    percent = text[-1] == "%"
    numerals = numeral_to_readings(text[:-1] if percent else text)
    if all(numeral.convention == "irregular" for numeral in numerals):
        return CellShape("malformed", text, "separators at impossible places", numerals, percent=percent, clean=text)
    return CellShape("number", text, "a number", numerals, unit="%" if percent else None, percent=percent, clean=text)


def _numeric(raw: str, text: str) -> CellShape | None:
    """The shape of a cell that is made of numbers, None if it is not."""
    several = _several(text)
    if several is not None:
        return several
    stacked = _stacked(raw, text)
    if stacked is not None:
        return stacked
    scanner = Scanner(text.translate(_INVISIBLE).translate(_DASHES) if not text.isascii() else text)
    shape = _bounded(scanner)
    if shape is None:
        return None
    if not shape.pieces:
        return replace(shape, text=text, clean=fold(shape.clean) if shape.codes else text)
    lines = [line for line in raw.splitlines() if line.strip()]
    return replace(
        shape,
        text=text,
        clean=fold(shape.clean),
        line_break=len(lines) > 1,
        join=pieces_to_proof(shape.pieces, len(lines) > 1),
        parts=tuple(map(_short_to_shape, lines)) if len(lines) > 1 else (),
    )


def _several(text: str) -> CellShape | None:
    """Several values on one line: "80 / Rp 1.000.000", "30 orang (15%)". One number and a predicate are one value ("B / 72,5")."""
    bracketed = _IN_BRACKETS.fullmatch(text)
    parts = [bracketed[1], bracketed[2]] if bracketed is not None else _PART.split(text)
    if len(parts) < 2:
        return None
    shapes = tuple(map(_short_to_shape, parts))
    if bracketed is not None and _OF_YEAR.fullmatch(bracketed[2]) and shapes[0].kind in ("number", "bound"):
        return replace(shapes[0], text=text, clean=text, reason="a number")
    if any(shape.kind in ("text", "blank", "composite", "letters") for shape in shapes):
        return None
    if bracketed is not None and shapes[0].kind == "nil":
        return None  # "Rp (1.000.000)"
    numbers = [shape for shape in shapes if shape.kind != "category"]
    if len(numbers) == 1 and len(shapes) == 2 and numbers[0].kind == "number" and not numbers[0].codes:
        category = next(shape.category for shape in shapes if shape.kind == "category")
        return replace(numbers[0], text=text, clean=text, category=category)
    return CellShape("composite", text, f"{len(shapes)} values in one cell", parts=shapes, clean=text)


def _stacked(raw: str, text: str) -> CellShape | None:
    """Values of several rows in one cell ("358 / 278 / - / 80"): each line is a value, and joined they would be none."""
    lines = [line for line in _SIGN_ALONE.sub(r"\1 ", raw).splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    shapes = tuple(map(_short_to_shape, lines))
    if any(shape.kind not in ("number", "nil", "bound") or shape.doubts for shape in shapes):
        return None
    if not any(shape.kind == "number" for shape in shapes) or _may_be_one(lines):
        return None
    return CellShape("composite", text, f"{len(shapes)} values below each other", parts=shapes, clean=text)


def _may_be_one(lines: list[str]) -> bool:
    """True when the lines are one number with its sign before and its unit behind, broken anywhere."""
    runs = [lines[0].lstrip(_BEFORE_DIGITS), *lines[1:]]
    last = _DIGITS_FIRST.match(runs[-1].lstrip())
    if last is None or not all(_DIGITS_ONLY.fullmatch(run.strip()) for run in runs[:-1]):
        return False
    joined = "".join(run.strip() for run in runs[:-1]) + last.group()
    return any(n.convention != "irregular" for n in numeral_to_readings(joined))


def _bounded(scanner: Scanner) -> CellShape | None:
    comparator = _take_bound(scanner)
    if comparator and CATEGORY.fullmatch(scanner.rest):
        return CellShape(
            "category", "", "a bound on a predicate", comparator=comparator, category=scanner.rest, clean=scanner.text
        )
    prefix = scanner.text[: scanner.at]
    low = take_amount(scanner)
    if low is None:
        return None
    if not scanner.rest:
        return _amount_to_shape(low, comparator or low.comparator, prefix)
    if comparator or not scanner.take(_RANGE):
        return None
    second = _take_bound(scanner)
    high = take_amount(scanner)
    if high is None or scanner.rest or (second and second in (">", ">=")):
        return None
    return _range_to_shape(low, high, scanner.text)


def _take_bound(scanner: Scanner) -> Comparator | None:
    match = scanner.take(_BOUND)
    if match:
        return _BOUND_SIGNS["".join(match.group().split())]
    match = scanner.take(_BOUND_WORD)
    return BOUND_WORDS[fold(match.group()).rstrip(".").casefold()] if match else None


def _amount_to_shape(amount: Amount, comparator: Comparator | None, prefix: str) -> CellShape:
    kind: ShapeKind = "bound" if comparator and comparator != "=" else "number"
    reason = "a number"
    split = len(amount.pieces) > 1
    if split:
        kind, reason = "split", "digits split by white space"
    elif all(n.convention == "irregular" for n in amount.numerals):
        kind, reason = "malformed", "separators at impossible places"
    return CellShape(
        kind,
        "",
        reason,
        amount.numerals,
        comparator=comparator,
        unit=amount.unit,
        percent=amount.percent,
        money=amount.money,
        category=amount.category,
        factor=amount.factor,
        pieces=amount.pieces if split else (),
        clean=prefix + amount.clean,
        codes=tuple(dict.fromkeys(amount.codes)),
        doubts=tuple(dict.fromkeys(amount.doubts)),
    )


def _range_to_shape(low: Amount, high: Amount, text: str) -> CellShape:
    open_ended = len(low.pieces) > 1 or len(high.pieces) > 1 or not low.numerals or not high.numerals
    if open_ended or "number-leading-zero" in low.doubts:
        return CellShape("malformed", "", "a range with an open end", clean=text)
    return CellShape(
        "range",
        "",
        "two ends",
        low.numerals,
        high.numerals,
        "range",
        unit=high.unit or low.unit,
        percent=low.percent or high.percent,
        money=low.money or high.money,
        category=high.category or low.category,
        factor=high.factor if low.factor == 1 else low.factor,
        clean=text,
        doubts=tuple(dict.fromkeys((*low.doubts, *high.doubts))),
    )


def _letters(text: str) -> CellShape | None:
    """Digits with letters among them that scanners take for digits ("2O", "l2"); None when they are not like that."""
    body = text.rstrip("% ")
    if not _LETTERS.fullmatch(body) or body.isdigit():
        return None
    repaired = body.translate(_LETTER_DIGITS)
    letters = sum(1 for a, b in zip(body, repaired, strict=True) if a != b)
    digits = sum(c.isdigit() for c in body)
    if not letters or letters > digits + 1:
        return None
    numerals = numeral_to_readings(repaired) if repaired[0].isdigit() and repaired[-1].isdigit() else ()
    if not numerals:
        return None
    percent = "%" in text
    return CellShape(
        "letters", text, "letters among digits", numerals, unit="%" if percent else None, percent=percent,
        clean=repaired + text[len(body) :], codes=("letter-in-number",),
    )  # fmt: skip
