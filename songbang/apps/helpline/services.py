"""Acts on matters. Each is one transaction with its step, which the unit that raised it sees, and its journal entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from songbang.apps.helpline import clocks, facts
from songbang.apps.helpline.models import Cause, Duty, Matter, Step
from songbang.apps.helpline.points import points_of
from songbang.apps.helpline.states import OPEN, check_may
from songbang.apps.journal.services import SYSTEM, Actor, record
from songbang.apps.units.models import Account, Unit
from songbang.core.errors import BadInput, Conflict, NotAllowed, NotFound
from songbang.core.voices.routing import Routed, route
from songbang.ui import clock


@dataclass(frozen=True, slots=True)
class Raised:
    """What a unit says when it raises a matter."""

    title: str
    text: str
    kind: str = "ordinary"


def subject(matter: Matter) -> str:
    return f"matter:{matter.pk}"


@transaction.atomic
def raise_matter(actor: Actor, unit: Unit, raised: Raised, *, by: Account | None) -> Matter:
    """Raise a matter: offered to the departments whose duty it is, with the duty's words; else to the tier above."""
    points = points_of(raised.text)
    if not points:
        raise BadInput("matter.says_nothing")
    now = clock.now()
    matter = Matter.objects.create(
        territory=unit.territory, unit=unit, by=by, title=raised.title, text=raised.text, kind=raised.kind,
        points=[{"text": point, "answer": ""} for point in points], raised_at=now, seen_at=now,
        answer_due_at=clocks.due_at(now, raised.kind, "answer"),
    )  # fmt: skip
    record(actor, "matter.raised", subject(matter), after={"unit": unit.code, "title": raised.title})
    _note(matter, "raise", unit)
    _offer(actor, matter, route(f"{raised.title}。{raised.text}", facts.duties(unit.territory)))
    return matter


def _offer(actor: Actor, matter: Matter, routed: Routed) -> None:
    routes = [routed.sure] if routed.sure else list(routed.routes[:3])
    matter.reason = [{"unit": one.department, "duty": one.duty, "words": list(one.words)} for one in routes]
    if not routes:
        _go(actor, matter, "escalate", None, note="")
        return
    matter.due_at = clocks.due_at(clock.now(), matter.kind, "sign")
    matter.save()
    matter.offered.set(Unit.objects.filter(code__in=[one.department for one in routes]))
    _remind(matter)


def _remind(matter: Matter) -> None:
    """What nobody signs in time goes to the tier above by itself."""
    from songbang.apps.helpline.tasks import order_escalation

    if matter.due_at is not None:
        order_escalation(matter.pk, matter.due_at)


def locked(pk: int, version: int | None = None) -> Matter:
    """The matter, for changing. Raises `NotFound`, `Conflict` ("matter.changed")."""
    found = Matter.objects.select_for_update(of=("self",)).select_related("unit", "lead").filter(pk=pk).first()
    if found is None:
        raise NotFound("matter.not_found", id=pk)
    if version is not None and found.version != version:
        raise Conflict("matter.changed")
    return found


def _note(matter: Matter, act: str, unit: Unit | None, note: str = "") -> None:
    late = matter.due_at is not None and act in ("sign", "contact", "answer") and clock.now() > matter.due_at
    Step.objects.create(matter=matter, act=act, unit=unit, at=clock.now(), note=note, late=late)


def _go(actor: Actor, matter: Matter, act: str, unit: Unit | None, *, note: str, **after: Any) -> None:
    """To the state after the act, with its step and its entry. Raises `Conflict` where the act may not be."""
    before = matter.state
    matter.state = check_may(matter.state, act)
    _note(matter, act, unit, note)
    matter.due_at = _next_due(matter)
    matter.version += 1
    matter.save()
    record(
        actor, f"matter.{act}", subject(matter), before={"state": before}, after={"state": matter.state, **after}
    )  # fmt: skip


def _next_due(matter: Matter) -> Any:
    if matter.state in ("offered", "escalated"):
        return clocks.due_at(clock.now(), matter.kind, "sign")
    if matter.state == "signed":
        return clocks.due_at(clock.now(), matter.kind, "contact")
    return matter.answer_due_at if matter.state == "contacted" else None


@transaction.atomic
def sign(actor: Actor, unit: Unit, pk: int, version: int) -> Matter:
    """A department takes the matter; the first that does leads, whoever comes later is told who."""
    matter = locked(pk, version)
    _check_offered(matter, unit)
    matter.lead = unit
    _go(actor, matter, "sign", unit, note="", lead=unit.code)
    return matter


def _check_offered(matter: Matter, unit: Unit) -> None:
    if matter.lead is not None:
        raise Conflict("matter.taken", lead=matter.lead.name)
    if not matter.offered.filter(pk=unit.pk).exists():
        raise NotAllowed("matter.not_yours")


def _check_lead(matter: Matter, unit: Unit) -> None:
    if matter.lead_id != unit.pk:
        raise NotAllowed("matter.not_yours")


@transaction.atomic
def decline(actor: Actor, unit: Unit, pk: int, version: int, ground: str) -> Matter:
    """It is not this department's, and why; the last that declines sends it to the tier above."""
    matter = locked(pk, version)
    _check_offered(matter, unit)
    _need(ground)
    _go(actor, matter, "decline", unit, note=ground)
    matter.offered.remove(unit)
    if not matter.offered.exists():
        _go(actor, matter, "escalate", None, note="")
    return matter


def _need(ground: str) -> None:
    if not ground.strip():
        raise BadInput("matter.no_ground")


@transaction.atomic
def assign(actor: Actor, pk: int, version: int, department: Unit, ground: str) -> Matter:
    """The tier above names the department that is to lead."""
    matter = locked(pk, version)
    _go(actor, matter, "assign", department, note=ground, department=department.code)
    matter.offered.set([department])
    _remind(matter)
    return matter


@transaction.atomic
def escalate_late(pk: int) -> None:
    """What was offered and nobody signed in time. Quiet where it has moved on, or its time is not up."""
    matter = Matter.objects.select_for_update().filter(pk=pk, state="offered", lead=None).first()
    if matter is not None and matter.due_at is not None and matter.due_at <= clock.now():
        _go(SYSTEM, matter, "escalate", None, note="")


@transaction.atomic
def contact(actor: Actor, unit: Unit, pk: int, version: int, note: str) -> Matter:
    """The lead has spoken with the unit that raised it."""
    matter = locked(pk, version)
    _check_lead(matter, unit)
    _go(actor, matter, "contact", unit, note=note)
    return matter


@transaction.atomic
def hand_over(actor: Actor, unit: Unit, pk: int, version: int, ground: str) -> Matter:
    """The lead finds that it is another's; the tier above decides whose."""
    matter = locked(pk, version)
    _check_lead(matter, unit)
    _need(ground)
    matter.lead = None
    matter.offered.clear()
    _go(actor, matter, "hand_over", unit, note=ground)
    return matter


@transaction.atomic
def answer(actor: Actor, unit: Unit, pk: int, version: int, answers: Sequence[str]) -> Matter:
    """Each point has its answer. Raises `BadInput` ("matter.point_unanswered") naming the first that has none."""
    matter = locked(pk, version)
    _check_lead(matter, unit)
    told = [*(one.strip() for one in answers), *[""] * len(matter.points)]
    for point, said in zip(matter.points, told, strict=False):
        if not said:
            raise BadInput("matter.point_unanswered", point=point["text"][:40])
        point["answer"] = said
    _go(actor, matter, "answer", unit, note="")
    return matter


@transaction.atomic
def reopen(actor: Actor, pk: int, version: int, ground: str) -> Matter:
    """The base says what is still open; the lead answers again."""
    matter = locked(pk, version)
    _need(ground)
    matter.answer_due_at = clocks.due_at(clock.now(), matter.kind, "answer")
    _go(actor, matter, "reopen", matter.unit, note=ground)
    return matter


@transaction.atomic
def rate(actor: Actor, pk: int, version: int, rating: int) -> Matter:
    matter = locked(pk, version)
    if not 1 <= rating <= 5:
        raise BadInput("matter.rating")
    matter.rating, matter.rated_on = rating, clock.today()
    _go(actor, matter, "rate", matter.unit, note="", rating=rating)
    return matter


@transaction.atomic
def withdraw(actor: Actor, pk: int, version: int) -> Matter:
    matter = locked(pk, version)
    _go(actor, matter, "withdraw", matter.unit, note="")
    return matter


@transaction.atomic
def publish(actor: Actor, pk: int, version: int, *, shown: bool) -> Matter:
    """Show the title to all who plan visits, as a need that one of them may answer; or no longer."""
    matter = locked(pk, version)
    if matter.state not in OPEN:
        raise Conflict("matter.not_now")
    act = "publish" if shown else "keep_in"
    matter.published_at = clock.now() if shown else None
    matter.version += 1
    matter.save(update_fields=("published_at", "version"))
    _note(matter, act, matter.unit)
    record(actor, f"matter.{act}", subject(matter), after={"title": matter.title} if shown else {})
    return matter


@transaction.atomic
def note_cause(
    actor: Actor, territory: str, title: str, kind: str, proposal: str, matters: Iterable[Matter]
) -> Cause:  # fmt: skip
    """What lies under several matters, and the change of a rule or a list that would end them."""
    made = Cause.objects.create(
        territory=territory, title=title, kind=kind, proposal=proposal, made_at=clock.now()
    )  # fmt: skip
    made.matters.set(matters)
    after = {"title": title, "kind": kind, "matters": sorted(made.matters.values_list("pk", flat=True))}
    record(actor, "cause.noted", f"cause:{made.pk}", after=after)
    return made


@transaction.atomic
def settle_cause(actor: Actor, pk: int, ground: str) -> Cause:
    """What was asked for has been changed, or will not be, and why. Raises `Conflict` ("cause.settled")."""
    cause = Cause.objects.select_for_update().get(pk=pk)
    _need(ground)
    if cause.done_on is not None:
        raise Conflict("cause.settled")
    cause.done_on, cause.outcome = clock.today(), ground.strip()[:400]
    cause.save(update_fields=("done_on", "outcome"))
    record(actor, "cause.settled", f"cause:{pk}", after={"outcome": cause.outcome})
    return cause


@transaction.atomic
def take_in_duties(actor: Actor, territory: str, lines: Iterable[tuple[Unit, str, Sequence[str]]]) -> int:
    """The duty list anew: (department, duty, further words). The old lines end, so that old reasons can be read."""
    today = clock.today()
    Duty.objects.filter(territory=territory, valid_to=None).update(valid_to=today)
    made = Duty.objects.bulk_create(
        Duty(territory=territory, department=unit, text=text, words=list(words)) for unit, text, words in lines
    )
    record(actor, "duties.taken_in", f"territory:{territory}", after={"lines": len(made)})
    return len(made)
