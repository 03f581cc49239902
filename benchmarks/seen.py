"""Has this been sent before? Milliseconds of work and queries of one answer, from the index in the database.

    python -m benchmarks.seen [--rows 100000] [--asked 200]

A made district is filled (`songbang demo --scale`), then documents that it holds are asked about as somebody else
would type them; and five texts found by their fingerprints are laid beside one, as the door does.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.made_registers import _number, _title
from benchmarks.made_texts import families
from songbang.core.matching import Record, compare_with


def _set_up(folder: str, rows: int) -> None:
    os.environ["SONGBANG_HOME"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songbang.settings")
    songbang = Path(sys.executable).with_name("songbang")
    subprocess.run([songbang, "demo", "--home", folder, "--scale", str(rows), "--quiet"], check=True)
    import django

    django.setup()


def _timed(name: str, asked: int, ask: Callable[[int], Any]) -> None:
    spent = []
    for at in range(asked):
        before = time.process_time()
        ask(at)
        spent.append(1000 * (time.process_time() - before))
    spent.sort()
    print(f"{name:44} p50 {statistics.median(spent):6.1f} ms  p95 {spent[int(0.95 * len(spent))]:6.1f} ms", flush=True)


def _asked_of_the_index(asked: int, draw: random.Random) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from songbang.apps.intake.models import DocumentKey, RegisterRow
    from songbang.apps.intake.seen import sent_before

    rows = list(RegisterRow.objects.filter(live=True, register="documents").order_by("?")[:asked])
    print(f"{DocumentKey.objects.values('row').distinct().count():,} documents in the index")
    typed = [Record("asked", _spoilt(row.name, draw), _number(row.number or "", draw), row.issuer) for row in rows]
    found = [sent_before(row.territory, one, codes=None) for row, one in zip(rows, typed, strict=True)]
    there = sum(any(one.pair.relation == "same" for one in told) for told in found)
    with CaptureQueriesContext(connection) as caught:
        sent_before(rows[0].territory, typed[0], codes=None)
    print(f"found as the same: {there} of {len(rows)}; queries of one answer: {len(caught)}")
    _timed("asked by number and title", len(rows), lambda at: sent_before(rows[at].territory, typed[at], codes=None))


def _spoilt(title: str, draw: random.Random) -> str:
    return _title(title, draw) if len(title) > 12 else title


def _texts_beside() -> None:
    made = families(100, "page")
    records = [record for family in made for record in family.records]
    asked = [(family.records[0], [*family.records[1:], *records[:5]][:5]) for family in made]
    _timed("five texts laid beside one", len(asked), lambda at: compare_with(*asked[at]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder, arguments.rows)
        _asked_of_the_index(arguments.asked, random.Random(3))
    _texts_beside()


if __name__ == "__main__":
    main()
