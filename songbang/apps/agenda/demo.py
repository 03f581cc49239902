"""The sample district's people, rooms and a fortnight of entries: this week announced, next week yet to be planned."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from songbang.apps.agenda import planning, services
from songbang.apps.agenda.models import Entry, MeetingRoom, ProtectedTime, Travel
from songbang.apps.units.holding import Standing, standing_of
from songbang.apps.units.models import Account, Person, Post, Unit
from songbang.core import rulebook
from songbang.ui import clock

FILE = "demo_agenda.yaml"
KINDS = {
    "county": ("principal", "deputy", "deputy", "deputy"), "department": ("principal", "deputy"),
    "town": ("principal", "deputy", "deputy", "deputy"), "village": ("secretary", "director"),
}  # fmt: skip


@dataclass(frozen=True)
class _District:
    territory: str
    chance: random.Random
    words: Any
    units: Sequence[Unit]
    posts: Sequence[Post]

    def at(self, level: str) -> list[Unit]:
        return [unit for unit in self.units if unit.level == level]

    def of(self, unit: Unit) -> list[Post]:
        return [post for post in self.posts if post.unit_id == unit.pk]


NumberOf = Callable[[Standing, str, str, list[Unit], datetime, int], str]
"""Asker, kind, title, units called, when, minutes → the door's control number, or nothing."""


@transaction.atomic
def make_fortnight(territory: str, number_of: NumberOf) -> int:
    """People, rooms, ways and entries; how many entries. Nothing where people are there already. What the door gives
    no number at once stays decided, and is not announced."""
    if Post.objects.filter(unit__territory=territory).exists():
        return 0
    chance, words = random.Random(1), rulebook.load(FILE)
    units = list(Unit.objects.filter(territory=territory, level__in=KINDS).order_by("code"))
    district = _District(territory, chance, words, units, _people(units, chance, words))
    _places(district)
    monday = clock.today() - timedelta(days=clock.today().weekday())
    office, bureau = _office("demo-supervisor"), _office("demo-department")
    this_week = list(_entries(district, office, bureau, monday))
    for entry in this_week:
        _announce(office if entry.organiser_id == office.unit.pk else bureau, entry, number_of)
    return len(this_week) + len(list(_entries(district, office, bureau, monday + timedelta(days=7))))


def _office(username: str) -> Standing:
    found = standing_of(Account.objects.get(username=username), None, None)
    assert found is not None  # the demo's accounts are made with a holding each
    return found


def _people(units: Sequence[Unit], chance: random.Random, words: Any) -> list[Post]:
    """Posts for every unit, each with a person of its own name."""
    seats = [(unit, kind) for unit in units for kind in KINDS[unit.level]]
    names = [surname + given for surname in words["surnames"] for given in words["given"]]
    chance.shuffle(names)
    people = [Person(name=names[at % len(names)], territory=unit.territory) for at, (unit, _) in enumerate(seats)]
    Person.objects.bulk_create(people)
    posts = [Post(person=person, unit=unit, kind=kind) for person, (unit, kind) in zip(people, seats, strict=True)]
    return Post.objects.bulk_create(posts)


def _places(district: _District) -> None:
    (county,) = district.at("county")
    for room in district.words["rooms"]:
        MeetingRoom.objects.create(territory=district.territory, unit=county, **room)
    towns = district.at("town")
    for town in towns:
        MeetingRoom.objects.create(territory=district.territory, unit=town, **district.words["town_room"])
        _way(district, county, town, (15, 40))
    for village in district.at("village"):
        town_above = next((town for town in towns if town.pk == village.parent_id), None)
        if town_above:
            _way(district, town_above, village, (10, 25))
    ProtectedTime.objects.create(
        territory=district.territory, unit=towns[0], weekday=2, from_minute=14 * 60, to_minute=17 * 60 + 30,
        note=district.words["protected_note"],
    )  # fmt: skip


def _way(district: _District, here: Unit, there: Unit, span: tuple[int, int]) -> None:
    minutes = district.chance.randrange(span[0], span[1] + 1, 5)
    Travel.objects.create(territory=district.territory, here=here, there=there, minutes=minutes)


def _entries(district: _District, office: Standing, bureau: Standing, monday: date) -> Iterator[Entry]:
    """A week's meetings, visits and inspections, to be placed."""
    window = (monday, monday + timedelta(days=4))
    for at, told in enumerate(district.words["meetings"]):
        days = (window[0] + timedelta(days=at % 5), window[0] + timedelta(days=min(4, at % 5 + 1)))
        yield _meeting(district, office if at % 3 else bureau, window if monday > clock.today() else days, told)
    villages = district.at("village")[:12]
    for at, told in enumerate(district.words["visits"]):
        unit = (
            villages[0] if told["topic"] == district.words["visits"][0]["topic"] else district.chance.choice(villages)
        )
        yield _reception("visit", bureau if at else office, window, told, unit)
    for at, told in enumerate(district.words["inspections"]):
        yield _reception("inspection", bureau if at % 2 else office, window, told, villages[1 + at // 2])


def _meeting(district: _District, by: Standing, window: tuple[date, date], told: Any) -> Entry:
    """Of each town called, the principal or the deputy of the line; of the district's own, who holds it."""
    called = [town for town in district.at("town") if district.chance.random() < 0.8]
    groups = [[district.of(town)[0].pk, district.of(town)[1 + told["part"]].pk] for town in called]
    if told.get("villages"):
        groups = [[post.pk for post in district.of(unit)] for unit in district.at("village")[:6]]
    (county,) = district.at("county")
    required = [district.of(county)[1 + told["part"]].pk]
    return services.propose(
        by,
        services.Wanted(
            "meeting", told["title"], told["minutes"], window, by_video=told.get("by_video", False),
            headcount=len(groups) + 6, required=required, one_of=groups,
        ),
    )  # fmt: skip


def _reception(kind: str, by: Standing, window: tuple[date, date], told: Any, unit: Unit) -> Entry:
    wanted = services.Wanted(
        kind, told["title"], told["minutes"], window, topic=told.get("topic", ""), unit=unit,
        brings=told.get("brings", ""), escorts=2,
    )  # fmt: skip
    return services.propose(by, wanted)


def _announce(by: Standing, entry: Entry, number_of: NumberOf) -> None:
    """Decide on the best slot and announce it, as an office would have done last Thursday."""
    slots = planning.Weighing(entry).best("zh-Hans", 1)
    if not slots:
        return
    slot = slots[0]
    services.decide(by, entry.pk, None, services.When(slot.starts_at, slot.room, slot.chosen, slot.reasons))
    called = list(Unit.objects.filter(code__in=services.asked_of_base(entry), territory=entry.territory))
    number = number_of(by, entry.kind, entry.title, called, slot.starts_at, entry.minutes) if called else ""
    if number or not called:
        services.announce(by, entry.pk, None, number)
