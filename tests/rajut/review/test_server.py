"""The desk over HTTP: who may ask, what is kept, and that texts of documents stay texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

pytest.importorskip("starlette", reason="the desk needs rajut[review]")
pytest.importorskip("httpx", reason="the test client needs httpx")

from starlette.testclient import TestClient

from rajut.reference.corrections_file import load_corrections
from rajut.review.server import DeskServer
from rajut.seen.questions import doubt_to_question
from schemas.correction import CORRECTIONS
from tests.rajut.review.desks import Placed, open_again, place

TOKEN = "token"
OWN = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def placed(tmp_path: Path) -> Placed:
    return place(tmp_path)


@pytest.fixture
def client(placed: Placed) -> Iterator[TestClient]:
    with TestClient(
        DeskServer(placed.desk, TOKEN).app(), base_url="http://127.0.0.1", headers=OWN, follow_redirects=False
    ) as made:
        yield made


def answer(client: TestClient, placed: Placed, decision: str, **fields: str) -> str:
    """Posts an answer and gives where it leads."""
    form = {"document": placed.document_id, "decision": decision, **fields}
    response = client.post(f"/{TOKEN}/answer", data=form)
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def kept(placed: Placed) -> dict[str, str]:
    return {item.decision: item.after for item in load_corrections(placed.out / CORRECTIONS)}


def test_the_list_says_in_the_language_of_the_reader_what_became_of_a_document(client: TestClient, placed: Placed) -> None:
    """The word of the dataset ("flagged") is nothing that an officer is shown."""
    told = {}
    for language in ("en", "id"):
        client.post(f"/{TOKEN}/settings", data={"language": language, "back": f"/{TOKEN}/"})
        told[language] = client.get(f"/{TOKEN}/").text
    assert "<td>to look at</td>" in told["en"]
    assert "<td>perlu dilihat</td>" in told["id"]
    assert "flagged" not in told["en"] + told["id"]


def test_only_who_knows_the_address_sees_anything(client: TestClient, placed: Placed) -> None:
    """Without the token there is nothing, under another name of the machine neither; a page may load nothing from elsewhere."""
    assert client.get("/").status_code == 404
    assert client.get(f"/other/d/{placed.document_id}/").status_code == 404
    assert client.get(f"/{TOKEN}/", headers={"Host": "evil.example"}).status_code == 400
    page = client.get(f"/{TOKEN}/d/{placed.document_id}/")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"


def test_no_other_site_can_answer(client: TestClient, placed: Placed) -> None:
    """A form that another page sends is refused, with and without the browser's word for it."""
    form = {"document": placed.document_id, "decision": "value:d/t1/r1c4", "after": "125"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}):
        assert client.post(f"/{TOKEN}/answer", data=form, headers=headers).status_code == 403
    bare = TestClient(DeskServer(placed.desk, TOKEN).app(), base_url="http://127.0.0.1")
    assert bare.post(f"/{TOKEN}/answer", data=form, headers={"Origin": "http://evil.example"}).status_code == 403
    assert bare.post(f"/{TOKEN}/answer", data=form).status_code == 403
    assert not (placed.out / CORRECTIONS).exists()


def test_texts_of_documents_are_texts(client: TestClient, placed: Placed) -> None:
    """What a document prints is never markup."""
    page = client.get(f"/{TOKEN}/d/{placed.document_id}/").text
    assert "<b>Teknis</b>" not in page


def test_an_answer_is_kept_before_the_next_page_comes(client: TestClient, placed: Placed) -> None:
    """Each kind of form: a candidate, a typed number, a confirmation, the fields of a column; signed and dated."""
    answer(client, placed, "value:d/t1/r1c4", how="type", typed="12,5", why="seen")
    answer(client, placed, "value:d/t1/r1c3", how="confirm")
    answer(client, placed, "level:d/t1/r2c0", after="activity")
    before = "role=unknown"
    answer(client, placed, "column:d/t1#c5", how="column", before=before, role="value", measure="realization", year="2020")
    assert kept(placed) == {
        "value:d/t1/r1c4": "12.5",
        "value:d/t1/r1c3": "15",
        "level:d/t1/r2c0": "activity",
        "column:d/t1#c5": "role=value; measure=realization; year=2020",
    }
    item = load_corrections(placed.out / CORRECTIONS).find(placed.document_id, "value:d/t1/r1c4")
    assert item is not None
    assert (item.who, item.when, item.why, item.read) == ("sari", "2026-11-26T08:00:00Z", "seen", "12 5")


def test_what_can_mean_two_things_is_asked_again(client: TestClient, placed: Placed) -> None:
    """A typed 4.500 is 4500 or 4.5: nothing is kept until the person says which; nonsense is refused in words."""
    where = answer(client, placed, "value:d/t1/r1c4", how="type", typed="4.500")
    page = client.get(where).text
    assert 'value="4500"' in page
    assert 'value="4.5"' in page
    assert "can mean two things" in page
    where = answer(client, placed, "value:d/t1/r1c4", how="type", typed="banyak")
    assert "is no answer here" in client.get(where).text
    assert not (placed.out / CORRECTIONS).exists()


def test_a_form_without_an_answer_keeps_nothing(client: TestClient, placed: Placed) -> None:
    """Enter in the note is no confirmation."""
    answer(client, placed, "value:d/t1/r1c4", how="type", why="only a note")
    answer(client, placed, "level:d/t1/r2c0", how="type", why="only a note")
    assert not (placed.out / CORRECTIONS).exists()


def test_an_answer_can_be_taken_back(client: TestClient, placed: Placed) -> None:
    """Undo goes to the place of the last answer; an older one is withdrawn by name."""
    answer(client, placed, "value:d/t1/r1c4", after="12.5")
    answer(client, placed, "value:d/t1/r1c3", how="confirm")
    undone = client.post(f"/{TOKEN}/undo").headers["location"]
    assert quote("value:d/t1/r1c3", safe="") in undone
    assert list(kept(placed)) == ["value:d/t1/r1c4"]
    client.post(f"/{TOKEN}/withdraw", data={"document": placed.document_id, "decision": "value:d/t1/r1c4"})
    assert kept(placed) == {}
    client.post(f"/{TOKEN}/undo")
    assert list(kept(placed)) == ["value:d/t1/r1c4"]


def test_the_end_of_the_queue_is_told(client: TestClient, placed: Placed) -> None:
    """The answer to the last question says that none is left and leads to the other documents; none before it does."""
    said = []
    for doubt in placed.doubts:
        question = doubt_to_question(placed.seen, doubt)
        where = answer(client, placed, doubt.decision, after=(*question.candidates, question.before)[0])
        said.append("Every question of this document has an answer" in client.get(where).text)
    assert said == [False] * (len(said) - 1) + [True]


def test_all_of_a_kind_are_answered_at_once(client: TestClient, placed: Placed) -> None:
    """One press confirms each doubt of a group, each with its own line in the file."""
    decisions = ["value:d/t1/r2c3", "value:d/t1/r2c4"]
    form = {"document": placed.document_id, "decision": decisions, "how": "confirm", "asked": decisions[0]}
    assert client.post(f"/{TOKEN}/answer", data=form).status_code == 303
    assert kept(placed) == {"value:d/t1/r2c3": "1500", "value:d/t1/r2c4": "2500"}


def test_for_looking_nothing_is_kept(tmp_path: Path) -> None:
    """--read-only shows everything and takes no answer."""
    placed = place(tmp_path, read_only=True)
    client = TestClient(DeskServer(placed.desk, TOKEN).app(), base_url="http://127.0.0.1", headers=OWN, follow_redirects=False)
    page = client.get(f"/{TOKEN}/d/{placed.document_id}/").text
    assert 'name="how"' not in page
    form = {"document": placed.document_id, "decision": "value:d/t1/r1c4", "after": "125"}
    assert client.post(f"/{TOKEN}/answer", data=form).status_code == 403
    assert client.post(f"/{TOKEN}/undo").status_code == 303
    assert not (placed.out / CORRECTIONS).exists()


def test_every_page_opens_in_both_languages(client: TestClient, placed: Placed) -> None:
    """The list, a document, a question about any cell, all answers, the sample."""
    answer(client, placed, "value:d/t1/r1c4", after="12.5")
    for language, word in (("id", "Meja pemeriksaan"), ("en", "Review desk")):
        client.post(f"/{TOKEN}/settings", data={"language": language})
        assert word in client.get(f"/{TOKEN}/").text
        assert client.get(f"/{TOKEN}/answers").status_code == 200
        for ref in placed.seen.cells:
            assert client.get(f"/{TOKEN}/d/{placed.document_id}/?at={quote(f'cell:{ref}', safe='')}").status_code == 200
        for doubt in placed.doubts:
            assert client.get(f"/{TOKEN}/d/{placed.document_id}/card?at={quote(doubt.decision, safe='')}").status_code == 200


def test_a_place_that_is_not_there_is_no_error_of_ours(client: TestClient, placed: Placed) -> None:
    """Made-up places give an empty question or nothing found, never a crash."""
    for at in ("value:d/t9/r9c9", "column:d/t1#c99", "column:d/t1", "x", ":", "value:", "join:p9/t9", "cell:"):
        assert client.get(f"/{TOKEN}/d/{placed.document_id}/?at={quote(at, safe='')}").status_code == 200
    assert client.get(f"/{TOKEN}/d/0000000000000000/").status_code == 404
    assert client.get(f"/{TOKEN}/d/{placed.document_id}/page/1.png").status_code == 404
    response = client.post(
        f"/{TOKEN}/answer", data={"document": placed.document_id, "decision": "value:d/t9/r9c9", "after": "1"}
    )
    assert response.status_code == 303
    assert not (placed.out / CORRECTIONS).exists()


def test_a_redirect_never_leads_away(client: TestClient, placed: Placed) -> None:
    """Where a form came from is believed only for pages of the desk."""
    for back in ("https://evil.example/", "//evil.example", "/elsewhere"):
        assert client.post(f"/{TOKEN}/settings", data={"back": back}).headers["location"] == f"/{TOKEN}/"


def test_the_sample_is_checked_cell_by_cell(client: TestClient, placed: Placed) -> None:
    """Each verdict leads to the next cell; the share and its interval stand on the first page; a restart draws the same cells."""
    seen: list[str] = []
    where = client.get(f"/{TOKEN}/sample")
    while where.status_code == 303:
        at = where.headers["location"]
        decision = at.partition("?at=")[2].partition("&")[0].replace("%3A", ":").replace("%2F", "/")
        number = at.partition("sample=")[2]
        seen.append(decision)
        answer(client, placed, decision, after="wrong" if len(seen) == 2 else "right", sample=number)
        where = client.get(f"/{TOKEN}/sample")
    assert len(seen) == len(set(seen)) >= 3
    assert [decision for _, decision in placed.desk.sample(50)] == [
        decision for _, decision in open_again(placed.source, placed.out).desk.sample(50)
    ]
    assert f"{len(seen) - 1} of {len(seen)} checked values were right" in client.get(f"/{TOKEN}/").text
