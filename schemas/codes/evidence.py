"""What the evidence of findings says in Bahasa Indonesia.

Steps name their evidence in English; `evidence_id.toml` beside this module holds the same sentences in Indonesian, schemas.sign_sentences
those of signs. Only what is shown to
people is told so: `evidence` itself stays as the steps wrote it.

>>> evidence_to_indonesian("+0.40 follows directly; +0.20 repeats the table's header")
'+0.40 langsung menyusul; +0.20 mengulang kepala tabel'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from schemas.sign_sentences import SIGNS

_WEIGHT = re.compile(r"^(?P<before>[+-]\d+\.\d+ )?(?P<said>.*?)(?P<after> [+-]\d+\.\d+)?$", re.DOTALL)
_GAP = re.compile(r"\{\d\}")
_BREAK = "; "
_LONGEST = 400  # characters of one sentence; a longer one is text of the document
_DEEPEST = 3  # sentences within sentences


def evidence_to_indonesian(evidence: str) -> str:
    """The evidence in Indonesian; a part that has no Indonesian sentence stays as it is."""
    return _BREAK.join(_part(part)[0] for part in evidence.split(_BREAK))


def evidence_to_unknown(evidence: str) -> tuple[str, ...]:
    """The parts of the evidence that have no Indonesian sentence."""
    return tuple(part for part in evidence.split(_BREAK) if not _part(part)[1])


@cache
def sentences() -> Mapping[str, str]:
    """The Indonesian words and sentences by the English ones, {} where the steps fill something in; those of signs among them."""
    known = tomllib.loads(resources.files("schemas").joinpath("codes", "evidence_id.toml").read_text(encoding="utf-8"))
    signs = {_GAP.sub("{}", english): indonesian for english, indonesian in SIGNS.values()}
    return {**signs, **known["words"], **known["sentences"]}


@lru_cache(4096)
def _part(part: str) -> tuple[str, bool]:
    match = _WEIGHT.match(part)
    if match is None or len(part) > _LONGEST:
        return part, False
    told = _told(match["said"], 0)
    before, after = match["before"] or "", match["after"] or ""
    return (part, False) if told is None else (f"{before}{told}{after}", True)


def _told(said: str, depth: int) -> str | None:
    plain = sentences().get(said)
    if plain is not None or depth > _DEEPEST:
        return plain
    for pieces, indonesian in _with_gaps():
        if not (said.startswith(pieces[0]) and said.endswith(pieces[-1])):
            continue
        match = _pattern(pieces).fullmatch(said)
        if match is not None:
            return indonesian.format(*(_told(group, depth + 1) or group for group in match.groups()))
    return None


@cache
def _with_gaps() -> tuple[tuple[tuple[str, ...], str], ...]:
    """What stands around the gaps of the sentences that have some, with the Indonesian; those that say most themselves first."""
    with_gaps = sorted((item for item in sentences().items() if "{}" in item[0]), key=lambda item: -len(item[0]))
    return tuple((tuple(english.split("{}")), indonesian) for english, indonesian in with_gaps)


@cache
def _pattern(pieces: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, pieces)), re.DOTALL)
