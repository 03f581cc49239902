"""How fast a long register is read, beside plain cell reading by openpyxl and by pandas.

    python -m benchmarks.reading [ROWS] [--only songbang] [--profile]

100,000 rows unless given. The register of documents is made in a temporary folder by `samples.big`. Each reader runs in
a process of its own, started afresh; given are its seconds (imports aside), its peak memory, and the rows that it read.
songbang reads the file to typed rows (dates, units, levels, channels) and keeps account of each; the others only fetch
cells. Then songbang alone reads 10, 50, 100 and 200 thousand rows: cost should grow in line.

`--profile` prints the phases of songbang's reading with seconds and memory, and the functions that take longest.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from songbang.core.reading.reader import BookReader

SIZES = (10_000, 50_000, 100_000, 200_000)
TARGET_SECONDS, TARGET_MEGABYTES = 5.0, 500


def _peak_megabytes() -> float:
    """Peak resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# What a reader needs is imported in its own process alone, so that no other reader's memory is charged to it.


def _songbang(path: Path) -> Callable[[], int]:
    from songbang.core.reading.formats import open_book

    reader = _book_reader()

    def read() -> int:
        reading = reader.read(open_book(path, path.name))
        if reading.rejects:
            raise SystemExit(f"{len(reading.rejects)} rejects, the first: {reading.rejects[0]}")
        return len(reading.rows)

    return read


def _book_reader() -> BookReader:
    """A reader for the district in whose registers `samples.big` writes."""
    from songbang.core.reading.lexicon import load_lexicon
    from songbang.core.reading.reader import BookReader
    from songbang.core.units import Unit, UnitTree

    county, town = Unit("330402", "南湖区", "county"), Unit("330402104", "凤桥镇", "town", ("凤桥",), "330402", 80)
    return BookReader(load_lexicon(), UnitTree([county, town]))


def _openpyxl(path: Path) -> Callable[[], int]:
    import openpyxl

    def read() -> int:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        return sum(1 for row in book.worksheets[0].iter_rows(min_row=3, values_only=True) if row)

    return read


def _pandas(engine: str) -> Callable[[Path], Callable[[], int]]:
    def prepare(path: Path) -> Callable[[], int]:
        import pandas  # type: ignore[import-untyped]

        # pandas imports its engine at the first use
        __import__("openpyxl" if engine == "openpyxl" else "python_calamine")
        return lambda: len(pandas.read_excel(path, engine=engine, header=1))

    return prepare


READERS: dict[str, tuple[str, Callable[[Path], Callable[[], int]]]] = {
    "songbang": ("songbang: file to typed rows", _songbang),
    "openpyxl": ("openpyxl, read only: cells", _openpyxl),
    "pandas-openpyxl": ("pandas with openpyxl: cells", _pandas("openpyxl")),
    "pandas-calamine": ("pandas with calamine: cells", _pandas("calamine")),
}


def _measure(reader: str, path: Path) -> None:
    """In a process of its own: read once, print the figures as JSON."""
    read = READERS[reader][1](path)
    before = _peak_megabytes()
    start = time.perf_counter()
    rows = read()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": _peak_megabytes(), "imports": before, "rows": rows}))


def _apart(reader: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.reading", "--measure", reader, str(path)]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{reader} failed:\n{done.stderr}{done.stdout}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _line(words: str, found: dict[str, float]) -> str:
    each = found["seconds"] / found["rows"] * 1e6
    return f"{words:34} {found['seconds']:8.2f} {found['megabytes']:8.0f} {found['rows']:9,.0f} {each:8.1f}"


_HEAD = f"{'':34} {'seconds':>8} {'peak MB':>8} {'rows':>9} {'µs/row':>8}"


def _made(folder: Path, rows: int) -> Path:
    path = folder / f"{rows}.xlsx"
    if not path.exists():
        from samples.big import make_big

        make_big(path, rows=rows)
    return path


def _compare(folder: Path, rows: int, only: str | None) -> None:
    path = _made(folder, rows)
    print(f"{rows:,} rows, {path.stat().st_size / 2**20:.1f} MB\n\n{_HEAD}")
    for reader, (words, _) in READERS.items():
        if only in (None, reader):
            found = _apart(reader, path)
            print(_line(words, found), flush=True)
            if reader == "songbang" and rows == 100_000:
                kept = found["seconds"] <= TARGET_SECONDS and found["megabytes"] <= TARGET_MEGABYTES
                print(f"    target {TARGET_SECONDS:.0f} s, {TARGET_MEGABYTES} MB: {'kept' if kept else 'MISSED'}")


def _grow(folder: Path) -> None:
    print(f"\nsongbang alone\n{_HEAD}")
    for rows in SIZES:
        print(_line(f"{rows:,} rows", _apart("songbang", _made(folder, rows))), flush=True)


def _profile(path: Path) -> None:
    """Phases with seconds and memory, then the functions that take longest by themselves."""

    from songbang.core.reading.formats import open_book

    reader = _book_reader()
    print(f"{'before':20} {'':8} {_peak_megabytes():6.0f} MB")
    start = time.perf_counter()
    book = open_book(path, path.name)
    print(f"{'open':20} {time.perf_counter() - start:6.2f} s {_peak_megabytes():6.0f} MB")
    start = time.perf_counter()
    reading = reader.read(book)
    print(f"{'read':20} {time.perf_counter() - start:6.2f} s {_peak_megabytes():6.0f} MB, {len(reading.rows):,} rows")
    profile = cProfile.Profile()
    profile.runcall(_book_reader().read, book)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(18)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__.split("\n")[0])
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--only", choices=READERS)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--measure", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        _measure(given.measure[0], Path(given.measure[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        if given.profile:
            _profile(_made(Path(folder), given.rows))
            return
        _compare(Path(folder), given.rows, given.only)
        if given.rows >= SIZES[-2]:
            _grow(Path(folder))


if __name__ == "__main__":
    main()
