"""What is measured on a finished reading of some fragments, so that two readings of the same fragments can be compared.

Each sign is a count over the figures that the fragments print, so it lies near 0 to 1 whatever the table's size. The names are those of the
learned weights and of what `explain` prints.
"""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from normalize.knit.column_numbers import is_column_number_row
from normalize.repair import fold
from normalize.text.look import text_to_shape
from normalize.words.heads import heads_totals
from normalize.words.measures import MONEY
from normalize.words.money import MONEY_WORD
from normalize.words.quantities import unit_is_percent
from schemas.logical import ColumnMeaning, LogicalTable, PlacedCell
from schemas.observation import TIMELESS_MEASURES, Observation

_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALLEST_AMOUNT = 1000.0  # of money in rupiah; smaller ones are counts under a head of money
_WILD = 2.5  # powers of ten between a value and the middle of its row
_PERCENT = 1000.0
_NUMBERING = frozenset({"number", "code"})


@dataclass(frozen=True, slots=True)
class SeenTable:
    """One table of a reading with what came of it."""

    table: LogicalTable
    columns: tuple[ColumnMeaning, ...]
    observations: tuple[Observation, ...]


SIGNS = (
    "placed", "unplaced", "nameless", "undated", "unmeasured", "clashing", "mixed", "wild", "small_money", "worded_money",
    "headless", "figures_in_head", "head_rows", "short_name", "tail_name", "proven", "contradicted", "ambiguous", "words_as_values",
    "years_backwards", "percent_beyond", "tables", "few_rows_a_name", "text_values",
)  # fmt: skip


def readings_to_figures(tables: Iterable[LogicalTable]) -> int:
    """How many figures the tables' fragments print, headers included, rows of column numbers not: the same for every reading of
    them. At least 1."""
    return max(1, len({cell.ref for table in tables for cell in table_to_figures(table)}))


def tables_to_explained(seen: Sequence[SeenTable]) -> int:
    """How many of the figures of `readings_to_figures` found no observation because they are none: they stand in heads that a column's
    meaning was read from, in names, in columns of numbers and codes, or are the sums of their rows ("Total"). No reading of the tables
    places them."""
    explained = 0
    for one in seen:
        published = {found.cell for found in one.observations}
        used = {cell for found in one.observations for _, cells in found.label_cells for cell in cells}
        used.update(cell for column in one.columns for cell in column.cells)
        numbering = {column.column for column in one.columns if column.role in _NUMBERING or _sums_rows(column)}
        figures = [cell for cell in table_to_figures(one.table) if cell.ref not in published]
        explained += sum(cell.ref in used or cell.column in numbering for cell in figures)
    return explained


def _sums_rows(column: ColumnMeaning) -> bool:
    return column.role == "unknown" and bool(column.path) and heads_totals(column.path[-1])


def table_to_figures(table: LogicalTable) -> Iterator[PlacedCell]:
    """The cells that print a figure, those of rows of column numbers left out."""
    for row in (*table.header, *(item.row for item in (*table.body, *table.outside))):
        figures = [cell for cell in row.printed if cell.shape == "number"]
        if figures and not is_column_number_row(row):
            yield from figures


def reading_to_signs(seen: Sequence[SeenTable], figures: int) -> dict[str, float]:
    """Every sign of SIGNS with its value; `figures` from `readings_to_figures`, so that rival readings share it."""
    counts: Counter[str] = Counter()
    for one in seen:
        counts.update(_names_to_counts(one.observations))
        counts.update(_values_to_counts(one.observations))
        counts["clashing"] += len(observations_to_clashing(one.observations))
        counts["wild"] += len(observations_to_wild(one.observations))
        counts.update(_columns_to_counts(one))
        counts.update(_head_to_counts(one.table))
    counts["unplaced"] = max(0, figures - counts["placed"])
    signs = {name: counts[name] / figures for name in SIGNS}
    signs["head_rows"] = sum(len(one.table.header) for one in seen) / 10
    signs["tables"] = float(len(seen))
    return signs


def observation_to_name(observation: Observation) -> str:
    """The row's own name: its indicator, else its deepest name; "" for none."""
    labels = observation.labels
    names = (labels.indicator, labels.sub_activity, labels.activity, labels.program, labels.objective, labels.goal)
    return next((name for name in names if name), "")


def is_name(text: str) -> bool:
    """True for a text that can name a row: it has a word of three letters, and letters are a good part of it ("1." and "47" do not)."""
    return _WORD.search(text) is not None and len(_LETTERS.findall(text)) * 3 >= len(text.replace(" ", ""))


def _is_tick(text: str) -> bool:
    """A sign without letters or digits is neither a number nor words."""
    return not any(sign.isalnum() for sign in text)


def _printed(observations: Sequence[Observation]) -> list[Observation]:
    return [one for one in observations if one.value_status not in {"blank", "nil"}]


def _names_to_counts(observations: Sequence[Observation]) -> Counter[str]:
    counts: Counter[str] = Counter()
    printed = _printed(observations)
    names = [observation_to_name(one) for one in printed]
    lower = sum(name[:1].islower() for name in names) * 2 > len(names)
    for name in names:
        counts["nameless"] += not is_name(name)
        counts["short_name"] += bool(name) and len(name) < 6
        counts["tail_name"] += name[:1].islower() and not lower
    rows = {one.row for one in printed}
    if len(rows) > 3 and len(set(names)) == 1:
        counts["few_rows_a_name"] += len(printed)
    return counts


def _values_to_counts(observations: Sequence[Observation]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in _printed(observations):
        figure = one.value is not None or one.value_low is not None
        counts["placed"] += figure or text_to_shape(one.value_text) == "number"
        counts["text_values"] += one.value_status == "text" and not _is_tick(one.value_text)
        counts["unmeasured"] += one.measure == "other" and "share-of-sum" not in one.flags
        counts["undated"] += one.period.year is None and one.measure not in TIMELESS_MEASURES
        counts["proven"] += one.confidence == "proven"
        counts["contradicted"] += one.confidence == "contradicted"
        counts["ambiguous"] += one.value_status == "ambiguous"
        counts["headless"] += not one.period_label
        if one.measure in MONEY:
            words = MONEY_WORD.sub("", one.value_text)
            counts["worded_money"] += figure and _WORD.search(words) is not None
            counts["small_money"] += one.value is not None and 0 < abs(one.value) < _SMALLEST_AMOUNT
        elif unit_is_percent(one.labels.unit) and one.value is not None:
            counts["percent_beyond"] += abs(one.value) > _PERCENT
    return counts


def observations_to_clashing(observations: Sequence[Observation]) -> frozenset[int]:
    """Indices of values that share name, measure and period with another one of another cell: one of the two is misplaced."""
    keys: dict[object, list[int]] = defaultdict(list)
    for at, one in enumerate(observations):
        if one.value is not None and one.value_status not in {"blank", "nil"}:
            keys[one.labels, one.measure, one.revision, one.period].append(at)
    return frozenset(at for places in keys.values() if len(places) > 1 for at in places)


def observations_to_wild(observations: Sequence[Observation]) -> frozenset[int]:
    """Indices of values that lie powers of ten away from the others of their row and measure, amounts of money from all others of their
    row, and that no arithmetic proves."""
    rows: dict[object, list[tuple[int, float]]] = defaultdict(list)
    for at, one in enumerate(observations):
        if one.value is not None and one.value > 0:
            kind = "money" if one.measure in MONEY else (one.measure, one.revision)
            rows[one.row, kind].append((at, math.log10(one.value)))
    wild: set[int] = set()
    for row in rows.values():
        if len(row) >= 3:
            middle = statistics.median(power for _, power in row)
            wild |= {at for at, power in row if abs(power - middle) > _WILD and observations[at].confidence != "proven"}
    return frozenset(wild)


def _columns_to_counts(one: SeenTable) -> Counter[str]:
    counts: Counter[str] = Counter()
    kinds: dict[object, Counter[str]] = defaultdict(Counter)
    for seen in _printed(one.observations):
        if _is_tick(seen.value_text):
            continue
        kind = "number" if seen.value is not None or seen.value_status in {"range", "bound", "ambiguous"} else "text"
        kinds[seen.period_label, seen.cell.fragment, seen.cell.column][kind] += 1
    for shapes in kinds.values():
        counts["mixed"] += min(shapes["number"], shapes["text"])
        if shapes["text"] > shapes["number"]:
            counts["words_as_values"] += shapes["text"]
    years: dict[object, list[int]] = defaultdict(list)
    for column in one.columns:
        if column.role == "value" and column.period is not None and column.period.year is not None:
            years[column.measure, column.revision].append(column.period.year)
    backwards = sum(b < a for run in years.values() for a, b in itertools.pairwise(run))
    values = sum(column.role == "value" for column in one.columns)
    counts["years_backwards"] += round(backwards / max(1, values) * len(_printed(one.observations)))
    return counts


def _head_to_counts(table: LogicalTable) -> Counter[str]:
    heads = [cell for row in table.header if not is_column_number_row(row) for cell in row.printed]
    return Counter(figures_in_head=sum(text_to_shape(fold(cell.text)) == "number" for cell in heads))
