"""Looking for evasion in the registers and at the door: leads with their evidence, for supervisors, not verdicts.

Each search is one or two queries over a span of days, and compares in core's words (matters, levels).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from songbang.apps.demands.models import Demand
from songbang.core.demand import Body
from songbang.core.demand.levels import LEVELS
from songbang.core.rules import load_book, readers_of
from songbang.core.rules.bodies import Names
from songbang.core.rules.matters import Matters

MOST = 200
SOON = timedelta(days=60)
GROWN = 1.2
"""Of text or indicators, from one level to the next."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Something worth a look: what sort, who, and the demands that it rests on."""

    sort: str
    issuer: str
    evidence: list[Demand]
    told: dict[str, Any] = field(default_factory=dict)


def leads(territory: str, first: date, last: date) -> list[Lead]:
    """Every lead of the span, by sort. A fixed number of queries."""
    found = Demand.objects.filter(territory=territory, issued_on__range=(first, last), counts=True)
    return [lead for search in SEARCHES for lead in list(search(found))[:MOST]]


def _readers() -> tuple[Names, Matters]:
    readers = readers_of(load_book())
    return readers.names, readers.matters


def white_heads(found: QuerySet[Demand]) -> Iterator[Lead]:
    """Documents that ask something of the base without a number: memos and white heads."""
    unnumbered = Q(details__number=None) | Q(details__number="")
    guised = Q(details__as__in=("white_head", "memo"))
    rows = found.filter(kind="document", to_base=True).filter(guised | (unnumbered & Q(origin="register")))
    by_issuer: dict[str, list[Demand]] = defaultdict(list)
    for demand in rows.defer("text").order_by("pk")[: 20 * MOST]:
        by_issuer[demand.issuer_key].append(demand)
    for issuer, demands in by_issuer.items():
        yield Lead("white_head", issuer, demands[:10], {"count": len(demands)})


def split_items(found: QuerySet[Demand]) -> Iterator[Lead]:
    """One plan item carried out as several inspections."""
    used = found.filter(kind="inspection").exclude(plan_item=None).order_by()
    several = used.values("plan_item").annotate(times=Count("pk")).filter(times__gt=1)
    items = [one["plan_item"] for one in several[:MOST]]
    by_item: dict[str, list[Demand]] = defaultdict(list)
    for demand in found.filter(kind="inspection", plan_item__in=items).defer("text"):
        by_item[demand.plan_item or ""].append(demand)
    for item, demands in by_item.items():
        yield Lead("split", demands[0].issuer_key, demands[:10], {"item": item, "count": len(demands)})


def scoring_research(found: QuerySet[Demand]) -> Iterator[Lead]:
    """Called research or guidance, and yet it scores or ranks."""
    rows = found.filter(kind="inspection", details__called__in=("research", "guidance")).defer("text")
    for demand in rows.order_by("pk")[:MOST]:
        signs = [name for name in ("indicators", "total_score", "score_step") if demand.details.get(name)]
        signs += ["ranking"] if demand.details.get("ranking") not in (None, "none") else []
        if signs:
            yield Lead("research", demand.issuer_key, [demand], {"signs": signs})


def same_demands(found: QuerySet[Demand]) -> Iterator[Lead]:
    """The same matter asked of the base by several bodies of one level within two months."""
    names, matters = _readers()
    groups: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for demand in found.filter(to_base=True, kind__in=("form", "document", "inspection")).defer("text", "details"):
        matter = matters.of(demand.title or "", demand.issuer_key)
        if len(matter) >= 4:
            groups[demand.kind, matter].append(demand)
    for (_, matter), demands in groups.items():
        near = _near(demands)
        issuers = {one.issuer_key for one in near}
        if len(issuers) > 1 and len({_level(names, one) for one in near}) == 1:
            yield Lead("same", "、".join(sorted(issuers)[:3]), near[:10], {"matter": matter, "count": len(issuers)})


def extended_meetings(found: QuerySet[Demand]) -> Iterator[Lead]:
    """A meeting held again by the level below within two months."""
    yield from _level_by_level(found.filter(kind="meeting").defer("text"), "extended")


def cascades(found: QuerySet[Demand]) -> Iterator[Lead]:
    """The level below asks more than the level above: more indicators, or a fifth more words."""
    for lead in _level_by_level(found.filter(kind__in=("inspection", "document")), "cascade"):
        above, below = lead.evidence[0], lead.evidence[1]
        sizes = (_size(above), _size(below))
        if sizes[0] and sizes[1] and sizes[1] >= GROWN * sizes[0]:
            yield Lead("cascade", lead.issuer, lead.evidence, {"above": sizes[0], "below": sizes[1]})


def past_the_door(found: QuerySet[Demand]) -> Iterator[Lead]:
    """In a register of the base, from a body that asks at the door, and unknown there."""
    _, matters = _readers()
    asking = set(found.exclude(origin="register").order_by().values_list("issuer_key", flat=True).distinct())
    known = set()
    for title, issuer in found.exclude(origin="register").values_list("title", "issuer_key"):
        known.add(matters.of(title or "", issuer))
    kinds = ("document", "meeting", "inspection", "form")
    rows = found.filter(origin="register", kind__in=kinds, issuer_key__in=asking)
    by_issuer: dict[str, list[Demand]] = defaultdict(list)
    for demand in rows.defer("text", "details").order_by("pk"):
        if matters.of(demand.title or "", demand.issuer_key) not in known:
            by_issuer[demand.issuer_key].append(demand)
    for issuer, demands in by_issuer.items():
        yield Lead("past_door", issuer, demands[:10], {"count": len(demands)})


def _level_by_level(rows: Iterable[Demand], sort: str) -> Iterator[Lead]:
    names, matters = _readers()
    groups: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for demand in rows:
        matter = matters.of(demand.title or "", demand.issuer_key)
        if len(matter) >= 2:
            groups[demand.kind, matter].append(demand)
    for demands in groups.values():
        ordered = sorted(demands, key=lambda one: (one.held_on or one.issued_on or date.min, one.pk))
        for at, above in enumerate(ordered):
            below = next((one for one in ordered[at + 1 :] if _follows(names, above, one)), None)
            if below is not None:
                yield Lead(sort, below.issuer_key, [above, below])
                break


def _follows(names: Names, above: Demand, below: Demand) -> bool:
    one, two = _level(names, above), _level(names, below)
    day, later = above.held_on or above.issued_on, below.held_on or below.issued_on
    soon = bool(day and later and timedelta(0) <= later - day <= SOON)
    return bool(one and two) and LEVELS.index(one) < LEVELS.index(two) and soon


def _level(names: Names, demand: Demand) -> str | None:
    issuer = demand.issuer
    return names.level(Body(issuer.get("name"), issuer.get("level"), issuer.get("body"), issuer.get("code")))


def _near(demands: list[Demand]) -> list[Demand]:
    """The densest run of two months."""
    ordered = sorted((one for one in demands if one.issued_on), key=lambda one: one.issued_on or date.min)
    best: list[Demand] = []
    for at, one in enumerate(ordered):
        last = (one.issued_on or date.min) + SOON
        run = [other for other in ordered[at:] if other.issued_on and other.issued_on <= last]
        best = max(best, run, key=len)
    return best


def _size(demand: Demand) -> int:
    if demand.kind == "inspection":
        return int(demand.details.get("indicators") or 0)
    return int(demand.details.get("characters") or 0) or len(demand.text or "")


SEARCHES: tuple[Callable[[QuerySet[Demand]], Iterator[Lead]], ...] = (
    white_heads, split_items, scoring_research, same_demands, extended_meetings, past_the_door, cascades,
)  # fmt: skip
