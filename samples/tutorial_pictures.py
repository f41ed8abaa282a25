"""The pictures of the tutorial, made from its document: `python -m samples.tutorial_pictures`.

`docs/pictures/page.png` is the first page as it is printed, `budget.svg` the chart of what `budget_by_program` answers.
"""

from __future__ import annotations

import html
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2

from rajut.dataset.query import query_dataset
from rajut.library.conversion import convert

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "samples" / "documents" / "renstra-sungai-lestari.pdf"
PICTURES = ROOT / "docs" / "pictures"
_COLOURS = ("#00796b", "#f9a825", "#5e35b1", "#c62828")
_QUESTION = "SELECT program, year, budget FROM budget_by_program WHERE budget IS NOT NULL ORDER BY program, year"


def rows_to_chart(rows: Sequence[dict[str, Any]]) -> str:
    """Grouped bars as SVG: a group per year, a bar per programme, millions above each."""
    programs = list(dict.fromkeys(row["program"] for row in rows))
    years = sorted({row["year"] for row in rows})
    most = max(row["budget"] for row in rows)
    width, height, bar = 120 + 160 * len(years), 300, 120 / len(programs)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + 30 * len(programs) + 40}" '
        'font-family="sans-serif" font-size="13">'
    ]
    for row in rows:
        tall = 230 * row["budget"] / most
        x = 60 + 160 * years.index(row["year"]) + bar * programs.index(row["program"])
        colour = _COLOURS[programs.index(row["program"]) % len(_COLOURS)]
        parts.append(f'<rect x="{x:.0f}" y="{height - tall:.0f}" width="{bar - 4:.0f}" height="{tall:.0f}" fill="{colour}"/>')
        label = f"{row['budget'] / 1e6:.1f}"
        parts.append(f'<text x="{x + bar / 2 - 2:.0f}" y="{height - tall - 6:.0f}" text-anchor="middle">{label}</text>')
    parts += [
        f'<text x="{120 + 160 * at:.0f}" y="{height + 20}" text-anchor="middle">{year}</text>' for at, year in enumerate(years)
    ]
    for at, program in enumerate(programs):
        y = height + 50 + 26 * at
        parts.append(f'<rect x="60" y="{y - 12}" width="14" height="14" fill="{_COLOURS[at % len(_COLOURS)]}"/>')
        parts.append(f'<text x="82" y="{y}">{html.escape(program)} (Rp juta)</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(PLAN)
    document[0].render(scale=1.2).to_pil().save(PICTURES / "page.png", optimize=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        convert(PLAN, out=out)
        rows = query_dataset(out, _QUESTION).to_pylist()
    (PICTURES / "budget.svg").write_text(rows_to_chart(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
