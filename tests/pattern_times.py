"""Prints, as JSON, every regular expression of the product whose time grows faster than the text. Run by test_patterns.py in a process of
its own, because it must stand between the modules and `re` before they are imported."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("schemas", "extract", "normalize", "rajut")
PUMPS = (
    *(" ", "\u00a0", "\t", "\n", "-", ".", ",", "0", "1", "a", "A", "|", "/", "(", ")", "%", "é", "_", "*", "=", ":", ";", "'", '"', "<"),
    *("&", "#", "I", "x", "1.", "1 ", "a ", ". ", "- ", "1,", "(a", "1-", "a\n", "\n ", " \n", "1.1 ", "- -", "/ ", "2021 ", "2021-"),
    *("20 2", "Rp ", "Rp", "i.", "| ", "|-", "--|", "s.d ", "<a ", "a=", "&#", "* ", "1/", "\u00a0-", "(1)", "a,", "a;", "a-", "-a"),
    *("a/", "a. ", "A B ", "per ", "aa(", "1(", "... ", "…", "“", "x:", "\\a", "{a", "[1", "]("),
)
TAILS = ("", "!\x00")
SMALL, SHORT, LONG = 300, 1500, 6000
SUSPECT = 5  # times what a plain scan of the small text takes
FASTER = 8.0  # four times the text in eight times the time is more than a line and less than a square
Seen = dict[tuple[Any, int], tuple[str, int]]


class TooLongError(Exception):
    """A pattern that is not done with the long text after a second."""


def watch(seen: Seen) -> None:
    """From now on every pattern that our packages compile is remembered, with the place where."""
    compile_pattern = re._compile  # type: ignore[attr-defined]

    def spy(pattern: Any, flags: Any) -> Any:
        made = compile_pattern(pattern, flags)
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_globals.get("__name__") in {"re", "functools"}:
            frame = frame.f_back
        if frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] in PACKAGES:
            seen.setdefault((made.pattern, made.flags), (frame.f_code.co_filename, frame.f_lineno))
        return made

    re._compile = spy  # type: ignore[attr-defined]


def load_everything() -> None:
    """Imports every module and reads the samples, so that patterns made at first use are made."""
    for name in PACKAGES:
        for info in pkgutil.walk_packages(importlib.import_module(name).__path__, f"{name}."):
            if not info.name.endswith("__main__"):
                importlib.import_module(info.name)
    from rajut.pipeline import ConvertOptions, convert_document

    for path in sorted((ROOT / "samples" / "documents").iterdir()):
        convert_document(path, None, ConvertOptions())


def place_to_methods(file: str, line: int) -> set[str]:
    """How the pattern that is made at this place is asked: {"match", "fullmatch", "search"}; all three where it is not plain."""
    name = next((name for first, last, name in _named(file) if first <= line <= last), None)
    methods = {method for first, last, method in _called(file) if first <= line <= last and method != "compile"}
    if name is not None:
        methods |= _asked().get(name, set())
    known = {"match": "match", "fullmatch": "fullmatch"}
    return {known.get(method, "search") for method in methods} or {"match", "fullmatch", "search"}


@cache
def _tree(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text(encoding="utf-8"))


@cache
def _named(file: str) -> tuple[tuple[int, int, str], ...]:
    """(first line, last line, name) of what a module calls by a plain name at its top."""
    found = []
    for node in _tree(file).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        found += [(node.lineno, node.end_lineno or node.lineno, name.id) for name in targets if isinstance(name, ast.Name)]
    return tuple(found)


@cache
def _called(file: str) -> tuple[tuple[int, int, str], ...]:
    """(first line, last line, function) of calls like `re.sub(...)`."""
    return tuple(
        (node.lineno, node.end_lineno or node.lineno, node.func.attr)
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
    )


@cache
def _asked() -> dict[str, set[str]]:
    """The methods that are called on each name anywhere; a name that is used in another way may be asked in any."""
    found: dict[str, set[str]] = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(_tree(str(path))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    found.setdefault(node.value.id, set()).add(node.attr)
    return found


def seconds(ask: Any, text: Any) -> float:
    """CPU time of one question, the least of three."""
    best = 9.0
    for _ in range(3):
        began = time.thread_time_ns()
        ask(text)
        best = min(best, (time.thread_time_ns() - began) / 1e9)
        if best > 0.05:
            break
    return best


def slow_texts(pattern: re.Pattern[Any], methods: set[str], plain: float) -> Iterator[dict[str, Any]]:
    """The first text for each method on which the pattern's time grows faster than the text."""
    for method in sorted(methods):
        ask = getattr(pattern, method)
        for pump in PUMPS:
            for tail in TAILS:
                growth = _growth(ask, pump, tail, isinstance(pattern.pattern, bytes), plain)
                if growth > FASTER:
                    yield {"method": method, "pump": pump, "tail": tail, "growth": round(growth, 1)}
                    break
            else:
                continue
            break


def _growth(ask: Any, pump: str, tail: str, in_bytes: bool, plain: float) -> float:
    def text(size: int) -> Any:
        made = (pump * size)[:size] + tail
        return made.encode() if in_bytes else made

    signal.setitimer(signal.ITIMER_VIRTUAL, 2.0)
    try:
        if seconds(ask, text(SMALL)) < SUSPECT * plain:
            return 1.0
        return min(seconds(ask, text(LONG)) / max(seconds(ask, text(SHORT)), 1e-6) for _ in range(2))
    except TooLongError:
        return 99.0
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TooLongError


def main() -> None:
    seen: Seen = {}
    watch(seen)
    load_everything()
    signal.signal(signal.SIGVTALRM, _too_long)
    plain = min(seconds(re.compile("[^b]*b").match, "a" * SMALL) for _ in range(20))
    found = []
    for (pattern, flags), (file, line) in seen.items():
        methods = place_to_methods(file, line)
        for slow in slow_texts(re.compile(pattern, flags), methods, plain):
            found.append({"place": f"{Path(file).relative_to(ROOT)}:{line}", "pattern": str(pattern)[:120], **slow})
    print(json.dumps({"patterns": len(seen), "slow": found}))


if __name__ == "__main__":
    main()
