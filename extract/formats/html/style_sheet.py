"""Style sheets inside a page, laid into the elements that they mean: what a class hides, strikes or raises.

Only declarations that change what a reader of the page sees are looked at; nothing is fetched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cssselect
import tinycss2
from lxml import etree

Element = Any  # lxml ships no types
_SEEN = frozenset(
    {"display", "visibility", "opacity", "clip", "clip-path", "position", "left", "top", "text-indent", "content", "color"}
    | {"vertical-align", "text-decoration", "text-decoration-line", "font-weight", "font-style", "font-size", "font-family"}
    | {"background", "background-color", "background-image", "text-align", "padding-left", "margin-left", "white-space"}
)
_NAMED = re.compile(r"([.#])(-?[a-zA-Z_][\w-]*)")
_WIDTHS = re.compile(r"(min|max)-width\s*:\s*(\d+(?:\.\d+)?)\s*(px|em|rem)")
_SCREEN = 1280  # pixels that a window is taken to be wide
_MOST_CHARACTERS = 2_000_000
_MOST_STEPS = 20_000_000  # elements times selectors
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # pictures of icon fonts
_TRANSLATOR = cssselect.HTMLTranslator()


@dataclass(frozen=True, slots=True)
class _Rule:
    rank: tuple[bool, tuple[int, int, int], int]  # important, specificity, order
    path: str
    pseudo: str
    name: str
    value: str


def lay_style_sheets(root: Element) -> int:
    """Writes what the page's own style sheets say before the inline style of each element that they select, and text that they put
    before or after elements into these. Returns how many style sheets were not followed, linked ones among them."""
    sheets = [node for node in root.iter("style") if _is_for_screens(node.get("media", ""))]
    unread = sum(1 for node in root.iter("link") if "stylesheet" in str(node.get("rel", "")).lower().split())
    if not sheets:
        return unread
    known = _names_in(root)
    budget = max(1, _MOST_STEPS // max(1, known[1]))
    rules: list[_Rule] = []
    for sheet in sheets:
        text = "".join(sheet.itertext())
        found = [] if len(text) > _MOST_CHARACTERS else list(_text_to_rules(text, known[0], len(rules)))
        if len(text) > _MOST_CHARACTERS or len({rule.path for rule in (*rules, *found)}) > budget:
            unread += 1
        else:
            rules += found
    _apply(root, rules)
    return unread


def _names_in(root: Element) -> tuple[set[str], int]:
    """The classes and identifiers in the page, as ".class" and "#id", and how many elements it has."""
    names: set[str] = set()
    count = 0
    for node in root.iter(etree.Element):
        count += 1
        names.update(f".{name}" for name in node.get("class", "").split())
        if (identifier := node.get("id")) is not None:
            names.add(f"#{identifier}")
    return names, count


def _is_for_screens(query: str) -> bool:
    """True where a media query may hold in a browser on a desk."""
    lowered = query.lower()
    if not lowered.strip():
        return True
    return any(_holds(part) for part in lowered.split(","))


def _holds(query: str) -> bool:
    if re.search(r"\b(?:print|speech)\b", query) or "prefers-" in query:
        return query.strip().startswith("not")
    for bound, number, unit in _WIDTHS.findall(query):
        width = float(number) * (1 if unit == "px" else 16)
        if (bound == "min" and width > _SCREEN) or (bound == "max" and width < _SCREEN):
            return False
    return True


def _text_to_rules(text: str, names: set[str], order: int) -> Iterator[_Rule]:
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    yield from _nodes_to_rules(nodes, names, order, 0)


def _nodes_to_rules(nodes: Sequence[Any], names: set[str], order: int, depth: int) -> Iterator[_Rule]:
    for at, node in enumerate(nodes):
        if node.type == "at-rule" and node.lower_at_keyword in ("media", "supports", "layer") and node.content and depth < 5:
            if node.lower_at_keyword != "media" or _is_for_screens(tinycss2.serialize(node.prelude)):
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                yield from _nodes_to_rules(inner, names, order + at, depth + 1)
        elif node.type == "qualified-rule":
            yield from _rule_to_rules(node, names, order + at)


def _rule_to_rules(node: Any, names: set[str], order: int) -> Iterator[_Rule]:
    declarations = [
        (part.lower_name, tinycss2.serialize(part.value).strip(), part.important)
        for part in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        if part.type == "declaration" and part.lower_name in _SEEN
    ]
    if not declarations:
        return
    try:
        selectors = cssselect.parse(tinycss2.serialize(node.prelude))
    except (cssselect.SelectorError, RecursionError):
        return
    for selector in selectors:
        if not all(sign + name in names for sign, name in _NAMED.findall(re.sub(r":not\([^)]*\)", "", selector.canonical()))):
            continue
        pseudo = selector.pseudo_element
        if pseudo is not None and pseudo not in ("before", "after"):
            continue
        try:
            path = _TRANSLATOR.selector_to_xpath(selector, prefix="descendant-or-self::")
        except (cssselect.ExpressionError, RecursionError):
            continue
        for name, value, important in declarations:
            yield _Rule((important, selector.specificity(), order), path, str(pseudo or ""), name, value)


def _apply(root: Element, rules: Sequence[_Rule]) -> None:
    found: dict[str, list[Element]] = {}
    styles: dict[tuple[Element, str], dict[str, str]] = defaultdict(dict)
    last: dict[Element, dict[str, str]] = defaultdict(dict)  # what no inline style overrules
    for rule in sorted(rules, key=lambda rule: rule.rank):
        if rule.path not in found:
            found[rule.path] = _select(root, rule.path)
        for element in found[rule.path]:
            styles[element, rule.pseudo][rule.name] = rule.value
            if rule.rank[0] and not rule.pseudo:
                last[element][rule.name] = rule.value
    for (element, pseudo), style in styles.items():
        if pseudo:
            _write_content(element, pseudo, style.get("content", ""), style)
        else:
            element.set(
                "style", ";".join((_joined(style), element.get("style", "").rstrip(";"), _joined(last.get(element, {}))))
            )


def _joined(style: dict[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in style.items() if ";" not in value)


def _select(root: Element, path: str) -> list[Element]:
    try:
        return [node for node in root.xpath(path) if isinstance(node.tag, str)]
    except etree.XPathError:
        return []


def _write_content(element: Element, pseudo: str, content: str, style: dict[str, str]) -> None:
    """Text that a rule puts before or after an element's own: a minus, a unit, a bracket."""
    if style.get("display") == "none":
        return
    parts = [
        token.value if token.type == "string" else element.get(tinycss2.serialize(token.arguments).strip(), "")
        for token in tinycss2.parse_component_value_list(content)
        if token.type == "string" or (token.type == "function" and token.lower_name == "attr")
    ]
    text = "".join(parts)
    if not text or _PRIVATE.search(text):
        return
    if pseudo == "before":
        element.text = text + (element.text or "")
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
