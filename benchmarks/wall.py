"""What the wall between territories costs: pages, and rows written, with row-level security and without it.

    SONGBANG_DATABASE_URL=postgresql://… python -m benchmarks.wall [--rows 100000] [--asks 200]

On an empty PostgreSQL database whose role is no superuser. A demo of so many rows is made there; then the same pages
are asked and the same rows written, by turns with the walls up and down (the policies stay, the tables do not heed
them), in one process. Times are of the clock, this process's work beside; the server's own work is in the clock.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from benchmarks.web import SPAN

PAGES = (
    ("demo-supervisor", f"/overview/?{SPAN}"), ("demo-supervisor", f"/rows/?figure=documents.received&{SPAN}"),
    ("demo-village", "/week/?day=2019-06-12"), ("demo-town", "/imports/"), ("demo-administrator", "/units/"),
)  # fmt: skip
WRITTEN = 20_000
TURNS = 4


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wall", description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=200, help="requests a page")
    given = parser.parse_args()
    if not os.environ.get("SONGBANG_DATABASE_URL", "").startswith("postgres"):
        raise SystemExit("SONGBANG_DATABASE_URL must name a PostgreSQL database")
    with tempfile.TemporaryDirectory(prefix="songbang-wall-") as home:
        os.environ["SONGBANG_HOME"] = home
        command = [sys.executable, "-m", "songbang", "demo", "--home", home, "--scale", str(given.rows)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        compare(given.asks)


def compare(asks: int) -> None:
    """Print a line a page, and one for writing."""
    from songbang.cli.site import open_site

    open_site()
    from songbang.ui import walls

    if walls.passed_by():
        raise SystemExit("this role passes every wall: nothing would be measured")
    works: dict[str, Callable[[], None]] = {f"{who} {page}": _asking(who, page) for who, page in PAGES}
    works[f"{WRITTEN} rows written"] = _write
    print(f"{'':40}{'with ms':>10}{'without':>10}{'cpu with':>10}{'without':>10}")
    for name, work in works.items():
        times = asks // TURNS if name.startswith("demo") else 1
        found: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
        for turn in range(2 * TURNS):
            _heed(up=turn % 2 == 0)
            work()
            found[turn % 2 == 0] += [_timed(work) for _ in range(times)]
        told = [statistics.median(one[part] for one in found[up]) * 1000 for part in (0, 1) for up in (True, False)]
        print(f"{name:40}" + "".join(f"{one:10.2f}" for one in told), flush=True)
    _heed(up=True)


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


def _heed(*, up: bool) -> None:
    from django.db import connection

    from songbang.ui import walls

    with connection.cursor() as cursor:
        for table in walls.conditions():
            cursor.execute(f'ALTER TABLE "{table}" {"ENABLE" if up else "DISABLE"} ROW LEVEL SECURITY')


def _asking(who: str, page: str) -> Callable[[], None]:
    from django.conf import settings
    from django.test import Client

    from songbang.apps.intake import jobs
    from songbang.apps.units.models import Account

    settings.ALLOWED_HOSTS.append("testserver")
    client: Any = Client()
    client.force_login(Account.objects.get(username=who), backend="songbang.apps.units.backends.AccountBackend")
    for _ in range(20):  # figures that a page waits for are computed by jobs
        answer = client.get(page, follow=True)
        if "Refresh" not in answer.headers:
            break
        jobs.work_off(once=True)

    def ask() -> None:
        answer = client.get(page, follow=True)
        assert answer.status_code == 200, (page, answer.status_code)

    return ask


def _write() -> None:
    from django.db import transaction

    from songbang.apps.intake.inserting import insert_lines
    from songbang.apps.intake.models import DocumentKey
    from songbang.ui import wall

    fields = [field for field in DocumentKey._meta.concrete_fields if not field.primary_key]
    line = DocumentKey.objects.order_by("pk").values_list(*(field.attname for field in fields))[0]
    with wall.within(DocumentKey.objects.values_list("territory", flat=True)[0]), transaction.atomic():
        insert_lines(DocumentKey._meta.db_table, [field.column for field in fields], (line for _ in range(WRITTEN)))
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
