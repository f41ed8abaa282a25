"""Doubts and values as an Excel file in which people answer: colours and signs, a remark for each doubt, a column to fill in.

Sheet 1 holds the questions, those that change most first, sheet 2 every value. The last columns are hidden: they name what each row is
about, and the answers are read back by them (rajut.dataset.sheet_answers). No text of a document is a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rajut.printable import visible
from rajut.publish.commit import read_snapshot, unwritable_as_error
from rajut.seen.doubts import Doubt, document_to_groups
from rajut.seen.questions import cell_to_setting, doubt_to_question
from rajut.seen.seen_document import Row, SeenDocument, staged_to_seen, value_to_answer
from rajut.seen.seen_words import SIGNS, answer_words, cause_words, role_words, tell
from rajut.seen.sheet_html import value_state, value_text
from rajut.stage.file import list_staged
from schemas.errors import EngineError

KEYS = ("document_id", "decision", "read", "before")
ANSWER = ("Answer", "Jawaban")
NOTE = ("Why", "Alasan")
SHEETS = (("Questions", "Pertanyaan"), ("Values", "Nilai"))
_QUESTION_HEADS = (
    *(("Document", "Dokumen"), ("Page", "Halaman"), ("Table", "Tabel"), ("Why asked", "Sebab"), ("Touches", "Menyangkut")),
    *(("Row", "Baris"), ("Heads", "Kepala kolom"), ("Printed", "Tercetak"), ("Read as", "Dibaca sebagai")),
    *(("Choices", "Pilihan"), ("Picture", "Gambar")),
)
_VALUE_HEADS = (
    *(
        ("Document", "Dokumen"),
        ("Page", "Halaman"),
        ("Table", "Tabel"),
        ("Row", "Baris"),
        ("Measure", "Ukuran"),
        ("Year", "Tahun"),
    ),
    *(
        ("Unit", "Satuan"),
        ("Printed", "Tercetak"),
        ("Read as", "Dibaca sebagai"),
        ("Confidence", "Keyakinan"),
        ("Picture", "Gambar"),
    ),
)
_WIDTHS = {
    "Document": 22,
    "Why asked": 30,
    "Row": 48,
    "Heads": 30,
    "Printed": 26,
    "Read as": 22,
    "Choices": 26,
    "Confidence": 16,
}
_FILLS = {
    "unproven": "FFF4D6",
    "contradicted": "FFE3E0",
    "ambiguous": "FFE3E0",
    "reviewed": "DDF4E4",
    "answered": "DDF4E4",
    "answer": "FFFBE6",
    "head": "E3EAF1",
}
_LONGEST = 32_000


@dataclass(frozen=True, slots=True)
class SheetSize:
    """How many questions and values were written."""

    questions: int
    values: int


def export_review(out: Path, target: Path, language: str = "id") -> SheetSize:
    """Writes the file `target` for the dataset `out`. Raises UsageError "output-missing", EngineError without openpyxl,
    UnwritableError."""
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError as error:
        raise EngineError("engine-missing", name="openpyxl", extra="xlsx") from error
    read_snapshot(out)
    book = Workbook(write_only=True)
    first, second = (
        _Sheet(book, names[_index(language)], heads, language) for names, heads in zip(SHEETS, _HEADS, strict=True)
    )
    for staged in list_staged(out):
        if not staged.document_id:
            continue
        document = staged_to_seen(staged)
        for doubt in _doubts(document):
            first.add(_question_line(document, doubt, language))
        for one in document.observations:
            second.add(_value_line(document, one, language))
    partial = target.with_name(f".{target.name}.partial")
    with unwritable_as_error(target):
        try:
            book.save(partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    return SheetSize(first.rows, second.rows)


_HEADS = (_QUESTION_HEADS, _VALUE_HEADS)


def _index(language: str) -> int:
    return int(language == "id")


def _doubts(document: SeenDocument) -> Iterator[Doubt]:
    for group in document_to_groups(document):
        yield from group.doubts


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: `shown` in the order of the heads, `keys` in that of KEYS, the colour of the answer's neighbour, a remark on it."""

    shown: Sequence[Any]
    keys: Sequence[str]
    state: str = ""
    remark: str = ""
    link: str = ""


class _Sheet:
    """A sheet of one kind of rows. What Excel shows is written row by row, so that its memory does not grow with the dataset."""

    def __init__(self, book: Any, title: str, heads: Sequence[tuple[str, str]], language: str) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter

        self.sheet = book.create_sheet(title)
        self.fills = {name: PatternFill("solid", start_color=color) for name, color in _FILLS.items()}
        self.wrap = Alignment(wrap_text=True, vertical="top")
        self.bold, self.blue = Font(bold=True), Font(color="0B5CAD", underline="single")
        self.rows = 0
        names = [head[_index(language)] for head in (*heads, ANSWER, NOTE)]
        for at, head in enumerate((*heads, ANSWER, NOTE), 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(head[0], 12 if head != ANSWER else 28)
        for at in range(len(names) + 1, len(names) + len(KEYS) + 1):
            self.sheet.column_dimensions[get_column_letter(at)].hidden = True
        self.sheet.freeze_panes = "B2"
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}1"
        self.sheet.append([self._cell(name, "head", self.bold) for name in (*names, *KEYS)])

    def add(self, line: _Line) -> None:
        """Writes one row with an empty cell for the answer and one for the note."""
        cells = [self._cell(value) for value in line.shown]
        if line.link:
            cells[-1].hyperlink, cells[-1].font = line.link, self.blue
        read_as = cells[_READ_AS]
        if line.state in self.fills:
            read_as.fill = self.fills[line.state]
        if line.remark:
            read_as.comment = _comment(line.remark)
        blanks = [self._cell("", "answer"), self._cell("", "answer")]
        for blank in blanks:
            blank.number_format = (
                "@"  # what is typed stays as typed: Excel would make 98,45% to 0.9845 and 3/4 to a day in April
            )
        self.sheet.append([*cells, *blanks, *map(self._cell, line.keys)])
        self.rows += 1

    def _cell(self, value: Any, fill: str = "", font: Any = None) -> Any:
        from openpyxl.cell import WriteOnlyCell

        made = WriteOnlyCell(self.sheet, value=visible(value)[:_LONGEST] if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"  # a text that begins with '=' is no formula
        made.alignment = self.wrap
        if fill:
            made.fill = self.fills[fill]
        if font is not None:
            made.font = font
        return made


_READ_AS = 8  # "Read as" stands at the same place in both sheets


def _comment(text: str) -> Any:
    from openpyxl.comments import Comment

    return Comment(visible(text)[:_LONGEST], "Rajut", height=140, width=320)


def _question_line(document: SeenDocument, doubt: Doubt, language: str) -> _Line:
    question = doubt_to_question(document, doubt)
    setting = cell_to_setting(document, question.cell)
    labels = "; ".join(f"{role_words(name, language)}: {text}" for name, text in setting.labels)
    told = doubt.id if language == "id" else doubt.en
    state = value_state(setting.values[0], answered=False) if setting.values and question.kind == "value" else "unproven"
    before = question.before if question.kind in {"column", "table"} else answer_words(question.before, language)
    shown = (
        document.source_name,
        setting.page or None,
        question.table,
        cause_words(doubt.cause, language),
        doubt.reach,
        labels,
        " › ".join(setting.heads),
        question.read,
        f"{before} {SIGNS.get(state, '')}".strip(),
        "; ".join(answer_words(choice, language) for choice in question.candidates),
        str(tell("to_question", language)),
    )
    keys = (document.document_id, question.decision, question.read, question.before)
    return _Line(shown, keys, state, told or cause_words(doubt.cause, language), _link(document, question.decision))


def _value_line(document: SeenDocument, one: Row, language: str) -> _Line:
    state = value_state(one, answered=False)
    names = [str(one[name]) for name in ("program", "activity", "sub_activity", "indicator") if one[name]]
    place = document.place_of[one["observation_id"]]
    told = [finding for finding in document.findings if finding["cell_ref"] == one["cell_ref"]] if state in _DOUBTFUL else []
    shown = (
        document.source_name,
        one["page"],
        int(one["table_id"].rpartition("-t")[2]),
        " › ".join(names),
        role_words(one["measure"], language),
        one["year"],
        one["unit"],
        one["value_text"],
        one["value"] if one["value_status"] == "number" else value_text(one, language),
        f"{SIGNS.get(state, '')} {tell(f'c_{state}', language) if state != 'blank' else ''}".strip(),
        str(tell("to_question", language)),
    )
    remark = "\n".join(row["message_id" if language == "id" else "message_en"] for row in told)
    keys = (document.document_id, f"value:{place}", document.cell_read(one["cell_ref"]), value_to_answer(one))
    return _Line(shown, keys, state, remark, _link(document, f"value:{place}"))


_DOUBTFUL = frozenset({"unproven", "contradicted", "ambiguous"})


def _link(document: SeenDocument, decision: str) -> str:
    """The place in the document's page of the report, beside which the file is meant to lie."""
    place = decision.partition(":")[2].partition("#")[0]
    return f"report/{document.document_id}.html#{place}"
