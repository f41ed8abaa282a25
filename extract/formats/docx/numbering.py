"""Automatic list numbers, counted through the document as Word prints them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.formats.docx.styles import Styles
from extract.formats.list_numbers import number_to_letters, number_to_roman
from extract.formats.package import Element, W, attribute, child_value, integer, is_on

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    spaced: bool = True
    restarts: bool = True


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: tuple[_Level, ...]
    starts: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted. Lists that share a definition share its counters."""

    lists: dict[str, _List] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def next_mark(self, list_id: str, level: int) -> str:
        """Counts one paragraph and gives its mark with the space behind it ("3. ", "b) "); "" for bullets and unknown lists."""
        numbered = self.lists.get(list_id)
        if numbered is None or not 0 <= level < len(numbered.levels):
            return ""
        counters = self._counters.setdefault(numbered.abstract, [None] * _LEVELS)
        if list_id not in self._seen:
            self._seen.add(list_id)
            for at, start in numbered.starts:
                counters[at] = start - 1
        self._count(numbered, counters, level)
        own = numbered.levels[level]
        if own.form in ("bullet", "none") and "%" not in own.text:
            return "" if own.form == "bullet" or not own.text else own.text + " "
        text = _PLACE.sub(lambda match: _format(numbered, counters, int(match[1]) - 1, own.legal), own.text)
        return text + " " if text and own.spaced else text

    @staticmethod
    def _count(numbered: _List, counters: list[int | None], level: int) -> None:
        for above in range(min(level, len(numbered.levels))):
            if counters[above] is None:
                counters[above] = numbered.levels[above].start
        current = counters[level]
        counters[level] = numbered.levels[level].start if current is None else current + 1
        for below in range(level + 1, _LEVELS):
            if below >= len(numbered.levels) or numbered.levels[below].restarts:
                counters[below] = None


def _format(numbered: _List, counters: list[int | None], level: int, legal: bool) -> str:
    if level >= len(numbered.levels):
        return ""
    number = counters[level]
    shown = numbered.levels[level].start if number is None else number
    return number_to_text(shown, "decimal" if legal else numbered.levels[level].form)


def number_to_text(number: int, form: str) -> str:
    """The number in one of Word's formats; decimal for the formats of other scripts."""
    match form:
        case "lowerLetter":
            return number_to_letters(number)
        case "upperLetter":
            return number_to_letters(number).upper()
        case "lowerRoman":
            return number_to_roman(number)
        case "upperRoman":
            return number_to_roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
        case "none" | "bullet":
            return ""
        case _:
            return str(number)


def root_to_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of the part's root element; none for None."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {attribute(item, "abstractNumId"): item for item in root.iterchildren(W + "abstractNum")}
    by_number = {attribute(item, "numId"): item for item in root.iterchildren(W + "num")}
    for list_id, item in by_number.items():
        abstract = child_value(item, "abstractNumId") or ""
        levels = _levels_of(_linked(abstracts.get(abstract), abstracts, by_number, styles))
        starts = []
        for override in item.iterchildren(W + "lvlOverride"):
            at = integer(attribute(override, "ilvl"), -1)
            if not 0 <= at < _LEVELS:
                continue
            if (replaced := override.find(W + "lvl")) is not None:
                levels[at] = _level(replaced)
            if (start := child_value(override, "startOverride")) is not None:
                starts.append((at, integer(start, 1)))
        numbering.lists[list_id] = _List(abstract, tuple(levels), tuple(starts))
    return numbering


def _linked(
    abstract: Element | None, abstracts: dict[str, Element], by_number: dict[str, Element], styles: Styles
) -> Element | None:
    """The definition behind a link to a list style; the definition itself without one."""
    link = child_value(abstract, "numStyleLink")
    if not link:
        return abstract
    for style in styles.chain(link):
        number = None if style.paragraph is None else child_value(style.paragraph.find(W + "numPr"), "numId")
        if number:
            return abstracts.get(child_value(by_number.get(number), "abstractNumId") or "", abstract)
    return abstract


def _levels_of(abstract: Element | None) -> list[_Level]:
    levels = [_Level() for _ in range(_LEVELS)]
    for item in () if abstract is None else abstract.iterchildren(W + "lvl"):
        at = integer(attribute(item, "ilvl"), -1)
        if 0 <= at < _LEVELS:
            levels[at] = _level(item)
    return levels


def _level(item: Element) -> _Level:
    return _Level(
        start=integer(child_value(item, "start"), 1),
        form=child_value(item, "numFmt") or "decimal",
        text=child_value(item, "lvlText") or "",
        legal=bool(is_on(child_value(item, "isLgl"))),
        spaced=child_value(item, "suff") != "nothing",
        restarts=child_value(item, "lvlRestart") != "0",
    )
