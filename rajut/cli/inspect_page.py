"""Draws what the finder saw on a page: `inspect_page` is the one function behind `rajut inspect`."""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.media_types import PDF
from extract.pages.trace import PageTrace, page_to_trace
from extract.source import open_source
from schemas.errors import UnreadableError
from schemas.geometry import BBox
from schemas.sign_sentences import signs_to_evidence

if TYPE_CHECKING:
    from extract.pdfium.pixels import Pixels

LAYERS = ("page", "fills", "rulings", "words", "hidden", "chunks", "edges", "crossings", "cells", "rejected")
SHOWN = ("page", "words", "rulings", "cells", "rejected")  # layers that are on when none are named
COLORS = {
    "fills": "#f1c40f",
    "rulings": "#2c3e50",
    "words": "#7f8c8d",
    "hidden": "#8e44ad",
    "chunks": "#16a085",
    "edges": "#2980b9",
    "crossings": "#e67e22",
    "cells": "#c0392b",
    "rejected": "#d35400",
}
SCALE = 2.0  # pixels a point in pictures


@dataclass(frozen=True, slots=True)
class Asked:
    """A drawing that somebody wants: of which page (from 1) of which file, as svg, html or png, with which layers; `ocr` as in
    `ReadOptions`."""

    file: Path
    page: int
    suffix: str
    layers: tuple[str, ...]
    password: str | None
    ocr: str = "never"


def file_to_drawing(asked: Asked) -> bytes:
    """The drawing. Raises what `open_source` and `inspect_page` raise, UnreadableError for a file that is no PDF."""
    source, data = open_source(asked.file, None)
    if source.media_type != PDF:
        raise UnreadableError("document-unsupported", name=source.source_name, found=source.media_type)
    return inspect_page(data, source.source_name, asked.page, asked.suffix, asked.layers, asked.password, asked.ocr)


def inspect_page(
    data: bytes,
    name: str,
    number: int,
    suffix: str = "html",
    layers: Sequence[str] = (),
    password: str | None = None,
    ocr: str = "never",
) -> bytes:
    """The drawing of page `number` (from 1): `suffix` svg, html (every layer can be switched) or png (boxes without words).

    `layers` are names of LAYERS to be shown at first; the usual ones for none. Raises UsageError for a page that is not there,
    EncryptedError and UnreadableError as the reader does.
    """
    trace = page_to_trace(data, name, number, password, ocr)
    shown = tuple(layers) or SHOWN
    if suffix == "png":
        return _trace_to_png(trace, data, password, shown)
    picture = _page_png(trace, data, password) if suffix == "html" or "page" in shown else None
    drawing = trace_to_svg(trace, shown, picture, keep_all=suffix == "html")
    return (trace_to_html(trace, drawing, name, shown) if suffix == "html" else drawing).encode()


def trace_to_svg(trace: PageTrace, shown: Sequence[str], picture: bytes | None = None, keep_all: bool = False) -> str:
    """One group per layer; layers that are not shown are left out, or kept hidden with `keep_all`."""
    groups = []
    for layer in LAYERS:
        if layer not in shown and not keep_all:
            continue
        content = _image(trace, picture) if layer == "page" else "".join(_layer(trace, layer))
        visible = "" if layer in shown else ' style="display:none"'
        groups.append(f'<g id="{layer}"{visible}>{content}</g>')
    size = f'viewBox="0 0 {trace.width:g} {trace.height:g}" width="{trace.width:g}" height="{trace.height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>' + "\n".join(groups) + "</svg>\n"


def _image(trace: PageTrace, picture: bytes | None) -> str:
    if picture is None:
        return ""
    size = f'width="{trace.width:g}" height="{trace.height:g}"'
    return f'<image {size} opacity="0.6" href="data:image/png;base64,{b64encode(picture).decode()}"/>'


def _layer(trace: PageTrace, layer: str) -> list[str]:
    color = COLORS[layer]
    if layer == "fills":
        return [
            _rect(box, color, f"#{tint & 0xFFFFFF:06x}", f'fill="#{tint & 0xFFFFFF:06x}" fill-opacity="0.5"')
            for box, tint in trace.fills
        ]
    if layer == "rulings":
        return [_rect(box, color, f"rule {box.width:.1f} x {box.height:.1f} pt") for box in trace.rulings]
    if layer in ("words", "hidden"):
        return [_rect(box, color, text) for text, box, hidden in trace.words if hidden == (layer == "hidden")]
    if layer == "chunks":
        return [_rect(box, color, "") for box in trace.chunks]
    if layer == "edges":
        return [
            f'<line x1="{b.x0:.1f}" y1="{b.top:.1f}" x2="{b.x1:.1f}" y2="{b.bottom:.1f}" stroke="{color}"/>'
            for b in trace.edges
        ]
    if layer == "crossings":
        return [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{color}"/>' for x, y in trace.crossings]
    if layer == "cells":
        return [part for fragment in trace.fragments for part in _cells(fragment, color)]
    return [
        _rect(r.box, color, f"rejected ({r.kind}): {r.reason}", 'stroke-dasharray="4 3" fill="none"') for r in trace.rejected
    ]


def _cells(fragment: object, color: str) -> list[str]:
    from schemas.table import Fragment

    assert isinstance(fragment, Fragment)
    parts = []
    for cell in fragment.cells:
        if cell.box is None:
            continue
        spans = f" spans {cell.row_span}x{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else ""
        title = f"{fragment.cell_ref(cell)}{spans}\n{cell.text}"
        parts.append(_rect(cell.box, color, title, 'fill="#c0392b" fill-opacity="0.05"'))
    if fragment.box:
        label = (
            f"{fragment.ref} {fragment.rows}x{fragment.columns} score {fragment.score:.2f} {signs_to_evidence(fragment.signs)}"
        )
        x, y = fragment.box.x0, fragment.box.top - 3
        parts.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="7" fill="{color}">{html.escape(label)}</text>')
    return parts


def _rect(box: BBox, color: str, title: str, more: str = 'fill="transparent"') -> str:
    place = f'x="{box.x0:.1f}" y="{box.top:.1f}" width="{max(box.width, 0.2):.1f}" height="{max(box.height, 0.2):.1f}"'
    note = f"<title>{html.escape(title)}</title>" if title else ""
    return f'<rect {place} stroke="{color}" stroke-width="0.6" {more}>{note}</rect>'


def trace_to_html(trace: PageTrace, drawing: str, name: str, shown: Sequence[str]) -> str:
    """A page of its own: the drawing, a switch per layer, and the lists of tables and rejected candidates. Needs no network."""
    boxes = "".join(
        f'<label style="color:{COLORS.get(layer, "#000")}"><input type="checkbox" data-layer="{layer}"'
        f"{' checked' if layer in shown else ''}> {layer}</label> "
        for layer in LAYERS
    )
    tables = "".join(
        f"<li>{f.ref}: {f.rows} rows, {f.columns} columns, score {f.score:.2f}; {html.escape(signs_to_evidence(f.signs))}</li>"
        for f in trace.fragments
    )
    rejected = "".join(f"<li>{html.escape(f'{r.kind}: {r.reason}')}</li>" for r in trace.rejected)
    script = (
        "document.querySelectorAll('input[data-layer]').forEach(function(i){i.onchange=function(){"
        "document.getElementById(i.dataset.layer).style.display=i.checked?'':'none'}})"
    )
    title = f"{html.escape(name)}, page {trace.number}" + (f", turned {90 * trace.turn} degrees" if trace.turn else "")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<style>body{{font:14px sans-serif;margin:1em}}svg{{border:1px solid #ccc;max-width:100%;height:auto}}</style>"
        f"<h1>{title}</h1><p>{boxes}</p>{drawing}<h2>Tables</h2><ol>{tables}</ol>"
        f"<h2>Rejected candidates</h2><ol>{rejected}</ol><script>{script}</script></html>\n"
    )


def _page_png(trace: PageTrace, data: bytes, password: str | None) -> bytes:
    from extract.pdfium.pixels import rgb_to_png

    return rgb_to_png(_page_pixels(trace, data, password))


def _page_pixels(trace: PageTrace, data: bytes, password: str | None) -> Pixels:
    """The page as it was read; a scan set upright as it was for reading."""
    from extract.pdfium.pixels import page_to_pixels, set_upright

    return set_upright(page_to_pixels(data, trace.number, SCALE, 0, password), trace.turn + trace.lies[0], trace.lies[1])


def _trace_to_png(trace: PageTrace, data: bytes, password: str | None, shown: Sequence[str]) -> bytes:
    """Outlines of the shown layers over the page."""
    from extract.pdfium.pixels import draw_outlines, rgb_to_png

    pixels = _page_pixels(trace, data, password)
    boxes: list[tuple[BBox, str]] = []
    if "words" in shown:
        boxes += [(box, COLORS["words"]) for _, box, hidden in trace.words if not hidden]
    if "rulings" in shown:
        boxes += [(box, COLORS["rulings"]) for box in trace.rulings]
    if "chunks" in shown:
        boxes += [(box, COLORS["chunks"]) for box in trace.chunks]
    if "edges" in shown:
        boxes += [(box, COLORS["edges"]) for box in trace.edges]
    if "rejected" in shown:
        boxes += [(r.box, COLORS["rejected"]) for r in trace.rejected]
    if "cells" in shown:
        boxes += [(cell.box, COLORS["cells"]) for f in trace.fragments for cell in f.cells if cell.box]
    draw_outlines(pixels, boxes, SCALE)
    return rgb_to_png(pixels)
