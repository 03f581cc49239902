"""Rules on forms: ask once, on one channel, explained, with time to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from songbang.core.demand.kinds import Form, FormField, Frequency
from songbang.core.demand.values import Demand
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Piece, below_limit, check, forbidden, wanted
from songbang.core.rules.history import field_key
from songbang.core.rules.workdays import between
from songbang.core.text import plain


@check("form.already-held")
def already_held(case: Case, rule: Rule) -> Answer:
    asked, study = case.details(Form).fields or (), case.known.study
    if not asked and study is None:
        return Lacks("details.fields")
    if case.known.history is None and study is None:
        return Lacks("context.history")
    by_place = _held_by_forms(case, asked) if case.known.history is not None else {}
    names = {plain(asked[place].name or "") for place in by_place}
    by_name = {name: piece for name, piece in _held_by_study(case).items() if name not in names}
    held = [*by_place.values(), *by_name.values()]
    if len(held) <= case.limit(rule):
        return None
    places = [place for place, one in enumerate(asked) if place in by_place or plain(one.name or "") in by_name]
    return Found(len(held), where=f"details.fields[{places[0]}]" if places else None, said={"held": held})


def _held_by_forms(case: Case, asked: Sequence[FormField]) -> dict[int, Piece]:
    """Place of a field → what is told of it, where another form has brought it."""
    wanted_keys = {field_key(one): place for place, one in enumerate(asked)}
    held: dict[int, Piece] = {}
    for other, given in _given(case, asked):
        place = wanted_keys.get(field_key(given))
        if place is not None and place not in held and _valid(other, given, case.issued_on):
            about = {"name": given.name, "issuer": other.issuer.name, "day": other.issued_on, "title": other.title}
            held[place] = Piece("held", about)
    return {place: held[place] for place in sorted(held)}


def _held_by_study(case: Case) -> dict[str, Piece]:
    """Name as compared → what is told of a cell that the study of the form itself found known for every unit."""
    cells = case.known.study.cells if case.known.study else ()
    known = [one for one in cells if one.name and one.held_by]
    return {
        plain(one.name or ""): Piece(
            "held_cell" if one.as_of else "held_by", {"name": one.name, "issuer": one.held_by, "day": one.as_of}
        )
        for one in known
    }


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
    """What is stated goes before what the form itself shows."""
    stated, study = case.details(Form).relayed_unchanged, case.known.study
    return forbidden(study.relayed_unchanged if stated is None and study else stated)


@check("form.unexplained")
def unexplained(case: Case, rule: Rule) -> Answer:
    """The form itself goes before the fields that are stated: it is what the base gets to see."""
    fields, study = case.details(Form).fields, case.known.study
    if study is not None and study.cells:
        named = [one.name or "" for one in study.cells if not one.explained]
        return Found(len(named), said={"named": named}) if named else None
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
    if frequency is not None:
        return forbidden(frequency in ("daily", "weekly"), frequency)
    phrase = case.readers.phrases.first("daily", case.demand.title, case.demand.text)
    return Found(phrase, where="text") if phrase else None
