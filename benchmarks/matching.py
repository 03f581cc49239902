"""Which rows of two registers are one document: songbang beside an exact join, rapidfuzz, MinHash LSH and Splink.

    python -m benchmarks.matching [ROWS ...] [--only NAME ...] [--limit SECONDS]

10,000 and 100,000 rows a side unless given (1000000 is the third of the promises). The registers are made by
`benchmarks.made_registers`: titles that thousands of bodies issue word for word, numbers that bodies of other districts
bear too, a paper side typed with slips. Every tool runs in a process of its own, on the same rows, and stops at the
limit (600 s). Given are precision, recall and F1 over the pairs electronic-paper.

What is timed is alike for all: from two Arrow tables in memory (id, number, title, issuer, days, channel as they were
written) to a set of pairs of ids, without importing the tool's packages, without making the rows and without the
collector walking them. Whatever a tool needs is made of the tables within its time, in the way that is quickest for it:
Splink's numbers are made plain by DuckDB, of which it reads its tables, and its pairs leave as an Arrow table; what
works in Python takes its columns as lists. CPU seconds count all threads of the tool. `songbang in words` also says of
every pair, of whatever relation, why it is one and in what the two differ, which no other tool does.

- exact number: numbers made plain (brackets, full width, 第, leading zeros), equal
- rapidfuzz titles: best title by `fuzz.ratio`, 90 or more, received within 20 days (blocked by week)
- MinHash LSH: datasketch, shingles of 3 characters of number, title and issuer, threshold 0.6
- Splink: DuckDB, blocked by number, by title and issuer, and by title and day; trained without labels
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import re
import resource
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

import pyarrow

from benchmarks.made_registers import Registers, make
from songbang.core.matching import match
from songbang.core.matching.arrow import Table

SIZES = (10_000, 100_000)
LIMIT = 600.0
FIELDS = ("id", "number", "title", "issuer", "received_on", "issued_on", "channel")
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Tables:
    """Both sides in columns (`FIELDS`)."""

    electronic: pyarrow.Table
    paper: pyarrow.Table

    @classmethod
    def of(cls, made: Registers) -> Tables:
        sides = (
            pyarrow.table({name: [getattr(record, name) for record in side] for name in FIELDS})
            for side in (made.electronic, made.paper)
        )
        return cls(*sides)


def _lists(side: pyarrow.Table, *names: str) -> list[list[Any]]:
    return [side[name].to_pylist() for name in names]


def _both(given: Tables) -> Table:
    return Table(pyarrow.concat_tables([given.electronic, given.paper], promote_options="permissive"))


def _songbang(given: Tables) -> Pairs:
    return (pair for pair in match(_both(given)).of("same") if pair[0][0] != pair[1][0])


def _in_words(given: Tables) -> Pairs:
    return (
        (pair.a, pair.b) for pair in match(_both(given)).pairs if pair.relation == "same" and pair.a[0] != pair.b[0]
    )


def _plain_number(number: str | None) -> str:
    text = unicodedata.normalize("NFKC", number or "")
    return re.sub(r"(?<=\D)0+(?=\d)", "", re.sub(r"[^一-鿿0-9]|第|号", "-", text)).strip("-")


def _exact_number(given: Tables) -> Pairs:
    by_number: dict[str, list[str]] = defaultdict(list)
    for id_, number in zip(*_lists(given.electronic, "id", "number"), strict=True):
        by_number[_plain_number(number)].append(id_)
    for id_, number in zip(*_lists(given.paper, "id", "number"), strict=True):
        if number:
            yield from ((other, id_) for other in by_number.get(_plain_number(number), ()))


def _rapidfuzz(given: Tables) -> Pairs:
    from rapidfuzz import fuzz, process

    weeks: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for id_, title, day in zip(*_lists(given.electronic, "id", "title", "received_on"), strict=True):
        weeks[day.toordinal() // 7].append((id_, title))
    for id_, title, day in zip(*_lists(given.paper, "id", "title", "received_on"), strict=True):
        near = [other for week in range(-3, 1) for other in weeks.get(day.toordinal() // 7 + week, ())]
        best = process.extractOne(title, [other for _, other in near], scorer=fuzz.ratio, score_cutoff=90)
        if best:
            yield near[best[2]][0], id_


def _minhash(given: Tables) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    def sketches(side: pyarrow.Table) -> Iterator[tuple[str, MinHash]]:
        for id_, number, title, issuer in zip(*_lists(side, "id", "number", "title", "issuer"), strict=True):
            text = f"{_plain_number(number)}|{title}|{issuer or ''}"
            found = MinHash(num_perm=64)
            found.update_batch([text[at : at + 3].encode() for at in range(max(1, len(text) - 2))])
            yield id_, found

    index = MinHashLSH(threshold=0.6, num_perm=64)
    for id_, sketch in sketches(given.electronic):
        index.insert(id_, sketch)
    for id_, sketch in sketches(given.paper):
        yield from ((str(other), id_) for other in index.query(sketch))


_PLAIN_IN_SQL = r"""
CREATE TABLE {name} AS SELECT id AS unique_id, title, issuer, received_on AS day, nullif(trim(regexp_replace(
  regexp_replace(translate(number, '０１２３４５６７８９', '0123456789'), '[^一-鿿0-9]|第|号', '-', 'g'),
  '([^0-9])0+([0-9])', '\1\2', 'g'), '-'), '') AS number FROM raw
"""
"""`_plain_number` as DuckDB does it; of the numbers that are made here it makes the same."""


def _splink(given: Tables) -> Pairs:
    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    connection = duckdb.connect()
    for name, side in (("electronic", given.electronic), ("paper", given.paper)):
        connection.register("raw", side)
        connection.execute(_PLAIN_IN_SQL.format(name=name))
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.LevenshteinAtThresholds("number", [1]),
            cl.JaroWinklerAtThresholds("title", [0.97, 0.9]),
            cl.JaroWinklerAtThresholds("issuer", [0.9]),
            cl.AbsoluteDateDifferenceAtThresholds(
                "day", input_is_string=False, metrics=["day", "day"], thresholds=[10, 30]
            ),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            block_on("title", "issuer"),
            block_on("title", "day"),
        ],
        retain_intermediate_calculation_columns=False,
    )
    tables = [connection.table(name) for name in ("electronic", "paper")]
    linker = _trained(Linker, tables, settings, DuckDBAPI(connection=connection), block_on)
    predicted = linker.inference.predict(threshold_match_probability=0.5).as_duckdbpyrelation()
    found = predicted.select("unique_id_l, unique_id_r").to_arrow_table()
    return zip(*_lists(found, "unique_id_l", "unique_id_r"), strict=True)


def _trained(linker_class: Any, tables: list[Any], settings: Any, api: Any, block_on: Any) -> Any:
    """A linker whose weights come from the rows themselves, without labels."""
    linker = linker_class([api.register(table) for table in tables], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("number")], recall=0.75)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("number"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("title", "issuer"))
    return linker


TOOLS: dict[str, Callable[[Tables], Pairs]] = {
    "songbang": _songbang,
    "songbang in words": _in_words,
    "exact number": _exact_number,
    "rapidfuzz titles": _rapidfuzz,
    "MinHash LSH": _minhash,
    "Splink": _splink,
}


_PACKAGES = {
    "rapidfuzz titles": ("rapidfuzz.process",),
    "MinHash LSH": ("datasketch",),
    "Splink": ("splink", "splink.comparison_library", "duckdb"),
}


def _ran(name: str, rows: int, out: Connection) -> None:
    """In a process of its own: make the rows, run the tool, send the figures."""
    made = make(rows)
    given, truth = Tables.of(made), made.truth
    del made
    for package in _PACKAGES.get(name, ()):
        import_module(package)
    gc.collect()
    gc.freeze()
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    found = set(TOOLS[name](given))
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF)
    right = len(found & truth)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    out.send(
        {
            "precision": right / max(1, len(found)), "recall": right / len(truth),
            "F1": 2 * right / (len(found) + len(truth)), "wall": wall, "cpu": cpu, "MB": after.ru_maxrss / 1024,
        }
    )  # fmt: skip


def _within(name: str, rows: int, limit: float) -> dict[str, float] | str:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_ran, args=(name, rows, theirs))
    process.start()
    theirs.close()
    found: dict[str, float] | str = "did not finish"
    try:
        if ours.poll(limit):
            found = ours.recv()
    except EOFError:
        found = "failed"
    process.kill()
    process.join()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--only", choices=list(TOOLS), nargs="+")
    parser.add_argument("--limit", type=float, default=LIMIT)
    parser.add_argument("--json", action="store_true", help="figures as JSON lines too")
    arguments = parser.parse_args()
    print(f"{'rows a side':>11}  {'tool':17} {'P':>6} {'R':>6} {'F1':>6} {'CPU s':>8} {'wall s':>8} {'MB':>7}")
    for rows in arguments.rows:
        for name in arguments.only or TOOLS:
            found = _within(name, rows, arguments.limit)
            if isinstance(found, str):
                print(f"{rows:>11,}  {name:17} {found} in {arguments.limit:.0f} s", flush=True)
                continue
            shown = f"{found['precision']:6.3f} {found['recall']:6.3f} {found['F1']:6.3f}"
            print(
                f"{rows:>11,}  {name:17} {shown} {found['cpu']:8.1f} {found['wall']:8.1f} {found['MB']:7.0f}",
                flush=True,
            )
            if arguments.json:
                print(json.dumps({"rows": rows, "tool": name, **found}))


if __name__ == "__main__":
    main()
