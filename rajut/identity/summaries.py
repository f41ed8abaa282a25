"""One row per indicator and per programme: of one document here, of all documents once `merge_summaries` has seen theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow
import pyarrow.compute as pc

from schemas.observation import MONEY_MEASURES

Columns = Mapping[str, Sequence[Any]]
JOINT = " | "
_UNPRINTED = {"blank", "nil"}
SUMMARY_KEYS = {"indicators": "indicator_key", "programs": "program_key"}
# what a row says, by the column of observations that says it; of several the first counts
_FIRST = {
    "indicators": (
        *("indicator", "level", "program", "activity", "sub_activity", "unit_norm", "unit_kind", "formula"),
        *("region_code", "region", "organization_key", "organization"),
    ),
    "programs": ("program", "region_code", "region", "organization_key", "organization"),
}
# what is listed, each once: column -> the column of observations, and what stands between
_LISTED = {
    "indicators": {"spellings": ("indicator", JOINT), "document_ids": ("document_id", ";")},
    "programs": {
        "spellings": ("program", JOINT),
        "program_codes": ("program_code", ";"),
        "document_ids": ("document_id", ";"),
    },
}
_OWN_UNIT = MONEY_MEASURES | {"achievement"}


def columns_to_summaries(columns: Columns) -> dict[str, dict[str, list[Any]]]:
    """`indicators` and `programs` of one document from its observations, as lists by column, sorted by key."""
    return {name: _summary(name, columns) for name in SUMMARY_KEYS}


def _summary(name: str, columns: Columns) -> dict[str, list[Any]]:
    groups: dict[str, list[int]] = {}
    for at, key in enumerate(columns[SUMMARY_KEYS[name]]):
        if key is not None:
            groups.setdefault(key, []).append(at)
    keys = sorted(groups)
    found: dict[str, list[Any]] = {SUMMARY_KEYS[name]: list(keys)}
    for column in _FIRST[name]:
        found[column] = [_first(columns, column, groups[key]) for key in keys]
    for column, (source, joint) in _LISTED[name].items():
        found[column] = [_listed(columns[source], groups[key], joint) for key in keys]
    years = {key: [year for at in groups[key] for year in _years(columns, at)] for key in keys}
    found["year_first"] = [min(years[key], default=None) for key in keys]
    found["year_last"] = [max(years[key], default=None) for key in keys]
    found["documents"] = [1] * len(keys)
    found["observations"] = [len(groups[key]) for key in keys]
    status = columns["value_status"]
    found["printed_values"] = [sum(status[at] not in _UNPRINTED for at in groups[key]) for key in keys]
    return found


def _first(columns: Columns, column: str, rows: Sequence[int]) -> Any:
    """The first value of a group; a unit is that of what is counted, not of the money beside it."""
    values, measures = columns[column], columns["measure"]
    if column.startswith("unit_"):
        rows = [at for at in rows if measures[at] not in _OWN_UNIT]
    return next((values[at] for at in rows if values[at] is not None), None)


def _listed(values: Sequence[Any], rows: Sequence[int], joint: str) -> str | None:
    return joint.join(dict.fromkeys(values[at] for at in rows if values[at] is not None)) or None


def _years(columns: Columns, at: int) -> list[int]:
    return [year for year in (columns["year_first"][at], columns["year"][at]) if year is not None]


def merge_summaries(name: str, rows: pyarrow.Table) -> pyarrow.Table:
    """The rows of many documents, which stand in published order, as one row per key, sorted by key."""
    keys = rows.column(SUMMARY_KEYS[name])
    counted = keys.value_counts()
    several = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
    if len(several) == 0:
        return rows.sort_by(SUMMARY_KEYS[name])
    again = pc.is_in(keys, value_set=several)  # most stand in one document: grouping them costs more than writing their rows
    joined = _join_rows(name, rows.filter(again))
    return pyarrow.concat_tables([rows.filter(pc.invert(again)), joined]).sort_by(SUMMARY_KEYS[name])


def _join_rows(name: str, rows: pyarrow.Table) -> pyarrow.Table:
    key = SUMMARY_KEYS[name]
    once = list(_LISTED[name])
    numbers = ("documents", "observations", "printed_values")
    asked: list[tuple[str, str] | tuple[str, str, Any]] = [(column, "first") for column in _FIRST[name]]
    asked += [(column, "list") for column in once]
    asked += [("year_first", "min"), ("year_last", "max"), *((column, "sum") for column in numbers)]
    grouped = rows.group_by(key, use_threads=False).aggregate(asked)
    made = {column: grouped.column(f"{column}_first") for column in _FIRST[name]}
    made |= {column: _joined(grouped.column(f"{column}_list"), _LISTED[name][column][1]) for column in once}
    made |= {"year_first": grouped.column("year_first_min"), "year_last": grouped.column("year_last_max")}
    made |= {column: grouped.column(f"{column}_sum") for column in numbers} | {key: grouped.column(key)}
    return pyarrow.table([made[field.name].cast(field.type) for field in rows.schema], schema=rows.schema)


def _joined(lists: pyarrow.ChunkedArray, joint: str) -> pyarrow.Array:
    """The texts of each list, which may hold several themselves, each once; null for none."""
    whole = lists.combine_chunks() if isinstance(lists, pyarrow.ChunkedArray) else lists
    lengths = pc.list_value_length(whole)
    if pc.max(lengths).as_py() in {None, 1}:  # most are of one document
        return pc.list_element(whole, 0) if len(whole) else whole.flatten()
    texts = [_once(values, joint) for values in whole.to_pylist()]
    return pyarrow.array(texts, pyarrow.string())


def _once(values: Sequence[str | None], joint: str) -> str | None:
    parts = [part for value in values if value is not None for part in value.split(joint)]
    return joint.join(dict.fromkeys(parts)) or None
