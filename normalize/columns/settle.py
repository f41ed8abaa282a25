"""What the body says about columns whose heads leave something open: units by their words, the stub by its place."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from normalize.columns.reached_or_share import columns_to_reached
from normalize.columns.title_texts import table_to_texts
from normalize.columns.unit_beside import column_to_texts, text_is_unit
from normalize.columns.year_column import table_to_dating
from normalize.figures.sorts import text_is_amount
from normalize.text.look import begins_with_figure, is_value_like, text_to_shape
from normalize.words.heads import head_to_term, squash
from normalize.words.measures import MONEY
from schemas.decision import NO_CHOICES, Choices, Subject
from schemas.finding import Finding
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, ColumnRole, LogicalTable

_NAMES: frozenset[ColumnRole] = frozenset(
    {"indicator", "objective_indicator", "plan_item", "activity", "sub_activity", "activity_or_sub", "program", "objective"}
)
_NAMED: frozenset[ColumnRole] = _NAMES | {"goal", "goal_indicator"}
_TWICE: frozenset[ColumnRole] = frozenset({"plan_item", "indicator"})  # names; a second such column may hold units ("Measure")
_UNIT_SHARE = 0.8
_SHORTEST_NAME = 4
_FEW_WORDS = 3
_DIGIT = re.compile(r"\d")
_LARGE = 7  # digits; more are no count of anything that an office counts
_SEVERAL = 6
_THOUSANDS = 3  # digits that an amount may have less than the budget that it was spent of
_INITIAL = re.compile(lexicon().either("measures.initial"))
_SPENT = re.compile(lexicon().either("measures.spent"))
_OF_MONEY = re.compile(lexicon().either("measures.outturn"))
_SPENDING = re.compile(lexicon().either("titles.spending"), re.IGNORECASE)
_LIST_MARK = re.compile(r"\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}|[a-zA-Z]|[ivx]{1,4})[.)]?|[-–•·▪■●\uf0a7\uf0b7\uf0d8]")
_TICK = re.compile(r"^[√✓✔☑■●▪•vVxX×]$")
_CODE_PART = re.compile(r"^[0-9Xx]{1,4}(?:\.[0-9Xx]{1,4})?$")


def columns_to_settled(
    table: LogicalTable, columns: Sequence[ColumnMeaning], choices: Choices = NO_CHOICES
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The same columns with roles settled by what they hold, and a finding per column whose role rests on that alone.

    A column of unit words under a wide head is the unit; without any other indicator an objective's indicator is the row's; without
    any column of names the first column of words before the values is the stub.
    """
    columns = _without_dating(table, columns)
    settled = _numbered_names(table, [_units(table, column, columns) for column in columns])
    settled = _remarks_behind_values(_without_figures(table, settled))
    settled, ticked = _without_ticks(table, _code_parts(table, settled))
    settled = _aims_beside_plans([_without_worded_money(table, column) for column in settled])
    roles = {column.role for column in settled}
    if "indicator" not in roles:
        settled = [replace(c, role="indicator") if c.role == "objective_indicator" else c for c in settled]
    settled = _revised(_spent_without_budget(table, _spent(table, _planned_money(table, settled))))
    reached, told = columns_to_reached(table, settled)
    settled = list(reached)
    findings: list[Finding] = [*ticked, *told]
    chosen = choices.get(Subject("stub", str(table.fragments[0].ref)))
    if chosen is not None and int(chosen) < len(settled):
        settled = _with_stub(settled, int(chosen))
        fields = (("column", chosen), ("head", " › ".join(settled[int(chosen)].path)))
        findings.append(Finding("stub-assumed", table=table.number, fields=fields))
    elif not roles & _NAMES and "value" in roles:
        stub = _stub(table, settled)
        if stub is not None:
            settled[stub] = replace(settled[stub], role="plan_item")
            fields = (("column", str(stub)), ("head", " › ".join(settled[stub].path)))
            findings.append(Finding("stub-assumed", table=table.number, fields=fields))
    return tuple(settled), tuple(findings)


def _without_dating(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> list[ColumnMeaning]:
    """What dates other columns below one head ("Baseline" over "Year | Value") holds no values itself, though the head says so."""
    dating = {one.column for one in table_to_dating(table) if not one.whole}
    return [
        replace(column, role="unknown", measure=None, parts=()) if column.column in dating else column for column in columns
    ]


def _without_figures(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> list[ColumnMeaning]:
    """Columns of figures name no rows, though a head over several of them says names ("Rincian Perhitungan" over volume and price), where
    a column of words does."""
    mixed = [column for column in columns if column.role == "plan_item"]
    texts = {column.column: column_to_texts(table, column.column) for column in mixed}
    counted = {
        at
        for at, own in texts.items()
        if own and sum(is_value_like(text) or begins_with_figure(text) for text in own) >= _UNIT_SHARE * len(own)
    }
    if not counted or all(at in counted or not own for at, own in texts.items()):
        return list(columns)
    return [replace(column, role="unknown") if column.column in counted else column for column in columns]


def _remarks_behind_values(columns: Sequence[ColumnMeaning]) -> list[ColumnMeaning]:
    """What stands behind all values names no rows where names stand before them: "Source of Funds" is then a remark, and the names of
    the rows where it is the only one."""
    values = [column.column for column in columns if column.role == "value"]
    if not values or not any(column.role in _NAMES for column in columns[: values[0]]):
        return list(columns)
    behind = columns[values[-1] + 1 :]
    return [replace(column, role="note") if column.role == "plan_item" and column in behind else column for column in columns]


def _aims_beside_plans(columns: Sequence[ColumnMeaning]) -> list[ColumnMeaning]:
    """Of several columns that mix levels side by side the last one names the rows; those before it say what they are for ("Tujuan dan
    Sasaran | Program, Kegiatan")."""
    mixed = [at for at, column in enumerate(columns) if column.role == "plan_item"]
    plans = {path for at in mixed for path in columns[at].path}
    if len(mixed) < 2 or len(plans) < len(mixed):
        return list(columns)
    first_value = next((at for at, column in enumerate(columns) if column.role == "value"), len(columns))
    before = [at for at in mixed if at < first_value]
    return [replace(column, role="objective") if at in before[:-1] else column for at, column in enumerate(columns)]


def _with_stub(columns: Sequence[ColumnMeaning], stub: int) -> list[ColumnMeaning]:
    """The columns with the names of the rows in column `stub`, whatever passed for them before."""
    return [
        replace(column, role="plan_item", measure=None, parts=())
        if column.column == stub
        else replace(column, role="unknown")
        if column.role == "plan_item"
        else column
        for column in columns
    ]


def columns_to_possible_stubs(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> tuple[int, ...]:
    """The columns before the last value column that could name the rows: most of what they print are words, and more than one of them."""
    last_value = max((column.column for column in columns if column.role == "value"), default=0)
    dating = {one.column for one in table_to_dating(table)}
    found = []
    for column in columns[:last_value]:
        texts = column_to_texts(table, column.column)
        words = [text for text in texts if text_to_shape(text) == "text" and len(text) > _SHORTEST_NAME]
        if len(set(words)) > 1 and len(words) * 2 > len(texts) and column.role != "unit" and column.column not in dating:
            found.append(column.column)
    return tuple(found)


def _numbered_names(table: LogicalTable, columns: list[ColumnMeaning]) -> list[ColumnMeaning]:
    """A head over two columns, of which the first holds numbers and the second the names."""
    settled = list(columns)
    for column, following in pairwise(columns):
        headless = following.role == "unknown" and not following.path and column.role == "plan_item"
        if column.role not in _NAMED or not (headless or (column.cells and following.cells == column.cells)):
            continue
        own, names = column_to_texts(table, column.column), column_to_texts(table, following.column)
        numbers = sum(text_to_shape(text) in {"number", "year"} or _LIST_MARK.fullmatch(text) is not None for text in own)
        words = sum(text_to_shape(text) == "text" for text in names)
        if own and numbers == len(own) and words == len(names) and names:
            settled[column.column] = replace(column, role="number")
            settled[following.column] = replace(following, role=column.role, path=column.path, cells=column.cells)
    return settled


def _code_parts(table: LogicalTable, columns: list[ColumnMeaning]) -> list[ColumnMeaning]:
    """Columns without a head, right of the code's, that hold parts of codes: the code is spread over them."""
    settled = list(columns)
    for at, (left, column) in enumerate(pairwise(settled), 1):
        texts = column_to_texts(table, column.column)
        beside = settled[at - 1].role == "code" and column.role == "unknown" and not column.path
        if beside and texts and all(_CODE_PART.match(text) for text in texts):
            settled[at] = replace(column, role="code", path=left.path, cells=left.cells)
    return settled


def _without_ticks(table: LogicalTable, columns: list[ColumnMeaning]) -> tuple[list[ColumnMeaning], list[Finding]]:
    """Columns that only tick ("v" under TW II) hold no values, and neither do blank ones of their kind."""
    texts = {column.column: column_to_texts(table, column.column) for column in columns if column.role == "value"}
    ticks = {
        column
        for column, printed in texts.items()
        if any(_TICK.match(text) for text in printed)
        and all(_TICK.match(text) or text_to_shape(text) == "nil" for text in printed)
    }
    if not ticks:
        return columns, []
    kinds = {column.period.kind for column in columns if column.column in ticks and column.period is not None}
    ticks |= {
        column.column
        for column in columns
        if column.column in texts and not texts[column.column] and column.period is not None and column.period.kind in kinds
    }
    heads = ", ".join(column.path[-1] for column in columns if column.column in ticks and column.path)
    settled = [replace(c, role="unknown", measure=None, parts=()) if c.column in ticks else c for c in columns]
    return settled, [Finding("marks-only", table=table.number, fields=(("marks", heads),))]


def _without_worded_money(table: LogicalTable, column: ColumnMeaning) -> ColumnMeaning:
    """A column below a head of money that prints words only ("APBD", "Dana Desa") holds no amounts: sources, remarks."""
    if column.measure not in MONEY or column.parts:
        return column
    texts = [text for text in column_to_texts(table, column.column) if text_to_shape(text) != "nil"]
    worded = len(texts) >= _FEW_WORDS and not any(character.isdigit() for text in texts for character in text)
    return replace(column, role="unknown", measure=None, period=None, scale=1.0, unit=None) if worded else column


def _spent(table: LogicalTable, columns: list[ColumnMeaning]) -> list[ColumnMeaning]:
    """ "Realisasi" right of a budget of the same period, holding amounts: what was spent of it."""
    settled = list(columns)
    for at, column in enumerate(columns):
        if column.measure != "realization" or not column.path or not _SPENT.match(squash(column.path[-1])):
            continue
        before = next((c for c in reversed(columns[:at]) if c.measure not in {"realization", "achievement", None}), None)
        texts = column_to_texts(table, column.column)
        least = _budget_to_least(table, columns)
        amounts = sum(text_is_amount(text, bare_digits=True) or len(_DIGIT.findall(text)) > least for text in texts)
        if before is not None and before.measure == "budget" and before.period == column.period and amounts * 2 > len(texts):
            settled[at] = replace(column, measure="budget_realization", unit=column.unit or before.unit, scale=before.scale)
    return settled


def _planned_money(table: LogicalTable, columns: list[ColumnMeaning]) -> list[ColumnMeaning]:
    """ "Rencana" over nothing but large amounts, in a table without units: money that was planned, and not sure."""
    if any(column.role == "unit" for column in columns):
        return columns
    settled = list(columns)
    for at, column in enumerate(columns):
        term = head_to_term(_DIGIT.sub("", column.path[-1])) if column.path and column.measure == "target" else None
        if term is None or term.titled or term.neutral or column.unit is not None or column.parts:
            continue
        texts = [text for text in column_to_texts(table, column.column) if text_to_shape(text) == "number"]
        large = sum(text_is_amount(text, bare_digits=True) and len(_DIGIT.findall(text)) > _LARGE for text in texts)
        if texts and large >= _UNIT_SHARE * len(texts):
            settled[at] = replace(column, measure="budget", proven=False)
    return settled


def _spent_without_budget(table: LogicalTable, columns: list[ColumnMeaning]) -> list[ColumnMeaning]:
    """ "Realisasi" over nothing but large amounts, in a table without units and targets: money that was spent, whatever stands beside.
    A share that was reached may be one of money where a budget stands there."""
    budgeted = any(column.measure == "budget" for column in columns)
    if any(
        column.role == "unit" or column.measure == "target" or (column.measure == "achievement" and not budgeted)
        for column in columns
    ):
        return columns
    spent = [column for column in columns if column.measure == "realization" and column.unit is None and not column.parts]
    texts = [text for column in spent for text in column_to_texts(table, column.column) if text_to_shape(text) == "number"]
    least = _budget_to_least(table, columns)
    short = budgeted and _speaks_of_spending(table, spent)
    large = sum((short or text_is_amount(text, bare_digits=True)) and len(_DIGIT.findall(text)) > least for text in texts)
    told = any(column.measure == "budget_realization" for column in columns)  # what was spent in one year, and in another
    if len(texts) < (1 if told else _SEVERAL) or large < _UNIT_SHARE * len(texts):
        return columns
    money = next((c for c in columns if c.measure == "budget"), None)
    return [
        replace(
            column,
            measure="budget_realization",
            scale=money.scale if money else column.scale,
            unit=money.unit if money else None,
        )
        if column in spent
        else column
        for column in columns
    ]


def _speaks_of_spending(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> bool:
    """Do the heads, or a text above the table, say that money was spent? "Actual" alone is as well what was taken in."""
    heads = [squash(head) for column in columns for head in column.path[-1:]]
    return all(_OF_MONEY.search(head) for head in heads) or any(_SPENDING.search(text) for text in table_to_texts(table))


def _budget_to_least(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> float:
    """How many digits an amount has more than: those of the table's budget, but for three, as it may be printed in thousands; else those
    of what nobody counts."""
    budgets = [column for column in columns if column.measure == "budget" and not column.parts]
    digits = [len(_DIGIT.findall(text)) for column in budgets for text in column_to_texts(table, column.column)]
    return min(_LARGE, statistics.median(digits) - _THOUSANDS - 1) if digits else _LARGE


def _revised(columns: list[ColumnMeaning]) -> list[ColumnMeaning]:
    """ "Target Awal" is the target before its revision where a column holds the same after it."""
    after = {(column.measure, column.period) for column in columns if column.revision == "after"}
    return [
        replace(column, revision="before")
        if column.role == "value"
        and column.revision is None
        and (column.measure, column.period) in after
        and any(_INITIAL.search(squash(head)) for head in column.path)
        else column
        for column in columns
    ]


def _units(table: LogicalTable, column: ColumnMeaning, columns: Sequence[ColumnMeaning]) -> ColumnMeaning:
    open_role = column.role == "unknown" or (
        column.role in _TWICE and any(other.role in _TWICE and other.column < column.column for other in columns)
    )
    if not open_role:
        return column
    texts = column_to_texts(table, column.column)
    units = sum(text_is_unit(text) and not text_is_amount(text) for text in texts)
    return replace(column, role="unit") if texts and units >= _UNIT_SHARE * len(texts) else column


def _stub(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> int | None:
    """The first column of words before the values; a department or agency names the rows where nothing else does."""
    dating = {one.column for one in table_to_dating(table)}
    first_value = next(column.column for column in columns if column.role == "value")
    for column in columns[:first_value]:
        texts = column_to_texts(table, column.column)
        words = sum(text_to_shape(text) == "text" for text in texts)
        if column.role in {"unknown", "responsible"} and column.column not in dating and texts and words * 2 > len(texts):
            return column.column
    return None
