"""One defect at a time, and any number of them together: each names a change of the looks, the page style or the sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from benchmarks.stressed.sheets import Box, Looks, Row, Sheet, head, rows_to_grid
from benchmarks.stressed.typeset import Style

SheetChange = Callable[[Sheet], Sheet]


@dataclass(frozen=True, slots=True)
class Defect:
    """`looks` and `style` are fields to replace, `plan` options of the plan, `change` what happens to the sheet."""

    name: str
    looks: tuple[tuple[str, Any], ...] = ()
    style: tuple[tuple[str, Any], ...] = ()
    plan: tuple[tuple[str, float], ...] = ()
    change: SheetChange | None = None
    twin: str = ""  # another plan's tables with the same columns follow: "title", "untitled-years", ...
    layout: str = ""  # how two tables of different shape share the pages: "beside", "turns"
    group: str = ""  # two defects of one group exclude each other


def _fields(**fields: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(fields.items())


def _numbered(sheet: Sheet, numbers: list[str]) -> Sheet:
    row = tuple(Box(number, align="center") for number in numbers)
    return replace(sheet, header=(*sheet.header, row))


def column_numbers(sheet: Sheet) -> Sheet:
    return _numbered(sheet, [f"({n})" for n in range(1, len(sheet.widths) + 1)])


def column_numbers_gaps(sheet: Sheet) -> Sheet:
    numbers, at = [], 0
    for position in range(len(sheet.widths)):
        at += 2 if position % 4 == 3 else 1
        numbers.append(str(at))
    return _numbered(sheet, numbers)


def empty_column(sheet: Sheet) -> Sheet:
    """A column of remarks, all blank, before the last column of values."""
    place = len(sheet.widths) - 1

    grid = rows_to_grid(sheet.body, len(sheet.widths))
    if sheet.header[0][-1].cols > 1 or any(
        column + box.cols > place and box.cols > 1 for row in grid for column, box in row.items()
    ):
        return _appended(sheet)
    heads = sheet.header[0]
    header = ((*heads[:-1], head("Lokasi", rows=len(sheet.header)), heads[-1]), *sheet.header[1:])
    rows = [
        (*(box for c, box in row.items() if c < place), Box(""), *(box for c, box in row.items() if c >= place))
        for row in grid
    ]
    return replace(sheet, widths=(*sheet.widths[:place], 50.0, sheet.widths[place]), header=header, body=tuple(rows))


def empty_columns(sheet: Sheet) -> Sheet:
    """Two columns of remarks, all blank, at the end."""
    return _appended(_appended(sheet, "Lokasi"))


def heads_again(sheet: Sheet) -> Sheet:
    """The header once more in the middle of the body, before every fifth row where no merged cell goes on."""
    rows: list[Row] = []
    busy, since = 0, 0
    for row in sheet.body:
        if since >= 5 and busy <= 0:
            rows.extend(sheet.header)
            since = 0
        rows.append(row)
        since += 1
        busy = max(busy, *(box.rows for box in row)) - 1
    return replace(sheet, body=tuple(rows))


def _appended(sheet: Sheet, name: str = "Ket") -> Sheet:
    header = ((*sheet.header[0], head(name, rows=len(sheet.header))), *sheet.header[1:])
    body = tuple(
        (*row, Box("")) if len(row) > 1 or row[0].cols == 1 else (replace(row[0], cols=row[0].cols + 1),) for row in sheet.body
    )
    return replace(sheet, widths=(*sheet.widths, 45.0), header=header, body=body)


def notes_below(sheet: Sheet) -> Sheet:
    notes = ("Sumber: Sub Bagian Perencanaan, 2023", "*) angka sementara; target 2024 sebesar 75,5 dapat berubah")
    return replace(sheet, notes=notes)


def bands(sheet: Sheet) -> Sheet:
    """Bands of objectives over the whole width, before every fourth row where no merged cell goes on."""
    rows: list[Row] = []
    busy = 0
    for number, row in enumerate(sheet.body):
        if number % 4 == 0 and busy <= 0:
            rows.append(
                (
                    Box(
                        f"Sasaran {number // 4 + 1}: Meningkatnya kualitas layanan bagian {number // 4 + 1}",
                        len(sheet.widths),
                        bold=True,
                        fill=0.85,
                    ),
                )
            )
        rows.append(row)
        busy = max(busy - 1, max(box.rows for box in row) - 1)
    return replace(sheet, body=tuple(rows))


DEFECTS: tuple[Defect, ...] = (
    Defect("clean"),
    Defect("horizontal-rules", style=_fields(rules="horizontal"), group="rules"),
    Defect("vertical-rules", style=_fields(rules="vertical"), group="rules"),
    Defect("header-rules", style=_fields(rules="header"), group="rules"),
    Defect("borderless", style=_fields(rules="none"), group="rules"),
    Defect("white-rules", style=_fields(rules="white"), group="rules"),
    Defect("times", style=_fields(font="Times-Roman"), group="font"),
    Defect("truetype", style=_fields(font="DejaVu", size=7.0), group="font"),
    Defect("header-repeated", style=_fields(later_header="repeat"), group="later"),
    Defect("header-blank", style=_fields(later_header="blank"), group="later"),
    Defect("header-misprinted", style=_fields(later_header="misprint"), group="later"),
    Defect("header-numbers", style=_fields(later_header="numbers"), change=column_numbers, group="later"),
    Defect("header-cut", style=_fields(start=0.87), group="start"),
    Defect("rows-cut", style=_fields(cut_rows=True)),
    Defect("page-end-open", style=_fields(cut_rows=True, closed=False)),
    Defect("drift", style=_fields(drift=5.0), group="drift"),
    Defect("drift-far", style=_fields(drift=-14.0), group="drift"),
    Defect("column-empty", change=empty_column, group="empty"),
    Defect("column-vanishes", style=_fields(vanish=True), change=empty_column, group="empty"),
    Defect("rotated-page", style=_fields(turned="rotate"), group="turned"),
    Defect("sideways-page", style=_fields(turned="sideways"), group="turned"),
    Defect("furniture", style=_fields(furniture=True)),
    Defect("frame", style=_fields(furniture=True, framed=True)),
    Defect("watermark", style=_fields(watermark=True)),
    Defect("fake-bold", style=_fields(fake_bold=True)),
    Defect("continued-title", style=_fields(continued_title="Lanjutan {}")),
    Defect("continued-title-header", style=_fields(continued_title="Lanjutan {}", later_header="repeat"), group="later"),
    Defect("narrow", style=_fields(narrow=0.55), group="narrow"),
    Defect("very-narrow", style=_fields(narrow=0.38), group="narrow"),
    Defect("middle", style=_fields(middle=True)),
    Defect("column-numbers", change=column_numbers, group="numbers"),
    Defect("column-numbers-gaps", change=column_numbers_gaps, group="numbers"),
    Defect("rotated-heads", looks=_fields(rotated_heads=True)),
    Defect("notes-below", change=notes_below),
    Defect("group-bands", change=bands),
    Defect("no-codes-bold", looks=_fields(codes=False, level_by="bold"), group="level"),
    Defect("no-codes-fill", looks=_fields(codes=False, level_by="fill"), group="level"),
    Defect("no-codes-indent", looks=_fields(codes=False, level_by="indent"), group="level"),
    Defect("no-codes-word", looks=_fields(codes=False, level_by="word"), group="level"),
    Defect("us-numbers", looks=_fields(numbers="us", money="us"), group="style"),
    Defect("mixed-numbers", looks=_fields(numbers="us", money="id"), group="style"),
    Defect("dot-numbers", looks=_fields(numbers="dot", money="us"), group="style"),
    Defect("rupiah-sign", looks=_fields(rupiah=True)),
    Defect("unit-inside", looks=_fields(unit_inside=True)),
    Defect("percent-inside", looks=_fields(percent_inside=True)),
    Defect("odd-values", plan=(("odd_values", 0.15),)),
    Defect("many-blanks", plan=(("blanks", 0.45),)),
    Defect("broken-sums", plan=(("broken", 0.6),)),
    Defect("scale-thousand", looks=_fields(scale=1e3), group="scale"),
    Defect("merged-amount", looks=_fields(merged_amount=True)),
    Defect("total-row", looks=_fields(total=True)),
    Defect("footnotes", looks=_fields(footnotes=True)),
    Defect("year-tahun", looks=_fields(year_style="tahun"), group="year"),
    Defect("year-star", looks=_fields(year_style="star"), group="year"),
    Defect("year-ta", looks=_fields(year_style="ta"), group="year"),
    Defect("year-ke", looks=_fields(year_style="ke"), group="year"),
    Defect("sambungan-title", style=_fields(continued_title="Sambungan {}", later_header="repeat"), group="later"),
    Defect("lanjutan-behind", style=_fields(continued_title="{} (lanjutan)", later_header="blank"), group="later"),
    Defect("lanjutan-alone", style=_fields(continued_title="(Lanjutan)"), group="later"),
    Defect("side-by-side", layout="beside", group="layout"),
    Defect("in-turns", style=_fields(height=560.0), layout="turns", group="layout"),
    Defect("halves", style=_fields(halves=True, later_header="repeat"), group="layout"),
    Defect("halves-bare", style=_fields(halves=True), group="layout"),
    Defect("twin-title", twin="title", group="twin"),
    Defect("twin-years", twin="years", group="twin"),
    Defect("twin-years-untitled", twin="untitled-years", group="twin"),
    Defect("twin-scale", twin="scale", group="twin"),
    Defect("twin-scale-untitled", twin="untitled-scale", group="twin"),
    Defect("merged-long", style=_fields(height=300.0, cut_rows=True), plan=(("many", 0.5),)),
    Defect("lonely-tail", style=_fields(lonely_tail=True, closed=False)),
    Defect("lonely-tail-closed", style=_fields(lonely_tail=True)),
    Defect("numbers-cut", style=_fields(narrow=0.45, cut_rows=True, closed=False), group="narrow"),
    Defect("clipped", style=_fields(clipped=True, closed=False), group="clipped"),
    Defect("clipped-closed", style=_fields(clipped=True), group="clipped"),
    Defect("jitter", style=_fields(jitter=4.0), group="drift"),
    Defect("page-sizes", style=_fields(page_widths=(1.0, 0.72))),
    Defect("page-sizes-vanish", style=_fields(page_widths=(1.0, 0.72), vanish=True), change=empty_column, group="empty"),
    Defect("header-cut-vanish", style=_fields(start=0.87, vanish=True), change=empty_column, group="empty"),
    Defect("columns-vanish", style=_fields(vanish=True), change=empty_columns, group="empty"),
    Defect("heads-again", change=heads_again),
    Defect("rows-unruled", style=_fields(unruled=0.3, closed=False)),
    Defect("page-sums", style=_fields(page_sums="page")),
    Defect("sums-carried", style=_fields(page_sums="carried")),
)
BY_NAME = {defect.name: defect for defect in DEFECTS}


def draw_defects(random: Random, count: int) -> tuple[Defect, ...]:
    """`count` defects that can stand together, in the order of the list."""
    chosen: dict[str, Defect] = {}
    for defect in random.sample(DEFECTS[1:], len(DEFECTS) - 1):
        chosen.setdefault(defect.group or defect.name, defect)
        if len(chosen) == count:
            break
    return tuple(sorted(chosen.values(), key=DEFECTS.index))


def apply_looks(defects: tuple[Defect, ...], random: Random) -> Looks:
    looks = Looks(random=random)
    for defect in defects:
        looks = replace(looks, **dict(defect.looks))
    return looks


def apply_style(defects: tuple[Defect, ...]) -> Style:
    style = Style()
    for defect in defects:
        style = replace(style, **dict(defect.style))
    return style


def apply_changes(defects: tuple[Defect, ...], sheet: Sheet) -> Sheet:
    # Column numbers last: they count the columns that the other changes leave.
    for defect in sorted(defects, key=lambda one: one.change in {column_numbers, column_numbers_gaps}):
        if defect.change is not None:
            sheet = defect.change(sheet)
    return sheet
