"""Drawn paths of a PDF page: ruling lines, filled rectangles, images.

Thin fills count as rulings (Word draws its borders so), the sides of a stroked rectangle are four rulings. Curves and slanted
lines are left out: no table is made of them. Clips are honoured.
"""

from __future__ import annotations

from ctypes import c_uint
from dataclasses import dataclass, field

import numpy as np

from extract.finders.ink import Array, no_boxes
from extract.readers import pdfium as c

THIN = 3.0  # points: a fill no thicker than this is a line
STRAIGHT = 0.5  # points that a line may lean
LONGEST_PATH = 400_000  # segments; a path beyond this is a drawing
DEEPEST_FORM = 12

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOVE, _LINE, _BEZIER = 2, 0, 1


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The transformation that applies `first`, then `then`."""
    a, b, cc, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, cc * p + d * r, cc * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply_to_box(matrix: Matrix, box: Box) -> Box:
    """Hull of the transformed box (left, bottom, right, top)."""
    a, b, cc, d, e, f = matrix
    xs = [a * x + cc * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return (min(xs), min(ys), max(xs), max(ys))


@dataclass(slots=True)
class Drawing:
    """What has been collected so far, in user space: (left, bottom, right, top)."""

    rulings: list[Box] = field(default_factory=list)
    ruling_colors: list[int] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    fill_colors: list[int] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)  # other filled outlines, by their bounds
    fill_order: list[int] = field(default_factory=list)
    fill_opaque: list[bool] = field(default_factory=list)
    texts: dict[int, tuple[int, Matrix]] = field(
        default_factory=dict
    )  # handle -> place in the painting order, matrix of its form

    def arrays(self) -> tuple[Array, Array, Array, Array, Array]:
        def boxes(listed: list[Box]) -> Array:
            if not listed:
                return no_boxes()
            found = np.array(listed, dtype=np.float32)
            # damaged matrices give places that are no number; a box there is put off the page
            return np.asarray(np.clip(np.nan_to_num(found, nan=-1e7), -1e7, 1e7))

        return (
            boxes(self.rulings),
            np.array(self.ruling_colors, dtype=np.int32),
            boxes(self.fills),
            np.array(self.fill_colors, dtype=np.int32),
            boxes(self.images),
        )


class PathReader:
    """Walks the page's objects once. Buffers are allocated once and reused for every call into pdfium."""

    def __init__(self, page_box: Box) -> None:
        self.page_box = page_box
        self.out = Drawing()
        self._f = c.Floats(6)
        self._at = [self._f.address + 4 * i for i in range(6)]
        self._active: set[int] = set()
        self._order = 0
        self._opaque = True

    def read_page(self, page: int) -> Drawing:
        """All rulings, fills and images of the page, forms included."""
        for index in range(c.object_count(page)):
            self._read_object(c.object_at(page, index), IDENTITY, 0)
        return self.out

    def _read_object(self, item: int, matrix: Matrix, depth: int) -> None:
        kind = c.object_type(item)
        self._order += 1
        if kind == c.TEXT:
            self.out.texts[item] = (self._order, matrix)
        elif kind == c.PATH:
            self._read_path(item, matrix)
        elif kind == c.FORM:
            self._read_form(item, matrix, depth)
        elif kind in (c.IMAGE, c.SHADING):
            box = self._bounds(item, matrix)
            if box:
                self.out.images.append(box)

    def _read_form(self, item: int, matrix: Matrix, depth: int) -> None:
        if depth >= DEEPEST_FORM or item in self._active:
            return
        self._active.add(item)
        inner = matrix
        if c.object_matrix(item, self._at[0]):
            v = self._f.values
            inner = multiply((v[0], v[1], v[2], v[3], v[4], v[5]), matrix)
        for index in range(max(0, c.form_count(item))):
            self._read_object(c.form_object(item, index), inner, depth + 1)
        self._active.discard(item)

    def _bounds(self, item: int, matrix: Matrix) -> Box | None:
        a = self._at
        if not c.object_bounds(item, a[0], a[1], a[2], a[3]):
            return None
        v = self._f.values
        box = (v[0], v[1], v[2], v[3])
        return box if matrix is IDENTITY else apply_to_box(matrix, box)

    def _color(self, item: int, stroke: bool) -> int:
        a = self._at
        found = (c.object_stroke if stroke else c.object_fill)(item, a[0], a[1], a[2], a[3])
        if not found:
            return -1
        raw = _AS_UINT.from_address(a[0])
        self._opaque = raw[3] == 255
        return -2 if raw[3] == 0 else raw[0] << 16 | raw[1] << 8 | raw[2]

    def clip(self, item: int, matrix: Matrix) -> Box | None:
        """Hull of the object's clip; None when it is not clipped."""
        clip = c.object_clip(item)
        count = c.clip_paths(clip) if clip else 0
        if count <= 0:
            return None
        left, bottom, right, top = self.page_box
        for index in range(count):
            points = [self._point(c.clip_segment(clip, index, k)) for k in range(max(0, c.clip_segments(clip, index)))]
            if points:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                box = apply_to_box(matrix, (min(xs), min(ys), max(xs), max(ys))) if matrix is not IDENTITY else None
                box = box or (min(xs), min(ys), max(xs), max(ys))
                left, bottom, right, top = max(left, box[0]), max(bottom, box[1]), min(right, box[2]), min(top, box[3])
        return (left, bottom, right, top)

    def _point(self, segment: int) -> tuple[float, float]:
        c.segment_point(segment, self._at[0], self._at[1])
        return self._f.values[0], self._f.values[1]

    def _read_path(self, item: int, matrix: Matrix) -> None:
        box = self._bounds(item, matrix)
        if box is None:
            return
        a = self._at
        c.path_mode(item, a[4], a[5])
        raw = _AS_UINT.from_address(a[4])
        filled, stroked = raw[0] != 0, raw[1] != 0
        if not filled and not stroked:
            return
        color = self._color(item, stroked)
        if color == -2:
            if not (filled and stroked):
                return
            stroked, color = False, self._color(item, False)
        clip = self.clip(item, matrix)
        if clip is not None:
            box = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
            if box[2] < box[0] or box[3] < box[1]:
                return
        count = c.path_segments(item)
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) <= THIN and count <= 6:
            if max(width, height) > THIN:
                self._add_line(box, color)
            return
        if count > LONGEST_PATH:
            return
        if not stroked and count > 6 and count % 5:
            self.out.shapes.append(box)
            return
        self._read_outline(item, matrix, filled, stroked, color, clip, count)

    def _read_outline(
        self, item: int, matrix: Matrix, filled: bool, stroked: bool, color: int, clip: Box | None, count: int
    ) -> None:
        width = self._stroke_width(item, matrix) if stroked else 0.0
        scale = matrix
        if c.object_matrix(item, self._at[0]):
            v = self._f.values
            scale = multiply((v[0], v[1], v[2], v[3], v[4], v[5]), matrix)
        for points, straight, closed in self._subpaths(item, scale, count):
            if filled and straight and 4 <= len(points) <= 5 and _is_rectangle(points):
                self._add_fill(points, self._color(item, False), clip)
            elif filled and not stroked:
                self.out.shapes.append(_hull(points))
            if stroked:
                self._add_sides(points, width, color, clip, closed)

    def _stroke_width(self, item: int, matrix: Matrix) -> float:
        if not c.object_stroke_width(item, self._at[0]):
            return 1.0
        width = self._f.values[0]
        a, b, cc, d = matrix[:4]
        if c.object_matrix(item, self._at[0]):
            a, b, cc, d = self._f.values[0:4]
        return float(width * abs(a * d - b * cc) ** 0.5)

    def _subpaths(self, item: int, matrix: Matrix, count: int) -> list[tuple[list[tuple[float, float]], bool, bool]]:
        """(points, only straight segments, closed) for each subpath; a curve is kept as a None-gap by splitting there."""
        a, b, cc, d, e, f = matrix
        done: list[tuple[list[tuple[float, float]], bool, bool]] = []
        points: list[tuple[float, float]] = []
        straight, closed = True, False
        for index in range(count):
            segment = c.path_segment(item, index)
            kind = c.segment_type(segment)
            x, y = self._point(segment)
            point = (a * x + cc * y + e, b * x + d * y + f)
            if kind == _LINE:
                points.append(point)
            else:
                if points:
                    done.append((points, straight, closed))
                points, straight, closed = [point], kind == _MOVE, False
            if c.segment_close(segment):
                closed = True
        if points:
            done.append((points, straight, closed))
        return done

    def _add_sides(self, points: list[tuple[float, float]], width: float, color: int, clip: Box | None, closed: bool) -> None:
        ends = points[1:] + points[:1] if closed and len(points) > 2 else points[1:]
        half = max(width, 0.1) / 2
        for (x0, y0), (x1, y1) in zip(points, ends, strict=False):
            if abs(y0 - y1) <= STRAIGHT and abs(x0 - x1) > THIN:
                y = (y0 + y1) / 2
                self._add_clipped((min(x0, x1), y - half, max(x0, x1), y + half), color, clip)
            elif abs(x0 - x1) <= STRAIGHT and abs(y0 - y1) > THIN:
                x = (x0 + x1) / 2
                self._add_clipped((x - half, min(y0, y1), x + half, max(y0, y1)), color, clip)

    def _add_clipped(self, box: Box, color: int, clip: Box | None) -> None:
        if clip is not None:
            box = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
            if box[2] < box[0] or box[3] < box[1]:
                return
        self._add_line(box, color)

    def _add_line(self, box: Box, color: int) -> None:
        self.out.rulings.append(box)
        self.out.ruling_colors.append(color)

    def _add_fill(self, points: list[tuple[float, float]], color: int, clip: Box | None) -> None:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box: Box = (min(xs), min(ys), max(xs), max(ys))
        if clip is not None:
            box = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
        width, height = box[2] - box[0], box[3] - box[1]
        if width <= 0 or height <= 0 or color < 0:
            return
        if min(width, height) <= THIN:
            if max(width, height) > THIN:
                self._add_line(box, color)
            return
        self.out.fills.append(box)
        self.out.fill_colors.append(color)
        self.out.fill_order.append(self._order)
        self.out.fill_opaque.append(self._opaque)


def _hull(points: list[tuple[float, float]]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    corners = points[:4]
    xs = sorted(p[0] for p in corners)
    ys = sorted(p[1] for p in corners)
    close = STRAIGHT
    return xs[1] - xs[0] <= close and xs[3] - xs[2] <= close and ys[1] - ys[0] <= close and ys[3] - ys[2] <= close


_AS_UINT = c_uint * 4
