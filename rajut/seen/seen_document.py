"""One converted document as a person sees it: tables with heads, rows and values, each cell with its place on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow

from rajut.stage.file import StagedDocument, read_layout, read_table
from schemas.answer import ValueAnswer, value_to_text
from schemas.correction import text_to_read

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column: `read` names its head, `answer` is what a person says who agrees with it."""

    column: int
    role: str
    path: tuple[str, ...]
    read: str
    answer: str
    proven: bool
    parts: tuple[tuple[Any, ...], ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A body row; `cells[c]` are the references of the cells of column c."""

    index: int
    role: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def refs(self) -> Iterator[str]:
        return (ref for slot in self.cells for ref in slot)


@dataclass(frozen=True, slots=True)
class SeenJoin:
    """A fragment that continues the table, and what speaks for it, in both languages."""

    fragment: str
    score: float
    doubtful: bool
    en: str
    id: str


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A logical table with its published row of tables.parquet as `facts`."""

    number: int
    fragments: tuple[str, ...]
    inferred: bool
    columns: tuple[SeenColumn, ...]
    header: tuple[tuple[str, ...], ...]
    rows: tuple[SeenRow, ...]
    joins: tuple[SeenJoin, ...]
    facts: Row

    @property
    def first(self) -> str:
        return self.fragments[0]


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """A document with everything that was published of it. `cells` and `values` are by cell reference, `findings` in order; `place_of`
    names each observation as an answer would, by its observation_id; `drawn` are the fragments that people drew; `decided` is what was
    chosen, by decision, and `second` what came second there."""

    source_name: str
    document_id: str
    sha256: str
    facts: Row
    tables: tuple[SeenTable, ...]
    cells: Mapping[str, Row]
    observations: tuple[Row, ...]
    findings: tuple[Row, ...]
    fragment_reads: Mapping[str, str]
    boxes: Mapping[str, list[float]]
    sizes: tuple[tuple[float, float], ...]
    candidates: Mapping[str, list[str]]
    answers: Mapping[str, str]
    drawn: frozenset[str] = frozenset()
    decided: Mapping[str, str] = field(default_factory=dict)
    second: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, list[Row]] = field(default_factory=dict)
    place_of: Mapping[str, str] = field(default_factory=dict)
    table_of: Mapping[str, SeenTable] = field(default_factory=dict)
    row_of: Mapping[str, SeenRow] = field(default_factory=dict)
    column_of: Mapping[str, SeenColumn] = field(default_factory=dict)

    @property
    def has_layout(self) -> bool:
        return bool(self.tables)

    @property
    def pages(self) -> int:
        return int(self.facts.get("pages") or 0)

    def text(self, ref: str) -> str:
        """What is printed in a cell; "" for one that is not there."""
        return str(self.cells.get(ref, {}).get("text") or "")

    def anchor(self, row: SeenRow) -> str | None:
        """The first printed cell of a row, by which answers know it."""
        return next((ref for ref in row.refs if self.text(ref).strip()), None)

    def table(self, number: int) -> SeenTable | None:
        return next((table for table in self.tables if table.number == number), None)

    def cell_read(self, ref: str) -> str:
        """The text by which an answer knows the cell."""
        return text_to_read(self.text(ref))


def staged_to_seen(staged: StagedDocument) -> SeenDocument:
    """The document from its staged rows. Without a layout (rows recovered from a published set) it has no tables."""
    frames = {name: read_table(staged, name) for name in ("observations", "tables", "cells", "findings", "documents")}
    return frames_to_seen(frames, read_layout(staged), staged.source_name, staged.sha256)


def frames_to_seen(
    frames: Mapping[str, pyarrow.Table], layout: Mapping[str, Any] | None, source_name: str, sha256: str
) -> SeenDocument:
    """The same from tables and layout at hand."""
    return rows_to_seen({name: table.to_pylist() for name, table in frames.items()}, layout, source_name, sha256)


def rows_to_seen(
    given: Mapping[str, Sequence[Row]], layout: Mapping[str, Any] | None, source_name: str, sha256: str
) -> SeenDocument:
    """The same from rows of the tables."""
    laid_out = layout or {}
    facts = {row["number"]: row for row in given["tables"]}
    tables = tuple(_table(item, facts.get(item["number"], {})) for item in laid_out.get("tables", ()))
    observations = tuple(given["observations"])
    (document,) = given["documents"]
    table_of, row_of, column_of = _places(tables)
    values: dict[str, list[Row]] = {}
    for one in observations:
        values.setdefault(one["cell_ref"], []).append(one)
    return SeenDocument(
        source_name=source_name,
        document_id=document["document_id"] or "",
        sha256=sha256,
        facts=document,
        tables=tables,
        cells={row["cell_ref"]: row for row in given["cells"]},
        observations=observations,
        findings=tuple(given["findings"]),
        fragment_reads=laid_out.get("reads", {}),
        boxes=laid_out.get("boxes", {}),
        sizes=tuple((size[0], size[1]) for size in laid_out.get("sizes", ())),
        candidates=laid_out.get("candidates", {}),
        answers=laid_out.get("answers", {}),
        drawn=frozenset(laid_out.get("drawn", ())),
        decided={name: choice for name, choice, *_ in laid_out.get("decisions", ())},
        second={name: second for name, _, _, second, *_ in laid_out.get("decisions", ()) if second},
        values=values,
        place_of={one["observation_id"]: _place(one, column_of.get(one["cell_ref"])) for one in observations},
        table_of=table_of,
        row_of=row_of,
        column_of=column_of,
    )


def _table(item: Mapping[str, Any], facts: Row) -> SeenTable:
    return SeenTable(
        number=item["number"],
        fragments=tuple(item["fragments"]),
        inferred=item["inferred"],
        columns=tuple(_column(column) for column in item["columns"]),
        header=tuple(tuple(row) for row in item["header"]),
        rows=tuple(SeenRow(index, role, tuple(tuple(slot) for slot in cells)) for index, role, cells in item["rows"]),
        joins=tuple(SeenJoin(*join) for join in item["joins"]),
        facts=facts,
    )


def _column(item: Mapping[str, Any]) -> SeenColumn:
    return SeenColumn(
        column=item["column"],
        role=item["role"],
        path=tuple(item["path"]),
        read=item["read"],
        answer=item["answer"],
        proven=item["proven"],
        parts=tuple(tuple(part) for part in item["parts"]),
        cells=tuple(item["cells"]),
    )


def _places(
    tables: tuple[SeenTable, ...],
) -> tuple[dict[str, SeenTable], dict[str, SeenRow], dict[str, SeenColumn]]:
    table_of: dict[str, SeenTable] = {}
    row_of: dict[str, SeenRow] = {}
    column_of: dict[str, SeenColumn] = {}
    for table in tables:
        for head in table.header:
            table_of |= dict.fromkeys(head, table)
        for column in table.columns:
            column_of |= dict.fromkeys(column.cells, column)
        for row in table.rows:
            for column, slot in zip(table.columns, row.cells, strict=False):
                for ref in slot:
                    table_of[ref], row_of[ref], column_of[ref] = table, row, column
    return table_of, row_of, column_of


def _place(one: Row, column: SeenColumn | None) -> str:
    if column is None or len(column.parts) < 2:
        return str(one["cell_ref"])
    key = tuple(one[name] for name in ("measure", "revision", "period_kind", "year", "subperiod"))
    return f"{one['cell_ref']}#{column.parts.index(key) + 1}" if key in column.parts else str(one["cell_ref"])


def value_to_answer(one: Row) -> str:
    """What a person says who agrees with the value as it was read: the printed number without the column's scale."""
    status = one["value_status"]
    scale = Decimal(repr(one["scale"]))
    printed = {name: None if one[name] is None else _exact(one[name], scale) for name in ("value", "value_low", "value_high")}
    if status == "number":
        return value_to_text(ValueAnswer("number", printed["value"], comparator="="))
    if status == "bound":
        return value_to_text(ValueAnswer("bound", printed["value"], comparator=one["comparator"]))
    if status == "range":
        return value_to_text(ValueAnswer("range", None, printed["value_low"], printed["value_high"], comparator="range"))
    return value_to_text(ValueAnswer(status, category=one["category"]))


def _exact(value: float, scale: Decimal) -> Decimal:
    return round(Decimal(repr(value)) / scale, 12)
