"""The commands: where each is, and what it does in one sentence. A command's module is loaded when it is called."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rajut.cli.line.declared import Command, Words, to_parameters


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command is. Its function takes the parameters of the class `arguments` as one object, its own where that is ""."""

    module: str
    function: str
    help: Words
    arguments: str = ""


ABOUT: Words = (
    "Knits the broken tables of archived planning documents into data that people can trust.",
    "Merajut tabel yang terputus dalam arsip dokumen perencanaan menjadi data yang dapat dipercaya.",
)
GROUPS: Mapping[str, Words] = {
    "nomenclature": (
        "Names of programmes and activities as a reference for levels.",
        "Nama program dan kegiatan sebagai acuan tingkat.",
    ),
    "corrections": (
        "What people answered about readings: check, list and merge corrections.",
        "Jawaban orang tentang hasil baca: periksa, daftar, dan gabungkan koreksi.",
    ),
}
COMMANDS: Mapping[str, Place] = {
    "convert": Place(
        "rajut.cli.convert",
        "convert",
        ("Convert documents into one published dataset.", "Ubah dokumen menjadi satu dataset terbitan."),
        "ConvertArguments",
    ),
    "list": Place(
        "rajut.cli.list_tables",
        "list_tables",
        (
            "List the tables of a document with pages, size, kind and title; scans are not read, no other engine is asked.",
            "Daftar tabel suatu dokumen: halaman, ukuran, jenis, judul; hasil pindai tidak dibaca, mesin lain tidak ditanya.",
        ),
        "ListArguments",
    ),
    "tables": Place(
        "rajut.cli.look",
        "tables",
        (
            "Print the tables of one document as found, before any knitting.",
            "Cetak tabel satu dokumen sebagaimana ditemukan, sebelum dirajut.",
        ),
        "TablesArguments",
    ),
    "query": Place(
        "rajut.cli.questions",
        "query",
        (
            "Ask a dataset in SQL; its tables and views have the names of docs/bi.md.",
            "Tanyai dataset dengan SQL; nama tabel dan view-nya ada di docs/bi.md.",
        ),
    ),
    "explain": Place(
        "rajut.cli.questions",
        "explain",
        ("Tell how a value came to be, step by step.", "Ceritakan asal suatu nilai, langkah demi langkah."),
    ),
    "review": Place(
        "rajut.cli.review",
        "review",
        (
            "Look at a dataset beside its pages, and answer what is in doubt.",
            "Lihat dataset di samping halamannya, dan jawab yang diragukan.",
        ),
        "ReviewArguments",
    ),
    "export": Place(
        "rajut.cli.whole_sets",
        "export",
        (
            "Write the wide view, one column per year, for a spreadsheet; or a file to answer in, or one for an open-data portal.",
            "Tulis tampilan lebar, satu kolom per tahun, untuk lembar kerja; atau berkas untuk dijawab, atau untuk portal data.",
        ),
        "ExportArguments",
    ),
    "status": Place(
        "rajut.cli.about",
        "status",
        ("Tell how far a run is, from another terminal.", "Beri tahu sejauh mana proses berjalan, dari terminal lain."),
    ),
    "verify": Place(
        "rajut.cli.whole_sets",
        "verify",
        (
            "Check a published dataset: snapshot, checksums, contract, ledger, keys.",
            "Periksa dataset terbitan: snapshot, checksum, kontrak, buku besar sel, kunci.",
        ),
    ),
    "migrate": Place(
        "rajut.cli.whole_sets",
        "migrate",
        (
            "Bring a dataset of an older contract up to date; no document is read again.",
            "Mutakhirkan dataset dengan kontrak lama; tidak ada dokumen yang dibaca ulang.",
        ),
    ),
    "inspect": Place(
        "rajut.cli.look",
        "inspect",
        (
            "Draw what the table finder saw on a page: words, rules, cells, and what it rejected and why. Of several pages each is a "
            "file of its own, page-40.html.",
            "Gambar yang dilihat pencari tabel pada suatu halaman: kata, garis, sel, dan yang ditolak beserta alasannya. Dari "
            "beberapa halaman, masing-masing menjadi berkas sendiri, page-40.html.",
        ),
        "InspectArguments",
    ),
    "pull": Place(
        "rajut.cli.whole_sets",
        "pull",
        (
            "Bring an archive from an object store; only what changed is fetched.",
            "Ambil arsip dari penyimpanan objek; hanya yang berubah yang diunduh.",
        ),
    ),
    "push": Place(
        "rajut.cli.whole_sets",
        "push",
        (
            "Put a published dataset into an object store; readers see the old set or the new one.",
            "Simpan dataset terbitan ke penyimpanan objek; pembaca melihat yang lama atau yang baru.",
        ),
    ),
    "kinds": Place(
        "rajut.cli.about",
        "kinds",
        (
            "List the kinds of tables that Rajut knows, and what each needs.",
            "Daftar jenis tabel yang dikenal Rajut, dan yang diperlukan masing-masing.",
        ),
    ),
    "nomenclature import": Place(
        "rajut.cli.about",
        "nomenclature_import",
        (
            "Keep the names of a reference file; they become evidence for levels in later conversions.",
            "Simpan nama dari berkas acuan; nama itu menjadi bukti tingkat pada konversi berikutnya.",
        ),
    ),
    "corrections check": Place(
        "rajut.cli.corrections",
        "check",
        (
            "Tell every line that cannot be taken, and with a dataset every answer that was not applied.",
            "Sebutkan tiap baris yang tidak dapat dipakai, dan dengan dataset tiap jawaban yang belum diterapkan.",
        ),
    ),
    "corrections list": Place(
        "rajut.cli.corrections",
        "list_corrections",
        (
            "Print the answers, one line each.",
            "Cetak jawaban, satu baris tiap jawaban.",
        ),
    ),
    "corrections merge": Place(
        "rajut.cli.corrections",
        "merge",
        (
            "Put the answers of several people into one file; answers that contradict each other stop it, with their lines.",
            "Gabungkan jawaban beberapa orang ke satu berkas; jawaban yang bertentangan menghentikannya, beserta barisnya.",
        ),
    ),
    "corrections suggest": Place(
        "rajut.cli.corrections",
        "suggest",
        (
            "Carry answers over to another scan or edition of the same plan, as suggestions for the review desk.",
            "Bawa jawaban ke hasil pindai atau edisi lain dari rencana yang sama, sebagai saran bagi meja tinjau.",
        ),
    ),
    "corrections terms": Place(
        "rajut.cli.corrections",
        "terms",
        (
            "Offer heads that people gave a meaning as words for `rajut convert --vocabulary FOLDER`.",
            "Tawarkan kepala kolom yang diberi arti oleh orang sebagai kosakata untuk `rajut convert --vocabulary FOLDER`.",
        ),
    ),
    "corrections import": Place(
        "rajut.cli.corrections",
        "import_answers",
        (
            "Take the answers of an Excel file into the corrections of a dataset.",
            "Masukkan jawaban dari berkas Excel ke dalam koreksi suatu dataset.",
        ),
    ),
    "version": Place(
        "rajut.cli.about",
        "version",
        (
            "Print the version of the software and of the published contract, whether PDFs are read by the compiled loops, and what "
            "workers are held to on this system.",
            "Cetak versi perangkat lunak dan kontrak terbitan, apakah PDF dibaca oleh kode terkompilasi, dan pembatasan proses "
            "pekerja pada sistem ini.",
        ),
    ),
}


def load_command(name: str) -> Command:
    """The command of this name, ready to run. Raises KeyError for a name that is none of COMMANDS."""
    place = COMMANDS[name]
    module = importlib.import_module(place.module)
    function: Callable[..., None] = getattr(module, place.function)
    if not place.arguments:
        return Command(name, place.help, to_parameters(function), function)
    kind: type[Any] = getattr(module, place.arguments)

    def run(**values: Any) -> None:
        function(kind(**values))

    return Command(name, place.help, to_parameters(kind), run)
