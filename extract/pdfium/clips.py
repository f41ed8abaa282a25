"""Clips of page objects: the box outside of which an object is not seen."""

from __future__ import annotations

import numpy as np

from extract.pdfium import library as c
from extract.pdfium.calls import Calls
from extract.pdfium.python_loops import Array

UNLIMITED = (-np.inf, -np.inf, np.inf, np.inf)
POINTS_AT_ONCE = 200_000  # of clip paths, and clip paths: keeps memory flat on pages with enormous clips


def clip_boxes(calls: Calls, handles: Array, matrices: Array, page_box: tuple[float, float, float, float]) -> Array:
    """Hull of each object's clip, (n, 4) float64 left, bottom, right, top in user space; infinite where the object is not clipped.

    `matrices` (n, 6) leads from each object's form to the page. The hull of every clip path on the way counts, and the page's box.
    """
    limits = np.empty((len(handles), 4))
    limits[:] = UNLIMITED
    clips = calls.pointers_of(c.object_clip, handles)
    counts = np.maximum(calls.numbers_of(c.clip_paths, clips), 0)
    owners = counts.nonzero()[0]
    limits[owners] = page_box
    for part in parts_of(counts[owners], POINTS_AT_ONCE):
        own = owners[part]
        _narrow(calls, limits, own, clips[own], counts[own], matrices)
    return limits


def _narrow(calls: Calls, limits: Array, owners: Array, clips: Array, counts: Array, matrices: Array) -> None:
    """Takes from the owners' limits what lies outside of the hull of any of their clip paths."""
    owner, clip, place = np.repeat(owners, counts), np.repeat(clips, counts), places_of(counts)
    sizes = np.maximum(calls.numbers_at(c.clip_segments, clip, place), 0)
    drawn = sizes.nonzero()[0]
    if not len(drawn):
        return
    owner = owner[drawn]
    hulls = transform_boxes(matrices[owner], _hulls(calls, clip[drawn], place[drawn], sizes[drawn]))
    starts = np.diff(owner, prepend=-1).nonzero()[0]
    which = owner[starts]
    limits[which, :2] = np.maximum(limits[which, :2], np.maximum.reduceat(hulls[:, :2], starts, axis=0))
    limits[which, 2:] = np.minimum(limits[which, 2:], np.minimum.reduceat(hulls[:, 2:], starts, axis=0))


def _hulls(calls: Calls, clips: Array, place: Array, sizes: Array) -> Array:
    """Hull of each clip path. Objects that are clipped alike share the path in pdfium, so each is read once: the address of its first
    point tells."""
    first = calls.nested_at(c.clip_segment, clips, place, np.zeros(len(clips), np.int32))
    _, kept, which = np.unique(first, return_index=True, return_inverse=True)
    hulls = np.zeros((len(kept), 4))
    for part in parts_of(sizes[kept], POINTS_AT_ONCE):
        own = kept[part]
        repeated = np.repeat(own, sizes[own])
        segments = calls.nested_at(c.clip_segment, clips[repeated], place[repeated], places_of(sizes[own]))
        points, _ = calls.pairs_of(c.segment_point, segments, np.float32)
        starts = np.cumsum(sizes[own]) - sizes[own]
        hulls[part, :2] = np.minimum.reduceat(points, starts, axis=0)
        hulls[part, 2:] = np.maximum.reduceat(points, starts, axis=0)
    return np.asarray(hulls[which])


def places_of(counts: Array) -> Array:
    """0..count-1 for each count, one after the other."""
    ends = np.cumsum(counts)
    return np.asarray(np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts))


def parts_of(counts: Array, most: int) -> list[slice]:
    """Slices of the list of counts, each adding up to at most `most`, or one count alone."""
    slices, start, total = [], 0, 0
    if int(counts.sum()) <= most:
        return [slice(0, len(counts))] if len(counts) else []
    for k, count in enumerate(counts.tolist()):
        if total and total + count > most:
            slices.append(slice(start, k))
            start, total = k, 0
        total += count
    slices.append(slice(start, len(counts)))
    return slices


def transform_boxes(matrices: Array, boxes: Array) -> Array:
    """Hull of each transformed box (left, bottom, right, top), in float64. `matrices` (n, 6)."""
    a, b, cc, d, e, f = matrices.T
    x0, y0, x1, y1 = boxes.astype(np.float64).T
    if not b.any() and not cc.any():
        left, right, low, high = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
        return to_boxes(np.minimum(left, right), np.minimum(low, high), np.maximum(left, right), np.maximum(low, high))
    corners = [(x0, y0), (x0, y1), (x1, y0), (x1, y1)]
    x = np.stack([a * x + cc * y + e for x, y in corners])
    y = np.stack([b * x + d * y + f for x, y in corners])
    return to_boxes(x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0))


def to_boxes(*sides: Array) -> Array:
    """The four sides beside one another, (n, 4)."""
    boxes = np.empty((len(sides[0]), 4), sides[0].dtype)
    for k, side in enumerate(sides):
        boxes[:, k] = side
    return boxes
