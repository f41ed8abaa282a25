"""Tables of a document as HTML: the reconstructed grid with heads, levels and values, and the raw grid for formats without pages.

Of a long table only the rows around the cells in question are written at first, the others part by part when they are asked for; every
text of a document is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup, escape

from rajut.seen.seen_document import Row, SeenColumn, SeenDocument, SeenRow, SeenTable
from rajut.seen.seen_words import SIGNS, both, role_words, tell

_INDENT = {"program": 0, "activity": 1, "sub_activity": 2}
_NAMES = frozenset({"plan_item", "activity_or_sub", "program", "activity", "sub_activity", "indicator", "objective"})
_MONEY_LONG = 4
_RAW_HEAD, _RAW_AROUND = 6, 20  # rows
_MOST_CELLS, _PART_CELLS, _FEWEST_ROWS = 2000, 700, 20  # of a table that is written at once, and of a part of a longer one
_ROW_HEIGHT = 38  # pixels, about
_STATES = ("ambiguous", "contradicted", "unproven", "answered", "reviewed", "proven", "consistent", "blank")  # the worst first


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is shown: in "en", "id" or "both" languages; with `links` each cell leads to its question, else it has an anchor.
    `answered` are decisions that have an answer, `marked` the cells to show; `part` is the part of a long table to show with them, `at`
    the question that is asked."""

    language: str
    links: bool = True
    answered: Set[str] = frozenset()
    marked: Set[str] = frozenset()
    part: int = 0
    at: str = ""


def grid_to_html(document: SeenDocument, table: SeenTable, look: Look) -> Markup:
    """The table as a person would draw it: heads over columns, names indented by level, values with their sign."""
    parts = _parts(table) if look.links else [range(len(table.rows))]
    shown = {0, look.part, *(at for ref in look.marked if (at := cell_to_part(document, table, ref)) is not None)}
    bodies = [
        part_to_html(document, table, at, look) if at in shown else _waiting_html(table, at, rows, look)
        for at, rows in enumerate(parts)
    ]
    widths = [_width(column) for column in table.columns]
    columns = "".join(f'<col width="{width}">' for width in widths)
    # known widths: a browser lays ten thousand cells out without measuring each
    opening = f'<table class="grid" width="{sum(widths)}"><colgroup>{columns}</colgroup>'
    return Markup(f"{opening}{_head_html(table, look)}{''.join(bodies)}</table>")


def _parts(table: SeenTable) -> list[range]:
    """The rows of a table, in one part or, of a long one, in several."""
    count, columns = len(table.rows), max(1, len(table.columns))
    step = max(1, count) if count * columns <= _MOST_CELLS else max(_FEWEST_ROWS, _PART_CELLS // columns)
    return [range(start, min(start + step, count)) for start in range(0, count, step)] or [range(0)]


def cell_to_part(document: SeenDocument, table: SeenTable, ref: str) -> int | None:
    """In which part of the table the cell stands; None for one outside its body."""
    row = document.row_of.get(ref)
    if row is None or document.table_of.get(ref) is not table:
        return None
    return next((at for at, rows in enumerate(_parts(table)) if row.index in rows), None)


def part_to_html(document: SeenDocument, table: SeenTable, part: int, look: Look) -> Markup:
    """A part of the table's rows; "" for one that is not there."""
    parts = _parts(table) if look.links else [range(len(table.rows))]
    if not 0 <= part < len(parts):
        return Markup("")
    rows = parts[part]
    body: list[str] = []
    previous = next((_fragment_of(row) for row in reversed(table.rows[: rows.start]) if _fragment_of(row)), "")
    joins = {join.fragment for join in table.joins}
    indent = _levels(document, table.rows[rows.start : rows.stop])
    for row in table.rows[rows.start : rows.stop]:
        fragment = _fragment_of(row) or previous
        if previous and fragment != previous:
            body.append(_break_html(document, table, fragment, fragment in joins, look))
        previous = fragment
        body.append(_row_html(document, table.columns, row, indent.get(row.index, -1), look))
    number = f' data-part="{part}"' if look.links else ""
    return Markup(f"<tbody{number}>{''.join(body)}</tbody>")


def _fragment_of(row: SeenRow) -> str:
    return next((ref.rpartition("/")[0] for ref in row.refs), "")


def _waiting_html(table: SeenTable, part: int, rows: range, look: Look) -> str:
    """The room of rows that are not there yet, with a link to them."""
    words = tell("rows_part", look.language, first=rows.start + 1, last=rows.stop)
    link = f'<a href="?at={quote(look.at, safe="")}&amp;table={table.number}&amp;rows={part}">{words}</a>'
    cell = f'<td class="wait" colspan="{max(1, len(table.columns))}" height="{len(rows) * _ROW_HEIGHT}">{link}</td>'
    return f'<tbody data-part="{part}" data-wait="yes"><tr>{cell}</tr></tbody>'


def _width(column: SeenColumn) -> int:
    """Pixels: enough for a name of several words, a figure of money, a unit."""
    if column.role in _NAMES:
        return 230
    return 118 if column.role in {"value", "unknown"} else 84 if column.role in {"unit", "code", "number"} else 150


def _levels(document: SeenDocument, rows: Sequence[SeenRow]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        for ref in row.refs:
            for one in document.values.get(ref, ())[:1]:
                if one["level"] in _INDENT:
                    found[row.index] = _INDENT[one["level"]]
    return found


def _head_html(table: SeenTable, look: Look) -> str:
    depth = max((len(column.path) for column in table.columns), default=0)
    lines: list[str] = []
    for level in range(depth):
        cells: list[str] = []
        for prefix, group in groupby(table.columns, key=lambda c, level=level: (c.path[: level + 1], level < len(c.path))):  # type: ignore[misc]
            members = list(group)
            text = prefix[0][level] if prefix[1] else ""
            span = f' colspan="{len(members)}"' if len(members) > 1 else ""
            refs = {ref for column in members for ref in column.cells}
            cells.append(f"<th{span}{_mark(refs & look.marked)}>{escape(text)}</th>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    meanings = "".join(_meaning_html(table, column, look) for column in table.columns)
    return f'<thead>{"".join(lines)}<tr class="meaning">{meanings}</tr></thead>'


def _meaning_html(table: SeenTable, column: SeenColumn, look: Look) -> str:
    decision = f"column:{table.first}#c{column.column}"
    kind = "answered" if decision in look.answered else "" if column.proven or column.role != "value" else "unproven"
    meaning = escape(meaning_words(column.answer, look.language))
    refs = {*column.cells[-1:], decision}
    sign = f'<span class="sign" aria-hidden="true">{SIGNS[kind]}</span>' if kind else ""
    content = f"{meaning}{sign}"
    if look.links:
        name = f"{tell('k_column', look.language)} {column.column + 1}: {meaning}"
        content = f'<a href="?at={quote(decision, safe="")}" aria-label="{name}">{content}</a>'
    place = f' data-ref="{escape(column.cells[-1] if column.cells else decision)}"' if look.links else ""
    return f'<th class="{kind}"{_mark(refs & look.marked)}{place}>{content}</th>'


@lru_cache(maxsize=1024)
def meaning_words(answer: str, language: str) -> str:
    """What a column holds, short, from the answer that a person would give who agrees: "target 2021", "budget 2022 ×1000 Rp".

    >>> meaning_words("role=value; measure=target; period_kind=year; year=2021; scale=1", "en")
    'target 2021'
    """
    given = dict(part.split("=", 1) for part in answer.split("; ") if "=" in part)
    if given.get("role", "value") != "value":
        return role_words(given["role"], language)
    kind = given.get("period_kind", "")
    year = given.get("year", "")
    when = Markup("{} {} ").format(role_words(kind, language), given["subperiod"]) if "subperiod" in given else ""
    scale = given.get("scale", "1")
    parts: tuple[str, ...] = (
        role_words(given.get("measure", "value"), language),
        role_words(given["revision"], language) if "revision" in given else "",
        when + year,
        "" if scale == "1" else f"×{scale}",
        given.get("unit", ""),
    )
    shown = [part for part in parts if part]
    return Markup(" ").join(shown) if language == "both" else " ".join(shown)


def _row_html(
    document: SeenDocument,
    columns: Sequence[SeenColumn],
    row: SeenRow,
    indent: int,
    look: Look,
) -> str:
    cells: list[str] = []
    named = False
    for column, slot in zip(columns, row.cells, strict=False):
        shown = [ref for ref in slot if document.text(ref).strip()] or list(slot[:1])
        if not shown:
            cells.append("<td></td>")
            continue
        ref = shown[0]
        ones = document.values.get(ref)
        if ones and column.role == "value":
            own = [one for one in ones if one["row"] == row.index] or ones
            cells.append(_value_html(document, ref, own, look))
            continue
        text = " ".join(" ".join(document.text(part).split()) for part in shown)
        level = ""
        if not named and column.role in _NAMES and text and indent >= 0:
            level, named = f" lvl{indent}", True
        tag, scope = ("th", ' scope="row"') if column.role in _NAMES and text else ("td", "")
        content = str(escape(text))
        if look.links and text:
            content = f'<a href="?at={quote(f"cell:{ref}", safe="")}">{content}</a>'
        if f"label:{ref}" in look.answered:
            content += f'<span class="sign" aria-hidden="true">{SIGNS["answered"]}</span>'
        unread = " unread" if column.role == "unknown" else ""
        more = f' data-more="{escape(" ".join(shown[1:]))}"' if look.links and len(shown) > 1 else ""
        place = f"{_mark(set(shown) & look.marked)}{_place(ref, look)}{more}"
        cells.append(f'<{tag}{scope} class="label{level}{unread}"{place}>{content}</{tag}>')
    return f'<tr class="{escape(row.role)}">{"".join(cells)}</tr>'


def _place(ref: str, look: Look) -> str:
    return f' data-ref="{escape(ref)}"' if look.links else f' id="{escape(ref)}"'


def _value_html(document: SeenDocument, ref: str, ones: Sequence[Row], look: Look) -> str:
    parts: list[str] = []
    states: list[str] = []
    for one in ones:
        named = document.place_of[one["observation_id"]]
        decision = f"value:{named}"
        state = value_state(one, decision in look.answered or f"check:{named}" in look.answered)
        states.append(state)
        sign = f"{SIGNS.get(state, '')}{SIGNS['repaired'] if _repaired(one) and state != 'answered' else ''}"
        shown, printed = value_text(one, look.language), str(one["value_text"] or "")
        below = f"<small>{escape(printed)}</small>" if printed and printed != shown else ""
        spoken = f'<span class="sign" title="{escape(state)}">{sign}</span>' if sign else ""
        content = f"{escape(shown) or '&nbsp;'}{spoken}{below}"
        parts.append(
            f'<a class="{state}" href="?at={quote(decision, safe="")}">{content}</a>'
            if look.links
            else f'<span class="one {state}">{content}</span>'
        )
    worst = min(states, key=_STATES.index, default="blank")
    return f'<td class="value {worst}"{_mark({ref} & look.marked)}{_place(ref, look)}>{"".join(parts)}</td>'


def value_state(one: Row, answered: bool) -> str:
    """Which sign and colour a value has."""
    if one["confidence"] == "reviewed":
        return "reviewed"
    if answered:
        return "answered"
    if one["value_status"] == "blank":
        return "blank"
    return "ambiguous" if one["value_status"] == "ambiguous" else str(one["confidence"])


def _repaired(one: Row) -> bool:
    return any(flag in {"number-joined", "letter-in-number", "row-rejoined"} for flag in (one["flags"] or "").split(";"))


def value_text(one: Row, language: str) -> str:
    """A value for people, with a thin space between thousands: 1 500 000, ≥ 80, 3 – 5, BB, "–" for none; the decimal sign is that of
    the language."""
    status = one["value_status"]
    if status in {"number", "bound"} and one["value"] is not None:
        sign = "" if status == "number" else f"{one['comparator']} "
        return (
            Markup("{}{}").format(sign, number_text(one["value"], language))
            if language == "both"
            else sign + number_text(one["value"], language)
        )
    if status == "range":
        low, high = (number_text(one[name], language) for name in ("value_low", "value_high"))
        return Markup("{} – {}").format(low, high) if language == "both" else f"{low} – {high}"
    if status == "category":
        return str(one["category"])
    return "" if status == "blank" else str(one["value_text"] or "–")


def number_text(number: float, language: str) -> str:
    """Digits in threes, a comma ("id") or point before decimals, no exponent."""
    text = f"{number:.12f}".rstrip("0").rstrip(".") if abs(number) < 1e15 else f"{number:.0f}"
    whole, _, rest = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits or 0):,}".replace(",", "\u202f") if len(digits) > _MONEY_LONG else digits
    if not rest:
        return sign + grouped
    if language == "both":
        return both(f"{sign}{grouped}.{rest}", f"{sign}{grouped},{rest}")
    return f"{sign}{grouped}{',' if language == 'id' else '.'}{rest}"


def _break_html(document: SeenDocument, table: SeenTable, fragment: str, joined: bool, look: Look) -> str:
    page = next((row["page"] for ref, row in document.cells.items() if ref.startswith(f"{fragment}/")), None)
    text = tell("break_joined", look.language, page=page) if page else tell("break_plain", look.language)
    link = (
        f'<a href="?at={quote(f"join:{fragment}", safe="")}">⤵ {text}</a>'
        if joined and look.links
        else f"<span>⤵ {text}</span>"
    )
    return f'<tr class="break"><td colspan="{max(1, len(table.columns))}">{link}</td></tr>'


def raw_to_html(document: SeenDocument, fragments: Sequence[str], cell: str, marked: Set[str]) -> Markup:
    """The fragments as they were read, spans kept: what stands in for the page where there is none. Of long ones the first rows, and
    those around the cell in question."""
    by_fragment: Mapping[str, list[tuple[str, Row]]] = {fragment: [] for fragment in fragments}
    asked = document.cells.get(cell, {})
    for ref, row in document.cells.items():
        fragment = row["fragment_ref"]
        if fragment in by_fragment:
            middle = asked["row"] if asked.get("fragment_ref") == fragment else 0
            if row["row"] < _RAW_HEAD or abs(row["row"] - middle) <= _RAW_AROUND:
                by_fragment[fragment].append((ref, row))
    return Markup("").join(Markup(part) for cells in by_fragment.values() for part in _raw_table(cells, marked))


def _raw_table(cells: Sequence[tuple[str, Row]], marked: Set[str]) -> Iterator[str]:
    yield '<table class="raw"><tbody>'
    for _, line in groupby(
        sorted(cells, key=lambda item: (item[1]["row"], item[1]["column"])), key=lambda item: item[1]["row"]
    ):
        parts = []
        for ref, row in line:
            spans = "".join(
                f' {name}="{row[key]}"' for name, key in (("rowspan", "row_span"), ("colspan", "column_span")) if row[key] > 1
            )
            text = escape(row["text"] or "")
            parts.append(
                f'<td{spans} class="{escape(row["role"])}"{_mark({ref} & marked)} data-ref="{escape(ref)}">{text}</td>'
            )
        yield f"<tr>{''.join(parts)}</tr>"
    yield "</tbody></table>"


def _mark(found: Set[str]) -> str:
    return ' data-marked="yes"' if found else ""
