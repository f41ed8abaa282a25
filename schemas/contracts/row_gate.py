"""The gate for tables of few rows: the same questions as `gate`, asked of plain lists without Arrow or pandas.

Setting up a hundred columns costs ten times what a small document's rows do. Like the gate it never says what is wrong, and lets
nothing through that pandera would not; where it cannot tell it says no, and Arrow and pandera look. A property test holds the two
against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import isfinite
from typing import Any

import pyarrow

from schemas.contracts.catalog import arrow_schema
from schemas.contracts.declared import declared
from schemas.observation import DISPOSITION_COUNTS, SUBPERIODS

Columns = Mapping[str, Sequence[Any]]
Test = Callable[[Sequence[Any]], bool]


def rows_certainly_valid(name: str, columns: Columns) -> bool:
    """True when every row, given as lists in the columns' own types, satisfies the contract of the table `name` and fits its types;
    False when it does not, or when nobody here can tell."""
    if columns.keys() != _names(name) or len({len(values) for values in columns.values()}) != 1:
        return False
    if not next(iter(columns.values())):
        return True
    for column, may_be_empty, tests in _column_tests(name):
        values = columns[column]
        if may_be_empty and values.count(None) == len(values):
            continue  # most columns of most documents
        if not all(test(values) for test in tests):
            return False
    together = declared(name).unique
    if together and not _unique(list(zip(*(columns[column] for column in together), strict=True))):
        return False
    return rules_certainly_hold(name, columns)


def rules_certainly_hold(name: str, columns: Columns) -> bool:
    """True when the rows satisfy what the contract of the table `name` asks of several columns together; False when they do not, or
    when nobody here can tell. Of `columns` only those are asked for that a rule is about."""
    rules = [_RULES.get(check) for check in declared(name).checks]
    return all(rule is not None and rule(columns) for rule in rules)


@cache
def _names(name: str) -> frozenset[str]:
    return frozenset(arrow_schema(name).names)


@cache
def _column_tests(name: str) -> tuple[tuple[str, bool, tuple[Test, ...]], ...]:
    """(column, whether it may be empty throughout, what its values must satisfy)."""
    kinds = {field.name: field.type for field in arrow_schema(name)}
    return tuple(
        (
            column.name,
            column.nullable and not column.unique,
            (
                _kind_to_test(kinds[column.name]),
                *(() if column.nullable else (_required,)),
                *((_unique,) if column.unique else ()),
                *(_TESTS.get(check.name, _cannot_tell)(check.statistics) for check in column.checks),
            ),
        )
        for column in declared(name).columns
    )


def _kind_to_test(kind: pyarrow.DataType) -> Test:
    if pyarrow.types.is_string(kind):
        return _are_texts
    if pyarrow.types.is_floating(kind):
        return _are_numbers
    if pyarrow.types.is_boolean(kind):
        return lambda values: {type(value) for value in values} <= {type(None), bool}
    if not pyarrow.types.is_signed_integer(kind):
        return lambda values: False
    end = 2 ** (kind.bit_width - 1)
    return lambda values: _are_whole(values, end)


def _are_texts(values: Sequence[Any]) -> bool:
    try:
        "".join([value for value in values if value is not None]).encode()
    except (TypeError, UnicodeEncodeError):  # no text at all, or half of a surrogate pair
        return False
    return True


def _are_numbers(values: Sequence[Any]) -> bool:
    kinds = {type(value) for value in values} - {type(None), int}
    whole = all(abs(value) < 2**53 for value in values if type(value) is int)
    return whole and all(issubclass(kind, float) for kind in kinds)


def _are_whole(values: Sequence[Any], end: int) -> bool:
    if not {type(value) for value in values} <= {type(None), int}:
        return False
    present = _present(values)
    return not present or (-end <= min(present) and max(present) < end)


def _required(values: Sequence[Any]) -> bool:
    return None not in values


def _unique(values: Sequence[Any]) -> bool:
    return len(set(values)) == len(values)


def _present(values: Sequence[Any]) -> set[Any]:
    return {value for value in values if value is not None}


def _isin(statistics: Mapping[str, Any]) -> Test:
    allowed = frozenset(statistics["allowed_values"])
    return lambda values: _present(values) <= allowed


def _matches(statistics: Mapping[str, Any]) -> Test:
    matches = re.compile(getattr(statistics["pattern"], "pattern", statistics["pattern"])).fullmatch
    return lambda values: all(matches(value) for value in _present(values))


def _length(statistics: Mapping[str, Any]) -> Test:
    return lambda values: all(len(value) >= statistics["min_value"] for value in _present(values))


def _cannot_tell(_: Mapping[str, Any]) -> Test:
    return lambda values: False


_TESTS: Mapping[str, Callable[[Mapping[str, Any]], Test]] = {
    "isin": _isin,
    "str_matches": _matches,
    "str_length": _length,
    "greater_than": lambda s: lambda values: all(value > s["min_value"] for value in _present(values)),
    "greater_than_or_equal_to": lambda s: lambda values: all(value >= s["min_value"] for value in _present(values)),
    "less_than_or_equal_to": lambda s: lambda values: all(value <= s["max_value"] for value in _present(values)),
}


def _rows(columns: Columns, *names: str) -> Any:
    return zip(*(columns[name] for name in names), strict=True)


def _range_in_order(columns: Columns) -> bool:
    return all(
        status != "range" or (low is not None and high is not None and low <= high)
        for status, low, high in _rows(columns, "value_status", "value_low", "value_high")
    )


_UNLIKE_SPACES = re.compile("[\x1c-\x1f\x85]")  # white space to Python alone


def _printed_text_kept(columns: Columns) -> bool:
    if any(text and _UNLIKE_SPACES.search(text) for text in columns["value_text"]):
        return False
    return all(
        (status == "blank") == (empty := not (text or "").strip()) or (empty and confidence == "reviewed")
        for status, text, confidence in _rows(columns, "value_status", "value_text", "confidence")
    )


def _subperiod_fits(columns: Columns) -> bool:
    def fits(kind: str, number: int | None) -> bool:
        most = SUBPERIODS.get(kind, 0)
        return (number or 0) <= most and (most == 0 or (number or 0) >= 1)

    return all(fits(kind, number) for kind, number in _rows(columns, "period_kind", "subperiod"))


def _spans_in_order(columns: Columns) -> bool:
    spans = _rows(columns, "period_kind", "year_first", "year")
    return all(first is None or (kind == "span" and year is not None and first < year) for kind, first, year in spans)


def _in_order(columns: Columns) -> bool:
    pairs = _rows(columns, "period_start", "period_end")
    return all(start is None or end is None or start <= end for start, end in pairs)


def _finite(columns: Columns) -> bool:
    numbers = ("value", "value_low", "value_high", "scale")
    return all(value is None or isfinite(value) for name in numbers for value in columns[name])


def _ledger_adds_up(columns: Columns) -> bool:
    return all(sum(counts) == cells for cells, *counts in _rows(columns, "cells", *DISPOSITION_COUNTS))


# a check over several columns, by its name in the contract; one that is not here sends every table to pandera
_RULES: Mapping[str, Callable[[Columns], bool]] = {
    "number-has-value": lambda c: all(
        status not in {"number", "bound"} or value is not None for status, value in _rows(c, "value_status", "value")
    ),
    "only-numbers-have-value": lambda c: all(
        status in {"number", "bound"} or value is None for status, value in _rows(c, "value_status", "value")
    ),
    "value-is-finite": _finite,
    "range-has-ends": _range_in_order,
    "category-is-named": lambda c: all(
        status != "category" or category is not None for status, category in _rows(c, "value_status", "category")
    ),
    "printed-text-kept": _printed_text_kept,
    "no-year-without-period": lambda c: all(
        kind != "none" or (year is None and number is None)
        for kind, year, number in _rows(c, "period_kind", "year", "subperiod")
    ),
    "year-is-known": lambda c: all(
        kind not in {"year", "fiscal_year"} or year is not None for kind, year in _rows(c, "period_kind", "year")
    ),
    "span-in-order": _spans_in_order,
    "subperiod-fits-period": _subperiod_fits,
    "planning-period-in-order": _in_order,
    "failure-has-code": lambda c: all(
        (status in {"refused", "failed"}) == (code is not None) for status, code in _rows(c, "status", "error_code")
    ),
    "bytes-published-once": lambda c: _unique([value for value in c["document_id"] if value is not None]),
    "ledger-adds-up": _ledger_adds_up,
    "years-in-order": lambda c: all(
        first is None or last is None or first <= last for first, last in _rows(c, "year_first", "year_last")
    ),
}
