"""One published value with everything that belongs to it, before it becomes a row of a frame.

Field names and meanings are those of `observations.parquet`; `None` is null.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from schemas.decision import Sign
from schemas.provenance import CellRef, FragmentRef

Level = Literal["goal", "objective", "program", "activity", "sub_activity", "unknown"]
LevelBasis = Literal["code", "printed", "nomenclature", "sum", "style", "cue", "reviewed", "unknown"]
Measure = Literal[
    "target", "realization", "achievement", "baseline", "final", "budget", "budget_realization", "final_budget", "other"
]
MONEY_MEASURES: frozenset[Measure] = frozenset({"budget", "budget_realization", "final_budget"})
TIMELESS_MEASURES: frozenset[Measure] = frozenset({"baseline", "final", "final_budget"})
"""What holds at the ends of a plan and needs no year of its own."""
YEARLY_MEASURES: frozenset[Measure] = frozenset({"target", "realization", "budget", "budget_realization"})
"""What says nothing without its year."""
Aggregation = Literal["leaf", "parent", "total", "repeat"]
Revision = Literal["before", "after", "change"]
PeriodKind = Literal["year", "fiscal_year", "quarter", "semester", "month", "span", "none"]
SUBPERIODS = {"quarter": 4, "semester": 2, "month": 12}
"""How many there are in a year."""
ValueStatus = Literal["number", "bound", "range", "category", "text", "nil", "blank", "ambiguous"]
Comparator = Literal["=", ">=", "<=", ">", "<", "range"]
Confidence = Literal["reviewed", "proven", "consistent", "unproven", "contradicted"]
CellRole = Literal[
    "title",
    "column_label",
    "column_number",
    "row_label",
    "row_group",
    "value",
    "total",
    "note",
    "repeated_header",
    "furniture",
    "blank",
]
Disposition = Literal["used", "spread", "merged_into", "repeated", "blank", "furniture", "not_planning", "rejected"]
DISPOSITION_COUNTS: tuple[Disposition, ...] = get_args(Disposition)
"""Columns of tables.parquet that count cells by what became of them."""
DocumentType = Literal["cascading", "renstra", "renja", "rpjmd", "perjanjian_kinerja", "iku", "lkjip", "rencana_aksi", "other"]


@dataclass(frozen=True, slots=True)
class Period:
    """When a value holds. `year` is the first year of a fiscal year or span, None for kind "none"; `subperiod` the number of
    the quarter, semester or month; `last` the last year of a span, where it is printed: it tells no two periods apart."""

    kind: PeriodKind
    year: int | None = None
    subperiod: int | None = None
    last: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DocumentProfile:
    """What the document says about itself, as printed in its titles; None where it does not."""

    title: str | None = None
    region: str | None = None
    organization: str | None = None
    document_type: DocumentType = "other"
    period_start: int | None = None
    period_end: int | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """The row's place in the plan, texts repaired and inherited."""

    vision: str | None = None
    mission: str | None = None
    goal: str | None = None
    goal_indicator: str | None = None
    objective: str | None = None
    program_code: str | None = None
    program: str | None = None
    activity_code: str | None = None
    activity: str | None = None
    sub_activity_code: str | None = None
    sub_activity: str | None = None
    indicator: str | None = None
    formula: str | None = None
    unit: str | None = None
    responsible: str | None = None
    location: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """indicator row x measure x period. `table` counts logical tables from 1, `row` body rows from 0.

    `label_cells` are the cells that each label was taken from, as (field name of Labels, cells in reading order), so that
    every label can be replayed from raw text. `value_exact` is `value` in figures where the float rounds it, else None.
    """

    table: int
    table_kind: str
    row: int
    cell: CellRef
    labels: Labels
    level: Level
    level_basis: LevelBasis
    measure: Measure
    revision: Revision | None
    period: Period
    period_label: str
    value_text: str
    value_status: ValueStatus
    value: float | None
    value_low: float | None
    value_high: float | None
    comparator: Comparator | None
    category: str | None
    scale: float
    confidence: Confidence
    flags: tuple[str, ...] = ()
    label_cells: tuple[tuple[str, tuple[CellRef, ...]], ...] = ()
    value_confidence: Confidence = "unproven"
    name_confidence: Confidence = "unproven"
    column_confidence: Confidence = "unproven"
    value_exact: str | None = None
    doubts: tuple[Sign, ...] = field(default=(), compare=False)
    """What speaks against it by "part.what" (schemas.doubt_sentences), in log-odds of its being right, the weightiest first; 0 for what
    leaves it open alone."""


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """What became of one source cell. `table` is the logical table's number, 0 when the cell belongs to none."""

    cell: CellRef
    table: int
    role: CellRole
    disposition: Disposition


@dataclass(frozen=True, slots=True)
class TableSummary:
    """One logical table: which fragments it was knit from and what came out of it. `reason` says why there are no observations."""

    number: int
    kind: str
    title: str | None
    fragments: tuple[FragmentRef, ...]
    header_rows: int
    body_rows: int
    columns: int
    join_score: float | None
    reason: str | None = None
