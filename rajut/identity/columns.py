"""The columns of observations.parquet that follow from others: keys, units under one name, and what a sum may count.

They are made of the published columns alone, so that a dataset of an older contract gets them too (`rajut migrate`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rajut.identity.aggregation import LEVELS, columns_to_aggregation, to_depth
from rajut.identity.names import name_to_key, parts_to_key
from rajut.identity.place import Place, names_to_place
from schemas.codes.review import ANSWERED
from schemas.observation import MONEY_MEASURES
from schemas.unit import text_to_unit

Columns = Mapping[str, Sequence[Any]]
DERIVED = (
    *("region_code", "organization_key", "program_key", "path_key", "indicator_key", "unit_norm", "unit_kind"),
    *("aggregation", "duplicate_of", "reviewed"),
)
_CONFIDENCES = ("confidence", "value_confidence", "name_confidence", "column_confidence")
_PATH = ("program", "activity", "sub_activity")


def columns_to_derived(columns: Columns) -> dict[str, list[Any]]:
    """The columns of `DERIVED` for the observations of one document, whose other columns are given in the contract's order."""
    count = len(columns["observation_id"])
    if not count:
        return {name: [] for name in DERIVED}
    place = names_to_place(columns["region"][0], columns["organization"][0])
    units = [text_to_unit(text) for text in columns["unit"]]
    counted = columns_to_aggregation(columns)
    ids = columns["observation_id"]
    return _keys(columns, place) | {
        "region_code": [place.region_code] * count,
        "organization_key": [place.organization_key] * count,
        "unit_norm": [None if unit is None else unit.name for unit in units],
        "unit_kind": [None if unit is None else unit.kind for unit in units],
        "aggregation": list(counted.aggregation),
        "duplicate_of": [None if at is None else ids[at] for at in counted.repeats],
        "reviewed": [_is_reviewed(columns, at) for at in range(count)],
    }


def _keys(columns: Columns, place: Place) -> dict[str, list[str | None]]:
    """Keys begin with the place; a document that tells none shares its keys with no other."""
    start = place.key or str(columns["document_id"][0])
    counted = _row_units(columns)
    programs: list[str | None] = []
    paths: list[str | None] = []
    indicators: list[str | None] = []
    labels = [columns[level] for level in LEVELS]
    for at, indicator in enumerate(columns["indicator"]):
        printed = {level: column[at] for level, column in zip(LEVELS, labels, strict=True)}
        path = [name_to_key(printed[level]) for level in _PATH]
        programs.append(parts_to_key(start, "program", path[0]) if path[0] else None)
        paths.append(parts_to_key(start, "path", *path) if any(path) else None)
        depth = to_depth(columns["level"][at], printed)
        owner = f"{LEVELS[depth]}:{name_to_key(printed[LEVELS[depth]])}" if depth >= 2 else ""
        unit = counted.get((columns["table_id"][at], columns["row"][at]), "")
        name = name_to_key(indicator)
        indicators.append(parts_to_key(start, "indicator", owner, name, unit) if name else None)
    return {"program_key": programs, "path_key": paths, "indicator_key": indicators}


def _row_units(columns: Columns) -> dict[tuple[str, int], str]:
    """The unit that each row counts its indicator in: money and achievements have units of their own."""
    found: dict[tuple[str, int], str] = {}
    for at, measure in enumerate(columns["measure"]):
        if measure in MONEY_MEASURES or measure == "achievement":
            continue
        unit = text_to_unit(columns["unit"][at])
        if unit is not None:
            found.setdefault((columns["table_id"][at], columns["row"][at]), unit.name)
    return found


def _is_reviewed(columns: Columns, at: int) -> bool:
    """A person answered about the value, its row or its column."""
    if any(columns[name][at] == "reviewed" for name in _CONFIDENCES):
        return True
    flags = columns["flags"][at]
    return flags is not None and not ANSWERED.isdisjoint(flags.split(";"))
