"""Time of one verdict against a record of 10 thousand, 100 thousand and a million demands: it must stay flat.

    python benchmarks/gate.py [SIZE ...]

The record is made: demands of every kind over three years, spread over units of which there are 143 for every ten
thousand demands (a district with its villages; a province for a million). One demand in three is weighed from each
kind in turn. Times are of work (processor time): what else runs on the
machine does not count. `index` is the time to make the record and to put the whole record in the index, once.
"""

from __future__ import annotations

import gc
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from statistics import median, quantiles

from songbang.core.demand import Body, Demand, Document, Form, FormField, Inspection, Meeting, Unit, Visit
from songbang.core.rules import History, Known, load_book, readers_of, weigh

SIZES = (10_000, 100_000, 1_000_000)
KINDS = ("document", "meeting", "inspection", "visit", "form")
FIRST = date(2023, 1, 1)
ASKED = 1000


def made(size: int, seed: int = 7) -> Iterator[Demand]:
    """`size` demands; the same for the same seed."""
    chance = random.Random(seed)
    counties = max(1, size // 10_000)
    for number in range(size):
        county, kind = number % counties, KINDS[chance.randrange(len(KINDS))]
        day = FIRST + timedelta(days=chance.randrange(3 * 365))
        yield _demand(chance, county, kind, day, number)


def _demand(chance: random.Random, county: int, kind: str, day: date, number: int) -> Demand:
    code = f"99{county:04d}"
    bureau = chance.randrange(40)
    issuer = Body(f"{code}县第{bureau}局", "county", "department", code)
    units = tuple(_unit(code, chance.randrange(143)) for _ in range(3))
    title = f"{issuer.name}关于第{number}项工作的通知"
    held = day + timedelta(days=8)
    details = {
        "document": lambda: Document(number=f"县{bureau}发〔{day.year}〕{number}号", document_kind="通知"),
        "meeting": lambda: Meeting(datetime.combine(held, time_of_day(8, 30)), None, 80, requires=("deputy",)),
        "inspection": lambda: Inspection("check", False, True, held, held),
        "visit": lambda: Visit(f"第{number}个主题", True, starts_on=held),
        "form": lambda: Form((FormField(f"栏目{chance.randrange(5000)}", "个", "说明"),), "yearly"),
    }[kind]()
    text = (
        f"请于第{number}批完成{bureau}号事项的登记和核对，材料留存备查，联系人另行通知。"
        if kind == "document"
        else None
    )
    return Demand(kind, details, title, text, issuer, day, targets=units, channels=("electronic",))  # type: ignore[arg-type]


def _unit(code: str, place: int) -> Body:
    return Body(f"第{place}村", "village", None, f"{code}{place:06d}")


def measured(size: int) -> tuple[float, list[float], float]:
    """(seconds to index, milliseconds of each verdict, megabytes at most)."""
    book = load_book()
    readers = readers_of(book)
    gc.disable()  # a collector that walks a growing record again and again is no cost of the index
    started = time.process_time()
    history = History(made(size), readers.names, readers.matters)
    indexed = time.process_time() - started
    units = tuple(Unit(code=_unit("990000", place).code, limits={"any.load": 300}) for place in range(143))
    known = Known(history, None, units)
    chance = random.Random(11)
    spent = []
    for kind in KINDS * 4:  # what is read once (rulebook, calendar, patterns) is no cost of a verdict
        weigh(_demand(chance, 0, kind, FIRST + timedelta(days=800), size), book, known).as_bytes()
    for number in range(ASKED):
        day = FIRST + timedelta(days=700 + chance.randrange(300))
        demand = _demand(chance, 0, KINDS[number % len(KINDS)], day, size + number)
        started = time.process_time()
        weigh(demand, book, known).as_bytes()
        spent.append((time.process_time() - started) * 1000)
    gc.enable()
    return indexed, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(sizes: list[int]) -> None:
    print(f"{'on record':>12}{'index s':>10}{'median ms':>11}{'p95 ms':>9}{'max ms':>9}{'MB':>8}")
    for size in sizes:
        indexed, spent, most = measured(size)
        p95 = quantiles(spent, n=20)[-1]
        print(f"{size:>12,}{indexed:>10.1f}{median(spent):>11.2f}{p95:>9.2f}{max(spent):>9.2f}{most:>8.0f}", flush=True)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(SIZES))
