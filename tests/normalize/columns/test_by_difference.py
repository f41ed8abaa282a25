"""What one column prints is what became of two others: their change, whatever the heads say."""

from __future__ import annotations

import pytest

from normalize.columns.by_difference import columns_to_differences
from schemas.observation import Observation
from tests.normalize.knitted import headed
from tests.tables import codes, normalize, table

AMENDED = """
    Description      | FY 2025 Adopted Budget | FY 2025 Amended Budget | {head} | %
    Records software | 15,000                 | 16,500                 | {first}              | 10.0
    Police overtime  | 893,500                | 894,000                | 500                  | 0.1
    Regular salaries | 837,000                | 833,000                | (4,000)              | (0.5)
    Uniforms         | 79,500                 | 79,500                 | -                    | -
    Road salt        | 5,500                  | 9,750                  | 4,250                | 77.3
"""


def read(head: str = "Increase/(Decrease)", first: str = "1,500") -> tuple[list[Observation], list[str]]:
    document = normalize(table(AMENDED.format(head=head, first=first)))
    return [one for one in document.observations if one.labels.indicator == "Records software"], codes(document)


@pytest.mark.parametrize("head", ["Increase/(Decrease)", "Variance"])
def test_after_less_before_is_the_change_of_the_budget(head: str) -> None:
    """Both amounts get their places in the revision, the difference their measure and year, and its percentage is no achievement."""
    found, told = read(head)
    assert [(o.measure, o.period.year, o.revision) for o in found] == [
        ("budget", 2025, "before"),
        ("budget", 2025, "after"),
        ("budget", 2025, "change"),
        ("other", 2025, "change"),
    ]
    assert "change-by-difference" in told


def test_a_fall_is_less_than_nothing() -> None:
    """Brackets are a sign; a dash beside equal amounts says nothing against the change."""
    document = normalize(table(AMENDED.format(head="Increase/(Decrease)", first="1,500")))
    changes = [o.value for o in document.observations if o.revision == "change" and o.measure == "budget"]
    assert changes == [1500, 500, -4000, None, 4250]


def test_columns_in_the_other_order() -> None:
    """The amended budget may stand first: what rose tells which was before."""
    text = """
        Description | FY 2025 Budget A | FY 2025 Budget B | Variance
        Salaries    | 16,500           | 15,000           | 1,500
        Overtime    | 894,000          | 893,500          | 500
        Road salt   | 9,750            | 5,500            | 4,250
    """
    document = normalize(table(text))
    assert [o.revision for o in document.observations[:3]] == ["after", "before", "change"]


def test_a_difference_of_two_years_changes_neither() -> None:
    """Growth from one year to the next is no revision of a budget."""
    text = AMENDED.format(head="Increase/(Decrease)", first="1,500").replace("FY 2025 Adopted", "FY 2024 Adopted")
    document = normalize(table(text))
    assert "change" not in {o.revision for o in document.observations}


def test_two_rows_that_agree_are_too_few() -> None:
    """A column that is mostly another figure stays open."""
    text = AMENDED.format(head="Increase/(Decrease)", first="7,777").replace("4,250 ", "9,999 ")
    assert "change-by-difference" not in codes(normalize(table(text)))


def test_nothing_is_told_of_columns_that_are_known() -> None:
    """A column that has a measure of its own is not looked at."""
    knitted, columns = headed("A | FY 2024 Budget | FY 2025 Budget\nX | 5 | 6\nY | 7 | 9\nZ | 1 | 4")
    assert columns_to_differences(knitted, columns) == (tuple(columns), ())


def test_a_change_between_the_two_amounts_below_a_word_that_nothing_knows() -> None:
    """Councils print what was moved between the budget and what became of it."""
    text = """
        Scheme       | Budget 2024 | Re-profiling | Revised Budget 2024
        Kitchens     | 2,450       | (310)        | 2,140
        Carbon works | 1,200       | 150          | 1,350
        Bridges      | 640         | (240)        | 400
        Resurfacing  | 3,100       | -            | 3,100
    """
    document = normalize(table(text))
    assert [(o.measure, o.revision, o.value) for o in document.observations[:3]] == [
        ("budget", "before", 2450),
        ("budget", "change", -310),
        ("budget", "after", 2140),
    ]


def test_a_change_without_a_measure_takes_that_of_its_amounts() -> None:
    """ "Bertambah/(Berkurang)" stands apart from the heads over targets and amounts: the amounts differ by it."""
    text = """
        Kegiatan  | Anggaran Sebelum Perubahan 2024 | Anggaran Setelah Perubahan 2024 | Bertambah/(Berkurang)
        Rambu     | 3.000.000.000        | 3.500.000.000        | 500.000.000
        Uji kir   | 1.200.000.000        | 1.150.000.000        | (50.000.000)
        Terminal  | 400.000.000          | 450.000.000          | 50.000.000
    """
    changes = [(o.measure, o.value) for o in normalize(table(text)).observations if o.revision == "change"]
    assert changes == [("budget", 500_000_000), ("budget", -50_000_000), ("budget", 50_000_000)]
