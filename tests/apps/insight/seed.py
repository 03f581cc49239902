"""Rows in the database without the intake: the sample district as read by core, or rows made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from songbang.apps.intake import tallying
from songbang.apps.intake.models import Import, KeptFile, RegisterRow, Source
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services as units
from songbang.apps.units.models import Unit
from songbang.cli.account import column_accounts
from songbang.core.reading.formats import open_book
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.reader import BookReader, BookReading
from songbang.core.reading.sources import collect
from songbang.core.reading.unitlist import read_units
from songbang.core.reading.versions import settle_versions
from songbang.core.registers import Row
from songbang.core.reporting.rows_book import check_of
from songbang.core.units import Unit as UnitFacts

TERRITORY = "330402"
MOMENT = datetime(2019, 8, 30, 8, tzinfo=UTC)
COLUMNS = tuple(field.name for field in fields(Row))
UNITS = [
    UnitFacts("330402", "南湖区", "county", ("嘉兴市南湖区",)),
    UnitFacts("330402103", "新丰镇", "town", ("新丰",), "330402", 98),
    UnitFacts("330402103208", "净湘村", "village", (), "330402103", 8),
    UnitFacts("330402010", "南湖街道", "town", (), "330402", 72),
]


def make_units(listed: Sequence[UnitFacts] = UNITS) -> None:
    units.import_units(SYSTEM, listed, TERRITORY)
    district = Unit.objects.get(code=TERRITORY)
    Unit.objects.create(code="D1", territory=TERRITORY, level="department", parent=district, name="南湖区司法局")


def make_accounts(town: str = "330402103", village: str = "330402103208", password: str | None = None) -> None:
    """One account a role; without a password, whose hashing takes its time, tests log them in directly."""
    places = {"supervisor": TERRITORY, "town": town, "village": village, "department": "D1", "auditor": TERRITORY}
    places |= {"administrator": TERRITORY, "approver": TERRITORY}
    for role, code in places.items():
        units.make_account(SYSTEM, f"demo-{role}", password, [(role, Unit.objects.get(code=code))], label=role)


def make_import(name: str, account: dict[str, Any] | None = None, *, unit: str = TERRITORY, n: int = 0) -> Import:
    """An accepted import of a file of that name."""
    source = Source.objects.create(territory=TERRITORY, unit=Unit.objects.get(code=unit), name=name)
    sha = f"{KeptFile.objects.count() + 1:064x}"
    kept = KeptFile.objects.create(territory=TERRITORY, sha256=sha, size=1, kept_at=MOMENT)
    return Import.objects.create(
        source=source, file=kept, territory=TERRITORY, state="accepted", made_at=MOMENT, accepted_at=MOMENT,
        account=account or {}, counted=n,
    )  # fmt: skip


def store(taken: Import, rows: Sequence[Row], cells: Any = None) -> None:
    """The rows as live rows of an import, under the name that the intake gives its file: the unit's, then its own."""
    file = f"{taken.source.unit.name}/{taken.source.name}"
    rows = [replace(row, file=file, row=file + row.row.removeprefix(row.file)) for row in rows]
    made = (
        RegisterRow(
            taken=taken, territory=TERRITORY, live=True, content=check_of(row),
            cells=(cells or {}).get((row.sheet, row.line_no), []), **{name: getattr(row, name) for name in COLUMNS},
        )
        for row in rows
    )  # fmt: skip
    RegisterRow.objects.bulk_create(made, batch_size=500)
    tallying.tally([taken.pk], live=True, territory=TERRITORY)
    Import.objects.filter(pk=taken.pk).update(counted=RegisterRow.objects.filter(taken=taken, live=True).count())


def row(line_no: int, register: str, unit: str, day: date, name: str = "通知", **more: Any) -> Row:
    return Row(f"台账.xlsx#一#{line_no}", "台账.xlsx", "一", line_no, register, unit, day, name, **more)


def read_district(folder: Path) -> list[BookReading]:
    tree = read_units(folder / "units.csv")
    reader = BookReader(load_lexicon(None), tree)
    books = [reader.read(open_book(s.path, s.file, s.folders)) for s in collect([folder / "registers"])[0]]
    settle_versions(books, latest_wins=False)
    return books


def told_of(sheet: str, kind: str, columns: Sequence[Any], header: int = 1) -> dict[str, Any]:
    """What an import keeps of a sheet with one register, as `intake.told` writes it."""
    return {"name": sheet, "registers": [{"register": kind, "header_rows": [header, header], "columns": columns}]}


def store_district(folder: Path) -> int:
    """The whole sample district: units, imports, rows with their cells; how many rows."""
    make_units(list(read_units(folder / "units.csv").units.values()))
    total = 0
    for book in read_district(folder):
        parts = [(sheet.name, part) for sheet in book.sheets for part in sheet.regions]
        account = {
            "sheets": [
                told_of(name, part.region.kind, column_accounts(part, "zh-Hans"), part.region.block.bottom + 1)
                for name, part in parts
            ]
        }
        cells = {(name, line): list(told) for name, part in parts for line, told in part.cells.items()}
        store(make_import(book.file, account), book.rows, cells)
        total += len(book.rows)
    return total
