"""Characters of symbol fonts as what they print: in Wingdings the letter "ü" is a tick."""

from __future__ import annotations

# Code points of Adobe's Symbol encoding and of Microsoft's symbol fonts that stand in tables; in files they lie in U+F000 to U+F0FF,
# or as plain letters in a run that names the font.
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB9: "≠", 0xB8: "÷", 0xA5: "∞", 0xD7: "⋅",
    0x2D: "−", 0x2B: "+", 0x3D: "=", 0x3C: "<", 0x3E: ">", 0x25: "%", 0xB7: "•", 0xE5: "∑", 0xAE: "→", 0xBB: "≈",
    0xD6: "√", 0x28: "(", 0x29: ")", 0x2C: ",", 0x2E: ".", 0x2F: "/",
}  # fmt: skip
_WINGDINGS = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xA7: "▪", 0x6C: "●", 0xD8: "➢", 0xE0: "→",
    0x71: "❑", 0x76: "❖", 0x6E: "■", 0x9F: "•",
}  # fmt: skip
_WINGDINGS_2 = {
    0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x30: "☐", 0xA3: "☐", 0x2A: "☐", 0x97: "●", 0x56: "✗",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■", 0x6E: "●"}
_MARLETT = {0x61: "✓", 0x62: "✓", 0x72: "✗"}
_FONTS = {
    "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings2": _WINGDINGS_2, "webdings": _WEBDINGS,
    "marlett": _MARLETT, "symbol": _SYMBOL,
}  # fmt: skip
TICKS = frozenset("✓✔☑✗✘☒")


def is_symbol_font(font: str) -> bool:
    """True for a font whose letters print pictures."""
    return _name(font) in _FONTS


def symbol_to_text(code: int, font: str) -> str:
    """What the code prints in the font, which may lie in the private area (U+F0FC); the character itself where that is not known,
    U+FFFD for what is no character."""
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    table = _FONTS.get(_name(font), {})
    if low in table:
        return table[low]
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def letters_to_symbols(text: str, font: str) -> str:
    """A text typed in a symbol font as what it prints; digits, blanks and what is not known stay."""
    table = _FONTS.get(_name(font))
    if table is None:
        return text
    return "".join(character if character.isspace() else symbol_to_text(ord(character), font) for character in text)


def _name(font: str) -> str:
    return font.strip().strip("\"'").lower()
