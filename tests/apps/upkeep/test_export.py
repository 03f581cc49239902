"""The star tables in Parquet: every row once, only what changed is written, a kill leaves the former whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db.models import F

from songbang.apps.intake import facts, storing
from songbang.apps.intake.models import Import, RegisterRow
from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM, record
from songbang.apps.upkeep import export
from songbang.cli.measuring_engines import measuring_at
from songbang.core.calendar import Period
from songbang.core.errors import Conflict, NotFound, Unreadable
from songbang.core.measuring import PLACEMENT_SCHEMA, TimeTable, measure
from songbang.core.measuring.over_star import Star, measure_star
from songbang.core.measuring.star import MANIFEST, files_of, read_manifest
from tests.apps.insight import seed
from tests.tables import lay_tables

TOWN, OTHER = "330402103", "330402010"
ROOT = Path(__file__).resolve().parents[3]


def documents(first_line: int, unit: str, *days: date, **more: Any) -> list[Any]:
    told = {"issuer": "区司法局", "issuer_level": "county", "channel": "paper", **more}
    return [seed.row(first_line + at, "documents", unit, day, **told) for at, day in enumerate(days)]


@pytest.fixture
def office(db: None) -> None:
    seed.make_units()
    fill_office()


def fill_office() -> None:
    """Two registers: of 2018 and 2019 at one town, of 2019 at the other."""
    one = documents(2, TOWN, date(2018, 1, 3), date(2018, 1, 9), date(2019, 1, 3), date(2019, 1, 31), date(2019, 3, 1))
    one.append(seed.row(9, "meetings", TOWN, date(2019, 3, 6), minutes=60, duration_stated=True, video=False))
    seed.store(seed.make_import("新丰.xlsx", unit=TOWN), one)
    other = documents(2, OTHER, date(2019, 1, 5), date(2019, 2, 28), issuer=None, issuer_level=None)
    seed.store(seed.make_import("南湖.xlsx", unit=OTHER), other)


def _rows(folder: Path) -> Counter[str]:
    """Every row of the files that the manifest names."""
    found = files_of(read_manifest(folder), folder, "deliveries")
    return Counter(row for file in found for row in pq.read_table(file, partitioning=None)["row"].to_pylist())


def _live() -> Counter[str]:
    return Counter(RegisterRow.objects.filter(live=True).values_list("row", flat=True))


def _lying(folder: Path) -> dict[str, int]:
    """Every Parquet file that lies there, and when it was written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}


def _months(folder: Path) -> list[str]:
    return [place.removeprefix("territory=330402/") for place in read_manifest(folder).tables["deliveries"]]


def test_every_row_that_counts_is_exported_once(office: None, tmp_path: Path) -> None:
    done = export.export_star(tmp_path)
    assert _rows(tmp_path) == _live()
    assert done.deliveries == 8
    assert _months(tmp_path) == ["month=2018-01", "month=2019-01", "month=2019-02", "month=2019-03"]


def test_units_issuers_and_time_lie_around_them(office: None, tmp_path: Path) -> None:
    export.export_star(tmp_path)
    manifest = read_manifest(tmp_path)

    def lines(table: str) -> list[dict[str, Any]]:
        return [
            line
            for file in files_of(manifest, tmp_path, table)
            for line in pq.read_table(file, partitioning=None).to_pylist()
        ]

    units = {line["unit"]: line for line in lines("units")}
    assert units[TOWN]["cadres"] == 98
    assert units[TOWN]["parent"] == "330402"
    assert lines("issuers") == [
        {"issuer": "区司法局", "issuer_level": "county", "deliveries": 5, "first_on": date(2018, 1, 3),
         "last_on": date(2019, 3, 1)}
    ]  # fmt: skip
    days = lines("time")
    assert (days[0]["day"], days[-1]["day"], len(days)) == (date(2018, 1, 1), date(2019, 3, 31), 365 + 90)
    assert days[0] == {
        "day": date(2018, 1, 1), "year": 2018, "quarter": 1, "month": "2018-01", "iso_week": 1, "weekday": 1,
    }  # fmt: skip


def test_what_did_not_change_is_not_written_again(office: None, tmp_path: Path) -> None:
    first = export.export_star(tmp_path)
    lying = _lying(tmp_path)
    again = export.export_star(tmp_path)
    assert (again.written, again.kept) == (0, first.written)
    assert _lying(tmp_path) == lying


def test_only_the_months_that_were_touched_are_written_again(office: None, tmp_path: Path) -> None:
    export.export_star(tmp_path)
    lying = _lying(tmp_path)
    march = RegisterRow.objects.get(register="meetings")
    march.delete()
    seed.store(seed.make_import("又一份.xlsx", unit=OTHER), documents(2, OTHER, date(2019, 2, 1)))
    export.export_star(tmp_path)
    fresh = {place.split("/part-")[0] for place in _lying(tmp_path).keys() - lying.keys()}
    deliveries = "deliveries/territory=330402/month="
    assert fresh == {f"{deliveries}2019-02", f"{deliveries}2019-03", "issuers/territory=330402"}
    assert _rows(tmp_path) == _live()


def test_an_import_undone_takes_its_rows_away_and_brought_back_brings_them(office: None, tmp_path: Path) -> None:
    export.export_star(tmp_path)
    taken = Import.objects.get(source__name="南湖.xlsx")
    for state, live in (("undone", False), ("accepted", True)):
        Import.objects.filter(pk=taken.pk).update(state=state)
        storing.set_live(taken, live=live)
        export.export_star(tmp_path)
        assert _rows(tmp_path) == _live()
        assert ("month=2019-02" in _months(tmp_path)) is live


def test_a_row_that_says_something_else_is_written(office: None, tmp_path: Path) -> None:
    """As the intake does it: the row goes, another comes under a new key; there are as many as before."""
    export.export_star(tmp_path)
    old = RegisterRow.objects.get(register="meetings")
    values = {name: getattr(old, name) for name in seed.COLUMNS} | {"minutes": 90}
    taken = old.taken
    old.delete()
    RegisterRow.objects.create(taken=taken, territory="330402", live=True, content="x", **values)
    export.export_star(tmp_path)
    file = files_of(read_manifest(tmp_path), tmp_path, "deliveries", months=["2019-03"])
    assert 90 in pq.read_table(file[0], partitioning=None)["minutes"].to_pylist()


def test_a_database_of_another_course_makes_everything_anew(office: None, tmp_path: Path) -> None:
    """A restored database gives keys again that others had: equal numbers prove nothing then."""
    record(SYSTEM, "test.act", "test:1")
    export.export_star(tmp_path)
    lying = set(_lying(tmp_path))
    note = (tmp_path / export.COURSE).read_text()
    last = Entry.objects.order_by("-pk").values_list("digest", flat=True)[0]
    (tmp_path / export.COURSE).write_text(note.replace(last, "f" * 64))  # an entry that this journal never had
    # Rows are changed in place here, which stands for what a restore does: other rows under the same keys.
    RegisterRow.objects.filter(register="meetings").update(minutes=F("minutes") + 1)
    done = export.export_star(tmp_path)
    assert done.kept == 0
    assert not lying & {part.file for parts in read_manifest(tmp_path).tables.values() for part in parts.values()}
    assert export.export_star(tmp_path).written == 0


def test_figures_over_the_files_are_those_over_the_database_to_the_row(office: None, tmp_path: Path) -> None:
    export.export_star(tmp_path)
    period, baseline = Period.parse("2019-01:2019-03"), Period.parse("2018-01:2018-03")
    twins = [row for row, day in facts.live_table("330402").select(["row", "day"]).to_pandas().values if day.year]
    placed = [{"row": row, "document": f"d{at // 2}", "instrument": f"i{at // 4}"} for at, row in enumerate(twins)]
    placements = pa.Table.from_pylist(placed, schema=PLACEMENT_SCHEMA)
    asked: Any = {"period": period, "baseline": baseline, "minutes": TimeTable.load()}
    expected = measure(facts.live_table("330402"), placements, seed.UNITS, **asked)
    star = Star.open([tmp_path])
    assert star.territories == ["330402"]
    with measuring_at("") as engine:
        found = measure_star(
            engine, star, ["330402"], by="unit", placements=engine.put(placements), **asked, with_rows=True
        )  # fmt: skip
    assert {figure.id for figure in expected} >= {"documents.received", "meetings.minutes", "burden.minutes"}
    assert found == expected
    assert all(figure.digest for figure in found)


class Killed(BaseException):
    """Nothing of ours catches it."""


def test_broken_off_anywhere_the_former_export_stands_and_the_next_goes_on(
    office: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export.export_star(tmp_path / "first")
    before = _rows(tmp_path / "first")
    seed.store(seed.make_import("又一份.xlsx", unit=OTHER), documents(2, OTHER, date(2019, 2, 1), date(2020, 2, 1)))
    put, steps = export.put, 0

    for step in range(1, 20):
        folder = tmp_path / str(step)
        shutil.copytree(tmp_path / "first", folder)
        steps = 0

        def counted(path: Path, write: Any, step: int = step) -> None:
            nonlocal steps
            steps += 1
            if steps == step:
                path.parent.mkdir(parents=True, exist_ok=True)
                write(path.with_name(f".{path.name}.part"))
                raise Killed
            put(path, write)

        monkeypatch.setattr(export, "put", counted)
        try:
            export.export_star(folder)
        except Killed:
            assert _rows(folder) == before
        else:
            break
        written = len(_lying(folder))
        monkeypatch.setattr(export, "put", put)
        export.export_star(folder)
        assert _rows(folder) == _live()
        assert len(_lying(folder)) >= written
        assert not list(folder.rglob("*.part"))
    assert step == steps + 1 == 7, "course, two months, issuers, time, manifest"


KILL = """
import django; django.setup()
import os, signal
from pathlib import Path
from songbang.apps.upkeep import export
from songbang.cli.measuring_engines import measuring_at
put, left = export.put, [3]
def kill(path, write):
    left[0] -= 1
    if not left[0]:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path.with_name(f".{path.name}.part"))
        os.kill(os.getpid(), signal.SIGKILL)
    put(path, write)
export.put = kill
export.export_star(Path("star"))
"""
BEGIN = """
import django; django.setup()
from tests.apps.insight import seed
from tests.apps.upkeep.test_export import fill_office
seed.make_units()
fill_office()
"""


def _run(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    told = {
        "SONGBANG_HOME": str(home), "SONGBANG_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "songbang.settings",
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, *command], env={**os.environ, **told}, cwd=home, capture_output=True, text=True, check=False
    )


@pytest.mark.own_sqlite
def test_killed_for_real_the_command_goes_on_where_it_was(tmp_path: Path) -> None:
    assert _run(lay_tables(tmp_path), "-c", BEGIN).returncode == 0
    assert _run(tmp_path, "-c", KILL).returncode == -signal.SIGKILL
    with pytest.raises(NotFound, match=r"star\.missing"):
        read_manifest(tmp_path / "star")
    assert len(_lying(tmp_path / "star")) == 1
    said = _run(tmp_path, "-m", "songbang", "export", "star")
    assert said.returncode == 0, said.stderr
    assert "8" in said.stdout
    assert sum(_rows(tmp_path / "star").values()) == 8


def test_two_at_once_and_folders_of_others_are_refused(office: None, tmp_path: Path) -> None:
    with export.alone(tmp_path), pytest.raises(Conflict, match=r"star\.running"):
        export.export_star(tmp_path)
    (tmp_path / MANIFEST).write_text("[]")
    with pytest.raises(Unreadable, match=r"star\.unreadable"):
        export.export_star(tmp_path)


WHILE = """
import django; django.setup()
import threading
from pathlib import Path
from django.db import connection
from tests.apps.insight import seed
from tests.apps.upkeep.test_export import documents
from songbang.apps.upkeep import export
from songbang.cli.measuring_engines import measuring_at
asked = export._imports_now
def write():
    seed.store(seed.make_import("late.xlsx", unit="330402010"), documents(50, "330402010", seed.date(2019, 2, 2)))
    connection.close()
def meanwhile(before):
    seen = asked(before)
    writer = threading.Thread(target=write)
    writer.start()
    writer.join(15)
    assert not writer.is_alive(), "the writer waits for the export"
    return seen
export._imports_now = meanwhile
print(export.export_star(Path("star")).deliveries)
export._imports_now = asked
print(export.export_star(Path("star")).deliveries)
"""


@pytest.mark.own_sqlite
def test_others_write_meanwhile_and_the_export_is_of_one_moment(tmp_path: Path) -> None:
    assert _run(lay_tables(tmp_path), "-c", BEGIN).returncode == 0
    said = _run(tmp_path, "-c", WHILE)
    assert said.stdout.split() == ["8", "9"], said.stderr
