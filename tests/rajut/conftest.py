"""An object store for tests: a folder, and a bucket of an S3 server that runs for the test."""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

HAS_S3 = importlib.util.find_spec("s3fs") is not None and importlib.util.find_spec("moto") is not None


@pytest.fixture(params=["file", pytest.param("s3", marks=pytest.mark.skipif(not HAS_S3, reason="s3fs or moto is missing"))])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty store's address: a folder, or a bucket of an S3 server that runs for the test."""
    if request.param == "file":
        (tmp_path / "store").mkdir()
        yield f"file://{tmp_path}/store"
        return
    s3fs = importlib.import_module("s3fs")
    threaded = importlib.import_module("moto.server").ThreadedMotoServer
    server = threaded(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "us-east-1" if name.endswith("REGION") else "testing")
    s3fs.S3FileSystem.clear_instance_cache()
    bucket = f"arsip-{os.getpid()}-{abs(hash(tmp_path)) % 10**9}"  # the server forgets nothing while the process lives
    s3fs.S3FileSystem().mkdir(bucket)
    yield f"s3://{bucket}"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()
