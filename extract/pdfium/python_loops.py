"""One call of a C function for each of many handles, through ctypes: the twin of `_loops.c` where that was not built.

Named by what the function takes and gives: `_of` a handle, `_at` a handle and an index. `handles` are uint64, `index` and `inner`
int32; results go into `out`, `found` gets 1 where the function says that it has written and 0 elsewhere. All arrays are contiguous.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np

Array = np.ndarray[Any, Any]


class CFunction(Protocol):
    """A function of a C library that ctypes has loaded, and where it lies."""

    address: int
    __name__: str

    def __call__(self, *arguments: Any) -> Any: ...


def _fill(out: Array, results: Iterable[Any]) -> None:
    out[:] = np.fromiter(results, dtype=out.dtype, count=len(out))


def _tell(found: Array, results: Iterable[Any]) -> None:
    found[:] = np.fromiter(results, dtype=bool, count=len(found))


def _rooms(out: Array, parts: int) -> list[range]:
    """Addresses of the fields of each record in `out`, field by field; of the records themselves with one part."""
    step, start = out.strides[0], out.ctypes.data
    stop = start + step * len(out)
    return [range(start + k * (step // parts), stop, step) for k in range(parts)] if len(out) else [range(0)] * parts


def pointers_of(function: CFunction, handles: Array, out: Array) -> None:
    """`void *f(void *)`."""
    _fill(out, map(function, handles.tolist()))


def numbers_of(function: CFunction, handles: Array, out: Array) -> None:
    """`int f(void *)`."""
    _fill(out, map(function, handles.tolist()))


def pointers_at(function: CFunction, handles: Array, index: Array, out: Array) -> None:
    """`void *f(void *, int)`."""
    _fill(out, map(function, handles.tolist(), index.tolist()))


def members_at(function: CFunction, handles: Array, index: Array, out: Array) -> None:
    """`void *f(void *, unsigned long)`."""
    _fill(out, map(function, handles.tolist(), index.tolist()))


def nested_at(function: CFunction, handles: Array, index: Array, inner: Array, out: Array) -> None:
    """`void *f(void *, int, int)`."""
    _fill(out, map(function, handles.tolist(), index.tolist(), inner.tolist()))


def numbers_at(function: CFunction, handles: Array, index: Array, out: Array) -> None:
    """`int f(void *, int)`."""
    _fill(out, map(function, handles.tolist(), index.tolist()))


def doubles_at(function: CFunction, handles: Array, index: Array, out: Array) -> None:
    """`double f(void *, int)`."""
    _fill(out, map(function, handles.tolist(), index.tolist()))


def records_of(function: CFunction, handles: Array, out: Array, found: Array) -> None:
    """`int f(void *, void *)`: one record for each handle."""
    _tell(found, map(function, handles.tolist(), *_rooms(out, 1)))


def pairs_of(function: CFunction, handles: Array, out: Array, found: Array) -> None:
    """`int f(void *, void *, void *)`: two fields of four bytes."""
    _tell(found, map(function, handles.tolist(), *_rooms(out, 2)))


def fours_of(function: CFunction, handles: Array, out: Array, found: Array) -> None:
    """`int f(void *, void *, void *, void *, void *)`: four fields of four bytes."""
    _tell(found, map(function, handles.tolist(), *_rooms(out, 4)))


def records_at(function: CFunction, handles: Array, index: Array, out: Array, found: Array) -> None:
    """`int f(void *, int, void *)`: one record for each handle and index."""
    _tell(found, map(function, handles.tolist(), index.tolist(), *_rooms(out, 1)))


def fours_at(function: CFunction, handles: Array, index: Array, out: Array, found: Array) -> None:
    """`int f(void *, int, double *, double *, double *, double *)`."""
    _tell(found, map(function, handles.tolist(), index.tolist(), *_rooms(out, 4)))
