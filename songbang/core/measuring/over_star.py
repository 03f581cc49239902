"""Figures over exported star tables of one or many territories, on whatever engine reads their files.

The expressions are those of `measure_on`: nothing here names an engine. Which engine it is, and how it is reached, is
told by whoever calls (`cli/measuring_engines.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from songbang.core.calendar import Period
from songbang.core.errors import Conflict, NotFound
from songbang.core.measuring.figures import Figure
from songbang.core.measuring.measure import measure_on
from songbang.core.measuring.star import Manifest, files_of, keys_of, read_manifest, territories_of
from songbang.core.measuring.tally import Run
from songbang.core.measuring.timetable import TimeTable
from songbang.core.registers import ROW_SCHEMA
from songbang.core.units import Unit

if TYPE_CHECKING:
    import ibis.expr.types as ir

By = Literal["unit", "territory"]
PLACE_SCHEMA = pa.schema([("unit", pa.string()), ("territory", pa.string())])


class Engine(Protocol):
    """An Ibis backend that reads Parquet, seen through the three things that measuring asks of it."""

    @property
    def run(self) -> Run:
        """Runs an expression."""

    @property
    def read(self) -> Callable[[Sequence[str]], ir.Table]:
        """Files of one schema as a table. Every worker of the engine reads them under these paths."""

    @property
    def put(self) -> Callable[[pa.Table], ir.Table]:
        """A small table from here."""


@dataclass(frozen=True, slots=True)
class Star:
    """Exports of one or many installations, read as one; each territory lies in one of them."""

    exports: tuple[tuple[Path, Manifest], ...]

    @classmethod
    def open(cls, folders: Sequence[Path]) -> Star:
        """Raises `NotFound`, `Unreadable` as `read_manifest`; `Conflict` ("star.twice") where two folders hold one
        territory, whose rows would count twice."""
        exports = tuple((folder.resolve(), read_manifest(folder)) for folder in folders)
        seen: dict[str, Path] = {}
        for folder, manifest in exports:
            for territory in territories_of(manifest):
                if territory in seen:
                    raise Conflict("star.twice", territory=territory, one=str(seen[territory]), two=str(folder))
                seen[territory] = folder
        return cls(exports)

    @property
    def territories(self) -> list[str]:
        """Whose deliveries lie there."""
        return sorted(territory for _, manifest in self.exports for territory in territories_of(manifest))

    def chosen(self, wanted: Collection[str]) -> list[str]:
        """The territories wanted, all where none is named. Raises `NotFound` where one is not there
        ("star.no_territory") or none is ("star.missing")."""
        here = self.territories
        if not here:
            raise NotFound("star.missing", folder=", ".join(str(folder) for folder, _ in self.exports))
        if lacking := sorted(set(wanted) - set(here)):
            raise NotFound("star.no_territory", territory=", ".join(lacking), here=", ".join(here[:20]))
        return sorted(wanted) if wanted else here

    def files(self, table: str, territories: Collection[str], months: Collection[str] | None = None) -> list[str]:
        """The files of a table that belong to these territories, of some months or of all."""
        return [
            file
            for folder, manifest in self.exports
            for territory in territories
            for file in files_of(manifest, folder, table, territory=territory, months=months)
        ]

    def states(self, territory: str) -> dict[str, str]:
        """Of a territory's deliveries: month → what its file was made from, in the exporter's words."""
        return {
            keys["month"]: part.state
            for _, manifest in self.exports
            for place, part in manifest.tables.get("deliveries", {}).items()
            if (keys := keys_of(place))["territory"] == territory
        }

    def units(self, territories: Collection[str]) -> Iterator[tuple[str, Unit]]:
        """Each unit with its territory, by territory and code."""
        for territory in territories:
            for file in self.files("units", [territory]):
                for line in pq.read_table(file, partitioning=None).to_pylist():
                    told = {name: line[name] for name in ("name", "level", "parent", "cadres")}
                    yield territory, Unit(line["unit"], **told)


def measure_star(
    engine: Engine,
    star: Star,
    territories: Sequence[str],
    *,
    by: By,
    period: Period,
    baseline: Period,
    minutes: TimeTable,
    with_rows: bool = False,
    placements: ir.Table | None = None,
) -> list[Figure]:
    """As `measure_on`, over the deliveries of these territories: at their units, or with the territories as units (then
    without imbalances, which compare towns)."""
    units = list(star.units(territories))
    rows = deliveries(engine, star.files("deliveries", territories))
    if by == "territory":
        rows = at_territories(engine, rows, units).rename(unit="territory")
    return measure_on(
        engine.run, rows, placements, [unit for _, unit in units] if by == "unit" else [],
        period=period, baseline=baseline, minutes=minutes, with_rows=with_rows,
    )  # fmt: skip


def deliveries(engine: Engine, files: Sequence[str]) -> ir.Table:
    """The rows of these files, `ROW_SCHEMA`'s columns."""
    return engine.read(files).select(*ROW_SCHEMA.names) if files else engine.put(ROW_SCHEMA.empty_table())


def at_territories(engine: Engine, rows: ir.Table, units: Sequence[tuple[str, Unit]]) -> ir.Table:
    """The rows with `territory`, their unit's, in place of `unit`; the unit where no list of units has it."""
    lines = [{"unit": unit.code, "territory": territory} for territory, unit in units]
    places = engine.put(pa.Table.from_pylist(lines, PLACE_SCHEMA))
    placed = rows.left_join(places, rows["unit"] == places["unit"])
    return placed.select(
        *(rows[name] for name in rows.columns if name != "unit"),
        territory=places["territory"].coalesce(rows["unit"]),
    )
