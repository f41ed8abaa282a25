"""Commands that answer about a dataset: `rajut query`, `rajut explain`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from rajut.cli.line.declared import argument, option
from rajut.cli.messages import say
from rajut.cli.options import JsonOption, LangOption, Language, OutArgument
from rajut.cli.printing import print_json, show, write_bytes


class AnswerFormat(StrEnum):
    """Formats of `rajut query`."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


def query(
    out: OutArgument = Path("output"),
    sql: Annotated[
        str | None,
        argument(
            help=(
                'A question in SQL, "-" reads it from standard input; without one: what can be asked.',
                'Pertanyaan dalam SQL, "-" membacanya dari masukan standar; tanpa itu: apa yang dapat ditanyakan.',
            )
        ),
    ] = None,
    format: Annotated[
        AnswerFormat, option("--format", "-f", help=("How the answer is printed.", "Bentuk jawaban."))
    ] = AnswerFormat.TEXT,
    output: Annotated[
        Path | None,
        option("--output", "-o", help=("Write the answer here instead of stdout.", "Tulis jawaban ke sini, bukan ke stdout.")),
    ] = None,
    lang: LangOption = Language.EN,
) -> None:
    """Asks a dataset in SQL; its tables and views have the names of docs/bi.md."""
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
        if answer.num_rows == 0:
            show(say("query-empty", lang.value, out=out), error=True)
    if output is None:
        show(text, nl=False)
    else:
        write_bytes(output, text.encode())
        show(say("wrote", lang.value, rows=answer.num_rows, path=output))


def explain(
    out: OutArgument,
    reference: Annotated[
        str,
        argument(
            help=(
                "observation_id, or cell_ref behind a document_id or source_name: plan.pdf/p3/t1/r4c2.",
                "observation_id, atau cell_ref di belakang document_id atau source_name: rencana.pdf/p3/t1/r4c2.",
            )
        ),
    ],
    source: Annotated[
        Path | None,
        option(
            help=(
                "The document, or the folder it was converted from: for the picture.",
                "Dokumen, atau folder asal konversinya: untuk gambarnya.",
            )
        ),
    ] = None,
    picture: Annotated[
        Path | None,
        option(help=("Write the cell's surroundings to this PNG file.", "Tulis gambar sekitar sel ke berkas PNG ini.")),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = Language.EN,
) -> None:
    """Tells how a value came to be, step by step."""
    from rajut.dataset.explain import explain_value
    from rajut.workers.alone import UNATTENDED

    explanation = explain_value(out, reference, lang.value, source, UNATTENDED)
    if as_json:
        print_json(explanation.facts)
    else:
        show("\n".join(explanation.lines))
    if picture is not None and explanation.picture is not None:
        write_bytes(picture, explanation.picture)
