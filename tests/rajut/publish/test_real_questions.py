"""The eight questions of tests/rajut/publish/test_questions.py over all real and made documents of the private corpus. The answers were
worked out by hand from the truth files beside the documents, and stand here as figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

from extract.options import ReadOptions
from rajut.batch.run import BatchOptions, convert_batch
from rajut.pipeline import ConvertOptions
from rajut.publish.output_folder import PublishOptions
from tests.shared_corpus import shared_file

pytestmark = [pytest.mark.shared, pytest.mark.timeout(1800)]
Query = Callable[[str], list[tuple[Any, ...]]]
RUMBAI = "plan_key = (SELECT plan_key FROM documents WHERE source_name = 'rumbai-renstra-2021-2022.pdf')"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Query]:
    """Every document of both folders and the seed in one dataset. Scans are left unread, they would take longer than all the others."""
    folders = [shared_file(name) for name in ("data/real", "data/made", "data/way-kanan.md")]
    out = tmp_path_factory.mktemp("real") / "out"
    reading = ConvertOptions(read=ReadOptions(ocr="never"))
    convert_batch(folders, out, BatchOptions(convert=reading, jobs=2, timeout=600, publish=PublishOptions(duckdb=True)))
    with duckdb.connect(str(out / "rajut.duckdb"), read_only=True) as database:
        yield lambda query: database.execute(query).fetchall()


def test_1_what_is_the_agencys_budget(ask: Query) -> None:
    """Kecamatan Rumbai, 2021, as PDF and as DOCX: its 37 sub kegiatan make 20,062,035,335; its five programmes print 19,887,061,335 (the
    plan itself is 174,974,000 apart, within one kegiatan). A plain sum counts three levels and two files: 119.7 bn."""
    year = f"FROM observations WHERE {RUMBAI} AND measure = 'budget' AND year = 2021"
    assert ask(f"SELECT SUM(value), COUNT(*) {year} AND aggregation = 'leaf'") == [(20_062_035_335, 37)]
    assert ask(f"SELECT SUM(printed_for_program) FROM budget_by_program WHERE {RUMBAI} AND year = 2021") == [(19_887_061_335,)]
    assert ask(f"SELECT SUM(value) {year}") == [(119_672_316_010,)]


def test_2_what_is_the_budget_of_each_program(ask: Query) -> None:
    """Once each, beside what is printed for it. In 2022 one amount is misprinted, 1.200.000.00: it is no number, the view says that one is
    open, and the sum is 1.2 bn short of the printed one."""
    found = ask(
        f"SELECT year, program, budget, printed_for_program, ambiguous FROM budget_by_program WHERE {RUMBAI} AND year > 2020 "
        "ORDER BY year, program"
    )
    assert found == [
        (2021, "Progam Koordinasi Ketentraman dan Ketertiban Umum", 100_000_000, 100_000_000, 0),
        (2021, "Progam Pemberdayaan Masyarakat Desa dan Kelurahan", 5_263_802_826, 5_263_802_826, 0),
        (2021, "Progam Penyelenggaraan Pemerintahan dan Pelayanan Publik", 157_248_979, 157_248_979, 0),
        (2021, "Progam Penyelenggaraan Urusan pemerintahan Umum", 1_357_641_625, 1_357_641_625, 0),
        (2021, "Program Penunjang Urusan Pemerintah daerah Kabupaten/Kota", 13_183_341_905, 13_008_367_905, 0),
        (2022, "Progam Koordinasi Ketentraman dan Ketertiban Umum", 130_000_000, 130_000_000, 0),
        (2022, "Progam Pemberdayaan Masyarakat Desa dan Kelurahan", 5_760_000_000, 5_760_000_000, 0),
        (2022, "Progam Penyelenggaraan Pemerintahan dan Pelayanan Publik", 182_000_000, 182_000_000, 0),
        (2022, "Progam Penyelenggaraan Urusan pemerintahan Umum", 1_450_000_000, 1_450_000_000, 0),
        (2022, "Program Penunjang Urusan Pemerintah daerah Kabupaten/Kota", 12_526_500_400, 13_726_500_400, 1),
    ]


def test_3_how_far_were_targets_met(ask: Query) -> None:
    """Nine indicators of a transport agency in 2016; and as many pairs a year as an employment agency prints both figures for.
    One of its rows prints 1,828 beside 1.891: those realizations stay open, and the view shows their text."""
    found = ask(
        "SELECT target, realization, round(percent_of_target, 2) FROM target_realization "
        "WHERE target_source = 'dishub_lkip34.pdf' AND realization_source = target_source AND year = 2016 ORDER BY target, realization"
    )
    assert found == [
        (21.0, 20.03, 95.38),
        (45.64, 51.9, 113.72),
        (50.12, 75.0, 149.64),
        (55.56, 59.26, 106.66),
        (66.67, 69.69, 104.53),
        (74.29, 72.83, 98.03),
        (79.0, 78.8, 99.75),
        (94.0, 94.0, 100.0),
        (100.0, 72.59, 72.59),
    ]
    pairs = ask(
        "SELECT year, COUNT(*), COUNT(*) - COUNT(realization) FROM target_realization "
        "WHERE target_source = 'naker_capaian.pdf' GROUP BY year ORDER BY year"
    )
    assert pairs == [(2009, 15, 1), (2010, 19, 1), (2011, 20, 1), (2012, 17, 1), (2013, 19, 1)]
    open_ones = (
        "SELECT realization_text FROM target_realization WHERE target_source = 'naker_capaian.pdf' AND realization IS NULL"
    )
    assert sorted(ask(open_ones)) == [("1,824",), ("1,828",), ("1.891",), ("2,610",), ("4,790",)]


def test_4_what_is_the_series_of_one_indicator(ask: Query) -> None:
    """The flooded area of a river board: five targets of its report's plan, one more in a chapter of its own. Where a document prints two
    targets under one name, those of the ministry and its own, the series says so and tells both ends."""
    found = ask(
        "SELECT year, value, unit_norm, source_name, disputed, least, most FROM indicator_series "
        "WHERE measure = 'target' AND indicator = 'Penurunan luas kawasan terkena dampak banjir' ORDER BY year, source_name"
    )
    plan = "bbws_target.pdf"
    assert [row for row in found if row[3] == plan] == [
        (2020, 10_260.0, "hektar", plan, 1, 34.21, 10_260.0),
        (2021, 19_500.0, "hektar", plan, 1, 57.11, 19_500.0),
        (2022, 24_950.0, "hektar", plan, 1, 76.57, 24_950.0),
        (2023, 25_540.0, "hektar", plan, 1, 41.99, 25_540.0),
        (2024, 21_250.0, "hektar", plan, 1, 26.47, 21_250.0),
    ]
    assert [row[:4] for row in found if row[3] != plan] == [(2022, 15.99, "hektar", "bbws_capaian.pdf")]


def test_5_what_changed_between_editions(ask: Query) -> None:
    """No plan lies there in two editions, and no table prints a state before and after: two files that print alike have no changes."""
    assert ask("SELECT MAX(edition) FROM documents") == [(1,)]
    assert ask("SELECT COUNT(*) FROM plan_changes") == [(0,)]


def test_6_which_document_covers_which_year(ask: Query) -> None:
    """Targets and realizations that an employment agency and a transport agency print for each year."""
    found = ask(
        "SELECT source_name, year, targets, realizations FROM coverage_documents "
        "WHERE source_name IN ('naker_capaian.pdf', 'dishub_lkip34.pdf') AND year <> 2013 ORDER BY source_name, year"
    )
    assert found == [
        ("dishub_lkip34.pdf", 2014, 0, 8),
        ("dishub_lkip34.pdf", 2015, 9, 17),
        ("dishub_lkip34.pdf", 2016, 14, 17),
        ("dishub_lkip34.pdf", 2018, 8, 0),
        ("naker_capaian.pdf", 2009, 16, 15),
        ("naker_capaian.pdf", 2010, 19, 19),
        ("naker_capaian.pdf", 2011, 20, 20),
        ("naker_capaian.pdf", 2012, 21, 17),
    ]


def test_7_how_good_is_each_document(ask: Query) -> None:
    """Scans that were not read are refused with their reason, a list of assets gives no values, a clean plan gives all that it prints."""
    refused = ask("SELECT source_name, error_code FROM document_quality WHERE status = 'refused' ORDER BY source_name")
    assert refused == [
        ("A8_scanned_bad_ocr.pdf", "no-table"),
        ("B18_scanned_pk_sideways.pdf", "no-table"),
        ("nyc_scan_fy11.pdf", "no-table"),
        ("sijunjung-ratl-2023-scan.pdf", "no-table"),
    ]
    printed: dict[str, int] = dict(ask("SELECT source_name, printed_values FROM document_quality"))
    assert printed["pupr_assets_negative.pdf"] == 0
    assert {name: printed[name] for name in ("B06_dlh_two_tables_lanjutan.pdf", "B14_rpjmd_indicators_banners.docx")} == {
        "B06_dlh_two_tables_lanjutan.pdf": 216,
        "B14_rpjmd_indicators_banners.docx": 184,
    }
    assert ask("SELECT source_name FROM document_quality WHERE share_sure > 1 OR share_sure < 0") == []


def test_8_how_many_people_were_planned_for(ask: Query) -> None:
    """Orang, orang, Org, org: one unit over seven plans, each counted once though three lie there in several files."""
    found = ask(
        "SELECT source_name, SUM(value) FROM observations WHERE unit_norm = 'orang' AND measure = 'target' AND year = 2022 "
        "AND period_kind = 'year' AND aggregation <> 'repeat' GROUP BY plan_key, source_name HAVING SUM(value) > 0"
    )
    plans = {name.partition(".")[0].partition("_")[0]: total for name, total in found}
    one_plan = [
        plans.pop(name) for name in ("A5a", "A6", "A8", "A10", "way-kanan") if name in plans
    ]  # which is preferred is open
    plans["way-kanan"] = sum(one_plan)
    truth = {"B03": 137, "B09": 159, "B12": 131_742, "B14": 129_750, "rumbai-renstra-2021-2022": 132, "way-kanan": 7_399}
    assert {name: plans.get(name) for name in truth} == truth
    assert sorted(found) == sorted(set(found))
    library = ask(
        "SELECT year, SUM(value) FROM observations WHERE source_name = 'bapusipda_tab61.docx' AND unit_norm = 'orang' "
        "AND measure = 'target' GROUP BY year ORDER BY year"
    )
    assert library == [(2014, 768_981), (2015, 852_897), (2016, 1_237_893), (2017, 1_230_000), (2018, 1_493_835)]
