"""Programme, activity and sub-activity codes: all editions' forms, spread over columns or broken over lines.

    urusan X . bidang X.XX . programme X.XX.01 . activity X.XX.01.2.01 . sub-activity X.XX.01.2.01.01 or .0001
    without the agency's field, below the programme's name: activity 01.2.01 . sub-activity 01.2.01.01

`X.XX` stands for any agency's own field. Codes are text: zeros and dots count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from schemas.observation import Level

_PART = re.compile(r"[0-9Xx]+")
_LEADING = re.compile(r"^\s*((?:[0-9Xx]{1,2}\s*\.\s*){2,6}[0-9Xx]{1,4}\.?)\s+(?=\D)")
_ALLOWED = re.compile(r"^[0-9Xx.\s\n-]+$")
_WITHOUT_FIELD = re.compile(r"^\d{2}\.[12]\.\d{2}(?:\.\d{2}(?:\d{2})?)?$")  # of a province's or a regency's activity
_PLAN: tuple[Level, ...] = ("program", "activity", "sub_activity")
_LEVELS: dict[int, Level] = {3: "program", 4: "activity", 5: "activity", 6: "sub_activity"}


def texts_to_code(texts: Sequence[str]) -> str | None:
    """The code that the cells of a row's code columns make together, with single dots; None for no code.

    White space inside is a wrap ("2.08.01.1.0 / 2.0001"): a line that ends or starts without a dot goes on in the same number.
    """
    parts: list[str] = []
    for text in texts:
        if not text.strip() or text.strip() in {"-", "–"}:
            continue
        if not _ALLOWED.match(text):
            return None
        parts.append(re.sub(r"\s+", "", text).strip("."))
    code = ".".join(part for part in parts if part)
    return code or None


def code_to_level(code: str) -> Level | None:
    """The level by the number of parts (3, 5, 6; 4 in the edition before 2019, X.XX.15.01); None for an urusan or bidang code, for other
    lengths, and for the account of a budget ("5.1.02"), whose second part has one digit."""
    if _WITHOUT_FIELD.match(code):
        return "activity" if code.count(".") == len("..") else "sub_activity"
    parts = _PART.findall(code)
    if len(parts) < 3 or len(parts[1]) < 2 or (len(parts) == 4 and len(parts[3]) < 2):
        return None
    return _LEVELS.get(len(parts))


def codes_to_own_form(worded: Sequence[tuple[str, Level | None]]) -> Mapping[int, Level]:
    """What the number of parts means where a table counts in a form of its own ("3 | 43" a programme, "3 | 43 | 01" its activity).

    `worded` are codes with the level that a word before the name tells, None where none does. Levels follow each other, one part more for
    each. Empty where no word is printed, where the words agree with the codes of the law as often, or contradict each other.

    >>> dict(codes_to_own_form([("1.29", "program"), ("1.29.01", None), ("2.38", "program")]))
    {2: 'program', 3: 'activity', 4: 'sub_activity'}
    """
    told = [(code_to_parts(code), level, code_to_level(code)) for code, level in worded if level in _PLAN]
    firsts = {length - _PLAN.index(level) for length, level, _ in told if level is not None}
    by_law = sum(level == lawful for _, level, lawful in told)
    if len(firsts) != 1 or by_law * 2 >= len(told) or (first := firsts.pop()) < 1:
        return {}
    return {first + at: level for at, level in enumerate(_PLAN)}


def code_to_parts(code: str) -> int:
    """How many numbers the code has."""
    return len(_PART.findall(code))


def text_to_leading_code(text: str) -> tuple[str, str] | None:
    """The code at the start of a label and the label without it; None when it starts with none."""
    match = _LEADING.match(text)
    if match is None:
        return None
    return re.sub(r"\s+", "", match[1]).strip("."), text[match.end() :]
