"""The words of `explain` and of the report, in English and Bahasa Indonesia."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Sentence templates of one language; the names in braces are columns of the published tables."""

    language: str
    document: str
    table: str
    on_page: str
    no_page: str
    box: str
    read: str
    read_blank: str
    fate: str
    no_repair: str
    repairs: str
    findings: str
    related: str
    evidence: str
    observation: str
    scale: str
    measures: str
    label: str
    level: str
    flags: str
    rejected: str
    others: str
    decisions: str
    decided: str
    decided_over: str
    answer: str
    odds: str
    undoubted: str
    doubted: str
    opens: str
    roles: Mapping[str, str]
    dispositions: Mapping[str, str]
    statuses: Mapping[str, str]
    measure_names: Mapping[str, str]
    labels: Mapping[str, str]
    bases: Mapping[str, str]
    confidences: Mapping[str, str]
    parts: str
    confidence_names: Mapping[str, str]


def words_for(language: str) -> Words:
    """Indonesian for "id", English for everything else."""
    return INDONESIAN if language == "id" else ENGLISH


ENGLISH = Words(
    language="en",
    document="Document {source_name} ({document_id}): {title}.",
    table="Table {number} of the document, kind '{table_kind}', knit from {fragments} fragment(s): {fragment_refs}.",
    on_page="Cell {cell_ref}: page {page}, grid row {row}, column {column}.",
    no_page="Cell {cell_ref}: grid row {row}, column {column} (the format has no pages).",
    box="On the upright page it lies from ({x0}, {top}) to ({x1}, {bottom}) points, from the top left.",
    read="Read there: '{text}' (⏎ is a line end; engine: {engine}).",
    read_blank="Nothing is printed there (engine: {engine}).",
    fate="The cell is a {role}; {fate}.",
    no_repair="Nothing was repaired in this cell.",
    repairs="Repaired, step by step:",
    findings="Noticed about this cell:",
    related="Other findings that this cell takes part in:",
    evidence="because",
    observation="It became the observation {observation_id}.",
    scale="The table states its unit once: the printed number was multiplied by {scale}.",
    measures="It is a {measure} under the header '{label}'.",
    label="  {name}: {text}",
    level="It belongs to the level '{level}': {basis}.",
    flags="Findings that touch this row: {flags}.",
    rejected="It was rejected and not published: {reason} (checks: {checks}).",
    others="The cell gives {count} more observation(s).",
    decisions="Decisions that it rests on, each with the name by which it can be answered:",
    decided="  {name}  {choice}",
    decided_over="  {name}  {choice}, not {other} ({odds:+.1f} in log-odds)",
    answer="They are answered by these names in corrections.csv; all but grid, stub and numbers in `rajut review` too.",
    odds="By its signs it is right with {share:.2%} (log-odds {odds:+.1f}, {margin:+.1f} from what is called consistent; "
    "proven from {proven:+.1f}).",
    undoubted="Nothing speaks against it.",
    doubted="What speaks against it, in log-odds:",
    opens="leaves it open, whatever the rest",
    roles={
        "title": "title",
        "column_label": "column label",
        "column_number": "column number",
        "row_label": "row label",
        "row_group": "group heading",
        "value": "value",
        "total": "total",
        "note": "note",
        "repeated_header": "repeated header",
        "furniture": "piece of page furniture",
        "blank": "blank",
    },
    dispositions={
        "used": "it was used",
        "spread": "it is merged over several rows, and its text holds for all of them",
        "merged_into": "its text continues another cell and was joined to it",
        "repeated": "it repeats a header and was left out",
        "blank": "it is empty",
        "furniture": "it says nothing about the plan and was left out",
        "not_planning": "its table or row holds no planning content",
        "rejected": "its observation broke the contract",
    },
    statuses={
        "number": "'{value_text}' was read as the number {value}.",
        "bound": "'{value_text}' was read as a bound: {comparator} {value}.",
        "range": "'{value_text}' was read as a range from {value_low} to {value_high}.",
        "category": "'{value_text}' was read as the category '{category}'.",
        "text": "'{value_text}' is text and was kept as text.",
        "nil": "'{value_text}' says that there is no value.",
        "blank": "The cell is blank: no value, which is not zero.",
        "ambiguous": "'{value_text}' can be read in more than one way, so no value was chosen; see the findings for the candidates.",
    },
    measure_names={
        "target": "target",
        "realization": "realization",
        "achievement": "achievement",
        "baseline": "baseline",
        "final": "final value",
        "budget": "budget",
        "budget_realization": "budget realization",
        "final_budget": "final budget",
        "other": "figure of another kind",
    },
    labels={
        "objective": "objective",
        "program": "program",
        "activity": "activity",
        "sub_activity": "sub activity",
        "indicator": "indicator",
        "formula": "formula",
        "unit": "unit",
        "responsible": "responsible",
        "location": "location",
    },
    bases={
        "code": "its code says so",
        "printed": "the table prints it",
        "nomenclature": "its name is in the official list",
        "sum": "an activity prints the sums of its sub-activities here",
        "style": "bold type or fill colour tells it",
        "cue": "the wording suggests it",
        "reviewed": "a person says so",
        "unknown": "nothing tells the level",
    },
    confidences={
        "reviewed": "Confidence: reviewed, a person looked at the page and answered.",
        "proven": "Confidence: proven, independent evidence agrees with the reading.",
        "consistent": "Confidence: consistent, nothing contradicts the reading.",
        "unproven": "Confidence: unproven, a repair or choice rests on a single cue. Look at the page.",
        "contradicted": "Confidence: contradicted, evidence disagrees with the reading. Look at the page.",
    },
    parts="It is the least of three: the number is {value}, the names of the row are {name}, the meaning of the column is {column}.",
    confidence_names={level: level for level in ("reviewed", "proven", "consistent", "unproven", "contradicted")},
)

INDONESIAN = Words(
    language="id",
    document="Dokumen {source_name} ({document_id}): {title}.",
    table="Tabel {number} dalam dokumen, jenis '{table_kind}', dirajut dari {fragments} potongan: {fragment_refs}.",
    on_page="Sel {cell_ref}: halaman {page}, baris {row}, kolom {column}.",
    no_page="Sel {cell_ref}: baris {row}, kolom {column} (format ini tidak berhalaman).",
    box="Pada halaman tegak letaknya dari ({x0}, {top}) sampai ({x1}, {bottom}) poin, dihitung dari kiri atas.",
    read="Terbaca: '{text}' (⏎ tanda ganti baris; mesin: {engine}).",
    read_blank="Tidak ada yang tercetak di sana (mesin: {engine}).",
    fate="Sel ini {role}; {fate}.",
    no_repair="Tidak ada yang diperbaiki di sel ini.",
    repairs="Diperbaiki, langkah demi langkah:",
    findings="Yang ditemukan pada sel ini:",
    related="Temuan lain yang melibatkan sel ini:",
    evidence="karena",
    observation="Menjadi observasi {observation_id}.",
    scale="Tabel menyebut satuannya sekali: angka tercetak dikalikan {scale}.",
    measures="Ini {measure} di bawah kepala kolom '{label}'.",
    label="  {name}: {text}",
    level="Termasuk tingkat '{level}': {basis}.",
    flags="Temuan yang menyentuh baris ini: {flags}.",
    rejected="Ditolak dan tidak diterbitkan: {reason} (pemeriksaan: {checks}).",
    others="Sel ini menghasilkan {count} observasi lagi.",
    decisions="Keputusan yang mendasarinya, masing-masing dengan nama untuk menjawabnya:",
    decided="  {name}  {choice}",
    decided_over="  {name}  {choice}, bukan {other} ({odds:+.1f} dalam log-odds)",
    answer="Jawab dengan nama-nama ini di corrections.csv; semua kecuali grid, stub, dan numbers juga di `rajut review`.",
    odds="Menurut tandanya benar dengan {share:.2%} (log-odds {odds:+.1f}, {margin:+.1f} dari yang disebut konsisten; "
    "terbukti mulai {proven:+.1f}).",
    undoubted="Tidak ada yang melemahkannya.",
    doubted="Yang melemahkannya, dalam log-odds:",
    opens="membuatnya terbuka, apa pun yang lain",
    roles={
        "title": "judul",
        "column_label": "kepala kolom",
        "column_number": "nomor kolom",
        "row_label": "label baris",
        "row_group": "judul kelompok",
        "value": "nilai",
        "total": "jumlah",
        "note": "catatan",
        "repeated_header": "kepala tabel yang berulang",
        "furniture": "hiasan halaman",
        "blank": "kosong",
    },
    dispositions={
        "used": "dipakai",
        "spread": "digabung melintasi beberapa baris dan isinya berlaku untuk semuanya",
        "merged_into": "isinya lanjutan sel lain dan disambungkan ke sana",
        "repeated": "mengulang kepala tabel dan tidak dipakai",
        "blank": "tidak berisi",
        "furniture": "tidak menyatakan apa pun tentang rencana dan tidak dipakai",
        "not_planning": "tabel atau barisnya tidak berisi perencanaan",
        "rejected": "observasinya melanggar kontrak",
    },
    statuses={
        "number": "'{value_text}' dibaca sebagai angka {value}.",
        "bound": "'{value_text}' dibaca sebagai batas: {comparator} {value}.",
        "range": "'{value_text}' dibaca sebagai rentang dari {value_low} sampai {value_high}.",
        "category": "'{value_text}' dibaca sebagai kategori '{category}'.",
        "text": "'{value_text}' adalah teks dan dibiarkan sebagai teks.",
        "nil": "'{value_text}' menyatakan tidak ada nilai.",
        "blank": "Sel kosong: tidak ada nilai, dan itu bukan nol.",
        "ambiguous": "'{value_text}' dapat dibaca lebih dari satu cara, jadi tidak ada nilai yang dipilih; calonnya ada di temuan.",
    },
    measure_names={
        "target": "target",
        "realization": "realisasi",
        "achievement": "capaian",
        "baseline": "kondisi awal",
        "final": "kondisi akhir",
        "budget": "anggaran",
        "budget_realization": "realisasi anggaran",
        "final_budget": "anggaran akhir",
        "other": "angka lain",
    },
    labels={
        "objective": "sasaran",
        "program": "program",
        "activity": "kegiatan",
        "sub_activity": "sub kegiatan",
        "indicator": "indikator",
        "formula": "formulasi",
        "unit": "satuan",
        "responsible": "penanggung jawab",
        "location": "lokasi",
    },
    bases={
        "code": "kodenya menyatakan demikian",
        "printed": "tabel mencetaknya",
        "nomenclature": "namanya ada di daftar resmi",
        "sum": "kegiatan mencetak jumlah dari sub kegiatannya di sini",
        "style": "terlihat dari huruf tebal atau warna",
        "cue": "tersirat dari kata-katanya",
        "reviewed": "pemeriksa menyatakannya",
        "unknown": "tidak ada yang menunjukkan tingkatnya",
    },
    confidences={
        "reviewed": "Keyakinan: diperiksa, seseorang melihat halamannya dan menjawab.",
        "proven": "Keyakinan: terbukti, bukti yang mandiri sepakat dengan bacaan ini.",
        "consistent": "Keyakinan: konsisten, tidak ada yang membantah bacaan ini.",
        "unproven": "Keyakinan: belum terbukti, perbaikan atau pilihan bertumpu pada satu petunjuk. Lihat halamannya.",
        "contradicted": "Keyakinan: dibantah, ada bukti yang tidak sepakat dengan bacaan ini. Lihat halamannya.",
    },
    parts="Itu yang terendah dari tiga: angkanya {value}, nama barisnya {name}, arti kolomnya {column}.",
    confidence_names={
        "reviewed": "diperiksa",
        "proven": "terbukti",
        "consistent": "konsisten",
        "unproven": "belum terbukti",
        "contradicted": "dibantah",
    },
)
