"""explain: the story of a value, from the page to the published number."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extract.options import ReadOptions
from rajut.dataset.explain import explain_value
from rajut.dataset.explain_words import ENGLISH, INDONESIAN
from rajut.pipeline import ConvertOptions, convert_document
from rajut.publish.output_folder import publish_results
from schemas.errors import UsageError
from schemas.observation import CellRole, Confidence, Disposition, LevelBasis, Measure, ValueStatus
from tests.pdf_pages import Drawn, table_page
from tests.rajut.publish.documents import break_observation, make_result


@pytest.fixture
def out(tmp_path: Path) -> Path:
    publish_results([make_result()], tmp_path)
    return tmp_path


def story(out: Path, reference: str, language: str = "en") -> str:
    return "\n".join(explain_value(out, reference, language).lines)


def test_a_value_is_told_from_page_to_number(out: Path) -> None:
    """Document, page, text as read, what it was read as, measure, labels and confidence are all in the story."""
    told = story(out, "p1/t1/r1c4")
    for part in [
        "renstra.pdf",
        "page 1",
        "'72,5'",
        "number 72.5.",
        "target",
        "Nilai SAKIP",
        "consistent",
        "Nothing was repaired",
    ]:
        assert part in told


def test_a_repaired_cell_tells_each_step_with_its_evidence(out: Path) -> None:
    """The cell of the year header shows before, after and why."""
    told = story(out, "p1/t1/r0c3")
    assert "'20 21' → '2021'" in told
    assert "(consecutive years)" in told


def test_a_cell_that_only_takes_part_tells_so(out: Path) -> None:
    """A cell that serves as evidence for a repair elsewhere lists that repair."""
    assert "takes part in" in story(out, "p1/t1/r0c4")


def test_a_value_tells_the_decisions_that_it_rests_on(tmp_path: Path) -> None:
    """By the names by which they can be answered: its grid, head, row, column and level, and those of no other row or column."""
    rows = [
        ["Indikator", "Satuan", "2021", "2022"],
        *([f"Luas sawah {k}", "Ha", str(11 * k), str(7 * k)] for k in range(1, 7)),
    ]
    (tmp_path / "renstra.pdf").write_bytes(table_page(rows, Drawn()))
    publish_results([convert_document(tmp_path / "renstra.pdf", None, ConvertOptions())], tmp_path / "out")
    explained = explain_value(tmp_path / "out", "p1/t1/r1c2")
    names = {one["name"] for one in explained.facts["decisions"]}
    assert {"grid:p1/t1", "header:p1/t1", "table:p1/t1", "column:p1/t1#c2", "row:p1/t1/r1c0"} <= names
    assert not any("r2c" in name or "#c3" in name for name in names)
    assert any("column:p1/t1#c2" in line and "year=2021" in line for line in explained.lines)
    assert any("kepala tabel" in line for line in explain_value(tmp_path / "out", "p1/t1/r1c2", "id").lines)


def test_the_story_can_be_told_in_indonesian(out: Path) -> None:
    """The same story in Bahasa Indonesia, with Indonesian sentences of the findings."""
    told = story(out, "p1/t1/r0c3", "id")
    assert "Diperbaiki, langkah demi langkah" in told
    assert "Angka yang terpisah spasi disambung" in told


def test_an_observation_id_finds_its_value(out: Path) -> None:
    """The key of an observation leads to the same cell."""
    identity = explain_value(out, "p1/t1/r1c4").facts["observations"][0]["observation_id"]
    assert "'72,5'" in story(out, identity)


def test_a_rejected_value_tells_why(tmp_path: Path) -> None:
    """A value that was not published is explained too, with the names of the checks."""
    publish_results([break_observation(make_result(), 1, level="boss")], tmp_path)
    told = story(tmp_path, "p1/t1/r1c4")
    assert "rejected and not published" in told
    assert "level-allowed" in told


def test_a_cell_that_several_documents_have_asks_back(out: Path) -> None:
    """A bare cell_ref is refused when it is not unique, and the message shows how to write it; that works."""
    publish_results([make_result("b.pdf", "b")], out)
    with pytest.raises(UsageError) as caught:
        explain_value(out, "p1/t1/r1c4")
    assert caught.value.code == "reference-ambiguous"
    full = caught.value.fields["detail"].split(", ")[0]
    assert "72,5" in story(out, full)


@pytest.mark.parametrize("reference", ["p9/t9/r9c9", "nonsense", "", "0000000000000000/p1/t1/r1c4", "p1/t1"])
def test_an_unknown_reference_is_a_usage_error(out: Path, reference: str) -> None:
    """What is not in the dataset is said to be unknown, with exit code 2."""
    with pytest.raises(UsageError) as caught:
        explain_value(out, reference)
    assert caught.value.code == "reference-unknown"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN], ids=["en", "id"])
@pytest.mark.parametrize(
    ("table", "literal"),
    [
        ("roles", CellRole),
        ("dispositions", Disposition),
        ("statuses", ValueStatus),
        ("measure_names", Measure),
        ("bases", LevelBasis),
        ("confidences", Confidence),
    ],
)
def test_every_allowed_value_has_words(words: object, table: str, literal: object) -> None:
    """No role, disposition, status, measure, basis or confidence of the contract is without words in either language."""
    from typing import get_args

    assert set(getattr(words, table)) == set(get_args(literal))


def test_a_cell_of_an_open_table_tells_what_another_engine_reads(tmp_path: Path) -> None:
    """The second opinion is shown for the cell, not for its table alone."""
    rows = [["Indikator", "2021", "2022"], *([f"Luas sawah {k}", str(11 * k), str(7 * k)] for k in range(1, 7))]
    (tmp_path / "renstra.pdf").write_bytes(table_page(rows, Drawn(rules="none")))
    options = ConvertOptions(read=ReadOptions(second_opinion="auto"))
    publish_results([convert_document(tmp_path / "renstra.pdf", None, options)], tmp_path / "out")
    assert "camelot reads" in story(tmp_path / "out", "p1/t1/r1c1")
    assert "as Rajut does" in story(tmp_path / "out", "p1/t1/r1c1")


def test_the_indonesian_story_has_no_ground_in_english(tmp_path: Path) -> None:
    """Grounds of findings and of decisions are told in the language of the story, and no ground twice."""
    sample = Path(__file__).parents[3] / "samples" / "documents" / "cascading-tirta-kencana.md"
    publish_results([convert_document(sample, None, ConvertOptions())], tmp_path)
    rows = pq.read_table(tmp_path / "observations.parquet", columns=["cell_ref", "flags"]).to_pylist()
    chosen = next(row["cell_ref"] for row in rows if "number-convention-chosen" in (row["flags"] or ""))
    told = story(tmp_path, chosen, "id")
    assert "mengelompokkan ribuan" in told
    assert "groups thousands" not in told


@pytest.mark.parametrize(
    ("language", "parted", "opened"), [("en", "column: ", "leaves it open"), ("id", "kolom: ", "membuatnya terbuka")]
)
def test_a_value_tells_what_speaks_against_it(tmp_path: Path, language: str, parted: str, opened: str) -> None:
    """Each doubt with its part and weight, how far the value is from being called consistent, and what leaves it open: here no head says
    what the figures are."""
    rows = [
        ["Indikator", "Satuan", "2021", "2022"],
        *([f"Luas sawah {k}", "Ha", str(11 * k), str(7 * k)] for k in range(1, 7)),
    ]
    (tmp_path / "renstra.pdf").write_bytes(table_page(rows, Drawn()))
    publish_results([convert_document(tmp_path / "renstra.pdf", None, ConvertOptions())], tmp_path / "out")
    explained = explain_value(tmp_path / "out", "p1/t1/r1c2", language)
    (told,) = explained.facts["doubts"].values()
    assert any(name == "column.untold_measure" for name, _ in told["doubts"])
    assert any(line.lstrip(" -").startswith(parted) and opened in line for line in explained.lines)
    assert any("log-odds" in line for line in explained.lines)
