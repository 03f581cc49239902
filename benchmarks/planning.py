"""A district's week of our own making: what planning saves against booking in order of arrival.

    python -m benchmarks.planning [--seconds 30] [--seed 1 2 3] [--write PROBLEM.json]

60 meetings, 40 visits, 300 people, 14 places. A meeting calls of 3 to 13 towns the principal or the deputy of its line;
one in seven also calls a village head of each, as in the registers of the sample district (80 of 525 meetings there).
First-come-first-served is what a diligent office does: the earliest slot at which all who must come are free and a room
holds them; that two meetings then happen to follow each other counts for it as well. Nothing is assumed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from songbang.core.planning.annealing import Budget
from songbang.core.planning.layout import Layout
from songbang.core.planning.measures import half_days_of_base
from songbang.core.planning.planner import make_plan
from songbang.core.planning.read_problem import read_problem

DAYS = [f"2025-03-0{day}" for day in range(3, 8)]
TOWNS = 13
HEADS_CALLED = 0.15
LINES = ("economy", "security", "party", "environment")


def week(seed: int) -> dict[str, Any]:
    """A problem in the contract's shape."""
    chance = random.Random(seed)
    towns = [f"t{i}" for i in range(1, TOWNS + 1)]
    people = _people(towns, chance)
    return {
        "days": DAYS, "hours": [["08:30", "12:00"], ["14:00", "17:30"]], "grain_minutes": 15,
        "no_meeting_days": [DAYS[2]],
        "places": [{"id": place, "name": place} for place in ["hq", *towns]],
        "travel": [
            {"from": a, "to": b, "minutes": chance.randrange(10, 45, 5)}
            for i, a in enumerate(["hq", *towns]) for b in ["hq", *towns][:i]
        ],
        "rooms": [{"id": f"r{i}", "place": "hq", "capacity": size} for i, size in enumerate((300, 120, 60, 40, 30, 20))]
        + [{"id": f"r-{town}", "place": town, "capacity": 60} for town in towns],
        "people": people,
        "busy": [_busy(person["id"], chance) for person in chance.sample(people, 60)],
        "meetings": [_meeting(i, people, towns, chance) for i in range(60)],
        "visits": [_visit(i, chance) for i in range(40)],
        "weights": {},
    }  # fmt: skip


def _people(towns: list[str], chance: random.Random) -> list[dict[str, str]]:
    """40 of the district, 20 a town: principal, deputies, and the heads of villages."""
    people = [{"id": f"d{i}", "unit": "330402", "post": "head", "home": "hq"} for i in range(40)]
    for number, town in enumerate(towns, 1):
        code = f"3304020{number:02d}"
        posts = ["principal", *["deputy"] * 4, *["head"] * 15]
        people += [
            {"id": f"{town}-{i}", "unit": code if i < 5 else f"{code}{i:03d}", "post": post, "home": town}
            for i, post in enumerate(posts)
        ]
    return people


def _busy(person: str, chance: random.Random) -> dict[str, str]:
    day, hour = chance.choice(DAYS), chance.choice([9, 10, 14, 15])
    return {"person": person, "start": f"{day}T{hour:02d}:00", "end": f"{day}T{hour + 1:02d}:30"}


def _window(chance: random.Random) -> list[str]:
    first = chance.randrange(0, 3)
    return [DAYS[first], DAYS[chance.randrange(first + 1, 5)]] if chance.random() < 0.5 else [DAYS[0], DAYS[4]]


def _meeting(i: int, people: list[dict[str, str]], towns: list[str], chance: random.Random) -> dict[str, Any]:
    called = chance.sample(towns, chance.choice([3, 5, 8, 13]))
    heads = [f"{town}-{chance.randrange(5, 20)}" for town in called] if chance.random() < HEADS_CALLED else []
    line = chance.choice(LINES)
    groups = [[f"{town}-0", f"{town}-{1 + LINES.index(line)}"] for town in called]
    organiser = f"d{i % 40}"
    return {
        "id": f"m{i}", "title": f"m{i}", "minutes": chance.choice([30, 45, 60, 90, 120]),
        "form": "video" if chance.random() < 0.15 else "onsite", "line": line, "organiser": organiser,
        "required": [organiser, *heads], "one_of": groups,
        "optional": chance.sample([f"d{k}" for k in range(40) if k != i % 40], 2), "headcount": len(called) * 2 + 5,
        "window": _window(chance), "after": [f"m{i - 1}"] if i % 12 == 7 else [], "nestable": chance.random() < 0.8,
        "fixed": None, "announced": None,
    }  # fmt: skip


def _visit(i: int, chance: random.Random) -> dict[str, Any]:
    return {
        "id": f"v{i}", "topic": f"topic {chance.randrange(4)}", "organiser": f"bureau {i % 9}",
        "unit": f"3304020{chance.randrange(1, TOWNS + 1):02d}", "minutes": chance.choice([60, 90, 120]),
        "window": _window(chance), "joinable": chance.random() < 0.8,
    }  # fmt: skip


def shown(seed: int, seconds: float) -> None:
    """Plan one week and print both plans' figures, with what no plan could do better than."""
    problem = read_problem(week(seed))
    began, worked = time.monotonic(), time.process_time()
    plan = make_plan(problem, Budget(time.monotonic, began + seconds), seed)
    layout = Layout(problem)
    print(f"seed {seed}: {len(problem.meetings)} meetings, {len(problem.visits)} visits, {len(problem.people)} people")
    print(f"{'figure':26}{'arrival':>9}{'planned':>9}{'change':>9}")
    before, whole = plan["metrics"]["first_come_first_served"], half_days_of_base(layout)
    before["half_days_lost"] = whole - before["whole_half_days"]
    plan["metrics"]["half_days_lost"] = whole - plan["metrics"]["whole_half_days"]
    for name, was in before.items():
        now = plan["metrics"][name]
        print(f"{name:26}{was:>9}{now:>9}{f'{(now - was) / was:+.0%}' if was else '':>9}")
    most = (whole - before["whole_half_days"]) / before["whole_half_days"]
    print(f"there are {whole} half-days: no plan, not even one without meetings, has {most:+.0%} more whole ones")
    print(f"unplaced {len(plan['unplaced'])}, {plan['status']}, bound gap {plan['bound_gap']}, ", end="")
    print(f"{time.monotonic() - began:.1f} s, {time.process_time() - worked:.1f} s of CPU")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--write", type=Path, help="write the problem of the first seed and stop")
    asked = parser.parse_args()
    if asked.write:
        asked.write.write_text(json.dumps(week(asked.seed[0]), ensure_ascii=False), "utf-8")
        return
    for seed in asked.seed:
        shown(seed, asked.seconds)


if __name__ == "__main__":
    main()
