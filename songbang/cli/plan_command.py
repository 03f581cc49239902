"""`songbang plan`: a problem in, the week's plan out (contract plan.md). No database needed."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import click

from songbang.cli.screen import Screen
from songbang.core.errors import BadInput, Unreadable
from songbang.core.findings import Finding
from songbang.core.planning.annealing import Budget
from songbang.core.planning.planner import make_plan
from songbang.core.planning.problem import Problem
from songbang.core.planning.read_problem import read_problem
from songbang.core.planning.rest_days import years_not_decreed
from songbang.core.words import LANGUAGES, Language


@click.command()
@click.argument("problem", type=click.Path(path_type=Path))
@click.option("--seconds", type=click.FloatRange(min=0.5), default=30.0, show_default=True, help="Time to plan.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 100), default=1, show_default=True, help="Source of chance.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File for the plan.")
@click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default="zh-Hans", show_default=True,
    help="Language of all output.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="Print errors and warnings only.")
def plan(problem: Path, seconds: float, seed: int, out: Path, language: Language, quiet: bool) -> None:
    """Plan the meetings and visits of PROBLEM together."""
    began = time.monotonic()
    screen = Screen(language, quiet=quiet)
    given = read_problem(_json(problem))
    _warn(given, problem, screen)
    made = make_plan(given, Budget(time.monotonic, began + seconds), seed, language)
    _write(made, out)
    screen.say(json.dumps({key: made[key] for key in ("status", "bound_gap", "seconds", "metrics")}))
    screen.say(str(out))


def _json(path: Path) -> Any:
    """The document in a file. Raises `Unreadable` "plan.no_file", `BadInput` "plan.no_json"."""
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise Unreadable("plan.no_file", file=str(path), reason=error.strerror) from error
    except ValueError as error:
        raise BadInput("plan.no_json", file=str(path), reason=str(error)) from error


def _warn(given: Problem, path: Path, screen: Screen) -> None:
    if years := years_not_decreed(given.days):
        parameters: dict[str, object] = {"years": list(years)}
        screen.finding(Finding("plan.not_decreed", "warning", str(path), parameters=parameters))


def _write(made: dict[str, Any], out: Path) -> None:
    """The whole file or none."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(f".{out.name}.part")
    beside.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    beside.replace(out)
