"""`rajut convert`: its options as one object, and the run. Heavy imports stay inside, so that `rajut --help` stays quick."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rajut.cli.inputs import refuse_web, written_inputs
from rajut.cli.line.declared import argument, option
from rajut.cli.messages import say
from rajut.cli.options import (
    ConfigOption,
    EngineName,
    EngineOption,
    JsonOption,
    KindsOption,
    LangOption,
    Language,
    LogFormat,
    MemoryOption,
    Ocr,
    OcrOption,
    OcrTimeoutOption,
    Opinion,
    OpinionOption,
    PagesOption,
    PasswordOption,
    Retry,
    TimeoutOption,
    VocabularyOption,
)
from rajut.cli.printing import print_json, show

if TYPE_CHECKING:
    from rajut.batch.run import BatchOptions, BatchSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertArguments:
    """What the command line may say, under the names and with the help that users see."""

    inputs: Annotated[
        list[Path],
        argument(
            help=(
                "Documents, folders, quoted patterns, - for standard input, addresses like s3://bucket/archive.",
                "Dokumen, folder, pola dalam tanda kutip, - untuk masukan standar, alamat seperti s3://bucket/arsip.",
            )
        ),
    ]
    out: Annotated[
        Path, option("--out", "-o", help=("Folder of the dataset, or its address.", "Folder dataset, atau alamatnya."))
    ] = Path("output")
    jobs: Annotated[
        int | None,
        option(
            "--jobs",
            "-j",
            least=0,
            help=(
                "Worker processes, by default one per core; 0 reads in this process, without limits.",
                "Proses pekerja, bawaan satu per inti; 0 membaca di proses ini, tanpa batas.",
            ),
        ),
    ] = None
    timeout: TimeoutOption = None
    memory: MemoryOption = None
    pages: PagesOption = None
    password: PasswordOption = None
    engine: EngineOption = EngineName.RAJUT
    second_opinion: OpinionOption = Opinion.AUTO
    ocr: OcrOption = Ocr.AUTO
    ocr_timeout: OcrTimeoutOption = 60.0
    kinds: KindsOption = None
    vocabulary: VocabularyOption = None
    corrections: Annotated[
        Path | None,
        option(
            help=(
                "What people answered; by default corrections.csv in the output folder, if there.",
                "Jawaban orang; bawaannya corrections.csv di folder keluaran, bila ada.",
            )
        ),
    ] = None
    cluster: Annotated[
        str | None,
        option(
            help=(
                "Read on a Dask cluster, dask://host:port; see docs/scale.md.",
                "Baca di klaster Dask, dask://host:port; lihat docs/scale.md.",
            )
        ),
    ] = None
    retry: Annotated[
        list[Retry] | None, option(help=("Read documents of this status again.", "Baca lagi dokumen berstatus ini."))
    ] = None
    force: Annotated[bool, option(help=("Read every document again.", "Baca lagi semua dokumen."))] = False
    prune: Annotated[
        bool,
        option(
            help=(
                "Remove documents that are no longer among the inputs.",
                "Buang dokumen yang tidak lagi ada di masukan.",
            )
        ),
    ] = False
    dry_run: Annotated[bool, option(help=("Only list what would be read.", "Hanya daftar yang akan dibaca."))] = False
    duckdb: Annotated[
        bool, option(help=("Also write rajut.duckdb with views.", "Tulis juga rajut.duckdb beserta view-nya."))
    ] = False
    quiet: Annotated[bool, option("--quiet", "-q", help=("Print errors only.", "Cetak kesalahan saja."))] = False
    log_format: Annotated[
        LogFormat,
        option(
            help=(
                "What a run tells on stderr while it goes: text, or JSON lines.",
                "Yang diceritakan proses di stderr selama berjalan: teks, atau baris JSON.",
            )
        ),
    ] = LogFormat.TEXT
    config: ConfigOption = None
    as_json: JsonOption = False
    lang: LangOption = Language.EN

    @property
    def one_process(self) -> bool:
        """No worker processes will be needed."""
        return bool(self.dry_run or self.jobs == 0 or self.cluster)


def convert(arguments: ConvertArguments) -> None:
    """Convert documents into one published dataset."""
    from rajut.cli.quick_start import arrow_without_pandas
    from rajut.reference.own_words import use_own_words

    use_own_words(arguments.vocabulary)
    arrow_without_pandas()  # before the fork server is split off: it would load pandas for itself
    if not arguments.one_process:
        from rajut.workers.fork_server import start_for

        start_for(arguments.inputs)
    from rajut.store.run_inputs import local_output, path_to_url

    refuse_web(arguments.out)
    target = path_to_url(arguments.out)
    out = local_output(arguments.out)
    with written_inputs(arguments.inputs) as written:
        _convert_written(arguments, written, out, target)


def _convert_written(arguments: ConvertArguments, written: list[Path], out: Path, target: str | None) -> None:
    from rajut.batch.plan import inputs_to_plan
    from rajut.batch.run import convert_batch
    from rajut.cli.console import plan_to_lines, progress_line
    from rajut.cli.exit_status import summary_to_exit
    from rajut.cli.json_log import json_log
    from rajut.store.run_inputs import local_inputs

    inputs, strangers = local_inputs(written, out)
    for name in strangers:
        show(say("name-unsafe", arguments.lang.value, name=name), error=True)
    if arguments.dry_run:
        for line in plan_to_lines(inputs_to_plan(inputs, out)):
            show(line)
        return
    options, in_json = arguments_to_options(arguments), arguments.log_format is LogFormat.JSON
    with progress_line(quiet=arguments.quiet or arguments.as_json or in_json) as on_progress:
        summary = convert_batch(inputs, out, options, json_log(sys.stderr) if in_json else on_progress)
    if target is not None and summary.published is not None:
        _push(out, target, arguments)
    _tell(summary, out, arguments)
    sys.exit(summary_to_exit(summary))


def arguments_to_options(arguments: ConvertArguments) -> BatchOptions:
    """How documents are read, by how many workers, and what is published. Raises ProfileError for a broken file of kinds."""
    from extract.opinion.registry import installed_engines
    from extract.options import ReadOptions
    from extract.scan.parts import installed_recogniser
    from rajut.batch.run import BatchOptions
    from rajut.library.page_numbers import to_pages
    from rajut.pipeline import ConvertOptions
    from rajut.publish.output_folder import PublishOptions
    from rajut.reference.corrections_file import corrections_beside, load_corrections
    from rajut.reference.nomenclature import imported_nomenclature
    from rajut.reference.own_kinds import load_kinds
    from rajut.reference.own_words import own_words_digest
    from rajut.seen.sampling import corrections_to_share
    from rajut.store.run_inputs import local_output

    given = arguments.corrections
    corrections = load_corrections(given) if given is not None else corrections_beside(local_output(arguments.out))
    return BatchOptions(
        convert=ConvertOptions(
            read=ReadOptions(
                password=arguments.password,
                pages=to_pages(arguments.pages),
                engine=arguments.engine.value,
                second_opinion=arguments.second_opinion.value,
                opinion_engines=() if arguments.second_opinion is Opinion.NEVER else installed_engines(),
                ocr=arguments.ocr.value,
                ocr_timeout=arguments.ocr_timeout,
                ocr_parts=None if arguments.ocr is Ocr.NEVER else installed_recogniser(),
            ),
            kinds=load_kinds(arguments.kinds) if arguments.kinds is not None else (),
            nomenclature=imported_nomenclature(),
            corrections=corrections,
            words=own_words_digest(),
        ),
        jobs=arguments.jobs,
        timeout=arguments.timeout,
        memory=arguments.memory * 2**20 if arguments.memory is not None else None,
        retry=frozenset(item.value for item in arguments.retry or ()),
        force=arguments.force,
        prune=arguments.prune,
        cluster=arguments.cluster,
        publish=PublishOptions(
            duckdb=arguments.duckdb, language=arguments.lang.value, share=corrections_to_share(corrections)
        ),
    )


def _push(out: Path, target: str, arguments: ConvertArguments) -> None:
    from rajut.store.object_store import push

    pushed = push(out, target)
    if not (arguments.quiet or arguments.as_json or arguments.log_format is LogFormat.JSON):
        code = "pushed" if pushed.changed else "unchanged"
        show(say(code, arguments.lang.value, files=pushed.files, url=pushed.url, out=pushed.url))


def _tell(summary: BatchSummary, out: Path, arguments: ConvertArguments) -> None:
    from rajut.cli.console import summary_to_json, summary_to_lines
    from rajut.cli.json_log import log_summary

    in_json = arguments.log_format is LogFormat.JSON
    if in_json:
        log_summary(sys.stderr, summary)
    if arguments.as_json:
        print_json(summary_to_json(summary))
    for line, is_error in summary_to_lines(summary, out, arguments.lang.value):
        if (is_error and not in_json) or not (is_error or arguments.quiet or arguments.as_json):
            show(line, error=is_error)
