"""Numbers of automatic lists as they are printed: decimal, letters, Roman."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def number_to_letters(number: int) -> str:
    """1 is "a", 26 "z", 27 "aa" (Word repeats the letter: 28 is "bb"); "" below 1."""
    if number < 1:
        return ""
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (min(repeats, 100) + 1)


def number_to_roman(number: int) -> str:
    """Lower-case Roman numeral; the decimal number outside 1 to 3999."""
    if not 1 <= number < 4000:
        return str(number)
    text = ""
    for value, digits in _ROMAN:
        count, number = divmod(number, value)
        text += digits * count
    return text
