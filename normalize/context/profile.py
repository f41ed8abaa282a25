"""What the document says about itself in its titles: region, organization, planning period, type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from normalize.columns.years import text_to_planning_period
from normalize.repair import fold
from normalize.text.mend import texts_to_document_words
from normalize.text.spaced_letters import spaced_to_words
from schemas.finding import Finding
from schemas.lexicon import lexicon, words_to_either
from schemas.observation import DocumentProfile, DocumentType
from schemas.table import TextBlock

_LEXICON = lexicon()
_TYPES = tuple(
    (re.compile("|".join(patterns), re.IGNORECASE), cast(DocumentType, kind))
    for kind, patterns in _LEXICON.named("titles.documents").items()
)


def _capitals(*keys: str) -> str:
    """One of the words, in capitals: names of regions and organizations are told from running text by them."""
    return words_to_either(re.escape(word.upper()) for key in keys for word in _LEXICON.words(key))


_KINDS, _NO_NAME = _capitals("titles.region"), _capitals("titles.no_region")
_NO_MORE = _capitals("titles.no_region", "titles.after_region")
_REGION = re.compile(
    rf"\b(?P<kind>{_KINDS})\s+(?P<name>(?!{_NO_NAME}\b)[A-Z][A-Za-z'.-]*(?:\s+(?!{_NO_MORE}\b)[A-Z][A-Za-z'-]*){{0,3}})",
)
_OFFICES, _NO_OFFICE = _capitals("titles.organization"), _capitals("titles.no_organization")
_ORGANIZATION = re.compile(rf"\b(?P<name>{_OFFICES}\b(?:[\s,/&-]+(?!{_NO_OFFICE}\b)[A-Z][A-Za-z'()]*)*)")
_LOWER = frozenset(_LEXICON.words("titles.small_words"))
_TITLE_WORDS = frozenset(
    part
    for key in ("organization", "region", "of_places", "small_words")
    for word in _LEXICON.words(f"titles.{key}")
    for part in word.split()
)
_TITLE_BLOCKS = 12
_TITLE_LENGTH = 200


def blocks_to_profile(blocks: Sequence[TextBlock]) -> tuple[DocumentProfile, tuple[Finding, ...]]:
    """Region, organization, period, type and title, each from the first title that prints it; None (or "other") where none does.

    Looks at the first titles of the document only: names deeper inside may be somebody else's. Names printed in capitals come back
    in title case, each with a repair that says so.
    """
    findings: list[Finding] = []
    titles = _titles(blocks, findings)
    period = next((found for text in titles if (found := text_to_planning_period(text)) is not None), None)
    region = _first_name(_REGION, titles, findings, "region", group=0)
    organization = _first_name(_ORGANIZATION, titles, findings, "organization", group="name")
    kind: DocumentType = next((named for text in titles if (named := _text_to_type(text)) is not None), "other")
    title = next(
        (text for text in titles if _text_to_type(text) or text_to_planning_period(text)), titles[0] if titles else None
    )
    start, end = period if period is not None else (None, None)
    return DocumentProfile(title, region, organization, kind, start, end), tuple(findings)


def _titles(blocks: Sequence[TextBlock], findings: list[Finding]) -> list[str]:
    """The first short texts, then what the page heads and feet repeat: a cut-out of a document often keeps its name only there. Letters
    that stand apart are joined, with a finding each."""
    texts = [(block.text, fold(block.text), block.kind) for block in blocks]
    short = [(raw, text) for raw, text, kind in texts if kind != "furniture" and len(text) <= _TITLE_LENGTH]
    repeated = {text: raw for raw, text, kind in texts if kind == "furniture" and len(text) <= _TITLE_LENGTH}
    chosen = [*short[:_TITLE_BLOCKS], *((raw, text) for text, raw in list(repeated.items())[:_TITLE_BLOCKS])]
    words = texts_to_document_words(block.text for block in blocks)
    titles = []
    for raw, text in chosen:
        joined = fold(spaced_to_words(raw, lambda word: word in _TITLE_WORDS or words.knows(word)))
        if joined != text:
            findings.append(
                Finding("letters-joined", before=text, after=joined, evidence="the letters of a title stand apart")
            )
        titles.append(joined)
    return titles


def _text_to_type(text: str) -> DocumentType | None:
    return next((kind for pattern, kind in _TYPES if pattern.search(text)), None)


def _first_name(
    pattern: re.Pattern[str], titles: Sequence[str], findings: list[Finding], field: str, group: int | str
) -> str | None:
    for text in titles:
        match = pattern.search(text)
        if match is None:
            continue
        printed = match[group].strip(" ,-/&")
        name = capitals_to_title(printed)
        if name != printed:
            evidence = "a title in capitals is a style of type, not the name's spelling"
            findings.append(
                Finding("capitals-lowered", before=printed, after=name, evidence=evidence, fields=(("field", field),))
            )
        return name
    return None


def capitals_to_title(text: str) -> str:
    """Words in capitals with only their first letter large, function words small; a text with any small letter is unchanged.
    Words without a vowel (abbreviations such as BPBD) stay as they are."""
    if text != text.upper():
        return text
    words = text.split(" ")
    return " ".join(_word_to_title(word, position) for position, word in enumerate(words))


def _word_to_title(word: str, position: int) -> str:
    if position and word.casefold() in _LOWER:
        return word.casefold()
    if not re.search(r"[AEIOU]", word):
        return word
    return re.sub(r"[A-Z]+", lambda match: match[0].capitalize(), word)
