"""Errors that a user meets, each with a stable code, an exit code and a cure, in English and Bahasa Indonesia.

    RajutError
    ├── UsageError        2   wrong arguments, file not there
    ├── UnreadableError   3   empty, broken or unsupported document
    ├── EncryptedError    4   a password is needed
    ├── NoTableError      5   nothing that looks like a table
    ├── ProfileError      6   a table kind or configuration file is invalid
    ├── ContractError     7   the result breaks the published contract
    ├── UnwritableError   8   the output cannot be written
    ├── EngineError       9   an optional engine is not installed
    └── LimitError       11   time or memory limit

Exit code 10 (a batch with failures), 130 (interrupted) and 1 (a bug) belong to the shell and have no class here.
"""

from __future__ import annotations

import re
import tempfile
from enum import IntEnum
from typing import Self

from schemas.error_sentences import ERRORS


class ExitCode(IntEnum):
    """What the process tells its caller; a stable interface."""

    OK = 0
    BUG = 1
    USAGE = 2
    UNREADABLE = 3
    ENCRYPTED = 4
    NO_TABLE = 5
    PROFILE = 6
    CONTRACT = 7
    UNWRITABLE = 8
    ENGINE = 9
    BATCH = 10
    LIMIT = 11
    INTERRUPTED = 130


class RajutError(Exception):
    """Base of all errors that are meant for the user. Survives pickling, so that workers can send it home."""

    exit_code = ExitCode.BUG

    def __init__(self, code: str, **fields: str) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields
        self.language = "en"
        self._told: tuple[str, str] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.code, self.fields, self.language, self._told))

    def told_in(self, language: str) -> Self:
        """The same error, whose `str` and `cure` are in `language`, "en" or "id"."""
        self.language = language
        return self

    def already_told(self, en: str, id: str) -> Self:
        """The same error with its sentences as they were written down when it happened; its fields are not known any more."""
        self._told = (en, id)
        return self

    @property
    def cure(self) -> str:
        """What to do, in the error's language."""
        spec = ERRORS[self.code]
        cure = spec.cure_id if self.language == "id" else spec.cure_en
        if self._told is not None and cure not in self._told[self.language == "id"]:  # its fields are in the sentence alone
            return self._told[self.language == "id"]
        return cure.format(**self.fields)

    def sentence(self, language: str | None = None) -> str:
        """One line: what is wrong, where, and what to do. `language` "en" or "id", the error's own when None."""
        indonesian = (language or self.language) == "id"
        if self._told is not None:
            return self._told[indonesian]
        spec = ERRORS[self.code]
        text, cure = (spec.id, spec.cure_id) if indonesian else (spec.en, spec.cure_en)
        return f"{text} {cure}".format(**self.fields)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence()}"


def _rebuild(
    kind: type[RajutError], code: str, fields: dict[str, str], language: str, told: tuple[str, str] | None
) -> RajutError:
    error = kind(code, **fields).told_in(language)
    return error if told is None else error.already_told(*told)


_PLACE_IN_MEMORY = re.compile(r"(?: object)? at 0x[0-9a-fA-F]+|\b0x[0-9a-fA-F]{7,}")
_UNLIKE_LINES = re.compile(r"\s+")


def error_to_detail(error: BaseException, most: int = 200) -> str:
    """What another library's error says, in one line that is the same on every run: without places in memory and the names of
    temporary files. The error's type where it says nothing."""
    text = _PLACE_IN_MEMORY.sub("", str(error))
    text = re.sub(re.escape(tempfile.gettempdir()) + r"[^\s'\"]*", "a temporary file", text)
    return _UNLIKE_LINES.sub(" ", text).strip()[:most] or type(error).__name__


class UsageError(RajutError):
    exit_code = ExitCode.USAGE


class UnreadableError(RajutError):
    exit_code = ExitCode.UNREADABLE


class EncryptedError(RajutError):
    exit_code = ExitCode.ENCRYPTED


class NoTableError(RajutError):
    exit_code = ExitCode.NO_TABLE


class ProfileError(RajutError):
    exit_code = ExitCode.PROFILE


class ContractError(RajutError):
    exit_code = ExitCode.CONTRACT


class UnwritableError(RajutError):
    exit_code = ExitCode.UNWRITABLE


class EngineError(RajutError):
    exit_code = ExitCode.ENGINE


class LimitError(RajutError):
    exit_code = ExitCode.LIMIT


# Errors that end a document; whatever has no class here is a bug of ours.
_KINDS: dict[str, type[RajutError]] = {
    "file-missing": UsageError,
    "file-irregular": UsageError,
    "page-missing": UsageError,
    "file-unreadable": UnreadableError,
    "document-empty": UnreadableError,
    "document-unsupported": UnreadableError,
    "document-broken": UnreadableError,
    "document-too-large": LimitError,
    "document-encrypted": EncryptedError,
    "password-wrong": EncryptedError,
    "no-table": NoTableError,
    "no-table-text": NoTableError,
    "kind-invalid": ProfileError,
    "contract-violated": ContractError,
    "engine-missing": EngineError,
    "engine-broken": EngineError,
    "converter-missing": EngineError,
    "time-limit": LimitError,
    "memory-limit": LimitError,
}


def code_to_kind(code: str) -> type[RajutError]:
    """The class of the error that ended a document, by its code; RajutError itself for a crash, a bug, or an unknown code."""
    return _KINDS.get(code, RajutError)
