"""Does this fragment continue that table, and why.

The decision is a sum of weighted signs, not a rule: each sign says by how much it speaks for or against, the sum is compared
with two thresholds, and what lies between them is kept apart *and* reported. Signs used: header (missing, blank, repeated, its own), number
and edges of columns, what the columns hold, what stands between the two, distance in pages, and blank key cells in the first row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from normalize.repair import fold
from normalize.text.look import begins_with_figure, is_value_like
from schemas.decision import Decision, Sign, Subject, share_to_log_odds
from schemas.lexicon import lexicon
from schemas.logical import APART, JOINED, GridRow, Join, RoledRow
from schemas.provenance import FragmentRef
from schemas.table import Fragment, TextBlock

JOIN_AT = 0.5
DOUBT_AT = 0.25
EDGE_TOLERANCE = 6.0
SAME_WIDTH = 2.0
SCALED_TOLERANCE = 4.0
COVERED = 0.75
_CLOSE = 20.0  # points between two parts of a table on one page
_TITLE_LENGTH = 150
_CONTINUED = re.compile(rf"\b{lexicon().either('titles.continued')}", re.IGNORECASE)

_LIST_NUMBER = re.compile(r"\(?(?:[0-9]{1,3}|[a-zA-Z])[.)]")
_FEWEST_NUMBERS = 3
_MOSTLY = 0.7
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")

Kinds = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`columns[i]` is the table's column for the fragment's column i, None when they cannot be told apart; `sign` says how they were
    told. `elsewhere`: as many columns, but at other places on the page."""

    columns: tuple[int, ...] | None
    sign: Sign
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
    fragment: FragmentRef
    between: tuple[TextBlock, ...]
    headings: frozenset[str] = frozenset()
    bodiless: bool = False
    others: int = 0
    inside: bool = False
    """It stands close below on the same page, and what stands between the two lies within their sides: names of groups, no titles."""


def case_to_join(case: JoinCase) -> Join:
    """Join, keep apart, or doubtful (kept apart, to be reported). `score` is clamped to 0..1."""
    only_head = all(item.role in {"repeated_header", "blank", "column_numbers"} for item in case.rows)
    if case.mapping.columns is not None and only_head and not case.between:
        return signs_to_join(case.fragment, [Sign("join_only_header", 1.0)], 1.0, joined=True)
    signs = [*_header_signs(case), *_column_signs(case), *_place_signs(case), *_key_signs(case)]
    total = sum(sign.weight for sign in signs)
    joined = total >= JOIN_AT and case.mapping.columns is not None
    return signs_to_join(case.fragment, signs, total, joined=joined)


def signs_to_join(fragment: FragmentRef, signs: Sequence[Sign], total: float, *, joined: bool) -> Join:
    """The join or its refusal; the sum of the signs is read as a trust from 0 to 1, half of it being as good as none."""
    choice, other = (JOINED, APART) if joined else (APART, JOINED)
    score = max(0.0, min(1.0, total))
    odds = share_to_log_odds(score) if joined else -share_to_log_odds(score)
    weighed = tuple(sign for sign in signs if sign.weight)
    decision = Decision(Subject("join", str(fragment)), choice, odds, other, weighed)
    return Join(decision, score, not joined and total >= DOUBT_AT)


def _header_signs(case: JoinCase) -> list[Sign]:
    roles = [item.role for item in case.rows]
    if case.bodiless and "repeated_header" not in roles:
        return [Sign("join_bodiless", 0.4)]
    if "title" in roles:
        return [Sign("join_own_title", -0.7)]
    if "header" in roles:
        return [Sign("join_own_header", -0.9)]
    if case.rows and _packs_years(case.rows[0]):
        return [Sign("join_own_years", -0.9)]
    if "repeated_header" in roles:
        return [Sign("join_header_again", 0.5)]
    if roles and roles[0] == "blank":
        return [Sign("join_header_blank", 0.4)]
    if roles and roles[0] == "column_numbers":
        return [Sign("join_column_numbers", 0.4)]
    return [Sign("join_no_header", 0.3)]


def _packs_years(item: RoledRow) -> bool:
    """Is it a head whose cells nobody parted: one cell over several columns, which prints a year for each of them?"""
    return any(
        cell.column_span > 1 and len(_YEARS.findall(cell.text)) == cell.column_span and not _is_row_of(cell.text)
        for cell in item.row.printed
    )


def _is_row_of(text: str) -> bool:
    """True for years and nothing else: the repeated row of a head."""
    return not any(character.isalpha() for character in text)


def _column_signs(case: JoinCase) -> list[Sign]:
    if case.mapping.columns is None:
        return [replace(case.mapping.sign, weight=-0.7)]
    signs = [replace(case.mapping.sign, weight=0.1 if case.mapping.elsewhere else 0.25)]
    agreement = kinds_agreement(case.table_kinds, columns_to_kinds([item.row for item in case.rows if item.role == "data"]))
    if agreement is not None:
        signs.append(Sign("join_same_kinds", round((agreement - 0.7) * 0.5, 2), (f"{agreement:.0%}",)))
    return signs


def _between_signs(case: JoinCase) -> list[Sign]:
    headings = [fold(block.text) for block in case.between if block.kind in {"heading", "caption"} or block.bold]
    if any(_CONTINUED.search(block.text) for block in case.between[-2:] if len(block.text) <= _TITLE_LENGTH):
        return [Sign("join_continued", 0.4)]
    if headings and set(headings) <= case.headings:
        return [Sign("join_same_title", 0.2)]
    if case.between and case.inside:
        return [Sign("join_band_between", -0.05)]
    if headings:
        return [Sign("join_heading_between", -0.6)]
    if any(block.kind == "key_value" for block in case.between):
        return [Sign("join_lines_between", -0.6)]
    return [Sign("join_text_between", -0.3)] if case.between else []


def _place_signs(case: JoinCase) -> list[Sign]:
    signs = _between_signs(case)
    if case.others and any(item.role in {"header", "repeated_header", "title"} for item in case.rows):
        signs.append(Sign("join_header_beyond_table", -0.9))
    elif case.others:
        signs.append(Sign("join_beyond_table", -0.15))
    if case.fragment.page and case.table_page:
        distance = case.fragment.page - case.table_page
        if distance == 1 and case.fragment.table == 1:
            signs.append(Sign("join_next_page", 0.15))
        elif distance > 1:
            signs.append(Sign("join_pages_further", -0.4, (str(distance),)))
        elif distance == 0 and not case.inside:
            signs.append(Sign("join_same_page", -0.15))
    else:
        signs.append(Sign("join_follows", 0.05))
    return signs


def lies_inside(above: Fragment, below: Fragment, between: Sequence[TextBlock]) -> bool:
    """True where two fragments of one width stand close below each other on a page, and the texts between them lie within their sides,
    the lowest right above the second: rows without rules, not a title that stands apart."""
    first, second = above.box, below.box
    if above.ref.page != below.ref.page or first is None or second is None:
        return False
    if abs(first.x0 - second.x0) > SAME_WIDTH or abs(first.x1 - second.x1) > SAME_WIDTH:
        return False
    boxes = [block.box for block in between]
    return 0 <= second.top - first.bottom <= _CLOSE and all(
        box is not None
        and box.top >= first.bottom
        and box.bottom <= second.top + 1
        and box.x0 >= first.x0
        and box.x1 <= first.x1
        for box in boxes
    )


def _key_signs(case: JoinCase) -> list[Sign]:
    first = next((item.row for item in case.rows if item.role == "data"), None)
    if first is not None and (cell := first.anchor(0)) is not None and cell.blank:
        return [Sign("join_key_blank", 0.1)]
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
    place, all that stand right of it move up, or some other column takes its width. `empty` are the table's columns without any text
    in its body so far. Without edges the counts must agree. None when nothing fits.
    """
    if table.column_edges and fragment.column_edges:
        if fragment.columns < table.columns and empty:
            mapping = _edges_over_empty(table.column_edges, fragment.column_edges, empty)
            mapping = mapping or _widths_without_empty(table.column_edges, fragment.column_edges, empty)
            if mapping is not None:
                return ColumnMapping(mapping, Sign("join_but_empty"))
            mapping = _order_without_empty(table.column_edges, fragment.column_edges, empty)
            if mapping is not None:
                return ColumnMapping(mapping, Sign("join_but_empty"), elsewhere=True)
        mapping = _edges_to_mapping(table.column_edges, fragment.column_edges)
        if mapping is not None:
            same = fragment.columns == table.columns
            return ColumnMapping(mapping, Sign("join_same_place" if same else "join_over"))
        mapping = _scaled_to_mapping(table.column_edges, fragment.column_edges, empty)
        if mapping is not None:
            return ColumnMapping(mapping, Sign("join_other_size"))
    if table.columns == fragment.columns:
        elsewhere = bool(table.column_edges and fragment.column_edges)
        sign = Sign("join_same_count_elsewhere" if elsewhere else "join_same_count")
        return ColumnMapping(tuple(range(fragment.columns)), sign, elsewhere)
    return ColumnMapping(None, Sign("join_other_count", details=(str(fragment.columns), str(table.columns))))


def split_column_to_mapping(table: Fragment, fragment: Fragment) -> ColumnMapping | None:
    """The mapping of a fragment that prints one column of words in two, by chance of its page or with the list numbers apart: both go on in
    the one column of the table. None where it has no such column, or nothing fits; figures are never put together."""
    if fragment.columns != table.columns + 1 or not fragment.column_edges:
        return None
    texts: list[list[str]] = [[] for _ in range(fragment.columns)]
    for cell in fragment.cells:
        if cell.column_span == 1 and cell.text.strip():
            texts[cell.column].append(fold(cell.text))
    for column, (left, right) in enumerate(itertools.pairwise(texts)):
        if not _are_list_numbers(left) and any(is_value_like(text) for text in (*left, *right)):
            continue
        edges = (*fragment.column_edges[: column + 1], *fragment.column_edges[column + 2 :])
        mapping = fragments_to_mapping(table, replace(fragment, columns=fragment.columns - 1, column_edges=edges))
        if mapping.columns is not None and not mapping.elsewhere:
            whole = (*mapping.columns[: column + 1], *mapping.columns[column:])
            return replace(mapping, columns=whole, sign=Sign("join_split_column"))
    return None


def _are_list_numbers(texts: Sequence[str]) -> bool:
    marked = sum(_LIST_NUMBER.fullmatch(text) is not None for text in texts)
    return marked >= _FEWEST_NUMBERS and marked >= _MOSTLY * len(texts)


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


def _order_without_empty(table: tuple[float, ...], fragment: tuple[float, ...], empty: Set[int]) -> tuple[int, ...] | None:
    """The table's columns without one or all of the empty ones, where the table kept its sides and one of the others took their width;
    None where several did, or more than one of the empty columns could be the one that has gone."""
    if abs(fragment[0] - table[0]) > SAME_WIDTH or abs(fragment[-1] - table[-1]) > SAME_WIDTH:
        return None
    widths = [right - left for left, right in itertools.pairwise(table)]
    own = [right - left for left, right in itertools.pairwise(fragment)]
    found = []
    for gone in {frozenset({column}) for column in empty} | ({frozenset(empty)} if empty else set()):
        kept = [column for column in range(len(widths)) if column not in gone]
        if len(kept) == len(own) and sum(abs(widths[k] - w) > SAME_WIDTH for k, w in zip(kept, own, strict=True)) == 1:
            found.append(tuple(kept))
    return found[0] if len(found) == 1 else None


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
