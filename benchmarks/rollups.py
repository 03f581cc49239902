"""What figures of all districts cost from rows, and from sums by month that are kept and brought up to date.

    python -m benchmarks.rollups [DELIVERIES] [--seed N]

1,000,000 unless given, made as `benchmarks.scale` makes them, with the manifest and the units of an export around them.
Each question is asked in a process of its own, which loads its libraries first: that is the cost of "nothing changed".
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measuring import BASELINE, PERIOD
from benchmarks.scale import TOWNS, VILLAGES, apart, district_sizes, make, print_cost
from songbang.core.measuring.star import MANIFEST, UNIT_SCHEMA, Manifest, Part, read_manifest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("deliveries", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="songbang-rollups-") as name:
        folder = Path(name)
        sizes = district_sizes(given.deliveries, given.seed)
        make(folder, sizes)
        months = lay_out(folder)
        print(f"{given.deliveries:,} deliveries, {len(sizes)} districts, {months} months' files")
        print(f"{'':40}{'wall s':>9}{'cpu s':>9}{'MB':>8}{'read MB':>9}{'found':>9}{'cpu s a million':>17}")
        for told, ending, question in (
            ("from rows", None, from_rows), ("sums made, and from them", None, from_sums),
            ("again, nothing changed", None, from_sums), ("one district's month changed", "first", from_sums),
            ("every district's month changed", "all", from_sums),
        ):  # fmt: skip
            if ending:
                change(folder, "2019-06", only_first=ending == "first")
            print_cost(told, apart(question, folder, sizes), given.deliveries)


def lay_out(folder: Path) -> int:
    """A file a month and district, as an export lays them, and what lies around; how many."""
    manifest = Manifest({"deliveries": {}, "units": {}})
    for month in sorted((folder / "deliveries").glob("territory=*/month=*")):
        files = sorted(month.glob("*.parquet"))
        one = month / "part-1.parquet"
        pq.write_table(pa.concat_tables([pq.read_table(file, partitioning=None) for file in files]), one)
        for file in files:
            file.unlink()
        place = month.relative_to(folder / "deliveries").as_posix()
        manifest.tables["deliveries"][place] = Part(
            f"deliveries/{place}/{one.name}", pq.read_metadata(one).num_rows, "1"
        )
    for place in sorted({name.partition("/")[0] for name in manifest.tables["deliveries"]}):
        code = place.partition("=")[2]
        units = [f"{code}{town:03}" for town in range(1, TOWNS + 1)]
        units += [f"{code}{1 + village % TOWNS:03}{201 + village:03}" for village in range(VILLAGES)]
        lines = [{"unit": unit, "name": unit, "level": "town" if len(unit) == 9 else "village"} for unit in units]
        (folder / "units" / place).mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(lines, schema=UNIT_SCHEMA), folder / "units" / place / "part-1.parquet")
        manifest.tables["units"][place] = Part(f"units/{place}/part-1.parquet", len(units), "1")
    (folder / MANIFEST).write_text(json.dumps(manifest.as_json()))
    return len(manifest.tables["deliveries"])


def change(folder: Path, month: str, *, only_first: bool) -> None:
    """As if another export had made that month's file of one district, or of each, from other rows."""
    manifest = read_manifest(folder)
    places = [place for place in manifest.tables["deliveries"] if place.endswith(month)]
    for place in places[:1] if only_first else places:
        part = manifest.tables["deliveries"][place]
        manifest.tables["deliveries"][place] = Part(part.file, part.rows, f"{part.state}+")
    (folder / MANIFEST).write_text(json.dumps(manifest.as_json()))


def from_rows(folder: Path, sizes: list[int]) -> int:
    from songbang.cli.measuring_engines import measuring_at
    from songbang.core.measuring import TimeTable
    from songbang.core.measuring.over_star import Star, measure_star

    star = Star.open([folder])
    with measuring_at("") as engine:
        return len(measure_star(
            engine, star, star.territories, by="territory", period=PERIOD, baseline=BASELINE, minutes=TimeTable.load()
        ))  # fmt: skip


def from_sums(folder: Path, sizes: list[int]) -> int:
    from songbang.cli.measuring_engines import measuring_at
    from songbang.core.measuring import TimeTable
    from songbang.core.measuring.by_month import figures_by_month
    from songbang.core.measuring.over_star import Star
    from songbang.core.measuring.roll_up import roll_up

    star = Star.open([folder])
    with measuring_at("") as engine:
        kept = roll_up(engine, star, star.territories, folder / "sums")
    return len(figures_by_month(
        kept.cells(star.territories), [], period=PERIOD, baseline=BASELINE, minutes=TimeTable.load(), pairs=None
    ))  # fmt: skip


if __name__ == "__main__":
    main()
