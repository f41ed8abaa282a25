"""Drawn paths of a PDF page: ruling lines, filled rectangles, images.

Thin fills count as rulings (Word draws its borders so), the sides of a stroked rectangle are four rulings. Curves and slanted
lines are left out: no table is made of them. Clips are honoured.

    100 700 300 0.5 re f      on a page 792 points high: a fill half a point thick, hence the ruling (100, 91.5, 400, 92)
    100 700 300 20 re S       the four sides of the rectangle, four rulings as thick as the line is wide
    0.9 g 100 700 300 20 re f     a grey band, one fill
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from extract.pdfium import library as c
from extract.pdfium.calls import Calls
from extract.pdfium.clips import clip_boxes, parts_of, places_of, to_boxes, transform_boxes
from extract.pdfium.colors import UNSEEN, read_ink
from extract.pdfium.python_loops import Array

THIN = 3.0  # points: a fill no thicker than this is a line
STRAIGHT = 0.5  # points that a line may lean
LONGEST_PATH = 400_000  # segments; a path beyond this is a drawing
PATHS_AT_ONCE, POINTS_AT_ONCE = 20_000, 200_000  # keeps memory flat on pages with enormous drawings
DEEPEST_FORM = 12
MARGIN = 72.0  # points around the page where a drawn line may run out
NOWHERE = 1e7  # points; the largest page that the format allows measures 14,400

Box = tuple[float, float, float, float]
IDENTITY = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
_LINE, _MOVE = 0, 2


def multiply(first: Array, then: Array) -> Array:
    """The transformations that apply `first`, then `then`; (..., 6) each."""
    a, b, cc, d, e, f = np.moveaxis(first, -1, 0)
    p, q, r, s, t, u = np.moveaxis(then, -1, 0)
    return np.stack(
        [a * p + b * r, a * q + b * s, cc * p + d * r, cc * q + d * s, e * p + f * r + t, e * q + f * s + u], axis=-1
    )


@dataclass(frozen=True, slots=True)
class Objects:
    """All objects of a page in painting order, those inside forms included. `matrices` (forms, 6) lead from each form to the page, the
    first from the page to itself; `form` says which one an object is in."""

    handle: Array
    kind: Array
    form: Array
    matrices: Array


class _Walk:
    """Collects the objects of a page, form by form."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.matrices = [IDENTITY]
        self.chunks: list[tuple[Array, Array, int]] = []

    def page(self, page: int) -> None:
        index = np.arange(max(0, c.object_count(page)), dtype=np.int32)
        self._objects(self.calls.pointers_at(c.object_at, np.full(len(index), page, np.uint64), index), 0, 0)

    def _objects(self, handles: Array, form: int, depth: int) -> None:
        kinds = self.calls.numbers_of(c.object_type, handles)
        start = 0
        for k in (kinds == c.FORM).nonzero()[0].tolist() if depth < DEEPEST_FORM else ():
            self.chunks.append((handles[start : k + 1], kinds[start : k + 1], form))
            start = k + 1
            self._form(int(handles[k]), form, depth + 1)
        self.chunks.append((handles[start:], kinds[start:], form))

    def _form(self, item: int, outer: int, depth: int) -> None:
        index = np.arange(max(0, c.form_count(item)), dtype=np.int32)
        if not len(index):
            return
        matrix, found = self.calls.floats_of(c.object_matrix, np.array([item], np.uint64), 6)
        inner = multiply(matrix[0].astype(np.float64), self.matrices[outer]) if found[0] else self.matrices[outer]
        self.matrices.append(inner)
        members = self.calls.members_at(c.form_object, np.full(len(index), item, np.uint64), index)
        self._objects(members, len(self.matrices) - 1, depth)


def read_objects(calls: Calls, page: int) -> Objects:
    """The objects of an open page, forms inside forms up to twelve deep."""
    walk = _Walk(calls)
    walk.page(page)
    return Objects(
        np.concatenate([handles for handles, _, _ in walk.chunks]),
        np.concatenate([kinds for _, kinds, _ in walk.chunks]),
        np.repeat([form for _, _, form in walk.chunks], [len(handles) for handles, _, _ in walk.chunks]),
        np.array(walk.matrices),
    )


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, in user space: (n, 4) float32 left, bottom, right, top. `fill_order` is the place in the painting order (from 1),
    `shapes` are the bounds of other filled outlines."""

    rulings: Array
    ruling_color: Array
    fills: Array
    fill_color: Array
    fill_order: Array
    fill_opaque: Array
    images: Array
    shapes: Array


@dataclass(frozen=True, slots=True)
class _Paths:
    """Paths that leave ink on the page. `box` is what the clip leaves of their bounds."""

    at: Array  # place among the page's objects
    handle: Array
    matrix: Array
    box: Array
    clip: Array
    filled: Array
    stroked: Array
    color: Array
    fill_color: Array
    fill_opaque: Array
    count: Array

    def take(self, which: Array) -> _Paths:
        return _Paths(*(getattr(self, name).take(which, axis=0) for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class _Found:
    """Rulings and fills of some paths in painting order, each with the place of its object."""

    line: Array
    line_color: Array
    line_at: Array
    fill: Array
    fill_color: Array
    fill_opaque: Array
    fill_at: Array
    shape: Array


_NO_BOXES, _NO_NUMBERS = np.zeros((0, 4)), np.zeros(0, np.int64)
_NOTHING = _Found(
    _NO_BOXES, _NO_NUMBERS, _NO_NUMBERS, _NO_BOXES, _NO_NUMBERS, _NO_NUMBERS.astype(bool), _NO_NUMBERS, shape=_NO_BOXES
)


def objects_to_drawing(calls: Calls, objects: Objects, page_box: Box) -> Drawing:
    """All rulings, fills, images and other shapes of the page."""
    at = (objects.kind == c.PATH).nonzero()[0]
    steps = range(0, len(at), PATHS_AT_ONCE)
    found = [_paths_to_found(calls, _read_paths(calls, objects, at[k : k + PATHS_AT_ONCE], page_box)) for k in steps] or [
        _NOTHING
    ]
    whole = _on_page(found[0] if len(found) == 1 else _join(found), page_box)
    return Drawing(
        rulings=to_finite(whole.line),
        ruling_color=whole.line_color.astype(np.int32),
        fills=to_finite(whole.fill),
        fill_color=whole.fill_color.astype(np.int32),
        fill_order=whole.fill_at + 1,
        fill_opaque=whole.fill_opaque,
        images=to_finite(_image_boxes(calls, objects)),
        shapes=to_finite(whole.shape),
    )


def _on_page(found: _Found, page_box: Box) -> _Found:
    """What of the rulings and fills is on the page or its margin for printers: a line that a damaged number sends far off is not seen, but
    would make a table a million points wide."""
    left, bottom, right, top = page_box
    sheet = np.array([[left - MARGIN, bottom - MARGIN, right + MARGIN, top + MARGIN]])
    line, fill = meet(found.line, sheet), meet(found.fill, sheet)
    lines, fills = (~is_empty(line)).nonzero()[0], (~is_empty(fill)).nonzero()[0]
    return _Found(
        line=line[lines],
        line_color=found.line_color[lines],
        line_at=found.line_at[lines],
        fill=fill[fills],
        fill_color=found.fill_color[fills],
        fill_opaque=found.fill_opaque[fills],
        fill_at=found.fill_at[fills],
        shape=found.shape,
    )


def _paths_to_found(calls: Calls, paths: _Paths) -> _Found:
    width, height = paths.box[:, 2] - paths.box[:, 0], paths.box[:, 3] - paths.box[:, 1]
    thin = (np.minimum(width, height) <= THIN) & (paths.count <= 6)
    lines = (thin & (np.maximum(width, height) > THIN)).nonzero()[0]
    rest = ~thin & (paths.count <= LONGEST_PATH)
    shapes = rest & ~paths.stroked & (paths.count > 6) & (paths.count % 5 != 0)
    outlines = (rest & ~shapes).nonzero()[0]
    plain = replace(
        _NOTHING,
        line=paths.box[lines],
        line_color=paths.color[lines],
        line_at=paths.at[lines],
        shape=paths.box[shapes.nonzero()[0]],
    )
    if not len(outlines):
        return plain
    parts = parts_of(paths.count[outlines], POINTS_AT_ONCE)
    found = _join([plain, *(_outlines(calls, paths.take(outlines[part])) for part in parts)])
    order = found.line_at.argsort(kind="stable")
    return replace(found, line=found.line[order], line_color=found.line_color[order], line_at=found.line_at[order])


def _join(found: list[_Found]) -> _Found:
    return _Found(*(np.concatenate([getattr(one, name) for one in found]) for name in _Found.__dataclass_fields__))


def to_finite(boxes: Array) -> Array:
    """The boxes as float32 with what is no number, or beyond all pages, put off the page: damaged matrices give such places, and what is
    printed there is seen by nobody."""
    with np.errstate(over="ignore"):
        boxes = boxes.astype(np.float32, copy=False)
    if not len(boxes) or np.abs(boxes).max() <= NOWHERE:
        return boxes
    return np.asarray(np.clip(np.nan_to_num(boxes, nan=-NOWHERE), -NOWHERE, NOWHERE))


def _image_boxes(calls: Calls, objects: Objects) -> Array:
    which = ((objects.kind == c.IMAGE) | (objects.kind == c.SHADING)).nonzero()[0]
    if not len(which):
        return np.zeros((0, 4))
    box, found = calls.fours_of(c.object_bounds, objects.handle[which], np.float32)
    return transform_boxes(objects.matrices[objects.form[which]], box)[found]


def _read_paths(calls: Calls, objects: Objects, at: Array, page_box: Box) -> _Paths:
    """Of the paths at these places those that are painted and that their clip leaves something of."""
    handle = objects.handle[at]
    box, bounded = calls.fours_of(c.object_bounds, handle, np.float32)
    mode, _ = calls.pairs_of(c.path_mode, handle, np.int32)
    fill_color, fill_alpha = read_ink(calls, c.object_fill, handle, mode[:, 0] != 0)
    stroke_color, _ = read_ink(calls, c.object_stroke, handle, mode[:, 1] != 0)
    filled, stroked = fill_color != UNSEEN, stroke_color != UNSEEN
    seen = bounded & (filled | stroked)
    matrix = objects.matrices[objects.form[at]]
    box = transform_boxes(matrix, box)
    clip = np.zeros((len(at), 4))
    clip[seen] = clip_boxes(calls, handle[seen], matrix[seen], page_box)
    box = meet(box, clip)
    seen &= ~is_empty(box)
    color = np.where(stroked, stroke_color, fill_color)
    count = np.zeros(len(at), np.int64)
    count[seen] = np.maximum(calls.numbers_of(c.path_segments, handle[seen]), 0)
    paths = _Paths(
        at=at,
        handle=handle,
        matrix=matrix,
        box=box,
        clip=clip,
        filled=filled,
        stroked=stroked,
        color=color,
        fill_color=fill_color,
        fill_opaque=fill_alpha == 255,
        count=count,
    )
    return paths if seen.all() else paths.take(seen.nonzero()[0])


def meet(first: Array, second: Array) -> Array:
    """What boxes (left, bottom, right, top) have in common; empty where that is nothing."""
    both = np.maximum(first, second)
    np.minimum(first[:, 2], second[:, 2], out=both[:, 2])
    np.minimum(first[:, 3], second[:, 3], out=both[:, 3])
    return np.asarray(both)


def is_empty(box: Array) -> Array:
    return np.asarray((box[:, 2] < box[:, 0]) | (box[:, 3] < box[:, 1]))


@dataclass(frozen=True, slots=True)
class _Outline:
    """Points of some paths one after the other, in user space, and the subpaths that they form: runs of lines.

    A curve's point begins a subpath of its own that is not straight."""

    x: Array
    y: Array
    path: Array  # of each point
    first: Array  # point of each subpath
    size: Array
    straight: Array
    closed: Array


def _read_outline(calls: Calls, paths: _Paths, own: Array, own_found: Array) -> _Outline:
    path = np.repeat(np.arange(len(paths.count)), paths.count)
    place = places_of(paths.count)
    segments = calls.pointers_at(c.path_segment, paths.handle[path], place)
    kind = calls.numbers_of(c.segment_type, segments)
    shut = calls.numbers_of(c.segment_close, segments) != 0
    points, _ = calls.pairs_of(c.segment_point, segments, np.float32)
    matrix = np.where(own_found[:, None], multiply(own, paths.matrix), paths.matrix)[path].T
    x, y = points.astype(np.float64).T
    first = ((kind != _LINE) | (place == 0)).nonzero()[0]
    return _Outline(
        matrix[0] * x + matrix[2] * y + matrix[4],
        matrix[1] * x + matrix[3] * y + matrix[5],
        path,
        first,
        np.diff(first, append=len(path)),
        (kind[first] == _LINE) | (kind[first] == _MOVE),
        np.logical_or.reduceat(shut, first) if len(first) else shut,
    )


def _outlines(calls: Calls, paths: _Paths) -> _Found:
    """Rulings from the sides of stroked outlines, fills and rulings from filled rectangles, the hulls of other fills."""
    own, own_found = calls.floats_of(c.object_matrix, paths.handle, 6)
    own = own.astype(np.float64)
    outline = _read_outline(calls, paths, own, own_found)
    xy = np.stack([outline.x, outline.y], axis=1)
    path = outline.path[outline.first]
    hull = np.zeros((len(path), 4))
    if len(path):
        hull[:, :2] = np.minimum.reduceat(xy, outline.first, axis=0)
        hull[:, 2:] = np.maximum.reduceat(xy, outline.first, axis=0)
    rectangle = paths.filled[path] & outline.straight & _are_rectangles(outline)
    shape = hull[paths.filled[path] & ~paths.stroked[path] & ~rectangle]
    which = rectangle.nonzero()[0]
    box = meet(hull[which], paths.clip[path[which]])
    color = paths.fill_color[path[which]]
    width, height = box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]
    drawn = (width > 0) & (height > 0) & (color >= 0)
    thin = np.minimum(width, height) <= THIN
    bars = (drawn & thin & (np.maximum(width, height) > THIN)).nonzero()[0]
    areas = (drawn & ~thin).nonzero()[0]
    sides, side_at = _sides(paths, outline, _stroke_widths(calls, paths, own, own_found))
    side_path = outline.path[side_at]
    order = np.argsort(np.concatenate([2 * outline.first[which[bars]], 2 * side_at + 1]), kind="stable")
    return _Found(
        line=np.concatenate([box[bars], sides])[order],
        line_color=np.concatenate([color[bars], paths.color[side_path]])[order],
        line_at=np.concatenate([paths.at[path[which[bars]]], paths.at[side_path]])[order],
        fill=box[areas],
        fill_color=color[areas],
        fill_opaque=paths.fill_opaque[path[which[areas]]],
        fill_at=paths.at[path[which[areas]]],
        shape=shape,
    )


def _stroke_widths(calls: Calls, paths: _Paths, own: Array, own_found: Array) -> Array:
    """Line widths in points, 1 where the file does not say."""
    wide, found = calls.floats_of(c.object_stroke_width, paths.handle, 1)
    a, b, cc, d = np.where(own_found[:, None], own, paths.matrix)[:, :4].T
    return np.asarray(np.where(found, wide[:, 0] * np.abs(a * d - b * cc) ** 0.5, 1.0))


def _are_rectangles(outline: _Outline) -> Array:
    """A flag per subpath: four or five points, the first four of which stand at the corners of an upright rectangle."""
    flags = (outline.size == 4) | (outline.size == 5)
    which = flags.nonzero()[0]
    corners = outline.first[which, None] + np.arange(4)
    for values in (outline.x, outline.y):
        sorted_ = np.sort(values[corners], axis=1)
        flags[which] &= (sorted_[:, 1] - sorted_[:, 0] <= STRAIGHT) & (sorted_[:, 3] - sorted_[:, 2] <= STRAIGHT)
    return np.asarray(flags)


def _sides(paths: _Paths, outline: _Outline, width: Array) -> tuple[Array, Array]:
    """Boxes of the level and upright sides of stroked outlines, and the point where each begins."""
    then = np.arange(1, len(outline.path) + 1)
    last = outline.first + outline.size - 1
    then[last] = np.where(outline.closed & (outline.size > 2), outline.first, -1)
    start = (paths.stroked[outline.path] & (then >= 0)).nonzero()[0]
    end = then[start]
    x0, y0, x1, y1 = outline.x[start], outline.y[start], outline.x[end], outline.y[end]
    path = outline.path[start]
    half = np.maximum(width[path], 0.1) / 2
    level = (np.abs(y0 - y1) <= STRAIGHT) & (np.abs(x0 - x1) > THIN)
    upright = ~level & (np.abs(x0 - x1) <= STRAIGHT) & (np.abs(y0 - y1) > THIN)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    box = to_boxes(
        np.where(level, np.minimum(x0, x1), x - half),
        np.where(level, y - half, np.minimum(y0, y1)),
        np.where(level, np.maximum(x0, x1), x + half),
        np.where(level, y + half, np.maximum(y0, y1)),
    )
    box = meet(box, paths.clip[path])
    kept = (level | upright) & ~is_empty(box)
    return box[kept], start[kept]
