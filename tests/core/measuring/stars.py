"""Exported star tables as `songbang export` lays them, of invented rows: the same for the same territory and number."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from songbang.core.measuring.star import MANIFEST, UNIT_SCHEMA, Manifest, Part, read_manifest
from songbang.core.registers import (
    CHANNELS,
    DIGITAL_CLASSES,
    ISSUER_LEVELS,
    LINES,
    REGISTER_KINDS,
    UNSTATED,
    Row,
    rows_table,
)

FIRST, DAYS = date(2018, 11, 1), 150
TOWNS, VILLAGES = 3, 2
LEVELS = (*ISSUER_LEVELS, UNSTATED)


def make_star(folder: Path, *territories: str, rows: int = 300) -> None:
    """Add these territories to what lies in the folder: of each so many rows over five months, three towns, six
    villages."""
    manifest = read_manifest(folder) if (folder / MANIFEST).exists() else Manifest({"deliveries": {}, "units": {}})
    for territory in territories:
        months: dict[str, list[Row]] = defaultdict(list)
        for row in made_rows(territory, rows):
            months[f"{row.day:%Y-%m}"].append(row)
        for month, found in sorted(months.items()):
            put(folder, manifest, f"territory={territory}/month={month}", found)
        lay(folder, manifest, "units", f"territory={territory}", units_table(territory), "1")
    write(folder, manifest)


def put(folder: Path, manifest: Manifest, place: str, rows: list[Row], state: str = "1") -> None:
    """A month's file, in place of the one that the manifest named."""
    lay(folder, manifest, "deliveries", place, rows_table(rows), state)


def lay(folder: Path, manifest: Manifest, table: str, place: str, made: pa.Table, state: str) -> None:
    file = f"{table}/{place}/part-{state}.parquet"
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(made, folder / file)
    manifest.tables[table][place] = Part(file, made.num_rows, state)


def write(folder: Path, manifest: Manifest) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).write_text(json.dumps(manifest.as_json()))


def unit_codes(territory: str) -> list[str]:
    towns = [f"{territory}{town:03}" for town in range(1, TOWNS + 1)]
    return [*towns, *(f"{town}{village:03}" for town in towns for village in range(201, 201 + VILLAGES))]


def units_table(territory: str) -> pa.Table:
    names = {6: "county", 9: "town", 12: "village"}
    lines = [
        {
            "unit": code, "name": f"unit {code}", "level": names[len(code)],
            "parent": code[:-3] if len(code) > 6 else None, "cadres": 20 + int(code[-1]) if len(code) == 9 else None,
        }
        for code in (territory, *unit_codes(territory))
    ]  # fmt: skip
    return pa.Table.from_pylist(lines, schema=UNIT_SCHEMA)


def made_rows(territory: str, many: int) -> list[Row]:
    """Rows of all registers; of each column some say yes, some no, and some sheets have no such column."""
    chance = Random(f"{territory} {many}")
    return [_row(chance, territory, number) for number in range(many)]


def _row(chance: Random, territory: str, number: int) -> Row:
    register = chance.choice(REGISTER_KINDS)
    day = FIRST + timedelta(chance.randrange(DAYS))
    issued = chance.random() < 0.9
    return Row(
        row=f"{territory}.csv##{number + 2}", file=f"{territory}.csv", sheet="", line_no=number + 2, register=register,
        unit=chance.choice(unit_codes(territory)), day=day, name=f"关于做好第{chance.randrange(40)}项工作的通知",
        issuer="区司法局" if issued else None, issuer_level=chance.choice(LEVELS) if issued else None,
        line=chance.choice([None, UNSTATED, *LINES]), **_OWN[register](chance, day),
    )  # fmt: skip


def _yes(chance: Random) -> bool | None:
    return chance.choice([True, False, None])


def _meeting(chance: Random, day: date) -> dict[str, Any]:
    stated = _yes(chance)
    names = ("video", "nested", "filed", "both_leaders", "village_heads", "edge_of_day")
    return {
        **{name: _yes(chance) for name in names}, "duration_stated": stated,
        "minutes": chance.randrange(20, 180) if stated else None,
    }  # fmt: skip


def _stock(chance: Random, day: date) -> dict[str, Any]:
    closed = day + timedelta(chance.randrange(1, 90)) if chance.random() < 0.3 else None
    return {"closed_on": closed, "digital_class": chance.choice([*DIGITAL_CLASSES, UNSTATED]), "punch_in": _yes(chance)}


def _form(chance: Random, day: date) -> dict[str, Any]:
    stated = _yes(chance)
    return {"fields_stated": stated, "fields": chance.randrange(3, 60) if stated else None}


_OWN = {
    "documents": lambda chance, day: {"channel": chance.choice([*CHANNELS, UNSTATED, None])},
    "meetings": _meeting,
    "inspections": lambda chance, day: {name: _yes(chance) for name in ("planned", "joint", "ledger_required")},
    "pledges": lambda chance, day: {"veto": _yes(chance)},
    "digital": _stock,
    "signboards": lambda chance, day: {"closed_on": _stock(chance, day)["closed_on"]},
    "forms": _form,
    "visits": lambda chance, day: {name: _yes(chance) for name in ("with_problem", "joint")},
}
