"""Sums by month and territory kept beside exports, and brought up to date by reading what changed and nothing else.

A month's file of an export bears the state that it was made from (`star.Part`). What its rows add up to is kept with
that state; the next time only files of another state are read. Figures of the territories come from these sums
(`by_month.figures_by_month`) and are those of `measure_star` by territory, without rows.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import and_
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from songbang.core.errors import Unreadable
from songbang.core.measuring.by_month import MonthCell, MonthSum, When, sliced_columns, sums_of
from songbang.core.measuring.over_star import Engine, Star, at_territories, deliveries
from songbang.core.measuring.star import alone
from songbang.core.measuring.tally import SLICES
from songbang.core.registers import REGISTER_KINDS, ROW_SCHEMA

if TYPE_CHECKING:
    import ibis.expr.types as ir

NOTE = "rollups.json"
SUM_SCHEMA = pa.schema([
    ("source", pa.string()), ("register", pa.string()), ("month", pa.string()), ("key", pa.string()),
    ("number", pa.int64()),
])  # fmt: skip
"""A sum of a territory: `source` is the month whose file it was made from, `month` that in which it counts (a stock may
end in another). `key` as in `by_month.MonthCell.numbers`; what is 0 is left out."""

Sums = dict[str, list[tuple[str, str, str, str, int]]]
"""Territory → lines of `SUM_SCHEMA`."""


@dataclass(slots=True)
class RollUps:
    """What is kept in a folder: territory → file, and month → state of the file that it was made from."""

    folder: Path
    edition: str
    files: dict[str, str] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    read: int = 0
    """Months' files that were read to bring it up to date, and in `kept` those that were not."""
    kept: int = 0

    def cells(self, territories: Sequence[str]) -> Iterator[MonthCell]:
        """The sums of these territories, each being a unit."""
        for territory in territories:
            numbers: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
            for _, register, month, key, number in self._lines(territory):
                numbers[register, month][key] += number
            for (register, month), found in numbers.items():
                yield MonthCell(territory, register, month, found)

    def _lines(self, territory: str) -> Iterator[tuple[str, str, str, str, int]]:
        if territory in self.files:
            table = pq.read_table(self.folder / self.files[territory], partitioning=None)
            yield from zip(*(column.to_pylist() for column in table.columns), strict=True)

    def _keep(self, territory: str, states: dict[str, str], fresh: Sequence[tuple[str, str, str, str, int]]) -> None:
        """Write a territory's file anew: sums of months that changed, and of the others those that it held."""
        before = self.states.get(territory, {})
        held = [line for line in self._lines(territory) if before.get(line[0]) == states.get(line[0])]
        lines = sorted([*held, *fresh])
        name = f"{territory}-{_digest((self.edition, sorted(states.items())))}.parquet"
        columns = list(zip(*lines, strict=True)) or [()] * len(SUM_SCHEMA)
        table = pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, SUM_SCHEMA, strict=True)],
                                     schema=SUM_SCHEMA)  # fmt: skip
        beside = self.folder / f".{name}.part"
        pq.write_table(table, beside, compression="zstd")
        beside.replace(self.folder / name)
        self.files[territory], self.states[territory] = name, states

    def _write(self) -> None:
        """The note last and at once: whoever is broken off before it leaves what was there."""
        told = {"edition": self.edition, "files": self.files, "states": self.states}
        beside = self.folder / f".{NOTE}.part"
        beside.write_text(json.dumps(told), "utf-8")
        beside.replace(self.folder / NOTE)
        for path in self.folder.glob("*.parquet"):
            if path.name not in self.files.values():
                path.unlink()


def roll_up(engine: Engine, star: Star, territories: Sequence[str], folder: Path) -> RollUps:
    """Bring the sums of these territories up to date. Those of others that lie there stay.

    Raises `Conflict` ("star.running") where another does so in that folder; `Unreadable` ("star.unreadable") where what
    lies there is none of ours, or a row's unit stands in no list of units.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        kept = _open(folder)
        now = {territory: star.states(territory) for territory in territories}
        changed = {
            territory: [month for month, state in states.items() if kept.states.get(territory, {}).get(month) != state]
            for territory, states in now.items()
        }
        kept.read = sum(map(len, changed.values()))
        kept.kept = sum(map(len, now.values())) - kept.read
        fresh = _summed(engine, star, changed) if kept.read else {}
        for territory, states in now.items():
            if states != kept.states.get(territory):
                kept._keep(territory, states, fresh.get(territory, []))
        kept._write()
    return kept


def _open(folder: Path) -> RollUps:
    """What lies there; nothing where it was made by other definitions."""
    now = edition()
    path = folder / NOTE
    if not path.exists():
        return RollUps(folder, now)
    try:
        told = json.loads(path.read_text("utf-8"))
        found = RollUps(folder, told["edition"], dict(told["files"]), dict(told["states"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable("star.unreadable", folder=str(folder), reason=str(error)) from error
    return found if found.edition == now else RollUps(folder, now)


@cache
def edition() -> str:
    """By which definitions sums are made now: the queries themselves, as one engine would be asked them."""
    import ibis

    columns = ibis.memtable(ROW_SCHEMA.empty_table()).schema()
    rows = ibis.table({**columns, "territory": "string"}, name="rows")
    return _digest([str(ibis.to_sql(query, dialect="duckdb")) for _, _, query in _queries(rows)])


def _digest(told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _summed(engine: Engine, star: Star, changed: Mapping[str, Sequence[str]]) -> Sums:
    """The sums of these months' files alone: eleven queries, however many files, rows and territories."""
    wanted = [territory for territory, months in changed.items() if months]
    files = [file for territory in wanted for file in star.files("deliveries", [territory], changed[territory])]
    rows = at_territories(engine, deliveries(engine, files), list(star.units(wanted)))
    found: Sums = defaultdict(list)
    for register, named, query in _queries(rows):
        for line in engine.run(query).to_pylist():
            lines = found[line["territory"]]
            source, month = _month(line["source"]), _month(line["month"])
            lines += [(source, register, month, key, line[name]) for name, key in named.items() if line[name]]
    if strange := sorted(found.keys() - set(wanted)):
        raise Unreadable("star.unreadable", folder=str(star.exports[0][0]), reason=f"units in no list: {strange[:5]}")
    return found


def _queries(rows: ir.Table) -> Iterator[tuple[str, dict[str, str], ir.Table]]:
    """(register, column → key, query): one a register and way of dating. One line a territory and month."""
    for register in REGISTER_KINDS:
        by_when: dict[When, list[MonthSum]] = defaultdict(list)
        for one in sums_of(register):
            by_when[one.when].append(one)
        for when, sums in by_when.items():
            taken = rows.filter(rows["register"] == register)
            if when != "day":
                taken = taken.filter(taken["closed_on"].notnull())
            amounts = {one.key: _amount(taken, one) for one in sums}
            amounts |= dict(_sliced(taken, register) if when == "day" else ())
            named = {f"n{at}": key for at, key in enumerate(amounts)}
            dated = {"source": _number(taken["day"]), "month": _number(_DATES[when](taken))}
            query = taken.group_by("territory", **dated).aggregate(
                **{name: amounts[key] for name, key in named.items()}
            )
            yield register, named, query


def _latest(rows: ir.Table) -> ir.DateValue:
    import ibis

    return ibis.greatest(rows["day"], rows["closed_on"])


_DATES: dict[When, Callable[[Any], Any]] = {
    "day": lambda rows: rows["day"], "closed": lambda rows: rows["closed_on"], "ended": _latest,
}  # fmt: skip


def _number(day: ir.DateValue) -> ir.IntegerValue:
    """A month as a number, 201903: every engine has these."""
    return (day.year().cast("int64") * 100 + day.month().cast("int64")).cast("int64")


def _month(number: int) -> str:
    return f"{number // 100:04}-{number % 100:02}"


def _amount(rows: ir.Table, one: MonthSum) -> ir.IntegerScalar:
    needs = one.needs if one.part is None else one.part.needs
    conditions = [rows[column].notnull() for column in needs]
    if one.part is not None and one.part.where is not None:
        conditions.append(one.part.where(rows))
    where = reduce(and_, conditions) if conditions else None
    if one.part is not None and one.part.sums:
        return rows[one.part.sums].sum(where=where)
    return rows.count(where=where)


def _sliced(rows: ir.Table, register: str) -> Iterator[tuple[str, ir.IntegerScalar]]:
    for column in sliced_columns(register):
        for value in SLICES[column]:
            yield f"{column}={value}", rows.count(where=rows[column] == value)
