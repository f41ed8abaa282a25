"""Draws random PDF pages for tests: paths, clips, colours, turned and invisible text, forms inside forms, as content streams."""

from __future__ import annotations

import io

import pikepdf
from hypothesis import strategies as st
from pikepdf import Dictionary, Name

FORMS = 4  # each form may draw the later ones
TOO_DEEP = 16  # forms inside one another in `nested_forms`

_NUMBERS = st.one_of(
    st.integers(-40, 700).map(str),
    st.floats(-1000, 1000, allow_nan=False).map(lambda x: f"{x:.3f}"),
    st.sampled_from(["0", "0.4", "1e9", "99999999999", "-32768", "0.00001"]),
)
_UNIT = st.sampled_from(["0", "0.3", "0.97", "1"])


def _line(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda values: pattern.format(*values))


_POINT = _line("{} {}", _NUMBERS, _NUMBERS)
_MATRICES = st.one_of(
    st.sampled_from(["1 0 0 1 0 0", "0 1 -1 0 500 20", "0.7 0.7 -0.7 0.7 200 200", "2 0 0 -2 10 700", "0 0 0 0 5 5"]),
    _line("{} {} {} {} {}", _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, _POINT),
)
_SEGMENTS = st.one_of(
    _line("{} l", _POINT),
    _line("{} {} {} c", _POINT, _POINT, _POINT),
    _line("{} m", _POINT),
    st.just("h"),
    _line("{} {} re", _POINT, _POINT),
)
_SUBPATHS = st.one_of(
    _line("{} {} {} re", _POINT, _NUMBERS, st.sampled_from(["0.5", "2", "3", "14", "200"])),
    _line("{} m {}", _POINT, st.lists(_SEGMENTS, max_size=7).map(" ".join)),
    _line("100 {} m 400 {} l", _NUMBERS, _NUMBERS),
)
_PATHS = st.lists(_SUBPATHS, min_size=1, max_size=3).map(" ".join)
_DRAWN = _line("{} {}", _PATHS, st.sampled_from(["f", "f*", "S", "s", "B", "b*", "n", "W n", "W* n", "W f"]))
_STATE = st.one_of(
    _line("{} {} {} rg", _UNIT, _UNIT, _UNIT),
    _line("{} {} {} RG", _UNIT, _UNIT, _UNIT),
    _line("{} w", _NUMBERS),
    _line("{} cm", _MATRICES),
    st.sampled_from(["/Clear gs", "/Solid gs", "/Half gs"]),
)
_WORDS = st.text("Jumlah 0123456789.,-", min_size=1, max_size=12)
_TEXT = _line(
    "BT {} Tf {} Tr {} Tm ({}) Tj ({}) ' ET",
    st.sampled_from(["/Plain 9", "/Bold 11", "/Strange 10", "/Plain 0", "/Plain -8"]),
    st.sampled_from("01237"),
    st.one_of(_MATRICES, _line("1 0 0 1 {}", _POINT)),
    _WORDS,
    _WORDS,
)
_IMAGE = st.just("BI /W 1 /H 1 /CS /G /BPC 8 ID x EI")


def _contents(first_form: int) -> st.SearchStrategy[str]:
    forms = [f"/F{k} Do" for k in range(first_form, FORMS)]
    leaves = st.one_of(_DRAWN, _DRAWN, _STATE, _TEXT, _IMAGE, *([st.sampled_from(forms)] if forms else []))
    block = st.recursive(
        st.lists(leaves, max_size=6).map("\n".join),
        lambda inner: st.lists(inner, max_size=3).map(lambda parts: "\n".join(f"q {part} Q" for part in parts)),
        max_leaves=5,
    )
    return st.lists(block, max_size=3).map("\n".join)


@st.composite
def drawn_pages(draw: st.DrawFn) -> bytes:
    """A PDF of one page drawn from random operators, with forms that draw other forms, in any orientation."""
    forms = [(draw(_MATRICES), draw(_contents(k + 1))) for k in range(FORMS)]
    return to_pdf(draw(_contents(0)), forms, draw(st.sampled_from([0, 0, 90, 180, 270])))


def nested_forms(depth: int = TOO_DEEP) -> bytes:
    """Forms inside one another, each moved by ten points, each drawing a rule, a text and its successor."""
    forms = [
        ("1 0 0 1 0 10", f"100 100 m 300 100 l S BT /Plain 9 Tf 100 102 Td (lapis {k}) Tj ET /F{k + 1} Do")
        for k in range(depth)
    ]
    return to_pdf("/F0 Do", forms, 0)


def to_pdf(content: str, forms: list[tuple[str, str]], rotation: int) -> bytes:
    """A PDF of one page with the content stream; `forms` are (matrix, content) of the XObjects F0, F1, ..."""
    document = pikepdf.new()
    fonts = Dictionary(
        Plain=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica),
        Bold=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold")),
        Strange=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats),
    )
    states = Dictionary(
        Clear=Dictionary(ca=0, CA=0),
        Half=Dictionary(ca=0.5, CA=0.5),
        Solid=Dictionary(ca=1, CA=1),
    )
    resources = Dictionary(Font=fonts, ExtGState=states, XObject=Dictionary())
    shared = document.make_indirect(resources)
    for k, (matrix, inner) in enumerate(forms):
        form = document.make_stream(inner.encode("ascii"))
        form.Type, form.Subtype, form.Resources = Name.XObject, Name.Form, shared
        form.BBox = [-1000, -1000, 2000, 2000]
        form.Matrix = pikepdf.Array(
            [pikepdf.Object.parse(value.encode("ascii")) for value in matrix.replace("1e9", "999999999").split()]
        )
        shared.XObject[f"/F{k}"] = form
    page = document.add_blank_page(page_size=(595, 842))
    page.Resources = shared
    page.Rotate = rotation
    page.Contents = document.make_stream(content.encode("ascii"))
    buffer = io.BytesIO()
    document.save(buffer, deterministic_id=True)
    return buffer.getvalue()
