"""docs/dataset.md, codes.md, kinds.md and vocabulary.md, written from contract, codes, kinds and words: `python -m rajut.docs.pages`.

A test compares the files with what this module writes, so they cannot drift.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from rajut.docs.kinds_page import kinds_markdown
from rajut.docs.vocabulary_page import vocabulary_markdown
from schemas.codes import CODES
from schemas.contracts.catalog import KEYS, REFERENCES, TABLES, check_to_demand, contract
from schemas.contracts.declared import FILE, schema_to_declaration
from schemas.contracts.version import CONTRACT_VERSION
from schemas.error_sentences import ERRORS
from schemas.finding import Stage

_DATASET_HEAD = f"""# The published dataset, contract version {CONTRACT_VERSION}

<!-- Written by `make docs` from schemas/contracts. Do not edit. -->

One folder is one dataset: eight Parquet files, `datapackage.json` (Data Package v2, for machines), `report.html` (for people) and
`snapshot.json` (size, SHA-256 and rows of each file; written last). The same documents give the same bytes, whatever the order or
the number of workers; no file holds a time, a host name or a path. `.rajut/` is private: it may be deleted, the rows are then
recovered from the published files (the pictures of the report are not).

- Columns and types are the same in every dataset, also in an empty one. Missing is null. Codes are text.
- Rows are sorted by `document_id`, within a document `observations` by `table_id`, `row`, `measure`, `year`, `subperiod`.
- Sum `aggregation` `leaf` only: within one plan, edition, measure and year it counts nothing twice.
- `program_key`, `path_key` and `indicator_key` are made of normalised names, unit and place: the same thing in another document or year
  has the same key. A document that tells neither region nor organization shares its keys with no other.
- A value that can be read in more than one way has `value_status` `ambiguous` and no `value`.
- `value` of a percentage is the printed number: 98,45% is 98.45.
- An observation that breaks the contract is in `rejected`, with the names of its checks; nothing else is left out.
- Each row of `cells` has one `disposition`; the counts in `tables` add up to it.
- A document is known by its `source_name`: the same name with other bytes replaces it. Two names with the same bytes are published
  once, under the name that sorts first; the other has a row in `documents` with `error_code` `document-duplicate` and no `document_id`.
- Each file carries `contract_version` in its Parquet metadata. `rajut verify` names the version it finds and those it reads.

## Keys that people can read

`observation_id` is the document, the cell and what is measured: `a1b2c3d4e5f60718/p3/t1/r4c2/target/2024`. It depends on nothing
else, so it is the same on every run. `#2` stands behind it when a merged cell is read for a second row.
"""

_CODES_HEAD = """# Codes

<!-- Written by `make docs` from schemas/codes and schemas/errors. Do not edit. -->

A code is stable: its meaning does not change, and it is not used again for something else.

- A **repair** is a change that Rajut made. `before` and `after` are the whole text of the cell.
- A **finding** is something noticed and left alone.
- A **violation** is a broken rule of the contract, or a document that could not be read.
"""

_STAGES = {
    "read": "Reading the document",
    "find": "Finding tables",
    "knit": "Knitting fragments and rows",
    "header": "Headers and years",
    "text": "Text",
    "number": "Numbers",
    "level": "Levels: program, kegiatan, sub kegiatan",
    "audit": "The source's own arithmetic and gaps",
    "review": "Answers of people",
    "contract": "The contract",
    "publish": "Publishing",
    "batch": "Whole documents",
}


def dataset_markdown() -> str:
    """docs/dataset.md: every table with its columns, keys and checks."""
    return "\n".join([_DATASET_HEAD, *(line for name in TABLES for line in _table_lines(name))]) + "\n"


def _table_lines(name: str) -> list[str]:
    schema = contract(name)
    lines = [f"## {name}.parquet", "", schema.description, "", f"Key: {_listed(KEYS[name])}.", ""]
    for table, columns, other, there in REFERENCES:
        if table == name:
            lines.append(f"{_listed(columns)} refers to {_listed(f'{other}.{column}' for column in there)}.")
    lines += ["", *_rows(("column", "type", "null", "meaning"), map(_column_row, schema.columns.values()))]
    if name == "rejected":  # its columns are those of observations, without the checks
        return [*lines, ""]
    demands = [(f"`{check}`", demand.en) for check, demand in sorted(check_to_demand(name).items())]
    return [*lines, "", "Checks:", "", *_rows(("check", "what it demands"), demands), ""]


def _column_row(column: Any) -> tuple[str, ...]:
    allowed = [check.statistics["allowed_values"] for check in column.checks if check.name == "isin"]
    meaning = column.description + (f": {_listed(allowed[0])}" if allowed else "")
    meaning += f" ({column.metadata['unit']}s)" if column.metadata else ""
    return (f"`{column.name}`", str(column.dtype.type.pyarrow_dtype), "yes" if column.nullable else "no", meaning)


def codes_markdown() -> str:
    """docs/codes.md: every finding code by stage, then every error code."""
    lines = [_CODES_HEAD]
    for stage in get_args(Stage):
        specs = sorted((spec for spec in CODES.values() if spec.stage == stage), key=lambda spec: spec.code)
        if specs:
            lines += [f"## {_STAGES[stage]}", ""]
            for spec in specs:
                lines += [
                    f"### {spec.code}",
                    "",
                    f"{spec.type}, {spec.severity}. {spec.meaning}",
                    "",
                    f"> {spec.en}",
                    ">",
                    f"> {spec.id}",
                    "",
                ]
    lines += ["## Errors", "", "What stops a document or a run; the cure is part of the sentence.", ""]
    for code, error in sorted(ERRORS.items()):
        lines += [f"### {code}", "", f"> {error.en} {error.cure_en}", ">", f"> {error.id} {error.cure_id}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in (head, ("---",) * len(head), *rows)]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


PAGES = {
    "dataset.md": dataset_markdown,
    "codes.md": codes_markdown,
    "kinds.md": kinds_markdown,
    "vocabulary.md": vocabulary_markdown,
}


def write_pages(folder: Path) -> None:
    """Writes the pages into `folder`."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


def contract_json() -> str:
    """schemas/contracts/contract.json: what the pandera models declare."""
    content = {name: schema_to_declaration(contract(name)) for name in TABLES}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    (Path(__file__).parents[2] / "schemas" / "contracts" / FILE).write_text(contract_json(), encoding="utf-8")
    write_pages(Path(__file__).parents[2] / "docs")
