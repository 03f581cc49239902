"""Reads of evidence and assessments, each kept within what the asker may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet

from songbang.apps.evidence import facts, search
from songbang.apps.evidence.models import Assessment, Coverage, Evidence, Room, SchemeIndicator
from songbang.apps.intake.already_here import AlreadyHere
from songbang.apps.intake.known import Known
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.core.assessing.coverage import Proposal
from songbang.core.assessing.schemes import Indicator
from songbang.core.assessing.scoring import Marks, ranks, shifts, standings_of, weight_of_conditions
from songbang.core.assessing.scoring import Standing as Score
from songbang.core.errors import NotFound
from songbang.ui.paging import page_of

A_PAGE, MOST_FOUND = 30, 1_000
YEAR = timedelta(days=365)
UNITS_LOOKED_AT, PIECES_TOLD = 5, 3


def ledger(standing: Standing, *, asked: str, kind: str, number: str) -> Page[Any]:
    """One page of the evidence within reach that holds the words asked for, newest first; of words that more than
    `MOST_FOUND` pieces hold, the newest so many."""
    within = standing.within("evidence", "view", unit="unit__code")
    within &= Q(kind=kind) if kind else Q()
    shown = Evidence.objects.select_related("unit", "file").defer("text").order_by("-pk")
    if not asked.strip():
        return page_of(shown.filter(within, withdrawn_at=None), number, A_PAGE)
    page: Page[Any] = page_of(search.newest(within, asked, MOST_FOUND), number, A_PAGE)
    page.object_list = list(shown.filter(pk__in=list(page.object_list)))
    return page


def latest(standing: Standing, most: int = 8) -> list[Evidence]:
    """What the asker's unit gave last. One query."""
    found = Evidence.objects.filter(unit=standing.unit, withdrawn_at=None).defer("text")
    return list(found.order_by("-pk")[:most])


def evidence_of(standing: Standing, pk: int, action: str = "view") -> Evidence:
    """Raises `NotFound` for others', as for what is not there."""
    within = standing.within("evidence", action, unit="unit__code")
    found = Evidence.objects.filter(within, pk=pk).select_related("unit", "file", "by").first()
    if found is None:
        raise NotFound("evidence.not_found", id=pk)
    return found


def shows(evidence: Evidence) -> list[Coverage]:
    """The indicators that the evidence was said to show."""
    covers = evidence.covers.filter(state="confirmed").select_related("indicator__assessment__issuer")
    return list(covers.order_by("-indicator__assessment_id", "indicator__place"))


def assessments(standing: Standing) -> list[Assessment]:
    """Those within reach: a department's own, those that a base unit or its villages are assessed in, or all."""
    found = Assessment.objects.filter(_assessments(standing)).select_related("issuer").distinct()
    return list(found.annotate(size=Count("indicators", distinct=True), units=Count("assessed", distinct=True))[:200])


def _assessments(standing: Standing, action: str = "view") -> Q:
    reach = standing.reach("assessments", action)
    inside = Q(territory=standing.territory)
    if reach is None:
        return Q(pk__in=[])
    if reach == "all":
        return inside
    if reach == "asked":
        return inside & Q(issuer=standing.unit)
    return inside & Q(assessed__unit__code__in=standing.codes("assessments", action) or ())


def assessment_of(standing: Standing, pk: int, action: str = "view") -> Assessment:
    """Raises `NotFound` for others', as for what is not there."""
    found = Assessment.objects.filter(_assessments(standing, action), pk=pk).select_related("issuer").first()
    if found is None:
        raise NotFound("assessment.not_found", id=pk)
    return found


def units_of(
    standing: Standing, assessment: Assessment, resource: str = "assessments", action: str = "view"
) -> list[Unit]:
    """The assessed units within reach, by code."""
    codes = standing.codes(resource, action)
    found: QuerySet[Unit] = Unit.objects.filter(assessed_in__assessment=assessment)
    return list((found if codes is None else found.filter(code__in=codes)).order_by("code"))


def unit_in(standing: Standing, assessment: Assessment, pk: int, resource: str, action: str) -> Unit:
    """An assessed unit within the right. Raises `NotFound`."""
    for unit in units_of(standing, assessment, resource, action):
        if unit.pk == pk:
            return unit
    raise NotFound("unit.unknown", id=pk)


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator at a unit: does it apply, what shows it, what could, which points it has."""

    indicator: SchemeIndicator
    applies: bool | None
    because: list[str]
    lacking: list[str]
    shown: list[Coverage]
    proposals: list[tuple[Known, Proposal]]
    points: Fraction | None
    ground: str


def sheet_of(assessment: Assessment, unit: Unit, *, proposing: bool) -> list[Line]:
    """All indicators of an assessment at one unit. A fixed number of queries."""
    indicators = list(assessment.indicators.all())
    traits = facts.traits_of([unit])[unit.pk]
    coverage: dict[int, list[Coverage]] = {}
    for one in Coverage.objects.filter(indicator__assessment=assessment, unit=unit).select_related("evidence"):
        coverage.setdefault(one.indicator_id, []).append(one)
    marks = {mark.indicator_id: mark for mark in unit.marks.filter(indicator__assessment=assessment)}
    held = facts.held_by(unit) if proposing else None
    lines = []
    for indicator in indicators:
        said, core = coverage.get(indicator.pk, []), facts.indicator_of(indicator)
        mark, condition = marks.get(indicator.pk), core.applies
        lines.append(
            Line(
                indicator=indicator,
                applies=condition.holds(traits) if condition else True,
                because=condition.because(traits) if condition else [],
                lacking=condition.lacking(traits) if condition else [],
                shown=[one for one in said if one.state == "confirmed" and _stands(one)],
                proposals=_proposed(held, core, assessment, {one.key for one in said}) if held else [],
                points=Fraction(mark.points) if mark else None,
                ground=mark.ground if mark else "",
            )
        )
    return lines


def _proposed(
    held: facts.HeldBy, indicator: Indicator, assessment: Assessment, judged: set[str]
) -> list[tuple[Known, Proposal]]:
    """What the unit holds and nobody has judged yet."""
    found = held.items.proposals(indicator, assessment.first, assessment.last)
    return [(held.known[one.item], one) for one in found if one.item not in judged]


def _stands(one: Coverage) -> bool:
    return one.evidence is None or one.evidence.withdrawn_at is None


def shown_by(unit: Unit, key: str) -> Evidence | Known:
    """What of the unit's a key names: its evidence, or what is known of it. Raises `NotFound`."""
    kind, _, number = key.partition(":")
    found: Evidence | Known | None
    if kind != "evidence":
        found = facts.held_by(unit).known.get(key)
    else:
        pk = int(number) if number.isdecimal() else 0
        found = Evidence.objects.filter(unit=unit, withdrawn_at=None, pk=pk).first()
    if found is None:
        raise NotFound("evidence.not_found", id=key)
    return found


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit in an assessment: how much is shown, its score, rank, and the rank if all were treated alike."""

    unit: Unit
    score: Score
    shown: int
    rank: int | None
    gain: int


@dataclass(frozen=True, slots=True)
class Result:
    placed: list[Placed]
    weights: list[tuple[str, int]]
    """(name of an indicator with a condition, the most places that any unit moves by it)."""
    excused: int


def result_of(assessment: Assessment, units: list[Unit], *, everyone: bool) -> Result:
    """Scores and coverage of the units; ranks only for those who see everyone. A fixed number of queries."""
    scheme = facts.scheme_of(assessment)
    traits = facts.traits_of(units)
    told = {unit.code: traits[unit.pk] for unit in units}
    marks: Marks = facts.marks_of(assessment, units)
    scores = standings_of(scheme, told, marks)
    placed = ranks(scores) if everyone else {}
    gains = {one.unit: one.gain for one in shifts(scheme, told, marks)} if everyone else {}
    shown = _shown_counts(assessment, units)
    by_code = {unit.code: unit for unit in units}
    lines = [
        Placed(by_code[one.unit], one, shown.get(by_code[one.unit].pk, 0), placed.get(one.unit), gains.get(one.unit, 0))
        for one in scores
    ]
    weights = [(one.name, places) for one, places in weight_of_conditions(scheme, told, marks)] if everyone else []
    return Result(lines, weights, sum(len(one.excused) for one in scores))


def _shown_counts(assessment: Assessment, units: list[Unit]) -> Mapping[int, int]:
    """Unit → how many indicators at least one piece of evidence shows."""
    confirmed = Coverage.objects.filter(
        indicator__assessment=assessment,
        unit__in=units,
        state="confirmed",
        evidence__withdrawn_at=None,
    )
    return dict(confirmed.values_list("unit_id").annotate(n=Count("indicator", distinct=True)).order_by())


def rooms_of(standing: Standing, assessment: Assessment) -> list[Room]:
    """The rooms of an assessment that show units within reach, newest first."""
    codes = standing.codes("rooms", "edit")
    found = assessment.rooms.prefetch_related("units").select_related("made_by")
    if codes is not None:
        found = found.filter(units__code__in=codes).distinct()
    return list(found.order_by("-pk")[:100])


def room_of(standing: Standing, pk: int) -> Room:
    """A room all of whose units are within reach. Raises `NotFound`."""
    codes = standing.codes("rooms", "edit")
    room = Room.objects.filter(territory=standing.territory, pk=pk).prefetch_related("units").first()
    if room is None or (codes is not None and not {unit.code for unit in room.units.all()} <= codes):
        raise NotFound("room.not_found")
    return room


def already_here(territory: str, units: tuple[str, ...], words: str, day: date) -> list[AlreadyHere]:
    """For the door: what the first few of the units gave for a demand in these words, of the last year: evidence, with
    all that it was confirmed to show, and facts. A row of a register is no answer to a demand."""
    asked = Unit.objects.filter(territory=territory, code__in=units[:UNITS_LOOKED_AT])
    told = []
    for unit in asked:
        held = facts.held_by(unit, registers=False)
        for one in held.items.proposals(facts.asked_in_words(words), day - YEAR, day)[:PIECES_TOLD]:
            if not one.trouble:
                told.append(AlreadyHere(unit.name, held.known[one.item].title, one.words))
    return told


def known_for(unit: Unit, asked: Iterable[str], first: date, last: date) -> list[list[Known]]:
    """For each thing asked in words, what is already known of a unit within the days, best first. A few queries."""
    held = facts.held_by(unit)
    found = (held.items.proposals(facts.asked_in_words(words), first, last) for words in asked)
    return [[held.known[one.item] for one in proposals if not one.trouble] for proposals in found]
