"""`rajut corrections`: what people answered, as a file that can be checked, listed and merged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rajut.cli.messages import say
from rajut.cli.options import JsonOption, LangOption, Language
from rajut.cli.printing import print_json

if TYPE_CHECKING:
    from schemas.correction import Correction

corrections_app = typer.Typer(
    help="What people answered about readings: check, list and merge corrections.", rich_markup_mode=None, no_args_is_help=True
)

FileArgument = Annotated[Path, typer.Argument(help="File of corrections, or the folder of a dataset that holds one.")]


@corrections_app.command()
def check(file: FileArgument, as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """Tell every line that cannot be taken, and with a dataset every answer that was not applied."""
    from dataclasses import asdict

    from rajut.dataset.answered import dataset_to_unapplied
    from rajut.reference.corrections_file import problems_to_text, read_corrections
    from schemas.errors import UsageError

    path = _file(file)
    corrections, problems = read_corrections(path)
    unapplied = dataset_to_unapplied(file, corrections) if file.is_dir() else ()
    if as_json:
        print_json(
            {
                "file": str(path),
                "answers": len(corrections),
                "problems": [asdict(problem) for problem in problems],
                "unapplied": [asdict(answer) for answer in unapplied],
            }
        )
    for problem in problems:
        sentence = problem.id if lang is Language.ID else problem.en
        typer.echo(say("correction-bad", lang.value, path=path, line=problem.line, sentence=sentence), err=True)
    for answer in unapplied:
        typer.echo(say(f"correction-{answer.why}", lang.value, decision=answer.decision, name=answer.source_name), err=True)
    if problems:
        raise UsageError("corrections-invalid", name=str(path), detail=problems_to_text(problems))
    if not as_json:
        typer.echo(say("corrections-good", lang.value, path=path, count=len(corrections), unapplied=len(unapplied)))


@corrections_app.command("list")
def list_corrections(file: FileArgument, as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """Print the answers, one a line: document, decision, before and after, who and why."""
    from dataclasses import asdict

    from rajut.reference.corrections_file import load_corrections

    corrections = load_corrections(_file(file))
    if as_json:
        print_json([{name: value for name, value in asdict(item).items() if name != "line"} for item in corrections])
        return
    for item in corrections:
        typer.echo(_line(item))


def _line(item: Correction) -> str:
    from schemas.correction import text_to_read

    signed = " ".join(part for part in (item.who, item.when) if part)
    why = f": {item.why}" if item.why else ""
    return text_to_read(f"{item.source_name} {item.decision} '{item.read}' {item.before} → {item.after} ({signed}{why})")


@corrections_app.command()
def merge(
    files: Annotated[list[Path], typer.Argument(help="Files of corrections, or folders of datasets.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write.")],
    lang: LangOption = Language.EN,
) -> None:
    """Put the answers of several people into one file; answers that contradict each other stop it, with their lines."""
    from rajut.reference.corrections_file import load_corrections, merge_corrections, save_corrections

    merged = merge_corrections([(str(path), load_corrections(path)) for path in map(_file, files)])
    save_corrections(output, merged)
    typer.echo(say("corrections-merged", lang.value, count=len(merged), path=output))


def _file(path: Path) -> Path:
    from schemas.correction import CORRECTIONS

    return path / CORRECTIONS if path.is_dir() else path
