"""Fragments to logical tables: the joined table, every cell still knowing its place in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from normalize.continuation import JoinCase, case_to_decision, columns_to_kinds, edges_to_refinement, fragments_to_mapping
from normalize.grid import fragment_to_rows
from normalize.repair import fold
from normalize.rows import rows_to_roles
from schemas.finding import Finding
from schemas.logical import GridRow, JoinDecision, LogicalTable, RoledRow
from schemas.table import DocumentReading, Fragment, TextBlock

ENOUGH_ROWS = 60


@dataclass(slots=True)
class _OpenTable:
    """A table under construction; becomes a frozen LogicalTable at the end."""

    fragments: list[Fragment]
    context: tuple[TextBlock, ...]
    rows: list[RoledRow]
    joins: list[JoinDecision] = field(default_factory=list)
    model: Fragment | None = None  # the fragment whose columns are the table's, where it is not the first

    @property
    def columns_of(self) -> Fragment:
        return self.model or self.fragments[0]

    @property
    def bodiless(self) -> bool:
        return all(item.role in {"header", "title", "blank"} for item in self.rows)

    @property
    def header(self) -> list[GridRow]:
        return [item.row for item in self._head if item.role == "header"]

    @property
    def titles(self) -> list[GridRow]:
        return [item.row for item in self._head if item.role == "title"]

    @property
    def _head(self) -> Iterator[RoledRow]:
        """The rows before the first data row: a fragment with a header of its own is never joined, so no head stands further down."""
        return takewhile(lambda item: item.role != "data", self.rows)

    @property
    def last_rows(self) -> list[GridRow]:
        """The last data rows: enough to say what its columns hold, and no more, so that a table of many pages costs no more a page."""
        found = (item.row for item in reversed(self.rows) if item.role == "data")
        return list(islice(found, ENOUGH_ROWS))[::-1]


def reading_to_tables(reading: DocumentReading) -> tuple[tuple[LogicalTable, ...], tuple[Finding, ...]]:
    """The document's logical tables in reading order, and the joins that people should know of.

    Each fragment ends in exactly one table. A document without fragments gives no tables.
    """
    tables: list[_OpenTable] = []
    findings: list[Finding] = []
    between: list[TextBlock] = []
    for block in reading.blocks:
        if isinstance(block, TextBlock):
            if block.kind != "furniture":
                between.append(block)
            continue
        decision = _continue_table(tables, block, tuple(between))
        if decision is None or not decision.joined:
            if decision is not None and decision.doubtful:
                findings.append(_join_finding("join-doubtful", block, len(tables) + 1, decision))
            tables.append(_OpenTable([block], tuple(between), list(rows_to_roles(fragment_to_rows(block)))))
        else:
            findings.append(_join_finding("fragment-joined", block, len(tables), decision))
        between = []
    return tuple(_freeze(number, table) for number, table in enumerate(tables, 1)), tuple(findings)


def _join_finding(code: str, fragment: Fragment, table: int, decision: JoinDecision) -> Finding:
    fields = (("fragment", str(fragment.ref)), ("score", f"{decision.score:.2f}"))
    return Finding(code, table=table, evidence="; ".join(decision.reasons), fields=fields, page=fragment.ref.page)


def _continue_table(tables: list[_OpenTable], fragment: Fragment, between: tuple[TextBlock, ...]) -> JoinDecision | None:
    """Joins `fragment` to the last table when the signs say so; the decision, None when there is no table yet."""
    if not tables or fragment.nested_in is not None:
        return None
    table = tables[-1]
    finer = _with_columns_of(table, fragment)
    rows_before, table.rows, model_before, table.model = (
        table.rows,
        finer or table.rows,
        table.model,
        fragment if finer else table.model,
    )
    first, last = table.columns_of, table.fragments[-1]
    kinds = columns_to_kinds(table.last_rows)
    empty = frozenset(column for column, kind in enumerate(kinds) if not kind)
    mapping, reason = fragments_to_mapping(first, fragment, empty)
    if mapping is None and last is not first:
        mapping, reason = fragments_to_mapping(last, fragment) if last.columns == first.columns else (None, reason)
    grid = fragment_to_rows(fragment, mapping, first.columns if mapping else None)
    figures = frozenset(column for column, kind in enumerate(kinds) if kind == "value") if mapping is not None else frozenset()
    rows = rows_to_roles(grid, table.header, table.titles, figures)
    case = JoinCase(
        table_columns=first.columns,
        table_kinds=kinds,
        table_page=last.ref.page,
        mapping=mapping,
        mapping_reason=reason,
        rows=rows,
        page=fragment.ref.page,
        between=between,
        first_on_page=fragment.ref.table == 1,
        bodiless=table.bodiless,
        headings=frozenset(fold(block.text) for block in table.context if block.kind in {"heading", "caption"} or block.bold),
    )
    decision = case_to_decision(case)
    if decision.joined:
        table.fragments.append(fragment)
        table.rows.extend(rows)
        table.joins.append(decision)
    else:
        table.rows, table.model = rows_before, model_before
    return decision


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


def _freeze(number: int, table: _OpenTable) -> LogicalTable:
    body_roles = {"data", "group", "total", "note"}
    return LogicalTable(
        number=number,
        columns=table.columns_of.columns,
        fragments=tuple(table.fragments),
        context=table.context,
        titles=tuple(table.titles),
        header=tuple(table.header),
        body=tuple(item for item in table.rows if item.role in body_roles),
        joins=tuple(table.joins),
        outside=tuple(item for item in table.rows if item.role not in body_roles | {"title", "header"}),
    )
