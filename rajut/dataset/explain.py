"""The whole story of one value or cell, in words, from the published files alone; with a picture when the document is at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rajut.dataset.decided import cell_to_decisions, decisions_to_lines, doubts_to_lines, value_to_doubts
from rajut.dataset.explain_words import Words, words_for
from rajut.dataset.export import number_to_text
from rajut.dataset.rows import Rows, find_rows
from rajut.publish.commit import read_snapshot
from rajut.publish.recover import file_sha256
from rajut.stage.file import list_staged, read_pictures
from rajut.workers.alone import call_alone
from rajut.workers.isolate import Limits
from schemas.codes.evidence import evidence_to_indonesian
from schemas.errors import UsageError
from schemas.geometry import BBox
from schemas.provenance import parse_cell_ref


@dataclass(frozen=True, slots=True)
class Explanation:
    """`lines` are sentences in reading order, ready to print; `facts` the rows they come from, for machines (`--json`);
    `picture` is a PNG of the cell's surroundings, None without pages or without the document."""

    reference: str
    lines: tuple[str, ...]
    facts: dict[str, Any]
    picture: bytes | None = None


def explain_value(
    out: Path, reference: str, language: str = "en", source: Path | None = None, limits: Limits | None = None
) -> Explanation:
    """Explains an observation_id, a cell_ref (p3/t1/r4c2), or a cell_ref behind the document_id or the source_name, in "en" or "id".

    `source` is the document's file, or the folder that it was converted from: it gives the picture, when its bytes are still the
    ones that were read. Raises UsageError: "output-missing" without a dataset, "reference-unknown", and "reference-ambiguous" for
    a cell_ref that several documents have.
    """
    read_snapshot(out)
    document_id, cell_ref, observation = _resolve(out, reference)
    facts = _collect(out, document_id, cell_ref, observation)
    lines = facts_to_lines(facts, words_for(language))
    return Explanation(reference, tuple(lines), facts, _picture(out, facts, source, limits))


def _resolve(out: Path, reference: str) -> tuple[str, str, dict[str, Any] | None]:
    for table in ("observations", "rejected"):
        found = find_rows(out, table, observation_id=reference)
        if found:
            return found[0]["document_id"], found[0]["cell_ref"], found[0]
    document_id, _, rest = _named(out, reference).partition("/")
    wanted = {"document_id": document_id, "cell_ref": rest} if _is_cell_ref(rest) else {"cell_ref": reference}
    cells = find_rows(out, "cells", **wanted) if _is_cell_ref(wanted["cell_ref"]) else []
    if not cells:
        raise UsageError("reference-unknown", name=reference, detail=_nearest(out, reference))
    if len(cells) > 1:
        choices = ", ".join(f"{cell['document_id']}/{reference}" for cell in cells[:3])
        raise UsageError("reference-ambiguous", name=reference, detail=choices + (", ..." if len(cells) > 3 else ""))
    return cells[0]["document_id"], cells[0]["cell_ref"], None


def _named(out: Path, reference: str) -> str:
    """A reference that begins with the name of a document ("renja/dinas.pdf/p3/t1/r4c2") with its document_id instead."""
    parts = reference.split("/")
    for end in (len(parts) - 3, len(parts) - 2):
        found = find_rows(out, "documents", source_name="/".join(parts[:end])) if end > 0 else []
        if found and found[0]["document_id"] is not None and _is_cell_ref("/".join(parts[end:])):
            return "/".join([found[0]["document_id"], *parts[end:]])
    return reference


def _is_cell_ref(text: str) -> bool:
    try:
        parse_cell_ref(text)
    except ValueError:
        return False
    return True


def _nearest(out: Path, reference: str) -> str:
    """A hint: the cell exists in no document, or the text is no reference at all."""
    last = reference.rsplit("/", 3)[-3:]
    return "no such cell" if _is_cell_ref(reference) or _is_cell_ref("/".join(last)) else "no such observation_id or cell_ref"


def _collect(out: Path, document_id: str, cell_ref: str, observation: dict[str, Any] | None) -> dict[str, Any]:
    observations = find_rows(out, "observations", document_id=document_id, cell_ref=cell_ref)
    rejected = find_rows(out, "rejected", document_id=document_id, cell_ref=cell_ref)
    cells = find_rows(out, "cells", document_id=document_id, cell_ref=cell_ref)
    table_id = (observation or (cells or [{}])[0]).get("table_id")
    findings = find_rows(out, "findings", document_id=document_id)
    own = [row for row in findings if row["cell_ref"] == cell_ref]
    return {
        "document": next(iter(find_rows(out, "documents", document_id=document_id)), None),
        "table": next(iter(find_rows(out, "tables", table_id=table_id)), None) if table_id else None,
        "cell": cells[0] if cells else None,
        "observation": observation if observation and "checks" not in observation else None,
        "observations": observations,
        "rejected": rejected,
        "repairs": [row for row in own if row["type"] == "repair"],
        "findings": [row for row in own if row["type"] != "repair"],
        "related": [row for row in findings if cell_ref in (row["related_refs"] or "").split(";")],
        "decisions": cell_to_decisions(out, document_id, cell_ref),
        "doubts": {row["measure"]: value_to_doubts(out, document_id, cell_ref, row["measure"]) for row in observations},
    }


def facts_to_lines(facts: dict[str, Any], words: Words) -> list[str]:
    """The story: where it stands, what was read, what was done to it, what it became, what it rests on, what else was noticed."""
    lines = _where(facts, words) + _read(facts, words)
    lines += _told(words.repairs, facts["repairs"], words) if facts["repairs"] else [words.no_repair]
    chosen = [facts["observation"]] if facts["observation"] else facts["observations"]
    for row in chosen:
        lines += _value(row, words, facts["doubts"].get(row["measure"]))
    for row in facts["rejected"]:
        lines.append(words.rejected.format(reason=row[f"reason_{words.language}"], checks=row["checks"]))
    others = len(facts["observations"]) - len(chosen)
    if others > 0:
        lines.append(words.others.format(count=others))
    lines += _told(words.findings, facts["findings"], words) + _told(words.related, facts["related"], words)
    return lines + decisions_to_lines(facts["decisions"], words)


def _where(facts: dict[str, Any], words: Words) -> list[str]:
    document, table, cell = facts["document"], facts["table"], facts["cell"]
    lines = [words.document.format(**_shown(document))] if document else []
    if table:
        lines.append(words.table.format(**_shown(table)))
    if cell:
        place = words.on_page if cell["page"] else words.no_page
        lines.append(place.format(**_shown(cell)))
        if cell["x0"] is not None:
            lines.append(words.box.format(**{side: f"{cell[side]:.0f}" for side in ("x0", "top", "x1", "bottom")}))
    return lines


def _read(facts: dict[str, Any], words: Words) -> list[str]:
    cell = facts["cell"]
    if not cell:
        return []
    read = words.read if (cell["text"] or "").strip() else words.read_blank
    text = " ⏎ ".join((cell["text"] or "").splitlines())
    role, fate = words.roles[cell["role"]], words.dispositions[cell["disposition"]]
    return [read.format(text=text, engine=cell["engine"] or "?"), words.fate.format(role=role, fate=fate)]


def _value(row: dict[str, Any], words: Words, doubts: dict[str, Any] | None) -> list[str]:
    shown = _shown(row)
    lines = ["", words.observation.format(**shown), words.statuses[row["value_status"]].format(**shown)]
    if row["scale"] not in (None, 1.0):
        lines.append(words.scale.format(**shown))
    lines.append(words.measures.format(measure=words.measure_names[row["measure"]], label=row["period_label"]))
    names = [(name, row[name]) for name in _LABELS if row.get(name)]
    lines += [words.label.format(name=words.labels[name], text=text) for name, text in names]
    lines.append(words.level.format(level=row["level"], basis=words.bases.get(row["level_basis"], row["level_basis"])))
    lines.append(words.confidences[row["confidence"]])
    parts = {part: row[f"{part}_confidence"] for part in ("value", "name", "column") if row.get(f"{part}_confidence")}
    if parts:
        lines.append(words.parts.format(**{part: words.confidence_names[level] for part, level in parts.items()}))
    lines += doubts_to_lines(doubts, words)
    if row["flags"]:
        lines.append(words.flags.format(flags=row["flags"].replace(";", ", ")))
    return lines


_LABELS = ("objective", "program", "activity", "sub_activity", "indicator", "formula", "unit", "responsible", "location")


def _told(title: str, findings: Rows, words: Words) -> list[str]:
    if not findings:
        return []
    lines = ["", title]
    for row in findings:
        lines.append(f"  - {row[f'message_{words.language}']} [{row['code']}]")
        if row["before"] is not None and row["after"] is not None:
            lines.append(f"    '{row['before']}' → '{row['after']}'")
        evidence = row["evidence"] or ""
        evidence = evidence_to_indonesian(evidence) if words.language == "id" else evidence
        if evidence and evidence not in row[f"message_{words.language}"]:
            lines.append(f"    {words.evidence}: {evidence}")
    return lines


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _shown_value(value) for name, value in row.items()}


def _shown_value(value: Any) -> Any:
    if value is None:
        return "–"
    return number_to_text(value) if isinstance(value, float) else value


def _picture(out: Path, facts: dict[str, Any], source: Path | None, limits: Limits | None) -> bytes | None:
    cell, document = facts["cell"], facts["document"]
    if not cell or not document or cell["x0"] is None or not cell["page"]:
        return None
    path = _source_file(source, document)
    if path is not None:
        box = BBox(*(cell[side] for side in ("x0", "top", "x1", "bottom")))
        return call_alone(_draw, (path, cell["page"], box), limits, path.name)
    return _staged_picture(out, document["source_name"], cell["cell_ref"])


def _draw(asked: tuple[Path, int, BBox]) -> bytes | None:
    from extract.pdfium.crops import boxes_to_crops

    path, page, box = asked
    (crop,) = boxes_to_crops(path, [(page, box)], scale=2.0)
    return crop.png if crop else None


def _source_file(source: Path | None, document: dict[str, Any]) -> Path | None:
    """The file, when it still has the bytes that were read; a picture of another file would prove nothing."""
    candidates: Sequence[Path] = () if source is None else (source, source / document["source_name"])
    for path in candidates:
        if path.is_file() and (file_sha256(path) or "").startswith(document["document_id"]):
            return path
    return None


def _staged_picture(out: Path, source_name: str, cell_ref: str) -> bytes | None:
    from base64 import b64decode

    for staged in list_staged(out):
        if staged.source_name == source_name:
            for picture in read_pictures(staged):
                if picture.cell_ref == cell_ref:
                    return b64decode(picture.png)
    return None
