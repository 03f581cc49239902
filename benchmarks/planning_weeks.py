"""Two invented weeks of a district: 60 meetings, 40 visits, 300 people, 14 places, in the shape of contract plan.md.

`sample_week` is as loaded as its sources say; `crowded_week` five times as loaded, to see what is left where nobody has
time. Sources of rates: the sample district's registers (shared/data/registers-a, 2,913 meetings of five towns in the 83
working weeks from January 2018 to August 2019) and the survey of Taoyuan County (shared/reference/policy.md, 8a, S170).
What no source tells is said where it is set.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

DAYS = [f"2025-03-0{day}" for day in range(3, 8)]
TOWNS = [f"t{i}" for i in range(1, 14)]
HEADS_CALLED = 0.15
SIZES = [3, 5, 8, 13]
"""How many towns a meeting calls, each as often: no source tells."""
LINES = ("economy", "security", "party", "environment")
CALLED_A_WEEK = 9.9
"""Meetings to which a town is called in a week: 470 in eleven months (survey). The registers have 7.0."""
SECRETARY_NEEDED = 180 / 470
"""Of these call the principal in person (survey); the others are for the principal or the deputy of the line."""
OWN_A_WEEK = 1
"""A town's own meetings (registers: 410 of 2,913, 0.99 a week); most call the heads of its villages, here all do."""
VIDEO = 0.19
"""Registers: 551 of 2,913."""
HEADS_TOO = 0.11
"""Meetings from above a town that call heads of villages (registers: 273 of 2,503)."""
HEADS_OF_A_TOWN = 2
"""Then two of fifteen: a village is called from above its town 0.13 times a week (registers of five villages: 0.17)."""
MINUTES = {30: 55, 40: 61, 45: 137, 60: 341, 90: 336, 120: 354, 150: 60, 180: 29, 210: 21}
"""Minutes of meetings that state them, and how many do (registers); 88 on average."""
NESTABLE = 0.8
"""The share of meetings that may follow another: no source tells."""


def sample_week(seed: int) -> dict[str, Any]:
    """A week as loaded as registers and survey say; 38 of its 40 visits are what the registers have for 13 towns."""
    chance = random.Random(1000 + seed)
    frame = _frame(chance)
    from_above = round((CALLED_A_WEEK - OWN_A_WEEK) * len(TOWNS) * len(SIZES) / sum(SIZES))
    own = [town for town in TOWNS for _ in range(OWN_A_WEEK)]
    kinds = [*own, *["above"] * from_above, *["district"] * (60 - from_above - len(own))]
    chance.shuffle(kinds)
    sizes = _in_turn(chance)
    meetings = [{**_call(i, kind, sizes, chance), **_plain(i, chance)} for i, kind in enumerate(kinds)]
    return {**frame, "meetings": meetings, "visits": [_visit(i, chance) for i in range(40)]}


def _in_turn(chance: random.Random) -> Iterator[int]:
    """All sizes, then all again: the weeks of all seeds are equally loaded."""
    while True:
        yield from chance.sample(SIZES, len(SIZES))


def _plain(i: int, chance: random.Random) -> dict[str, Any]:
    (minutes,) = chance.choices(list(MINUTES), list(MINUTES.values()))
    return {
        "id": f"m{i}", "title": f"m{i}", "minutes": minutes, "window": _window(chance),
        "nestable": chance.random() < NESTABLE,
    }  # fmt: skip


def _call(i: int, kind: str, sizes: Iterator[int], chance: random.Random) -> dict[str, Any]:
    """Who must come: to a town's own meeting its heads, to one of the district its people, or towns are called."""
    if kind in TOWNS:
        return {"required": [f"{kind}-0", *(f"{kind}-{n}" for n in range(5, 20))], "headcount": 20}
    organiser = f"d{i % 40}"
    if kind == "district":
        others = [f"d{n}" for n in range(40) if n != i % 40]
        return {"required": [organiser, *chance.sample(others, 3)], "headcount": 12}
    called = chance.sample(TOWNS, next(sizes))
    heads = chance.random() < HEADS_TOO
    villages = [f"{t}-{n}" for t in called for n in chance.sample(range(5, 20), HEADS_OF_A_TOWN)] if heads else []
    principals, deputy = [f"{town}-0" for town in called], 1 + chance.randrange(4)
    needed = chance.random() < SECRETARY_NEEDED
    return {
        "form": "video" if chance.random() < VIDEO else "onsite",
        "required": [organiser, *(principals if needed else []), *villages],
        "one_of": [] if needed else [[f"{town}-0", f"{town}-{deputy}"] for town in called],
        "headcount": len(called) * 2 + 5 + len(villages),
    }


def crowded_week(seed: int) -> dict[str, Any]:
    """Every meeting calls 3 to 13 towns: each town is called 33 times, five times what registers and survey tell."""
    chance = random.Random(seed)
    frame = _frame(chance)
    meetings = [_meeting(i, frame["people"], chance) for i in range(60)]
    return {**frame, "meetings": meetings, "visits": [_visit(i, chance) for i in range(40)]}


def _frame(chance: random.Random) -> dict[str, Any]:
    """Days, places, rooms and people, without anything to place."""
    people = _people(TOWNS, chance)
    return {
        "days": DAYS, "hours": [["08:30", "12:00"], ["14:00", "17:30"]], "grain_minutes": 15,
        "no_meeting_days": [DAYS[2]],
        "places": [{"id": place, "name": place} for place in ["hq", *TOWNS]],
        "travel": [
            {"from": a, "to": b, "minutes": chance.randrange(10, 45, 5)}
            for i, a in enumerate(["hq", *TOWNS]) for b in ["hq", *TOWNS][:i]
        ],
        "rooms": [{"id": f"r{i}", "place": "hq", "capacity": size} for i, size in enumerate((300, 120, 60, 40, 30, 20))]
        + [{"id": f"r-{town}", "place": town, "capacity": 60} for town in TOWNS],
        "people": people,
        "busy": [_busy(person["id"], chance) for person in chance.sample(people, 60)],
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


def _meeting(i: int, people: list[dict[str, str]], chance: random.Random) -> dict[str, Any]:
    called = chance.sample(TOWNS, chance.choice(SIZES))
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
        "unit": f"3304020{chance.randrange(1, len(TOWNS) + 1):02d}", "minutes": chance.choice([60, 90, 120]),
        "window": _window(chance), "joinable": chance.random() < 0.8,
    }  # fmt: skip
