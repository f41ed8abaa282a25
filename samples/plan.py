"""The data behind the samples: an invented agency's plan, whole and clean. Figures of a kegiatan are the sums of its sub kegiatan,
but for one that the "source" got wrong, on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

YEARS = (2021, 2022, 2023, 2024, 2025, 2026)
Values = tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    """One indicator row as printed: what is measured, in which unit, one text per year ("" for a blank cell)."""

    text: str
    unit: str
    values: Values
    objective: str = ""
    formula: str = ""
    baseline: str = ""

    def __post_init__(self) -> None:
        assert len(self.values) == len(YEARS)


@dataclass(frozen=True)
class SubActivity:
    """A sub kegiatan; two indicators where the nomenclature changed in between."""

    name: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Activity:
    """A kegiatan with its own indicator."""

    name: str
    indicator: Indicator
    subs: tuple[SubActivity, ...]


@dataclass(frozen=True)
class Program:
    """A program with its indicators and kegiatan."""

    name: str
    indicators: tuple[Indicator, ...]
    activities: tuple[Activity, ...]


@dataclass(frozen=True)
class Plan:
    """One document's content."""

    agency: str
    region: str
    vision: str
    mission: str
    goals: tuple[tuple[str, str, Indicator], ...]
    programs: tuple[Program, ...]
    commitments: tuple[Indicator, ...] = field(default=())

    @property
    def title(self) -> tuple[str, str]:
        return f"CASCADING {self.agency.upper()}", f"{self.region.upper()} TAHUN {YEARS[0]}-{YEARS[-1]}"


@dataclass(frozen=True)
class Line:
    """One printed row of a kegiatan table. `name` is empty where the row goes on with the sub kegiatan above."""

    name: str
    activity: str
    sub_activity: str
    indicator: Indicator


def program_to_lines(program: Program) -> Iterator[Line]:
    """The rows of the program's kegiatan table, top to bottom."""
    for activity in program.activities:
        yield Line(activity.name, activity.name, "", activity.indicator)
        for sub in activity.subs:
            for number, indicator in enumerate(sub.indicators):
                yield Line("" if number else sub.name, activity.name, sub.name, indicator)


def text_to_number(text: str) -> float | None:
    """The number that a printed text of this plan means; None for a blank. Dots group thousands unless two digits or one follow."""
    body = text.replace("%", "").replace(" ", "")
    if not body:
        return None
    if "," in body:
        return float(body.replace(".", "").replace(",", "."))
    head, _, tail = body.rpartition(".")
    return float(head + tail) if head and len(tail) == 3 else float(body)


def check_sums(plan: Plan) -> list[tuple[str, int]]:
    """(kegiatan, year) whose printed figure is not the sum of its parts."""
    wrong = []
    for program in plan.programs:
        for activity in program.activities:
            for position, year in enumerate(YEARS):
                parts = [text_to_number(one.values[position]) or 0 for sub in activity.subs for one in sub.indicators]
                if (text_to_number(activity.indicator.values[position]) or 0) != sum(parts):
                    wrong.append((activity.name, year))
    return wrong


def _v(*values: str) -> Values:
    return values


def _sums(subs: Sequence[SubActivity]) -> Values:
    """What the kegiatan prints: sums of its parts, thousands grouped with a dot."""
    totals = []
    for position in range(len(YEARS)):
        numbers = [text_to_number(one.values[position]) for sub in subs for one in sub.indicators]
        total = sum(number for number in numbers if number is not None)
        totals.append(f"{total:,.0f}".replace(",", "."))
    return tuple(totals)


def _activity(name: str, objective: str, unit: str, *subs: SubActivity, printed: Values | None = None) -> Activity:
    indicator = Indicator(f"Tercapainya {name}", unit, printed or _sums(subs), objective)
    return Activity(name, indicator, subs)


def _sub(name: str, *indicators: Indicator) -> SubActivity:
    return SubActivity(name, indicators)


_LIBRARY = Program(
    "PROGRAM PEMBINAAN PERPUSTAKAAN",
    (
        Indicator(
            "Persentase perpustakaan yang dibina",
            "%",
            _v("40", "45", "50", "55", "60", "65"),
            formula="Jumlah perpustakaan yang dibina dibagi jumlah seluruh perpustakaan dikali 100%",
        ),
    ),
    (
        _activity(
            "Pengelolaan Perpustakaan Tingkat Daerah",
            "Terlaksananya Pengelolaan Perpustakaan Tingkat Daerah",
            "Orang/ Dokumen/ Laporan",
            _sub(
                "Pengembangan Layanan Perpustakaan Rujukan",
                Indicator(
                    "Jumlah pemustaka yang dilayani",
                    "Orang",
                    _v("109", "115", "", "", "", ""),
                    "Terlayaninya pemustaka",
                ),
                Indicator(
                    "Jumlah Dokumen Hasil Pengembangan Layanan Perpustakaan Rujukan bagi Masyarakat Umum dan Pelajar",
                    "Dokumen",
                    _v("", "", "2", "2", "3", "3"),
                    "Terlaksananya Pengembangan Layanan Perpustakaan Rujukan",
                ),
            ),
            _sub(
                "Peningkatan Kapasitas Tenaga Perpustakaan",
                Indicator("Jumlah pustakawan yang dilatih", "Orang", _v("12", "14", "", "", "", ""), "Terlatihnya pustakawan"),
                Indicator(
                    "Jumlah Laporan Peningkatan Kapasitas Tenaga Perpustakaan",
                    "Laporan",
                    _v("", "", "1", "1", "1", "1"),
                    "Terlaksananya Peningkatan Kapasitas Tenaga Perpustakaan",
                ),
            ),
        ),
        _activity(
            "Pembudayaan Gemar Membaca Tingkat Daerah",
            "Terlaksananya Pembudayaan Gemar Membaca Tingkat Daerah",
            "Orang",
            _sub(
                "Sosialisasi Budaya Baca dan Literasi pada Satuan Pendidikan",
                Indicator(
                    "Jumlah peserta Sosialisasi Budaya Baca dan Literasi",
                    "Orang",
                    _v("40", "40", "50", "50", "60", "60"),
                    "Terlaksananya Sosialisasi Budaya Baca dan Literasi",
                ),
            ),
            _sub(
                "Pemilihan Duta Baca Daerah",
                Indicator(
                    "Jumlah peserta Pemilihan Duta Baca Daerah",
                    "Orang",
                    _v("6", "6", "8", "8", "8", "8"),
                    "Terlaksananya Pemilihan Duta Baca Daerah",
                ),
            ),
        ),
    ),
)

_ARCHIVE = Program(
    "PROGRAM PENGELOLAAN ARSIP",
    (
        Indicator(
            "Nilai pengawasan kearsipan",
            "Poin",
            _v("61.5", "63.2", "65.4", "67.1", "70.3", "72.8"),
            formula="Nilai hasil pengawasan kearsipan oleh lembaga kearsipan provinsi",
        ),
        Indicator(
            "Persentase arsip yang tertata",
            "%",
            _v("30", "35", "45", "55", "65", "75"),
            formula="Jumlah arsip yang tertata dibagi jumlah seluruh arsip dikali 100%",
        ),
    ),
    (
        _activity(
            "Pengelolaan Arsip Dinamis Daerah",
            "Terlaksananya Pengelolaan Arsip Dinamis Daerah",
            "Berkas/ Dokumen/ Laporan",
            _sub(
                "Penciptaan dan Penggunaan Arsip Dinamis",
                Indicator("Jumlah berkas yang dicatat", "Berkas", _v("1.205", "1.310", "", "", "", ""), "Tercatatnya berkas"),
                Indicator(
                    "Jumlah Dokumen Penciptaan dan Penggunaan Arsip Dinamis",
                    "Dokumen",
                    _v("", "", "4", "4", "4", "4"),
                    "Terlaksananya Penciptaan dan Penggunaan Arsip Dinamis",
                ),
            ),
            _sub(
                "Pemeliharaan dan Penyusutan Arsip Dinamis",
                Indicator(
                    "Jumlah berkas yang disusutkan", "Berkas", _v("2.000", "2.150", "", "", "", ""), "Menyusutnya berkas"
                ),
                Indicator(
                    "Jumlah Laporan Pemeliharaan dan Penyusutan Arsip Dinamis",
                    "Laporan",
                    _v("", "", "2", "2", "2", "2"),
                    "Terlaksananya Pemeliharaan dan Penyusutan Arsip Dinamis",
                ),
            ),
        ),
        _activity(
            "Pengelolaan Arsip Statis Daerah",
            "Terlaksananya Pengelolaan Arsip Statis Daerah",
            "Arsip",
            _sub(
                "Akuisisi dan Pengolahan Arsip Statis",
                Indicator(
                    "Jumlah Arsip Statis yang Diakuisisi dan Diolah",
                    "Arsip",
                    _v("75", "80", "90", "90", "100", "120"),
                    "Terlaksananya Akuisisi dan Pengolahan Arsip Statis",
                ),
            ),
            _sub(
                "Preservasi Arsip Statis",
                Indicator(
                    "Jumlah Arsip Statis yang Dipreservasi",
                    "Arsip",
                    _v("25", "25", "30", "30", "35", "35"),
                    "Terlaksananya Preservasi Arsip Statis",
                ),
            ),
            # The source prints 145 where its parts make 155.
            printed=_v("100", "105", "120", "120", "135", "145"),
        ),
    ),
)

PLAN = Plan(
    agency="Dinas Perpustakaan dan Kearsipan",
    region="Kabupaten Tirta Kencana",
    vision="Tirta Kencana Cerdas dan Tertib",
    mission="Meningkatkan tata kelola pemerintahan",
    goals=(
        (
            "Meningkatnya literasi masyarakat",
            "Indeks pembangunan literasi",
            Indicator("Tingkat kegemaran membaca", "Poin", _v("51.2", "53.4", "55.6", "57.8", "59.1", "61.3")),
        ),
        (
            "Meningkatnya tertib arsip",
            "Indeks kearsipan daerah",
            Indicator("Nilai audit kearsipan internal", "Poin", _v("60", "62", "64", "66", "68", "70")),
        ),
    ),
    programs=(_LIBRARY, _ARCHIVE),
    commitments=(
        Indicator(
            "Persentase kunjungan ke perpustakaan daerah",
            "",
            _v("0,80%", "0,95%", "1,10%", "1,25 %", "1,40 %", "1,55 %"),
            baseline="0,75%",
        ),
        Indicator(
            "Persentase koleksi yang terdigitalisasi",
            "",
            _v("2,5 %", "3,5 %", "5,0 %", "6,5 %", "8,0 %", "9,5 %"),
            baseline="1,25%",
        ),
        Indicator("Jumlah perpustakaan desa", "", _v("41", "45", "52", "60", "71", "80"), baseline="36"),
    ),
)
