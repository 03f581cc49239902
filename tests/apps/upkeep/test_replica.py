"""Two real PostgreSQL servers: the primary is killed while the office writes, and its standby lacks nothing of what was
acknowledged. `python -m benchmarks.replica` measures what this and other settings cost."""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from benchmarks import replica
from benchmarks.servers import Server, programs
from songbang.apps.units.models import Unit
from tests.conftest import missing

POSTGRESQL = connection.vendor == "postgresql"
QUICK = {"fsync": "off", "synchronous_commit": "on"}
"""A killed process, other than a machine without power, leaves what it wrote to the system."""


@pytest.fixture
def servers(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Server, Server]]:
    """A primary with the office's tables and its standby, waited for by each commit."""
    if not POSTGRESQL:
        pytest.skip("these tests run on SQLite now: scripts/test_on_postgresql.sh runs this one")
    found = programs()
    if found is None:
        missing("PostgreSQL is not installed: run `make system` as root")  # without root the servers run as oneself
    with tempfile.TemporaryDirectory(prefix="songbang-replica-") as folder:
        place = Path(folder)
        place.chmod(0o755)  # the servers' user goes in and out; pytest's own folders are closed to it
        with django_db_blocker.unblock(), replica.pair(place, QUICK) as (first, second):
            _copy_tables(str(found), first)
            replica.follow_synchronously(first)
            yield first, second


def _copy_tables(programs: str, server: Server) -> None:
    """Those of the test database, in a second; migrated anew where this test runs alone and there is none."""
    if "units_unit" not in connection.introspection.table_names():
        with replica.office_on(server):
            call_command("migrate", verbosity=0)
        return
    told = connection.settings_dict
    dump = [f"{programs}/pg_dump", "--schema-only", "--no-owner", "-h", told["HOST"], "-p", str(told["PORT"])]
    dumped = subprocess.run([*dump, "-U", told["USER"], told["NAME"]], capture_output=True, check=True)
    put = [f"{programs}/psql", "-X", "-q", "-h", "127.0.0.1", "-p", str(server.port), "-U", "office", "-d", "office"]
    subprocess.run([*put, "-v", "ON_ERROR_STOP=1"], input=dumped.stdout, capture_output=True, check=True)


def test_no_acknowledged_write_is_lost_when_the_primary_is_killed(servers: tuple[Server, Server]) -> None:
    first, second = servers
    with replica.office_on(first):
        client = replica.settle()
        _a_write_waits_for_the_standby(client, first, second)
        told = replica.killed_while_writing(first, client, after=25, most=2000)
    assert len(told.codes) >= 25
    second.promote()
    with replica.office_on(second):
        assert replica.lost(told) == []
        more = replica.Told()
        replica.write(client, 2, more, first=90_000)  # the session too is there: nobody logs in anew
        assert len(more.codes) == 2
        assert Unit.objects.filter(code__in=more.codes).count() == 2


def _a_write_waits_for_the_standby(client: Any, first: Server, second: Server) -> None:
    """The price: while the only standby is away nothing is acknowledged; with two, `ANY 1 (second, third)` waits for
    one of them."""
    second.kill()

    def back() -> None:
        try:
            second.start()
        except RuntimeError:
            first.kill()  # else the write would wait for ever
            raise

    later = threading.Timer(1.0, back)
    later.start()
    waited = replica.Told()
    replica.write(client, 1, waited, first=80_000)
    later.join()
    assert len(waited.codes) == 1
    assert waited.seconds[0] > 1.0
