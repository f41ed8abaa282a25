"""One logical table to its observations.

table -> column meanings -> rows rejoined -> records -> values read -> levels -> values proven -> audit
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from normalize.audit.ratios import grid_to_ratios, ratios_to_findings, ratios_to_proven
from normalize.audit.scales import grid_to_doubtful_scales
from normalize.audit.sums_and_gaps import blocks_to_findings, records_to_gaps
from normalize.audit.totals import records_to_totals, records_with_found_totals, totals_to_findings, totals_to_sums
from normalize.columns.assumed_measure import columns_to_assumed
from normalize.columns.believed_scale import columns_to_believed_scale
from normalize.columns.by_difference import columns_to_differences
from normalize.columns.by_quotient import columns_to_proportioned
from normalize.columns.decided import Step
from normalize.columns.header import table_to_header
from normalize.columns.kind import KEY_VALUE, ChosenKind, columns_to_kind, kind_to_findings
from normalize.columns.missing_period import columns_to_periods_between
from normalize.columns.parts_of_year import columns_to_parts_of_year
from normalize.columns.scale_of_sum import columns_to_summed_scale
from normalize.columns.settle import columns_to_settled
from normalize.columns.stated_scale import ScaleStatement, columns_to_scaled
from normalize.columns.title_texts import TitleYear, text_is_sentence
from normalize.columns.unnamed_pairs import columns_to_packed
from normalize.columns.year_of_share import columns_to_dated_shares
from normalize.context.plan import (
    PlanContext,
    context_to_findings,
    records_with_context,
    records_with_work_units,
)
from normalize.context.program import ProgramContext, table_to_program
from normalize.context.small_multiples import Heading
from normalize.corrections.about_columns import columns_to_answered
from normalize.corrections.about_rows import sections_to_answered
from normalize.corrections.about_tables import kind_to_answered, program_to_answered, table_to_answered
from normalize.corrections.about_values import readings_to_answered, sources_to_findings
from normalize.corrections.standing import NOTHING_ANSWERED, Standing
from normalize.figures.numerals import Convention
from normalize.levels.blocks import blocks_to_sums
from normalize.levels.code_outline import holdings_to_findings, holdings_to_sums, records_to_holdings
from normalize.levels.place import places_under_heading, records_to_levels
from normalize.levels.under import places_under_said
from normalize.numbers.decided import readings_to_decisions
from normalize.numbers.read import DocumentVotes
from normalize.numbers.value_grid import Wording, grid_to_merged, grid_to_readings, records_to_grid, table_to_heads
from normalize.repair import fold, notes_to_findings
from normalize.rows.cut_names import rows_to_whole_labels
from normalize.rows.dated_rows import records_with_row_years
from normalize.rows.list_names import records_with_list_names
from normalize.rows.measure_column import columns_to_row_measures, records_with_row_measures
from normalize.rows.names_run_on import rows_to_names_run_on
from normalize.rows.records import Label, Record, rows_to_records
from normalize.rows.rejoin import TableRow, table_to_rows
from normalize.rows.sections import columns_to_sections, records_of_section
from normalize.text.mend import DocumentWords
from normalize.tidy.decided import findings_to_named
from normalize.tidy.observations import Reviewed, TableFacts, grid_to_observations
from normalize.words.key_values import text_to_key_value
from schemas.decision import NO_CHOICES, Choices, Decision
from schemas.finding import Finding
from schemas.kind import TableKind
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.nomenclature import Nomenclature
from schemas.observation import DocumentProfile, Observation, TableSummary
from schemas.table import TextBlock


@dataclass(frozen=True, slots=True)
class TableWay:
    """What the steps of a table's reading decided, for the accounts that are given of it (`normalize/table_accounts.py`)."""

    rows: tuple[TableRow, ...]
    steps: tuple[Step, ...]
    kind: ChosenKind
    decisions: tuple[Decision, ...]
    keys_only: bool


_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class TableResult:
    """What one logical table became."""

    table: LogicalTable
    columns: tuple[ColumnMeaning, ...]
    summary: TableSummary
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    kind: TableKind
    before: ProgramContext
    """The programme in force before the table."""
    way: TableWay


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns hold, step by step; the column that names the measure of each row, if any."""

    steps: tuple[Step, ...]
    measure_column: int | None
    findings: tuple[Finding, ...]

    @property
    def meanings(self) -> tuple[ColumnMeaning, ...]:
        return tuple(self.steps[-1].columns)


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of the rows."""

    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a table's reading takes from outside of it: a scale of money, the heading that names its rows, and the account
    numbers that the document prints before names; `votes` are how the document separates digits, `noticed` what the reader
    noticed about single cells, `form` the year of the form in which the table stands."""

    statement: ScaleStatement | None
    heading: Heading | None
    codes: frozenset[str]
    nomenclature: Nomenclature
    votes: DocumentVotes
    plan: PlanContext
    keys_only: bool
    noticed: tuple[Finding, ...] = ()
    form: TitleYear | None = None
    standing: Standing = NOTHING_ANSWERED
    choices: Choices = field(default_factory=lambda: NO_CHOICES)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the values of a table are read with: what is known of it so far, what people answered, the words of the document."""

    known: tuple[Finding, ...]
    reviewed: Reviewed
    lexicon: DocumentWords
    surroundings: Surroundings
    conventions: Mapping[int, Convention]


def table_to_result(
    table: LogicalTable,
    profile: DocumentProfile,
    lexicon: DocumentWords,
    kinds: Sequence[TableKind],
    context: ProgramContext,
    surroundings: Surroundings,
) -> tuple[TableResult, ProgramContext]:
    standing = surroundings.standing
    table, answer_findings = table_to_answered(table, standing)
    title, before = table_to_title(table), context
    told = _table_to_columns(table, profile, title or "", surroundings)
    answers = columns_to_answered(table, told.meanings, standing)
    columns = answers.columns
    texts = [block.text for block in table.context] + [cell.text for row in table.titles for cell in row.printed]
    kind = columns_to_kind(columns, texts, kinds, _first_texts(table))
    if surroundings.keys_only:
        kind = ChosenKind(KEY_VALUE, 1.0, kind.kind.name, kind.score)
    kind, told_kind = kind_to_answered(kind, table, standing)
    named = any(column.role in {"program", "plan_item"} for column in columns)
    program, context, program_findings = table_to_program(table, kind.kind, context, lexicon, named=named)
    program = program or surroundings.plan.label("program")
    program, context, told_program = program_to_answered(program, context, table, standing)
    rows, row_findings = table_to_rows(table, columns)
    rows, label_findings = rows_to_whole_labels(rows, columns, table.number)
    rows, run_on_findings = rows_to_names_run_on(table, rows, columns)
    sections, section_findings = _rows_to_sections(table, rows, columns, told.measure_column, lexicon, surroundings)
    if not kind.kind.observations:
        sections = ()
    said = sections_to_answered(sections, rows, table.number, standing)
    kind_findings = (
        *(context_to_findings(surroundings.plan, columns, table) if any(sections) else ()),
        *(() if surroundings.keys_only else kind_to_findings(kind, table.number)),
    )
    known = (
        *answers.left_open(told.findings),
        *program_findings,
        *kind_findings,
        *row_findings,
        *label_findings,
        *run_on_findings,
        *section_findings,
        *(*answer_findings, *answers.findings, *told_kind, *told_program, *said.findings),
    )
    outlook = Outlook(known, Reviewed(said.cells, answers.answered, said.rows), lexicon, surroundings, answers.conventions)
    read = _read_sections(table, columns, said.sections, kind, program, outlook)
    reason = None if read.observations else kind.kind.reason or _why_empty(columns, sections, told.findings)
    summary = replace(_table_to_summary(table, kind.kind.name), title=title, body_rows=len(rows), reason=reason)
    return TableResult(
        table=table,
        columns=tuple(columns),
        summary=summary,
        observations=read.observations,
        findings=findings_to_named((*known, *read.findings), table, columns),
        kind=kind.kind,
        before=before,
        way=TableWay(
            tuple(rows), (*told.steps, Step("reviewed", columns)), kind, tuple(read.decisions), surroundings.keys_only
        ),
    ), context


def _table_to_summary(table: LogicalTable, kind: str) -> TableSummary:
    """What is known of the table before its rows are read; `body_rows` as they are printed."""
    return TableSummary(
        number=table.number,
        kind=kind,
        title=None,
        fragments=tuple(fragment.ref for fragment in table.fragments),
        header_rows=len(table.header),
        body_rows=len(table.body),
        columns=table.columns,
        join_score=min((join.score for join in table.joins), default=None),
    )


def _table_to_columns(table: LogicalTable, profile: DocumentProfile, title: str, surroundings: Surroundings) -> _Columns:
    """What the columns hold, by their heads, then by what stands in them."""
    known = profile.period_start is not None and profile.period_end is not None
    planning = (profile.period_start or 0, profile.period_end or 0) if known else None
    header = table_to_header(table, planning, title, surroundings.form)
    dated, between = columns_to_periods_between(header.columns, table.number)
    columns, settled = columns_to_settled(table, dated, surroundings.choices)
    steps = [Step("column_heads", header.columns), Step("column_between", dated), Step("column_cells", columns)]
    columns, measure_column = columns_to_row_measures(table, columns)
    steps.append(Step("column_row_measures", columns))
    columns, packed = columns_to_packed(table, columns)
    steps.append(Step("column_pairs", columns))
    columns, parts = columns_to_parts_of_year(table, columns, title)
    steps.append(Step("column_parts_of_year", columns))
    columns, changed = columns_to_differences(table, columns)
    steps.append(Step("column_differences", columns))
    columns, stated = columns_to_scaled(columns, surroundings.statement, table.number)
    steps.append(Step("column_stated_scale", columns))
    columns, unbelieved = columns_to_believed_scale(table, columns)
    steps.append(Step("column_scale_unbelieved", columns))
    columns, proportioned = columns_to_proportioned(table, columns)
    steps.append(Step("column_quotients", columns))
    columns, shares = columns_to_dated_shares(table, columns)
    steps.append(Step("column_years_of_shares", columns))
    columns, summed = columns_to_summed_scale(table, columns)
    steps.append(Step("column_scale_summed", columns))
    findings = (
        *header.findings,
        *between,
        *settled,
        *packed,
        *parts,
        *changed,
        *stated,
        *unbelieved,
        *proportioned,
        *shares,
        *summed,
    )
    if measure_column is None:
        columns, assumed = columns_to_assumed(table, columns, title, planning)
        steps.append(Step("column_assumed", columns))
        findings = (*findings, *assumed)
    return _Columns(tuple(steps), measure_column, findings)


def _rows_to_sections(
    table: LogicalTable,
    rows: Sequence[TableRow],
    columns: Sequence[ColumnMeaning],
    measure_column: int | None,
    lexicon: DocumentWords,
    surroundings: Surroundings,
) -> tuple[tuple[tuple[Record, ...], ...], tuple[Finding, ...]]:
    """The records of each section of the table, and each finding once."""
    parts = columns_to_sections(columns)
    sections: list[tuple[Record, ...]] = []
    findings: dict[Finding, None] = {}
    for part in parts:
        records, text_findings = rows_to_records(rows, part, lexicon, table.number, surroundings.codes)
        records, list_findings = records_with_list_names(records, rows, part, table.number)
        records, year_findings = records_with_row_years(records, rows, table)
        records, measure_findings = records_with_row_measures(records, rows, measure_column, table.number)
        records = records_with_context(records_with_work_units(records, part), part, surroundings.plan)
        sections.append(records_of_section(records) if len(parts) > 1 else records)
        findings |= dict.fromkeys((*year_findings, *measure_findings, *text_findings, *list_findings))
    return tuple(sections), tuple(findings)


def _read_sections(
    table: LogicalTable,
    columns: Sequence[ColumnMeaning],
    sections: Sequence[Sequence[Record]],
    kind: ChosenKind,
    program: Label | None,
    outlook: Outlook,
) -> _Read:
    """The observations of all sections, row by row. Beside others a section has the level of its own names, whatever the kind says."""
    if len(sections) > 1:
        kind = replace(kind, kind=replace(kind.kind, row_level="by_hierarchy"))
    read = [_read_values(table, columns, records, kind, program, outlook) for records in sections if records]
    observations = sorted((one for part in read for one in part.observations), key=lambda one: one.row)
    findings = dict.fromkeys(finding for part in read for finding in part.findings)
    return _Read(tuple(observations), tuple(findings), tuple(one for part in read for one in part.decisions))


def _read_values(
    table: LogicalTable,
    columns: Sequence[ColumnMeaning],
    records: Sequence[Record],
    kind: ChosenKind,
    program: Label | None,
    outlook: Outlook,
) -> _Read:
    """Values read twice: alone, to find levels by sums; then again with the sums found, as proof."""
    grid = records_to_grid(records)
    surroundings, standing = outlook.surroundings, outlook.surroundings.standing
    words = Wording(outlook.lexicon, surroundings.votes, table_to_heads(table), outlook.conventions)
    alone = grid_to_readings(grid, records, (), words)
    first = readings_to_answered(grid, alone, table.number, standing).readings
    records, total_findings = records_with_found_totals(records, grid, first, table.number)
    levels = records_to_levels(records, grid, first, kind, program, table.number, surroundings.nomenclature)
    holdings = records_to_holdings(records, levels.places, grid, first)
    heads = frozenset(i for block in levels.blocks for i in block.head) | {one.head.record for one in holdings}
    totals = records_to_totals(records, grid, first, heads)
    sums = (*blocks_to_sums(levels.blocks, grid), *totals_to_sums(totals), *holdings_to_sums(holdings))
    again = grid_to_readings(grid, records, sums, words) if sums else alone
    said = readings_to_answered(grid, again, table.number, standing)
    readings = said.readings
    ratios = grid_to_ratios(records, grid, readings)
    findings = [
        finding
        for cell, reading in zip(grid.cells, readings, strict=True)
        for finding in notes_to_findings(reading.repairs, reading.notes, cell.slot.cells[0].ref, table.number)
    ]
    has_units = any(column.role == "unit" for column in columns)
    found = (
        *findings,
        *said.findings,
        *sources_to_findings([cell.slot.cells[0].ref for cell in grid.cells], table.number, standing),
        *total_findings,
        *levels.findings,
        *blocks_to_findings(levels.blocks, grid, readings, table.number),
        *holdings_to_findings(holdings, table.number),
        *totals_to_findings(totals, table.number),
        *ratios_to_findings(ratios, table.number),
        *grid_to_doubtful_scales(grid, readings, table.number),
        *grid_to_merged(grid, records, table.number),
        *records_to_gaps(records, grid, table.number, has_units=has_units),
    )
    places = places_under_heading(places_under_said(records, levels.places), surroundings.heading)
    inferred = any(fragment.columns_inferred for fragment in table.fragments)
    known = (*surroundings.noticed, *outlook.known, *found)
    reviewed = replace(outlook.reviewed, cells=outlook.reviewed.cells | said.cells)
    facts = TableFacts(table.number, kind.kind.name, known, ratios_to_proven(ratios), inferred, reviewed)
    observations = grid_to_observations(grid.cells, records, places, readings, facts)
    if inferred and observations:
        found = (*found, Finding("columns-inferred", table=table.number, page=table.fragments[0].ref.page))
    decisions = (*levels.decisions, *readings_to_decisions(table.fragments[0].ref, grid, readings))
    return _Read(observations, found, decisions)


def _may_be_title(block: TextBlock) -> bool:
    told = block.kind == "key_value" and text_to_key_value(block.text) is None
    return (told or block.kind in {"caption", "heading", "paragraph"}) and len(block.text) < _LONGEST_TITLE


def _first_texts(table: LogicalTable) -> tuple[str, ...]:
    rows = [item.row for item in table.body if len(item.row.printed) > 1]
    return tuple(cell.text for cell in rows[0].printed) if rows else ()


def _why_empty(columns: Sequence[ColumnMeaning], sections: Sequence[Sequence[Record]], findings: Sequence[Finding]) -> str:
    if not any(sections) and any(finding.code == "marks-only" for finding in findings):
        return "its columns only tick, as in a schedule"
    if not any(column.role == "value" for column in columns):
        return "no column has a year or a measure over it"
    return "no value cells" if any(sections) else "no data rows"


def table_to_title(table: LogicalTable) -> str | None:
    """The nearest title: the last title row, else the last text above the table that is no sentence, else the last one; None without
    either. A sentence may speak of other years and places than the table does."""
    if table.titles and table.titles[-1].printed:
        return fold(" ".join(cell.text for cell in table.titles[-1].printed))
    texts = [block.text for block in table.context if _may_be_title(block)]
    titles = [text for text in texts if not text_is_sentence(text)]
    return fold((titles or texts)[-1]) if texts else None
