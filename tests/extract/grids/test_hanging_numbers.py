"""List numbers that stand beside the lines of a label."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from tests.pdf_pages import finish, grid_of, new_canvas, read

XS = (50.0, 230.0, 300.0, 370.0)


def table(rows: Sequence[tuple[str, Sequence[str], float]], indent: float) -> list[list[str]]:
    """The grid of ruled rows: list number, lines of the label, and how far below the first line the number stands."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 9)
    top = 60.0
    for number, lines, down in (("", ("Kegiatan",), 0.0), *rows):
        height = 12 * len(lines) + 6
        for x0, x1 in pairwise(XS):
            canvas.rect(x0, 842 - top - height, x1 - x0, height)
        for k, line in enumerate(lines):
            canvas.drawString(XS[0] + indent, 842 - top - 12 - 12 * k, line)
        if number:
            canvas.drawString(XS[0] + 4, 842 - top - 12 - down, number)
        for x in XS[1:3]:
            canvas.drawString(x + 4, 842 - top - 12, "2021" if not number else "50")
        top += height
    (fragment,) = read(finish(canvas, buffer)).fragments
    return grid_of(fragment)


@pytest.mark.parametrize("down", [0.0, 6.0, 12.0])
@pytest.mark.parametrize("mark", ["2", "2.", "b."])
def test_a_number_beside_the_lines_comes_first(down: float, mark: str) -> None:
    lines = ("Pengelolaan pasar rakyat", "dan pedagang kecil")
    assert table([(mark, lines, down)], 18)[1][0] == f"{mark} {lines[0]}\n{lines[1]}"


def test_a_number_inside_the_text_stays() -> None:
    lines = ("Pengelolaan pasar rakyat di", "2 kecamatan dan satu kota")
    assert table([("", lines, 0)], 4)[1][0] == "\n".join(lines)
