"""Markdown as converters leave it: page-split fragments with blank headers, split numbers, a slipped year row."""

from __future__ import annotations

from samples.plan import YEARS, Indicator, Plan
from samples.sheets import Box, Sheet, is_narrow, plan_to_sheets, rows_to_flat

_PAGE_ROWS = 4  # body rows before the "page" ends


def print_markdown_value(plan: Plan, indicator: Indicator, position: int) -> str:
    """The figure as this Markdown prints it: three digits of the narrow table come apart."""
    text = indicator.baseline if position < 0 else indicator.values[position]
    return _split(text) if is_narrow(plan, indicator) else text


def _split(text: str) -> str:
    return f"{text[:2]} {text[2:]}" if text.isdecimal() and len(text) > 2 else text


def plan_to_markdown(plan: Plan) -> str:
    """The whole document."""
    title, place = plan.title
    parts = ["\n", f"**{title}\n{place}**"]
    sheets = plan_to_sheets(plan)
    for number, sheet in enumerate(sheets):
        parts += _sheet_to_parts(plan, sheet, first_program=number == 1)
    parts.insert(-2, _tree(plan))
    return "\n\n".join(parts) + "\n"


def _sheet_to_parts(plan: Plan, sheet: Sheet, first_program: bool) -> list[str]:
    match sheet.kind:
        case "rpjmd":
            return ["RPJMD", "\n".join(_slipped(sheet))]
        case "program" if first_program:
            return ["PROGRAM", sheet.name, _table([*_grid(sheet, sheet.header), *_grid(sheet, sheet.rows)], sheet)]
        case "program":
            banners = [["PROGRAM"], [sheet.name]]
            return [_table([*banners, *_grid(sheet, sheet.header), *_grid(sheet, sheet.rows)], sheet)]
        case "kegiatan":
            return _fragments(sheet)
        case _:
            title, place = plan.title
            head = f"**{title.replace('CASCADING', 'PANJAB')}\n{place}**"
            return [head, _table([*_grid(sheet, sheet.header), *_grid(sheet, sheet.rows)], sheet)]


def _fragments(sheet: Sheet) -> list[str]:
    header = _grid(sheet, sheet.header)
    if sheet.narrow:
        header = [[_split(text) if text.isdecimal() else text for text in row] for row in header]
    body = _grid(sheet, sheet.rows)
    pages = [body[at : at + _PAGE_ROWS] for at in range(0, len(body), _PAGE_ROWS)]
    first = _table([["KEGIATAN/SUB KEGIATAN"], *header, *pages[0]], sheet)
    later = [_table([[""] * sheet.columns, *page], sheet) for page in pages[1:]]
    if len(pages[-1]) == 1:
        later[-1] += "\n" + later[-1].split("\n")[1]  # the converter took the lone row for a header once more
    return [first, *later]


def _slipped(sheet: Sheet) -> list[str]:
    """The years of this table stand at the left, over the wrong columns, as in the agency's own file."""
    head = ["Visi", "Misi", "Tujuan", "Indikator Tujuan", "Sasaran", "", "", "", "", "", "", ""]
    labels = ["", "", "", "", "Indikator sasaran", "Satuan", "Target", "", "", "", "", ""]
    years = [*(str(year) for year in YEARS[:4]), "", "", *(str(year) for year in YEARS[4:]), "", "", "", ""]
    return _table([head, labels, years, *_grid(sheet, sheet.rows)], sheet).split("\n")


def _grid(sheet: Sheet, rows: tuple[tuple[Box, ...], ...]) -> list[list[str]]:
    return [[_print(sheet, box) for box in row] for row in rows_to_flat(sheet, rows)]


def _print(sheet: Sheet, box: Box | None) -> str:
    if box is None:
        return ""
    return _split(box.text) if sheet.narrow and box.value else box.text


def _table(rows: list[list[str]], sheet: Sheet) -> str:
    padded = [row + [""] * (sheet.columns - len(row)) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in padded]
    lines = [line.replace("|  |", "| |").replace("|  |", "| |") for line in lines]
    return "\n".join([lines[0], "|" + "---|" * sheet.columns, *lines[1:]])


def _tree(plan: Plan) -> str:
    """The "performance tree" that follows the tables as lists, no table at all."""
    subs = [sub.name for program in plan.programs for activity in program.activities for sub in activity.subs]
    items = "\n".join(f"{number}. Terlaksananya {name};" for number, name in enumerate(subs, start=1))
    return f"POHON KINERJA\n\nSASARAN SUB KEGIATAN:\n\n{items}"
