"""The real document that Rajut was made for: eight tables that a converter left as 22 fragments.

Each test holds one promise of what comes out of it. The expected values were read off the source by a person; the counts were
taken from the source's own lines, here again, without any part of Rajut.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import open_source
from normalize.document import reading_to_normalized
from schemas.finding import Finding
from schemas.kind import builtin_kinds
from schemas.normalized import NormalizedDocument
from schemas.observation import Observation
from schemas.provenance import CellRef
from schemas.table import DocumentReading
from tests.shared_corpus import shared_file

pytestmark = pytest.mark.shared

YEARS = (2021, 2022, 2023, 2024, 2025, 2026)
VALUES = Path(__file__).with_name("way_kanan_values.txt")
KEGIATAN = [
    "Pengembangan Kompetensi Teknis",
    "Sertifikasi, Kelembagaan",
    "Pengadaan, Pemberhentian",
    "Mutasi dan Promosi ASN",
    "Pengembangan Kompetensi ASN",
    "Penilaian dan Evaluasi Kinerja Aparatur",
    "Perencanaan, Penganggaran",
    "Administrasi Keuangan",
    "Administrasi Kepegawaian",
    "Administrasi Umum",
    "Pengadaan Barang Milik Daerah",
    "Penyediaan Jasa Penunjang",
    "Pemeliharaan Barang Milik Daerah",
]


@pytest.fixture(scope="module")
def path() -> Path:
    return shared_file("data/way-kanan.md")


@pytest.fixture(scope="module")
def reading(path: Path) -> DocumentReading:
    source, data = open_source(path, None)
    return document_to_reading(source, data, ReadOptions())


@pytest.fixture(scope="module")
def document(reading: DocumentReading) -> NormalizedDocument:
    return reading_to_normalized(reading, builtin_kinds())


@dataclass(frozen=True)
class Expected:
    """One line of way_kanan_values.txt."""

    table: int
    program: str
    own: str
    indicator: str
    unit: str | None
    year: int | None
    printed: str
    value: float | None


def read_expected() -> list[Expected]:
    lines = [line for line in VALUES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found = []
    for line in lines:
        table, program, own, indicator, unit, year, printed, value = (part.strip() for part in line.split("|"))
        found.append(
            Expected(
                int(table),
                program,
                own,
                indicator,
                unit or None,
                None if year == "(awal)" else int(year),
                "" if printed == "(blank)" else printed,
                float(value) if value else None,
            )
        )
    return found


def own_label(observation: Observation) -> str:
    labels = observation.labels
    return labels.sub_activity or labels.activity or labels.goal or ""


def is_meant(observation: Observation, expected: Expected) -> bool:
    labels = observation.labels
    return (
        observation.table == expected.table
        and observation.period.year == expected.year
        and (labels.program or "").startswith(expected.program)
        and bool(labels.program) == bool(expected.program)
        and own_label(observation).startswith(expected.own)
        and bool(own_label(observation)) == bool(expected.own)
        and (labels.indicator or "").startswith(expected.indicator)
    )


def with_code(document: NormalizedDocument, code: str) -> list[Finding]:
    return [finding for finding in document.findings if finding.code == code]


def at(document: NormalizedDocument, cell: CellRef | None) -> Observation:
    return next(observation for observation in document.observations if observation.cell == cell)


# The counts, taken once more from the source's own lines


def source_rows(path: Path) -> list[list[list[str]]]:
    """The cells of the source's table rows, fragment by fragment, by nothing but splitting lines at "|"."""
    fragments: list[list[list[str]]] = []
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        if not inside:
            fragments.append([])
        inside = True
        if set(line) - set("|-: "):
            fragments[-1].append([cell.strip() for cell in line.strip("|").split("|")])
    return fragments


def source_values(path: Path) -> Counter[str]:
    """Every value cell of the body: the last six of a row, in the last table (nine columns under "NO") the last seven."""
    counted: Counter[str] = Counter()
    for rows in source_rows(path):
        panjab = rows[0][0] == "NO"
        for cells in rows:
            if (
                not any(cells)
                or "Target" in cells
                or "TARGET TAHUN" in cells
                or "2023" in [cell.replace(" ", "") for cell in cells]
            ):
                continue
            if len([cell for cell in cells if cell]) == 1 or cells[0] == "Visi":
                continue
            counted.update(cells[-7:] if panjab else cells[-6:])
    return counted


def test_678_observations_431_of_them_printed(document: NormalizedDocument) -> None:
    """Indicator row x measure x year: 678, of which 431 print a value and 247 are kept as blank."""
    statuses = Counter(observation.value_status for observation in document.observations)
    assert statuses == {"number": 431, "blank": 247}


def test_no_value_is_invented_and_none_is_lost(document: NormalizedDocument, path: Path) -> None:
    """The printed texts of all observations are, text for text, the value cells of the source's own lines."""
    assert Counter(observation.value_text for observation in document.observations) == source_values(path)


def test_every_source_cell_is_in_the_ledger_once(document: NormalizedDocument, reading: DocumentReading) -> None:
    """The ledger holds each cell of each fragment exactly once."""
    cells = [fragment.cell_ref(cell) for fragment in reading.fragments for cell in fragment.cells]
    assert sorted(entry.cell for entry in document.ledger) == sorted(cells)


EXPECTED = read_expected()


def test_at_least_sixty_values_over_all_tables_were_read_by_a_person() -> None:
    """The independent reading is large enough to mean something: 60 values or more, out of each of the eight tables."""
    assert len(EXPECTED) >= 60
    assert {expected.table for expected in EXPECTED} == set(range(1, 9))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda e: f"t{e.table}-{e.own[:20]}-{e.indicator[:20]}-{e.year}")
def test_value_as_a_person_reads_it(expected: Expected, document: NormalizedDocument) -> None:
    """Programme, own label, indicator, unit, year, printed text and number are those of the source."""
    found = [observation for observation in document.observations if is_meant(observation, expected)]
    shown = [(o.labels.unit, o.value_text, o.value) for o in found]
    unit = expected.unit or (
        "%" if "%" in expected.printed else None
    )  # the sign in the cell is the unit where no column has one
    assert (unit, expected.printed, expected.value) in shown
    assert len(set(shown)) == 1


# Tables and fragments


def test_22_fragments_are_8_tables(document: NormalizedDocument) -> None:
    """14 fragments continue the one before them: 1, 1, 2, 3, 5, 1, 8 and 1 fragments make the eight tables."""
    assert [len(table.fragments) for table in document.tables] == [1, 1, 2, 3, 5, 1, 8, 1]
    assert len(with_code(document, "fragment-joined")) == 14


def test_no_join_is_in_doubt(document: NormalizedDocument) -> None:
    """Every join lies clearly on one side of the thresholds."""
    assert with_code(document, "join-doubtful") == []


def test_each_table_is_of_its_kind(document: NormalizedDocument) -> None:
    """RPJMD, then program and kegiatan tables in turn, then PANJAB."""
    program, kegiatan = "cascading_program", "cascading_kegiatan"
    assert [table.kind for table in document.tables] == [
        "cascading_rpjmd",
        *(program, kegiatan, program, kegiatan, program, kegiatan),
        "cascading_panjab",
    ]


# Headers


def test_split_years_are_mended(document: NormalizedDocument) -> None:
    """The header "20 21" ... "20 26" of the third table reads 2021 ... 2026, one repair for each."""
    assert sorted({o.period.year for o in document.observations if o.table == 3}, key=str) == list(YEARS)
    repairs = with_code(document, "year-mended")
    assert [(f.before, f.after) for f in repairs] == [(f"20 {year % 100}", str(year)) for year in YEARS]


def test_slipped_years_are_put_back(document: NormalizedDocument) -> None:
    """The RPJMD table prints 2021-2024 over columns 0-3 and 2025-2026 over 6-7; its values stand in columns 6-11."""
    columns = {o.cell.column: o.period.year for o in document.observations if o.table == 1}
    assert columns == dict(zip(range(6, 12), YEARS, strict=True))
    assert len(with_code(document, "years-realigned")) == 6


def test_two_level_headers_keep_both_levels(document: NormalizedDocument) -> None:
    """A value column of the program tables is "Target › 2021", not "2021" alone, and its measure is the target."""
    heads = {(o.period_label, o.measure) for o in document.observations if o.table == 2}
    assert heads == {(f"Target › {year}", "target") for year in YEARS}


def test_goal_and_objective_columns_of_the_rpjmd_table(document: NormalizedDocument) -> None:
    """Below "Sasaran" the indicator and its unit are told from the tujuan and its indicator on the left."""
    rows = {
        (o.labels.goal, o.labels.goal_indicator, o.labels.indicator, o.labels.unit)
        for o in document.observations
        if o.table == 1
    }
    assert rows == {
        ("Meningkatnya Akuntabilitas Instansi Pemerintah", "Nilai Evaluasi SAKIP Kabupaten", "Nilai Sakip OPD", "Poin"),
        ("Meningkatnya Kinerja Organisasi", "Nilai Komponen Kinerja Organisasi", "Indeks Profesionalitas ASN", "Poin"),
    }


def test_vision_and_mission_are_inherited(document: NormalizedDocument) -> None:
    """Both rows of the RPJMD table belong to the vision and mission that only the first of them prints."""
    labels = {(o.labels.vision, o.labels.mission) for o in document.observations if o.table == 1}
    assert labels == {("Way Kanan Unggul dan Sejahtera", "Menyelenggarakan Pemerintahan yang baik")}


# Rows that go on after a cut


def test_an_indicator_on_the_next_page_belongs_to_the_sub_kegiatan_before_it(document: NormalizedDocument) -> None:
    """Fragment 9 starts with an indicator without a name: it is the second one of "Evaluasi Pengadaan ASN ..."."""
    first = [o for o in document.observations if o.cell.fragment.table == 9 and o.cell.row == 1]
    assert {o.labels.sub_activity for o in first} == {"Evaluasi Pengadaan ASN dan Pengadaan ASN"}
    assert {o.labels.indicator for o in first} == {"Jumlah Laporan Hasil Evaluasi Pengadaan ASN"}


def test_values_are_not_inherited(document: NormalizedDocument) -> None:
    """The rewritten indicator of a sub kegiatan has blanks in 2021 and 2022 where the row above it prints figures."""
    rows = [o for o in document.observations if o.labels.indicator == "Jumlah Dokumen Hasil Pengelolaan Data Kepegawaian"]
    assert [(o.period.year, o.value) for o in rows] == [(2021, None), (2022, None), (2023, 2), (2024, 2), (2025, 2), (2026, 2)]


def test_indicator_of_the_program_is_inherited_by_its_formulas(document: NormalizedDocument) -> None:
    """Seven formulas of the fourth table, over three fragments, measure the one indicator that the first row prints."""
    rows = {(o.row, o.labels.indicator) for o in document.observations if o.table == 4}
    assert sorted(rows) == [(row, "Cakupan Tertib Administrasi Kepegawaian") for row in range(7)]


# Programs


@pytest.mark.parametrize(
    ("tables", "program"),
    [
        ((2, 3), "PROGRAM PENGEMBANGAN SUMBERDAYA MANUSIA"),
        ((4, 5), "PROGRAM KEPEGAWAIAN DAERAH"),
        ((6, 7), "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH"),
        ((1, 8), None),
    ],
)
def test_program_from_heading_or_banner(tables: tuple[int, int], program: str | None, document: NormalizedDocument) -> None:
    """A heading outside the table (first) and a first body row (the two others) name the program of two tables each."""
    assert {o.labels.program for o in document.observations if o.table in tables} == {program}


def test_banner_rows_are_no_data(document: NormalizedDocument) -> None:
    """No observation carries a banner as its label."""
    texts = {text for o in document.observations for text in (o.labels.activity, o.labels.sub_activity, o.labels.indicator)}
    assert not texts & {"PROGRAM", "KEGIATAN/SUB KEGIATAN"}


# Numbers


@pytest.mark.parametrize(
    ("printed", "value", "times"),
    [("10 9", 109, 2), ("1,19% %", 1.19, 1), ("5.205", 5205, 1), ("4.548", 4548, 1), ("4.500", 4500, 1), ("51.1", 51.1, 2),
     ("0,003%", 0.003, 1), ("11,92 %", 11.92, 1)],
)  # fmt: skip
def test_separators_are_read_by_column_unit_and_series(
    printed: str, value: float, times: int, document: NormalizedDocument
) -> None:
    """One document, three conventions: a dot groups thousands of people, splits tenths of points; a comma splits percents."""
    read = [o.value for o in document.observations if o.value_text == printed]
    assert read == [value] * times


@pytest.mark.parametrize("printed", ["10 9", "1,19% %"])
def test_joined_digits_and_doubled_signs_are_repairs_with_evidence(printed: str, document: NormalizedDocument) -> None:
    """A changed text has a repair that starts from the printed text and names what it rests on."""
    repaired = [finding for finding in document.findings if finding.before == printed]
    assert repaired
    assert all(finding.evidence for finding in repaired)


def test_chosen_thousands_say_why(document: NormalizedDocument) -> None:
    """Each of the three dotted thousands has a finding with the evidence for its reading."""
    chosen = {at(document, f.cell).value_text: f.evidence for f in with_code(document, "number-convention-chosen")}
    assert set(chosen) == {"5.205", "4.548", "4.500"}
    assert all(chosen.values())


def test_initial_condition_is_the_baseline(document: NormalizedDocument) -> None:
    """ "Kondisi awal" of the PANJAB table is the baseline, without a year; the other columns are targets."""
    baseline = [(o.value, o.period.kind) for o in document.observations if o.measure == "baseline"]
    assert baseline == [(value, "none") for value in (0.003, 0.023, 0.15, 36, 796, 2913)]


# Levels


def test_thirteen_kegiatan_are_told_from_their_sub_kegiatan(document: NormalizedDocument) -> None:
    """No code says so: 13 of the 60 names are kegiatan, the others are the sub kegiatan that follow them."""
    names: dict[str, None] = {}
    for observation in document.observations:
        if observation.level == "activity":
            names.setdefault(observation.labels.activity or "")
    assert len(names) == len(KEGIATAN)
    assert all(name.startswith(start) for name, start in zip(names, KEGIATAN, strict=True))


def test_sub_kegiatan_names_its_kegiatan(document: NormalizedDocument) -> None:
    """A sub kegiatan's rows carry the kegiatan before it."""
    found = {
        o.labels.activity for o in document.observations if (o.labels.sub_activity or "").startswith("Pengelolaan Promosi")
    }
    assert found == {"Mutasi dan Promosi ASN"}


def test_levels_rest_on_sums(document: NormalizedDocument) -> None:
    """Every kegiatan but those whose figures do not add up says "sum" as its basis; none says "code", as none is printed."""
    basis = Counter(o.level_basis for o in document.observations if o.level in {"activity", "sub_activity"})
    assert basis["sum"] > 0.8 * basis.total()
    assert basis["code"] == 0


def test_each_inferred_level_keeps_its_runner_up(document: NormalizedDocument) -> None:
    """One finding per name with the other level, the margin and the reasons."""
    inferred = [*with_code(document, "level-inferred"), *with_code(document, "level-doubtful")]
    names = {o.labels.sub_activity or o.labels.activity for o in document.observations if o.table in {3, 5, 7}}
    assert len(inferred) == len(names)
    assert all({"other", "margin"} <= dict(finding.fields).keys() and finding.evidence for finding in inferred)


# The source's own errors: found, and left as printed


@pytest.mark.parametrize(("printed", "parts", "year"), [("5795", "8795", 2021), ("405", "403", 2022)])
def test_wrong_sums_are_reported_never_corrected(printed: str, parts: str, year: int, document: NormalizedDocument) -> None:
    """The source prints 5795 where its parts make 8795, and 405 where they make 403: both numbers told, the print published."""
    finding = next(f for f in with_code(document, "sum-differs") if f.before == printed)
    observation = at(document, finding.cell)
    assert (finding.after, observation.period.year) == (parts, year)
    assert (observation.value, observation.confidence) == (float(printed), "contradicted")


def test_kegiatan_that_does_not_add_up_in_five_years(document: NormalizedDocument) -> None:
    """ "Pemeliharaan Barang Milik Daerah ..." differs from its parts in every year but 2022."""
    differs = [at(document, f.cell) for f in with_code(document, "sum-differs")]
    years = [o.period.year for o in differs if (o.labels.activity or "").startswith("Pemeliharaan Barang Milik Daerah")]
    assert years == [2021, 2023, 2024, 2025, 2026]


def test_71_of_78_kegiatan_cells_add_up(document: NormalizedDocument) -> None:
    """13 kegiatan in six years: only the seven cells above differ from the sum of their parts."""
    assert len(with_code(document, "sum-differs")) == 78 - 71


def test_missing_unit_is_reported_and_left_out(document: NormalizedDocument) -> None:
    """One row prints no unit; it is null, not guessed from the rows around it."""
    [finding] = with_code(document, "unit-missing")
    assert at(document, finding.cell).labels.unit is None
    assert (at(document, finding.cell).labels.indicator or "").startswith("Jumlah Gedung Kantor")


def test_indicator_without_any_target_is_reported(document: NormalizedDocument) -> None:
    """ "Jumlah ASN yang Mendapatkan Layanan ..." prints nothing in six years."""
    [finding] = with_code(document, "indicator-without-values")
    assert dict(finding.fields)["indicator"].startswith("Jumlah ASN yang Mendapatkan Layanan")


def test_texts_cut_at_the_page_end_are_reported(document: NormalizedDocument) -> None:
    """ "... Jabatan Pimpinan Tinggi, Jabatan" and "... ASN yang mengajukan" stop in the middle."""
    tails = sorted(dict(finding.fields)["tail"].rsplit(" ", 1)[-1] for finding in with_code(document, "text-cut"))
    assert tails == ["Jabatan", "mengajukan"]


# The document itself


def test_what_the_title_says(document: NormalizedDocument) -> None:
    """Region, organization, planning period and document type come from the title."""
    profile = document.profile
    assert (profile.region, profile.period_start, profile.period_end) == ("Kabupaten Way Kanan", 2021, 2026)
    assert profile.organization == "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
    assert profile.document_type == "cascading"


def test_lists_outside_the_tables_are_accounted_for(document: NormalizedDocument, path: Path) -> None:
    """The numbered lists of the "Pohon kinerja" are no tables: their lines are counted as text not read."""
    lines = path.read_text(encoding="utf-8").splitlines()
    listed = sum(line[:2].rstrip(".").isdigit() and "." in line[:3] for line in lines)
    assert listed > 40
    assert sum(int(dict(finding.fields)["count"]) for finding in with_code(document, "text-unread")) == listed
