"""Prints, as JSON, every regular expression of the product whose time grows faster than the text. Run by test_patterns.py in a process of
its own, because it must stand between the modules and `re` before they are imported."""

from __future__ import annotations

import ast
import contextlib
import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("schemas", "extract", "normalize", "rajut")
PUMPS = (
    *(
        " ",
        "\u00a0",
        "\t",
        "\n",
        "-",
        ".",
        ",",
        "0",
        "1",
        "a",
        "A",
        "|",
        "/",
        "(",
        ")",
        "%",
        "é",
        "_",
        "*",
        "=",
        ":",
        ";",
        "'",
        '"',
        "<",
    ),
    *(
        "&",
        "#",
        "I",
        "x",
        "1.",
        "1 ",
        "a ",
        ". ",
        "- ",
        "1,",
        "(a",
        "1-",
        "a\n",
        "\n ",
        " \n",
        "1.1 ",
        "- -",
        "/ ",
        "2021 ",
        "2021-",
    ),
    *(
        "20 2",
        "Rp ",
        "Rp",
        "i.",
        "| ",
        "|-",
        "--|",
        "s.d ",
        "<a ",
        "a=",
        "&#",
        "* ",
        "1/",
        "\u00a0-",
        "(1)",
        "a,",
        "a;",
        "a-",
        "-a",
    ),
    *("a/", "a. ", "A B ", "per ", "aa(", "1(", "... ", "…", "“", "x:", "\\a", "{a", "[1", "]("),
)
TAILS = ("", "!\x00")
# patterns that are asked only of texts of at most so many characters: (file, names or all) -> the constant of the module that says so
GUARDED = {
    ("normalize/numbers/amount.py", ""): ("normalize.numbers.grammar", "LONGEST"),
    ("normalize/numbers/grammar.py", ""): ("normalize.numbers.grammar", "LONGEST"),
    ("normalize/text/look.py", "_NUMBER"): ("normalize.text.look", "LONGEST_FIGURE"),
    ("normalize/text/several_values.py", ""): ("normalize.text.several_values", "_LONGEST"),
    ("normalize/text/widths.py", ""): ("normalize.text.widths", "LONGEST_NUMBER"),
    ("normalize/words/heads.py", ""): ("normalize.words.heads", "_LONGEST"),
}
MOST = 2000  # times a plain scan that a guarded pattern may take at its longest text
NEVER_ASKED = {"schemas/lexicon.py": "compiled there only to see that it is one; what is asked is made where it is used"}
SMALL, SHORT, LONG = 300, 1500, 6000
SUSPECT = 5  # times what a plain scan of the small text takes
FASTER = 8.0  # four times the text in eight times the time is more than a line and less than a square
CONFIRMED = 3  # more measurements that a suspect must be slow in: what else runs on the machine is no fault of a pattern
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
        methods |= _asked(file if name.startswith("_") else "").get(name, set())
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
def _asked(file: str) -> dict[str, set[str]]:
    """The methods that are called on each name in the file; anywhere for ""."""
    found: dict[str, set[str]] = {}
    paths = [file] if file else [str(path) for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    for path in paths:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found.setdefault(node.value.id, set()).add(node.attr)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "take":
                names = [
                    given.id for given in node.args if isinstance(given, ast.Name)
                ]  # the scanner of numbers asks where it stands
                found |= {name: found.get(name, set()) | {"match"} for name in names}
    return found


def pattern_to_text(pattern: re.Pattern[Any]) -> str:
    """A short text that the pattern would like: the first choice of everything, each repetition as seldom as it may be, but once."""
    text = pattern.pattern
    try:
        return str(_tree_to_text(re._parser.parse(text, pattern.flags)))[:60]  # type: ignore[attr-defined]
    except RecursionError:
        return ""


def _tree_to_text(tree: Any) -> str:
    return "".join(_item_to_text(str(kind), given) for kind, given in tree)


def _item_to_text(kind: str, given: Any) -> str:
    match kind:
        case "LITERAL":
            return chr(given)
        case "NOT_LITERAL":
            return "x" if given != ord("x") else "y"
        case "ANY":
            return "x"
        case "IN":
            return _class_to_text(given)
        case "BRANCH":
            return _tree_to_text(given[1][0])
        case "SUBPATTERN":
            return _tree_to_text(given[3])
        case "ATOMIC_GROUP":
            return _tree_to_text(given)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least: int = min(given[0], 8)
            return _tree_to_text(given[2]) * max(1, least)
        case _:
            return ""


_CATEGORIES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": "-",
}


def _class_to_text(items: Any) -> str:
    negated: bool = any(str(kind) == "NEGATE" for kind, _ in items)
    inside: set[str] = set()
    for kind, given in items:
        if str(kind) == "LITERAL":
            inside.add(chr(given))
        elif str(kind) == "RANGE":
            inside.add(chr(given[0]))
        elif str(kind) == "CATEGORY":
            inside.add(_CATEGORIES.get(str(given), "a"))
    if negated:
        return next((c for c in "xq7 -" if c not in inside), "x")
    return min(inside, default="")


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


def place_to_longest(file: str, line: int) -> int | None:
    """How long a text the pattern may be asked of; None when any."""
    name = next((name for first, last, name in _named(file) if first <= line <= last), "")
    for (guarded, names), (module, constant) in GUARDED.items():
        if str(Path(file).relative_to(ROOT)) == guarded and names in {"", name}:
            return int(getattr(importlib.import_module(module), constant))
    return None


def slow_texts(pattern: re.Pattern[Any], methods: set[str], plain: float, longest: int | None) -> Iterator[dict[str, Any]]:
    """The first text for each method on which the pattern's time grows faster than the text, or, where texts have a longest length, is
    more than a few hundred times that of a plain scan."""
    text = pattern_to_text(pattern)
    liked = [text[:length] for length in range(1, len(text) + 1)]
    for method in sorted(methods):
        ask = getattr(pattern, method)
        for pump in (*PUMPS, *liked):
            for tail in TAILS:
                made = _texts(pump, tail, isinstance(pattern.pattern, bytes))
                growth = _asked_time(ask, made, plain, longest)
                most = FASTER if longest is None else MOST
                if growth > most and min(_asked_time(ask, made, plain, longest) for _ in range(CONFIRMED)) > most:
                    yield {"method": method, "pump": pump, "tail": tail, "growth": round(growth, 1)}
                    break
            else:
                continue
            break


def _texts(pump: str, tail: str, in_bytes: bool) -> Callable[[int], Any]:
    def text(size: int) -> Any:
        made = (pump * size)[:size] + tail
        return made.encode() if in_bytes else made

    return text


def _asked_time(ask: Any, made: Callable[[int], Any], plain: float, longest: int | None) -> float:
    return _growth(ask, made, plain) if longest is None else _times(ask, made(longest), plain * longest / SMALL)


def _growth(ask: Any, text: Callable[[int], Any], plain: float) -> float:
    with _at_most_two_seconds() as late:
        if seconds(ask, text(SMALL)) < SUSPECT * plain:
            return 1.0
        return min(seconds(ask, text(LONG)) / max(seconds(ask, text(SHORT)), 1e-6) for _ in range(2))
    return 99.0 if late else 1.0


def _times(ask: Any, text: Any, plain: float) -> float:
    with _at_most_two_seconds() as late:
        return seconds(ask, text) / plain
    return 1e6 if late else 1.0


@contextlib.contextmanager
def _at_most_two_seconds() -> Iterator[list[bool]]:
    """Of CPU; the list holds something when the block was cut short."""
    late: list[bool] = []
    signal.setitimer(signal.ITIMER_VIRTUAL, 2.0)
    try:
        yield late
    except TooLongError:
        late.append(True)
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
    found: list[dict[str, Any]] = []
    for (pattern, flags), (file, line) in seen.items():
        place = str(Path(file).relative_to(ROOT))
        if place not in NEVER_ASKED:
            slow = slow_texts(re.compile(pattern, flags), place_to_methods(file, line), plain, place_to_longest(file, line))
            found += [{"place": f"{place}:{line}", "pattern": str(pattern)[:120], **text} for text in slow]
    sys.stdout.write(json.dumps({"patterns": len(seen), "slow": found}))


if __name__ == "__main__":
    main()
