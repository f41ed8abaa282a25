"""report.html in a real browser: it shows what matters first, runs nothing that a document prints, and stays light."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rajut.publish.output_folder import PublishOptions, publish_results
from rajut.report.words import TEXTS
from schemas.finding import Finding
from schemas.provenance import CellRef, FragmentRef
from schemas.result import DocumentResult
from tests.rajut.publish.documents import break_observation, make_result, refused_result

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
EVIL = "<img src=x onerror=\"document.title='owned'\"></script><script>document.title='owned'</script>{{7*7}}"


def many_findings(count: int) -> DocumentResult:
    """A document with so many findings, one of them an error that comes last."""
    result = make_result()
    ref = FragmentRef(1, 1)
    notes = [
        Finding("number-joined", CellRef(ref, 1, 3), 1, f"{number} 0", f"{number}0", f"evidence {number}")
        for number in range(count - 1)
    ]
    error = Finding("page-damaged", page=1, fields=(("page", "1"), ("detail", "the worst of all")))
    return replace(result, findings=(*notes, error))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright: make test-bi")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def open_report(browser: Any, out: Path, locale: str = "en-US", **options: Any) -> Any:
    page = browser.new_context(locale=locale, **options).new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: page.problems.append(message.text))
    page.on("request", lambda request: request.url.startswith(("file:", "data:")) or page.problems.append(request.url))
    page.goto((out / "report.html").as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    return page


def test_the_riskiest_finding_is_first(browser: Any, tmp_path: Path) -> None:
    """Of 10,000 findings the one error, which came last, stands first; the page shows 25 and says how many there are."""
    publish_results([many_findings(10_000)], tmp_path)
    page = open_report(browser, tmp_path)
    assert "the worst of all" in page.inner_text("#list article >> nth=0")
    assert page.locator("#list article").count() == 25
    assert "1–25 of 10000" in page.inner_text("#pager")
    assert page.problems == []


def test_ten_thousand_findings_stay_light(tmp_path: Path) -> None:
    """The page with 10,000 findings is under a megabyte."""
    publish_results([many_findings(10_000)], tmp_path)
    assert (tmp_path / "report.html").stat().st_size < 1_000_000


def test_findings_can_be_searched_and_filtered(browser: Any, tmp_path: Path) -> None:
    """Typing narrows the list at once; choosing a severity too; nothing found is said."""
    publish_results([many_findings(3_000)], tmp_path)
    page = open_report(browser, tmp_path)
    page.fill("input[name=text]", "evidence 1234")
    assert page.locator("#list article").count() == 1
    page.fill("input[name=text]", "")
    page.select_option("select[name=severity]", "error")
    assert page.locator("#list article").count() == 1
    page.fill("input[name=text]", "no such text anywhere")
    assert page.inner_text("#list") == TEXTS["none_match"][0]


def test_the_pager_reaches_every_finding(browser: Any, tmp_path: Path) -> None:
    """Stepping to the end shows the last finding, and no further step is offered."""
    publish_results([many_findings(60)], tmp_path)
    page = open_report(browser, tmp_path)
    for _ in range(2):
        page.click("#pager button[data-step='1']")
    assert "51–60 of 60" in page.inner_text("#pager")
    assert page.locator("#pager button[data-step='1']").is_disabled()


@pytest.mark.parametrize(("locale", "language"), [("en-US", 0), ("id-ID", 1)])
def test_the_page_speaks_the_readers_language(browser: Any, tmp_path: Path, locale: str, language: int) -> None:
    """An Indonesian browser opens the page in Bahasa Indonesia, another in English; the other language is not visible."""
    publish_results([make_result()], tmp_path)
    page = open_report(browser, tmp_path, locale)
    assert page.inner_text("h1") == TEXTS["title"][language]
    assert TEXTS["documents_head"][1 - language] not in page.inner_text("main")


def test_the_language_can_be_changed(browser: Any, tmp_path: Path) -> None:
    """One click turns the texts, the findings and the controls to Bahasa Indonesia."""
    publish_results([make_result()], tmp_path)
    page = open_report(browser, tmp_path)
    page.click("button[data-set=id]")
    assert page.inner_text("h1") == TEXTS["title"][1]
    assert "Angka yang terpisah spasi disambung" in page.inner_text("#list")
    assert page.inner_text("select[name=severity] option >> nth=0") == TEXTS["any_severity"][1]


def test_what_a_document_prints_never_runs(browser: Any, tmp_path: Path) -> None:
    """Scripts, markup and template code in names, cells and findings are shown as text; nothing is loaded or run."""
    finding = Finding("number-joined", CellRef(FragmentRef(0, 1), 1, 3), 1, EVIL, EVIL, EVIL)
    result = make_result(f"{EVIL}.md".replace("/", "∕"), targets=((EVIL, EVIL, EVIL, ("1", "2", "3")),), page=0)
    result = break_observation(replace(result, findings=(finding,)), 1, level="boss")
    publish_results([result], tmp_path)
    page = open_report(browser, tmp_path)
    assert page.title() == "Rajut: report"
    assert page.problems == []
    assert EVIL in page.inner_text("#list")
    assert page.locator("main img, main script").count() == 0


def test_a_picture_shows_the_cell_in_its_box(browser: Any, tmp_path: Path) -> None:
    """With the document at hand, a finding shows the part of its page with the cell framed, drawn where the cell is."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    pdf = canvas.Canvas(str(tmp_path / "renstra.pdf"), pagesize=(595, 842))
    pdf.drawString(295, 842 - 115, "20 21")
    pdf.save()
    publish_results([make_result()], tmp_path / "out", PublishOptions(sources={"renstra.pdf": tmp_path / "renstra.pdf"}))
    page = open_report(browser, tmp_path / "out")
    x, top, width, height = (float(page.get_attribute("#list figure rect", name)) for name in ("x", "y", "width", "height"))
    assert (x, top, width, height) == (290, 100, 80, 20)
    page.wait_for_function("document.querySelector('#list image').getBBox().width > 0")
    assert "1 cells have a picture" in page.inner_text("#first")


def test_a_format_without_pages_shows_the_neighbours(browser: Any, tmp_path: Path) -> None:
    """Without pages, the cells around the repaired one are shown, with the cell framed."""
    publish_results([make_result("plan.md", page=0)], tmp_path)
    page = open_report(browser, tmp_path)
    assert page.inner_text("#list td.mark") == "20 21"
    assert "Satuan" in page.inner_text("#list table.excerpt")


def test_rejected_and_refused_are_told(browser: Any, tmp_path: Path) -> None:
    """The rejected value stands with its reason, the refused document first among the documents with its code."""
    publish_results([break_observation(make_result(), 1, level="boss"), refused_result()], tmp_path)
    page = open_report(browser, tmp_path)
    assert "level-allowed" in page.inner_text("#rejected")
    assert "document-encrypted" in page.inner_text("#doctable tbody tr >> nth=0")


def test_the_page_prints(browser: Any, tmp_path: Path) -> None:
    """On paper the controls are gone and the content is there."""
    publish_results([make_result()], tmp_path)
    page = open_report(browser, tmp_path)
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    assert not page.is_visible(".languages")
    assert page.is_visible("#list article")
    assert page.pdf().startswith(b"%PDF")


def test_the_page_fits_a_phone(browser: Any, tmp_path: Path) -> None:
    """On a narrow screen the page does not scroll sideways as a whole."""
    publish_results([make_result(), refused_result()], tmp_path)
    page = open_report(browser, tmp_path, viewport={"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_script_the_first_rows_are_there(browser: Any, tmp_path: Path) -> None:
    """A browser without JavaScript still shows the riskiest findings and the documents."""
    publish_results([many_findings(100)], tmp_path)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "report.html").as_uri())
    assert "the worst of all" in page.inner_text("#list article >> nth=0")
    assert "renstra.pdf" in page.inner_text("#doctable")


def test_every_text_has_both_languages_and_the_same_fields() -> None:
    """No text lacks a language, and a template has the same fields in both."""
    for english, indonesian in TEXTS.values():
        assert english
        assert indonesian
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", indonesian))


def test_the_report_is_the_same_every_time(tmp_path: Path) -> None:
    """Two folders with the same documents hold the same page, byte for byte."""
    for name in ("a", "b"):
        publish_results([many_findings(50), refused_result()], tmp_path / name)
    assert (tmp_path / "a" / "report.html").read_bytes() == (tmp_path / "b" / "report.html").read_bytes()
