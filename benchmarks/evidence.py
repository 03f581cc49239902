"""Finding evidence by its Chinese words among 100,000 pieces, beside a plain LIKE and the engine's own trigram index.

Our search is timed as the page asks it: through the ORM, within the whole district's reach, the count of all and the
newest thirty. The peers get the same filter in plain SQL, over a table of the same texts: `LIKE '%…%'`; SQLite's FTS5
with `tokenize='trigram'`, which finds nothing shorter than three characters; PostgreSQL's pg_trgm with a GIN index. All
texts are invented. Every query is asked after one warming round; what is printed is milliseconds: of the process' CPU
on SQLite, of the clock on PostgreSQL, whose work is done in another process. Ours finds the newest thousand at most.

    python -m benchmarks.evidence [--size 100000] [--asked 5]        # PostgreSQL: with SONGBANG_DATABASE_URL
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

HERE, TOWNS, VILLAGES, A_PAGE = "330402", 13, 143, 30
TOPICS = (
    "消防演练",
    "防汛物资",
    "垃圾分类",
    "养老服务",
    "平安建设",
    "村民代表会议",
    "秸秆禁烧",
    "矛盾调解",
    "党员活动",
    "河道保洁",
)
ACTS = ("开展", "组织", "检查", "整改", "宣传", "登记", "发放", "巡查", "走访", "培训", "签到", "拍照", "汇总", "上墙")
THINGS = (
    "沙袋",
    "灭火器",
    "救生衣",
    "宣传册",
    "签到表",
    "会议纪要",
    "台账",
    "照片",
    "喇叭",
    "水泵",
    "桶",
    "条幅",
    "药箱",
)
PLACES = ("文化礼堂", "村委会", "机耕路", "老年食堂", "河埠头", "大樟树下", "卫生室", "村口", "仓库", "广场")
RARE = "萤火虫保护区"
QUERIES = ("消防", "演练", "消防演练", "救生衣 水泵", "大樟树下", "村民代表会议纪要", "萤火", RARE, "不存在的词")


def _set_up(folder: str) -> None:
    os.environ["SONGBANG_HOME"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songbang.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _text(draw: random.Random, number: int) -> str:
    said = (
        f"{draw.choice(PLACES)}{draw.choice(ACTS)}{draw.choice(TOPICS)}，{draw.choice(THINGS)}{draw.randrange(400)}件"
        for _ in range(draw.randrange(6, 24))
    )
    return "。".join([*said, RARE if number % 5000 == 7 else ""])


def _fill(size: int) -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    from songbang.apps.evidence.models import Evidence
    from songbang.apps.evidence.words import grams, pieces
    from songbang.apps.journal.services import SYSTEM
    from songbang.apps.units import services
    from songbang.apps.units.models import Unit
    from songbang.core.units import Unit as Facts

    towns = [Facts(f"{HERE}{100 + n}", f"第{n}镇", "town", (), HERE) for n in range(TOWNS)]
    villages = [
        Facts(f"{HERE}{100 + n % TOWNS}{n:03}", f"第{n}村", "village", (), f"{HERE}{100 + n % TOWNS}")
        for n in range(VILLAGES)
    ]
    services.import_units(SYSTEM, [Facts(HERE, "某区", "county"), *towns, *villages], HERE)
    units = list(Unit.objects.filter(level="village"))
    draw, now, sqlite = random.Random(8), timezone.now(), connection.vendor == "sqlite"
    column = "rowid" if sqlite else "id"
    for start in range(0, size, 5000):
        rows = [
            Evidence(territory=HERE, unit=draw.choice(units), kind="document", name=f"{n}.docx",
                     title=f"{draw.choice(TOPICS)}记录{n}", text=_text(draw, n), stage="read", came_at=now)
            for n in range(start, min(size, start + 5000))
        ]  # fmt: skip
        with transaction.atomic():
            kept = Evidence.objects.bulk_create(rows)
            words = [(row.pk, _words(row, grams if sqlite else pieces, joined=sqlite)) for row in kept]
            with connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO evidence_words ({column}, words) VALUES (%s, %s)", words)


def _words(row: Any, cut: Callable[[str], Any], *, joined: bool) -> Any:
    found = cut(f"{row.title} {row.name} {row.text}")
    return " ".join(found) if joined else sorted(found)


def _peers() -> dict[str, str]:
    """Name → condition on `p.text`, after the peers' tables and indexes were made."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE peer AS SELECT e.id, u.code, e.title || ' ' || e.name || ' ' || e.text AS text"
            " FROM evidence_evidence e JOIN units_unit u ON u.id = e.unit_id"
        )
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE peer_words USING fts5(text, content='', tokenize='trigram')")
            cursor.execute("INSERT INTO peer_words (rowid, text) SELECT id, text FROM peer")
            return {"LIKE": "", "FTS5 trigram": "fts"}
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE TABLE peer_plain AS SELECT * FROM peer")
        cursor.execute("CREATE INDEX peer_trgm ON peer USING gin (text gin_trgm_ops)")
        cursor.execute("ANALYZE peer")
    return {"LIKE": "peer_plain", "pg_trgm": "peer"}


def _asked_of_peer(how: str, asked: str) -> int:
    from django.db import connection

    words = asked.split()
    if how == "fts":
        condition = "id IN (SELECT rowid FROM peer_words WHERE peer_words MATCH %s)"
        told = [" AND ".join(f'"{word}"' for word in words)]
    else:
        condition, told = " AND ".join(["text LIKE %s"] * len(words)), [f"%{word}%" for word in words]
    where = f"FROM {how if how.startswith('peer') else 'peer'} WHERE code LIKE %s AND {condition}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {where}", [f"{HERE}%", *told])
        found = int(cursor.fetchone()[0])
        cursor.execute(f"SELECT id {where} ORDER BY id DESC LIMIT {A_PAGE}", [f"{HERE}%", *told])
        cursor.fetchall()
    return found


def _asked_of_us(asked: str) -> int:
    from django.core.paginator import Paginator
    from django.db.models import Q

    from songbang.apps.evidence import search
    from songbang.apps.evidence.models import Evidence
    from songbang.apps.evidence.queries import MOST_FOUND

    found = search.newest(Q(territory=HERE), asked, MOST_FOUND)
    page = Paginator(found, A_PAGE).get_page(1)
    list(Evidence.objects.select_related("unit", "file").defer("text").filter(pk__in=list(page.object_list)))
    return len(found)


def _timed(ask: Callable[[str], int], times: int) -> Iterator[tuple[str, int, float, float]]:
    """(query, found, median, worst) in milliseconds."""
    from django.db import connection

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    for asked in QUERIES:
        found, took = ask(asked), []
        for _ in range(times):
            began = clock()
            ask(asked)
            took.append((clock() - began) * 1000)
        yield asked, found, statistics.median(took), max(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=5)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        from django.db import connection

        began = time.process_time()
        _fill(told.size)
        print(f"{connection.vendor}: {told.size} pieces filled in {time.process_time() - began:.0f} s of CPU")
        peers = _peers()
        ways = {"ours": list(_timed(_asked_of_us, told.asked))}
        for name, how in peers.items():
            ways[name] = list(_timed(lambda asked, how=how: _asked_of_peer(how, asked), told.asked))  # type: ignore[misc]
        print("query".ljust(12), *(f"{name:>14} found   ms  max" for name in ways))
        for at, asked in enumerate(QUERIES):
            cells = (lines[at] for lines in ways.values())
            print(
                asked.ljust(12), *(f"{'':14} {found:5} {middle:4.0f} {most:4.0f}" for _, found, middle, most in cells)
            )
        print("the worst of ours:", f"{max(line[3] for line in ways['ours']):.0f} ms")


if __name__ == "__main__":
    main()
