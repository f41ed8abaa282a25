"""Text of one cell."""

import pytest

from normalize.text import fold, raw_to_text, replay, texts_to_lexicon


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Targe\nt", "Target"),
        ("pendidika\nn", "pendidikan"),
        ("rata-\nrata", "rata-rata"),
        ("pengem-\nbangan", "pengembangan"),
        ("97.50-\n98", "97.50-98"),
        ("kerja\nsama", "kerja sama"),
        ("pen\ndidi\nkan", "pendidikan"),
        ("e\ufb01siensi", "efisiensi"),
    ],
)
def test_lines_are_joined_as_they_were_before_the_break(raw: str, text: str) -> None:
    reading = raw_to_text(raw)
    assert reading.text == text
    assert replay(fold(raw), reading.repairs) == text


def test_the_documents_own_words_are_evidence() -> None:
    raw = "Zamrudi\nah"
    assert raw_to_text(raw).text == "Zamrudi ah"
    assert raw_to_text(raw, texts_to_lexicon(["sekolah Zamrudiah baru"])).text == "Zamrudiah"
