"""The programme that a table belongs to, from banner rows and headings around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalize.repair import fold, notes_to_findings
from normalize.rows.records import Label
from normalize.text.mend import DocumentWords, raw_to_text
from schemas.finding import Finding
from schemas.kind import TableKind
from schemas.lexicon import lexicon
from schemas.logical import LogicalTable, PlacedCell

_PROGRAM = lexicon().either("plan.program")
_NAME = re.compile(rf"^(?:{lexicon().either('plan.named')}\s+)?{_PROGRAM}\s*:?\s+(?!/)(?=.*[a-z]{{3}})", re.IGNORECASE)
_NEAR, _LONGEST = 3, 120
_SHORT_WORD = 4  # letters: such words stand in small letters within a title
_NOT_A_NAME = re.compile(
    rf"^{_PROGRAM}\s*(?:/|&|{lexicon().either('quantities.and')})\s*{lexicon().either('plan.activity')}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ProgramContext:
    """The programme in force at this point of the document; None before the first one."""

    program: Label | None = None


def table_to_program(
    table: LogicalTable, kind: TableKind, context: ProgramContext, lexicon: DocumentWords, *, named: bool = False
) -> tuple[Label | None, ProgramContext, tuple[Finding, ...]]:
    """The programme of a table, the context for the next one, and the repairs of the name that this table prints.

    A table of a kind that opens a programme takes the name nearest above its header (title row, else heading); one that inherits
    takes what is in force, unless it prints a name itself. Other kinds have the one that a heading just above names, unless their columns
    (`named`) do, and leave the context as it is.
    """
    printed, repairs = _nearest_name(table, lexicon)
    if kind.program == "none":
        own = printed if not named and printed is not None and _is_near(table, printed) else None
        return own, context, repairs if own is not None else ()
    if kind.program == "own":
        return printed, ProgramContext(printed), repairs
    program = printed if printed is not None else context.program
    return program, ProgramContext(program), repairs


def _is_near(table: LogicalTable, name: Label) -> bool:
    """True for a title row, and for a heading of at most 120 characters among the last texts before the table."""
    if name.placed is not None:
        return True
    near = [block for block in table.context[-_NEAR:] if len(block.text) <= _LONGEST]
    return any(
        fold(block.text) == fold(name.text)
        and (block.kind == "heading" or block.bold or block.text.isupper() or (block is near[-1] and _is_titled(block.text)))
        for block in near
    )


def _is_titled(text: str) -> bool:
    """True for words of which all but a few begin in capitals, without the point of a sentence: a title, whatever its type."""
    words = [word for word in text.split() if len(word) > _SHORT_WORD and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 1 and capitals * 5 >= len(words) * 4 and text.rstrip()[-1] not in ".:;,"


def _nearest_name(table: LogicalTable, lexicon: DocumentWords) -> tuple[Label | None, tuple[Finding, ...]]:
    for text, cell in reversed(list(_texts_above(table))):
        folded = fold(text)
        if _NAME.match(folded) and not _NOT_A_NAME.match(folded):
            reading, ref = raw_to_text(text, lexicon), cell.ref if cell is not None else None
            repairs = notes_to_findings(reading.repairs, (), ref, table.number)
            return Label(reading.text, (ref,) if ref is not None else (), False, cell), repairs
    return None, ()


def _from_name(text: str) -> str:
    """The text from the line on that begins with a programme's name; lines of one block may be titles of their own."""
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines) if _NAME.match(fold(line)) and not _NOT_A_NAME.match(fold(line))]
    return "\n".join(lines[starts[-1] :]) if starts else text


def _texts_above(table: LogicalTable) -> Iterator[tuple[str, PlacedCell | None]]:
    for block in table.context:
        yield _from_name(block.text), None
    for row in table.titles:
        for cell in row.printed:
            yield cell.text, cell
