"""docs/kinds.md, written from the kind files themselves."""

from __future__ import annotations

from collections.abc import Iterable

from normalize.columns.kind import GENERIC, KEY_VALUE
from schemas.kind import KNOWN_WORDS, TableKind, builtin_kinds

_HEAD = """# Table kinds

<!-- Written by `make docs` from schemas/kinds. Do not edit. -->

A kind says how to know a sort of table and what its rows are. It is a TOML file; adding one needs no code. A table is of the kind that
fits best: all that it requires must be there, nothing that it forbids, and each supporting sign makes it likelier. The next best kind is
kept as the runner-up. Without any kind that fits, the generic reading still applies: labels, a header with years, values.

## Add a kind

1. Make a folder and a file in it, `my_table.toml`:

   ```toml
   name = "road_condition"
   title = {en = "Condition of roads per year", id = "Kondisi jalan per tahun"}
   document_type = "other"
   requires = ["plan_item", "realization", "years"]
   supports = ["unit"]
   forbids = ["indicator"]
   heads = ["ruas|jalan"]
   words = ["kondisi jalan"]
   row_level = "unknown"
   ```

2. Run `rajut convert document.pdf --kinds my_folder`. A file that is wrong is refused with the reason (exit code 6).
3. Look at `table_kind` in `observations.parquet`, or at `kind` in `tables.parquet`.

A kind with the name of a built-in one replaces it. Heads of columns are recognized by the vocabulary ([vocabulary.md](vocabulary.md)); a
head that no term knows gives a column of role `unknown`.

| key | meaning |
| --- | --- |
| `name` | small letters, digits and `_`; published as `table_kind` |
| `title` | in English (`en`) and Bahasa Indonesia (`id`) |
| `document_type` | what a document with such tables is, when its titles do not say |
| `requires` | roles, measures or features that must all be there |
| `any` | at least one of these must be there |
| `supports` | each one found makes the kind likelier |
| `forbids` | none of these may be there |
| `heads` | each must be found in some column head, squashed (small letters, no spaces); `a\\|b` means a or b |
| `words` | words of titles and bands that speak for it; with `needs_words = true` one of them must be there |
| `row_level` | whose indicators the rows are: a level, or `by_hierarchy` when codes, words and sums tell |
| `program` | `own` (the table opens a program), `inherit`, `none` |
| `observations` | `false` for tables that hold nothing planned; `reason` then says why, in words that follow "the table is" |

"""


def kinds_markdown() -> str:
    """docs/kinds.md: how to add a kind, the words a file may use, and every built-in kind."""
    words = "What `requires`, `any`, `supports` and `forbids` may name: " + _listed(sorted(KNOWN_WORDS)) + ".\n"
    parts = [_HEAD + words, "## Built-in kinds\n", *(_kind(kind) for kind in (*builtin_kinds(), KEY_VALUE, GENERIC))]
    return "\n".join(parts)


def _kind(kind: TableKind) -> str:
    lines = [f"### {kind.name}\n", f"{kind.title_en}. *{kind.title_id}.*\n"]
    listed = (
        ("requires", kind.requires),
        ("any of", kind.any_of),
        ("supported by", kind.supports),
        ("never with", kind.forbids),
        ("heads with", kind.heads),
        ("words", kind.words),
    )
    lines += [f"- {title}: {_listed(names)}" for title, names in listed if names]
    if kind.document_type != "other":
        lines.append(f"- document type: `{kind.document_type}`")
    if kind.observations:
        lines.append(f"- level of its rows: `{kind.row_level}`")
    else:
        lines.append(f"- gives no observations: it is {kind.reason}")
    return "\n".join(lines) + "\n"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
