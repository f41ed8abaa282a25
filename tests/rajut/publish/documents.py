"""Made-up documents for the tests of publishing: a small readable one, and any document that hypothesis can think of."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import strategies as st

from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.normalized import NormalizedDocument
from schemas.observation import CellRole, Disposition, DocumentProfile, Labels, LedgerCell, Observation, Period, TableSummary
from schemas.provenance import CellRef, FragmentRef, SourceDocument
from schemas.result import DocumentResult
from schemas.table import Cell, Fragment

YEARS = (2021, 2022, 2023)
TARGETS = (
    ("Program Penunjang", "Nilai SAKIP", "Nilai", ("70", "72,5", "")),
    ("Program Pelayanan", "Indeks kepuasan", "%", ("80", "BB", "90")),
)


def make_source(name: str = "renstra.pdf", content: str = "renstra", *, pages: int = 1) -> SourceDocument:
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    return SourceDocument(name, sha256, "application/pdf", len(content), ((595.0, 842.0),) * pages)


def make_result(
    name: str = "renstra.pdf",
    content: str = "renstra",
    targets: tuple[tuple[str, str, str, tuple[str, ...]], ...] = TARGETS,
    *,
    page: int = 1,
) -> DocumentResult:
    """A document of one table: program, indicator, unit, and a target per year; the second header cell was repaired."""
    ref = FragmentRef(page, 1)
    header = ("Program", "Indikator", "Satuan", "20 21", *(str(year) for year in YEARS[1:]))
    grid = [header, *((program, indicator, unit, *values) for program, indicator, unit, values in targets)]
    cells = tuple(
        Cell(
            row, column, text, box=BBox(50 + 80 * column, 100 + 20 * row, 130 + 80 * column, 120 + 20 * row) if page else None
        )
        for row, line in enumerate(grid)
        for column, text in enumerate(line)
    )
    fragment = Fragment(ref, len(grid), len(header), cells, engine="ruled")
    observations = tuple(
        _observation(CellRef(ref, row + 1, 3 + index), row, target, index)
        for row, target in enumerate(targets)
        for index in range(len(YEARS))
    )
    ledger = tuple(LedgerCell(fragment.cell_ref(cell), 1, *_role(cell)) for cell in cells)
    repair = Finding(
        "number-joined",
        cell=CellRef(ref, 0, 3),
        table=1,
        before="20 21",
        after="2021",
        evidence="consecutive years",
        related=(CellRef(ref, 0, 4),),
    )
    profile = DocumentProfile("Renstra 2021-2023", "Kabupaten Contoh", "Dinas Contoh", "renstra", 2021, 2023)
    summary = TableSummary(1, "generic", "Target", (ref,), 1, len(targets), len(header), None)
    normalized = NormalizedDocument(profile, (summary,), observations, ledger, (repair,))
    source = make_source(name, content, pages=page)
    return DocumentResult(source, "flagged", (fragment,), normalized, (repair,))


def _role(cell: Cell) -> tuple[CellRole, Disposition]:
    if cell.row == 0:
        return ("column_label", "used")
    if cell.column < 3:
        return ("row_label", "used")
    return ("value", "used") if cell.text else ("value", "blank")


def _observation(cell: CellRef, row: int, target: tuple[str, str, str, tuple[str, ...]], index: int) -> Observation:
    program, indicator, unit, values = target
    text = values[index]
    number = float(text.replace(",", ".")) if text[:1].isdigit() else None
    return Observation(
        table=1,
        table_kind="generic",
        row=row,
        cell=cell,
        labels=Labels(program=program, indicator=indicator, unit=unit),
        level="program",
        level_basis="printed",
        measure="target",
        revision=None,
        period=Period("year", YEARS[index]),
        period_label=f"Target › {YEARS[index]}",
        value_text=text,
        value_status="blank" if not text else "category" if number is None else "number",
        value=number,
        value_low=None,
        value_high=None,
        comparator="=" if number is not None else None,
        category=text if text and number is None else None,
        scale=1.0,
        confidence="consistent",
        flags=("number-joined",) if index == 0 else (),
    )


def break_observation(result: DocumentResult, index: int, **changes: object) -> DocumentResult:
    """The same document with one observation changed, for example into one that breaks the contract."""
    assert result.normalized is not None
    observations = list(result.normalized.observations)
    observations[index] = replace(observations[index], **changes)  # type: ignore[arg-type]
    return replace(result, normalized=replace(result.normalized, observations=tuple(observations)))


def refused_result(name: str = "locked.pdf", content: str = "locked") -> DocumentResult:
    return DocumentResult(
        make_source(name, content),
        "refused",
        error_code="document-encrypted",
        error_en=f"'{name}' is encrypted.",
        error_id=f"'{name}' terenkripsi.",
    )


_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
_VALUES = st.one_of(
    st.just(""),
    st.integers(0, 10**9).map(str),
    st.sampled_from(["BB", "WTP", "A", "12,5", "99.9"]).map(lambda text: text.replace(".", ",")),
)
_TARGET = st.tuples(_WORDS, _WORDS, _WORDS, st.tuples(_VALUES, _VALUES, _VALUES))


@st.composite
def results(draw: st.DrawFn, name: str | None = None) -> DocumentResult:
    """Any document of one table, with or without pages, sometimes refused."""
    name = name or draw(st.sampled_from(["a.pdf", "b/c.pdf", "ü ñ.docx", "d.md", "e.html"]))
    content = draw(st.text(max_size=5))
    if draw(st.integers(0, 9)) == 0:
        return refused_result(name, content)
    targets = draw(st.lists(_TARGET, max_size=4))
    return make_result(name, content, tuple(targets), page=draw(st.sampled_from([0, 1, 3])))


def batches() -> st.SearchStrategy[list[DocumentResult]]:
    """Several documents with names of their own; some may have the same bytes."""
    return st.lists(results(), max_size=5, unique_by=lambda result: result.source.source_name)
