"""The command line: parsing and printing only. Heavy imports stay inside the command that needs them."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from rajut.messages import say
from schemas.errors import ExitCode, RajutError

app = typer.Typer(
    name="rajut",
    help="Knits the broken tables of archived planning documents into data that people can trust.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


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


class EngineName(StrEnum):
    """Who reads the tables of a PDF."""

    RAJUT = "rajut"
    PDFPLUMBER = "pdfplumber"
    CAMELOT = "camelot"


LangOption = Annotated[Language, typer.Option("--lang", help="Language of messages.", envvar="RAJUT_LANG")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout, for machines.")]
PasswordOption = Annotated[
    str | None, typer.Option("--password", help="Password of encrypted documents.", envvar="RAJUT_PASSWORD")
]
EngineOption = Annotated[EngineName, typer.Option("--engine", help="Who reads the tables of a PDF.")]
OutArgument = Annotated[Path, typer.Argument(help="Folder of a published dataset.")]


def main() -> None:
    """Entry point: runs the command, turns errors into one line on stderr and an exit code. Never prints a traceback unless
    RAJUT_TRACEBACK is set."""
    language = _language(sys.argv)
    try:
        app(standalone_mode=False)
    except RajutError as error:
        _fail(f"rajut: {error.code}: {error.sentence(language)}", error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _fail(f"rajut: {say('interrupted', language)}", ExitCode.INTERRUPTED)
    except Exception as error:
        _fail_unexpected(error, language)


def _fail_unexpected(error: Exception, language: str) -> None:
    import os

    import click

    if isinstance(error, click.ClickException):
        _fail(f"rajut: {error.format_message()}", ExitCode.USAGE)
    if os.environ.get("RAJUT_TRACEBACK"):
        raise error
    _fail(f"rajut: {say('bug', language, detail=f'{type(error).__name__}: {error}')}", ExitCode.BUG)


def _fail(line: str, code: int) -> None:
    typer.echo(line, err=True)
    sys.exit(code)


def _language(arguments: list[str]) -> str:
    """The language for errors that happen before or outside a command's own parsing."""
    import os

    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return os.environ.get("RAJUT_LANG", "en")


def _print_json(content: Any) -> None:
    import json

    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))


@app.command()
def tables(
    file: Annotated[Path, typer.Argument(help="Document to read.")],
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="Output format.")] = TableFormat.JSON,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of stdout.")] = None,
    password: PasswordOption = None,
    engine: EngineOption = EngineName.RAJUT,
    lang: LangOption = Language.EN,
) -> None:
    """Print the tables of one document as found, before any knitting."""
    from extract.options import ReadOptions
    from extract.reading import document_to_reading
    from extract.source import open_source
    from rajut.tables import FORMATS

    source, data = open_source(file, None)
    reading = document_to_reading(source, data, ReadOptions(password=password, engine=engine.value))
    text = FORMATS[format.value](reading.fragments)
    if output is None:
        typer.echo(text, nl=not text.endswith("\n"))
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        from schemas.errors import UnwritableError

        raise UnwritableError("output-unwritable", name=str(output), detail=error.strerror or str(error)) from error


@app.command()
def kinds(as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """List the kinds of tables that Rajut knows, and what each needs."""
    from schemas.kind import builtin_kinds

    known = builtin_kinds()
    if as_json:
        _print_json([{"name": k.name, "title": _kind_title(k, lang), "requires": k.requires} for k in known])
        return
    width = max(len(kind.name) for kind in known)
    for kind in known:
        typer.echo(f"{kind.name:<{width}}  {_kind_title(kind, lang)}")


def _kind_title(kind: Any, lang: Language) -> str:
    return str(kind.title_id if lang is Language.ID else kind.title_en)


@app.command()
def version() -> None:
    """Print the version of the software and of the published contract."""
    from rajut.version import SOFTWARE_VERSION
    from schemas.contracts.version import CONTRACT_VERSION

    typer.echo(f"rajut {SOFTWARE_VERSION} (contract {CONTRACT_VERSION})")
