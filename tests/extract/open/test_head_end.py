"""Where the head of an open table ends."""

from __future__ import annotations

from extract.ink.narrow_gaps import cut_narrow_gaps
from extract.ink.text_lines import TextLine
from extract.open.head_end import split_header
from extract.open.labels_over_labels import spanning_labels
from tests.typed_pages import lines, x_of, y_of

EDGES = [x_of(at) for at in (0, 22, 30, 38)]


def test_years_broken_in_narrow_columns_are_the_head() -> None:
    """Their halves stand below each other and are no figures."""
    head = """
        Nama                  20      20      20
                              21      22      23
        Jumlah desa           45      50      51
        Jumlah kota           12      13      14
    """
    assert split_header(lines(head), [], [*EDGES, x_of(46)]) == 2


def test_a_row_of_few_values_is_no_head() -> None:
    """The first row of a page that goes on: most of its cells are blank, and no other type sets it apart."""
    page = """
        Jumlah pegawai        73
        Jumlah laporan        12      45      50
        Jumlah kota           12      13      14
    """
    assert split_header(lines(page), [y_of(1) - 1], [*EDGES, x_of(46)]) == 0


def test_letters_set_apart_are_one_label_over_its_years() -> None:
    """As a line printer sets a label over two columns."""
    page = """
        NO   INDIKATOR           T A R G E T            R E A L
                               2019        2020       2019      2020
        1    Jumlah benih      1.250       1.300      1.190     1.324
        2    Luas sawah        845,5       870,0      838,2     881,4
        3    Jumlah lumbung       36          40         35        39
    """
    labels = [chunk.text for chunk in cut_narrow_gaps(lines(page))[0].chunks]
    assert labels == ["NO", "INDIKATOR", "T A R G E T", "R E A L"]
    assert list(spanning_labels(lines(page)[:2]).values()) == [True, True]


def test_a_text_around_the_middle_of_its_row_is_no_head() -> None:
    """The first lines of the page are the upper half of a name and of an office beside the figures."""
    page = """
                                             Kepala
        Jumlah pegawai        73      12
                                             Dinas
        Jumlah laporan        12      45     Camat
        Jumlah kota           12      13     Bupati
    """
    edges = [x_of(at) for at in (0, 22, 30, 37, 44)]
    crowded = [TextLine(tuple(c._replace(top=c.top + dy, bottom=c.bottom + dy) for c in line.chunks))
               for line, dy in zip(lines(page), (6, 0, -6, 0, 0), strict=True)]  # fmt: skip
    assert split_header(crowded, [], edges) == 0


def test_labels_of_several_lines_stand_above_the_first_figures() -> None:
    """Grey rows begin below the first row of figures: the head ends above it though its last line labels few columns."""
    page = """
        Measure           2021     2022     Comment
                          Actual   Actual
        Libraries         87%      88%      Exceeded
        Consents          92%      89%      Vacancies
        Paths             4.2      3.8      On time
    """
    edges = [x_of(at) for at in (0, 17, 26, 35, 46)]
    assert split_header(lines(page), [y_of(3) - 1], edges) == 2


def test_a_band_right_below_heads_that_it_reaches_across() -> None:
    """No white sets it apart; but it goes on with none of the two heads above it."""
    page = """
        Indicator       Unit     2021    2022
        Outcome 1: Access is better
        Users           %        56      58
        Wells           Number   120     240
    """
    edges = [x_of(at) for at in (0, 15, 24, 32, 40)]
    assert split_header(lines(page), [], edges) == 1


def test_plain_texts_below_bold_labels_belong_to_the_first_row() -> None:
    """They are the upper lines of cells set around its middle."""
    page = """
        Indikator             2021     2022    Sumber
                                               Laporan
        Kualitas air          52,40    53,10
                                               pantau
        Sampah                61       66      Data
    """
    edges = [x_of(at) for at in (0, 22, 31, 39, 48)]
    bold = [TextLine(tuple(c._replace(bold=True) for c in line.chunks)) for line in lines(page)[:1]]
    assert split_header([*bold, *lines(page)[1:]], [], edges) == 1
    assert split_header(lines(page), [], edges) == 2


def test_the_upper_half_of_the_first_row_is_no_head() -> None:
    """A name around the middle of which its figures stand: close to its next line, with white below the label."""
    page = """
        Indikator           2021    2022

        Jumlah jalan
        yang dibangun         12      14
        di desa
    """
    edges = [x_of(at) for at in (0, 17, 25, 34)]
    low = [TextLine(tuple(c._replace(top=c.top + 6, bottom=c.bottom + 6) for c in line.chunks)) for line in lines(page)[1:]]
    assert split_header([lines(page)[0], *low], [], edges) == 1


def test_labels_over_no_figures_are_the_rest_of_a_row() -> None:
    """The page goes on with the names of a row that the page before cut, in bold as the rows of programmes are."""
    page = """
        *Perhubungan*       *Darat*
        *Program* *Jalan*   *Jumlah* *jalan*
                            *mantap*         *12*      *14*      *18*
        Rambu               Jumlah rambu      51        59        61
        Lampu               Jumlah lampu       7         8         9
    """
    edges = [x_of(at) for at in (0, 19, 36, 46, 56, 64)]
    assert split_header(lines(page), [y_of(1) - 1], edges) == 0
