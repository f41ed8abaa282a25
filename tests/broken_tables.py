"""Clean planning tables, and the ways in which documents break them.

A clean table is drawn by hypothesis with its numbers and its hierarchy known. `break_table` prints it as a reader would hand it
over: cut into pages, years and numbers wrapped, headers lost, columns drifting or gone, labels merged. It remembers for every value
cell of the broken print which clean value stands in it, so that a test can ask for each of them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from hypothesis import strategies as st

from schemas.geometry import BBox
from schemas.provenance import CellRef, FragmentRef, SourceDocument
from schemas.table import Cell, DocumentReading, Fragment, TextBlock

Layout = Literal["kegiatan", "program"]
HEADS: dict[Layout, tuple[str, ...]] = {
    "kegiatan": (
        "Kegiatan/Sub Kegiatan",
        "Sasaran Kegiatan/Sub Kegiatan",
        "Indikator Kinerja Kegiatan/Sub Kegiatan",
        "Satuan",
    ),
    "program": ("Indikator Kinerja Program", "Formulasi Pengukuran", "Satuan"),
}
FIELDS: dict[Layout, tuple[str, ...]] = {
    "kegiatan": ("name", "objective", "indicator", "unit"),
    "program": ("indicator", "formula", "unit"),
}
BANNERS: dict[Layout, str] = {"kegiatan": "KEGIATAN/SUB KEGIATAN", "program": "PROGRAM"}
COUNTED = ("Orang", "Dokumen", "Laporan", "Unit")
TOPICS = (
    "Data Kepegawaian",
    "Arsip Daerah",
    "Layanan Perpustakaan",
    "Kendaraan Dinas",
    "Gedung Kantor",
    "Pelatihan Aparatur",
    "Jaringan Irigasi",
    "Benih Ikan",
    "Pasar Rakyat",
    "Kesehatan Ibu",
    "Realisasi Anggaran",
    "Target Kinerja",
    "Program Beasiswa",
    "Biaya Operasional",
    "Satuan Pendidikan",
)
PLACES = (
    "Wilayah Utara",
    "Wilayah Selatan",
    "Wilayah Timur",
    "Wilayah Barat",
    "Tingkat Kota",
    "Tingkat Desa",
    "Tingkat Provinsi",
)


@dataclass(frozen=True)
class CleanRow:
    """One indicator row. `labels` are in the order of the layout's heads; `values` one per year, None for a blank.
    `level` is "activity", "sub_activity" or "program"; `again` marks a row that goes on under the name printed above it."""

    labels: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    level: str
    again: bool = False


@dataclass(frozen=True)
class CleanTable:
    """A table without defects."""

    layout: Layout
    years: tuple[int, ...]
    rows: tuple[CleanRow, ...]


@dataclass(frozen=True)
class Convention:
    """How numbers are printed: what groups thousands ("" for nothing), what starts the decimals, how percents are marked."""

    group: str = ""
    decimal: str = ","
    percent: str = ""


@dataclass(frozen=True)
class Breaks:
    """What is done to the table. The default breaks nothing.

    `pages` are the body rows at which a new page begins; `cut` splits the last row before each of them, its tail going to the new page.
    `drift` moves later pages sideways in points; `vanish` drops columns that are empty on a later page. `shifted` prints the years over
    the first columns instead of their own.
    """

    pages: tuple[int, ...] = ()
    again: Literal["missing", "blank", "repeated"] = "missing"
    geometry: bool = False
    drift: float = 0.0
    vanish: bool = False
    cut: bool = False
    year_gap: str = ""
    number_gap: str = ""
    shifted: bool = False
    merged: bool = False
    spanner: bool = False
    banner: bool = False
    numbers: Literal["", "plain", "brackets"] = ""
    between: Literal["nothing", "continued", "furniture"] = "nothing"
    titled: bool = True
    conventions: tuple[Convention, ...] = (Convention(),)


@dataclass(frozen=True)
class Expected:
    """What stands in one value cell of the broken print."""

    row: CleanRow
    year: int
    value: Decimal | None


@dataclass(frozen=True)
class BrokenTable:
    """The broken print as a reader hands it over, and what its value cells hold."""

    reading: DocumentReading
    values: dict[CellRef, Expected]


@dataclass
class _Line:
    """One printed row: texts by column, spans, and the clean row whose values it holds (None for heads and tails)."""

    texts: list[str]
    spans: dict[int, int] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    holds: CleanRow | None = None


# Drawing clean tables


@st.composite
def kegiatan_tables(draw: st.DrawFn) -> CleanTable:
    """Activities that print, year by year, the sums of the sub-activities below them."""
    years = tuple(range(start := draw(st.integers(2019, 2024)), start + draw(st.integers(3, 6))))
    names = _names(draw)
    rows: list[CleanRow] = []
    for _ in range(draw(st.integers(1, 3))):
        parts = [row for _ in range(draw(st.integers(1, 4))) for row in _sub_activity(draw, next(names), len(years))]
        rows.append(_activity(next(names), parts, len(years)))
        rows.extend(parts)
    return CleanTable("kegiatan", years, tuple(rows))


def _names(draw: st.DrawFn) -> Iterator[str]:
    """Names of which none comes twice, from a drawn place in the list on."""
    every = [f"{topic} {place}" for place in PLACES for topic in TOPICS]
    start = draw(st.integers(0, len(every) - 1))
    return iter([*every[start:], *every[:start]])


def _sub_activity(draw: st.DrawFn, name: str, count: int) -> list[CleanRow]:
    """One indicator for all years, or one that was rewritten in mid-period: the first years below the old, the rest below the new."""
    label = f"Pengelolaan {name}"
    values = [draw(FIGURES) for _ in range(count)]
    turn = draw(st.integers(1, count - 1)) if draw(st.booleans()) else count
    at = draw(st.integers(0, len(COUNTED) - 1))
    unit, later = COUNTED[at], COUNTED[at - 1]
    first = tuple(Decimal(value) if year < turn else None for year, value in enumerate(values))
    rows = [CleanRow((label, f"Terkelolanya {name}", f"Jumlah {unit} {name}", unit), first, "sub_activity")]
    if turn < count:
        second = tuple(Decimal(value) if year >= turn else None for year, value in enumerate(values))
        labels = (label, f"Tersedianya {name}", f"Jumlah {later} hasil {label}", later)
        rows.append(CleanRow(labels, second, "sub_activity", again=True))
    return rows


def _activity(name: str, parts: Sequence[CleanRow], count: int) -> CleanRow:
    sums: list[Decimal | None] = []
    for at in range(count):
        printed = [value for row in parts if (value := row.values[at]) is not None]
        sums.append(sum(printed, Decimal(0)) if printed else None)
    units = list(dict.fromkeys(row.labels[3] for row in parts))
    labels = (f"Pembinaan {name}", f"Terlaksananya Pembinaan {name}", f"Tercapainya Pembinaan {name}", "/ ".join(units))
    return CleanRow(labels, tuple(sums), "activity")


@st.composite
def program_tables(draw: st.DrawFn) -> CleanTable:
    """Programme indicators with their formula, in percent, points or people."""
    years = tuple(range(start := draw(st.integers(2019, 2024)), start + draw(st.integers(3, 6))))
    names = _names(draw)
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        name, unit = next(names), draw(st.sampled_from(["%", "Poin", "Orang"]))
        labels = (f"Cakupan {name}", f"Jumlah {name} dibagi dengan jumlah seluruhnya dikali 100", unit)
        rows.append(CleanRow(labels, tuple(_series(draw, unit, len(years))), "program"))
    return CleanTable("program", years, tuple(rows))


def _series(draw: st.DrawFn, unit: str, count: int) -> list[Decimal | None]:
    if unit == "Orang":
        start = draw(st.integers(1, 9000))
        return [Decimal(start + draw(st.integers(0, 500))) for _ in range(count)]
    places = draw(st.integers(0, 2))
    return [Decimal(draw(st.integers(10 * 10**places, 100 * 10**places - 1))).scaleb(-places) for _ in range(count)]


FIGURES = st.one_of(st.integers(1, 3000), st.integers(1, 3000), st.integers(1990, 2030))
"""Figures of sub-activities, some of which look like years."""
CONVENTIONS = st.builds(
    Convention, st.sampled_from(["", ".", ","]), st.sampled_from([",", "."]), st.sampled_from(["", "%", " %"])
).filter(lambda convention: convention.group != convention.decimal)


@st.composite
def breaks_of(draw: st.DrawFn, table: CleanTable) -> Breaks:
    """Any mix of defects that the table's size allows."""
    count = len(table.rows)
    pages = draw(st.lists(st.integers(1, count - 1), unique=True, max_size=3)) if count > 1 else []
    geometry = draw(st.booleans())
    return Breaks(
        pages=tuple(sorted(pages)),
        again=draw(st.sampled_from(["missing", "blank", "repeated"])),
        geometry=geometry,
        drift=draw(st.floats(-8, 8)) if geometry else 0.0,
        vanish=geometry and draw(st.booleans()),
        cut=draw(st.booleans()),
        year_gap=draw(st.sampled_from(["", " ", "\n"])),
        number_gap=draw(st.sampled_from(["", "", " ", "\n"])),
        shifted=draw(st.booleans()) and len(table.years) <= len(HEADS[table.layout]),
        merged=draw(st.booleans()),
        spanner=draw(st.booleans()),
        banner=draw(st.booleans()),
        numbers=draw(st.sampled_from(["", "plain", "brackets"])),
        between=draw(st.sampled_from(["nothing", "continued", "furniture"])),
        titled=draw(st.booleans()),
        conventions=tuple(draw(st.lists(CONVENTIONS, min_size=1, max_size=3))),
    )


# Printing


def number_to_text(value: Decimal, unit: str, convention: Convention) -> str:
    """The number as the convention prints it; percents keep their sign only where the unit is one."""
    whole, _, decimals = format(value, "f").partition(".")
    if convention.group and len(whole) > 3:
        head = len(whole) % 3 or 3
        whole = convention.group.join([whole[:head], *(whole[at : at + 3] for at in range(head, len(whole), 3))])
    text = f"{whole}{convention.decimal}{decimals}" if decimals else whole
    return text + convention.percent if unit == "%" else text


def _wrapped(text: str, gap: str) -> str:
    """The digits before the last one, a gap, the last one: how a narrow column wraps a number."""
    return text if not gap or len(text) < 3 or not text.isdigit() else f"{text[:-1]}{gap}{text[-1]}"


def break_table(table: CleanTable, breaks: Breaks) -> BrokenTable:
    """The table's print after all the breaks."""
    pages: list[list[_Line]] = [_head_lines(table, breaks)]
    for at, row in enumerate(table.rows):
        if at in breaks.pages:
            tail = _cut_tail(pages[-1], table) if breaks.cut else None
            pages.append(_next_page(table, breaks))
            if tail is not None:
                pages[-1].append(tail)
        convention = breaks.conventions[at % len(breaks.conventions)]
        pages[-1].append(_body_line(row, convention, breaks))
    if breaks.merged:
        for lines in pages:
            _merge_names(lines)
    return _pages_to_reading(table, breaks, pages)


def _body_line(row: CleanRow, convention: Convention, breaks: Breaks) -> _Line:
    texts = list(row.labels)
    if row.again:
        texts[0] = ""
    for value in row.values:
        printed = "" if value is None else number_to_text(value, row.labels[-1], convention)
        texts.append(_wrapped(printed, breaks.number_gap))
    return _Line(texts, holds=row)


def _head_lines(table: CleanTable, breaks: Breaks) -> list[_Line]:
    heads, count = HEADS[table.layout], len(table.years)
    width = len(heads) + count
    lines = [_Line([BANNERS[table.layout], *[""] * (width - 1)])] if breaks.banner else []
    top = _Line([*heads, "Target", *[""] * (count - 1)])
    years = _Line(["" for _ in range(width)])
    start = 0 if breaks.shifted else len(heads)
    for at, year in enumerate(table.years):
        years.texts[start + at] = f"{year // 100}{breaks.year_gap}{year % 100:02d}"
    if breaks.spanner:
        top.spans[len(heads)] = count
        if not breaks.shifted:
            top.rows.update(dict.fromkeys(range(len(heads)), 2))
    lines += [top, years]
    if breaks.numbers:
        numbered = [str(at + 1) for at in range(width)]
        lines.append(_Line([f"({text})" for text in numbered] if breaks.numbers == "brackets" else numbered))
    return lines


def _next_page(table: CleanTable, breaks: Breaks) -> list[_Line]:
    if breaks.again == "repeated":
        return _head_lines(table, breaks)
    if breaks.again == "blank":
        return [_Line([""] * (len(HEADS[table.layout]) + len(table.years)))]
    return []


def _cut_tail(lines: list[_Line], table: CleanTable) -> _Line | None:
    """Cuts the indicator of the page's last row before a word in small letters; None when it has none."""
    column = FIELDS[table.layout].index("indicator") if table.layout == "kegiatan" else FIELDS[table.layout].index("formula")
    line = lines[-1]
    words = line.texts[column].split(" ")
    at = next((at for at in range(2, len(words)) if words[at].islower()), None)
    if line.holds is None or at is None:
        return None
    tail = _Line([""] * len(line.texts))
    line.texts[column], tail.texts[column] = " ".join(words[:at]), " ".join(words[at:])
    return tail


def _merge_names(lines: list[_Line]) -> None:
    """Blank name cells become part of the cell above them."""
    for at, line in enumerate(lines):
        if line.holds is None or not line.texts[0]:
            continue
        height = 1
        while at + height < len(lines) and (below := lines[at + height]).holds is not None and not below.texts[0]:
            height += 1
        if height > 1:
            line.rows[0] = height


# From lines to fragments


def _pages_to_reading(table: CleanTable, breaks: Breaks, pages: Sequence[Sequence[_Line]]) -> BrokenTable:
    blocks: list[TextBlock | Fragment] = []
    period = f" TAHUN {table.years[0]}-{table.years[-1]}" if breaks.titled else ""
    blocks.append(TextBlock(f"CASCADING DINAS CONTOH KABUPATEN CONTOH{period}", "heading", page=_page(breaks, 0), level=1))
    values: dict[CellRef, Expected] = {}
    for number, lines in enumerate(pages):
        if number and breaks.between == "continued":
            blocks.append(TextBlock("Lanjutan Tabel 1", "caption", page=_page(breaks, number)))
        if number and breaks.between == "furniture":
            blocks.append(TextBlock(f"Halaman {number + 1}", "furniture", page=_page(breaks, number)))
        blocks.append(_lines_to_fragment(table, breaks, number, lines, values))
    source = SourceDocument("broken.md", "0" * 64, "text/markdown", 1)
    return BrokenTable(DocumentReading(source, tuple(blocks)), values)


def _page(breaks: Breaks, number: int) -> int:
    return number + 1 if breaks.geometry else 0


def _kept_columns(breaks: Breaks, number: int, lines: Sequence[_Line], width: int) -> list[int]:
    """The columns of this page; on later pages those with nothing in them may have gone."""
    if not (breaks.vanish and number):
        return list(range(width))
    return [column for column in range(width) if any(line.texts[column] for line in lines)] or list(range(width))


def _kept_to_edges(kept: Sequence[int], labels: int, shift: float) -> list[float]:
    """The x positions between the kept columns; where a column has gone, its neighbours share its room."""
    lefts = [72.0 + 60.0 * min(column, labels) + 30.0 * max(0, column - labels) for column in range(kept[-1] + 2)]
    inner = [(lefts[before + 1] + lefts[after]) / 2 for before, after in pairwise(kept)]
    return [edge + shift for edge in (lefts[kept[0]], *inner, lefts[kept[-1] + 1])]


def _lines_to_fragment(
    table: CleanTable, breaks: Breaks, number: int, lines: Sequence[_Line], values: dict[CellRef, Expected]
) -> Fragment:
    labels = len(HEADS[table.layout])
    kept = _kept_columns(breaks, number, lines, labels + len(table.years))
    ref = FragmentRef(number + 1, 1) if breaks.geometry else FragmentRef(0, number + 1)
    edges = _kept_to_edges(kept, labels, breaks.drift if number else 0.0)
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        for column, source in enumerate(kept):
            if (row, column) in covered:
                continue
            height = line.rows.get(source, 1)
            width = len([c for c in kept if source <= c < source + line.spans.get(source, 1)])
            covered |= {(row + y, column + x) for y in range(height) for x in range(width)}
            box = BBox(edges[column], 100.0 + 12 * row, edges[column + width], 100.0 + 12 * (row + height))
            cells.append(Cell(row, column, line.texts[source], height, width, box if breaks.geometry else None))
            if line.holds is not None and source >= labels:
                at = source - labels
                values[CellRef(ref, row, column)] = Expected(line.holds, table.years[at], line.holds.values[at])
    return Fragment(ref, len(lines), len(kept), tuple(cells), column_edges=tuple(edges) if breaks.geometry else ())
