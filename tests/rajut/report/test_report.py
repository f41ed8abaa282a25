"""report.html in a real browser: it shows what matters first, runs nothing that a document prints, and stays light."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rajut.batch.run import BatchOptions, convert_batch
from rajut.publish.output_folder import PublishOptions, publish_results
from rajut.report.words import TEXTS
from rajut.seen.sampling import answers_to_share
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


def with_warning() -> DocumentResult:
    """The document with digits that stand apart in the same cell, left as they are instead of joined."""
    result = make_result()
    assert result.normalized is not None
    fields = (("text", "20 21"), ("candidates", "2021"))
    doubt = Finding("number-split", result.findings[0].cell, table=1, before="20 21", evidence="a blank", fields=fields)
    return replace(result, findings=(doubt,), normalized=replace(result.normalized, findings=(doubt,)))


def test_a_picture_shows_the_cell_in_its_box(browser: Any, tmp_path: Path) -> None:
    """With the document at hand, a finding that a person should look at shows the part of its page with the cell framed, drawn where the
    cell is."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    pdf = canvas.Canvas(str(tmp_path / "renstra.pdf"), pagesize=(595, 842))
    pdf.drawString(295, 842 - 115, "20 21")
    pdf.save()
    publish_results([with_warning()], tmp_path / "out", PublishOptions(sources={"renstra.pdf": tmp_path / "renstra.pdf"}))
    page = open_report(browser, tmp_path / "out")
    x, top, width, height = (float(page.get_attribute("#list figure rect", name)) for name in ("x", "y", "width", "height"))
    assert (width, height) == (80, 20)
    assert (x, top) == (110, 30)  # in its picture, which shows that much around a cell of which nothing else is known
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


def test_the_evidence_of_a_finding_is_in_the_language_of_the_page(browser: Any, tmp_path: Path) -> None:
    """An Indonesian reader is told in Indonesian why, in the cards that the page brings and in those that its script makes; English words
    are only there for a reader of English."""
    result = make_result()
    why = Finding("value-composite", result.findings[0].cell, 1, "1 2", None, "11 values below each other")
    publish_results([replace(result, findings=(why,) * 30)], tmp_path)
    told = "karena 11 nilai bersusun"
    page = open_report(browser, tmp_path, locale="id-ID")
    assert told in page.inner_text("#list")
    assert "below each other" not in page.inner_text("body")
    page.click("#pager button >> nth=1")
    assert told in page.inner_text("#list")
    page.fill("input[name=text]", "bersusun")
    assert page.locator("#list article").count() == 25
    plain = browser.new_context(java_script_enabled=False, locale="id-ID").new_page()
    plain.goto((tmp_path / "report.html").as_uri())
    assert "because 11 values below each other" in plain.inner_text("#list")  # without script the page is in its own language
    assert "nilai bersusun" in plain.locator("#list").text_content()


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


PLAN = """# Rencana Strategis

| Program/Kegiatan | Indikator | Satuan | Target 2021 | Target 2022 | Lain |
| --- | --- | --- | --- | --- | --- |
| Program Penataan Jalan | Jumlah jalan mantap | Km | 15 | 12 5 | 7 |
| Pembinaan <b>Teknis</b> | Persentase kelulusan | % | 80 | 98,45 | 9 |
| Penataan Drainase | Panjang saluran | m | 30 | 35 | 11 |
"""


@pytest.fixture
def converted(tmp_path: Path) -> Path:
    """A dataset of one document with an open value and a column of figures that was not understood."""
    source = tmp_path / "plan.md"
    source.write_text(PLAN, encoding="utf-8")
    convert_batch([source], tmp_path / "out", BatchOptions(jobs=0))
    return tmp_path / "out"


def document_page(out: Path) -> Path:
    [page] = (out / "report").iterdir()
    return page


def test_the_first_page_says_what_to_do_first(browser: Any, converted: Path) -> None:
    """The causes of doubt with their counts, the command that opens the desk, and a way to the document's page."""
    page = open_report(browser, converted)
    todo = page.inner_text("#todo")
    assert "rajut review OUT" in todo
    assert "digits that stand apart" in todo
    assert "Nobody has checked a random sample" in todo
    page.click("#todo a >> text=plan.md")
    page.wait_for_selector("html[data-ready=yes]")
    assert page.inner_text("h1") == "plan.md"
    assert page.problems == []


def test_no_more_values_are_doubted_than_are_printed(tmp_path: Path) -> None:
    """Blank cells of an unproven column are no printed values."""
    rows = "".join(f"| Jumlah jalan {n} | {n + 3} | | |\n" for n in range(9))
    plan = tmp_path / "plan.md"
    plan.write_text(f"| Indikator | Angka 2021 | Angka 2022 | Angka 2023 |\n|---|---|---|---|\n{rows}", encoding="utf-8")
    convert_batch([plan], tmp_path / "out", BatchOptions(jobs=0))
    found = re.search(r"(\d+) of (\d+) printed values", (tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
    assert found is not None
    assert int(found[1]) <= int(found[2]) == 9


def test_a_card_says_where_and_what(browser: Any, converted: Path) -> None:
    """Row, head, year, print and value, and the line to copy, on the first page and on the document's."""
    page = open_report(browser, converted)
    card = page.inner_text("#list article:has-text('r1c4') >> nth=0")
    assert "Program Penataan Jalan › Jumlah jalan mantap · Target 2022 · target 2022 · 12 5 →" in card
    assert re.search(r"rajut explain OUT [0-9a-f]{16}/d/t1/r1c4", card)
    page.goto(document_page(converted).as_uri())
    card = page.inner_text("#first article:has-text('r1c4') >> nth=0")
    assert "Jumlah jalan mantap" in card
    assert "12 5" in card
    assert re.search(r"rajut explain OUT [0-9a-f]{16}/d/t1/r1c4", card)


def test_whole_tables_and_lost_figures_stand_on_the_documents_page(browser: Any, converted: Path) -> None:
    """Without script: tables to unfold, signs beside colours, the figures that went nowhere, every finding by its code."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(document_page(converted).as_uri())
    page.click("#tables summary >> nth=0")
    assert "⁇" in page.inner_text('#tables td[id="d/t1/r1c4"]')
    assert page.inner_text('#tables td[id="d/t1/r2c4"]').startswith("98.45")
    assert "d/t1/r3c5" in page.inner_text("#unplaced")
    assert page.locator("#codes details").count() > 0


def test_the_report_can_be_made_indonesian(browser: Any, converted: Path, tmp_path: Path) -> None:
    """Made with the language of the office it opens in it, with decimal commas, without script too; the bytes are the same every time."""
    source = tmp_path / "plan.md"
    options = BatchOptions(jobs=0, publish=PublishOptions(language="id"))
    convert_batch([source], converted, options)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((converted / "report.html").as_uri())
    assert page.inner_text("h1") == TEXTS["title"][1]
    page.goto(document_page(converted).as_uri())
    page.click("#tables summary >> nth=0")
    assert page.inner_text('#tables td[id="d/t1/r2c4"]').startswith("98,45")
    assert "Periksa ini dulu" in page.inner_text("main")
    before = {path: path.read_bytes() for path in (converted / "report").iterdir()}
    convert_batch([source], converted, options)
    assert {path: path.read_bytes() for path in (converted / "report").iterdir()} == before


def test_what_people_checked_stands_on_the_first_page(converted: Path, tmp_path: Path) -> None:
    """The measured share right and its interval are in the report and in the descriptor."""
    share = answers_to_share(["right"] * 48 + ["wrong"] * 2)
    convert_batch([tmp_path / "plan.md"], converted, BatchOptions(jobs=0, publish=PublishOptions(share=share)))
    assert "48 were right: 96.0 %" in (converted / "report.html").read_text()
    described = json.loads((converted / "datapackage.json").read_text())["reviewed"]
    assert (described["checked"], described["right"]) == (50, 48)
    assert 0.86 < described["low"] < described["high"] < 0.99


def test_pages_go_with_their_documents(converted: Path, tmp_path: Path) -> None:
    """A page is listed in the snapshot with its hash, comes back with the rows of a folder that lost its memory, and goes with its
    document."""
    name = f"report/{document_page(converted).name}"
    assert name in json.loads((converted / "snapshot.json").read_text())["files"]
    before = document_page(converted).read_bytes()
    shutil.rmtree(converted / ".rajut")
    publish_results([], converted)
    assert document_page(converted).read_bytes() == before
    publish_results([make_result()], converted, PublishOptions(keep=frozenset({"renstra.pdf"})))
    assert name not in json.loads((converted / "snapshot.json").read_text())["files"]
    assert not (converted / name).exists()
