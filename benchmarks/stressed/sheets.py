"""Plans as whole tables: heads, rows and, for every value cell, the truth that must come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from benchmarks.stressed.plan import Figure, Item, Measured, Plan, figure_to_text


@dataclass(frozen=True, slots=True)
class Truth:
    """One value that the dataset must hold. `label` is the row's own name ("" where the table has none), `chain` the names of
    programme, activity, sub-activity; `optional` values neither help nor hurt."""

    indicator: str
    measure: str
    figure: Figure
    label: str = ""
    chain: tuple[str, str, str] = ("", "", "")
    unit: str = ""
    year: int | None = None
    subperiod: int | None = None
    raw: str = ""
    optional: bool = False
    scale: float = 1.0

    @property
    def value(self) -> float | None:
        return None if self.figure.number is None else self.figure.number * self.scale


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell with its spans and looks."""

    text: str
    cols: int = 1
    rows: int = 1
    bold: bool = False
    fill: float | None = None
    indent: float = 0.0
    align: str = "left"
    rotated: bool = False
    truth: Truth | None = None


Row = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One logical table. Rows list the boxes that start in them, left to right. `notes` stand below it."""

    title: tuple[str, ...]
    widths: tuple[float, ...]
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(box.truth for row in self.body for box in row if box.truth is not None)


def rows_to_grid(rows: Sequence[Row], columns: int) -> list[dict[int, Box]]:
    """Per row the boxes that start in it, by column."""
    taken: set[tuple[int, int]] = set()
    grid: list[dict[int, Box]] = []
    for at, row in enumerate(rows):
        column, placed = 0, {}
        for box in row:
            while (at, column) in taken:
                column += 1
            placed[column] = box
            taken |= {(at + down, column + right) for down in range(box.rows) for right in range(box.cols)}
            column += box.cols
        if column > columns:
            raise ValueError(f"row {at} has {column} columns, the sheet {columns}")
        grid.append(placed)
    return grid


@dataclass(frozen=True, slots=True)
class Looks:
    """How figures and rows are printed, the same in every format."""

    numbers: str = "id"
    money: str = "id"
    rupiah: bool = False
    unit_inside: bool = False
    percent_inside: bool = False
    codes: bool = True
    split_codes: bool = False
    level_by: str = "code"  # code, word, bold, fill, indent
    numbers_row: str = ""  # "", all, gaps
    total: bool = False
    scale: float = 1.0
    merged_amount: bool = False
    footnotes: bool = False
    bands: bool = False
    rotated_heads: bool = False
    year_style: str = "plain"  # plain, tahun, star, ta, ke
    random: Random = field(default_factory=lambda: Random(0))


def head(text: str, cols: int = 1, rows: int = 1, rotated: bool = False) -> Box:
    return Box(text, cols, rows, bold=True, align="center", rotated=rotated)


def year_heads(plan: Plan, looks: Looks) -> list[str]:
    styles = {"tahun": "Tahun {}", "star": "{}*", "ta": "TA. {}"}
    if looks.year_style == "ke":
        return [f"Tahun ke-{n} ({year})" for n, year in enumerate(plan.years, 1)]
    return [styles.get(looks.year_style, "{}").format(year) for year in plan.years]


def value_box(truth: Truth, looks: Looks, money: bool = False) -> Box:
    """The figure's cell, with what else its print carries: Rp, per cent, unit, footnote mark."""
    text = figure_to_text(truth.figure, looks.money if money else looks.numbers)
    if truth.figure.number is not None:
        if money and looks.rupiah:
            text = f"Rp {text}"
        if not money and looks.percent_inside and truth.unit == "%":
            text += looks.random.choice((" %", "%"))
        elif not money and looks.unit_inside and truth.unit != "%":
            text += f" {truth.unit}"
        if looks.footnotes and looks.random.random() < 0.08:
            text += "*)"
    return Box(text, align="right" if money else "center", truth=replace(truth, raw=text))


def walk(items: Sequence[Item], above: tuple[str, ...] = ()) -> Iterator[tuple[Item, tuple[str, str, str]]]:
    for item in items:
        chain = (*above, item.name)
        yield item, (*chain, *("",) * (3 - len(chain)))  # type: ignore[misc]
        yield from walk(item.parts, chain)


def _truth(item: Item, chain: tuple[str, str, str], one: Measured, measure: str, year: int | None, figure: Figure) -> Truth:
    return Truth(
        indicator=one.text,
        label=item.name,
        chain=chain,
        unit=one.unit,
        measure=measure,
        year=year,
        subperiod=None,
        figure=figure,
        raw="",
    )


def _name_box(item: Item, looks: Looks, rows: int) -> Box:
    depth = {"program": 0, "activity": 1, "sub_activity": 2}[item.level]
    text = item.name
    if looks.level_by == "word" and depth:
        text = ("Kegiatan ", "Sub Kegiatan ")[depth - 1] + text
    bold = looks.level_by in {"bold", "code"} and depth < 2
    fill = (0.75, 0.88, None)[depth] if looks.level_by == "fill" else None
    return Box(text, rows=rows, bold=bold, fill=fill, indent=depth * 8.0 if looks.level_by == "indent" else 0.0)


def _painted(row: Sequence[Box], box: Box) -> Row:
    return tuple(replace(one, fill=box.fill, bold=box.bold) for one in row)


def renstra(plan: Plan, looks: Looks, variant: str = "pairs") -> Sheet:
    """T-C.27: code, name, indicator, unit, baseline, then target and rupiah of each year (`pairs`) or all targets, then all rupiah."""
    years = year_heads(plan, looks)
    n = len(years)
    codes = [head("Kode", rows=3)] if looks.codes else []
    left = [*codes, *(head(t, rows=3) for t in ("Program, Kegiatan dan Sub Kegiatan", "Indikator Kinerja", "Satuan"))]
    left.append(head("Data Capaian pada Tahun Awal Perencanaan", rows=3, rotated=looks.rotated_heads))
    scale = "ribu Rp" if looks.scale == 1e3 else "Rp juta" if looks.scale == 1e6 else "Rp"
    if variant == "pairs":
        top = (
            *left,
            head("Target Kinerja Program dan Kerangka Pendanaan", 2 * n),
            head("Kondisi Kinerja pada akhir periode", 2, 2),
        )
        second = tuple(head(year, 2) for year in years)
        third = tuple(head(t) for _ in range(n + 1) for t in ("Target", scale))
    else:
        top = (*left, head("Target Kinerja", n), head(f"Kerangka Pendanaan ({scale})", n))
        second = tuple(head(year, rows=2) for year in (*years, *years))
        third = ()
    header = (
        (top, second, third)
        if third
        else (tuple(replace(b, rows=2) if b.rows == 3 else b for b in top), tuple(replace(b, rows=1) for b in second))
    )
    last = [head("Unit Kerja Penanggung Jawab", rows=len(header))]
    header = ((*header[0], *last), *header[1:])
    widths = [
        *([62.0] if codes else []),
        120,
        120,
        48,
        44,
        *((40, 72) * n if variant == "pairs" else (*(40,) * n, *(72,) * n)),
    ]
    widths += [40, 78] if variant == "pairs" else []
    widths.append(62.0)
    rows: list[Row] = []
    for item, chain in walk(plan.programs):
        rows.extend(_renstra_rows(plan, item, chain, looks, variant))
    if looks.total:
        rows.append(_total_row(plan, looks, variant, len(left)))
    return Sheet(
        (f"Tabel 6.1 Rencana Program, Kegiatan dan Pendanaan {plan.agency}",), tuple(map(float, widths)), header, tuple(rows)
    )


def _renstra_rows(plan: Plan, item: Item, chain: tuple[str, str, str], looks: Looks, variant: str) -> Iterator[Row]:
    many = len(item.indicators)
    name = _name_box(item, looks, many)
    for number, one in enumerate(item.indicators):
        left: list[Box] = []
        if not number:
            left = [*([Box(item.code, rows=many)] if looks.codes else []), name]
        left += [Box(one.text), Box(one.unit, align="center")]
        targets = [
            value_box(_truth(item, chain, one, "target", y, f), looks) for y, f in zip(plan.years, one.figures, strict=True)
        ]
        money: list[Box] = []
        for year, amount in zip(plan.years, item.amounts, strict=True):
            if number and looks.merged_amount:
                continue
            figure = amount if not number else Figure()
            truth = replace(_truth(item, chain, one, "budget", year, figure), unit="", scale=looks.scale)
            span = many if looks.merged_amount else 1
            money.append(replace(value_box(truth, looks, money=True), rows=span))
        values = [value_box(_truth(item, chain, one, "baseline", None, one.baseline), looks)]
        if variant == "pairs":
            pairs = [[t] for t in targets]
            for pair, amount_box in zip(pairs, money, strict=False):
                pair.append(amount_box)
            values += [box for pair in pairs for box in pair]
            values.append(value_box(_truth(item, chain, one, "final", None, one.final), looks))
            final = Figure(sum(a.number or 0 for a in item.amounts)) if not number else Figure()
            truth = replace(_truth(item, chain, one, "final_budget", None, final), unit="", scale=looks.scale)
            if not (number and looks.merged_amount):
                values.append(replace(value_box(truth, looks, money=True), rows=many if looks.merged_amount else 1))
        else:
            values += [*targets, *money]
        tail = [Box(plan.agency, rows=many)] if not number else []
        yield _painted((*left, *values, *tail), name)


def _total_row(plan: Plan, looks: Looks, variant: str, left: int) -> Row:
    texts = []
    for position in range(len(plan.years)):
        total = Figure(sum(program.amounts[position].number or 0 for program in plan.programs))
        texts.append(figure_to_text(total, looks.money))
    boxes = [Box("JUMLAH", left, bold=True, align="center")]
    for text in texts if variant == "pairs" else []:
        boxes += [Box(""), Box(text, align="right", bold=True)]
    if variant == "pairs":
        boxes += [Box(""), Box("")]
    else:
        boxes += [*(Box("") for _ in texts), *(Box(text, align="right", bold=True) for text in texts)]
    return (*boxes, Box(""))


def cascading(plan: Plan, looks: Looks, program: Item) -> tuple[Sheet, Sheet]:
    """Issue 2's pair of tables for one programme: its indicators, then its kegiatan and sub kegiatan."""
    years = tuple(head(year) for year in year_heads(plan, looks))
    n = len(years)

    def header(*labels: str) -> tuple[Row, ...]:
        return (*(head(label, rows=2) for label in labels), head("Target", n)), years

    rows = [
        (
            Box(one.text),
            Box(f"{one.text} dibagi seluruhnya dikali 100%"),
            Box(one.unit),
            *(
                value_box(_truth(program, (program.name, "", ""), one, "target", y, f), looks)
                for y, f in zip(plan.years, one.figures, strict=True)
            ),
        )
        for one in program.indicators
    ]
    first = Sheet(
        (program.name,),
        (170, 220, 50, *(46.0,) * n),
        header("Indikator Kinerja Program", "Formulasi Pengukuran", "Satuan"),
        tuple(rows),
    )
    lines: list[Row] = []
    for item, chain in walk(program.parts, (program.name,)):
        for number, one in enumerate(item.indicators):
            name = (_name_box(item, looks, len(item.indicators)),) if not number else ()
            targets = (
                value_box(_truth(item, chain, one, "target", y, f), looks)
                for y, f in zip(plan.years, one.figures, strict=True)
            )
            lines.append((*name, Box("Terlaksananya " + item.name), Box(one.text), Box(one.unit), *targets))
    labels = ("Kegiatan/Sub Kegiatan", "Sasaran Kegiatan/Sub Kegiatan", "Indikator Kinerja Kegiatan/Sub Kegiatan", "Satuan")
    return first, Sheet(("KEGIATAN/SUB KEGIATAN",), (140, 120, 150, 55, *(46.0,) * n), header(*labels), tuple(lines))
