"""The grammar of one header text: which year, quarter, semester, month or span it names, alone.

Whether a repair or an order ("Tahun ke-1") holds is decided with the other headers of the row in `normalize.columns.years`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from normalize.repair import fold
from schemas.lexicon import lexicon, words_to_either
from schemas.observation import PeriodKind

CountedPeriod = Literal["year", "quarter", "semester"]
_COUNTED: tuple[tuple[CountedPeriod, str], ...] = (("quarter", "periods.quarter"), ("semester", "periods.semester"))
FIRST_YEAR, LAST_YEAR = 1945, 2099
LONGEST = 160  # characters; a longer header is a sentence, and its years are not the column's

_LEXICON = lexicon()
MONTHS: dict[str, int] = {name: int(number) for number, names in _LEXICON.named("periods.months").items() for name in names}
WRITTEN = {name: words[0] for name, words in _LEXICON.named("periods.written").items()}
"""How a year by order, a quarter, a half year or a month is written before its bare number: "Tahun ke-" -> "Tahun ke-3"."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_ORDINALS = _ROMAN | {word: int(number) for number, words in _LEXICON.named("periods.ordinals").items() for word in words}

MONTH_NAME = words_to_either(map(re.escape, MONTHS))
YEAR_WORD = _LEXICON.either("periods.year")
BUDGET_YEAR_WORD = _LEXICON.either("periods.budget_year")
UNTIL = _LEXICON.either("periods.until")
ORDER_MARK = _LEXICON.either("periods.order_mark")
LAW_NUMBER = rf"{_LEXICON.either('periods.law_number')}\.?\s*[0-9]+[a-z]?"

_YEAR = r"(?:19[4-9][0-9]|20[0-9]{2})"
_BEFORE = r"(?<![0-9.,/])"
_AFTER = r"(?![0-9]|[.,][0-9])"
_ORDINAL, _QUARTERS, _HALVES = (
    words_to_either(re.escape(word) for word, number in _ORDINALS.items() if number <= highest) for highest in (6, 4, 2)
)
_COUNT = rf"(?:{ORDER_MARK}\s*-?\s*)?"
_SHORTEST_GLUED = 4  # letters: a shorter word at the end of another one ("Kota 2021", "Jumlah Data 2021") is a part of it
_GLUED = words_to_either(re.escape(word) for word in _LEXICON.words("periods.year") if len(word) >= _SHORTEST_GLUED)
_PREFIX = (
    rf"(?:(?:(?<![a-z])(?:{_LEXICON.either('periods.before_year')}\s+)?"
    rf"(?:{YEAR_WORD}\s+{_LEXICON.either('periods.year_kinds')}|{BUDGET_YEAR_WORD}|{YEAR_WORD})|{_GLUED})(?![a-z])\.?\s*"
    rf"(?:{ORDER_MARK}\s*-?\s*[0-9IVX]{{1,2}}\s*)?[:\-(]?\s*)?"
)
_FISCAL = re.compile(rf"{_PREFIX}{_BEFORE}({_YEAR})\s?/\s?({_YEAR}|[0-9]{{2}}){_AFTER}", re.IGNORECASE)
_SPAN = re.compile(rf"{_PREFIX}{_BEFORE}({_YEAR})\s*(?:-|{UNTIL})\s*({_YEAR}|[0-9]{{2}}){_AFTER}", re.IGNORECASE)
_PLAIN_YEAR = re.compile(rf"{_PREFIX}{_BEFORE}({_YEAR}){_AFTER}\s*\)?\s*(?:\*+\)?|[¹²³⁴-⁹ᵃᵇᶜ]+[)⁾]?)?", re.IGNORECASE)
_FISCAL_WORD = rf"\b{_LEXICON.either('periods.short_budget_year')}\s*'?"
_SHORT_FISCAL = re.compile(rf"{_FISCAL_WORD}([0-9]{{2}})\b(?!\s*[/-])", re.IGNORECASE)
_SHORT_FISCAL_PAIR = re.compile(
    rf"(?P<word>{_FISCAL_WORD})?(?<![0-9.,/])(?P<first>[0-9]{{2}})\s?[/-]\s?(?P<last>[0-9]{{2}})(?![0-9]|[.,/-]\s?[0-9])",
    re.IGNORECASE,
)
_COMPARED = re.compile(rf"{_LEXICON.either('periods.compared')}\.?\s*(?:{YEAR_WORD}\s*)?$", re.IGNORECASE)
_CITED = re.compile(rf"{LAW_NUMBER}(?:\s*/\s*\w+)?\s*(?:{YEAR_WORD}\.?)?\s*$", re.IGNORECASE)
_QUARTER = re.compile(
    rf"\b{_LEXICON.either('periods.quarter')}\.?\s*-?\s*{_COUNT}({_QUARTERS}|[1-4])\b|"
    rf"\b({_QUARTERS})\s+{_LEXICON.either('periods.quarter')}\b",
    re.IGNORECASE,
)
_SEMESTER = re.compile(
    rf"\b{_LEXICON.either('periods.semester')}(?![^\W\d_])\.?\s*-?\s*{_COUNT}({_HALVES}|[12])\b|"
    rf"\b({_HALVES})\s+{_LEXICON.either('periods.semester')}\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    rf"\b{YEAR_WORD}\b\.?\s*(?:{_LEXICON.either('periods.plan_year')}\s*)?(?:{ORDER_MARK}\b)?\s*-?\s*"
    rf"([0-9]{{1,2}}|{_ORDINAL})\b(?!\s*[0-9/])",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?P<word>{_LEXICON.either('periods.month')}\s+)?(?P<name>{MONTH_NAME})\b\.?", re.IGNORECASE)
_SPLIT_YEAR = re.compile(r"(?<![0-9.,/])(?:20[0-9]\s*/\s*[0-9]|[12][\s0-9OolIS]{2,9}[0-9OolIS])(?![0-9.,/])")
_UNTIL = re.compile(
    rf"(?:\b{UNTIL}|\b{_LEXICON.either('periods.as_of')})\s*{_LEXICON.either('periods.end_of')}?\s*$", re.IGNORECASE
)
_UP_TO = re.compile(
    rf"(?:^|[^\w]){_LEXICON.either('periods.up_to')}\s*{_LEXICON.either('periods.end_of')}?\s*$", re.IGNORECASE
)
_CUT = re.compile(r"(?:20[0-9]?|19[0-9]?)")
_OPEN_COUNTS: tuple[tuple[CountedPeriod, re.Pattern[str]], ...] = (
    ("year", re.compile(rf"\b{YEAR_WORD}\b\.?\s*{ORDER_MARK}?\s*[-.:]*\s*$", re.IGNORECASE)),
    *(
        (
            counted,
            re.compile(rf"\b{_LEXICON.either(key)}\b\.?(?:\s*{ORDER_MARK})?[\s\-:]*(?:\([^()]*\))?\s*$", re.IGNORECASE),
        )
        for counted, key in _COUNTED
    ),
)
_LETTERS = str.maketrans("OolIS", "00115")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def text_to_open_count(text: str) -> CountedPeriod | None:
    """What the bare numbers below a head count ("Target Renstra Tahun ke-", "Realisasi Triwulan"); None where it opens no count."""
    folded = fold(text)
    return next((counted for counted, pattern in _OPEN_COUNTS if pattern.search(folded)), None)


@dataclass(frozen=True, slots=True)
class PeriodShape:
    """What one header text names.

    `kind` "span" has the first year and the last in `end_year`; of "s.d. 2018" the last is both: what adds up to it is reached in it.
    `kind` "none" with `order` set is "Tahun ke-3"; with `cut` a year that lost digits ("202"). `printed` is the part that names the
    period, `mended` what it was read as when white space or letters were taken out (then `repaired`). `years` are all
    different years of the text, more than one only where it names several.
    """

    kind: PeriodKind
    text: str
    year: int | None = None
    end_year: int | None = None
    subperiod: int | None = None
    order: int | None = None
    printed: str = ""
    mended: str = ""
    printed_sub: str = ""
    repaired: bool = False
    cut: bool = False
    years: tuple[int, ...] = ()


def text_to_period_shape(raw: str) -> PeriodShape | None:
    """What the text names, None if it names no period. Never raises."""
    if len(raw) > LONGEST * 4:
        return None
    text = fold(raw)
    if not text or len(text) > LONGEST:
        return None
    plain = text.translate(_INVISIBLE).translate(_DASHES)
    shape = _year_shape(text, plain) or _split_shape(text, plain)
    sub = _sub_shape(text, plain)
    if sub is None:
        return shape
    if shape is None or shape.year is None:
        return sub
    return replace(shape, kind=sub.kind, end_year=None, subperiod=sub.subperiod, printed_sub=sub.printed, cut=False)


def _year_shape(text: str, plain: str) -> PeriodShape | None:
    """A printed year, fiscal year or span; else an order ("Tahun ke-1") or a year that was cut."""
    found = [m for m in _PLAIN_YEAR.finditer(plain) if not _is_cited(plain, m)]
    if (until := next((m for m in found if _UP_TO.search(plain[: m.start()])), None)) is not None:
        year = int(until[1])
        return PeriodShape("span", text, year, year, printed=until.group(), years=(year,))
    for pattern in (_FISCAL, _SPAN):
        match = pattern.search(plain)
        if match is not None and (end := _end_year(int(match[1]), match[2])) is not None and not _is_cited(plain, match):
            start = int(match[1])
            short = len(match[2]) == 2 and end == start + 1  # "2021-22"
            if pattern is _FISCAL and end != start + 1:
                continue
            kind: PeriodKind = "fiscal_year" if pattern is _FISCAL or short else "span"
            return PeriodShape(kind, text, start, end, printed=match.group(), years=(start,))
    years = tuple(dict.fromkeys(int(m[1]) for m in found))
    order = _order(plain)
    if years:
        kind_found: PeriodKind = "year" if len(years) == 1 else "none"
        return PeriodShape(
            kind_found, text, years[0] if len(years) == 1 else None, order=order, printed=found[0].group(), years=years
        )
    return _short_fiscal_shape(text, plain)


def _short_fiscal_shape(text: str, plain: str) -> PeriodShape | None:
    """ "FY22", "FY21/22"; "21/22" where no other figure stands in the text."""
    pair = _SHORT_FISCAL_PAIR.search(plain)
    if pair is not None and int(pair["last"]) == int(pair["first"]) + 1:
        alone = sum(character.isdigit() for character in plain) == 4 and "/" in pair.group() and pair["first"][0] != "0"
        if pair["word"] or alone:
            year = 2000 + int(pair["first"])
            return PeriodShape("fiscal_year", text, year, year + 1, printed=pair.group(), years=(year,))
    short = _SHORT_FISCAL.search(plain)
    if short is not None:
        return PeriodShape("year", text, 2000 + int(short[1]), printed=short.group(), years=(2000 + int(short[1]),))
    return None


def _order(plain: str) -> int | None:
    match = _ORDER.search(plain)
    if match is None:
        return None
    printed = match[1].casefold()
    return int(printed) if printed.isdigit() else _ORDINALS[printed]


def _end_year(start: int, printed: str) -> int | None:
    """The second year of "2021-2026" or "2021/22", None if it isn't after the first."""
    end = int(printed) if len(printed) == 4 else start // 100 * 100 + int(printed)
    return end if start < end <= start + 30 else None


def _is_cited(plain: str, match: re.Match[str]) -> bool:
    """The year of a law ("Nomor 23 Tahun 2014") or of a comparison ("terhadap 2014") is not the column's."""
    before = plain[: match.start(1)]
    return _CITED.search(before) is not None or _COMPARED.search(before) is not None


def _split_shape(text: str, plain: str) -> PeriodShape | None:
    """A year whose digits are split or misread, an order, or a cut year."""
    match = _SPLIT_YEAR.search(plain)
    if match is not None:
        mended = "".join(match.group().replace("/", "").split()).translate(_LETTERS)
        if mended != match.group() and len(mended) == 4 and mended.isdigit() and FIRST_YEAR <= int(mended) <= LAST_YEAR:
            year = int(mended)
            return PeriodShape("year", text, year, printed=match.group(), mended=mended, repaired=True, years=(year,))
    order = _order(plain)
    if order is not None:
        found = _ORDER.search(plain)
        return PeriodShape("none", text, order=order, printed=found.group() if found else "")
    if _CUT.fullmatch(plain) and len(plain) >= 2:
        return PeriodShape("none", text, printed=plain, cut=True)
    return None


def _sub_shape(text: str, plain: str) -> PeriodShape | None:
    quarter = _QUARTER.search(plain)
    if quarter is not None:
        return PeriodShape("quarter", text, subperiod=_number(quarter[1] or quarter[2]), printed=quarter.group())
    semester = _SEMESTER.search(plain)
    if semester is not None:
        return PeriodShape("semester", text, subperiod=_number(semester[1] or semester[2]), printed=semester.group())
    month = _MONTH.search(plain)
    if month is not None and _is_month(plain, month):
        return PeriodShape("month", text, subperiod=MONTHS[month["name"].casefold()], printed=month.group())
    return None


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _ORDINALS[printed.casefold()]


def _is_month(plain: str, match: re.Match[str]) -> bool:
    """A month name among other words is a date or a law; alone, after "Bulan" or "s/d", or with only a year it is a column."""
    if _UNTIL.search(plain[: match.start()]):
        return True
    rest = (plain[: match.start()] + plain[match.end() :]).strip(" .,-'()")
    return match["word"] is not None or not rest or re.fullmatch(r"(?:20)?[0-9]{2}", rest) is not None


def without_period(text: str, printed: str) -> str:
    """The text without the part that names the period, and without the brackets and dashes that it leaves behind."""
    plain = text.translate(_INVISIBLE).translate(_DASHES)
    at = plain.find(printed) if printed else -1
    if at < 0:
        return text
    rest = fold(plain[:at] + " " + plain[at + len(printed) :])
    return rest.replace("( )", "").replace("()", "").strip(" -:,/(" if "(" not in rest[:-1] else " -:,/").strip()
