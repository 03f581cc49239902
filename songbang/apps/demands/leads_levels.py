"""Leads over several levels: meetings held again by the level below, demands that grow on their way down.

A demand's parent is the latest before it on the same matter, of the nearest level above, within two months. What grew
is said with what was added: indicators, fields by name, sentences, days taken off the time to answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from songbang.apps.demands.models import Demand
from songbang.core.demand import Body, FormField
from songbang.core.demand.levels import LEVELS
from songbang.core.rules import load_book, readers_of
from songbang.core.rules.history import field_key
from songbang.core.rules.texts import contained

SOON = timedelta(days=60)
GROWN = 1.2
"""Of words, from one level to the next; of indicators and fields every one more counts."""
NEW = 0.5
"""A sentence of which less than this stands in the text above was added."""
PIECE, SENTENCE, TOLD = 5, 8, 3
_SENTENCES = re.compile(r"[。；;\n]")
_NUMBERS = ("indicators", "indicator_levels", "total_score")
_TIGHTER = 1
"""Days by which an answer must be earlier to count as time taken off."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one level to the next below. `grown`: what → (above, below); `added`: fields or sentences that are new."""

    above: Demand
    below: Demand
    grown: dict[str, tuple[Any, Any]]
    added: list[str]


def level_of(demand: Demand) -> str | None:
    """Of who asks."""
    issuer = demand.issuer
    body = Body(issuer.get("name"), issuer.get("level"), issuer.get("body"), issuer.get("code"))
    return readers_of(load_book()).names.level(body)


def parents(rows: Iterable[Demand]) -> dict[int, Demand]:
    """Key of a demand → the one that it passes on."""
    matters = readers_of(load_book()).matters
    groups: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for demand in rows:
        matter = matters.of(demand.title or "", demand.issuer_key)
        if len(matter) >= 2:
            groups[demand.kind, matter].append(demand)
    return {
        below.pk: above
        for demands in groups.values()
        for below in demands
        if (above := _parent(below, demands)) is not None
    }


def _parent(below: Demand, demands: list[Demand]) -> Demand | None:
    above = [one for one in demands if _follows(one, below)]
    return max(above, key=lambda one: (_rank(one), _day(one), one.pk), default=None)


def _follows(above: Demand, below: Demand) -> bool:
    one, two = _rank(above), _rank(below)
    return one is not None and two is not None and one < two and timedelta(0) <= _day(below) - _day(above) <= SOON


def _rank(demand: Demand) -> int | None:
    level = level_of(demand)
    return LEVELS.index(level) if level else None


def _day(demand: Demand) -> date:
    return demand.issued_on or demand.held_on or date.min


def chains(rows: Iterable[Demand]) -> Iterator[list[Demand]]:
    """Each first demand with all that pass it on, from above to below."""
    listed = list(rows)
    above = parents(listed)
    families: dict[int, list[Demand]] = defaultdict(list)
    for demand in listed:
        if demand.pk in above:
            root = above[demand.pk]
            while root.pk in above:
                root = above[root.pk]
            family = families[root.pk]
            family += [one for one in (root, demand) if one not in family]
    for family in families.values():
        yield sorted(family, key=lambda one: (_rank(one), _day(one), one.pk))


def steps(found: QuerySet[Demand]) -> list[Step]:
    """Every step on which a demand grew. Two queries."""
    rows = list(found.filter(kind__in=("inspection", "document", "form")).defer("text"))
    above = parents(rows)
    pairs = [(above[below.pk], below) for below in rows if below.pk in above]
    keys = {one.pk for pair in pairs for one in pair if one.kind == "document"}
    texts = dict(found.filter(pk__in=keys).values_list("pk", "text")) if keys else {}
    made = [_step(*pair, texts) for pair in pairs]
    return [one for one in made if one.grown]


def _step(above: Demand, below: Demand, texts: dict[int, str | None]) -> Step:
    grown: dict[str, tuple[Any, Any]] = {}
    added: list[str] = []
    for name in _NUMBERS if above.kind == "inspection" else ():
        one, two = above.details.get(name), below.details.get(name)
        if one and two and two > one:
            grown[name] = (one, two)
    if above.kind == "form":
        one, two = _fields(above), _fields(below)
        if one and len(two) > len(one):
            grown["fields"], added = (len(one), len(two)), [name for key, name in two.items() if key not in one]
    if above.kind == "document":
        one, two = _words(above, texts), _words(below, texts)
        if one and two >= GROWN * one:
            grown["words"], added = (one, two), _sentences_added(texts.get(above.pk), texts.get(below.pk))
    if above.due_on and below.due_on and (above.due_on - below.due_on).days >= _TIGHTER:
        grown["due"] = (above.due_on.isoformat(), below.due_on.isoformat())
    return Step(above, below, grown, added[:TOLD])


def _fields(demand: Demand) -> dict[tuple[str, str], str]:
    given = [FormField(one.get("name"), one.get("unit")) for one in demand.details.get("fields") or ()]
    return {field_key(one): one.name or "" for one in given if one.name}


def _words(demand: Demand, texts: dict[int, str | None]) -> int:
    return int(demand.details.get("characters") or 0) or len("".join((texts.get(demand.pk) or "").split()))


def _sentences_added(above: str | None, below: str | None) -> list[str]:
    if not above or not below:
        return []
    said = [one.strip() for one in _SENTENCES.split(below) if len(one.strip()) >= SENTENCE]
    return [one[:80] for one in said if contained(one, above, PIECE) < NEW]
