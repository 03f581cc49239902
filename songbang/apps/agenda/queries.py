"""Reads of the calendar: what a standing may see, weeks and months, rooms and people to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from songbang.apps.agenda import facts
from songbang.apps.agenda.models import (
    AgendaFeed,
    Attendance,
    Entry,
    MeetingRoom,
    Notice,
    PlanLine,
    ProtectedTime,
    WeekPlan,
)
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Person, Post, Unit
from songbang.apps.units.needs import Answer
from songbang.core import rulebook
from songbang.core.errors import NotFound
from songbang.core.planning.rest_days import is_worked

TOLD = ("announced", "held", "cancelled")
"""What those who are called get to see; before, an entry is its organiser's own affair."""
MOST = 1000


def visible(standing: Standing, action: str = "view") -> Q:
    """Entries within the right: those organised there; to see, also those that one is called to, once announced."""
    inside = Q(territory=standing.territory)
    reach = standing.reach("agenda", action)
    if reach is None:
        return Q(pk__in=[])
    if reach == "all":
        return inside
    codes = {standing.unit.code} if reach == "asked" else standing.codes("agenda", action) or frozenset()
    own = Q(organiser__code__in=codes)
    if action == "view":
        called = Attendance.objects.filter(unit__code__in=codes).values("entry")
        own |= (Q(unit__code__in=codes) | Q(pk__in=called)) & Q(state__in=TOLD)
    return inside & own


def entries(standing: Standing, action: str = "view") -> QuerySet[Entry]:
    """Entries within the right, each with its units, room and attendances."""
    people = Prefetch("attendances", Attendance.objects.select_related("person", "unit"))
    found = Entry.objects.filter(visible(standing, action)).select_related("organiser", "unit", "room__unit", "joint")
    return found.prefetch_related(people)


def entry(standing: Standing, key: int, action: str = "view") -> Entry:
    """One of them. Raises `NotFound` for every other."""
    found = entries(standing, action).filter(pk=key).first()
    if found is None:
        raise NotFound("agenda.unknown", id=key)
    return found


Scope = Literal["unit", "person", "room", "district"]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calendar is shown."""

    scope: Scope
    name: str
    key: str = ""

    @property
    def asked(self) -> str:
        """The part of the address that asks for it."""
        return f"{self.scope}={self.key}" if self.key else ""


def whose(standing: Standing, asked: dict[str, str]) -> Whose:
    """The unit, person or room named in the address, else the district, or the own unit. Raises `NotFound`."""
    if asked.get("person"):
        person = next((p for p in people(standing) if str(p.pk) == asked["person"]), None)
        if person is None:
            raise NotFound("agenda.no_person", id=asked["person"])
        return Whose("person", person.name, asked["person"])
    if asked.get("room"):
        room = next((r for r in rooms(standing) if str(r.pk) == asked["room"]), None)
        if room is None:
            raise NotFound("agenda.no_room", id=asked["room"])
        return Whose("room", f"{room.unit.name} {room.name}", asked["room"])
    if asked.get("unit"):
        unit = next((u for u in units(standing) if u.code == asked["unit"]), None)
        if unit is None:
            raise NotFound("unit.out_of_reach", unit=asked["unit"])
        return Whose("unit", unit.name, unit.code)
    if standing.reach("agenda", "view") == "all":
        return Whose("district", standing.unit.name)
    return Whose("unit", standing.unit.name, standing.unit.code)


def within(found: QuerySet[Entry], shown: Whose) -> QuerySet[Entry]:
    """Of entries those of one calendar."""
    if shown.scope == "person":
        mine = Attendance.objects.filter(person_id=shown.key).filter(Q(comes=True) | Q(part="optional"))
        return found.filter(pk__in=mine.values("entry"))
    if shown.scope == "room":
        return found.filter(room__pk=int(shown.key))
    if shown.scope == "unit":
        called = Attendance.objects.filter(unit__code=shown.key).values("entry")
        return found.filter(Q(organiser__code=shown.key) | Q(unit__code=shown.key) | Q(pk__in=called))
    return found


def between(found: QuerySet[Entry], first: date, last: date) -> list[Entry]:
    """Those that begin from a day to a day, in order."""
    begin = timezone.make_aware(datetime.combine(first, time()))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
    return list(found.filter(starts_at__gte=begin, starts_at__lt=end).order_by("starts_at", "pk")[:MOST])


def undated(found: QuerySet[Entry], first: date, last: date) -> list[Entry]:
    """Those without a time whose window touches these days."""
    return list(
        found.filter(starts_at=None, state="proposed", window_from__lte=last, window_to__gte=first)
        .order_by("window_to", "pk")[:MOST]
    )  # fmt: skip


def units(standing: Standing) -> list[Unit]:
    """Units whose calendars may be seen."""
    here = Unit.objects.filter(territory=standing.territory, valid_to=None).order_by("code")
    codes = standing.codes("agenda", "view")
    if standing.reach("agenda", "view") == "asked":
        return list(here.filter(pk=standing.unit.pk))
    return list(here if codes is None else here.filter(code__in=codes))


def people(standing: Standing) -> list[Person]:
    """People whose calendars may be seen: those with a post at such a unit."""
    posts = Post.objects.filter(unit__in=units(standing), valid_to=None)
    return list(Person.objects.filter(pk__in=posts.values("person")).order_by("name", "pk")[:MOST])


def rooms(standing: Standing) -> list[MeetingRoom]:
    """All rooms of the district: anybody who plans may ask for any."""
    return list(
        MeetingRoom.objects.filter(territory=standing.territory, closed=False)
        .select_related("unit")
        .order_by("unit__code", "-capacity")
    )


def posts_of(territory: str) -> list[Post]:
    """Whom one can call: all posts of the district."""
    return list(
        Post.objects.filter(unit__territory=territory, valid_to=None)
        .select_related("person", "unit").order_by("unit__code", "pk")
    )  # fmt: skip


def protected(standing: Standing) -> list[ProtectedTime]:
    """The stretches that the own unit, and those below, keep free."""
    right = standing.within("agenda", "protect", unit="unit__code")
    return list(ProtectedTime.objects.filter(right).select_related("unit"))


def plans(standing: Standing) -> QuerySet[WeekPlan]:
    """Plans within the right to plan."""
    reach = standing.reach("agenda", "plan")
    here = WeekPlan.objects.filter(territory=standing.territory).select_related("unit", "made_by")
    if reach == "all":
        return here
    codes = {standing.unit.code} if reach == "asked" else standing.codes("agenda", "plan") or frozenset()
    return here.filter(unit__code__in=codes)


def plan(standing: Standing, key: int) -> WeekPlan:
    """One of them. Raises `NotFound`."""
    found = plans(standing).filter(pk=key).first()
    if found is None:
        raise NotFound("agenda.no_plan", id=key)
    return found


def lines(found: WeekPlan) -> list[PlanLine]:
    """A plan's lines with entries and rooms: first what is open."""
    rows = found.lines.select_related("entry__organiser", "entry__unit", "room__unit")
    return list(rows.order_by("starts_at", "pk"))


def movable(standing: Standing) -> frozenset[int]:
    """Keys of entries that this standing may place or move."""
    right = visible(standing, "plan")
    found = Entry.objects.filter(right, state__in=("proposed", "decided", "announced"))
    return frozenset(found.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Inspected:
    """How many inspections a unit has in a month, announced or decided: shown to all who plan."""

    unit: Unit
    count: int


def inspections_in(territory: str, month: date) -> list[Inspected]:
    """Units with inspections in the month of a day, the most first. Two queries."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1)
    begin, end = (timezone.make_aware(datetime.combine(at, time())) for at in (first, last))
    timed = Q(starts_at__gte=begin, starts_at__lt=end) & ~Q(state="cancelled")
    waiting = Q(starts_at=None, state="proposed", window_from__gte=first, window_from__lt=last)
    counted = (
        Entry.objects.filter(timed | waiting, territory=territory, kind="inspection", joint=None)
        .exclude(unit=None).order_by().values("unit").annotate(count=Count("pk")).order_by("-count", "unit")
    )  # fmt: skip
    found = Unit.objects.in_bulk([row["unit"] for row in counted])
    return [Inspected(found[row["unit"]], row["count"]) for row in counted]


@dataclass(frozen=True, slots=True)
class Offer:
    """Visits or inspections that could be one reception, and the minutes of base people that this saves."""

    entries: tuple[Entry, ...]
    by: Literal["topic", "unit", "inspection"]
    minutes_saved: int


def offers(standing: Standing) -> list[Offer]:
    """Joint visits (same unit, or same topic, within ten working days) and joint inspections (one unit, one window).

    Offered only where the standing may plan one of them; the others belong to whoever they belong to.
    """
    open_ones = list(
        Entry.objects.filter(
            territory=standing.territory, kind__in=("visit", "inspection"), state__in=("proposed", "decided"),
            joint=None, joined=None, nestable=True,
        ).exclude(unit=None).select_related("organiser", "unit").order_by("window_from", "pk")[:MOST]
    )  # fmt: skip
    mine = movable(standing)
    found, used = [], set()
    for at, one in enumerate(open_ones):
        group = [one, *(other for other in open_ones[at + 1 :] if other.pk not in used and joinable(one, other))]
        if one.pk not in used and len(group) > 1 and mine & {entry.pk for entry in group}:
            used |= {entry.pk for entry in group}
            found.append(Offer(tuple(group), _by(one), minutes_saved(group)))
    return found


def joinable(one: Entry, other: Entry) -> bool:
    """Two bodies' entries of one kind at one unit: inspections whose windows overlap; visits near each other."""
    if one.kind != other.kind or one.organiser_id == other.organiser_id or one.unit_id != other.unit_id:
        return False
    if one.kind == "inspection":
        return one.window_from <= other.window_to and other.window_from <= one.window_to
    return near(one, other, int(rulebook.load("planning.yaml")["agenda"]["joint_within_working_days"]))


def near(one: Entry, other: Entry, most: int) -> bool:
    """At most so many working days lie between the two windows."""
    first, then = sorted((one, other), key=lambda entry: entry.window_from)
    between_them = facts.days_of(first.window_to, then.window_from)[1:]
    return sum(map(is_worked, between_them)) <= most


def _by(one: Entry) -> Literal["topic", "unit", "inspection"]:
    return "inspection" if one.kind == "inspection" else "unit"


def minutes_saved(group: Sequence[Entry]) -> int:
    """Person-minutes of base people: one reception, as long as the longest, in place of all."""
    spent = sum(entry.minutes * max(1, entry.escorts) for entry in group)
    longest = max(entry.minutes for entry in group) * max(max(1, entry.escorts) for entry in group)
    return spent - longest


def feeds(standing: Standing) -> list[AgendaFeed]:
    own = AgendaFeed.objects.filter(account=standing.account, unit=standing.unit, revoked_at=None)
    return list(own.select_related("unit", "person"))


def visits_for(need: str) -> list[Answer]:
    """For `units.needs`: visits to answer a need, once the base was told of them. One query."""
    found = Entry.objects.filter(need=need, state__in=("announced", "held")).select_related("organiser")
    return [Answer(one.organiser.name, one.title, one.starts_at) for one in found]


def notices(found: Entry) -> list[Notice]:
    return list(found.notices.select_related("unit").order_by("pk"))


def comes(found: Iterable[Attendance]) -> tuple[list[Attendance], list[Attendance], list[Attendance]]:
    """Who comes, who need not (another of the group does), who may."""
    rows = list(found)
    return (
        [row for row in rows if row.comes],
        [row for row in rows if row.part == "one_of" and not row.comes],
        [row for row in rows if row.part == "optional"],
    )
