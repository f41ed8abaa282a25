"""What people answered takes the place of what was decided, where they saw the text that stands there, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.document import reading_to_normalized
from schemas.correction import NO_CORRECTIONS, Correction, Corrections, corrections_of, text_to_read
from schemas.decision import Subject
from schemas.finding import Finding
from schemas.kind import builtin_kinds
from schemas.layout import column_to_read, fragment_to_read
from schemas.logical import ColumnMeaning
from schemas.normalized import NormalizedDocument
from schemas.observation import Observation
from schemas.table import DocumentReading
from tests.replaying import document_to_unreplayed
from tests.tables import one, reading, say, table

PLAN = """
    Indikator            | Satuan | Target 2021 | Target 2022 | Lain
    Jumlah jalan mantap  | Km     | 1.500       | 12 5        | 7
    Persentase kelulusan | %      | 80          | 98,45       | 8
"""


def plan() -> DocumentReading:
    return reading(table(PLAN))


def answer(decision: str, read: str, after: str, before: str = "?", why: str = "seen on the page") -> Correction:
    return Correction("0" * 16, "a.md", decision, read, before, after, "sari", "2026-11-26T08:00:00Z", why)


def normalized(document: DocumentReading, *answers: Correction) -> NormalizedDocument:
    return reading_to_normalized(document, builtin_kinds(), corrections=corrections_of(answers))


def found(document: NormalizedDocument, code: str) -> list[Finding]:
    return [finding for finding in document.findings if finding.code == code]


def jalan(document: NormalizedDocument, year: int) -> Observation:
    return one(document, "Jumlah jalan mantap", year)


def test_without_answers_nothing_changes() -> None:
    """No answer, no difference: not a byte of what is decided depends on the machinery of answers."""
    document = plan()
    assert reading_to_normalized(document, builtin_kinds()) == normalized(document)
    strange = replace(answer("value:d/t1/r1c2", "1.500", "3"), document_id="f" * 16)
    assert reading_to_normalized(document, builtin_kinds()) == normalized(document, strange)


def test_a_value_is_what_the_person_says() -> None:
    """An open value gets its number, is reviewed, and the finding keeps the print, the old reading, who and why."""
    document = plan()
    assert jalan(normalized(document), 2022).value_status == "ambiguous"
    corrected = normalized(document, answer("value:d/t1/r1c3", "12 5", "12.5", "ambiguous"))
    observation = jalan(corrected, 2022)
    assert (observation.value, observation.value_text, observation.confidence) == (12.5, "12 5", "reviewed")
    assert "corrected" in observation.flags
    [finding] = found(corrected, "corrected")
    fields = dict(finding.fields)
    assert (finding.before, finding.after) == ("12 5", "12.5")
    assert (fields["was"], fields["now"], fields["who"]) == ("ambiguous", "12.5", "sari, 2026-11-26T08:00:00Z")
    assert document_to_unreplayed(document, corrected) == []


@pytest.mark.parametrize(
    ("after", "status", "value", "low", "high"),
    [
        ("1500", "number", 1500, None, None),
        (">= 80", "bound", 80, 80, None),
        ("< 3", "bound", 3, None, 3),
        ("3 .. 5", "range", None, 3, 5),
        ("category BB", "category", None, None, None),
        ("nil", "nil", None, None, None),
        ("text", "text", None, None, None),
        ("ambiguous", "ambiguous", None, None, None),
        ("4.5 x 1000000", "number", 4_500_000, None, None),
    ],
)
def test_every_status_can_be_said(after: str, status: str, value: float, low: float, high: float) -> None:
    """Number, bound, range, category, nil, text and open."""
    observation = jalan(normalized(plan(), answer("value:d/t1/r1c2", "1.500", after)), 2021)
    assert (observation.value_status, observation.value) == (status, value)
    assert (observation.value_low, observation.value_high) == (low, high)
    assert observation.confidence == "reviewed"


def test_a_confirmed_value_keeps_its_reading() -> None:
    """Saying what was read confirms it: the same number, reviewed, and a finding that somebody looked."""
    document = plan()
    before = one(normalized(document), "Persentase kelulusan", 2022)
    after = normalized(document, answer("value:d/t1/r2c3", "98,45", "98.45", "98.45"))
    observation = one(after, "Persentase kelulusan", 2022)
    parts = {f"{part}_confidence": "reviewed" for part in ("value", "name", "column")}
    assert observation == replace(before, confidence="reviewed", flags=("confirmed",), **parts)  # type: ignore[arg-type]
    assert len(found(after, "confirmed")) == 1


def test_an_answer_to_another_text_is_stale() -> None:
    """The document was read anew and the cell says something else: the answer is not applied, and both texts are told."""
    document = plan()
    stale = normalized(document, answer("value:d/t1/r1c2", "1.800", "1800"), answer("value:d/t9/r1c2", "1", "2"))
    assert stale.observations == normalized(document).observations
    told = {dict(finding.fields)["decision"]: dict(finding.fields) for finding in found(stale, "correction-stale")}
    assert told["value:d/t1/r1c2"]["now"] == "1.500"
    assert told["value:d/t9/r1c2"]["now"] == "-"


def test_a_label_holds_for_every_row_that_has_it() -> None:
    """A name merged over rows is mended once, in all of them, as a repair that replays."""
    document = reading(
        table("""
            Program           | Indikator       | Satuan | Target 2021 | Target 2022
            Program Penataann | Jumlah gedung   | Unit   | 1    | 2
            ^                 | Jumlah pasar    | Unit   | 3    | 4
        """)
    )
    after = normalized(document, answer("label:d/t1/r1c0", "Program Penataann", "Program Penataan"))
    assert {o.labels.program for o in after.observations} == {"Program Penataan"}
    assert document_to_unreplayed(document, after) == []
    assert {o.confidence for o in after.observations} == {"reviewed"}


def test_a_unit_that_is_not_printed_can_be_given() -> None:
    """The unit of a row is named by the row's first printed cell; it needs no cell of its own."""
    document = reading(
        table("Indikator | Satuan | Target 2021 | Target 2022\nJumlah gedung | | 1 | 2\nJumlah pasar | Unit | 1 | 2")
    )
    after = normalized(document, answer("unit:d/t1/r1c0", "Jumlah gedung", "Unit"))
    assert one(after, "Jumlah gedung", 2021).labels.unit == "Unit"
    assert one(after, "Jumlah gedung", 2021).confidence == "reviewed"
    assert one(after, "Jumlah pasar", 2021).confidence != "reviewed"


def test_a_column_is_what_the_person_says() -> None:
    """One answer gives a column its measure, year and scale, and all its values follow."""
    document = plan()
    assert all(o.period_label != "Lain" for o in normalized(document).observations)
    answers = answer("column:d/t1#c4", "Lain", "measure=realization; year=2023; scale=1000", "role=unknown")
    after = normalized(document, answers)
    observation = jalan(after, 2023)
    assert (observation.measure, observation.value, observation.scale) == ("realization", 7000, 1000)
    assert observation.confidence == "reviewed"
    assert "corrected" in observation.flags
    assert "corrected" not in jalan(after, 2021).flags


def test_a_column_may_be_no_values_at_all() -> None:
    """A column that was taken for values can be made a label or be left out."""
    document = plan()
    after = normalized(document, answer("column:d/t1#c2", "Target 2021", "role=unknown", "measure=target; year=2021"))
    assert {o.period.year for o in after.observations} == {2022}
    assert normalized(document, answer("column:d/t1#c2", "Target 2020", "role=unknown")).observations == (
        normalized(document).observations
    )


def test_a_column_answer_settles_the_column_and_not_its_open_cells() -> None:
    """The person said what the column is; a number in it that can be read in two ways stays open."""
    after = normalized(
        plan(), answer("column:d/t1#c3", "Target 2022", "measure=target; year=2024", "measure=target; year=2022")
    )
    assert jalan(after, 2024).value_status == "ambiguous"
    assert jalan(after, 2024).confidence == "unproven"
    assert one(after, "Persentase kelulusan", 2024).confidence == "reviewed"


LEVELS = """
    Program/Kegiatan/Sub Kegiatan | Indikator     | Satuan | Target 2021 | Target 2022
    Program Penataan              | Indeks kota   | Indeks | 1    | 2
    Penataan bangunan             | Jumlah gedung | Unit   | 1    | 2
    Pembinaan teknis              | Jumlah orang  | Orang  | 1    | 2
"""


def test_a_level_moves_the_names_below_it() -> None:
    """The row that a person calls an activity becomes the activity of the row below, which is a sub-activity by another answer."""
    document = reading(table(LEVELS))
    after = normalized(
        document,
        answer("level:d/t1/r2c0", "Penataan bangunan", "activity"),
        answer("level:d/t1/r3c0", "Pembinaan teknis", "sub_activity"),
    )
    upper, lower = one(after, "Jumlah gedung", 2021), one(after, "Jumlah orang", 2021)
    assert (upper.level, upper.level_basis, upper.labels.activity) == ("activity", "reviewed", "Penataan bangunan")
    assert (lower.level, lower.labels.activity) == ("sub_activity", "Penataan bangunan")
    assert lower.labels.sub_activity == "Pembinaan teknis"
    assert {upper.confidence, lower.confidence} == {"reviewed"}


def test_a_name_is_put_under_another() -> None:
    """It lies there, with all that lies under it; a place with no name leaves the answer not applied."""
    document = reading(
        table("""
        Program/Kegiatan/Sub Kegiatan | Indikator     | Satuan | Target 2021
        Program Penataan              | Indeks kota   | Indeks | 1
        Kegiatan Pembinaan            | Jumlah orang  | Orang  | 2
        Program Pengawasan            | Indeks awas   | Indeks | 3
        Kegiatan Pemeriksaan          | Jumlah temuan | Temuan | 4
        Sub Kegiatan Lapangan         | Jumlah lokasi | Lokasi | 5
        """)
    )
    said = "activity under d/t1/r1c0"
    after = normalized(document, answer("level:d/t1/r4c0", "Kegiatan Pemeriksaan", said, "activity"))
    named = {o.labels.indicator: (o.labels.program, o.labels.activity, o.labels.sub_activity) for o in after.observations}
    assert named["Jumlah temuan"] == ("Program Penataan", "Kegiatan Pemeriksaan", None)
    assert named["Jumlah lokasi"] == ("Program Penataan", "Kegiatan Pemeriksaan", "Sub Kegiatan Lapangan")
    assert named["Indeks awas"] == ("Program Pengawasan", None, None)
    assert [finding.decision for finding in found(after, "corrected")] == [Subject("level", "d/t1/r4c0")]
    lost = normalized(document, answer("level:d/t1/r4c0", "Kegiatan Pemeriksaan", "activity under d/t1/r1c3", "activity"))
    assert [finding.decision for finding in found(lost, "correction-stale")] == [Subject("level", "d/t1/r4c0")]
    assert one(lost, "Jumlah temuan", 2021).labels.program == "Program Pengawasan"


def test_a_row_gets_its_role() -> None:
    """A row taken for data can be a total, which gives no observation, or furniture, which the ledger keeps."""
    document = plan()
    for role in ("total", "furniture"):
        after = normalized(document, answer("row:d/t1/r2c0", "Persentase kelulusan", role, "data"))
        assert {o.labels.indicator for o in after.observations} == {"Jumlah jalan mantap"}
        assert len(after.ledger) == len(normalized(document).ledger)


def test_a_table_can_be_none_and_have_a_programme() -> None:
    """What is no table gives nothing and says who said so; a programme given to a table names its rows."""
    document = plan()
    read = fragment_to_read(document.fragments[0])
    none = normalized(document, answer("table:d/t1", read, "none"))
    assert none.observations == ()
    assert none.tables[0].kind == "no_table"
    assert {entry.disposition for entry in none.ledger if entry.role == "value"} <= {"not_planning", "blank"}
    named = normalized(document, answer("program:d/t1", read, "Program Jalan"))
    assert {o.labels.program for o in named.observations} == {"Program Jalan"}


def test_an_accepted_grid_is_as_good_as_a_ruled_one() -> None:
    """Columns told from alignment alone are a doubt about every value until a person says that the grid is right."""
    fragment = replace(table(PLAN), columns_inferred=True)
    document = reading(fragment)
    assert found(normalized(document), "columns-inferred")
    after = normalized(document, answer("table:d/t1", fragment_to_read(fragment), "accepted"))
    assert not found(after, "columns-inferred")
    assert one(after, "Persentase kelulusan", 2021).confidence == "consistent"


def test_the_source_may_be_wrong() -> None:
    """What the person says of the source is told beside the value, which stays as printed."""
    after = normalized(plan(), answer("source:d/t1/r1c2", "1.500", "should be 1.050 by the annex"))
    assert jalan(after, 2021).value == 1500
    assert "source-wrong" in jalan(after, 2021).flags
    assert "annex" in dict(found(after, "source-wrong")[0].fields)["now"]


def test_a_checked_cell_is_right_or_wrong() -> None:
    """Right makes the whole observation reviewed, wrong contradicted, with its value as it was."""
    document = plan()
    after = normalized(
        document, answer("check:d/t1/r1c2", "1.500", "right"), answer("check:d/t1/r2c2", "80", "wrong", why="wrong year")
    )
    assert jalan(after, 2021).confidence == "reviewed"
    assert one(after, "Persentase kelulusan", 2021).confidence == "contradicted"
    assert "wrong year" in dict(found(after, "checked-wrong")[0].fields)["why"]


def test_what_a_person_saw_is_named_by_its_text() -> None:
    """Columns by their heads, fragments by their first rows: short enough to read in the file."""
    assert column_to_read(ColumnMeaning(4, "value", ("Target", "2021"))) == "Target › 2021"
    assert fragment_to_read(table(PLAN)).startswith("Indikator | Satuan | Target 2021")
    assert text_to_read("12\n5") == "12 5"
    assert list(Corrections()) == list(NO_CORRECTIONS) == []


def test_the_head_ends_where_the_person_says() -> None:
    """The number of head rows is theirs, and the rows below are data."""
    document = reading(
        table("""
            Indikator     | Satuan | Target | <
            ^             | ^      | 2021   | 2022
            Jumlah gedung | Unit   | 1      | 2
            Jumlah pasar  | Unit   | 3      | 4
        """)
    )
    read = fragment_to_read(document.fragments[0])
    after = normalized(document, answer("header:d/t1", read, "3", "2"))
    assert {o.labels.indicator for o in after.observations} <= {"Jumlah pasar"}
    assert after.tables[0].header_rows == 3
    assert len(found(after, "corrected")) == 1


PARTS = (
    "Indikator | Satuan | Target 2021 | Target 2022\nJumlah gedung | Unit | 1 | 2",
    "Indikator | Satuan | Target 2021 | Target 2022\nJumlah pasar | Unit | 3 | 4",
)


def parts() -> DocumentReading:
    return reading(table(PARTS[0]), say("Tabel lain", "heading"), table(PARTS[1], 2))


def test_fragments_are_joined_and_parted_as_the_person_says() -> None:
    """A heading between two fragments keeps them apart until somebody says that they are one; every cell stays in the ledger."""
    document = parts()
    read = fragment_to_read(document.fragments[1])
    assert [len(t.fragments) for t in normalized(document).tables] == [1, 1]
    joined = normalized(document, answer("join:d/t2", read, "joined", "apart"))
    assert [len(t.fragments) for t in joined.tables] == [2]
    assert {o.labels.indicator for o in joined.observations} == {"Jumlah gedung", "Jumlah pasar"}
    assert len(joined.ledger) == len(normalized(document).ledger)
    plain = reading(*(table(part, at) for at, part in enumerate(PARTS, 1)))
    assert len(normalized(plain).tables) == 1
    assert len(normalized(plain, answer("join:d/t2", read, "apart", "joined")).tables) == 2
    none = normalized(plain, answer("table:d/t2", read, "none"))
    assert {o.labels.indicator for o in none.observations} == {"Jumlah gedung"}


def test_what_cannot_be_joined_is_told() -> None:
    """Two fragments without columns for each other stay apart, and the answer is told as not applied."""
    document = reading(table(PARTS[0]), say("Lain", "heading"), table("A | B\n1 | 2", 2))
    after = normalized(document, answer("join:d/t2", fragment_to_read(document.fragments[1]), "joined"))
    assert len(after.tables) == 2
    assert len(found(after, "correction-stale")) == 1


def test_an_answer_changes_nothing_that_it_is_not_about() -> None:
    """Readings are compared without the answers: one about a cell never tips the choice of a head elsewhere."""
    document = plan()
    before = {o.cell: o for o in normalized(document).observations}
    after = normalized(document, answer("value:d/t1/r1c3", "12 5", "12.5"))
    changed = [o.cell for o in after.observations if o != before[o.cell]]
    assert [str(cell) for cell in changed] == ["d/t1/r1c3"]


OPEN = """
    Indikator            | Satuan | Target 2021 | Target 2022
    Skor kepuasan pasien | Nilai  | 3.450       | 3.500
"""


@pytest.mark.parametrize(("after", "values"), [("us", [3.45, 3.5]), ("id", [3450, 3500])])
def test_a_person_says_how_a_column_separates_its_digits(after: str, values: list[float]) -> None:
    """Every number of the column that was open has that reading and no other; the others of the row stay as they were read."""
    document = reading(table(OPEN))
    said = normalized(
        document, *(answer(f"numbers:d/t1#c{at}", f"Target {year}", after) for at, year in ((2, 2021), (3, 2022)))
    )
    assert [one.value for one in said.observations] == values
    assert {one.value_status for one in said.observations} == {"number"}
    assert [finding.decision for finding in found(said, "corrected")] == [
        Subject("numbers", "d/t1#c2"),
        Subject("numbers", "d/t1#c3"),
    ]
    half = normalized(document, answer("numbers:d/t1#c2", "Target 2021", after))
    assert half.observations[0].value == values[0]


def test_a_way_of_separating_digits_holds_under_its_head_alone() -> None:
    """Under another head the answer is told as stale, and a number that admits one reading keeps it."""
    lost = normalized(reading(table(OPEN)), answer("numbers:d/t1#c2", "Target 2020", "us"))
    assert [finding.decision for finding in found(lost, "correction-stale")] == [Subject("numbers", "d/t1#c2")]
    kept = normalized(plan(), answer("numbers:d/t1#c3", "Target 2022", "us"))
    assert one(kept, "Persentase kelulusan", 2022).value == 98.45


NAMES = """
    Uraian               | Penanggung jawab    | Target 2021
    Jumlah jalan mantap  | Dinas Pekerjaan     | 1500
    Persentase kelulusan | Dinas Pendidikan    | 80
"""


def test_a_person_says_which_column_names_the_rows() -> None:
    """That column's texts are the names; nothing is assumed any more."""
    document = reading(table(NAMES))
    read = fragment_to_read(document.fragments[0])
    said = normalized(document, answer("stub:d/t1", read, "1", "0"))
    assert [one.labels.indicator for one in said.observations] == ["Dinas Pekerjaan", "Dinas Pendidikan"]
    assert [finding.decision for finding in found(said, "corrected")] == [Subject("stub", "d/t1")]
    assert found(said, "stub-assumed") == []
    lost = normalized(document, answer("stub:d/t1", read, "7", "0"))
    assert [finding.decision for finding in found(lost, "correction-stale")] == [Subject("stub", "d/t1")]


STACKED = """
    Indikator             | Target 2021
    Jumlah A / Jumlah B   | 12 / 15
"""
CUT = """
    Indikator            | Target 2021 | Target 2022
    Jumlah jalan yang    | 1500        | 1600
    Dalam Keadaan Mantap |             |
    Persentase kelulusan | 80          | 90
"""


def indicators(document: NormalizedDocument) -> list[str | None]:
    return [one.labels.indicator for one in document.observations]


def test_a_person_says_that_one_ruled_row_is_several() -> None:
    """Each line of its cells is a row; where the cells have not the same number of lines, the answer is told as not applied."""
    document = reading(table(STACKED))
    assert len(normalized(document).observations) == 1
    said = normalized(document, answer("row:d/t1/r1c0", "Jumlah A Jumlah B", "several"))
    assert [(one.labels.indicator, one.value) for one in said.observations] == [("Jumlah A", 12), ("Jumlah B", 15)]
    assert [finding.decision for finding in found(said, "corrected")] == [Subject("row", "d/t1/r1c0")]
    assert {str(one.subject): one.choice for one in said.decisions}["row:d/t1/r1c0"] == "several"
    lost = normalized(plan(), answer("row:d/t1/r1c0", "Jumlah jalan mantap", "several"))
    assert [finding.code for finding in found(lost, "correction-stale")] == ["correction-stale"]


def test_a_person_says_that_a_ruled_row_is_one() -> None:
    """What was parted stays together; its values are open, as they stand in one cell."""
    document = reading(table("No | Indikator | Target 2021\n1 / 2 | Jumlah A / Jumlah B | 12 / 15"))
    assert indicators(normalized(document)) == ["Jumlah A", "Jumlah B"]
    said = normalized(document, answer("row:d/t1/r1c0", "1 2", "one"))
    assert len(said.observations) == 1
    assert [finding.decision for finding in found(said, "corrected")] == [Subject("row", "d/t1/r1c0")]


def test_a_person_says_that_a_row_goes_on_with_the_one_above() -> None:
    """Its name is the end of that row's, and a repair says so; the first row has nothing to go on with."""
    document = reading(table(CUT))
    said = normalized(document, answer("row:d/t1/r2c0", "Dalam Keadaan Mantap", "joined"))
    assert indicators(said)[0] == "Jumlah jalan yang Dalam Keadaan Mantap"
    assert {str(one.subject): one.choice for one in said.decisions}["row:d/t1/r2c0"] == "joined"
    assert found(said, "row-rejoined")
    lost = normalized(document, answer("row:d/t1/r1c0", "Jumlah jalan yang", "joined"))
    assert [finding.decision for finding in found(lost, "correction-stale")] == [Subject("row", "d/t1/r1c0")]


def test_a_person_says_that_a_row_is_its_own() -> None:
    """What was taken for the rest of the row above is a row of the kind that they say."""
    head = "Kegiatan/Sub Kegiatan | Indikator | Satuan | 2021 | 2022\n"
    document = reading(table(f"{head}Penataan Arsip | Jumlah dokumen | Dokumen | 3 | 4"), table(" | arsip daerah | | | ", 2))
    assert indicators(normalized(document))[0] == "Jumlah dokumen arsip daerah"
    said = normalized(document, answer("row:d/t2/r0c1", "arsip daerah", "data", "joined"))
    assert "Jumlah dokumen" in indicators(said)
    assert found(said, "row-rejoined") == []
    assert [finding.decision for finding in found(said, "corrected")] == [Subject("row", "d/t2/r0c1")]


def test_a_person_says_that_rows_parted_by_white_are_one() -> None:
    """The rows that the finder parted go with the first of them."""
    fragment = table("Indikator | Satuan | Target 2021\nJumlah A | Km | 1500\nJumlah B | Unit | 70\nJumlah C | Unit | 95")
    document = reading(replace(fragment, parted_rows=(2,)))
    assert set(indicators(normalized(document))) == {"Jumlah A", "Jumlah B", "Jumlah C"}
    said = normalized(document, answer("row:d/t1/r1c0", "Jumlah A", "one", "several"))
    assert set(indicators(said)) == {"Jumlah A Jumlah B", "Jumlah C"}
