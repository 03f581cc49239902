"""A changed limit run over last year's demands, before anybody sets it: what would be stopped, what saved."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from songbang.apps.demands import weighing
from songbang.apps.demands.models import Demand
from songbang.apps.demands.policy import Row, book_for, with_rows
from songbang.apps.demands.shapes import as_json, facts_of
from songbang.core.errors import BadInput
from songbang.core.rules import load_book
from songbang.core.rules.book import Book
from songbang.core.rules.durations import minutes_of

MOST = 1000
"""So many demands are run, the newest: a page must answer in seconds."""
YEAR = timedelta(days=365)


@dataclass(slots=True)
class Saved:
    """What the change would have done to one body's demands."""

    issuer: str
    demands: int = 0
    stopped: int = 0
    let_through: int = 0
    minutes: int = 0
    examples: list[Demand] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """By body; `run` demands of `there` were looked at."""

    rule: str
    limit: float
    run: int
    there: int
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


def what_if(territory: str, rule: str, limit: float, place: str, today: date) -> Outcome:
    """The rule by today's book against the same book with the limit, over the demands of the year before `today`.

    Raises `BadInput` ("rule.unknown", "rule.no_number").
    """
    known = load_book().rules.get(rule)
    if known is None:
        raise BadInput("rule.unknown", rule=rule)
    if not known.unit:
        raise BadInput("rule.no_number", rule=rule)
    now = book_for(territory)
    row: Row = (place or territory, rule, "limit", limit, max(known.valid_from, today - 2 * YEAR), None, "?", "?")
    then = with_rows(now, (row,))
    found = Demand.objects.filter(territory=territory, counts=True, issued_on__range=(today - YEAR, today))
    found = found if known.kind == "all" else found.filter(kind=known.kind)
    saved: dict[str, Saved] = defaultdict(lambda: Saved(""))
    run = unchecked = 0
    for demand in found.order_by("-issued_on", "-pk")[:MOST]:
        before, after = _breaks(demand, now, rule), _breaks(demand, then, rule)
        run, unchecked = run + 1, unchecked + (after is None)
        _note(saved, demand, bool(before), bool(after))
    ordered = sorted(saved.values(), key=lambda one: (-one.minutes, -one.stopped, one.issuer))
    return Outcome(rule, limit, run, found.count(), unchecked, ordered)


def _breaks(demand: Demand, book: Book, rule: str) -> bool | None:
    """Whether it breaks the rule; None where the rule could not be looked at."""
    facts = facts_of(as_json(demand))
    verdict = weighing.weigh_here(facts, demand.territory, own=demand.pk, book=book, only=(rule,)).verdict
    return None if rule not in verdict.looked_at else bool(verdict.findings)


def _note(saved: dict[str, Saved], demand: Demand, before: bool, after: bool) -> None:
    one = saved[demand.issuer_key]
    one.issuer, one.demands = str(demand.issuer.get("name") or demand.issuer_key), one.demands + 1
    if after and not before:
        one.stopped += 1
        one.minutes += (minutes_of(facts_of(as_json(demand))) or 0) * len(demand.targets)
        one.examples = [*one.examples, demand][:5]
    one.let_through += before and not after
