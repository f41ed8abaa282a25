"""Names with a list number in front ("1 Kegiatan Perencanaan", "1. ..."): parted where the numbers of a column count up.

"3 Kecamatan" alone is a name or a quantity; "1 ...", "2 ...", "3 ..." down a column of names is a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from normalize.repair import Repair, fold

_COUNTED = re.compile(r"^\(?(\d{1,2})(?:\s*[.)]\s*|\s+)(?=[^\W\d_]{2})")
_FEWEST = 3
_GAPS = 10  # one number in so many may be missing, with the row that printed it


def texts_are_counted(texts: Iterable[str]) -> bool:
    """True when the numbers before these texts, read downwards, are a list: at least three, each one more than that before it, or 1
    where a list begins anew. Texts without a number stand between lists."""
    numbers = [int(match[1]) for text in texts if (match := _COUNTED.match(fold(text))) is not None]
    steps = [number == 1 or number == before + 1 for before, number in pairwise(numbers)]
    return len(numbers) >= _FEWEST and steps.count(False) * _GAPS <= len(steps) and max(numbers) > min(numbers)


def text_without_count(text: str) -> tuple[str, Repair | None]:
    """The name without its list number and the repair that says so; the text itself and None where there is none.

    text_without_count("2 Bina Marga") is ("Bina Marga", a repair "label-parted").
    """
    match = _COUNTED.match(text)
    if match is None:
        return text, None
    name = text[match.end() :]
    return name, Repair("label-parted", text, name, "the numbers before the names of this column count up")
