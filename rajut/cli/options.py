"""Options that several commands share, and the words that they take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from rajut.cli.line.declared import argument, option


class Language(StrEnum):
    """Languages of messages."""

    EN = "en"
    ID = "id"


class TableFormat(StrEnum):
    """Formats of `rajut tables`."""

    JSON = "json"
    CSV = "csv"
    HTML = "html"
    MD = "md"


class Opinion(StrEnum):
    """When pdfplumber and camelot are asked for the same tables."""

    NEVER = "never"
    AUTO = "auto"
    ALWAYS = "always"


class Ocr(StrEnum):
    """When pages are read off their pictures."""

    NEVER = "never"
    AUTO = "auto"
    ALWAYS = "always"


class LogFormat(StrEnum):
    """How a run tells how it goes."""

    TEXT = "text"
    JSON = "json"


class Retry(StrEnum):
    """Statuses that are worth another try."""

    FAILED = "failed"
    REFUSED = "refused"


class EngineName(StrEnum):
    """Who reads the tables of a PDF."""

    RAJUT = "rajut"
    PDFPLUMBER = "pdfplumber"
    CAMELOT = "camelot"


LangOption = Annotated[Language, option("--lang", help=("Language of messages.", "Bahasa pesan."), variable="RAJUT_LANG")]
JsonOption = Annotated[
    bool,
    option(
        "--json",
        help=("Print the result as JSON on stdout, for machines.", "Cetak hasil sebagai JSON di stdout, untuk program lain."),
    ),
]
PasswordOption = Annotated[
    str | None,
    option(
        "--password",
        help=("Password of encrypted documents.", "Sandi dokumen yang terenkripsi."),
        variable="RAJUT_PASSWORD",
    ),
]
KindsOption = Annotated[
    Path | None,
    option(
        "--kinds",
        help=(
            "Folder of table kinds of your own, TOML files; see docs/kinds.md.",
            "Folder jenis tabel buatan sendiri, berkas TOML; lihat docs/kinds.md.",
        ),
    ),
]
VocabularyOption = Annotated[
    Path | None,
    option(
        "--vocabulary",
        help=(
            "Folder of words of your own, TOML files; see docs/vocabulary.md.",
            "Folder kosakata sendiri, berkas TOML; lihat docs/vocabulary.md.",
        ),
        variable="RAJUT_VOCABULARY",
    ),
]
TimeoutOption = Annotated[
    float | None,
    option(
        "--timeout",
        least=0.1,
        help=("Seconds allowed per document, 900 by default.", "Batas detik per dokumen, bawaan 900."),
    ),
]
MemoryOption = Annotated[
    int | None,
    option(
        "--memory",
        least=16,
        help=("MiB allowed per document, 2048 by default.", "Batas MiB per dokumen, bawaan 2048."),
    ),
]
PagesOption = Annotated[
    str | None,
    option(
        "--pages",
        help=(
            "Pages to read, like 40-60,75; all where nothing is said.",
            "Halaman yang dibaca, misalnya 40-60,75; semua bila tidak disebut.",
        ),
    ),
]
EngineOption = Annotated[EngineName, option("--engine", help=("Who reads the tables of a PDF.", "Mesin pembaca tabel PDF."))]
ConfigOption = Annotated[
    Path | None,
    option(
        "--config",
        help=(
            "File with options of this command; rajut.toml is read when there.",
            "Berkas opsi perintah ini; rajut.toml dibaca bila ada.",
        ),
    ),
]
OpinionOption = Annotated[
    Opinion,
    option(
        "--second-opinion",
        help=(
            "Ask the other engines where trust is low, always, or never.",
            "Tanyai mesin lain bila hasil kurang meyakinkan, selalu, atau tidak pernah.",
        ),
    ),
]
OcrOption = Annotated[
    Ocr,
    option(
        "--ocr",
        help=(
            "Read pages off their pictures: where their text is missing or wrong, always, or never.",
            "Baca halaman dari gambarnya: bila teksnya tidak ada atau salah, selalu, atau tidak pernah.",
        ),
    ),
]
OcrTimeoutOption = Annotated[
    float,
    option(
        "--ocr-timeout",
        least=1,
        help=("Seconds allowed for reading one page's picture.", "Batas detik untuk membaca gambar satu halaman."),
    ),
]
OutArgument = Annotated[Path, argument(help=("Folder of a published dataset.", "Folder dataset terbitan."))]
