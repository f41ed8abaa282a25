"""What inline styles and old attributes say about a cell or a run of text. Style sheets are not followed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from schemas.page import RGB
from schemas.table import Align

_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(px|pt|em|rem|in|cm|mm)?")
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "": 0.75}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
_NAMES: dict[str, RGB] = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "lightgray": (211, 211, 211),
    "lightgrey": (211, 211, 211),
    "yellow": (255, 255, 0),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "orange": (255, 165, 0),
    "lightblue": (173, 216, 230),
    "lightgreen": (144, 238, 144),
    "pink": (255, 192, 203),
}
_ALIGNS: dict[str, Align] = {"left": "left", "right": "right", "center": "center", "justify": "left"}


def attributes_to_style(attributes: Mapping[Any, Any]) -> dict[str, str]:
    """The declarations of the `style` attribute, names and values in lower case; `bgcolor`, `align` and `hidden` where it is silent."""
    declared = str(attributes.get("style", ""))[:4096].lower()
    style: dict[str, str] = {}
    for declaration in declared.split(";"):
        name, separator, value = declaration.partition(":")
        if separator:
            style[name.strip()] = value.replace("!important", "").strip()
    if attributes.get("bgcolor"):
        style.setdefault("background-color", str(attributes["bgcolor"]).lower())
    if attributes.get("align"):
        style.setdefault("text-align", str(attributes["align"]).lower())
    if "hidden" in attributes:
        style.setdefault("display", "none")
    return style


def is_hidden(style: Mapping[str, str]) -> bool:
    return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse") or "mso-hide" in style


def style_to_bold(style: Mapping[str, str]) -> bool | None:
    """None where the style is silent."""
    weight = style.get("font-weight", "")
    if weight.isdecimal():
        return int(weight) >= 600
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight)


def style_to_italic(style: Mapping[str, str]) -> bool | None:
    """None where the style is silent."""
    return {"italic": True, "oblique": True, "normal": False}.get(style.get("font-style", ""))


def style_to_script(style: Mapping[str, str]) -> str:
    """ "sup", "sub" or "" for text on the line."""
    return {"super": "sup", "sub": "sub"}.get(style.get("vertical-align", ""), "")


def style_to_align(style: Mapping[str, str]) -> Align | None:
    return _ALIGNS.get(style.get("text-align", ""))


def style_to_fill(style: Mapping[str, str]) -> RGB | None:
    """The background colour; None where it is transparent, unknown or not stated."""
    return text_to_color(style.get("background-color") or style.get("background") or "")


def text_to_color(text: str) -> RGB | None:
    """`#rgb`, `#rrggbb`, `rgb(…)` or a common name."""
    if match := _HEX.search(text):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    if match := _RGB.search(text):
        red, green, blue = (min(int(part), 255) for part in match.groups())
        return (red, green, blue)
    return _NAMES.get(text.strip())


def style_to_indent(style: Mapping[str, str]) -> float | None:
    """Left padding, margin and first-line indent added up, in points; None where none is stated."""
    lengths = [text_to_points(style.get(name, "")) for name in ("padding-left", "margin-left", "text-indent")]
    stated = [length for length in lengths if length is not None]
    return sum(stated) if stated else None


def style_to_size(style: Mapping[str, str]) -> float | None:
    """Font size in points; None where it is relative or not stated."""
    text = style.get("font-size", "")
    return text_to_points(text) if text.endswith(("pt", "px")) else None


def text_to_points(text: str) -> float | None:
    match = _LENGTH.match(text.strip())
    if match is None or text.strip().endswith("%"):
        return None
    return float(match[1][:12]) * _POINTS[match[2] or ""]
