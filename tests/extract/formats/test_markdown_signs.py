"""Markdown's small signs and its other tables: formulas, struck and raised text, tables of dashes and in LaTeX."""

from __future__ import annotations

import hashlib
import time

import pytest

from extract.media_types import MARKDOWN
from extract.options import ReadOptions
from extract.reading import document_to_reading
from schemas.provenance import SourceDocument
from schemas.table import Cell, DocumentReading, Fragment, TextBlock


def read(text: str) -> DocumentReading:
    data = text.encode()
    return document_to_reading(
        SourceDocument("x.md", hashlib.sha256(data).hexdigest(), MARKDOWN, len(data)), data, ReadOptions()
    )


def cell_of(content: str) -> Cell:
    return read(f"| A | B |\n|---|---|\n| {content} | x |\n").fragments[0].cells[2]


def grid(fragment: Fragment) -> list[list[str]]:
    rows = [[""] * fragment.columns for _ in range(fragment.rows)]
    for cell in fragment.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


@pytest.mark.parametrize(
    ("content", "text", "marks"),
    [
        ("$71{,}5$", "71,5", ["formula"]),
        ("$-15$", "-15", ["formula"]),
        (r"\( 48 \)", "48", ["formula"]),
        (r"$10^{6}$", "10⁶", ["raised", "formula"]),
        (r"$95\%$", "95%", ["formula"]),
        (r"$\frac{1}{2}$", "1/2", ["formula"]),
        (r"$\sqrt{9}$", "√(9)", ["formula"]),
        (r"$\cancel{120}$ 125", "125", ["struck", "formula"]),
        ("~~120~~125", "125", ["struck"]),
        ("<del>120</del> 125", "125", ["struck"]),
        ('<span style="text-decoration:line-through">120</span>125', "125", ["struck"]),
        ('<span style="display:none">0</span>125', "125", ["hidden"]),
        ("120^1)^", "120¹⁾", ["raised"]),
        ("120<sup>1</sup>", "120¹", ["raised"]),
        ("120[^1]", "120¹", ["raised"]),
        ("US$5 dan US$6", "US$5 dan US$6", []),
        ("$5-$10", "$5-$10", []),
        (r"\$15", "$15", []),
    ],
)
def test_signs_of_a_cell(content: str, text: str, marks: list[str]) -> None:
    cell = cell_of(content)
    assert (cell.text, [mark.kind for mark in cell.marks]) == (text, marks)


def test_brackets_behind_backslashes_stay_open() -> None:
    """LaTeX writes so around formulas, converters before brackets, and brackets are a minus."""
    reading = read("| A | B |\n|---|---|\n| " + r"\(15\)" + " | 2 |\n")
    assert [(f.code, f.before) for f in reading.findings] == [("formula-or-brackets", r"\(15\)")]


SIMPLE = """Sebelum

  Indikator      Satuan   Target 2024
  -------------  -------  -----------
  Luas sawah     Ha               900
  Luas tambak    Ha                60

Sesudah
"""
MULTILINE = """-------------------------------------
 Indikator        Satuan      Target
                                2024
--------------- ---------- ----------
 Luas sawah      Ha              900
 beririgasi

 Luas tambak     Ha               60
-------------------------------------
"""
BARE = """
----------  ----  ----
Luas sawah  Ha     900
Luas kebun  Ha      60
----------  ----  ----
"""
RST = """
==========  ======  ====
Indikator   Satuan  2024
==========  ======  ====
Luas sawah  Ha       900
==========  ======  ====
"""


@pytest.mark.parametrize(
    ("text", "wanted", "head"),
    [
        (SIMPLE, [["Indikator", "Satuan", "Target 2024"], ["Luas sawah", "Ha", "900"], ["Luas tambak", "Ha", "60"]], 1),
        (
            MULTILINE,
            [["Indikator", "Satuan", "Target\n2024"], ["Luas sawah\nberirigasi", "Ha", "900"], ["Luas tambak", "Ha", "60"]],
            1,
        ),
        (BARE, [["Luas sawah", "Ha", "900"], ["Luas kebun", "Ha", "60"]], 0),
        (RST, [["Indikator", "Satuan", "2024"], ["Luas sawah", "Ha", "900"]], 1),
    ],
)
def test_tables_that_dashes_draw(text: str, wanted: list[list[str]], head: int) -> None:
    reading = read(text)
    (fragment,) = reading.fragments
    assert grid(fragment) == wanted
    assert [cell.header for cell in fragment.cells[:: fragment.columns]] == (
        [True] * head + [False] * (len(wanted) - head) if head else [None] * len(wanted)
    )
    texts = [block.text for block in reading.blocks if isinstance(block, TextBlock)]
    assert texts == (["Sebelum", "Sesudah"] if text is SIMPLE else [])


def test_word_over_the_end_of_its_column_is_told() -> None:
    reading = read("\nNama   Nilai\n-----  -----\nKecamatan 12\nKebun     14\n")
    assert [f.before for f in reading.findings if f.code == "text-across-rule"] == ["Kecamatan"]


@pytest.mark.parametrize(
    "text", ["Judul\n-----\n\nIsi\n", "satu\n\n- - -\n\ndua\n", "```\na  b\n-- --\n```\n", "a\nb\n-- --\nc\n"]
)
def test_dashes_that_draw_no_table(text: str) -> None:
    assert not read(text).fragments


LATEX = r"""Sebelum

\begin{table}
\begin{tabular}{|l|l|rr|}
\toprule
Indikator & Satuan & \multicolumn{2}{c|}{Target} \\
 & & 2023 & 2024 \\ \midrule
\multirow{2}{*}{Luas \& jenis} & Ha & 900 & $1{,}5$ \\ % catatan
 & \% & $-15$ & 60\textsuperscript{1)} \\
\bottomrule
\end{tabular}
\end{table}

Sesudah
"""


def test_table_in_latex_is_a_table() -> None:
    """Spans, escaped signs, formulas and rules; rows above the middle rule are its head."""
    (fragment,) = read(LATEX).fragments
    assert grid(fragment) == [
        ["Indikator", "Satuan", "Target", ""],
        ["", "", "2023", "2024"],
        ["Luas & jenis", "Ha", "900", "1,5"],
        ["", "%", "-15", "60¹⁾"],
    ]
    assert [(c.row_span, c.column_span) for c in fragment.cells if c.text in ("Target", "Luas & jenis")] == [(1, 2), (2, 1)]
    assert [c.header for c in fragment.cells if c.column == 1] == [True, True, False, False]


def test_beginnings_without_an_end_cost_nothing() -> None:
    start = time.process_time()
    assert not read("\\begin{tabular}{l} a & b \\\\\n" * 20_000).fragments
    assert time.process_time() - start < 20
