"""The verdict at the door, with ten thousand to a million demands on record: work (CPU) and queries of each.

Districts are filled as they are: a district's bodies ask about 20,000 demands a year (250,000 deliveries), over five
years; a million demands are ten districts in one database, each further one the first again under its own code (rows
copied inside the database, so that filling takes minutes). Demands of every kind are weighed against the first.

Beside it, on the same record: "a year loaded", what `songbang gate` does with a file: the demands of the last year that
the issuer asked or the units received are fetched by Django's ORM, indexed in memory (`core.rules.History`), weighed.

    python -m benchmarks.door [--sizes 10000,100000,1000000] [--weighed 200] [--beside 5]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

A_DISTRICT, A_YEAR = 100_000, 20_000
ISSUERS, TOWNS, VILLAGES = 60, 13, 143
LAST = date(2025, 4, 14)
FIRST_PLACE = "330001"
TABLES = ("demands_demand", "demands_delivery", "demands_trace")
KINDS = ("document", "document", "document", "form", "form", "meeting", "meeting", "inspection", "visit", "pledge")
TOPICS = ("春耕", "防汛", "粮食", "安全生产", "垃圾分类", "平安建设", "养老", "征兵", "统计", "消防", "禁烧", "医保")
ACTS = ("报送", "检查", "整治", "部署", "调研", "排查", "总结", "推进")


def _set_up(folder: str) -> None:
    os.environ["SONGBANG_HOME"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songbang.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _units(code: str) -> list[dict[str, Any]]:
    towns = [{"name": f"第{n}镇", "level": "town", "code": f"{code}{n:03}"} for n in range(1, TOWNS + 1)]
    places = [(n % TOWNS + 1, n) for n in range(VILLAGES)]
    return towns + [{"name": f"{t}镇{n}村", "level": "village", "code": f"{code}{t:03}{n:03}"} for t, n in places]


def _demand(draw: random.Random, code: str, units: list[dict[str, Any]], day: date) -> dict[str, Any]:
    kind = draw.choice(KINDS)
    issuer = {"name": f"第{draw.randrange(ISSUERS)}局", "level": "county", "body": "department", "code": code}
    matter = f"{draw.choice(TOPICS)}{draw.choice(ACTS)}第{draw.randrange(400)}项"
    several = draw.choice((1, 1, 3, 8, TOWNS, 40))
    held = (day + timedelta(days=draw.randrange(5, 20))).isoformat()
    numbers = draw.sample(range(200), 4)
    fields = [{"name": f"{draw.choice(TOPICS)}{n}", "unit": "个", "explanation": "x"} for n in numbers]
    details: dict[str, Any] = {
        "document": {"number": f"南{issuer['name']}发〔{day.year}〕{draw.randrange(400)}号"},
        "form": {"frequency": draw.choice(("once", "monthly")), "fields": fields},
        "meeting": {"starts_at": f"{held}T08:30:00", "duration_minutes": 60, "requires": ["deputy"]},
        "inspection": {"starts_on": held, "on_site": True, "indicators": 10, "total_score": 100},
        "visit": {"starts_on": held, "topic": matter, "problem_brought": True}, "pledge": {},
    }[kind]  # fmt: skip
    text = "".join(draw.choice(TOPICS) + draw.choice(ACTS) + str(draw.randrange(1000)) for _ in range(40))
    return {
        "kind": kind, "title": f"{issuer['name']}关于{matter}的通知", "issuer": issuer, "issued_on": day.isoformat(),
        "due_on": held, "targets": draw.sample(units, several), "minutes": draw.choice((20, 30, 60)),
        "details": details, "text": text if kind == "document" else None,
    }  # fmt: skip


def _days(draw: random.Random, size: int) -> Iterator[date]:
    span = max(30, round(365 * size / A_YEAR))
    for _ in range(size):
        yield LAST - timedelta(days=draw.randrange(span))


def _fill(code: str, size: int, seed: int) -> None:
    from django.db import transaction

    from songbang.apps.demands import recording
    from songbang.apps.demands.models import Demand
    from songbang.core.demand import read_demand

    draw, units = random.Random(seed), _units(code)
    made_at = datetime.fromisoformat("2025-04-14T00:00:00+08:00")
    days = list(_days(draw, size))
    for start in range(0, size, 5000):
        pairs = []
        for day in days[start : start + 5000]:
            facts = read_demand(_demand(draw, code, units, day), orderly=False)
            demand = Demand(territory=code, origin="register", made_at=made_at, state="recorded")
            pairs.append((recording.filled(demand, facts), facts))
        with transaction.atomic():
            Demand.objects.bulk_create([demand for demand, _ in pairs], batch_size=2000)
            recording.put_on_record(pairs)


def _copy(code: str, others: list[str]) -> None:
    """Further districts, each as full as the first: its rows again under another code. SQLite only."""
    from django.db import connection

    with connection.cursor() as cursor:
        indexes = _without_indexes(cursor)
        for other in others:
            cursor.execute("SELECT MAX(id) FROM demands_demand")
            ahead = cursor.fetchone()[0]
            for table in TABLES:
                cursor.execute(f"SELECT MAX(id) FROM {table}")
                own = cursor.fetchone()[0]
                columns = [row[1] for row in cursor.execute(f"PRAGMA table_info({table})").fetchall()]
                names, taken = _listed(columns), ", ".join(_taken(name, own, ahead) for name in columns)
                told = {"code": code, "other": other, "width": len(code) + 1}
                cursor.execute(
                    f"INSERT INTO {table} ({names}) SELECT {taken} FROM {table} WHERE territory = %(code)s", told
                )
        for sql in indexes:
            cursor.execute(sql)


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _taken(name: str, own: int, ahead: int) -> str:
    """A column as it is copied: keys further on, codes of the other district."""
    if name in ("id", "demand_id"):
        return f'"{name}" + {own if name == "id" else ahead}'
    if name == "territory":
        return "%(other)s"
    if name in ("code", "key", "issuer_code"):
        within = f'substr("{name}", 1, %(width)s - 1) = %(code)s'
        return f'CASE WHEN {within} THEN %(other)s || substr("{name}", %(width)s) ELSE "{name}" END'
    return f'"{name}"'


def _without_indexes(cursor: Any) -> list[str]:
    """Take the indexes of the three tables away; what makes them again. Sorting once beats a million insertions."""
    cursor.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL AND tbl_name IN {TABLES}"
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def _weigh(code: str, many: int) -> tuple[list[float], list[int]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from songbang.apps.demands.weighing import weigh_here
    from songbang.core.demand import read_demand

    draw, units = random.Random(7), _units(code)
    asked = [read_demand(_demand(draw, code, units, LAST), orderly=False) for _ in range(many)]
    for facts in asked[:10]:
        weigh_here(facts, code)
    work, queries = [], []
    for facts in asked:
        before = time.process_time()
        weigh_here(facts, code)
        work.append((time.process_time() - before) * 1000)
    for facts in asked[:40]:
        with CaptureQueriesContext(connection) as caught:
            weigh_here(facts, code)
        queries.append(len(caught))
    return work, queries


def _fill_up(there: int, size: int) -> None:
    """From `there` demands to `size`: the first district as it is asked, whole further ones as its copies."""
    first = min(size, A_DISTRICT)
    if there < first:
        _fill(FIRST_PLACE, first - there, seed=there)
        there = first
    whole = [f"33{number:02}01" for number in range(there // A_DISTRICT, size // A_DISTRICT)]
    if whole:
        _copy(FIRST_PLACE, whole)
        there += len(whole) * A_DISTRICT
    if there < size:
        _fill(f"33{there // A_DISTRICT:02}01", size - there, seed=there)


def _beside(many: int) -> list[float]:
    """What "a year loaded" costs for the first few: milliseconds of work."""
    from songbang.core.demand import read_demand

    draw, units = random.Random(7), _units(FIRST_PLACE)
    asked = [read_demand(_demand(draw, FIRST_PLACE, units, LAST), orderly=False) for _ in range(many)]
    work = []
    for facts in asked:
        before = time.process_time()
        _by_a_year(facts)
        work.append((time.process_time() - before) * 1000)
    return sorted(work)


def _by_a_year(facts: Any) -> Any:
    from django.db.models import Q

    from songbang.apps.demands.models import Demand
    from songbang.apps.demands.shapes import as_json, facts_of
    from songbang.core.demand.context import Context
    from songbang.core.rules import known_from, load_book, readers_of, weigh

    book = load_book()
    names = readers_of(book).names
    codes = [unit.code for unit in facts.targets]
    asked = Q(issuer_key=names.issuer_key(facts.issuer)) | Q(deliveries__code__in=codes)
    found = Demand.objects.filter(asked, territory=FIRST_PLACE, issued_on__gte=LAST - timedelta(days=366))
    history = tuple(facts_of(as_json(one)) for one in found.distinct())
    return weigh(facts, book, known_from(Context(history), book))


def _shown(there: int, name: str, work: list[float], queries: int, filled: float) -> None:
    row = (work[len(work) // 2], work[int(len(work) * 0.95)], work[-1])
    cells = [there, -(-there // A_DISTRICT), name, *(round(one, 1) for one in row), queries or "", round(filled) or ""]
    print(" ".join(f"{one:>13}" for one in cells), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--weighed", type=int, default=200)
    parser.add_argument("--beside", type=int, default=5)
    given = parser.parse_args()
    heads = ("demands", "districts", "", "p50 ms", "p95 ms", "max ms", "queries", "filled CPU s")
    print(" ".join(f"{head:>13}" for head in heads))
    with tempfile.TemporaryDirectory(prefix="songbang-door-", dir=os.environ.get("TMPDIR")) as folder:
        _set_up(folder)
        there = 0
        for size in sorted(int(one) for one in given.sizes.split(",")):
            began = time.process_time()
            _fill_up(there, size)
            there, filled = size, time.process_time() - began
            work, queries = _weigh(FIRST_PLACE, given.weighed)
            work.sort()
            _shown(there, "songbang", work, max(queries), filled)
            if given.beside:
                _shown(there, "a year loaded", _beside(given.beside), 0, 0)
            p95 = round(work[int(len(work) * 0.95)], 1)
            print(json.dumps({"demands": there, "p95_ms": p95, "queries": max(queries)}), flush=True)


if __name__ == "__main__":
    main()
