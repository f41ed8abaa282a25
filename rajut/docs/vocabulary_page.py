"""docs/vocabulary.md, written from the catalog of word lists and the built-in languages."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.lexicon import Entry, Lexicon, lexicon

_HEAD = r"""# Vocabulary

<!-- Written by `make docs` from schemas/vocabulary. Do not edit. -->

Rajut knows a language by its words: heads of columns, periods, units, scales, rows that sum up, levels of the plan. They stand in
`schemas/vocabulary/<language>`, one folder per language, in TOML files that need no code. The words of all languages are read
together, since one document may speak two. Built in: {languages}.

## Add a language, or words of your own

1. Make a folder with the short name of the language (`nl`), and in it `about.toml`:

   ```toml
   name = "Nederlands"
   order = 3
   ```

2. Add files for the lists below that you have words for. The part before the dot is the file, the part behind it the list:
   `periods.year` stands in `periods.toml`. No list must be there.

   ```toml
   # periods.toml
   year = ["jaar", "begrotingsjaar"]
   quarter = ['kwartaal', 'kw']

   [months]
   1 = ["januari", "jan"]
   ```

   ```toml
   # heads.toml: what a column head means
   [target]
   patterns = ['^streefwaarde', '^doel$']
   words = ["streefwaarde"]
   ```

3. Put the folder into `schemas/vocabulary`, or keep it apart, as one language (files in it) or several (folders in it):
   `rajut convert --vocabulary FOLDER` adds it, or the variable `RAJUT_VOCABULARY`, which a program and the workers of a cluster know too. A
   file that is wrong is refused with the reason (exit code 6).
4. Convert a document and look at `findings.parquet`: heads that nothing knows give columns of role `unknown` in `cells.parquet`.

**Words** are compared without case and as they stand. **Patterns** are regular expressions: write groups as `(?:...)` and a dot that is
meant as `\.`; single quotes keep backslashes as they are. A **named** list has one list per name. **Squashed** words and patterns are
compared with the text without blanks, dots and case, as heads are: "Sub Kegiatan" is `subkegiatan`. A list may be one text with blanks
between the words.

## Heads of columns

`heads.toml` has a table per meaning with `patterns` (squashed) and `words` (squashed whole heads; a head that no pattern knows is read as
one of them when a letter or two differ and nothing else is as near). Which meaning wins where two fit is the order of
`schemas/vocabulary/meanings.toml`, the same for all languages. Whole heads of a folder of your own (`^raihan$`, `^raihan(?:\\d{4})?$`
with a year) count before all of them. `rajut corrections terms OUT -o FOLDER` writes those that people answered about at the review desk.


| meaning | column | measure |
| --- | --- | --- |
"""

_CUES = """
## Cues for levels

`cues.toml` has entries that speak for a level where no code is printed: `level` (`activity`, `sub_activity`), `where` (`name`,
`indicator`, `unit`), `pattern`, and `weight` in years that add up.

## Lists

| list | kind | what for | words |
| --- | --- | --- | --- |
"""
_SHOWN = 6


def vocabulary_markdown() -> str:
    """docs/vocabulary.md: how a language is added, the meanings of heads, every list with its first words."""
    words = lexicon()
    heads = (f"| `{head.name}` | {head.role} | {head.measure or ''} |" for head in words.heads)
    lists = (f"| `{key}` | {_kind(entry)} | {entry.says} | {_shown(words, key)} |" for key, entry in words.catalog.items())
    head = _HEAD.replace("{languages}", " and ".join(f"`{language}`" for language in words.languages))
    return head + _lines(heads) + _CUES + _lines(lists)


def _kind(entry: Entry) -> str:
    named = f" ({', '.join(f'`{name}`' for name in entry.names)})" if entry.names and entry.names != ("*",) else ""
    return f"{entry.kind}{named}{', squashed' if entry.squashed else ''}"


def _shown(words: Lexicon, key: str) -> str:
    """The first words of a list, or of each of its names."""
    every = words.words(key) or tuple(word for named in words.named(key).values() for word in named)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return ", ".join(f"`{word.replace('|', chr(92) + '|')}`" for word in every[:_SHOWN]) + more


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in rows)
