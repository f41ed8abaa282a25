"""One look at a cell: what shape its text has."""

from __future__ import annotations

import pytest

from normalize.text.look import text_to_shape


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("£000", "text"),
        ("Rp.000", "text"),
        ("(Rp 000)", "text"),
        ("Rp 1.000", "number"),
        ("Rp 1.000.000", "number"),
        ("0", "number"),
    ],
)
def test_a_scale_of_noughts_is_no_figure(text: str, shape: str) -> None:
    """ "£000" below a year says what stands under it is counted in; "Rp 1.000" is an amount until a head says otherwise."""
    assert text_to_shape(text) == shape
