"""Measures and scales by arithmetic between columns: what "%" is, what an unknown word over money is, which scale a neighbour has.

A bare "%" is the share that was reached only where it is the quotient of two columns beside it; where it is each row's part in a sum, or
a change in per cent of what was before, it is another figure, and else it is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.columns.quotients import ColumnFigures, Quotient, columns_to_values
from normalize.repair import fold
from normalize.words.heads import head_to_term
from normalize.words.measures import MONEY, path_to_scale
from normalize.words.money import text_to_currency
from normalize.words.quantities import PERCENT_UNIT
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import Measure
from schemas.provenance import CellRef

_BRACKETS = re.compile(r"\([^()]*\)")
_DIGITS = re.compile(r"[0-9]+")
_TELLING = 4  # rows in which a quotient tells what a head does not
_FEW, _HUNDREDS = 3, 100
_REACHED: dict[Measure | None, Measure] = {"budget": "budget_realization", "target": "realization"}
_PAIRS: tuple[tuple[Measure, Measure], ...] = (("target", "realization"), ("budget", "budget_realization"))


def columns_to_proportioned(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns with what their figures prove about each other, one finding for each change and each "%" that stays open."""
    settled = list(columns)
    findings: list[Finding] = []
    figures = ColumnFigures(table)
    values = columns_to_values(columns)
    shares = [column for column in columns if column.column in values and column.measure == "achievement"]
    for column in shares:
        plain = [at for at in values if settled[at].measure != "achievement"]
        quotient = figures.quotient(column.column, plain)
        if quotient is not None and settled[quotient.part].revision == "change":
            part = settled[quotient.part]
            settled[column.column] = replace(column, measure="other", unit="%", period=part.period, revision="change")
        elif quotient is not None:
            findings.extend(_measure_part(table, settled, quotient))
            findings.extend(_scale_part(table, settled, quotient.part, quotient.whole, quotient))
        elif _is_bare(column):
            findings.append(_read_bare(table, settled, column, figures, plain))
    findings.extend(_read_little(table, settled, figures, values))
    for first, second in _beside(settled):
        if figures.are_alike(first, second):
            findings.extend(_scale_part(table, settled, first, second, None))
    for column in _small_money(settled, figures):
        settled[column.column] = replace(column, measure="other", unit="%", proven=False)
        fields = (("text", _shown(column)), ("measure", "other"))
        findings.append(Finding("percent-open", _cell(column), table.number, fields=fields))
    return tuple(settled), tuple(findings)


def _read_little(
    table: LogicalTable, settled: list[ColumnMeaning], figures: ColumnFigures, values: Sequence[int]
) -> list[Finding]:
    """Heads that say little are achievements where they print the quotient of the two columns before them."""
    findings: list[Finding] = []
    for column in [column for column in settled if column.column in values and _says_little(column)]:
        beside = [at for at in (column.column - 2, column.column - 1) if at in values and settled[at].period == column.period]
        quotient = figures.quotient(column.column, beside, _TELLING)
        if quotient is not None and quotient.part > quotient.whole:
            settled[column.column] = replace(column, measure="achievement", unit="%", scale=1.0)
            fields = (("text", _shown(column)), ("measure", "achievement"), ("whole", _shown(settled[quotient.whole])))
            evidence = _evidence(settled, quotient)
            findings.append(Finding("measure-by-quotient", _cell(column), table.number, evidence=evidence, fields=fields))
    return findings


def _small_money(columns: Sequence[ColumnMeaning], figures: ColumnFigures) -> list[ColumnMeaning]:
    """The columns of money whose heads name no currency and whose figures are all within 100, beside amounts of a currency: they print
    how many per cent of the money was planned or spent ("Keuangan", "RN", "RL")."""
    money = [column for column in columns if column.measure in MONEY and not column.parts]
    amounts = [column for column in money if any(text_to_currency(head) for head in column.path)]
    if not any(figures.largest(column.column) > _HUNDREDS * _HUNDREDS for column in amounts):
        return []
    found = [column for column in money if column not in amounts and column.scale == 1.0 and column.unit is None]
    return [column for column in found if figures.count(column.column) >= _FEW and figures.largest(column.column) <= _HUNDREDS]


def _is_bare(column: ColumnMeaning) -> bool:
    """True for a head that says "%" and nothing else, below heads that name no measure."""
    upper = [term for head in column.path[:-1] if (term := head_to_term(_DIGITS.sub("", head))) is not None and term.measure]
    return (
        bool(column.path) and not upper and PERCENT_UNIT.fullmatch(fold(column.path[-1]).lstrip(" (").rstrip(" )")) is not None
    )


def _says_little(column: ColumnMeaning) -> bool:
    """True for a head that says only that figures of something stand below it ("Kinerja"), or that no word knows; "Keu (%)" below
    "Realisasi" does not say of what it is the percentage."""
    if column.measure == "realization" and column.unit == "%":
        return True
    term = head_to_term(column.path[-1]) if column.path else None
    return column.measure == "other" or (column.measure == "target" and (term is None or term.neutral))


def _measure_part(table: LogicalTable, settled: list[ColumnMeaning], quotient: Quotient) -> list[Finding]:
    """Gives the part of a quotient the measure that was reached of the whole, where its head says no more than that it is money, or
    nothing."""
    part, whole = settled[quotient.part], settled[quotient.whole]
    reached = _REACHED.get(whole.measure)
    if (
        reached is None
        or part.measure not in {whole.measure, "other"}
        or part.period != whole.period
        or part.revision is not None
    ):
        return []
    if any(_names_measure(head) for head in part.path):
        return []
    settled[quotient.part] = replace(part, measure=reached, unit=part.unit or whole.unit)
    fields = (("text", _shown(part)), ("whole", _shown(whole)), ("measure", reached))
    return [Finding("measure-by-quotient", _cell(part), table.number, evidence=_evidence(settled, quotient), fields=fields)]


def _names_measure(head: str) -> bool:
    term = head_to_term(_DIGITS.sub("", _BRACKETS.sub("", head)))
    return term is not None and term.measure is not None


def _scale_part(
    table: LogicalTable, settled: list[ColumnMeaning], first: int, second: int, quotient: Quotient | None
) -> list[Finding]:
    """Gives the one of two amounts that states no scale that of the other: their quotient proves it, or their size makes it probable."""
    one, other = settled[first], settled[second]
    if one.scale == other.scale or not {one.measure, other.measure} <= MONEY:
        return []
    unstated, stated = (one, other) if one.scale == 1.0 else (other, one)
    if unstated.scale != 1.0 or path_to_scale(unstated.path) != 1.0:
        return []
    proven = unstated.proven and quotient is not None
    settled[unstated.column] = replace(unstated, scale=stated.scale, unit=unstated.unit or stated.unit, proven=proven)
    code = "scale-by-quotient" if quotient is not None else "scale-of-neighbour"
    evidence = _evidence(settled, quotient) if quotient is not None else "the figures of both columns are of one size"
    fields = (("text", _shown(unstated)), ("scale", f"{stated.scale:g}"), ("other", _shown(stated)))
    return [Finding(code, _cell(unstated), table.number, evidence=evidence, fields=fields)]


def _read_bare(
    table: LogicalTable, settled: list[ColumnMeaning], column: ColumnMeaning, figures: ColumnFigures, plain: Sequence[int]
) -> Finding:
    for at in plain:
        if rows := figures.is_share_of_sum(column.column, at):
            settled[column.column] = replace(column, measure="other")
            evidence = f"in {rows} rows it is the part of '{_shown(settled[at])}' in one sum"
            fields = (("text", _shown(column)),)
            return Finding("share-of-sum", _cell(column), table.number, evidence=evidence, fields=fields)
    paired = any(
        settled[first].period == settled[second].period and (settled[first].measure, settled[second].measure) in _PAIRS
        for first in plain
        for second in plain
    )
    tried = any(figures.by_column[column.column]) and len(plain) > 1
    measure: Measure = "achievement" if paired and not tried else "other"
    settled[column.column] = replace(column, measure=measure, proven=False)
    return Finding("percent-open", _cell(column), table.number, fields=(("text", _shown(column)), ("measure", measure)))


def _beside(columns: Sequence[ColumnMeaning]) -> list[tuple[int, int]]:
    """The pairs of a budget and what was spent of it in one period."""
    return [
        (spent.column, budget.column)
        for spent in columns
        for budget in columns
        if (budget.measure, spent.measure) == _PAIRS[1]
        and budget.period == spent.period
        and not spent.parts
        and not budget.parts
    ]


def _evidence(columns: Sequence[ColumnMeaning], quotient: Quotient) -> str:
    names = (_shown(columns[at]) for at in (quotient.share, quotient.part, quotient.whole))
    return "in {} of {} rows '{}' is '{}' in per cent of '{}'".format(quotient.rows, quotient.compared, *names)


def _shown(column: ColumnMeaning) -> str:
    return " › ".join(column.path)


def _cell(column: ColumnMeaning) -> CellRef | None:
    return column.cells[-1] if column.cells else None
