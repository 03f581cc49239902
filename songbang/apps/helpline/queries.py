"""Reads of the help line, each kept within what the asker may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Exists, F, OuterRef, Q

from songbang.apps.helpline.models import Cause, Duty, Matter, Question, Step, Thread
from songbang.apps.helpline.states import OPEN
from songbang.apps.intake.asked_changes import AskedChange, Kind
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.apps.units.needs import Need
from songbang.core.errors import NotFound
from songbang.core.voices.clusters import Matter as Cluster
from songbang.core.voices.clusters import Said, matters
from songbang.ui.paging import page_of

A_PAGE = 30
MOST_COMPARED = 3000
LEAST_ALIKE = 2


def _within(standing: Standing, action: str) -> Q:
    """A department sees what it is offered or leads; the base its own; the others all."""
    if standing.reach("help", action) == "asked":
        inside = Q(territory=standing.territory)
        return inside & (Q(lead=standing.unit) | Q(pk__in=standing.unit.offered_matters.values("pk")))
    return standing.within("help", action, unit="unit__code")


def matters_of(standing: Standing, *, state: str, number: str) -> Page[Any]:
    """One page of matters, those that wait longest past their time first among the open."""
    fresh = Step.objects.filter(matter=OuterRef("pk"), at__gt=OuterRef("seen_at"))
    found = Matter.objects.filter(_within(standing, "view")).select_related("unit__parent", "lead")
    found = found.annotate(news=Exists(fresh))
    if state == "open":
        found = found.filter(state__in=OPEN).order_by(F("due_at").asc(nulls_last=True), "-pk")
    elif state:
        found = found.filter(state=state).order_by("-pk")
    return page_of(found, number, A_PAGE)


def matter_of(standing: Standing, pk: int, action: str = "view") -> Matter:
    """Raises `NotFound` for others', as for what is not there."""
    found = Matter.objects.filter(_within(standing, action), pk=pk).select_related("unit__parent", "lead").first()
    if found is None:
        raise NotFound("matter.not_found", id=pk)
    return found


def is_seen(standing: Standing, pk: int) -> bool:
    """Whether the asker still sees the matter: a department that declined does not."""
    return Matter.objects.filter(_within(standing, "view"), pk=pk).exists()


def departments(standing: Standing) -> list[Unit]:
    return list(Unit.objects.filter(territory=standing.territory, level="department", valid_to=None))


def published_needs(territory: str) -> list[Need]:
    """For `units.needs`. One query."""
    found = Matter.objects.filter(territory=territory, published_at__isnull=False, state__in=OPEN)
    return [
        Need(need_key(one), one.unit.code, one.unit.name, one.title, one.raised_at)
        for one in found.select_related("unit")
    ]


def need_key(matter: Matter) -> str:
    """By which a visit names the need."""
    return f"matter:{matter.pk}"


def reasons_of(matter: Matter) -> list[tuple[Unit, str, list[str]]]:
    """(department, duty, words that the matter shares with it), as it was offered. Two queries."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[one["unit"] for one in matter.reason])}
    keys = [one["duty"] for one in matter.reason]
    texts = {str(row.pk): row.text for row in Duty.objects.filter(pk__in=keys)}
    return [
        (units[one["unit"]], texts.get(one["duty"], ""), one["words"]) for one in matter.reason if one["unit"] in units
    ]


@dataclass(frozen=True, slots=True)
class Alike:
    """Matters on one thing, raised by several units."""

    cluster: Cluster
    matters: list[Matter]


def alike(standing: Standing) -> list[Alike]:
    """Matters that several units raised in other words, the most units first."""
    rows = Matter.objects.filter(territory=standing.territory).exclude(state="withdrawn").select_related("unit")
    recent = {str(row.pk): row for row in rows.order_by("-pk")[:MOST_COMPARED]}
    said = [Said(key, row.unit.code, f"{row.title}。{row.text}") for key, row in recent.items()]
    return [
        Alike(found, [recent[key] for key in found.ids]) for found in matters(said) if found.persons >= LEAST_ALIKE
    ][:30]


def asked_changes(territory: str, kind: Kind) -> list[AskedChange]:
    """Open root causes that a change of a rule or of a list would end. One query."""
    found = Cause.objects.filter(territory=territory, kind=kind, done_on=None).annotate(size=Count("matters"))
    return [AskedChange(one.pk, one.title, one.proposal, one.size) for one in found]


def cause_of(standing: Standing, pk: int) -> Cause:
    """Raises `NotFound` for others', as for what is not there."""
    found = Cause.objects.filter(territory=standing.territory, pk=pk).first()
    if found is None:
        raise NotFound("cause.not_found", id=pk)
    return found


def causes(standing: Standing) -> list[Cause]:
    return list(Cause.objects.filter(territory=standing.territory).annotate(size=Count("matters"))[:100])


def counts(standing: Standing) -> dict[str, int]:
    """How the help line stands: open, past their time, answered, late steps, the mean rating times ten."""
    found = Matter.objects.filter(_within(standing, "view"))
    told = found.aggregate(
        open=Count("pk", filter=Q(state__in=OPEN)),
        closed=Count("pk", filter=Q(state="closed")),
        well=Count("pk", filter=Q(rating__gte=4)),
        rated=Count("pk", filter=Q(rating__isnull=False)),
    )
    return {**told, "late": Step.objects.filter(matter__in=found, late=True).count()}


def threads_of(standing: Standing) -> list[Thread]:
    """All of the territory: what is answered is everybody's."""
    found = Thread.objects.filter(territory=standing.territory).select_related("body")
    open_ones = Count("questions", filter=Q(questions__answered_at=None))
    return list(found.annotate(size=Count("questions"), waiting=open_ones)[:200])


def thread_of(standing: Standing, pk: int) -> Thread:
    found = Thread.objects.filter(territory=standing.territory, pk=pk).select_related("body").first()
    if found is None:
        raise NotFound("thread.not_found", id=pk)
    return found


def questions_of(standing: Standing, thread: Thread) -> list[Question]:
    """The answered ones for all; those that wait for the body and for who asked. Who asked is shown to nobody else."""
    found = thread.questions.select_related("unit")
    if thread.body_id != standing.unit.pk and standing.role != "supervisor":
        found = found.filter(Q(answered_at__isnull=False) | Q(unit=standing.unit))
    return list(found)
