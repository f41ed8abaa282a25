"""The desk's server: pages, pictures and forms on 127.0.0.1, behind an address that nobody can guess.

Nothing comes from elsewhere and nothing may run but the desk's own script (Content-Security-Policy). Pages work without script: every
answer is a form.
"""

from __future__ import annotations

import contextlib
import secrets
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from rajut.review.desk import Desk
from rajut.review.desk_pages import (
    COLUMN_FIELDS,
    SAMPLE_SIZE,
    Asked,
    answers_page,
    card_html,
    document_page,
    index_page,
    marks_of_page,
    next_open,
    raw_html,
    render,
    rows_html,
)
from rajut.review.guarded import Guarded
from rajut.seen.questions import typed_to_answers
from rajut.seen.seen_document import SeenDocument
from schemas.errors import RajutError
from schemas.geometry import BBox

HOST = "127.0.0.1"
_SCALES = (1.0, 1.5, 2.0, 3.0)
_CROP_SCALE = 2.0
_LARGEST_FORM = 256 * 1024
_PICTURES_KEPT = 48
_STATIC = {"desk.css": "text/css", "desk.js": "text/javascript", "rows.js": "text/javascript", "drawing.js": "text/javascript"}
_KEEP = {"Cache-Control": "private, max-age=3600"}
Form = dict[str, list[str]]


class DeskServer:
    """Routes of one desk. `token` is the first part of every path."""

    def __init__(self, desk: Desk, token: str) -> None:
        self.desk = desk
        self.base = f"/{token}"
        self._drawing = threading.Lock()  # pdfium draws one page at a time
        self._pictures: dict[tuple[str, int, float], bytes] = {}

    def app(self) -> Starlette:
        """The application, every path behind the token."""
        base = self.base
        routes = [
            Route(f"{base}/", self.index),
            Route(f"{base}/answers", self.answers),
            Route(f"{base}/sample", self.sample),
            Route(f"{base}/settings", _posting(self.settings), methods=["POST"]),
            Route(f"{base}/answer", _posting(self.answer), methods=["POST"]),
            Route(f"{base}/withdraw", _posting(self.withdraw), methods=["POST"]),
            Route(f"{base}/undo", _posting(self.undo), methods=["POST"]),
            Route(f"{base}/publish", _posting(self.publish), methods=["POST"]),
            Route(f"{base}/d/{{document}}/", self.document),
            Route(f"{base}/d/{{document}}/card", self.card),
            Route(f"{base}/d/{{document}}/state", self.state),
            Route(f"{base}/d/{{document}}/marks", self.marks),
            Route(f"{base}/d/{{document}}/raw", self.raw),
            Route(f"{base}/d/{{document}}/rows", self.rows),
            Route(f"{base}/d/{{document}}/page/{{page:int}}.png", self.picture),
            Route(f"{base}/d/{{document}}/crop.png", self.crop),
            *(Route(f"{base}/{name}", _static(name)) for name in _STATIC),
        ]
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
        return Starlette(routes=routes, middleware=[hosts, Middleware(Guarded)])

    def index(self, request: Request) -> Response:
        return HTMLResponse(index_page(self.desk, _number(request.query_params.get("first"), 0), _here(request)))

    def answers(self, request: Request) -> Response:
        return HTMLResponse(answers_page(self.desk, _here(request)))

    def sample(self, request: Request) -> Response:
        """To the first cell of the sample that nobody looked at, from place `at` on."""
        drawn = self.desk.sample(SAMPLE_SIZE)
        start = _number(request.query_params.get("at"), 0)
        for at, (document, decision) in [*enumerate(drawn)][start:]:
            if self.desk.answered(document, decision) is None:
                return RedirectResponse(self._to(document, decision, sample=at), 303)
        return HTMLResponse(render("sampled.html.j2", self.desk, share=self.desk.share(), here=_here(request)))

    def document(self, request: Request) -> Response:
        """One document, at a question or at the first open one."""
        document = self._document(request)
        if request.query_params.get("fresh"):
            self.desk.refresh(document.document_id)
        number = _number(request.query_params.get("table"), 0) or None
        return HTMLResponse(document_page(self.desk, document, _asked(request), number))

    def card(self, request: Request) -> Response:
        """The question alone, for the script."""
        return HTMLResponse(card_html(self.desk, self._document(request), _asked(request)))

    def state(self, request: Request) -> Response:
        """Whether the document was read again since, for the script."""
        key = request.path_params["document"]
        return JSONResponse({"version": self.desk.version.get(key, 0), "busy": self.desk.rereader.busy(key)})

    def marks(self, request: Request) -> Response:
        """The boxes of a table on a page, for the script."""
        document = self._document(request)
        table, page = (_number(request.query_params.get(name), 0) for name in ("table", "page"))
        return JSONResponse(marks_of_page(document, document.table(table), page, set()))

    def raw(self, request: Request) -> Response:
        """The table as it was read, around a cell, for the script."""
        document, cell = self._document(request), request.query_params.get("cell", "")
        return HTMLResponse(raw_html(document, document.table_of.get(cell), cell, {cell}))

    def rows(self, request: Request) -> Response:
        """A part of a long table's rows, for the script."""
        given = request.query_params
        document, number, part = self._document(request), _number(given.get("table"), 0), _number(given.get("part"), 0)
        return HTMLResponse(rows_html(self.desk, document, number, part, given.get("cell", "")))

    def picture(self, request: Request) -> Response:
        """A page as PNG."""
        key, page = request.path_params["document"], request.path_params["page"]
        wanted = float(_number(request.query_params.get("scale"), 15)) / 10
        scale = min(_SCALES, key=lambda known: abs(known - wanted))
        drawn = self._draw(key, page, scale)
        if drawn is None:
            raise HTTPException(404)
        return Response(drawn, media_type="image/png", headers=_KEEP)

    def _draw(self, key: str, page: int, scale: float) -> bytes | None:
        from extract.pdfium.crops import page_to_png

        path = self.desk.source_of(key)
        if path is None:
            return None
        with self._drawing:
            if (key, page, scale) not in self._pictures:
                drawn = page_to_png(path, page, scale=scale)
                if drawn is None:
                    return None
                while len(self._pictures) >= _PICTURES_KEPT:
                    del self._pictures[next(iter(self._pictures))]
                self._pictures[key, page, scale] = drawn
            return self._pictures[key, page, scale]

    def crop(self, request: Request) -> Response:
        """A cell in reading size, with what stands around it."""
        from extract.pdfium.crops import boxes_to_crops

        document = self._document(request)
        cell = document.cells.get(request.query_params.get("ref", ""), {})
        path = self.desk.source_of(document.document_id)
        if path is None or not cell.get("page") or cell["x0"] is None:
            raise HTTPException(404)
        box = BBox(cell["x0"], cell["top"], cell["x1"], cell["bottom"])
        with self._drawing:
            (found,) = boxes_to_crops(path, [(cell["page"], box)], scale=_CROP_SCALE)
        if found is None:
            raise HTTPException(404)
        return Response(found.png, media_type="image/png", headers=_KEEP)

    def settings(self, form: Form) -> Response:
        """Language, and who answers."""
        language, who = _one(form, "language"), _one(form, "who").strip()
        if language in {"en", "id"}:
            self.desk.language = language
        if who:
            self.desk.who = who[:80]
        return RedirectResponse(self._back(form), 303)

    def answer(self, form: Form) -> Response:
        """Keeps an answer and goes on to the next open question; back to this one where the answer cannot be meant."""
        key, decisions = _one(form, "document"), form.get("decision", [])
        if not decisions or key not in self.desk.listed:
            raise HTTPException(404)
        sample = _number(_one(form, "sample"), -1)
        here = decisions[0] if len(decisions) == 1 else _one(form, "asked") or decisions[0]
        after: str | None = None
        if _one(form, "how") != "confirm" or _one(form, "under"):
            kind, said = here.partition(":")[0], _said(form)
            meant = typed_to_answers(kind, said) if _one(form, "how") == "type" else (said,)
            if len(meant) != 1:
                return RedirectResponse(self._to(key, here, typed=said or " ", sample=sample), 303)
            after = meant[0]
        try:
            self.desk.answer(key, decisions, after, _one(form, "why").strip())
        except ValueError:
            return RedirectResponse(self._to(key, here, typed=_said(form) or " ", sample=sample), 303)
        except PermissionError:
            raise HTTPException(403) from None
        if sample >= 0:
            return RedirectResponse(f"{self.base}/sample?at={sample + 1}", 303)
        drawn = here.startswith("table:") and (after or "").startswith("box=")  # stays, to show what comes of it
        following = here if drawn else next_open(self.desk, key, here) or here
        if _one(form, "script"):
            done = self.desk.done(key)
            return JSONResponse({"at": following, "answered": decisions, "answers": len(self.desk.corrections), "done": done})
        return RedirectResponse(self._to(key, following), 303)

    def withdraw(self, form: Form) -> Response:
        """Removes an answer."""
        try:
            self.desk.withdraw(_one(form, "document"), _one(form, "decision"))
        except PermissionError:
            raise HTTPException(403) from None
        return RedirectResponse(self._back(form), 303)

    def undo(self, form: Form) -> Response:
        """Takes back the last answer and goes to its question."""
        place = self.desk.undo()
        return RedirectResponse(self._to(*place) if place is not None else self._back(form), 303)

    def publish(self, form: Form) -> Response:
        """Converts and publishes with the answers."""
        try:
            self.desk.publish()
        except PermissionError:
            raise HTTPException(403) from None
        except RajutError as error:
            return HTMLResponse(render("error.html.j2", self.desk, sentence=error.sentence(self.desk.language), here=""), 500)
        return RedirectResponse(self._back(form), 303)

    def _document(self, request: Request) -> SeenDocument:
        document = self.desk.seen(request.path_params["document"])
        if document is None:
            raise HTTPException(404)
        return document

    def _to(self, document: str, decision: str, *, typed: str = "", sample: int = -1) -> str:
        more = f"&typed={quote(typed, safe='')}" if typed else ""
        more += f"&sample={sample}" if sample >= 0 else ""
        return f"{self.base}/d/{document}/?at={quote(decision, safe='')}{more}"

    def _back(self, form: Form) -> str:
        """Where the form was, if that is a page of ours."""
        wanted = _one(form, "back")
        return wanted if wanted.startswith(f"{self.base}/") else f"{self.base}/"


def _posting(handle: Callable[[Form], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The handler of a form. Larger ones than any of ours are refused."""

    async def endpoint(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST_FORM:
                raise HTTPException(413)
        form: Form = {}
        for name, value in parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True):
            form.setdefault(name, []).append(value)
        return await run_in_threadpool(handle, form)

    return endpoint


def _static(name: str) -> Callable[[Request], Response]:
    content = Path(__file__).with_name(name).read_bytes()

    def endpoint(request: Request) -> Response:
        return Response(content, media_type=_STATIC[name])

    return endpoint


def _asked(request: Request) -> Asked:
    sample = _number(request.query_params.get("sample"), -1)
    given = request.query_params
    part = _number(given.get("rows"), 0)
    return Asked(given.get("at", ""), given.get("typed", ""), sample if sample >= 0 else None, _here(request), part)


def _here(request: Request) -> str:
    """The page's own address without its host; the card is part of its document's page."""
    path = request.url.path.removesuffix("card")
    return f"{path}?{request.url.query}" if request.url.query else path


def _said(form: Form) -> str:
    """The answer as it was given: a button, a text, or the fields of a column. A field that was there and is empty now is "none"."""
    if _one(form, "how") == "column":
        given = {name: _one(form, name).strip() for name in COLUMN_FIELDS}
        if given["role"] not in {"value", ""}:
            return f"role={given['role']}"
        was = {part.partition("=")[0] for part in _one(form, "before").split("; ")}
        said = {name: value or ("none" if name in was else "") for name, value in given.items()}
        return "; ".join(f"{name}={value}" for name, value in said.items() if value)
    if under := _one(form, "under"):
        return f"{_one(form, 'after') or _one(form, 'before')} under {under}"
    return _one(form, "typed").strip() if _one(form, "how") == "type" else _one(form, "after")


def _one(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 9 else default


@contextlib.contextmanager
def bound_socket(port: int) -> Iterator[socket.socket]:
    """A socket on 127.0.0.1; port 0 takes any that is free. Raises OSError where the port is taken."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen(64)  # who has the address may ask at once, and waits until we are ready
        yield made


def new_token() -> str:
    """A part of an address that nobody can guess: 128 random bits."""
    return secrets.token_urlsafe(16)


def run_desk(desk: Desk, sock: socket.socket, token: str) -> None:
    """Serves until the process is interrupted."""
    import uvicorn

    threading.Thread(target=desk.count_doubtful, daemon=True).start()
    config = uvicorn.Config(DeskServer(desk, token).app(), log_level="error", access_log=False, server_header=False)
    try:
        uvicorn.Server(config).run(sockets=[sock])
    finally:
        desk.close()
