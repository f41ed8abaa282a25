"""The words of the documents' languages: heads, measures, periods, units, rows, titles, the plan, and words as such.

They live in schemas/vocabulary/<language>/*.toml; catalog.toml there says which lists there are and what each is for, meanings.toml what
a column head can mean. The words of all languages are read together, since one document may speak two. docs/vocabulary.md tells how a
language is added.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, cast

from schemas.errors import ProfileError
from schemas.logical import ColumnRole
from schemas.observation import Measure

Kind = Literal["words", "patterns", "named words", "named patterns"]
CueLevel = Literal["activity", "sub_activity"]
CuePlace = Literal["name", "indicator", "unit"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One list of the catalog: `names` are the keys that a named list may have (none: any), `says` what it is for."""

    kind: Kind
    says: str
    names: tuple[str, ...] = ()
    squashed: bool = False

    @property
    def named(self) -> bool:
        return self.kind.startswith("named")


@dataclass(frozen=True, slots=True)
class HeadMeaning:
    """What a column head can mean, with the patterns and whole words (both squashed) of all languages."""

    name: str
    role: ColumnRole
    measure: Measure | None = None
    neutral: bool = False
    titled: bool = True
    patterns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelCue:
    """Words in a row's name, indicator or unit that speak for a level, with their weight."""

    level: CueLevel
    where: CuePlace
    pattern: str
    weight: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of some languages together. Lists are asked for by "file.key"; a key that the catalog lacks is a KeyError, one for which
    no language has words is empty."""

    languages: tuple[str, ...]
    catalog: Mapping[str, Entry]
    lists: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Mapping[str, tuple[str, ...]]]
    heads: tuple[HeadMeaning, ...] = ()
    cues: tuple[LevelCue, ...] = ()

    def words(self, key: str) -> tuple[str, ...]:
        """The list of all languages, in their order, each word once; "periods.year" -> ("tahun", "thn", "th", "year")."""
        return self.lists.get(key, ()) if not self.catalog[key].named else ()

    def named(self, key: str) -> Mapping[str, tuple[str, ...]]:
        """The named list, with a name for each list that some language has."""
        return self.tables.get(key, {}) if self.catalog[key].named else {}

    def either(self, *keys: str) -> str:
        """A regular expression for one word of these lists, the longest first: "(?:tahun|year|thn|th)". One that nothing matches where
        no language has a word. "quantities.scales" of a named list takes all of its names, "quantities.scales/1000" one of them."""
        return words_to_either(word for key in keys for word in self._alternatives(key))

    def _alternatives(self, key: str) -> Iterator[str]:
        key, _, name = key.partition("/")
        entry = self.catalog[key]
        lists = [self.words(key)] if not entry.named else [w for n, w in self.named(key).items() if name in {"", n}]
        for word in (word for words in lists for word in words):
            yield word if entry.kind.endswith("patterns") else re.escape(word)


def words_to_either(patterns: Iterable[str]) -> str:
    """One group of these alternatives, the longest first; a group that nothing matches for none."""
    return f"(?:{'|'.join(sorted(dict.fromkeys(patterns), key=len, reverse=True)) or '(?!)'})"


_chosen: list[tuple[Path, ...]] = []
VARIABLE = "RAJUT_VOCABULARY"  # names folders of a user's own words, for this process and those that it starts
_WHOLE_HEAD = re.compile(r"^\^(?:[\w/%]|\\[^\w\s])+(?:\(\?:\\d\{4\}\)\?)?\$$")  # letters, then perhaps a year


def choose_vocabulary(folders: Sequence[Path]) -> None:
    """Adds folders of a user's own words to the built-in ones for this process.

    To be called before anything is read: patterns are made from the words once. Raises ProfileError ("vocabulary-late") when the words
    were asked for already without these folders.
    """
    wanted = tuple(Path(folder) for folder in folders)
    if lexicon.cache_info().currsize and wanted != (_chosen[-1] if _chosen else ()):
        raise ProfileError("vocabulary-late", name=", ".join(map(str, wanted)))
    _chosen[:] = [wanted]


@cache
def lexicon() -> Lexicon:
    """The words of the built-in languages and of the folders that `choose_vocabulary` named, or else the environment's variable
    RAJUT_VOCABULARY, as PATH names folders; read once per process.

    Raises ProfileError ("vocabulary-invalid") for a folder with an unknown list, a pattern that is none, or no words at all.
    """
    named = os.environ.get(VARIABLE, "").split(os.pathsep)
    return folders_to_lexicon(_chosen[-1] if _chosen else [Path(folder) for folder in named if folder])


def folders_to_lexicon(folders: Sequence[Path] = ()) -> Lexicon:
    """The built-in languages and further folders, each a language itself (files in it) or a folder of languages (folders in it). Whole
    heads of further folders (`^umurrencana$`) are narrower than any pattern and count first."""
    builtin = resources.files("schemas").joinpath("vocabulary")
    catalog = _catalog(builtin)
    parts = sorted(
        (_folder_to_language(item, catalog, proved=True) for item in builtin.iterdir() if item.is_dir()), key=_order
    )
    theirs: list[_Language] = []
    for folder in folders:
        own = [_folder_to_language(item, catalog) for item in _language_folders(folder)]
        if not own:
            raise ProfileError("vocabulary-invalid", name=str(folder), detail="no folder with .toml files")
        theirs += own
    return _parts_to_lexicon(parts, theirs, catalog, _toml(builtin.joinpath("meanings.toml")))


@dataclass(frozen=True, slots=True)
class _Language:
    """What one folder says. `proved`: its patterns were looked at before, so that no run compiles each of them alone."""

    name: str
    order: int
    proved: bool = False
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tables: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    heads: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    cues: list[LevelCue] = field(default_factory=list)


def _order(language: _Language) -> int:
    return language.order


def _catalog(folder: Traversable) -> dict[str, Entry]:
    raw = _toml(folder.joinpath("catalog.toml"))
    return {
        f"{file}.{key}": Entry(entry["kind"], entry["says"], tuple(entry.get("names", ())), entry.get("squashed", False))
        for file, entries in raw.items()
        for key, entry in entries.items()
    }


def _language_folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    candidates = [folder, *sorted(item for item in folder.iterdir() if item.is_dir())]
    return [item for item in candidates if any(file.suffix == ".toml" for file in item.iterdir())]


def _toml(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProfileError("vocabulary-invalid", name=str(file), detail=str(error)) from error


def _folder_to_language(folder: Traversable, catalog: Mapping[str, Entry], *, proved: bool = False) -> _Language:
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    about = next((_toml(item) for item in files if item.name == "about.toml"), {})
    language = _Language(folder.name, int(about.get("order", 100)), proved)
    for item in files:
        stem = item.name.removesuffix(".toml")
        reader = _READERS.get(stem, _read_lists)
        problem = next(iter(reader(language, stem, _toml(item), catalog)), None)
        if problem is not None:
            raise ProfileError("vocabulary-invalid", name=f"{folder.name}/{item.name}", detail=problem)
    return language


def _read_about(_language: _Language, _stem: str, _raw: dict[str, Any], _catalog: Mapping[str, Entry]) -> Iterator[str]:
    return iter(())


def _read_lists(language: _Language, stem: str, raw: dict[str, Any], catalog: Mapping[str, Entry]) -> Iterator[str]:
    """Fills the language's lists; yields what is wrong, in words for the author of the file."""
    for key, value in raw.items():
        entry = catalog.get(f"{stem}.{key}")
        if entry is None:
            yield f"no list is called '{key}' (see docs/vocabulary.md)"
        elif entry.named != isinstance(value, dict):
            yield f"'{key}' must be a {'table of lists' if entry.named else 'list'}"
        elif entry.named:
            strange = sorted(set(value) - set(entry.names)) if entry.names != ("*",) else []
            if strange:
                yield f"'{key}' has no list '{strange[0]}', only {', '.join(entry.names)}"
            found = {name: _as_words(words) for name, words in value.items()}
            yield from (f"'{key}.{name}' {p}" for name, words in found.items() for p in _problems(language, words, entry))
            language.tables[f"{stem}.{key}"] = found
        else:
            words = _as_words(value)
            yield from (f"'{key}' {problem}" for problem in _problems(language, words, entry))
            language.lists[f"{stem}.{key}"] = words


def _as_words(value: Any) -> tuple[str, ...]:
    """A list as it stands, a text word by word; "" in it for anything that is no text."""
    if isinstance(value, str):
        return tuple(value.split())
    return tuple(word if isinstance(word, str) else "" for word in value) if isinstance(value, list) else ("",)


def _problems(language: _Language, words: Sequence[str], entry: Entry) -> Iterator[str]:
    for word in words:
        if not word.strip():
            yield "holds something that is no word"
        elif entry.kind.endswith("patterns"):
            yield from _pattern_problems(language, word, alone=False)


def _pattern_problems(language: _Language, pattern: str, *, alone: bool) -> Iterator[str]:
    """`alone`: the pattern is never made a part of a longer one, so that it may have groups."""
    if language.proved:
        return
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        yield f"holds '{pattern}', which is no regular expression: {error}"
        return
    if compiled.fullmatch(""):
        yield f"holds '{pattern}', which matches the empty text"
    if compiled.groups and not alone:
        yield f"holds '{pattern}': write its groups as (?:...)"


def _read_heads(language: _Language, _stem: str, raw: dict[str, Any], _catalog: Mapping[str, Entry]) -> Iterator[str]:
    for name, value in raw.items():
        if not isinstance(value, dict) or set(value) - {"patterns", "words"}:
            yield f"'{name}' must be a table with 'patterns' and 'words'"
            continue
        patterns, words = _as_words(value.get("patterns", [])), _as_words(value.get("words", []))
        yield from (
            f"'{name}' {problem}" for pattern in patterns for problem in _pattern_problems(language, pattern, alone=True)
        )
        language.heads[name] = (patterns, words)


def _read_cues(language: _Language, _stem: str, raw: dict[str, Any], _catalog: Mapping[str, Entry]) -> Iterator[str]:
    for cue in raw.get("cue", []):
        if set(cue) != {"level", "where", "pattern", "weight"}:
            yield "each cue needs level, where, pattern and weight"
            continue
        yield from _pattern_problems(language, cue["pattern"], alone=True)
        language.cues.append(LevelCue(cue["level"], cue["where"], cue["pattern"], float(cue["weight"])))


_READERS: dict[str, Callable[[_Language, str, dict[str, Any], Mapping[str, Entry]], Iterator[str]]] = {
    "about": _read_about,
    "heads": _read_heads,
    "cues": _read_cues,
}


def _parts_to_lexicon(
    builtin: Sequence[_Language], theirs: Sequence[_Language], catalog: Mapping[str, Entry], meanings: dict[str, Any]
) -> Lexicon:
    parts = [*builtin, *theirs]
    for part in parts:
        if strange := sorted(set(part.heads) - set(meanings)):
            detail = f"no meaning is called '{strange[0]}' (see schemas/vocabulary/meanings.toml)"
            raise ProfileError("vocabulary-invalid", name=f"{part.name}/heads.toml", detail=detail)
    lists = {
        key: tuple(dict.fromkeys(word for part in parts for word in part.lists.get(key, ())))
        for key, entry in catalog.items()
        if not entry.named
    }
    tables = {key: _merged([part.tables.get(key, {}) for part in parts]) for key, entry in catalog.items() if entry.named}
    known = tuple(_parts_to_meaning(name, raw, parts) for name, raw in meanings.items())
    own = [_parts_to_meaning(name, raw, theirs) for name, raw in meanings.items()]
    whole = [replace(head, patterns=tuple(filter(_WHOLE_HEAD.match, head.patterns)), words=()) for head in own]
    heads = (*(head for head in whole if head.patterns), *known)
    return Lexicon(tuple(part.name for part in parts), catalog, lists, tables, heads, tuple(c for p in parts for c in p.cues))


def _parts_to_meaning(name: str, raw: Mapping[str, Any], parts: Sequence[_Language]) -> HeadMeaning:
    return HeadMeaning(
        name=name,
        role=cast(ColumnRole, raw["role"]),
        measure=cast("Measure | None", raw.get("measure")),
        neutral=raw.get("neutral", False),
        titled=raw.get("titled", True),
        patterns=tuple(dict.fromkeys(pattern for part in parts for pattern in part.heads.get(name, ((), ()))[0])),
        words=tuple(dict.fromkeys(word for part in parts for word in part.heads.get(name, ((), ()))[1])),
    )


def _merged(tables: Sequence[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: tuple(dict.fromkeys(word for table in tables for word in table.get(name, ()))) for name in names}
