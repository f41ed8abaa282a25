"""Of what sort a printed number is, by the one grammar of numbers: a number at all, an amount of money, a whole one, a plain one.

Rooms that only ask whether a cell holds a figure ask here, so that they agree with what is published later.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from normalize.figures.grammar import CellShape, ShapeKind, text_to_shape
from normalize.figures.numerals import Numeral
from normalize.words.money import text_to_currency
from normalize.words.quantities import MEASURED_UNITS, unit_is_bounded, unit_is_counted, unit_is_money, unit_is_percent

_NUMBERS: frozenset[ShapeKind] = frozenset({"number", "bound", "range", "split", "malformed", "letters"})
_LONGEST_UNIT = 2  # words of a unit behind a number; more of them are a text that begins with one
_GROUP = re.compile(r"[.,][0-9]{3}(?![0-9])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DIGITS = re.compile(r"[0-9]{6,}")


@lru_cache(maxsize=1 << 16)
def text_is_number(text: str) -> bool:
    """True for a number as cells print it: alone, with a sign, a currency, a bound, a range, several below each other, or with a known
    unit behind it ("824 Desa", "12,5 Ton", "85 BB"). False for dates, codes, and for texts that begin with a number."""
    shape = text_to_shape(text)
    return _is_number(shape) or (
        shape.kind == "composite" and all(_is_number(part) or part.kind == "nil" for part in shape.parts)
    )


def _is_number(shape: CellShape) -> bool:
    dated = shape.pieces and shape.unit is not None and _YEAR.fullmatch(shape.pieces[0]) is not None  # "2022" over "3 dok"
    return shape.kind in _NUMBERS and _is_short_unit(shape.unit) and not dated


def _is_short_unit(unit: str | None) -> bool:
    if unit is None:
        return True
    words = len(unit.split())
    if words == 1 and (unit_is_bounded(unit) or unit.casefold() in MEASURED_UNITS):
        return True
    return words <= _LONGEST_UNIT and (unit_is_counted(unit) or unit_is_percent(unit) or unit_is_money(unit))


def text_is_amount(text: str, *, bare_digits: bool = False) -> bool:
    """True for what looks like an amount of money: it has a currency or two groups of thousands; with `bare_digits` also for six digits
    and more without any group, where only money is expected. Of several values in one cell the first decides."""
    return _is_amount(text_to_shape(text), bare_digits=bare_digits)


def _is_amount(shape: CellShape, *, bare_digits: bool) -> bool:
    if shape.kind == "composite":
        return _is_amount(shape.parts[0], bare_digits=bare_digits)
    if shape.kind not in _NUMBERS or shape.kind == "malformed" or shape.percent:
        return False
    if shape.money:
        return True
    printed = shape.clean or shape.text
    if any(n.grouped for n in shape.numerals):
        return shape.unit is None and len(_GROUP.findall(printed)) > 1
    return bare_digits and not shape.pieces and _DIGITS.fullmatch(printed) is not None


def text_is_whole(text: str) -> bool:
    """True for one whole number that is complete, digits or groups of three, maybe a share; and for nought by a word or a dash."""
    shape = text_to_shape(text)
    if shape.kind == "nil":
        return text_to_currency(text) is None
    whole = any(n.convention != "irregular" and _is_whole(n) for n in shape.numerals)
    clean = not shape.codes and shape.category is None and set(shape.doubts) <= {"number-leading-zero"}
    return shape.kind == "number" and whole and clean and shape.unit in {None, "%"}


def _is_whole(numeral: Numeral) -> bool:
    """ "300.000,000" too: groups of thousands with nothing but noughts behind them."""
    return numeral.places == 0 or (numeral.grouped and numeral.value == numeral.value.to_integral_value())


def text_to_plain(text: str) -> tuple[Decimal, bool] | None:
    """The value of a number with one reading and at most two decimals, and whether a percent sign stands behind it; None for others."""
    shape = text_to_shape(text)
    if shape.kind != "number" or len(shape.numerals) != 1 or shape.unit not in {None, "%"}:
        return None
    numeral = shape.numerals[0]
    return (numeral.value, shape.percent) if numeral.places <= 2 and not numeral.grouped else None


def text_is_grouped(text: str) -> bool:
    """True for one number with groups of thousands and no unit."""
    shape = text_to_shape(text)
    return shape.kind == "number" and shape.unit is None and any(n.grouped for n in shape.numerals)


def text_is_small(text: str) -> bool:
    """True for one number without groups of thousands or currency, maybe a bound, maybe with a unit: no amount of money."""
    shape = text_to_shape(text)
    return shape.kind in {"number", "bound"} and not shape.money and not any(n.grouped for n in shape.numerals)
