"""What styles say: weight, size, hidden text, headings, lists, alignment, along the chain of `basedOn`.

ECMA-376 part 1, 17.7.2 (style hierarchy) and 17.7.3 (toggle properties). Table styles are not followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.formats.package import Element, W, attribute, child_value, integer, is_on
from extract.formats.signs import Script
from schemas.table import Align

_TOGGLES = ("b", "i", "vanish", "strike", "dstrike")
_RAISED = 0.18  # of the font size: text set this much higher or lower by hand is a mark
_USUAL_SIZE = 11.0  # points, where no style states one
_PAPER = 0xF4  # each of red, green and blue at least this bright: nobody sees the text on white paper
_INVISIBLE_SIZE = 1.0  # points
_ALIGNS: dict[str, Align] = {
    "left": "left",
    "start": "left",
    "both": "left",
    "distribute": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}


@dataclass(frozen=True, slots=True)
class RunStyle:
    """How a run of text looks; `size` in points, None where nothing states it. `pale` is text in the colour of paper, `filled` text
    with a ground of its own."""

    bold: bool = False
    italic: bool = False
    vanish: bool = False
    size: float | None = None
    script: Script = ""
    font: str = ""
    struck: bool = False
    pale: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How a paragraph is set: `indent` of its first line in points, `outline` level from 1 (0 for body text), list number and
    level ("" for none), and the name of its style in lower case."""

    align: Align | None = None
    indent: float | None = None
    outline: int = 0
    list_id: str = ""
    list_level: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    name: str
    paragraph: Element | None
    run: Element | None
    shaded: bool = False


@dataclass(slots=True)
class Styles:
    """The styles part; an empty one when the document has none."""

    by_id: dict[str, _Style] = field(default_factory=dict)
    default_paragraph: str = ""
    default_run: Element | None = None
    _chains: dict[str, tuple[_Style, ...]] = field(default_factory=dict)
    _runs: dict[tuple[str, str], RunStyle] = field(default_factory=dict)

    def chain(self, style_id: str) -> tuple[_Style, ...]:
        """The style and what it is based on, nearest first; empty for an unknown id. A circle ends where it closes."""
        if style_id not in self._chains:
            chain: list[_Style] = []
            seen: set[str] = set()
            current = style_id
            while current in self.by_id and current not in seen:
                seen.add(current)
                chain.append(self.by_id[current])
                current = chain[-1].based_on
            self._chains[style_id] = tuple(chain)
        return self._chains[style_id]

    def run_style(self, paragraph_id: str, run: Element | None) -> RunStyle:
        """The look of a run with properties `run` in a paragraph of that style."""
        character_id = child_value(run, "rStyle") or ""
        key = (paragraph_id or self.default_paragraph, character_id)
        if key not in self._runs:
            self._runs[key] = self._base_run(*key)
        base = self._runs[key]
        return base if run is None or len(run) == 0 else _override(base, run)

    def _base_run(self, paragraph_id: str, character_id: str) -> RunStyle:
        paragraph = [style.run for style in self.chain(paragraph_id) if style.run is not None]
        character = [style.run for style in self.chain(character_id) if style.run is not None]
        toggles = {}
        for name in _TOGGLES:
            levels = [_first_toggle(paragraph, name), _first_toggle(character, name)]
            toggles[name] = (sum(levels) % 2 == 1) or bool(is_on(child_value(self.default_run, name)))
        nearest = [*character, *paragraph, *([] if self.default_run is None else [self.default_run])]
        base = RunStyle(
            toggles["b"], toggles["i"], toggles["vanish"], struck=toggles["strike"] or toggles["dstrike"]
        )  # what is no toggle: from the farthest to the nearest
        for run in reversed(nearest):
            base = _painted(base, run)
        return base

    def paragraph_style(self, properties: Element | None) -> ParagraphStyle:
        """The setting of a paragraph with properties `properties`."""
        style_id = child_value(properties, "pStyle") or self.default_paragraph
        chain = self.chain(style_id)
        levels = [properties, *(style.paragraph for style in chain)]
        present = [level for level in levels if level is not None]
        align = next((value for level in present if (value := child_value(level, "jc"))), "")
        outline = next((value for level in present if (value := child_value(level, "outlineLvl"))), "")
        list_id, list_level = self._list_of(present)
        name = chain[0].name if chain else ""
        return ParagraphStyle(
            _ALIGNS.get(align), _first_indent(present), _to_outline(outline, name), list_id, list_level, name
        )

    def lays_ground(self, style_id: str) -> bool:
        """True where a paragraph or table style may put a colour under its text."""
        return any(style.shaded for style in self.chain(style_id))

    def _list_of(self, levels: list[Element]) -> tuple[str, int]:
        list_id, list_level = "", None
        for level in levels:
            numbers = level.find(W + "numPr")
            if numbers is None:
                continue
            if list_level is None and (value := child_value(numbers, "ilvl")) is not None:
                list_level = integer(value)
            if (value := child_value(numbers, "numId")) is not None:
                list_id = value
                break
        return ("", 0) if list_id in ("", "0") else (list_id, list_level or 0)


def root_to_styles(root: Element | None) -> Styles:
    """The styles of the part's root element; none for None."""
    styles = Styles()
    if root is None:
        return styles
    styles.default_run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    for item in root.iterchildren(W + "style"):
        style_id = attribute(item, "styleId")
        styles.by_id[style_id] = _Style(
            child_value(item, "basedOn") or "",
            (child_value(item, "name") or "").lower(),
            item.find(W + "pPr"),
            item.find(W + "rPr"),
            any(is_shaded(shading) for shading in item.iter(W + "shd")),
        )
        if attribute(item, "type") == "paragraph" and is_on(attribute(item, "default", "0")):
            styles.default_paragraph = style_id
    return styles


def _first_toggle(runs: list[Element], name: str) -> bool:
    return next((on for run in runs if (on := is_on(child_value(run, name))) is not None), False)


def _override(base: RunStyle, run: Element) -> RunStyle:
    bold, italic, vanish, once, twice = (is_on(child_value(run, name)) for name in _TOGGLES)
    struck = base.struck if once is None and twice is None else bool(once or twice)
    toggled = replace(
        base,
        bold=base.bold if bold is None else bold,
        italic=base.italic if italic is None else italic,
        vanish=base.vanish if vanish is None else vanish,
        struck=struck,
    )
    return _painted(toggled, run)


def _painted(base: RunStyle, run: Element) -> RunStyle:
    """The look with what the run's properties say of size, place, font and colours."""
    size = _half_points(child_value(run, "sz") or "") or base.size
    color = child_value(run, "color")
    highlight = child_value(run, "highlight")
    filled = base.filled or (highlight not in (None, "none", "white")) or is_shaded(run.find(W + "shd"))
    return replace(
        base,
        size=size,
        script=base.script if _states_no_script(run) else _to_script(run, size),
        font=_nearest_font([run]) or base.font,
        pale=base.pale if color is None else _is_pale(color),
        filled=filled,
    )


def is_unseen(style: RunStyle, *, on_paper: bool) -> bool:
    """True for text that no reader of the page sees: marked as hidden, too small, or in the colour of the paper on the paper."""
    if style.vanish or (style.size is not None and style.size <= _INVISIBLE_SIZE):
        return True
    return style.pale and on_paper and not style.filled


def is_shaded(shading: Element | None) -> bool:
    """True for a ground that is not plain white: a fill of another colour or a pattern."""
    if shading is None:
        return False
    if attribute(shading, "val", "clear") not in ("clear", "nil", ""):
        return True
    fill = attribute(shading, "fill", "auto")
    themed = attribute(shading, "themeFill")
    return (fill not in ("auto", "") and not _is_pale(fill)) or (fill in ("auto", "") and themed not in ("", "background1"))


def _is_pale(color: str) -> bool:
    try:
        value = int(color, 16) if len(color) == 6 else 0
    except ValueError:
        return False
    return min(value >> 16, value >> 8 & 0xFF, value & 0xFF) >= _PAPER


def _nearest_font(runs: list[Element]) -> str:
    for run in runs:
        fonts = run.find(W + "rFonts")
        if fonts is not None and (name := attribute(fonts, "ascii")):
            return name
    return ""


def _half_points(text: str) -> float | None:
    halves = integer(text)
    return halves / 2 if halves > 0 else None


def _states_no_script(run: Element) -> bool:
    return run.find(W + "vertAlign") is None and run.find(W + "position") is None


def _to_script(run: Element, size: float | None) -> Script:
    """ "sup" or "sub" by `vertAlign`, or by a `position` that lifts or lowers the text by hand; "" on the line."""
    stated = {"superscript": "sup", "subscript": "sub"}.get(child_value(run, "vertAlign") or "", "")
    if stated:
        return "sup" if stated == "sup" else "sub"
    lift = integer(child_value(run, "position")) / 2
    if abs(lift) < _RAISED * (size or _USUAL_SIZE):
        return ""
    return "sup" if lift > 0 else "sub"


def _to_outline(value: str, name: str) -> int:
    if value:
        level = integer(value, 9)
        return level + 1 if 0 <= level < 9 else 0
    if name.startswith("heading ") and name[8:].isdecimal():
        return min(int(name[8:]), 9)
    return 1 if name == "title" else 0


def _first_indent(levels: list[Element]) -> float | None:
    """Left indent plus first line's, in points; attributes are inherited one by one."""
    values: dict[str, int] = {}
    for level in levels:
        indent = level.find(W + "ind")
        if indent is None:
            continue
        for names in (("left", "start"), ("firstLine",), ("hanging",)):
            for name in names:
                if W + name in indent.attrib:
                    values.setdefault(names[0], integer(attribute(indent, name)))
    if not values:
        return None
    first = -values["hanging"] if "hanging" in values else values.get("firstLine", 0)
    return (values.get("left", 0) + first) / 20
