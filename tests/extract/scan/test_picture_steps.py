"""From a page's picture to its rules and turns, step by step, on pictures drawn as arrays."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("scipy")  # the extra `ocr` brings it

from extract.ink.page import Array, Ink, page_to_ink
from extract.pages.scanned_pages import Frame, blocks_to_printed, is_picture, needs_eyes, page_to_scale
from extract.scan.mark_shapes import MarkShape
from extract.scan.page import with_common_baselines, with_common_sizes
from extract.scan.picture import Picture, grey_to_picture
from extract.scan.row_words import Mark, ScannedWord
from extract.scan.rulings import picture_to_rules
from extract.scan.skew import ink_to_skew, to_upright
from extract.scan.word_trust import word_to_recognised
from schemas.geometry import BBox
from schemas.page import Page
from schemas.table import TextBlock

SCALE = 300 / 72


def leaning(degrees: float) -> Array:
    """Lines two pixels thick across a page of 1000 x 800 pixels."""
    ink = np.zeros((1000, 800), dtype=bool)
    x = np.arange(100, 700)
    for y in range(100, 900, 80):
        at = (y + (x - 400) * math.tan(math.radians(degrees))).round().astype(int)
        ink[at, x] = ink[at + 1, x] = True
    return ink


@pytest.mark.parametrize("degrees", [0.0, 0.4, -1.5, 6.0])
def test_the_lean_of_a_page_is_found_and_undone(degrees: float) -> None:
    """To a tenth of a degree."""
    ink = leaning(degrees)
    assert ink_to_skew(ink) == pytest.approx(degrees, abs=0.1)
    upright = to_upright(np.where(ink, 0, 255).astype(np.uint8), degrees)
    assert ink_to_skew(upright < 128) == pytest.approx(0.0, abs=0.1)


def test_a_page_without_ink_leans_nowhere() -> None:
    """A blank one."""
    assert ink_to_skew(np.zeros((500, 400), dtype=bool)) == 0.0


def test_long_thin_runs_are_rules_and_letters_and_fills_are_none() -> None:
    """A level and an upright rule, a block of black, a short stroke."""
    ink = np.zeros((900, 900), dtype=bool)
    ink[200:203, 100:800] = True
    ink[250:800, 400:403] = True
    ink[600:700, 500:800] = True
    ink[820:822, 100:130] = True
    grey = np.where(ink, 20, 255).astype(np.uint8)
    rules = picture_to_rules(Picture(grey, np.full((450, 450), 255, np.uint8), ink, SCALE))
    (_, upright), (_, level) = sorted(zip(rules.flat.tolist(), rules.boxes.tolist(), strict=True))
    assert upright == pytest.approx([400, 250, 403, 800], abs=1)
    assert level == pytest.approx([100, 200, 800, 203], abs=1)
    assert rules.flat.sum() == 1


def test_shadow_on_the_paper_is_no_ink() -> None:
    """The light falls off to one side; the strokes stay."""
    light = np.linspace(255, 150, 640)[None, :].repeat(640, axis=0)
    light[300:304, 100:540] *= 0.3
    picture = grey_to_picture(light.astype(np.uint8), SCALE)
    assert picture.ink[301, 120:520].all()
    assert not picture.ink[100:250].any()


@pytest.mark.parametrize(
    ("hangs", "height", "character"), [(0.0, 0.15, "."), (0.12, 0.3, ","), (0.05, 0.3, None), (0.12, 0.1, None)]
)
def test_a_comma_hangs_below_the_line(hangs: float, height: float, character: str | None) -> None:
    """Between the two nothing is said."""
    assert MarkShape(hangs, height).character == character


def word(text: str, size: float, *trust: float, others: tuple[tuple[str, float], ...] = ()) -> ScannedWord:
    marks = tuple(Mark(c, t, others if k == 0 else (), 0.0) for k, (c, t) in enumerate(zip(text, trust, strict=True)))
    return ScannedWord(text, (0, 0, 10, 10), 10.0, size, marks, 0)


def test_a_word_is_as_sure_as_its_least_sure_character() -> None:
    """What else it may be, the most probable first; a mark that no network read is sure by its shape."""
    found = word_to_recognised(word("12", 9.0, 0.7, 0.99, others=(("7", 0.2), ("4", 0.06), ("l", 0.01))))
    assert (found.trust, found.readings) == (0.7, ("72", "42"))
    assert word_to_recognised(replace(word("", 9.0), text="-")).trust == 1.0


def test_sizes_that_scatter_are_made_one() -> None:
    """A document has few sizes; a heading keeps its own."""
    sizes = [found.size for found in with_common_sizes([word("a", size, 1.0) for size in (10.0, 10.2, 9.9, 18.0)])]
    assert len(set(sizes[:3])) == 1
    assert sizes[3] == 18.0


def page(**changes: object) -> Ink:
    return replace(page_to_ink(Page(1, 595, 842, 0, (), (), ())), **changes)  # type: ignore[arg-type]


def test_a_page_without_text_under_a_large_image_has_to_be_seen() -> None:
    """So has one with a scan's text layer or fonts without characters."""
    image = np.array([[0, 0, 595, 842]], np.float32)
    assert is_picture(page(images=image))
    assert not is_picture(page(images=image / 4))
    assert [needs_eyes(one) for one in (page(), page(hidden_layer=True), page(unmapped=3))] == [False, True, True]


def test_paper_is_read_at_300_dpi_and_photos_at_a_bounded_size() -> None:
    """They claim any size."""
    assert page_to_scale(595, 842) == pytest.approx(300 / 72)
    assert page_to_scale(4000, 3000) * 4000 == pytest.approx(4200)


def test_boxes_go_back_to_the_page_as_it_is_printed() -> None:
    """From the picture turned by a quarter."""
    block = TextBlock("a", "paragraph", 1, BBox(100, 50, 120, 60))
    frame = Frame(1, 0.0, (595, 842), (842, 595))
    (back,) = blocks_to_printed([block], frame)
    assert isinstance(back, TextBlock)
    assert back.box is not None
    assert (back.box.width, back.box.height) == (10, 20)
    assert blocks_to_printed([block], Frame(0, 0.0, (595, 842), (595, 842))) == [block]


def paper(noise: float = 4.0) -> Array:
    """Bare paper of 1200 x 1000 pixels with some noise."""
    return np.clip(np.random.default_rng(7).normal(248, noise, (1200, 1000)), 0, 255)


def to_picture(grey: Array) -> Picture:
    return grey_to_picture(grey.astype(np.uint8), SCALE)


def test_rules_too_pale_to_be_ink_are_rules() -> None:
    """Grey hairlines, as web pages print them."""
    grey = paper()
    grey[300:303, 100:900] -= 30
    grey[300:800, 500:503] -= 30
    picture = to_picture(grey)
    assert picture.ink[295:310].mean() < 0.01
    rules = picture_to_rules(picture)
    assert [box for box, flat in zip(rules.boxes.tolist(), rules.flat, strict=True) if flat] == [
        pytest.approx([100, 300, 900, 303], abs=6)
    ]
    assert [box for box, flat in zip(rules.boxes.tolist(), rules.flat, strict=True) if not flat] == [
        pytest.approx([500, 300, 503, 800], abs=6)
    ]


def test_filled_bands_are_shades_and_light_letters_on_them_become_ink() -> None:
    """A pale band and a dark one with white strokes; paper is none."""
    grey = paper()
    grey[200:300, 100:900] -= 40
    grey[500:600, 100:900] -= 160
    for x in range(150, 850, 40):
        grey[530:570, x : x + 6] = 245
    picture = to_picture(grey)
    assert [shade.box for shade in picture.shades] == [
        pytest.approx((100, 500, 900, 600), abs=5),
        pytest.approx((100, 200, 900, 300), abs=5),
    ]
    assert [shade.inverse for shade in picture.shades] == [True, False]
    assert picture.ink[535:565, 151:155].all()
    assert not picture.ink[510:520, 110:890].any()


def test_the_dark_edge_of_a_scanner_is_no_ink_but_a_table_that_reaches_it_stays() -> None:
    """The shadow goes, a rule that runs off the page does not."""
    grey = paper()
    grey[:, :30] = 20
    grey[600:603, 30:1000] = 20
    picture = to_picture(grey)
    assert not picture.ink[100:500, :40].any()
    assert picture.ink[601, 200:900].all()


def test_baselines_that_scatter_by_a_pixel_are_one() -> None:
    """Cells beside each other; the next line is its own."""
    words = [replace(word("a", 40.0, 1.0), baseline=at) for at in (100.0, 101.0, 99.5, 148.0)]
    assert len({found.baseline for found in with_common_baselines(words)}) == 2


def test_a_rule_that_leans_is_as_thick_as_its_stroke() -> None:
    """On a photo uprights stand askew; a box around all of one would be a fill."""
    grey = np.full((700, 500), 255, np.uint8)
    for y in range(100, 600):
        x = 200 + round(0.016 * (y - 100))
        grey[y, x : x + 3] = 20
    (box,) = picture_to_rules(grey_to_picture(grey, 300 / 72)).boxes.tolist()
    assert box[2] - box[0] == pytest.approx(3, abs=1.5)
    assert (box[0] + box[2]) / 2 == pytest.approx(205, abs=1.5)
