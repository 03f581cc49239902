"""Rows → the values that core plans with. One set of queries for any number of entries; nothing is decided here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone

from songbang.apps.agenda.models import Attendance, BusyTime, Entry, MeetingRoom, ProtectedTime, Travel
from songbang.apps.units.models import Post, Unit
from songbang.core import rulebook
from songbang.core.planning import problem as core
from songbang.core.planning.problem import Placement, Plan, Problem

BASE = ("town", "village")
LIVE = ("proposed", "decided", "announced", "held")
INSPECTION = "inspection"
"""All inspections of a unit may be one, whatever each looks at: they bear one topic."""
MOST_DAYS = 42
_DAY_MINUTES = 1440


@dataclass
class Week:
    """A problem with its rows: entries by core's id, people and rooms by theirs, and the plan that stands."""

    problem: Problem
    standing: Plan
    entries: dict[str, Entry] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    """Label → key."""
    labels: dict[int, str] = field(default_factory=dict)


def local(moment: datetime) -> datetime:
    """A moment as core counts it: naive, in the office's zone, whole minutes."""
    return timezone.localtime(moment).replace(tzinfo=None, second=0, microsecond=0)


def aware(moment: datetime) -> datetime:
    """Back again."""
    return timezone.make_aware(moment)


def id_of(key: int) -> str:
    return f"#{key}"


def days_of(first: date, last: date) -> tuple[date, ...]:
    """All days from one to another, both counted; at most six weeks."""
    return tuple(first + timedelta(days=at) for at in range(min((last - first).days + 1, MOST_DAYS)))


def week_of(
    territory: str, days: tuple[date, ...], movable: Collection[int], open_too: bool = True,
    hosts: Collection[int] = (),
) -> Week:  # fmt: skip
    """The problem of these days. `movable`: keys of entries that may (be) move(d); all others that have a time are
    fixed. `open_too`: entries without a time yet are to be placed, where they are movable. `hosts`: keys of units whose
    people belong to it too, with their busy times."""
    begin = aware(datetime.combine(days[0], time()))
    end = aware(datetime.combine(days[-1] + timedelta(days=1), time()))
    timed = Q(starts_at__gte=begin, starts_at__lt=end)
    wanted = Q(starts_at=None, window_from__lte=days[-1], window_to__gte=days[0], pk__in=movable)
    found = Entry.objects.filter(timed | wanted if open_too else timed, territory=territory, state__in=LIVE)
    entries = list(
        found.select_related("organiser", "unit", "room")
        .prefetch_related(Prefetch("attendances", Attendance.objects.select_related("person", "unit")))
        .order_by("made_at", "id")
    )  # fmt: skip
    return _Facts(territory, days, entries, set(movable), begin, end, set(hosts)).week()


class _Facts:
    """The queries of a week, and their values."""

    def __init__(
        self, territory: str, days: tuple[date, ...], entries: list[Entry], movable: set[int],
        begin: datetime, end: datetime, hosts: set[int],
    ) -> None:  # fmt: skip
        self.territory, self.days, self.entries, self.movable = territory, days, entries, movable
        self.begin, self.end, self.hosts = begin, end, hosts
        self.units = {unit.pk: unit for unit in Unit.objects.filter(territory=territory)}
        there = Q(closed=False) | Q(pk__in={entry.room_id for entry in entries if entry.room_id})
        self.rooms = list(MeetingRoom.objects.filter(there, territory=territory).order_by("pk"))
        self.homes: dict[int, tuple[str, Unit, str]] = {}
        self._gather_people()

    def _gather_people(self) -> None:
        """Everyone who may come, and whoever may receive at a unit that is visited."""
        visited = {entry.unit_id for entry in self.entries if entry.unit_id and entry.kind != "meeting"} | self.hosts
        for post in Post.objects.filter(unit__in=visited, valid_to=None).select_related("person").order_by("pk"):
            self.homes.setdefault(post.person_id, (post.person.name, self.units[post.unit_id], post.kind))
        for entry in self.entries:
            for attendance in entry.attendances.all():
                known = (attendance.person.name, self.units[attendance.unit_id], "-")
                self.homes.setdefault(attendance.person_id, known)
        names = Counter(name for name, _, _ in self.homes.values())
        self.labels = {
            key: name if names[name] == 1 else f"{name}（{unit.name} {key}）"
            for key, (name, unit, _) in self.homes.items()
        }  # fmt: skip

    def week(self) -> Week:
        seats = {self.seat(unit).code: self.seat(unit).name for _, unit, _ in self.homes.values()}
        seats |= {self.units[room.unit_id].code: self.units[room.unit_id].name for room in self.rooms}
        meetings = [self.meeting(entry) for entry in self.entries if self.is_meeting(entry)]
        visits = [self.visit(entry) for entry in self.entries if not self.is_meeting(entry)]
        settings = rulebook.load("planning.yaml")["agenda"]
        problem = Problem(
            self.days, tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in settings["hours"]),
            int(settings["grain_minutes"]), frozenset(self.no_meeting_days()), seats, self.travel(),
            tuple(core.Room(str(r.pk), self.units[r.unit_id].code, r.capacity) for r in self.rooms),
            tuple(self.person(key) for key in self.homes), tuple(self.busy()), tuple(meetings), tuple(visits),
        )  # fmt: skip
        return Week(
            problem, self.standing(), {id_of(entry.pk): entry for entry in self.entries},
            {label: key for key, label in self.labels.items()}, self.labels,
        )  # fmt: skip

    def seat(self, unit: Unit) -> Unit:
        """Where its people work: the district's own bodies at the district's seat."""
        above = self.units.get(unit.parent_id or 0)
        return above if unit.level == "department" and above is not None else unit

    def person(self, key: int) -> core.Person:
        _, unit, post = self.homes[key]
        return core.Person(self.labels[key], unit.code, post, self.seat(unit).code, unit.level in BASE)

    def is_meeting(self, entry: Entry) -> bool:
        """Visits and inspections whose time is decided are fixed for whoever receives them, as meetings at home are."""
        return entry.kind == "meeting" or entry.starts_at is not None

    def meeting(self, entry: Entry) -> core.Meeting:
        rows = list(entry.attendances.all())
        onsite = entry.kind == "meeting" and not entry.by_video
        booked = self.booked(entry)
        free = entry.pk in self.movable and entry.kind == "meeting" and entry.state != "held"
        if entry.kind == "meeting":
            required, groups, optional = self.asked(rows)
        else:
            required, groups, optional = tuple(self.labels[r.person_id] for r in rows if r.comes), (), ()
        return core.Meeting(
            id_of(entry.pk), entry.title, entry.minutes, onsite, required, groups, optional,
            entry.headcount or len(required) + len(groups), (entry.window_from, entry.window_to), (), entry.nestable,
            None if free else booked, booked if free else None,
        )  # fmt: skip

    def asked(self, rows: list[Attendance]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[str, ...]]:
        groups: dict[int, list[str]] = defaultdict(list)
        for row in rows:
            if row.part == "one_of":
                groups[row.group].append(self.labels[row.person_id])
        of = {
            part: tuple(self.labels[r.person_id] for r in rows if r.part == part) for part in ("required", "optional")
        }
        return of["required"], tuple(tuple(groups[at]) for at in sorted(groups)), of["optional"]

    def booked(self, entry: Entry) -> core.Booked | None:
        if entry.starts_at is None:
            return None
        return core.Booked(local(entry.starts_at), str(entry.room_id) if entry.room_id else None)

    def visit(self, entry: Entry) -> core.Visit:
        topic = INSPECTION if entry.kind == "inspection" else entry.topic or id_of(entry.pk)
        return core.Visit(
            id_of(entry.pk), topic, entry.organiser.name, entry.unit.code if entry.unit else "", entry.minutes,
            (entry.window_from, entry.window_to), entry.nestable,
        )  # fmt: skip

    def standing(self) -> Plan:
        """What has a time, where it lies now."""
        plan = {}
        for entry in self.entries:
            if entry.starts_at is not None:
                rows = entry.attendances.all()
                comes = {r.group: self.labels[r.person_id] for r in rows if r.part == "one_of" and r.comes}
                groups = sorted({r.group for r in rows if r.part == "one_of"}) if entry.kind == "meeting" else []
                room = str(entry.room_id) if entry.room_id else None
                chosen = tuple(comes[at] for at in groups if at in comes)
                plan[id_of(entry.pk)] = Placement(local(entry.starts_at), room, chosen)
        return plan

    def travel(self) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for leg in Travel.objects.filter(territory=self.territory):
            here, there = self.units[leg.here_id].code, self.units[leg.there_id].code
            found[here, there] = found[there, here] = leg.minutes
        return found

    def no_meeting_days(self) -> Iterable[date]:
        """Days that the whole district keeps free."""
        whole = {
            kept.weekday for kept in self.protected
            if self.units[kept.unit_id].level == "county" and kept.to_minute - kept.from_minute >= _DAY_MINUTES
        }  # fmt: skip
        return (day for day in self.days if day.weekday() in whole)

    @property
    def protected(self) -> list[ProtectedTime]:
        if not hasattr(self, "_protected"):
            self._protected = list(ProtectedTime.objects.filter(territory=self.territory))
        return self._protected

    def busy(self) -> Iterable[core.Busy]:
        """Own busy times as imported, and the stretches that the person's unit keeps free."""
        for busy in BusyTime.objects.filter(
            person__in=list(self.homes), territory=self.territory, starts_at__lt=self.end, ends_at__gt=self.begin
        ):
            yield core.Busy(self.labels[busy.person_id], local(busy.starts_at), local(busy.ends_at))
        by_unit: dict[int, list[ProtectedTime]] = defaultdict(list)
        for kept in self.protected:
            if self.units[kept.unit_id].level != "county":
                by_unit[kept.unit_id].append(kept)
        for key, (_, unit, _) in self.homes.items():
            for kept in by_unit[unit.pk]:
                for day in self.days:
                    if day.weekday() == kept.weekday:
                        midnight = datetime.combine(day, time())
                        yield core.Busy(
                            self.labels[key], midnight + timedelta(minutes=kept.from_minute),
                            midnight + timedelta(minutes=kept.to_minute),
                        )  # fmt: skip
