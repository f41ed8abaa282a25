"""Words of the user's own beside the built-in vocabulary, for this process and those that it starts; and the words that people's answers
teach.

Patterns are made from the words as soon as a step is loaded, so `use_own_words` comes before anything else is imported.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from schemas.answer import ColumnAnswer
from schemas.correction import Correction
from schemas.errors import UsageError
from schemas.lexicon import VARIABLE, HeadMeaning, choose_vocabulary, lexicon

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class OfferedTerm:
    """A head that people answered about, as a term for a vocabulary: `head` as printed, `squashed` as it is compared, the meaning that it
    was given, and how many answers say so."""

    head: str
    squashed: str
    meaning: str
    answers: int


def use_own_words(folder: Path | None) -> str:
    """Adds the folder's words, and gives 16 hex digits that change with them; "" for no folder. Raises UsageError "file-missing",
    ProfileError "vocabulary-late" when the words were asked for before; a folder that is wrong is refused when they are."""
    if folder is None:
        return own_words_digest()
    if not folder.is_dir():
        raise UsageError("file-missing", name=str(folder))
    os.environ[VARIABLE] = str(folder.resolve())
    choose_vocabulary([folder.resolve()])
    return own_words_digest()


def own_words_digest() -> str:
    """16 hex digits over the files of the folders in use; "" for none."""
    folders = [Path(name) for name in os.environ.get(VARIABLE, "").split(os.pathsep) if name]
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.toml")):
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16] if folders else ""


def corrections_to_terms(corrections: Iterable[Correction]) -> tuple[OfferedTerm, ...]:
    """The heads of columns that people gave a meaning, their years apart, where the words do not give them that already. Heads answered
    in two ways teach nothing; neither do those that only name a year."""
    from normalize.words.heads import head_to_known, squash

    said: dict[str, Counter[str]] = defaultdict(Counter)
    spelt: dict[str, str] = {}
    for item in corrections:
        answer = item.answer if item.kind == "column" else None
        head = " ".join(_YEAR.sub(" ", item.read.rpartition(" › ")[2]).split())
        squashed = squash(head)
        if (
            not isinstance(answer, ColumnAnswer)
            or sum(c.isalpha() for c in squashed) < 2
            or any(c.isdigit() for c in squashed)
        ):
            continue
        meaning = _answer_to_meaning(answer)
        if meaning is None:
            continue
        known = head_to_known(head)
        if known is not None and (known.role, known.measure) == (meaning.role, meaning.measure):
            continue
        said[squashed][meaning.name] += 1
        spelt.setdefault(squashed, head)
    return tuple(
        OfferedTerm(spelt[squashed], squashed, *next(iter(counts.items())))
        for squashed, counts in sorted(said.items())
        if len(counts) == 1
    )


def _answer_to_meaning(answer: ColumnAnswer) -> HeadMeaning | None:
    """The plainest meaning with this role and measure; None for one that no head has."""
    role = answer.role or ("value" if answer.measure is not None else None)
    measure = answer.measure if role == "value" else None
    named = measure or role
    found = [head for head in lexicon().heads if (head.role, head.measure) == (role, measure) and not head.neutral]
    return next((head for head in found if head.name == named), found[0] if found else None)


def terms_to_toml(terms: Iterable[OfferedTerm]) -> str:
    """The terms as a `heads.toml` of a vocabulary folder, for a person to look through; "" for none."""
    by_meaning: dict[str, list[OfferedTerm]] = defaultdict(list)
    for term in terms:
        by_meaning[term.meaning].append(term)
    lines = (
        ["# Heads that people gave a meaning at the review desk. Look them through; see docs/vocabulary.md."]
        if by_meaning
        else []
    )
    for meaning, members in sorted(by_meaning.items()):
        lines += ["", f"[{meaning}]", "patterns = ["]
        lines += [f"  '^{_literal(term.squashed)}(?:\\d{{4}})?$',  # {_remark(term)}" for term in members]
        lines.append("]")
    return "\n".join([*lines, ""]) if lines else ""


def _literal(squashed: str) -> str:
    """The head as a pattern: its letters stand for themselves."""
    return "".join(c if c.isalnum() or c in "/%" else f"\\{c}" for c in squashed)


def _remark(term: OfferedTerm) -> str:
    shown = "".join(c if c.isprintable() else " " for c in term.head)
    return f"{shown[:60]} ({term.answers})"
