"""Slots, tries and plans of the week: core is asked, people decide."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from songbang.apps.agenda import facts, queries, services
from songbang.apps.agenda.models import Entry, MeetingRoom, PlanLine, WeekPlan
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.core import rulebook
from songbang.core.errors import BadInput, Conflict
from songbang.core.planning.annealing import Budget
from songbang.core.planning.layout import Layout
from songbang.core.planning.weighing import Cost, Scales, reasons
from songbang.core.words import Language
from songbang.ui import clock

WEEK_DAYS = 7


@dataclass(frozen=True)
class Weighed:
    """A slot as a page shows it: when, where, who comes (names and keys), what it costs, and what forbids it."""

    starts_at: datetime
    room: MeetingRoom | None
    chosen: tuple[int, ...]
    chosen_names: tuple[str, ...]
    cost: Cost
    reasons: list[str]
    absent: tuple[tuple[str, str], ...]
    """Who must come and cannot, and the title of what keeps them ("": busy otherwise)."""


class Weighing:
    """One entry beside all that stands on the days of its window, or on one other day."""

    def __init__(self, entry: Entry, day: date | None = None) -> None:
        first, last = entry.window_from, entry.window_to
        if day is not None:
            first, last = min(first, day), max(last, day)
        self.entry = entry
        self.week = facts.week_of(entry.territory, facts.days_of(first, last), {entry.pk})
        self.layout = Layout(self.week.problem)
        self.scales = Scales(self.layout, self.week.standing, facts.id_of(entry.pk))
        self.rooms = {
            str(room.pk): room for room in MeetingRoom.objects.filter(territory=entry.territory).select_related("unit")
        }

    def best(self, language: Language, most: int = 5, not_before: datetime | None = None) -> list[Weighed]:
        """The best slots from a moment (of the office's clock) on, with reasons; none where nothing is free."""
        return [self._told(cost, language) for cost in self.scales.best(most, not_before)]

    def at(self, starts_at: datetime, room: MeetingRoom | None, language: Language) -> Weighed:
        """What this time and room cost, possible or not. A room is found where one is needed and none is named."""
        start = facts.local(starts_at)
        named = str(room.pk) if room else self._free_room(start)
        return self._told(self.scales.weigh(start, named), language)

    def _free_room(self, start: datetime) -> str | None:
        """The room it has now where that is free, else the smallest free one of the same place, else any."""
        if self.entry.kind != "meeting" or self.entry.by_video:
            return None
        minute = self.layout.minute(start)
        free = [c for c in self.scales.candidates() if c.start == minute]
        now = str(self.entry.room_id) if self.entry.room_id else None
        holding = [room for room in self.rooms.values() if room.capacity >= self.entry.headcount]
        smallest = str(min(holding, key=lambda room: room.capacity).pk) if holding else None
        return next((c.room for c in free if c.room == now), free[0].room if free else now or smallest)

    def _told(self, cost: Cost, language: Language) -> Weighed:
        at = cost.placement
        entries = self.week.entries
        return Weighed(
            facts.aware(at.start), self.rooms.get(at.room or ""), tuple(self.week.people[p] for p in at.chosen),
            at.chosen, cost, reasons(cost, self.layout, language),
            tuple((who, entries[why].title if why in entries else "") for who, why in cost.absent),
        )  # fmt: skip


@transaction.atomic
def order_plan(standing: Standing, day: date) -> WeekPlan:
    """Order a plan for the week of a day: what the own unit may place or move."""
    from songbang.apps.agenda import tasks  # a job runs what is ordered here

    monday = day - timedelta(days=day.weekday())
    made = WeekPlan.objects.create(
        territory=standing.territory, unit=standing.unit, monday=monday, made_by=standing.account,
        made_at=clock.now(), seconds=int(rulebook.load("planning.yaml")["agenda"]["seconds"]),
        wanted=sorted(queries.movable(standing)),
    )  # fmt: skip
    record(standing.actor, "agenda.plan_ordered", f"plan:{made.pk}", after={"monday": monday.isoformat()})
    tasks.plan_week.enqueue(made.pk)
    return made


def run(key: int, rounds: int | None = None) -> None:
    """Compute a plan that was ordered. `rounds`: instead of the time, for tests."""
    from songbang.core.planning.planner import make_plan, prepare  # the engines take two seconds, which no page needs

    plan = WeekPlan.objects.get(pk=key)
    if plan.state == "ready":
        return
    WeekPlan.objects.filter(pk=key).update(state="running", started_at=clock.now())
    week = facts.week_of(plan.territory, _days_left(plan), plan.wanted)
    prepare()  # compiling, where an installation has not done so, is not taken from the time to plan
    began = time.monotonic()
    made = make_plan(week.problem, Budget(time.monotonic, began + plan.seconds, rounds), seed=plan.pk)
    _keep(plan, week, made)


def _days_left(plan: WeekPlan) -> tuple[date, ...]:
    """The days of the week that are not past; of a week that is past, all."""
    last = plan.monday + timedelta(days=WEEK_DAYS - 1)
    today = clock.today()
    return facts.days_of(today if plan.monday < today <= last else plan.monday, last)


@transaction.atomic
def _keep(plan: WeekPlan, week: facts.Week, made: dict[str, Any]) -> None:
    plan.lines.all().delete()
    for placed in (*made["meetings"], *made["visits"]):
        entry = week.entries[placed["id"]]
        if entry.pk in plan.wanted and _is_new(entry, placed):
            PlanLine.objects.create(
                plan=plan, entry=entry, starts_at=_moment(placed), room_id=placed["room"] and int(placed["room"]),
                chosen=[week.people[label] for label in placed["chosen"]], why=placed["why"],
                moves=entry.state == "announced",
            )  # fmt: skip
    for left in made["unplaced"]:
        entry = week.entries[left["id"]]
        if entry.pk in plan.wanted:
            PlanLine.objects.create(
                plan=plan, entry=entry, state="unplaced", why=left["conflict"], relax=left["relax"],
                moves=entry.state == "announced",
            )  # fmt: skip
    plan.state, plan.status, plan.metrics = "ready", made["status"], made["metrics"]
    plan.save()


def _moment(placed: dict[str, Any]) -> datetime:
    return facts.aware(datetime.fromisoformat(placed["start"]))


def _is_new(entry: Entry, placed: dict[str, Any]) -> bool:
    """The plan changes something."""
    room = int(placed["room"]) if placed["room"] else None
    return (entry.starts_at, entry.room_id) != (_moment(placed), room)


def give_up(key: int, trouble: str) -> None:
    """A plan that could not be computed says so."""
    WeekPlan.objects.filter(pk=key).update(state="failed", trouble=trouble)


@transaction.atomic
def take(standing: Standing, key: int, lines: Sequence[int], ground: str = "") -> int:
    """Decide lines of a plan as proposed; how many. A line that moves an announced entry needs the ground."""
    plan = queries.plan(standing, key)
    found = list(
        plan.lines.select_for_update(of=("self",)).filter(pk__in=lines, state="open").select_related("entry", "room")
    )
    if any(line.moves for line in found) and not ground.strip():
        raise BadInput("agenda.ground_missing")
    for line in found:
        entry = line.entry
        line.before = {
            "state": entry.state, "starts_at": entry.starts_at.isoformat() if entry.starts_at else None,
            "room": entry.room_id, "why": entry.why,
            "chosen": [row.person_id for row in entry.attendances.filter(comes=True, part="one_of")],
        }  # fmt: skip
        if line.starts_at is None:
            continue
        when = services.When(line.starts_at, line.room, line.chosen, line.why)
        services.decide(standing, entry.pk, None, when, ground if line.moves else "")
        line.state = "taken"
        line.save()
    return len(found)


@transaction.atomic
def refuse(standing: Standing, key: int, line: int) -> None:
    """Leave an entry as it is."""
    plan = queries.plan(standing, key)
    if plan.lines.filter(pk=line, state="open").update(state="refused"):
        record(standing.actor, "agenda.line_refused", f"plan:{key}", after={"line": line})


@transaction.atomic
def undo(standing: Standing, key: int, line: int) -> None:
    """Take a decision back: the entry lies (or does not) where it did. Only while nobody was told of it."""
    plan = queries.plan(standing, key)
    found = (
        plan.lines.select_for_update(of=("self",))
        .select_related("entry")
        .filter(pk=line, state__in=("taken", "refused"))
        .first()
    )
    if found is None:
        raise Conflict("agenda.nothing_to_undo")
    if found.state == "taken":
        _put_back(standing, found)
    found.state = "open"
    found.save()


def _put_back(standing: Standing, line: PlanLine) -> None:
    entry, before = line.entry, line.before
    if entry.state != "decided" or before["state"] == "announced":
        raise Conflict("agenda.already_told")
    if before["starts_at"] is None:
        services.undecide(standing, entry.pk, None)
        return
    room = MeetingRoom.objects.filter(pk=before["room"]).first()
    when = services.When(datetime.fromisoformat(before["starts_at"]), room, before["chosen"], before["why"])
    services.decide(standing, entry.pk, None, when)


def progress(plan: WeekPlan) -> int:
    """Percent of the time that planning takes, for a page that waits."""
    if plan.state == "ready":
        return 100
    if plan.started_at is None:
        return 0
    passed = (clock.now() - plan.started_at).total_seconds()
    return min(99, int(100 * passed / max(1, plan.seconds)))
