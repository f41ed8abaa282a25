"""Text of one cell: lines joined, broken words mended with evidence, nothing else touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.repair import notes_to_findings
from normalize.text.mend import VOCABULARY, fold, raw_to_lines, raw_to_text, replay, texts_to_document_words
from schemas.codes import finding_to_sentence

words = st.sampled_from(sorted(word for word in VOCABULARY if len(word) > 4))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Targe\nt", "Target"),
        ("pendidika\nn", "pendidikan"),
        ("KINER\nJA PEGA\nWAI", "KINERJA PEGAWAI"),
        ("rata-\nrata", "rata-rata"),
        ("perundang-\nundangan", "perundang-undangan"),
        ("pengem-\nbangan", "pengembangan"),
        ("RKA-\nSKPD", "RKA-SKPD"),
        ("97.50-\n98", "97.50-98"),
        ("pen\ndidi\nkan", "pendidikan"),
        ("4420000\nm3/tahu\nn", "4420000 m3/tahun"),
        ("e\ufb01siensi", "efisiensi"),
        ("peng\u00adelolaan", "pengelolaan"),
        ("Targe t", "Target"),
        ("Pengem bangan", "Pengembangan"),
        ("J U M L A H", "JUMLAH"),
        ("itâ€™s", "it’s"),
    ],
)
def test_broken_words_are_mended(raw: str, text: str) -> None:
    """The whole word is known and its parts are not; the repairs lead from the folded raw text to the published one."""
    reading = raw_to_text(raw)
    assert reading.text == text
    assert replay(fold(raw), reading.repairs) == text


@pytest.mark.parametrize(
    "raw",
    ["kerja\nsama", "Sub\nKegiatan", "Jumlah\nsiswa", "A\nB", "Rp\n100", "di\nke", "Kelompok A", "Level\nb", "Zamrudi\nah",
     "sarana dan pra sarana", "P A D", "1\n2", "ASN di\nOPD", "مرحبا\nبك", "五\n年"],
)  # fmt: skip
def test_two_words_stay_two(raw: str) -> None:
    """Without evidence a break is a space, whatever the script."""
    reading = raw_to_text(raw)
    assert (reading.text, reading.repairs) == (fold(raw), ())


def test_the_documents_own_words_are_evidence() -> None:
    """A name that stands whole elsewhere in the document mends its broken copy."""
    lexicon = texts_to_document_words(["sekolah Zamrudiah baru"])
    assert raw_to_text("Zamrudi\nah", lexicon).text == "Zamrudiah"


def test_words_at_line_ends_are_no_evidence() -> None:
    """They may be broken themselves: only what stands inside a line counts."""
    lexicon = texts_to_document_words(["satu pendidika\nn dasar", "dua pendidika\nn dasar"])
    assert "pendidika" not in lexicon.counts
    assert lexicon.counts["satu"] == 1


def test_an_open_hyphen_is_kept_and_noted() -> None:
    reading = raw_to_text("Xyz-\nabc")
    assert reading.text == "Xyz- abc"
    assert [note.code for note in reading.notes] == ["hyphen-open"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("bengkel yang terstan-\ndarisasi", "bengkel yang terstandarisasi"),
        ("pelatihan kewirausaha-\nan pemuda", "pelatihan kewirausahaan pemuda"),
        ("kelompok pembudida\nya ikan", "kelompok pembudidaya ikan"),
        ("Kecamatan Zamrudi-\nBarat", "Kecamatan Zamrudi- Barat"),
        ("kegiatan non-\nformal", "kegiatan non-formal"),
        ("kasus-\nkasus lama", "kasus-kasus lama"),
    ],
)
def test_what_is_no_word_alone_is_the_rest_of_one(raw: str, text: str) -> None:
    assert raw_to_text(raw).text == text


def test_doubled_glyphs_are_noted_and_left() -> None:
    reading = raw_to_text("RE ENCA ANA A KE ERJA A")
    assert reading.text == "RE ENCA ANA A KE ERJA A"
    assert [note.code for note in reading.notes] == ["glyphs-doubled"]


@given(st.lists(words, min_size=1, max_size=12), st.data())
def test_known_words_are_never_joined(chosen: list[str], data: st.DataObject) -> None:
    """Whole words over any lines come back with single spaces and no repair."""
    gaps = [data.draw(st.sampled_from([" ", "\n", "\n  ", "\u00a0", "\t"])) for _ in chosen]
    raw = "".join(word + gap for word, gap in zip(chosen, gaps, strict=True))
    reading = raw_to_text(raw)
    assert (reading.text, reading.repairs) == (" ".join(chosen), ())


@given(word=words, before=words, after=words, cut=st.integers(1, 40), data=st.data())
def test_a_broken_word_comes_back_or_stays_as_read(word: str, before: str, after: str, cut: int, data: st.DataObject) -> None:
    """A known word broken anywhere is mended unless both parts may be words; the words around it are never touched."""
    cut = 1 + cut % (len(word) - 1)
    reading = raw_to_text(f"{before} {word[:cut]}\n{word[cut:]} {after}")
    assert reading.text in {f"{before} {word} {after}", f"{before} {word[:cut]} {word[cut:]} {after}"}


@given(st.text(max_size=120))
def test_repairs_replay_over_any_text(raw: str) -> None:
    """Whatever the text, its repairs lead from the folded raw text to the published one, and each has a sentence."""
    reading = raw_to_text(raw)
    assert replay(fold(raw), reading.repairs) == reading.text
    for finding in notes_to_findings(reading.repairs, reading.notes, None):
        assert finding_to_sentence(finding) != finding_to_sentence(finding, "id")


@given(st.text(alphabet="abt-\n \u00ad\ufb01\u200bAÂ£1.,(", max_size=60))
def test_repairs_replay_over_broken_lines(raw: str) -> None:
    reading = raw_to_text(raw, texts_to_document_words(["ab abt tab bat at-at"]))
    assert replay(fold(raw), reading.repairs) == reading.text
    mended, repairs = raw_to_lines(raw)
    assert replay(fold(raw), repairs) == fold(mended)


def test_mended_lines_keep_the_other_breaks() -> None:
    """The number reader needs the breaks between digits, and not those inside words."""
    mended, repairs = raw_to_lines("243.246,\n516 Ton\nCO2e/Ta\nhun")
    assert mended == "243.246,\n516 Ton\nCO2e/Tahun"
    assert [repair.code for repair in repairs] == ["word-joined"]
