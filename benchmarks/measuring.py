"""How fast the figures are counted, beside DuckDB SQL written by hand, over deliveries of our own making.

    python -m benchmarks.measuring [DELIVERIES] [--runs N]

1,000,000 deliveries and 3 runs unless given; 100,000,000 take minutes.

Deliveries lie as Parquet in a temporary folder: two years, about 3,300 deliveries a unit. Each line of the table is one
grouped query of the product (`songbang.core.measuring.queries`, all figures of that query at once) and the same figures
by hand. Each runs in a process of its own, once to warm up (not if N is 1) and then N times; given are the fastest run
and the peak memory of that process. The run stops if the two do not give the same numbers.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from songbang.core.calendar import Period
from songbang.core.measuring import TimeTable, measure_on, queries
from songbang.core.measuring.tally import parts_by_register
from songbang.core.registers import ROW_SCHEMA

PERIOD, BASELINE = Period.parse("2019-01:2019-07"), Period.parse("2018-01:2018-07")
SPANS = queries.Spans(PERIOD, BASELINE)
DELIVERIES_A_UNIT = 3300

IN_VALUE = "day BETWEEN DATE '2019-01-01' AND DATE '2019-07-31'"
IN_BASELINE = "day BETWEEN DATE '2018-01-01' AND DATE '2018-07-31'"
NEAR_VALUE = "day BETWEEN DATE '2019-01-01' AND DATE '2019-12-31'"
NEAR_BASELINE = "day BETWEEN DATE '2018-01-01' AND DATE '2018-12-31'"
NEAR = f"({NEAR_VALUE} OR {NEAR_BASELINE})"


def _counts(*conditions: str, what: str = "count(*)") -> str:
    """One aggregate a condition and side."""
    sides = (IN_VALUE, IN_BASELINE)
    return ", ".join(f"{what} FILTER (WHERE {side} AND {condition})" for condition in conditions for side in sides)


def _known(*conditions: str) -> str:
    sides = (NEAR_VALUE, NEAR_BASELINE)
    return ", ".join(f"count(*) FILTER (WHERE {side} AND {condition})" for condition in conditions for side in sides)


def _stock(condition: str) -> str:
    return ", ".join(
        f"count(*) FILTER (WHERE day <= {last} AND (closed_on IS NULL OR closed_on > {last}) AND {condition})"
        for last in ("DATE '2019-07-31'", "DATE '2018-07-31'")
    )


DOCUMENTS = f"""
    SELECT unit, {_counts("true")}, {_known("true", "channel IS NOT NULL")}
    FROM rows WHERE register = 'documents' AND {NEAR} GROUP BY unit"""

MEETINGS = f"""
    SELECT unit,
        {_counts("true", "video", "NOT duration_stated")},
        {_counts("duration_stated IS NOT NULL AND minutes IS NOT NULL", what="sum(minutes)")},
        {_counts("edge_of_day", "nested", "both_leaders", "village_heads", "village_heads AND NOT filed")},
        {_counts("minutes IS NOT NULL", what="sum(minutes)")}, {_counts("minutes IS NULL")},
        {_known("true", "video IS NOT NULL", "duration_stated IS NOT NULL", "edge_of_day IS NOT NULL")},
        {_known("nested IS NOT NULL", "both_leaders IS NOT NULL", "village_heads IS NOT NULL")},
        {_known("village_heads IS NOT NULL AND filed IS NOT NULL")}
    FROM rows WHERE register = 'meetings' AND {NEAR} GROUP BY unit"""

DIGITAL = f"""
    SELECT unit,
        {_stock("digital_class = 'account'")}, {_counts("digital_class = 'account'")},
        {_stock("digital_class = 'app'")}, {_stock("digital_class = 'group'")}, {_stock("punch_in")},
        count(*), count(punch_in)
    FROM rows WHERE register = 'digital' GROUP BY unit"""

LEVELS = f"""
    SELECT register, unit, issuer_level, {_counts("true")}, {_known("true")}
    FROM rows WHERE register IN ('documents', 'meetings') AND issuer_level IS NOT NULL
    GROUP BY register, unit, issuer_level"""

MONTHS = f"""
    SELECT register, unit, year(day), month(day), count(*)
    FROM rows WHERE register IN ('documents', 'forms', 'inspections', 'meetings') AND {NEAR}
    GROUP BY register, unit, year(day), month(day)"""

NEITHER = "coalesce(channel, '') NOT IN ('electronic', 'paper')"

PAIRS = f"""
    WITH receipts AS (
        SELECT unit, instrument, document,
            {_counts("channel = 'electronic'", "channel = 'paper'", NEITHER)}
        FROM rows JOIN placements USING (row) WHERE register = 'documents' AND {NEAR}
        GROUP BY unit, instrument, document
    ), named (unit, instrument, document, ev, eb, pv, pb, nv, nb) AS (SELECT * FROM receipts
    ), instruments AS (
        SELECT unit, sum(least(ev, pv)) AS pv, sum(least(eb, pb)) AS pb,
            greatest(sum(greatest(ev, pv) + nv) - 1, 0) AS rv, greatest(sum(greatest(eb, pb) + nb) - 1, 0) AS rb
        FROM named GROUP BY unit, instrument
    ) SELECT unit, sum(pv), sum(pb), sum(rv), sum(rb) FROM instruments GROUP BY unit"""


def _by_unit(register: str) -> Callable[[ir.Table, ir.Table], ir.Table]:
    parts = parts_by_register(TimeTable.load())[register]
    return lambda rows, placements: queries.by_unit(rows, register, parts, SPANS)


SLICED = ["documents", "meetings"]
MONTHLY = ["documents", "forms", "inspections", "meetings"]
OURS: dict[str, Callable[[ir.Table, ir.Table], ir.Table]] = {
    "documents by unit": _by_unit("documents"),
    "meetings by unit": _by_unit("meetings"),
    "digital stocks by unit": _by_unit("digital"),
    "by unit and issuer level": lambda rows, placements: queries.by_slice(rows, SLICED, "issuer_level", SPANS),
    "by unit and month": lambda rows, placements: queries.by_month(rows, MONTHLY, SPANS),
    "pairs and repeats by unit": lambda rows, placements: queries.paired(rows, placements, SPANS),
}
BY_HAND = dict(zip(OURS, (DOCUMENTS, MEETINGS, DIGITAL, LEVELS, MONTHS, PAIRS), strict=True))
KEYS = dict(zip(OURS, (1, 1, 1, 3, 4, 1), strict=True))
"""How many columns, from the first, say whose line it is."""

ALL_FIGURES = "all figures, without rows"


@dataclass(frozen=True, slots=True)
class Run:
    """The fastest of the runs in milliseconds, the peak memory of their process in MB, and what was found, in short."""

    milliseconds: float
    megabytes: float
    checksum: frozenset[int]
    lines: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("deliveries", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="songbang-measuring-") as folder:
        started = time.perf_counter()
        megabytes = make_deliveries(Path(folder), given.deliveries)
        print(f"{given.deliveries:,} deliveries, {megabytes:,.0f} MB, made in {time.perf_counter() - started:.1f} s")
        print(f"{'':28}{'lines':>10}{'ours ms':>10}{'hand ms':>10}{'ratio':>8}{'ours MB':>10}{'hand MB':>10}")
        for name in OURS:
            ours, hand = (run_apart(way, Path(folder), name, given.runs) for way in (run_ours, run_by_hand))
            if (ours.checksum, ours.lines) != (hand.checksum, hand.lines):
                raise SystemExit(f"{name}: ours {ours}, by hand {hand}")
            print(
                f"{name:28}{ours.lines:>10,}{ours.milliseconds:>10,.0f}{hand.milliseconds:>10,.0f}"
                f"{ours.milliseconds / hand.milliseconds:>8.2f}{ours.megabytes:>10,.0f}{hand.megabytes:>10,.0f}"
            )
        whole = run_apart(run_all, Path(folder), ALL_FIGURES, 1)
        print(f"{ALL_FIGURES:28}{whole.lines:>10,}{whole.milliseconds:>10,.0f}{'':28}{whole.megabytes:>10,.0f}")


def run_apart(way: Callable[[Path, str, int], Run], folder: Path, name: str, runs: int) -> Run:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(way, folder, name, runs).result()


def run_ours(folder: Path, name: str, runs: int) -> Run:
    backend = ibis.duckdb.from_connection(quiet())
    rows, placements = (backend.read_parquet(folder / f"{table}.parquet") for table in ("rows", "placements"))
    return _timed(lambda: backend.to_pyarrow(OURS[name](rows, placements)), KEYS[name], runs)


def run_by_hand(folder: Path, name: str, runs: int) -> Run:
    backend = quiet()
    for table in ("rows", "placements"):
        backend.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder / table}.parquet')")
    return _timed(lambda: backend.sql(BY_HAND[name]).to_arrow_table(), KEYS[name], runs)


def run_all(folder: Path, name: str, runs: int) -> Run:
    """Queries, assembly and all: what a caller of `measure_on` waits for."""
    backend = ibis.duckdb.from_connection(quiet())
    rows, placements = (backend.read_parquet(folder / f"{table}.parquet") for table in ("rows", "placements"))
    started = time.perf_counter()
    figures = measure_on(
        backend.to_pyarrow, rows, placements, [], period=PERIOD, baseline=BASELINE, minutes=TimeTable.load()
    )
    return Run((time.perf_counter() - started) * 1000, _peak(), frozenset(), len(figures))


def columns_of(unit: str, day: str) -> str:
    """The columns of a delivery as SQL, from the number `i`, its hashes `h1` `h2` `h3` and `k` (0 to 99)."""
    made = {
        "row": "'r' || i", "file": "'a.xlsx'", "sheet": "'b'", "line_no": "i % 1000", "unit": unit,
        "register": "CASE WHEN k < 48 THEN 'documents' WHEN k < 72 THEN 'meetings' WHEN k < 77 THEN 'inspections'"
        " WHEN k < 78 THEN 'pledges' WHEN k < 83 THEN 'digital' WHEN k < 90 THEN 'signboards' WHEN k < 95 THEN 'forms'"
        " ELSE 'visits' END",
        "day": day, "name": "'通知' || (h1 % 1000)",
        "issuer_level": "['above', 'county', 'town', 'unstated', NULL][1 + (h2 // 1000 % 5)::INTEGER]",
        "line": "['economy', 'ecology', 'other', 'unstated', NULL][1 + (h2 // 5000 % 5)::INTEGER]",
        "channel": "['electronic', 'electronic', 'paper', 'unstated', NULL][1 + (h2 // 7000 % 5)::INTEGER]",
        "minutes": "CASE WHEN h1 // 100 % 3 = 0 THEN 30 + h1 // 300 % 200 END", "duration_stated": "h1 // 100 % 3 = 0",
        "digital_class": "['account', 'app', 'group'][1 + (h2 // 900 % 3)::INTEGER]",
        "closed_on": "CASE WHEN h1 // 70 % 4 = 0 THEN DATE '2018-06-01' + (h2 // 800 % 730)::INTEGER END",
        "fields_stated": "h1 // 80 % 9 > 0", "fields": "CASE WHEN h1 // 80 % 9 > 0 THEN h2 // 80 % 60 END",
    }  # fmt: skip
    flags = [field.name for field in ROW_SCHEMA if str(field.type) == "bool" and field.name not in made]
    for place, name in enumerate(flags):
        made[name] = f"[true, false, false, NULL][1 + (h1 // {40 + place} % 4)::INTEGER]"
    types = {"string": "VARCHAR", "int32": "INTEGER", "date32[day]": "DATE", "bool": "BOOLEAN"}
    return ", ".join(f"({made.get(c.name, 'NULL')})::{types[str(c.type)]} AS {c.name}" for c in ROW_SCHEMA)


HASHES = "hash(i) AS h1, hash(i + 7) AS h2, hash(i + 13) AS h3, hash(i) % 100 AS k"


def make_deliveries(folder: Path, deliveries: int) -> float:
    """Write `rows.parquet` and `placements.parquet`; gives their size in MB. No chance in it: all from hashes."""
    units = max(5, deliveries // DELIVERIES_A_UNIT)
    columns = columns_of(f"lpad((h3 % {units})::VARCHAR, 9, '0')", "DATE '2018-01-01' + (h2 % 730)::INTEGER")
    source = f"(SELECT i, {HASHES} FROM range({deliveries}) AS t(i))"
    backend = quiet()
    backend.execute(f"COPY (SELECT {columns} FROM {source}) TO '{folder / 'rows.parquet'}' (FORMAT parquet)")
    # Every eighth receipt has a twin or a repeat: receipts are grouped by unit, and by 13 documents, 11 instruments.
    backend.execute(
        f"""COPY (SELECT 'r' || i AS row, 'd' || (h3 % {units}) || '-' || (h2 % 26) AS document,
            'i' || (h3 % {units}) || '-' || (h2 % 13) AS instrument FROM {source} WHERE k < 48 AND h2 // 26 % 8 = 0)
            TO '{folder / "placements.parquet"}' (FORMAT parquet)"""
    )
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


def quiet() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    return connection


def _timed(answer: Callable[[], pa.Table], keys: int, runs: int) -> Run:
    took = []
    if runs > 1:
        answer()
    for _ in range(runs):
        started = time.perf_counter()
        found = answer()
        took.append(time.perf_counter() - started)
    peak = _peak()
    return Run(min(took) * 1000, peak, _checksum(found, keys), found.num_rows)


def _checksum(found: pa.Table, keys: int) -> frozenset[int]:
    """One number a column after the first `keys`, whatever the order of lines and columns."""
    columns = [column.to_pylist() for column in found.columns]
    weights = [zlib.crc32(repr(key).encode()) for key in zip(*columns[:keys], strict=True)]
    return frozenset(
        sum(weight * int(cell or 0) for weight, cell in zip(weights, column, strict=True)) for column in columns[keys:]
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
