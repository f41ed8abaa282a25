"""Pictures for the report, drawn while the document is at hand: the report itself must not depend on the sources being there."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

import pyarrow
import pyarrow.compute as pc

from rajut.report.risk import doubtful_cells, finding_to_risk
from rajut.stage.file import Picture
from schemas.geometry import BBox

PER_DOCUMENT = 12
_WORTH_A_PICTURE = 40


def frames_to_pictures(frames: Mapping[str, pyarrow.Table], source: Path, most: int = PER_DOCUMENT) -> tuple[Picture, ...]:
    """The cells of the document's riskiest findings, at most `most` of them, drawn from its pages. Empty for a format without
    pages, for a document without risk, and for one that cannot be drawn."""
    from extract.pdfium.crops import boxes_to_crops

    wanted = _risky_cells(frames, most)
    places = _places(frames["cells"], wanted)
    crops = boxes_to_crops(source, list(places.values())) if places else []
    return tuple(
        Picture(ref, _corners(crop.box), _corners(crop.mark), b64encode(crop.png).decode())
        for ref, crop in zip(places, crops, strict=True)
        if crop is not None
    )


def _risky_cells(frames: Mapping[str, pyarrow.Table], most: int) -> list[str]:
    doubtful = doubtful_cells(frames["observations"])
    risks: dict[str, int] = {}
    for finding in frames["findings"].filter(pc.is_valid(frames["findings"].column("cell_ref"))).to_pylist():
        risk = finding_to_risk(finding, doubtful)
        if risk >= _WORTH_A_PICTURE:
            risks[finding["cell_ref"]] = max(risks.get(finding["cell_ref"], 0), risk)
    # of equal risk the earlier one first, as in the report: its first cards are those with a picture
    return sorted(risks, key=lambda ref: -risks[ref])[:most]


def _places(cells: pyarrow.Table, wanted: list[str]) -> dict[str, tuple[int, BBox]]:
    chosen = cells.filter(pc.is_in(cells.column("cell_ref"), value_set=pyarrow.array(wanted, pyarrow.string())))
    return {
        row["cell_ref"]: (row["page"], BBox(row["x0"], row["top"], row["x1"], row["bottom"]))
        for row in chosen.to_pylist()
        if row["page"] is not None and row["x0"] is not None
    }


def _corners(box: BBox) -> tuple[float, float, float, float]:
    return (round(box.x0, 1), round(box.top, 1), round(box.x1, 1), round(box.bottom, 1))
