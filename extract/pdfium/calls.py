"""Many calls into pdfium at once, with their results as arrays: by the compiled loops where they are built, else through ctypes.

Both give the same bits (tests/extract/pdfium/test_calls.py); nothing is decided here. A handle of 0 is passed on: pdfium answers it with 0,
-1 or "nothing found".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from extract.pdfium import python_loops as pdf_loops
from extract.pdfium.python_loops import Array, CFunction

try:
    from extract.pdfium import _loops  # type: ignore[attr-defined, unused-ignore]
except ImportError:  # not built here: no compiler, no headers, or a checkout that nobody installed
    _loops = None


Four = type[np.float32] | type[np.int32] | type[np.uint32]  # what functions write to several places, four bytes each


@dataclass(frozen=True, slots=True)
class Calls:
    """The loops in use. `name` is `compiled` or `python`."""

    loops: Any
    name: str

    def pointers_of(self, function: CFunction, handles: Array) -> Array:
        """A handle for each handle, 0 where there is none."""
        out = np.zeros(len(handles), np.uint64)
        self.loops.pointers_of(function, _handles(handles), out)
        return out

    def numbers_of(self, function: CFunction, handles: Array) -> Array:
        """An int32 for each handle."""
        out = np.zeros(len(handles), np.int32)
        self.loops.numbers_of(function, _handles(handles), out)
        return out

    def pointers_at(self, function: CFunction, handles: Array, index: Array) -> Array:
        """A handle for each handle and index, 0 where there is none."""
        out = np.zeros(len(handles), np.uint64)
        self.loops.pointers_at(function, _handles(handles), _index(index), out)
        return out

    def members_at(self, function: CFunction, handles: Array, index: Array) -> Array:
        """As `pointers_at`, for functions that take the index as an unsigned long."""
        out = np.zeros(len(handles), np.uint64)
        self.loops.members_at(function, _handles(handles), _index(index), out)
        return out

    def nested_at(self, function: CFunction, handles: Array, index: Array, inner: Array) -> Array:
        """A handle for each handle and two indexes, 0 where there is none."""
        out = np.zeros(len(handles), np.uint64)
        self.loops.nested_at(function, _handles(handles), _index(index), _index(inner), out)
        return out

    def numbers_at(self, function: CFunction, handles: Array, index: Array) -> Array:
        """An int32 for each handle and index."""
        out = np.zeros(len(handles), np.int32)
        self.loops.numbers_at(function, _handles(handles), _index(index), out)
        return out

    def doubles_at(self, function: CFunction, handles: Array, index: Array) -> Array:
        """A float64 for each handle and index."""
        out = np.zeros(len(handles), np.float64)
        self.loops.doubles_at(function, _handles(handles), _index(index), out)
        return out

    def floats_of(self, function: CFunction, handles: Array, width: int) -> tuple[Array, Array]:
        """(n, width) float32 that the function writes as one record, zero where it writes nothing, and a flag per handle."""
        out, found = np.zeros((len(handles), width), np.float32), np.zeros(len(handles), np.uint8)
        self.loops.records_of(function, _handles(handles), out, found)
        return out, found.view(bool)

    def floats_at(self, function: CFunction, handles: Array, index: Array, width: int) -> tuple[Array, Array]:
        """As `floats_of`, for each handle and index."""
        out, found = np.zeros((len(handles), width), np.float32), np.zeros(len(handles), np.uint8)
        self.loops.records_at(function, _handles(handles), _index(index), out, found)
        return out, found.view(bool)

    def pairs_of(self, function: CFunction, handles: Array, dtype: Four) -> tuple[Array, Array]:
        """(n, 2) values of four bytes each that the function writes to two places, and a flag per handle."""
        out: Array = np.zeros((len(handles), 2), dtype)
        found = np.zeros(len(handles), np.uint8)
        self.loops.pairs_of(function, _handles(handles), out, found)
        return out, found.view(bool)

    def fours_of(self, function: CFunction, handles: Array, dtype: Four) -> tuple[Array, Array]:
        """(n, 4) values of four bytes each that the function writes to four places, and a flag per handle."""
        out: Array = np.zeros((len(handles), 4), dtype)
        found = np.zeros(len(handles), np.uint8)
        self.loops.fours_of(function, _handles(handles), out, found)
        return out, found.view(bool)

    def doubles_four_at(self, function: CFunction, handles: Array, index: Array) -> tuple[Array, Array]:
        """(n, 4) float64 that the function writes to four places, and a flag per handle."""
        out, found = np.zeros((len(handles), 4), np.float64), np.zeros(len(handles), np.uint8)
        self.loops.fours_at(function, _handles(handles), _index(index), out, found)
        return out, found.view(bool)


def _handles(values: Array) -> Array:
    return np.ascontiguousarray(values, dtype=np.uint64)


def _index(values: Array) -> Array:
    return np.ascontiguousarray(values, dtype=np.int32)


PYTHON = Calls(pdf_loops, "python")
COMPILED = Calls(_loops, "compiled") if _loops is not None else None
CALLS = COMPILED or PYTHON
