"""What is still read wrong, as expected failures: the one that passes is mended and leaves the list and docs/accuracy.md."""

from __future__ import annotations

import pytest

from benchmarks.failures import EXAMPLES, FOLDER, example_to_pdf, found
from rajut.inspect_page import inspect_page


@pytest.mark.xfail(strict=True, reason="listed in docs/accuracy.md with its cause")
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_known_failure_is_read_as_a_person_reads_it(name: str) -> None:
    """Strict: mending one fails here until it is taken off the list."""
    assert found(example_to_pdf(EXAMPLES[name])) == [EXAMPLES[name].wanted]


def test_the_pictures_show_what_is_found_now() -> None:
    """One per example and no other, its cells where they are found; `python -m benchmarks.failures` draws them anew."""
    assert sorted(path.stem for path in FOLDER.glob("*.svg")) == sorted(EXAMPLES)
    for name, example in EXAMPLES.items():
        cells = inspect_page(example_to_pdf(example), name, 1, "svg", ("cells",)).decode().partition('<g id="cells"')[2]
        assert cells in (FOLDER / f"{name}.svg").read_text(encoding="utf-8"), name
