"""`songbang measure FOLDER …`: figures over exported rows, here or on a cluster."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from songbang.cli.measuring_engines import measuring_at
from songbang.cli.screen import Screen
from songbang.cli.writing import check_writable, write_all
from songbang.core.calendar import Period
from songbang.core.errors import BadInput
from songbang.core.measuring import Figure, TimeTable, as_json
from songbang.core.measuring.by_month import figures_by_month
from songbang.core.measuring.over_star import By, Engine, Star, measure_star
from songbang.core.measuring.roll_up import roll_up

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
@click.option("--period", required=True, help="Months measured, such as 2019-01:2019-07.")
@click.option("--baseline", required=True, help="Months held against them, such as 2018-01:2018-07.")
@click.option("--territory", "territories", multiple=True, metavar="CODE", help="Only this one; may be given again.")
@click.option(
    "--by", type=click.Choice(["unit", "territory"]),
    help="Figures at each unit or at each territory; unless given, at units where one territory is measured.",
)  # fmt: skip
@click.option("--rows", is_flag=True, help="Name the rows behind each figure, with their digest.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File for all figures (JSON).")
@click.option(
    "--engine", envvar="SONGBANG_MEASURES_URL", metavar="ADDRESS", default="", show_envvar=True,
    help="Count elsewhere than in DuckDB: sc://host:port of Spark Connect (Spark, Sail), whose workers read FOLDERS.",
)  # fmt: skip
@click.option(
    "--rollup", type=FOLDER,
    help="Count from sums by month and territory that are kept in this folder: only what changed since is read.",
)  # fmt: skip
@click.option("--rulebook", type=FOLDER, help="Folder whose files replace those of the rulebook.")
def measure(
    folders: tuple[Path, ...], period: str, baseline: str, territories: tuple[str, ...], by: By | None, rows: bool,
    out: Path | None, engine: str, rollup: Path | None, rulebook: Path | None,
) -> None:  # fmt: skip
    """Measure what `songbang export` wrote to FOLDERS, of one or many installations, together."""
    started = time.monotonic()
    screen = Screen("zh-Hans")
    spans = _spans(period, baseline)
    if out:
        check_writable(out.parent, [out.name])
    star = Star.open(folders)
    chosen = star.chosen(territories)
    by = by or ("unit" if len(chosen) == 1 and not rollup else "territory")
    if rollup and (rows or by == "unit"):
        raise click.UsageError("--rollup: by territory, without rows")
    asked = _Asked(star, chosen, by, *spans, TimeTable.load(rulebook))
    with measuring_at(engine) as there:
        found = asked.of_sums(there, rollup, screen) if rollup else asked.of_rows(there, with_rows=rows)
    made = _content(found, chosen, by, spans)
    if out:
        write_all({out.name: json.dumps(made, ensure_ascii=False, indent=1).encode()}, out.parent)
    _tell(found, made, screen, time.monotonic() - started)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is measured."""

    star: Star
    territories: Sequence[str]
    by: By
    period: Period
    baseline: Period
    minutes: TimeTable

    def of_rows(self, engine: Engine, *, with_rows: bool) -> list[Figure]:
        return measure_star(
            engine, self.star, self.territories, by=self.by, period=self.period, baseline=self.baseline,
            minutes=self.minutes, with_rows=with_rows,
        )  # fmt: skip

    def of_sums(self, engine: Engine, folder: Path, screen: Screen) -> list[Figure]:
        """From the sums in the folder, once they are brought up to date."""
        kept = roll_up(engine, self.star, self.territories, folder)
        screen.say(screen.words["measure"]["rolled_up"].format(read=kept.read, kept=kept.kept))
        return figures_by_month(
            kept.cells(self.territories), [], period=self.period, baseline=self.baseline, minutes=self.minutes,
            pairs=None,
        )  # fmt: skip


def _spans(period: str, baseline: str) -> tuple[Period, Period]:
    one, two = Period.parse(period), Period.parse(baseline)
    if one.first <= two.last and two.first <= one.last:
        raise BadInput("period.overlap", period=str(one), baseline=str(two))
    return one, two


def _content(found: Sequence[Figure], chosen: Sequence[str], by: By, spans: tuple[Period, Period]) -> dict[str, Any]:
    """What the file holds. Its digest covers all of it, and is the same on every engine."""
    made = {
        "period": str(spans[0]), "baseline": str(spans[1]), "territories": list(chosen), "by": by,
        "figures": [as_json(figure) for figure in found],
    }  # fmt: skip
    told = json.dumps(made, ensure_ascii=False, sort_keys=True)
    return {**made, "digest": hashlib.sha256(told.encode()).hexdigest()}


def _tell(found: Sequence[Figure], made: dict[str, Any], screen: Screen, seconds: float) -> None:
    """The totals, a line each."""
    names, measures, words = (screen.words[group] for group in ("figures", "measures", "measure"))
    screen.say(words["measured"].format(territories=len(made["territories"]), figures=len(found)), style="bold")
    for figure in found:
        if not figure.scope and figure.id in names:
            now, before = (_shown(figure, amount) + measures[figure.id] for amount in (figure.value, figure.baseline))
            change = "" if figure.change is None else f"  {figure.change:+.1%}"
            screen.say(f"  {names[figure.id]}  {now} / {before}{change}")
    screen.say(words["left_out"])
    screen.say(screen.words["screens"]["digest"].format(digest=made["digest"][:16]))
    screen.say(screen.words["screens"]["seconds"].format(seconds=f"{seconds:.1f}"))


def _shown(figure: Figure, amount: int | float | None) -> str:
    """Minutes as hours, as pages show them."""
    if amount is None:
        return "—"
    return f"{amount / 60:,.1f}" if figure.id.endswith(".minutes") else f"{amount:,}"
