"""Sheets in a manner as HTML, typst, and by reportlab: what the programs that set pages are given."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from benchmarks.stressed.layouts import set_in_order
from benchmarks.stressed.manner import Manner, column_widths, page_size, placed
from benchmarks.stressed.paper import Paper
from benchmarks.stressed.sheets import Box, Sheet
from benchmarks.stressed.typeset import Style

CSS_FONTS = {"sans": "Liberation Sans", "serif": "Liberation Serif", "wide": "DejaVu Sans"}
RULE = "0.5pt solid black"


def sheets_to_html(title: str, sheets: Sequence[Sheet], manner: Manner) -> bytes:
    """A page whose style says the manner; it is read as it is, and printed."""
    width, height = page_size(manner, sheets)
    css = [
        f"@page{{size:{width}pt {height}pt;margin:{manner.margin}pt}}",
        f"body{{margin:0;font:{manner.size}pt '{CSS_FONTS[manner.font]}';line-height:{manner.leading}}}",
        "table{border-collapse:collapse;table-layout:fixed;margin:4pt 0 10pt 0}",
        f"td{{padding:{manner.padding}pt;vertical-align:{manner.upright};overflow-wrap:break-word}}",
        f"h1,h2{{font-size:{manner.size + 1}pt;text-align:{manner.titles};margin:6pt 0 2pt 0;break-after:avoid}}",
        f"thead{{display:{'table-header-group' if manner.repeat else 'table-row-group'};break-after:avoid}}",
        f"tr{{break-inside:{'auto' if manner.cut else 'avoid'}}}",
        f".name{{text-align:{manner.names}}}",
        *_rules_to_css(manner.rules),
    ]
    parts = [f"<h1>{html.escape(title)}</h1>"]
    for sheet in sheets:
        parts += [f"<h2>{html.escape(line)}</h2>" for line in sheet.title]
        widths = column_widths(sheet, width - 2 * manner.margin)
        parts.append(f'<table style="width:{sum(widths):.1f}pt"><colgroup>')
        parts += [f'<col style="width:{w:.1f}pt">' for w in widths]
        rows = placed(sheet)
        for part in ("thead", "tbody"):
            inner = "\n".join(_row_to_html(row) for head, row in rows if head == (part == "thead"))
            parts.append(f"{'</colgroup>' if part == 'thead' else ''}<{part}>{inner}</{part}>")
        parts.append("</table>")
        parts += [f"<p>{html.escape(note)}</p>" for note in sheet.notes]
    style = "".join(css)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{style}</style></head><body>'
        + "\n".join(parts)
        + "</body></html>"
    ).encode()


def _rules_to_css(rules: str) -> Iterator[str]:
    if rules == "all":
        yield f"td{{border:{RULE}}}"
    if rules == "rows":
        yield f"td{{border-top:{RULE};border-bottom:{RULE}}}"
    if rules == "columns":
        yield f"td{{border-left:{RULE};border-right:{RULE}}}"
    if rules in {"columns", "header"}:
        yield f"thead{{border-top:{RULE};border-bottom:{RULE}}} tbody{{border-bottom:{RULE}}}"


def _row_to_html(row: dict[int, Box]) -> str:
    cells = []
    for box in row.values():
        style = f"text-align:{box.align};" if box.align != "left" else ""
        style += f"background:{_grey(box.fill)};" if box.fill is not None else ""
        style += f"padding-left:{box.indent + 2:.0f}pt;" if box.indent else ""
        spans = f' colspan="{box.cols}"' * (box.cols > 1) + f' rowspan="{box.rows}"' * (box.rows > 1)
        text = html.escape(box.text)
        kind = ' class="name"' if box.align == "left" and box.truth is None else ""
        cells.append(f'<td{kind}{spans} style="{style}">{f"<b>{text}</b>" if box.bold and text else text}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _grey(fill: float) -> str:
    return "#" + f"{round(255 * fill):02x}" * 3


def sheets_to_typst(title: str, sheets: Sequence[Sheet], manner: Manner) -> str:
    """The source of a typst document."""
    width, height = page_size(manner, sheets)
    lines = [
        f"#set page(width: {width}pt, height: {height}pt, margin: {manner.margin}pt)",
        f'#set text(font: "{CSS_FONTS[manner.font]}", size: {manner.size}pt)',
        f"#set par(leading: {max(0.2, manner.leading - 0.72):.2f}em, justify: {str(manner.names == 'justify').lower()})",
        f"#set table.cell(breakable: {str(manner.cut).lower()})",
        f"#align({manner.titles})[#strong[{_typst(title)}]]",
    ]
    for sheet in sheets:
        lines += [f"#align({manner.titles})[#strong[{_typst(line)}]]" for line in sheet.title]
        widths = ", ".join(f"{w:.1f}pt" for w in column_widths(sheet, width - 2 * manner.margin))
        heads, rows = len(sheet.header), len(sheet.header) + len(sheet.body)
        lines.append(f"#table(columns: ({widths},), inset: {manner.padding}pt, stroke: {_stroke(manner.rules, heads)},")
        grid = placed(sheet)
        head = ", ".join(_cell(box, manner) for is_head, row in grid if is_head for box in row.values())
        lines.append(f"table.header(repeat: {str(manner.repeat).lower()}, {head}),")
        lines += [", ".join(_cell(box, manner) for box in row.values()) + "," for is_head, row in grid if not is_head and row]
        lines.append(f"table.hline(y: {rows}, stroke: 0.5pt)" if manner.rules in {"columns", "header"} else "")
        lines.append(")")
        lines += [_typst(note) + "\n" for note in sheet.notes]
    return "\n".join(lines)


def _stroke(rules: str, heads: int) -> str:
    line = "0.5pt"
    return {
        "all": line,
        "rows": f"(top: {line}, bottom: {line})",
        "columns": f"(x, y) => (left: {line}, right: {line}, top: if y == 0 or y == {heads} {{ {line} }})",
        "header": f"(x, y) => (top: if y == 0 or y == {heads} {{ {line} }})",
        "none": "none",
    }[rules]


def _cell(box: Box, manner: Manner) -> str:
    upright = {"top": "top", "middle": "horizon"}[manner.upright]
    fill = f", fill: luma({round(255 * box.fill)})" if box.fill is not None else ""
    text = f"#h({box.indent}pt)" * bool(box.indent) + (f"#strong[{_typst(box.text)}]" if box.bold else _typst(box.text))
    return f"table.cell(colspan: {box.cols}, rowspan: {box.rows}, align: {box.align} + {upright}{fill})[{text}]"


def _typst(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"' if text else ""


def sheets_to_canvas(title: str, sheets: Sequence[Sheet], manner: Manner) -> bytes:
    """PDF, drawn by reportlab."""
    width, height = page_size(manner, sheets)
    style = Style(
        rules={"all": "full", "rows": "horizontal", "columns": "vertical"}.get(manner.rules, manner.rules),
        font={"sans": "Helvetica", "serif": "Times-Roman", "wide": "DejaVu"}[manner.font],
        size=manner.size,
        later_header="repeat" if manner.repeat else "none",
        cut_rows=manner.cut,
        middle=manner.upright == "middle",
        height=height,
    )
    page = Paper(style, width)
    page.paragraph(title, bold=True)
    set_in_order(page, sheets)
    return page.to_bytes()
