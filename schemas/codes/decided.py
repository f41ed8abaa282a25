"""Which decision each code tells of: what a person would answer to have it otherwise. Codes of reading and finding tables tell of none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from schemas.codes import CODES
from schemas.decision import DecisionKind
from schemas.finding import Stage

_BY_STAGE: Mapping[Stage, DecisionKind] = {"number": "value", "text": "label", "header": "column", "level": "level"}
_OTHERS: Mapping[str, DecisionKind | None] = {
    "fragment-joined": "join",
    "join-doubtful": "join",
    "row-rejoined": "label",
    "row-clipped": "label",
    "row-cut-doubtful": "label",
    "text-cut": "label",
    "text-across-rule": "label",
    "row-unstacked": "row",
    "total-found": "row",
    "row-unnamed": "row",
    "indicator-without-values": "row",
    "unit-missing": "unit",
    "value-merged": "value",
    "parts-below": "value",
    "sum-differs": "value",
    "total-differs": "value",
    "ratio-differs": "value",
    "figures-differ": "value",
    "scale-doubtful": "column",
    "header-missing": "header",
    "stub-assumed": "stub",
    "columns-inferred": "table",
    "kind-not-planning": "table",
    "marks-only": "table",
    "context-used": "program",
    "capitals-lowered": None,  # of the document's profile, which nobody can answer
}
DECIDED: Mapping[str, DecisionKind | None] = MappingProxyType(
    {code: _OTHERS[code] if code in _OTHERS else _BY_STAGE.get(spec.stage) for code, spec in CODES.items()}
)
"""By code; None where it tells of no decision that can be answered."""
