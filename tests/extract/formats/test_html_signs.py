"""Small signs of web pages: what is struck, raised, hidden by a style or printed as a formula never joins a number."""

from __future__ import annotations

import hashlib

import pytest

from extract.media_types import HTML
from extract.options import ReadOptions
from extract.reading import document_to_reading
from schemas.provenance import SourceDocument
from schemas.table import Cell, DocumentReading


def read(html: str) -> DocumentReading:
    data = html.encode()
    return document_to_reading(
        SourceDocument("x.html", hashlib.sha256(data).hexdigest(), HTML, len(data)), data, ReadOptions()
    )


def cell_of(content: str, css: str = "", around: str = "") -> Cell:
    page = f"<html><head><style>{css}</style></head><body><table><tr {around}><td>{content}</td><td>x</td></tr></table></body></html>"
    return read(page).fragments[0].cells[0]


def marks(cell: Cell) -> list[tuple[str, str]]:
    return [(mark.kind, mark.text) for mark in cell.marks]


@pytest.mark.parametrize(
    ("content", "css"),
    [
        ("<s>120</s>125", ""),
        ("<del>120</del><ins>125</ins>", ""),
        ("<span style='text-decoration: line-through'>120</span>125", ""),
        ("<span class=c>120</span>125", ".c { text-decoration: red line-through }"),
    ],
)
def test_struck_text_is_not_the_value(content: str, css: str) -> None:
    cell = cell_of(content, css)
    assert (cell.text, marks(cell)) == ("125", [("struck", "120")])


def test_cell_that_is_struck_as_a_whole_keeps_its_text_and_says_so() -> None:
    reading = read("<table><tr><td><s>120</s></td><td>x</td></tr></table>")
    assert reading.fragments[0].cells[0].text == "120"
    assert [(f.code, f.before) for f in reading.findings] == [("value-struck", "120")]


@pytest.mark.parametrize(
    ("content", "css", "text"),
    [
        ("120<sup>1)</sup>", "", "120¹⁾"),
        ("120<span style='vertical-align:4px;font-size:7px'>1</span>", "", "120¹"),
        ("120<span class=n>1</span>", ".n{position:relative;top:-.4em;font-size:.7em}", "120¹"),
        ("120<span class=n>1</span>", "td > .n{vertical-align:super}", "120¹"),
        ("CO<span class=n>2</span>", ".n{vertical-align:sub}", "CO₂"),
        ("<sup>120</sup>", "", "120"),
    ],
)
def test_raised_marks_are_no_digits(content: str, css: str, text: str) -> None:
    assert cell_of(content, css).text == text


@pytest.mark.parametrize(
    "css",
    [
        ".sk{display:none}",
        "td .sk{visibility:hidden}",
        "@media screen and (min-width:600px){.sk{display:none}}",
        ".sk{display:inline} span.sk{display:none}",
        ".sk{display:none!important} #i{display:inline}",
        ".sk{color:#fff}",
        ".sk{font-size:0}",
        ".sk{position:absolute;left:-9999px}",
        ".sk{opacity:0}",
    ],
)
def test_text_that_a_class_hides_is_left_out(css: str) -> None:
    cell = cell_of("<span class=sk id=i>48.0</span>48", css)
    assert (cell.text, marks(cell)) == ("48", [("hidden", "48.0")])


@pytest.mark.parametrize(
    "css",
    [
        "",
        ".sk{display:none} .sk{display:inline}",
        "@media print{.sk{display:none}}",
        ".other .sk{display:none}",
        ".sk:hover{display:none}",
    ],
)
def test_text_that_no_rule_hides_stays(css: str) -> None:
    assert cell_of("<span class=sk>4</span>8", css).text == "48"


@pytest.mark.parametrize("around", ["style='background:#1f4e79'", "class=h", "bgcolor=navy"])
def test_white_text_on_a_colour_is_seen(around: str) -> None:
    assert cell_of("<span style='color:white'>120</span>", ".h{background:linear-gradient(red,blue)}", around).text == "120"


def test_white_text_stays_where_a_linked_sheet_may_colour_the_ground() -> None:
    reading = read("<link rel=stylesheet href=x.css><table><tr><td style='color:#fff'>120</td><td>1</td></tr></table>")
    assert reading.fragments[0].cells[0].text == "120"
    assert [f.code for f in reading.findings] == ["styles-unread"]


def test_names_that_frameworks_hide_are_known() -> None:
    assert cell_of("<span class='sr-only'>naik</span>48").text == "48"
    assert cell_of("<span class='d-none d-md-inline'>48</span>").text == "48"


def test_text_that_a_rule_puts_before_an_element_is_read() -> None:
    """A minus or brackets by `::before` and `::after`."""
    assert cell_of("<span class=neg>15</span>", ".neg::before{content:'-'} .neg:after{content:' %'}").text == "-15 %"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<math><mn>120</mn></math>", "120"),
        ("<math><mo>−</mo><mn>15</mn></math>", "−15"),
        ("<math><mfenced><mn>15</mn></mfenced></math>", "(15)"),
        ("<math><msup><mn>10</mn><mn>6</mn></msup></math>", "10⁶"),
        ("<math><msqrt><mn>9</mn></msqrt></math>", "√(9)"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "(1)/(2)"),
        ("<math><mphantom><mn>0</mn></mphantom><mn>5</mn></math>", "5"),
        ("<math><semantics><mn>5</mn><annotation>5</annotation></semantics></math>", "5"),
        ("<math><menclose notation='horizontalstrike'><mn>7</mn></menclose><mn>8</mn></math>", "8"),
        ("<svg><text>125</text></svg>", "125"),
        ("<font face=Wingdings>ü</font>", "✓"),
    ],
)
def test_formulas_and_drawings_are_text(content: str, text: str) -> None:
    assert cell_of(content).text == text


def test_formula_that_is_there_for_ears_and_for_eyes_is_read_once() -> None:
    """KaTeX and MathJax keep a formula twice; one number must not become two."""
    twice = "<span class=katex><span class=katex-mathml><math><mn>15</mn></math></span><span aria-hidden=true>15</span></span>"
    assert cell_of(twice).text == "15"


def test_picture_in_a_cell_is_told() -> None:
    reading = read("<table><tr><td><img src=x.png></td><td>1</td></tr></table>")
    assert [f.code for f in reading.findings] == ["pictures-unread"]


def test_sheet_beyond_all_bounds_is_told_and_costs_nothing() -> None:
    page = "<style>" + "".join(f".c{n} .x{{display:none}}" for n in range(3000)) + "</style>"
    body = "".join(f"<b class='c{n} x'>1</b>" for n in range(8000))
    assert [f.code for f in read(page + body).findings] == ["styles-unread"]
