"""The desk beside pages of a PDF: boxes over the picture, a table drawn with the mouse, pages turned."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the desk needs rajut[review]")
pytest.importorskip("uvicorn", reason="the desk needs rajut[review]")

import uvicorn

from rajut.pipeline import ConvertOptions
from rajut.reference.corrections_file import load_corrections
from rajut.review.desk import Desk, DeskSetup
from rajut.review.server import DeskServer, bound_socket
from schemas.correction import CORRECTIONS
from tests.rajut.review.desks import Placed, convert

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "documents" / "renstra-sungai-lestari.pdf"


@pytest.fixture
def placed(tmp_path: Path) -> Iterator[Placed]:
    convert(SAMPLE, tmp_path / "out")
    desk = Desk(DeskSetup(tmp_path / "out", "sari", options=ConvertOptions(), source_of=lambda _: SAMPLE))
    yield Placed(desk, tmp_path / "out", SAMPLE, next(iter(desk.listed)))
    desk.close()


@pytest.fixture
def page(browser: Any, placed: Placed) -> Iterator[Any]:
    """A page of the browser at the desk; `page.base` is the document's address."""
    with bound_socket(0) as sock:
        server = uvicorn.Server(uvicorn.Config(DeskServer(placed.desk, "token").app(), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        made = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        made.base = f"http://127.0.0.1:{sock.getsockname()[1]}/token/d/{placed.document_id}/"
        yield made
        made.close()
        server.should_exit = True
        thread.join(10)


def test_a_box_on_the_page_and_its_cell_are_one(page: Any, placed: Placed) -> None:
    """A click on the picture asks about the cell below it and marks it in the table; pages are turned."""
    ref = next(ref for ref in placed.seen.values if ref.startswith("p1/"))
    page.goto(f"{page.base}?at=header:{ref.rpartition('/')[0]}")
    page.wait_for_selector("html[data-ready=yes]")
    page.locator(f'rect.cell[data-ref="{ref}"]').click()
    page.wait_for_selector(f'.data [data-ref="{ref}"][data-marked=yes]')
    assert page.locator(".card").get_attribute("data-cell") == ref
    page.click("[data-turn='1']")
    page.wait_for_selector(".page[data-page='2'] img[src^='page/2.png']")
    assert page.inner_text("#pageno") == "2"


def screen_places(page: Any, placed: Placed) -> Callable[[float, float], tuple[float, float]]:
    """Where a point of the first page is on the screen."""
    area = page.locator(".sheet svg").bounding_box()
    wide, high = placed.seen.sizes[0]
    return lambda x, y: (area["x"] + x / wide * area["width"], area["y"] + y / high * area["height"])


def numbers(said: str, name: str) -> list[float]:
    given = dict(part.split("=") for part in said.split("; "))
    return [float(number) for number in given[name].split(",")] if name in given else []


def pull(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    page.mouse.up()


def test_a_table_is_drawn_with_the_mouse(page: Any, placed: Placed) -> None:
    """Pull a box, click where columns part, with Shift where rows part: the answer holds the places in points of the page, and the table
    on the right is the drawn one when the page was read again."""
    first = placed.seen.tables[0].first
    page.goto(f"{page.base}?at=table:{first}")
    page.wait_for_selector("html[data-ready=yes]")
    page.click("#draw")
    page.click("#draw")  # again: not the table as it was read, an empty page
    x0, top, x1, bottom = placed.seen.boxes[first]
    at = screen_places(page, placed)
    low = min(bottom, top + 150)  # what the screen shows
    pull(page, at(x0, top), at(x1, low))
    page.mouse.click(*at((x0 + x1) / 2, top + 20))
    page.keyboard.down("Shift")
    page.mouse.click(*at((x0 + x1) / 2 + 20, top + 40))
    page.keyboard.up("Shift")
    said = page.input_value("#typed")
    page.click("#save")
    page.wait_for_selector("#undo:not(:disabled)")
    (kept,) = load_corrections(placed.out / CORRECTIONS)
    assert (kept.decision, kept.after) == (f"table:{first}", said)
    assert numbers(said, "box") == pytest.approx([x0, top, x1, low], abs=3)
    assert (len(numbers(said, "columns")), len(numbers(said, "rows"))) == (1, 1)
    page.wait_for_selector(".data tr.meaning:not(:has(th:nth-child(5)))", timeout=60_000)
    drawn = placed.seen
    assert drawn.answers[f"table:{first}"] == "corrected"
    assert drawn.drawn == {first}
    page.click("#undo")
    page.wait_for_selector("#undo:disabled")
    page.wait_for_selector(".data tr.meaning:has(th:nth-child(10))", timeout=60_000)


def test_a_table_is_moved_by_its_lines_and_sides(page: Any, placed: Placed) -> None:
    """The drawing begins with the table as it was read: a line is dragged, another out of the box, a side to elsewhere; keys alone edit the
    numbers, and the drawing follows."""
    first = placed.seen.tables[0].first
    page.goto(f"{page.base}?at=table:{first}")
    page.wait_for_selector("html[data-ready=yes]")
    page.keyboard.press("d")
    before = page.input_value("#typed")
    columns, rows = numbers(before, "columns"), numbers(before, "rows")
    x0, top, x1, bottom = numbers(before, "box")
    at = screen_places(page, placed)
    middle = (rows[1] + rows[2]) / 2
    pull(page, at(columns[1], middle), at(columns[1] + 30, middle))
    pull(page, at(columns[0], middle), at(x0 - 20, middle))
    pull(page, at(x0, middle), at(x0 - 10, middle))
    after = page.input_value("#typed")
    assert numbers(after, "columns") == pytest.approx([columns[1] + 30, *columns[2:]], abs=2)
    assert numbers(after, "rows") == rows
    assert numbers(after, "box") == pytest.approx([x0 - 10, top, x1, bottom], abs=2)
    page.fill("#typed", "box=100,100,300,200; columns=150,250")
    assert page.locator("svg line.drawn").count() == 2
    assert page.locator("svg rect.drawn").get_attribute("width") == "200"


def test_a_table_that_was_missed_is_drawn(page: Any, placed: Placed) -> None:
    """The page offers a table that is missing there; the next one has another name."""
    page.goto(page.base)
    page.wait_for_selector("html[data-ready=yes]")
    page.click("[data-turn='1']")
    page.wait_for_selector(".page[data-page='2']")
    before = page.locator(".card").get_attribute("data-decision")
    page.click("a.new")
    page.wait_for_selector(f'.card[data-decision^="table:p2/t"]:not([data-decision="{before}"])')
    new = page.locator(".card").get_attribute("data-decision")
    assert new.partition(":")[2] not in placed.seen.fragment_reads
    page.fill("#typed", "box=30,20,800,80")
    page.press("#typed", "Enter")
    page.wait_for_selector("#undo:not(:disabled)")
    (kept,) = load_corrections(placed.out / CORRECTIONS)
    assert (kept.decision, kept.read) == (new, "")
    page.click("a.new")
    page.wait_for_selector(f'.card:not([data-decision="{new}"])')
    assert page.locator(".card").get_attribute("data-decision") == f"{new[:-1]}{int(new[-1]) + 1}"
