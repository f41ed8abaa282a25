"""The table as it was understood, in one value."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.rows.rejoin import TableRow
from schemas.layout import JoinLayout, RowLayout, TableLayout
from schemas.logical import ColumnMeaning, LogicalTable


def table_to_layout(table: LogicalTable, columns: Sequence[ColumnMeaning], rows: Sequence[TableRow]) -> TableLayout:
    """Columns, rows and joins of one table, with the references of their cells."""
    joins = zip(table.fragments[1:], table.joins, strict=True)
    return TableLayout(
        number=table.number,
        fragments=tuple(fragment.ref for fragment in table.fragments),
        columns=tuple(columns),
        header=tuple(tuple(cell.ref for cell in row.anchors) for row in table.header),
        rows=tuple(
            RowLayout(row.index, row.role, tuple(tuple(cell.ref for cell in slot) for slot in row.slots)) for row in rows
        ),
        joins=tuple(JoinLayout(fragment.ref, join.score, join.doubtful, join.decision.signs) for fragment, join in joins),
        inferred=any(fragment.columns_inferred for fragment in table.fragments),
    )
