"""Words that value cells are written with, in Indonesian and English: bounds, sentinels, predicates, scales, counted units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from schemas.observation import Comparator

BOUND_WORDS: dict[str, Comparator] = {
    "min": ">=",
    "minimal": ">=",
    "minimum": ">=",
    "paling sedikit": ">=",
    "paling rendah": ">=",
    "sekurang-kurangnya": ">=",
    "setidaknya": ">=",
    "at least": ">=",
    "maks": "<=",
    "max": "<=",
    "mak": "<=",
    "maksimal": "<=",
    "maksimum": "<=",
    "maximum": "<=",
    "paling banyak": "<=",
    "paling tinggi": "<=",
    "sebanyak-banyaknya": "<=",
    "at most": "<=",
    "up to": "<=",
    "s/d": "<=",
    "s.d": "<=",
    "sampai dengan": "<=",
    "lebih dari": ">",
    "di atas": ">",
    "diatas": ">",
    "more than": ">",
    "over": ">",
    "above": ">",
    "kurang dari": "<",
    "di bawah": "<",
    "dibawah": "<",
    "less than": "<",
    "under": "<",
    "below": "<",
}

SCALE_WORDS: dict[str, int] = {
    "ribu": 10**3,
    "rb": 10**3,
    "thousand": 10**3,
    "juta": 10**6,
    "jt": 10**6,
    "million": 10**6,
    "mn": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "billion": 10**9,
    "bn": 10**9,
    "triliun": 10**12,
    "trilyun": 10**12,
    "trillion": 10**12,
}
OPEN_SCALES = frozenset({"m", "t", "k", "b", "mm"})  # "Rp 12 M": miliar, most likely; million elsewhere

ZERO_WORDS = frozenset({"zero", "nol"})

NIL = re.compile(
    r"(?:(?:Rp|US\$|\$)\s?\.?\s*)?[-‐‑‒–—―−_]+(?:\s+[-–—]+)*\s*%?|(?:Rp|US\$|\$)\s?\.?|n\s?[./]?\s?a\.?|#n/a|nihil|nil|null|none|"
    r"t\.?\s?a\.?\s?d\.?|t/?a|tidak ada(?: data)?|belum ada(?: data)?|data belum (?:ada|tersedia)|tidak tersedia|"
    r"belum tersedia|not available|not applicable|tba|tbd",
    re.IGNORECASE,
)

_GRADE = r"(?:AAA|AA|A|BBB|BB|B|CCC|CC|C|DD|D|E)(?:\s?[+-])?"
_PREDICATE = (
    r"(?:(?:amat|sangat|cukup|kurang|agak|menuju|lebih|very|highly)\s+)*(?:"
    r"baik(?: sekali)?|buruk|cukup|kurang|sedang|tinggi|rendah|memuaskan|istimewa|berhasil|efektif|efisien|puas|sehat|aman|"
    r"informatif|inovatif|mandiri|maju|berkembang|tertinggal|terbuka|optimal|prima|unggul|handal|sesuai|layak|lengkap|"
    r"tercemar(?: (?:ringan|sedang|berat))?|memenuhi|terkendali|kondusif|responsif|akuntabel|sejahtera|"
    r"good|fair|poor|high|medium|moderate|low|excellent|satisfactory|strong|weak)"
)
_OTHER = (
    r"(?:opini\s+)?(?:WTP(?:[- ]?DPP)?|WDP|TMP|TW|disclaimer|wajar(?: tanpa| dengan) pengecualian)|ya|tidak|ada|"
    r"pratama|madya|nindya|utama|paripurna|dasar|purnama|terakreditasi(?: [A-C])?|akreditasi [A-C]|"
    r"hijau|kuning|merah|biru|emas|hitam|perak|"
    r"(?:level|tingkat|tipe|type|kelas|grade|peringkat|ranking|rangking|juara|ke-?)\s*(?:[1-9][0-9]?|[IVX]{1,4})"
)
CATEGORY = re.compile(
    rf"(?:(?i:predikat|nilai|kategori|peringkat|opini|kriteria)\s*:?\s+)?[\"'“”]?(?:(?:{_GRADE})|(?i:{_PREDICATE}|{_OTHER}))[\"'“”]?"
    rf"(?:\s*\((?:(?:{_GRADE})|(?i:{_PREDICATE}|{_OTHER}))\))?"
)

PERCENT_UNIT = re.compile(r"\s*(?:%|persen(?:tase)?|prosen(?:tase)?|percent(?:age)?|pct)\.?\s*", re.IGNORECASE)
MONEY_UNIT = re.compile(
    r"\s*(?:(?:ribu|juta|jutaan|ribuan|miliar|milyar|triliun)\s+)?(?:Rp\.?|rupiah|IDR|US\$|USD|\$).*", re.IGNORECASE
)


# Things that are counted: half a document is no target. Money is apart (its fractions have two places).
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COUNTED_UNITS = _words(
    """
    orang org oh ob pegawai asn pns pppk cpns peserta siswa guru murid mahasiswa pasien petugas anggota kk jiwa kader penduduk
    keluarga rumah rt rw aparatur pejabat responden pelaku pengunjung wisatawan tamu atlet
    dokumen dok doc laporan lap naskah surat berkas buku eksemplar eks lembar sk perda perbup peraturan regulasi rekomendasi
    data arsip judul publikasi terbitan sertifikat izin
    unit paket pkt buah bh kotak set stel stell pasang pcs item jenis macam roll rim dus botol
    kegiatan keg program kali event even kasus kejadian aduan perkara rapat pertemuan sidang acara angkatan
    bulan bln triwulan semester pek pekan
    desa kelurahan kecamatan kec kabupaten kota provinsi kab rumah lokasi titik ruas lembaga opd skpd pd perangkat instansi
    kelompok klp poktan gapoktan koperasi ukm umkm ikm perusahaan bumd bumdes badan organisasi ormas
    sekolah puskesmas posyandu pasar gedung ruang kantor kendaraan mobil motor komputer laptop aplikasi sistem website layanan
    bidang persil bangunan armada kapal pelatihan usaha pengaduan alat lampu sambungan kartu tim konten artikel
    ekor batang bibit pohon minat mou kerjasama inovasi produk sasaran pelayanan rekening media pos tempat
    people person persons document documents report reports units package packages villages households household number
    schools farms students teachers cases events
    """
)
_MEMBERS = re.compile(r"[/,&;()]|\bdan\b|\band\b|\batau\b|\bper\b")
_TELLING = 2
MEASURED_UNITS = _words("ton kg gram kuintal ha hektar m2 m3 m km km2 meter liter kwh mwh ppm mg jam hari menit")
"""First words of units of what is measured, and may have fractions."""
_NEVER_TELLING = MEASURED_UNITS | {"persen", "rp", "rupiah"}
_CONNECTORS = frozenset({"dan", "&", "/", "and", "per", "atau", "olahan", "ipro", "data", ","})


@lru_cache(maxsize=4096)
def unit_is_counted(unit: str | None) -> bool:
    """True when every member of the (composite) unit is a thing that is counted: "Orang/ Dokumen", "Dokumen & orang".

    A member is a noun with what tells it apart behind it ("Rumah Tangga", "Unit Usaha"): the noun decides, but for at most two words.
    """
    if not unit:
        return False
    members = [words for part in _MEMBERS.split(unit.casefold()) if (words := re.findall(r"[^\W\d_]+", part))]
    return bool(members) and len(members) <= 12 and all(_is_counted(words) for words in members)


def _is_counted(words: Sequence[str]) -> bool:
    telling = [word for word in words[1:] if word not in COUNTED_UNITS and word not in _CONNECTORS]
    return words[0] in COUNTED_UNITS and len(telling) <= _TELLING and not set(telling) & _NEVER_TELLING


@lru_cache(maxsize=4096)
def unit_is_percent(unit: str | None) -> bool:
    return bool(unit) and PERCENT_UNIT.fullmatch(unit or "") is not None


@lru_cache(maxsize=4096)
def unit_is_money(unit: str | None) -> bool:
    return bool(unit) and MONEY_UNIT.fullmatch(unit or "") is not None


BOUNDED_UNITS = _words("poin point points indeks index skor score nilai rasio ratio derajat level")


@lru_cache(maxsize=4096)
def unit_is_bounded(unit: str | None) -> bool:
    """True for scores and indices, which end at 10 or 100 more often than not."""
    words = (unit or "").casefold().split(maxsplit=1)
    return bool(words) and words[0].strip(".,") in BOUNDED_UNITS


_INDICATOR_UNIT = re.compile(r"\(\s*(?:dalam\s+)?([^\W\d_][^()0-9]{0,24}|%)\s*\)\s*$")
_SHARE = re.compile(r"^(?:persentase|prosentase|persen|percentage)\b", re.IGNORECASE)
_INDEX = re.compile(r"^(?:indeks|index|skor|rasio|ratio)\b", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"^(?:(?:[A-Z]{2,4}\W?\s?)?[0-9]{1,2}(?:[.][0-9]{1,2})*[.)]?\s+)?(?:jumlah|banyaknya|number of)\s+([^\W\d_]+)",
    re.IGNORECASE,
)


def indicator_to_unit(text: str) -> str | None:
    """The unit that an indicator names itself: in brackets at its end ("Produksi padi (ton)"), as a share ("Persentase ..."), an index, or
    as a number of things that are counted ("Jumlah dokumen ..."); None where it names none."""
    folded = text.strip()
    if (match := _INDICATOR_UNIT.search(folded)) is not None:
        unit = match[1].strip()
        known = (unit_is_counted, unit_is_percent, unit_is_money, unit_is_bounded)
        return unit if unit.casefold() in MEASURED_UNITS or any(test(unit) for test in known) else None
    if _SHARE.match(folded):
        return "%"
    if _INDEX.match(folded):
        return "indeks"
    counted = _NUMBER_OF.match(folded)
    return counted[1] if counted is not None and unit_is_counted(counted[1]) else None


_UNIT_WORD = re.compile(r"[^\W\d_°µ]|[°µ&/]")


def text_is_unit(words: str) -> bool:
    """True for what may stand behind a number as its unit: at most six words and 60 characters, each with a letter."""
    tokens = words.split()
    return len(words) <= 60 and len(tokens) <= 6 and all(_UNIT_WORD.search(token) or token in "-/&" for token in tokens)
