"""Cells that hold several values at once: what the head says about the parts, and which part of a cell is which.

"Kondisi Akhir (Target/Rp)" over "80 / Rp 1.000.000" is two values, "Target 2021 / 2022 / 2023" over "69,0 / 69,5 / 70,1" three. A
cell is split only when the head names the parts and the cell's own shape agrees: as many parts as the head names, or money that is
told from the rest by "Rp" or by its size. Otherwise it stays whole, and each of its values is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.figures.sorts import text_is_grouped, text_is_small
from normalize.repair import fold
from normalize.words.heads import head_to_known
from normalize.words.measures import MONEY
from normalize.words.periods import ORDER_MARK, WRITTEN
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning

_SEPARATED = r"\s*[/;|]\s*"
_YEARS = re.compile(rf"(?<![0-9])(20[0-9]{{2}})(?:{_SEPARATED}(20[0-9]{{2}})){{2,}}(?![0-9])")
_ORDER = rf"{lexicon().either('periods.year', 'periods.year_initial')}\.?\s*{ORDER_MARK}?\s*-?\s*"
_ORDERS = re.compile(rf"\b{_ORDER}1(?:{_SEPARATED}(?:{_ORDER})?[2-9]){{1,9}}\b", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+")
_PAIR = re.compile(
    r"^(?P<outer>.*?)\(?\s*(?P<first>[A-Za-z][A-Za-z .]{0,24}?)\s*/\s*(?P<second>[A-Za-z][A-Za-z. ()]{0,24}?)\s*\)?\s*$"
)
_AMOUNT = re.compile(
    rf"^(?P<first>.*?)(?<![\s/;|(])[\s/;|(]*(?P<money>\b{lexicon().either('quantities.currencies/Rp')}\.?\s*[0-9][0-9.,]*(?:\s*,?-)?)\)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_AMOUNT_AND_SHARE = re.compile(
    rf"^(?P<amount>(?:{lexicon().either('quantities.currencies/Rp')}\.?\s*)?[0-9](?:[.,]?[0-9])++)\s*+[/;|]?\s*+\(?(?P<share>[0-9]++(?:[.,][0-9]++)?\s*+%)\)?$",
    re.IGNORECASE,
)
_LONGEST = 300  # characters; a longer text is prose
_NIL = re.compile(r"^[-–—]+$")


@dataclass(frozen=True, slots=True)
class PackedPeriods:
    """A head that names the periods of a packed cell: one head text per part, and the head without them."""

    texts: tuple[str, ...]
    rest: str


def head_to_packed_periods(text: str) -> PackedPeriods | None:
    """The periods that one head names in a row; None unless they are three or more years, or "T1 / T2 ...", that run on by one.

    Two years with a stroke ("2021/2022") are a fiscal year.
    """
    folded = fold(text) if len(text) <= _LONGEST else ""
    for pattern, prefix in ((_YEARS, ""), (_ORDERS, WRITTEN["year"])):
        match = pattern.search(folded)
        if match is None:
            continue
        numbers = [int(number) for number in _NUMBER.findall(match.group())]
        if all(right == left + 1 for left, right in pairwise(numbers)):
            rest = fold(folded[: match.start()] + " " + folded[match.end() :]).replace("( )", "").strip(" :-")
            return PackedPeriods(tuple(f"{prefix}{number}" for number in numbers), rest)
    return None


def head_to_packed_measures(text: str) -> tuple[str, tuple[str, str]] | None:
    """What a head such as "Kondisi Akhir (Target/Rp)" says: the text before the pair, and the pair; None for other heads.

    A pair is a figure and an amount of money, or a target and its realization, in this order.
    """
    match = _PAIR.match(fold(text)) if len(text) <= _LONGEST else None
    if match is None:
        return None
    first, second = head_to_known(match["first"]), head_to_known(match["second"])
    if first is None or second is None or first.measure is None or second.measure is None:
        return None
    money = first.measure == "target" and second.measure == "budget"
    if money or (first.measure == "target" and second.measure == "realization"):
        return match["outer"].strip(), (match["first"], match["second"])
    return None


def raw_to_parts(raw: str, parts: Sequence[ColumnMeaning]) -> tuple[str, ...] | None:
    """The raw text of each part; the whole text for each when the cell is blank or nil; None when the parts cannot be told apart."""
    text = raw.strip()
    if not text or _NIL.match(text):
        return (raw,) * len(parts)
    if len(text) > _LONGEST:
        return None
    if len(parts) == 2 and parts[1].measure in MONEY and parts[0].measure not in MONEY:
        return _figure_and_money(text)
    if len(parts) == 2 and parts[0].measure in MONEY and parts[1].unit == "%":
        match = _AMOUNT_AND_SHARE.match(fold(text))
        return (match["amount"], match["share"]) if match is not None else None
    for separator in ("/", ";", "\n", "|"):
        pieces = [piece.strip() for piece in text.split(separator)]
        if len(pieces) == len(parts) and all(pieces):
            return tuple(pieces)
    return None


def _figure_and_money(text: str) -> tuple[str, str] | None:
    match = _AMOUNT.match(text)
    if match is not None:
        return match["first"].strip(" /;|\n"), match["money"].strip()
    pieces = [piece.strip() for piece in re.split(r"/|\n|;", text) if piece.strip()]
    if len(pieces) == 2 and text_is_grouped(pieces[1]) and text_is_small(pieces[0]):
        return pieces[0], pieces[1]
    if len(pieces) == 1 and re.search(r"%|[A-Za-z]", text) and text_is_small(text):
        return text, ""
    return None
