"""Raised and lowered characters, kept apart from the characters that they stand beside.

"109" with a footnote mark 1 must never read as 1091, nor "m" with a raised 2 as a word: both become Unicode superscripts.
"""

from __future__ import annotations

_RAISED = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def to_superscript(text: str) -> str:
    """Digits, signs and small letters raised ("1)" is "¹⁾"); characters without a raised form stay, after a `^`."""
    return _shift(text, _RAISED, "^")


def to_subscript(text: str) -> str:
    """Digits and signs lowered ("CO2" with a lowered 2 is "CO₂"); other characters stay as they are."""
    return text.translate(_LOWERED)


def _shift(text: str, table: dict[int, int], mark: str) -> str:
    raised = text.translate(table)
    # A digit or letter that stays on the line could join the number before it.
    stays = any(character.isalnum() and character.isascii() for character in raised)
    return mark + raised if stays else raised
