"""What a worker may still do once it reads documents, where the kernel offers to hold it to that (Linux).

A document that takes over the parser gets a process that can write to the folder of the run and to its own scratch folder, and to nothing
else (it can make sockets in /tmp, which LibreOffice needs); that can open no connection by any protocol, and signal nobody outside.
It can still read what the user can read: programs, fonts and models lie all over a system. Threads and programs that the worker starts are
held in the same way.

Landlock (since Linux 5.13) keeps the files, a seccomp filter the network. Neither needs rights. Where one is missing the other still holds,
and `rajut version` says so; the audit hook of rajut.workers.inside stays in any case.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import socket
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # of Landlock, the same on every architecture
_WRITE_RIGHTS = 0b0001_1111_1111_0010  # write to files, remove and make entries of every kind
_REFER, _TRUNCATE = 1 << 13, 1 << 14  # since versions 2 and 3
_FILE_RIGHTS = (1 << 1) | _TRUNCATE  # those that a rule about a single file may have
_TCP = 0b11  # bind and connect, since version 4
_SCOPES = 0b11  # abstract sockets and signals stay among the sandboxed, since version 6
_MAKE_SOCKET = 1 << 9
_SOCKET_PLACES = ("/tmp", "/var/tmp")  # LibreOffice makes one there, whatever TMPDIR says
_DEVICES = ("/dev/null", "/dev/zero", "/dev/tty")
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # SECCOMP_RET_ERRNO | EACCES
_INTERNET = (2, 10, 17)  # AF_INET, AF_INET6, AF_PACKET
_SOCKETS = {
    "x86_64": (0xC000003E, (41, 0x40000000 | 41)),
    "aarch64": (0xC00000B7, (198,)),
}  # audit number, numbers of socket()
_IO_URING_SETUP = 425  # opens sockets without calling socket()
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of the filter's machine


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What the kernel offers: the version of Landlock (0 for none), and whether a filter of system calls can be set."""

    landlock: int
    seccomp: bool

    def __str__(self) -> str:
        files = f"files by Landlock {self.landlock}" if self.landlock else "files not"
        network = (
            "network by seccomp"
            if self.seccomp
            else "network by Landlock"
            if self.landlock >= 4
            else "network by Python alone"
        )
        return f"{files}, {network}"


@cache
def find_sandbox() -> Sandbox:
    """What there is on this system. Nothing is changed."""
    if sys.platform != "linux":
        return Sandbox(0, False)
    version = ctypes.CDLL(None).syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    return Sandbox(max(0, version), platform.machine() in _SOCKETS)


def enter_sandbox(writable: Iterable[Path]) -> None:
    """Holds this process, and whatever it starts from now on, to these folders and to no network, as far as the kernel can. There is no
    way back. Folders that are not there are left out. Raises OSError where the kernel offers it and then refuses."""
    sandbox = find_sandbox()
    if not (sandbox.landlock or sandbox.seccomp):
        return
    _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if sandbox.landlock:
        _keep_files(sandbox.landlock, writable)
    if sandbox.seccomp:
        _keep_off_network(*_SOCKETS[platform.machine()])


def remove_dead_sockets() -> None:
    """Removes what LibreOffice left in a place where a sandboxed process cannot remove it: sockets of ours that nobody answers at."""
    for place in _SOCKET_PLACES:
        for path in Path(place).glob(f"OSL_PIPE_{os.getuid()}_*"):
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
                try:
                    line.connect(str(path))
                except ConnectionRefusedError:
                    path.unlink()


def _keep_files(version: int, writable: Iterable[Path]) -> None:
    rights = _WRITE_RIGHTS | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    attributes = struct.pack("QQQ", rights, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = _call("syscall", _CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    try:
        for path in (*map(str, writable), *_DEVICES):
            _allow(rules, path, rights)
        for path in _SOCKET_PLACES:
            _allow(rules, path, _MAKE_SOCKET)
        _call("syscall", _RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        allowed = rights if Path(path).is_dir() else rights & _FILE_RIGHTS
        _call("syscall", _ADD_RULE, rules, 1, struct.pack("=Qi", allowed, place), 0)
    finally:
        os.close(place)


def _keep_off_network(architecture: int, sockets: tuple[int, ...]) -> None:
    """A program for the kernel: socket() for the internet is refused, and io_uring, which has a way around it; all else is allowed, and
    so is all of another architecture."""
    families = [(_EQUAL, family) for family in _INTERNET]
    steps: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, 0),
    ]
    calls = (*sockets, _IO_URING_SETUP)
    allow, look = len(steps) + len(calls), len(steps) + len(calls) + 1
    refuse = look + 1 + len(families) + 1
    for call in calls:
        at = len(steps)
        steps.append((_EQUAL, (refuse if call == _IO_URING_SETUP else look) - at - 1, 0, call))
    assert len(steps) == allow
    steps += [(_RETURN, 0, 0, _ALLOW), (_LOAD, 0, 0, 16)]  # 16: the first argument, the family
    for code, family in families:
        steps.append((code, refuse - len(steps) - 1, 0, family))
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    packed = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HP", len(steps), ctypes.addressof(packed))
    _call("prctl", _SET_SECCOMP, _FILTER, program, 0, 0)


def _call(name: str, *arguments: object) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    given = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    answer = int(getattr(library, name)(*given))
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)} (sandbox: {name} {arguments[0]})")
    return answer
