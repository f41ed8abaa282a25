"""The joint reading of value cells: which evidence closes an open separator, and what stays open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.numbers.read import NumberCell, SumRelation, ValueReading, cells_to_readings, texts_to_votes
from normalize.repair import fold, replay
from normalize.words.quantities import indicator_to_unit, unit_is_counted
from schemas.observation import Confidence, ValueStatus


def read_one(text: str, unit: str | None = None, measure: str = "target", wrapped: bool | None = None) -> ValueReading:
    return cells_to_readings([NumberCell(0, text, unit=unit, measure=measure, wrapped=wrapped)])[0]


def read_row(texts: list[str], unit: str | None = None, measure: str = "target") -> tuple[ValueReading, ...]:
    """One indicator over its years."""
    return cells_to_readings(
        [NumberCell(n, t, column=n, unit=unit, measure=measure, series="row") for n, t in enumerate(texts)]
    )


def read_column(cells: list[tuple[str, str | None]], measure: str = "target") -> tuple[ValueReading, ...]:
    """(text, unit) of one year, each row an indicator of its own."""
    return cells_to_readings(
        [NumberCell(n, text, row=n, unit=unit, measure=measure, series=n) for n, (text, unit) in enumerate(cells)]
    )


def verdict(reading: ValueReading) -> tuple[Decimal | None, Confidence]:
    return reading.value, reading.confidence


def sure(value: int | str, confidence: Confidence = "consistent") -> tuple[Decimal | None, Confidence]:
    return Decimal(value), confidence


# Open separators


def test_an_open_separator_without_evidence_stays_open() -> None:
    """Both candidates are kept, with their scores, and a note names them for people."""
    reading = read_one("4.500")
    assert reading.status == "ambiguous"
    assert {c.value for c in reading.candidates} == {Decimal(4500), Decimal("4.500")}
    assert dict(reading.notes[0].fields)["candidates"] == "4500 | 4.500"


@pytest.mark.parametrize(("stored", "value"), [("4500", "4500"), ("4.5", "4.500"), ("4.4999", "4.500")])
def test_a_stored_number_proves_one_reading(stored: str, value: str) -> None:
    """What a spreadsheet keeps behind "4.500" says which of its two readings it is, against any other evidence."""
    reading = cells_to_readings([NumberCell(0, "4.500", unit="Orang", stored=Decimal(stored))])[0]
    assert verdict(reading) == sure(value, "proven")


def test_a_stored_number_that_no_reading_equals_proves_nothing() -> None:
    """A format that shows thousands stores 4500123 behind "4.500": the text stays as open as on paper."""
    assert cells_to_readings([NumberCell(0, "4.500", stored=Decimal(4500123))])[0].status == "ambiguous"


@pytest.mark.parametrize("unit", ["Orang", "Orang/ Dokumen", "Dokumen & orang", "Kotak", "Orang/ Bulan/ Paket/ Kali"])
def test_counted_units_have_no_fractions(unit: str) -> None:
    assert verdict(read_one("4.500", unit)) == sure(4500)


def test_money_has_no_three_decimals() -> None:
    assert verdict(read_one("Rp 4.500")) == sure(4500)
    assert verdict(read_one("500,000", "Rp", "budget")) == sure(500_000)


def test_percentages_are_not_in_the_thousands() -> None:
    assert verdict(read_one("1.234 %")) == sure("1.234")


def test_the_series_decides_by_its_own_separators() -> None:
    """Years of one indicator are written alike: 1.234.567 makes 4.500 thousands, 0,123 makes 1,456 a fraction."""
    assert read_row(["1.234.567", "4.500"])[1].value == Decimal(4500)
    assert read_row(["0,123", "1,456"])[1].value == Decimal("1.456")


def test_neighbours_in_size_decide() -> None:
    assert verdict(read_row(["5100", "5150", "5.205", "5300"])[2]) == sure(5205)


def test_a_series_far_away_does_not_make_a_fraction_of_a_count() -> None:
    """The unit is missing, the years after the first are small and whole: neither reading is safe."""
    assert read_row(["4.548", "347", "6", "6", "6", "6"])[0].status == "ambiguous"


def test_the_unit_in_other_rows_decides() -> None:
    assert verdict(read_column([("108,10", "Ha"), ("12,75", "Ha"), ("10.104", "Ha")])[2]) == sure(10104)


def test_other_units_alone_never_decide_with_confidence() -> None:
    """A document has no single convention: 51.1 points beside 5.205 people beside 0,003%."""
    readings = read_column([("51.1", "Poin"), ("5.205", "Orang"), ("0,003%", None), ("1.250.000", "Rp"), ("3.125", "Ton")])
    assert [r.value for r in readings[:4]] == [Decimal("51.1"), Decimal(5205), Decimal("0.003"), Decimal(1_250_000)]
    assert readings[4].confidence == "unproven"


def test_one_decimal_elsewhere_says_little_about_three() -> None:
    """Who writes 51.1 tons may well write 4.500 for thousands."""
    assert read_column([("51.1", "Ton"), ("54.1", "Ton"), ("4.500", "Ton")])[2].confidence == "unproven"


def test_the_document_is_a_hint_for_a_small_table() -> None:
    """A table with nothing of its own takes the document's way of writing, and says that it is unproven."""
    cell = NumberCell(0, "4.500", unit="Ton")
    document = texts_to_votes(["1.250.000", "2.500.000", "12,5", "3.450.000,00"] * 6)
    assert cells_to_readings([cell])[0].value is None
    assert verdict(cells_to_readings([cell], document=document)[0]) == sure(4500, "unproven")


def test_the_scale_multiplies_and_percents_keep_the_printed_number() -> None:
    scaled = cells_to_readings(
        [NumberCell(0, "1.305.351", measure="budget", scale=Decimal(1000)), NumberCell(1, "12,5 %", scale=Decimal(1000))]
    )
    assert [r.value for r in scaled] == [Decimal(1_305_351_000), Decimal("12.5")]
    assert scaled[1].flags == ("scale-not-applied",)


def test_a_scale_word_counts_once() -> None:
    """ "12,5 juta" is 12500000; in a column that is itself in thousands it is open."""
    assert read_one("12,5 juta").value == Decimal(12_500_000)
    assert cells_to_readings([NumberCell(0, "12,5 juta", scale=Decimal(1000))])[0].status == "ambiguous"


# Sums and twins


def test_a_sum_proves_an_open_part() -> None:
    """4548 = 12 + 12 + 12 + 4500 + 12 holds for thousands only; everything in it is proven."""
    texts = ["4.548", "12", "12", "12", "4.500", "12"]
    readings = cells_to_readings([NumberCell(n, t) for n, t in enumerate(texts)], [SumRelation(0, (1, 2, 3, 4, 5))])
    assert [r.value for r in readings] == [4548, 12, 12, 12, 4500, 12]
    assert {r.confidence for r in readings} == {"proven"}


def test_a_sum_that_fails_proves_nothing_and_corrects_nothing() -> None:
    readings = cells_to_readings([NumberCell(0, "405"), NumberCell(1, "400"), NumberCell(2, "3")], [SumRelation(0, (1, 2))])
    assert [verdict(r) for r in readings] == [sure(405), sure(400), sure(3)]


def test_a_proof_climbs_the_plan() -> None:
    """A part proven below proves the sum above it."""
    texts = ["10.500", "6.000", "4.500", "4000", "500"]
    sums = [SumRelation(0, (1, 2)), SumRelation(2, (3, 4))]
    readings = cells_to_readings([NumberCell(n, t) for n, t in enumerate(texts)], sums)
    assert [r.value for r in readings] == [10500, 6000, 4500, 4000, 500]


def test_a_sum_of_open_cells_is_a_cue_and_no_proof() -> None:
    """Parent and only part print the same gap: they agree with each other, not with anything independent."""
    readings = cells_to_readings([NumberCell(0, "10 9"), NumberCell(1, "10 9")], [SumRelation(0, (1,))])
    assert [verdict(r) for r in readings] == [sure(109, "unproven")] * 2


def test_the_same_fact_printed_twice_proves() -> None:
    readings = cells_to_readings([NumberCell(0, "4.500", twin="a"), NumberCell(1, "4500", twin="a")])
    assert verdict(readings[0]) == sure(4500, "proven")


def test_a_relation_to_cells_that_are_not_there_is_passed_over() -> None:
    assert cells_to_readings([NumberCell(0, "5")], [SumRelation(0, (7,)), SumRelation(9, (0,))])[0].value == 5


# Split and damaged digits


def test_a_sum_joins_split_digits() -> None:
    cells = [NumberCell(0, "10 9"), NumberCell(1, "97"), NumberCell(2, "12")]
    readings = cells_to_readings(cells, [SumRelation(0, (1, 2))])
    assert verdict(readings[0]) == sure(109, "proven")
    assert replay(fold("10 9"), readings[0].repairs) == "109"


@pytest.mark.parametrize("text", ["10 9", "10\n9", "7 97", "12, 5", "1. 25", "2\n2", "100 200 300"])
def test_split_digits_without_proof_stay_open(text: str) -> None:
    assert read_one(text, "Orang").status == "ambiguous"


@pytest.mark.parametrize(
    ("text", "value"),
    [("48.114.7\n09.000", "48114709000"), ("1.250.0\n00.000", "1250000000"), ("610540.\n98 Hektar", "610540.98"),
     ("243.246,\n516 Ton\nCO2e/Ta\nhun", "243246.516")],
)  # fmt: skip
def test_the_print_itself_joins(text: str, value: str) -> None:
    """Groups of thousands that are regular only when joined, or a separator at the gap, need no other proof."""
    assert verdict(read_one(text)) == sure(value)


def test_decimals_like_its_neighbours_join_a_wrapped_number() -> None:
    """ "119,8 / 2" in a full line, among numbers with two decimals."""
    cells = [
        NumberCell(n, t, column=n, series="r", wrapped=True if "\n" in t else None)
        for n, t in enumerate(["119,41", "119,64", "119,8\n2"])
    ]
    assert verdict(cells_to_readings(cells)[2]) == sure("119.82")


@pytest.mark.parametrize("wrapped", [True, False, None])
def test_room_in_the_line_keeps_values_apart(wrapped: bool | None) -> None:
    reading = read_one("10\n9", "Orang", wrapped=wrapped)
    assert reading.value == (Decimal(109) if wrapped else None)


def test_letters_among_digits_need_a_proof() -> None:
    """ "2O" is 20 when a sum says so, and open otherwise."""
    assert read_one("2O").status == "ambiguous"
    assert read_one("2O Orang").status == "ambiguous"
    proven = cells_to_readings([NumberCell(0, "5O"), NumberCell(1, "20"), NumberCell(2, "30")], [SumRelation(0, (1, 2))])[0]
    assert verdict(proven) == sure(50, "proven")
    assert replay("5O", proven.repairs) == "50"


@pytest.mark.parametrize(
    "text", ["1.386.8800.814", "1.200.000.00", "12,", "- 5", "80-", "Rp 12 M", "98-97", "1" * 400, "9" * 17]
)
def test_what_is_printed_wrong_or_beyond_a_double_stays_open(text: str) -> None:
    reading = read_one(text)
    assert (reading.status, reading.value) == ("ambiguous", None)
    assert reading.flags


def test_a_number_cut_by_its_cell_is_flagged() -> None:
    """ "150.00" among amounts whose dots group thousands may have lost a digit."""
    readings = read_row(["150.000.000", "175.000.000", "150.00"], "Rp", "budget")
    assert readings[2].confidence == "unproven"
    assert "number-unlike-neighbours" in readings[2].flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [("2,5", "number-fraction-counted"), ("-5", "number-negative-counted"), ("± 5", "number-approximate"),
     ("05", "number-leading-zero"), ("(5)", "number-in-brackets"), ("12.", "number-dot-behind")],
)  # fmt: skip
def test_odd_numbers_are_given_and_flagged(text: str, flag: str) -> None:
    reading = read_one(text, "Orang")
    assert reading.confidence == "unproven"
    assert flag in reading.flags


def test_brackets_are_negative_beside_other_negatives() -> None:
    readings = read_column([("-1,250", None), ("(210)", None), ("-20", None)], "realization")
    assert verdict(readings[1]) == sure(-210)


# Other statuses


@pytest.mark.parametrize(
    ("text", "status"),
    [("", "blank"), ("  \n ", "blank"), ("-", "nil"), ("n/a", "nil"), ("0", "number"), ("Zero", "number"), ("BB", "category"),
     ("≥ 90", "bound"),
     ("97.50-98", "range"), ("Terlaksana", "text"),
     ("80 / Rp 1.000.000", "ambiguous"), ("مرحبا", "text"), ("x" * 100_000, "text")],
)  # fmt: skip
def test_statuses(text: str, status: ValueStatus) -> None:
    assert read_one(text).status == status


def test_bounds_and_ranges_keep_their_ends() -> None:
    bound, span = read_one("≤5 (Tercemar Ringan) Indeks"), read_one("91 % <= 100 %")
    assert [bound.value, bound.low, bound.high] == [5, None, 5]
    assert (bound.comparator, bound.category) == ("<=", "Tercemar Ringan")
    assert [span.value, span.low, span.high] == [None, 91, 100]
    assert (span.comparator, span.unit) == ("range", "%")


def test_ends_of_a_range_follow_one_convention() -> None:
    """ "1.250-1.500" has two readings, each for both ends; the counted unit leaves one."""
    reading = read_one("1.250-1.500", "Orang")
    assert [reading.low, reading.high] == [1250, 1500]


def test_values_below_each_other_come_with_their_parts() -> None:
    """The caller, who knows the rows, may tell them apart."""
    reading = read_one("358\n278\n-\n80")
    assert [part.text for part in reading.parts] == ["358", "278", "-", "80"]


def test_two_cells_with_one_index_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="same index"):
        cells_to_readings([NumberCell(0, "1"), NumberCell(0, "2")])


# Units that nobody printed in a column of their own


@pytest.mark.parametrize(
    ("indicator", "unit"),
    [
        ("Produksi padi (ton)", "ton"),
        ("Jumlah kunjungan (dalam orang)", "orang"),
        ("Persentase jalan mantap", "%"),
        ("Indeks kepuasan masyarakat", "indeks"),
        ("Jumlah dokumen yang disusun", "dokumen"),
        ("IKP 1.2 Jumlah paket pekerjaan", "paket"),
        ("Jumlah produksi padi", None),
        ("Nilai SAKIP (predikat sementara)", None),
    ],
)
def test_an_indicator_may_name_its_unit(indicator: str, unit: str | None) -> None:
    """In brackets, as a share, as an index, as a number of things; else it names none."""
    assert indicator_to_unit(indicator) == unit


@pytest.mark.parametrize(
    ("unit", "counted"),
    [
        ("Rumah Tangga", True),
        ("Unit Usaha", True),
        ("Orang/ Dokumen", True),
        ("Ton Beras", False),
        ("Orang Hari Kerja Efektif", False),
    ],
)
def test_the_first_noun_of_a_unit_decides(unit: str, counted: bool) -> None:
    """ "Rumah Tangga" are counted as houses are; what stands behind the noun only tells which."""
    assert unit_is_counted(unit) is counted


def test_zeros_at_the_end_of_a_whole_series_speak_for_thousands() -> None:
    """Three decimals would end in a zero once in ten times, and here do so three times; one such number alone stays open."""
    row = [NumberCell(at, text, series="a") for at, text in enumerate(("1.250", "1.300", "1.450"))]
    readings = cells_to_readings(row)
    assert [r.value for r in readings] == [1250, 1300, 1450]
    assert {r.confidence for r in readings} == {"unproven"}
    assert cells_to_readings(row[:1])[0].status == "ambiguous"


def test_a_number_that_stays_the_same_says_its_zeros_once() -> None:
    """Five times 89.150 is one figure with three decimals as well as five of thousands."""
    readings = cells_to_readings([NumberCell(at, "89.150", series="a") for at in range(5)])
    assert {r.status for r in readings} == {"ambiguous"}


def test_lone_fractions_of_something_measured_are_unproven() -> None:
    """1.200,25 speaks for 295.399 tons, but no number beside it has three decimals, and another hand may have written the row."""
    others = [NumberCell(at, f"1.{at + 200},25", row=at, unit="Ton", series=at) for at in range(12)]
    [reading] = cells_to_readings([*others, NumberCell(99, "295,399", row=99, unit="Ton", series=99)])[-1:]
    assert reading.confidence == "unproven"
