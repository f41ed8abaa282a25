"""The source's own arithmetic and gaps: reported with both numbers, never corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.levels.blocks import Block
from normalize.numbers.types import ValueReading
from normalize.numbers.value_grid import ValueGrid, reading_to_options
from normalize.repair import fold
from normalize.rows.records import Record
from normalize.text.look import is_open_ended
from schemas.finding import Finding, Severity
from schemas.lexicon import lexicon
from schemas.logical import ColumnRole

_PROSE: tuple[ColumnRole, ...] = ("indicator", "formula", "objective", "activity_or_sub", "plan_item", "program", "activity")
_NEEDS_OBJECT = re.compile(
    rf"\b{lexicon().either('words.before_verb')}\s+{lexicon().either('words.transitive_verb')}$", re.IGNORECASE
)
_ENDS_CLAUSE = re.compile(rf"\s*(?:{lexicon().either('words.ends_clause')}|[.;,])", re.IGNORECASE)
_TWIN_WORDS = 4


def blocks_to_findings(
    blocks: Sequence[Block], grid: ValueGrid, readings: Sequence[ValueReading], table: int
) -> tuple[Finding, ...]:
    """One finding per activity and value column whose printed figure is not the sum of its parts (one blank side included)."""
    findings = []
    for block in blocks:
        for position, column in enumerate(block.columns):
            head = grid.at.get((block.head[0], column))
            if head is None or not block.checks:
                continue
            check = block.checks[position]
            if check.agrees is not False or len(block.head) != 1:
                continue
            parts = [grid.at.get((record, column)) for part in block.parts for record in part]
            if any(cell is not None and readings[cell.index].status == "ambiguous" for cell in (head, *parts)):
                continue  # a misprinted part makes no sum to hold against the whole
            printed = [cell for cell in parts if cell is not None and reading_to_options(readings[cell.index])]
            findings.append(
                Finding(
                    "sum-differs",
                    cell=head.slot.cells[0].ref,
                    table=table,
                    before=decimal_to_text(check.printed),
                    after=decimal_to_text(check.parts),
                    evidence=f"{len(printed)} parts: " + " + ".join(fold(cell.slot.raw) for cell in printed),
                    related=tuple(cell.slot.cells[0].ref for cell in printed),
                )
            )
    return tuple(findings)


def decimal_to_text(value: Decimal | None) -> str:
    """Plain digits, "" for None."""
    return "" if value is None else format(value.normalize(), "f")


def records_to_gaps(records: Sequence[Record], grid: ValueGrid, table: int, *, has_units: bool) -> tuple[Finding, ...]:
    """Missing units, indicators without any figure, and texts that end in the middle of a phrase."""
    findings: list[Finding] = []
    for position, record in enumerate(records):
        if record.total:
            continue
        indicator = record.labels.get("indicator") or record.labels.get("plan_item")
        where = indicator.cells[0] if indicator is not None and indicator.cells else None
        name = indicator.text if indicator is not None else ""
        cells = [grid.at.get((position, slot.column.column)) for slot in record.values]
        printed = [cell for cell in cells if cell is not None and cell.slot.raw.strip()]
        if has_units and "unit" not in record.labels and printed:
            findings.append(
                Finding("unit-missing", cell=printed[0].slot.cells[0].ref, table=table, fields=(("indicator", name),))
            )
        if cells and not printed and where is not None:
            fields = (("indicator", name),)
            expected: Severity | None = "warning" if _is_expected(record) else None
            findings.append(Finding("indicator-without-values", where, table, fields=fields, severity=expected))
        findings.extend(_cut_texts(record, table))
    return tuple(findings)


def _is_expected(record: Record) -> bool:
    """True where a row without figures prints a unit of its own: it was to have some. A name alone heads what follows."""
    unit = record.labels.get("unit")
    return unit is not None and not unit.inherited


def _cut_texts(record: Record, table: int) -> Iterator[Finding]:
    own = [
        (label, role)
        for role in _PROSE
        if (label := record.labels.get(role)) is not None and not label.inherited and label.cells
    ]
    for label, role in own:
        others = [other.text for other, other_role in own if other_role != role]
        if (evidence := text_to_cut(label.text, others)) is not None:
            fields = (("tail", label.text[-40:]),)
            yield Finding("text-cut", cell=label.cells[0], table=table, evidence=evidence, fields=fields)


def text_to_cut(text: str, others: Sequence[str]) -> str | None:
    """Why the text cannot be whole; None when nothing says so.

    Signs: it ends open (function word, comma, bracket), it ends in a verb that needs an object ("yang mengajukan"), or it ends inside
    an enumeration that another text of the same row carries on.
    """
    if is_open_ended(text):
        return "ends in a function word, a comma or an open bracket"
    if _NEEDS_OBJECT.search(text):
        return "ends in a verb without its object"
    words = text.split()
    tail = " ".join(words[-_TWIN_WORDS:]).casefold()
    for other in others:
        position = other.casefold().find(tail + " ") if "," in tail else -1
        if position >= 0 and not _ENDS_CLAUSE.match(other[position + len(tail) :]):
            return f"the enumeration goes on in the row's other text: '{other[position : position + 80]}'"
    return None
