"""A second invented document: a sub-district's Renstra with codes, targets and amounts side by side, and a total row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samples.sheets import Box, Sheet
from samples.to_docx import add_table, add_title, document_to_bytes, new_document
from samples.to_pdf import PdfPage, fold_wrapped
from samples.truth import COLUMNS

YEARS = (2022, 2023, 2024)
TITLE = ("RENCANA STRATEGIS (RENSTRA) KECAMATAN SUNGAI LESTARI", "KABUPATEN TIRTA KENCANA TAHUN 2022-2024")
TABLE_TITLE = "Tabel 6.1 Rencana Program, Kegiatan, dan Pendanaan Kecamatan Sungai Lestari"
_FIRST_FIGURE = 4  # column of the first target


@dataclass(frozen=True)
class Item:
    """One printed row; its level shows in its code: 3 groups a program, 5 a kegiatan, 6 a sub kegiatan."""

    code: str
    name: str
    indicator: str
    unit: str
    targets: tuple[str, ...]
    amounts: tuple[int | None, ...] = ()

    @property
    def level(self) -> int:
        return {3: 0, 5: 1, 6: 2}[len(self.code.split("."))]


_ITEMS = (
    Item(
        "7.01.02", "PROGRAM PENYELENGGARAAN PELAYANAN PUBLIK", "Indeks Kepuasan Masyarakat", "Indeks", ("80,5", "82,0", "83,5")
    ),
    Item(
        "7.01.02.2.01", "Koordinasi Kegiatan Pemerintahan", "Persentase koordinasi yang terlaksana", "%", ("100", "100", "100")
    ),
    Item(
        "7.01.02.2.01.0001",
        "Koordinasi Perencanaan dengan Perangkat Daerah",
        "Jumlah Laporan Koordinasi Perencanaan",
        "Laporan",
        ("4", "4", "4"),
        (25_000_000, 27_500_000, 30_000_000),
    ),
    Item(
        "7.01.02.2.01.0002",
        "Peningkatan Efektivitas Kegiatan Pemerintahan",
        "Jumlah Laporan Peningkatan Efektivitas",
        "Laporan",
        ("12", "12", "12"),
        (18_750_000, 20_000_000, 21_500_000),
    ),
    Item(
        "7.01.02.2.03", "Koordinasi Pemeliharaan Prasarana", "Persentase prasarana yang terpelihara", "%", ("70", "75", "80")
    ),
    Item(
        "7.01.02.2.03.0001",
        "Koordinasi Pemeliharaan dengan Pihak Swasta",
        "Jumlah Laporan Koordinasi Pemeliharaan",
        "Laporan",
        ("6", "6", "8"),
        (112_400_000, 118_000_000, 125_600_000),
    ),
    Item("7.01.03", "PROGRAM PEMBERDAYAAN MASYARAKAT DESA", "Persentase lembaga desa yang aktif", "%", ("60", "65", "70")),
    Item("7.01.03.2.01", "Koordinasi Pemberdayaan Desa", "Persentase desa yang dibina", "%", ("75", "80", "90")),
    Item(
        "7.01.03.2.01.0001",
        "Peningkatan Partisipasi Masyarakat dalam Musyawarah Desa",
        "Jumlah peserta Musyawarah Desa",
        "Orang",
        ("1.250", "1.300", "1.400"),
        (64_000_000, 66_250_000, 70_000_000),
    ),
    Item(
        "7.01.03.2.01.0002",
        "Sinkronisasi Program Kerja Desa",
        "Jumlah Dokumen Sinkronisasi Program Kerja",
        "Dokumen",
        ("2", "-", "2"),
        (9_500_000, None, 10_250_000),
    ),
)


def _amounts(item: Item, items: Sequence[Item]) -> tuple[int | None, ...]:
    """The item's own amounts, or the sums of the sub kegiatan below its code."""
    if item.amounts:
        return item.amounts
    parts = [one.amounts for one in items if one.amounts and one.code.startswith(item.code + ".")]
    return tuple(sum(amounts[year] or 0 for amounts in parts) for year in range(len(YEARS)))


def _money(amount: int | None) -> str:
    return "-" if amount is None else f"{amount:,}".replace(",", ".")


def _figures(item: Item) -> list[str]:
    """Target and amount of each year, as printed."""
    amounts = _amounts(item, _ITEMS)
    return [text for year in range(len(YEARS)) for text in (item.targets[year], _money(amounts[year]))]


def renstra_to_sheet() -> Sheet:
    """The table, whole: three header rows, a row of column numbers, the items, the total."""
    labels = ("Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja", "Satuan")
    head = (
        *(Box(label, rows=3) for label in labels),
        Box("Target Kinerja dan Kerangka Pendanaan", columns=6),
        Box("Unit Kerja Penanggung Jawab", rows=3),
    )
    years = tuple(Box(str(year), columns=2) for year in YEARS)
    kinds = tuple(Box(text) for _ in YEARS for text in ("Target", "Rp"))
    numbers = tuple(Box(f"({number})") for number in range(1, 12))
    rows = [
        (
            Box(one.code),
            Box(one.name),
            Box(one.indicator),
            Box(one.unit),
            *(Box(text) for text in _figures(one)),
            Box("Kecamatan"),
        )
        for one in _ITEMS
    ]
    programs = [_amounts(one, _ITEMS) for one in _ITEMS if one.level == 0]
    totals = [sum(amounts[year] or 0 for amounts in programs) for year in range(len(YEARS))]
    sums = [box for total in totals for box in (Box(""), Box(_money(total)))]
    total_row = (Box("JUMLAH", columns=4), *sums, Box(""))
    return Sheet("renstra", TABLE_TITLE, 11, (head, years, kinds, numbers), (*rows, total_row))


def renstra_to_docx() -> bytes:
    """Header rows that Word repeats, one table."""
    document = new_document()
    add_title(document, *TITLE)
    document.add_paragraph(TABLE_TITLE)
    sheet = renstra_to_sheet()
    add_table(document, sheet, sheet.header, sheet.rows)
    return document_to_bytes(document)


def renstra_to_pdf() -> bytes:
    """Amounts wrapped in their columns, header on the first page only."""
    page = PdfPage(TITLE)
    page.title(TITLE)
    page.line(TABLE_TITLE)
    sheet = renstra_to_sheet()
    page.table(sheet, sheet.header)
    return page.to_bytes()


def print_in_pdf(text: str, position: int) -> str:
    """A figure folded to one line as the PDF's column breaks it."""
    return fold_wrapped(text, renstra_to_sheet(), _FIRST_FIGURE + position)


def renstra_to_csv(print_value: Callable[[str, int], str]) -> str:
    """One line per figure, targets in the item's unit and amounts in Rp; the total row holds none of its own.

    `print_value(text, position)` is the figure as the sample prints it; positions count the figures of a row from 0.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    labels = ["", "", ""]
    for item in _ITEMS:
        labels = [*labels[: item.level], item.name, "", ""][:3]
        for position, text in enumerate(_figures(item)):
            measure, unit = ("budget", "Rp") if position % 2 else ("target", item.unit)
            year = str(YEARS[position // 2])
            value, status = ("", "nil") if text == "-" else (_plain(text), "number")
            writer.writerow((*labels, "", item.indicator, unit, measure, year, print_value(text, position), value, status))
    return buffer.getvalue()


def _plain(text: str) -> str:
    """Dots group thousands in this document, a comma is the decimal sign."""
    return f"{float(text.replace('.', '').replace(',', '.')):.10g}"
