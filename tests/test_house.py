"""The house stands as docs/house.md draws it: arrows point one way, every room has its place, and no room, module or function has grown
past what one can see at once. The walls are those of the import contracts in pyproject.toml."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("schemas", "extract", "normalize", "rajut")
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60
MOST_PARAMETERS = 7
SCREEN = 24  # names that one sees without scrolling
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "misc", "tools", "base", "shared"}

Arrows = Mapping[str, set[str]]


@pytest.fixture(scope="module")
def arrows() -> Arrows:
    """Each module with the modules of the house that it imports."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def find_circle(arrows: Arrows) -> list[str]:
    """Modules that import each other in a circle, the first again at the end; empty where there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def to_room(module: str) -> str:
    """ "extract.ink.page" stands in the room "extract.ink"; "extract.source" is a room of its own."""
    return ".".join(module.split(".")[:2])


def arrows_to_rooms(arrows: Arrows) -> dict[str, set[str]]:
    """Which room imports from which other."""
    rooms: dict[str, set[str]] = defaultdict(set)
    for module, imported in arrows.items():
        rooms[to_room(module)] |= {to_room(other) for other in imported} - {to_room(module)}
    return rooms


def contract_to_floors(package: str) -> list[set[str]]:
    """The rooms of a package floor by floor, the roof first, as its contract names them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (layers,) = [
        contract["layers"]
        for contract in settings["contracts"]
        if contract["type"] == "layers" and contract["layers"][0].startswith(f"{package}.")
    ]
    return [{room.strip(" ()") for room in layer.split("|")} for layer in layers]


def find_upward(rooms: Arrows, floors: list[set[str]]) -> list[tuple[str, str]]:
    """Imports from a floor above, or from a neighbour on the same floor."""
    height = {room: -floor for floor, names in enumerate(floors) for room in names}
    return [
        (room, other)
        for room, imported in rooms.items()
        for other in imported
        if room in height and other in height and height[other] >= height[room]
    ]


def modules(packages: Iterable[str] = PACKAGES) -> Iterator[tuple[Path, str]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def function_to_parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many parameters a caller may give; `self` and `cls` are none."""
    given = function.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args)]
    own = names[:1] in (["self"], ["cls"])
    return len(names) - own + len(given.kwonlyargs) + bool(given.vararg) + bool(given.kwarg)


def text_to_large_functions(text: str) -> list[str]:
    """Functions of a module that are longer, or ask for more, than the limits."""
    return [
        f"{node.name} ({lines} lines, {parameters} parameters)"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for lines in [(node.end_lineno or node.lineno) - node.lineno + 1]
        for parameters in [function_to_parameters(node)]
        if lines > MOST_LINES_OF_A_FUNCTION or parameters > MOST_PARAMETERS
    ]


def text_to_long_lists(text: str) -> list[str]:
    """Objects that are made from more values by place than one can tell apart."""
    return [
        f"{node.lineno}: {name} ({len(node.args)} by place)"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and len(node.args) > MOST_PARAMETERS
        for name in [ast.unparse(node.func).rpartition(".")[2].lstrip("_")]
        if name[:1].isupper()
    ]


def test_no_modules_import_each_other_in_a_circle(arrows: Arrows) -> None:
    """Who takes out one module takes out nothing else."""
    assert not find_circle(arrows)


def test_no_rooms_import_each_other_in_a_circle(arrows: Arrows) -> None:
    """A room can be understood with those below it."""
    assert not find_circle(arrows_to_rooms(arrows))


@pytest.mark.parametrize("package", ["extract", "normalize", "rajut"])
def test_no_arrow_points_upwards(arrows: Arrows, package: str) -> None:
    """A room knows the floors below, neither its neighbours nor the floors above."""
    assert not find_upward(arrows_to_rooms(arrows), contract_to_floors(package))


@pytest.mark.parametrize("package", ["extract", "normalize", "rajut"])
def test_every_room_has_its_place(arrows: Arrows, package: str) -> None:
    """A new room is put on a floor of the contract, else nothing would hold its arrows."""
    rooms = {room for room in map(to_room, arrows) if room.startswith(f"{package}.")}
    assert rooms - set().union(*contract_to_floors(package)) == set()


def test_what_would_fail() -> None:
    """The eyes of this module see what they are there to see."""
    assert find_circle({"a.x": {"b.y"}, "b.y": {"a.x"}})
    assert not find_circle({"a.x": {"b.y"}, "b.y": set()})
    rooms = arrows_to_rooms({"a.low.one": {"a.high.two", "a.low.three"}, "a.high.two": set()})
    assert find_upward(rooms, [{"a.high"}, {"a.low"}]) == [("a.low", "a.high")]
    assert find_upward(rooms, [{"a.low", "a.high"}]) == [("a.low", "a.high")]
    assert not find_upward(rooms, [{"a.low"}, {"a.high"}])
    assert text_to_large_functions("def f(a, b, c, *, d, e, f, g, **h): ...") == ["f (1 lines, 8 parameters)"]
    assert text_to_large_functions("class A:\n def f(self, a, b, c, d, e, f, g): ...") == []
    assert text_to_large_functions("def f():\n" + " x = 1\n" * 60) == ["f (61 lines, 0 parameters)"]
    assert text_to_long_lists("a._Cell(1, 2, 3, 4, 5, 6, 7, 8)") == ["1: Cell (8 by place)"]
    assert text_to_long_lists("Cell(1, 2, 3, 4, 5, 6, 7, sign=8)\npack(1, 2, 3, 4, 5, 6, 7, 8)") == []


def test_no_module_is_longer_than_one_can_hold_in_mind() -> None:
    """400 lines, in what measures the product and makes its samples too."""
    found = modules((*PACKAGES, "benchmarks", "samples"))
    assert [f"{path}: {n}" for path, text in found if (n := len(text.splitlines())) > MOST_LINES] == []


def test_no_function_is_longer_or_asks_for_more_than_one_can_hold_in_mind() -> None:
    """60 lines, 7 parameters; what belongs together is one object."""
    assert [f"{path}: {found}" for path, text in modules() for found in text_to_large_functions(text)] == []


def test_what_has_many_parts_names_them() -> None:
    """An object of more than 7 values is made with their names: a ninth number by place says nothing, and two may change places."""
    assert [f"{path}:{found}" for path, text in modules() for found in text_to_long_lists(text)] == []


def test_every_name_says_something() -> None:
    """A module is called by what it holds."""
    assert [str(path) for path, _ in modules() if {path.stem, *path.parts} & SAY_NOTHING] == []


def test_every_listing_fits_one_screen() -> None:
    """The listing of a room reads as the way of the data; a longer one hides two rooms."""
    rooms: dict[Path, set[str]] = defaultdict(set)
    for path, _ in modules():
        rooms[path.parent].add(path.name)
        if path.parent.parent != Path():
            rooms[path.parent.parent].add(path.parent.name)
    assert {str(room): len(names) for room, names in rooms.items() if len(names - {"__init__.py"}) > SCREEN} == {}


def test_the_tests_stand_in_the_rooms_of_what_they_test() -> None:
    """Below tests/<package> every folder is a room of that package, or holds files for tests."""
    for package in PACKAGES:
        rooms = {path.name for path in (ROOT / package).iterdir() if path.is_dir()}
        folders = {path.parent.relative_to(ROOT / "tests" / package) for path in (ROOT / "tests" / package).rglob("test_*.py")}
        assert {folder.parts[0] for folder in folders if folder.parts} - rooms - {"layouts"} == set()


def test_the_drawing_shows_every_room() -> None:
    """docs/house.md draws the house as it stands."""
    drawing = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    rooms = {path.name for package in PACKAGES for path in (ROOT / package).iterdir() if (path / "__init__.py").is_file()}
    assert {room for room in rooms if f" {room}/ " not in drawing} == set()


def test_no_script_hides_a_module_of_the_language() -> None:
    """`python benchmarks/fuzz.py` looks for modules in benchmarks/ first: a `warnings.py` there stops every script beside it."""
    names = {path.stem for folder in ("benchmarks", "samples") for path in (ROOT / folder).glob("*.py")}
    assert names & sys.stdlib_module_names == set()


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/house.md", "docs/decisions.md", "docs/decisions-values.md"])
def test_what_the_pages_point_at_is_there(page: str) -> None:
    """Recipes and drawings name modules and folders by their paths from the root."""
    named = re.findall(r"`([a-z_]+/[\w/.-]*)`", (ROOT / page).read_text(encoding="utf-8"))
    ours = {path for path in named if path.partition("/")[0] in {*PACKAGES, "tests", "docs", "benchmarks", "samples"}}
    assert {path for path in ours if not (ROOT / path.rstrip("/")).exists()} == set()
    assert ours or page != "CONTRIBUTING.md"


def test_there_is_one_kind_of_decision() -> None:
    """What a step decides is told as `schemas.decision.Decision`; no other class goes by that name."""
    found = re.compile(r"^class (\w*Decision)\b", re.MULTILINE)
    assert [f"{path}: {name}" for path, text in modules() for name in found.findall(text)] == ["schemas/decision.py: Decision"]
