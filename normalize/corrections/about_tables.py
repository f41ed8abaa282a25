"""Answers about whole tables: no table at all, a grid that is right as it is, the programme that the table belongs to."""

from __future__ import annotations

from dataclasses import replace

from normalize.columns.kind import GENERIC, ChosenKind
from normalize.context.program import ProgramContext
from normalize.corrections.about_rows import table_with_answered_rows
from normalize.corrections.standing import Standing, correction_to_finding
from normalize.rows.records import Label
from schemas.finding import Finding
from schemas.kind import TableKind
from schemas.logical import LogicalTable
from schemas.table import Fragment

NO_TABLE = TableKind(
    name="no_table",
    title_en="Said to be no table by a person",
    title_id="Dinyatakan bukan tabel oleh pemeriksa",
    requires=(),
    observations=False,
    reason="no table, a person says",
)


def table_to_answered(table: LogicalTable, standing: Standing) -> tuple[LogicalTable, tuple[Finding, ...]]:
    """The table with the roles that people gave to its rows, and with grids that they found right, or drew, as trusted as ruled ones."""
    table, findings = table_with_answered_rows(table, standing)
    answers = standing.of_kind("table")
    accepted = [
        answers[str(f.ref)] for f in table.fragments if str(f.ref) in answers and _is_settled(f, answers[str(f.ref)].after)
    ]
    if not accepted:
        return table, findings
    places = {item.place for item in accepted}
    fragments = tuple(replace(f, columns_inferred=False) if str(f.ref) in places else f for f in table.fragments)
    told = (correction_to_finding(item, table=table.number) for item in accepted)
    return replace(table, fragments=fragments), (*findings, *told)


def _is_settled(fragment: Fragment, after: str) -> bool:
    """Has a person found the grid right, or drawn the one that was read?"""
    return after == "accepted" or (after != "none" and fragment.drawn_over is not None)


def kind_to_answered(kind: ChosenKind, table: LogicalTable, standing: Standing) -> tuple[ChosenKind, tuple[Finding, ...]]:
    """The kind where a person says that this is no table; and a general one where they accepted or drew a table that seemed to hold no
    plan."""
    item = standing.of_kind("table").get(str(table.fragments[0].ref))
    if item is None:
        return kind, ()
    if item.after == "none":
        return ChosenKind(NO_TABLE, 1.0, kind.kind.name, kind.score), (correction_to_finding(item, table=table.number),)
    if not _is_settled(table.fragments[0], item.after):
        return kind, ()
    return (kind if kind.kind.observations else ChosenKind(GENERIC, 1.0, kind.kind.name, kind.score)), ()


def program_to_answered(
    program: Label | None, context: ProgramContext, table: LogicalTable, standing: Standing
) -> tuple[Label | None, ProgramContext, tuple[Finding, ...]]:
    """The programme that a person gave to the table; it holds for the tables below like one that is printed above them."""
    item = standing.of_kind("program").get(str(table.fragments[0].ref))
    if item is None:
        return program, context, ()
    said = Label(item.after, (), False)
    return said, ProgramContext(said), (correction_to_finding(item, table=table.number),)
