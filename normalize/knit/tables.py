"""Fragments to logical tables: the joined table, every cell still knowing its place in the source.

p2/t1   Indikator | Satuan | 2021        p3/t1   Indikator | Satuan | 2021        one table of three data rows, A, B and C;
        Jumlah A  | Orang  | 6                   Jumlah C  | Orang  | 7           the head of page 3 is a repeated header,
        Jumlah B  | Unit   | 8                                                    "7" is still the cell p3/t1/r1c2
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from normalize.knit.cut_heads import rows_to_whole_heads
from normalize.knit.head_claims import rows_to_remarks
from normalize.knit.join import (
    JoinCase,
    case_to_join,
    columns_to_kinds,
    edges_to_refinement,
    fragments_to_mapping,
    lies_inside,
    signs_to_join,
    split_column_to_mapping,
)
from normalize.knit.names_beside_marks import rows_with_names_beside_marks
from normalize.knit.row_roles import rows_to_roles
from normalize.knit.running_lines import RunningLines, fragments_to_running_lines, rows_without_running_lines
from normalize.knit.slots import cell_to_placed, fragment_to_rows
from normalize.repair import fold
from schemas.decision import NO_CHOICES, Choices, Sign, Subject
from schemas.finding import Finding
from schemas.logical import GridRow, Join, LogicalTable, PlacedCell, RoledRow
from schemas.provenance import FragmentRef
from schemas.sign_sentences import signs_to_evidence
from schemas.table import DocumentReading, Fragment, TextBlock

ENOUGH_ROWS = 60
MOST_OPEN = 5  # tables that may still be open at the foot of a page


@dataclass(slots=True)
class _OpenTable:
    """A table under construction; becomes a frozen LogicalTable at the end."""

    fragments: list[Fragment]
    context: tuple[TextBlock, ...]
    rows: list[RoledRow]
    joins: list[Join] = field(default_factory=list)
    model: Fragment | None = None  # the fragment whose columns are the table's, where it is not the first

    @property
    def columns_of(self) -> Fragment:
        return self.model or self.fragments[0]

    @property
    def bodiless(self) -> bool:
        return all(item.role in {"header", "title", "blank", "furniture", "column_numbers"} for item in self.rows)

    @property
    def ends_in_header(self) -> bool:
        """True when its last fragment prints nothing but the header again."""
        rows = [item for item in self.rows if item.row.fragment == self.fragments[-1].ref and item.role != "furniture"]
        return bool(rows) and all(item.role == "repeated_header" for item in rows)

    def give_back(self) -> FragmentRef:
        """Parts with its last fragment."""
        gone = self.fragments.pop().ref
        self.rows = [item for item in self.rows if item.row.fragment != gone]
        self.joins.pop()
        return gone

    @property
    def last_rows(self) -> list[GridRow]:
        """The last data rows: enough to say what its columns hold, and no more, so that a table of many pages costs no more a page."""
        found = (item.row for item in reversed(self.rows) if item.role == "data")
        return list(islice(found, ENOUGH_ROWS))[::-1]


@dataclass(frozen=True, slots=True)
class _Given:
    """What is known before the first table: the decisions taken elsewhere, and the pages' running lines."""

    choices: Choices
    running: RunningLines
    placed: dict[FragmentRef, tuple[GridRow, ...]] = field(default_factory=dict)

    def rows(self, fragment: Fragment) -> tuple[GridRow, ...]:
        """The rows of the fragment in its own columns, placed once."""
        if fragment.ref not in self.placed:
            self.placed[fragment.ref] = fragment_to_rows(fragment)
        return self.placed[fragment.ref]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A fragment held against one table: the outcome, and what both would become. `rows_before` are the table's own rows and `model`
    the fragment whose columns they have, where a header gets the finer columns of the fragment."""

    table: _OpenTable
    outcome: Join
    rows: tuple[RoledRow, ...]
    rows_before: list[RoledRow]
    model: Fragment | None

    @property
    def weight(self) -> float:
        return self.outcome.score

    def join(self, fragment: Fragment) -> None:
        self.table.rows = self.rows_before
        self.table.rows.extend(self.rows)
        self.table.fragments.append(fragment)
        self.table.model = self.model
        self.table.joins.append(self.outcome)


def _head_rows(rows: Sequence[RoledRow], role: str) -> list[GridRow]:
    """The rows of that role before the first data row: a fragment with a header of its own is never joined, so no head stands
    further down."""
    return [item.row for item in takewhile(lambda item: item.role != "data", rows) if item.role == role]


def reading_to_tables(
    reading: DocumentReading, choices: Choices = NO_CHOICES
) -> tuple[tuple[LogicalTable, ...], tuple[Finding, ...]]:
    """The document's logical tables in reading order, and the joins that people should know of.

    Each fragment ends in exactly one table. A document without fragments gives no tables. `choices` settle the number of head rows of
    fragments ("header") and whether they continue a table ("join").
    """
    tables: list[_OpenTable] = []
    findings: list[Finding] = []
    between: list[TextBlock] = []
    given = _Given(choices, fragments_to_running_lines(reading.fragments))
    for block in reading.blocks:
        if isinstance(block, TextBlock):
            if block.kind != "furniture":
                between.append(block)
            continue
        attempt = _continue_table(tables, block, tuple(between), given)
        if (attempt is None or not attempt.outcome.joined) and (
            own := _header_of_its_own(tables, block, tuple(between), given)
        ):
            gone = str(tables[-1].give_back())
            findings = [finding for finding in findings if ("fragment", gone) not in finding.fields]
            tables.append(own.table)
            attempt = own
        if attempt is not None and attempt.outcome.joined:
            attempt.join(block)
            number = next(n for n, table in enumerate(tables, 1) if table is attempt.table)
            findings.append(_join_finding("fragment-joined", block, number, attempt.outcome))
        else:
            own_rows = _fragment_to_own_rows(block, given)
            if attempt is not None and attempt.outcome.doubtful:  # a table with a head of its own is read without the other
                told = _join_finding("join-doubtful", block, len(tables) + 1, attempt.outcome)
                findings.append(told if _head_rows(own_rows, "header") else replace(told, severity="warning"))
            tables.append(_OpenTable([block], tuple(between), own_rows))
        between = []
    frozen = [_freeze(number, table) for number, table in enumerate(tables, 1)]
    findings.extend(finding for _, found in frozen for finding in found)
    return tuple(table for table, _ in frozen), tuple(findings)


def _join_finding(code: str, fragment: Fragment, table: int, join: Join) -> Finding:
    fields = (("fragment", str(fragment.ref)), ("score", f"{join.score:.2f}"))
    return Finding(
        code,
        table=table,
        evidence=signs_to_evidence(join.decision.signs),
        fields=fields,
        page=fragment.ref.page,
        decision=join.decision.subject,
    )


def _fragment_to_own_rows(fragment: Fragment, given: _Given) -> list[RoledRow]:
    top, grid, foot = rows_without_running_lines(given.rows(fragment), given.running)
    return [*top, *rows_to_roles(grid, chosen=_chosen_header(fragment, given, len(top))), *foot]


def _chosen_header(fragment: Fragment, given: _Given, above: int) -> int | None:
    """The number of head rows below the `above` running lines of the page, where it was decided; None where it was not."""
    chosen = given.choices.get(Subject("header", str(fragment.ref)))
    return None if chosen is None else max(0, int(chosen) - above)


def _continue_table(
    tables: list[_OpenTable], fragment: Fragment, between: tuple[TextBlock, ...], given: _Given
) -> _Attempt | None:
    """What speaks for the table that the fragment continues best, joined or not; None when there is no table yet.

    The last table comes first. An earlier one is tried where it ends on this page or the page before: two tables may share the pages,
    beside each other or in turns.
    """
    if not tables or fragment.nested_in is not None or given.choices.get(Subject("join", str(fragment.ref))) == "apart":
        return None
    last = _attempt(tables[-1], fragment, between, 0, given)
    page = fragment.ref.page
    earlier = [
        _attempt(table, fragment, between, others, given)
        for others, table in enumerate(reversed(tables[-MOST_OPEN:-1]), 1)
        if page and 0 <= page - table.fragments[-1].ref.page <= 1
    ]
    return max((last, *(one for one in earlier if one.outcome.joined)), key=lambda one: (one.outcome.joined, one.weight))


def _header_of_its_own(
    tables: list[_OpenTable], fragment: Fragment, between: tuple[TextBlock, ...], given: _Given
) -> _Attempt | None:
    """The attempt that joins the fragment to what the last fragment then was: not the last table's header printed again, but the first
    rows of a header that goes on here; None when it was none."""
    if not tables or len(tables[-1].fragments) < 2 or not tables[-1].ends_in_header:
        return None
    header = tables[-1].fragments[-1]
    attempt = _attempt(_OpenTable([header], (), _fragment_to_own_rows(header, given)), fragment, between, 0, given)
    return attempt if attempt.outcome.joined and attempt.table.bodiless else None


def _attempt(table: _OpenTable, fragment: Fragment, between: tuple[TextBlock, ...], others: int, given: _Given) -> _Attempt:
    finer = _with_columns_of(table, fragment)
    rows_before = finer or table.rows
    model = fragment if finer else table.columns_of
    kinds = columns_to_kinds(table.last_rows) if finer is None else ()
    header, titles = _head_rows(rows_before, "header"), _head_rows(rows_before, "title")
    empty = frozenset(column for column, kind in enumerate(kinds) if not kind) if kinds else rows_to_remarks(header)
    last = table.fragments[-1]
    mapping = fragments_to_mapping(model, fragment, empty)
    if mapping.columns is None and last is not model and last.columns == model.columns:
        mapping = fragments_to_mapping(last, fragment)
    if mapping.columns is None:
        mapping = split_column_to_mapping(model, fragment) or mapping
    own = mapping.columns is None or (model.columns == fragment.columns and mapping.columns == tuple(range(fragment.columns)))
    placed = given.rows(fragment) if own else fragment_to_rows(fragment, mapping.columns, model.columns)
    top, grid, foot = rows_without_running_lines(placed, given.running)
    figures = (
        frozenset(column for column, kind in enumerate(kinds) if kind == "value")
        if mapping.columns is not None
        else frozenset()
    )
    rows = rows_to_roles(grid, header, titles, figures, _chosen_header(fragment, given, len(top)))
    case = JoinCase(
        table_columns=model.columns,
        table_kinds=kinds,
        table_page=last.ref.page,
        mapping=mapping,
        rows=rows,
        fragment=fragment.ref,
        between=between,
        bodiless=table.bodiless,
        headings=frozenset(fold(block.text) for block in table.context if block.kind in {"heading", "caption"} or block.bold),
        others=others,
        inside=lies_inside(last, fragment, between),
    )
    join = case_to_join(case)
    if mapping.columns is not None and not join.joined and given.choices.get(Subject("join", str(fragment.ref))) == "joined":
        join = signs_to_join(fragment.ref, (*join.decision.signs, Sign("join_given", 1.0)), 1.0, joined=True)
        rows = tuple(_as_passed(item) for item in rows)
    return _Attempt(table, join, (*top, *rows, *foot), rows_before, fragment if finer else table.model)


def _as_passed(item: RoledRow) -> RoledRow:
    """A head or title inside a table is passed over: the table has its own."""
    return RoledRow(item.row, "repeated_header", Sign("row_passed")) if item.role in {"header", "title"} else item


def _with_columns_of(table: _OpenTable, fragment: Fragment) -> list[RoledRow] | None:
    """The rows of a header without body in the finer columns of `fragment`, whose edges hold all of its own; None otherwise."""
    if not table.bodiless or len(table.fragments) != 1:
        return None
    first = table.fragments[0]
    places = edges_to_refinement(first.column_edges, fragment.column_edges) if first.column_edges else None
    if places is None:
        return None
    rows = {row.index: row for row in fragment_to_rows(first, places, fragment.columns, spread=True)}
    return [replace(item, row=rows[item.row.index]) for item in table.rows]


def _absorbed(fragment: Fragment, rows: Sequence[RoledRow]) -> Iterator[PlacedCell]:
    """The cells of a fragment that went into their right neighbours."""
    held = {cell.ref for item in rows if item.row.fragment == fragment.ref for cell in item.row.anchors}
    placed = (cell_to_placed(fragment, cell, cell.column, cell.column_span) for cell in fragment.cells)
    return (cell for cell in placed if cell.ref not in held)


def _freeze(number: int, table: _OpenTable) -> tuple[LogicalTable, tuple[Finding, ...]]:
    body_roles = {"data", "group", "total", "note"}
    heads = rows_to_whole_heads(_head_rows(table.rows, "header"), number)
    frozen = LogicalTable(
        number=number,
        columns=table.columns_of.columns,
        fragments=tuple(table.fragments),
        context=table.context,
        titles=tuple(_head_rows(table.rows, "title")),
        header=heads.rows,
        body=rows_with_names_beside_marks(heads.rows, [item for item in table.rows if item.role in body_roles]),
        joins=tuple(table.joins),
        outside=tuple(item for item in table.rows if item.role not in body_roles | {"title", "header"}),
        head_tails=heads.tails,
        absorbed=tuple(
            cell
            for fragment in table.fragments
            if fragment.columns > table.columns_of.columns
            for cell in _absorbed(fragment, table.rows)
        ),
    )
    return frozen, heads.findings
