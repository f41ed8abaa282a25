"""A table of thousands of cells: the rows around the question come first, the others when they are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the desk needs rajut[review]")
pytest.importorskip("uvicorn", reason="the desk needs rajut[review]")

from rajut.review.desk_pages import MOST_LISTED, rows_html
from rajut.seen.sheet_html import Look, cell_to_part, grid_to_html, part_to_html
from tests.rajut.review.desks import Placed, place
from tests.rajut.review.served import open_desk, wait_for

ROWS, COLUMNS = 400, 12


def long_plan() -> str:
    """Every seventh value is open, more of them than the queue lists."""
    head = ["Program", "Indikator", "Satuan", *(f"Target {2010 + number}" for number in range(COLUMNS))]
    lines = [head, ["---"] * len(head)]
    for row in range(ROWS):
        values = [f"{row} {column}" if (row + column) % 7 == 0 else str(1000 + row * column) for column in range(COLUMNS)]
        lines.append([f"Program {row}", f"Jumlah hasil nomor {row}", "Unit", *values])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Placed]:
    made = place(tmp_path_factory.mktemp("long"), long_plan(), at_hand=True)
    yield made
    made.desk.close()


@pytest.fixture(scope="module")
def page(browser: Any, placed: Placed) -> Iterator[Any]:
    yield from open_desk(browser, placed)


def test_a_part_at_a_time_makes_the_whole_table(placed: Placed) -> None:
    """Each row stands in one part; a printed report has them all at once."""
    table = placed.seen.tables[0]
    parts = [cell_to_part(placed.seen, table, row.cells[0][0]) or 0 for row in table.rows]
    assert parts == sorted(parts)
    assert 3 < parts[-1] < ROWS
    together = "".join(rows_html(placed.desk, placed.seen, 1, part, "") for part in range(parts[-1] + 1))
    whole = grid_to_html(placed.seen, table, Look("en", links=False))
    assert together.count("<tr") == ROWS
    assert whole.count("<tr") == ROWS + 2
    assert "data-wait" not in whole
    first = grid_to_html(placed.seen, table, Look("en"))
    assert first.count("<tr") < ROWS / 2
    assert len(first) < len(whole) / 3
    assert part_to_html(placed.seen, table, parts[-1] + 1, Look("en")) == ""
    assert rows_html(placed.desk, placed.seen, 7, 0, "") == ""


def open_at(page: Any, at: str) -> None:
    page.goto(f"{page.base}?at={at}")
    page.wait_for_selector("html[data-ready=yes]")


def test_a_question_about_a_far_row_shows_it(page: Any, placed: Placed) -> None:
    """On a page that begins there, and when one goes there from elsewhere."""
    ref = f"d/t1/r{ROWS}c5"
    open_at(page, f"value:{ref}")
    page.wait_for_selector(f'.data [data-ref="{ref}"][data-marked=yes]')
    open_at(page, "value:d/t1/r1c3")
    assert page.locator(f'.data [data-ref="{ref}"]').count() == 0
    page.evaluate("ref => open(`?at=value:${ref}`, '_self')", ref)
    page.wait_for_selector(f'.data [data-ref="{ref}"][data-marked=yes]')


def test_rows_come_when_they_are_scrolled_to(page: Any, placed: Placed) -> None:
    """And arrows go on from part to part."""
    open_at(page, "value:d/t1/r1c3")
    assert page.locator(".data tbody[data-wait]").count() > 2
    page.evaluate("document.querySelector('.data .scroll').scrollTop = 1e7")
    page.wait_for_selector(f'.data [data-ref="d/t1/r{ROWS}c5"]')
    open_at(page, "value:d/t1/r1c3")
    last = page.locator(".data tbody[data-part='0'] tr:last-child td.value").first.get_attribute("data-ref")
    page.focus(f'.data [data-ref="{last}"] a')
    page.keyboard.press("ArrowDown")
    row = int(last.rpartition("/r")[2].partition("c")[0]) + 1
    wait_for(lambda: page.evaluate("document.activeElement.closest('td')?.dataset.ref") == f"d/t1/r{row}c3")


def test_the_queue_lists_what_is_near(page: Any, placed: Placed) -> None:
    """Of many doubts those around the question; progress counts all of them, and a question beyond the list renews it."""
    group = next(group for group in placed.desk.groups(placed.document_id) if len(group.doubts) > 2 * MOST_LISTED)
    far = group.doubts[-1].decision
    open_at(page, group.doubts[0].decision)
    assert page.locator(f'.queue a[data-at="{far}"]').count() == 0
    page.click(f'.queue a[data-at="{group.doubts[MOST_LISTED - 1].decision}"]')
    page.keyboard.press("n")
    page.wait_for_selector(f'.queue li.here a[data-at="{group.doubts[MOST_LISTED].decision}"]')
    page.keyboard.press("t")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    wait_for(
        lambda: (
            page.locator(".progress progress").get_attribute("value") == "1"
            or page.evaluate("document.querySelector('.progress progress').value") == 1
        )
    )
    page.wait_for_selector(
        f'.data [data-ref="{group.doubts[MOST_LISTED].decision.partition(":")[2]}"].reviewed', timeout=60_000
    )
    page.click("#undo")


def test_without_script_each_part_is_a_link(browser: Any, placed: Placed, tmp_path: Path) -> None:
    """It shows those rows, and the question stays."""
    for page in open_desk(browser, placed, java_script_enabled=False):
        page.goto(f"{page.base}?at=value:d/t1/r1c3")
        page.click(".data td.wait a >> nth=-1")
        page.wait_for_selector(f'.data [data-ref="d/t1/r{ROWS}c5"]')
        assert page.locator(".card").get_attribute("data-decision") == "value:d/t1/r1c3"
