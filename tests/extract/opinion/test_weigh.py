"""Other engines behind one protocol, and what their opinion changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.opinion.registry import installed_engines, load_engine
from extract.opinion.weigh import MOST_ASKED, ask_others, weigh
from extract.options import ReadOptions
from schemas.errors import EngineError
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.table import Cell, DocumentReading
from tests.pdf_pages import Drawn, draw_grid, finish, grid_of, new_canvas, read, table_page

TEXTS = [["Uraian", "2021", "2022"], ["Jumlah", "12", "15"], ["Persentase", "80", "90"]]


def tables_told(findings: Sequence[Finding]) -> list[str]:
    """The codes of what was told of whole tables and of single figures, without the lists of cells."""
    return [f.code for f in findings if not f.code.startswith("engine-reads-")]


@pytest.mark.parametrize("name", ["pdfplumber", "camelot"])
def test_every_engine_gives_the_same_ruled_table(name: str) -> None:
    """Chosen with `engine`, under its own name."""
    (fragment,) = read(table_page(TEXTS), engine=name).fragments
    assert (fragment.engine, grid_of(fragment)) == (name, TEXTS)


def test_an_unknown_engine_is_a_coded_error() -> None:
    """With a way out."""
    with pytest.raises(EngineError, match="engine-broken"):
        load_engine("tabula")


def test_agreement_raises_trust_and_is_a_finding() -> None:
    """The score goes up, the reasons say who agrees."""
    (ours,) = read(table_page(TEXTS)).fragments
    theirs = load_engine("pdfplumber").read(table_page(TEXTS), None, None)
    weighed, findings = weigh(replace(ours, score=0.6), theirs, "pdfplumber")
    assert weighed.score > 0.6
    assert tables_told(findings) == ["engines-agree"]


def test_a_different_cell_is_a_finding_with_both_readings() -> None:
    """Our reading is kept, theirs is reported."""
    (ours,) = read(table_page(TEXTS)).fragments
    other = [["Uraian", "2021", "2022"], ["Jumlah", "12", "16"], ["Persentase", "80", "90"]]
    theirs = load_engine("pdfplumber").read(table_page(other), None, None)
    weighed, findings = weigh(ours, theirs, "pdfplumber")
    (finding,) = [f for f in findings if f.code == "engines-disagree"]
    assert (finding.before, finding.after, str(finding.cell)) == ("15", "16", "p1/t1/r1c2")
    assert grid_of(weighed) == TEXTS


def test_a_second_opinion_on_request_asks_all_engines() -> None:
    """`second_opinion` always: both confirm the table."""
    reading = read(table_page(TEXTS), second_opinion="always")
    assert sorted(dict(f.fields)["engine"] for f in reading.findings if f.code == "engines-agree") == ["camelot", "pdfplumber"]


OPEN = [["Uraian", "2021", "2022"], *([f"Baris {k}", str(11 * k), str(7 * k)] for k in range(1, 7))]
BORDERLESS = Drawn(rules="none")


def opinions(reading: DocumentReading) -> list[str]:
    return tables_told(reading.findings)


def test_auto_asks_only_where_columns_were_inferred() -> None:
    """Ruled tables are not shown to anybody; an open table that camelot reads the same counts as read."""
    ruled, told = read(table_page(OPEN), second_opinion="auto"), read(table_page(OPEN, BORDERLESS), second_opinion="auto")
    assert opinions(ruled) == []
    assert opinions(told) == ["engines-agree"]
    assert not told.fragments[0].columns_inferred
    assert told.fragments[0].signs[-1].name == "grid_compared"
    assert "camelot" in told.fragments[0].signs[-1].details[0]
    assert read(table_page(OPEN, BORDERLESS)).fragments[0].columns_inferred


def test_rows_that_another_engine_divides_confirm_nothing() -> None:
    """Wrapped lines that become rows of their own: columns may be the same, trust stays low, the difference is told once."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 10)
    for k in range(6):
        y = 740 - 40 * k
        canvas.drawString(60, y, f"Persentase capaian {k}")
        canvas.drawString(60, y - 12, "kinerja daerah")
        for column in (1, 2):
            canvas.drawRightString(160 + 90 * column, y, str(100 * column + k))
    reading = read(finish(canvas, buffer), second_opinion="auto")
    assert opinions(reading) == ["engines-differ"]
    assert reading.fragments[0].columns_inferred


@pytest.mark.parametrize(("place", "text", "told"), [((6, 1), "67", "engines-disagree"), ((0, 0), "Urutan", "engines-agree")])
def test_all_figures_must_be_the_same(place: tuple[int, int], text: str, told: str) -> None:
    """Nineteen of twenty cells alike confirm a table if the other one holds words, not if it holds a figure: that is told with both
    readings."""
    (ours,) = read(table_page(OPEN, BORDERLESS)).fragments
    other = replace(ours, cells=tuple(replace(c, text=text) if (c.row, c.column) == place else c for c in ours.cells))
    weighed, findings = weigh(ours, [other], "camelot 2")
    assert weighed.columns_inferred == (told == "engines-disagree")
    assert findings[-1].code == told
    if told == "engines-disagree":
        assert (findings[-1].before, findings[-1].after, str(findings[-1].cell)) == ("66", "67", "p1/t1/r6c1")


def test_a_figure_where_we_read_nothing_is_told() -> None:
    """A blank of ours that the other engine fills."""
    (ours,) = read(table_page(OPEN, BORDERLESS)).fragments
    blank = replace(ours, cells=tuple(replace(c, text="") if c.text == "66" else c for c in ours.cells))
    weighed, findings = weigh(blank, [ours], "camelot 2")
    assert weighed.columns_inferred
    assert (findings[-1].before, findings[-1].after) == ("", "66")


def test_a_missing_engine_is_told_once_and_quietly() -> None:
    """Without the extra, `auto` reads as `never` does and says how many tables it would have shown."""
    alone, told = (
        read(table_page(OPEN, BORDERLESS)),
        read(table_page(OPEN, BORDERLESS), second_opinion="auto", opinion_engines=()),
    )
    assert told.blocks == alone.blocks
    ((code, fields),) = [(f.code, dict(f.fields)) for f in told.findings]
    assert (code, fields["engine"], fields["count"]) == ("second-opinion-missing", "camelot", "1")


def test_an_engine_that_fails_costs_nothing() -> None:
    """Its fault is a finding; our reading stands."""
    reading = read(table_page(OPEN, BORDERLESS))
    options = ReadOptions(second_opinion="auto")
    opinion = ask_others(reading.source, b"%PDF-1.4 rusak", options, list(reading.blocks))
    blocks, findings = opinion.blocks, opinion.findings
    assert tuple(blocks) == reading.blocks
    assert tables_told(findings) == ["second-opinion-failed"]


def test_auto_shows_a_bounded_number_of_tables() -> None:
    """The rest is counted, not forgotten."""
    canvas, buffer = new_canvas()
    for _ in range(MOST_ASKED + 3):
        draw_grid(canvas, OPEN, BORDERLESS)
        canvas.showPage()
    reading = read(finish(canvas, buffer), second_opinion="auto")
    codes = opinions(reading)
    assert codes.count("engines-agree") == MOST_ASKED
    assert [dict(f.fields)["count"] for f in reading.findings if f.code == "second-opinion-partial"] == ["3"]


def test_an_opinion_never_changes_a_cell() -> None:
    """It weighs trust; texts, boxes and grids are ours."""
    for drawn in (BORDERLESS, Drawn(rules="book"), Drawn(rules="rows", numeric_right=False)):
        page = table_page(OPEN, drawn)
        for mode in ("auto", "always"):
            told = [f.cells for f in read(page, second_opinion=mode).fragments]
            assert told == [f.cells for f in read(page).fragments]


def test_installed_engines_are_named_with_versions() -> None:
    """So that a dataset's options tell what it was made with."""
    assert [name.split()[0] for name in installed_engines()] == ["pdfplumber", "camelot"]
    assert all(name.split()[1][0].isdigit() for name in installed_engines())


def test_lines_of_a_head_may_be_rows_of_the_other_engine() -> None:
    """What the head says over each column is compared, not into how many rows its lines were put; below it rows count."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 10)
    for column, lines in enumerate((("Uraian",), ("Tahun", "2021"), ("Tahun", "2022"))):
        for k, line in enumerate(lines):
            canvas.drawRightString(160 + 90 * column, 740 - 12 * k, line)
    for k in range(7):
        canvas.drawRightString(160, 700 - 18 * k, f"Baris {k}")
        for column in (1, 2):
            canvas.drawRightString(160 + 90 * column, 700 - 18 * k, str(100 * column + k))
    (ours,) = read(finish(canvas, buffer)).fragments
    head = [c for c in ours.cells if "\n" in c.text]
    assert [c.row for c in head] == [0, 0]
    apart = [replace(c, text=c.text.split("\n")[k], box=_part(c, k)) for c in head for k in (0, 1)]
    weighed, findings = weigh(ours, [replace(ours, cells=(*(c for c in ours.cells if c not in head), *apart))], "camelot 2")
    assert tables_told(findings) == ["engines-agree"]
    assert not weighed.columns_inferred


def _part(cell: Cell, half: int) -> BBox:
    assert cell.box is not None
    middle = cell.box.y_mid
    return replace(cell.box, top=middle, bottom=cell.box.bottom) if half else replace(cell.box, bottom=middle)


def test_a_sliver_of_a_column_beside_figures_is_no_disagreement() -> None:
    """The other engine puts an edge right before figures that are set to the right: same row, same column of ours, same figure."""
    (ours,) = read(table_page(OPEN, BORDERLESS)).fragments
    cells = []
    for c in ours.cells:
        assert c.box is not None
        edge = c.box.x1 - 10
        if c.column == 2:
            cells += [replace(c, text="", box=replace(c.box, x1=edge)), replace(c, column=3, box=replace(c.box, x0=edge))]
        else:
            cells.append(c)
    assert tables_told(weigh(ours, [replace(ours, cells=tuple(cells))], "camelot 2")[1]) == ["engines-agree"]


def test_each_cell_knows_whether_another_engine_reads_it_alike() -> None:
    """The lists of cells are what `explain` tells of one of them."""
    (ours,) = read(table_page(TEXTS)).fragments
    other = replace(ours, cells=tuple(replace(c, text="Uraiannya") if (c.row, c.column) == (0, 0) else c for c in ours.cells))
    findings = weigh(ours, [other], "camelot 2")[1]
    same, otherwise = (next(f.related for f in findings if f.code == f"engine-reads-{how}") for how in ("same", "otherwise"))
    assert list(map(str, otherwise)) == ["p1/t1/r0c0"]
    assert len(same) == len(ours.cells) - 1


def test_what_another_engine_divides_otherwise_is_handed_on() -> None:
    """Its grid of an open table, for whoever judges the reading; not that of a table that it reads alike."""
    texts = [["Uraian", "2021", "2022"], ["Jumlah desa yang terang", "12", "15"], ["Persentase", "80", "90"]]
    found = read(table_page(texts, Drawn(rules="none")), second_opinion="always")
    assert {rival.source.partition(" ")[0] for rival in found.rivals} <= {"pdfplumber", "camelot", "rules", "aligned"}
    for rival in found.rivals:
        assert rival.instead == (found.fragments[0].ref,)
        assert grid_of(rival.fragments[0]) != grid_of(found.fragments[0])
    assert read(table_page(texts), second_opinion="always").rivals == ()
