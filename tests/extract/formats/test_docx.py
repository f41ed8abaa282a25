"""DOCX: what Word shows with all changes accepted, at its place on the grid."""

from __future__ import annotations

import hashlib

import pytest

from extract.media_types import DOCX
from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import open_source
from schemas.provenance import SourceDocument
from schemas.table import DocumentReading, Fragment, TextBlock
from tests.docx_files import cell, docx_of, paragraph, row, table
from tests.shared_corpus import shared_file


def read(body: str, **parts: str) -> DocumentReading:
    data = docx_of(body, **parts)
    return document_to_reading(
        SourceDocument("x.docx", hashlib.sha256(data).hexdigest(), DOCX, len(data)), data, ReadOptions()
    )


def only(body: str, **parts: str) -> Fragment:
    (fragment,) = read(body, **parts).fragments
    return fragment


def shape(fragment: Fragment) -> list[tuple[int, int, int, int, str]]:
    return [(item.row, item.column, item.row_span, item.column_span, item.text) for item in fragment.cells]


def cell_texts(body: str, **parts: str) -> list[str]:
    return [item.text for item in only(body, **parts).cells]


def texts(reading: DocumentReading) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in reading.blocks if isinstance(block, TextBlock)]


def codes(reading: DocumentReading) -> list[str]:
    return [finding.code for finding in reading.findings]


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def text_of(paragraph_inner: str) -> str:
    return cell_texts(table(row(cell(f"<w:p>{paragraph_inner}</w:p>"), "x")))[0]


SPAN2 = '<w:gridSpan w:val="2"/>'
RESTART = '<w:vMerge w:val="restart"/>'
GO_ON = "<w:vMerge/>"


def test_spans_and_merges_are_stored_once() -> None:
    """gridSpan and vMerge become one cell with spans; nothing is repeated."""
    fragment = only(table(row(cell("A", RESTART), cell("B", SPAN2)), row(cell("", GO_ON), "C", "D")))
    assert shape(fragment) == [(0, 0, 2, 1, "A"), (0, 1, 1, 2, "B"), (1, 1, 1, 1, "C"), (1, 2, 1, 1, "D")]


def test_merge_with_nothing_above_stands_for_itself() -> None:
    """A continued merge without a start, or of another width, keeps its text in a cell of its own."""
    fragment = only(table(row(cell("A", GO_ON), "B"), row(cell("C", SPAN2 + GO_ON))))
    assert shape(fragment) == [(0, 0, 1, 1, "A"), (0, 1, 1, 1, "B"), (1, 0, 1, 2, "C")]


def test_text_behind_a_merge_is_reported() -> None:
    """Word hides the text of a continued cell; it is not joined to the shown one, and not lost in silence."""
    reading = read(table(row(cell("A", RESTART), "1"), row(cell("rahasia", GO_ON), "2")))
    assert [item.text for item in reading.fragments[0].cells] == ["A", "1", "2"]
    assert [(finding.code, finding.before) for finding in reading.findings] == [("merged-text-hidden", "rahasia")]


def test_horizontal_merge_of_old_files() -> None:
    """hMerge, which old writers use instead of gridSpan, widens the first cell."""
    fragment = only(table(row(cell("A", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "B"), row("1", "2", "3")))
    assert shape(fragment)[:2] == [(0, 0, 1, 2, "A"), (0, 2, 1, 1, "B")]


def test_offset_rows_keep_their_columns() -> None:
    """gridBefore and gridAfter move a row's cells; the empty positions are blank and no ragged row."""
    reading = read(table(row("a", "b", "c"), row("1", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')))
    assert [(item.column, item.text) for item in reading.fragments[0].cells if item.row == 1] == [(0, ""), (1, "1"), (2, "")]
    assert codes(reading) == []


def test_short_row_is_reported() -> None:
    """A row that ends early without saying so is ragged."""
    reading = read(table(row("a", "b", "c"), row("1")))
    assert codes(reading) == ["row-ragged"]


def test_header_rows_are_the_leading_marked_ones() -> None:
    """w:tblHeader declares headers only from the first row on, as Word repeats them."""
    mark = "<w:tblHeader/>"
    fragment = only(table(row("a", properties=mark), row("b", properties=mark), row("1"), row("2", properties=mark)))
    assert [item.header for item in fragment.cells] == [True, True, False, False]
    assert {item.header for item in only(table(row("a"), row("1"))).cells} == {None}


def test_nested_table_is_its_own_fragment() -> None:
    """The inner table follows the outer one and names its cell."""
    inner = table(row("dalam"))
    outer, nested = read(table(row(cell(paragraph("luar") + inner + paragraph("")), "x"))).fragments
    assert (outer.cells[0].text, nested.cells[0].text) == ("luar", "dalam")
    assert nested.nested_in == outer.cell_ref(outer.cells[0])


@pytest.mark.parametrize("wrapper", ["sdt", "customXml", "ins"])
def test_rows_cells_and_paragraphs_in_wrappers_are_read(wrapper: str) -> None:
    """Content controls, custom XML and insertions around rows, cells or paragraphs are seen through."""

    def wrap(inner: str) -> str:
        content = f"<w:sdtContent>{inner}</w:sdtContent>" if wrapper == "sdt" else inner
        return f"<w:{wrapper}>{content}</w:{wrapper}>"

    body = table(row("a", wrap(cell("b"))), wrap(row("1", f"<w:tc>{wrap(paragraph('2'))}</w:tc>")))
    assert cell_texts(body) == ["a", "b", "1", "2"]


def test_tracked_changes_are_accepted() -> None:
    """Inserted and moved-to text counts, deleted and moved-from text does not."""
    inner = (
        f"<w:del>{run('<w:delText>12,5</w:delText>')}</w:del><w:ins>{run('<w:t>11,9</w:t>')}</w:ins>"
        f"<w:moveFrom>{run('<w:t>lama</w:t>')}</w:moveFrom><w:moveTo>{run('<w:t> baru</w:t>')}</w:moveTo>"
    )
    assert text_of(inner) == "11,9 baru"


def test_deleted_rows_are_gone_and_inserted_rows_stay() -> None:
    """A row marked deleted leaves no empty row behind."""
    body = table(row("a"), row("b", properties="<w:del/>"), row("c", properties="<w:ins/>"))
    assert cell_texts(body) == ["a", "c"]


def test_deleted_paragraph_end_joins_the_lines() -> None:
    """When the end of a paragraph was deleted, the next one goes on in it."""
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('<w:t>Kepega</w:t>')}</w:p>"
    assert cell_texts(table(row(cell(first + paragraph("waian")))))[0] == "Kepegawaian"


def test_hidden_text_and_rows_are_left_out_and_counted() -> None:
    """w:vanish, in the run or in its style, and hidden rows."""
    styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = table(
        row(
            cell(
                "<w:p>"
                + run("<w:t>9</w:t>", "<w:vanish/>")
                + run("<w:t>8</w:t>", '<w:rStyle w:val="H"/>')
                + run("<w:t>7</w:t>")
                + "</w:p>"
            )
        ),
        row("b", properties="<w:hidden/>"),
    )
    reading = read(body, styles=styles)
    assert [item.text for item in reading.fragments[0].cells] == ["7"]
    assert [(finding.code, dict(finding.fields)) for finding in reading.findings] == [("hidden-dropped", {"count": "3"})]


TEXT_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_box_is_read_once() -> None:
    """Word stores a text box twice, for new and old readers; its text and table come once, after their paragraph."""
    box = TEXT_BOX.format(paragraph("kotak") + table(row("1", "2")) + paragraph(""))
    reading = read(f"<w:p>{run('<w:t>induk</w:t>')}{box}</w:p>")
    assert texts(reading) == [("paragraph", "induk"), ("paragraph", "kotak")]
    assert [item.text for item in reading.fragments[0].cells] == ["1", "2"]


def test_text_box_in_a_cell_counts_as_its_text() -> None:
    """What a reader sees in the cell is in the cell; a table in that box is nested in it."""
    box = TEXT_BOX.format(paragraph("2021") + table(row("1")))
    outer, inner = read(table(row(cell(f"<w:p>{box}</w:p>"), "x"))).fragments
    assert outer.cells[0].text == "2021"
    assert inner.nested_in == outer.cell_ref(outer.cells[0])


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def item(text: str, number: int = 1, level: int = 0) -> str:
    return paragraph(text, setting=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_list_numbers_are_part_of_the_text() -> None:
    """Automatic numbers run through cells and paragraphs, restart below a new upper number, and show in empty cells too."""
    body = table(row(cell(item("")), cell(item("Program"))), row(cell(item("a", level=1)), cell(item("b", level=1))))
    body += item("akhir") + item("lagi", level=1) + item("butir", 2) + item("tujuh", 3)
    reading = read(body, numbering=NUMBERING)
    assert [one.text for one in reading.fragments[0].cells] == ["1. ", "2. Program", "2.a) a", "2.b) b"]
    assert [text for _, text in texts(reading)] == ["3. akhir", "3.a) lagi", "butir", "7. tujuh"]
    assert {kind for kind, _ in texts(reading)} == {"list_item"}


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("<w:t>109</w:t>") + run("<w:t>1</w:t>", '<w:vertAlign w:val="superscript"/>'), "109¹"),
        (run("<w:t>CO</w:t>") + run("<w:t>2</w:t>", '<w:vertAlign w:val="subscript"/>'), "CO₂"),
        (run("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>d</w:t>"), "a\tb\nc-d"),
        (run('<w:sym w:font="Symbol" w:char="F0A3"/><w:t>5</w:t>'), "≤5"),
        (run('<w:sym w:font="Wingdings" w:char="F0FC"/>'), "✓"),
        (
            run('<w:fldChar w:fldCharType="begin"/>')
            + run("<w:instrText>SUM(ABOVE)</w:instrText>")
            + run('<w:fldChar w:fldCharType="separate"/>')
            + run("<w:t>307</w:t>")
            + run('<w:fldChar w:fldCharType="end"/>'),
            "307",
        ),
        ("<w:fldSimple w:instr='PAGE'>" + run("<w:t>4</w:t>") + "</w:fldSimple>", "4"),
        ("<w:hyperlink>" + run("<w:t>tautan</w:t>") + "</w:hyperlink>", "tautan"),
        (
            run(
                '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
                '</w:fldChar><w:fldChar w:fldCharType="end"/>'
            ),
            "☑",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>",
            "(a)/(b)",
        ),
        (run("<w:t>5</w:t><w:footnoteReference w:id='2'/>"), "5¹"),
    ],
)
def test_text_is_what_word_shows(inner: str, text: str) -> None:
    """Raised and lowered text, breaks, symbols, field results, links, form fields, formulas, note numbers."""
    assert text_of(inner) == text


def test_paragraphs_of_a_cell_are_lines() -> None:
    """Lines stay apart, empty ones inside stay, those at the ends go."""
    lines = paragraph("") + paragraph("satu") + paragraph("") + paragraph("dua") + paragraph("")
    assert cell_texts(table(row(cell(lines)))) == ["satu\n\ndua"]


def test_style_is_kept_as_evidence() -> None:
    """Weight and size through styles, fill, alignment, indent and direction of the cell."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="D"><w:name w:val="Dasar"/><w:rPr><w:b/><w:sz w:val="18"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:basedOn w:val="D"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    )
    content = paragraph("A", setting='<w:pStyle w:val="T"/><w:ind w:left="400" w:hanging="100"/>')
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="FFEE00"/><w:textDirection w:val="btLr"/>'
    style = only(table(row(cell(content, fill))), styles=styles).cells[0].style
    assert (style.bold, style.size, style.fill, style.align, style.indent, style.rotated) == (
        (True, 9.0, (255, 238, 0), "center", 15.0, True)
    )


def test_direct_setting_overrides_the_style() -> None:
    """`w:b w:val="0"` undoes a bold style."""
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:b/></w:rPr></w:style>'
    fragment = only(table(row(cell(paragraph("a", run='<w:b w:val="0"/>')), "b")), styles=styles)
    assert [one.style.bold for one in fragment.cells] == [False, True]


def test_text_around_tables_in_order() -> None:
    """Headings with level, captions, bold titles; header first, footer last, notes at the end."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="J1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:name w:val="caption"/></w:style>'
    )
    body = (
        paragraph("BAB I", setting='<w:pStyle w:val="J1"/>')
        + paragraph("CASCADING", run="<w:b/>")
        + paragraph("Tabel 1", setting='<w:pStyle w:val="K"/>')
        + table(row("a"))
        + "<w:p>"
        + run("<w:t>teks</w:t><w:footnoteReference w:id='2'/>")
        + "</w:p>"
    )
    notes = f'<w:footnote w:id="2">{paragraph("catatan")}</w:footnote>'
    reading = read(body, styles=styles, header=paragraph("kop"), footer=table(row("kaki")), footnotes=notes)
    assert texts(reading) == [
        ("furniture", "kop"),
        ("heading", "BAB I"),
        ("paragraph", "CASCADING"),
        ("caption", "Tabel 1"),
        ("paragraph", "teks¹"),
        ("furniture", "kaki"),
        ("paragraph", "¹ catatan"),
    ]


def test_sliver_columns_are_taken_out() -> None:
    """Borders that miss each other by a hair do not push the cells of two rows into different columns."""
    reading = read(table(row("a", cell("b", SPAN2)), row(cell("1", SPAN2), "2"), widths=(2000, 20, 2000)))
    assert shape(reading.fragments[0]) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")]
    assert codes(reading) == ["sliver-columns"]


def test_pictures_and_embedded_documents_are_reported() -> None:
    """What is not read is counted."""
    reading = read(f"<w:p>{run('<w:drawing><a:blip/></w:drawing>')}</w:p><w:altChunk/>" + table(row("a")))
    assert codes(reading) == ["pictures-unread", "parts-unread"]


@pytest.mark.shared
def test_real_document_has_its_tables() -> None:
    """The author's Renstra: 14 tables, four of them with 23 columns and 137 rows, and no ragged row."""
    source, data = open_source(shared_file("data/real/rumbai-renstra-2021-2022.docx"))
    reading = document_to_reading(source, data, ReadOptions())
    wide = [fragment for fragment in reading.fragments if fragment.columns == 23]
    assert (len(reading.fragments), len(wide), sum(fragment.rows for fragment in wide)) == (14, 4, 137)
    assert "row-ragged" not in codes(reading)
