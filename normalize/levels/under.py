"""Names that a person put under another name of the table: they lie there, and all that lies under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.levels.place import Place
from normalize.rows.records import Label, Record
from schemas.observation import Level
from schemas.provenance import CellRef

_ORDER: tuple[Level, ...] = ("goal", "objective", "program", "activity", "sub_activity")
_ALL_ABOVE = len(_ORDER)


def places_under_said(records: Sequence[Record], places: Sequence[Place]) -> tuple[Place, ...]:
    """The places with the parents that people gave: above a name that was put under another stand that name and what is above it.

    "Sub kegiatan C" was read under "Kegiatan B"; with "sub_activity under <cell of Kegiatan A>" it lies under "Kegiatan A" and its
    programme.
    """
    found = list(places)
    for at, record in enumerate(records):
        parent = _index_of(record.said_under, records) if record.said_under is not None else None
        if parent is None:
            continue
        above, moved = _chain_to(record.said_under, found[parent], records[parent]), found[at]
        for other, place in enumerate(found):
            if other == at or _lies_under(place, moved):
                found[other] = _with_above(place, moved.level, above)
    return tuple(found)


def record_to_name_cells(record: Record) -> Iterator[CellRef]:
    """The cells of all names that the row prints or stands under."""
    for label in (*record.labels.values(), *(Label(band.text, band.cells, True) for band in record.bands)):
        yield from label.cells


def _index_of(cell: CellRef, records: Sequence[Record]) -> int | None:
    """The first row that has its name from the cell."""
    return next((at for at, record in enumerate(records) if cell in record_to_name_cells(record)), None)


def _chain_to(cell: CellRef | None, place: Place, record: Record) -> Place:
    """The place of the name in the cell: its level, and the names down to it."""
    level = next((level for level, label in place.names if cell in label.cells), place.level)
    return _cut(replace(place, level=level), _rank(level) + 1)


def _lies_under(place: Place, moved: Place) -> bool:
    """Is the name of the moved row among the names of the place?"""
    own, other = dict(moved.names).get(moved.level), dict(place.names).get(moved.level)
    return own is not None and other is not None and own.cells != () and own.cells == other.cells


def _with_above(place: Place, level: Level, above: Place) -> Place:
    """The place with its names above `level` taken from another."""
    rank = _rank(level)
    upper = _cut(above, rank)
    names = tuple((at, label) for at, label in place.names if _rank(at) >= rank)
    codes = tuple((at, label) for at, label in place.codes if _rank(at) >= rank)
    return replace(place, names=(*upper.names, *names), codes=(*upper.codes, *codes))


def _cut(place: Place, rank: int) -> Place:
    """The place with its names of the first `rank` levels alone."""
    names = tuple((level, label) for level, label in place.names if _rank(level) < rank)
    codes = tuple((level, label) for level, label in place.codes if _rank(level) < rank)
    return replace(place, names=names, codes=codes)


def _rank(level: Level) -> int:
    return _ORDER.index(level) if level in _ORDER else _ALL_ABOVE
