"""Lines of a page: what stands together is one phrase, what was typed to look like a rule is one."""

from __future__ import annotations

from extract.ink.page_lines import page_lines, typed_rules
from tests.typed_pages import lines, typed, x_of


def texts(text: str) -> list[list[str]]:
    return [[chunk.text for chunk in line.chunks] for line in lines(text)]


def test_wide_white_parts_the_phrases_of_a_line() -> None:
    """One blank is a blank, four are the next column."""
    assert texts("Jumlah desa    12    14") == [["Jumlah desa", "12", "14"]]


def test_the_mark_of_a_list_stays_with_its_text() -> None:
    """However far the text is set off from it, unless what follows is a figure."""
    assert texts("a.     Jumlah desa     12") == [["a. Jumlah desa", "12"]]
    assert texts("1.     2021") == [["1.", "2021"]]


def test_a_row_of_dashes_is_a_rule_and_no_text() -> None:
    """As listings and old typewritten plans part their heads."""
    page = typed("""
        Uraian      2021
        ----------------
        Jumlah        12
    """)
    assert [[chunk.text for chunk in line.chunks] for line in page_lines(page)] == [["Uraian", "2021"], ["Jumlah", "12"]]
    assert [(rule.start, rule.end) for rule in typed_rules(page)] == [(x_of(0), x_of(16))]


def test_columns_so_close_that_their_gap_looks_like_a_blank_are_parted() -> None:
    """Two blanks are no wider than those of justified text; flush on three lines they part columns."""
    assert texts("""
        Desa    110  220
        Kota    111  221
        Kabu    112  222
        Nama    113  223
    """)[0] == ["Desa", "110", "220"]
