"""Acts on a demand on its way: steps at named posts, waivers, withdrawal, number, delivery, closing. Each is one
transaction with its journal entry; the rules of the way are `flow`'s, this carries them out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from songbang.apps.demands import flow, recording
from songbang.apps.demands.models import (
    DESKS,
    Delegation,
    Delivery,
    Demand,
    Desk,
    Draft,
    Move,
    Step,
    Verdict,
    Waiver,
)
from songbang.apps.demands.outside import tell_outside
from songbang.apps.demands.policy import book_for
from songbang.apps.demands.requesting import read_request
from songbang.apps.demands.services import judge, locked, mended, new_demand, series_of, subject
from songbang.apps.demands.states import check_may, may
from songbang.apps.demands.tasks import order_lapse, order_reminder
from songbang.apps.journal.services import SYSTEM, Actor, record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, Holding
from songbang.apps.units.queries import unit_tree
from songbang.core.demand import Demand as DemandFacts
from songbang.core.demand.numbers import ControlNumber
from songbang.core.errors import BadInput, Conflict
from songbang.core.words import Language
from songbang.ui import clock

VALID_AFTER = timedelta(days=30)
"""A number is valid until so long after the day on which the demand falls or is due."""


def moved(actor: Actor, demand: Demand, act: str, state: str, *, by: Account | None = None, desk: str = "",
          words: str = "", **after: Any) -> None:  # fmt: skip
    """Bring the demand to a state, with what follows from it: record, journal, timeline, callers outside."""
    before = demand.state
    demand.state, demand.version = state, demand.version + 1
    recording.follow_state(demand)
    demand.save()
    Move.objects.create(demand=demand, act=act, state=state, at=clock.now(), by=by, desk=desk, words=words)
    told = {"state": state, "number": demand.number, "desk": desk, "words": words, **after}
    record(actor, f"demand.{act}", subject(demand), before={"state": before}, after=told)
    if state != before:
        tell_outside(demand, before)


@transaction.atomic
def ask(standing: Standing, draft: Draft, language: Language = "zh-Hans") -> Demand:
    """Make the draft a demand (or mend the returned one that it is of), weigh it, and keep the verdict.

    Raises `Conflict` ("draft.asked_already", "draft.changed_meanwhile"); `BadInput` ("request.not_ready") where
    something in it cannot be read: the draft stays as it is.
    """
    held = Draft.objects.select_for_update(of=("self",)).select_related("unit__parent", "demand").get(pk=draft.pk)
    if not held.open:
        raise Conflict("draft.asked_already")
    request = read_request(held.kind, held.values, held.unit, unit_tree(held.territory))
    if request.problems or request.demand is None:
        raise BadInput("request.not_ready", count=len(request.problems))
    if held.demand_id:
        demand = mended(standing.actor, held.demand_id, request.demand)
    else:
        demand = new_demand(standing.actor, held.unit, request.demand, by=standing.account, origin="door")
    held.open, held.demand, held.changed_at = False, demand, clock.now()
    held.save(update_fields=["open", "demand", "changed_at"])
    verdict = judge(demand, language)
    return after_weighing(standing.actor, demand, verdict, standing.account)


@transaction.atomic
def ask_facts(standing: Standing, facts: DemandFacts, language: Language = "zh-Hans") -> Demand:
    """A demand that a program asks for in the name of a unit; it goes the way of those from the form."""
    demand = new_demand(standing.actor, standing.unit, facts, by=standing.account, origin="api")
    return after_weighing(standing.actor, demand, judge(demand, language), standing.account)


# -- steps ------------------------------------------------------------------------------------------------------------


def after_weighing(actor: Actor, demand: Demand, verdict: Verdict, by: Account | None) -> Demand:
    """What a fresh verdict leads to: admitted and numbered, on its way to posts, or back at its department's turn."""
    needs, stuck = flow.needs_of(_blocking(demand, verdict))
    if stuck:
        if demand.state == "passing":
            _void(demand)
            moved(actor, demand, "weigh_again", check_may(demand.state, "weigh_again"), by=by)
        return demand
    if needs:
        _open(actor, demand, needs, by)
        return demand
    _void(demand)
    act = "settle" if demand.state == "passing" else "admit"
    moved(actor, demand, act, check_may(demand.state, act), by=by)
    return give_number(actor, demand, by)


def _blocking(demand: Demand, verdict: Verdict) -> list[flow.Blocking]:
    """Findings that stand against it: not advice, and not waived."""
    rules = book_for(demand.territory).rules
    waivers = {waiver.rule: waiver for waiver in demand.waivers.all()}
    given = {rule for rule, one in waivers.items() if one.by_id and (one.until is None or one.until >= verdict.on)}
    return [
        flow.Blocking(
            one["rule"], one["level"], tuple(sorted(rules[one["rule"]].approvals)) if one["rule"] in rules else (),
            waivers[one["rule"]].ground if one["rule"] in waivers else "",
        )
        for one in json.loads(verdict.content)["findings"]
        if one["level"] != "advise" and one["rule"] not in given
    ]  # fmt: skip


def _void(demand: Demand) -> None:
    Step.objects.filter(demand=demand, state="open").update(state="void")


def _open(actor: Actor, demand: Demand, needs: list[flow.Need], by: Account | None) -> None:
    _void(demand)
    now = clock.now()
    for need in needs:
        step = Step.objects.create(
            demand=demand, territory=demand.territory, kind=need.kind, desk=need.desk, rules=list(need.rules),
            opened_at=now, due_at=_due(now, need.days),
        )  # fmt: skip
        order_reminder(step.pk, step.due_at + timedelta(minutes=1))
    told = [f"{need.kind}:{need.desk}" for need in needs]
    moved(actor, demand, "open_steps", check_may(demand.state, "open_steps"), by=by, steps=told)


def _due(now: datetime, days: int) -> datetime:
    return flow.due_at(timezone.localtime(now), days)


def passage_of(demand: Demand) -> flow.Passage:
    """The demand's way as a value."""
    steps = tuple(
        flow.Step(one.pk, one.kind, one.desk, tuple(one.rules), one.state, one.asked_by_id)  # type: ignore[arg-type]
        for one in demand.steps.all()
    )
    return flow.Passage(demand.state, demand.by.username if demand.by else "", steps)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Posts:
    """Who may decide in a territory on a day."""

    holders: Mapping[str, set[str]]
    delegates: Mapping[str, set[str]]
    approvers: frozenset[str]

    def may(self, desk: str, asker: str) -> frozenset[str]:
        """Usernames that may decide at a desk on a demand of the asker's."""
        return flow.who_may(desk, self.holders, self.delegates, self.approvers, asker)


def posts_of(territory: str, day: date) -> Posts:
    """Three queries."""
    holders: dict[str, set[str]] = defaultdict(set)
    held = Desk.objects.filter(territory=territory, valid_from__lte=day, account__is_active=True)
    for desk in held.exclude(valid_to__lt=day).select_related("account"):
        holders[desk.name].add(desk.account.username)
    delegates: dict[str, set[str]] = defaultdict(set)
    given = Delegation.objects.filter(territory=territory, first__lte=day, last__gte=day, ended_at=None)
    for one in given.filter(to__is_active=True).select_related("holder", "to"):
        delegates[one.holder.username].add(one.to.username)
    named = Holding.objects.filter(role="approver", unit__territory=territory, account__is_active=True)
    return Posts(holders, delegates, frozenset(named.values_list("account__username", flat=True)))


@transaction.atomic
def decide(standing: Standing, key: int, decision: flow.Decision, words: str, language: Language = "zh-Hans") -> Demand:
    """A post decides a step. To send back or refuse needs words.

    Raises `Conflict` ("step.not_open", "step.own_demand", "step.not_yours", "step.waits"), `BadInput`
    ("step.words_missing").
    """
    step, demand, passage = _at_step(standing, key)
    if decision != "agree" and not words.strip():
        raise BadInput("step.words_missing")
    after = flow.decide(passage, key, decision)
    step.state, step.decided_by = after.step(key).state, standing.account
    step.decided_at, step.words = clock.now(), words.strip()
    step.save()
    if after.state != passage.state:
        _void(demand)
        act = {"returned": "return", "declined": "decline"}[after.state]
        moved(standing.actor, demand, act, after.state, by=standing.account, desk=step.desk, words=words.strip())
        return demand
    _note_agreed(standing, demand, step)
    if not after.open:
        return after_weighing(standing.actor, demand, judge(demand, language), standing.account)
    return demand


def _at_step(standing: Standing, key: int) -> tuple[Step, Demand, flow.Passage]:
    """The step, if it is there and the account may decide it now."""
    found = Step.objects.filter(pk=key, territory=standing.territory).values_list("demand_id", flat=True).first()
    if found is None:
        raise Conflict("step.not_open")
    demand = locked(found)
    step = Step.objects.get(pk=key)
    passage = passage_of(demand)
    allowed = posts_of(demand.territory, clock.today()).may(step.desk, passage.asker)
    flow.check_decides(passage, passage.step(key), standing.account.username, allowed)
    return step, demand, passage


def _note_agreed(standing: Standing, demand: Demand, step: Step) -> None:
    """What an agreement leaves: an approval by the desk, the filing, a waiver of each rule that it was about."""
    today = clock.today()
    if step.kind in ("file", "approve"):
        demand.approvals = [*demand.approvals, {"by": step.desk, "on": today.isoformat()}]
    if step.kind == "file":
        demand.filed = True
    for rule in step.rules if step.kind != "countersign" else ():
        until = valid_until(demand)
        Waiver.objects.update_or_create(
            demand=demand, rule=rule,
            defaults={"territory": demand.territory, "by": standing.account, "given_on": today, "until": until},
            create_defaults={
                "territory": demand.territory, "by": standing.account, "given_on": today, "until": until,
                "ground": step.words or step.kind,
            },
        )  # fmt: skip
    moved(standing.actor, demand, f"{step.kind}_agreed", demand.state, by=standing.account, desk=step.desk,
          words=step.words, rules=step.rules)  # fmt: skip


@transaction.atomic
def ask_countersign(standing: Standing, key: int, desk: str, words: str) -> Step:
    """The holder of a step asks another desk to sign first. Raises `Conflict` ("step.desk_has_it", "step.no_chain")."""
    step, demand, passage = _at_step(standing, key)
    if desk not in DESKS:
        raise BadInput("step.desk_unknown")
    flow.ask_countersign(passage, key, desk, lambda: 0)
    now = clock.now()
    asked = Step.objects.create(
        demand=demand, territory=demand.territory, kind="countersign", desk=desk, asked_by=step, opened_at=now,
        due_at=_due(now, flow.ways()["countersign"]["days"]),
    )  # fmt: skip
    order_reminder(asked.pk, asked.due_at + timedelta(minutes=1))
    moved(standing.actor, demand, "countersign_asked", demand.state, by=standing.account, desk=desk, words=words)
    return asked


# -- what its department does -----------------------------------------------------------------------------------------


@transaction.atomic
def ask_waiver(standing: Standing, demand: Demand, rule: str, ground: str, language: Language = "zh-Hans") -> Demand:
    """The department asks a post to waive a rule of level "change" for this demand."""
    held = locked(demand.pk, demand.version)
    if held.state != "weighed":
        raise Conflict("demand.act_not_now", state=held.state, act="ask_waiver")
    if not ground.strip():
        raise BadInput("waiver.ground_missing")
    verdict = held.verdicts.first()
    found = json.loads(verdict.content)["findings"] if verdict else []
    if not any(one["rule"] == rule and one["level"] == "change" for one in found):
        raise BadInput("waiver.not_possible", rule=rule)
    Waiver.objects.get_or_create(
        demand=held, rule=rule,
        defaults={"territory": held.territory, "ground": ground.strip(), "asked_by": standing.account},
    )  # fmt: skip
    moved(standing.actor, held, "waiver_asked", held.state, by=standing.account, words=ground.strip(), rule=rule)
    return after_weighing(standing.actor, held, judge(held, language), standing.account)


@transaction.atomic
def withdraw(standing: Standing, pk: int, version: int) -> Demand:
    """The department takes it back; whoever it reached is told that it is off."""
    demand = locked(pk, version)
    after = flow.withdraw(passage_of(demand))
    _void(demand)
    Delivery.objects.filter(demand=demand, state__in=("waiting", "seen")).update(state="called_off")
    moved(standing.actor, demand, "withdraw", after.state, by=standing.account)
    return demand


def valid_until(demand: Demand) -> date:
    days = [day for day in (demand.due_on, demand.held_on, demand.issued_on, clock.today()) if day]
    return max(days) + VALID_AFTER


def give_number(actor: Actor, demand: Demand, by: Account | None) -> Demand:
    """The next control number of the territory, inside the caller's transaction: no two get the same."""
    after = check_may(demand.state, "number")
    series = series_of(demand.territory)
    series.last += 1
    series.save(update_fields=["last"])
    demand.number = str(ControlNumber(demand.territory, series.year, series.last))
    demand.expires_on = valid_until(demand)
    moved(actor, demand, "number", after, by=by, expires_on=demand.expires_on.isoformat())
    order_lapse(demand.pk, demand.expires_on)
    return demand


@transaction.atomic
def deliver(standing: Standing, pk: int, version: int) -> Demand:
    """It goes out to the units asked, under its number."""
    demand = locked(pk, version)
    after = check_may(demand.state, "deliver")
    Delivery.objects.filter(demand=demand).update(state="waiting", changed_at=clock.now())
    moved(standing.actor, demand, "deliver", after, by=standing.account)
    return demand


@transaction.atomic
def close(standing: Standing, pk: int, version: int) -> Demand:
    """It is done with; units that have not answered need not any more."""
    demand = locked(pk, version)
    after = check_may(demand.state, "close")
    Delivery.objects.filter(demand=demand, state__in=("waiting", "seen")).update(state="called_off")
    moved(standing.actor, demand, "close", after, by=standing.account)
    return demand


# -- what the base does -----------------------------------------------------------------------------------------------


@transaction.atomic
def answer(standing: Standing, delivery: Delivery, text: str, minutes: int | None) -> Delivery:
    """A unit answers what was delivered to it; when all have, the demand is answered."""
    demand = locked(delivery.demand_id)
    if demand.state != "delivered":
        raise Conflict("demand.act_not_now", state=demand.state, act="answer")
    held = Delivery.objects.select_for_update().get(pk=delivery.pk)
    held.state, held.answer, held.spent_minutes, held.changed_at = "answered", text.strip(), minutes, clock.now()
    held.save()
    record(standing.actor, "delivery.answered", f"delivery:{held.pk}", after={"demand": demand.pk, "minutes": minutes})
    if not Delivery.objects.filter(demand=demand).exclude(state__in=("answered", "called_off", "declined")).exists():
        moved(SYSTEM, demand, "answer", check_may(demand.state, "answer"))
    return held


@transaction.atomic
def lapse(pk: int, on: date) -> bool:
    """What is past its last day expires; whether it did."""
    demand = locked(pk)
    due = demand.expires_on is not None and demand.expires_on < on
    if not due or not may(demand.state, "lapse"):
        return False
    Delivery.objects.filter(demand=demand, state__in=("waiting", "seen")).update(state="called_off")
    moved(SYSTEM, demand, "lapse", check_may(demand.state, "lapse"))
    return True
