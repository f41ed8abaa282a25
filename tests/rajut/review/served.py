"""A desk served by a thread, and a browser's page before it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

from rajut.review.server import DeskServer, bound_socket
from tests.rajut.review.desks import Placed


def open_desk(browser: Any, placed: Placed, **options: Any) -> Iterator[Any]:
    """A page whose `base` is the document's own address."""
    with bound_socket(0) as sock:
        server = uvicorn.Server(uvicorn.Config(DeskServer(placed.desk, "token").app(), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        page = browser.new_context(viewport={"width": 1366, "height": 768}, **options).new_page()
        page.base = f"http://127.0.0.1:{sock.getsockname()[1]}/token/d/{placed.document_id}/"
        yield page
        page.close()
        server.should_exit = True
        thread.join(10)


def wait_for(check: Callable[[], bool], seconds: float = 30.0) -> None:
    """Until `check` holds; fails when that takes too long."""
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline
        time.sleep(0.05)
