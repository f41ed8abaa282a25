"""Formulas of a Word document (OMML) on one line, with their signs: brackets, minus, roots, what was deleted or struck.

ECMA-376 part 1, 22.1.
"""

from __future__ import annotations

from extract.formats.package import Element, M, W, child_value, is_on
from extract.formats.signs import Run

_GONE = frozenset(W + name for name in ("del", "moveFrom"))
_STRIKES = ("strikeH", "strikeV", "strikeBLTR", "strikeTLBR")


def formula_to_runs(node: Element, *, struck: bool = False) -> list[Run]:
    """The formula's text: fractions as (a)/(b), roots as √(a), raised and lowered parts as such, deleted parts left out."""
    tag = node.tag
    if not isinstance(tag, str) or tag in _GONE or tag.endswith("Pr"):
        return []
    if tag == M + "r":
        return _text_runs(node, struck=struck)
    if not tag.startswith(M):
        return _children_to_runs(node, struck=struck)
    name = tag.removeprefix(M)
    if name in ("sup", "sub"):
        return _with_script(_children_to_runs(node, struck=struck), name)
    return _WAYS.get(name, _children_to_runs)(node, struck=struck)


def _fraction(node: Element, *, struck: bool) -> list[Run]:
    above, below = (_part(node, name, struck=struck) for name in ("num", "den"))
    return [Run("("), *above, Run(")/("), *below, Run(")")]


def _root(node: Element, *, struck: bool) -> list[Run]:
    degree = _with_script(_part(node, "deg", struck=struck), "sup")
    return [*degree, Run("√("), *_part(node, "e", struck=struck), Run(")")]


def _phantom(node: Element, *, struck: bool) -> list[Run]:
    runs = _children_to_runs(node, struck=struck)
    shown = is_on(_property(node, "phantPr", "show", "1"))
    return runs if shown else [Run(run.text, run.script, run.struck, hidden=True) for run in runs]


def _crossed(node: Element, *, struck: bool) -> list[Run]:
    crossed = any(is_on(_property(node, "borderBoxPr", name, "0")) for name in _STRIKES)
    return _children_to_runs(node, struck=struck or crossed)


def _summed(node: Element, *, struck: bool) -> list[Run]:
    return [Run(_property(node, "naryPr", "chr", "∫")), *_children_to_runs(node, struck=struck)]


def _apart(node: Element, *, struck: bool) -> list[Run]:
    """Parts that stand beside or below each other: numbers in them must not join."""
    cells = [_children_to_runs(child, struck=struck) for child in node.iterchildren(M + "e")]
    return [run for at, cell in enumerate(cells) for run in ((Run(" "), *cell) if at else cell)]


def _text_runs(node: Element, *, struck: bool) -> list[Run]:
    properties = node.find(W + "rPr")
    crossed = any(is_on(child_value(properties, name)) for name in ("strike", "dstrike"))
    unseen = bool(is_on(child_value(properties, "vanish")))
    deleted = properties is not None and any(properties.find(tag) is not None for tag in _GONE)
    return [] if deleted else [Run(text.text or "", "", struck or crossed, unseen) for text in node.iter(M + "t", W + "t")]


def _fenced(node: Element, *, struck: bool) -> list[Run]:
    """What stands in a pair of fences: "(15)", "|a|", with a bar between several parts."""
    begin, between, end = (
        _property(node, "dPr", name, usual) for name, usual in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    runs = [Run(begin)]
    for at, part in enumerate(node.iterchildren(M + "e")):
        runs += [Run(between)] if at else []
        runs += _children_to_runs(part, struck=struck)
    return [*runs, Run(end)]


def _property(node: Element, holder: str, name: str, usual: str) -> str:
    """`m:val` of the property; `usual` where it is not stated, "" where it is stated as empty."""
    found = node.find(f"{M}{holder}/{M}{name}")
    return usual if found is None else str(found.get(M + "val", found.get("val", "1" if usual in ("0", "1") else "")))


def _part(node: Element, name: str, *, struck: bool) -> list[Run]:
    part = node.find(M + name)
    return [] if part is None else _children_to_runs(part, struck=struck)


def _with_script(runs: list[Run], script: str) -> list[Run]:
    return [Run(run.text, "sup" if script == "sup" else "sub", run.struck, run.hidden) for run in runs]


def _children_to_runs(node: Element, *, struck: bool) -> list[Run]:
    return [run for child in node for run in formula_to_runs(child, struck=struck)]


_WAYS = {
    "f": _fraction,
    "d": _fenced,
    "rad": _root,
    "phant": _phantom,
    "borderBox": _crossed,
    "nary": _summed,
    "mr": _apart,
    "eqArr": _apart,
}
