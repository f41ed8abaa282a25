"""Layouts written down as text: what a reader would hand over, and what must come out of it.

A layout file holds, in this order and as often as needed,

    about: one sentence
    kind: renstra_t_c_27            one per table, in order
    findings: year-from-title       codes that must be among the findings (optional)
    reason: contacts                words that the reason of each table without observations must hold (optional)
    text
      Paragraph                     "# Heading", "> Key : value", "Key || : value" (two blocks on one line)
    table
      | Indikator | Target | <    | <    |
      | ^         | 2021   | 2022 | 2023 |
      | ...
    expect
      indicator | own label | unit | label=text | target 2021 = 80 | budget.after none = ?

In a table `<` lies under the cell on its left, `^` under the cell above, `¶` is a line end, `{b}` bold, `{r}` rotated text. In what
is expected `-` stands for no label or a nil sign, `?` for an ambiguous value, `blank`, `"text"`, `BB` (a category), `70..80` (a range),
`>=5` (a bound). Periods: 2021, 2021q1, 2021s2, 2021m12, fy2021, 2021.. (span), none, q1 (no year).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from schemas.geometry import BBox
from schemas.normalized import NormalizedDocument
from schemas.observation import Observation
from schemas.provenance import FragmentRef, SourceDocument
from schemas.table import Cell, CellStyle, DocumentReading, Fragment, TextBlock, TextKind

GOLDEN = Path(__file__).with_name("golden")
_VALUE = re.compile(r"^(?P<what>[a-z_]+(?:\.[a-z]+)?) (?P<period>\S+) = (?P<value>.+)$")
_LABEL = re.compile(r"^(?P<name>[a-z_]+)=(?P<text>.*)$")


@dataclass
class Layout:
    """One parsed layout file. `expected` maps "indicator | own | unit | measure period = value" to the labels it must carry."""

    about: str = ""
    kinds: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    reason: str = ""
    document_type: str = ""
    blocks: list[TextBlock | Fragment] = field(default_factory=list)
    expected: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def reading(self) -> DocumentReading:
        source = SourceDocument("layout.pdf", "0" * 64, "application/pdf", 1, ((842.0, 595.0),))
        return DocumentReading(source, tuple(self.blocks))


def read_layout(text: str) -> Layout:
    """The layout that a file describes. Raises ValueError with the line for anything that it does not know."""
    layout = Layout()
    section, rows = "", list[str]()
    for number, line in enumerate([*text.splitlines(), "end"], 1):
        stripped = line.strip()
        if not line.startswith(" ") and stripped:
            if rows:
                layout.blocks.append(rows_to_fragment(rows, 1 + len(layout.reading.fragments)))
                rows = []
            key, _, rest = stripped.partition(":")
            section = _read_key(layout, key, rest.strip(), number)
        elif not stripped:
            continue
        elif section == "text":
            layout.blocks.extend(line_to_blocks(stripped, len(layout.blocks)))
        elif section == "table":
            rows.append(stripped)
        elif section == "expect":
            layout.expected.extend(line_to_expected(stripped))
        else:
            raise ValueError(f"line {number}: {line!r} stands in no section")
    return layout


def _read_key(layout: Layout, key: str, rest: str, number: int) -> str:
    names = [name.strip() for name in rest.split(",") if name.strip()]
    if key == "about":
        layout.about = rest
    elif key == "kind":
        layout.kinds = names
    elif key == "findings":
        layout.findings = names
    elif key == "absent":
        layout.absent = names
    elif key == "reason":
        layout.reason = rest
    elif key == "type":
        layout.document_type = rest
    elif key not in {"text", "table", "expect", "end"}:
        raise ValueError(f"line {number}: no such section {key!r}")
    return key


def line_to_blocks(line: str, order: int) -> list[TextBlock]:
    """The text blocks of one line, placed one below the other; "||" parts blocks that stand on one line of the page."""
    top = 40.0 + 14.0 * order
    kinds: dict[str, TextKind] = {"# ": "heading", "> ": "key_value", "! ": "furniture"}
    kind = kinds.get(line[:2], "paragraph")
    text = line[2:] if kind != "paragraph" else line
    parts = [part.strip() for part in text.split("||")]
    return [
        TextBlock(
            part.replace("¶", "\n"),
            kind,
            1,
            BBox(50.0 + 150 * at, top, 180.0 + 150 * at, top + 11),
            level=int(kind == "heading"),
        )
        for at, part in enumerate(parts)
    ]


def rows_to_fragment(rows: list[str], number: int) -> Fragment:
    """The fragment that an ASCII table draws."""
    grid = [[part.strip() for part in row.strip().strip("|").split("|")] for row in rows]
    width = len(grid[0])
    if any(len(row) != width for row in grid):
        raise ValueError("; ".join(f"{len(row)} cells in {row}" for row in grid if len(row) != width))
    cells = []
    for row, line in enumerate(grid):
        for column, text in enumerate(line):
            if text in {"<", "^"}:
                continue
            across = 1
            while column + across < width and line[column + across] == "<":
                across += 1
            down = 1
            while row + down < len(grid) and grid[row + down][column] == "^":
                down += 1
            cells.append(_cell(row, column, text, down, across))
    return Fragment(FragmentRef(1, number), len(grid), width, tuple(cells), engine="layout")


def _cell(row: int, column: int, text: str, down: int, across: int) -> Cell:
    style = CellStyle(bold="{b}" in text, rotated="{r}" in text)
    plain = re.sub(r"\{[br]\}\s*", "", text).replace("¶", "\n")
    return Cell(row, column, plain, down, across, style=style)


def line_to_expected(line: str) -> list[tuple[str, dict[str, str]]]:
    """The observations that one line of "expect" describes, with the labels that they must carry."""
    parts = [part.strip() for part in line.split(" | ")]
    plain: list[str] = []
    labels: dict[str, str] = {}
    values: list[str] = []
    for part in parts:
        if _VALUE.match(part):
            values.append(part)
        elif (match := _LABEL.match(part)) is not None:
            labels[match["name"]] = match["text"]
        else:
            plain.append(part)
    head = [*plain, "-", "-"][:3] if plain else ["-", "-", "-"]
    return [(" | ".join([*head, value]), labels) for value in values]


def observation_to_line(observation: Observation) -> str:
    """An observation in the words of "expect"."""
    labels = observation.labels
    own = labels.sub_activity or labels.activity or labels.program or "-"
    revision = f".{observation.revision}" if observation.revision else ""
    parts = [labels.indicator or "-", own, labels.unit or "-"]
    return " | ".join([*parts, f"{observation.measure}{revision} {_period(observation)} = {_value(observation)}"])


def _period(observation: Observation) -> str:
    period = observation.period
    year = "" if period.year is None else str(period.year)
    if period.kind in {"quarter", "semester", "month"}:
        return f"{year}{period.kind[0]}{period.subperiod}"
    return {"year": year, "fiscal_year": f"fy{year}", "span": f"{year}..", "none": "none"}[period.kind]


def _value(observation: Observation) -> str:
    status, value = observation.value_status, observation.value
    if status == "number":
        return f"{value:.10g}" if value is None or value % 1 else f"{value:.0f}"
    if status == "bound":
        return f"{observation.comparator}{value:.10g}"
    if status == "range":
        return f"{observation.value_low:.10g}..{observation.value_high:.10g}"
    shown = {"ambiguous": "?", "nil": "-", "blank": "blank", "category": observation.category or ""}
    return shown.get(status, f'"{observation.value_text}"')


def differences(layout: Layout, document: NormalizedDocument) -> str:
    """What is missing, what is too much, and which labels differ; "" when all is as expected."""
    found = [(observation_to_line(observation), observation) for observation in document.observations]
    pool = [line for line, _ in found]
    lines = []
    for expected, _ in layout.expected:
        if expected in pool:
            pool.remove(expected)
        else:
            lines.append(f"missing  {expected}")
    lines += [f"too much {line}" for line in pool]
    for expected, labels in layout.expected:
        carriers = [observation for line, observation in found if line == expected]
        for name, text in labels.items():
            seen = {str(getattr(carrier.labels, name, None) or getattr(carrier, name, None) or "-") for carrier in carriers}
            if carriers and text not in seen:
                lines.append(f"label    {name} of {expected}: {sorted(seen)}, expected {text!r}")
    return "\n".join(lines)
