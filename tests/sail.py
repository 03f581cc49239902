"""A Sail cluster of two workers (threads of one process) on this machine, for the tests that ask it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from benchmarks.servers import free_port
from tests.conftest import missing

SETTINGS = {
    "SAIL_MODE": "local-cluster", "SAIL_CLUSTER__WORKER_INITIAL_COUNT": "2", "SAIL_CLUSTER__WORKER_MAX_COUNT": "2",
    "SAIL_CLUSTER__WORKER_TASK_SLOTS": "512", "SAIL_EXECUTION__DEFAULT_PARALLELISM": "2", "RUST_LOG": "info",
}  # fmt: skip


@contextmanager
def sail_at(kind: Literal["flight", "spark"], folder: Path) -> Iterator[str]:
    """Host and port of its server of Flight SQL or Spark Connect. `folder` gets its log, which must name both workers
    in the end: somebody has to have asked it something."""
    sail = Path(sys.executable).with_name("sail")
    if not sail.exists():
        missing("pysail is not installed: make setup")
    port = free_port()
    told = folder / "log"
    with told.open("wb") as log:
        command = [sail, kind, "server", "--port", str(port)]
        process = subprocess.Popen(command, env={**os.environ, **SETTINGS}, stdout=log, stderr=log)
    try:
        wait_for(port, process)
        yield f"127.0.0.1:{port}"
        assert all(f"worker {worker} is available" in told.read_text("utf-8", "replace") for worker in (1, 2))
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int, process: subprocess.Popen[bytes], seconds: int = 60) -> None:
    """Until the process listens there."""
    for _ in range(seconds * 10):
        assert process.poll() is None, "it ended"
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens at {port}")
