"""Corrections as a file: what is written is read again, and what cannot be meant is told with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.answer import answer_to_text, text_to_answer
from schemas.correction import (
    COLUMNS,
    Correction,
    corrections_of,
    corrections_to_csv,
    csv_to_corrections,
    text_to_read,
)

DOCUMENT = "a1b2c3d4e5f60718"
ONE = Correction(
    DOCUMENT, "renstra.pdf", "value:p3/t1/r4c2", "4,500", "4.5", "4500", "sari", "2026-11-26T08:00:00Z", "as above"
)
ANSWERS = {
    "value": ["4500", "-12.5", "4.5 x 1000000", ">= 80", "< 3 x 1000", "3 .. 5", "category BB", "nil", "text", "ambiguous"],
    "column": ["measure=target; year=2021", "role=indicator", "year=none; scale=1000000; unit=Rp juta", "scale=0.001"],
    "level": ["activity", "sub_activity under p2/t1/r3c0", "unknown"],
    "join": ["joined", "apart"],
    "row": ["data", "group", "total", "note", "furniture", "joined", "several", "one"],
    "grid": ["first", "aligned", "pdfplumber 0.11.8"],
    "stub": ["0", "12"],
    "numbers": ["id", "us"],
    "header": ["0", "3"],
    "table": ["none", "accepted", "box=72.0,90.0,520.0,700.0; columns=140.0,300.5; rows=120.0"],
    "program": ["Program Penunjang"],
    "check": ["right", "wrong"],
}
PLACES = {
    "value": "p3/t1/r4c2#2",
    "column": "p2/t1#c5",
    "level": "p2/t1/r7c0",
    "join": "p2/t1",
    "row": "p2/t1/r9c1",
    "header": "d/t2",
    "table": "p3/t1",
    "program": "p2/t1",
    "check": "d/t5/r4c2",
    "grid": "p2/t1",
    "stub": "d/t1",
    "numbers": "p2/t1#c5",
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ANSWERS.items() for text in texts])
def test_each_answer_has_one_text(kind: str, text: str) -> None:
    """An answer is written as it was read."""
    assert answer_to_text(text_to_answer(kind, text)) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("value", "4.500,00"),
        ("value", "1e6"),
        ("value", "5 .. 3"),
        ("value", "NaN"),
        ("value", "9" * 60),
        ("value", "4 x 0"),
        ("column", "year"),
        ("column", "year=21"),
        ("column", "colour=red"),
        ("column", "year=2021; year=2022"),
        ("column", ""),
        ("level", "kegiatan"),
        ("level", "activity under row 3"),
        ("header", "12"),
        ("table", "box=1,2,3"),
        ("table", "box=0,0,9,9; columns=5,4"),
        ("table", "box=0,0,9,9; columns=5,12"),
        ("label", ""),
        ("check", "maybe"),
        ("colour", "red"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(kind: str, text: str) -> None:
    """Nothing is guessed: an answer outside the words is an error that says what is expected."""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        text_to_answer(kind, text)


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=30).map(str.strip)


@given(st.data())
def test_what_is_written_is_read_again(data: st.DataObject) -> None:
    """Whatever texts documents and people write, the file keeps them: quotes, formulas, line ends, apostrophes."""
    items = []
    for kind in data.draw(st.sets(st.sampled_from(sorted(PLACES)))):
        after = data.draw(st.sampled_from(ANSWERS[kind]))
        texts = [data.draw(WORDS) for _ in range(5)]
        name, read, before, who, why = texts
        items.append(Correction(DOCUMENT, name, f"{kind}:{PLACES[kind]}", read, before, after, who, ONE.when, why))
    corrections = corrections_of(items)
    again, problems = csv_to_corrections(corrections_to_csv(corrections))
    assert problems == ()
    assert again == corrections
    assert again.digest == corrections.digest


def test_the_file_says_the_same_whatever_the_order_of_answering() -> None:
    """Places sort as people count, and the bytes do not depend on who answered first."""
    others = [replace(ONE, decision=f"value:p3/t1/r{row}c2") for row in (10, 9, 2)]
    assert corrections_to_csv(corrections_of(others)) == corrections_to_csv(corrections_of(others[::-1]))
    assert [item.place for item in corrections_of(others)] == ["p3/t1/r2c2", "p3/t1/r9c2", "p3/t1/r10c2"]


def test_no_cell_of_the_file_is_a_formula() -> None:
    """A text of a document that begins like a formula stays a text in a spreadsheet."""
    item = replace(ONE, read="=HYPERLINK(1)", why="@SUM(1)", after="-5")
    text = corrections_to_csv(corrections_of([item]))
    assert all(not cell.lstrip('"').startswith(("=", "@", "-", "+")) for cell in text.splitlines()[1].split(","))
    assert csv_to_corrections(text)[0].items == (item,)


def test_each_bad_line_is_told_and_the_good_ones_are_taken() -> None:
    """Every line that cannot be taken is named with its number, counted in lines of the file."""
    text = corrections_to_csv(corrections_of([replace(ONE, why="two\nlines")]))
    bad = [
        "x,a.pdf,value:p1/t1/r1c1,1,1,2",
        f"{DOCUMENT},a.pdf,value:t1,1,1,2",
        f"{DOCUMENT},a.pdf,colour:t1,1,1,2",
        f"{DOCUMENT},a.pdf,value:p1/t1/r1c1,1,1,many",
        f"{DOCUMENT},a.pdf,value:p1/t1/r1c1,1,1,2,who,yesterday",
    ]
    corrections, problems = csv_to_corrections(text + "\n".join(bad))
    assert len(corrections) == 1
    assert [problem.line for problem in problems] == [4, 5, 6, 7, 8]
    assert all(problem.en and problem.id for problem in problems)


def test_contradicting_answers_name_their_lines_and_none_is_taken() -> None:
    """Two answers to one decision that differ are both left out; the same answer twice is one."""
    text = corrections_to_csv(corrections_of([ONE]))
    line = text.splitlines()[1]
    corrections, problems = csv_to_corrections(text + line + "\n")
    assert (len(corrections), problems) == (1, ())
    corrections, problems = csv_to_corrections(text + line.replace(",4500,", ",4501,") + "\n")
    assert len(corrections) == 0
    assert "lines 2, 3" in problems[0].en
    assert "'4500' ≠ '4501'" in problems[0].id


def test_a_file_without_its_columns_is_one_problem() -> None:
    """A file of something else is told at once, not line by line."""
    corrections, problems = csv_to_corrections("nama,nilai\na,1\nb,2\n")
    assert (len(corrections), [problem.line for problem in problems]) == (0, [1])
    assert csv_to_corrections("")[1] == ()


def test_columns_may_stand_in_any_order_and_the_last_may_be_missing() -> None:
    """A person may write the file by hand or sort it in a spreadsheet."""
    text = (
        f'after,decision,document_id,source_name,read,before\n4500,{ONE.decision},{DOCUMENT.upper()},renstra.pdf,"4,500",4.5\n'
    )
    corrections, problems = csv_to_corrections(text)
    assert problems == ()
    assert corrections.items == (replace(ONE, who="", when="", why=""),)
    assert COLUMNS[-1] == "why"


def test_a_long_text_is_cut_but_every_change_in_it_shows() -> None:
    """The text that was read is kept readable; a change behind the cut changes its checksum."""
    text = "kata " * 400
    assert len(text_to_read(text)) < 300
    assert text_to_read(text) != text_to_read(text[:-6] + "kala ")
    assert text_to_read(" a\n\tb\u00a0c ") == "a b c"
    assert "\x1b" not in text_to_read("\x1b[31mred")
