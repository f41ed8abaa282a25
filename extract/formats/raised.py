"""Raised and lowered characters, kept apart from the characters that they stand beside.

"109" with a footnote mark 1 must never read as 1091, nor "m" with a raised 2 as a word: both become Unicode superscripts.
"""

from __future__ import annotations

_RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def to_superscript(text: str) -> str:
    """Digits, signs, brackets and small letters raised ("1)" is "¹⁾"). Where a capital or another character without a raised form
    remains, `^` stands before the text, so that it cannot join the number in front of it."""
    raised = text.translate(_RAISED)
    stays = any(character.isalnum() and character.isascii() for character in raised)
    return "^" + raised if stays else raised


def to_subscript(text: str) -> str:
    """Digits, signs and brackets lowered ("CO2" with a lowered 2 is "CO₂"); other characters stay as they are."""
    return text.translate(_LOWERED)
