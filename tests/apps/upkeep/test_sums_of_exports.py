"""What an office exports again, its sums follow: of the months that an act touched, and no others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from songbang.apps.upkeep.export import export_star
from songbang.cli.measuring_engines import measuring_at
from songbang.core.calendar import Period
from songbang.core.measuring import TimeTable
from songbang.core.measuring.by_month import figures_by_month
from songbang.core.measuring.over_star import Star, measure_star
from songbang.core.measuring.roll_up import RollUps, roll_up
from tests.apps.insight import seed
from tests.apps.upkeep.test_export import OTHER, documents, fill_office


def _brought_up_to_date(folder: Path) -> RollUps:
    """Export and sums as they are now; their figures must be those of all rows."""
    export_star(folder / "star")
    star, minutes = Star.open([folder / "star"]), TimeTable.load()
    period, baseline = Period.parse("2019-01:2019-03"), Period.parse("2018-01:2018-03")
    with measuring_at("") as engine:
        kept = roll_up(engine, star, ["330402"], folder / "sums")
        over_rows = measure_star(
            engine, star, ["330402"], by="territory", period=period, baseline=baseline, minutes=minutes
        )
    over_sums = figures_by_month(
        kept.cells(["330402"]), [], period=period, baseline=baseline, minutes=minutes, pairs=None
    )
    assert over_sums == over_rows
    return kept


def test_after_another_import_only_the_months_of_its_rows_are_read(db: None, tmp_path: Path) -> None:
    seed.make_units()
    fill_office()
    assert _brought_up_to_date(tmp_path).read == 4
    assert _brought_up_to_date(tmp_path).read == 0
    seed.store(seed.make_import("又一份.xlsx", unit=OTHER), documents(2, OTHER, date(2019, 2, 1), date(2019, 4, 1)))
    kept = _brought_up_to_date(tmp_path)
    assert (kept.read, kept.kept) == (2, 3)
