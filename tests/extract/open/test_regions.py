"""Where an open table may be, and what its text says about its columns."""

from __future__ import annotations

from extract.grids.fill import grid_to_fragment
from extract.ink.edges import Rule
from extract.ink.prose import find_prose
from extract.ink.text_lines import TextLine
from extract.open.aligned_lines import find_runs
from extract.open.between_rules import find_rule_regions, is_header_again
from extract.open.column_boundaries import find_boundaries, split_figures
from extract.open.head_end import is_body, split_header
from extract.open.region_to_grid import Region, region_to_grid, without_unit_columns
from schemas.sign_sentences import signs_to_evidence
from schemas.table import GridKind
from tests.typed_pages import lines, typed, x_of, y_of

TABLE = """
    Uraian           2021    2022
    Jumlah desa        12      14
    Jumlah kota         3       4
    Jumlah nagari       2       2
"""


def flats(*at: float, end: int = 30) -> list[Rule]:
    return [Rule(y_of(0) + 12 * line - 1, x_of(0), x_of(end), "level") for line in at]


def test_lines_in_columns_are_a_run() -> None:
    """Three lines or more."""
    (region,) = find_runs(lines(TABLE), frozenset(), [], [])
    assert (region.kind, signs_to_evidence(region.signs)) == (GridKind.ALIGNED, "4 lines in columns")
    assert region.box.top < y_of(0)
    assert region.box.bottom > y_of(3)


def test_a_caption_or_white_ends_a_run() -> None:
    """Two tables below each other."""
    both = TABLE.rstrip() + "\n    Tabel 2. Jumlah sekolah\n" + TABLE.lstrip("\n")
    assert len(find_runs(lines(both), frozenset(), [], [])) == 2


def test_running_text_is_no_run() -> None:
    """Though justified lines fall into pieces."""
    text = lines("""
        Pembangunan daerah dilaksanakan     dengan memperhatikan hasil evaluasi
        tahun sebelumnya yang mengacu pada  dokumen perencanaan jangka menengah
        yang telah ditetapkan dengan peraturan    daerah kabupaten nomor empat
    """)
    assert find_runs(text, find_prose(text), [], []) == []


def test_rules_of_one_width_frame_a_table() -> None:
    """Above and below the head and at the end; text outside is not the table's."""
    page = lines(
        "Data dasar perencanaan pembangunan daerah menurut kecamatan\n" + TABLE.strip("\n").replace("\n    ", "\n").strip()
    )
    (region,) = find_rule_regions(page, frozenset(), flats(1, 2, 5), [])
    assert region.kind is GridKind.RULES
    assert len(region.flats) == 3
    assert region.box.top >= y_of(0) + 10


def test_one_rule_frames_nothing() -> None:
    """The line under a title."""
    assert find_rule_regions(lines(TABLE), frozenset(), flats(1), []) == []


def test_a_header_that_comes_again_begins_another_table() -> None:
    """Word for word, after some rows."""
    found = [list(line.chunks) for line in lines(TABLE)]
    assert is_header_again(found, found[0])
    assert not is_header_again(found, found[2])
    assert not is_header_again(found[:3], found[0])


def test_columns_are_where_no_line_has_a_word() -> None:
    """Between the white of all lines; a heading alone on its line is not asked."""
    page = lines(TABLE.rstrip() + "\n    Jumlah seluruh satuan pemerintahan\n")
    first, second = find_boundaries(page, x_of(0), x_of(30))
    assert x_of(13) < first < x_of(17)
    assert x_of(21) < second < x_of(25)


def test_figures_set_as_close_as_words_are_split() -> None:
    """One blank between them on every line; a figure grouped by blanks is one."""
    close = lines("12 14\n13 15\n16 18\n17 19")
    assert len(split_figures(close, [], x_of(0), x_of(5))) == 1
    assert split_figures(lines("12 145\n13 155\n16 185\n17 195"), [], x_of(0), x_of(6)) == []


def test_signs_beside_their_figures_are_no_column() -> None:
    """ "Rp" before amounts; beside names such signs are a column of units."""
    money = lines("Belanja      Rp     1.200\nModal        Rp       300\nJasa         Rp       400")
    xs = [x_of(10), x_of(17)]
    assert without_unit_columns(xs, money) == [x_of(10)]
    units = lines("Belanja      %      kota\nModal        %      desa\nJasa         %      kota")
    assert without_unit_columns(xs, units) == xs


def test_years_are_no_figures_of_a_row() -> None:
    """Heads hold them too."""
    assert [is_body(line) for line in lines(TABLE)] == [False, True, True, True]


def test_the_head_ends_at_the_first_separator_or_the_first_figures() -> None:
    """A rule says it; without one the row of figures does."""
    edges = [x_of(0), x_of(15), x_of(23), x_of(30)]
    assert split_header(lines(TABLE), [], edges) == 1
    page: list[TextLine] = lines(TABLE.replace("    Jumlah desa        12      14\n", "    Nama            Target  Target\n"))
    assert split_header(page, [y_of(2) - 1], edges) == 2


def test_a_region_becomes_a_grid_of_its_lines() -> None:
    """Three columns, a head of one row, three rows, every word in one cell."""
    page = typed(TABLE)
    (region,) = find_runs(lines(TABLE), frozenset(), [], [])
    found = region_to_grid(page, region)
    assert found is not None
    assert (found.grid.rows, found.grid.columns, found.header_rows) == (4, 3, 1)
    assert sorted(word for words in found.grid.words for word in words) == list(range(len(page.words)))


def test_a_region_of_one_column_is_no_table() -> None:
    """A list."""
    page = typed("Jumlah desa\nJumlah kota\nJumlah nagari")
    box = find_runs(lines(TABLE), frozenset(), [], [])[0].box
    assert region_to_grid(page, Region(GridKind.ALIGNED, box)) is None


def test_a_grid_says_how_many_rows_its_head_took() -> None:
    """A proposal, so that whoever knows what heads say can weigh it."""
    ink = typed(TABLE)
    (region,) = find_runs(lines(TABLE), frozenset(), [], [])
    found = region_to_grid(ink, region)
    assert found is not None
    assert (found.grid.head_rows, found.grid.rows) == (1, 4)
    assert grid_to_fragment(ink, found.grid, 1).head_rows == 1


def test_the_lower_line_of_a_cell_around_the_middle_of_the_last_row_is_in_the_region() -> None:
    """Its upper line stands above the figures, between their columns."""
    page = """
        Indikator          Satuan    2021    2022
        Jumlah desa        desa        12      14
        Jumlah kota        kota         3       4
               Luas lahan
        3                  Ha       1.250   1.400
               kritis
        Sumber: dinas
    """
    close = (0, 0, 0, 4, 0, -4, 0)
    crowded = [
        TextLine(tuple(c._replace(top=c.top + dy, bottom=c.bottom + dy) for c in line.chunks))
        for line, dy in zip(lines(page), close, strict=True)
    ]
    (region,) = find_runs(crowded, frozenset(), [], [])
    assert crowded[5].chunks[0].bottom < region.box.bottom < crowded[6].chunks[0].bottom


def test_the_upper_lines_of_a_repeated_head_go_with_it() -> None:
    """ "Good" stands above "is", beside the other labels: the second table begins there and not a line below."""
    page = """
                          Good     2023/24
        Indikator         is       target    Nilai
        Jumlah desa       up           12      14
        Jumlah kota       up            3       4
                          Good     2023/24
        Indikator         is       target    Nilai
        Jumlah kapal      up            5       6
        Jumlah dermaga    up            7       8
    """
    labels = {"Good", "2023/24", "Indikator", "is", "target", "Nilai"}
    bold = [TextLine(tuple(c._replace(bold=c.text in labels) for c in line.chunks)) for line in lines(page) if line.chunks]
    found = find_runs(bold, frozenset(), [], [])
    tops = [line.chunks[0].top for line in bold if line.chunks[0].text == "Good"]
    assert [region.box.top + 0.5 for region in found] == tops


def test_lines_of_cells_around_the_middle_of_one_row_are_no_rows() -> None:
    """Six lines hold two rows below the head; a text of the last one reaches further right than all others."""
    page = """
        No   Indikator            Target
        1    Jumlah desa maju        12
             Persentase
        2                         65 %
             kapal
                                  24 kelompok nelayan
    """
    close = (0, 0, 0, -7, -14, -21)
    crowded = [
        TextLine(tuple(c._replace(top=c.top + dy, bottom=c.bottom + dy) for c in line.chunks))
        for line, dy in zip([line for line in lines(page) if line.chunks], close, strict=True)
    ]
    found = find_runs(crowded, frozenset(), [], [])
    assert [region.box.bottom >= crowded[-1].chunks[0].bottom for region in found] == [True]


def test_figures_that_nearly_touch_stand_in_the_columns_of_the_others() -> None:
    """Four shares set wide in narrow columns look like one text, of which no part stands just as the figures above."""
    page = """
        Uraian              T1       T2       T3       T4
        Sampah terolah      44%      41%      47%      40%
        Izin terbit         81%      97%      95%      91%
        Pajak terkumpul   1101.1% 1103.8% 11105.2% 11105.3%
        Panggilan           81%      73%      80%      84%
        Rumah sewa          26%      28%      27%      25%
    """
    (region,) = find_runs(lines(page), frozenset(), [], [])
    found = region_to_grid(typed(page), region)
    assert found is not None
    assert [chunk.text for chunk in found.lines[3].chunks] == ["Pajak terkumpul", "1101.1%", "1103.8%", "11105.2%", "11105.3%"]
