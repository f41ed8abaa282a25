"""What a right reading of a sample gives, written from the plan alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from samples.plan import YEARS, Indicator, Plan, program_to_lines, text_to_number

COLUMNS = (
    "program", "activity", "sub_activity", "objective", "indicator", "unit", "measure", "year", "value_text", "value", "value_status",
)  # fmt: skip
Print = Callable[[Indicator, int], str]


def plan_to_csv(plan: Plan, print_value: Print) -> str:
    """One line per value, blanks too. `print_value(indicator, position)` is the text as the sample prints it, folded to one line;
    position -1 is the baseline."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for _, _, indicator in plan.goals:
        writer.writerows(_indicator_to_rows(("", "", ""), indicator, print_value))
    for program in plan.programs:
        for indicator in program.indicators:
            writer.writerows(_indicator_to_rows((program.name, "", ""), indicator, print_value))
        for line in program_to_lines(program):
            labels = (program.name, line.activity, line.sub_activity)
            writer.writerows(_indicator_to_rows(labels, line.indicator, print_value))
    for indicator in plan.commitments:
        writer.writerows(_indicator_to_rows(("", "", ""), indicator, print_value))
    return buffer.getvalue()


def _indicator_to_rows(labels: tuple[str, str, str], indicator: Indicator, print_value: Print) -> list[tuple[str, ...]]:
    head = (*labels, indicator.objective, indicator.text)
    rows: list[tuple[str, ...]] = []
    if indicator.baseline:
        unit = _unit(indicator, indicator.baseline)
        rows.append((*head, unit, "baseline", "", print_value(indicator, -1), *_value(indicator.baseline)))
    for position, year in enumerate(YEARS):
        text = indicator.values[position]
        rows.append((*head, _unit(indicator, text), "target", str(year), print_value(indicator, position), *_value(text)))
    return rows


def _unit(indicator: Indicator, text: str) -> str:
    """The unit of its column, or the sign that the figure carries where there is no such column."""
    return indicator.unit or ("%" if text.rstrip().endswith("%") else "")


def _value(text: str) -> tuple[str, str]:
    number = text_to_number(text)
    return ("", "blank") if number is None else (f"{number:g}", "number")


def as_printed(indicator: Indicator, position: int) -> str:
    """The figure as the plan prints it."""
    return indicator.baseline if position < 0 else indicator.values[position]
