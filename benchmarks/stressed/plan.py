"""Random plans with their figures known: what a generated document is made from, before anything is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType

AGENCIES = (
    "Dinas Perhubungan",
    "Dinas Sosial",
    "Badan Pendapatan Daerah",
    "Dinas Pertanian",
    "Kecamatan Sukamaju",
    "Dinas Kesehatan",
)
REGIONS = ("Kabupaten Tirta Kencana", "Kota Sungai Lestari", "Kabupaten Batu Raya", "Provinsi Nusa Indah")
PROGRAMS = (
    "Penunjang Urusan Pemerintahan Daerah",
    "Pengelolaan Pendidikan",
    "Pemenuhan Upaya Kesehatan Perorangan",
    "Penyelenggaraan Lalu Lintas dan Angkutan Jalan",
    "Pengelolaan Sumber Daya Air",
    "Pemberdayaan Sosial",
    "Penyediaan dan Pengembangan Sarana Pertanian",
    "Kepegawaian Daerah",
)
DEEDS = (
    "Penyediaan",
    "Pengelolaan",
    "Pembinaan",
    "Pengawasan",
    "Pemeliharaan",
    "Koordinasi",
    "Fasilitasi",
    "Penyusunan",
    "Pengembangan",
)
THINGS = (
    "Administrasi Keuangan",
    "Sarana Distribusi Pertanian",
    "Data Kepegawaian",
    "Jaringan Irigasi Permukaan",
    "Perlengkapan Jalan",
    "Gedung Kantor",
    "Tenaga Kesehatan",
    "Bahan Bacaan dan Peraturan Perundang-undangan",
    "Sekolah Dasar",
    "Benih dan Bibit Tanaman Pangan",
    "Layanan Rehabilitasi Sosial",
    "Kendaraan Dinas Operasional",
    "Barang Milik Daerah",
    "Rencana Induk Jaringan",
    "Peralatan dan Perlengkapan Kantor",
    "Terminal Penumpang Tipe C",
)
PLACES = ("pada Perangkat Daerah", "Kewenangan Kabupaten/Kota", "Tingkat Desa", "di Wilayah Utara", "secara Elektronik", "")
COUNTED = ("Orang", "Dokumen", "Laporan", "Unit", "Paket", "Desa", "Kegiatan", "Rumah Tangga")
VERBS = (
    "tersedia",
    "terlaksana",
    "dibina",
    "dilayani",
    "terpelihara",
    "memenuhi standar",
    "ditindaklanjuti",
    "tersusun tepat waktu",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of the plan: `number` None for what is no number; `text` for what prints as words ("BB", "-", "70-80")."""

    number: float | None = None
    text: str = ""
    decimals: int = 0

    @property
    def kind(self) -> str:
        return "number" if self.number is not None else "text" if self.text else "blank"


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator: a figure per year, one before the plan, one after."""

    text: str
    unit: str
    figures: tuple[Figure, ...]
    baseline: Figure
    final: Figure


@dataclass(frozen=True, slots=True)
class Item:
    """A programme, kegiatan or sub kegiatan. `amounts` are rupiah per year, `realized` rupiah and targets met per quarter."""

    level: str
    code: str
    name: str
    indicators: tuple[Measured, ...]
    amounts: tuple[Figure, ...]
    quarters: tuple[tuple[Figure, Figure], ...]
    parts: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    agency: str
    region: str
    years: tuple[int, ...]
    programs: tuple[Item, ...]
    goals: tuple[tuple[str, str, Measured], ...]
    broken_sums: tuple[str, ...] = ()


@dataclass(slots=True)
class Maker:
    """Draws a plan; texts never repeat within one, so that each value has one place."""

    random: Random
    years: tuple[int, ...]
    odd_values: float = 0.0
    blanks: float = 0.05
    broken: float = 0.0
    many: float = 0.0
    seen: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def text(self, parts: Sequence[Sequence[str]]) -> str:
        for _ in range(200):
            text = " ".join(word for word in (self.random.choice(choice) for choice in parts) if word)
            if text.casefold() not in self.seen:
                break
        self.seen.add(text.casefold())
        return text

    def measured(self, percent: bool = False) -> Measured:
        roll = self.random.random()
        things = [thing[0].lower() + thing[1:] for thing in THINGS]
        if percent or roll < 0.3:
            text = self.text((("Persentase",), things, ("yang",), VERBS, PLACES))
            return self._grown(text, "%", self.random.uniform(20, 70), 95, self.random.choice((0, 0, 1, 2)))
        if roll < 0.4:
            unit = self.random.choice(("Poin", "Nilai", "Indeks"))
            text = self.text((("Nilai", "Indeks", "Skor"), things, PLACES))
            return self._grown(text, unit, self.random.uniform(40, 70), 99, self.random.choice((1, 2)))
        text = self.text((("Jumlah",), things, ("yang",), VERBS, PLACES))
        start = self.random.choice((self.random.uniform(1, 30), self.random.uniform(50, 900), self.random.uniform(900, 30000)))
        return self._grown(text, self.random.choice(COUNTED), start, 10**9, 0)

    def _grown(self, text: str, unit: str, start: float, top: float, decimals: int) -> Measured:
        value, figures = start, []
        for _ in range(len(self.years) + 2):
            figures.append(self._figure(round(min(value, top), decimals), decimals))
            value *= self.random.uniform(1.0, 1.15)
        return Measured(text, unit, tuple(figures[1:-1]), figures[0], figures[-1])

    def _figure(self, number: float, decimals: int) -> Figure:
        if self.random.random() < self.blanks:
            return Figure()
        if self.random.random() < self.odd_values:
            low = round(number)
            return Figure(text=self.random.choice(("BB", "A", "WTP", "-", "n/a", f"{low} - {low + 3}", "Baik", "N/A")))
        return Figure(number, decimals=decimals)

    def amount(self) -> Figure:
        return Figure(float(self.random.randrange(1_500, 4_000_000) * 1000 + self.random.choice((0, 0, 0, 500, 225))))

    def item(self, level: str, code: str, many: int = 1) -> Item:
        name = "PROGRAM " + self.text((PROGRAMS,)).upper() if level == "program" else self.text((DEEDS, THINGS, PLACES))
        indicators = tuple(self.measured(percent=level == "program") for _ in range(many))
        if level == "sub_activity":
            amounts = tuple(self.amount() for _ in self.years)
            quarters = tuple((Figure(float(self.random.randint(1, 40))), self.amount()) for _ in range(4))
            return Item(level, code, name, indicators, amounts, quarters)
        below = {"program": "activity", "activity": "sub_activity"}[level]
        parts = []
        for n in range(self.random.randint(1, 3)):
            end = f".2.{n + 1:02}" if level == "program" else f".{n + 1:04}"
            count = 1 if self.random.random() < 0.8 else 2
            if self.many and self.random.random() < self.many:
                count = self.random.randint(6, 9)
            parts.append(self.item(below, code + end, count))
        sums = [sum(part.amounts[y].number or 0 for part in parts) for y in range(len(self.years))]
        if self.random.random() < self.broken:
            at = self.random.randrange(len(sums))
            sums[at] += self.random.choice((1_000_000, -500_000, 9_000_000))
            self.wrong.append(f"{name} {self.years[at]}")
        quarters = tuple(
            (Figure(float(self.random.randint(1, 40))), Figure(sum(part.quarters[q][1].number or 0 for part in parts)))
            for q in range(4)
        )
        return Item(level, code, name, indicators, tuple(Figure(total) for total in sums), quarters, tuple(parts))


def plan_to_texts(plan: Plan) -> frozenset[str]:
    """All names and indicators of the plan, in small letters."""

    def of_items(items: Sequence[Item]) -> Iterator[str]:
        for item in items:
            yield item.name.removeprefix("PROGRAM ")
            yield from (one.text for one in item.indicators)
            yield from of_items(item.parts)

    goals = [text for goal, objective, one in plan.goals for text in (goal, objective, one.text)]
    return frozenset(text.casefold() for text in (*goals, *of_items(plan.programs)))


def random_plan(
    random: Random,
    programs: int = 2,
    years: int = 5,
    taken: frozenset[str] = frozenset(),
    options: Mapping[str, float] = MappingProxyType({}),
) -> Plan:
    """A plan of `programs` programmes over `years` years; `options` are Maker's shares of odd values, blanks and broken sums.

    `taken` are texts (in small letters) that another plan of the document uses.
    """
    first = random.choice((2018, 2020, 2021, 2023, 2025))
    maker = Maker(
        random,
        tuple(range(first, first + years)),
        options.get("odd_values", 0.0),
        options.get("blanks", 0.05),
        options.get("broken", 0.0),
        options.get("many", 0.0),
        set(taken),
    )
    field_code = f"{random.randint(1, 5)}.{random.randint(1, 20):02}"
    made = tuple(maker.item("program", f"{field_code}.{n + 1:02}", random.choice((1, 1, 2))) for n in range(programs))
    goals = tuple(
        (
            maker.text((("Meningkatnya", "Terwujudnya", "Terkendalinya"), ("kualitas", "tata kelola", "akses"), THINGS)),
            maker.text((("Meningkatnya", "Terpenuhinya"), ("mutu", "cakupan", "kepuasan atas"), THINGS)),
            maker.measured(),
        )
        for _ in range(random.randint(6, 12))
    )
    return Plan(random.choice(AGENCIES), random.choice(REGIONS), maker.years, made, goals, tuple(maker.wrong))


def figure_to_text(figure: Figure, style: str) -> str:
    """The figure as printed. `style`: "id" 1.234,5 · "us" 1,234.5 · "dot" 1.234 and 12.5 (the seed's habit)."""
    if figure.number is None:
        return figure.text
    text = f"{figure.number:,.{figure.decimals}f}"
    if style == "us" or (style == "dot" and figure.number < 1000):
        return text
    return text.replace(",", "_").replace(".", ",").replace("_", ".")
