"""PostgreSQL servers of one's own: made in a folder, listening on 127.0.0.1 alone, gone afterwards.

Used by the drills, the benchmarks of replicas, and their tests. PostgreSQL refuses to run as root: as root it runs as
the user that Debian's package made for it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

USER = "postgres"
SUPERUSER = "songbang"


def programs() -> Path | None:
    """Where the newest PostgreSQL's programs are; None where there is none."""

    def version(folder: Path) -> list[int]:
        return [int(part) for part in re.findall(r"\d+", folder.parent.name)]

    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(found, key=version, default=None)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _run(command: Sequence[str], cwd: Path) -> str:
    if os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr[-800:]}")
    return done.stdout


@dataclass(slots=True)
class Server:
    """One server in `place`; `start` and `stop` as often as you like, `destroy` at the end."""

    place: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def bin(self) -> Path:
        found = programs()
        if found is None:
            raise RuntimeError("PostgreSQL is not installed")
        return found

    @property
    def folder(self) -> Path:
        return self.place / "db"

    def url(self, database: str = "office", role: str = "office") -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def initialise(self, settings: Mapping[str, str] | None = None) -> None:
        """A new cluster with an empty database `office`, whose owner of the same name is no superuser."""
        self._make_place()
        command = [f"{self.bin}/initdb", "-D", str(self.folder), "-A", "trust", "-U", SUPERUSER]
        _run([*command, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], self.place)
        self.start(settings)
        self.sql("CREATE ROLE office LOGIN CREATEDB")
        self.sql("CREATE DATABASE office OWNER office TEMPLATE template0")

    def _make_place(self) -> None:
        self.place.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.place, USER)

    def copy_of(self, primary: Server, name: str) -> None:
        """A standby that follows `primary`, to whom it is called `name`."""
        self._make_place()
        command = [f"{self.bin}/pg_basebackup", "-D", str(self.folder), "-R", "-X", "stream", "-c", "fast", "--no-sync"]
        told = f"host=127.0.0.1 port={primary.port} user={SUPERUSER} application_name={name}"
        _run([*command, "-d", told], self.place)

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        self.settings |= settings or {}
        told = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", **self.settings}
        options = " ".join(f"-c {name}='{value}'" for name, value in told.items())
        command = [f"{self.bin}/pg_ctl", "-D", str(self.folder), "-w", "-l", str(self.place / "log")]
        _run([*command, "-o", f"-p {self.port} {options}", "start"], self.place)

    def sql(self, statement: str, database: str = "postgres") -> str:
        """What a statement of the superuser's says."""
        command = [f"{self.bin}/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1"]
        return _run(
            [*command, "-p", str(self.port), "-U", SUPERUSER, "-d", database, "-c", statement], self.place
        ).strip()

    def kill(self) -> None:
        """SIGKILL to all its processes at once, as when the machine goes dark."""
        told = self.folder / "postmaster.pid"
        first = int(told.read_text().split()[0])
        ended = (first, *_children(first))
        for pid in ended:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(_lives(pid) for pid in ended):
            time.sleep(0.01)
        told.unlink()  # where nobody waits for orphans, the number seems to be in use

    def promote(self) -> None:
        _run([f"{self.bin}/pg_ctl", "-D", str(self.folder), "-w", "promote"], self.place)

    def stop(self) -> None:
        with suppress(RuntimeError):
            _run([f"{self.bin}/pg_ctl", "-D", str(self.folder), "-m", "immediate", "stop"], self.place)

    def destroy(self) -> None:
        if self.place.exists():
            self.stop()
        shutil.rmtree(self.place, ignore_errors=True)


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = path.read_text().rpartition(")")[2].split()
            if int(told[1]) == pid:
                found.append(int(path.parent.name))
    return found


def _lives(pid: int) -> bool:
    """A process that nobody has waited for yet is dead all the same."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
