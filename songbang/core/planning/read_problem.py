"""Contract plan.md: JSON → `Problem`. Names each field that is not understood; contradictions are for the planner."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from songbang.core.errors import BadInput
from songbang.core.planning.fields import Field
from songbang.core.planning.problem import MEASURES, Booked, Busy, Meeting, Person, Problem, Room, Visit

BASE_CODE = 9
"""Digits of a town's code; a village's has more, a district's fewer."""


def read_problem(document: Any) -> Problem:
    """The problem that a JSON document describes. Raises `BadInput` "plan.field_*" with the path of the field."""
    top = Field("", document)
    days = tuple(sorted({day.day() for day in top.at("days").each()}))
    if not days:
        raise BadInput("plan.field_empty", field="days")
    places = _by_id(top.at("places", []))
    known = {place: str(field.at("name", place).value) for place, field in places.items()}
    rooms = {id_: _room(id_, field, known) for id_, field in _by_id(top.at("rooms", [])).items()}
    people = {id_: _person(id_, field, known) for id_, field in _by_id(top.at("people", [])).items()}
    meetings = _by_id(top.at("meetings", []))
    visits = _by_id(top.at("visits", []))
    for id_ in visits:
        if id_ in meetings:
            raise BadInput("plan.field_twice", field=visits[id_].path + ".id", given=id_)
    problem = Problem(
        days, _hours(top.at("hours")), top.at("grain_minutes", 15).number(1, 240),
        frozenset(day.day() for day in top.at("no_meeting_days", []).each()), known,
        _travel(top.at("travel", []), known), tuple(rooms.values()), tuple(people.values()),
        tuple(_busy(field, people) for field in top.at("busy", []).each()),
        tuple(_meeting(id_, field, people, rooms, meetings) for id_, field in meetings.items()),
        tuple(_visit(id_, field) for id_, field in visits.items()),
        _weights(top.at("weights", {})),
    )  # fmt: skip
    _check_cycles(problem, meetings)
    return problem


def _by_id(listed: Field) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for field in listed.each():
        id_ = field.at("id").text()
        if id_ in found:
            raise BadInput("plan.field_twice", field=field.path + ".id", given=id_)
        found[id_] = field
    return found


def _hours(listed: Field) -> tuple[tuple[time, time], ...]:
    spans: list[tuple[time, time]] = []
    for span in listed.each():
        start, end = (side.clock() for side in span.pair())
        if start >= end or (spans and start < spans[-1][1]):
            raise BadInput("plan.field_backwards", field=span.path)
        spans.append((start, end))
    if not spans:
        raise BadInput("plan.field_empty", field=listed.path)
    return tuple(spans)


def _travel(listed: Field, places: dict[str, str]) -> dict[tuple[str, str], int]:
    one_way = {
        (leg.at("from").name_in(places), leg.at("to").name_in(places)): leg.at("minutes").number(0, 1440)
        for leg in listed.each()
    }
    return {(b, a): minutes for (a, b), minutes in one_way.items()} | one_way


def _room(id_: str, field: Field, places: dict[str, str]) -> Room:
    return Room(id_, field.at("place").name_in(places), field.at("capacity").number())


def _person(id_: str, field: Field, places: dict[str, str]) -> Person:
    unit = field.at("unit").text()
    base = len(unit) >= BASE_CODE and not unit.endswith("000000")
    return Person(id_, unit, field.at("post", "-").text(), field.at("home").name_in(places), base)


def _busy(field: Field, people: dict[str, Person]) -> Busy:
    start, end = field.at("start").moment(), field.at("end").moment()
    if end <= start:
        raise BadInput("plan.field_backwards", field=field.path)
    return Busy(field.at("person").name_in(people), start, end)


def _window(field: Field) -> tuple[date, date]:
    first, last = (side.day() for side in field.pair())
    if last < first:
        raise BadInput("plan.field_backwards", field=field.path)
    return first, last


def _booked(field: Field, rooms: dict[str, Room]) -> Booked | None:
    if field.value is None:
        return None
    room = field.at("room", "")
    return Booked(field.at("start").moment(), room.name_in(rooms) if room.value != "" else None)


def _meeting(
    id_: str, field: Field, people: dict[str, Person], rooms: dict[str, Room], meetings: dict[str, Field]
) -> Meeting:
    required = field.at("required", []).names_in(people)
    groups = tuple(_group(group, required, people) for group in field.at("one_of", []).each())
    _check_groups(field, groups)
    grouped = {person for group in groups for person in group} | set(required)
    optional = field.at("optional", []).names_in(people)
    after = field.at("after", []).names_in(meetings)
    if id_ in after:
        raise BadInput("plan.field_cycle", field=field.path + ".after", given=id_)
    form = field.at("form", "onsite").text()
    return Meeting(
        id_, str(field.at("title", id_).value), field.at("minutes").number(1, 1440), form == "onsite",
        required, groups, tuple(p for p in optional if p not in grouped),
        field.at("headcount", len(required) + len(groups)).number(), _window(field.at("window")), after,
        field.at("nestable", False).flag(), _booked(field.at("fixed", None), rooms),
        _booked(field.at("announced", None), rooms),
    )  # fmt: skip


def _group(field: Field, required: tuple[str, ...], people: dict[str, Person]) -> tuple[str, ...]:
    """Who may come; a member who is required anyway is the one."""
    group = field.names_in(people)
    if not group:
        raise BadInput("plan.field_empty", field=field.path)
    forced = tuple(person for person in group if person in required)
    if len(forced) > 1:
        raise BadInput("plan.group_required", field=field.path, given=", ".join(forced))
    return forced or group


def _check_groups(field: Field, groups: tuple[tuple[str, ...], ...]) -> None:
    seen: set[str] = set()
    for index, group in enumerate(groups):
        if twice := seen & set(group):
            raise BadInput("plan.field_twice", field=f"{field.path}.one_of[{index}]", given=", ".join(sorted(twice)))
        seen |= set(group)


def _visit(id_: str, field: Field) -> Visit:
    return Visit(
        id_, field.at("topic").text(), str(field.at("organiser", "").value), field.at("unit").text(),
        field.at("minutes").number(1, 1440), _window(field.at("window")), field.at("joinable", False).flag(),
    )  # fmt: skip


def _weights(field: Field) -> dict[str, int]:
    named = field.value
    if not isinstance(named, dict):
        raise BadInput("plan.field_kind", field=field.path, expected="object")
    for name in named:
        if name not in MEASURES:
            raise BadInput("plan.field_unknown", field=f"{field.path}.{name}", given=name)
    return {name: field.at(name).number(0, 10_000) for name in named}


def _check_cycles(problem: Problem, fields: dict[str, Field]) -> None:
    """What must follow itself, however far round, can never be held."""
    left = {meeting.id: set(meeting.after) for meeting in problem.meetings}
    while free := [id_ for id_, after in left.items() if not after & left.keys()]:
        for id_ in free:
            del left[id_]
    for id_ in left:
        raise BadInput("plan.field_cycle", field=fields[id_].path + ".after", given=", ".join(left))
