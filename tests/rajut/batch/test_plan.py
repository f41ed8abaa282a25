"""The plan: every document once, by content, under a stable and unique name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rajut.batch.plan import head_to_reason, inputs_to_plan
from schemas.errors import UsageError
from tests.rajut.batch.corpus import write_document

PDF_BYTES = b"%PDF-1.4\n1 0 obj\nendobj\n"


def names(plan_of: list[Path], out: Path | None = None) -> list[str]:
    return [document.source_name for document in inputs_to_plan(plan_of, out).documents]


def test_documents_are_found_by_content_not_by_name(tmp_path: Path) -> None:
    """A PDF called .dat is read, a picture and a CSV are left alone and listed with the reason."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "scan.dat").write_bytes(PDF_BYTES)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "table.txt.bak").write_text("| a | b |\n|---|---|\n| 1 | 2 |\n", encoding="utf-8")
    (tmp_path / ".hidden.pdf").write_bytes(PDF_BYTES)
    plan = inputs_to_plan([tmp_path])
    assert [document.source_name for document in plan.documents] == ["deep/er/scan.dat", "table.txt.bak"]
    assert {(item.name, item.reason) for item in plan.ignored} == {
        ("photo.jpg", "no-document"),
        ("numbers.csv", "other-text"),
        (".hidden.pdf", "hidden"),
    }


@pytest.mark.parametrize("head", [bytes(4096), b"\xff\xd8\xff\xe0" + bytes(100), b"<html>" + bytes(4096)])
@pytest.mark.parametrize("suffix", [".pdf", ".html", ".docx"])
def test_a_file_that_is_named_as_a_document_is_planned_whatever_it_holds(head: bytes, suffix: str) -> None:
    """A damaged plan is refused loudly and never passed over."""
    assert head_to_reason(head, suffix) == ""
    assert head_to_reason(head, ".bin") == "no-document"
    assert head_to_reason(b"!PDF-1.7 one bit off", suffix) == ""
    assert head_to_reason(b"!PDF-1.7 one bit off", ".bin") == "other-text"


@pytest.mark.parametrize("head", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"Rar!\x1a\x07"])
def test_what_may_hold_a_document_is_planned_even_if_it_will_be_refused(head: bytes) -> None:
    """An empty file, an Office file of another kind, an archive: each is worth a coded refusal that somebody can read."""
    assert head_to_reason(head, ".bin") == ""


def test_a_file_that_is_named_outright_is_always_planned(tmp_path: Path) -> None:
    """Who names a picture gets to hear that it is one."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    assert names([path]) == ["photo.jpg"]


def test_the_order_does_not_depend_on_the_order_of_the_inputs(tmp_path: Path) -> None:
    """Sorted by name, whatever the shell or the file system said first."""
    paths = [write_document(tmp_path / f"{letter}.md", number) for number, letter in enumerate("cab")]
    assert names(paths) == names(paths[::-1]) == ["a.md", "b.md", "c.md"]


def test_two_folders_that_share_a_name_inside_keep_their_own_names(tmp_path: Path) -> None:
    """`convert 2019 2020` falls back to the names of `convert .` where documents would collide."""
    for year in ("2019", "2020"):
        write_document(tmp_path / year / "renja.md", int(year))
    assert names([tmp_path / "2019", tmp_path / "2020"]) == names([tmp_path]) == ["2019/renja.md", "2020/renja.md"]


def test_files_of_the_same_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    """Two single files called alike: their names begin where their paths part."""
    paths = [write_document(tmp_path / year / "renja.md", int(year)) for year in ("2019", "2020")]
    assert names(paths) == ["2019/renja.md", "2020/renja.md"]


def test_a_file_given_twice_is_planned_once(tmp_path: Path) -> None:
    """In its folder and outright, or twice outright: one document."""
    path = write_document(tmp_path / "a.md", 1)
    relative = Path(os.path.relpath(path))
    assert len(names([path, relative])) == len(names([tmp_path, relative])) == 1


def test_names_that_are_no_utf8_are_shown_escaped_and_stay_apart(tmp_path: Path) -> None:
    """A byte that is no UTF-8 and the same byte spelled out are two documents with two names."""
    raw = os.fsencode(tmp_path) + b"/laporan\xff.md"
    Path(os.fsdecode(raw)).write_bytes(b"| a |\n|---|\n| 1 |\n")
    (tmp_path / "laporan\\xff.md").write_bytes(b"| a |\n|---|\n| 2 |\n")
    found = names([tmp_path])
    assert found == ["laporan\\xff.md", "laporan\\xff.md (2)"]
    assert all(name.isprintable() for name in found)


def test_control_characters_in_a_name_do_not_reach_a_terminal(tmp_path: Path) -> None:
    """A name with an escape sequence and a line break is shown as harmless text."""
    write_document(tmp_path / "a\x1b[31m\nb.md", 1)
    assert names([tmp_path]) == ["a\\x1b[31m\\x0ab.md"]


def test_links_are_followed_to_files_inside_only(tmp_path: Path) -> None:
    """A link to a file in the folder is a twin; links to folders, out of the folder and to nowhere are not followed."""
    inside = write_document(tmp_path / "in" / "a.md", 1)
    outside = write_document(tmp_path / "out-there" / "secret.md", 2)
    (tmp_path / "in" / "b.md").symlink_to(inside)
    (tmp_path / "in" / "c.md").symlink_to(outside)
    (tmp_path / "in" / "d.md").symlink_to(tmp_path / "nowhere")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    plan = inputs_to_plan([tmp_path / "in"])
    assert [document.names for document in plan.documents] == [("a.md", "b.md")]
    assert [(item.name, item.reason) for item in plan.ignored] == [
        ("c.md", "link-outside"),
        ("d.md", "link-broken"),
        ("loop", "link-to-folder"),
    ]


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    """A named pipe would block for ever."""
    write_document(tmp_path / "a.md", 1)
    os.mkfifo(tmp_path / "pipe.pdf")
    plan = inputs_to_plan([tmp_path])
    assert [(item.name, item.reason) for item in plan.ignored] == [("pipe.pdf", "no-regular-file")]


def test_the_output_folder_is_not_an_input(tmp_path: Path) -> None:
    """A dataset inside the archive is not read as documents, ours or another one's."""
    write_document(tmp_path / "a.md", 1)
    write_document(tmp_path / "output" / "report.md", 2)
    (tmp_path / "older" / ".rajut").mkdir(parents=True)
    write_document(tmp_path / "older" / "report.md", 3)
    assert names([tmp_path], tmp_path / "output") == ["a.md"]


def test_same_bytes_are_one_document_with_two_names(tmp_path: Path) -> None:
    """The first name in sorted order leads."""
    for name in ("b.md", "a.md"):
        write_document(tmp_path / name, 7)
    write_document(tmp_path / "c.md", 8)
    plan = inputs_to_plan([tmp_path])
    assert [document.names for document in plan.documents] == [("a.md", "b.md"), ("c.md",)]


def test_a_folder_without_documents_is_a_wrong_argument(tmp_path: Path) -> None:
    """Silence would look like success."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(UsageError, match="folder-empty"):
        inputs_to_plan([tmp_path])
