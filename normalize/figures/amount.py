"""One amount: sign, currency, digits, percent sign, scale word, note mark, bracket, unit. Read from left to right, once."""

from __future__ import annotations

import re
from decimal import Decimal

from normalize.figures.numerals import Numeral, numeral_to_readings
from normalize.repair import fold
from normalize.words.money import CURRENCIES, CURRENCY_SIGN
from normalize.words.periods import UNTIL
from normalize.words.quantities import (
    CATEGORY,
    NIL,
    OPEN_SCALES,
    PERCENT_SIGN,
    PERCENT_UNIT,
    SCALE_WORDS,
    ZERO_WORDS,
    text_is_unit,
    unit_is_counted,
    unit_is_money,
)
from schemas.lexicon import lexicon, words_to_either
from schemas.observation import Comparator

_LEXICON = lexicon()
_MONEY = re.compile(rf"{CURRENCY_SIGN}\s*(?=[-(+]?\s*[0-9.,(])", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9](?:[0-9.,\s]*[0-9])?|[.,][0-9]+")
_ENDING = re.compile(r",\s?[-=]+|\.\s?-+(?![0-9])")
_PERCENT = re.compile(rf"\s*{PERCENT_SIGN}\s*", re.IGNORECASE)
_SCALE = re.compile(rf"\s*({words_to_either(map(re.escape, SCALE_WORDS))})\b\.?(?!\s*/)", re.IGNORECASE)
_MARK = re.compile(r"\s*(?:\*+\)?|[⁽]?[⁰¹²³⁴-⁹ᵃ-ᵡⁱⁿʰʲˡʳˢʷˣʸᶻ]+(?:[,⁾]+[⁰¹²³⁴-⁹]+)*[)⁾]?|[†‡§]+)")
_POWER = re.compile("[⁰¹²³⁴-⁹]{1,2}")  # behind a ten
_BRACKETED = re.compile(r"\s*\(([^()]{1,60})\)")
_BOUND_AFTER = re.compile(
    rf"\s*(?:({_LEXICON.either('quantities.bounds_behind/>=')})|({_LEXICON.either('quantities.bounds_behind/<=')}))\b\.?",
    re.IGNORECASE,
)
_MISREAD = re.compile(r"[OolISB][0-9.,OolISB]*+(?=[\s%]|$)")  # right behind a digit
_NOT_UNIT = rf"(?!(?:{UNTIL}|{_LEXICON.either('quantities.and')}\s+[0-9]))"
_UNIT = re.compile(
    rf"\s*/?\s?{_NOT_UNIT}[^\W\d_][^\s(]*(?:\s+{_NOT_UNIT}(?:[^\W\d_]|[&/°])[^\s(]*)*|\s*[°µ][^\s(]*", re.IGNORECASE
)
_RATE = re.compile(
    rf"\s*(?:{_LEXICON.either('quantities.per')}\s*|/\s?)1(?:0{{3,6}}|0{{0,2}}[.,]000)(?:\s+[^\W\d_][^\s0-9(]*){{1,4}}",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(rf"[x×*e^][-+]?[0-9]|\s*{_LEXICON.either('quantities.ranked')}\b", re.IGNORECASE)
_SIGN = re.compile(r"([-+])(\s*)")
_OPEN = re.compile(rf"\(\s*(?=[-+]?\s*{CURRENCY_SIGN}?\s*\.?\s*[0-9])", re.IGNORECASE)
_CLOSE = re.compile(r"\s*\)")
_APPROX = re.compile(rf"(?:±|~|≈|\+/-|{_LEXICON.either('quantities.about')})\s*", re.IGNORECASE)
_TRAILING_MINUS = re.compile(r"-(?=\s*(?:%|$))")


class Scanner:
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


class Amount:
    """A number with sign, currency, percent sign, unit, while it is being read: one end of a range or a whole cell."""

    __slots__ = (
        "category", "clean", "codes", "comparator", "currency", "doubts", "factor", "money", "negative", "numerals", "percent",
        "pieces", "unit",
    )  # fmt: skip

    def __init__(self) -> None:
        self.numerals: tuple[Numeral, ...] = ()
        self.unit: str | None = None
        self.percent = False
        self.money = False
        self.currency: str | None = None
        self.negative = False
        self.category: str | None = None
        self.factor = Decimal(1)
        self.pieces: tuple[str, ...] = ()
        self.clean = ""
        self.codes: list[str] = []
        self.doubts: list[str] = []
        self.comparator: Comparator | None = None


def take_amount(scanner: Scanner) -> Amount | None:
    """A number with all that belongs to it; None, with the scanner anywhere, if there is none."""
    start = scanner.at
    amount = Amount()
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
        amount.unit = amount.currency
    return amount if _take_suffixes(scanner, amount) else None


def _take_signs(scanner: Scanner, amount: Amount) -> bool:
    """Reads minus, currency and opening bracket in any order; True when a bracket was opened."""
    bracketed = False
    for _ in range(4):
        if (sign := scanner.take(_SIGN)) is not None:
            amount.negative = amount.negative or sign[1] == "-"
            if sign[1] == "-" and sign[2]:
                amount.doubts.append("number-sign-apart")
        elif not amount.money and (money := scanner.take(_MONEY)) is not None:
            amount.money, amount.currency = True, CURRENCIES[money.group().strip(" .").casefold()]
        elif not bracketed and scanner.take(_OPEN):
            bracketed = True
        else:
            break
    return bracketed


def _take_digits(scanner: Scanner, amount: Amount, bracketed: bool) -> str | None:
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


def _take_ending(scanner: Scanner, amount: Amount) -> bool:
    """What may cling to the digits: ",-", a lonely separator, a minus behind."""
    ending = scanner.take(_ENDING)
    if ending:
        amount.clean += ending.group()
    elif scanner.rest.rstrip(" %") in (".", ",", ";"):
        separator = scanner.text[scanner.at : scanner.at + 1]
        amount.clean += separator
        scanner.at += 1
        amount.doubts.append("number-cut" if separator == "," else "number-dot-behind")
    elif not amount.negative and scanner.take(_TRAILING_MINUS):
        amount.clean += "-"
        amount.negative = True
        amount.doubts.append("number-sign-apart")
    return True


def _take_bracket(scanner: Scanner, amount: Amount) -> bool:
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


def _take_suffixes(scanner: Scanner, amount: Amount) -> bool:
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
        elif (match := scanner.take(_MARK)) is not None:
            amount.codes.append("footnote-mark-dropped")
            if amount.pieces == ("10",) and _POWER.fullmatch(match.group()):
                amount.doubts.append("number-power-open")
        elif (match := scanner.take(_BRACKETED)) is not None:
            if any(c.isdigit() for c in match[1]):
                return False
            _add_bracket(amount, match)
        elif (match := scanner.take(_BOUND_AFTER)) is not None:
            amount.comparator = ">=" if match[1] else "<="
            amount.clean += match.group()
        elif not _take_unit(scanner, amount):
            break
    return True


def _add_bracket(amount: Amount, match: re.Match[str]) -> None:
    inner = match[1].strip()
    if PERCENT_UNIT.fullmatch(inner):
        amount.percent, amount.unit = True, amount.unit or "%"
    elif amount.unit is None and unit_is_counted(inner):
        amount.unit = inner
    elif amount.category is None and (CATEGORY.fullmatch(inner) or not inner.islower()):
        amount.category = inner
    amount.clean += match.group()


def _take_unit(scanner: Scanner, amount: Amount) -> bool:
    if (rate := scanner.take(_RATE)) is not None:
        amount.unit = fold(f"{amount.unit or ''} {rate.group()}")
        amount.clean += rate.group()
        return True
    match = _UNIT.match(scanner.text, scanner.at)
    if match is None or not text_is_unit(words := match.group().strip().rstrip(";,")):
        return False
    if NIL.fullmatch(words) or words.casefold() in ZERO_WORDS or _NO_UNIT.match(match.group()):
        return False  # "0 N/a": two values; "2x24 jam", "5 besar": no amount of anything
    scanner.at = match.end()
    amount.clean += match.group()
    if CATEGORY.fullmatch(words.lstrip("/ ")) and match.group()[0] in " /" and amount.category is None:
        amount.category = words.lstrip("/ ")  # "70 BB", "70 / BB"
        return True
    if _MISREAD.match(match.group()):
        amount.doubts.append("number-letters")  # "2O Orang": a zero, or a unit?
    if amount.percent:
        amount.unit = f"%{words}" if words[0] == "/" else amount.unit
    else:
        amount.unit = words if amount.unit is None else f"{amount.unit} {words}"
    if unit_is_money(words):
        amount.money = True
    if amount.money and words.rstrip(".").casefold() in OPEN_SCALES:
        amount.doubts.append("number-scale-open")
    return True
