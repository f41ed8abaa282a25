"""What a page costs before pdfium is asked for it: forms that draw forms, patterns, glyphs and packed streams.

pdfium draws out every form of a page when the page is loaded. A few hundred bytes, forms that each show the next four times, become more
objects than a machine has memory for. Here the ways through the forms are counted without going them; what would cost too much is made
empty, and the rest of the page is read.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

MOST_DRAWN = 100_000  # forms on one page, each counted as often as it is shown
MOST_CONTENT = 128 * 2**20  # bytes of drawing instructions on one page, counted in the same way
MOST_PIXEL_BYTES = 2**30  # of one picture
MOST_PACKED = 512 * 2**20  # bytes in all the file's streams of objects together
_DEEPEST = 40  # pdfium goes no further either
_MOST_STEPS = 20_000  # of counting, for what stands on the page itself; what needs more costs too much
_MOST_UNFILTERED = 2 * 2**20  # packed bytes of a stream in an old packing, which cannot be unpacked step by step
_SHOWN = re.compile(rb"/([^\x00\t\n\f\r /<>\[\](){}%]+)\s+Do(?![^\x00\t\n\f\r /<>\[\](){}%])")
_PRINTS = re.compile(rb"T[jJ]|['\"]")
# /ImageB, /ImageC and /ImageI stand in every page's list of procedures that some writers keep, and show nothing
_SIGN = re.compile(rb"/(?:Form|Image(?![BCI]\b)|ObjStm|Type3|PatternType|#)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_MOST_RATIO = 1_100  # of a packed stream to what it unpacks to
_FLATE = frozenset({"/FlateDecode", "/Fl"})

Node = Any  # pikepdf's objects are dynamic
Key = tuple[int, int]
Cost = tuple[int, int]
"""(forms shown, bytes of instructions)."""


@dataclass(frozen=True, slots=True)
class Light:
    """A document that can be loaded. `left_out` says how many drawings were made empty on which page (from 1); where it is empty, `data`
    and `password` are those that were given."""

    data: bytes
    password: str | None
    left_out: dict[int, int] = field(default_factory=dict)


def may_cost(data: bytes) -> bool:
    """False where no page can cost much for sure. Nothing is parsed."""
    return _SIGN.search(data) is not None


def packed_too_large(data: bytes) -> bool:
    """True when the streams of objects unpack to more than MOST_PACKED bytes: they are unpacked before there are pages at all."""
    room = MOST_PACKED
    for match in _STREAM.finditer(data):
        try:
            unpacker, rest = zlib.decompressobj(), data[match.end() : match.end() + 2**26]
            while rest and not unpacker.eof and room > 0:
                room -= len(unpacker.decompress(rest, 2**20))
                rest = unpacker.unconsumed_tail
        except zlib.error:
            continue  # packed in another way, or encrypted
    return room <= 0


@lru_cache(maxsize=1)
def within_budget(data: bytes, password: str | None = None) -> Light:
    """The document as it is, or with what costs too much made empty; as it is, too, where qpdf cannot read it. The last answer is
    remembered: a document is opened for its tables, then for its pictures."""
    same = Light(data, password)
    if len(data) * _MOST_RATIO <= MOST_CONTENT and not may_cost(data):
        return same
    import pikepdf  # noqa: PLC0415 - not needed for plain files

    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True) as document:
            counter = _Counter()
            left_out = {number: n for number, page in enumerate(document.pages, 1) if (n := counter.lighten(page.obj))}
            if not left_out:
                return same
            out = io.BytesIO()
            document.save(out, encryption=False)
            return Light(out.getvalue(), None, left_out)
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
        return same


@dataclass(slots=True)
class _Stream:
    """A stream that was looked into: how long its instructions are, and what they show how often."""

    length: int
    shown: Counter[str]
    prints: bool = True
    """It prints text, and so the glyphs of fonts that draw theirs."""


@dataclass(slots=True)
class _Counter:
    """What is known of the document's streams and forms."""

    streams: dict[Key, _Stream] = field(default_factory=dict)
    costs: dict[tuple[Key, int], Cost] = field(default_factory=dict)
    steps: int = 0

    def lighten(self, page: Node) -> int:
        """Makes empty what costs too much on the page, the dearest first; how many drawings that were."""
        resources = _inherited(page, "/Resources")
        contents = page.get("/Contents")
        parts = list(contents) if _is_array(contents) else [contents]
        streams = [part for part in parts if _is_stream(part)]
        left_out = self._empty_large_images(resources)
        roots = [*streams, *_appearances(page)]
        if not _has_forms(resources) and all(_length(node) * _MOST_RATIO <= MOST_CONTENT for node in roots):
            return left_out  # instructions that cannot unpack to more, and nothing that they could show
        return left_out + sum(self._lighten_root(root, resources) for root in roots)

    def _empty_large_images(self, resources: Node) -> int:
        left_out = 0
        for image in _values(resources.get("/XObject")) if _is_dictionary(resources) else ():
            if _is_stream(image) and image.get("/Subtype") == "/Image" and image.objgen not in self.streams:
                self.streams[image.objgen] = _Stream(0, Counter())
                if _pixel_bytes(image) > MOST_PIXEL_BYTES:
                    image.write(b"")
                    left_out += 1
        return left_out

    def _lighten_root(self, root: Node, resources: Node) -> int:
        self.steps = 0
        own = self._look(root)
        if own.length > MOST_CONTENT:
            self._empty(root)
            return 1
        children = sorted(
            (
                ((visits * times, length * times), at, node)
                for at, (node, inherited, times) in enumerate(self._children(root, resources))
                for visits, length in [self._cost(node, inherited)]
            ),
            key=lambda child: child[:2],
            reverse=True,
        )
        visits, length = (sum(cost[0] for cost, _, _ in children), own.length + sum(cost[1] for cost, _, _ in children))
        left_out = 0
        for cost, _, node in children:
            if visits <= MOST_DRAWN and length <= MOST_CONTENT:
                break
            visits, length = visits - cost[0], length - cost[1]
            self._empty(node)
            left_out += 1
        return left_out

    def _empty(self, node: Node) -> None:
        node.write(b"")
        self.streams[node.objgen] = _Stream(0, Counter())
        self.costs.clear()

    def _cost(self, node: Node, resources: Node, depth: int = 0) -> Cost:
        """Of a form that is shown once, so many forms deep. pdfium draws a form within itself, too, until it is too deep."""
        key = (node.objgen, depth)
        if key in self.costs:
            return self.costs[key]
        self.steps += 1
        if depth >= _DEEPEST:
            return 0, 0
        if self.steps > _MOST_STEPS:
            return MOST_DRAWN + 1, 0
        visits, length = 1, self._look(node).length
        for child, inherited, times in self._children(node, node.get("/Resources", resources)):
            more = self._cost(child, inherited, depth + 1)
            visits, length = visits + times * more[0], length + times * more[1]
        self.costs[key] = visits, length
        return visits, length

    def _children(self, node: Node, resources: Node) -> Iterator[tuple[Node, Node, int]]:
        """(stream, resources for it, how often it is shown)."""
        if not _is_dictionary(resources):
            return
        look = self._look(node)
        shown = look.shown
        objects = resources.get("/XObject")
        for name, times in shown.items() if _is_dictionary(objects) else ():
            form = objects.get(name)
            if _is_stream(form) and form.get("/Subtype") == "/Form":
                yield form, resources, times
        for pattern in _values(resources.get("/Pattern")):
            if _is_stream(pattern):
                yield pattern, resources, 1
        for state in _values(resources.get("/ExtGState")):
            group: Node = state.get("/SMask") if _is_dictionary(state) else None
            if _is_dictionary(group) and _is_stream(group.get("/G")):
                yield group["/G"], resources, 1
        for font in _values(resources.get("/Font")) if look.prints else ():
            if _is_dictionary(font) and font.get("/Subtype") == "/Type3":
                for glyph in _values(font.get("/CharProcs")):
                    if _is_stream(glyph):
                        yield glyph, font.get("/Resources", resources), 1

    def _look(self, node: Node) -> _Stream:
        key = node.objgen
        if key not in self.streams:
            content = _content(node)
            shown = Counter(_name(match) for match in _SHOWN.findall(content)) if len(content) <= MOST_CONTENT else Counter()
            self.streams[key] = _Stream(
                len(content), shown, len(content) > MOST_CONTENT or _PRINTS.search(content) is not None
            )
        return self.streams[key]


def _content(node: Node) -> bytes:
    """The unpacked stream, at most a byte more than a page may have."""
    packed = node.read_raw_bytes()
    filters = node.get("/Filter")
    names = [str(name) for name in (list(filters) if _is_array(filters) else [] if filters is None else [filters])]
    if not names:
        return bytes(packed)
    if node.get("/DecodeParms") is None and all(name in _FLATE for name in names):
        for _ in names:
            packed = _inflated(packed)
        return bytes(packed)
    return bytes(node.read_bytes()) if len(packed) <= _MOST_UNFILTERED else bytes(MOST_CONTENT + 1)


def _pixel_bytes(image: Node) -> int:
    """What the picture says that it unpacks to, four colours a pixel at most."""
    sides = [image.get(name) for name in ("/Width", "/Height")]
    bits = 1 if image.get("/ImageMask") else image.get("/BitsPerComponent", 8)
    if not all(isinstance(number, int) for number in (*sides, bits)):
        return 0
    colors = 1 if bits == 1 or image.get("/ColorSpace") == "/DeviceGray" else 4
    return int(sides[0]) * int(sides[1]) * int(bits) * colors // 8


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MOST_CONTENT + 1)
    except zlib.error:
        return b""


def _name(match: bytes) -> str:
    plain = _ESCAPED.sub(lambda digits: bytes([int(digits[1], 16)]), match)
    return "/" + plain.decode("utf-8", "surrogateescape")


def _length(node: Node) -> int:
    length = node.get("/Length")
    return length if isinstance(length, int) else MOST_CONTENT


def _appearances(page: Node) -> Iterator[Node]:
    annotations = page.get("/Annots")
    for annotation in list(annotations) if _is_array(annotations) else ():
        drawn: Node = annotation.get("/AP") if _is_dictionary(annotation) else None
        normal = drawn.get("/N") if _is_dictionary(drawn) else None
        yield from (one for one in ([normal] if _is_stream(normal) else _values(normal)) if _is_stream(one))


def _has_forms(resources: Node) -> bool:
    """Is there anything in the resources that could hold instructions of its own?"""
    if not _is_dictionary(resources):
        return False
    if any(_is_stream(one) and one.get("/Subtype") == "/Form" for one in _values(resources.get("/XObject"))):
        return True
    if any(_is_stream(one) for one in _values(resources.get("/Pattern"))):
        return True
    if any(_is_dictionary(one) and one.get("/SMask") is not None for one in _values(resources.get("/ExtGState"))):
        return True
    return any(_is_dictionary(one) and one.get("/Subtype") == "/Type3" for one in _values(resources.get("/Font")))


def _inherited(page: Node, name: str) -> Node:
    node, seen = page, set()
    while _is_dictionary(node) and node.objgen not in seen:
        if (found := node.get(name)) is not None:
            return found
        seen.add(node.objgen)
        node = node.get("/Parent")
    return None


def _values(node: Node) -> list[Node]:
    return [node.get(key) for key in node.keys()] if _is_dictionary(node) else []  # noqa: SIM118 - pikepdf's own


def _is_dictionary(node: Node) -> bool:
    import pikepdf  # noqa: PLC0415

    return isinstance(node, pikepdf.Dictionary)


def _is_stream(node: Node) -> bool:
    import pikepdf  # noqa: PLC0415

    return isinstance(node, pikepdf.Stream)


def _is_array(node: Node) -> bool:
    import pikepdf  # noqa: PLC0415

    return isinstance(node, pikepdf.Array)
