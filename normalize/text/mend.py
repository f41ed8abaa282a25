"""The text of one cell: lines joined, hyphens and broken words mended with evidence, odd characters replaced.

The evidence is the document's own words (`texts_to_document_words`) and a small vocabulary. A change without evidence is not made:
where a hyphen or a break stays open the text keeps its space and a note says so.

>>> reading = raw_to_text("Meningkatnya pela-\\nyanan kesehatan")
>>> reading.text
'Meningkatnya pelayanan kesehatan'
>>> [(repair.code, repair.evidence) for repair in reading.repairs]
[('hyphen-joined', "'pelayanan' is a known word")]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from normalize.repair import Note, Repair, fold, replay
from schemas.lexicon import lexicon

__all__ = ["DocumentWords", "TextReading", "fold", "raw_to_text", "replay", "texts_to_document_words"]

LONGEST_WORD = 40
_LONG_STEM = 6  # letters of a word that is none without its ending
MOST_PIECES = 4  # lines over which one word may be broken
NAMED_JOINS = 5  # in the evidence of a repair; the others are counted

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE_TABLE = str.maketrans(_LIGATURES)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MOJIBAKE = re.compile(r"[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|ï¿½")
_HYPHENS = "-‐\u00ad"
_EDGES = "\"'“”‘’()[]{}.,;:!?*•"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VOWEL = re.compile(r"[aiueo]", re.IGNORECASE)
VOCABULARY = frozenset(lexicon().words("words.known"))
"""Words of planning documents in lower case; forms with an ending of `_SUFFIXES` are known too."""
_SHORT_WORDS = frozenset(lexicon().words("words.short"))
_SUFFIXES = lexicon().words("words.suffixes")
_PREFIXES = frozenset(lexicon().words("words.prefixes"))


def _word_to_stems(lower: str) -> Iterator[str]:
    """A word in lower case without each ending that it has."""
    return (lower.removesuffix(suffix) for suffix in _SUFFIXES if lower.endswith(suffix))


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The document's words in lower case with how often they stand inside a line, where nothing can have broken them."""

    counts: Mapping[str, int] = field(default_factory=dict)

    def knows(self, word: str) -> bool:
        lower = word.casefold()
        if lower in VOCABULARY or self.counts.get(lower, 0) > 0:
            return True
        return any(stem in VOCABULARY or self.counts.get(stem, 0) > 0 for stem in _word_to_stems(lower))

    def knows_well(self, word: str) -> bool:
        """Like `knows`, but a word that stands once in the document may be a broken piece itself."""
        lower = word.casefold()
        if lower in VOCABULARY or self.counts.get(lower, 0) > 1:
            return True
        return any(stem in VOCABULARY for stem in _word_to_stems(lower))

    def seen(self, word: str) -> str:
        """The evidence for a word in words: how often the document has it, or that the vocabulary does."""
        count = self.counts.get(word.casefold(), 0)
        return f"'{word}' stands {count} times in the document" if count else f"'{word}' is a known word"


NO_WORDS = DocumentWords()


@dataclass(frozen=True, slots=True)
class TextReading:
    """`text` is the folded raw text after `repairs`; `notes` what was left alone."""

    text: str
    repairs: tuple[Repair, ...] = ()
    notes: tuple[Note, ...] = ()


def texts_to_document_words(texts: Iterable[str]) -> DocumentWords:
    """The words that stand inside the lines of the texts; words at a line's inner ends may be broken and don't count."""
    counts: Counter[str] = Counter()
    for text in texts:
        lines = [line.split() for line in text.splitlines() if line.strip()]
        for at, tokens in enumerate(lines):
            inner = tokens[1 if at else 0 : len(tokens) - (at + 1 < len(lines))]
            counts.update(word for token in inner if _WORD.fullmatch(word := token.strip(_EDGES).casefold()) and len(word) > 2)
    return DocumentWords(dict(counts))


def raw_to_text(raw: str, document: DocumentWords | None = None) -> TextReading:
    """The cell's text for people. Text without defects comes back folded and without repairs. Never raises."""
    folded = fold(raw)
    if not folded:
        return TextReading("")
    repairs: list[Repair] = []
    notes: list[Note] = []
    words = document or NO_WORDS
    lines = [line for line in map(fold, raw.splitlines()) if line]
    text = _mend_lines(lines, words, repairs, notes)
    text = _mend_characters(text, repairs)
    text = _mend_spaced_letters(text, words, repairs)
    text = _mend_gaps(text, words, repairs)
    if _looks_doubled(text, words):
        notes.append(Note("glyphs-doubled", fields=(("text", text[:80]),)))
    return TextReading(text, tuple(repairs), tuple(notes))


def _mend_characters(text: str, repairs: list[Repair]) -> str:
    """Ligatures, characters without a glyph, and text that was decoded twice."""
    if text.isascii():
        return text
    steps: tuple[tuple[str, Callable[[str], str], str], ...] = (
        ("ligature-split", lambda t: t.translate(_LIGATURE_TABLE), "a ligature is two letters"),
        ("invisible-dropped", lambda t: fold(t.translate(_INVISIBLE)), "characters without a glyph"),
        ("encoding-mended", _decoded_once, "UTF-8 that was read as another encoding"),
    )
    for code, mend, evidence in steps:
        after = mend(text)
        if after != text:
            repairs.append(Repair(code, text, after, evidence))
            text = after
    return text


def _decoded_once(text: str) -> str:
    if not _MOJIBAKE.search(text):
        return text
    import ftfy  # noqa: PLC0415  its tables cost more than a small document, and few texts need them

    return fold(ftfy.fix_encoding(text))


@dataclass(slots=True)
class _Join:
    """Decisions at line ends: what was joined how, and why."""

    hyphens: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def _mend_lines(lines: list[str], words: DocumentWords, repairs: list[Repair], notes: list[Note]) -> str:
    """Joins the lines; one repair for all hyphens, then one for all broken words."""
    join = _Join()
    glue = _lines_to_glue(lines, words, join)
    folded = " ".join(lines)
    hyphened = _glued(lines, [g if g in ("-", "~") else " " for g in glue])
    if hyphened != folded:
        repairs.append(Repair("hyphen-joined", folded, hyphened, _named(join.hyphens)))
    mended = _glued(lines, glue)
    if mended != hyphened:
        repairs.append(Repair("word-joined", hyphened, mended, _named(join.broken)))
    if join.open:
        notes.append(Note("hyphen-open", fields=(("text", "; ".join(join.open[:NAMED_JOINS])),)))
    return mended


def _lines_to_glue(lines: list[str], words: DocumentWords, join: _Join) -> list[str]:
    """What stands between the lines, as `_glued` takes it."""
    glue = [_line_end_to_glue(lines, at, words, join) for at in range(len(lines) - 1)]
    return _long_words(lines, glue, words, join)


def raw_to_lines(raw: str, document: DocumentWords | None = None) -> tuple[str, tuple[Repair, ...]]:
    """The text with words and hyphens mended at line ends, and the other line breaks kept, for readers to whom they are evidence.

    The repairs replay from the folded raw text to the folded result. Empty when nothing was mended; then the raw text comes back.
    """
    lines = [line for line in map(fold, raw.splitlines()) if line]
    repairs: list[Repair] = []
    if len(lines) < 2:
        return raw, ()
    _mend_lines(lines, document or NO_WORDS, repairs, [])
    if not repairs:
        return raw, ()
    glue = _lines_to_glue(lines, document or NO_WORDS, _Join())
    return _glued(lines, ["\n" if how == " " else how for how in glue]), tuple(repairs)


def _named(reasons: list[str]) -> str:
    more = len(reasons) - NAMED_JOINS
    return "; ".join(reasons[:NAMED_JOINS]) + (f"; and {more} more" if more > 0 else "")


def _glued(lines: list[str], glue: list[str]) -> str:
    """The lines with what stands between them: " " a space, "" nothing, "-" nothing (the hyphen stays), "~" the hyphen dropped."""
    parts = [lines[0]]
    for line, how in zip(lines[1:], glue, strict=True):
        if how == "~":
            parts[-1] = parts[-1][:-1]
        elif how in (" ", "\n"):
            parts.append(how)
        parts.append(line)
    return "".join(parts)


def _line_end_to_glue(lines: list[str], at: int, words: DocumentWords, join: _Join) -> str:
    left = lines[at].rsplit(" ", 1)[-1]
    right = lines[at + 1].split(" ", 1)[0]
    if left[-1] in _HYPHENS and len(left) > 1 and right[0].isalnum():
        return _hyphen_to_glue(left, right, words, join)
    reason = _broken_word(left, right, words)
    if reason is None:
        return " "
    join.broken.append(reason)
    return ""


def _hyphen_to_glue(left: str, right: str, words: DocumentWords, join: _Join) -> str:
    """A hyphen at the line's end: part of the word, or put there by the break?"""
    stem, tail = left[:-1], right.rstrip(_EDGES)
    last = re.split(r"[-/(]", stem)[-1].strip(_EDGES)
    if not last or not last[-1].isalnum():
        return " "
    if last[-1].isdigit() or tail[:1].isdigit():
        join.hyphens.append(f"'{left}{right}': a hyphen between digits")
        return "-"
    compound, joined = f"{last}-{tail}".casefold(), f"{last}{tail}".casefold()
    if left[-1] == "\u00ad":
        join.hyphens.append(f"'{joined}': a soft hyphen")
        return "~"
    if _is_reduplication(last.casefold(), tail.casefold()) or words.counts.get(compound):
        join.hyphens.append(f"'{compound}': a word with a hyphen")
        return "-"
    if words.knows(joined) and not (words.knows(last) and words.knows(tail)):
        join.hyphens.append(words.seen(joined))
        return "~"
    if last.isupper() and tail.isupper() and not words.knows(joined):
        join.hyphens.append(f"'{last}-{tail}': abbreviations")
        return "-"
    if last.casefold() in _PREFIXES or (words.knows(last) and words.knows(tail)):
        join.hyphens.append(f"'{compound}': both halves are words")
        return "-"
    join.open.append(f"{left} {right}")
    if last.islower() and tail.islower() and not words.knows(tail):
        join.hyphens.append(f"'{tail}' is no word of its own")
        return "~"
    return " "


def _is_reduplication(head: str, tail: str) -> bool:
    """ "kasus-kasus", "cita-citanya", "perundang-undangan": the tail begins with what the head ends with."""
    stem = tail[:4]
    return tail.startswith(head) or (len(stem) == 4 and stem in head)


def _broken_word(left: str, right: str, words: DocumentWords) -> str | None:
    """Why the two are one word, None if nothing says so."""
    head, tail = left.lstrip(_EDGES), right.rstrip(_EDGES)
    if not head or not tail or not head[-1].isalpha() or not tail[0].isalpha():
        return None
    head, tail = re.split(r"[-/(]", head)[-1], re.split(r"[-/)]", tail)[0]
    if not head.isalpha() or not tail.isalpha() or len(head) + len(tail) > LONGEST_WORD or not _same_case(head, tail):
        return None
    joined = head + tail
    known_head, known_tail = _stands_alone(head, words), _stands_alone(tail, words)
    if known_head and known_tail:
        return None
    if words.knows(joined):
        return words.seen(joined)
    syllable = len(tail) == 2 and _VOWEL.match(head[-1]) is not None and _VOWEL.match(tail) is None
    ending = not _VOWEL.search(tail) or (syllable and len(head) >= _LONG_STEM and tail not in _SHORT_WORDS)
    if not known_head and not known_tail and len(tail) <= 2 and ending and len(head) > 2:
        return f"'{tail}' is no word, nor is '{head}'"
    return None


def _same_case(head: str, tail: str) -> bool:
    """Broken words go on in lower case, or in capitals when the head is in capitals."""
    return tail.islower() or (tail.isupper() and head.isupper())


def _stands_alone(word: str, words: DocumentWords) -> bool:
    lower = word.casefold()
    if len(word) == 1:
        return False
    return lower in _SHORT_WORDS if len(word) == 2 else words.knows(word)


def _long_words(lines: list[str], glue: list[str], words: DocumentWords, join: _Join) -> list[str]:
    """Words broken over three or four lines, where the lines between hold nothing else."""
    found = list(glue)
    for at in range(len(lines) - 2):
        if found[at] != " " or found[at + 1] != " ":
            continue
        pieces = [lines[at].rsplit(" ", 1)[-1]]
        for end in range(at + 1, min(at + MOST_PIECES, len(lines))):
            pieces.append(lines[end].split(" ", 1)[0])
            joined = "".join(pieces).strip(_EDGES)
            if (
                len(pieces) > 2
                and joined.isalpha()
                and words.knows(joined)
                and not all(_stands_alone(p, words) for p in pieces)
            ):
                found[at:end] = [""] * (end - at)
                join.broken.append(words.seen(joined))
                break
            if " " in lines[end]:
                break
    return found


_SPACED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")


def _mend_spaced_letters(text: str, words: DocumentWords, repairs: list[Repair]) -> str:
    """ "J U M L A H": letters set apart, joined when they are a known word."""
    reasons: list[str] = []

    def mend(match: re.Match[str]) -> str:
        joined = match.group().replace(" ", "")
        if not words.knows(joined):
            return match.group()
        reasons.append(words.seen(joined))
        return joined

    after = _SPACED.sub(mend, text)
    if after != text:
        repairs.append(Repair("letters-joined", text, after, _named(reasons)))
    return after


def _mend_gaps(text: str, words: DocumentWords, repairs: list[Repair]) -> str:
    """ "Targe t", "Pengem bangan" within a line: joined when the whole is known and its parts are no words."""
    reasons: list[str] = []
    tokens = text.split(" ")
    found: list[str] = [tokens[0]]
    for token in tokens[1:]:
        head, tail = found[-1].lstrip(_EDGES), token.rstrip(_EDGES)
        if head.isalpha() and tail.isalpha() and _is_gap(head, tail, words):
            reasons.append(words.seen(head + tail))
            found[-1] += token
        else:
            found.append(token)
    if not reasons:
        return text
    after = " ".join(found)
    repairs.append(Repair("word-joined", text, after, _named(reasons)))
    return after


def _is_gap(head: str, tail: str, words: DocumentWords) -> bool:
    """Stricter than at a line's end, where a break is expected: neither part may be a word, but for a letter or two behind."""
    if not 4 <= len(head) + len(tail) <= LONGEST_WORD or not _same_case(head, tail) or not words.knows_well(head + tail):
        return False
    if len(tail) == 1:
        return True
    if len(head) == 1 or len(tail) == 2:
        return not words.knows_well(head) and not _stands_alone(tail, words)
    return not words.knows_well(head) and not words.knows_well(tail)


def _looks_doubled(text: str, words: DocumentWords) -> bool:
    """ "RE ENCA ANA A KE ERJA A": most words are unknown and begin with the letter that ends the word before."""
    tokens = [token for token in text.split() if token.isalpha()]
    if len(tokens) < 3:
        return False
    known = [token.casefold() in VOCABULARY or words.counts.get(token.casefold(), 0) > 1 for token in tokens]
    repeats = sum(
        a[-1].casefold() == b[0].casefold() and not (known[at] or known[at + 1]) for at, (a, b) in enumerate(pairwise(tokens))
    )
    return repeats >= 2 and repeats * 2 >= len(tokens) - 1
