"""What each kind of answer does to what was decided, one step at a time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from normalize.columns.kind import GENERIC, ChosenKind
from normalize.context.program import ProgramContext, table_to_program
from normalize.corrections.about_columns import ColumnAnswers, column_with_answer, columns_to_answered
from normalize.corrections.about_rows import table_with_answered_rows
from normalize.corrections.about_tables import NO_TABLE, kind_to_answered, program_to_answered, table_to_answered
from normalize.corrections.about_values import answer_is_reading, reading_with_answer
from normalize.corrections.as_choices import standing_to_choices
from normalize.corrections.standing import Standing, correction_to_finding, reading_to_standing, stale_to_findings
from normalize.numbers.types import ValueReading
from normalize.text.mend import texts_to_document_words
from schemas.answer import text_to_column, text_to_value
from schemas.correction import Correction, corrections_of
from schemas.decision import Subject
from schemas.layout import column_to_read
from schemas.logical import ColumnMeaning
from schemas.observation import Period
from tests.normalize.knitted import headed, knit
from tests.tables import reading, say, table

PLAN = """
    Indikator | Satuan | 2021
    Jumlah A  | Orang  | 1
    Jumlah B  | Unit   | 2
"""


def answer(decision: str, after: str, read: str = "", before: str = "?") -> Correction:
    return Correction("0" * 16, "a.md", decision, read, before, after, "sari", "2026-11-26T08:00:00Z")


def standing(*answers: Correction) -> Standing:
    return Standing({kind: {one.place: one for one in answers if one.kind == kind} for kind in {one.kind for one in answers}})


COLUMN = ColumnMeaning(2, "value", ("Capaian 2021",), "realization", Period("year", 2021), scale=1000.0)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("measure=achievement", ("value", "achievement", Period("year", 2021), 1000.0)),
        ("year=2022", ("value", "realization", Period("year", 2022), 1000.0)),
        ("scale=none", ("value", "realization", Period("year", 2021), 1.0)),
        ("role=note", ("note", None, None, 1000.0)),
    ],
)
def test_a_column_keeps_what_the_answer_does_not_name(said: str, expected: tuple[object, ...]) -> None:
    """What is named is taken, the rest stays as read."""
    column = column_with_answer(COLUMN, text_to_column(said))
    assert (column.role, column.measure, column.period, column.scale) == expected


def test_an_answer_holds_where_the_head_still_reads_so() -> None:
    """Under another head it is not applied."""
    knitted, columns = headed(PLAN)
    place = f"column:{knitted.fragments[0].ref}#c2"
    right = answer(place, "measure=target", column_to_read(columns[2]))
    said = columns_to_answered(knitted, columns, standing(right))
    assert (said.columns[2].measure, said.answered, [f.decision for f in said.findings]) == (
        "target",
        {2: "corrected"},
        [Subject("column", right.place)],
    )
    other = answer(place, "measure=budget", "Anggaran")
    assert columns_to_answered(knitted, columns, standing(other)) == ColumnAnswers(tuple(columns))


def test_a_row_said_to_be_furniture_leaves_the_body() -> None:
    """And keeps its place among the rows outside; its sign says who decided."""
    knitted = knit(PLAN)
    first = knitted.body[0].row.printed[0].ref
    changed, told = table_with_answered_rows(knitted, standing(answer(f"row:{first}", "furniture")))
    assert len(changed.body) == len(knitted.body) - 1
    assert [item.sign.name for item in changed.outside if item.role == "furniture"] == ["reviewed"]
    assert [finding.decision for finding in told] == [Subject("row", str(first))]


def test_a_table_that_is_none() -> None:
    """It has the kind that gives no observations; an accepted one that gave none gets a general kind."""
    knitted = knit(PLAN)
    place = str(knitted.fragments[0].ref)
    kind = ChosenKind(GENERIC, 0.0)
    gone, told = kind_to_answered(kind, knitted, standing(answer(f"table:{place}", "none")))
    assert gone.kind is NO_TABLE
    assert len(told) == 1
    back, _ = kind_to_answered(gone, knitted, standing(answer(f"table:{place}", "accepted")))
    assert back.kind is GENERIC
    assert table_to_answered(knitted, standing()) == (knitted, ())


def test_a_programme_that_a_person_gave_goes_on() -> None:
    """For this table and those below it, like a printed one."""
    knitted = knit(PLAN)
    said = standing(answer(f"program:{knitted.fragments[0].ref}", "Program Arsip"))
    program, context, told = program_to_answered(None, ProgramContext(), knitted, said)
    assert program is not None
    assert (program.text, context.program, len(told)) == ("Program Arsip", program, 1)


def test_the_programme_is_the_heading_right_above() -> None:
    """Of a table whose kind has none of its own; text far above names nothing."""
    words = texts_to_document_words([])
    near = knit(PLAN, say("PROGRAM PENGELOLAAN ARSIP", "heading"))
    program, _, _ = table_to_program(near, GENERIC, ProgramContext(), words)
    assert program is not None
    assert "PENGELOLAAN ARSIP" in program.text.upper()
    far = knit(PLAN, say("PROGRAM PENGELOLAAN ARSIP", "heading"), *(say(f"Kalimat {k} biasa.") for k in range(4)))
    assert table_to_program(far, GENERIC, ProgramContext(), words)[0] is None


READ = ValueReading(0, "number", "4.500", value=Decimal(4500), comparator="=")


def test_a_confirmed_value_is_the_same_and_reviewed() -> None:
    """A corrected one has the person's number; its scale stays unless the person gives another."""
    assert answer_is_reading(text_to_value("4500"), READ)
    assert reading_with_answer(READ, text_to_value("4500")).confidence == "reviewed"
    assert not answer_is_reading(text_to_value("4.5"), READ)
    assert reading_with_answer(READ, text_to_value("4.5")).value == Decimal("4.5")
    assert reading_with_answer(READ, text_to_value("4.5 x 1000")).value == Decimal(4500)


def choices_of(*answers: Correction) -> Sequence[tuple[str, str]]:
    return sorted((str(subject), choice) for subject, choice in standing_to_choices(standing(*answers)).items())


def test_answers_about_grids_and_names_are_choices() -> None:
    """The grid of a region, the column that names the rows."""
    answers = (answer("grid:p2/t1", "aligned"), answer("stub:p2/t1", "2"))
    assert choices_of(*answers) == [("grid:p2/t1", "aligned"), ("stub:p2/t1", "2")]


def test_answers_about_heads_and_joins_are_choices() -> None:
    """By the names of the decisions; what is no table continues none."""
    answers = (answer("header:p2/t1", "3"), answer("join:p3/t1", "joined"), answer("table:p4/t1", "none"))
    assert choices_of(*answers) == [("header:p2/t1", "3"), ("join:p3/t1", "joined"), ("join:p4/t1", "apart")]
    assert choices_of() == []


def test_what_nothing_took_is_stale() -> None:
    """An answer to a text that is gone, and one that no step applied; each is told by its decision."""
    document = reading(table(PLAN))
    ref = str(document.fragments[0].ref)
    fresh, gone = answer(f"value:{ref}/r1c2", "1", "1"), answer(f"value:{ref}/r2c2", "2", "another text")
    found = reading_to_standing(document, corrections_of((fresh, gone)))
    assert [item.decision for item, _ in found.stale] == [gone.decision]
    told = correction_to_finding(fresh)
    assert [str(f.decision) for f in stale_to_findings(found, [told])] == [gone.decision]
    assert {str(f.decision) for f in stale_to_findings(found, [])} == {gone.decision, fresh.decision}
