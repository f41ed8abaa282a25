"""Does this fragment continue that table, and why.

The decision is a sum of weighted signs, not a rule: each sign says by how much it speaks for or against, the sum is compared
with two thresholds, and what lies between them is kept apart *and* reported. Signs used: header (missing, blank, repeated, its own), number
and edges of columns, what the columns hold, what stands between the two, distance in pages, and blank key cells in the first row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from normalize.repair import fold
from normalize.text.look import begins_with_figure, is_value_like
from schemas.lexicon import lexicon
from schemas.logical import GridRow, JoinDecision, RoledRow
from schemas.table import Fragment, TextBlock

JOIN_AT = 0.5
DOUBT_AT = 0.25
EDGE_TOLERANCE = 6.0
SAME_WIDTH = 2.0
SCALED_TOLERANCE = 4.0
COVERED = 0.75
_TITLE_LENGTH = 150
_CONTINUED = re.compile(rf"\b{lexicon().either('titles.continued')}", re.IGNORECASE)

Kinds = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`columns[i]` is the table's column for the fragment's column i, None when they cannot be told apart; `reason` is for people.
    `elsewhere`: as many columns, but at other places on the page."""

    columns: tuple[int, ...] | None
    reason: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class JoinCase:
    """All that the decision looks at. `mapping` says which columns go on in which; `between` are the text blocks between the two,
    furniture left out; `headings` those above the table; `bodiless` says that the table so far is nothing but a header; `others` are
    the tables that began or went on since."""

    table_columns: int
    table_kinds: Kinds
    table_page: int
    mapping: ColumnMapping
    rows: tuple[RoledRow, ...]
    page: int
    between: tuple[TextBlock, ...]
    first_on_page: bool
    headings: frozenset[str] = frozenset()
    bodiless: bool = False
    others: int = 0


def case_to_decision(case: JoinCase) -> JoinDecision:
    """Join, keep apart, or doubtful (kept apart, to be reported). `score` is clamped to 0..1."""
    only_head = all(item.role in {"repeated_header", "blank", "column_numbers"} for item in case.rows)
    if case.mapping.columns is not None and only_head and not case.between:
        return JoinDecision(1.0, True, False, ("+1.00 prints nothing but the table's header",))
    signs = [*_header_signs(case), *_column_signs(case), *_place_signs(case), *_key_signs(case)]
    total = sum(weight for weight, _ in signs)
    joined = total >= JOIN_AT and case.mapping.columns is not None
    reasons = tuple(f"{weight:+.2f} {reason}" for weight, reason in signs if weight)
    return JoinDecision(max(0.0, min(1.0, total)), joined, not joined and total >= DOUBT_AT, reasons)


def _header_signs(case: JoinCase) -> list[tuple[float, str]]:
    roles = [item.role for item in case.rows]
    if case.bodiless and "repeated_header" not in roles:
        return [(0.4, "the table so far is a header without a body")]
    if "title" in roles:
        return [(-0.7, "starts with a title row of its own")]
    if "header" in roles:
        return [(-0.9, "has a header of its own")]
    if "repeated_header" in roles:
        return [(0.5, "repeats the table's header")]
    if roles and roles[0] == "blank":
        return [(0.4, "its header row is blank")]
    if roles and roles[0] == "column_numbers":
        return [(0.4, "starts with the column numbers")]
    return [(0.3, "has no header")]


def _column_signs(case: JoinCase) -> list[tuple[float, str]]:
    if case.mapping.columns is None:
        return [(-0.7, case.mapping.reason)]
    signs = [(0.1 if case.mapping.elsewhere else 0.25, case.mapping.reason)]
    agreement = kinds_agreement(case.table_kinds, columns_to_kinds([item.row for item in case.rows if item.role == "data"]))
    if agreement is not None:
        signs.append((round((agreement - 0.7) * 0.5, 2), f"{agreement:.0%} of the columns hold the same kind of thing"))
    return signs


def _place_signs(case: JoinCase) -> list[tuple[float, str]]:
    signs: list[tuple[float, str]] = []
    headings = [fold(block.text) for block in case.between if block.kind in {"heading", "caption"} or block.bold]
    if any(_CONTINUED.search(block.text) for block in case.between[-2:] if len(block.text) <= _TITLE_LENGTH):
        signs.append((0.4, "a title above says that it continues"))
    elif headings and set(headings) <= case.headings:
        signs.append((0.2, "the same title stands above both"))
    elif headings:
        signs.append((-0.6, "a heading stands between"))
    elif any(block.kind == "key_value" for block in case.between):
        signs.append((-0.6, "lines that describe another table stand between"))
    elif case.between:
        signs.append((-0.3, "text stands between"))
    if case.others and any(item.role in {"header", "repeated_header", "title"} for item in case.rows):
        signs.append((-0.9, "it has a header, and another table stands between"))
    elif case.others:
        signs.append((-0.15, "another table stands between"))
    if case.page and case.table_page:
        distance = case.page - case.table_page
        if distance == 1 and case.first_on_page:
            signs.append((0.15, "first table of the next page"))
        elif distance > 1:
            signs.append((-0.4, f"{distance} pages further"))
        elif distance == 0:
            signs.append((-0.15, "on the same page"))
    else:
        signs.append((0.05, "follows directly"))
    return signs


def _key_signs(case: JoinCase) -> list[tuple[float, str]]:
    first = next((item.row for item in case.rows if item.role == "data"), None)
    if first is not None and (cell := first.anchor(0)) is not None and cell.blank:
        return [(0.1, "its first row leaves the key cell blank")]
    return []


def columns_to_kinds(rows: Sequence[GridRow]) -> Kinds:
    """Per column what most of its printed cells are: "value", "text", or "" where nothing is printed."""
    if not rows:
        return ()
    kinds = []
    for column in range(len(rows[0].slots)):
        texts = [cell.text for row in rows if (cell := row.anchor(column)) is not None and not cell.blank]
        values = sum(is_value_like(text) or begins_with_figure(text) for text in texts)
        kinds.append("" if not texts else "value" if values * 2 >= len(texts) else "text")
    return tuple(kinds)


def kinds_agreement(first: Kinds, second: Kinds) -> float | None:
    """Share of the columns printed on both sides that hold the same kind; None when none is printed on both."""
    pairs = [(a, b) for a, b in zip(first, second, strict=False) if a and b]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def fragments_to_mapping(table: Fragment, fragment: Fragment, empty: Set[int] = frozenset()) -> ColumnMapping:
    """For each column of `fragment` the column of `table` that it continues.

    Edges decide where both have them. A column that is all empty often vanishes on the later page: its neighbour then covers its
    place, or all that stand right of it move up. `empty` are the table's columns without any text in its body so far. Without edges
    the counts must agree. None when nothing fits.
    """
    if table.column_edges and fragment.column_edges:
        if fragment.columns < table.columns and empty:
            mapping = _edges_over_empty(table.column_edges, fragment.column_edges, empty)
            mapping = mapping or _widths_without_empty(table.column_edges, fragment.column_edges, empty)
            if mapping is not None:
                return ColumnMapping(mapping, "its columns are the table's, but for an empty one")
        mapping = _edges_to_mapping(table.column_edges, fragment.column_edges)
        if mapping is not None:
            same = fragment.columns == table.columns
            reason = "same columns at the same place" if same else "its columns lie over the table's columns"
            return ColumnMapping(mapping, reason)
        mapping = _scaled_to_mapping(table.column_edges, fragment.column_edges, empty)
        if mapping is not None:
            return ColumnMapping(mapping, "the same columns on a page of another size")
    if table.columns == fragment.columns:
        elsewhere = bool(table.column_edges and fragment.column_edges)
        reason = "same number of columns" + (", at other places" if elsewhere else "")
        return ColumnMapping(tuple(range(fragment.columns)), reason, elsewhere)
    return ColumnMapping(None, f"{fragment.columns} columns where the table has {table.columns}")


def _edges_over_empty(table: tuple[float, ...], fragment: tuple[float, ...], empty: Set[int]) -> tuple[int, ...] | None:
    """Each column over exactly one column with text, or over empty ones only; None when one lies over two with text."""
    shift = _best_shift(table, fragment)
    mapping: list[int] = []
    for left, right in itertools.pairwise(fragment):
        shares = [(min(right - shift, b) - max(left - shift, a)) / max(b - a, 0.1) for a, b in itertools.pairwise(table)]
        covered = [column for column, share in enumerate(shares) if share > COVERED]
        cut = any(1 - COVERED < share <= COVERED for share in shares)
        full = [column for column in covered if column not in empty] or covered[:1]
        if cut or len(full) != 1 or (mapping and full[0] <= mapping[-1]):
            return None
        mapping.append(full[0])
    return tuple(mapping)


def _widths_without_empty(table: tuple[float, ...], fragment: tuple[float, ...], empty: Set[int]) -> tuple[int, ...] | None:
    """The table's columns without one or all of the empty ones, where the widths say that the others moved up."""
    widths = [right - left for left, right in itertools.pairwise(table)]
    own = [right - left for left, right in itertools.pairwise(fragment)]
    for gone in (*({column} for column in sorted(empty)), set(empty)):
        kept = [column for column in range(len(widths)) if column not in gone]
        if len(kept) == len(own) and all(abs(widths[k] - w) <= SAME_WIDTH for k, w in zip(kept, own, strict=True)):
            return tuple(kept)
    return None


def _scaled_to_mapping(table: tuple[float, ...], fragment: tuple[float, ...], empty: Set[int]) -> tuple[int, ...] | None:
    """The columns where the table is as wide as another page: all edges at the same shares of its width, but for empty columns."""
    widths = table[-1] - table[0], fragment[-1] - fragment[0]
    if min(widths) <= 0 or abs(widths[0] - widths[1]) <= EDGE_TOLERANCE:
        return None
    scaled = tuple(table[0] + (edge - fragment[0]) * widths[0] / widths[1] for edge in fragment)
    if len(scaled) < len(table):
        return _edges_over_empty(table, scaled, empty) if empty else None
    near = len(scaled) == len(table) and all(abs(a - b) <= SCALED_TOLERANCE for a, b in zip(table, scaled, strict=True))
    return tuple(range(len(table) - 1)) if near else None


def _edges_to_mapping(table: tuple[float, ...], fragment: tuple[float, ...]) -> tuple[int, ...] | None:
    shift = _best_shift(table, fragment)
    mapping: list[int] = []
    for left, right in itertools.pairwise(fragment):
        overlaps = [min(right - shift, b) - max(left - shift, a) for a, b in itertools.pairwise(table)]
        best = max(range(len(overlaps)), key=overlaps.__getitem__)
        if overlaps[best] < 0.6 * (right - left) or (mapping and best <= mapping[-1]):
            return None
        mapping.append(best)
    return tuple(mapping)


def edges_to_refinement(coarse: tuple[float, ...], fine: tuple[float, ...]) -> tuple[int, ...] | None:
    """For each coarse column the first fine column in it, where every coarse edge is a fine edge too; None where one is not.

    A header that is cut by the page end shows on the first page only the columns of its upper rows.
    """
    if len(fine) <= len(coarse):
        return None
    own, width = coarse[-1] - coarse[0], fine[-1] - fine[0]
    if min(own, width) > 0 and abs(own - width) > EDGE_TOLERANCE:  # a page of another size
        fine = tuple(coarse[0] + (edge - fine[0]) * own / width for edge in fine)
    shift = _best_shift(coarse, fine)
    nearest = [min(range(len(fine)), key=lambda k: abs(fine[k] - shift - edge)) for edge in coarse]
    if any(abs(fine[k] - shift - edge) > SAME_WIDTH for k, edge in zip(nearest, coarse, strict=True)):
        return None
    return tuple(nearest[:-1]) if len(set(nearest)) == len(nearest) else None


def _best_shift(table: tuple[float, ...], fragment: tuple[float, ...]) -> float:
    """Drift of the later page in points: the difference of the left edges when the right edges drift alike, else 0."""
    left, right = fragment[0] - table[0], fragment[-1] - table[-1]
    return left if abs(left - right) <= EDGE_TOLERANCE else 0.0
