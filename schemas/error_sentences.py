"""What each error says and how it is cured, in English and Bahasa Indonesia."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorSpec:
    """Sentence and cure of one error code; `str.format` templates over the error's fields."""

    en: str
    cure_en: str
    id: str
    cure_id: str


# Every error has the field `name`: the document, file or option that it is about.
ERRORS: dict[str, ErrorSpec] = {
    "file-missing": ErrorSpec(
        "'{name}' does not exist.",
        "Check the path.",
        "'{name}' tidak ada.",
        "Periksa alamat berkas.",
    ),
    "file-irregular": ErrorSpec(
        "'{name}' is not a regular file.",
        "Give a document or a folder of documents, no pipe or device.",
        "'{name}' bukan berkas biasa.",
        "Berikan dokumen atau folder dokumen, bukan pipa atau perangkat.",
    ),
    "file-unreadable": ErrorSpec(
        "'{name}' cannot be opened: {detail}.",
        "Check its permissions and the disk.",
        "'{name}' tidak dapat dibuka: {detail}.",
        "Periksa hak akses dan cakramnya.",
    ),
    "folder-empty": ErrorSpec(
        "The folder '{name}' holds no document that Rajut reads.",
        "Give a folder with PDF, DOCX, Markdown or HTML files.",
        "Folder '{name}' tidak berisi dokumen yang dapat dibaca Rajut.",
        "Berikan folder berisi PDF, DOCX, Markdown, atau HTML.",
    ),
    "document-empty": ErrorSpec(
        "'{name}' is empty (0 bytes).",
        "Fetch the document again from its source.",
        "'{name}' kosong (0 bita).",
        "Ambil ulang dokumen dari sumbernya.",
    ),
    "document-unsupported": ErrorSpec(
        "'{name}' is {found}, which Rajut does not read.",
        "Convert it to PDF, DOCX, Markdown or HTML.",
        "'{name}' berjenis {found}, yang tidak dibaca Rajut.",
        "Ubah menjadi PDF, DOCX, Markdown, atau HTML.",
    ),
    "document-broken": ErrorSpec(
        "'{name}' cannot be read as {found}: {detail}.",
        "Open it in its own program and save it again, or fetch it again.",
        "'{name}' tidak dapat dibaca sebagai {found}: {detail}.",
        "Buka dengan programnya lalu simpan ulang, atau ambil ulang.",
    ),
    "document-too-large": ErrorSpec(
        "'{name}' exceeds a safety limit: {detail}.",
        "Split the document, or raise the limit if you trust it.",
        "'{name}' melampaui batas keamanan: {detail}.",
        "Pecah dokumen, atau naikkan batas bila Anda memercayainya.",
    ),
    "document-encrypted": ErrorSpec(
        "'{name}' is encrypted.",
        "Give its password with --password, or save a copy without one.",
        "'{name}' terenkripsi.",
        "Berikan sandinya dengan --password, atau simpan salinan tanpa sandi.",
    ),
    "password-wrong": ErrorSpec(
        "The password given does not open '{name}'.",
        "Give another with --password, or save a copy without one.",
        "Sandi yang diberikan tidak membuka '{name}'.",
        "Berikan sandi lain dengan --password, atau simpan salinan tanpa sandi.",
    ),
    "no-table-text": ErrorSpec(
        "No table was found in '{name}'.",
        "Its text holds none: a table of a text file has lines of cells with | between them. Give the document that it was made from.",
        "Tidak ada tabel di '{name}'.",
        "Teksnya tidak memuatnya: tabel dalam berkas teks berupa baris sel yang dipisah tanda |. Berikan dokumen asalnya.",
    ),
    "command-unknown": ErrorSpec(
        "There is no command '{name}'.",
        "{near_en}",
        "Tidak ada perintah '{name}'.",
        "{near_id}",
    ),
    "option-unknown": ErrorSpec(
        "There is no option {name} here.",
        "{near_en}",
        "Tidak ada opsi {name} di sini.",
        "{near_id}",
    ),
    "option-empty": ErrorSpec(
        "Option {name} needs a value.",
        "Write it behind the option; `{command} --help` says which.",
        "Opsi {name} memerlukan nilai.",
        "Tulis nilainya di belakang opsi; `{command} --help` menjelaskannya.",
    ),
    "option-full": ErrorSpec(
        "Option {name} takes no value.",
        "Write it alone to switch it on; `{command} --help` explains it.",
        "Opsi {name} tidak memakai nilai.",
        "Tulis tanpa nilai untuk menyalakannya; `{command} --help` menjelaskannya.",
    ),
    "argument-missing": ErrorSpec(
        "{name} is missing.",
        "Write `{command} {usage}`; `{command} --help` explains it.",
        "{name} belum diberikan.",
        "Tulis `{command} {usage}`; `{command} --help` menjelaskannya.",
    ),
    "argument-extra": ErrorSpec(
        "'{name}' is one argument too many.",
        "`{command} --help` says what it takes; put quotes around a name with blanks.",
        "'{name}' adalah argumen yang berlebih.",
        "`{command} --help` menjelaskan isinya; beri tanda kutip pada nama yang berspasi.",
    ),
    "value-invalid": ErrorSpec(
        "{name} cannot be '{found}'.",
        "Give {wanted_en}.",
        "{name} tidak boleh '{found}'.",
        "Berikan {wanted_id}.",
    ),
    "address-refused": ErrorSpec(
        "'{name}' is a web address, and Rajut fetches nothing from the web.",
        "Download it first, then give the file.",
        "'{name}' adalah alamat web, dan Rajut tidak mengambil apa pun dari web.",
        "Unduh dahulu, lalu berikan berkasnya.",
    ),
    "glob-empty": ErrorSpec(
        "No file matches '{name}'.",
        "Check the pattern, or give the folder.",
        "Tidak ada berkas yang cocok dengan '{name}'.",
        "Periksa polanya, atau berikan foldernya.",
    ),
    "input-empty": ErrorSpec(
        "Nothing came on standard input for '{name}'.",
        "Pipe a document into it: `cat plan.pdf | rajut tables -`.",
        "Tidak ada yang masuk lewat masukan standar untuk '{name}'.",
        "Alirkan dokumen ke dalamnya: `cat rencana.pdf | rajut tables -`.",
    ),
    "output-home": ErrorSpec(
        "'{name}' is a home folder or the root of the disk; a dataset needs a folder of its own.",
        "Give one with --out, for example --out {name}/dataset.",
        "'{name}' adalah folder rumah atau akar disk; dataset memerlukan foldernya sendiri.",
        "Berikan dengan --out, misalnya --out {name}/dataset.",
    ),
    "query-invalid": ErrorSpec(
        "The query cannot be answered: {detail}.",
        "`rajut query {name}` lists the tables, views and columns.",
        "Kueri tidak dapat dijawab: {detail}.",
        "`rajut query {name}` mendaftar tabel, tampilan, dan kolomnya.",
    ),
    "no-table": ErrorSpec(
        "No table was found in '{name}'.",
        "If it is a scan, make it searchable first; else look at it with `rajut inspect`.",
        "Tidak ada tabel di '{name}'.",
        "Jika hasil pindai, buat dapat dicari dahulu; jika tidak, lihat dengan `rajut inspect`.",
    ),
    "kind-invalid": ErrorSpec(
        "The table kind file '{name}' is invalid: {detail}.",
        "Compare it with a file under schemas/kinds.",
        "Berkas jenis tabel '{name}' tidak sah: {detail}.",
        "Bandingkan dengan berkas di schemas/kinds.",
    ),
    "vocabulary-invalid": ErrorSpec(
        "The vocabulary '{name}' is invalid: {detail}.",
        "Compare it with the folders under schemas/vocabulary; docs/vocabulary.md lists what may stand in them.",
        "Kosakata '{name}' tidak sah: {detail}.",
        "Bandingkan dengan map di schemas/vocabulary; docs/vocabulary.md memuat apa yang boleh ada di dalamnya.",
    ),
    "vocabulary-late": ErrorSpec(
        "The vocabulary '{name}' comes too late: this process has read words already.",
        "Choose the vocabulary before the first document, or read in a new process.",
        "Kosakata '{name}' terlambat: proses ini sudah membaca kata.",
        "Pilih kosakata sebelum dokumen pertama, atau baca dalam proses baru.",
    ),
    "nomenclature-invalid": ErrorSpec(
        "The nomenclature file '{name}' is invalid: {detail}.",
        "Give a CSV with the columns level and name.",
        "Berkas nomenklatur '{name}' tidak sah: {detail}.",
        "Berikan CSV dengan kolom level dan name.",
    ),
    "contract-violated": ErrorSpec(
        "The result was not published, it breaks the contract: {detail}.",
        "Please report this with the document.",
        "Hasil tidak diterbitkan karena melanggar kontrak: {detail}.",
        "Mohon laporkan beserta dokumennya.",
    ),
    "contract-unreadable": ErrorSpec(
        "'{name}' is of contract version {found}; this Rajut reads up to version {newest}.",
        "Use the Rajut that wrote it, or convert the documents again into a new folder.",
        "'{name}' memakai kontrak versi {found}; Rajut ini membaca sampai versi {newest}.",
        "Gunakan Rajut yang menulisnya, atau konversi ulang dokumen ke folder baru.",
    ),
    "contract-older": ErrorSpec(
        "'{name}' is of contract version {found}; this Rajut writes and reads version {newest}.",
        "Run `rajut migrate {name}`; nothing has to be read again.",
        "'{name}' memakai kontrak versi {found}; Rajut ini menulis dan membaca versi {newest}.",
        "Jalankan `rajut migrate {name}`; dokumen tidak perlu dibaca ulang.",
    ),
    "dataset-damaged": ErrorSpec(
        "'{name}' is not as it was published: {detail}.",
        "Run `rajut convert ... --out {name}` again; only what is damaged is made anew.",
        "'{name}' tidak seperti saat diterbitkan: {detail}.",
        "Jalankan lagi `rajut convert ... --out {name}`; hanya yang rusak dibuat ulang.",
    ),
    "reference-ambiguous": ErrorSpec(
        "'{name}' is in several documents: {detail}.",
        "Put the document before it: document_id/{name}, or give an observation_id.",
        "'{name}' ada di beberapa dokumen: {detail}.",
        "Tulis dokumennya di depan: document_id/{name}, atau berikan observation_id.",
    ),
    "output-unwritable": ErrorSpec(
        "Cannot write to '{name}': {detail}.",
        "Choose another folder with --out, or change its permissions.",
        "Tidak dapat menulis ke '{name}': {detail}.",
        "Pilih folder lain dengan --out, atau ubah hak aksesnya.",
    ),
    "disk-full": ErrorSpec(
        "There is no room left on the disk of '{name}'.",
        "Make room, then run the same command again: what was finished is kept.",
        "Tidak ada ruang tersisa pada penyimpanan '{name}'.",
        "Kosongkan ruang, lalu jalankan perintah yang sama: yang sudah selesai tetap tersimpan.",
    ),
    "rows-lost": ErrorSpec(
        "'{name}' lost the rows of documents that are not among the inputs: {detail}.",
        "Convert these documents again, or let go of them with --prune.",
        "'{name}' kehilangan baris dari dokumen yang tidak ada di antara masukan: {detail}.",
        "Konversi lagi dokumen itu, atau lepaskan dengan --prune.",
    ),
    "output-foreign": ErrorSpec(
        "'{name}' holds files that Rajut did not write ({detail}).",
        "Give an empty folder, or one that Rajut published to.",
        "'{name}' berisi berkas yang bukan tulisan Rajut ({detail}).",
        "Berikan folder kosong, atau folder terbitan Rajut.",
    ),
    "output-busy": ErrorSpec(
        "Another run is writing to '{name}' (waited {detail}).",
        "Wait until it ends, or choose another folder with --out.",
        "Proses lain sedang menulis ke '{name}' (sudah ditunggu {detail}).",
        "Tunggu sampai selesai, atau pilih folder lain dengan --out.",
    ),
    "document-duplicate": ErrorSpec(
        "'{name}' has the same bytes as '{detail}'.",
        "Its rows are published once, under the other name; remove one of the two files.",
        "'{name}' sama persis dengan '{detail}'.",
        "Isinya diterbitkan sekali, dengan nama yang lain; hapus salah satu berkas.",
    ),
    "partition-unfit": ErrorSpec(
        "Cannot partition by {name}: only plain words and whole numbers are safe in folder names.",
        "Choose from: {detail}.",
        "Tidak dapat mempartisi menurut {name}: hanya kata sederhana dan bilangan bulat yang aman sebagai nama folder.",
        "Pilih dari: {detail}.",
    ),
    "prune-everything": ErrorSpec(
        "{name} would remove every document from the output.",
        "Give the documents that are to stay.",
        "{name} akan menghapus semua dokumen dari keluaran.",
        "Berikan dokumen yang harus tetap ada.",
    ),
    "output-missing": ErrorSpec(
        "'{name}' is not a published dataset: {detail}.",
        "Run `rajut convert ... --out {name}` first.",
        "'{name}' bukan dataset terbitan: {detail}.",
        "Jalankan `rajut convert ... --out {name}` dahulu.",
    ),
    "pages-invalid": ErrorSpec(
        "'{name}' does not say which pages are meant.",
        "Write pages like 40-60,75; they count from 1.",
        "'{name}' tidak menyebutkan halaman yang dimaksud.",
        "Tulis halaman seperti 40-60,75; dihitung mulai dari 1.",
    ),
    "page-missing": ErrorSpec(
        "'{name}' has no page {detail}.",
        "Pages count from 1.",
        "'{name}' tidak memiliki halaman {detail}.",
        "Halaman dihitung mulai dari 1.",
    ),
    "reference-unknown": ErrorSpec(
        "'{name}' is not in this dataset: {detail}.",
        "Copy a cell_ref or observation_id from observations.parquet.",
        "'{name}' tidak ada di dataset ini: {detail}.",
        "Salin cell_ref atau observation_id dari observations.parquet.",
    ),
    "engine-missing": ErrorSpec(
        "The engine '{name}' is not installed.",
        "Install it with `pip install 'rajut[{extra}]'`.",
        "Mesin '{name}' belum terpasang.",
        "Pasang dengan `pip install 'rajut[{extra}]'`.",
    ),
    "engine-broken": ErrorSpec(
        "The engine '{name}' cannot be loaded.",
        "Install Rajut again: `pip install --force-reinstall rajut`.",
        "Mesin '{name}' tidak dapat dimuat.",
        "Pasang ulang Rajut: `pip install --force-reinstall rajut`.",
    ),
    "converter-missing": ErrorSpec(
        "'{name}' is {found}, which LibreOffice must convert, and LibreOffice is not installed.",
        "Install LibreOffice and convert with --retry refused, or save the document as DOCX or PDF.",
        "'{name}' berjenis {found} yang harus diubah dengan LibreOffice, dan LibreOffice belum terpasang.",
        "Pasang LibreOffice lalu ulangi dengan --retry refused, atau simpan dokumen sebagai DOCX atau PDF.",
    ),
    "engine-unreachable": ErrorSpec(
        "The cluster '{name}' cannot be used: {detail}.",
        "Check its address, that workers are there, and that they run the same version of Rajut.",
        "Kluster '{name}' tidak dapat dipakai: {detail}.",
        "Periksa alamatnya, apakah ada pekerja, dan apakah versi Rajut-nya sama.",
    ),
    "time-limit": ErrorSpec(
        "'{name}' took longer than {detail}.",
        "Raise --timeout, or split the document.",
        "'{name}' melebihi batas waktu {detail}.",
        "Naikkan --timeout, atau pecah dokumennya.",
    ),
    "memory-limit": ErrorSpec(
        "'{name}' needed more memory than {detail}.",
        "Raise --memory, or split the document.",
        "'{name}' membutuhkan memori melebihi {detail}.",
        "Naikkan --memory, atau pecah dokumennya.",
    ),
    "worker-crashed": ErrorSpec(
        "'{name}' made its worker process crash ({detail}).",
        "Please report it with the document; the other documents are not affected.",
        "'{name}' membuat proses pembacanya berhenti mendadak ({detail}).",
        "Mohon laporkan beserta dokumennya; dokumen lain tidak terpengaruh.",
    ),
    "bug": ErrorSpec(
        "'{name}' met a bug in Rajut: {detail}.",
        "Please report it with the document; the other documents are not affected.",
        "'{name}' menemui kesalahan program Rajut: {detail}.",
        "Mohon laporkan beserta dokumennya; dokumen lain tidak terpengaruh.",
    ),
    "corrections-invalid": ErrorSpec(
        "The corrections in '{name}' cannot be taken: {detail}.",
        "Mend these lines; `rajut corrections check {name}` tells all of them.",
        "Koreksi di '{name}' tidak dapat dipakai: {detail}.",
        "Perbaiki baris itu; `rajut corrections check {name}` menyebutkan semuanya.",
    ),
    "port-taken": ErrorSpec(
        "Port {name} cannot be used: {detail}.",
        "Choose another with --port, or leave it out for a free one.",
        "Port {name} tidak dapat dipakai: {detail}.",
        "Pilih yang lain dengan --port, atau hilangkan agar dipilih yang bebas.",
    ),
    "desk-busy": ErrorSpec(
        "'{name}' is being reviewed by {detail}.",
        "Wait until they close the desk, or look with --read-only.",
        "'{name}' sedang diperiksa oleh {detail}.",
        "Tunggu sampai meja ditutup, atau lihat dengan --read-only.",
    ),
    "config-invalid": ErrorSpec(
        "The configuration file '{name}' is invalid: {detail}.",
        "Use the names of the options of `rajut convert --help`.",
        "Berkas konfigurasi '{name}' tidak sah: {detail}.",
        "Gunakan nama opsi pada `rajut convert --help`.",
    ),
}
