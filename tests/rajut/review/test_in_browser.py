"""The desk in a real browser: every kind of answer made, kept, replayed and undone; by keyboard alone; for screen readers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the desk needs rajut[review]")
pytest.importorskip("uvicorn", reason="the desk needs rajut[review]")

import uvicorn

from rajut.reference.corrections_file import load_corrections
from rajut.review.server import DeskServer, bound_socket
from schemas.correction import CORRECTIONS
from tests.rajut.review.desks import PLAN, Placed, place

SIZES = {"laptop": (1366, 768), "phone": (390, 844)}


@pytest.fixture
def placed(tmp_path: Path) -> Iterator[Placed]:
    made = place(tmp_path, at_hand=True)
    yield made
    made.desk.close()


@pytest.fixture
def address(placed: Placed) -> Iterator[str]:
    """The desk, served by a thread."""
    with bound_socket(0) as sock:
        config = uvicorn.Config(DeskServer(placed.desk, "token").app(), log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{sock.getsockname()[1]}/token/"
        server.should_exit = True
        thread.join(10)


def open_page(browser: Any, url: str, size: str = "laptop", **options: Any) -> Any:
    """A page that fails the test for any error, message or request to elsewhere."""
    width, height = SIZES[size]
    page = browser.new_context(viewport={"width": width, "height": height}, **options).new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: page.problems.append(message.text))
    page.on(
        "request", lambda request: request.url.startswith(("http://127.0.0.1", "data:")) or page.problems.append(request.url)
    )
    page.goto(url)
    return page


def open_document(browser: Any, address: str, placed: Placed, at: str = "", size: str = "laptop") -> Any:
    page = open_page(browser, f"{address}d/{placed.document_id}/" + (f"?at={at}" if at else ""), size)
    page.wait_for_selector("html[data-ready=yes]")
    return page


def kept(placed: Placed) -> dict[str, str]:
    path = placed.out / CORRECTIONS
    return {item.decision: item.after for item in load_corrections(path)} if path.exists() else {}


def wait_for(check: Any, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_cell_is_marked_on_both_sides(browser: Any, address: str, placed: Placed) -> None:
    """Whichever side is clicked, the other shows the same cell, and the question is about it."""
    page = open_document(browser, address, placed)
    page.click('.raw td[data-ref="d/t1/r2c3"]')
    page.wait_for_selector('.data [data-ref="d/t1/r2c3"][data-marked=yes]')
    assert "value:d/t1/r2c3" in page.url.replace("%3A", ":").replace("%2F", "/")
    page.click('.data [data-ref="d/t1/r1c0"] a')
    page.wait_for_selector('.raw td[data-ref="d/t1/r1c0"][data-marked=yes]')
    assert page.locator('.raw td[data-ref="d/t1/r2c3"][data-marked=yes]').count() == 0
    assert page.problems == []


TYPED = [
    ("value:d/t1/r1c4", "12,5", "12.5"),
    ("table:d/t1", "box=10,10,50,50; columns=20,30", "box=10,10,50,50; columns=20,30"),
]


@pytest.mark.parametrize(("at", "typed", "after"), TYPED, ids=[f"{at}-{typed}" for at, typed, _ in TYPED])
def test_what_is_typed_is_kept_with_its_note(
    browser: Any, address: str, placed: Placed, at: str, typed: str, after: str
) -> None:
    """What is typed is kept with its note; Enter in the field saves it."""
    page = open_document(browser, address, placed, at)
    page.fill("#why", "seen")
    page.fill("#typed", typed)
    page.press("#typed", "Enter")
    page.wait_for_selector("html[data-ready=yes]")
    wait_for(lambda: kept(placed) == {at: after})
    page.wait_for_selector("#answers:text('(1)')")
    assert [item.why for item in load_corrections(placed.out / CORRECTIONS)] == ["seen"]


def test_a_column_is_answered_and_its_values_follow(browser: Any, address: str, placed: Placed) -> None:
    """The fields of a column give its values a year while the page is open; publishing writes them to the dataset."""
    page = open_document(browser, address, placed, "column:d/t1%23c5")
    page.select_option("select[name=role]", "value")
    page.select_option("select[name=measure]", "realization")
    page.fill("input[name=year]", "2020")
    page.click("#ask [data-key=s]")
    page.wait_for_selector("html[data-ready=yes]")
    page.wait_for_selector('.data td.value.reviewed[data-ref="d/t1/r1c5"]', timeout=60_000)
    assert kept(placed)["column:d/t1#c5"] == "role=value; measure=realization; year=2020"
    page.click("text=Publish with the answers")
    page.wait_for_selector("html[data-ready=yes]")
    observations = placed.seen.observations
    found = {(one["year"], one["value"]) for one in observations if one["measure"] == "realization"}
    assert found == {(2020, 7), (2020, 8), (2020, 9), (2020, 10)}


def test_ten_answers_by_keyboard_alone(browser: Any, address: str, placed: Placed) -> None:
    """The queue is worked through without a mouse: accept, choose, type, note, next, back, undo."""
    page = open_document(browser, address, placed)
    doubts = [doubt.decision for doubt in placed.doubts]
    assert len(doubts) >= 3
    page.keyboard.press("n")
    page.wait_for_selector(f'.card[data-decision="{doubts[1]}"]')
    page.keyboard.press("p")
    page.wait_for_selector(f'.card[data-decision="{doubts[0]}"]')
    for number in range(len(doubts)):
        at = page.locator(".card").get_attribute("data-decision")
        if at.startswith("value:") and page.locator("#ask [data-key=a]").count() == 0:
            page.keyboard.press("t")
            page.keyboard.type("12,5")
            page.keyboard.press("Enter")
        elif page.locator("#ask [data-key=a]").count():
            page.keyboard.press("a")
        else:
            page.keyboard.press("1")
        wait_for(lambda number=number: len(kept(placed)) == number + 1)
        page.wait_for_selector("#ask:not([aria-busy=true])")
    assert set(kept(placed)) == set(doubts)
    page.keyboard.press("u")
    wait_for(lambda: len(kept(placed)) == len(doubts) - 1)
    assert page.problems == []


def test_what_is_typed_stays_while_the_document_is_read_again(browser: Any, address: str, placed: Placed) -> None:
    """The table shows the last answer as soon as nobody types; the question, and what is typed in it, never change under one's hands."""
    page = open_document(browser, address, placed, "value:d/t1/r1c4")
    page.fill("#typed", "12,5")
    page.press("#typed", "Enter")
    wait_for(lambda: kept(placed) == {"value:d/t1/r1c4": "12.5"})
    page.wait_for_selector('.card:not([data-decision="value:d/t1/r1c4"])')
    asked = page.locator(".card").get_attribute("data-decision")
    page.fill("#why", "not sure")
    page.focus("#why")
    wait_for(lambda: placed.desk.version.get(placed.document_id, 0) > 0, 60)
    page.wait_for_timeout(1500)
    assert page.locator(".card").get_attribute("data-decision") == asked
    assert page.input_value("#why") == "not sure"
    page.keyboard.press("Escape")
    page.wait_for_selector('.data td.value.reviewed[data-ref="d/t1/r1c4"]', timeout=30_000)
    assert page.locator(".card").get_attribute("data-decision") == asked
    assert page.evaluate("document.activeElement.id") == "asked"


def test_an_answer_given_while_the_table_is_renewed_leads_on(browser: Any, address: str, placed: Placed) -> None:
    """The rows of a long table come one part after the other: who answers meanwhile is at the next question, and stays there."""
    page = open_document(browser, address, placed, "value:d/t1/r1c4")
    page.evaluate(
        """() => { const patch = rowParts.patch;
          rowParts.patch = async (...all) => { await new Promise((go) => { window.goOn = go; }); return patch(...all); }; }"""
    )
    page.keyboard.press("1")
    page.wait_for_selector('#ask:not([aria-busy=true]) .card:not([data-decision="value:d/t1/r1c4"])')
    wait_for(lambda: page.evaluate("!!window.goOn"), 60)
    before = page.locator(".card").get_attribute("data-decision")
    page.keyboard.press("1")
    page.wait_for_selector(f'#ask:not([aria-busy=true]) .card:not([data-decision="{before}"])')
    after = page.locator(".card").get_attribute("data-decision")
    page.evaluate("window.goOn()")
    page.wait_for_timeout(500)
    assert page.locator(".card").get_attribute("data-decision") == after
    assert page.problems == []


def test_the_table_is_walked_by_arrows(browser: Any, address: str, placed: Placed) -> None:
    """One stop for Tab, arrows inside, Enter asks about the cell."""
    page = open_document(browser, address, placed)
    assert page.locator(".data .grid a[tabindex='0']").count() == 1
    page.focus('.data [data-ref="d/t1/r1c3"] a')
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.closest('td').dataset.ref") == "d/t1/r2c4"
    page.keyboard.press("Enter")
    page.wait_for_selector('.card[data-decision="value:d/t1/r2c4"]')


def test_without_script_everything_can_be_answered(browser: Any, address: str, placed: Placed) -> None:
    """Links and forms do what the script makes quicker."""
    page = open_page(browser, f"{address}d/{placed.document_id}/", java_script_enabled=False)
    page.click('.data [data-ref="d/t1/r1c4"] a')
    page.fill("#typed", "12,5")
    page.click("#save")
    assert kept(placed) == {"value:d/t1/r1c4": "12.5"}
    page.click('.data [data-ref="d/t1/r2c3"] a')
    page.press("#why", "Enter")
    assert kept(placed) == {"value:d/t1/r1c4": "12.5"}


@pytest.mark.parametrize("size", list(SIZES))
def test_nothing_serious_for_screen_readers(browser: Any, address: str, placed: Placed, size: str) -> None:
    """axe finds nothing serious or critical on any page, and no page is wider than its screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    questions = ["value:d/t1/r1c4", "column:d/t1%23c3", "level:d/t1/r2c0", "table:d/t1", "check:d/t1/r2c3"]
    pages = ["", "answers", *(f"d/{placed.document_id}/?at={at}" for at in questions)]
    page = open_page(browser, address, size)
    for path in pages:
        page.goto(address + path)
        results = axe.Axe().run(page)
        bad = [
            (v["id"], v["nodes"][0]["html"]) for v in results.response["violations"] if v["impact"] in {"serious", "critical"}
        ]
        assert bad == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


EVIL = PLAN.replace("Penataan Jembatan", "<img src=x onerror=document.title='owned'>{{7*7}}").replace(
    "Jumlah jembatan baik", "=cmd()\"'><script>document.title='owned'</script>"
)


def test_texts_of_documents_never_run(browser: Any, tmp_path: Path) -> None:
    """Not in the table, not in a question, not in an answer that was kept."""
    placed = place(tmp_path, EVIL)
    with bound_socket(0) as sock:
        server = uvicorn.Server(uvicorn.Config(DeskServer(placed.desk, "token").app(), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{sock.getsockname()[1]}/token/"
        placed.desk.answer(placed.document_id, ["label:d/t1/r2c1"], "<script>document.title='owned'</script>", "<b>x")
        for path in ("", "answers", f"d/{placed.document_id}/", f"d/{placed.document_id}/?at=label:d/t1/r2c1"):
            page = open_page(browser, address + path)
            page.wait_for_timeout(100)
            assert page.title() != "owned"
            assert page.problems == []
            assert "49" not in page.inner_text("body").split()
        server.should_exit = True
        thread.join(10)
    placed.desk.close()
