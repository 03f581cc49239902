"""A process that opens foreign files: jobs come as lines, and each is answered with one, within limits.

It imports nothing that reads a file: what a process needs beyond this is for it to say.
"""

from __future__ import annotations

import contextlib
import json
import resource
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from songbang.core.errors import SongbangError


def serve(read: Callable[[Mapping[str, Any]], str]) -> None:
    """Answer jobs until standard input ends, which it does by itself only where whoever asked is dead: what was found
    for him is taken away then. Arguments: memory in bytes, seconds of processor time a job."""
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    out = None
    try:
        for line in sys.stdin:
            _more_time(seconds)
            job = json.loads(line)
            out = Path(job["out"])
            sys.stdout.write(json.dumps(_answer(read, job), ensure_ascii=False) + "\n")
            sys.stdout.flush()
    finally:
        if out:
            _take_away(out)


def _take_away(out: Path) -> None:
    """Registers hold people's names: none stays in a folder that nobody comes back for."""
    shutil.rmtree(out, ignore_errors=True)
    with contextlib.suppress(OSError):
        out.parent.rmdir()


def _more_time(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, most))


def _answer(read: Callable[[Mapping[str, Any]], str], job: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"found": read(job)}
    except SongbangError as error:
        return {"error": {"code": error.code, "parameters": error.parameters}}
    except MemoryError:
        return {"error": {"code": "file.too_hard", "parameters": {"file": job["shown"]}}}
