"""Rules on forms: ask once, on one channel, explained, with time to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from songbang.core.demand.kinds import Form, FormField, Frequency
from songbang.core.demand.values import Demand
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Piece, below_limit, check, forbidden, wanted
from songbang.core.rules.history import field_key
from songbang.core.rules.workdays import between


@check("form.already-held")
def already_held(case: Case, rule: Rule) -> Answer:
    asked = case.details(Form).fields
    if not asked:
        return Lacks("details.fields")
    if case.known.history is None:
        return Lacks("context.history")
    wanted_keys = {field_key(one): place for place, one in enumerate(asked)}
    held: dict[int, Piece] = {}
    for other, given in _given(case, asked):
        place = wanted_keys.get(field_key(given))
        if place is not None and place not in held and _valid(other, given, case.issued_on):
            about = {"name": given.name, "issuer": other.issuer.name, "day": other.issued_on, "title": other.title}
            held[place] = Piece("held", about)
    if len(held) <= case.limit(rule):
        return None
    places = sorted(held)
    return Found(len(held), where=f"details.fields[{places[0]}]", said={"held": [held[one] for one in places]})


def _given(case: Case, asked: Iterable[FormField]) -> Iterator[tuple[Demand, FormField]]:
    """These fields as the units asked gave them in other forms, the newest form first."""
    history, day = case.known.history, case.issued_on
    assert history is not None
    found = case.others(
        one for unit in case.demand.targets for field in asked if field.name for one in history.asked(unit, field)
    )
    before = [one for one in found if one.issued_on and one.issued_on <= day]
    for other in sorted(before, key=lambda one: one.issued_on or day, reverse=True):
        fields = other.details.fields if isinstance(other.details, Form) else None
        yield from ((other, one) for one in fields or () if one.name)


def _valid(other: Demand, given: FormField, day: date) -> bool:
    """Still valid on the day: until the day stated, else in the period of the form that asked it."""
    if given.valid_until is not None:
        return day <= given.valid_until
    asked = other.issued_on
    frequency = other.details.frequency if isinstance(other.details, Form) else None
    return asked is not None and _same_period(asked, day, frequency or "once")


def _same_period(one: date, other: date, frequency: Frequency) -> bool:
    if frequency == "once":
        return (other.year, other.month, other.day) < (one.year + 1, one.month, one.day)
    return _period(one, frequency) == _period(other, frequency)


def _period(day: date, frequency: Frequency) -> tuple[int, ...]:
    periods: dict[str, tuple[int, ...]] = {
        "daily": (day.toordinal(),),
        "weekly": tuple(day.isocalendar()[:2]),
        "monthly": (day.year, day.month),
        "quarterly": (day.year, (day.month - 1) // 3),
    }
    return periods.get(frequency, (day.year,))


@check("form.off-platform")
def off_platform(case: Case, rule: Rule) -> Answer:
    stated = case.details(Form).on_shared_platform
    return wanted("platform" in case.demand.channels if stated is None else stated)


@check("form.uncatalogued")
def uncatalogued(case: Case, rule: Rule) -> Answer:
    return wanted(case.details(Form).in_catalogue)


@check("form.paper-too")
def paper_too(case: Case, rule: Rule) -> Answer:
    channels = set(case.demand.channels)
    if "paper" in channels and len(channels) > 1:
        return Found(list(case.demand.channels), where="channels")
    return forbidden(case.details(Form).also_on_paper)


@check("form.relayed-unchanged")
def relayed_unchanged(case: Case, rule: Rule) -> Answer:
    return forbidden(case.details(Form).relayed_unchanged)


@check("form.unexplained")
def unexplained(case: Case, rule: Rule) -> Answer:
    fields = case.details(Form).fields
    if fields is None:
        return Lacks("details.fields")
    bare = [
        (place, one)
        for place, one in enumerate(fields)
        if not (one.unit or "").strip() or not (one.explanation or "").strip()
    ]
    named = [one.name or f"[{place}]" for place, one in bare]
    return Found(len(bare), where=f"details.fields[{bare[0][0]}]", said={"named": named}) if bare else None


@check("form.reply-time")
def reply_time(case: Case, rule: Rule) -> Answer:
    stated, given, due = case.details(Form).reply_working_days, case.demand.notified_on, case.demand.due_on
    given = given or case.demand.issued_on
    if stated is None and given and due:
        stated = between(given, due)
    return below_limit(case, rule, stated)


@check("form.daily")
def daily(case: Case, rule: Rule) -> Answer:
    frequency = case.details(Form).frequency
    return forbidden(frequency in ("daily", "weekly"), frequency)
