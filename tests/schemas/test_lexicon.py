"""The lexicon: words of all languages by list, and what is said of a vocabulary folder that is wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import ProfileError
from schemas.lexicon import folders_to_lexicon, lexicon, words_to_either


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_two_languages_are_one_list() -> None:
    """A document may speak both, so a list has the words of both, each once."""
    assert lexicon().languages == ("id", "en")
    assert {"tahun", "year"} <= set(lexicon().words("periods.year"))
    months = lexicon().named("periods.months")
    assert {"mei", "may"} <= set(months["5"])
    assert months["4"].count("april") == 1


def test_every_list_of_the_catalog_says_what_it_is_for_and_has_words() -> None:
    """A list without words in any language is asked for in vain."""
    words = lexicon()
    assert all(entry.says for entry in words.catalog.values())
    assert not [key for key, entry in words.catalog.items() if not (words.named(key) if entry.named else words.words(key))]


def test_every_meaning_of_a_head_has_a_pattern() -> None:
    """A meaning that no language can say is dead."""
    assert [head.name for head in lexicon().heads if not head.patterns] == []


def test_a_list_that_is_not_in_the_catalog_is_an_error() -> None:
    """A misspelt key in the program must not read as an empty list."""
    with pytest.raises(KeyError):
        lexicon().words("periods.yaer")


def test_the_longest_alternative_comes_first() -> None:
    """ "juta" in "jutaan" must not stop the longer word from being read."""
    assert words_to_either(["juta", "jutaan"]) == "(?:jutaan|juta)"
    assert re.match(words_to_either([]), "anything") is None


def test_words_are_literal_and_patterns_are_not(tmp_path: Path) -> None:
    """A dot in a word is a dot; in a pattern it is any sign."""
    folder = write(tmp_path / "xx", periods="year = ['y.r']\nquarter = ['q.?r']")
    words = folders_to_lexicon([folder])
    assert re.fullmatch(words.either("periods.year"), "yar") is None
    assert re.fullmatch(words.either("periods.quarter"), "qtr")


def test_a_third_language_is_a_folder(tmp_path: Path) -> None:
    """Its words stand beside those of the built-in languages; a folder of languages adds each of them."""
    write(tmp_path / "nl", periods='year = ["jaar"]\n[months]\n3 = ["maart"]', heads="[target]\npatterns = ['^streefwaarde']")
    write(tmp_path / "de", periods='year = "Jahr Haushaltsjahr"')
    words = folders_to_lexicon([tmp_path])
    assert words.languages == ("id", "en", "de", "nl")
    assert {"tahun", "jaar", "Jahr", "Haushaltsjahr"} <= set(words.words("periods.year"))
    assert "maart" in words.named("periods.months")["3"]
    target = next(head for head in words.heads if head.name == "target")
    assert "^streefwaarde" in target.patterns


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("periods", 'yaer = ["x"]', "no list is called 'yaer'"),
        ("periods", "year = [1]", "no word"),
        ("periods", 'months = ["januari"]', "must be a table of lists"),
        ("periods", '[year]\na = ["b"]', "must be a list"),
        ("periods", '[months]\n13 = ["x"]', "has no list '13'"),
        ("periods", "quarter = ['(']", "no regular expression"),
        ("periods", "quarter = ['(a|b)']", "write its groups as (?:...)"),
        ("periods", "quarter = ['a*']", "matches the empty text"),
        ("heads", "[tarjet]\npatterns = ['x']", "no meaning is called 'tarjet'"),
        ("heads", "[target]\npattern = ['x']", "'patterns' and 'words'"),
        ("cues", "[[cue]]\nlevel = 'activity'", "level, where, pattern and weight"),
        ("periods", "year = [", "periods.toml"),
    ],
)
def test_a_wrong_folder_is_refused_with_the_reason(tmp_path: Path, file: str, text: str, said: str) -> None:
    """The author of a vocabulary reads which file is wrong and why; nothing of it is taken."""
    with pytest.raises(ProfileError) as caught:
        folders_to_lexicon([write(tmp_path / "xx", **{file: text})])
    assert caught.value.code == "vocabulary-invalid"
    assert said in str(caught.value)


def test_a_folder_without_words_is_refused(tmp_path: Path) -> None:
    """A mistyped path must not pass for an empty vocabulary."""
    with pytest.raises(ProfileError):
        folders_to_lexicon([tmp_path / "absent"])


def test_chosen_words_reach_the_readers(tmp_path: Path) -> None:
    """In a process that chose a folder before it read anything, heads and periods of the third language are known; later is too late."""
    write(tmp_path / "nl", periods="quarter = ['kwartaal']", heads="[target]\npatterns = ['^streefwaarde']")
    program = (
        "import sys; from pathlib import Path; from schemas.lexicon import choose_vocabulary\n"
        "choose_vocabulary([Path(sys.argv[1])])\n"
        "from normalize.words.heads import head_to_known; from normalize.words.periods import text_to_period_shape\n"
        "print(head_to_known('Streefwaarde').measure, text_to_period_shape('Kwartaal 2').subperiod)\n"
        "choose_vocabulary([Path(sys.argv[1])])\n"
        "from schemas.errors import ProfileError\n"
        "try: choose_vocabulary([])\n"
        "except ProfileError as error: print(error.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["target", "2", "vocabulary-late"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_built_in_languages_pass_as_anybody_elses(tmp_path: Path, language: str) -> None:
    """Their patterns are looked at here, once, and not in every run."""
    builtin = Path(folders_to_lexicon.__code__.co_filename).parent / "vocabulary" / language
    shutil.copytree(builtin, tmp_path / language)
    assert folders_to_lexicon([tmp_path]).languages[-1] == language
    write(tmp_path / language, periods="quarter = ['(']")
    with pytest.raises(ProfileError):
        folders_to_lexicon([tmp_path])
