"""An S3 server that is slow, answers 500, breaks off and hangs up, between the command and a bucket; readers look on.

    python -m benchmarks.unreliable_store [--rounds 6] [--share 0.08]

The command goes from store to store and is given again until it succeeds. After every attempt a reader must find the set before or the
new one, whole, and at the end the bytes of a local run. Exit status 1 where that is not so.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import importlib
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from rajut.batch.run import convert_batch
from tests.rajut.batch.corpus import dataset_bytes, write_document

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "from rajut.cli.app import main; main()"
KNOWN = {0, 3, 8, 9}  # done; unreadable, unwritable, unreachable: coded ends with a cure
ATTEMPTS = 25


class Faulty(BaseHTTPRequestHandler):
    """Hands requests on to the server behind, and spoils some of the answers."""

    protocol_version = "HTTP/1.1"
    behind: tuple[str, int]
    share = 0.0
    chance = random.Random(1)
    faults: ClassVar[Counter[str]] = Counter()

    def handle_one(self) -> None:
        """One request, whatever its method."""
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        fault = self.chance.choice(("500", "503", "slow", "truncated", "hung up")) if self.chance.random() < self.share else ""
        if fault:
            self.faults[fault] += 1
        if fault == "slow":
            time.sleep(2.0)
        if fault in {"500", "503"}:
            self.send_response(int(fault))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if fault == "hung up":
            self.close_connection = True
            return
        self._hand_on(body, truncated=fault == "truncated")

    def _hand_on(self, body: bytes, *, truncated: bool) -> None:
        there = http.client.HTTPConnection(*self.behind, timeout=60)
        headers = {key: value for key, value in self.headers.items() if key.lower() != "connection"}
        there.request(self.command, self.path, body, headers)
        answer = there.getresponse()
        content = answer.read()
        there.close()
        self.send_response(answer.status)
        for key, value in answer.getheaders():
            if key.lower() not in {"transfer-encoding", "connection", "content-length", "date", "server"}:
                self.send_header(key, value)
        size = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
        self.send_header("Content-Length", size or "0")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content[: len(content) // 2] if truncated else content)
        if truncated:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing."""


for _method in ("GET", "PUT", "POST", "HEAD", "DELETE"):
    setattr(Faulty, f"do_{_method}", Faulty.handle_one)


def published(store: Any, base: str) -> dict[str, bytes] | None:
    """What a reader finds by way of the pointer, every file held against the snapshot; None for nothing. Raises ValueError for half a
    set."""
    if not store.exists(f"{base}/current.json"):
        return None
    pointer = json.loads(store.cat_file(f"{base}/current.json"))
    place = f"{base}/{pointer['set']}"
    found = {key.rpartition(f"/{pointer['set']}/")[2]: store.cat_file(key) for key in store.find(place)}
    for name, file in json.loads(found["snapshot.json"])["files"].items():
        if hashlib.sha256(found[name]).hexdigest() != file["sha256"]:
            raise ValueError(f"half a set: {name}")
    return found


def main() -> int:
    """Runs and reports; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--share", type=float, default=0.08, help="of requests that are spoilt")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ |= {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = importlib.import_module("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    Faulty.behind, Faulty.chance = server.get_host_and_port(), random.Random(given.seed)
    between = ThreadingHTTPServer(("127.0.0.1", 0), Faulty)
    threading.Thread(target=between.serve_forever, daemon=True).start()
    straight = importlib.import_module("s3fs").S3FileSystem(
        endpoint_url="http://{}:{}".format(*Faulty.behind), use_listings_cache=False
    )
    straight.mkdir("arsip")
    Faulty.share = given.share
    try:
        with tempfile.TemporaryDirectory() as scratch:
            bad, statuses = _rounds(straight, Path(scratch), given.rounds, f"http://127.0.0.1:{between.server_port}")
    finally:
        between.shutdown()
        server.stop()
    print(
        f"{given.rounds} rounds, {sum(statuses.values())} attempts, exit statuses {dict(statuses)}, faults {dict(Faulty.faults)}"
    )
    for line in bad:
        print(f"BROKEN {line}")
    return 1 if bad else 0


def _rounds(store: Any, base: Path, rounds: int, endpoint: str) -> tuple[list[str], Counter[int]]:
    bad: list[str] = []
    statuses: Counter[int] = Counter()
    before: dict[str, bytes] | None = None
    for number in range(rounds):
        for document in range(3):
            path = write_document(base / "archive" / f"{number}-{document}.md", 10 * number + document)
            store.pipe_file(f"arsip/archive/{path.name}", path.read_bytes())
        convert_batch([base / "archive"], base / "alone")
        wanted = dataset_bytes(base / "alone")
        # every other round on a machine that knows nothing of the rounds before
        environment = os.environ | {
            "AWS_ENDPOINT_URL": endpoint,
            "XDG_CACHE_HOME": str(base / f"cache {number // 2}"),
            "PYTHONPATH": str(ROOT),
        }
        command = [
            sys.executable,
            "-c",
            COMMAND,
            "convert",
            "s3://arsip/archive",
            "--out",
            "s3://arsip/dataset",
            "--jobs",
            "1",
        ]
        for _ in range(ATTEMPTS):
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            statuses[done.returncode] += 1
            if done.returncode not in KNOWN:
                bad.append(f"round {number}: exit status {done.returncode} {done.stderr[-300:]}")
            store.invalidate_cache()
            found = published(store, "arsip/dataset")
            if found not in (before, wanted):
                bad.append(f"round {number}: a reader found neither the set before nor the new one")
            if done.returncode == 0:
                break
        if published(store, "arsip/dataset") != wanted:
            bad.append(f"round {number}: not the bytes of a local run")
        before = wanted
    return bad, statuses


if __name__ == "__main__":
    sys.exit(main())
