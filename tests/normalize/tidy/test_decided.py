"""What a table rests on has names: findings, explanations and answers mean the same decisions."""

from __future__ import annotations

from normalize.columns.decided import Step, steps_to_decisions
from schemas.correction import _PLACES
from schemas.decision import Decision, Subject
from schemas.logical import ColumnMeaning
from schemas.normalized import NormalizedDocument
from schemas.observation import Period
from schemas.provenance import FragmentRef
from tests.tables import normalize, table

FIRST = table(
    """
    Kode       | Program dan Kegiatan | Indikator     | Satuan  | Target | <
    ^          | ^                    | ^             | ^       | 2021   | 2022
    1.01.02    | Program Arsip        | Jumlah arsip  | Dokumen | 1.500  | 2.500
    1.01.02.01 | Penataan arsip       | Arsip tertata | Dokumen | 12,5   | 13,5
    """,
    page=1,
)
MORE = table("1.01.02.02 | Pelatihan arsip | Orang terlatih | Orang | 20 | 30", page=2)


def by_name(document: NormalizedDocument) -> dict[str, Decision]:
    found = {str(one.subject): one for one in document.decisions}
    assert len(found) == len(document.decisions), "a decision is named once"
    return found


def test_everything_that_was_decided_of_a_table_has_a_name() -> None:
    """Grid, head, join, rows, kind, columns, levels, and how the digits are separated."""
    found = by_name(normalize(FIRST, MORE))
    assert found["header:p1/t1"].choice == "2"
    assert (found["join:p2/t1"].choice, found["join:p2/t1"].runner_up) == ("joined", "apart")
    assert found["row:p1/t1/r2c0"].choice == found["row:p2/t1/r0c0"].choice == "data"
    assert "measure=target" in found["column:p1/t1#c4"].choice
    assert "year=2021" in found["column:p1/t1#c4"].choice
    assert found["numbers:p1/t1#c4"].choice == "id"
    assert {"grid:p1/t1", "grid:p2/t1", "table:p1/t1"} <= found.keys()
    assert any(one.subject.kind == "level" for one in found.values())


def test_findings_name_the_decision_that_they_tell_of() -> None:
    """Whoever wants it otherwise knows what to answer, and finds the decision by that name."""
    document = normalize(FIRST, MORE)
    named = {(finding.code, str(finding.decision)) for finding in document.findings if finding.decision is not None}
    assert ("fragment-joined", "join:p2/t1") in named
    decided = by_name(document)
    for finding in document.findings:
        if finding.decision is not None and finding.decision.kind in {"join", "header", "table", "level", "column"}:
            assert str(finding.decision) in decided


def test_the_rest_of_a_cut_row_is_joined() -> None:
    """It is decided otherwise than by what the printed row is alone, with the signs of the cut."""
    upper = table("Indikator | Satuan | 2021\nJumlah arsip yang | Dokumen | 12", page=1, open_bottom=True)
    rest = table("ditata di semua bidang | | \nJumlah desa | Desa | 7", page=2)
    found = by_name(normalize(upper, rest))
    decision = found["row:p2/t1/r0c0"]
    assert decision.choice == "joined"
    assert decision.runner_up in {"data", "group"}
    assert "tail_small_letters" in {sign.name for sign in decision.signs}
    assert found["row:p2/t1/r1c0"].choice == "data"


def test_names_are_places_that_can_be_answered() -> None:
    """Every decision of a kind that people answer stands where corrections.csv would name it."""
    for decision in normalize(FIRST, MORE).decisions:
        pattern = _PLACES.get(decision.subject.kind)
        assert pattern is None or pattern.match(decision.subject.where), decision


def test_names_are_the_same_in_every_run() -> None:
    """They name places in the source and nothing that is counted up."""
    assert normalize(FIRST, MORE).decisions == normalize(FIRST, MORE).decisions


def test_a_column_knows_what_it_was_before() -> None:
    """The last step that gave it another meaning decided, the meaning before came second."""
    read = ColumnMeaning(0, "value", ("Capaian",), "realization", Period("year", 2021))
    settled = ColumnMeaning(0, "value", ("Capaian",), "achievement", Period("year", 2021))
    (decision,) = steps_to_decisions(FragmentRef(1, 1), [Step("column_heads", [read]), Step("column_quotients", [settled])])
    assert decision.subject == Subject("column", "p1/t1#c0")
    assert "achievement" in decision.choice
    assert "realization" in (decision.runner_up or "")
    assert [sign.name for sign in decision.signs] == ["column_heads", "column_quotients"]
    assert steps_to_decisions(FragmentRef(1, 1), []) == ()
