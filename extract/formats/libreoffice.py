"""Documents of other office programs, through LibreOffice where it is installed: ODT, RTF and DOC become DOCX, XLSX and XLS become
flat OpenDocument, which keeps the number behind each text that a cell shows (docs/adr/0011). Numbers are shown the Indonesian way.

The converter runs as a process of its own, without network where the system allows it (`unshare`), with a profile of its own in
which macros, links and active content are off, and with a limit of time.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from extract.formats.package import check_package
from extract.media_types import DOC, ODT, RTF, XLS, XLSX
from extract.options import ReadOptions
from schemas.errors import EngineError, LimitError, UnreadableError
from schemas.finding import Finding
from schemas.provenance import SourceDocument

TEXTS = {ODT: ".odt", RTF: ".rtf", DOC: ".doc"}
SHEETS = {XLSX: ".xlsx", XLS: ".xls"}
SUFFIXES = TEXTS | SHEETS
NAMES = {
    ODT: "ODT (OpenDocument text)",
    RTF: "RTF (Rich Text)",
    DOC: "DOC (Word 97-2003)",
    XLSX: "XLSX (Excel)",
    XLS: "XLS (Excel 97-2003)",
}
_SECONDS = 180.0
_RESTART = 81  # LibreOffice made its profile and wants to be started again; its own start script does that
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}</oor:items>
"""
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "id-ID"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Field", "false"),
)


def office_to_open(source: SourceDocument, data: bytes, options: ReadOptions) -> tuple[bytes, Finding]:
    """The document as DOCX, a spreadsheet as flat OpenDocument, and the finding that says so.

    Raises EngineError "converter-missing" where LibreOffice is not installed, UnreadableError "document-broken" when it makes
    nothing of the file, LimitError for a conversion of more than three minutes or a result above the size limit.
    """
    name, kind = source.source_name, NAMES[source.media_type]
    program = find_converter()
    if program is None:
        raise EngineError("converter-missing", name=name, found=kind)
    if data.startswith(b"PK"):
        check_package(data, name, options.limits, kind)
    with tempfile.TemporaryDirectory(prefix="rajut-office-") as made:
        folder = Path(made).absolute()
        given = folder / f"document{SUFFIXES[source.media_type]}"
        given.write_bytes(data)
        wanted = "fods" if source.media_type in SHEETS else "docx"
        result = folder / "out" / f"document.{wanted}"
        _run(program, folder, given, wanted, name)
        if not result.is_file():
            raise UnreadableError("document-broken", name=name, found=kind, detail="LibreOffice cannot convert it")
        if result.stat().st_size > options.limits.file_bytes:
            raise LimitError("document-too-large", name=name, detail=f"{result.stat().st_size} bytes after conversion")
        return result.read_bytes(), Finding(
            "office-converted", fields=(("found", kind), ("program", converter_version(program)))
        )


def find_converter() -> Path | None:
    """LibreOffice's own binary, one process that can be killed, rather than the script that starts it; None when not installed."""
    script = shutil.which("soffice") or shutil.which("libreoffice")
    if script is None:
        return None
    binary = Path(script).resolve().with_name("soffice.bin")
    return binary if binary.is_file() else Path(script)


@functools.cache
def converter_version(program: Path) -> str:
    """What the program says of itself, "LibreOffice 7.4.7.2"; "LibreOffice" when it does not answer."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return "LibreOffice"
    return " ".join(answer.split()[:2]) or "LibreOffice"


@functools.cache
def network_jail() -> tuple[str, ...]:
    """The words before a command that take the network away from it; none where the system does not let us."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    jail = (unshare, "--map-root-user", "--net", "--")
    tried = subprocess.run([*jail, "true"], capture_output=True, check=False)
    return jail if tried.returncode == 0 else ()


def _run(program: Path, folder: Path, given: Path, wanted: str, name: str) -> None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    # a dead proxy stands in the way of whatever still wants to fetch something where there is no jail
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    try:
        for attempt in range(3):
            command = _command(program, profile, folder / "out", given, wanted)
            done = subprocess.run(
                command, env=environment, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
            )
            if done.returncode != _RESTART:
                break
            # its socket is named after the profile, and a sandboxed process cannot remove the one of the attempt before
            profile = profile.rename(folder / f"profile-{attempt}")
    except subprocess.TimeoutExpired as error:
        raise LimitError("time-limit", name=name, detail=f"{_SECONDS:g} s in LibreOffice") from error
    except OSError as error:
        raise UnreadableError(
            "document-broken", name=name, found=NAMES[_type_of(given)], detail=error.strerror or "LibreOffice does not start"
        ) from error


def _command(program: Path, profile: Path, out: Path, given: Path, wanted: str) -> list[str]:
    options = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile.as_uri()}"]
    return [*network_jail(), str(program), *options, "--convert-to", wanted, "--outdir", str(out), str(given)]


def _type_of(given: Path) -> str:
    return next(media_type for media_type, suffix in SUFFIXES.items() if suffix == given.suffix)


def _profile() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    return _PROFILE.format(items=items)
