"""The small parts of the format readers: formulas on one line, looks of text, heads that the markup declares."""

from __future__ import annotations

from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from extract.formats.docx import formulas as docx_formulas
from extract.formats.docx.document import docx_to_reading
from extract.formats.docx.styles import ParagraphStyle, RunStyle
from extract.formats.docx.table import table_to_grid
from extract.formats.docx.text import Paragraph, Piece, paragraphs_to_text
from extract.formats.html import formulas as html_formulas
from extract.formats.html.document import html_to_reading
from extract.formats.html.table import elements_to_structure, row_to_headers
from extract.formats.html.text import PLAIN_LOOK, Look, Pen
from extract.formats.markdown.document import markdown_to_reading
from extract.formats.markdown.latex_table import latex_table_at, latex_to_fragment
from extract.formats.package import M, W
from extract.formats.sheets.rich_text import Look as SheetLook
from extract.formats.sheets.rich_text import style_to_look
from extract.formats.sheets.xlsx_styles import S, XlsxStyle, root_to_styles
from extract.formats.signs import Run
from extract.options import Limits, ReadOptions
from schemas.provenance import FragmentRef, SourceDocument


def text_of(runs: list[Run]) -> str:
    return "".join(run.text for run in runs if not run.hidden)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "(1)/(2)"),
        ("<msqrt><mn>9</mn></msqrt>", "√(9)"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ("<mphantom><mn>7</mn></mphantom>", ""),
        ("<annotation>x</annotation>", ""),
    ],
)
def test_formulas_of_html_stand_on_one_line(markup: str, shown: str) -> None:
    """Fractions and roots keep their brackets, what nobody sees is no text."""
    root = lxml.html.fragment_fromstring(f"<math>{markup}</math>")
    assert text_of(html_formulas.formula_to_runs(root)) == shown


def test_formulas_of_word_stand_on_one_line() -> None:
    """A fraction is (a)/(b), and a deleted part is none."""
    node = lxml.etree.fromstring(f'<f xmlns="{M[1:-1]}"><num><r><t>realisasi</t></r></num><den><r><t>target</t></r></den></f>')
    assert text_of(docx_formulas.formula_to_runs(node)) == "(realisasi)/(target)"


def test_paragraphs_are_lines() -> None:
    """With their list marks, and struck text set apart."""
    first = Paragraph((Piece(Run("Jumlah"), RunStyle()),), ParagraphStyle(), mark="1. ")
    second = Paragraph((Piece(Run("120", struck=True), RunStyle()), Piece(Run("125"), RunStyle())), ParagraphStyle())
    text, marks = paragraphs_to_text([first, second])
    assert text == "1. Jumlah\n125"
    assert [(mark.kind, mark.text) for mark in marks] == [("struck", "120")]


@pytest.mark.parametrize(
    ("row", "declared"),
    [
        ("<tr><th>a</th><th>b</th></tr>", [True, True]),
        ("<tr><th>a</th><td>b</td></tr>", [False, False]),
        ('<tr><th scope="row">a</th><th>b</th></tr>', [False, True]),
        ("<thead><tr><td>a</td></tr></thead>", [True]),
    ],
)
def test_heads_that_the_markup_declares(row: str, declared: list[bool]) -> None:
    """A <th> that labels its row is no column head."""
    table = lxml.html.fragment_fromstring(f"<table>{row}</table>")
    (found,) = elements_to_structure([table]).rows
    assert row_to_headers(found) == declared


def test_text_outside_of_cells_is_kept() -> None:
    """What a table holds beside its rows is stray, not lost; the foot comes last."""
    table = lxml.html.fragment_fromstring(
        "<table>Catatan<tfoot><tr><td>z</td></tr></tfoot><tbody><tr><td>a</td></tr></tbody></table>"
    )
    structure = elements_to_structure([table])
    assert structure.stray == ["Catatan"]
    assert [row.kind for row in structure.rows] == ["tbody", "tfoot"]


def test_white_space_is_folded_as_shown() -> None:
    """Runs of blanks are one, empty lines none; struck text is set apart."""
    pen = Pen()
    pen.write("Jumlah \n  desa", PLAIN_LOOK)
    pen.end_line()
    pen.end_line()
    pen.write("12", Look(struck=True))
    pen.write("14", Look(bold=True))
    text, marks = pen.text_and_marks()
    assert text == "Jumlah desa\n14"
    assert [mark.text for mark in marks] == ["12"]
    assert not pen.all_bold()


LATEX = r"""\begin{tabular}{lr}
\hline
\textbf{Indikator} & \multicolumn{2}{c}{Target} \\ \hline
Jumlah & 1 & 2 \\
\end{tabular}"""


def test_latex_tables() -> None:
    """Column spans, bold heads; a beginning without an end is no table."""
    ends: dict[str, int] = {}
    match = latex_table_at(LATEX, 0, ends)
    assert match is not None
    fragment = latex_to_fragment(match, FragmentRef(0, 1), "a.md", Limits())
    assert fragment is not None
    first = [(cell.text, cell.column_span, cell.style.bold) for cell in fragment.cells if cell.row == 0]
    assert first == [("Indikator", 1, True), ("Target", 2, False)]
    assert latex_table_at(r"\begin{tabular}{l} a", 0, {}) is None


def test_markdown_without_tables_keeps_its_text() -> None:
    """Headings and paragraphs are blocks."""
    source = SourceDocument("a.md", "0" * 64, "text/markdown", 1)
    blocks = markdown_to_reading(source, b"# Renstra\n\nVisi: maju\n", ReadOptions()).blocks
    assert (getattr(blocks[0], "kind", ""), getattr(blocks[0], "text", "")) == ("heading", "Renstra")


def test_looks_of_sheets() -> None:
    """Raised, struck and white text as the style says it, within what stands around it."""
    style = {"text-position": "super 58%", "text-line-through-style": "solid", "color": "#ffffff"}

    def of(_family: str, _name: str, attribute: str) -> str:
        return style.get(attribute.rpartition("}")[2], "")

    look = style_to_look(of, "text", "T1", SheetLook())
    assert (look.script, look.struck, look.pale) == ("sup", True, True)


def test_styles_of_workbooks() -> None:
    """Fonts, fills and number formats in the order in which cells count them; without the part one plain style."""
    assert root_to_styles(None) == (XlsxStyle(),)
    root = lxml.etree.fromstring(
        f'<styleSheet xmlns="{S[1:-1]}"><numFmts><numFmt numFmtId="170" formatCode="0.0%"/></numFmts>'
        '<fonts><font/><font><b/><strike val="0"/><sz val="9"/></font></fonts>'
        '<fills><fill><patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/></patternFill></fill></fills>'
        '<cellXfs><xf fontId="1" fillId="0" numFmtId="170"/><xf fontId="9"/></cellXfs></styleSheet>'
    )
    first, second = root_to_styles(root)
    assert (first.code, first.font.bold, first.font.struck, first.look().fill) == ("0.0%", True, False, (217, 217, 217))
    assert second.font.bold is False


SAMPLES = Path(__file__).parents[3] / "samples" / "documents"


def test_one_document_in_two_formats_says_the_same() -> None:
    """As Word and as HTML: most texts of cells are the same ones; line ends and cells that pages part differ."""
    name = SAMPLES / "cascading-tirta-kencana"
    source = SourceDocument(name.name, "0" * 64, "", 1)
    word = docx_to_reading(source, name.with_suffix(".docx").read_bytes(), ReadOptions()).fragments
    web = html_to_reading(source, name.with_suffix(".html").read_bytes(), ReadOptions()).fragments
    texts = [{" ".join(cell.text.split()) for one in read for cell in one.cells} for read in (word, web)]
    assert len(texts[0]) > 100
    assert len(texts[0] & texts[1]) > 0.85 * len(texts[0] | texts[1])


def test_merged_cells_of_word() -> None:
    """A cell over two columns, and one that goes on in the next row."""
    table = lxml.etree.fromstring(
        f'<tbl xmlns="{W[1:-1]}" xmlns:w="{W[1:-1]}">'
        '<tr><tc><tcPr><vMerge w:val="restart"/></tcPr><p/></tc><tc><tcPr><gridSpan w:val="2"/></tcPr><p/></tc></tr>'
        "<tr><tc><tcPr><vMerge/></tcPr><p/></tc><tc><p/></tc><tc><p/></tc></tr></tbl>"
    )
    grid = table_to_grid(table, "a.docx", Limits())
    assert grid.columns == 3
    assert [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]
