"""What each doubt about a published value says, in English and Bahasa Indonesia (normalize.judge.doubts measures them).

A doubt is named "part.what": `what` has a sentence here, is a sign of a whole table ("table_" before its name), or the code of a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PARTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"value": ("number", "angka"), "name": ("name", "nama"), "column": ("column", "kolom")}
)
DOUBTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "untold": ("the step that read it found no ground for it", "langkah yang membacanya tidak menemukan dasar"),
        "untold_digits": ("its digits can be read in more than one way", "angkanya dapat dibaca lebih dari satu cara"),
        "untold_name": ("the row has no name in words", "barisnya tidak bernama dengan kata-kata"),
        "untold_half": (
            "a name ends in a word that joins it to what follows: this row or the one above holds half of it",
            "satu nama berakhir dengan kata sambung: baris ini atau baris di atasnya memuat separuhnya",
        ),
        "untold_words": ("a sentence stands in a column of figures", "ada kalimat dalam kolom angka"),
        "untold_level": ("nothing tells the level of its name", "tidak ada yang menunjukkan tingkat namanya"),
        "untold_group": (
            "only its group tells the row from others of the same name, and no word tells what that group is",
            "hanya kelompoknya yang membedakan baris ini dari baris senama, dan tidak ada kata yang menyebut jenis kelompok itu",
        ),
        "untold_column": (
            "a column of words before the values was not used for any name",
            "satu kolom kata sebelum nilai tidak dipakai untuk nama mana pun",
        ),
        "untold_measure": (
            "no head, row or title names the measure",
            "tidak ada kepala kolom, baris, atau judul yang menyebut ukurannya",
        ),
        "untold_year": (
            "no head or row names the year, and the texts above name none or several",
            "tidak ada kepala kolom atau baris yang menyebut tahun, dan teks di atas tidak menyebut satu tahun saja",
        ),
        "year_above": ("the year stands only above the table", "tahunnya hanya tertulis di atas tabel"),
        "year_counted": ("the year was counted from the plan's first", "tahunnya dihitung dari tahun pertama rencana"),
        "measure_above": ("the measure stands only above the table", "ukurannya hanya tertulis di atas tabel"),
        "unread_head": (
            "a head over it has words that nobody knows",
            "kepala kolom di atasnya memuat kata yang tidak dikenal",
        ),
        "group_assumed": ("no word tells what its group is", "tidak ada kata yang menyebut jenis kelompoknya"),
        "level_by_style": (
            "only bold type or colour tells the level",
            "hanya cetak tebal atau warna yang menunjukkan tingkatnya",
        ),
        "consistent": ("the number is consistent and not proven", "angkanya konsisten, tidak terbukti"),
        "proven": ("the number is proven", "angkanya terbukti"),
        "reviewed": ("the number was reviewed", "angkanya telah diperiksa"),
        "contradicted": ("the number contradicts another", "angkanya bertentangan dengan yang lain"),
        "is_text": ("it is words, not a number", "isinya kata-kata, bukan angka"),
        "own_tail": ("the name begins in small letters", "namanya diawali huruf kecil"),
        "own_clashing": (
            "another value has the same name, measure and period",
            "nilai lain bernama, berukuran, dan berperiode sama",
        ),
        "untold_clash": (
            "another column of the row has the same measure and period",
            "kolom lain pada baris itu berukuran dan berperiode sama",
        ),
        "own_wild": ("it lies powers of ten from others of its row", "jauh berlipat sepuluh dari nilai lain sebaris"),
        "own_mixed": ("the column mixes words and numbers", "kolomnya mencampur kata dan angka"),
        "own_headless": ("nothing heads the column", "kolomnya tanpa kepala"),
        "own_undated": ("it has no year", "tidak bertahun"),
        "without_indicator": ("the row has no indicator", "barisnya tanpa indikator"),
        "without_program": ("the row has no program", "barisnya tanpa program"),
        "only_goal": ("only a goal names the row", "hanya tujuan yang menamai barisnya"),
        "number_inside": ("a list number stands inside the name", "nomor urut berada di dalam nama"),
        "figure_inside": ("a counting number stands inside the name", "angka berurut berada di dalam nama"),
        "open_end": ("the name ends in the middle", "namanya berakhir di tengah"),
        "begins_again": ("the name begins again inside", "namanya dimulai lagi di dalam"),
        "begins_inside": ("another name begins inside", "nama lain dimulai di dalamnya"),
        "long": ("the name is very long", "namanya sangat panjang"),
        "above_open": ("a name above begins or ends in the middle", "nama di atasnya diawali atau berakhir di tengah"),
        "above_short": ("a name above is one word", "nama di atasnya hanya satu kata"),
        "lacks_program": ("other rows of the document have a program", "baris lain dalam dokumen mempunyai program"),
        "lacks_program_above": ("a text above speaks of a program", "teks di atas menyebut program"),
        "lacks_program_beside": ("a table beside it may name its program", "tabel di sampingnya mungkin menyebut programnya"),
        "lacks_program_nested": ("the row around it may name its program", "baris yang memuatnya mungkin menyebut programnya"),
        "program_lost": ("rows above it have a program", "baris di atasnya mempunyai program"),
        "at_page_edge": ("the row stands at a page break", "barisnya berada di pergantian halaman"),
        "row_left_out": ("other figures of its row were left out", "angka lain di barisnya tidak dipakai"),
        "amount_without_money": ("it is as large as an amount of money", "sebesar jumlah uang"),
        "little_money": ("it is too little for an amount in rupiah", "terlalu kecil untuk jumlah rupiah"),
        "percent_of_amount": ("it is too large for percent", "terlalu besar untuk persen"),
        "yearly_undated": ("such a measure has a year", "ukuran seperti ini bertahun"),
        "other": ("its measure is of another kind", "ukurannya dari jenis lain"),
        "figures_lost": ("figures found no place", "ada angka yang tidak mendapat tempat"),
        "head_disputed": ("the finder ends the head elsewhere", "pencari tabel mengakhiri kepala di tempat lain"),
        "grid_ruled": ("the grid was inferred", "kisinya disimpulkan"),
        "grid_partly_ruled": ("rules leave out a part of the grid", "garis tidak melengkapi kisi"),
        "grid_rules": ("only level rules part the table", "hanya garis mendatar yang membagi tabel"),
        "grid_aligned": ("only white space parts the columns", "hanya ruang kosong yang memisahkan kolom"),
        "grid_continued": ("the columns are those of the page before", "kolomnya mengikuti halaman sebelumnya"),
    }
)
JUDGED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "placed": ("figures that became values", "angka yang menjadi nilai"),
        "unplaced": ("figures that became none", "angka yang tidak menjadi nilai"),
        "nameless": ("values whose row has no name in words", "nilai yang barisnya tidak bernama dengan kata-kata"),
        "undated": ("values without a year", "nilai tanpa tahun"),
        "unmeasured": ("values without a measure", "nilai tanpa ukuran"),
        "clashing": ("values of the same name, measure and period", "nilai senama, seukuran, dan seperiode"),
        "mixed": ("columns that mix words and numbers", "kolom yang mencampur kata dan angka"),
        "wild": ("values powers of ten from others of their row", "nilai yang jauh berlipat sepuluh dari nilai lain sebaris"),
        "small_money": ("amounts of money below a thousand", "jumlah uang di bawah seribu"),
        "worded_money": ("amounts of money with words", "jumlah uang yang berisi kata"),
        "headless": ("values without a head", "nilai tanpa kepala kolom"),
        "figures_in_head": ("figures inside the head", "angka di dalam kepala tabel"),
        "head_rows": ("rows of the head", "baris kepala tabel"),
        "short_name": ("names of a few letters", "nama yang hanya beberapa huruf"),
        "tail_name": ("names that begin in small letters", "nama yang diawali huruf kecil"),
        "contradicted": ("values that contradict others", "nilai yang bertentangan dengan yang lain"),
        "ambiguous": ("values that stay open", "nilai yang tetap terbuka"),
        "words_as_values": ("words in columns of values", "kata-kata dalam kolom nilai"),
        "years_backwards": ("years that run backwards", "tahun yang berjalan mundur"),
        "percent_beyond": ("percentages beyond a thousand", "persentase melebihi seribu"),
        "tables": ("tables", "tabel"),
        "few_rows_a_name": ("one name for all rows", "satu nama untuk semua baris"),
        "text_values": ("words as values", "kata-kata sebagai nilai"),
        "proven": ("values that sums or ratios prove", "nilai yang dibuktikan jumlah atau rasio"),
    }
)
"""Signs that the judge measures on a whole reading (normalize.judge.signs)."""
_TABLE = ("in the whole table", "di seluruh tabel")
_DOCUMENT = ("in the whole document", "di seluruh dokumen")
_FINDING = ("the finding", "temuan")


def doubt_to_words(name: str, language: str = "en") -> str:
    """What the doubt says with the part that it is about, in Indonesian for "id": "name: the row has no indicator". Its own name where it
    has no sentence."""
    at = int(language == "id")
    part, _, what = name.partition(".")
    return f"{PARTS[part][at]}: {_said(what, at)}" if part in PARTS else name


def _said(what: str, at: int) -> str:
    if what in DOUBTS:
        return DOUBTS[what][at]
    for prefix, whole in (("table_", _TABLE), ("document_", _DOCUMENT)):
        if what.startswith(prefix):
            return f"{_said(what.removeprefix(prefix), at)} ({whole[at]})"
    return JUDGED[what][at] if what in JUDGED else f"{_FINDING[at]} {what}"
