"""Commands that tell about a run or about Rajut itself; they must answer at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from rajut.cli.line.declared import argument
from rajut.cli.messages import say
from rajut.cli.options import JsonOption, KindsOption, LangOption, Language, OutArgument
from rajut.cli.printing import print_json, show


def status(out: OutArgument = Path("output"), as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """How far a run is, from another terminal."""
    from dataclasses import asdict

    from rajut.batch.journal import read_status
    from rajut.cli.console import status_to_line

    state = read_status(out)
    if as_json:
        print_json(asdict(state))
    else:
        show(status_to_line(state, lang.value))


def kinds(own: KindsOption = None, as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """The kinds of tables that Rajut knows, and what each needs."""
    from rajut.reference.own_kinds import load_kinds

    known = load_kinds(own)
    if as_json:
        print_json(
            [
                {"name": k.name, "title": k.title_id if lang is Language.ID else k.title_en, "requires": k.requires}
                for k in known
            ]
        )
        return
    width = max(len(kind.name) for kind in known)
    for kind in known:
        show(f"{kind.name:<{width}}  {kind.title_id if lang is Language.ID else kind.title_en}")


def nomenclature_import(
    file: Annotated[
        Path,
        argument(
            help=(
                "CSV with the columns level (program, kegiatan, sub_kegiatan) and name.",
                "CSV dengan kolom level (program, kegiatan, sub_kegiatan) dan name.",
            )
        ),
    ],
    lang: LangOption = Language.EN,
) -> None:
    """Keeps the names of a reference file as evidence for levels."""
    from rajut.reference.nomenclature import import_nomenclature

    show(say("names-kept", lang.value, count=import_nomenclature(file)))


def version() -> None:
    """The version of the software and of the contract, the loops that read PDFs, and what workers are held to on this system."""
    import importlib

    from rajut.version import SOFTWARE_VERSION
    from rajut.workers.sandbox import find_sandbox
    from schemas.contracts.version import CONTRACT_VERSION

    try:  # the extension alone: what stands in for it brings numpy
        importlib.import_module("extract.pdfium._loops")
        loops = "compiled"
    except ImportError:
        loops = "python"
    show(f"rajut {SOFTWARE_VERSION} (contract {CONTRACT_VERSION}, PDF loops {loops}, sandbox: {find_sandbox()})")
