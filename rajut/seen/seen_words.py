"""What the desk says, in English and Bahasa Indonesia."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

_NUMERIC = re.compile(r"^(?:[<>]=? )?[+-]?\d+(?:\.\d+)?(?: \.\. [+-]?\d+(?:\.\d+)?)?$")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")

WORDS: dict[str, tuple[str, str]] = {
    "desk": ("Review desk", "Meja pemeriksaan"),
    "documents": ("Documents", "Dokumen"),
    "document": ("Document", "Dokumen"),
    "status": ("Status", "Status"),
    "status_ok": ("ok", "beres"),
    "status_flagged": ("to look at", "perlu dilihat"),
    "values": ("Values", "Nilai"),
    "doubtful": ("In doubt", "Diragukan"),
    "answers": ("Answers", "Jawaban"),
    "counting": ("being counted", "sedang dihitung"),
    "page_of": ("Pages {first} to {last} of {all}", "Baris {first} sampai {last} dari {all}"),
    "previous": ("Previous", "Sebelumnya"),
    "next": ("Next", "Berikutnya"),
    "sample": ("Random sample of what is sure", "Sampel acak dari yang dianggap pasti"),
    "sample_how": (
        "Look at {count} random values that nothing casts doubt on, and say whether each is right: number, row, column and year.",
        "Lihat {count} nilai acak yang tidak diragukan, dan nyatakan apakah masing-masing benar: angka, baris, kolom, dan tahunnya.",
    ),
    "sample_start": ("Start with the sample", "Mulai dengan sampel"),
    "sample_share": (
        "{right} of {checked} checked values were right: {share} %. With 95 % confidence the share of all sure values is between "
        "{low} % and {high} %.",
        "{right} dari {checked} nilai yang diperiksa benar: {share} %. Dengan keyakinan 95 %, bagian yang benar dari semua nilai pasti "
        "berada antara {low} % dan {high} %.",
    ),
    "sample_none": ("Nothing was checked yet.", "Belum ada yang diperiksa."),
    "sample_place": ("Sample: {at} of {all}", "Sampel: {at} dari {all}"),
    "sample_done": ("The sample is finished.", "Sampel sudah selesai."),
    "who": ("Answers are signed", "Jawaban ditandatangani"),
    "who_change": ("Change", "Ubah"),
    "read_only": ("For looking only: answers are not kept.", "Hanya untuk melihat: jawaban tidak disimpan."),
    "language": ("Language", "Bahasa"),
    "undo": ("Undo", "Batalkan"),
    "publish": ("Publish with the answers", "Terbitkan dengan jawaban"),
    "published": ("Published.", "Sudah diterbitkan."),
    "publish_waiting": (
        "The published files do not have the last answers yet.",
        "Berkas terbitan belum memuat jawaban terakhir.",
    ),
    "publish_absent": (
        "Without the documents at hand run `rajut convert` to publish the answers.",
        "Tanpa dokumen aslinya, jalankan `rajut convert` untuk menerbitkan jawaban.",
    ),
    "table": ("Table", "Tabel"),
    "table_of": ("Table {number}", "Tabel {number}"),
    "tables": ("Tables", "Tabel"),
    "page": ("Page", "Halaman"),
    "page_picture": ("Page {page} as printed", "Halaman {page} seperti tercetak"),
    "page_none": (
        "This format has no pages; here is the table as it was read.",
        "Format ini tidak berhalaman; inilah tabel seperti yang terbaca.",
    ),
    "page_lost": (
        "The document is not at hand. Start with --source FOLDER to see its pages.",
        "Dokumennya tidak ditemukan. Mulai dengan --source FOLDER untuk melihat halamannya.",
    ),
    "zoom_in": ("Larger", "Perbesar"),
    "zoom_out": ("Smaller", "Perkecil"),
    "data": ("Data as read", "Data seperti terbaca"),
    "question": ("Question", "Pertanyaan"),
    "queue": ("What to look at", "Yang perlu dilihat"),
    "queue_empty": ("Nothing here is in doubt.", "Tidak ada yang diragukan di sini."),
    "all_answered": ("Every question of this document has an answer.", "Semua pertanyaan dokumen ini sudah dijawab."),
    "queue_progress": ("{done} of {all} answered", "{done} dari {all} terjawab"),
    "queue_part": ("{first} to {last} of {all}", "{first} sampai {last} dari {all}"),
    "rows_part": ("Rows {first} to {last}", "Baris {first} sampai {last}"),
    "queue_fresh": ("Ask anew", "Tanyakan ulang"),
    "rereading": ("The document is being read again with the answers …", "Dokumen sedang dibaca ulang dengan jawaban …"),
    "layout_absent": (
        "How this document was understood is not at hand. Run `rajut convert` again, with --force, then it can be reviewed.",
        "Cara dokumen ini dipahami tidak tersimpan. Jalankan `rajut convert` lagi dengan --force, lalu dapat diperiksa.",
    ),
    "reach": ("touches {count} values", "menyangkut {count} nilai"),
    "reach_one": ("touches one value", "menyangkut satu nilai"),
    "reach_unread": ("{count} figures are unread", "{count} angka belum terbaca"),
    "read_as": ("Read as", "Dibaca sebagai"),
    "printed": ("Printed", "Tercetak"),
    "was": ("Rajut had", "Semula"),
    "heads": ("Heads", "Kepala kolom"),
    "accept": ("Right as read", "Benar seperti terbaca"),
    "accept_group": ("All {count} of this kind are right", "Semua {count} yang sejenis benar"),
    "choose": ("Choose", "Pilih"),
    "type": ("Or type", "Atau ketik"),
    "type_value": (
        "A number, >= 80, 3 .. 5, category BB, nil, text, ambiguous",
        "Angka, >= 80, 3 .. 5, category BB, nil, text, ambiguous",
    ),
    "note": ("Why (a note)", "Alasan (catatan)"),
    "save": ("Save", "Simpan"),
    "skip": ("Next", "Berikutnya"),
    "back": ("Back", "Sebelumnya"),
    "withdraw": ("Withdraw this answer", "Tarik jawaban ini"),
    "answered": ("Answered by {who}: {after}", "Dijawab oleh {who}: {after}"),
    "stale": ("This answer was given for another text; it is not applied.", "Jawaban ini untuk teks lain; tidak diterapkan."),
    "which": ("'{typed}' can mean two things. Which?", "'{typed}' bisa berarti dua hal. Yang mana?"),
    "wrong": ("'{typed}' is no answer here.", "'{typed}' bukan jawaban di sini."),
    "also": ("Answer something else about this cell", "Jawab hal lain tentang sel ini"),
    "keys": ("Keys", "Tombol"),
    "keys_list": (
        "a right as read · y as suggested · 1–9 choose · t type · k note · n next · p back · u undo · g all of this kind · "
        "d draw the table · arrows move in the table · Enter asks about the cell · ? these keys",
        "a benar seperti terbaca · y sesuai saran · 1–9 pilih · t ketik · k catatan · n berikutnya · p sebelumnya · u batalkan · "
        "g semua yang sejenis · d gambar tabel · panah bergerak di tabel · Enter menanyakan sel · ? daftar ini",
    ),
    "suggested": ("Answered for another edition ({who}, {why}):", "Dijawab untuk edisi lain ({who}, {why}):"),
    "cause_suggested": ("answered for another edition", "dijawab untuk edisi lain"),
    "break_joined": ("continues on page {page}", "berlanjut di halaman {page}"),
    "break_plain": ("continues", "berlanjut"),
    "legend": ("Signs", "Tanda"),
    "all_answers": ("All answers", "Semua jawaban"),
    "no_answers": ("No answers yet.", "Belum ada jawaban."),
    "decision": ("Decision", "Keputusan"),
    "when": ("When", "Waktu"),
    "by": ("By", "Oleh"),
    "to_question": ("Go to the question", "Ke pertanyaan"),
    "draw": ("Draw the table on the page", "Gambar tabel di halaman"),
    "draw_anew": ("Move or draw it on the page", "Geser atau gambar ulang di halaman"),
    "draw_new": ("A table that is missing here", "Tabel yang terlewat di sini"),
    "draw_rows": ("Clicks part rows", "Klik membagi baris"),
    "draw_how": (
        "Drag a box over the page, then click where columns part; with Shift where rows part. Lines and sides can be dragged; a line that "
        "is dragged out of the box goes. The button, pressed again, clears the page. "
        "The numbers, in points of the page, can be typed too. Without rows, the lines of text make them.",
        "Tarik kotak di halaman, lalu klik di batas kolom; dengan Shift di batas baris. Garis dan sisi bisa digeser; garis yang digeser ke "
        "luar kotak hilang. Tombolnya, ditekan lagi, mengosongkan halaman. "
        "Angkanya, dalam poin halaman, bisa juga diketik. Tanpa baris, baris mengikuti baris teks.",
    ),
    # confidence and doubt: sign and word
    "c_reviewed": ("reviewed by a person", "diperiksa orang"),
    "c_proven": ("proven", "terbukti"),
    "c_consistent": ("consistent", "konsisten"),
    "c_unproven": ("unproven", "belum terbukti"),
    "c_contradicted": ("contradicted", "dibantah"),
    "c_ambiguous": ("open: more than one reading", "taksa: lebih dari satu bacaan"),
    "c_repaired": ("repaired", "diperbaiki"),
    "c_answered": ("answered, not read again yet", "dijawab, belum dibaca ulang"),
    # kinds of decisions, as a question and as a short name
    "q_value": ("What is printed here?", "Apa yang tercetak di sini?"),
    "q_check": (
        "Is this value right: number, row, column and year?",
        "Apakah nilai ini benar: angka, baris, kolom, dan tahun?",
    ),
    "q_label": ("What does this text say?", "Apa bunyi teks ini?"),
    "q_unit": ("What is the unit of this row?", "Apa satuan baris ini?"),
    "q_column": ("What does this column hold?", "Apa isi kolom ini?"),
    "q_level": ("Whose row is this?", "Baris ini milik tingkat apa?"),
    "q_join": ("Does this part continue the table before it?", "Apakah bagian ini lanjutan tabel sebelumnya?"),
    "q_header": ("How many rows does the head have?", "Berapa baris kepala tabelnya?"),
    "q_row": ("What kind of row is this?", "Baris jenis apa ini?"),
    "q_table": ("Is this a table, and is its grid right?", "Apakah ini tabel, dan apakah kisinya benar?"),
    "q_new": ("Where is the table that is missing here?", "Di mana tabel yang terlewat di sini?"),
    "q_program": ("Which programme does this table belong to?", "Tabel ini milik program apa?"),
    "q_source": ("What is wrong in the source here?", "Apa yang keliru di sumbernya di sini?"),
    "q_grid": ("Which division into cells is right?", "Pembagian sel mana yang benar?"),
    "q_stub": ("Which column names the rows?", "Kolom mana yang menamai barisnya?"),
    "q_numbers": ("How does this column separate its digits?", "Bagaimana kolom ini memisahkan angkanya?"),
    "k_value": ("the value", "nilainya"),
    "k_check": ("all of it right or wrong", "benar atau salah seluruhnya"),
    "k_label": ("the text", "teksnya"),
    "k_unit": ("the row's unit", "satuan baris"),
    "k_column": ("the column", "kolomnya"),
    "k_level": ("the level and what it lies under", "tingkat dan induknya"),
    "k_join": ("the join", "sambungannya"),
    "k_header": ("the head's rows", "baris kepala tabel"),
    "k_row": ("the row: kind, joined, several", "barisnya: jenis, sambungan, beberapa"),
    "k_table": ("the table", "tabelnya"),
    "k_program": ("the programme", "programnya"),
    "k_source": ("the source is wrong", "sumbernya keliru"),
    "k_grid": ("how it is divided into cells", "pembagian selnya"),
    "k_stub": ("the column of names", "kolom namanya"),
    "k_numbers": ("how digits are separated", "cara pemisahan angka"),
    # answers that are words
    "a_id": ("1.000,5", "1.000,5"),
    "a_us": ("1,000.5", "1,000.5"),
    "a_first": ("as Rajut first drew it", "seperti semula dari Rajut"),
    "a_ruled": ("by the printed lines alone", "menurut garis tercetak saja"),
    "a_partly ruled": ("by printed lines and text", "menurut garis tercetak dan teks"),
    "a_rules": ("by a few lines across", "menurut beberapa garis mendatar"),
    "a_aligned": ("by the white between columns", "menurut ruang kosong antarkolom"),
    "a_continued": ("as on the page before", "seperti halaman sebelumnya"),
    "a_drawn by hand": ("as a person drew it", "seperti digambar orang"),
    "a_row_data": ("a row of its own", "baris tersendiri"),
    "a_row_joined": ("the rest of the row above", "sambungan baris di atasnya"),
    "a_several": ("several rows, one in each line", "beberapa baris, satu per baris teks"),
    "a_one": ("one row", "satu baris"),
    "a_under": ("{level}, under: {name}", "{level}, di bawah: {name}"),
    "a_right": ("right", "benar"),
    "a_wrong": ("wrong", "salah"),
    "a_joined": ("it continues", "lanjutan"),
    "a_apart": ("it is another table", "tabel lain"),
    "a_accepted": ("yes, grid and all", "ya, kisinya benar"),
    "a_none": ("this is no table", "ini bukan tabel"),
    "a_data": ("data", "data"),
    "a_group": ("a heading of rows", "judul kelompok"),
    "a_total": ("a total", "jumlah"),
    "a_note": ("a note", "catatan"),
    "a_furniture": ("nothing of the plan", "bukan isi rencana"),
    "a_program": ("program", "program"),
    "a_activity": ("activity", "kegiatan"),
    "a_sub_activity": ("sub activity", "sub kegiatan"),
    "a_objective": ("objective", "sasaran"),
    "a_goal": ("goal", "tujuan"),
    "a_unknown": ("unknown", "tidak diketahui"),
    "a_nil": ("no value is meant", "dinyatakan nihil"),
    "a_text": ("a text", "teks"),
    "a_ambiguous": ("open", "taksa"),
    # causes that are no finding
    "cause_column-unproven": ("the head leaves open what the column holds", "kepala kolom tidak memastikan isinya"),
    "cause_column-unread": ("figures under a head that was not understood", "angka di bawah kepala yang tidak dipahami"),
    "cause_table-empty": ("a table with figures that gave no values", "tabel berangka yang tidak menghasilkan nilai"),
    "cause_value-unproven": ("rests on one cue", "bertumpu pada satu petunjuk"),
    "cause_fragment-joined": ("joined, but not by much", "disambung, tetapi tidak meyakinkan"),
    "cause_sample": ("drawn at random", "dipilih secara acak"),
    "cause_year-from-title": ("the year stands only in a title", "tahunnya hanya ada di judul"),
    "cause_year-open": ("nothing tells the year", "tahunnya tidak disebut"),
    "cause_year-contradicted": ("years that contradict each other", "tahun yang saling bertentangan"),
    "cause_measure-assumed": ("no head says what is measured", "kepala kolom tidak menyebut ukurannya"),
    "cause_capaian-open": ("'capaian': reached, or a share?", "'capaian': realisasi atau persentase?"),
    "cause_stub-assumed": ("which column names the rows", "kolom mana yang menamai baris"),
    "cause_columns-inferred": ("columns told from alignment alone", "kolom ditentukan dari perataan saja"),
    "cause_join-doubtful": ("may continue the table before", "mungkin lanjutan tabel sebelumnya"),
    "cause_level-doubtful": ("which level the row has", "tingkat barisnya"),
    "cause_unit-missing": ("no unit is printed", "satuan tidak tercetak"),
    "cause_text-cut": ("the text may be cut", "teks mungkin terpotong"),
    "cause_row-clipped": ("the text may go on elsewhere", "teks mungkin berlanjut di tempat lain"),
    "cause_row-cut-doubtful": ("a row may be cut by the page", "baris mungkin terpotong halaman"),
    "cause_text-across-rule": ("text across a rule", "teks melintasi garis"),
    "cause_number-ambiguous": ("a number that reads two ways", "angka yang dapat dibaca dua cara"),
    "cause_number-split": ("digits that stand apart", "angka yang terpisah"),
    "cause_number-malformed": ("no well-formed number", "angka yang tidak wajar"),
    "cause_number-convention-chosen": (
        "point and comma chosen by its neighbours",
        "titik dan koma dipilih menurut sekitarnya",
    ),
    "cause_number-unlike-neighbours": ("unlike the numbers beside it", "berbeda dari angka di sekitarnya"),
    "cause_number-fraction-counted": ("a fraction of what is counted whole", "pecahan dari yang dihitung bulat"),
    "cause_number-letters": ("letters among digits", "huruf di antara angka"),
    "cause_value-composite": ("several values in one cell", "beberapa nilai dalam satu sel"),
    "cause_cell-shared-open": ("several values in one cell", "beberapa nilai dalam satu sel"),
    "cause_sum-differs": ("a sum that does not close", "jumlah yang tidak cocok"),
    "cause_ratio-differs": ("a percentage that does not fit", "persentase yang tidak cocok"),
    "cause_figures-differ": ("another table prints another number", "tabel lain mencetak angka lain"),
    "cause_engines-disagree": ("engines read different digits", "mesin membaca angka yang berbeda"),
    "cause_row-unnamed": ("a row without a name", "baris tanpa nama"),
    "cause_scale-not-applied": ("a percentage in a column of thousands", "persen di kolom ribuan"),
    # column form
    "f_role": ("Holds", "Berisi"),
    "f_measure": ("Measure", "Ukuran"),
    "f_revision": ("Revision", "Perubahan"),
    "f_period_kind": ("Period", "Periode"),
    "f_year": ("Year", "Tahun"),
    "f_subperiod": ("Which quarter or month", "Triwulan atau bulan ke-"),
    "f_scale": ("Multiply by", "Dikalikan"),
    "f_unit": ("Unit", "Satuan"),
    "f_under": ("It lies under", "Berada di bawah"),
    "as_printed": ("what is printed above it", "yang tercetak di atasnya"),
}

SIGNS = {
    "reviewed": "✔",
    "proven": "●",
    "consistent": "",
    "unproven": "?",
    "contradicted": "≠",
    "ambiguous": "⁇",
    "repaired": "✎",
    "answered": "✐",
}


def tell(key: str, language: str, **values: object) -> Markup:
    """The words for `key` in "en", "id" or "both"; values are escaped. Raises KeyError for an unknown key."""
    english, indonesian = WORDS[key]
    if language == "both":
        return both(Markup(english).format(**values), Markup(indonesian).format(**values))
    return Markup(indonesian if language == "id" else english).format(**values)


def both(english: str, indonesian: str) -> Markup:
    """Words of two languages, of which the page's style shows one; once where they are the same."""
    if english == indonesian:
        return Markup("{}").format(english)
    return Markup('<span lang="en">{}</span><span lang="id">{}</span>').format(english, indonesian)


def answer_words(after: str, language: str, kind: str = "") -> str:
    """An answer in words, or as it stands where it has none of its own; numbers with the decimal sign of the language. "joined" says one
    thing of a row and another of a part of a table."""
    if f"a_{kind}_{after}" in WORDS:
        after = f"{kind}_{after}"
    if f"a_{after}" in WORDS:
        return tell(f"a_{after}", language) if language == "both" else str(tell(f"a_{after}", language))
    comma = _DECIMAL.sub(",", after) if _NUMERIC.match(after) else after
    return both(after, comma) if language == "both" else comma if language == "id" else after


ROLES: dict[str, tuple[str, str]] = {
    "value": ("values", "nilai"),
    "indicator": ("indicator", "indikator"),
    "objective_indicator": ("objective's indicator", "indikator sasaran"),
    "goal_indicator": ("goal's indicator", "indikator tujuan"),
    "unit": ("unit", "satuan"),
    "vision": ("vision", "visi"),
    "mission": ("mission", "misi"),
    "program": ("program", "program"),
    "activity": ("activity", "kegiatan"),
    "sub_activity": ("sub activity", "sub kegiatan"),
    "activity_or_sub": ("activity or sub activity", "kegiatan atau sub kegiatan"),
    "plan_item": ("name", "uraian"),
    "objective": ("objective", "sasaran"),
    "goal": ("goal", "tujuan"),
    "strategy": ("strategy", "strategi"),
    "policy": ("policy", "kebijakan"),
    "code": ("code", "kode"),
    "number": ("number of the row", "nomor urut"),
    "formula": ("formula", "formulasi"),
    "responsible": ("responsible", "penanggung jawab"),
    "location": ("location", "lokasi"),
    "note": ("note", "keterangan"),
    "source": ("source", "sumber"),
    "unknown": ("not understood", "tidak dipahami"),
    "target": ("target", "target"),
    "realization": ("realization", "realisasi"),
    "achievement": ("achievement", "capaian"),
    "baseline": ("baseline", "kondisi awal"),
    "final": ("final", "kondisi akhir"),
    "budget": ("budget", "anggaran"),
    "budget_realization": ("budget realization", "realisasi anggaran"),
    "final_budget": ("final budget", "anggaran akhir"),
    "other": ("other figure", "angka lain"),
    "before": ("before the change", "sebelum perubahan"),
    "after": ("after the change", "sesudah perubahan"),
    "change": ("the change", "selisih"),
    "year": ("year", "tahun"),
    "fiscal_year": ("fiscal year", "tahun anggaran"),
    "quarter": ("quarter", "triwulan"),
    "semester": ("semester", "semester"),
    "month": ("month", "bulan"),
    "span": ("span of years", "rentang tahun"),
    "none": ("none", "tidak ada"),
}


@lru_cache(maxsize=1024)
def role_words(name: str, language: str) -> str:
    """What a role, a measure or a period is called; the name itself where it has no other."""
    english, indonesian = ROLES.get(name, (name, name))
    return both(english, indonesian) if language == "both" else indonesian if language == "id" else english


@lru_cache(maxsize=1024)
def cause_words(cause: str, language: str) -> str:
    """What raised a doubt, in words; the code itself where it has none, as its sentence stands with each doubt."""
    if f"cause_{cause}" not in WORDS:
        return cause
    return tell(f"cause_{cause}", language) if language == "both" else str(tell(f"cause_{cause}", language))
