"""Small problems for tests, in the contract's shape."""

from __future__ import annotations

import random
from typing import Any

from songbang.core.planning.layout import Layout
from songbang.core.planning.read_problem import read_problem

MONDAY, TUESDAY = "2025-03-03", "2025-03-04"


def meeting(id_: str, **fields: Any) -> dict[str, Any]:
    """An hour on Monday or Tuesday that p1 must attend, unless fields say otherwise."""
    plain = {
        "id": id_, "title": id_, "minutes": 60, "form": "onsite", "required": ["p1"], "one_of": [], "optional": [],
        "headcount": 5, "window": [MONDAY, TUESDAY], "after": [], "nestable": True, "fixed": None, "announced": None,
    }  # fmt: skip
    return {**plain, **fields}


def visit(id_: str, **fields: Any) -> dict[str, Any]:
    plain = {
        "id": id_, "topic": "roads", "organiser": "bureau", "unit": "330402102", "minutes": 60,
        "window": [MONDAY, TUESDAY], "joinable": True,
    }  # fmt: skip
    return {**plain, **fields}


def problem(
    meetings: list[dict[str, Any]], visits: list[dict[str, Any]] | None = None, **fields: Any
) -> dict[str, Any]:
    """Two days, a hall and a room at hq and one in town; p1 to p3 of town t1, p4 of town t2, p5 of the district."""
    plain = {
        "days": [MONDAY, TUESDAY], "hours": [["09:00", "12:00"], ["14:00", "17:00"]], "grain_minutes": 30,
        "no_meeting_days": [], "places": [{"id": p, "name": p} for p in ("hq", "t1", "t2")],
        "travel": [
            {"from": "hq", "to": "t1", "minutes": 30}, {"from": "hq", "to": "t2", "minutes": 60},
            {"from": "t1", "to": "t2", "minutes": 45},
        ],
        "rooms": [
            {"id": "hall", "place": "hq", "capacity": 50}, {"id": "small", "place": "hq", "capacity": 10},
            {"id": "town", "place": "t1", "capacity": 20},
        ],
        "people": [
            {"id": "p1", "unit": "330402101", "post": "principal", "home": "t1"},
            {"id": "p2", "unit": "330402101", "post": "deputy", "home": "t1"},
            {"id": "p3", "unit": "330402101005", "post": "head", "home": "t1"},
            {"id": "p4", "unit": "330402102", "post": "principal", "home": "t2"},
            {"id": "p5", "unit": "330402", "post": "head", "home": "hq"},
        ],
        "busy": [], "meetings": meetings, "visits": visits or [], "weights": {},
    }  # fmt: skip
    return {**plain, **fields}


def layout(*meetings: dict[str, Any], visits: list[dict[str, Any]] | None = None, **fields: Any) -> Layout:
    return Layout(read_problem(problem(list(meetings), visits, **fields)))


def drawn(seed: int, size: int = 4) -> dict[str, Any]:
    """A random problem: some meetings, a visit or two, busy people."""
    chance = random.Random(seed)
    people = ["p1", "p2", "p3", "p4", "p5"]
    meetings = []
    for i in range(size):
        several = chance.sample(people, 4)
        meetings.append(
            meeting(
                f"m{i}", minutes=chance.choice([30, 60, 90, 120]), required=several[:1],
                one_of=[several[1:3]] if chance.random() < 0.6 else [], optional=several[3:],
                headcount=chance.choice([5, 15, 40]), nestable=chance.random() < 0.7,
                window=chance.choice([[MONDAY, MONDAY], [MONDAY, TUESDAY]]),
                after=[f"m{i - 1}"] if i and chance.random() < 0.2 else [],
                form=chance.choice(["onsite", "onsite", "video"]),
                announced={"start": f"{MONDAY}T14:00", "room": "hall"} if chance.random() < 0.2 else None,
            )
        )  # fmt: skip
    visits = [visit(f"v{i}", unit=chance.choice(["330402101", "330402102"])) for i in range(chance.randrange(3))]
    busy = [{"person": chance.choice(people), "start": f"{MONDAY}T09:00", "end": f"{MONDAY}T11:00"}]
    return problem(meetings, visits, busy=busy)
