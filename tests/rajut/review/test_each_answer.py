"""Every kind of answer: made in a real browser, kept, replayed by the next run, and undone, after which the run is as before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the desk needs rajut[review]")
pytest.importorskip("uvicorn", reason="the desk needs rajut[review]")

from benchmarks.accuracy import shared_data
from rajut.batch.run import BatchOptions, convert_batch
from rajut.pipeline import ConvertOptions
from rajut.reference.corrections_file import corrections_beside, load_corrections
from rajut.seen.seen_document import SeenDocument, staged_to_seen
from rajut.stage.file import list_staged
from schemas.correction import CORRECTIONS
from tests.rajut.review.desks import Placed, convert, open_again
from tests.rajut.review.served import open_desk, wait_for

HEAD = (
    "<tr><td>Program/Kegiatan</td><td>Indikator</td><td>Satuan</td><td>Target 2021</td><td>Target 2022</td><td>Lain</td></tr>"
)
PLAN = f"""<h1>Rencana Strategis</h1>
<table>{HEAD}
<tr><td>Program Arsip</td><td>Indeks arsip</td><td>Indeks</td><td>70</td><td>80</td><td>1</td></tr>
<tr><td>Kegiatan Penataan</td><td>Jumlah dokumen</td><td>Dokumen</td><td>1.500</td><td>1.600</td><td>2</td></tr></table>
<table><tr><td></td><td>arsip daerah</td><td></td><td></td><td></td><td></td></tr>
<tr><td>Program Jalan</td><td>Indeks jalan</td><td>Indeks</td><td>60</td><td>65</td><td>3</td></tr>
<tr><td>Kegiatan Jembatan</td><td>Jumlah jembatan</td><td>Unit</td><td>12 5</td><td>98,45</td><td>4</td></tr>
<tr><td>Kegiatan Baru</td><td>Jumlah lampu</td><td>Unit</td><td>120</td><td>130</td><td>5</td></tr>
<tr><td>Kegiatan Taman<br>Kegiatan Pasar</td><td>Jumlah taman<br>Jumlah pasar</td><td>Unit<br>Unit</td><td>12<br>15</td><td>13<br>16</td>
<td>1<br>2</td></tr>
<tr><td>1 / 2</td><td>Jumlah A / Jumlah B</td><td>Unit / Unit</td><td>1.250 / 1.500</td><td>1.300 / 1.600</td><td>1 / 2</td></tr></table>
<h2>Lain</h2>
<table>{HEAD}<tr><td>Kegiatan Hutan</td><td>Jumlah pohon</td><td>Pohon</td><td>300</td><td>400</td><td>6</td></tr></table>
""".replace(" / ", "<br>")


def of(seen: SeenDocument, indicator: str, year: int = 2021) -> dict[str, Any]:
    """The value of an indicator in a year; {} where there is none."""
    return next((one for one in seen.observations if one["indicator"] == indicator and one["year"] == year), {})


def names(seen: SeenDocument) -> set[str]:
    return {str(one["indicator"]) for one in seen.observations}


@dataclass(frozen=True)
class Case:
    """A question, what is done at it, what is kept, and what the next run then gives."""

    at: str
    do: str
    after: str
    shown: Callable[[SeenDocument], bool]

    def answer(self, page: Any) -> None:
        how, _, what = self.do.partition(":")
        if how == "press":
            page.click(f"#ask button[value='{what}']")
        elif how == "key":
            page.keyboard.press(what)
        elif how == "type":
            page.fill("#typed", what)
            page.press("#typed", "Enter")
        elif how == "under":
            page.select_option("#under", what)
            page.click("#ask button[value='activity'], #ask button[data-key=a]")
        else:
            for part in what.split("; "):
                name, _, value = part.partition("=")
                field = page.locator(f"#ask [name={name}]")
                field.select_option(value) if name in {"role", "measure", "period_kind"} else field.fill(value)
            page.click("#ask [data-key=s]")


CASES = [
    Case("value:d/t2/r2c3", "type:12,5", "12.5", lambda seen: of(seen, "Jumlah jembatan").get("value") == 12.5),
    Case("value:d/t2/r2c4", "press:nil", "nil", lambda seen: of(seen, "Jumlah jembatan", 2022).get("value_status") == "nil"),
    Case("value:d/t1/r2c3", "key:a", "1500", lambda seen: of(seen, "Jumlah dokumen arsip daerah").get("confidence") == "reviewed"),
    Case("value:d/t1/r2c3", "type:>= 80", ">= 80", lambda seen: of(seen, "Jumlah dokumen arsip daerah").get("comparator") == ">="),
    Case("check:d/t1/r1c3", "press:right", "right", lambda seen: seen.answers.get("check:d/t1/r1c3") == "confirmed"),
    Case("label:d/t1/r1c1", "type:Indeks tertib", "Indeks tertib", lambda seen: "Indeks tertib" in names(seen)),
    Case("unit:d/t2/r3c0", "type:Buah", "Buah", lambda seen: of(seen, "Jumlah lampu").get("unit") == "Buah"),
    Case(
        "column:d/t1#c5", "fields:role=value; measure=realization; year=2020", "role=value; measure=realization; year=2020",
        lambda seen: of(seen, "Jumlah lampu", 2020).get("value") == 5,
    ),
    Case(
        "column:d/t1#c3", "fields:scale=1000",
        "role=value; measure=target; period_kind=year; year=2021; scale=1000",
        lambda seen: of(seen, "Jumlah lampu").get("value") == 120_000,
    ),
    Case("numbers:d/t1#c3", "press:us", "us", lambda seen: of(seen, "Jumlah dokumen arsip daerah").get("value") == 1.5),
    Case("level:d/t2/r3c0", "press:sub_activity", "sub_activity", lambda seen: of(seen, "Jumlah lampu").get("level") == "sub_activity"),
    Case(
        "level:d/t2/r3c0", "under:d/t1/r1c0", "activity under d/t1/r1c0",
        lambda seen: of(seen, "Jumlah lampu").get("program") == "Program Arsip",
    ),
    Case("row:d/t2/r3c0", "press:total", "total", lambda seen: "Jumlah lampu" not in names(seen)),
    Case("row:d/t2/r3c0", "press:joined", "joined", lambda seen: "Jumlah jembatan Jumlah lampu" in names(seen)),
    Case("row:d/t2/r0c1", "press:data", "data", lambda seen: "Jumlah dokumen" in names(seen)),
    Case("row:d/t2/r4c0", "press:several", "several", lambda seen: of(seen, "Jumlah pasar").get("value") == 15),
    Case("row:d/t2/r5c0", "press:one", "one", lambda seen: "Jumlah A Jumlah B" in names(seen)),
    Case("join:d/t2", "press:apart", "apart", lambda seen: len(seen.tables) == 3),
    Case("join:d/t3", "press:joined", "joined", lambda seen: len(seen.tables) == 1),
    Case("header:d/t1", "press:2", "2", lambda seen: "Indeks arsip" not in names(seen)),
    Case("stub:d/t1", "press:2", "2", lambda seen: seen.answers.get("stub:d/t1") == "corrected"),
    Case("table:d/t3", "press:none", "none", lambda seen: "Jumlah pohon" not in names(seen)),
    Case("program:d/t3", "type:Program Hutan", "Program Hutan", lambda seen: of(seen, "Jumlah pohon").get("program") == "Program Hutan"),
    Case("source:d/t1/r1c3", "type:the annex says 71", "the annex says 71", lambda seen: of(seen, "Indeks arsip").get("value") == 70),
]  # fmt: skip


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Placed]:
    folder = tmp_path_factory.mktemp("each")
    source, out = folder / "plan.html", folder / "out"
    source.write_text(PLAN, encoding="utf-8")
    convert(source, out)
    made = open_again(source, out, at_hand=True)
    yield made
    made.desk.close()


@pytest.fixture(scope="module")
def page(browser: Any, placed: Placed) -> Iterator[Any]:
    yield from open_desk(browser, placed)


def kept(placed: Placed) -> dict[str, str]:
    return {item.decision: item.after for item in load_corrections(placed.out / CORRECTIONS)}


def run_again(placed: Placed) -> SeenDocument:
    """The document as the next run gives it, with the answers in its output folder."""
    options = BatchOptions(ConvertOptions(corrections=corrections_beside(placed.out)), jobs=0)
    convert_batch([placed.source], placed.out, options)
    return staged_to_seen(list_staged(placed.out)[0])


def made_and_undone(page: Any, placed: Placed, case: Case) -> None:
    while placed.desk.undo():  # what a test before left
        pass
    before = run_again(placed)
    page.goto(f"{page.base}?at={case.at.replace('#', '%23')}")
    page.wait_for_selector("html[data-ready=yes]")
    assert page.locator("#ask .card").get_attribute("data-decision") == case.at
    case.answer(page)
    wait_for(lambda: (placed.out / CORRECTIONS).exists() and kept(placed) == {case.at: case.after})
    replayed = run_again(placed)
    assert replayed.answers[case.at] in {"corrected", "confirmed", "source-wrong"}
    assert case.shown(replayed)
    page.goto(f"{page.base}?at={case.at.replace('#', '%23')}")
    page.wait_for_selector(".known")
    page.click("#undo")
    wait_for(lambda: kept(placed) == {})
    assert run_again(placed).observations == before.observations
    assert not case.shown(before) or case.at.startswith("source:")


@pytest.mark.parametrize("case", CASES, ids=[f"{case.at}-{case.do}" for case in CASES])
def test_an_answer_is_made_kept_replayed_and_undone(page: Any, placed: Placed, case: Case) -> None:
    """By the button or the field that the question shows; the line in the file, the next run, and the run after the undoing."""
    made_and_undone(page, placed, case)


@pytest.mark.parametrize(("cell", "kinds"), [
    ("d/t2/r3c3", {"value", "check", "column", "numbers", "unit", "level", "row", "join", "header", "table", "stub", "program", "source"}),
    ("d/t1/r1c0", {"label", "column", "unit", "level", "row", "header", "table", "stub", "program"}),
])  # fmt: skip
def test_every_kind_is_a_link_away_from_its_cell(page: Any, cell: str, kinds: set[str]) -> None:
    """What can be answered about a cell and what it belongs to stands below the question."""
    page.goto(f"{page.base}?at=cell:{cell}")
    page.wait_for_selector("html[data-ready=yes]")
    linked = page.locator("#ask .also a").evaluate_all("links => links.map(link => link.dataset.at.split(':')[0])")
    assert {page.locator("#ask .card").get_attribute("data-decision").partition(":")[0], *linked} == kinds


@pytest.mark.shared
def test_another_grid_is_chosen(browser: Any, tmp_path: Path) -> None:
    """Where the page can be divided into cells in two ways, the other way is a button."""
    folder = shared_data()
    source = folder / "made" / "A5a_no_vertical_rules.pdf" if folder is not None else None
    if source is None or not source.is_file():
        pytest.skip("the private corpus is not beside this checkout")
    convert(source, tmp_path / "out")
    placed = open_again(source, tmp_path / "out", at_hand=True)
    decision = next(f"grid:{ref}" for ref in placed.seen.fragment_reads if f"grid:{ref}" in placed.seen.second)
    other = placed.seen.second[decision]
    for page in open_desk(browser, placed):
        case = Case(decision, f"press:{other}", other, lambda seen: seen.second[decision] == "first")
        made_and_undone(page, placed, case)
    placed.desk.close()


def test_a_cell_that_a_page_break_cut_is_marked_as_one(page: Any, placed: Placed) -> None:
    """The rest of a name is marked where the table shows the whole name, and where the page prints it."""
    page.goto(f"{page.base}?at=row:d/t2/r0c1")
    page.wait_for_selector("html[data-ready=yes]")
    page.wait_for_selector('.data [data-ref="d/t1/r2c1"][data-marked=yes]')
    assert page.locator('.raw [data-ref="d/t2/r0c1"][data-marked=yes]').count() == 1
    page.click('.raw td[data-ref="d/t2/r0c1"]')
    page.wait_for_selector('.data [data-ref="d/t1/r2c1"][data-marked=yes]')
