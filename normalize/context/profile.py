"""What the document says about itself in its titles: region, organization, planning period, type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.columns.years import text_to_planning_period
from normalize.repair import fold
from schemas.finding import Finding
from schemas.observation import DocumentProfile, DocumentType
from schemas.table import TextBlock

_TYPE_WORDS: tuple[tuple[str, DocumentType], ...] = (
    (r"\bcascading\b|\bpohon kinerja\b", "cascading"),
    (r"\brencana aksi\b", "rencana_aksi"),
    (r"\bperjanjian kinerja\b|\bpenetapan kinerja\b", "perjanjian_kinerja"),
    (r"\bindikator kinerja utama\b|\bIKU\b", "iku"),
    (r"\blkj?ip\b|\blakip\b|\blaporan kinerja\b|\blaporan akuntabilitas", "lkjip"),
    (r"\brpjmd\b|\brencana pembangunan jangka menengah", "rpjmd"),
    (r"\brenja\b|\brencana kerja\b", "renja"),
    (r"\brenstra\b|\brencana strategis\b", "renstra"),
)
_TYPES = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _TYPE_WORDS)
_REGION = re.compile(
    r"\b(?P<kind>KABUPATEN|KOTA|PROVINSI|PROPINSI)\s+(?P<name>(?:(?!TAHUN\b|TA\b|PERIODE\b|KECAMATAN\b|DINAS\b|BADAN\b)"
    r"[A-Z][A-Za-z'.-]*)(?:\s+(?!(?:TAHUN|TA|PERIODE|KECAMATAN|DINAS|BADAN|DAN|UNTUK|YANG|DALAM|PADA)\b)[A-Z][A-Za-z'-]*){0,3})",
)
_ORGANIZATION = re.compile(
    r"\b(?P<name>(?:DINAS|BADAN|KECAMATAN|SEKRETARIAT|INSPEKTORAT|SATUAN POLISI|RUMAH SAKIT|RSUD|KELURAHAN|BAGIAN|KANTOR|BALAI)"
    r"\b(?:[\s,/&-]+(?!(?:KABUPATEN|KOTA|PROVINSI|PROPINSI|TAHUN|PERIODE)\b)[A-Z][A-Za-z'()]*)*)"
)
_LOWER = frozenset(["dan", "di", "ke", "dari", "yang", "untuk", "serta", "atau", "pada", "dengan"])
_TITLE_BLOCKS = 12
_TITLE_LENGTH = 200


def blocks_to_profile(blocks: Sequence[TextBlock]) -> tuple[DocumentProfile, tuple[Finding, ...]]:
    """Region, organization, period, type and title, each from the first title that prints it; None (or "other") where none does.

    Looks at the first titles of the document only: names deeper inside may be somebody else's. Names printed in capitals come back
    in title case, each with a repair that says so.
    """
    titles = _titles(blocks)
    findings: list[Finding] = []
    period = next((found for text in titles if (found := text_to_planning_period(text)) is not None), None)
    region = _first_name(_REGION, titles, findings, "region", group=0)
    organization = _first_name(_ORGANIZATION, titles, findings, "organization", group="name")
    kind: DocumentType = next((named for text in titles if (named := _text_to_type(text)) is not None), "other")
    title = next(
        (text for text in titles if _text_to_type(text) or text_to_planning_period(text)), titles[0] if titles else None
    )
    start, end = period if period is not None else (None, None)
    return DocumentProfile(title, region, organization, kind, start, end), tuple(findings)


def _titles(blocks: Sequence[TextBlock]) -> list[str]:
    """The first short texts, then what the page heads and feet repeat: a cut-out of a document often keeps its name only there."""
    texts = [(fold(block.text), block.kind) for block in blocks]
    short = [text for text, kind in texts if kind != "furniture" and len(text) <= _TITLE_LENGTH]
    repeated = dict.fromkeys(text for text, kind in texts if kind == "furniture" and len(text) <= _TITLE_LENGTH)
    return [*short[:_TITLE_BLOCKS], *list(repeated)[:_TITLE_BLOCKS]]


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
