"""Tables of numbers with known truth, written in the ways that planning documents write them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from normalize.numbers.read import NumberCell

COUNTED = ("Orang", "Dokumen", "Unit", "Orang/ Dokumen", "Paket", "Kali")
MEASURED = ("Ton", "Ha", "Kg", "Km", "ton/ha", "kWh")
SCORED = ("Poin", "Indeks", "Skor", "Nilai")


@dataclass(frozen=True)
class Style:
    """How one row is written."""

    convention: str
    grouped: bool
    places: int
    trimmed: bool


def format_number(value: Decimal, style: Style) -> str:
    """The number as it is printed in this style. Trimmed styles drop zeros at the end of the decimals."""
    text = f"{value:,.{style.places}f}" if style.grouped else f"{value:.{style.places}f}"
    if style.trimmed and "." in text:
        text = text.rstrip("0").rstrip(".")
    if style.convention == "us":
        return text
    return text.translate(str.maketrans(",.", ".,"))


def random_row(rng: random.Random, kind: str, columns: int) -> list[Decimal]:
    """The values of one indicator over the years: a level that drifts."""
    if kind == "percent":
        level, places = rng.uniform(0, 100), rng.choice((0, 1, 2, 2, 3))
    elif kind == "scored":
        level, places = rng.choice((rng.uniform(1, 5), rng.uniform(30, 95))), rng.choice((0, 1, 2, 2, 3))
    elif kind == "money":
        level, places = 10 ** rng.uniform(5, 12), 0
    elif kind == "counted":
        level, places = 10 ** rng.uniform(0, 5), 0
    else:
        level, places = 10 ** rng.uniform(-1, 6), rng.choice((0, 0, 1, 2, 2, 3))
    step = rng.choice((0.0, 0.02, 0.1, 0.4))
    return [round(Decimal(level * (1 + step * rng.random()) ** n), places) for n in range(columns)]


def random_table(rng: random.Random, mixing: str) -> tuple[list[NumberCell], list[Decimal]]:
    """Cells and their true values. `mixing`: "none" (one convention), "unit" (each unit its own), "row" (each row its own)."""
    columns, rows = rng.randint(1, 7), rng.randint(1, 14)
    house = rng.choice(("id", "id", "us"))
    by_unit: dict[str, str] = {}
    cells: list[NumberCell] = []
    truth: list[Decimal] = []
    for row in range(rows):
        kind = rng.choice(("percent", "scored", "counted", "measured", "money"))
        units = {"percent": ("%",), "scored": SCORED, "counted": COUNTED, "measured": MEASURED, "money": ("Rp",)}[kind]
        unit = rng.choice(units)
        convention = house
        if mixing == "row":
            convention = rng.choice(("id", "us"))
        elif mixing == "unit":
            convention = by_unit.setdefault(unit, rng.choice(("id", "us")))
        values = random_row(rng, kind, columns)
        places = max(0, *(-int(v.as_tuple().exponent) for v in values))
        style = Style(convention, rng.random() < 0.8, places, rng.random() < 0.2)
        printed_unit = None if rng.random() < 0.2 and kind != "money" else unit
        for column, value in enumerate(values):
            if rng.random() < 0.15:
                continue
            cells.append(
                NumberCell(len(cells), format_number(value, style), row, column, "target", printed_unit, f"row {row}")
            )  # fmt: skip
            truth.append(value)
    return cells, truth


def wrap_text(text: str, width: int) -> str:
    """The text as a column of `width` characters prints it, words broken where they don't fit."""
    lines: list[str] = []
    for word in text.split(" "):
        lines += [word[at : at + width] for at in range(0, len(word), width)]
    return "\n".join(lines)
