"""`rajut corrections`: what people answered, as a file that can be checked, listed and merged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rajut.cli.line.declared import argument, option
from rajut.cli.messages import say
from rajut.cli.options import JsonOption, LangOption, Language
from rajut.cli.printing import print_json, show

if TYPE_CHECKING:
    from schemas.correction import Correction

FileArgument = Annotated[
    Path,
    argument(
        help=(
            "File of corrections, or the folder of a dataset that holds one.",
            "Berkas koreksi, atau folder dataset yang memuatnya.",
        )
    ),
]


def check(file: FileArgument, as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """Tell every line that cannot be taken, and with a dataset every answer that was not applied."""
    from dataclasses import asdict

    from rajut.dataset.answered import dataset_to_unapplied
    from rajut.reference.corrections_file import problems_to_text, read_corrections
    from schemas.errors import UsageError

    path = _file(file)
    corrections, problems = read_corrections(path)
    unapplied = dataset_to_unapplied(file, corrections) if file.is_dir() else ()
    if as_json:
        print_json(
            {
                "file": str(path),
                "answers": len(corrections),
                "problems": [asdict(problem) for problem in problems],
                "unapplied": [asdict(answer) for answer in unapplied],
            }
        )
    for problem in problems:
        sentence = problem.id if lang is Language.ID else problem.en
        show(say("correction-bad", lang.value, path=path, line=problem.line, sentence=sentence), error=True)
    for answer in unapplied:
        show(say(f"correction-{answer.why}", lang.value, decision=answer.decision, name=answer.source_name), error=True)
    if problems:
        raise UsageError("corrections-invalid", name=str(path), detail=problems_to_text(problems, language=lang.value))
    if not as_json:
        show(say("corrections-good", lang.value, path=path, count=len(corrections), unapplied=len(unapplied)))


def list_corrections(file: FileArgument, as_json: JsonOption = False, lang: LangOption = Language.EN) -> None:
    """Print the answers, one a line: document, decision, before and after, who and why."""
    from dataclasses import asdict

    from rajut.reference.corrections_file import load_corrections

    corrections = load_corrections(_file(file))
    if as_json:
        print_json([{name: value for name, value in asdict(item).items() if name != "line"} for item in corrections])
        return
    for item in corrections:
        show(_line(item))


def _line(item: Correction) -> str:
    from schemas.correction import text_to_read

    signed = " ".join(part for part in (item.who, item.when) if part)
    why = f": {item.why}" if item.why else ""
    return text_to_read(f"{item.source_name} {item.decision} '{item.read}' {item.before} → {item.after} ({signed}{why})")


def merge(
    files: Annotated[
        list[Path], argument(help=("Files of corrections, or folders of datasets.", "Berkas koreksi, atau folder dataset."))
    ],
    output: Annotated[Path, option("--output", "-o", help=("File to write.", "Berkas tujuan."))],
    lang: LangOption = Language.EN,
) -> None:
    """Put the answers of several people into one file; answers that contradict each other stop it, with their lines."""
    from rajut.reference.corrections_file import load_corrections, merge_corrections, save_corrections

    merged = merge_corrections([(str(path), load_corrections(path)) for path in map(_file, files)])
    save_corrections(output, merged)
    show(say("corrections-merged", lang.value, count=len(merged), path=output))


def suggest(
    file: FileArgument,
    out: Annotated[
        Path,
        argument(
            help=(
                "Folder of the dataset with another scan or edition.",
                "Folder dataset dengan hasil pindai atau edisi lain.",
            )
        ),
    ],
    lang: LangOption = Language.EN,
) -> None:
    """Carry answers over to another scan or edition of the same plan, as suggestions for the review desk."""
    from rajut.publish.commit import read_snapshot
    from rajut.reference.corrections_file import load_corrections, save_corrections
    from rajut.seen.carried import SUGGESTIONS, corrections_to_suggestions
    from rajut.seen.seen_document import staged_to_seen
    from rajut.stage.file import list_staged
    from schemas.correction import corrections_of

    answers = load_corrections(_file(file))
    read_snapshot(out)
    documents = (staged_to_seen(staged) for staged in list_staged(out) if staged.document_id)
    found = corrections_of(item for document in documents for item in corrections_to_suggestions(answers, document))
    save_corrections(out / SUGGESTIONS, found)
    show(say("suggested", lang.value, count=len(found), all=len(answers), path=out / SUGGESTIONS))


def terms(
    file: FileArgument,
    output: Annotated[
        Path | None,
        option(
            "--output",
            "-o",
            help=(
                "Vocabulary folder to write them to; without it they are printed.",
                "Folder kosakata tujuan; tanpa itu dicetak.",
            ),
        ),
    ] = None,
    lang: LangOption = Language.EN,
) -> None:
    """Offer heads that people gave a meaning as words for `rajut convert --vocabulary FOLDER`."""
    from rajut.cli.printing import write_bytes
    from rajut.reference.corrections_file import load_corrections
    from rajut.reference.own_words import corrections_to_terms, terms_to_toml

    offered = corrections_to_terms(load_corrections(_file(file)))
    text = terms_to_toml(offered)
    if output is None:
        show(text.rstrip("\n"))
        return
    target = output / "answers" / "heads.toml"
    if offered:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(target, text.encode())
    show(say("terms-offered", lang.value, count=len(offered), path=target))


def import_answers(
    file: Annotated[
        Path,
        argument(
            help=(
                "Excel file of `rajut export --review`, filled in.",
                "Berkas Excel dari `rajut export --review`, sudah diisi.",
            )
        ),
    ],
    out: Annotated[
        Path,
        option(
            "--out",
            "-o",
            help=(
                "Folder of the dataset, or file of corrections, to take them into.",
                "Folder dataset, atau berkas koreksi, yang menerimanya.",
            ),
        ),
    ] = Path("output"),
    who: Annotated[
        str | None,
        option(help=("Who answered; by default the name of the user.", "Siapa yang menjawab; bawaannya nama pengguna.")),
    ] = None,
    replace: Annotated[
        bool, option(help=("Where answers differ the new ones count.", "Bila jawaban berbeda, yang baru berlaku."))
    ] = False,
    lang: LangOption = Language.EN,
) -> None:
    """Take the answers of an Excel file into the corrections of a dataset."""
    from datetime import UTC, datetime

    from rajut.cli.review import user_name
    from rajut.dataset.sheet_answers import sheet_to_answers
    from rajut.reference.corrections_file import load_corrections, merge_corrections, problems_to_text, save_corrections
    from schemas.correction import NO_CORRECTIONS
    from schemas.errors import UsageError

    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    answers = sheet_to_answers(file, who or user_name(), when)
    if answers.problems:
        told = problems_to_text(answers.problems, "row", lang.value)
        raise UsageError("corrections-invalid", name=str(file), detail=told)
    path = _file(out)
    known = load_corrections(path) if path.is_file() else NO_CORRECTIONS
    fresh = [item for item in answers.corrections if (old := known.find(*item.key)) is None or old.after != item.after]
    if replace:
        for item in fresh:
            known = known.with_answer(item)
    else:
        known = merge_corrections([(str(path), known), (str(file), answers.corrections)])
    save_corrections(path, known)
    show(say("corrections-imported", lang.value, count=len(fresh), same=len(answers.corrections) - len(fresh), path=path))


def _file(path: Path) -> Path:
    from schemas.correction import CORRECTIONS

    return path / CORRECTIONS if path.is_dir() else path
