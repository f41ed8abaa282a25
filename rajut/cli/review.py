"""`rajut review`: the desk at which a person looks at a dataset and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rajut.cli.line.declared import option
from rajut.cli.messages import say
from rajut.cli.options import KindsOption, LangOption, Language, OutArgument, PasswordOption, VocabularyOption
from rajut.cli.printing import show

if TYPE_CHECKING:
    from rajut.pipeline import ConvertOptions
    from rajut.stage.file import StagedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewArguments:
    """What the command line may say, under the names and with the help that users see."""

    out: OutArgument = Path("output")
    source: Annotated[
        Path | None,
        option(
            help=(
                "The document, or the folder it was converted from: for its pages and for publishing.",
                "Dokumen, atau folder asal konversinya: untuk halamannya dan untuk menerbitkan.",
            )
        ),
    ] = None
    who: Annotated[
        str | None,
        option(help=("Who answers; by default the name of the user.", "Siapa yang menjawab; bawaannya nama pengguna.")),
    ] = None
    port: Annotated[
        int,
        option(
            least=0,
            most=65535,
            help=("Port on this machine; 0 takes a free one.", "Porta di komputer ini; 0 memakai yang bebas."),
        ),
    ] = 0
    no_browser: Annotated[bool, option(help=("Only print the address.", "Hanya cetak alamatnya."))] = False
    read_only: Annotated[
        bool, option(help=("For looking; nothing is kept.", "Untuk melihat saja; tidak ada yang disimpan."))
    ] = False
    kinds: KindsOption = None
    vocabulary: VocabularyOption = None
    password: PasswordOption = None
    lang: LangOption = Language.EN


def review(arguments: ReviewArguments) -> None:
    """Look at a dataset beside its pages, and answer what is in doubt."""
    import contextlib
    from datetime import UTC, datetime

    from rajut.reference.own_words import use_own_words

    use_own_words(arguments.vocabulary)
    from rajut.publish.commit import read_snapshot
    from schemas.errors import EngineError, UnwritableError

    try:
        from rajut.review.server import HOST, bound_socket, new_token, run_desk
    except ModuleNotFoundError as error:
        raise EngineError("engine-missing", name=error.name or "starlette", extra="review") from error
    from rajut.review.desk import Desk, DeskSetup
    from rajut.review.desk_lock import locked_desk

    read_snapshot(arguments.out)
    who = arguments.who or user_name()
    options = _options(arguments)
    setup = DeskSetup(
        arguments.out,
        who,
        arguments.lang.value,
        arguments.read_only,
        options,
        lambda staged: find_source(arguments.source, staged),
        None
        if arguments.source is None
        else lambda sources: publish_again(arguments.out, sources, options, arguments.lang.value),
    )
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        with contextlib.ExitStack() as stack:
            sock = stack.enter_context(bound_socket(arguments.port))
            token = new_token()
            address = f"http://{HOST}:{sock.getsockname()[1]}/{token}/"
            if not arguments.read_only:
                stack.enter_context(locked_desk(arguments.out, who, since, address))
            show(say("review-open", arguments.lang.value, address=address))
            if not arguments.no_browser:
                import webbrowser

                webbrowser.open(address)
            run_desk(Desk(setup), sock, token)
    except OSError as error:
        raise UnwritableError("port-taken", name=str(arguments.port), detail=error.strerror or str(error)) from error


def user_name() -> str:
    """Who uses this machine; "?" where it does not tell."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"


def _options(arguments: ReviewArguments) -> ConvertOptions:
    """How documents are read again: as `rajut convert` does by default."""
    from rajut.cli.convert import ConvertArguments, arguments_to_options

    given = ConvertArguments(inputs=[], out=arguments.out, kinds=arguments.kinds, password=arguments.password)
    return arguments_to_options(given).convert


def find_source(given: Path | None, staged: StagedDocument) -> Path | None:
    """The document's file below the given folder, or the given file, if it has the bytes that were read."""
    from rajut.publish.recover import file_sha256

    if given is None:
        return None
    for path in (given / staged.source_name, given):
        if path.is_file() and file_sha256(path) == staged.sha256:
            return path
    return None


def publish_again(out: Path, sources: Mapping[str, Path], options: ConvertOptions, language: str = "en") -> None:
    """Reads the documents again that answers are or were about, and publishes the whole anew, as `rajut convert` would. A document that
    is not at hand stays as it was published."""
    from dataclasses import replace

    from rajut.batch.resume import fingerprints_with, options_to_fingerprints
    from rajut.batch.task import result_under_name
    from rajut.pipeline import convert_document
    from rajut.publish.output_folder import PublishOptions, open_output
    from rajut.reference.corrections_file import corrections_beside
    from rajut.seen.sampling import corrections_to_share
    from rajut.stage.file import read_layout

    corrections = corrections_beside(out)
    plain = options_to_fingerprints(options, None, None)
    at_hand: dict[str, Path] = {}
    with open_output(out) as folder:
        for staged in folder.staged():
            own = corrections.of_document(staged.document_id)
            path = sources.get(staged.document_id)
            fingerprint = fingerprints_with(plain, own.digest).read
            answered = bool(own.items) or bool((read_layout(staged) or {}).get("answers"))
            if path is None or not answered or staged.fingerprint == fingerprint:
                continue
            result = convert_document(path, None, replace(options, corrections=own))
            folder.stage(result_under_name(result, staged.source_name), source=path, fingerprint=fingerprint)
            at_hand[staged.source_name] = path
        folder.publish(PublishOptions(sources=at_hand, language=language, share=corrections_to_share(corrections)))
