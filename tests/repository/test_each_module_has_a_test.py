"""What decides has a test of its own: one that imports it, and not only the whole reader or normalizer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DECISIONS = (ast.If, ast.IfExp, ast.Compare, ast.BoolOp, ast.Match)


def imported(path: Path) -> Iterator[str]:
    """The modules that a file names in its imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def deciding() -> Iterator[str]:
    """The modules of the two pure packages that branch or compare; those that only hold data do neither."""
    for package in ("extract", "normalize"):
        for path in sorted((ROOT / package).rglob("*.py")):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if path.name != "__init__.py" and any(isinstance(node, DECISIONS) for node in nodes):
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_what_decides_has_a_test_of_its_own() -> None:
    """So that a change of one step shows in the room of that step."""
    tested = {name for path in (ROOT / "tests").rglob("*.py") for name in imported(path)}
    assert sorted(set(deciding()) - tested) == []
