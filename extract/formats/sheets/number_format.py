"""Number formats of Excel: the text that a cell shows for the number that it holds, the Indonesian way (1.234,5).

ECMA-376 part 1, 18.8.30 and 18.8.31. What is not understood says so, so that nobody guesses: fractions, elapsed times, other calendars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache
from typing import Literal

from schemas.lexicon import lexicon

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"Rp"#,##0;-"Rp"#,##0', 6: '"Rp"#,##0;[Red]-"Rp"#,##0',
    7: '"Rp"#,##0.00;-"Rp"#,##0.00', 8: '"Rp"#,##0.00;[Red]-"Rp"#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_("Rp"* #,##0_);_("Rp"* (#,##0);_("Rp"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', 44: '_("Rp"* #,##0.00_);_("Rp"* (#,##0.00);_("Rp"* "-"??_);_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<meridiem>AM/PM|A/P|am/pm)|(?P<general>General)|(?P<exponent>E[+-](?=[0#?]))|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|g+|b+)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<fraction>/)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLORS = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d{1,2}|hitam|biru|hijau|merah|kuning)", re.IGNORECASE
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_DIGITS_SHOWN = 15  # a double keeps no more
_GENERAL_PLACES = 10
_MOST_GENERAL = Decimal(10) ** 15
_FIRST_DAY = datetime(1899, 12, 30)
_LAST_DAY = 2_958_465  # 31 December 9999

Kind = Literal["number", "date", "text", "general", "unknown"]


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts between semicolons. `whole`, `places` are the digit signs before and after the point, `scale` by how many
    thousands it divides, `percents` how often it multiplies by a hundred."""

    kind: Kind
    tokens: tuple[tuple[str, str], ...]
    whole: str = ""
    places: str = ""
    grouped: bool = False
    scale: int = 0
    percents: int = 0
    colored: bool = False
    condition: tuple[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows. `kind` "number" where the number behind it is a number to a reader (no date); `colored` where the part of the
    format that shows it sets a colour; `understood` is False where the text is only the plain number."""

    text: str
    kind: Kind
    colored: bool = False
    understood: bool = True
    percents: int = 0


def number_to_shown(value: Decimal, code: str, *, since_1904: bool = False) -> Shown:
    """The number in the format of that code. `since_1904` counts the days of dates from 1904."""
    sections = _code_to_sections(code)
    section, signed = _choose(sections, value)
    if section is None:
        return Shown("", "text")
    if section.kind == "unknown":
        return Shown(_general(value), "number", understood=False)
    if section.kind == "date":
        text = _date_to_text(value, section, since_1904=since_1904)
        return Shown(_general(value), "number", understood=False) if text is None else Shown(text, "date")
    shown = value if signed else abs(value)
    if section.kind == "number":
        return Shown(_number_to_text(shown, section), "number", section.colored, percents=section.percents)
    plain = _general(shown)
    parts = [plain if name in ("general", "text") else _literal(name, text) for name, text in section.tokens]
    return Shown("".join(parts).strip(), "number", section.colored)


def text_to_shown(text: str, code: str) -> str:
    """A text in the format of that code: its fourth part, or the only one with `@`, may put words around it."""
    sections = _code_to_sections(code)
    section = (
        sections[3] if len(sections) > 3 else next((s for s in sections if any(name == "text" for name, _ in s.tokens)), None)
    )
    if section is None or (len(sections) < 4 and section.kind != "text"):
        return text
    return "".join(text if name == "text" else _literal(name, part) for name, part in section.tokens)


@lru_cache(maxsize=4096)
def _code_to_sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    for match in _TOKENS.finditer(code[:1000]):
        name = match.lastgroup or "other"
        text = match[name]
        if name == "other" and text == ";":
            parts.append([])
        else:
            parts[-1].append((name, text))
    return tuple(_tokens_to_section(tuple(part)) for part in parts[:4])


def _tokens_to_section(tokens: tuple[tuple[str, str], ...]) -> _Section:
    names = [name for name, _ in tokens]
    brackets = [text for name, text in tokens if name == "bracket"]
    colored = any(_COLORS.fullmatch(text.strip()) for text in brackets)
    condition = next((found for text in brackets if (found := _CONDITION.fullmatch(text.strip()))), None)
    stated = (condition[1], Decimal(condition[2])) if condition else None
    odd = [
        text
        for text in brackets
        if not _COLORS.fullmatch(text.strip()) and not _CONDITION.fullmatch(text.strip()) and text[:1] != "$"
    ]
    dates = [text.lower() for name, text in tokens if name == "date"]
    if odd or any(text[0] in "egb" or text.startswith("ddd") for text in dates):  # other calendars, names of days
        return _Section("unknown", tokens, colored=colored, condition=stated)
    if "date" in names:
        return _Section("date", tokens, colored=colored, condition=stated)
    if "digit" not in names:
        kind: Kind = "general" if "general" in names else "text"
        return _Section(kind, tokens, colored=colored, condition=stated)
    digits = [at for at, name in enumerate(names) if name == "digit"]
    if "exponent" in names or any(name == "fraction" and digits[0] < at < digits[-1] for at, name in enumerate(names)):
        return _Section("unknown", tokens, colored=colored, condition=stated)
    point = next((at for at, name in enumerate(names) if name == "point" and at < digits[-1] + 2), len(names))
    whole = "".join(text for at, (name, text) in enumerate(tokens) if name == "digit" and at < point)
    places = "".join(text for at, (name, text) in enumerate(tokens) if name == "digit" and at > point)
    commas = [at for at, name in enumerate(names) if name == "comma"]
    grouped = any(digits[0] < at < min(point, digits[-1]) for at in commas)
    scale = sum(
        at > digits[-1] or (at < point < len(names) and all(names[k] == "comma" for k in range(at, point))) for at in commas
    )
    return _Section(
        kind="number",
        tokens=tokens,
        whole=whole,
        places=places,
        grouped=grouped,
        scale=scale,
        percents=names.count("percent"),
        colored=colored,
        condition=stated,
    )


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """The part that shows the value, and whether it shows its sign by itself."""
    conditioned = [section for section in sections[:3] if section.condition is not None]
    if conditioned:
        for section in sections[:3]:
            if section.condition is None or _meets(value, section.condition):
                return section, True
        return None, True
    numbers = sections[:3]
    if len(numbers) == 1 and numbers[0].kind == "text" and not numbers[0].tokens:
        return None, True
    if value < 0 and len(numbers) > 1:
        return numbers[1], False
    if value == 0 and len(numbers) > 2:
        return numbers[2], True
    return numbers[0], True


def _meets(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, bound = condition
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value == bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _literal(name: str, text: str) -> str:
    if name == "space":
        return " "
    if name == "fill":
        return ""
    if name == "bracket":  # [$Rp-421]: a currency, and a locale that only dates need
        return text[1:].partition("-")[0] if text[:1] == "$" else ""
    return text


def _number_to_text(value: Decimal, section: _Section) -> str:
    with localcontext() as context:
        context.prec = 60
        scaled = value * (Decimal(100) ** section.percents) / (Decimal(1000) ** section.scale)
        rounded = scaled.quantize(Decimal(1).scaleb(-len(section.places)), ROUND_HALF_UP)
    digits, _, fraction = f"{abs(rounded):f}".partition(".")
    digits = digits.lstrip("0")
    least = section.whole.count("0")
    digits = digits.rjust(least, "0") if least else digits
    if section.grouped:
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", digits)
    kept = len(section.places.rstrip("#?")) if "0" in section.places else 0
    optional = fraction[kept:].rstrip("0")
    shown = fraction[:kept] + optional
    number = digits + ("," + shown if shown else "")
    sign = "-" if rounded < 0 else ""
    out: list[str] = []
    printed = False
    for name, text in section.tokens:
        if name in ("digit", "point", "comma"):
            out += [] if printed else [number]
            printed = True
        else:
            out.append(_literal(name, text))
    return sign + " ".join("".join(out).split())


def _general(value: Decimal) -> str:
    """As the format "General" shows it: up to ten places, large numbers whole."""
    if abs(value) >= _MOST_GENERAL or (value != 0 and abs(value) < Decimal(10) ** -_GENERAL_PLACES):
        return f"{value.normalize():.6g}".replace(".", ",").replace("e", "E")
    with localcontext() as context:
        context.prec = _DIGITS_SHOWN
        rounded = +value
    places = max(0, min(_GENERAL_PLACES, -int(rounded.as_tuple().exponent)))
    text = f"{rounded.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")


def _date_to_text(value: Decimal, section: _Section, *, since_1904: bool) -> str | None:
    """None for a number that is no day."""
    days = value + 1462 if since_1904 else value
    if not 0 <= days <= _LAST_DAY:
        return None
    if days < 60 and not since_1904:
        days += 1  # Excel has a 29 February 1900
    moment = _FIRST_DAY + timedelta(seconds=round(float(days) * 86400))
    halves = any(name == "meridiem" for name, _ in section.tokens)
    return "".join(_date_parts(moment, section.tokens, halves=halves)).strip()


def _date_parts(moment: datetime, tokens: tuple[tuple[str, str], ...], *, halves: bool) -> Iterator[str]:
    names = [text[0].lower() if name == "date" else "" for name, text in tokens]
    for at, (name, text) in enumerate(tokens):
        if name == "meridiem":
            yield "AM" if moment.hour < 12 else "PM"
        elif name == "date":
            before = next((sign for sign in reversed(names[:at]) if sign), "")
            behind = next((sign for sign in names[at + 1 :] if sign), "")
            yield _date_part(moment, text.lower(), minutes=before == "h" or behind == "s", halves=halves)
        else:
            yield _literal(name, text)


def _date_part(moment: datetime, sign: str, *, minutes: bool, halves: bool) -> str:
    long = len(sign) > 1
    match sign[0]:
        case "y":
            return f"{moment.year % 100:02d}" if len(sign) <= 2 else f"{moment.year:04d}"
        case "m" if not minutes or len(sign) > 2:
            if len(sign) > 2:
                name = _month(moment.month)
                return name if len(sign) == 4 else name[:1] if len(sign) == 5 else name[:3]
            return f"{moment.month:02d}" if long else str(moment.month)
        case "m":
            return f"{moment.minute:02d}" if long else str(moment.minute)
        case "d":
            return f"{moment.day:02d}" if long else str(moment.day)
        case "h":
            hour = (moment.hour + 11) % 12 + 1 if halves else moment.hour
            return f"{hour:02d}" if long else str(hour)
        case _:
            return f"{moment.second:02d}" if long else str(moment.second)


def _month(number: int) -> str:
    return lexicon().named("periods.months")[str(number)][0].capitalize()


def text_to_number(text: str) -> Decimal | None:
    """The number that a file keeps, as a spreadsheet uses it: fifteen digits. None for what is no number."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 308:
        return None
    with localcontext() as context:
        context.prec = _DIGITS_SHOWN
        return +value
