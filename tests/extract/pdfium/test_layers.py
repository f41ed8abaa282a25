"""Layers that are switched off print nothing: their text is told of and not read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from extract.pdfium.layers import may_have_layers, without_hidden_layers
from extract.pdfium.page_reader import pdf_to_inks
from tests.pdf_pages import read


def font() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


class Layered:
    """A document with the layers "a" (on) and "b" (off)."""

    def __init__(self, **state: Any) -> None:
        self.document = pikepdf.new()
        self.groups = {name: self.document.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("a", "b")}
        chosen = state or {"OFF": Array([self.groups["b"]])}
        order = Array(list(self.groups.values()))
        self.document.Root.OCProperties = Dictionary(OCGs=order, D=Dictionary(Order=order, **chosen))

    def words(self, content: bytes, **properties: Any) -> list[str] | None:
        page = self.document.add_blank_page(page_size=(300, 300))
        named = {"A": self.groups["a"], "B": self.groups["b"], **properties}
        forms = {name: node for name, node in named.items() if isinstance(node, pikepdf.Stream)}
        page.Resources = Dictionary(
            Font=Dictionary(F1=font()),
            Properties=Dictionary({f"/{name}": node for name, node in named.items() if name not in forms}),
            XObject=Dictionary({f"/{name}": node for name, node in forms.items()}),
        )
        page.Contents = self.document.make_stream(content)
        out = io.BytesIO()
        self.document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert may_have_layers(out.getvalue())
        found = without_hidden_layers(out.getvalue())
        if found is None:
            return None
        (ink,) = pdf_to_inks(found.data, "test.pdf")
        return [text for text, hidden in zip(ink.words.text, ink.words.hidden.tolist(), strict=True) if not hidden]

    def form(self, content: bytes, **more: Any) -> pikepdf.Stream:
        stream = self.document.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 300], **more)
        stream.Resources = Dictionary(
            Font=Dictionary(F1=font()), Properties=Dictionary(A=self.groups["a"], B=self.groups["b"])
        )
        return stream


def text(words: str, x: int = 50) -> bytes:
    return f"BT /F1 10 Tf 1 0 0 1 {x} 100 Tm ({words}) Tj ET ".encode()


def test_text_in_a_layer_that_is_off_is_taken_out() -> None:
    assert Layered().words(b"/OC /A BDC " + text("131") + b"EMC /OC /B BDC " + text("120") + b"EMC") == ["131"]


def test_layers_that_are_all_on_change_nothing() -> None:
    assert Layered(ON=Array()).words(b"/OC /B BDC " + text("120") + b"EMC") is None


def test_what_follows_hidden_text_keeps_its_place() -> None:
    """Text goes on where the hidden one ends, on the same line."""
    page = Layered()
    shown = page.words(b"BT /F1 10 Tf 50 100 Td (1) Tj /OC /B BDC (2222) Tj EMC (3) Tj ET")
    assert shown == ["1", "3"]


@pytest.mark.parametrize(
    ("policy", "members", "shown"),
    [
        ("/AnyOn", "ab", True),
        ("/AllOn", "ab", False),
        ("/AnyOff", "ab", True),
        ("/AllOff", "ab", False),
        ("/AllOff", "b", True),
        ("/AnyOn", "b", False),
    ],
)
def test_memberships_are_followed(policy: str, members: Sequence[str], shown: bool) -> None:
    page = Layered()
    membership = Dictionary(Type=Name.OCMD, P=Name(policy), OCGs=Array([page.groups[name] for name in members]))
    found = page.words(b"/OC /M BDC " + text("120") + b"EMC /OC /B BDC " + text("9") + b"EMC", M=membership)
    assert found == (["120"] if shown else [])


def test_expressions_are_followed() -> None:
    page = Layered()
    membership = Dictionary(Type=Name.OCMD, VE=Array([Name.And, page.groups["a"], Array([Name.Not, page.groups["b"]])]))
    assert page.words(b"/OC /M BDC " + text("120") + b"EMC /OC /B BDC " + text("9") + b"EMC", M=membership) == ["120"]


def test_base_state_and_usage_are_followed() -> None:
    page = Layered()
    page.document.Root.OCProperties.D = Dictionary(BaseState=Name.OFF, ON=Array([page.groups["a"]]))
    assert page.words(b"/OC /A BDC " + text("131") + b"EMC /OC /B BDC " + text("120") + b"EMC") == ["131"]
    page = Layered()
    page.groups["a"].Usage = Dictionary(View=Dictionary(ViewState=Name.OFF))
    use = Dictionary(Event=Name.View, Category=Array([Name.View]), OCGs=Array([page.groups["a"]]))
    page.document.Root.OCProperties.D = Dictionary(AS=Array([use]))
    assert page.words(b"/OC /A BDC " + text("131") + b"EMC /OC /B BDC " + text("120") + b"EMC") == ["120"]


def test_forms_are_cleaned_too() -> None:
    """A form that belongs to a layer, one that is drawn inside of one, and layers inside a form."""
    page = Layered()
    off = page.form(text("1"), OC=page.groups["b"])
    inner = page.form(text("2") + b"/OC /B BDC " + text("3", 90) + b"EMC")
    drawn = page.form(text("4", 150))
    assert page.words(b"/X Do /Y Do /OC /B BDC /Z Do EMC", X=off, Y=inner, Z=drawn) == ["2"]


def test_what_was_hidden_is_told() -> None:
    page = Layered()
    sheet = page.document.add_blank_page(page_size=(300, 300))
    sheet.Resources = Dictionary(Font=Dictionary(F1=font()), Properties=Dictionary(B=page.groups["b"]))
    sheet.Contents = page.document.make_stream(b"/OC /B BDC " + text("120") + b"EMC")
    out = io.BytesIO()
    page.document.save(out)
    assert [(f.code, f.page, f.evidence) for f in read(out.getvalue()).findings] == [
        ("text-hidden", 1, "in layers switched off: 1 texts")
    ]
