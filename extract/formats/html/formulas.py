"""Formulas of a page (MathML) on one line, with their signs: brackets, minus, roots, what is crossed out.

https://www.w3.org/TR/mathml-core/ and, for what browsers dropped but files still hold, MathML 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extract.formats.signs import Run, Script

Element = Any  # lxml ships no types
_SILENT = frozenset({"annotation", "annotation-xml", "maligngroup", "malignmark", "none", "mprescripts"})
_APART = frozenset({"mtd", "mtr", "mlabeledtr", "mspace"})


def formula_to_runs(node: Element, *, struck: bool = False, hidden: bool = False, script: Script = "") -> list[Run]:
    """The formula's text: fractions as (a)/(b), roots as √(a), raised and lowered parts as such."""
    tag = node.tag
    if not isinstance(tag, str) or tag in _SILENT:
        return []
    struck = struck or (tag == "menclose" and "strike" in node.get("notation", ""))
    hidden = hidden or tag == "mphantom"

    def inside(children: Iterable[Element], own: Script = script) -> list[Run]:
        return [run for child in children for run in formula_to_runs(child, struck=struck, hidden=hidden, script=own)]

    def plain(text: str) -> Run:
        return Run(text, script, struck, hidden)

    children = list(node)
    if tag == "semantics":
        return inside(children[:1])
    if tag == "mfrac":
        return [plain("("), *inside(children[:1]), plain(")/("), *inside(children[1:2]), plain(")")]
    if tag == "msqrt":
        return [plain("√("), *inside(children), plain(")")]
    if tag == "mroot":
        return [*inside(children[1:2], "sup"), plain("√("), *inside(children[:1]), plain(")")]
    if tag in ("msup", "msub", "msubsup"):
        ways: tuple[Script, ...] = {"msup": ("sup",), "msub": ("sub",)}.get(tag, ("sub", "sup"))  # type: ignore[assignment]
        raised = (run for child, way in zip(children[1:], ways, strict=False) for run in inside([child], way))
        return [*inside(children[:1]), *raised]
    if tag == "mfenced":
        parts = [run for at, child in enumerate(children) for run in ([plain(", ")] if at else []) + inside([child])]
        return [plain(node.get("open", "(")), *parts, plain(node.get("close", ")"))]
    runs = [] if not node.text or not node.text.strip() else [plain(node.text.strip())]
    runs += inside(children)
    return [*runs, plain(" ")] if tag in _APART else runs


def formula_shown_twice(node: Element) -> Element | None:
    """The formula of an element that shows it a second time for eyes only, as KaTeX and MathJax do; None for any other."""
    shown = [child for child in node if child.get("aria-hidden") == "true"]
    if not shown:
        return None
    return next(
        (found for child in node if child not in shown and (found := next(child.iter("math"), None)) is not None), None
    )
