"""What one cell can be, before the others are asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.figures.grammar import LONGEST, text_to_shape
from normalize.figures.numerals import numeral_to_readings


def values(text: str) -> list[Decimal]:
    return [numeral.value for numeral in text_to_shape(text).numerals]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"), ("1000", "1000"), ("51.1", "51.1"), ("0,003%", "0.003"), ("11,92 %", "11.92"), ("1.234.567", "1234567"),
        ("1,006,016.98", "1006016.98"), ("1.234,5", "1234.5"), ("610540.98", "610540.98"), ("Rp 1.000.000,-", "1000000"),
        ("Rp. 12.500.000,00", "12500000"), ("US$ 1,000,000", "1000000"), ("-89", "-89"), ("−5", "-5"), ("(210)", "-210"),
        ("Rp (1.000.000)", "-1000000"), ("12 *)", "12"), ("12 1)", "12"), ("2021*", "2021"), ("12²", "12"), ("100 persen", "100"),
        ("Zero", "0"), ("5 (lima) dokumen", "5"), ("243.246,516 Ton CO2e/Tahun", "243246.516"), ("4420000 m3/tahun", "4420000"),
        ("1.000.000 Rupiah", "1000000"), ("7 Keg.", "7"), ("100 m²", "100"),
    ],
)  # fmt: skip
def test_numbers_with_one_reading(text: str, value: str) -> None:
    """Signs, currencies, marks and units around the digits do not open the reading."""
    shape = text_to_shape(text)
    assert shape.kind == "number"
    assert [n.value for n in shape.numerals] == [Decimal(value)]


@pytest.mark.parametrize("text", ["4.500", "1,234", "12.345", "999,999", "-5.205", "Rp 1.500", "10.104 Ha", "1.234 %"])
def test_one_separator_before_three_digits_is_open(text: str) -> None:
    """Thousands and decimals are both listed, and differ by a factor of 1000."""
    first, second = values(text)
    assert max(abs(first), abs(second)) == 1000 * min(abs(first), abs(second))


@pytest.mark.parametrize("text", ["1.386.8800.814", "1.200.000.00", "1,2,3", "12.34.567", "1.234,567,8", "1,234.567.890"])
def test_impossible_groups_are_malformed(text: str) -> None:
    """A misprint lists what may have been meant as irregular, or nothing; it is never a number."""
    shape = text_to_shape(text)
    assert shape.kind == "malformed"
    assert all(n.convention == "irregular" for n in shape.numerals)


@pytest.mark.parametrize(
    "text", ["-", "–", "—", "--", "n/a", "N/a", "NA", "N.A.", "nihil", "tad", "t.a.d", "Rp -", "tidak ada", "- %"]
)
def test_signs_for_no_value(text: str) -> None:
    assert text_to_shape(text).kind == "nil"


@pytest.mark.parametrize(
    "text",
    ["BB", "B", "A", "AA", "CC", "B+", "WTP", "WDP", "Baik", "Sangat Baik", "SANGAT RENDAH", "Tinggi", "Predikat BB", "B (Baik)",
     "Level 3", "Tercemar Ringan", "Sangat\nTinggi"],
)  # fmt: skip
def test_predicates_are_categories(text: str) -> None:
    assert text_to_shape(text).kind == "category"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("97.50-98", "97.50", "98"), ("69,1-69,5", "69.1", "69.5"), ("0 - 10", "0", "10"), ("91 % <= 100 %", "91", "100"),
     ("70 s/d 80", "70", "80"), ("80–85%", "80", "85"), ("97.50-\n98", "97.50", "98"), ("70 sampai dengan 80", "70", "80")],
)  # fmt: skip
def test_ranges_have_two_ends(text: str, low: str, high: str) -> None:
    shape = text_to_shape(text)
    assert shape.kind == "range"
    assert [shape.numerals[0].value, shape.highs[0].value] == [Decimal(low), Decimal(high)]


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [("≥ 90", ">=", 90), (">= 90", ">=", 90), ("=> 90", ">=", 90), ("≤5 (Tercemar Ringan) Indeks", "<=", 5), ("> 5", ">", 5),
     ("<3 %", "<", 3), ("min 80", ">=", 80), ("Minimal 3 Dokumen", ">=", 3), ("maks. 5 %", "<=", 5), ("100 % ke atas", ">=", 100),
     ("paling sedikit 4", ">=", 4)],
)  # fmt: skip
def test_bounds(text: str, comparator: str, value: int) -> None:
    shape = text_to_shape(text)
    assert shape.kind == "bound"
    assert shape.comparator == comparator
    assert shape.numerals[0].value == value


@pytest.mark.parametrize(
    ("text", "value", "category"),
    [("82,5 (A)", "82.5", "A"), ("A (82,5)", "82.5", "A"), ("B/72,5", "72.5", "B"), ("70 BB", "70", "BB")],
)
def test_a_number_with_its_predicate_is_one_value(text: str, value: str, category: str) -> None:
    shape = text_to_shape(text)
    assert (shape.kind, shape.category) == ("number", category)
    assert [n.value for n in shape.numerals] == [Decimal(value)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [("70/100.000 KH", "/100.000 KH"), ("120 per 1000 penduduk", "per 1000 penduduk"), ("34 Kecamatan", "Kecamatan"),
     ("20%/tahun", "%/tahun"), ("90 (%)", "%"), ("12 (Orang)", "Orang"), ("Rp 5", "Rp")],
)  # fmt: skip
def test_units_in_the_cell(text: str, unit: str) -> None:
    assert text_to_shape(text).unit == unit


@pytest.mark.parametrize(
    ("text", "factor"), [("12,5 juta", 6), ("Rp 12.5 miliar", 9), ("3 ribu", 3), ("1,2 triliun", 12), ("5 rb", 3)]
)
def test_scale_words_are_kept_apart_from_the_number(text: str, factor: int) -> None:
    assert text_to_shape(text).factor == 10**factor


@pytest.mark.parametrize(
    ("text", "join"),
    [("10 9", None), ("10\n9", None), ("48.114.7\n09.000", "grouping"), ("119,8\n2", None), ("610540.\n98 Hektar", "separator"),
     ("7 97", None), ("1.250.0\n00.000", "grouping"), ("12, 5", None), ("12,\n5", "separator"), ("1. 25", None)],
)  # fmt: skip
def test_split_digits_name_what_the_print_proves(text: str, join: str | None) -> None:
    """A list ("12, 5", "1. 25") proves nothing; groups that are regular only joined, or a separator at the gap, do."""
    shape = text_to_shape(text)
    assert (shape.kind, shape.join) == ("split", join)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("80 / Rp 1.000.000", 2),
        ("80/90", 2),
        ("2 dan 3", 2),
        ("358\n278\n-\n80", 4),
        ("150.000\n150.000", 2),
        ("1 Dok\n2 Lap", 2),
    ],
)
def test_several_values_in_a_cell_stay_several(text: str, count: int) -> None:
    shape = text_to_shape(text)
    assert (shape.kind, len(shape.parts)) == ("composite", count)


@pytest.mark.parametrize("text", ["2O", "9O", "1O0", "l2", "2OI9", "5O%", "1.OOO.000"])
def test_letters_among_digits_are_never_read_silently(text: str) -> None:
    assert text_to_shape(text).kind == "letters"


@pytest.mark.parametrize(
    "text",
    ["Terlaksananya rapat", "S1", "12/05/2021", "Tahun 2021", "مرحبا", "١٢٣", "五", "1:32", "2x24 jam", "1.25E+09", "5 besar",
     "08123456789", "3 orang pegawai yang ikut 2 kali",
     "x", "√", "=SUM(A1)", "0 N/a", "H1N1"],
)  # fmt: skip
def test_everything_else_is_text(text: str) -> None:
    assert text_to_shape(text).kind == "text"


def test_a_cell_longer_than_any_value_is_text() -> None:
    """One comparison decides, so that a cell of 100,000 characters costs nothing."""
    assert text_to_shape("1" * (LONGEST + 1)).kind == "text"


@given(st.text(alphabet="0123456789.,-–%()RpO lIx/\n*≥<BA", max_size=40))
def test_any_mixture_of_signs_has_a_shape(text: str) -> None:
    """No mixture of the signs of the grammar raises, and pieces joined are the text without its white space."""
    shape = text_to_shape(text)
    assert shape.text == " ".join(text.split())
    assert "".join("".join(shape.pieces).split()) == "".join(shape.pieces)


@given(st.text(max_size=200))
def test_any_text_has_a_shape(text: str) -> None:
    assert text_to_shape(text).kind != "blank" or not text.strip()


@given(st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False))
def test_a_number_is_among_its_own_readings(value: Decimal) -> None:
    """Printed in either convention, grouped or not, the number itself is always listed."""
    for text in (f"{value:,}", f"{value}"):
        other = text.translate(str.maketrans(",.", ".,"))
        for printed in (text, other):
            assert value in [n.value for n in numeral_to_readings(printed)]


@pytest.mark.parametrize("text", ["85% (2011)", "85 % (2011/12)", "85% (2011-2012)"])
def test_the_year_of_a_measurement_behind_a_figure_is_no_second_value(text: str) -> None:
    """Baselines are printed like that."""
    shape = text_to_shape(text)
    assert (shape.kind, shape.numerals[0].value, shape.percent) == ("number", Decimal(85), True)
