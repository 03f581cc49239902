"""Weighs a demand: every rule of its kind that is in force on the day and runs where its bodies are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from songbang.core.demand.context import Context
from songbang.core.demand.values import Demand
from songbang.core.errors import BadInput, Conflict
from songbang.core.rules import (  # noqa: F401 - each module registers the logic of its rules
    documents,
    forms,
    gatherings,
    inspections,
    load,
    meetings,
    people,
    repeats,
    screens,
    villages,
    visits,
)
from songbang.core.rules.book import Book, Rule
from songbang.core.rules.case import CHECKS, Case, Found, Known, Lacks, Readers
from songbang.core.rules.history import History, Same
from songbang.core.rules.verdict import Breach, NotChecked, Verdict
from songbang.core.rules.wording import Wording
from songbang.core.words import Language


@cache
def readers_of(book: Book) -> Readers:
    """What reads names and titles by the book's words; one for a book, since it remembers what it has read."""
    return Readers.of(book)


def known_from(context: Context, book: Book, same: Same | None = None) -> Known:
    """What is given in a file, indexed once for any number of demands."""
    readers = readers_of(book)
    history = None if context.history is None else History(context.history, readers.names, readers.matters)
    return Known(history, context.plan, context.units, same, context.study)


def weigh(
    demand: Demand,
    book: Book,
    known: Known | None = None,
    *,
    on: date | None = None,
    territory: Iterable[str] = (),
    language: Language = "zh-Hans",
    only: Iterable[str] | None = None,
) -> Verdict:
    """The verdict by the law of `on`, else of the demand's day of issue; with `only`, by these rules alone.

    `territory`: codes of places whose local rules run besides those of the issuer and the units asked.
    Raises `BadInput` ("demand.no_day") where neither day is known.
    """
    day = on or demand.issued_on
    if day is None:
        raise BadInput("demand.no_day", path="demand.issued_on")
    codes = [demand.issuer.code, *(target.code for target in demand.targets), *territory]
    case = Case(
        demand, day, tuple(dict.fromkeys(code for code in codes if code)), known or Known(), book, readers_of(book)
    )
    return _judged(case, Wording(book.words, language), None if only is None else frozenset(only))


def _judged(case: Case, wording: Wording, only: frozenset[str] | None) -> Verdict:
    findings: list[Breach] = []
    looked_at: list[str] = []
    not_checked: list[NotChecked] = []
    for rule in case.book.on(case.on, case.codes):
        if rule.kind not in (case.demand.kind, "all") or (only is not None and rule.id not in only):
            continue
        answer = _answer(case, rule)
        if isinstance(answer, Lacks):
            not_checked.append(NotChecked(rule.id, answer.needs))
            continue
        looked_at.append(rule.id)
        if answer is not None:
            findings.append(_breach(case, rule, answer, wording))
    return Verdict(case.on, case.book.digest, tuple(findings), tuple(looked_at), tuple(not_checked))


def _answer(case: Case, rule: Rule) -> Found | Lacks | None:
    suspended = rule.suspension(case.on, case.codes)
    if suspended:
        return Lacks(f"suspended:{suspended.territory}:{suspended.until or ''}")
    return None if case.lifted(rule) else CHECKS[rule.id](case, rule)


def _breach(case: Case, rule: Rule, found: Found, wording: Wording) -> Breach:
    value = rule.value(case.on, case.codes)
    limit = value.number if found.limit is None else found.limit
    why, remedy = wording.why_and_remedy(rule, found, limit)
    where = found.where or rule.where
    return Breach(rule.id, rule.level, where, found.value, limit, wording.article(value.article), why, remedy)


def replay(
    given: Verdict,
    demand: Demand,
    book: Book,
    known: Known | None = None,
    *,
    territory: Iterable[str] = (),
    language: Language = "zh-Hans",
) -> Verdict:
    """The verdict again from its stored inputs: the same bytes.

    Raises `Conflict` ("verdict.other_rulebook") where the book is not the one it was given by.
    """
    if book.digest != given.rulebook:
        raise Conflict("verdict.other_rulebook", given=given.rulebook, now=book.digest)
    return weigh(demand, book, known, on=given.on, territory=territory, language=language)
