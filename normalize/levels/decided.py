"""The level of a row as a decision with a name, and what people are told of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from normalize.levels.solve import SURE_MARGIN, LevelChoice
from normalize.rows.records import Label
from schemas.decision import Decision, Sign, Subject
from schemas.finding import Finding
from schemas.observation import Level, LevelBasis
from schemas.provenance import CellRef
from schemas.sign_sentences import signs_to_evidence

_OTHER = {"activity": "sub_activity", "sub_activity": "activity"}


def level_to_decision(
    cells: Sequence[CellRef], level: Level, basis: LevelBasis, choice: LevelChoice | None = None
) -> Decision | None:
    """The decision about the row whose name stands in `cells`; None for a name without a cell. What was solved by sums and words has a
    runner-up, what a code or the print says has none."""
    if not cells:
        return None
    subject = Subject("level", str(cells[0]))
    if choice is None:
        return Decision(subject, level, signs=(Sign(f"level_by_{basis}"),))
    odds = None if math.isinf(choice.margin) else round(choice.margin, 2)
    return Decision(subject, level, odds, _OTHER[choice.level], choice.signs or (Sign("level_order"),))


def level_to_finding(label: Label, choice: LevelChoice, table: int) -> Finding:
    """That a level was inferred, surely or not, and from what."""
    fields = (
        ("name", label.text),
        ("level", choice.level),
        ("other", _OTHER[choice.level]),
        ("margin", "no other" if math.isinf(choice.margin) else f"{choice.margin:.1f}"),
    )
    return Finding(
        "level-inferred" if choice.margin >= SURE_MARGIN else "level-doubtful",
        cell=label.cells[0] if label.cells else None,
        table=table,
        evidence=signs_to_evidence(choice.signs or (Sign("level_order"),), places=1),
        fields=fields,
        decision=Subject("level", str(label.cells[0])) if label.cells else None,
    )
