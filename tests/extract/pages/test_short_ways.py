"""Where the finder takes a short way for speed, it must say what the long way says."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract.captions import TABLE_CAPTION, is_caption
from extract.grids import fill as cells
from extract.grids.fill import fills_under
from extract.grids.grid import Grid, Span
from extract.ink.edges import join, snap
from extract.ink.figures import DASHES, LONGEST_FIGURE, NUMERIC, is_numeric
from extract.ink.narrow_gaps import FARTHEST, cut_narrow_gaps
from extract.ink.page import page_to_ink, quantile
from extract.ink.prose import _worded
from extract.ink.text_lines import pieces_to_text_lines
from extract.open.column_boundaries import _stretches
from extract.pages.find_tables import find_tables
from extract.ruled.nets import flood, labels_to_spans, walls
from schemas.geometry import BBox
from schemas.page import Fill, Page, Ruling, Word
from schemas.table import GridKind

TEXTS = st.one_of(
    st.sampled_from(
        [
            "n/a",
            "nil",
            "None",
            "x",
            "O",
            "✓",
            "Rp 5",
            "rp.7",
            "usd 5",
            "IDR7",
            "idr 9",
            "o",
            "X",
            "eur 1",
            "US$ 3",
            "tab. 2",
            "Tabel A1",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=12),
    st.from_regex(r"\W{0,2}(rp|Rp\.|tabel|Table|TAB\.|n/a|nil|x|o)?\s?[\d.,%()-]{0,6}", fullmatch=True).filter(bool),
)


@given(TEXTS)
def test_no_figure_is_lost_to_a_look_at_the_first_letter(text: str) -> None:
    """The first letter only spares the patterns where they could not match."""
    assert is_numeric(text) == (len(text) < LONGEST_FIGURE and bool(NUMERIC.match(text) or DASHES.match(text)))


@given(TEXTS)
def test_no_caption_is_lost_to_a_look_at_the_first_letter(text: str) -> None:
    """The same for captions."""
    assert is_caption(text) == bool(TABLE_CAPTION.match(text))


@given(st.text(st.sampled_from("abZé7ſ, ."), min_size=1, max_size=20).filter(lambda text: bool(text.strip())))
def test_letters_are_counted_in_every_alphabet(text: str) -> None:
    """Text of which the ASCII letters alone are too few is counted character by character."""
    letters = sum(character.isalpha() for character in text)
    assert _worded(text) == (letters >= 0.6 * len(text.replace(" ", "")))


@given(st.lists(st.integers(0, 2), min_size=1, max_size=30))
def test_stretches_of_a_value_cover_all_of_it(values: list[int]) -> None:
    """In one piece or in several."""
    value, found, at = values[0], [], 0
    for same, group in groupby(values):
        length = len(list(group))
        found += [(at, at + length)] if same == value else []
        at += length
    assert _stretches(values, value) == found


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), st.floats(0, 1))
def test_quantiles_are_those_of_numpy(values: list[float], share: float) -> None:
    """Without loading what numpy loads for them."""
    assert np.isclose(quantile(values, share), np.quantile(values, share), atol=1e-6)


def _page(words: list[Word], rulings: list[Ruling] | None = None, fills: list[Fill] | None = None) -> Page:
    return Page(1, 400, 400, 0, tuple(words), tuple(rulings or []), tuple(fills or []))


BOXES = st.builds(
    lambda x, y, w, h: BBox(x, y, x + w, y + h), st.integers(0, 9), st.integers(0, 9), st.integers(1, 9), st.integers(1, 9)
)


@given(st.lists(st.tuples(BOXES, st.integers(0, 2)), max_size=9), st.lists(BOXES, min_size=1, max_size=9))
def test_cells_compared_with_fills_a_few_at_a_time_have_the_same_colours(
    fills: list[tuple[BBox, int]], boxes: list[BBox]
) -> None:
    """The last fill over the middle of a cell gives its colour, however many are compared at once."""
    colors = [(255, 255, 255), (0, 0, 255), (200, 0, 0)]
    ink = page_to_ink(_page([], fills=[Fill(box, colors[tint]) for box, tint in fills]))
    expected = []
    for box in boxes:
        over = [t for f, t in fills if f.x0 <= box.x_mid <= f.x1 and f.top <= box.y_mid <= f.bottom]
        expected.append(colors[over[-1]] if over and over[-1] else None)
    most, cells.MOST_PAIRS = cells.MOST_PAIRS, 4
    try:
        assert fills_under(ink, boxes) == expected
    finally:
        cells.MOST_PAIRS = most


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_owners_are_the_spans_that_cover_each_position(rows: int, columns: int, data: st.DataObject) -> None:
    """Merged or not: each position belongs to the span that covers it."""
    across = np.array(data.draw(st.lists(st.booleans(), min_size=(rows + 1) * columns, max_size=(rows + 1) * columns)))
    along = np.array(data.draw(st.lists(st.booleans(), min_size=(columns + 1) * rows, max_size=(columns + 1) * rows)))
    spans = labels_to_spans(flood(across.reshape(rows + 1, columns), along.reshape(columns + 1, rows)))
    grid = Grid(GridKind.RULED, tuple(map(float, range(columns + 1))), tuple(map(float, range(rows + 1))), spans)
    owners = np.full((rows, columns), -1)
    for k, span in enumerate(spans):
        assert (owners[span.row : span.row + span.rows, span.column : span.column + span.columns] == -1).all()
        owners[span.row : span.row + span.rows, span.column : span.column + span.columns] = k
    assert (grid.owners() == owners).all()
    assert (owners >= 0).all()


def test_a_grid_without_merged_cells_is_counted_through() -> None:
    """The common case needs no loop."""
    grid = Grid(GridKind.RULED, (0.0, 1.0, 2.0), (0.0, 1.0), (Span(0, 0), Span(0, 1)))
    assert grid.owners().tolist() == [[0, 1]]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60), st.integers(7, 30)), min_size=1, max_size=12))
def test_walls_are_what_is_drawn_on_a_line(lines: list[tuple[int, int, int]]) -> None:
    """The lengths of all lines at one place add up, line by line or all at once."""
    at, start, length = np.array(lines, dtype=np.float32).T
    edges = join(snap(at), start, start + length)
    places, cuts = np.unique(edges.at), np.array([0.0, 20.0, 40.0, 90.0])
    drawn = np.zeros((len(places), 3))
    for y, a, b in zip(edges.at, edges.start, edges.end, strict=True):
        drawn[np.searchsorted(places, y)] += np.maximum(np.minimum(cuts[1:], b) - np.maximum(cuts[:-1], a), 0)
    assert (walls(edges, places, cuts) == (drawn >= 0.75 * np.diff(cuts))).all()


def _word(text: str, x: float, y: float, size: float = 8) -> Word:
    return Word(text, BBox(x, y, x + 0.5 * size * len(text), y + size), "Helvetica", size)


def test_what_lies_under_a_better_table_gives_way() -> None:
    """Figures in columns between three rules are a table that the run of the same lines cannot beat."""
    rows = [("Tabel 1 Anggaran", "", "")] + [(f"Program {k}", f"{k}00", f"{k}50") for k in range(1, 7)]
    words = [_word(part, 40 + 90 * c, 40 + 12 * r) for r, row in enumerate(rows) for c, part in enumerate(row) if part]
    rules = [Ruling(38, y, 300, y + 0.5, 0.5) for y in (51, 63, 126)]
    choice = find_tables(page_to_ink(_page(words, rules)))
    assert [grid.kind for grid in choice.grids] == ["rules"]
    assert ("aligned", "a better candidate covers it") in [(one.kind, one.reason) for one in choice.rejected]


def test_close_columns_are_parted_however_long_the_table() -> None:
    """Only near lines are asked about a gap, and that is enough."""
    rows = 3 * FARTHEST
    words = [_word(text, x, 10 * row, 6) for row in range(rows) for text, x in (("12", 30.0), ("34", 39.2), ("56", 48.4))]
    lines = cut_narrow_gaps(pieces_to_text_lines(page_to_ink(_page(words)).pieces))
    assert {len(line.chunks) for line in lines} == {3}
    assert len(lines) == rows
