"""A whole document of one kind with its defects, and the truths that it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from benchmarks.stressed import other_sheets, sheets
from benchmarks.stressed.defects import Defect, apply_changes, apply_looks, apply_style
from benchmarks.stressed.layouts import set_beside, set_in_order, set_in_turns
from benchmarks.stressed.other_formats import sheets_to_docx, sheets_to_html, sheets_to_markdown
from benchmarks.stressed.paper import GUTTER, Paper
from benchmarks.stressed.plan import Plan, plan_to_texts, random_plan
from benchmarks.stressed.sheets import Looks, Sheet, Truth

TITLED = ("cascading", "agreement")  # their titles say what nothing else does
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


Make = Callable[[Plan, Looks], tuple[Sheet, ...]]


def kinds_of_sheets() -> dict[str, tuple[Make, int, int]]:
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


KINDS = tuple(kinds_of_sheets())


def make_document(random: Random, kind: str, form: str, defects: tuple[Defect, ...]) -> Document:
    """The file's bytes and what it says. The same arguments give the same bytes."""
    make, programs, years = kinds_of_sheets()[kind]
    options: dict[str, float] = {}
    for defect in defects:
        options |= dict(defect.plan)
    plan = random_plan(random, programs, years, options=options)
    looks = apply_looks(defects, random)
    made = tuple(apply_changes(defects, sheet) for sheet in make(plan, looks))
    for twin in filter(None, (defect.twin for defect in defects)):
        told = twin.replace("untitled-", "") if kind in TITLED else twin
        made = (*made, *_twins(random, plan, looks, told, make, programs))
    layout = next((defect.layout for defect in defects if defect.layout), "")
    if layout:
        made = (made[0], companion(plan, looks, kind), *made[1:])
    title = f"{plan.agency} {plan.region}"
    truths = tuple(truth for sheet in made for truth in sheet.truths)
    if form != "pdf":
        writers = {"docx": sheets_to_docx, "html": sheets_to_html, "md": sheets_to_markdown}
        return Document(writers[form](title, PROSE, made), truths)
    style = apply_style(defects)
    wide = max(sum(sheet.widths) for sheet in made) > 800
    width = 1190.0 if wide else 842.0
    if layout == "beside":
        width = max(width, sum(made[0].widths) + sum(made[1].widths) + 72 + GUTTER)
    if style.halves:
        width = max(width, 2 * max(sum(sheet.widths) for sheet in made) + 72 + GUTTER)
    page = Paper(style, width)
    page.paragraph(title, bold=True)
    page.paragraph(PROSE)
    {"": set_in_order, "beside": set_beside, "turns": set_in_turns}[layout](page, made)
    return Document(page.to_bytes(), tuple(replace(one, optional=True) if one in page.clipped else one for one in truths))


def _twins(random: Random, plan: Plan, looks: Looks, twin: str, make: Make, programs: int) -> tuple[Sheet, ...]:
    """Sheets of another plan with the same columns: of the years after, in another scale, of another agency."""
    other = random_plan(random, programs, len(plan.years), taken=plan_to_texts(plan))
    other = replace(other, years=tuple(year + len(plan.years) for year in plan.years) if "years" in twin else plan.years)
    made = make(other, replace(looks, scale=1e3 if "scale" in twin else looks.scale))
    return tuple(replace(sheet, title=() if "untitled" in twin else sheet.title) for sheet in made)


def companion(plan: Plan, looks: Looks, kind: str) -> Sheet:
    """A table of another shape, from figures that no other sheet of the document prints."""
    random = Random(f"{plan.agency}/{kind}")
    other = replace(random_plan(random, 1, len(plan.years), taken=plan_to_texts(plan)), years=plan.years)
    return other_sheets.iku(other, looks) if kind != "iku" else other_sheets.report(other, looks)
