"""Assessments: taken in from a department's workbook, covered by evidence, marked, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction

from songbang.apps.evidence.models import AssessedUnit, Assessment, Coverage, Evidence, Mark, SchemeIndicator
from songbang.apps.intake.known import Known
from songbang.apps.journal.services import Actor, record
from songbang.apps.units.models import Account, Unit
from songbang.core.assessing.conditions import parse_condition
from songbang.core.assessing.schemes import read_scheme
from songbang.core.errors import BadInput, Conflict, NotFound
from songbang.ui import clock


@dataclass(frozen=True, slots=True)
class Order:
    """What a department says of its assessment beside the table of indicators."""

    title: str
    first: date
    last: date
    units: Sequence[Unit]


def subject(assessment: Assessment) -> str:
    return f"assessment:{assessment.pk}"


@transaction.atomic
def take_in(actor: Actor, issuer: Unit, order: Order, rows: Sequence[Sequence[str]]) -> Assessment:
    """An assessment from its table, cells as text. Raises `BadInput` where there is no scheme in it."""
    if order.last < order.first:
        raise BadInput("assessment.ends_before")
    if not order.units:
        raise BadInput("assessment.no_units")
    scheme = read_scheme(rows)
    findings = [{"code": found.code, "parameters": {**found.parameters, "row": found.row}} for found in scheme.findings]
    made = Assessment.objects.create(
        territory=issuer.territory, issuer=issuer, title=order.title, first=order.first, last=order.last,
        made_at=clock.now(), findings=findings,
    )  # fmt: skip
    SchemeIndicator.objects.bulk_create(
        SchemeIndicator(
            assessment=made, place=place, code=one.code[:20], group=one.group[:200], name=one.name,
            points=_decimal(one.points), standard=one.standard, wants=one.wants,
            applies=one.applies.text if one.applies else "", alternative=one.alternative,
        )
        for place, one in enumerate(scheme.indicators, start=1)
    )  # fmt: skip
    AssessedUnit.objects.bulk_create(AssessedUnit(assessment=made, unit=unit) for unit in order.units)
    after = {"title": made.title, "indicators": len(scheme.indicators), "units": [unit.code for unit in order.units]}
    record(actor, "assessment.taken_in", subject(made), after=after)
    return made


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def open_one(pk: int) -> Assessment:
    """The assessment, for changing. Raises `NotFound`; `Conflict` ("assessment.closed")."""
    found = Assessment.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFound("assessment.not_found", id=pk)
    if found.closed_at is not None:
        raise Conflict("assessment.closed")
    return found


@transaction.atomic
def set_condition(actor: Actor, indicator: SchemeIndicator, applies: str, alternative: str) -> None:
    """To whom an indicator applies, and what others show in its place. Raises `BadInput` ("condition.unreadable")."""
    assessment = open_one(indicator.assessment_id)
    text = parse_condition(applies).text if applies.strip() else ""
    before = {"applies": indicator.applies, "alternative": indicator.alternative}
    indicator.applies, indicator.alternative = text, alternative.strip()
    indicator.save(update_fields=("applies", "alternative"))
    after = {"applies": text, "alternative": indicator.alternative, "indicator": indicator.code}
    record(actor, "assessment.condition", subject(assessment), before=before, after=after)


@transaction.atomic
def judge(
    actor: Actor, indicator: SchemeIndicator, unit: Unit, shown: Evidence | Known, state: str, *, by: Account | None
) -> Coverage:
    """A person of the unit confirms that something shows an indicator, or that it does not; what was said last holds.

    What is known is kept as it stands now: a fact that is corrected later does not change what was confirmed.
    """
    assessment = open_one(indicator.assessment_id)
    if not assessment.assessed.filter(unit=unit).exists():
        raise NotFound("assessment.not_found", id=assessment.pk)
    said: dict[str, Any] = {"state": state, "by": by, "at": clock.now()}
    if isinstance(shown, Evidence):
        made, _ = Coverage.objects.update_or_create(
            indicator=indicator, evidence=shown, defaults={"unit": unit, **said}
        )
    else:
        said["told"] = {"title": shown.title, "day": shown.day and shown.day.isoformat(), "source": shown.source}
        made, _ = Coverage.objects.update_or_create(indicator=indicator, unit=unit, known=shown.key, defaults=said)
    after = {"indicator": indicator.code, "shown_by": made.key, "state": state}
    record(actor, "assessment.covered", subject(assessment), after=after)
    return made


@transaction.atomic
def mark(
    actor: Actor, assessment: Assessment, unit: Unit, marks: Iterable[tuple[SchemeIndicator, Decimal | None, str]],
    *, by: Account | None,
) -> None:  # fmt: skip
    """Points of a unit, each with its ground; None takes a mark away. Raises `BadInput` ("assessment.points")."""
    open_one(assessment.pk)
    told = {}
    for indicator, points, ground in marks:
        if points is not None and not 0 <= points <= indicator.points:
            raise BadInput("assessment.points", name=indicator.name[:40], most=indicator.points.normalize())
        if points is not None and points < indicator.points and not ground.strip():
            raise BadInput("assessment.no_ground", name=indicator.name[:40])
        told[indicator.code] = None if points is None else str(points)
        if points is None:
            Mark.objects.filter(indicator=indicator, unit=unit).delete()
            continue
        Mark.objects.update_or_create(
            indicator=indicator, unit=unit,
            defaults={"points": points, "ground": ground.strip()[:400], "by": by, "at": clock.now()},
        )  # fmt: skip
    record(actor, "assessment.marked", subject(assessment), after={"unit": unit.code, "points": told})


@transaction.atomic
def close(actor: Actor, pk: int) -> Assessment:
    """The marks stand; nothing of it changes any more."""
    assessment = open_one(pk)
    assessment.closed_at, assessment.version = clock.now(), assessment.version + 1
    assessment.save()
    record(actor, "assessment.closed", subject(assessment), after={"title": assessment.title})
    return assessment
