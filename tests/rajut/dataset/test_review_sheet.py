"""Excel people: doubts and values with a column to answer in, and the answers read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from rajut.dataset.review_sheet import export_review
from rajut.dataset.sheet_answers import sheet_to_answers
from schemas.correction import Correction
from schemas.errors import UsageError
from tests.rajut.review.desks import convert

openpyxl = pytest.importorskip("openpyxl", reason="needs rajut[xlsx]")

PLAN = """# Rencana Strategis

| Program | Indikator | Satuan | Target 2021 | Target 2022 | Lain |
| --- | --- | --- | --- | --- | --- |
| Program Jalan | Jumlah jalan mantap | Km | 15 | 12 5 | 7 |
| Program Jembatan | =cmd() jembatan baik | Unit | 1.500 | 2.500 | 8 |
| Program Pelayanan | Persentase kelulusan | % | 80 | 98,45 | 9 |
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    source = tmp_path / "plan.md"
    source.write_text(PLAN, encoding="utf-8")
    convert(source, tmp_path / "out")
    target = tmp_path / "periksa.xlsx"
    size = export_review(tmp_path / "out", target)
    assert (size.questions > 0, size.values) == (True, 6)
    return target


def fill(path: Path, decision: str, said: object, why: str = "", *, kind: str = "Values", format: str = "@") -> None:
    """Writes an answer into the row of this decision, as a person in Excel would."""
    book = openpyxl.load_workbook(path)
    sheet = book["Nilai" if kind == "Values" else "Pertanyaan"]
    head = [cell.value for cell in sheet[1]]
    [row] = [row for row in sheet.iter_rows(min_row=2) if row[head.index("decision")].value == decision]
    cell = row[head.index("Jawaban")]
    cell.value, cell.number_format = said, format
    row[head.index("Alasan")].value = why
    book.save(path)


def answers(path: Path) -> dict[str, Correction]:
    read = sheet_to_answers(path, "sari", "2026-11-26T08:00:00Z")
    assert read.problems == ()
    return {item.decision: item for item in read.corrections}


def test_the_sheet_shows_doubts_in_colour_with_a_remark(sheet: Path) -> None:
    """The open value comes with its sign, its colour and the finding as a remark; keys are there and hidden."""
    book = openpyxl.load_workbook(sheet)
    questions = book["Pertanyaan"]
    head = [cell.value for cell in questions[1]]
    [row] = [row for row in questions.iter_rows(min_row=2) if row[head.index("decision")].value == "value:d/t1/r1c4"]
    read_as = row[head.index("Dibaca sebagai")]
    assert read_as.value.endswith("⁇")
    assert read_as.fill.start_color.rgb.endswith("FFE3E0")
    assert read_as.comment.text
    assert row[head.index("Tercetak")].value == "12 5"
    letters = openpyxl.utils.get_column_letter(head.index("decision") + 1)
    assert questions.column_dimensions[letters].hidden
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("said", "format", "after"),
    [
        ("12,5", "@", "12.5"),
        (12.5, "General", "12.5"),
        (0.125, "0.0%", "12.5"),
        (125, "General", "125"),
        (">= 80", "@", ">= 80"),
        ("nil", "@", "nil"),
        ("1.234,5", "@", "1234.5"),
    ],
)
def test_what_is_typed_is_what_is_meant(sheet: Path, said: object, format: str, after: str) -> None:
    """Numbers and texts, with a point or a comma, percentages as Excel keeps them."""
    fill(sheet, "value:d/t1/r1c4", said, "dilihat", format=format)
    item = answers(sheet)["value:d/t1/r1c4"]
    assert (item.after, item.read, item.why, item.who, item.source_name) == (after, "12 5", "dilihat", "sari", "plan.md")


def test_ok_confirms_and_salah_accuses(sheet: Path) -> None:
    """Two words are enough for most rows."""
    fill(sheet, "value:d/t1/r3c4", "ok")
    fill(sheet, "value:d/t1/r3c3", "salah", "tahunnya keliru")
    found = answers(sheet)
    assert (found["value:d/t1/r3c4"].after, found["value:d/t1/r3c4"].before) == ("98.45", "98.45")
    assert found["check:d/t1/r3c3"].after == "wrong"


def test_what_is_not_clear_is_told_with_its_row(sheet: Path) -> None:
    """4.500 can mean two numbers, and a sentence none: nothing is guessed."""
    for said in ("4.500", "mungkin lima"):
        fill(sheet, "value:d/t1/r1c4", said)
        read = sheet_to_answers(sheet, "sari", "")
        assert len(read.corrections) == 0
        assert [problem.line for problem in read.problems] == [3]


def test_the_two_sheets_must_agree(sheet: Path) -> None:
    """The same value answered differently on both sheets is a contradiction."""
    fill(sheet, "value:d/t1/r1c4", "12,5")
    fill(sheet, "value:d/t1/r1c4", "125", kind="Questions")
    read = sheet_to_answers(sheet, "sari", "")
    assert len(read.corrections) == 0
    assert len(read.problems) == 1


def test_an_empty_sheet_has_no_answers_and_another_file_none_at_all(sheet: Path, tmp_path: Path) -> None:
    """Nothing filled in is nothing answered; a file of something else is refused in words."""
    assert answers(sheet) == {}
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    text = tmp_path / "text.xlsx"
    text.write_text("no workbook", encoding="utf-8")
    for path in (other, text, tmp_path / "none.xlsx"):
        with pytest.raises(UsageError):
            sheet_to_answers(path, "sari", "")
