"""A primary, a standby that follows it, writes through the office one by one, and the primary killed: what is lost?

    python -m benchmarks.replica [--writes 300] [--rounds 3]

Two real servers on 127.0.0.1 with fsync on. For each way of committing the office adds units by its page, one after
another; the primary is killed by SIGKILL while it does, the standby is promoted, and the office goes on there. Prints
what a write took, and how many of the acknowledged writes the standby lacks. `lagging`: the standby's receiver was
stopped (SIGSTOP) shortly before, as when the network between the two is slow.

Both servers share one machine and one disk here: between two houses the journey of each commit is added.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import signal
import statistics
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.servers import Server, programs

WAYS: dict[str, dict[str, str]] = {
    "off, no standby waited for": {"synchronous_commit": "off"},
    "local: own disk": {"synchronous_commit": "local"},
    "remote_write: standby has it, not on disk": {"synchronous_commit": "remote_write"},
    "on: on the standby's disk": {"synchronous_commit": "on"},
    "remote_apply: visible on the standby": {"synchronous_commit": "remote_apply"},
}
SYNCHRONOUS = {"synchronous_standby_names": "FIRST 1 (second)"}
DISTRICT = "330402"


@dataclass(slots=True)
class Told:
    """Codes of units whose adding was acknowledged, and the seconds that each took."""

    codes: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


@contextmanager
def pair(place: Path, settings: Mapping[str, str]) -> Iterator[tuple[Server, Server]]:
    """A primary with an empty database, and its standby (`second`), which has caught up."""
    place.chmod(0o755)  # the servers' user must pass
    first, second = Server(place / "first"), Server(place / "second")
    try:
        first.initialise(settings)
        second.copy_of(first, "second")
        second.start(settings)
        yield first, second
    finally:
        first.destroy()
        second.destroy()


def wait_for(server: Server, question: str, answer: str = "t", seconds: float = 20) -> None:
    """Until the server answers so."""
    until = time.monotonic() + seconds
    while server.sql(question) != answer:
        if time.monotonic() > until:
            raise RuntimeError(f"{question} did not become {answer}")
        time.sleep(0.05)


def follow_synchronously(first: Server) -> None:
    """From now on the primary waits for its standby."""
    wait_for(first, "SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'")
    first.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{SYNCHRONOUS['synchronous_standby_names']}'")
    first.sql("SELECT pg_reload_conf()")
    wait_for(first, "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'")


@contextmanager
def office_on(server: Server, name: str = "office") -> Iterator[None]:
    """Meanwhile the office's connection is to that server."""
    from django.db import connection

    kept, before = connection.connection, dict(connection.settings_dict)
    connection.connection = None
    told = {"HOST": "127.0.0.1", "PORT": server.port, "USER": "office", "PASSWORD": "", "NAME": name}
    connection.settings_dict.update(told)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
        connection.connection = kept
        connection.told = None  # type: ignore[attr-defined]


def settle() -> Any:
    """A district with an administrator, who is logged in: the client."""
    from django.test import Client

    from songbang.apps.journal.services import SYSTEM
    from songbang.apps.units import services
    from songbang.apps.units.models import Unit as UnitRow
    from songbang.core.units import Unit

    services.import_units(SYSTEM, [Unit(DISTRICT, "南湖区", "county")], DISTRICT)
    account = services.make_account(
        SYSTEM, "keeper", None, [("administrator", UnitRow.objects.get(code=DISTRICT))]
    )  # fmt: skip
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    client.force_login(account, backend="songbang.apps.units.backends.AccountBackend")
    return client


def write(client: Any, most: int, told: Told, first: int = 0) -> None:
    """Add units by the office's page until one is not acknowledged."""
    for number in range(first, first + most):
        code = f"{DISTRICT}9{number:05}"
        begun = time.perf_counter()
        answer = client.post("/units/new/", {"code": code, "name": f"第{number}科", "level": "department"})
        if answer.status_code != 302:
            return
        told.codes.append(code)
        told.seconds.append(time.perf_counter() - begun)


def killed_while_writing(first: Server, client: Any, after: int, most: int) -> Told:
    """Writes, and the primary killed by another thread when so many were acknowledged."""
    told = Told()

    def kill() -> None:
        while len(told.codes) < after:
            time.sleep(0.001)
        first.kill()

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    write(client, most, told)
    killer.join(timeout=30)
    return told


def lost(told: Told) -> list[str]:
    """Acknowledged and not there; and what the journal's chain says is broken."""
    from songbang.apps.journal.services import broken_entries
    from songbang.apps.units.models import Unit

    there = set(Unit.objects.filter(code__in=told.codes).values_list("code", flat=True))
    return sorted(set(told.codes) - there) + [f"journal {one.id} {one.how}" for one in broken_entries()]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replica", description=__doc__.partition("\n")[0])
    parser.add_argument("--writes", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if programs() is None:
        raise SystemExit("PostgreSQL is not installed: make system")
    print(f"{'synchronous_commit':44}{'p50 ms':>8}{'p95 ms':>8}{'acknowledged':>14}{'lost':>6}{'lost, lagging':>15}")
    for name, settings in WAYS.items():
        show(name, settings, given.writes, given.rounds)


def show(name: str, settings: Mapping[str, str], writes: int, rounds: int) -> None:
    """One way of committing: so many rounds with a standby that keeps up, as many with one that lags."""
    seconds: list[float] = []
    missing = {False: 0, True: 0}
    acknowledged = 0
    for lagging in (False, True):
        for _ in range(rounds):
            told, gone = one_round(settings, writes, lagging=lagging)
            missing[lagging] += len(gone)
            if not lagging:
                seconds += told.seconds
                acknowledged += len(told.codes)
    p50, p95 = statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=20)[-1] * 1000
    print(f"{name:44}{p50:8.1f}{p95:8.1f}{acknowledged:14}{missing[False]:6}{missing[True]:15}", flush=True)


def one_round(settings: Mapping[str, str], writes: int, *, lagging: bool) -> tuple[Told, list[str]]:
    """Acknowledged, and what of it the promoted standby lacks."""
    from django.core.management import call_command

    with tempfile.TemporaryDirectory(prefix="songbang-replica-") as scratch, pair(Path(scratch), settings) as servers:
        first, second = servers
        if settings["synchronous_commit"] not in ("off", "local"):
            follow_synchronously(first)
        with office_on(first):
            call_command("migrate", verbosity=0)
            client = settle()
            if lagging:
                threading.Thread(target=_hold_back, args=(second, 1.0), daemon=True).start()
            told = killed_while_writing(first, client, writes, writes * 10) if not lagging else _lagged(first, client)
        second.promote()
        with office_on(second):
            gone = lost(told)
            write(client, 1, Told(), first=90_000)
        return told, gone


def _lagged(first: Server, client: Any) -> Told:
    """Writes for three seconds, of which the standby sees the first; where the primary waits for it, it is killed
    while it waits."""
    told = Told()
    threading.Timer(3.0, first.kill).start()
    write(client, 10_000, told)
    return told


def _hold_back(second: Server, after: float) -> None:
    wait_for(second, "SELECT count(*) = 1 FROM pg_stat_wal_receiver")
    time.sleep(after)
    pid = int(second.sql("SELECT pid FROM pg_stat_wal_receiver"))
    os.kill(pid, signal.SIGSTOP)
    time.sleep(2.5)
    os.kill(pid, signal.SIGCONT)


if __name__ == "__main__":
    home = tempfile.mkdtemp(prefix="songbang-replica-home-")
    os.environ["SONGBANG_HOME"] = home
    os.environ["SONGBANG_DATABASE_URL"] = "postgresql://office@127.0.0.1:1/postgres"
    from songbang.cli.site import open_site

    open_site(migrate=False)
    logging.disable(logging.CRITICAL)  # of the primary that is gone
    warnings.simplefilter("ignore")
    try:
        main()
    finally:
        shutil.rmtree(home, ignore_errors=True)
