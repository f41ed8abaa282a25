"""A dataset with doubts, and a desk before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rajut.batch.run import BatchOptions, convert_batch
from rajut.cli.review import find_source, publish_again
from rajut.pipeline import ConvertOptions
from rajut.review.desk import Desk, DeskSetup
from rajut.seen.doubts import Doubt
from rajut.seen.seen_document import SeenDocument

PLAN = """# Rencana Strategis

| Program/Kegiatan | Indikator | Satuan | Target 2021 | Target 2022 | Lain |
| --- | --- | --- | --- | --- | --- |
| Program Penataan Jalan | Jumlah jalan mantap | Km | 15 | 12 5 | 7 |
| Penataan Jembatan | Jumlah jembatan baik | Unit | 1.500 | 2.500 | 8 |
| Pembinaan <b>Teknis</b> | Persentase kelulusan | % | 80 | 98,45 | 9 |
| Penataan Drainase | Panjang saluran baik | m | 3 41 | 7 82 | 10 |
"""


@dataclass(frozen=True)
class Placed:
    """A desk, the folder of its dataset, and the one document on it."""

    desk: Desk
    out: Path
    source: Path
    document_id: str

    @property
    def seen(self) -> SeenDocument:
        found = self.desk.seen(self.document_id)
        assert found is not None
        return found

    @property
    def doubts(self) -> list[Doubt]:
        return [doubt for group in self.desk.groups(self.document_id) for doubt in group.doubts]


def convert(source: Path, out: Path) -> None:
    convert_batch([source], out, BatchOptions(jobs=0))


def place(
    folder: Path, text: str = PLAN, *, read_only: bool = False, at_hand: bool = False, now: Callable[[], str] | None = None
) -> Placed:
    """The desk with this document; with `at_hand` it may be read again and published."""
    source, out = folder / "plan.md", folder / "out"
    source.write_text(text, encoding="utf-8")
    convert(source, out)
    return open_again(source, out, read_only=read_only, at_hand=at_hand, now=now)


def open_again(
    source: Path, out: Path, *, read_only: bool = False, at_hand: bool = False, now: Callable[[], str] | None = None
) -> Placed:
    """A desk before a dataset that is there."""
    options = ConvertOptions()
    setup = DeskSetup(
        out,
        "sari",
        read_only=read_only,
        options=options,
        source_of=lambda staged: find_source(source.parent, staged) if at_hand else None,
        publish=(lambda sources: publish_again(out, sources, options)) if at_hand else None,
        now=now or (lambda: "2026-11-26T08:00:00Z"),
    )
    desk = Desk(setup)
    return Placed(desk, out, source, next(iter(desk.listed)))
