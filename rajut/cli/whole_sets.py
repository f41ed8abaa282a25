"""Commands about a published dataset as a whole: check, bring up to date, hand on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from rajut.cli.line.declared import argument, option
from rajut.cli.messages import say
from rajut.cli.options import JsonOption, LangOption, Language, OutArgument
from rajut.cli.printing import print_json, refuse_ending, show


def verify(out: OutArgument = Path("output"), as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """Checks a published dataset: snapshot, checksums, contract, ledger, keys."""
    from dataclasses import asdict

    from rajut.dataset.verify import report_to_error, verify_dataset

    report = verify_dataset(out)
    if as_json:
        print_json(asdict(report) | {"out": str(out), "ok": report.ok})
    error = report_to_error(report)
    if error is not None:
        for fault in report.faults:
            show(f"{fault.check}: {fault.id if lang is Language.ID else fault.en}", error=True)
        raise error
    if not as_json:
        show(say("verified", lang.value, out=out, checks=len(report.checks)))


def migrate(out: OutArgument = Path("output"), lang: LangOption = Language.EN) -> None:
    """Brings a dataset of an older contract up to date; no document is read again."""
    from rajut.publish.migrate import migrate_dataset
    from schemas.contracts.version import CONTRACT_VERSION

    done = migrate_dataset(out)
    if done is None:
        show(say("migrated-already", lang.value, out=out, version=CONTRACT_VERSION))
    else:
        show(say("migrated", lang.value, out=out, version=CONTRACT_VERSION, documents=done.rows["documents"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportArguments:
    """What `rajut export` may be told."""

    out: OutArgument
    target: Annotated[Path, argument(help=("File to write: .csv or .xlsx.", "Berkas tujuan: .csv atau .xlsx."))]
    review: Annotated[
        bool,
        option(
            help=(
                "Write what is in doubt and every value, with a column to answer in.",
                "Tulis yang diragukan dan setiap nilai, dengan kolom untuk menjawab.",
            )
        ),
    ] = False
    metadata: Annotated[
        bool,
        option(
            help=(
                "Write what Satu Data Indonesia asks for, per indicator, to a .csv file.",
                "Tulis yang diminta Satu Data Indonesia, per indikator, ke berkas .csv.",
            )
        ),
    ] = False
    sdmx: Annotated[
        bool, option(help=("Write the values of all indicators as SDMX-CSV.", "Tulis nilai semua indikator sebagai SDMX-CSV."))
    ] = False
    lang: LangOption = Language.EN


def export(arguments: ExportArguments) -> None:
    """Writes the wide view, one column per year; or a file to answer in, or one for an open-data portal."""
    out, target, lang = arguments.out, arguments.target, arguments.lang.value
    if arguments.metadata or arguments.sdmx:
        from rajut.dataset.open_data import export_metadata, export_sdmx

        refuse_ending("TARGET", target, (".csv",))
        written = export_metadata(out, target) if arguments.metadata else export_sdmx(out, target)
        show(say("wrote", lang, rows=written, path=target))
    elif arguments.review:
        from rajut.dataset.review_sheet import export_review

        refuse_ending("TARGET", target, (".xlsx",))
        size = export_review(out, target, lang)
        show(say("wrote-review", lang, questions=size.questions, values=size.values, path=target))
    else:
        from rajut.dataset.export import export_wide

        refuse_ending("TARGET", target, (".csv", ".xlsx"))
        rows = export_wide(out, target, "xlsx" if target.suffix.lower() == ".xlsx" else "csv", lang)
        show(say("wrote", lang, rows=rows, path=target))


def pull(
    url: Annotated[
        str,
        argument(
            help=(
                "Archive in an object store: s3://bucket/archive, gs://...",
                "Arsip di penyimpanan objek: s3://bucket/archive, gs://...",
            )
        ),
    ],
    folder: Annotated[Path, argument(help=("Folder that will hold it.", "Folder yang akan memuatnya."))],
    lang: LangOption = Language.EN,
) -> None:
    """Brings an archive from an object store; only what changed is fetched."""
    from rajut.store.object_store import pull as pull_archive

    pulled = pull_archive(url, folder)
    for name in pulled.refused:
        show(say("name-unsafe", lang.value, name=name), error=True)
    show(say("pulled", lang.value, fetched=pulled.fetched, kept=pulled.kept, removed=pulled.removed, folder=folder))


def push(
    out: OutArgument,
    url: Annotated[
        str,
        argument(
            help=(
                "Where the dataset goes: s3://bucket/dataset, gs://...",
                "Tujuan dataset: s3://bucket/dataset, gs://...",
            )
        ),
    ],
    lang: LangOption = Language.EN,
) -> None:
    """Puts a published dataset into an object store; readers see the old set or the new one."""
    from rajut.store.object_store import push as push_dataset

    pushed = push_dataset(out, url)
    show(say("pushed" if pushed.changed else "unchanged", lang.value, files=pushed.files, url=pushed.url, out=pushed.url))
