"""The desk beside pages of a PDF: boxes over the picture, a table drawn with the mouse, pages turned."""

from __future__ import annotations

import threading
from collections.abc import Iterator
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


def test_a_table_is_drawn_with_the_mouse(page: Any, placed: Placed) -> None:
    """Pull a box, click where columns part, with Shift where rows part: the answer holds the places in points of the page."""
    first = placed.seen.tables[0].first
    page.goto(f"{page.base}?at=table:{first}")
    page.wait_for_selector("html[data-ready=yes]")
    page.click("#draw")
    area = page.locator(".sheet svg").bounding_box()
    wide, high = placed.seen.sizes[0]
    x0, top, x1, bottom = placed.seen.boxes[first]

    def at(x: float, y: float) -> tuple[float, float]:
        return area["x"] + x / wide * area["width"], area["y"] + y / high * area["height"]

    low = min(bottom, top + 150)  # what the screen shows
    page.mouse.move(*at(x0, top))
    page.mouse.down()
    page.mouse.move(*at(x1, low), steps=5)
    page.mouse.up()
    page.mouse.click(*at((x0 + x1) / 2, top + 20))
    page.keyboard.down("Shift")
    page.mouse.click(*at((x0 + x1) / 2 + 20, top + 40))
    page.keyboard.up("Shift")
    said = page.input_value("#typed")
    page.click("#save")
    page.wait_for_selector("#undo:not(:disabled)")
    (kept,) = load_corrections(placed.out / CORRECTIONS)
    assert (kept.decision, kept.after) == (f"table:{first}", said)
    box = [float(number) for number in said.partition("box=")[2].partition(";")[0].split(",")]
    assert box == pytest.approx([x0, top, x1, low], abs=3)
    assert said.count("columns=") == said.count("rows=") == 1
