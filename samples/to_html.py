"""HTML as PDF converters leave it: one table a page, header cells that are none, `<br>` inside figures, `&nbsp;` for blanks."""

from __future__ import annotations

from html import escape

from samples.plan import Indicator, Plan
from samples.sheets import Box, Sheet, plan_to_sheets
from samples.to_markdown import print_markdown_value

_PAGE_ROWS = 5


def print_html_value(plan: Plan, indicator: Indicator, position: int) -> str:
    """The figure folded to one line: `10<br>9` is "10 9"."""
    return print_markdown_value(plan, indicator, position)


def plan_to_html(plan: Plan) -> str:
    """The whole page."""
    title, place = plan.title
    lines = [
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=utf-8'>",
        f"<title>{escape(title.title())}</title><style>td {{ border: 1px solid }}</style></head><body>",
        f"<p align=center><b>{title}<br>{place}</b></p>",
    ]
    for sheet in plan_to_sheets(plan):
        lines += _sheet_to_lines(plan, sheet)
    return "\n".join([*lines, "</body></html>"]) + "\n"


def _sheet_to_lines(plan: Plan, sheet: Sheet) -> list[str]:
    match sheet.kind:
        case "rpjmd":
            return ["<p>RPJMD</p>", *_page(sheet, sheet.rows, header=True, declared=True)]
        case "program":
            return [f"<h2>{sheet.name}</h2>", *_page(sheet, sheet.rows, header=True, declared=True)]
        case "kegiatan":
            lines: list[str] = []
            for start in range(0, len(sheet.rows), _PAGE_ROWS):
                lines += _page(sheet, _cut_spans(sheet, start), header=start == 0, declared=False)
                lines.append(f"<hr><p><font size=1>Halaman {start // _PAGE_ROWS + 1}</font></p>")
            return lines
        case _:
            title, place = plan.title
            head = f"<p align=center><b>{title.replace('CASCADING', 'PANJAB')}<br>{place}</b></p>"
            return [head, *_page(sheet, sheet.rows, header=True, declared=True)]


def _cut_spans(sheet: Sheet, start: int) -> tuple[tuple[Box, ...], ...]:
    """The rows of one page; a name that spans the page end leaves a blank cell on the next page."""
    page = list(sheet.rows[start : start + _PAGE_ROWS])
    cut = []
    for at, row in enumerate(page):
        first = row[0]
        width = sum(box.columns for box in row)
        if width < sheet.columns and at == 0:
            cut.append((Box(""), *row))
        elif first.rows > len(page) - at:
            cut.append((Box(first.text, rows=len(page) - at), *row[1:]))
        else:
            cut.append(row)
    return tuple(cut)


def _page(sheet: Sheet, rows: tuple[tuple[Box, ...], ...], header: bool, declared: bool) -> list[str]:
    lines = ["<table cellspacing=0>"]
    if header:
        tag = "th" if declared else "td"
        head = ["<tr>" + "".join(_cell(sheet, box, tag) for box in row) for row in sheet.header]
        lines += ["<thead>", *head, "</thead>"] if declared else head
    lines += ["<tr>" + "".join(_cell(sheet, box, "td") for box in row) for row in rows]
    return [*lines, "</table>"]


def _cell(sheet: Sheet, box: Box, tag: str) -> str:
    spans = "".join(f" {name}={span}" for name, span in (("colspan", box.columns), ("rowspan", box.rows)) if span > 1)
    figure = box.value is not None or (box.text.isdecimal() and len(box.text) == 4)
    text = escape(box.text)
    if sheet.narrow and figure and text.isdecimal() and len(text) > 2:
        text = f"{text[:2]}<br>{text[2:]}"
    align = " align=center" if figure else ""
    return f"<{tag}{spans}{align}>{text or '&nbsp;'}</{tag}>"
