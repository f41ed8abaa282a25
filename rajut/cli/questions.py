"""Commands that answer about a dataset or bring it up to date: `rajut query`, `rajut migrate`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rajut.cli.messages import say
from rajut.cli.options import LangOption, Language, OutArgument
from rajut.cli.printing import print_json, show, write_bytes


class AnswerFormat(StrEnum):
    """Formats of `rajut query`."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


def query(
    out: OutArgument = Path("output"),
    sql: Annotated[
        str | None, typer.Argument(help='A question in SQL, "-" reads it from standard input; without one: what can be asked.')
    ] = None,
    format: Annotated[AnswerFormat, typer.Option("--format", "-f", help="How the answer is printed.")] = AnswerFormat.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the answer here instead of stdout.")] = None,
    lang: LangOption = Language.EN,
) -> None:
    """Ask a dataset in SQL; its tables and views have the names of docs/bi.md."""
    from rajut.dataset.query import describe_dataset, query_dataset, table_to_text

    if sql is None:
        described = describe_dataset(out)
        width = max(len(name) for name, _, _ in described)
        for name, kind, comment in described:
            show(f"{name:<{width}}  {kind:<5}  {comment}")
        return
    answer = query_dataset(out, sys.stdin.read() if sql == "-" else sql)
    if format is AnswerFormat.JSON and output is None:
        print_json(answer.to_pylist())
        return
    if format is AnswerFormat.JSON:
        import json

        text = json.dumps(answer.to_pylist(), ensure_ascii=False, indent=1) + "\n"
    elif format is AnswerFormat.CSV:
        import io

        import pyarrow.csv

        sink = io.BytesIO()
        pyarrow.csv.write_csv(answer, sink)
        text = sink.getvalue().decode()
    else:
        text = table_to_text(answer) + "\n"
    if output is None:
        show(text, nl=False)
    else:
        write_bytes(output, text.encode())
        show(say("wrote", lang.value, rows=answer.num_rows, path=output))


def migrate(out: OutArgument = Path("output"), lang: LangOption = Language.EN) -> None:
    """Bring a dataset of an older contract up to date; no document is read again."""
    from rajut.publish.migrate import migrate_dataset
    from schemas.contracts.version import CONTRACT_VERSION

    done = migrate_dataset(out)
    if done is None:
        show(say("migrated-already", lang.value, out=out, version=CONTRACT_VERSION))
    else:
        show(say("migrated", lang.value, out=out, version=CONTRACT_VERSION, documents=done.rows["documents"]))
