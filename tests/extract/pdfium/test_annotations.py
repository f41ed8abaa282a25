"""Form fields, notes typed onto the page and marked words are text of the page, as viewers show them."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from extract.ink.page import Ink
from extract.pdfium.page_reader import pdf_to_inks


def font() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def page_with(*annotations: dict[str, Any], content: bytes = b"", rotate: int = 0, looks: bytes | None = None) -> Ink:
    """A page of 300 x 300 points; `looks` is the appearance of its annotations."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 300))
    page.Resources = Dictionary(Font=Dictionary(F1=font()))
    page.Contents = document.make_stream(content)
    page.obj.Rotate = rotate
    fields = Array()
    page.obj.Annots = Array()
    for annotation in annotations:
        node = Dictionary(Type=Name.Annot, **annotation)
        if looks is not None:
            stream = document.make_stream(looks, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 80, 20])
            stream.Resources = Dictionary(Font=Dictionary(F1=font()))
            node.AP = Dictionary(N=stream)
        made = document.make_indirect(node)
        page.obj.Annots.append(made)
        if annotation["Subtype"] == Name.Widget:
            fields.append(made)
    document.Root.AcroForm = Dictionary(Fields=fields, DA=String("/F1 9 Tf 0 g"), DR=Dictionary(Font=Dictionary(F1=font())))
    out = io.BytesIO()
    document.save(out)
    (ink,) = pdf_to_inks(out.getvalue(), "test.pdf")
    return ink


def text_field(value: str, **more: Any) -> dict[str, Any]:
    return {
        "Subtype": Name.Widget, "FT": Name.Tx, "T": String("a"), "V": String(value), "DA": String("/F1 9 Tf 0 g"),
        "Rect": [100, 100, 180, 120], "F": 4, **more,
    }  # fmt: skip


def words(ink: Ink) -> list[str]:
    return [text for text, hidden in zip(ink.words.text, ink.words.hidden.tolist(), strict=True) if not hidden]


def test_field_with_an_appearance_is_text() -> None:
    ink = page_with(text_field("125"), looks=b"/Tx BMC q BT /F1 9 Tf 4 7 Td (125) Tj ET Q EMC")
    assert words(ink) == ["125"]
    assert ink.words.box[0].tolist()[0] == pytest.approx(104, abs=1)


@pytest.mark.parametrize("looks", [None, b"/Tx BMC EMC"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_field_without_an_appearance_shows_its_value_upright(looks: bytes | None, rotate: int) -> None:
    ink = page_with(text_field("125"), looks=looks, rotate=rotate)
    assert words(ink) == ["125"]
    assert ink.words.direction.tolist() == [0]
    x0, top, x1, bottom = ink.words.box[0].tolist()
    middle = {0: (140, 190), 90: (110, 140), 180: (160, 110), 270: (190, 160)}[rotate]
    assert x0 - 1 <= middle[0] <= x1 + 80
    assert top - 12 <= middle[1] <= bottom + 80


def test_lines_of_a_field_stand_below_each_other() -> None:
    ink = page_with(text_field("satu\rdua", Rect=[100, 100, 180, 140], Ff=1 << 12))
    assert words(ink) == ["satu", "dua"]
    assert ink.words.box[0, 1] < ink.words.box[1, 1]


@pytest.mark.parametrize("more", [{"F": 2}, {"F": 32}, {"Ff": 1 << 13}])
def test_hidden_fields_and_passwords_say_nothing(more: dict[str, Any]) -> None:
    assert not words(page_with(text_field("125", **more)))


def test_typed_note_is_text() -> None:
    note = {"Subtype": Name.FreeText, "Contents": String("131"), "DA": String("/F1 9 Tf"), "Rect": [100, 100, 180, 120]}
    assert words(page_with(note)) == ["131"]
    assert words(page_with(note, looks=b"BT /F1 9 Tf 2 7 Td (131) Tj ET")) == ["131"]


def test_comments_and_highlights_change_nothing() -> None:
    """A highlight drawn into the page beside a field would cover what it marks."""
    marker = {"Subtype": Name.Highlight, "Rect": [50, 100, 90, 120], "QuadPoints": [50, 120, 90, 120, 50, 100, 90, 100]}
    comment = {"Subtype": Name.Text, "Contents": String("periksa"), "Rect": [10, 10, 20, 20]}
    content = b"BT /F1 10 Tf 55 105 Td (48) Tj ET"
    looks = b"1 1 0 rg 0 0 80 20 re f BT /F1 9 Tf 4 7 Td (125) Tj ET"
    assert words(page_with(marker, comment, content=content, looks=looks)) == ["48"]
    assert words(page_with(marker, text_field("125"), comment, content=content, looks=looks)) == ["48", "125"]


def test_words_that_a_marker_strikes_out_are_struck() -> None:
    marker = {"Subtype": Name.StrikeOut, "Rect": [50, 100, 72, 115], "QuadPoints": [50, 115, 72, 115, 50, 100, 72, 100]}
    ink = page_with(marker, content=b"BT /F1 10 Tf 52 104 Td (120) Tj 24 0 Td (125) Tj ET")
    assert [ink.words.text[k] for k in ink.words.struck] == ["120"]
