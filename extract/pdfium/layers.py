"""Layers that are switched off (optional content, ISO 32000-2, 8.11): what stands in them is taken out before the page is read.

pdfium hides it when it draws and gives it away as text all the same.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Node = Any  # pikepdf's objects are dynamic
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_PLACES = frozenset(
    {"Td", "TD", "Tm", "T*", "ET", "BT"}
)  # after one of these it does not matter how far the text before reached
_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_GONE = frozenset({"Do", "sh", "INLINE IMAGE"})
_DEEPEST = 12
_MOST_OBJECTS = 4_000  # streams of objects that are looked into


@dataclass(frozen=True, slots=True)
class Unlayered:
    """The document without what its layers hide, and on each page (from 1) how many texts that were."""

    data: bytes
    hidden: dict[int, int]


def may_have_layers(data: bytes) -> bool:
    """False where the file has none for sure. Nothing is parsed: the catalog lies open or in a packed stream of objects."""
    if b"/OCProperties" in data:
        return True
    if b"/ObjStm" not in data:
        return False
    for at, match in enumerate(re.finditer(rb"/ObjStm\b.{0,400}?stream\r?\n", data, re.DOTALL)):
        if at >= _MOST_OBJECTS:
            return True
        try:
            inside = zlib.decompressobj().decompress(data[match.end() : match.end() + 2**20], 2**24)
        except zlib.error:
            return True  # packed in another way, or encrypted
        if b"/OCProperties" in inside:
            return True
    return False


def without_hidden_layers(data: bytes, password: str | None = None) -> Unlayered | None:
    """The document with its hidden layers taken out; None where it has none, or where qpdf cannot read it."""
    if not may_have_layers(data):
        return None
    import pikepdf  # noqa: PLC0415 - few documents have layers

    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True) as document:
            layers = _Layers.of(document.Root.get("/OCProperties"))
            if layers is None:
                return None
            cleaner = _Cleaner(layers, document)
            hidden = {
                number: count
                for number, page in enumerate(document.pages, 1)
                if (count := cleaner.clean_page(page)) is not None
            }
            if not hidden:
                return None
            out = io.BytesIO()
            document.save(out, encryption=False)
            return Unlayered(out.getvalue(), {number: count for number, count in hidden.items() if count})
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        ValueError,
        KeyError,
        TypeError,
        RuntimeError,
        AttributeError,
        RecursionError,
    ):
        return None


@dataclass(slots=True)
class _Layers:
    """Which groups are off in the document's default state."""

    off: frozenset[tuple[int, int]]
    all_off: bool
    on: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, properties: Node) -> _Layers | None:
        """None where no group is off."""
        state = None if properties is None else properties.get("/D")
        if state is None:
            return None
        off = {node.objgen for node in state.get("/OFF", ())}
        off |= {
            node.objgen
            for use in state.get("/AS", ())
            if use.get("/Event") == "/View"
            for node in use.get("/OCGs", ())
            if _off_in_view(node)
        }
        all_off = state.get("/BaseState") == "/OFF"
        on = frozenset(node.objgen for node in state.get("/ON", ()))
        return cls(frozenset(off), all_off, on) if off or all_off else None

    def hides(self, node: Node, depth: int = 0) -> bool:
        """Is what belongs to this group or membership hidden?"""
        if node is None or depth > _DEEPEST:
            return False
        if node.get("/Type") != "/OCMD":
            return node.objgen in self.off or (self.all_off and node.objgen not in self.on and node.objgen != (0, 0))
        if (expression := node.get("/VE")) is not None:
            return not self._holds(expression, depth + 1)
        groups = node.get("/OCGs")
        if groups is None:
            return False
        members = list(groups) if _is_array(groups) else [groups]
        shown = [not self.hides(member, depth + 1) for member in members if member is not None]
        if not shown:
            return False
        ways = {"/AllOn": all(shown), "/AnyOff": not all(shown), "/AllOff": not any(shown)}
        return not ways.get(str(node.get("/P", "/AnyOn")), any(shown))

    def _holds(self, expression: Node, depth: int) -> bool:
        if depth > _DEEPEST:
            return True
        if not _is_array(expression):
            return not self.hides(expression, depth)
        operator, *parts = list(expression)
        values = [self._holds(part, depth + 1) for part in parts]
        if operator == "/Not":
            return not values[0]
        return all(values) if operator == "/And" else any(values)


def _is_array(node: Node) -> bool:
    import pikepdf  # noqa: PLC0415

    return isinstance(node, pikepdf.Array)


def _off_in_view(group: Node) -> bool:
    view = group.get("/Usage", {}).get("/View", {})
    return bool(view.get("/ViewState") == "/OFF")


@dataclass(slots=True)
class _Cleaner:
    """Takes hidden content out of pages and of the forms that they draw, each form once."""

    layers: _Layers
    document: Node
    seen: set[tuple[int, int]] = field(default_factory=set)

    def clean_page(self, page: Node) -> int | None:
        """How many texts were taken out; None where nothing was hidden."""
        return self._clean(page, page.obj.get("/Resources"), 0)

    def _clean(self, holder: Node, resources: Node, depth: int) -> int | None:
        if resources is None or depth > _DEEPEST:
            return None
        forms = self._forms(resources, depth)
        names = {name for name, node in resources.get("/Properties", {}).items() if self.layers.hides(node)}
        gone = {name for name, node in resources.get("/XObject", {}).items() if self.layers.hides(node.get("/OC"))}
        if not names and not gone:
            return forms
        return (forms or 0) + self._rewrite(holder, names, gone)

    def _forms(self, resources: Node, depth: int) -> int | None:
        total: int | None = None
        for node in resources.get("/XObject", {}).values():
            if node.get("/Subtype") != "/Form" or node.objgen in self.seen or self.layers.hides(node.get("/OC")):
                continue
            self.seen.add(node.objgen)
            count = self._clean(node, node.get("/Resources", resources), depth + 1)
            if count is not None:
                total = (total or 0) + count
        return total

    def _rewrite(self, holder: Node, names: set[str], gone: set[str]) -> int:
        """Drops what is hidden from the content of a page or a form; gives the number of texts dropped."""
        import pikepdf  # noqa: PLC0415

        kept, texts = _without_hidden(pikepdf.parse_content_stream(holder), names, gone)
        content = pikepdf.unparse_content_stream(kept)
        if isinstance(holder, pikepdf.Page):
            holder.obj["/Contents"] = self.document.make_stream(content)
        else:
            holder.write(content)
        return texts


def _without_hidden(instructions: Iterable[Node], names: set[str], gone: set[str]) -> tuple[list[Node], int]:
    kept: list[Node] = []
    marks: list[bool] = []  # open marked content, and whether it is hidden
    dropped: list[tuple[int, Node]] = []  # texts since the last change of place, and where they stood
    mode, texts = 0, 0
    for step in instructions:
        operator = str(step.operator)
        if operator in ("BDC", "BMC"):
            marks.append(operator == "BDC" and str(step.operands[0]) == "/OC" and str(step.operands[1]) in names)
        hidden = any(marks) or (operator == "Do" and str(step.operands[0]) in gone)
        if operator == "EMC" and marks:
            marks.pop()
        if operator in _PLACES:
            dropped.clear()
        mode = int(step.operands[0]) if operator == "Tr" else mode
        if hidden and operator in _SHOWS:
            texts += 1
            if operator in ("'", '"'):  # they go to the next line before they show
                dropped.clear()
                kept.append(_operation("T*"))
            dropped.append((len(kept), step))
        elif hidden and operator in _PAINTS:
            kept.append(_operation("n"))
        elif not (hidden and operator in _GONE):
            if operator in _SHOWS and dropped and not hidden:
                _put_back_unseen(kept, dropped, mode)
            kept.append(step)
    return kept, texts


def _put_back_unseen(kept: list[Node], dropped: list[tuple[int, Node]], mode: int) -> None:
    """Text that goes on on the same line stands behind what is hidden: that is set, but not shown."""
    for at, step in reversed(dropped):
        shown = _operation("Tj", step.operands[-1]) if str(step.operator) in ("'", '"') else step
        kept[at:at] = [_operation("Tr", 3), shown, _operation("Tr", mode)]
    dropped.clear()


def _operation(operator: str, *operands: Node) -> Node:
    import pikepdf  # noqa: PLC0415

    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))
