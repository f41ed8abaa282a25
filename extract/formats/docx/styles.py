"""What styles say: weight, size, hidden text, headings, lists, alignment, along the chain of `basedOn`.

ECMA-376 part 1, 17.7.2 (style hierarchy) and 17.7.3 (toggle properties). Table styles are not followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.formats.package import Element, W, attribute, child_value, integer, is_on
from schemas.table import Align

_TOGGLES = ("b", "i", "vanish")
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
    """How a run of text looks; `size` in points, None where nothing states it; `script` is "sup", "sub" or ""."""

    bold: bool = False
    italic: bool = False
    vanish: bool = False
    size: float | None = None
    script: str = ""
    font: str = ""


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
        size = next((value for run in nearest if (value := child_value(run, "sz"))), "")
        script = next((value for run in nearest if (value := child_value(run, "vertAlign"))), "")
        return RunStyle(
            toggles["b"], toggles["i"], toggles["vanish"], _half_points(size), _to_script(script), _nearest_font(nearest)
        )

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
        )
        if attribute(item, "type") == "paragraph" and is_on(attribute(item, "default", "0")):
            styles.default_paragraph = style_id
    return styles


def _first_toggle(runs: list[Element], name: str) -> bool:
    return next((on for run in runs if (on := is_on(child_value(run, name))) is not None), False)


def _override(base: RunStyle, run: Element) -> RunStyle:
    bold, italic, vanish = (is_on(child_value(run, name)) for name in _TOGGLES)
    size = _half_points(child_value(run, "sz") or "")
    script = child_value(run, "vertAlign")
    return RunStyle(
        base.bold if bold is None else bold,
        base.italic if italic is None else italic,
        base.vanish if vanish is None else vanish,
        size or base.size,
        base.script if script is None else _to_script(script),
        _nearest_font([run]) or base.font,
    )


def _nearest_font(runs: list[Element]) -> str:
    for run in runs:
        fonts = run.find(W + "rFonts")
        if fonts is not None and (name := attribute(fonts, "ascii")):
            return name
    return ""


def _half_points(text: str) -> float | None:
    halves = integer(text)
    return halves / 2 if halves > 0 else None


def _to_script(value: str) -> str:
    return {"superscript": "sup", "subscript": "sub"}.get(value, "")


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
