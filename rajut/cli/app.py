"""The command line: parsing and printing only. Heavy imports stay inside the command that needs them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from rajut.cli.convert import ConvertArguments, convert
from rajut.cli.corrections import corrections_app
from rajut.cli.list_tables import ListArguments, list_tables
from rajut.cli.look import InspectArguments, TablesArguments, inspect, tables
from rajut.cli.messages import say
from rajut.cli.options import (
    JsonOption,
    KindsOption,
    LangOption,
    Language,
    OutArgument,
    arguments_to_command,
)
from rajut.cli.printing import print_json, refuse_ending, show, write_bytes
from rajut.cli.questions import migrate, query
from rajut.cli.review import ReviewArguments, review
from schemas.errors import ExitCode, RajutError

app = typer.Typer(
    name="rajut",
    help="Knits the broken tables of archived planning documents into data that people can trust.",
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


nomenclature_app = typer.Typer(help="Names of programmes and activities as a reference for levels.", rich_markup_mode=None)
app.add_typer(nomenclature_app, name="nomenclature")
app.add_typer(corrections_app, name="corrections")


@app.callback()
def bare(context: typer.Context) -> None:
    """Knits the broken tables of archived planning documents into data that people can trust."""
    if context.invoked_subcommand is None:
        show(say("bare", _language(sys.argv)))


def main() -> None:
    """Entry point: runs the command, turns errors into one line on stderr and an exit code. Never prints a traceback unless
    RAJUT_TRACEBACK is set."""
    language = _language(sys.argv)
    sys.argv[1:] = arguments_as_meant(sys.argv[1:])
    try:
        app(standalone_mode=False, prog_name="rajut")
    except RajutError as error:
        _fail(f"rajut: {error.code}: {error.sentence(language)}", error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _fail(f"rajut: {say('interrupted', language)}", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _leave_quietly()
    except Exception as error:
        _fail_unexpected(error, language)


def arguments_as_meant(arguments: list[str]) -> list[str]:
    """What people write at the front of a command line as typer knows it: `help convert` is `convert --help`, `--version` and `-V` are
    `version`, `-v` alone too."""
    if not arguments:
        return arguments
    first, *rest = arguments
    if first == "help":
        return [
            *(word for word in rest if not word.startswith("-")),
            "--help",
            *(word for word in rest if word.startswith("--lang")),
        ][:9]
    if first in {"--version", "-V"} or arguments == ["-v"]:
        return ["version", *rest]
    return arguments


def _leave_quietly() -> None:
    """Whoever read our output has enough: `rajut tables x | head`."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _fail_unexpected(error: Exception, language: str) -> None:
    import os

    from rajut.cli.wrong_use import error_to_wrong_use

    wrong = error_to_wrong_use(error, sys.argv[1:])
    if wrong is not None:
        _fail(f"rajut: {wrong.code}: {wrong.sentence(language)}", wrong.exit_code)
    if os.environ.get("RAJUT_TRACEBACK"):
        raise error
    _fail(f"rajut: {say('bug', language, detail=f'{type(error).__name__}: {error}')}", ExitCode.BUG)


def _fail(line: str, code: int) -> None:
    show(line, error=True)
    sys.exit(code)


def _language(arguments: list[str]) -> str:
    """The language for errors that happen before or outside a command's own parsing."""
    import os

    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            return _known(arguments[position + 1])
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
    return _known(os.environ.get("RAJUT_LANG", "en"))


def _known(language: str) -> str:
    return "id" if language == "id" else "en"


app.command(name="tables")(arguments_to_command(tables, TablesArguments))
app.command(name="inspect")(arguments_to_command(inspect, InspectArguments))
app.command(name="convert")(arguments_to_command(convert, ConvertArguments))
app.command(name="review")(arguments_to_command(review, ReviewArguments))
app.command(name="list")(arguments_to_command(list_tables, ListArguments))
app.command(name="query")(query)
app.command(name="migrate")(migrate)


@app.command()
def verify(out: OutArgument = Path("output"), as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """Check a published dataset: snapshot, checksums, contract, ledger, keys."""
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


@app.command()
def explain(
    out: OutArgument,
    reference: Annotated[
        str, typer.Argument(help="observation_id, or cell_ref behind a document_id or source_name: plan.pdf/p3/t1/r4c2.")
    ],
    source: Annotated[
        Path | None, typer.Option(help="The document, or the folder it was converted from: for the picture.")
    ] = None,
    picture: Annotated[Path | None, typer.Option(help="Write the cell's surroundings to this PNG file.")] = None,
    as_json: JsonOption = False,
    lang: LangOption = Language.EN,
) -> None:
    """Tell how a value came to be, step by step."""
    from rajut.dataset.explain import explain_value
    from rajut.workers.alone import UNATTENDED

    explanation = explain_value(out, reference, lang.value, source, UNATTENDED)
    if as_json:
        print_json(explanation.facts)
    else:
        show("\n".join(explanation.lines))
    if picture is not None and explanation.picture is not None:
        write_bytes(picture, explanation.picture)


@app.command()
def export(
    out: OutArgument,
    target: Annotated[Path, typer.Argument(help="File to write: .csv or .xlsx.")],
    review: Annotated[
        bool, typer.Option("--review", help="Write what is in doubt and every value, with a column to answer in.")
    ] = False,
    metadata: Annotated[
        bool, typer.Option("--metadata", help="Write what Satu Data Indonesia asks for, per indicator, to a .csv file.")
    ] = False,
    sdmx: Annotated[bool, typer.Option("--sdmx", help="Write the values of all indicators as SDMX-CSV.")] = False,
    lang: LangOption = Language.ID,
) -> None:
    """Write the wide view, one column per year, for a spreadsheet; or a file to answer in, or one for an open-data portal."""
    from rajut.dataset.export import export_wide

    if metadata or sdmx:
        from rajut.dataset.open_data import export_metadata, export_sdmx

        refuse_ending("TARGET", target, (".csv",))
        written = export_metadata(out, target) if metadata else export_sdmx(out, target)
        show(say("wrote", lang.value, rows=written, path=target))
        return

    if review:
        from rajut.dataset.review_sheet import export_review

        refuse_ending("TARGET", target, (".xlsx",))
        size = export_review(out, target, lang.value)
        show(say("wrote-review", lang.value, questions=size.questions, values=size.values, path=target))
        return
    refuse_ending("TARGET", target, (".csv", ".xlsx"))
    rows = export_wide(out, target, "xlsx" if target.suffix.lower() == ".xlsx" else "csv", lang.value)
    show(say("wrote", lang.value, rows=rows, path=target))


@app.command()
def pull(
    url: Annotated[str, typer.Argument(help="Archive in an object store: s3://bucket/archive, gs://...")],
    folder: Annotated[Path, typer.Argument(help="Folder that will hold it.")],
    lang: LangOption = Language.EN,
) -> None:
    """Bring an archive from an object store; only what changed is fetched."""
    from rajut.store.object_store import pull as pull_archive

    pulled = pull_archive(url, folder)
    for name in pulled.refused:
        show(say("name-unsafe", lang.value, name=name), error=True)
    show(say("pulled", lang.value, fetched=pulled.fetched, kept=pulled.kept, removed=pulled.removed, folder=folder))


@app.command()
def push(
    out: OutArgument,
    url: Annotated[str, typer.Argument(help="Where the dataset goes: s3://bucket/dataset, gs://...")],
    lang: LangOption = Language.EN,
) -> None:
    """Put a published dataset into an object store; readers see the old set or the new one."""
    from rajut.store.object_store import push as push_dataset

    pushed = push_dataset(out, url)
    show(say("pushed" if pushed.changed else "unchanged", lang.value, files=pushed.files, url=pushed.url, out=pushed.url))


@app.command()
def status(out: OutArgument = Path("output"), as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """Tell how far a run is, from another terminal."""
    from dataclasses import asdict

    from rajut.batch.journal import read_status
    from rajut.cli.console import status_to_line

    state = read_status(out)
    if as_json:
        print_json(asdict(state))
    else:
        show(status_to_line(state, lang.value))


@app.command("kinds")
def list_kinds(own: KindsOption = None, as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """List the kinds of tables that Rajut knows, and what each needs."""
    from rajut.reference.own_kinds import load_kinds

    known = load_kinds(own)
    if as_json:
        print_json([{"name": k.name, "title": _kind_title(k, lang), "requires": k.requires} for k in known])
        return
    width = max(len(kind.name) for kind in known)
    for kind in known:
        show(f"{kind.name:<{width}}  {_kind_title(kind, lang)}")


def _kind_title(kind: Any, lang: Language) -> str:
    return str(kind.title_id if lang is Language.ID else kind.title_en)


@nomenclature_app.command("import")
def nomenclature_import(
    file: Annotated[Path, typer.Argument(help="CSV with the columns level (program, kegiatan, sub_kegiatan) and name.")],
    lang: LangOption = Language.EN,
) -> None:
    """Keep the names of a reference file; they become evidence for levels in later conversions."""
    from rajut.reference.nomenclature import import_nomenclature

    show(say("names-kept", lang.value, count=import_nomenclature(file)))


@app.command()
def version() -> None:
    """Print the version of the software and of the published contract, whether PDFs are read by the compiled loops, and what workers are
    held to on this system."""
    import importlib

    from rajut.version import SOFTWARE_VERSION
    from rajut.workers.sandbox import find_sandbox
    from schemas.contracts.version import CONTRACT_VERSION

    try:  # the extension alone: what stands in for it brings numpy
        importlib.import_module("extract.pdfium._loops")
        loops = "compiled"
    except ImportError:
        loops = "python"
    show(f"rajut {SOFTWARE_VERSION} (contract {CONTRACT_VERSION}, PDF loops {loops}, sandbox: {find_sandbox()})")
