"""Whether a ruled row is one row of the table or several: one decision, from what the page and what the text says."""

from __future__ import annotations

from dataclasses import replace

from normalize.columns.header import table_to_header
from normalize.document import reading_to_normalized
from normalize.rows.several_rows import PartedRows, table_to_parted
from schemas.decision import Subject
from schemas.kind import builtin_kinds
from schemas.logical import LogicalTable
from tests.normalize.knitted import headed, knit
from tests.tables import reading, table


def parted(text: str) -> PartedRows:
    knitted, columns = headed(text)
    return table_to_parted(knitted, columns)


def texts(found: PartedRows) -> list[list[str]]:
    return [[cell.text for cell in item.row.printed] for item in found.items]


def test_row_numbers_that_run_on_part_the_row() -> None:
    """Each cell gives one line to each row; the decision names the ruled row, with what spoke for it and by how much."""
    found = parted("No | Indikator | Satuan | Target 2021\n1 / 2 | Jumlah A / Jumlah B | Orang / Unit | 5 / 6")
    assert texts(found) == [["1", "Jumlah A", "Orang", "5"], ["2", "Jumlah B", "Unit", "6"]]
    assert [finding.code for finding in found.findings] == ["row-unstacked"] * 4
    (decision,) = found.decisions.values()
    assert (decision.subject.kind, decision.choice, decision.runner_up) == ("row", "several", "one")
    assert [sign.name for sign in decision.signs] == ["several_numbers_run_on"]
    assert decision.log_odds is not None
    assert decision.log_odds > 1


def test_lines_that_make_no_number_together_part_the_row() -> None:
    """In two value columns; in one they may be a number that was set on two lines."""
    two = parted("Indikator | Target 2021 | Target 2022\nJumlah A / Jumlah B | 1.000 / 2.000 | 3.000 / 4.000")
    assert texts(two) == [["Jumlah A", "1.000", "3.000"], ["Jumlah B", "2.000", "4.000"]]
    one = parted("Indikator | Target 2021\nJumlah A / Jumlah B | 1.000 / 2.000")
    assert (len(one.items), dict(one.decisions), one.findings) == (1, {}, ())


def test_a_wrapped_name_is_one_row() -> None:
    """Its other cells have one line."""
    found = parted("Indikator | Satuan | Target 2021\nJumlah desa / yang maju | Orang | 5")
    assert (len(found.items), dict(found.decisions)) == (1, {})


def with_white(rows: tuple[int, ...]) -> tuple[LogicalTable, PartedRows]:
    knitted = knit("Indikator | Target 2021 | Target 2022\nJumlah A | 5 | 6\nJumlah B | 7 | 8\nJumlah C | 9 | 10")
    fragment = replace(knitted.fragments[0], parted_rows=rows)
    knitted = replace(knitted, fragments=(fragment,))
    return knitted, table_to_parted(knitted, table_to_header(knitted, None).columns)


def test_white_that_the_finder_saw_is_the_same_decision() -> None:
    """About the row that begins the ruled row, however many rows it holds."""
    knitted, found = with_white((2, 3))
    assert len(found.items) == 3
    assert {at: (decision.choice, decision.signs[0].name) for at, decision in found.decisions.items()} == {
        0: ("several", "several_white_between")
    }
    assert found.decisions[0].subject == Subject("row", str(knitted.body[0].row.printed[0].ref))
    assert not found.findings  # nothing was changed in any text
    assert not with_white(())[1].decisions


def test_the_document_tells_the_decision() -> None:
    """By its name, among those that `explain` prints."""
    document = reading(table("No | Indikator | Satuan | Target 2021\n1 / 2 | Jumlah A / Jumlah B | Orang / Unit | 5 / 6"))
    told = {str(one.subject): one.choice for one in reading_to_normalized(document, builtin_kinds()).decisions}
    assert told["row:d/t1/r1c0"] == "several"
