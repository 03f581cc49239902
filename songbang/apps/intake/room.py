"""A room apart for foreign files: they are opened in a process of their own, with limits, and told as plain lines."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from songbang.core.errors import Unreadable
from songbang.core.reading.documents.formats import ENDINGS as DOCUMENT_ENDINGS
from songbang.core.reading.documents.formats import LEGACY
from songbang.core.reading.formats import ENDINGS

MOST_MEMORY = 2 * 2**30
"""Address space, not use: the whole of it for a register of 100,000 rows is below 500 MB."""
MOST_SECONDS = 120
MOST_SECONDS_AT_ONCE = 15
"""Processor time for a file that somebody waits for."""
DOCUMENT_MEMORY = 6 * 2**30
"""Address space of a reader that recognises characters; its use stays near 1 GB."""
DOCUMENT_SECONDS = 400
"""Of the processor, for as many pages as a scan may have."""
Found = Literal["register", "corrections", "cells", "document"]
Wanted = Literal["register", "cells", "document"]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read. `path` is where it is kept, `file` its name in rows, `shown` its name for people."""

    path: Path
    file: str
    shown: str
    folders: tuple[str, ...]
    units: list[dict[str, Any]]
    allowed: list[str] | None = None
    """Codes of the units whose rows may be in it; None: all."""
    mapping: list[dict[str, Any]] = field(default_factory=list)
    corrections: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    """(sheet, row, field → cell)."""
    wanted: Wanted = "register"
    """`cells`: what the sheets say, cell by cell, without taking it for registers. `document`: a document or a form."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found and where it lies, until the next job is read or the room is closed."""

    found: Found
    folder: Path

    def account(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.folder / "account.json").read_text("utf-8"))
        return content

    def cells(self) -> list[tuple[str, list[list[str]]]]:
        """(name of the sheet, its rows as text); merged ranges are filled."""
        content = json.loads((self.folder / "cells.json").read_text("utf-8"))
        return [(sheet["name"], sheet["rows"]) for sheet in content]

    def document(self) -> dict[str, Any]:
        """The contract's line for a document or a form."""
        content: dict[str, Any] = json.loads((self.folder / "document.json").read_text("utf-8"))
        return content

    def corrections(self) -> list[list[Any]]:
        content: list[list[Any]] = json.loads((self.folder / "corrections.json").read_text("utf-8"))
        return content


class Room:
    """Reads files one after another in a process of its own, which is begun at need and anew after a failure."""

    def __init__(
        self, *, memory: int = MOST_MEMORY, seconds: int = MOST_SECONDS, module: str = "songbang.apps.intake.opening"
    ) -> None:
        self.memory, self.seconds, self.module = memory, seconds, module
        self._running: subprocess.Popen[bytes] | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="songbang-reading-"))

    def __enter__(self) -> Room:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def read(self, job: Job) -> Outcome:
        """Raises `Unreadable` with what is wrong; "file.too_hard" where reading took too much."""
        ending = ending_of(job.shown) or _document_ending(job.shown)
        told = {
            "file": job.file, "folders": job.folders, "units": job.units, "allowed": job.allowed,
            "mapping": job.mapping, "corrections": job.corrections, "wanted": job.wanted,
        }  # fmt: skip
        return Outcome(self.ask(job.path, job.shown, ending, told), self.out)

    def ask(self, path: Path, shown: str, ending: str, told: dict[str, Any]) -> Found:
        """Have a file opened by the room's module, which is told `told`; what it says it found. Raises as `read`."""
        answer = self._ask(self._line(path, shown, ending, told))
        if answer is None:
            self._stop()
            raise Unreadable("file.too_hard", file=shown)
        if "error" in answer:
            raise Unreadable(str(answer["error"]["code"]), **answer["error"]["parameters"])
        found: Found = answer["found"]
        return found

    @property
    def out(self) -> Path:
        """Where what was found lies, until the next file is asked for."""
        return self._folder / "out"

    def _line(self, path: Path, shown: str, ending: str, told: dict[str, Any]) -> bytes:
        """The job as a line. No name of a user's reaches a path: the file is linked under a name of ours."""
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        link = self.out / f"file{ending}"
        link.symlink_to(path.resolve())
        whole = {**told, "path": str(link), "out": str(self.out), "shown": shown}
        return json.dumps(whole, ensure_ascii=False).encode() + b"\n"

    def _ask(self, line: bytes) -> dict[str, Any] | None:
        """The answer to a job; None where the process died or took too long."""
        running = self._running if self._running and self._running.poll() is None else self._start()
        if running.stdin is None or running.stdout is None:
            return None
        try:
            running.stdin.write(line)
            running.stdin.flush()
        except BrokenPipeError:
            return None
        ready, _, _ = select.select([running.stdout], [], [], self.seconds * 2)
        said = running.stdout.readline() if ready else b""
        answer: dict[str, Any] | None = json.loads(said) if said else None
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", self.module, str(self.memory), str(self.seconds)]
        # No secret of ours is in the environment of the process that opens foreign files.
        passed = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH", "TMPDIR") if name in os.environ}
        passed |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
        self._running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=passed,
            cwd=Path(__file__).resolve().parents[3],
        )  # fmt: skip
        return self._running

    def _stop(self) -> None:
        if self._running is None:
            return
        self._running.kill()
        self._running.communicate()
        self._running = None


def ending_of(name: str) -> str:
    """The file's ending if it is one that registers have, else nothing."""
    ending = "." + name.lower().rpartition(".")[2]
    return ending if ending in ENDINGS else ""


def cells_of(path: Path, shown: str) -> list[tuple[str, list[list[str]]]]:
    """What a small workbook of a user says, opened in a room of its own: (sheet, rows as text). Raises `Unreadable`."""
    with Room(seconds=MOST_SECONDS_AT_ONCE) as room:
        return room.read(Job(path, shown, shown, (), [], wanted="cells")).cells()


def _document_ending(name: str) -> str:
    """The file's ending if it is one that documents have, else nothing."""
    ending = "." + name.lower().rpartition(".")[2]
    return ending if ending in DOCUMENT_ENDINGS | LEGACY else ""
