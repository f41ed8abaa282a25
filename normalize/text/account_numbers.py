"""Names with an account number in front ("200 General Funds"): parted where the document's own names prove that it is a code.

Proof: at least five such names in the document, and a number that is printed more than once always stands before the same words.
Years are no account numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from normalize.repair import Repair, fold

_CODED = re.compile(r"^(\d{3,8})\s+(?=[^\W\d_]{2})")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_FEWEST = 5


def texts_to_codes(texts: Iterable[str]) -> frozenset[str]:
    """The account numbers that stand before names in these cells; empty when nothing proves that they are numbers of accounts."""
    names: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        folded = fold(text)
        match = _CODED.match(folded)
        if match is not None and not _YEAR.match(match[1]):
            names[match[1]].append(folded[match.end() :].casefold())
    count = sum(len(found) for found in names.values())
    repeated = [found for found in names.values() if len(found) > 1]
    if count < _FEWEST or not repeated or any(len(set(found)) > 1 for found in repeated):
        return frozenset()
    return frozenset(names)


def text_to_name(text: str, codes: frozenset[str]) -> tuple[str, Repair | None]:
    """The name without its account number and the repair that says so; the text itself and None where there is none."""
    match = _CODED.match(text)
    if match is None or match[1] not in codes:
        return text, None
    name = text[match.end() :]
    return name, Repair("code-parted", text, name, f"{match[1]} always stands before the same name")
