"""Where text breaks in a column, as word processors do it."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth


def text_to_lines(text: str, width: float, font: str, size: float) -> list[str]:
    """Lines no wider than `width` points; a word that is wider breaks between letters, without a hyphen. [] for a blank text."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(joined, font, size) <= width:
            lines[-1] = joined
            continue
        lines.append("")
        for letter in word:
            if lines[-1] and stringWidth(lines[-1] + letter, font, size) > width:
                lines.append("")
            lines[-1] += letter
    return lines
