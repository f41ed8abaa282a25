"""A plan as whole tables, before a format breaks them: what the agency's own file would show."""

from __future__ import annotations

from dataclasses import dataclass

from samples.plan import YEARS, Indicator, Plan, Program, program_to_lines


@dataclass(frozen=True)
class Box:
    """One cell with its spans. `value` is (indicator, position of the year; -1 the baseline) for a figure's cell."""

    text: str
    columns: int = 1
    rows: int = 1
    value: tuple[Indicator, int] | None = None


@dataclass(frozen=True)
class Sheet:
    """One logical table: `kind` program, kegiatan, rpjmd, panjab or renstra; `rows` hold the cells that start in them, left to right."""

    kind: str
    name: str
    columns: int
    header: tuple[tuple[Box, ...], ...]
    rows: tuple[tuple[Box, ...], ...]
    narrow: bool = False


def plan_to_sheets(plan: Plan) -> list[Sheet]:
    """All tables of the plan in the order of the document."""
    sheets = [_goals_to_sheet(plan)]
    for number, program in enumerate(plan.programs):
        sheets.append(_program_to_sheet(program))
        sheets.append(_lines_to_sheet(program, narrow=number == 0))
    return [*sheets, _commitments_to_sheet(plan)]


def is_narrow(plan: Plan, indicator: Indicator) -> bool:
    """True for an indicator of the table whose year columns are too narrow for their figures."""
    return any(
        box.value is not None and box.value[0] is indicator
        for sheet in plan_to_sheets(plan)
        if sheet.narrow
        for row in sheet.rows
        for box in row
    )


def _years() -> tuple[Box, ...]:
    return tuple(Box(str(year)) for year in YEARS)


def _figures(indicator: Indicator) -> tuple[Box, ...]:
    return tuple(Box(text, value=(indicator, position)) for position, text in enumerate(indicator.values))


def _header(*labels: str, target: str = "Target") -> tuple[tuple[Box, ...], ...]:
    return (*(Box(label, rows=2) for label in labels), Box(target, columns=len(YEARS))), _years()


def _goals_to_sheet(plan: Plan) -> Sheet:
    labels = ("Visi", "Misi", "Tujuan", "Indikator Tujuan", "Indikator Sasaran", "Satuan")
    rows = []
    for number, (goal, goal_indicator, indicator) in enumerate(plan.goals):
        shared = () if number else (Box(plan.vision, rows=len(plan.goals)), Box(plan.mission, rows=len(plan.goals)))
        own = (Box(goal), Box(goal_indicator), Box(indicator.text), Box(indicator.unit))
        rows.append((*shared, *own, *_figures(indicator)))
    return Sheet("rpjmd", "RPJMD", 12, _header(*labels), tuple(rows))


def _program_to_sheet(program: Program) -> Sheet:
    header = _header("Indikator Kinerja Program", "Formulasi Pengukuran Berdasarkan IKU", "Satuan")
    rows = [(Box(one.text), Box(one.formula), Box(one.unit), *_figures(one)) for one in program.indicators]
    return Sheet("program", program.name, 9, header, tuple(rows))


def _lines_to_sheet(program: Program, narrow: bool) -> Sheet:
    header = _header(
        "Kegiatan/Sub Kegiatan", "Sasaran Kegiatan/Sub Kegiatan", "Indikator Kinerja Kegiatan/Sub Kegiatan", "Satuan"
    )
    lines = list(program_to_lines(program))
    rows = []
    for at, line in enumerate(lines):
        span = 1 + next((n for n, later in enumerate(lines[at + 1 :]) if later.name), len(lines) - at - 1)
        name = (Box(line.name, rows=span),) if line.name else ()
        own = (Box(line.indicator.objective), Box(line.indicator.text), Box(line.indicator.unit))
        rows.append((*name, *own, *_figures(line.indicator)))
    return Sheet("kegiatan", program.name, 10, header, tuple(rows), narrow)


def _commitments_to_sheet(plan: Plan) -> Sheet:
    rows = [
        (Box(str(number)), Box(one.text), Box(one.baseline, value=(one, -1)), *_figures(one))
        for number, one in enumerate(plan.commitments, start=1)
    ]
    return Sheet("panjab", "PANJAB", 9, _header("NO", "URAIAN", "KONDISI AWAL", target="TARGET TAHUN"), tuple(rows))


def rows_to_flat(sheet: Sheet, rows: tuple[tuple[Box, ...], ...]) -> list[list[Box | None]]:
    """The rows as a full grid: a cell at its first position, None where a span covers the position."""
    grid: list[list[Box | None]] = [[None] * sheet.columns for _ in rows]
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for box in row:
            while (at, column) in taken:
                column += 1
            grid[at][column] = box
            taken |= {(at + down, column + right) for down in range(box.rows) for right in range(box.columns)}
            column += box.columns
    return grid
