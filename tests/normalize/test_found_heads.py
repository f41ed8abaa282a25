"""Where the finder saw the head end is weighed, and told."""

from __future__ import annotations

from dataclasses import replace

from normalize.context.profile import blocks_to_profile
from normalize.rivals import reading_to_rivals
from normalize.surroundings import reading_to_facts
from schemas.decision import Subject
from schemas.kind import builtin_kinds
from schemas.nomenclature import Nomenclature
from schemas.table import Fragment
from tests.tables import normalize, reading, table


def test_the_head_that_the_finder_saw_is_tried_too() -> None:
    """However far from the one that the words tell; and its decision says where the finder would have it end."""
    odd = table(
        """
        Kegiatan A | Dokumen | 12 | 14
        Kegiatan B | Unit    | 13 | 15
        Kegiatan C | Unit    | 17 | 25
        Kegiatan D | Unit    | 18 | 35
        Kegiatan E | Unit    | 19 | 45
        Kegiatan F | Unit    | 20 | 55
        """
    )
    profile, _ = blocks_to_profile([])

    def tried(fragment: Fragment) -> set[str]:
        facts = reading_to_facts(reading(fragment), profile, builtin_kinds(), Nomenclature())
        subject = Subject("header", str(fragment.ref))
        return {rival.choices.get(subject, "") for group in reading_to_rivals(facts) for rival in group}

    assert "5" not in tried(odd)
    assert "5" in tried(replace(odd, head_rows=5))
    plain = table("Indikator | Satuan | Target 2021\nJumlah A | Orang | 1\nJumlah B | Orang | 2\nJumlah C | Orang | 3")
    (decision,) = [one for one in normalize(replace(plain, head_rows=2)).decisions if one.subject.kind == "header"]
    assert (decision.choice, decision.runner_up) == ("1", "2")
