"""Weighing in an installation: the verdict by its own record, plan, units and rulebook, stored so that it replays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import yaml
from django.db.models import Q

from songbang.apps.demands.answers import Answers
from songbang.apps.demands.facts import record_of
from songbang.apps.demands.models import Demand, Rulebook, Verdict
from songbang.apps.demands.policy import book_for, plan_slice
from songbang.apps.demands.same_document import same_document
from songbang.apps.demands.shapes import facts_of
from songbang.apps.units.models import Unit
from songbang.core.demand import Demand as DemandFacts
from songbang.core.demand import demand_json, read_context
from songbang.core.rules import Known, book_of, readers_of, weigh
from songbang.core.rules import Verdict as Judged
from songbang.core.rules.book import Book
from songbang.core.words import Language
from songbang.ui import clock

FACT_LEVELS = ("province", "city", "county", "town", "village")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A verdict, the book it was given by, and all that it rested on (JSON)."""

    verdict: Judged
    book: Book
    inputs: dict[str, Any]


def weigh_here(
    facts: DemandFacts, territory: str, *, own: int | None = None, on: date | None = None,
    language: Language = "zh-Hans", book: Book | None = None, only: Iterable[str] | None = None,
    study: Mapping[str, Any] | None = None,
) -> Weighed:  # fmt: skip
    """The verdict by what this installation knows. `own`: the key of the demand, if it is stored already;
    `study`: of the form that it asks (`studied.study_told`).

    Without a day of issue the law of today is read. The number of queries does not grow with the units asked.
    """
    book = book or book_for(territory)
    day = on or facts.issued_on or clock.today()
    record = Answers(readers_of(book), record_of(territory, readers_of(book), facts, own))
    context: dict[str, Any] = {"plan": plan_slice(territory, facts, day), "units": units_asked(territory, facts)}
    if study is not None:
        context["study"] = study
    verdict = _judge(facts, book, record, context, day, territory, language, only)
    inputs = {
        "demand": demand_json(facts), "territory": territory, "on": day.isoformat(), "language": language,
        **context, **record.kept(),
    }  # fmt: skip
    return Weighed(verdict, book, inputs)


def by_each(
    facts: DemandFacts, territory: str, books: Iterable[Book], *, own: int | None, only: Iterable[str],
    study: Mapping[str, Any] | None = None,
) -> Iterator[Judged]:  # fmt: skip
    """Verdicts by several books of one territory, the record asked once."""
    day = facts.issued_on or clock.today()
    context = {"plan": plan_slice(territory, facts, day), "units": units_asked(territory, facts), "study": study}
    record: Answers | None = None
    for book in books:
        record = record or Answers(readers_of(book), record_of(territory, readers_of(book), facts, own))
        yield _judge(facts, book, record, context, day, territory, "zh-Hans", only)


def _judge(
    facts: DemandFacts, book: Book, record: Answers, context: Mapping[str, Any], day: date, territory: str,
    language: Language, only: Iterable[str] | None = None,
) -> Judged:  # fmt: skip
    given = read_context(context)
    known = Known(record, given.plan, given.units, same_document, given.study)
    return weigh(facts, book, known, on=day, territory=(territory,), language=language, only=only)


def units_asked(territory: str, facts: DemandFacts) -> list[dict[str, Any]]:
    """What is known of the units asked, as the contract's context has it. One query."""
    codes = [one.code for one in facts.targets if one.code]
    found = Unit.objects.filter(Q(territory=territory), code__in=codes).only(
        "code", "name", "level", "cadres", "traits"
    )
    return [
        {
            "code": unit.code, "name": unit.name, "cadres": unit.cadres, "traits": unit.traits,
            **({"level": unit.level} if unit.level in FACT_LEVELS else {}),
        }
        for unit in found
    ]  # fmt: skip


def store(demand: Demand, weighed: Weighed) -> Verdict:
    """Keep a verdict on a stored demand, inside the transaction of the act that asked for it."""
    digest = weighed.book.digest
    kept = Rulebook.objects.filter(digest=digest).defer("source").first() or _keep(weighed.book)
    return Verdict.objects.create(
        demand=demand, territory=demand.territory, given_at=clock.now(), on=weighed.verdict.on,
        outcome=weighed.verdict.outcome, language=weighed.inputs["language"], rulebook=kept,
        content=weighed.verdict.as_bytes().decode(), inputs=json.dumps(weighed.inputs, ensure_ascii=False),
    )  # fmt: skip


def _keep(book: Book) -> Rulebook:
    """Keep a rulebook that is new: half a megabyte of text, written by the C library where there is one."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    source = yaml.dump(dict(book.source), Dumper=dumper, allow_unicode=True, sort_keys=False)
    return Rulebook.objects.get_or_create(digest=book.digest, defaults={"source": source})[0]


@lru_cache(maxsize=16)
def kept_book(digest: str) -> Book:
    """A stored rulebook."""
    source = Rulebook.objects.values_list("source", flat=True).get(digest=digest)
    return book_of(yaml.load(source, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def replay_stored(stored: Verdict) -> bytes:
    """The verdict again, from its stored inputs and rulebook only: the same bytes.

    Raises `Conflict` ("verdict.inputs_missing") where a rule asks what was not asked then.
    """
    inputs = json.loads(stored.inputs)
    book = kept_book(stored.rulebook.digest)
    record = Answers(readers_of(book), None, inputs)
    verdict = _judge(
        facts_of(inputs["demand"]), book, record, inputs, date.fromisoformat(inputs["on"]), inputs["territory"],
        inputs["language"],
    )  # fmt: skip
    return verdict.as_bytes()
