"""Checks a plan of the contract against its problem, both as plain JSON; shares no code with the product."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from chinese_calendar import is_workday as is_decreed

JSON = dict[str, Any]
Event = tuple[str, datetime, datetime, set[str], str | None]


def violations(given: JSON, plan: JSON) -> list[str]:
    """Every hard constraint that the plan breaks."""
    asked = {thing["id"]: thing for thing in [*given["meetings"], *given["visits"]]}
    rooms = {room["id"]: room for room in given["rooms"]}
    homes = {person["id"]: person["home"] for person in given["people"]}
    trips = {frozenset((leg["from"], leg["to"])): leg["minutes"] for leg in given["travel"]}
    events: list[Event] = []
    found: list[str] = []
    for placed in [*plan["meetings"], *plan["visits"]]:
        thing = asked[placed["id"]]
        start = datetime.fromisoformat(placed["start"])
        end = start + timedelta(minutes=thing["minutes"])
        people = {*thing.get("required", []), *placed["chosen"]}
        events.append((placed["id"], start, end, people, placed["room"]))
        found += _alone(given, thing, placed, start, end, rooms)
        found += [
            f"{placed['id']} busy {busy['person']}" for busy in given["busy"]
            if busy["person"] in people
            and datetime.fromisoformat(busy["start"]) < end and start < datetime.fromisoformat(busy["end"])
        ]  # fmt: skip

    def place(event: Event, person: str) -> str:
        thing = asked[event[0]]
        if "unit" in thing:
            return next(p["home"] for p in given["people"] if p["unit"] == thing["unit"])
        return rooms[event[4]]["place"] if thing["form"] == "onsite" and event[4] else homes[person]

    found += _in_order(asked, events)
    for a, b in combinations(events, 2):
        if a[4] and a[4] == b[4] and a[1] < b[2] and b[1] < a[2]:
            found.append(f"{a[0]} {b[0]} room")
        if _one_reception(asked[a[0]], asked[b[0]]) and a[1] == b[1]:
            continue
        for person in a[3] & b[3]:
            here, there = place(a, person), place(b, person)
            trip = timedelta(minutes=0 if here == there else trips[frozenset((here, there))])
            if a[1] < b[2] + trip and b[1] < a[2] + trip:
                found.append(f"{a[0]} {b[0]} person {person}")
    listed = [event[0] for event in events] + [entry["id"] for entry in plan["unplaced"]]
    return found + ([] if sorted(listed) == sorted(asked) else ["something is lost"])


def _in_order(asked: JSON, events: list[Event]) -> list[str]:
    ends = {event[0]: event[2] for event in events}
    return [
        f"{id_} before {before}"
        for id_, start, *_ in events
        for before in asked[id_].get("after", [])
        if before not in ends or ends[before] > start
    ]


def _one_reception(a: JSON, b: JSON) -> bool:
    return bool(a.get("joinable") and b.get("joinable") and (a["topic"], a["unit"]) == (b["topic"], b["unit"]))


def is_workday(day: date) -> bool:
    """As decreed; of a year without a decree any weekday."""
    return day.weekday() < 5 if day.year > 2026 else bool(is_decreed(day))


def _alone(given: JSON, thing: JSON, placed: JSON, start: datetime, end: datetime, rooms: JSON) -> list[str]:
    day, found = start.date().isoformat(), []
    clock = (start.strftime("%H:%M"), end.strftime("%H:%M"))
    if start.date() != end.date() or not any(a <= clock[0] and clock[1] <= b for a, b in given["hours"]):
        found.append("hours")
    if day not in given["days"] or day in given["no_meeting_days"] or not is_workday(start.date()):
        found.append("day")
    if not thing["window"][0] <= day <= thing["window"][1]:
        found.append("window")
    if thing.get("form") == "onsite" and rooms[placed["room"]]["capacity"] < thing["headcount"]:
        found.append("capacity")
    if thing.get("fixed") and (placed["start"], placed["room"]) != (thing["fixed"]["start"], thing["fixed"]["room"]):
        found.append("fixed")
    for group in thing.get("one_of", []):
        if len({*thing["required"], *placed["chosen"]} & set(group)) != 1:
            found.append("one_of")
    return [f"{placed['id']} {what}" for what in found]
