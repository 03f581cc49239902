"""Looking for evasion in the registers and at the door: leads with their evidence, for supervisors, not verdicts.

Each search is a few queries over a span of days, and compares in core's words (matters, levels, phrases).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet

from songbang.apps.demands.issuers import Issuers
from songbang.apps.demands.leads_levels import SOON, chains, level_of, steps
from songbang.apps.demands.models import Demand, PlanItem, Trace
from songbang.core.rulebook import load
from songbang.core.rules import load_book, readers_of
from songbang.core.rules.case import Readers
from songbang.core.text import plain

MOST, EVIDENCE = 200, 12
A_RUN = timedelta(days=14)
"""Rows of registers that lie no further apart are one inspection, going from unit to unit."""
TURN_OF_PHRASE = 12
"""What more demands share than this is a turn of phrase and no sign of their being one."""
SHARED, SHARE = 3, 0.3
"""So many things by which a demand is found, and this part of them, make two demands one in content."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Something worth a look: what sort, who, and the demands that it rests on. `told`: what is said of it, by name."""

    sort: str
    issuer: str
    evidence: list[Demand]
    told: dict[str, Any] = field(default_factory=dict)


def leads(territory: str, first: date, last: date) -> list[Lead]:
    """Every lead of the span, by sort. The number of queries does not grow with the record."""
    found = Demand.objects.filter(territory=territory, issued_on__range=(first, last), counts=True)
    return [lead for search in SEARCHES for lead in list(search(found, territory))[:MOST]]


def _readers() -> Readers:
    return readers_of(load_book())


def _matter(demand: Demand) -> str:
    return _readers().matters.of(demand.title or "", demand.issuer_key)


def white_heads(found: QuerySet[Demand], territory: str) -> Iterator[Lead]:
    """Documents that ask something of the base without a number: memos and white heads."""
    unnumbered = Q(details__number=None) | Q(details__number="")
    guised = Q(details__as__in=("white_head", "memo"))
    rows = found.filter(kind="document", to_base=True).filter(guised | (unnumbered & Q(origin="register")))
    yield from _by_issuer("white_head", rows.defer("text").order_by("pk")[: 20 * MOST])


def _by_issuer(sort: str, demands: Iterable[Demand]) -> Iterator[Lead]:
    by_issuer: dict[str, list[Demand]] = defaultdict(list)
    for demand in demands:
        by_issuer[demand.issuer_key].append(demand)
    for listed in by_issuer.values():
        yield Lead(sort, _name(listed[0]), listed[:EVIDENCE], {"count": len(listed)})


def _name(demand: Demand) -> str:
    return str(demand.issuer.get("name") or demand.issuer_key)


def split_items(found: QuerySet[Demand], territory: str) -> Iterator[Lead]:
    """One plan item carried out as several inspections: under its number, or on its matter without naming it."""
    items = PlanItem.objects.filter(territory=territory, kind="inspection", out_since=None)
    titled = {_readers().matters.of(item.title, ""): item for item in items if item.title}
    uses: dict[str, list[Demand]] = defaultdict(list)
    for demand in found.filter(kind="inspection").defer("text").order_by("held_on", "issued_on", "pk"):
        item = titled.get(_matter(demand))
        ours = item is not None and item.issuer in ("", demand.issuer.get("name"))
        if code := demand.plan_item or (item.code if item and ours else ""):
            uses[code].append(demand)
    for code, demands in uses.items():
        if len(runs := _runs(demands)) > 1:
            title = next((item.title for item in items if item.code == code), code)
            first = [run[0] for run in runs]
            yield Lead("split", _name(first[0]), first[:EVIDENCE], {"item": title, "count": len(runs)})


def _runs(demands: list[Demand]) -> list[list[Demand]]:
    """What is one inspection: what the door numbered, or rows of registers on days that hang together."""
    runs: list[list[Demand]] = []
    for demand in demands:
        day, before = demand.held_on or demand.issued_on, runs[-1][-1] if runs else None
        last = (before.held_on or before.issued_on) if before else None
        hang = day and last and day - last <= A_RUN and {demand.origin, before.origin if before else ""} == {"register"}
        if hang:
            runs[-1].append(demand)
        else:
            runs.append([demand])
    return runs


def scoring_research(found: QuerySet[Demand], territory: str) -> Iterator[Lead]:
    """Called research or guidance, in a field or by its title, and yet it scores or ranks, in fields or in its text."""
    called = Q(details__called__in=("research", "guidance")) | Q(kind="visit")
    titled = reduce(or_, (Q(title__contains=word) for word in load("door_lists.yaml")["research_titles"]))
    rows = found.filter(Q(kind__in=("inspection", "visit", "document")) & (called | titled))
    for demand in rows.order_by("pk")[: 20 * MOST]:
        signs = [name for name in ("indicators", "total_score", "score_step") if demand.details.get(name)]
        signs += ["ranking"] if demand.details.get("ranking") not in (None, "none") else []
        words = _scoring(demand.text or "")
        if signs or words:
            yield Lead("research", _name(demand), [demand], {"signs": signs, "words": words})


def _scoring(text: str) -> str:
    """The words by which a text scores or ranks, and does not say that it does not."""
    bare, table = plain(text), load("door_lists.yaml")
    for pattern in table["scoring"]:
        for met in re.finditer(pattern, bare):
            if not re.search(table["scoring_denied"], bare[max(0, met.start() - 12) : met.start()]):
                return met[0]
    return ""


def same_demands(found: QuerySet[Demand], territory: str) -> Iterator[Lead]:
    """The same asked of the base by several bodies of one level within two months: by matter, or by content."""
    asked = found.filter(to_base=True, kind__in=("form", "document", "inspection"))
    groups: dict[tuple[str, str, str], list[Demand]] = defaultdict(list)
    rows = {demand.pk: demand for demand in asked.defer("text", "details").order_by("pk")}
    for demand in rows.values():
        level, matter = level_of(demand), _matter(demand)
        if level and len(matter) >= 4:
            groups[demand.kind, matter, level].append(demand)
    told: set[int] = set()
    for (_, matter, _), demands in groups.items():
        if lead := _several(demands, {"matter": matter}):
            told |= {one.pk for one in demands}
            yield lead
    for demands in _alike(asked, rows):
        if not {one.pk for one in demands} <= told and (lead := _several(demands, {"alike": demands[0].title})):
            yield lead


def _several(demands: list[Demand], told: dict[str, Any]) -> Lead | None:
    near = _near(demands)
    issuers = sorted({_name(one) for one in near})
    if len({one.issuer_key for one in near}) < 2:
        return None
    return Lead("same", "、".join(issuers[:3]), near[:EVIDENCE], {**told, "count": len(issuers)})


def _alike(asked: QuerySet[Demand], rows: dict[int, Demand]) -> Iterator[list[Demand]]:
    """Demands of one kind and level that ask the same under other titles: the same fields, the same text."""
    kept = Trace.objects.filter(demand__in=asked.filter(kind__in=("form", "document")).order_by().values("pk"))
    shared = kept.order_by().values("key").annotate(times=Count("pk"))
    shared = shared.filter(times__gt=1, times__lte=TURN_OF_PHRASE)
    by_key: dict[int, list[int]] = defaultdict(list)
    for key, pk in kept.filter(key__in=shared.values("key")).order_by("demand_id").values_list("key", "demand_id"):
        by_key[key].append(pk)
    votes = Counter(pair for keys in by_key.values() for pair in combinations(keys, 2) if _may_be_one(rows, *pair))
    votes = Counter({pair: count for pair, count in votes.items() if count >= SHARED})
    near = {pk for pair in votes for pk in pair}
    sizes = dict(kept.filter(demand__in=near).order_by().values_list("demand").annotate(size=Count("pk")))
    whole = [pair for pair, count in votes.items() if count >= SHARE * min(sizes[one] for one in pair)]
    for keys in _joined(whole):
        yield [rows[pk] for pk in sorted(keys)]


def _may_be_one(rows: dict[int, Demand], one: int, two: int) -> bool:
    a, b = rows[one], rows[two]
    return a.kind == b.kind and a.issuer_key != b.issuer_key and level_of(a) == level_of(b)


def _joined(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Pairs that share a member are one group."""
    groups: list[set[int]] = []
    for pair in pairs:
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched]
        groups.append(set(pair).union(*touched))
    return groups


def _near(demands: list[Demand]) -> list[Demand]:
    """The densest run of two months."""
    ordered = sorted((one for one in demands if one.issued_on), key=lambda one: (one.issued_on or date.min, one.pk))
    best: list[Demand] = []
    for at, one in enumerate(ordered):
        last = (one.issued_on or date.min) + SOON
        run = [other for other in ordered[at:] if other.issued_on and other.issued_on <= last]
        best = max(best, run, key=len)
    return best


def extended_meetings(found: QuerySet[Demand], territory: str) -> Iterator[Lead]:
    """A meeting held again by the level below, and by the one below that, within two months each."""
    for family in chains(found.filter(kind="meeting").defer("text")):
        levels = list(dict.fromkeys(level for one in family if (level := level_of(one))))
        below = "、".join(dict.fromkeys(_name(one) for one in family[1:4]))
        yield Lead("extended", below, family[:EVIDENCE], {"levels": levels, "count": len(family)})


def cascades(found: QuerySet[Demand], territory: str) -> Iterator[Lead]:
    """The level below asks more than the level above: more indicators, fields or words, or an earlier day."""
    for step in steps(found):
        told: dict[str, Any] = {f"grown.{name}": f"{a} → {b}" for name, (a, b) in step.grown.items()}
        yield Lead("cascade", _name(step.below), [step.above, step.below], {**told, "added": step.added})


def past_the_door(found: QuerySet[Demand], territory: str) -> Iterator[Lead]:
    """In a register of the base, from a body that asks at the door, and unknown there by number and by matter."""
    issuers, name = Issuers(territory), _readers().matters.name

    def who(issuer: str) -> str:
        unit = issuers.unit(issuer)
        return unit.name if unit else issuer

    asking: set[str] = set()
    known: set[tuple[str, str]] = set()
    came = found.exclude(origin="register").order_by()
    for title, key, issuer, number in came.values_list("title", "issuer_key", "issuer__name", "details__number"):
        body = who(issuer or key)
        asking.add(body)
        known.add((body, _readers().matters.of(title or "", key)))
        known |= {(body, name(number))} if number else set()
    past = []
    for demand in found.filter(origin="register", kind__in=KEPT_KINDS).defer("text").order_by("pk"):
        body, number = who(_name(demand)), demand.details.get("number")
        if body in asking and not {(body, _matter(demand)), (body, name(number or "?"))} & known:
            past.append(demand)
    yield from _by_issuer("past_door", past)


KEPT_KINDS = ("document", "meeting", "inspection", "form", "visit")
SEARCHES: tuple[Callable[[QuerySet[Demand], str], Iterator[Lead]], ...] = (
    white_heads, split_items, scoring_research, same_demands, extended_meetings, past_the_door, cascades,
)  # fmt: skip
