"""Options that several commands share, and the words that they take."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from rajut.cli.config_file import load_config


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


LangOption = Annotated[Language, typer.Option("--lang", help="Language of messages.", envvar="RAJUT_LANG")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout, for machines.")]
PasswordOption = Annotated[
    str | None, typer.Option("--password", help="Password of encrypted documents.", envvar="RAJUT_PASSWORD")
]
KindsOption = Annotated[
    Path | None, typer.Option("--kinds", help="Folder of table kinds of your own, TOML files; see docs/kinds.md.")
]
VocabularyOption = Annotated[
    Path | None,
    typer.Option(
        "--vocabulary", envvar="RAJUT_VOCABULARY", help="Folder of words of your own, TOML files; see docs/vocabulary.md."
    ),
]
TimeoutOption = Annotated[
    float | None, typer.Option("--timeout", min=0.1, help="Seconds allowed per document, 900 by default.")
]
MemoryOption = Annotated[int | None, typer.Option("--memory", min=16, help="MiB allowed per document, 2048 by default.")]
PagesOption = Annotated[str | None, typer.Option("--pages", help="Pages to read, like 40-60,75; all where nothing is said.")]
EngineOption = Annotated[EngineName, typer.Option("--engine", help="Who reads the tables of a PDF.")]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        is_eager=True,
        callback=load_config,
        help="File with options of this command; rajut.toml is read when there.",
    ),
]
OpinionOption = Annotated[
    Opinion, typer.Option("--second-opinion", help="Ask the other engines where trust is low, always, or never.")
]
OcrOption = Annotated[
    Ocr, typer.Option("--ocr", help="Read pages off their pictures: where their text is missing or wrong, always, or never.")
]
OcrTimeoutOption = Annotated[
    float, typer.Option("--ocr-timeout", min=1, help="Seconds allowed for reading one page's picture.")
]
OutArgument = Annotated[Path, typer.Argument(help="Folder of a published dataset.")]

Arguments = TypeVar("Arguments")


def arguments_to_command(run: Callable[[Arguments], None], kind: type[Arguments]) -> Callable[..., None]:
    """A function for typer whose parameters are the fields of the dataclass `kind`; it gives one object of it to `run`. Its help is
    the docstring of `run`."""

    def command(**given: Any) -> None:
        run(kind(**given))

    types = get_type_hints(kind, include_extras=True)
    signature = inspect.signature(kind)
    fields = [field.replace(annotation=types[name]) for name, field in signature.parameters.items()]
    command.__dict__["__signature__"] = signature.replace(parameters=fields, return_annotation=None)
    command.__annotations__ = types
    command.__doc__ = run.__doc__
    return command
