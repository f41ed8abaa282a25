"""What styles, old attributes and the class names of common frameworks say about a cell or a run of text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from extract.formats.signs import Script
from schemas.page import RGB
from schemas.table import Align

_LENGTH = re.compile(r"(-?(?:\d+(?:\.\d+)?|\.\d+))\s*(px|pt|em|rem|in|cm|mm)?")
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "": 0.75}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
# What the frameworks' own style sheets, which are mostly linked and not in the file, do with these names.
_HIDING = frozenset({"sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only", "d-none", "invisible"})
_SHOWING = re.compile(r"d-(?:sm|md|lg|xl|xxl)-(?!none)[a-z-]+")
_STRUCK = frozenset({"text-decoration-line-through", "line-through"})
_PAPER = 0xF4  # each of red, green and blue at least this bright: nobody sees the text on white paper
_LIFTED = 1.8  # points: text moved this much higher or lower is a mark
_FAR = -900.0  # points: text moved this far is off the page
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
    if attributes.get("face"):
        style.setdefault("font-family", str(attributes["face"]).lower())
    if "hidden" in attributes:
        style.setdefault("display", "none")
    if attributes.get("class"):
        _take_classes(style, str(attributes["class"]).split())
    return style


def _take_classes(style: dict[str, str], names: Sequence[str]) -> None:
    if not _HIDING.isdisjoint(names) and not any(_SHOWING.fullmatch(name) for name in names):
        style.setdefault("display", "none")
    if not _STRUCK.isdisjoint(names):
        style.setdefault("text-decoration", "line-through")


def is_hidden(style: Mapping[str, str]) -> bool:
    """True for what takes no part in the page that people see."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse") or "mso-hide" in style:
        return True
    if style.get("opacity") in ("0", "0%", "0.0") or _is_nothing(style.get("font-size", "")):
        return True
    if style.get("position") in ("absolute", "fixed"):
        clip = style.get("clip", "").replace(" ", "")
        if clip.startswith("rect(0") or clip.startswith("rect(1px") or style.get("clip-path", "").startswith("inset(50%"):
            return True
        return any((text_to_points(style.get(side, "")) or 0) < _FAR for side in ("left", "top"))
    return (text_to_points(style.get("text-indent", "")) or 0) < _FAR


def _is_nothing(size: str) -> bool:
    length = text_to_points(size)
    return length is not None and length <= 1


def style_to_struck(style: Mapping[str, str]) -> bool:
    return "line-through" in style.get("text-decoration", "") or "line-through" in style.get("text-decoration-line", "")


def is_pale(style: Mapping[str, str]) -> bool | None:
    """True for text in the colour of paper; None where the style is silent."""
    text = style.get("color", "")
    color = text_to_color(text) if text else None
    return None if color is None else min(color) >= _PAPER


def lays_ground(style: Mapping[str, str]) -> bool:
    """True where something may lie under the text that is not white."""
    image = style.get("background-image", "none")
    if image != "none":
        return True
    text = style.get("background-color") or style.get("background") or ""
    if text in ("", "none", "transparent", "inherit", "initial"):
        return False
    color = text_to_color(text)
    return color is None or min(color) < _PAPER


def style_to_bold(style: Mapping[str, str]) -> bool | None:
    """None where the style is silent."""
    weight = style.get("font-weight", "")
    if weight.isdecimal():
        return int(weight) >= 600
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight)


def style_to_italic(style: Mapping[str, str]) -> bool | None:
    """None where the style is silent."""
    return {"italic": True, "oblique": True, "normal": False}.get(style.get("font-style", ""))


def style_to_script(style: Mapping[str, str]) -> Script:
    """ "sup", "sub" or "" for text on the line: by name, by a length, or moved up or down from its place."""
    aligned = style.get("vertical-align", "")
    if aligned in ("super", "sub", "text-top"):
        return "sub" if aligned == "sub" else "sup"
    lift = _to_lift(aligned)
    if style.get("position") == "relative":
        lift -= _to_lift(style.get("top", ""))
    return "" if abs(lift) < _LIFTED else "sup" if lift > 0 else "sub"


def _to_lift(text: str) -> float:
    """Points, with per cent taken of a line of 12; 0 for what is no length."""
    if text.endswith("%"):
        match = _LENGTH.match(text)
        return float(match[1][:12]) * 0.12 if match else 0.0
    return text_to_points(text) or 0.0


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
