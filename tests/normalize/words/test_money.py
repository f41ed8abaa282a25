"""Money in heads and titles, in small tables of words and their meaning."""

from __future__ import annotations

import pytest

from normalize.words.heads import head_to_term
from normalize.words.measures import path_to_measure, path_to_unit
from normalize.words.money import is_money_alone, text_to_currency, text_to_scale, text_to_stated_scale, text_without_scale

HEADS: list[tuple[str, str | None, float]] = [
    ("Anggaran (dalam jutaan rupiah)", "Rp", 1e6),
    ("Rp juta", "Rp", 1e6),
    ("(Rp. Jt)", "Rp", 1e6),
    ("Rp. (Juta)", "Rp", 1e6),
    ("(dlm jutaan Rp)", "Rp", 1e6),
    ("ribu rupiah", "Rp", 1e3),
    ("Pagu (Rp Milyar)", "Rp", 1e9),
    ("Rp. Milyard", "Rp", 1e9),
    ("Triliun Rupiah", "Rp", 1e12),
    ("Rp. 000", "Rp", 1e3),
    ("(Rp 000)", "Rp", 1e3),
    ("Rp'000", "Rp", 1e3),
    ("(Rp.000,-)", "Rp", 1e3),
    ("Rp.000.000", "Rp", 1e6),
    ("Rp 1.000", "Rp", 1e3),
    ("(x Rp 1000)", "Rp", 1e3),
    ("(Rp x 1.000)", "Rp", 1e3),
    ("(Rp 1.000.000)", "Rp", 1e6),
    ("(000)", None, 1e3),
    ("'000", None, 1e3),
    ("$000", "$", 1e3),
    ("Amount ($000s)", "$", 1e3),
    ("£000", "£", 1e3),
    ("£'000", "£", 1e3),
    ("£000s", "£", 1e3),
    ("£m", "£", 1e6),
    ("(£m)", "£", 1e6),
    ("£k", "£", 1e3),
    ("Capital budget £bn", "£", 1e9),
    ("$ millions", "$", 1e6),
    ("USD million", "US$", 1e6),
    ("Cost (€)", "€", 1.0),
    ("Anggaran (Rp)", "Rp", 1.0),
    ("Rp M", "Rp", 1.0),  # a milliard or a million: open
    ("Indeks RB", None, 1.0),
    ("m2", None, 1.0),
    ("10.000", None, 1.0),
    ("2000", None, 1.0),
    ("Rp 10.000", "Rp", 1.0),
    ("Rp 12.000.000", "Rp", 1.0),
    ("RPJMD", None, 1.0),
]
STATEMENTS: list[tuple[str, float | None]] = [
    ("(dalam ribuan rupiah)", 1e3),
    ("(dalam Rp. 1.000,-)", 1e3),
    ("Satuan: Rp 1.000", 1e3),
    ("(x Rp. 1.000.000,-)", 1e6),
    ("Rp Miliar", 1e9),
    ("Amounts in Thousands", 1e3),
    ("All figures are in £'000s", 1e3),
    ("Capital programme 2024 £m", 1e6),
    ("$ in millions", 1e6),
    ("Expressed in thousands of US dollars", 1e3),
    ("Bantuan Rp 1.000.000 per orang", None),
    ("Bantuan Rp 5 juta per desa", None),
    ("Belanja untuk lebih dari 5 juta orang", None),
    ("Tabel (000)", None),
    ("Rp 2.500 juta", None),
]


@pytest.mark.parametrize(("head", "currency", "scale"), HEADS)
def test_a_head_names_currency_and_scale(head: str, currency: str | None, scale: float) -> None:
    """What is printed over a column says what its figures are multiplied by: a scale overlooked is a factor of a thousand."""
    assert (text_to_currency(head), text_to_scale(head)) == (currency, scale)
    assert path_to_unit([head]) == currency or currency is None


@pytest.mark.parametrize(("title", "scale"), STATEMENTS)
def test_a_title_states_a_scale_or_only_speaks_of_amounts(title: str, scale: float | None) -> None:
    """A sentence about money is no statement about the table."""
    assert text_to_stated_scale(title) == scale


@pytest.mark.parametrize(
    "head", ["Rp", "(Rp)", "Rp.", "(Rp juta)", "£000", "£m", "$", "US$ million", "Rp 1.000", "dalam ribu rupiah"]
)
def test_a_head_of_money_alone_is_a_budget_until_another_says_otherwise(head: str) -> None:
    """ "Rp" below "Realisasi" is what was spent; alone, or below "Target", it is the budget."""
    assert is_money_alone(head)
    assert path_to_measure([head]) == "budget"
    assert path_to_measure(["Realisasi", head]) == "budget_realization"
    assert path_to_measure(["Kondisi Akhir", head]) == "final_budget"


@pytest.mark.parametrize("text", ["Rp 12.000.000", "Rp 2.000", "$5", "£1.2m", "Rp 5 juta", "Mahal", "2021"])
def test_an_amount_is_no_head(text: str) -> None:
    """A row of amounts must not pass for a header."""
    assert not is_money_alone(text)
    assert head_to_term(text) is None


@pytest.mark.parametrize(
    ("head", "rest"), [("Anggaran (Rp juta)", "Anggaran (Rp )"), ("Budget £000", "Budget "), ("Target", "Target")]
)
def test_the_head_without_its_scale(head: str, rest: str) -> None:
    """Two heads that differ in the scale alone are compared without it."""
    assert text_without_scale(head) == rest


@pytest.mark.parametrize(
    ("text", "scale", "currency"),
    [
        ("Total Budget (KSh. M)", 1e6, "KSh"),
        ("Cost (UGX bn)", 1e9, "USh"),
        ("Outlay (₹ lakh)", 1e5, "₹"),
        ("Outlay in crore", 1e7, None),
        ("(N$ million)", 1e6, "N$"),
        ("Jumlah RS", 1.0, None),
    ],
)
def test_money_of_other_countries(text: str, scale: float, currency: str | None) -> None:
    """A letter in brackets behind the currency is a scale, as behind its sign; "RS" is a hospital."""
    assert (text_to_scale(text), text_to_currency(text)) == (scale, currency)
