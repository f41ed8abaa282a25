"""Tables of a document as HTML: the reconstructed grid with heads, levels and values, and the raw grid for formats without pages.

Ten thousand cells are written by joining texts; every text of a document is escaped.
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
_RAW_HEAD, _RAW_AROUND = 6, 60  # rows
_STATES = ("ambiguous", "contradicted", "unproven", "answered", "reviewed", "proven", "consistent", "blank")  # the worst first


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is shown: in "en", "id" or "both" languages; with `links` each cell leads to its question, else it has an anchor.
    `answered` are decisions that have an answer, `marked` the cells to show."""

    language: str
    links: bool = True
    answered: Set[str] = frozenset()
    marked: Set[str] = frozenset()


def grid_to_html(document: SeenDocument, table: SeenTable, look: Look) -> Markup:
    """The table as a person would draw it: heads over columns, names indented by level, values with their sign."""
    rows = [_head_html(table, look)]
    body: list[str] = []
    previous = ""
    joins = {join.fragment: join for join in table.joins}
    indent = _levels(document, table)
    for row in table.rows:
        fragment = next((ref.rpartition("/")[0] for ref in row.refs), previous)
        if previous and fragment != previous:
            body.append(_break_html(document, table, fragment, fragment in joins, look))
        previous = fragment or previous
        body.append(_row_html(document, table.columns, row, indent.get(row.index, -1), look))
    widths = [_width(column) for column in table.columns]
    columns = "".join(f'<col width="{width}">' for width in widths)
    # known widths: a browser lays ten thousand cells out without measuring each
    opening = f'<table class="grid" width="{sum(widths)}"><colgroup>{columns}</colgroup>'
    return Markup(f"{opening}{''.join(rows)}<tbody>{''.join(body)}</tbody></table>")


def _width(column: SeenColumn) -> int:
    """Pixels: enough for a name of several words, a figure of money, a unit."""
    if column.role in _NAMES:
        return 230
    return 118 if column.role in {"value", "unknown"} else 84 if column.role in {"unit", "code", "number"} else 150


def _levels(document: SeenDocument, table: SeenTable) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in table.rows:
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
        cells.append(
            f'<{tag}{scope} class="label{level}{unread}"{_mark(set(shown) & look.marked)}{_place(ref, look)}>{content}</{tag}>'
        )
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
