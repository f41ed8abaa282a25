"""What is each row: title, header, column numbers, group, data, total, note, repeated header, blank.

A role is decided from several signs (words of the column heads, years, value coherency below, spans, style), never from one.
The split between header and body is the important decision: it is the row after the last row that still looks like a head,
seen from the top; column-number rows end a header for certain.

Line classification from the values below it follows the idea of Pytheas (Christodoulakis et al., VLDB 2020), with the words
of the planning domain added.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from normalize.knit.column_numbers import is_column_number_row
from normalize.knit.head_claims import heads_contradict, prints_parts_of
from normalize.knit.head_signs import cell_to_head_weight, contradicts_years, is_measure_head, prints_figures
from normalize.knit.known_header import (
    HEAD_LIKENESS,
    Verdict,
    boundary_of_known,
    heads_no_figures,
    known_below_titles,
    prints_again,
    repeats_heads,
    role_as_repeated,
    row_to_key,
)
from normalize.repair import fold
from normalize.text.look import begins_with_figure, text_to_column_number, text_to_shape
from normalize.words.heads import head_to_known, is_head_word, squash
from normalize.words.periods import BUDGET_YEAR_WORD, MONTHS, YEAR_WORD, text_to_open_count
from normalize.words.quantities import CATEGORY
from schemas.decision import Sign
from schemas.lexicon import lexicon
from schemas.logical import GridRow, PlacedCell, RoledRow

_LEXICON = lexicon()
_TOTAL, _TOTAL_OF, _PAGE_SUM, _SUMMARY = (
    re.compile(_LEXICON.either(f"rows.{kind}")) for kind in ("total", "total_of", "page_sum", "summary")
)
_NOTE = re.compile(rf"^(?:\*\)?|{_LEXICON.either('rows.note')})\s*[:.]|^\*+\)?\s*\w", re.IGNORECASE)
_PERIOD_WORD = re.compile(
    rf"^(?:{YEAR_WORD}|{BUDGET_YEAR_WORD}|{_LEXICON.either('periods.quarter', 'periods.semester', 'periods.short_budget_year')})"
    r"\b.{0,24}$|^(?:i|ii|iii|iv)$|.*\b(?:19|20)\d\d\b.{0,12}$",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[IVX]{1,5}|[A-Z])[.)]?")
_HEADER_LIMIT = 10
_BODY_LIKENESS = 93.0
_LONG_KEY = 20
_NUMBERED_LEVEL = re.compile(r"^[^\W\d_][^\d]{2,30}\s\d{1,2}(?:\.\d{1,2}){0,3}[.:]?$")
_FEW, _MOSTLY = 3, 0.7
_FEWER = 0.35  # of the texts of a row that prints two measures and no figure must be known heads


def rows_to_roles(
    rows: Sequence[GridRow],
    known_header: Sequence[GridRow] = (),
    known_titles: Sequence[GridRow] = (),
    known_figures: Set[int] = frozenset(),
    chosen: int | None = None,
) -> tuple[RoledRow, ...]:
    """The role of every row of one fragment, top to bottom, with the sign that says so.

    `known_header` and `known_titles` are those of the table that this fragment may continue: rows that print them again become
    "repeated_header". A title says so only together with the header. `known_figures` are the columns in which that table prints
    figures. A fragment without any head starts with its body. `chosen` is the number of head rows where that was decided elsewhere.
    """
    repeated = tuple(row_to_key(row) for row in known_header if row.printed)
    boundary, reasons = _header_boundary(rows, known_figures)
    boundary = boundary_of_known(rows, boundary, reasons, repeated)
    if boundary == 0 and (found := known_below_titles(rows, repeated)):
        boundary, reasons = found
    if known_header and known_figures and heads_no_figures(rows[:boundary], reasons, known_header, known_figures):
        boundary = 0
    if chosen is not None:
        boundary = min(chosen, len(rows))
        reasons = {position: reasons.get(position) or _chosen_role(row) for position, row in enumerate(rows[:boundary])}
    roled = [RoledRow(row, *reasons[position]) for position, row in enumerate(rows[:boundary])]
    heads = [item.row for item in roled if item.role == "header"]
    printed = (*repeated, *(row_to_key(row) for row in heads if len(row.printed) > 1))
    above = {(cell.column, squash(cell.text)) for row in (*known_header, *heads) for cell in row.printed}
    roled.extend(
        RoledRow(row, "repeated_header", Sign("row_heads_again"))
        if repeats_heads(row, above)
        else RoledRow(row, *_body_role(row, printed, (*known_header, *heads)))
        for row in rows[boundary:]
    )
    again = heads and all(prints_again(row, repeated, HEAD_LIKENESS) or prints_parts_of(row, known_header) for row in heads)
    if again and heads_contradict(heads, known_header) is None:
        titles = {row_to_key(row) for row in known_titles}
        roled = [role_as_repeated(item, titles) for item in roled]
    return tuple(roled)


def _chosen_role(row: GridRow) -> Verdict:
    """The role of a row that is part of the head because the whole reading is better so."""
    if not row.printed:
        return "blank", Sign("row_blank")
    if is_column_number_row(row):
        return "column_numbers", Sign("row_column_numbers")
    wide = len(row.printed) == 1 and row.printed[0].column_span * 2 > len(row.slots)
    return ("title", Sign("row_title")) if wide else ("header", Sign("row_better_reading"))


def _header_boundary(rows: Sequence[GridRow], figures: Set[int]) -> tuple[int, dict[int, Verdict]]:
    """The index of the first body row, and the roles of the rows before it."""
    roles: dict[int, Verdict] = {}
    boundary = 0
    numeric = _numeric_columns(rows) | figures
    for position, row in enumerate(rows[:_HEADER_LIMIT]):
        seen_head = any(role == "header" for role, _ in roles.values())
        above = rows[position - 1] if position else None
        verdict = _head_role(row, numeric, seen_head=seen_head, above=above)
        if (
            verdict is None
            and not seen_head
            and _is_wordy(row)
            and _leads_to_header(rows, position, numeric, after_head=False)
        ):
            verdict = "title", Sign("row_title")
        if not seen_head and _is_numbered_title(row) and _leads_to_header(rows, position, numeric, after_head=False):
            verdict = "title", Sign("row_numbered_title")
        counts = above is not None and bool(row.printed) and _counts_years(row, above)
        heads = [rows[at] for at, (role, _) in roles.items() if role == "header"]
        if verdict is not None and verdict[0] == "header" and not counts:
            verdict = None if prints_figures(row, numeric) or contradicts_years(row, heads) else verdict
        if verdict is None or verdict[0] == "title":
            verdict = (
                _incoherent_role(row, numeric)
                or _enclosed_role(row, roles)
                or _below_blank_role(rows, position, roles)
                or verdict
            )
        counted = any(role == "column_numbers" for role, _ in roles.values())
        if verdict is None or (counted and len(row.printed) == 1):
            break  # below the column numbers a text alone is a row's
        roles[position] = verdict
        if verdict[0] in {"header", "column_numbers"} or (verdict[0] == "blank" and position == 0):
            boundary = position + 1
        if len(row.printed) == 1 and not _leads_to_header(rows, position, numeric, after_head=boundary > 1):
            boundary = min(boundary, position)
            break
    if (numbered := _numbers_of_columns(rows)) is not None and numbered >= boundary:
        return numbered + 1, {at: roles.get(at) or _chosen_role(row) for at, row in enumerate(rows[: numbered + 1])}
    # A title or blank row counts as part of the head only when a head row follows it.
    return boundary, {position: role for position, role in roles.items() if position < boundary}


def _numbers_of_columns(rows: Sequence[GridRow]) -> int | None:
    """The row that numbers the columns below rows without figures: all above it is head, whatever its words. None without one."""
    for position, row in enumerate(rows[:_HEADER_LIMIT]):
        if is_column_number_row(row):
            return position if position else None
        if any(cell.shape == "number" for cell in row.printed):
            return None
    return None


def _is_numbered_title(row: GridRow) -> bool:
    """A number of a section and words right of it, nothing else: "8.5 | Strategic objectives and targets"."""
    return (
        len(row.printed) == 2
        and _SECTION.fullmatch(fold(row.printed[0].text)) is not None
        and text_to_shape(row.printed[1].text) == "text"
    )


def _numeric_columns(rows: Sequence[GridRow]) -> frozenset[int]:
    """Columns of which most printed cells are numbers; a dash says nothing either way."""
    shapes: dict[int, Counter[bool]] = defaultdict(Counter)
    for row in rows:
        for cell in row.printed:
            if cell.column_span == 1 and (shape := cell.shape) != "nil":
                shapes[cell.column][shape == "number"] += 1
    return frozenset(
        column for column, counts in shapes.items() if counts[True] >= _FEW and counts[True] >= _MOSTLY * counts.total()
    )


def _incoherent_role(row: GridRow, numeric: frozenset[int]) -> Verdict | None:
    """A row above the figures that prints words where the column holds numbers is a head, whatever its words are."""
    over = [cell for cell in row.printed if cell.column in numeric and cell.column_span == 1]
    shapes = [cell.shape for cell in over]
    words = [cell for cell, shape in zip(over, shapes, strict=True) if shape == "text" and _may_head(fold(cell.text))]
    if len(words) >= 2 and "number" not in shapes and "nil" not in shapes:
        return "header", Sign("row_words_over_numbers", details=(str(len(words)),))
    return None


def _enclosed_role(row: GridRow, roles: Mapping[int, Verdict]) -> Verdict | None:
    """A row of words below heads that span several columns, beside heads that reach down over it, lies inside the header."""
    covering = [cell for cell in row.slots if cell is not None and cell.cell.row < row.index and not cell.blank]
    if not covering or not row.printed or any(cell.shape in {"number", "nil"} for cell in row.printed):
        return None
    reaching = all(cell.cell.row in roles and roles[cell.cell.row][0] == "header" for cell in covering)
    bare = {cell.column for cell in row.printed}.isdisjoint(cell.column for cell in covering)
    whole = len(covering) + len(row.printed) >= len({cell.ref for cell in row.slots if cell is not None})
    return ("header", Sign("row_beside_heads")) if reaching and bare and whole else None


def _below_blank_role(rows: Sequence[GridRow], position: int, roles: Mapping[int, Verdict]) -> Verdict | None:
    """Words that stand only over figures, and blank where the header row above prints the heads of the labels: a second header row of a
    format that knows no spans."""
    row = rows[position]
    texts = [cell.shape for cell in row.printed]
    if len(texts) < 2 or set(texts) != {"text"} or not all(_may_head(fold(cell.text)) for cell in row.printed):
        return None
    if position - 1 not in roles or roles[position - 1][0] != "header":
        return None
    columns = {cell.column for cell in row.printed}
    heads = {cell.column for cell in rows[position - 1].printed}
    below = [
        cell.shape
        for other in rows[position + 1 : position + 6]
        for column in columns
        if (cell := other.anchor(column)) is not None and not cell.blank
    ]
    figures = below.count("number") >= len(columns) and set(below) <= {"number", "nil"}
    return ("header", Sign("row_blank_over_labels")) if figures and min(heads) < min(columns) else None


def _may_head(text: str) -> bool:
    """False for what stands among figures and is no number: a predicate, a figure with its unit ("24 karung"), a tick. "2019 Actuals" may
    head."""
    return any(sign.isalnum() for sign in text) and not CATEGORY.fullmatch(text) and not begins_with_figure(text)


def _is_wordy(row: GridRow) -> bool:
    """True for one or two texts and no figures: a title and what stands right of it."""
    return 0 < len(row.printed) <= 2 and all(cell.shape == "text" for cell in row.printed)


def _leads_to_header(rows: Sequence[GridRow], position: int, numeric: Set[int], *, after_head: bool) -> bool:
    """A text alone belongs to the head only when a row with several heads follows it, or stands before it."""
    if after_head:
        return True
    for row in rows[position + 1 : position + 4]:
        verdict = _head_role(row, numeric, seen_head=False)
        if verdict is None and not _is_wordy(row):
            return False
        if verdict is None:
            continue
        if verdict[0] == "header" and len(row.printed) > 1:
            return True
    return False


def _head_role(row: GridRow, numeric: Set[int], *, seen_head: bool, above: GridRow | None = None) -> Verdict | None:
    printed = row.printed
    if not printed:
        return "blank", Sign("row_blank")
    if is_column_number_row(row):
        if above is not None and _counts_years(row, above):
            return "header", Sign("row_counts_years")
        return "column_numbers", Sign("row_column_numbers")
    if _is_numbered_group(row):
        return None
    format_says = [cell.cell.header for cell in printed]
    heads = sum(cell_to_head_weight(cell, numeric) for cell in printed)
    periods = sum(_is_period_head(cell.text) for cell in printed)
    values = sum(cell.shape == "number" for cell in printed)
    if len(printed) == 1 and not seen_head:
        single = printed[0]
        if is_head_word(fold(single.text), longest=24) and single.column_span < len(row.slots) and single.column > 0:
            return "header", Sign("row_head_word")
        return "title", Sign("row_title")
    if len(printed) == 1 and printed[0].column_span >= 0.8 * len(row.slots):
        return None  # below a head row, one text over the whole width is a band of the body
    if values and values > periods + heads:
        return None
    measures = sum(is_measure_head(cell) for cell in printed)
    enough = len(printed) * _FEWER if measures >= 2 and not values else max(1, (len(printed) + 1) // 2)
    if heads + periods >= enough and (heads or periods >= 2 or seen_head):
        return "header", Sign("row_head_words", details=(f"{heads:g}", str(periods), str(len(printed))))
    if all(flag is True for flag in format_says) and not values:
        return "header", Sign("row_marked")
    return None


def _is_numbered_group(row: GridRow) -> bool:
    """The name of a level with its number, and beside it one text over the other columns: "Tujuan 1.1 | Meningkatnya mutu hidup"."""
    printed = row.printed
    if len(printed) != 2 or printed[1].column_span * 2 < len(row.slots):
        return False
    return _NUMBERED_LEVEL.match(fold(printed[0].text)) is not None and head_to_known(fold(printed[0].text)) is not None


def _counts_years(row: GridRow, above: GridRow) -> bool:
    """True when each number stands below a head that ends in "Tahun ke-" or "Triwulan"; a blank beside such a head, where the format
    knows no spans, stands for it."""
    return all(text_to_open_count(_head_over(above, cell.column)) is not None for cell in row.printed)


def _head_over(above: GridRow, column: int) -> str:
    own = above.slots[column]
    if own is None or not own.blank or own.cell.box is not None:
        return own.text if own is not None else ""
    return next((cell.text for cell in reversed(above.slots[:column]) if cell is not None and not cell.blank), "")


def _is_period_head(text: str) -> bool:
    folded = fold(text)
    if not folded or len(folded) > 40:
        return False
    return text_to_shape(folded) == "year" or _PERIOD_WORD.match(folded) is not None or folded.casefold().strip(".") in MONTHS


def _is_remark(cell: PlacedCell, columns: int) -> bool:
    """True for a sentence over most of the columns, beside a word or two ("Status: on track | All actions are funded and started.")."""
    text = fold(cell.text)
    return cell.column_span * 2 >= columns and cell.column_span > 1 and text.endswith(".") and len(text.split()) > _FEW


def _is_total(row: GridRow) -> bool:
    """A row that begins with "Jumlah" or "Total" alone, or with "Jumlah Belanja ..." and no other words: "Jumlah program ..." with a unit
    beside it is an indicator."""
    first, *others = row.printed
    squashed = squash(first.text).strip("()/,-")
    if _TOTAL.fullmatch(squashed):
        return True
    words = any(cell.shape == "text" for cell in others)
    return not words and len(fold(first.text)) < 40 and _TOTAL_OF.fullmatch(squashed) is not None


def _is_page_sum(row: GridRow) -> bool:
    """A row that the page prints for itself, no part of the table: "Jumlah halaman ini", "Pindahan" with figures and no other words."""
    first, *others = row.printed
    return _PAGE_SUM.fullmatch(squash(first.text).strip("()/,-")) is not None and not any(
        cell.shape == "text" for cell in others
    )


def _body_role(row: GridRow, repeated: Sequence[str], known_header: Sequence[GridRow]) -> Verdict:
    printed = row.printed
    if not printed:
        return "blank", Sign("row_blank")
    if len(printed) > 1 and prints_again(row, repeated, _BODY_LIKENESS):
        return "repeated_header", Sign("row_header_row_again")
    if len(printed) >= _FEW and len(row_to_key(row)) >= _LONG_KEY and prints_parts_of(row, known_header):
        return "repeated_header", Sign("row_header_parts")
    if is_column_number_row(row):
        return "column_numbers", Sign("row_column_numbers")
    first = printed[0]
    if _is_page_sum(row):
        return "furniture", Sign("row_page_sum", details=(fold(first.text),))
    if _is_total(row):
        return "total", Sign("row_total", details=(fold(first.text),))
    alone = first.column_span > 1 or first.column == 0 or all(cell.shape != "text" for cell in printed[1:])
    if _SUMMARY.fullmatch(squash(first.text)) and alone:
        return "total", Sign("row_summary", details=(fold(first.text)[:30],))
    if len(printed) == 1:
        if _NOTE.match(fold(first.text)):
            return "note", Sign("row_note")
        if first.column_span * 2 > len(row.slots) or (first.column == 0 and first.shape == "text"):
            return "group", Sign("row_label_alone")
    if len(printed) == 2 and _is_remark(printed[1], len(row.slots)):
        return "note", Sign("row_note")
    if len(printed) == 2 and text_to_column_number(first.text.rstrip(". ")) and printed[1].column_span * 2 > len(row.slots):
        return "group", Sign("row_numbered_label")
    return "data", Sign("row_data")
