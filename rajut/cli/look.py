"""Commands that look into one document and convert nothing: its tables as found, what the finder saw on a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rajut.cli.inputs import STDIN, written_inputs
from rajut.cli.line.declared import argument, option
from rajut.cli.messages import say
from rajut.cli.options import (
    EngineName,
    EngineOption,
    LangOption,
    Language,
    MemoryOption,
    Ocr,
    OcrOption,
    OcrTimeoutOption,
    Opinion,
    OpinionOption,
    PagesOption,
    PasswordOption,
    TableFormat,
    TimeoutOption,
)
from rajut.cli.printing import refuse_ending, show, write_bytes

if TYPE_CHECKING:
    from rajut.workers.isolate import Limits

JobOption = Annotated[
    int,
    option(
        "--jobs",
        "-j",
        least=0,
        help=("0 reads in this process, without limits.", "0 membaca di proses ini, tanpa batas."),
    ),
]
_ENDINGS = (".html", ".svg", ".png")


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesArguments:
    """What `rajut tables` may be told."""

    file: Annotated[
        Path, argument(help=("Document to read; - reads standard input.", "Dokumen yang dibaca; - membaca masukan standar."))
    ]
    format: Annotated[TableFormat, option("--format", "-f", help=("Output format.", "Bentuk keluaran."))] = TableFormat.JSON
    output: Annotated[
        Path | None, option("--output", "-o", help=("Write here instead of stdout.", "Tulis ke sini, bukan ke stdout."))
    ] = None
    pages: PagesOption = None
    password: PasswordOption = None
    engine: EngineOption = EngineName.RAJUT
    second_opinion: OpinionOption = Opinion.NEVER
    ocr: OcrOption = Ocr.AUTO
    ocr_timeout: OcrTimeoutOption = 60.0
    jobs: JobOption = 1
    timeout: TimeoutOption = None
    memory: MemoryOption = None
    lang: LangOption = Language.EN


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectArguments:
    """What `rajut inspect` may be told."""

    file: Annotated[Path, argument(help=("PDF to look into.", "PDF yang dilihat."))]
    page: Annotated[int, option("--page", "-p", least=1, help=("Page, from 1.", "Halaman, mulai 1."))] = 1
    pages: PagesOption = None
    output: Annotated[
        Path, option("--output", "-o", help=("File to write: .html, .svg or .png.", "Berkas tujuan: .html, .svg, atau .png."))
    ] = Path("page.html")
    layer: Annotated[
        list[str] | None,
        option(
            help=(
                "Layer to show: words, rulings, edges, cells, rejected, ...",
                "Lapisan yang tampil: words, rulings, edges, cells, rejected, ...",
            )
        ),
    ] = None
    password: PasswordOption = None
    ocr: OcrOption = Ocr.AUTO
    jobs: JobOption = 1
    timeout: TimeoutOption = None
    memory: MemoryOption = None
    lang: LangOption = Language.EN


def tables(arguments: TablesArguments) -> None:
    """Print the tables of one document as found, before any knitting."""
    from extract.options import ReadOptions
    from rajut.cli.tables_as_text import FORMATS
    from rajut.library.page_numbers import to_pages
    from rajut.library.raw_tables import read_fragments

    options = ReadOptions(
        password=arguments.password,
        pages=to_pages(arguments.pages),
        engine=arguments.engine.value,
        second_opinion=arguments.second_opinion.value,
        ocr=arguments.ocr.value,
        ocr_timeout=arguments.ocr_timeout,
    )
    limits = to_limits(arguments.jobs, arguments.timeout, arguments.memory, "rajut.library.raw_tables")
    with written_inputs([arguments.file]) as paths:
        text = FORMATS[arguments.format.value](read_fragments(paths[0], options, limits))
    if arguments.output is None or arguments.output == STDIN:
        show(text, nl=not text.endswith("\n"))
        return
    write_bytes(arguments.output, text.encode())


def inspect(arguments: InspectArguments) -> None:
    """Draw what the table finder saw on a page: words, rules, cells, and what it rejected and why. Of several pages each is a
    file of its own, page-40.html."""
    from rajut.cli.inspect_page import Asked, file_to_drawing
    from rajut.library.page_numbers import to_pages
    from rajut.workers.alone import call_alone

    file, output = arguments.file, arguments.output
    suffix = output.suffix.lower().lstrip(".")
    refuse_ending("--output", output, _ENDINGS)
    limits = to_limits(arguments.jobs, arguments.timeout, arguments.memory, "rajut.cli.inspect_page")
    numbers = to_pages(arguments.pages) or (arguments.page,)
    for number in numbers:
        asked = Asked(file, number, suffix, tuple(arguments.layer or ()), arguments.password, arguments.ocr.value)
        target = output if len(numbers) == 1 else output.with_stem(f"{output.stem}-{number}")
        write_bytes(target, call_alone(file_to_drawing, asked, limits, file.name))
        show(say("drawn", arguments.lang.value, path=target))


def to_limits(jobs: int, timeout: float | None, memory: int | None, module: str) -> Limits | None:
    """The limits of a single reading, the usual ones where nothing is said, with the workers' server started that holds `module`;
    None, which reads in this process, for 0 jobs."""
    from rajut.workers.alone import UNATTENDED
    from rajut.workers.fork_server import start_here
    from rajut.workers.isolate import Limits

    if jobs == 0:
        return None
    start_here((module,), ())
    return Limits(timeout or UNATTENDED.seconds, UNATTENDED.memory if memory is None else memory * 2**20)
