"""Documents without truth: how many of their figures are published, which signs speak against their tables, and pictures of their pages.

    python -m benchmarks.survey [--folder FOLDER] [--out build/survey] [--worst 10]

One line for each document, the worst first: figures printed (list numbers, codes and years over columns left out), the share of them that
became values, the share of the values that are sure, and the signs that cost its tables most. The pages of the worst are drawn into
`--out`, which git ignores, with a page of HTML to look at. Half of what is wrong on documents that nobody has seen shows itself there.
"""

from __future__ import annotations

import argparse
import html
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy import SUFFIXES, SURE, shared_data
from extract.options import ReadOptions
from extract.pdfium.crops import boxes_to_crops
from extract.reading import document_to_reading
from extract.source import open_source
from normalize.context.profile import blocks_to_profile
from normalize.document import reading_to_normalized
from normalize.judge.plausibility import load_weights
from normalize.judge.signs import table_to_figures, tables_to_explained
from normalize.rivals import BestReading, group_to_rival, reading_to_best, result_to_seen
from normalize.surroundings import reading_to_facts
from normalize.text.look import text_to_shape
from schemas.decision import NO_CHOICES
from schemas.errors import RajutError
from schemas.geometry import BBox
from schemas.kind import builtin_kinds
from schemas.nomenclature import Nomenclature
from schemas.table import DocumentReading, TextBlock

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ReadOptions(second_opinion="never")
_LOWEST = 3
_SCALE = 1.2


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What is known of one document without its truth; `signs` are what costs its tables most, in log-odds over all of them."""

    path: Path
    pages: tuple[int, ...]
    tables: int
    empty: int
    figures: int
    published: int
    values: int
    sure: int
    signs: tuple[tuple[str, float], ...]
    sizes: tuple[tuple[float, float], ...]

    @property
    def share(self) -> float:
        return self.published / self.figures if self.figures else 1.0

    def line(self) -> str:
        lowest = ", ".join(f"{name} {weight:+.1f}" for name, weight in self.signs)
        sure = self.sure / self.values if self.values else 0.0
        return (
            f"{self.path.name:28} tables {self.tables:3} (without values {self.empty:2})  figures {self.figures:5}"
            f"  published {self.share:5.3f}  sure {sure:5.3f} of {self.values:5}  {lowest}"
        )


def path_to_surveyed(path: Path) -> Surveyed | None:
    """The document as it was read; None, with a word, where it cannot be."""
    try:
        source, data = open_source(path, None, OPTIONS.limits)
        reading = document_to_reading(source, data, OPTIONS)
    except RajutError as error:
        print(f"{path.name}: not read ({error.code})")
        return None
    best = _reading_to_best(reading)
    tables = [result.table for result in best.results]
    printed_figures = sum(1 for table in tables for _ in table_to_figures(table))
    explained = tables_to_explained([result_to_seen(result) for result in best.results])
    observations = reading_to_normalized(reading, builtin_kinds()).observations
    printed = [one for one in observations if one.value_status not in {"blank", "nil"}]
    return Surveyed(
        path=path,
        pages=tuple(sorted({fragment.ref.page for fragment in reading.fragments if fragment.ref.page})),
        tables=len(tables),
        empty=sum(not result.observations for result in best.results),
        figures=max(0, printed_figures - explained),
        published=len({one.cell for one in printed if one.value is not None or text_to_shape(one.value_text) == "number"}),
        values=len(printed),
        sure=sum(one.confidence in SURE for one in printed),
        signs=_lowest_signs(best),
        sizes=reading.source.page_sizes,
    )


def _reading_to_best(reading: DocumentReading) -> BestReading:
    profile, _ = blocks_to_profile([block for block in reading.blocks if isinstance(block, TextBlock)])
    return reading_to_best(reading_to_facts(reading, profile, builtin_kinds(), Nomenclature()), NO_CHOICES)


def _lowest_signs(best: BestReading) -> tuple[tuple[str, float], ...]:
    costs: Counter[str] = Counter()
    for result in best.results:
        signs = group_to_rival([result], NO_CHOICES).signs
        costs.update(
            {name: weight * signs[name] for name, weight in load_weights().items() if weight < 0 and name != "tables"}
        )
    return tuple(sorted(costs.items(), key=lambda item: item[1])[:_LOWEST])


def draw_pages(one: Surveyed, out: Path) -> list[Path]:
    """The pages with tables as pictures; none for a format without pages."""
    if one.path.suffix != ".pdf":
        return []
    asked = [(page, BBox(0.0, 0.0, *one.sizes[page - 1])) for page in one.pages if page <= len(one.sizes)]
    pictures = []
    for (page, _), crop in zip(asked, boxes_to_crops(one.path, asked, scale=_SCALE), strict=True):
        if crop is not None:
            pictures.append(out / f"{one.path.stem}-{page}.png")
            pictures[-1].write_bytes(crop.png)
    return pictures


def write_index(worst: Sequence[tuple[Surveyed, Sequence[Path]]], out: Path) -> Path:
    """A page with the worst documents, their figures and pictures."""
    parts = [
        "<!doctype html><meta charset=utf-8><title>Survey</title><style>img{max-width:100%;border:1px solid #999}</style>"
    ]
    for one, pictures in worst:
        parts.append(f"<h2>{html.escape(one.path.name)}</h2><pre>{html.escape(one.line())}</pre>")
        parts += [f'<img src="{html.escape(picture.name)}">' for picture in pictures]
    index = out / "index.html"
    index.write_text("\n".join(parts), encoding="utf-8")
    return index


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, help="documents to look at instead of those beside the checkout")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "survey")
    parser.add_argument("--worst", type=int, default=10, help="documents whose pages are drawn")
    arguments = parser.parse_args()
    shared = shared_data()
    folder = arguments.folder or (shared / "unlabelled" if shared is not None else None)
    if folder is None or not folder.is_dir():
        print("SKIPPED: no documents without truth lie beside this checkout (../shared/data/unlabelled)")
        return 0
    paths = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    surveyed = sorted((one for path in paths if (one := path_to_surveyed(path)) is not None), key=lambda one: one.share)
    for one in surveyed:
        print(one.line())
    figures, published = (sum(getattr(one, name) for one in surveyed) for name in ("figures", "published"))
    print(f"documents {len(surveyed)}, figures {figures}, published {published / (figures or 1):.3f}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    index = write_index([(one, draw_pages(one, arguments.out)) for one in surveyed[: arguments.worst]], arguments.out)
    print(f"pictures of the worst: {index}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
