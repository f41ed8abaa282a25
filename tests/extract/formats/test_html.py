"""HTML: spans, headers, broken markup, and text as a browser shows it."""

from __future__ import annotations

import hashlib

import pytest

from extract.media_types import HTML
from extract.options import Limits, ReadOptions
from extract.reading import document_to_reading
from schemas.errors import LimitError
from schemas.provenance import SourceDocument
from schemas.table import Cell, DocumentReading, Fragment, TextBlock


def read(html: str | bytes, options: ReadOptions = ReadOptions()) -> DocumentReading:  # noqa: B008
    data = html.encode() if isinstance(html, str) else html
    return document_to_reading(SourceDocument("x.html", hashlib.sha256(data).hexdigest(), HTML, len(data)), data, options)


def only(html: str) -> Fragment:
    (fragment,) = read(html).fragments
    return fragment


def shape(fragment: Fragment) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in fragment.cells]


def texts(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(html).blocks if isinstance(block, TextBlock)]


def cell_of(content: str) -> Cell:
    return only(f"<table><tr><td>{content}</td><td>x</td></tr></table>").cells[0]


def test_spans_are_stored_once_at_their_anchor() -> None:
    """A cell with rowspan and colspan takes its positions; later cells move to the first free column."""
    fragment = only("<table><tr><td rowspan=2>A<td colspan=2>B<tr><td>C<td>D</table>")
    assert shape(fragment) == [(0, 0, 2, 1, "A"), (0, 1, 1, 2, "B"), (1, 1, 1, 1, "C"), (1, 2, 1, 1, "D")]


def test_span_ends_with_its_row_group() -> None:
    """A row span cannot leave `<thead>`, and 0 means to the end of the group."""
    fragment = only("<table><thead><tr><th rowspan=9>A</thead><tbody><tr><td rowspan=0>B<td>C<tr><td>D</tbody></table>")
    assert shape(fragment)[0] == (0, 0, 1, 1, "A")
    assert (1, 0, 2, 1, "B") in shape(fragment)


def test_banner_wider_than_the_table_adds_no_columns() -> None:
    """`colspan=100` is a habit of converters; the table is as wide as its other rows."""
    fragment = only("<table><tr><td colspan=100>PROGRAM<tr><td>a<td>b</table>")
    assert (fragment.columns, fragment.cells[0].column_span) == (2, 2)


def test_overlapping_spans_are_cut() -> None:
    """Where a wide cell meets one that hangs down from above, neither covers the other."""
    fragment = only("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d</table>")
    covered = [
        (cell.row + down, cell.column + right)
        for cell in fragment.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    ]
    assert len(covered) == len(set(covered)) == fragment.rows * fragment.columns


def test_short_row_is_filled_and_reported() -> None:
    """Missing cells are blank, with a finding that says how many were there."""
    reading = read("<table><tr><td>a<td>b<td>c<tr><td>1</table>")
    assert [cell.text for cell in reading.fragments[0].cells] == ["a", "b", "c", "1", "", ""]
    assert [(finding.code, finding.fields) for finding in reading.findings] == [
        ("row-ragged", (("row", "1"), ("found", "1"), ("expected", "3")))
    ]


def test_headers_are_thead_and_th_but_not_row_labels() -> None:
    """`<th>` before `<td>` labels its row; a row of `<th>` and all of `<thead>` are column headers."""
    fragment = only("<table><thead><tr><td>Uraian<td>2021</thead><tr><th>A<td>1</tr><tr><th>x</th><th>y</th></tr></table>")
    assert [cell.header for cell in fragment.cells] == [True, True, False, False, True, True]


def test_no_header_markup_says_nothing() -> None:
    """A table of `<td>` only does not tell which rows are headers."""
    assert {cell.header for cell in only("<table><tr><td>a<td>b</table>").cells} == {None}


def test_nested_table_is_its_own_fragment() -> None:
    """The inner table follows the outer one, names the cell it stands in, and its text is not in that cell."""
    outer, inner = read("<table><tr><td>luar<table><tr><td>dalam</table></td><td>x</table>").fragments
    assert (outer.cells[0].text, inner.cells[0].text) == ("luar", "dalam")
    assert inner.nested_in == outer.cell_ref(outer.cells[0])
    assert (str(outer.ref), str(inner.ref)) == ("d/t1", "d/t2")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("80<br>85", "80\n85"),
        ("<p>Jumlah</p><p>laporan</p>", "Jumlah\nlaporan"),
        ("  Jumlah\n   laporan ", "Jumlah laporan"),
        ("5&nbsp;795", "5\u00a0795"),
        ("109<sup>1)</sup>", "109¹⁾"),
        ("CO<sub>2</sub>e", "CO₂e"),
        ("a<script>b</script><style>c</style>", "a"),
        ("a<span style='display:none'>9</span>", "a"),
        ("<ol start=3><li>satu<li>dua</ol>", "3. satu\n4. dua"),
        ("<ol type=A><li>satu</ol>", "A. satu"),
        ("&lt;script&gt;", "<script>"),
        ("<input value=12> <input type=checkbox checked>", "12 ☑"),
        ("<select><option>Orang<option selected>Unit</select>", "Unit"),
    ],
)
def test_cell_text_is_what_a_browser_shows(content: str, text: str) -> None:
    """White space folds, breaks and blocks end lines, raised digits stay apart, hidden text is out, list numbers are in."""
    assert cell_of(content).text == text


def test_style_is_kept_as_evidence() -> None:
    """Weight, fill, alignment and indent come from attributes and inline styles."""
    style = only("<table><tr><td bgcolor=#FFEE00 align=right style='padding-left:8px'><b>A</b><td>b</table>").cells[0].style
    assert (style.bold, style.fill, style.align, style.indent) == (True, (255, 238, 0), "right", 6.0)


def test_hidden_text_is_reported() -> None:
    """What the page does not show is left out with a finding."""
    reading = read("<p hidden>rahasia</p><table><tr><td style='visibility:hidden'>9<td>1</table>")
    assert [finding.code for finding in reading.findings] == ["hidden-dropped"]
    assert dict(reading.findings[0].fields)["count"] == "2"
    assert "9" not in [cell.text for cell in reading.fragments[0].cells]


def test_text_around_tables_in_order() -> None:
    """Titles, headings, captions, paragraphs and list items are blocks of their kind."""
    found = texts(
        "<title>T</title><h2>Bab</h2><table><caption>Tabel 1<tr><td>a</table>ekor<ol><li>satu</ol><footer>kaki</footer>"
    )
    assert found == [
        ("furniture", "T"),
        ("heading", "Bab"),
        ("caption", "Tabel 1"),
        ("paragraph", "ekor"),
        ("list_item", "1. satu"),
        ("furniture", "kaki"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<table><td>a<td>b<tr><td>1<td>2</table>",
        "<tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr>",
        "<table><form><tr><td>a<td>b</form><tr><td>1<td>2",
        "<table><tr><td>a<td>b</tr></tr><tr></tr><tr><td>1<td>2</div></table>",
        "<TABLE><TR><TD>a</TH><TD>b<TR><TD>1<TD>2</TABLE></body></html></html>",
    ],
)
def test_broken_markup_still_gives_the_grid(html: str) -> None:
    """Missing and misplaced tags are repaired as browsers do."""
    assert [cell.text for cell in only(html).cells] == ["a", "b", "1", "2"]


def test_text_between_cells_is_not_lost() -> None:
    """Text that broken markup put between rows is shown before the table."""
    assert texts("<table>awal<tr>tengah<td>a</table>") == [("paragraph", "awaltengah")]


def test_footer_rows_come_last() -> None:
    """`<tfoot>` may be written before the body; it is shown below it."""
    assert [cell.text for cell in only("<table><tfoot><tr><td>J</tfoot><tbody><tr><td>a</table>").cells] == ["a", "J"]


def test_charset_of_the_page_is_used() -> None:
    """The declared encoding wins over a guess."""
    page = "<meta charset=windows-1252><table><tr><td>caf\xe9</table>".encode("cp1252")
    assert read(page).fragments[0].cells[0].text == "café"


@pytest.mark.parametrize(
    "html",
    [
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><table><tr><td>a&x;</table>',
        '<!DOCTYPE html [<!ENTITY a "b"><!ENTITY x "&a;&a;&a;&a;">]><table><tr><td>a&x;</table>',
    ],
)
def test_entities_of_a_dtd_are_not_expanded(html: str) -> None:
    """Neither files nor nested entities come in through a document type declaration."""
    assert "&x;" in only(html).cells[0].text


def test_grid_bomb_is_refused() -> None:
    """A few bytes that ask for a huge grid end in a coded error."""
    html = "<table>" + "<tr><td colspan=1000>a" + "<tr><td rowspan=65534>b" * 50 + "<tr>" + "<td>c" * 1000 + "</table>"
    with pytest.raises(LimitError, match="document-too-large"):
        read(html, ReadOptions(limits=Limits(grid_cells=10_000)))


def test_deep_nesting_is_refused_not_cut() -> None:
    """The parser stops at a depth; a page that goes deeper is refused instead of losing its rest."""
    with pytest.raises(LimitError):
        read("<div>" * 5000 + "<table><tr><td>9</table>")


def test_page_saved_by_word() -> None:
    """Word's own tags, conditional comments and list numbers read as text; its closing row of widths is no row."""
    fragment = only(
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><table>"
        "<tr><td style='background:#BFBFBF'><p class=MsoNormal><b>Uraian<o:p></o:p></b></p></td><td><p>2021</p></td></tr>"
        "<tr><td><p><![if !supportLists]><span style='mso-list:Ignore'>1. </span><![endif]>Kegiatan</p></td>"
        "<td><p>10<span style='mso-spacerun:yes'>  </span>9<o:p></o:p></p></td></tr>"
        "<![if !supportMisalignedColumns]><tr height=0><td width=9></td><td width=9></td></tr><![endif]></table>"
    )
    assert [cell.text for cell in fragment.cells] == ["Uraian", "2021", "1. Kegiatan", "10 9"]
    assert (fragment.rows, fragment.cells[0].style.bold, fragment.cells[0].style.fill) == (2, True, (191, 191, 191))
