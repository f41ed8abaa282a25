"""Tables as knit: fragments joined, rows with roles, columns with meanings. The normalizer's own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from schemas.decision import Decision, Sign, Subject
from schemas.observation import Measure, Period, Revision
from schemas.provenance import CellRef, FragmentRef
from schemas.table import Cell, Fragment, TextBlock

RowRole = Literal[
    "blank",  # nothing printed
    "title",  # one text over the whole width, above the header
    "header",
    "column_numbers",  # (1) (2) (3) ...
    "group",  # a label alone: programme band, department head
    "data",
    "total",
    "note",
    "repeated_header",
    "furniture",
]

ColumnRole = Literal[
    "number", "code", "vision", "mission", "goal", "goal_indicator", "objective", "objective_indicator", "strategy", "policy",
    "program", "activity", "sub_activity", "activity_or_sub", "plan_item", "indicator", "formula", "unit", "value",
    "responsible", "location", "note", "source", "schedule", "unknown",
]  # fmt: skip

LABEL_ROLES: frozenset[str] = frozenset(
    {
        "vision", "mission", "goal", "goal_indicator", "objective", "objective_indicator", "strategy", "policy", "program",
        "activity", "sub_activity", "activity_or_sub", "plan_item", "indicator", "formula", "code", "number",
    }
)  # fmt: skip


JOINED, APART = "joined", "apart"  # the choices of a join


Shape = Literal["blank", "number", "nil", "year", "code", "text"]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A source cell in the logical table. `column` and `column_span` are logical (they differ from the fragment's own when a
    column vanished on a later page); `shape` is what its text looks like, told once when it is placed; everything else is the cell as
    read, raised marks and the trust of its reader included."""

    ref: CellRef
    cell: Cell
    column: int
    column_span: int
    shape: Shape
    text: str = field(init=False, repr=False, compare=False)
    blank: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.cell.text)
        object.__setattr__(self, "blank", not self.cell.text.strip())


@dataclass(frozen=True, slots=True)
class GridRow:
    """One physical row of a fragment, `slots[c]` the cell that covers logical column c (a spanning cell is repeated), None
    where the fragment has no such column. `anchors` are the cells that start in this row, left to right, `printed` those of them
    that are not blank: settled once, as every step asks for them."""

    fragment: FragmentRef
    index: int
    slots: tuple[PlacedCell | None, ...]
    anchors: tuple[PlacedCell, ...] = field(init=False, repr=False, compare=False)
    printed: tuple[PlacedCell, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        anchors = tuple(
            cell
            for column, cell in enumerate(self.slots)
            if cell is not None and cell.column == column and cell.cell.row == self.index
        )
        object.__setattr__(self, "anchors", anchors)
        object.__setattr__(self, "printed", tuple(cell for cell in anchors if not cell.blank))

    def anchor(self, column: int) -> PlacedCell | None:
        """The cell that starts in this row and column; None for a covered position or a hole."""
        cell = self.slots[column]
        return cell if cell is not None and cell.column == column and cell.cell.row == self.index else None


SaidOfRow = Literal["joined", "several", "one", "own"]


@dataclass(frozen=True, slots=True)
class RoledRow:
    """A row with what it is and the sign that says so."""

    row: GridRow
    role: RowRole
    sign: Sign
    said: SaidOfRow | None = None
    """What a person says of it beside its role: that it goes on with the row above, holds a row in each line, or is one row; "own" where
    they gave its role, which a rest of another row has not."""

    @property
    def decision(self) -> Decision | None:
        """The decision about this row, by its first printed cell; None for a row that prints nothing."""
        if not self.row.printed:
            return None
        return Decision(Subject("row", str(self.row.printed[0].ref)), self.role, signs=(self.sign,))


@dataclass(frozen=True, slots=True)
class Join:
    """Whether a fragment continues a table: the decision, its `score` in 0..1, and whether it lies between the two thresholds
    (`doubtful`)."""

    decision: Decision
    score: float
    doubtful: bool

    @property
    def joined(self) -> bool:
        return self.decision.choice == JOINED


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """Fragments joined over pages. `number` counts from 1; `context` is the running text since the table before it."""

    number: int
    columns: int
    fragments: tuple[Fragment, ...]
    context: tuple[TextBlock, ...]
    titles: tuple[GridRow, ...]
    header: tuple[GridRow, ...]
    body: tuple[RoledRow, ...]
    joins: tuple[Join, ...]
    outside: tuple[RoledRow, ...]
    """Rows that are neither header nor body: blank headers, repeated headers, column numbers, furniture."""
    head_tails: tuple[PlacedCell, ...] = ()
    """Cells whose text went into a head that the page break cut."""
    absorbed: tuple[PlacedCell, ...] = ()
    """Cells whose text went into the cell on their right: list numbers that only some pages print in a column of their own."""

    def head_rows(self, fragment: FragmentRef) -> int:
        """How many rows of the fragment are its head, titles and column numbers included; 0 for one that begins with its body."""
        last = max((row.index for row in (*self.titles, *self.header) if row.fragment == fragment), default=-1) + 1
        numbered = (
            item.row.index + 1 for item in self.outside if item.role == "column_numbers" and item.row.fragment == fragment
        )
        return max([last, *(row for row in numbered if row <= last + 1)])


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What a column holds. `path` is the header from top to bottom, repaired; `measure`, `period`, `revision`, `scale` only for
    role "value". `cells` are the header cells that it was read from."""

    column: int
    role: ColumnRole
    path: tuple[str, ...]
    measure: Measure | None = None
    period: Period | None = None
    revision: Revision | None = None
    scale: float = 1.0
    unit: str | None = None
    cells: tuple[CellRef, ...] = ()
    proven: bool = True
    parts: tuple[ColumnMeaning, ...] = ()
    """Where each cell holds several values: what each of them means. Their `column` is virtual, past the table's last."""
