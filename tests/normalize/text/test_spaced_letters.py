"""Letters that stand apart are words where the gaps or the words themselves tell which."""

from __future__ import annotations

import pytest

from normalize.context.profile import blocks_to_profile
from normalize.text.spaced_letters import spaced_to_words
from schemas.table import TextBlock

KNOWN = frozenset({"dinas", "pendidikan", "dan", "kebudayaan", "kabupaten", "jumlah", "tani", "petani", "perta"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("D I N A S  P E N D I D I K A N", "DINAS PENDIDIKAN"),
        ("K A B U P A T E N\u00a0  L E B A K", "KABUPATEN LEBAK"),
        ("D I N A S P E N D I D I K A N D A N K E B U D A Y A A N", "DINAS PENDIDIKAN DAN KEBUDAYAAN"),
        ("Renstra D I N A S  P E N D I D I K A N 2021", "Renstra DINAS PENDIDIKAN 2021"),
        ("J U M L A H", "JUMLAH"),
    ],
)
def test_words_come_back(text: str, wanted: str) -> None:
    """Wider gaps part words, one of which is known; without them all must be."""
    assert spaced_to_words(text, KNOWN.__contains__) == wanted


@pytest.mark.parametrize("text", ["A B C D E", "a b c d  e f g", "L E B A K", "D I N A S L E B A K", "1 2 3 4 5", "I I I I"])
def test_letters_that_make_no_known_words_stay(text: str) -> None:
    """Labels of columns, names alone, names behind a word with no gap between."""
    assert spaced_to_words(text, KNOWN.__contains__) == text


def test_two_ways_to_cut_are_none() -> None:
    """'ab cde' and 'abc de' are equally good: nobody knows."""
    assert spaced_to_words("a b c d e f", {"abc", "def", "abcd"}.__contains__) == "abc def"
    assert spaced_to_words("a b c d e f g", {"abc", "defg", "abcd", "efg"}.__contains__) == "a b c d e f g"


def test_the_organization_of_a_title_in_letters_apart() -> None:
    """A cover page's style of type is no other name, and the finding tells what was joined."""
    blocks = [TextBlock("D I N A S  P E N D I D I K A N  K A B U P A T E N  L E B A K"), TextBlock("RENSTRA 2021-2026")]
    profile, findings = blocks_to_profile(blocks)
    assert (profile.organization, profile.region) == ("Dinas Pendidikan", "Kabupaten Lebak")
    assert [item.after for item in findings if item.code == "letters-joined"] == ["DINAS PENDIDIKAN KABUPATEN LEBAK"]


def test_an_organization_ends_where_the_kind_of_document_begins() -> None:
    """The lines of a cover are one block."""
    profile, _ = blocks_to_profile(
        [TextBlock("D I N A S K E S E H A T A N\nP R O V I N S I J A W A B A R A T\nRENCANA STRATEGIS 2021-2026")]
    )
    assert (profile.organization, profile.region) == ("Dinas Kesehatan", "Provinsi Jawa Barat")
    profile, _ = blocks_to_profile([TextBlock("DINAS KESEHATAN\nRENCANA STRATEGIS 2021-2026")])
    assert profile.organization == "Dinas Kesehatan"
