"""Total rows against the rows that they sum, and achievements against their targets: the source's arithmetic beside the hierarchy.

Which rows a total sums is not printed. The schemes tried are the rows since the total before it, all rows above, and the totals above
it (a grand total of subtotals). The one that agrees in most columns is taken, if it agrees in at least half of those that can be compared;
columns that then differ are reported. Totals computed from unrounded figures differ by roundings: half a unit of the last place per part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from normalize.audit.sums_and_gaps import decimal_to_text
from normalize.numbers.types import SumRelation, ValueReading
from normalize.numbers.value_grid import ValueCell, ValueGrid
from normalize.repair import fold
from normalize.rows.records import Record, record_to_indicator
from normalize.words.measures import MONEY
from schemas.finding import Finding
from schemas.lexicon import lexicon

_ROUNDING = Decimal("0.5")
_FEWEST_PARTS = 2
_TOTAL_WORD = re.compile(rf"{lexicon().either('rows.total')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """One value column of one total row under the scheme that was chosen. `agrees` allows for roundings, `exact` does not."""

    total: ValueCell
    parts: tuple[ValueCell, ...]
    printed: Decimal
    summed: Decimal
    agrees: bool
    exact: bool


def records_to_totals(
    records: Sequence[Record], grid: ValueGrid, readings: Sequence[ValueReading], parents: frozenset[int]
) -> tuple[TotalCheck, ...]:
    """The checks of every total row for which a scheme was found; empty without total rows.

    `parents` are records whose figures are sums themselves (activities over sub-activities): they are no parts of a total.
    """
    checks: list[TotalCheck] = []
    totals: list[int] = []
    for index, record in enumerate(records):
        if not record.total:
            continue
        since = totals[-1] + 1 if totals else 0
        schemes = [
            [i for i in range(since, index) if not records[i].total and i not in parents],
            [i for i in range(index) if not records[i].total and i not in parents],
            list(totals),
        ]
        candidates = [_scheme_to_checks(index, parts, grid, readings) for parts in schemes if len(parts) >= _FEWEST_PARTS]
        best = max(candidates, key=lambda found: sum(check.agrees for check in found), default=[])
        if best and 2 * sum(check.agrees for check in best) >= len(best):
            checks.extend(best)
        totals.append(index)
    return tuple(checks)


def records_with_found_totals(
    records: Sequence[Record], grid: ValueGrid, readings: Sequence[ValueReading], table: int
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records with those marked as totals that no word, or only the first of their words, calls so, and whose every figure is the sum
    of the rows above them; one finding each, and one for each row without a name that sums up nothing."""
    found = list(records)
    findings: list[Finding] = []
    since = 0
    for index, record in enumerate(records):
        worded = _begins_like_a_total(record)
        if record.total or not (record.unnamed or worded):
            since = index + 1 if record.total else since
            continue
        schemes = [range(since, index), range(index)] if since else [range(index)]
        parts = [[i for i in scheme if not found[i].total] for scheme in schemes]
        checks = next(
            (some for rows in parts if (some := _scheme_to_checks(index, rows, grid, readings)) and _is_sum(some, worded)), []
        )
        cells = [slot.cells[0].ref for slot in record.values if slot.cells and slot.raw.strip()]
        if not checks and record.unnamed and _tops_all(index, records, grid, readings):
            found[index] = replace(record, total=True)
            evidence = "it closes the table without a name, and no amount above is larger than its own in any column"
            findings.append(Finding("total-found", cells[0], table, evidence=evidence, related=tuple(cells[1:])))
        elif checks:
            found[index] = replace(record, total=True)
            since = index + 1
            evidence = f"its figures in {len(checks)} columns are the sums of {max(len(check.parts) for check in checks)} rows above it"
            findings.append(Finding("total-found", cells[0], table, evidence=evidence, related=tuple(cells[1:])))
        elif record.unnamed:
            fields = (("figures", ", ".join(fold(slot.raw) for slot in record.values if slot.raw.strip())[:80]),)
            findings.append(Finding("row-unnamed", cells[0], table, fields=fields, related=tuple(cells[1:])))
    return tuple(found), tuple(findings)


def _tops_all(index: int, records: Sequence[Record], grid: ValueGrid, readings: Sequence[ValueReading]) -> bool:
    """True for the last row of a table whose amounts of money, in at least two columns, are none smaller than any above them."""
    amounts: dict[int, list[Decimal]] = defaultdict(list)
    for (at, column), cell in grid.at.items():
        value = readings[cell.index].value
        if at < index and cell.slot.column.measure in MONEY and value is not None:
            amounts[column].append(value)
    own = {column: readings[grid.at[index, column].index].value for column in amounts if (index, column) in grid.at}
    tops = [value >= max(amounts[column]) for column, value in own.items() if value is not None]
    last = all(record.total or record.empty for record in records[index + 1 :])
    return last and index > _FEWEST_PARTS and len(tops) > 1 and all(tops)


def _begins_like_a_total(record: Record) -> bool:
    name = record_to_indicator(record) or next((one for one in record.labels.values() if not one.inherited), None)
    return name is not None and not name.inherited and "unit" not in record.labels and _TOTAL_WORD.match(name.text) is not None


def _is_sum(checks: Sequence[TotalCheck], worded: bool) -> bool:
    """True where all columns agree exactly; a word needs two columns or three parts besides, since small figures add up by chance."""
    agree = all(check.exact and check.printed for check in checks)
    return agree and (not worded or len(checks) > 1 or len(checks[0].parts) > _FEWEST_PARTS)


def _scheme_to_checks(total: int, parts: Sequence[int], grid: ValueGrid, readings: Sequence[ValueReading]) -> list[TotalCheck]:
    columns = sorted({column for record, column in grid.at if record == total})
    checks = []
    for column in columns:
        cell = grid.at[total, column]
        printed = readings[cell.index].value
        cells = [grid.at[i, column] for i in parts if (i, column) in grid.at]
        values = [(part, readings[part.index].value) for part in cells]
        known = [(part, value) for part, value in values if value is not None]
        if printed is None or len(known) < _FEWEST_PARTS or any(readings[part.index].status == "ambiguous" for part in cells):
            continue
        summed = sum((value for _, value in known), Decimal(0))
        off = abs(summed - printed)
        step = readings[cell.index].scale * _last_place(readings[cell.index].text)
        members = tuple(part for part, _ in known)
        checks.append(TotalCheck(cell, members, printed, summed, off <= _ROUNDING * step * len(known), off == 0))
    return checks


def _last_place(text: str) -> Decimal:
    """0.01 for a text with two decimals after its last comma or dot, 1 for a whole number or thousands groups."""
    digits = text.strip().rstrip("%) ")
    at = max(digits.rfind(","), digits.rfind("."))
    tail = digits[at + 1 :] if at >= 0 else ""
    return Decimal(1).scaleb(-len(tail)) if tail.isdigit() and len(tail) in {1, 2} else Decimal(1)


def totals_to_sums(checks: Sequence[TotalCheck]) -> tuple[SumRelation, ...]:
    """The exact ones as claims for the second reading."""
    return tuple(SumRelation(check.total.index, tuple(part.index for part in check.parts)) for check in checks if check.exact)


def totals_to_findings(checks: Sequence[TotalCheck], table: int) -> tuple[Finding, ...]:
    """One finding per total that differs from its parts by more than roundings."""
    return tuple(
        Finding(
            "total-differs",
            cell=check.total.slot.cells[0].ref,
            table=table,
            before=fold(check.total.slot.raw),
            after=decimal_to_text(check.summed),
            evidence=f"{len(check.parts)} rows",
            related=tuple(part.slot.cells[0].ref for part in check.parts[:50]),
        )
        for check in checks
        if not check.agrees
    )
