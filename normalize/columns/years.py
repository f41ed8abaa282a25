"""The periods of one header row, read jointly.

A printed year is taken as printed. A mended one ("20 21", "201/4") needs the row: years that run on by one, or the planning
period. An order ("Tahun ke-1") needs the planning period. A cut year ("202") is flagged, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from normalize.repair import Note, Repair, fold
from normalize.words.periods import (
    BUDGET_YEAR_WORD,
    LAW_NUMBER,
    UNTIL,
    YEAR_WORD,
    PeriodShape,
    text_to_period_shape,
    without_period,
)
from schemas.lexicon import lexicon
from schemas.observation import Confidence, Period

NOWHERE = Period("none")
_YEAR_ALONE = re.compile(rf"^(?:{YEAR_WORD}|{BUDGET_YEAR_WORD})\b\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """The period of one header cell.

    `text` is the header after `repairs`, `rest` the text without the part that names the period ("Target"). `end_year` is the
    last year of a span or fiscal year. `block` counts groups of years in the row from 0 (target years, then the same years for
    realization). Kind "none" with notes: a period was meant but can't be told.
    """

    period: Period
    text: str
    rest: str
    confidence: Confidence
    reason: str
    end_year: int | None = None
    block: int = 0
    repairs: tuple[Repair, ...] = ()
    notes: tuple[Note, ...] = ()


def texts_to_periods(texts: Sequence[str], planning: tuple[int, int] | None = None) -> tuple[PeriodReading | None, ...]:
    """One reading per header text, None where the text names no period. `planning` is the document's (first, last) year.

    Blank texts must be passed too: a gap in a row of years is evidence. Never raises.
    """
    shapes = [text_to_period_shape(text) for text in texts]
    fitted = [_repair_fits(at, shapes, planning) for at in range(len(shapes))]
    orders = [shape.order for shape in shapes if shape is not None and shape.order is not None and shape.year is None]
    dated = any(shape is not None and shape.year is not None for shape in shapes)
    readings = [
        None if shape is None or (shape.cut and not dated) else _shape_to_reading(shape, fit, max(orders, default=0), planning)
        for shape, fit in zip(shapes, fitted, strict=True)
    ]
    return tuple(_check_runs(_quarters(texts, readings), texts, planning))


def _shape_to_reading(
    shape: PeriodShape, fit: tuple[Confidence, str] | None, highest: int, planning: tuple[int, int] | None
) -> PeriodReading | None:
    if shape.repaired:
        return _mended_reading(shape, fit)
    rest = without_period(without_period(shape.text, shape.printed), shape.printed_sub)
    if shape.cut:
        note = Note("year-cut", fields=(("text", shape.text),))
        return PeriodReading(NOWHERE, shape.text, rest, "unproven", "a year that lost digits", notes=(note,))
    if len(shape.years) > 1:
        note = Note("years-several", fields=(("text", shape.text),))
        return PeriodReading(NOWHERE, shape.text, rest, "unproven", "several years in one header", notes=(note,))
    if shape.year is None and shape.order is not None and shape.subperiod is None:
        return _order_reading(shape, rest, highest, planning)
    period = Period(shape.kind, shape.year, shape.subperiod, shape.end_year if shape.kind == "span" else None)
    return PeriodReading(period, shape.text, rest, "consistent", f"printed: '{shape.printed.strip()}'", shape.end_year)


def _mended_reading(shape: PeriodShape, fit: tuple[Confidence, str] | None) -> PeriodReading | None:
    """The reading of a mended year; None when nothing supports it and the text may as well be two numbers."""
    after = shape.text.replace(fold(shape.printed), shape.mended, 1)
    if fit is None:
        note = Note("year-split", fields=(("text", shape.text), ("year", shape.mended)))
        return PeriodReading(NOWHERE, shape.text, shape.text, "unproven", "nothing proves the year", notes=(note,))
    confidence, reason = fit
    repair = Repair("year-mended", shape.text, after, reason)
    rest = without_period(without_period(after, shape.mended), shape.printed_sub)
    rest = "" if _YEAR_ALONE.match(rest) else rest
    return PeriodReading(Period(shape.kind, shape.year, shape.subperiod), after, rest, confidence, reason, repairs=(repair,))


def _order_reading(shape: PeriodShape, rest: str, highest: int, planning: tuple[int, int] | None) -> PeriodReading:
    """ "Tahun ke-3": counted from the first planning year if the row has as many as the period, from the second if one fewer."""
    order = shape.order or 0
    if planning is not None:
        length = planning[1] - planning[0] + 1
        first = planning[0] if highest == length else planning[0] + 1 if highest == length - 1 else None
        if first is not None and first + order - 1 <= planning[1]:
            year = first + order - 1
            reason = f"year {order} of {highest} in the period {planning[0]}-{planning[1]}"
            confidence: Confidence = "consistent" if highest == length else "unproven"
            note = Note("year-from-order", reason, (("text", shape.text), ("year", str(year))))
            return PeriodReading(Period("year", year), shape.text, rest, confidence, reason, notes=(note,))
    note = Note("year-order-open", fields=(("text", shape.text),))
    return PeriodReading(NOWHERE, shape.text, rest, "unproven", "the planning period does not tell the year", notes=(note,))


def _repair_fits(
    at: int, shapes: Sequence[PeriodShape | None], planning: tuple[int, int] | None
) -> tuple[Confidence, str] | None:
    """What supports the mended year at this place: its neighbours in the row, or the planning period."""
    shape = shapes[at]
    if shape is None or not shape.repaired or shape.year is None:
        return None
    before = next((s for s in reversed(shapes[:at]) if s is not None and s.year is not None), None)
    after = next((s for s in shapes[at + 1 :] if s is not None and s.year is not None), None)
    steps = [shape.year - before.year for _ in "b" if before is not None and before.year is not None]
    steps += [after.year - shape.year for _ in "a" if after is not None and after.year is not None]
    inside = planning is not None and planning[0] - 1 <= shape.year <= planning[1] + 1
    runs = sum(step in (0, 1) for step in steps)
    if runs == len(steps) and runs and 1 in steps:
        return "proven" if inside or runs > 1 or _run_length(
            shapes
        ) >= 3 else "consistent", "the years of the row run on by one"
    if inside:
        return (
            "consistent" if not steps or runs else "unproven",
            f"inside the planning period {planning[0]}-{planning[1]}" if planning else "",
        )
    return ("unproven", "a neighbour runs on by one") if runs else None


def _run_length(shapes: Sequence[PeriodShape | None]) -> int:
    """How many different years stand in one run of steps of one."""
    years = [shape.year for shape in shapes if shape is not None and shape.year is not None]
    best = length = 1 if years else 0
    for left, right in pairwise(years):
        length = length + 1 if right == left + 1 else length if right == left else 1
        best = max(best, length)
    return best


def _quarters(texts: Sequence[str], readings: Sequence[PeriodReading | None]) -> list[PeriodReading | None]:
    """Bare "I", "II", "III", "IV" are quarters when all four stand in order."""
    romans = {"I": 1, "II": 2, "III": 3, "IV": 4}
    bare = [romans.get(fold(text)) for text in texts]
    order = list(dict.fromkeys(number for number in bare if number))
    if order != [1, 2, 3, 4] or any(reading is not None for reading in readings):
        return list(readings)
    reason = "I, II, III and IV stand in order"
    return [
        reading if number is None else PeriodReading(Period("quarter", None, number), fold(text), "", "consistent", reason)
        for text, number, reading in zip(texts, bare, readings, strict=True)
    ]


def _check_runs(
    readings: list[PeriodReading | None], texts: Sequence[str], planning: tuple[int, int] | None
) -> list[PeriodReading | None]:
    """Numbers the groups of years, and marks years that break their run or repeat one over a gap."""
    years = [(at, r.period.year) for at, r in enumerate(readings) if r is not None and r.period.year is not None]
    blocks = _years_to_blocks([year for _, year in years if year is not None])
    found = list(readings)
    for (at, _), block in zip(years, blocks, strict=True):
        reading = found[at]
        found[at] = None if reading is None else replace(reading, block=block)
    printed = [year for _, year in years if year is not None]
    if blocks and max(blocks) > 0 and _gap_inside(years, texts, found, planning):
        for at, year in years:
            reading = found[at]
            if reading is not None and year is not None and printed.count(year) > 1:
                note = Note("years-contradict", fields=(("years", " ".join(fold(text) or "(-)" for text in texts)[:200]),))
                found[at] = replace(reading, confidence="contradicted", notes=(*reading.notes, note))
    return _mark_jumps(found, years, planning)


def _gap_inside(
    years: Sequence[tuple[int, int | None]],
    texts: Sequence[str],
    readings: Sequence[PeriodReading | None],
    planning: tuple[int, int] | None,
) -> bool:
    """True when years printed twice are one run with a hole ("2014 2015 (blank) 2014 2015") and not two groups.

    So it is when a blank head stands between them, no other words tell the groups apart, and counting on from the first year,
    blank included, ends at the planning period's last; without a period, when the groups are too short to be periods.
    """
    first, last = years[0], years[-1]
    blanks = sum(not texts[at].strip() for at in range(first[0], last[0]))
    rests = {reading.rest for at, _ in years[1:] if (reading := readings[at]) is not None}
    if not 0 < blanks <= max(1, len(years) // 4) or len(rests) > 1:
        return False
    if planning is not None and first[1] is not None:
        return first[1] + last[0] - first[0] == planning[1]
    return len(years) <= 5


def _years_to_blocks(years: Sequence[int]) -> list[int]:
    """The group of each year: a new one begins where the years fall back (or, in a falling row, jump up)."""
    if not years:
        return []
    steps = [right - left for left, right in pairwise(years)]
    falling = sum(step < 0 for step in steps) > sum(step > 0 for step in steps)
    blocks = [0]
    for step in steps:
        new = step > 0 if falling else step < 0
        blocks.append(blocks[-1] + new)
    return blocks


def _mark_jumps(
    readings: list[PeriodReading | None], years: Sequence[tuple[int, int | None]], planning: tuple[int, int] | None
) -> list[PeriodReading | None]:
    """A year between two that follow each other, but not between them in value ("2021 2032 2023"), is contradicted."""
    found = list(readings)
    distinct = [item for n, item in enumerate(years) if n == 0 or years[n - 1][1] != item[1]]
    for before, this, after in zip(distinct, distinct[1:], distinct[2:], strict=False):
        if before[1] is None or this[1] is None or after[1] is None or after[1] - before[1] != 2:
            continue
        reading = found[this[0]]
        if this[1] != before[1] + 1 and reading is not None:
            note = Note(
                "year-out-of-run", fields=(("text", reading.text), ("before", str(before[1])), ("after", str(after[1])))
            )
            found[this[0]] = replace(reading, confidence="contradicted", notes=(*reading.notes, note))
    return found


_LOOSE_YEAR = r"2\s?0\s?[0-9]\s?[0-9]"
_PLANNING = re.compile(
    rf"(?<![0-9])({_LOOSE_YEAR})\s*(?:[-‐‑‒–—―−/]|{UNTIL})\s*({_LOOSE_YEAR}|[0-9]{{2}})(?![0-9])", re.IGNORECASE
)
_SINGLE = re.compile(
    rf"(?:{YEAR_WORD}|{BUDGET_YEAR_WORD}|{lexicon().either('periods.plan_period', 'periods.short_budget_year')})\b\.?\s*"
    rf"({_LOOSE_YEAR})(?![0-9])",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![0-9.,/])(20[0-9]{2})(?![0-9]|[.,/][0-9])")
_LAW = re.compile(rf"{LAW_NUMBER}\s*{YEAR_WORD}\.?\s*[0-9]{{4}}", re.IGNORECASE)


def text_to_planning_period(text: str) -> tuple[int, int] | None:
    """(first, last) year of a plan from a title: "TAHUN 2021-2026", "2013–2018", "2021 s.d. 2026", "Tahun 2023".

    Years of laws are passed over. None when no year, or two different single ones, are printed.
    """
    plain = _LAW.sub(" ", fold(text[:20_000]))
    for match in _PLANNING.finditer(plain):
        start, printed = int("".join(match[1].split())), "".join(match[2].split())
        end = int(printed) if len(printed) == 4 else start // 100 * 100 + int(printed)
        if start < end <= start + 25:
            return start, end
    for pattern in (_SINGLE, _BARE):
        years = {int("".join(match[1].split())) for match in pattern.finditer(plain)}
        if len(years) == 1:
            year = years.pop()
            return year, year
        if years:
            return None
    return None
