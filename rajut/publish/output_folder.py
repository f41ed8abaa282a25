"""Publishing: results of documents into a folder that BI tools read and auditors check.

    publish_results(results, out)                one call: stage all, publish

or, for a batch whose workers do the heavy part:

    with open_output(out) as folder:             lock, repair, recover; ours until the block ends
        folder.stage(result)                     here, or `stage_result(result, out)` in a worker
        summary = folder.publish(options)        merge, describe, commit
"""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rajut.identity.plans import tables_to_plan
from rajut.publish.commit import NEXT, SNAPSHOT, commit, fresh_next, locked_folder, read_snapshot, unwritable_as_error
from rajut.publish.descriptor import DESCRIPTOR, files_to_descriptor, files_to_snapshot
from rajut.publish.duckdb import DATABASE, write_duckdb
from rajut.publish.merge import remove_gone, split_twins, write_tables
from rajut.publish.recover import file_sha256, recover_staged
from rajut.publish.settled import remember_settled, settled_snapshot, staged_to_digest
from rajut.publish.views import VIEWS_FILE, views_to_sql
from rajut.report.build import REPORT, ReportOptions, rows_to_report, write_pages, write_report
from rajut.report.facts import ReportFacts
from rajut.seen.sampling import MeasuredShare
from rajut.stage.check import result_to_frames
from rajut.stage.file import Aside, Known, StagedDamagedError, StagedDocument, is_whole, list_staged, write_small, write_staged
from rajut.stage.folder_names import PRIVATE
from rajut.stage.hashed_file import WrittenFile, write_json, write_text
from rajut.stage.kept import keep_good
from rajut.stage.layout import result_to_layout
from rajut.stage.small import result_to_rows
from schemas.contracts.catalog import TABLES
from schemas.errors import ContractError, EngineError, UsageError
from schemas.result import DocumentResult


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """`keep` are the source names that are still there: all other documents are removed (`--prune`); None removes nothing.
    `duckdb` adds `rajut.duckdb`, which later publications keep up to date.
    `sources` says where the file of a source name lies, for the pictures of the report. `wait_seconds` is the patience with
    another run in the same folder. `language` is that in which the report opens where nothing tells the reader's, `share` what people
    found who checked values at random."""

    keep: frozenset[str] | None = None
    duckdb: bool = False
    sources: Mapping[str, Path] = field(default_factory=dict)
    wait_seconds: float = 10.0
    language: str = "en"
    share: MeasuredShare | None = None


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """What was published: rows per table, documents per status, and the files with their sizes. `changed` is False when the
    folder already held exactly this; `recovered` documents came back from the published files, `removed` were pruned,
    `duplicates` have the same bytes as another document."""

    out: Path
    rows: Mapping[str, int]
    status: Mapping[str, int]
    files: Mapping[str, int]
    changed: bool
    recovered: int = 0
    removed: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()


def publish_results(
    results: Iterable[DocumentResult],
    out: Path,
    options: PublishOptions = PublishOptions(),
) -> PublishSummary:
    """Adds the results to the dataset in `out` (replacing documents of the same source_name) and publishes the whole.

    Raises ContractError (exit 7) when a result breaks the contract as a whole, UnwritableError (8) when the folder cannot be
    written, belongs to another program or is busy; in each case the folder still holds what it held before.
    """
    with open_output(out, options.wait_seconds) as folder:
        for result in results:
            folder.stage(result, source=options.sources.get(result.source.source_name))
        return folder.publish(options)


class RowsLostError(ContractError):
    """Documents of the dataset whose rows are damaged and cannot be made again from what is published."""

    @property
    def names(self) -> tuple[str, ...]:
        """Their source names."""
        return tuple(self.fields["names"].split("\0"))


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder that is ours: locked, whole, with all its documents staged. `lost` are source names of documents that are published
    but whose rows are neither staged nor to be had from the published files: publishing without them would lose them in silence. `known` is
    what was read of staged files so far, so that a run that asks again reads only what changed."""

    out: Path
    recovered: int
    lost: tuple[str, ...] = ()
    known: Known = field(default_factory=dict, compare=False, repr=False)

    def recover(self) -> OutputFolder:
        """The folder again, after staged files went missing."""
        with unwritable_as_error(self.out):
            recovered, lost = recover_staged(self.out, self.known)
        return replace(self, recovered=self.recovered + recovered, lost=lost)

    def staged(self) -> list[StagedDocument]:
        """The documents in the folder; compare `sha256` and `fingerprint` to skip those that are done."""
        return list_staged(self.out, self.known)

    def stage(self, result: DocumentResult, *, source: Path | None = None, fingerprint: str = "") -> None:
        """See `stage_result`."""
        stage_result(result, self.out, source=source, fingerprint=fingerprint)

    def publish(self, options: PublishOptions = PublishOptions()) -> PublishSummary:
        """Merges all staged documents and makes them the published set, in one step; does nothing when they are that already.

        Raises RowsLostError for staged documents that do not hold what was written to them: their files are removed, and they must
        be read again.
        """
        kept, gone = remove_gone(self.staged(), options.keep)
        with_database = options.duckdb or (self.out / DATABASE).exists()
        digest = staged_to_digest(kept, (str(with_database), options.language, repr(options.share)))
        snapshot = settled_snapshot(self.out, digest) if not gone else None
        if snapshot is not None and (not options.duckdb or (self.out / DATABASE).exists()):
            files = {
                name: WrittenFile(file["bytes"], file["sha256"], file.get("rows")) for name, file in snapshot["files"].items()
            }
            return self._summary(kept, gone, files, changed=False)
        try:
            files, changed = self._publish(kept, gone, options)
        except StagedDamagedError:
            raise self._without_damaged(kept) from None
        remember_settled(self.out, digest)
        return self._summary(kept, gone, files, changed=changed)

    def _publish(
        self, kept: list[StagedDocument], gone: list[StagedDocument], options: PublishOptions
    ) -> tuple[dict[str, WrittenFile], bool]:
        with unwritable_as_error(self.out):
            try:
                files = _write_set(kept, self.out, options)
                wanted = options.duckdb or (self.out / DATABASE).exists()
                changed = _changed(files, self.out) or (wanted and not (self.out / DATABASE).exists())
                if changed and wanted:
                    _write_database(self.out, required=options.duckdb)
                if changed:
                    commit(self.out)
            finally:
                shutil.rmtree(self.out / PRIVATE / NEXT, ignore_errors=True)
            for item in gone:
                item.path.unlink(missing_ok=True)
        return files, changed

    def _without_damaged(self, kept: list[StagedDocument]) -> RowsLostError:
        """Removes every staged file that is not whole; one found is seldom alone."""
        damaged = [item for item in kept if not is_whole(item)]
        for item in damaged:
            item.path.unlink(missing_ok=True)
        names = [item.source_name for item in damaged]
        return RowsLostError("rows-lost", name=str(self.out), detail=", ".join(names[:5]), names="\0".join(names))

    def _summary(
        self, kept: list[StagedDocument], gone: list[StagedDocument], files: Mapping[str, WrittenFile], *, changed: bool
    ) -> PublishSummary:
        return PublishSummary(
            out=self.out,
            rows={table: files[f"{table}.parquet"].rows or 0 for table in TABLES},
            status=Counter(item.status for item in kept),
            files={name: file.bytes for name, file in files.items()},
            changed=changed,
            recovered=self.recovered,
            removed=tuple(item.source_name for item in gone),
            duplicates=tuple(item.source_name for item, _ in split_twins(kept)[1]),
        )


@contextlib.contextmanager
def open_output(out: Path, wait_seconds: float = 10.0) -> Iterator[OutputFolder]:
    """The folder for a whole run. Raises UnwritableError for a folder that cannot be written, is foreign, or stays busy."""
    with locked_folder(out, wait_seconds):
        yield OutputFolder(out, 0).recover()


def stage_result(result: DocumentResult, out: Path, *, source: Path | None = None, fingerprint: str = "") -> bool:
    """Checks one result against the contract and stores its rows privately; nothing is published yet. May run in a worker
    while the parent holds the folder. `source` is the document's file, for the pictures of the report. True when the result is a
    failure that left the rows of an earlier good reading in place.

    Raises ContractError when the result as a whole breaks the contract, UnwritableError when it cannot be stored.
    """
    if result.error_code is not None:
        with unwritable_as_error(out):
            if keep_good(out, result, fingerprint):
                return True
    rows = result_to_rows(result)
    frames = result_to_frames(result) if rows is None else None
    layout = result_to_layout(result)
    tables = rows or {name: table.to_pydict() for name, table in (frames or {}).items()}
    pictures, page = rows_to_report(tables, layout, source)
    plan = tables_to_plan(tables["documents"], tables["observations"])
    aside = Aside(result.source.sha256, fingerprint, pictures, layout, page, plan=plan)
    with unwritable_as_error(out):
        if rows is not None:
            write_small(out, rows, aside)
        elif frames is not None:
            write_staged(out, frames, aside)
    return False


def _write_set(staged: list[StagedDocument], out: Path, options: PublishOptions) -> dict[str, WrittenFile]:
    folder = fresh_next(out)
    facts = ReportFacts()
    tables = write_tables(staged, folder, facts)
    files = {f"{name}.parquet": file for name, file in tables.items()}
    shown, _ = split_twins(staged)
    pages, summaries = write_pages(folder, shown, options.language)
    files |= pages
    rows = {name: file.rows or 0 for name, file in tables.items()}
    files[REPORT] = write_report(
        folder / REPORT, facts, staged, summaries, rows, ReportOptions(options.language, options.share)
    )
    files[VIEWS_FILE] = write_text(folder / VIEWS_FILE, views_to_sql())
    files[DESCRIPTOR] = write_json(folder / DESCRIPTOR, files_to_descriptor(tables, options.share))
    files[SNAPSHOT] = write_json(folder / SNAPSHOT, files_to_snapshot(files))
    return files


def _write_database(out: Path, *, required: bool) -> None:
    """`rajut.duckdb` beside the new set. A database that cannot be made anew because duckdb is gone is removed: one that lags
    behind the tables would be believed."""
    try:
        write_duckdb(out / PRIVATE / NEXT, out / PRIVATE / NEXT / DATABASE)
    except EngineError:
        if required:
            raise
        (out / DATABASE).unlink()


def _changed(files: Mapping[str, WrittenFile], out: Path) -> bool:
    """False when the folder holds this very set already, byte for byte: then nothing is touched."""
    try:
        old = read_snapshot(out)
    except (UsageError, ContractError):
        return True
    listed = {name: file for name, file in files.items() if name != SNAPSHOT}
    return old != files_to_snapshot(listed) or any(file_sha256(out / name) != file.sha256 for name, file in listed.items())
