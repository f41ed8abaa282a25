"""ZIP archives: every member is a document of its own, and no name or size in an archive can do harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from extract.options import Limits
from rajut.batch.plan import inputs_to_plan
from rajut.batch.run import BatchOptions, BatchSummary, convert_batch
from rajut.batch.zip_members import file_to_members, member_as_file, member_to_sha256
from schemas.errors import LimitError, UnreadableError
from tests.rajut.batch.corpus import TABLE, dataset_bytes, write_document


def document(number: int) -> bytes:
    return TABLE.format(name=f"Nomor {number}", first=number, second=number + 1).encode()


def archive(path: Path, *members: tuple[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            package.writestr(name, content)
    return path


def archive_with_name(path: Path, raw: bytes, content: bytes) -> Path:
    """An archive with one member whose name is these very bytes, not marked as UTF-8."""
    placeholder = "N" * len(raw)
    path.write_bytes(archive(path, (placeholder, content)).read_bytes().replace(placeholder.encode(), raw))
    return path


def names(folder: Path) -> list[str]:
    return [item.source_name for item in inputs_to_plan([folder]).documents]


def statuses(summary: BatchSummary) -> dict[str, str]:
    return {entry.source_name: entry.error_code or entry.status for entry in summary.entries}


def test_members_are_documents_like_files_in_a_folder(tmp_path: Path) -> None:
    """Members are named after the archive; what is no document is left alone with the reason, as in a folder."""
    photo, litter = ("foto.jpg", b"\xff\xd8\xff" + bytes(50)), ("__MACOSX/._renja.md", b"x")
    archive(tmp_path / "2020" / "arsip.zip", ("renja.md", document(1)), ("dalam/renstra.md", document(2)), photo, litter)
    plan = inputs_to_plan([tmp_path])
    assert [item.source_name for item in plan.documents] == ["2020/arsip.zip!/dalam/renstra.md", "2020/arsip.zip!/renja.md"]
    assert {(item.name, item.reason) for item in plan.ignored} == {
        ("2020/arsip.zip!/foto.jpg", "no-document"),
        ("2020/arsip.zip!/__MACOSX/._renja.md", "hidden"),
    }


def test_an_office_document_is_no_archive(tmp_path: Path) -> None:
    """A DOCX, an XLSX and an EPUB are packages, not archives of documents."""
    for member in ("word/document.xml", "xl/workbook.xml", "META-INF/container.xml"):
        archive(tmp_path / f"{member.replace('/', '-')}.zip", (member, b"<a/>"), ("table.md", document(1)))
    assert all("!/" not in name for name in names(tmp_path))


def test_an_archive_without_documents_is_refused_by_its_own_name(tmp_path: Path) -> None:
    """An archive of pictures, an empty one and a damaged one stay in the list, so that nobody believes that they were read."""
    archive(tmp_path / "pictures.zip", ("a.jpg", b"\xff\xd8\xff" + bytes(50)))
    archive(tmp_path / "empty.zip")
    (tmp_path / "cut.zip").write_bytes(archive(tmp_path / "whole.zip", ("a.md", document(1))).read_bytes()[:-30])
    summary = convert_batch([tmp_path], tmp_path / "out", BatchOptions(jobs=0))
    assert statuses(summary) == {
        "pictures.zip": "document-unsupported",
        "empty.zip": "document-unsupported",
        "cut.zip": "document-broken",
        "whole.zip!/a.md": "ok",
    }


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"../../../etc/cron.d/x.md", "etc/cron.d/x.md"),
        (b"/etc/passwd.md", "etc/passwd.md"),
        (b"C:\\Windows\\x.md", "Windows/x.md"),
        (b"a/./b//c/../x.md", "a/b/c/x.md"),
        ("rencana-ä.md".encode(), "rencana-ä.md"),
        (b"rencana-\xe4.md", "rencana-\\xe4.md"),
        (b"zeile\n\x07.md", "zeile\\x0a\\x07.md"),
    ],
)
def test_a_name_cannot_lead_anywhere(raw: bytes, shown: str, tmp_path: Path) -> None:
    """Paths that climb, absolute ones, drives, bytes that are no UTF-8, control characters: the name is only a name."""
    archive_with_name(tmp_path / "in" / "a.zip", raw, document(1))
    summary = convert_batch([tmp_path / "in"], tmp_path / "out", BatchOptions(jobs=0))
    assert statuses(summary) == {f"a.zip!/{shown}": "ok"}
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    """An archive may hold a name twice, and a folder may be called like an archive's member."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive(tmp_path / "a.zip", ("x.md", document(1)), ("x.md", document(2)), ("../x.md", document(3)))
    write_document(tmp_path / "a.zip!" / "x.md", 4)
    assert names(tmp_path) == ["a.zip!/x.md", "a.zip!/x.md (2)", "a.zip!/x.md (3)", "a.zip!/x.md (4)"]


def test_a_member_and_a_file_with_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    """Twins are found across archives, and each name is listed."""
    archive(tmp_path / "a.zip", ("x.md", document(1)))
    (tmp_path / "b.md").write_bytes(document(1))
    (only,) = inputs_to_plan([tmp_path]).documents
    assert only.names == ("a.zip!/x.md", "b.md")


def test_an_isolated_run_over_archives_gives_what_the_unpacked_files_give(tmp_path: Path) -> None:
    """Workers read the members; values are those of the same files outside, and nothing is left unpacked."""
    archive(tmp_path / "in" / "a.zip", *((f"{number}.md", document(number)) for number in range(4)))
    summary = convert_batch([tmp_path / "in"], tmp_path / "out", BatchOptions(jobs=2, timeout=60.0, memory=2**30))
    assert set(statuses(summary).values()) == {"ok"}
    assert summary.published is not None
    assert summary.published.rows["observations"] == 16
    assert not [path for path in (tmp_path / "out" / ".rajut").rglob("*") if "member" in path.name]


def test_only_what_changed_in_an_archive_is_read_again(tmp_path: Path) -> None:
    """An archive that is as it was is skipped by its time; in one that was written anew the bytes of each member decide."""
    members = [(f"{number}.md", document(number)) for number in range(3)]
    archive(tmp_path / "in" / "a.zip", *members)
    options = BatchOptions(jobs=0)
    convert_batch([tmp_path / "in"], tmp_path / "out", options)
    before = dataset_bytes(tmp_path / "out")
    assert convert_batch([tmp_path / "in"], tmp_path / "out", options).skipped == 3
    assert dataset_bytes(tmp_path / "out") == before
    members[1] = ("1.md", document(77))
    archive(tmp_path / "in" / "a.zip", *members)
    assert convert_batch([tmp_path / "in"], tmp_path / "out", options).skipped == 2


def test_an_encrypted_member_and_an_archive_within_are_refused(tmp_path: Path) -> None:
    """Both keep a line of their own with a code; the document beside them is read."""
    inner = archive(tmp_path / "inner.zip", ("x.md", document(1))).read_bytes()
    path = archive(tmp_path / "in" / "a.zip", ("ok.md", document(2)), ("secret.md", document(3)), ("inner.zip", inner))
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)  # the second entry of the directory: its flags say encrypted
    data[at + 8] |= 1
    path.write_bytes(data)
    summary = convert_batch([tmp_path / "in"], tmp_path / "out", BatchOptions(jobs=0))
    assert statuses(summary) == {
        "a.zip!/inner.zip": "document-unsupported",
        "a.zip!/ok.md": "ok",
        "a.zip!/secret.md": "document-encrypted",
    }


def test_a_bomb_is_refused_while_it_is_unpacked(tmp_path: Path) -> None:
    """A member that unpacks to more than the limit, or a thousandfold, ends in a coded refusal whatever its entry says."""
    path = archive(tmp_path / "a.zip", ("bomb.md", bytes(100_000_000)), ("big.md", document(1) * 500))
    with pytest.raises(LimitError, match="document-too-large"), member_as_file(path, 0, "a.zip!/bomb.md"):
        pass
    with pytest.raises(LimitError), member_as_file(path, 1, "a.zip!/big.md", Limits(file_bytes=1000)):
        pass
    assert member_to_sha256(path, 0) == ""


def test_an_archive_of_too_many_members_is_one_document(tmp_path: Path) -> None:
    """A directory beyond the limit is not listed: the archive is refused as a whole."""
    path = archive(tmp_path / "a.zip", *((f"{number}.md", b"x") for number in range(20)))
    assert file_to_members(path, Limits(parts=10)) is None
    assert len(file_to_members(path) or ()) == 20


def test_an_archive_that_vanishes_after_planning_costs_its_members_only(tmp_path: Path) -> None:
    """What was planned and cannot be read any more is a coded refusal."""
    with pytest.raises(UnreadableError, match="document-broken"), member_as_file(tmp_path / "gone.zip", 0, "gone.zip!/x.md"):
        pass
