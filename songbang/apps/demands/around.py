"""What stands beside a verdict: how much was asked already, what is planned, who asks the same, who carries how much,
and by which lighter way it could be done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models.functions import Length

from songbang.apps.demands.facts import Record
from songbang.apps.demands.models import Demand, PlanItem
from songbang.apps.demands.policy import plan_of
from songbang.apps.intake.already_here import AlreadyHere, already_here
from songbang.apps.intake.form_studies import FormStudy
from songbang.apps.intake.seen import Sent, sent_before
from songbang.core.demand import Demand as DemandFacts
from songbang.core.demand import Document, Inspection
from songbang.core.matching import Pair, compare_with
from songbang.core.matching import Record as Written
from songbang.core.rules import load_book, readers_of
from songbang.core.rules.durations import minutes_of
from songbang.core.rules.history import held_on
from songbang.core.rules.repeats import same_days
from songbang.core.rules.verdict import Verdict

WAYS: Mapping[str, str] = {
    "meeting.nestable": "nest", "inspection.same-day": "join", "visit.same-topic": "join",
    "inspection.repeat": "reuse", "form.already-held": "reuse", "document.forwarded-again": "reuse",
    "meeting.half-day": "shorten", "meeting.main-speech": "shorten", "meeting.video-minutes": "shorten",
    "meeting.discussion-days": "shorten", "document.length": "shorten", "document.length-special": "shorten",
    "meeting.after-document": "reuse", "meeting.again-level-by-level": "reuse", "visit.clustered": "later",
    "inspection.monthly-cap": "later", "any.load": "later", "meeting.village-heads-filed": "fewer",
    "meeting.reaches-base": "fewer", "meeting.principal-and-deputy": "fewer", "visit.escorts": "fewer",
}  # fmt: skip
"""Rule → the lighter way that keeps it."""
SAME_SINCE = timedelta(days=366)
MOST = 5
LONGEST = 20_000
"""Characters up to which two texts are laid side by side while somebody waits."""


@dataclass(frozen=True, slots=True)
class Carrying:
    """A unit's week with this demand in it."""

    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Same:
    """A demand with the same content; `pair`: how the two stand to each other, by their whole texts where both have
    one, with the reasons. None: alike in wording, and no more can be said."""

    demand: Demand
    pair: Pair | None


@dataclass(frozen=True, slots=True)
class Around:
    """All of it; what is not known stays None or empty."""

    this_year: int | None = None
    last_year: int | None = None
    same: list[Same] = field(default_factory=list)
    week: date | None = None
    carrying: list[Carrying] = field(default_factory=list)
    own_minutes: int | None = None
    units: int = 0
    ways: list[str] = field(default_factory=list)
    plan: list[PlanItem] = field(default_factory=list)
    """What its issuer may still use of this year's plan."""
    study: FormStudy | None = None
    """Of a form: how much of its template is known already."""
    here: list[AlreadyHere] = field(default_factory=list)
    """Of a demand for a ledger: what the units have already given."""
    sent: list[Sent] = field(default_factory=list)
    """Documents in the registers of the base that are this one, or that it relays, revises or repeats."""

    @property
    def total_minutes(self) -> int | None:
        return None if self.own_minutes is None else self.own_minutes * self.units


def around(
    facts: DemandFacts, verdict: Verdict | None, territory: str, own: int | None, today: date,
    codes: Collection[str] | None = None, study: FormStudy | None = None,
) -> Around:  # fmt: skip
    """A fixed number of queries at most, whatever is on record and however many units are asked.

    `codes`: units whose registers the asker may look into; None: all of the territory;
    `study`: of the form that is asked, if there is one.
    """
    readers = readers_of(load_book())
    record = Record(territory, readers, facts, own)
    day = facts.issued_on or today
    years = [
        record.count_issued(facts.issuer, facts.kind, *same_days(day, year), False) for year in (day.year, day.year - 1)
    ]
    falls = held_on(facts) or day
    monday = falls - timedelta(days=falls.weekday())
    own_minutes = minutes_of(facts)
    ways = [WAYS[one.rule] for one in verdict.findings if one.rule in WAYS] if verdict else []
    return Around(
        years[0], years[1], _same(record, facts, day), monday, _carrying(record, facts, monday, own_minutes or 0),
        own_minutes, len(facts.targets), list(dict.fromkeys(ways)),
        plan_of(territory, facts.issuer.name or "", facts.kind, day.year)[:MOST],
        study, _here(facts, territory, day),
        _sent(facts, territory, codes),
    )  # fmt: skip


def _sent(facts: DemandFacts, territory: str, codes: Collection[str] | None) -> list[Sent]:
    """What the base received already: by the document's number and title, whoever sent it."""
    if not facts.title:
        return []
    number = facts.details.number if isinstance(facts.details, Document) else None
    asked = Written("asked", facts.title, number, facts.issuer.name, None, facts.issued_on)
    return sent_before(territory, asked, codes=codes, most=MOST)


def _here(facts: DemandFacts, territory: str, day: date) -> list[AlreadyHere]:
    """Asked where the demand wants a ledger or materials: what is there need not be given again."""
    wants = isinstance(facts.details, Inspection) and (facts.details.requires_ledger or facts.details.materials)
    if not wants or not isinstance(facts.details, Inspection):
        return []
    words = " ".join([facts.title or "", *(facts.details.materials or ())])
    return already_here(territory, tuple(one.code for one in facts.targets if one.code), words, day)


def _carrying(record: Record, facts: DemandFacts, monday: date, own: int) -> list[Carrying]:
    """The units whose week is fullest."""
    week = (monday, monday + timedelta(days=6))
    found = [Carrying(unit.name or "", record.minutes_on(unit, *week) + own) for unit in facts.targets]
    return sorted((one for one in found if one.minutes > own), key=lambda one: -one.minutes)[:MOST]


def _same(record: Record, facts: DemandFacts, day: date) -> list[Same]:
    """Demands of the last year with the same content: matter or text, from whomever."""
    matters, names = record.readers.matters, record.readers.names
    matter = matters.of(facts.title or "", names.issuer_key(facts.issuer))
    found = record.on_matter(matter, day - SAME_SINCE) if len(matter) > 3 else []
    found += record.titled(facts.title) if facts.title else []
    found += record.alike(facts.text) if facts.text else []
    keys = list(dict.fromkeys(reversed(found)))[: 4 * MOST]
    listed = Demand.objects.filter(pk__in=keys).select_related("unit").defer("text")
    near = [one for one in listed if one.issued_on is None or abs((day - one.issued_on).days) <= SAME_SINCE.days]
    latest = sorted(near, key=lambda one: one.issued_on or day, reverse=True)[:MOST]
    pairs = _compared(facts, latest) if latest else {}
    return [Same(one, pairs.get(str(one.pk))) for one in latest]


def _compared(facts: DemandFacts, found: Sequence[Demand]) -> dict[str, Pair]:
    """How each stands to what is asked. One query more where what is asked has a text: the texts of the few found."""
    texts: dict[int, str | None] = {}
    if facts.text:
        whole = Demand.objects.filter(pk__in=[one.pk for one in found])
        texts = dict(whole.annotate(size=Length("text")).filter(size__lte=LONGEST).values_list("pk", "text"))
    number = facts.details.number if isinstance(facts.details, Document) else None
    text = facts.text if facts.text and len(facts.text) <= LONGEST else None
    asked = Written("asked", facts.title or "", number, facts.issuer.name, None, facts.issued_on, text=text)
    others = [
        Written(
            str(one.pk), one.title or "", one.details.get("number"), (one.issuer or {}).get("name"), None,
            one.issued_on, text=texts.get(one.pk),
        )
        for one in found
    ]  # fmt: skip
    return {pair.b: pair for pair in compare_with(asked, others)}
