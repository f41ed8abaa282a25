"""Documents to a published dataset, by one call."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict, Unpack

from extract.opinion.registry import installed_engines
from extract.options import ReadOptions
from extract.scan.parts import installed_recogniser
from rajut.batch.journal import JournalEntry
from rajut.batch.run import BatchOptions, BatchSummary, convert_batch
from rajut.library.opened import Dataset, open_dataset
from rajut.library.page_numbers import to_pages
from rajut.pipeline import ConvertOptions
from rajut.reference.nomenclature import imported_nomenclature
from rajut.reference.own_kinds import load_kinds
from rajut.reference.own_words import own_words_digest
from schemas.errors import RajutError, code_to_kind

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


class Settings(TypedDict, total=False):
    """What `convert` may be told besides, under the names of the command line's options."""

    jobs: int  # processes, where isolated
    timeout: float  # seconds a document
    memory: int  # MiB a document
    password: str
    engine: str
    second_opinion: str
    ocr: str
    ocr_timeout: float
    force: bool  # read again what `out` holds already
    prune: bool  # remove documents that are no longer among the inputs


def convert(
    paths: Paths,
    out: str | os.PathLike[str] | None = None,
    pages: str | int | Iterable[int] | None = None,
    lang: str = "en",
    kinds: str | os.PathLike[str] | None = None,
    isolated: bool = False,
    **settings: Unpack[Settings],
) -> Dataset:
    """Reads documents and folders of documents, publishes what is in them in the folder `out`, and opens the result.

        rajut.convert(["renja-2023.pdf", "renja-2024.pdf"], out="dataset").observations.to_pandas()

    Without `out` the dataset lives in a temporary folder as long as the returned object does. `pages` are those of a PDF to
    read ("40-60,75"). `lang` is the language of errors, "en" or "id". `kinds` is a folder of table kinds of your own.
    `isolated` reads each document in a process of its own with limits on time and memory, as the command line does: one process
    per core, 900 s and 2,048 MiB a document where the settings say nothing. Documents that `out` holds already are not read again.

    A document that ends badly is a row of `documents` with its code, and no exception, unless it is the only one: then its
    error is raised, after it was published. Raises RajutError with `code`, `cure` and `exit_code`, TypeError for a setting that
    there is not; KeyboardInterrupt when a signal stopped the run, which the same call resumes.
    """
    _refuse_unknown(settings)
    keeper = tempfile.TemporaryDirectory(prefix="rajut-") if out is None else None
    folder = Path(keeper.name if keeper is not None else os.fspath(out or ""))
    try:
        convert_options = ConvertOptions(
            read=_to_read_options(to_pages(pages), settings),
            kinds=load_kinds(Path(kinds)) if kinds is not None else (),
            nomenclature=imported_nomenclature(),
            words=own_words_digest(),
        )
        options = BatchOptions(
            convert=convert_options,
            jobs=settings.get("jobs") if isolated else 0,
            timeout=settings.get("timeout"),
            memory=settings["memory"] * 2**20 if "memory" in settings else None,
            force=settings.get("force", False),
            prune=settings.get("prune", False),
        )
        summary = convert_batch(_to_paths(paths), folder, options)
        _raise_for(summary)
        return open_dataset(folder, keeper)
    except RajutError as error:
        raise error.told_in(lang) from error.__cause__


def _refuse_unknown(settings: Settings) -> None:
    unknown = sorted(set(settings) - Settings.__annotations__.keys())
    if unknown:
        raise TypeError(f"convert() has no setting {', '.join(unknown)}")


def _to_read_options(pages: tuple[int, ...] | None, settings: Settings) -> ReadOptions:
    opinion, ocr = settings.get("second_opinion", "auto"), settings.get("ocr", "auto")
    return ReadOptions(
        password=settings.get("password"),
        pages=pages,
        engine=settings.get("engine", "rajut"),
        second_opinion=opinion,
        opinion_engines=() if opinion == "never" else installed_engines(),
        ocr=ocr,
        ocr_timeout=settings.get("ocr_timeout", 60.0),
        ocr_parts=None if ocr == "never" else installed_recogniser(),
    )


def _to_paths(paths: Paths) -> list[Path]:
    if isinstance(paths, (str, os.PathLike)):
        return [Path(paths)]
    return [Path(path) for path in paths]


def _raise_for(summary: BatchSummary) -> None:
    if summary.interrupted:
        raise KeyboardInterrupt
    if len(summary.entries) == 1 and summary.entries[0].error_code is not None:
        raise _entry_to_error(summary.entries[0])


def _entry_to_error(entry: JournalEntry) -> RajutError:
    code = entry.error_code or "bug"
    return code_to_kind(code)(code, name=entry.source_name).already_told(entry.error_en or code, entry.error_id or code)
