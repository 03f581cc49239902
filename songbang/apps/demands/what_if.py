"""A changed limit run over last year's demands, before anybody sets it: what would be stopped, what saved.

Every demand of the year is looked at. A few are done while the page waits; many in a job that notes how far it is after
each part, so that a job that dies goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from songbang.apps.demands import weighing
from songbang.apps.demands.models import Demand, Trial
from songbang.apps.demands.policy import Row, book_for, with_rows
from songbang.apps.demands.shapes import as_json, facts_of
from songbang.apps.demands.studied import study_kept
from songbang.apps.demands.tasks import order_trial
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.core.errors import BadInput, Conflict
from songbang.core.rules import load_book
from songbang.core.rules.book import Book, Rule
from songbang.core.rules.durations import minutes_of
from songbang.ui import clock

AT_ONCE = 200
"""So many are done while the page waits."""
A_PART = 200
YEAR = timedelta(days=365)
EXAMPLES = 5
KEPT = 20
"""Trials listed on the page."""


@dataclass(slots=True)
class Saved:
    """What the change would have done to one body's demands. `examples`: keys of the newest that it would stop."""

    issuer: str
    demands: int
    stopped: int
    let_through: int
    minutes: int
    examples: list[int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """By body, those that save most first; `unchecked`: demands that lack what the rule needs."""

    run: int
    unchecked: int
    by_issuer: list[Saved]

    @property
    def stopped(self) -> int:
        return sum(one.stopped for one in self.by_issuer)

    @property
    def let_through(self) -> int:
        return sum(one.let_through for one in self.by_issuer)

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.by_issuer)


def begin(asker: Standing, rule: str, limit: float, place: str) -> Trial:
    """Try a limit over the demands of the year before today; small sets are done on return.

    Raises `BadInput` ("rule.unknown", "rule.no_number", "rule.other_place").
    """
    _rule(rule)
    if place and not place.startswith(asker.territory):
        raise BadInput("rule.other_place", place=place)
    with transaction.atomic():
        trial = Trial(
            territory=asker.territory, rule=rule, limit=limit, place=place, last=clock.today(),
            first=clock.today() - YEAR, by=asker.account, made_at=clock.now(),
        )  # fmt: skip
        found = _demands(trial)
        trial.upto, trial.there = found.aggregate(last=Max("pk"))["last"] or 0, found.count()
        trial.save()
        record(asker.actor, "what_if.begun", f"trial:{trial.pk}", after={"rule": rule, "limit": limit, "place": place})
        if trial.there > AT_ONCE:
            order_trial(trial.pk)
    if trial.there <= AT_ONCE:
        run(trial.pk)
        trial.refresh_from_db()
    return trial


def _rule(rule: str) -> Rule:
    known = load_book().rules.get(rule)
    if known is None:
        raise BadInput("rule.unknown", rule=rule)
    if not known.unit:
        raise BadInput("rule.no_number", rule=rule)
    return known


def _demands(trial: Trial) -> QuerySet[Demand]:
    kind = _rule(trial.rule).kind
    found = Demand.objects.filter(
        territory=trial.territory, counts=True, issued_on__range=(trial.first, trial.last)
    ).order_by("pk")
    return found if kind == "all" else found.filter(kind=kind)


def run(key: int) -> None:
    """Look at every demand of a trial that is left. Nothing to do: nothing is done."""
    trial = Trial.objects.get(pk=key)
    books = _books(trial)
    while trial.state == "running":
        part = list(_demands(trial).filter(pk__gt=trial.at, pk__lte=trial.upto)[:A_PART])
        result = _counted(trial.result, part, trial.rule, books)
        trial = _noted(trial, part[-1].pk if part else None, result, len(part))


def give_up(key: int) -> None:
    """The job was tried too often."""
    Trial.objects.filter(pk=key, state="running").update(state="failed", finished_at=clock.now())


def _books(trial: Trial) -> tuple[Book, Book]:
    """Today's book, and the same with the limit."""
    now, since = book_for(trial.territory), max(_rule(trial.rule).valid_from, trial.last - 2 * YEAR)
    row: Row = (trial.place or trial.territory, trial.rule, "limit", trial.limit, since, None, "?", "?")
    return now, with_rows(now, (row,))


@transaction.atomic
def _noted(trial: Trial, at: int | None, result: dict[str, Any], looked_at: int) -> Trial:
    """Keep how far it is. Raises `Conflict` ("demand.changed_meanwhile") where another worker went on with it."""
    held = Trial.objects.select_for_update().get(pk=trial.pk)
    if held.at != trial.at or held.state != "running":
        raise Conflict("demand.changed_meanwhile")
    held.result, held.done = result, held.done + looked_at
    if at is None:
        held.state, held.finished_at = "done", clock.now()
    else:
        held.at = at
    held.save()
    return held


def _counted(before: dict[str, Any], part: list[Demand], rule: str, books: tuple[Book, Book]) -> dict[str, Any]:
    """The result so far with one more part: {"unchecked", "bodies": name as compared → its counts}."""
    bodies = {key: dict(counts) for key, counts in before.get("bodies", {}).items()}
    unchecked = before.get("unchecked", 0)
    for demand in part:
        now, then = _breaks(demand, rule, books)
        unchecked += then is None
        one = bodies.setdefault(demand.issuer_key, {"demands": 0, "stopped": 0, "let": 0, "minutes": 0, "examples": []})
        one["issuer"] = str(demand.issuer.get("name") or demand.issuer_key)
        one["demands"] += 1
        one["let"] += bool(now and not then)
        if then and not now:
            one["stopped"] += 1
            one["minutes"] += (minutes_of(facts_of(as_json(demand))) or 0) * len(demand.targets)
            one["examples"] = [demand.pk, *one["examples"]][:EXAMPLES]
    return {"unchecked": unchecked, "bodies": bodies}


def _breaks(demand: Demand, rule: str, books: tuple[Book, Book]) -> Iterator[bool | None]:
    """Whether it breaks the rule by each book; None where the rule could not be looked at."""
    facts = facts_of(as_json(demand))
    study = study_kept(demand) if rule.startswith("form.") else None
    for verdict in weighing.by_each(facts, demand.territory, books, own=demand.pk, only=(rule,), study=study):
        yield None if rule not in verdict.looked_at else bool(verdict.findings)


def outcome(trial: Trial) -> Outcome:
    """What a trial has found so far."""
    found = [
        Saved(one["issuer"], one["demands"], one["stopped"], one["let"], one["minutes"], one["examples"])
        for one in trial.result.get("bodies", {}).values()
    ]
    ordered = sorted(found, key=lambda one: (-one.minutes, -one.stopped, one.issuer))
    return Outcome(trial.done, trial.result.get("unchecked", 0), ordered)


def trials(territory: str) -> list[Trial]:
    """The newest."""
    return list(Trial.objects.filter(territory=territory).select_related("by").defer("result")[:KEPT])
