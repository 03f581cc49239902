"""A district with a town, villages, a street, people, rooms and the way between, for the tests of the calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from songbang.apps.agenda import services
from songbang.apps.agenda.models import Entry, MeetingRoom, Travel
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, Person, Post, Unit
from tests.apps.units.places import HERE, account, make_places, unit

MONDAY = date(2025, 3, 3)
"""A week of five working days."""
PEOPLE = {
    "330402": [("区长甲", "principal"), ("副区长乙", "deputy")],
    "330402103": [("镇长", "principal"), ("副镇长", "deputy")],
    "330402103208": [("净湘书记", "secretary")],
    "330402103209": [("竹林书记", "secretary")],
    "330402010": [("街道主任", "principal"), ("街道副主任", "deputy")],
}


def make_world() -> None:
    make_places()
    for code, posts in PEOPLE.items():
        for name, kind in posts:
            person = Person.objects.create(name=name, territory=HERE)
            Post.objects.create(person=person, unit=unit(code), kind=kind)
    MeetingRoom.objects.create(territory=HERE, unit=unit("330402"), name="一号会议室", capacity=60)
    MeetingRoom.objects.create(territory=HERE, unit=unit("330402"), name="小会议室", capacity=12)
    MeetingRoom.objects.create(territory=HERE, unit=unit("330402103"), name="镇会议室", capacity=30)
    Travel.objects.create(territory=HERE, here=unit("330402"), there=unit("330402103"), minutes=25)
    Travel.objects.create(territory=HERE, here=unit("330402"), there=unit("330402010"), minutes=15)


def standing(role: str, code: str | None = None) -> Standing:
    """Somebody who acts; the account is made at the first call."""
    name = f"{role}-{code}" if code else role
    found = Account.objects.filter(username=name).first() or account(role, code, name)
    held = found.holdings.get()
    return Standing(found, held.role, held.unit, None, held.pk)


def post(name: str) -> Post:
    return Post.objects.get(person__name=name)


def at(day: int, clock: str) -> datetime:
    """A moment in the week: day 0 is Monday."""
    return timezone.make_aware(datetime.fromisoformat(f"{MONDAY + timedelta(days=day)}T{clock}"))


def meeting(title: str = "例会", by: Standing | None = None, **more: object) -> Entry:
    """A meeting of the district that calls one of the town's and one of the street's leaders."""
    values: dict[str, object] = {
        "required": [post("区长甲").pk],
        "one_of": [[post("镇长").pk, post("副镇长").pk], [post("街道主任").pk, post("街道副主任").pk]],
        "minutes": 60, "headcount": 20,
    }  # fmt: skip
    values |= more
    wanted = services.Wanted("meeting", title, window=(MONDAY, MONDAY + timedelta(days=4)), **values)  # type: ignore[arg-type]
    return services.propose(by or standing("supervisor"), wanted)


def visit(title: str, code: str, by: Standing, kind: str = "visit", **more: object) -> Entry:
    values: dict[str, object] = {"minutes": 90, "brings": "解决道路问题", "topic": "道路", "escorts": 2} | more
    window = values.pop("window", (MONDAY, MONDAY + timedelta(days=4)))
    wanted = services.Wanted(kind, title, window=window, unit=Unit.objects.get(code=code), **values)  # type: ignore[arg-type]
    return services.propose(by, wanted)
