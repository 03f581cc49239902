"""What planning a district's week saves against booking in order of arrival, and what no plan could save.

    python -m benchmarks.planning [--week sample crowded] [--seconds 30] [--seed 1 2 3] [--cpu] [--write PROBLEM.json]

The weeks and the sources of their rates: benchmarks/planning_weeks.py. First-come-first-served is what a diligent
office does (core/planning/arrival.py): the first slot at which all who must come are free and a room holds them; that
two meetings then happen to follow each other counts for it as well. The limits are proved (planning_limits.py): no plan
that places everything is better, and the best may well be worse. Nothing is assumed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.planning_limits import fewest_journeys, most_whole_half_days
from benchmarks.planning_weeks import crowded_week, sample_week
from songbang.core.planning.annealing import Budget
from songbang.core.planning.layout import Layout
from songbang.core.planning.measures import half_days_of_base
from songbang.core.planning.planner import make_plan, prepare
from songbang.core.planning.read_problem import read_problem

WEEKS = {"sample": sample_week, "crowded": crowded_week}


def shown(kind: str, seed: int, seconds: float, cpu: bool) -> tuple[float, float]:
    """Plan one week and print both plans' figures; how much journeys and whole half-days change. `cpu`: of its time."""
    clock = time.process_time if cpu else time.monotonic
    problem = read_problem(WEEKS[kind](seed))
    began, worked = time.monotonic(), time.process_time()
    plan = make_plan(problem, Budget(clock, clock() + seconds), seed)
    taken = f"{time.monotonic() - began:.1f} s, {time.process_time() - worked:.1f} s of CPU"
    layout = Layout(problem)
    before, now = plan["metrics"].pop("first_come_first_served"), plan["metrics"]
    limits = {"journeys": fewest_journeys(layout), "whole_half_days": most_whole_half_days(layout)}
    print(f"{kind} week, seed {seed}: {len(problem.meetings)} meetings, {len(problem.visits)} visits", end=", ")
    print(f"{len(problem.people)} people; {half_days_of_base(layout)} half-days of the base")
    print(f"{'figure':26}{'arrival':>9}{'planned':>9}{'change':>9}{'limit':>9}{'change':>9}")
    for name, was in before.items():
        limit = limits.get(name)
        print(f"{name:26}{was:>9}{now[name]:>9}{_change(was, now[name]):>9}", end="")
        print(f"{limit:>9}{_change(was, limit):>9}" if limit is not None else "")
    print(f"unplaced {len(plan['unplaced'])}, {plan['status']}, bound gap {plan['bound_gap']}, {taken}\n", flush=True)
    return tuple(now[name] / before[name] - 1 for name in limits)  # type: ignore[return-value]


def _change(was: int, now: int) -> str:
    return f"{(now - was) / was:+.0%}" if was else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--week", nargs="+", choices=list(WEEKS), default=list(WEEKS))
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--cpu", action="store_true", help="count seconds of CPU, on a machine that others use too")
    parser.add_argument("--write", type=Path, help="write the problem of the first week and seed, and stop")
    asked = parser.parse_args()
    if asked.write:
        week = WEEKS[asked.week[0]](asked.seed[0])
        asked.write.write_text(json.dumps(week, ensure_ascii=False), "utf-8")
        return
    prepare()
    for kind in asked.week:
        changes = [shown(kind, seed, asked.seconds, asked.cpu) for seed in asked.seed]
        journeys, whole = (sum(column) / len(changes) for column in zip(*changes, strict=True))
        print(f"{kind} weeks: journeys {journeys:+.1%}, whole half-days {whole:+.1%} on average\n")


if __name__ == "__main__":
    main()
