"""What is still read wrong, as expected failures: the one that passes is mended and leaves the list and docs/accuracy.md."""

from __future__ import annotations

import pytest

from benchmarks.failures import EXAMPLES, FOLDER, example_to_pdf, found


@pytest.mark.xfail(strict=True, reason="listed in docs/accuracy.md with its cause")
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_known_failure_is_read_as_a_person_reads_it(name: str) -> None:
    """Strict: mending one fails here until it is taken off the list."""
    assert found(example_to_pdf(EXAMPLES[name])) == [EXAMPLES[name].wanted]


def test_every_known_failure_has_its_picture() -> None:
    """And no other; `python -m benchmarks.failures` draws them anew."""
    assert sorted(path.stem for path in FOLDER.glob("*.svg")) == sorted(EXAMPLES)
