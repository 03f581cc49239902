"""What counting costs from a district to the country: time, memory, bytes read, by the million deliveries.

    python -m benchmarks.scale [DELIVERIES …] [--keep FOLDER] [--seed N]

1,000,000 and 10,000,000 unless given; 100,000,000 and 1,000,000,000 need about 1.5 and 15 GB of disk and their time.
Past 100,000,000 the first hundred million are laid again, as often as it takes, under the codes of other districts:
making them anew would cost three times what counting them does.

Deliveries are made as `songbang export` lays them (`deliveries/territory=…/month=…`), two years of them, about 350,000
a district, each with 14 towns and 218 villages: a billion are the country's 2,844 districts. They are skewed: districts
by a log-normal law, units within one by a power law, and a quarter of all fall into November and December. How skewed
real ones are, nobody has measured for us: the laws are assumed.

Three questions, each in a process of its own: every figure of the country with the districts as its units; the months'
counts of all districts; and every figure of one middling district at its own units, whose files alone are opened. The
figures that compare documents (came twice, passed on repeatedly) are not among them: matching is another measure.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from benchmarks.measuring import BASELINE, HASHES, PERIOD, SPANS, columns_of, quiet
from songbang.core.measuring import PLACEMENT_SCHEMA, TimeTable, measure_on
from songbang.core.measuring.tally import count_months

DELIVERIES_A_DISTRICT, TOWNS, VILLAGES = 351_600, 14, 218
MOST_MADE = 100_000_000
"""More deliveries than these are copies of the first of them, in other districts."""
AT_ONCE = 1_000_000
"""So many deliveries are made by one statement."""
DAY = """DATE '2018-01-01' + CASE WHEN h2 // 900 % 4 = 0
    THEN (h2 // 4000 % 2) * 365 + 304 + h2 // 9000 % 61 ELSE h2 % 730 END::INTEGER"""
"""A quarter of all in November and December, the others evenly."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one question: seconds by the clock and of the processor, peak memory and bytes read in MB, figures found."""

    wall: float
    cpu: float
    memory: float
    read: float
    found: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("deliveries", nargs="*", type=int)
    parser.add_argument("--keep", type=Path, help="Make the deliveries here, and use those that are here already.")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"{'':40}{'wall s':>9}{'cpu s':>9}{'MB':>8}{'read MB':>9}{'found':>9}{'cpu s a million':>17}")
    for deliveries in given.deliveries or (1_000_000, 10_000_000):
        kept = given.keep and given.keep / f"{deliveries}-{given.seed}"
        with nullcontext(kept) if kept else tempfile.TemporaryDirectory(prefix="songbang-scale-") as folder:
            show(Path(folder), deliveries, given.seed)


def show(folder: Path, deliveries: int, seed: int) -> None:
    """Make what is not there yet, ask, and print a line a question."""
    sizes = district_sizes(deliveries, seed)
    done = folder / "made"
    if not done.exists():
        print_cost(f"{deliveries:,} made", apart(make, folder, sizes), deliveries)
        done.touch()
    megabytes = sum(path.stat().st_size for path in folder.rglob("*.parquet")) / 1e6
    print(f"  {len(sizes):,} districts of {min(sizes):,} to {max(sizes):,}, {megabytes:,.0f} MB of Parquet")
    for name, question in QUESTIONS.items():
        print_cost(f"  {name}", apart(question, folder, sizes), deliveries)


def print_cost(name: str, cost: Cost, deliveries: int) -> None:
    print(
        f"{name:40}{cost.wall:>9.2f}{cost.cpu:>9.2f}{cost.memory:>8,.0f}{cost.read:>9,.1f}{cost.found:>9,}"
        f"{cost.cpu / deliveries * 1e6:>17.3f}",
        flush=True,
    )


def district_sizes(deliveries: int, seed: int) -> list[int]:
    """How many deliveries each district has; they add up to all."""
    if deliveries > MOST_MADE:
        return district_sizes(MOST_MADE, seed) * round(deliveries / MOST_MADE)
    chance = random.Random(seed)
    districts = max(1, round(deliveries / DELIVERIES_A_DISTRICT))
    weights = [math.exp(chance.gauss(0, 0.8)) for _ in range(districts)]
    ends = [0.0]
    for weight in weights:
        ends.append(ends[-1] + weight)
    bounds = [round(end / ends[-1] * deliveries) for end in ends]
    return [last - first for first, last in pairwise(bounds)]


def apart(question: Callable[[Path, list[int]], int], folder: Path, sizes: list[int]) -> Cost:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(costed, question, folder, sizes).result()


def costed(question: Callable[[Path, list[int]], int], folder: Path, sizes: list[int]) -> Cost:
    """What answering costs; loading the libraries, where they load at once, is not part of it."""
    clock, cpu, read = time.perf_counter(), time.process_time(), bytes_read()
    found = question(folder, sizes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(
        time.perf_counter() - clock, time.process_time() - cpu, peak, (bytes_read() - read) / 1e6, found
    )  # fmt: skip


def bytes_read() -> int:
    """What this process asked of files so far, from the disk or from the system's memory of it."""
    lines = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(lines["rchar"])


def code_of(district: int) -> str:
    return f"{100_000 + district}"


def make(folder: Path, sizes: list[int]) -> int:
    """Write the deliveries district by district, a million at most by one statement; gives how many files."""
    if sum(sizes) > MOST_MADE:
        return lay_again(folder, sizes)
    backend = quiet()
    share = "least(h3 / 1.8446744073709552e19, 0.999999)"
    village = f"floor({VILLAGES} * pow({share}, 3))::INTEGER"
    town = f"(1 + floor({TOWNS} * pow({share}, 2)))::INTEGER"
    unit = f"""territory || CASE WHEN k % 3 = 0 THEN lpad({town}::VARCHAR, 3, '0')
        ELSE lpad((1 + {village} % {TOWNS})::VARCHAR, 3, '0') || lpad((201 + {village})::VARCHAR, 3, '0') END"""
    (folder / "deliveries").mkdir(parents=True, exist_ok=True)
    first = 0
    for district, size in enumerate(sizes):
        for begin in range(first, first + size, AT_ONCE):
            end = min(begin + AT_ONCE, first + size)
            backend.execute(f"""
                COPY (SELECT *, strftime(day, '%Y-%m') AS month, '{code_of(district)}' AS territory FROM (
                    SELECT {columns_of(unit, DAY)} FROM (
                        SELECT i, '{code_of(district)}' AS territory, {HASHES} FROM range({begin}, {end}) AS t(i))))
                TO '{folder / "deliveries"}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (territory, month), APPEND)
            """)
        first += size
    return sum(1 for _ in folder.rglob("*.parquet"))


def lay_again(folder: Path, sizes: list[int]) -> int:
    """Make the first `MOST_MADE`, and copy their files into the folders of the other districts."""
    first = len(sizes) // round(sum(sizes) / MOST_MADE)
    make(folder, sizes[:first])
    for district in range(first, len(sizes)):
        of, at = (folder / "deliveries" / f"territory={code_of(number)}" for number in (district % first, district))
        shutil.copytree(of, at)
    return sum(1 for _ in folder.rglob("*.parquet"))


def deliveries_in(folder: Path, territory: str = "*") -> tuple[Any, ir.Table]:
    """A backend of one's own, and the deliveries on it."""
    backend = ibis.duckdb.from_connection(quiet())
    files = f"{folder}/deliveries/territory={territory}/*/*.parquet"
    return backend, backend.read_parquet(files, hive_partitioning=True, hive_types_autocast=False)


def country(folder: Path, sizes: list[int]) -> int:
    """Every figure, the districts being the units."""
    backend, rows = deliveries_in(folder)
    return _figures(backend, rows.mutate(unit=rows["territory"]))


def months(folder: Path, sizes: list[int]) -> int:
    backend, rows = deliveries_in(folder)
    counted = count_months(backend.to_pyarrow, rows.mutate(unit=rows["territory"]), SPANS)
    return sum(len(by_month) for units in counted.values() for by_month in units.values())


def district(folder: Path, sizes: list[int]) -> int:
    """Every figure at the units of the district that stands in the middle by size."""
    middle = sorted(range(len(sizes)), key=lambda at: sizes[at])[len(sizes) // 2]
    return _figures(*deliveries_in(folder, code_of(middle)))


def _figures(backend: Any, rows: ir.Table) -> int:
    none = ibis.memtable(PLACEMENT_SCHEMA.empty_table())
    found = measure_on(
        backend.to_pyarrow, rows, none, [], period=PERIOD, baseline=BASELINE, minutes=TimeTable.load()
    )  # fmt: skip
    return len(found)


QUESTIONS: dict[str, Callable[[Path, list[int]], int]] = {
    "all figures, districts as units": country,
    "counts by month and district": months,
    "all figures of one district": district,
}


if __name__ == "__main__":
    main()
