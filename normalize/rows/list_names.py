"""What lies below a row without values is named after it, and counted in its unit: "Jumlah produksi (ton): - Daging"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.rows.list_parents import NAMED, rows_to_lists
from normalize.rows.records import Label, Record
from normalize.rows.rejoin import TableRow
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, ColumnRole


def records_with_list_names(
    records: Sequence[Record], rows: Sequence[TableRow], columns: Sequence[ColumnMeaning], table: int
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records, those of lists with the names above theirs before their own and the unit above where they print none, and a repair
    for each name."""
    lists = rows_to_lists(rows, columns)
    by_row = {record.row: record for record in records}
    named: list[Record] = []
    findings: list[Finding] = []
    for record in records:
        above = [by_row[row] for row in lists.get(record.row, ()) if row in by_row]
        role = _role(record)
        if not above or role is None or any(role not in one.labels for one in above):
            named.append(record)
            continue
        own = record.labels[role]
        text = " ".join([*(one.labels[role].text for one in above), own.text])
        labels = record.labels | {role: replace(own, text=text)}
        if "unit" not in labels and (unit := _unit(above)) is not None:
            labels["unit"] = unit
        named.append(replace(record, labels=labels))
        evidence = above[-1].labels[role].text
        findings.append(Finding("name-below", own.cells[0] if own.cells else None, table, own.text, text, evidence))
    return tuple(named), tuple(findings)


def _role(record: Record) -> ColumnRole | None:
    return next((role for role in NAMED if role in record.labels and not record.labels[role].inherited), None)


def _unit(above: Sequence[Record]) -> Label | None:
    unit = next((unit for one in reversed(above) if (unit := one.labels.get("unit")) is not None), None)
    return replace(unit, inherited=True) if unit is not None else None
