"""Raised and lowered characters, kept apart from the characters that they stand beside.

"109" with a footnote mark 1 must never read as 1091, nor "m" with a raised 2 as a word: both become Unicode superscripts.
"""

from __future__ import annotations

import re

_RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_BACK_UP = {raised: plain for plain, raised in _RAISED.items() if plain != ord("−")}
_BACK_DOWN = {lowered: plain for plain, lowered in _LOWERED.items() if plain != ord("−")}
RAISED_FORMS = frozenset(map(chr, _RAISED.values()))
LOWERED_FORMS = frozenset(map(chr, _LOWERED.values()))
_STRETCHES = re.compile(f"[{''.join(sorted(RAISED_FORMS))}]+|[{''.join(sorted(LOWERED_FORMS))}]+")


def to_superscript(text: str) -> str:
    """Digits, signs, brackets and most letters raised ("1)" is "¹⁾"). Where a character without a raised form remains, `^` stands
    before the text, so that it cannot join the number in front of it."""
    raised = text.translate(_RAISED)
    stays = any(character.isalnum() and character.isascii() for character in raised)
    return "^" + raised if stays else raised


def to_subscript(text: str) -> str:
    """Digits, signs and brackets lowered ("CO2" with a lowered 2 is "CO₂"); other characters stay as they are."""
    return text.translate(_LOWERED)


def raised_code(code: int) -> int:
    """The raised form of a code point; itself where it has none."""
    return _RAISED.get(code, code)


def lowered_code(code: int) -> int:
    """The lowered form of a code point; itself where it has none."""
    return _LOWERED.get(code, code)


def text_to_scripts(text: str) -> list[tuple[bool, str]]:
    """Every stretch of raised or lowered characters as (raised, the plain characters), in order; none for ASCII text."""
    if text.isascii():
        return []
    found = (match.group() for match in _STRETCHES.finditer(text))
    return [(part[0] in RAISED_FORMS, part.translate(_BACK_UP if part[0] in RAISED_FORMS else _BACK_DOWN)) for part in found]
