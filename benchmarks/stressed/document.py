"""A whole document of one kind with its defects, and the truths that it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from benchmarks.stressed import other_sheets, sheets
from benchmarks.stressed.defects import Defect, apply_changes, apply_looks, apply_style
from benchmarks.stressed.other_formats import sheets_to_docx, sheets_to_html, sheets_to_markdown
from benchmarks.stressed.pdf import PdfDocument
from benchmarks.stressed.plan import Plan, random_plan
from benchmarks.stressed.sheets import Looks, Sheet, Truth

FORMATS = ("pdf", "docx", "html", "md")
PROSE = (
    "Perencanaan strategis merupakan proses yang berorientasi pada hasil yang ingin dicapai dalam kurun waktu lima tahun dengan "
    "memperhitungkan potensi, peluang dan kendala yang ada atau mungkin timbul. Pagu tahun 2019 sebesar Rp 1.431.021.000,00 telah "
    "terserap 98,45 persen sampai dengan akhir tahun anggaran."
)


@dataclass(frozen=True, slots=True)
class Document:
    data: bytes
    truths: tuple[Truth, ...]


def _kinds() -> dict[str, tuple[Callable[[Plan, Looks], tuple[Sheet, ...]], int, int]]:
    """Kind -> (its sheets, programmes, years)."""

    def cascade(plan: Plan, looks: Looks) -> tuple[Sheet, ...]:
        return tuple(sheet for program in plan.programs for sheet in sheets.cascading(plan, looks, program))

    return {
        "renstra": (lambda p, s: (sheets.renstra(p, s, "pairs"),), 4, 3),
        "renstra-blocks": (lambda p, s: (sheets.renstra(p, s, "blocks"),), 3, 3),
        "cascading": (cascade, 2, 6),
        "goals": (lambda p, s: (other_sheets.goals(p, s),), 1, 5),
        "iku": (lambda p, s: (other_sheets.iku(p, s),), 1, 5),
        "agreement": (other_sheets.agreement, 4, 2),
        "quarters": (lambda p, s: (other_sheets.quarters(p, s),), 3, 2),
        "report": (lambda p, s: (other_sheets.report(p, s),), 1, 5),
        "actions": (lambda p, s: (other_sheets.actions(p, s),), 1, 5),
        "budget": (lambda p, s: (other_sheets.budget(p, s),), 1, 4),
    }


KINDS = tuple(_kinds())


def make_document(random: Random, kind: str, form: str, defects: tuple[Defect, ...]) -> Document:
    """The file's bytes and what it says. The same arguments give the same bytes."""
    make, programs, years = _kinds()[kind]
    options: dict[str, float] = {}
    for defect in defects:
        options |= dict(defect.plan)
    plan = random_plan(random, programs, years, **options)
    looks = apply_looks(defects, random)
    made = tuple(apply_changes(defects, sheet) for sheet in make(plan, looks))
    title = f"{plan.agency} {plan.region}"
    truths = tuple(truth for sheet in made for truth in sheet.truths)
    if form != "pdf":
        writers = {"docx": sheets_to_docx, "html": sheets_to_html, "md": sheets_to_markdown}
        return Document(writers[form](title, PROSE, made), truths)
    style = apply_style(defects)
    wide = max(sum(sheet.widths) for sheet in made) > 800
    page = PdfDocument(replace(style, height=style.height), 1190.0 if wide else 842.0)
    page.paragraph(title, bold=True)
    page.paragraph(PROSE)
    for sheet in made:
        page.table(sheet)
    return Document(page.to_bytes(), truths)
