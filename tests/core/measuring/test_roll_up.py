"""Sums by month and territory: only months that changed are read, and the figures are those over all rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from songbang.cli.measuring_engines import Ibis, measuring_at
from songbang.core.errors import Conflict, Unreadable
from songbang.core.measuring import Figure
from songbang.core.measuring import roll_up as module
from songbang.core.measuring.by_month import figures_by_month
from songbang.core.measuring.over_star import Star, measure_star
from songbang.core.measuring.roll_up import NOTE, RollUps, roll_up
from songbang.core.measuring.star import files_of, keys_of, read_manifest
from songbang.core.registers import Row
from tests.core.measuring.stars import made_rows, make_star, put, write
from tests.core.measuring.test_over_star import ASKED, ONE, TWO

MONTHS = ("2018-11", "2018-12", "2019-01", "2019-02", "2019-03")


@dataclass
class Watched:
    """An engine that notes which files it was asked to read."""

    engine: Ibis
    seen: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def read(self, files: Sequence[str]) -> Any:
        self.seen += files
        return self.engine.read(files)

    def places(self) -> set[tuple[str, str]]:
        """Territory and month of what was read since the last time."""
        found = {(keys["territory"], keys["month"]) for keys in map(keys_of, self.seen)}
        self.seen.clear()
        return found


@pytest.fixture
def engine() -> Iterator[Watched]:
    with measuring_at("") as duckdb:
        yield Watched(duckdb)


@pytest.fixture
def star(tmp_path: Path) -> Path:
    make_star(tmp_path / "star", ONE, TWO)
    return tmp_path / "star"


def _over_sums(kept: RollUps, *territories: str) -> list[Figure]:
    return figures_by_month(kept.cells(territories), [], pairs=None, **ASKED)


def _over_rows(engine: Watched, folder: Path, *territories: str) -> list[Figure]:
    found = measure_star(engine, Star.open([folder]), territories, by="territory", **ASKED)
    engine.seen.clear()
    return found


def _change(folder: Path, month: str, rows: list[Row], state: str = "2", territory: str = ONE) -> None:
    """Another export, in which that month of that territory has other rows."""
    manifest = read_manifest(folder)
    put(folder, manifest, f"territory={territory}/month={month}", rows, state)
    write(folder, manifest)


def _rows(month: str, *, register: str | None = None) -> list[Row]:
    """Other rows than the star has, of one month."""
    made = [replace(row, row=f"other {row.row}") for row in made_rows(ONE, 900)]
    return [row for row in made if f"{row.day:%Y-%m}" == month and register in (None, row.register)]


def test_figures_over_sums_are_those_over_rows_and_what_did_not_change_is_not_read_again(
    star: Path, tmp_path: Path, engine: Watched
) -> None:
    kept = roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums")
    assert engine.places() == {(territory, month) for territory in (ONE, TWO) for month in MONTHS}
    assert (kept.read, kept.kept) == (10, 0)
    assert _over_sums(kept, ONE, TWO) == _over_rows(engine, star, ONE, TWO)
    assert _over_sums(kept, TWO) == _over_rows(engine, star, TWO)
    again = roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums")
    assert (again.read, again.kept, engine.places()) == (0, 10, set())
    assert list(again.cells([ONE, TWO])) == list(kept.cells([ONE, TWO]))


def test_only_months_that_changed_are_read_and_the_figures_follow(star: Path, tmp_path: Path, engine: Watched) -> None:
    """Files that did not change hold nothing readable any more: whoever opened one of them would fail."""
    roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums")
    engine.places()
    shutil.copytree(star, tmp_path / "whole")
    for file in files_of(read_manifest(star), star, "deliveries"):
        Path(file).write_bytes(b"not to be read")
    for folder in (star, tmp_path / "whole"):
        _change(folder, "2019-02", _rows("2019-02"))
    kept = roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums")
    assert (engine.places(), kept.read, kept.kept) == ({(ONE, "2019-02")}, 1, 9)
    assert _over_sums(kept, ONE, TWO) == _over_rows(engine, tmp_path / "whole", ONE, TWO)


def test_a_month_that_is_gone_and_a_new_one_are_followed(star: Path, tmp_path: Path, engine: Watched) -> None:
    """The month that goes held things that ended in later months: their ends go with it."""
    roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums")
    engine.places()
    manifest = read_manifest(star)
    del manifest.tables["deliveries"][f"territory={ONE}/month=2018-12"]
    late = [replace(row, day=row.day.replace(month=4, day=1)) for row in _rows("2019-03")]
    put(star, manifest, f"territory={TWO}/month=2019-04", [replace(row, unit=f"{TWO}001") for row in late])
    write(star, manifest)
    kept = roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums")
    assert (engine.places(), kept.read) == ({(TWO, "2019-04")}, 1)
    assert _over_sums(kept, ONE, TWO) == _over_rows(engine, star, ONE, TWO)


def test_territories_that_were_not_asked_for_stay_and_other_definitions_make_everything_anew(
    star: Path, tmp_path: Path, engine: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums")
    one = roll_up(engine, Star.open([star]), [ONE], tmp_path / "sums")
    assert (one.read, list(one.cells([TWO]))) == (0, list(both.cells([TWO])))
    monkeypatch.setattr(module, "edition", lambda: "another")
    assert roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums").read == 10
    assert roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums").read == 0


def test_broken_off_before_the_note_what_was_there_stands(
    star: Path, tmp_path: Path, engine: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums").cells([ONE, TWO]))
    _change(star, "2019-01", _rows("2019-01"))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(RollUps, "_write", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums")
    assert list(module._open(tmp_path / "sums").cells([ONE, TWO])) == before
    assert roll_up(engine, Star.open([star]), [ONE, TWO], tmp_path / "sums").read == 1
    assert len(list((tmp_path / "sums").glob("*.parquet"))) == 2


def test_strange_folders_units_in_no_list_and_two_at_once_are_refused(
    star: Path, tmp_path: Path, engine: Watched
) -> None:
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / NOTE).write_text("[]")
    with pytest.raises(Unreadable, match=r"star\.unreadable"):
        roll_up(engine, Star.open([star]), [ONE], tmp_path / "strange")
    with module.alone(tmp_path / "strange"), pytest.raises(Conflict, match=r"star\.running"):
        roll_up(engine, Star.open([star]), [ONE], tmp_path / "strange")
    _change(star, "2019-01", [replace(row, unit="999999001") for row in _rows("2019-01")])
    with pytest.raises(Unreadable, match="units in no list"):
        roll_up(engine, Star.open([star]), [ONE], tmp_path / "sums")
