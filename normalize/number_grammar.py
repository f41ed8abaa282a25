"""The grammar of one value cell: which numbers, bounds, ranges, predicates or sentinels it can be.

Nothing is decided here. Where a separator is open ("4.500") both readings are listed, where digits are split by white space
("10 9") the joined readings stand beside the pieces. `normalize.numbers` decides with the other cells of the table.

Digits are ASCII digits only: other scripts are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from normalize.number_words import (
    BOUND_WORDS,
    CATEGORY,
    NIL,
    OPEN_SCALES,
    SCALE_WORDS,
    ZERO_WORDS,
    text_is_unit,
    unit_is_money,
)
from normalize.numerals import JoinProof, Numeral, numeral_to_readings, pieces_to_proof
from normalize.repair import fold
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
    split number, `join` says what in the print itself proves that they are one. `parts` are the members of a composite cell.
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
_BOUND_SIGNS: dict[str, Comparator] = {
    "≥": ">=", "≧": ">=", ">=": ">=", "=>": ">=", "≤": "<=", "≦": "<=", "<=": "<=", "=<": "<=", ">": ">", "<": "<",
}  # fmt: skip
_BOUND = re.compile(r"(?:≥|≧|>\s?=|=\s?>|≤|≦|<\s?=|=\s?<|>|<)\s*")
_BOUND_WORD = re.compile(
    rf"(?:{'|'.join(sorted(map(re.escape, BOUND_WORDS), key=len, reverse=True))})\.?\s+(?=\S)", re.IGNORECASE
)
_BOUND_AFTER = re.compile(r"(?:(ke ?atas|atau lebih|or more)|(ke ?bawah|atau kurang|or less))\b\.?", re.IGNORECASE)
_MONEY = re.compile(r"(?:Rp\s?\.?|IDR|US\s?\$|USD|\$|€|£)\s*(?=[-(+]?\s*[0-9.,(])", re.IGNORECASE)
_MONEY_NAMES = {"rp": "Rp", "idr": "Rp", "us$": "US$", "usd": "US$", "$": "$", "€": "€", "£": "£"}
_NUMBER = re.compile(r"[0-9](?:[0-9.,\s]*[0-9])?|[.,][0-9]+")
_ENDING = re.compile(r",\s?[-=]+|\.\s?-+(?![0-9])")
_PERCENT = re.compile(r"\s*(?:%|persen\b|percent\b|prosen\b)\s*", re.IGNORECASE)
_SCALE = re.compile(rf"\s*({'|'.join(sorted(SCALE_WORDS, key=len, reverse=True))})\b\.?(?!\s*/)", re.IGNORECASE)
_MARK = re.compile(r"\s*(?:\*+\)?|[⁰¹²³⁴-⁹]+\)?|[†‡§]+)")
_RANGE = re.compile(r"\s*(?:-|s\s?/\s?d\b\.?|s\.\s?d\.?|sd\b\.?|sampai(?: dengan)?\b|to\b|~|≤|<\s?=|<)\s*", re.IGNORECASE)
_PART = re.compile(r"\s*(?:[/;|]|\bdan\b|\band\b)\s*(?=(?:≥|≤|>|<|=|Rp|US|IDR|[-$(])*\s*\.?\s*[0-9])", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\(([^()]{1,60})\)")
_SPACED_BOUND_AFTER = re.compile(r"\s*" + _BOUND_AFTER.pattern, re.IGNORECASE)
_NOT_UNIT = r"(?!(?:s\s?/?\s?d\b|s\.\s?d|sampai\b|to\b|dan\s+[0-9]))"
_UNIT = re.compile(
    rf"\s*/?\s?{_NOT_UNIT}[^\W\d_][^\s(]*(?:\s+{_NOT_UNIT}(?:[^\W\d_]|[&/°])[^\s(]*)*|\s*[°µ][^\s(]*", re.IGNORECASE
)
_DATE = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})")
_LETTERS = re.compile(r"[0-9OolIiSsB.,]*[0-9][0-9OolIiSsB.,]*|[OolI][.,0-9OolI]+")
LETTER_DIGITS = str.maketrans("OolIiSsB", "00111558")


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
    if NIL.fullmatch(text):
        return CellShape("nil", text, "a sign for no value", clean=text)
    if CATEGORY.fullmatch(text):
        return CellShape("category", text, "a predicate", category=text, clean=text)
    if text.casefold() in ZERO_WORDS:
        return CellShape("number", text, "zero in words", (Numeral(Decimal(0), "plain", 0, "zero in words"),), clean=text)
    if _DATE.fullmatch(text) and "0" in text:
        return CellShape("text", text, "a date", clean=text)
    return _letters(text) or _numeric(raw, text) or CellShape("text", text, "no number alone", clean=text)


def _plain(text: str) -> CellShape:
    doubts = ("number-leading-zero",) if len(text) > 1 and text[0] == "0" else ()
    return CellShape("number", text, "digits only", numeral_to_readings(text), clean=text, doubts=doubts)


def _numeric(raw: str, text: str) -> CellShape | None:
    """The shape of a cell that is made of numbers, None if it is not."""
    parts = _PART.split(text)
    if len(parts) > 1:
        shapes = tuple(_short_to_shape(part) for part in parts)
        if all(shape.kind not in ("text", "blank", "composite", "letters") for shape in shapes):
            return CellShape("composite", text, f"{len(shapes)} values in one cell", parts=shapes, clean=text)
    scanner = _Scanner(text.translate(_INVISIBLE).translate(_DASHES) if not text.isascii() else text)
    shape = _bounded(scanner)
    if shape is None:
        return None
    line_break = "\n" in raw.strip() and len(shape.pieces) > 1
    clean = shape.clean if shape.codes or shape.pieces else text
    return replace(shape, text=text, line_break=line_break, clean=fold(clean))


class _Scanner:
    """A position in a text, moved forward by patterns that match there."""

    __slots__ = ("at", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match is None or match.end() == self.at:
            return None
        self.at = match.end()
        return match

    @property
    def rest(self) -> str:
        return self.text[self.at :].strip()


class _Amount:
    """A number with sign, currency, percent sign, unit, while it is being read: one end of a range or a whole cell."""

    __slots__ = (
        "category", "clean", "codes", "comparator", "doubts", "factor", "money", "negative", "numerals", "percent", "pieces", "unit",
    )  # fmt: skip

    def __init__(self) -> None:
        self.numerals: tuple[Numeral, ...] = ()
        self.unit: str | None = None
        self.percent = False
        self.money = False
        self.negative = False
        self.category: str | None = None
        self.factor = Decimal(1)
        self.pieces: tuple[str, ...] = ()
        self.clean = ""
        self.codes: list[str] = []
        self.doubts: list[str] = []
        self.comparator: Comparator | None = None


def _bounded(scanner: _Scanner) -> CellShape | None:
    comparator = _take_bound(scanner)
    if comparator and CATEGORY.fullmatch(scanner.rest):
        return CellShape(
            "category", "", "a bound on a predicate", comparator=comparator, category=scanner.rest, clean=scanner.text
        )
    prefix = scanner.text[: scanner.at]
    low = _take_amount(scanner)
    if low is None:
        return None
    if not scanner.rest:
        return _amount_to_shape(low, comparator or low.comparator, prefix)
    if comparator or not scanner.take(_RANGE):
        return None
    second = _take_bound(scanner)
    high = _take_amount(scanner)
    if high is None or scanner.rest or (second and second in (">", ">=")):
        return None
    return _range_to_shape(low, high, scanner.text)


def _take_bound(scanner: _Scanner) -> Comparator | None:
    match = scanner.take(_BOUND)
    if match:
        return _BOUND_SIGNS["".join(match.group().split())]
    match = scanner.take(_BOUND_WORD)
    return BOUND_WORDS[fold(match.group()).rstrip(".").casefold()] if match else None


def _amount_to_shape(amount: _Amount, comparator: Comparator | None, prefix: str) -> CellShape:
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
        join=pieces_to_proof(amount.pieces) if split else None,
        clean=prefix + amount.clean,
        codes=tuple(dict.fromkeys(amount.codes)),
        doubts=tuple(dict.fromkeys(amount.doubts)),
    )


def _range_to_shape(low: _Amount, high: _Amount, text: str) -> CellShape:
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


_SIGN = re.compile(r"([-+])(\s*)")
_OPEN = re.compile(r"\(\s*(?=[-+]?\s*(?:Rp|US|IDR|\$)?\s*\.?\s*[0-9])", re.IGNORECASE)
_CLOSE = re.compile(r"\s*\)")
_APPROX = re.compile(r"(?:±|\+/-|sekitar|kurang lebih|lebih kurang|kira-kira|about|ca\.)\s*", re.IGNORECASE)
_TRAILING_MINUS = re.compile(r"-(?=\s*(?:%|$))")


def _take_amount(scanner: _Scanner) -> _Amount | None:
    """A number with all that belongs to it; None, with the scanner anywhere, if there is none."""
    start = scanner.at
    amount = _Amount()
    if scanner.take(_APPROX):
        amount.doubts.append("number-approximate")
    bracketed = _take_signs(scanner, amount)
    number_at = scanner.at
    printed = _take_digits(scanner, amount, bracketed)
    if printed is None:
        return None
    amount.pieces = tuple(printed.split())
    joined = "".join(amount.pieces)
    amount.clean = scanner.text[start:number_at] + joined
    if joined[0] in ".,":
        amount.doubts.append("number-cut")
    if len(joined) > 1 and joined.isdigit() and joined[0] == "0":
        amount.doubts.append("number-leading-zero")
    if not (_take_bracket(scanner, amount) if bracketed else _take_ending(scanner, amount)):
        return None
    amount.numerals = numeral_to_readings(joined, amount.negative)
    if amount.money and amount.unit is None:
        amount.unit = _MONEY_NAMES.get(scanner.text[start:number_at].strip(" .-+(").casefold().replace(" ", ""), "Rp")
    return amount if _take_suffixes(scanner, amount) else None


def _take_signs(scanner: _Scanner, amount: _Amount) -> bool:
    """Reads minus, currency and opening bracket in any order; True when a bracket was opened."""
    bracketed = False
    for _ in range(4):
        if (sign := scanner.take(_SIGN)) is not None:
            amount.negative = amount.negative or sign[1] == "-"
            if sign[1] == "-" and sign[2]:
                amount.doubts.append("number-sign-apart")
        elif not amount.money and scanner.take(_MONEY):
            amount.money = True
        elif not bracketed and scanner.take(_OPEN):
            bracketed = True
        else:
            break
    return bracketed


def _take_digits(scanner: _Scanner, amount: _Amount, bracketed: bool) -> str | None:
    number = scanner.take(_NUMBER)
    if number is None:
        return None
    printed = number.group()
    if bracketed or " " not in printed or not scanner.text.startswith(")", scanner.at):
        return printed
    shorter, mark = printed.rsplit(" ", 1)  # "12 1)": a footnote
    if len(mark) > 2:
        return printed
    scanner.at += 1
    amount.codes.append("footnote-mark-dropped")
    return shorter


def _take_ending(scanner: _Scanner, amount: _Amount) -> bool:
    """What may cling to the digits: ",-", a lonely separator, a minus behind."""
    ending = scanner.take(_ENDING)
    if ending:
        amount.clean += ending.group()
    elif scanner.rest.rstrip(" %") in (".", ","):
        separator = scanner.text[scanner.at : scanner.at + 1]
        amount.clean += separator
        scanner.at += 1
        amount.doubts.append("number-dot-behind" if separator == "." else "number-cut")
    elif not amount.negative and scanner.take(_TRAILING_MINUS):
        amount.clean += "-"
        amount.negative = True
        amount.doubts.append("number-sign-apart")
    return True


def _take_bracket(scanner: _Scanner, amount: _Amount) -> bool:
    """The rest of "(1.234)" or "(5 %)", which bookkeepers write for a minus. False when the bracket isn't closed."""
    if scanner.take(_PERCENT):
        amount.percent, amount.unit = True, "%"
        amount.clean += "%"
    if amount.negative or not scanner.take(_CLOSE):
        return False
    amount.clean += ")"
    amount.negative = True
    amount.doubts.append("number-in-brackets")
    return True


def _take_suffixes(scanner: _Scanner, amount: _Amount) -> bool:
    """Reads percent signs, scale words, marks, brackets and units until something else follows; False where a bracket holds digits."""
    while scanner.rest:
        if (match := scanner.take(_PERCENT)) is not None:
            if amount.percent:
                amount.codes.append("percent-sign-doubled")
            else:
                amount.clean += match.group().rstrip()
            amount.percent, amount.unit = True, amount.unit or "%"
        elif amount.factor == 1 and (match := scanner.take(_SCALE)) is not None:
            amount.factor = Decimal(SCALE_WORDS[match[1].casefold()])
            amount.clean += match.group()
        elif scanner.take(_MARK):
            amount.codes.append("footnote-mark-dropped")
        elif (match := scanner.take(_BRACKETED)) is not None:
            if any(c.isdigit() for c in match[1]):
                return False
            _add_bracket(amount, match)
        elif (match := scanner.take(_SPACED_BOUND_AFTER)) is not None:
            amount.comparator = ">=" if match[1] else "<="
            amount.clean += match.group()
        elif not _take_unit(scanner, amount):
            break
    return True


def _add_bracket(amount: _Amount, match: re.Match[str]) -> None:
    inner = match[1].strip()
    if amount.category is None and (CATEGORY.fullmatch(inner) or not inner.islower()):
        amount.category = inner
    amount.clean += match.group()


def _take_unit(scanner: _Scanner, amount: _Amount) -> bool:
    match = _UNIT.match(scanner.text, scanner.at)
    if match is None or not text_is_unit(words := match.group().strip()):
        return False
    scanner.at = match.end()
    amount.clean += match.group()
    amount.unit = words if amount.unit in (None, "%") else f"{amount.unit} {words}"
    if unit_is_money(words):
        amount.money = True
    if amount.money and words.rstrip(".").casefold() in OPEN_SCALES:
        amount.doubts.append("number-scale-open")
    return True


def _letters(text: str) -> CellShape | None:
    """Digits with letters among them that scanners take for digits ("2O", "l2"); None when they are not like that."""
    body = text.rstrip("% ")
    if not _LETTERS.fullmatch(body) or body.isdigit():
        return None
    repaired = body.translate(LETTER_DIGITS)
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
