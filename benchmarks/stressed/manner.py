"""How a plan is printed, by independent random factors that every writer understands in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from random import Random

from benchmarks.stressed.defects import bands, column_numbers, notes_below
from benchmarks.stressed.sheets import Box, Looks, Row, Sheet, rows_to_grid

PAPERS = {"a4": (842.0, 595.0), "folio": (936.0, 612.0), "a3": (1191.0, 842.0), "upright": (612.0, 936.0)}
NARROWEST = 0.8  # of the widths that a sheet wants; on narrower paper figures would break
ZEBRA = 0.88


@dataclass(frozen=True, slots=True)
class Manner:
    """One field per factor. `zebra` is the parity of the grey rows, "" for none; `cut` lets rows run over the end of a page."""

    paper: str
    margin: float
    font: str  # sans, serif, wide
    size: float
    leading: float
    padding: float
    rules: str  # all, rows, columns, header, none
    zebra: str
    names: str  # left, justify
    figures: str  # right, center, left
    upright: str  # top, middle
    repeat: bool
    cut: bool
    titles: str  # left, center
    numbers_row: bool
    bands: bool
    notes: bool
    second: bool  # another table follows on the same page
    figures_in: str  # id, us
    level_by: str
    codes: bool
    percent_inside: bool
    rupiah: bool
    year_style: str
    total: bool
    blanks: bool


FACTORS = tuple(one.name for one in fields(Manner))


def draw_manner(random: Random) -> Manner:
    """Each factor by itself, but that what nobody could read is not drawn: rows without a rule and without room between them, levels
    that nothing shows, grey for the level on grey rows."""
    rules = random.choice(("all", "all", "rows", "columns", "header", "none"))
    zebra = random.choice(("", "", "odd", "even"))
    codes = random.random() < 0.5
    level_by = "code" if codes else random.choice(("bold", "indent", "word", *(() if zebra else ("fill",))))
    open_rows = rules in {"columns", "header", "none"} and not zebra
    return Manner(
        paper=random.choice(("a4", "folio", "a3", "upright")),
        margin=random.choice((28.0, 42.0, 71.0)),
        font=random.choice(("sans", "serif", "wide")),
        size=random.choice((6.5, 7.0, 8.0, 9.0)),
        leading=random.choice((1.1, 1.2, 1.35)),
        padding=random.choice((2.5, 4.0) if open_rows else (1.5, 2.5, 4.0)),
        rules=rules,
        zebra=zebra,
        names=random.choice(("left", "left", "justify")),
        figures=random.choice(("right", "center", "left")),
        upright=random.choice(("top", "top", "middle")),
        repeat=random.random() < 0.5,
        cut=random.random() < 0.5,
        titles=random.choice(("left", "center")),
        numbers_row=random.random() < 0.3,
        bands=random.random() < 0.2,
        notes=random.random() < 0.3,
        second=random.random() < 0.3,
        figures_in=random.choice(("id", "id", "us")),
        level_by=level_by,
        codes=codes,
        percent_inside=random.random() < 0.2,
        rupiah=random.random() < 0.2,
        year_style=random.choice(("plain", "plain", "tahun")),
        total=random.random() < 0.3,
        blanks=random.random() < 0.3,
    )


def manner_to_looks(manner: Manner, random: Random) -> Looks:
    return Looks(
        numbers=manner.figures_in,
        money=manner.figures_in,
        rupiah=manner.rupiah,
        percent_inside=manner.percent_inside,
        codes=manner.codes,
        level_by=manner.level_by,
        year_style=manner.year_style,
        total=manner.total,
        random=random,
    )


def sheet_in_manner(sheet: Sheet, manner: Manner) -> Sheet:
    """The sheet with the rows that the manner adds, grey rows, and its alignments."""
    for wanted, change in ((manner.bands, bands), (manner.notes, notes_below), (manner.numbers_row, column_numbers)):
        sheet = change(sheet) if wanted else sheet
    body = tuple(_row_in_manner(row, at, manner) for at, row in enumerate(sheet.body))
    return replace(sheet, body=body)


def _row_in_manner(row: Row, at: int, manner: Manner) -> Row:
    grey = manner.zebra and at % 2 == (manner.zebra == "odd")
    return tuple(
        replace(
            box,
            fill=box.fill if box.fill is not None or not grey else ZEBRA,
            align=manner.figures if box.truth is not None else box.align,
        )
        for box in row
    )


def page_size(manner: Manner, sheets: Sequence[Sheet]) -> tuple[float, float]:
    """The paper, or a wider one where the widest sheet would be crushed on it."""
    width, height = PAPERS[manner.paper]
    wanted = NARROWEST * max(sum(sheet.widths) for sheet in sheets) + 2 * manner.margin
    return next(((w, h) for w, h in ((width, height), *PAPERS.values()) if w >= wanted), (wanted, 842.0))


def column_widths(sheet: Sheet, room: float) -> list[float]:
    """Widths in points; a sheet that is wider than the room is set narrower."""
    factor = min(1.0, room / sum(sheet.widths))
    return [width * factor for width in sheet.widths]


def placed(sheet: Sheet) -> list[tuple[bool, dict[int, Box]]]:
    """(is it of the header, the boxes that start in it by column) for each row."""
    rows = rows_to_grid((*sheet.header, *sheet.body), len(sheet.widths))
    return [(at < len(sheet.header), row) for at, row in enumerate(rows)]
