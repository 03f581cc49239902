"""Rows → values of `core.assessing`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from songbang.apps.evidence.models import Assessment, Evidence, Mark, SchemeIndicator, UnitTrait
from songbang.apps.units.models import Unit
from songbang.core.assessing.conditions import Trait, Traits, parse_condition
from songbang.core.assessing.coverage import Held, Item
from songbang.core.assessing.schemes import Indicator, Scheme
from songbang.core.words import labels

MOST_HELD = 5_000
"""Pieces of evidence of a unit, the newest, among which coverage is looked for."""
MOST_TEXT = 4_000


def indicator_of(row: SchemeIndicator) -> Indicator:
    return Indicator(
        code=str(row.place), name=row.name, points=Fraction(row.points), group=row.group, standard=row.standard,
        wants=row.wants, applies=parse_condition(row.applies) if row.applies else None, alternative=row.alternative,
    )  # fmt: skip


def asked_in_words(words: str) -> Indicator:
    """A demand in free words, as if it were an indicator."""
    return Indicator(code="0", name=words, points=Fraction(0))


def scheme_of(assessment: Assessment) -> Scheme:
    return Scheme(tuple(map(indicator_of, assessment.indicators.all())))


def traits_of(units: Iterable[Unit]) -> Mapping[int, Traits]:
    """Unit → its traits: those of the unit's own list, cadres, its level, and those noted with a value. One query."""
    shown = list(units)
    words = labels("zh-Hans")["unit_fields"]
    told: dict[int, dict[str, Trait]] = {}
    for unit in shown:
        told[unit.pk] = dict.fromkeys(unit.traits, True)
        if unit.cadres is not None:
            told[unit.pk] |= {words["cadres"]: float(unit.cadres), "cadres": float(unit.cadres)}
    for trait in UnitTrait.objects.filter(unit__in=shown):
        value: Trait | None = trait.number if trait.number is not None else trait.has
        if value is not None:
            told[trait.unit_id][trait.name] = value
    return told


def marks_of(assessment: Assessment, units: Iterable[Unit]) -> dict[tuple[str, str], Fraction]:
    """(code of the unit, place of the indicator) → points. One query."""
    rows = Mark.objects.filter(indicator__assessment=assessment, unit__in=list(units))
    told = rows.values_list("unit__code", "indicator__place", "points")
    return {(code, str(place)): Fraction(points) for code, place, points in told}


@dataclass(frozen=True, slots=True)
class HeldBy:
    """What a unit holds: ready to be asked, and by id."""

    items: Held
    evidence: Mapping[int, Evidence]


def held_by(unit: Unit) -> HeldBy:
    """The evidence of a unit. One query."""
    rows = Evidence.objects.filter(unit=unit, withdrawn_at=None).order_by("-pk")[:MOST_HELD]
    evidence = {row.pk: row for row in rows}
    return HeldBy(Held(map(item_of, evidence.values())), evidence)


def item_of(row: Evidence) -> Item:
    title = " ".join(filter(None, (row.title, row.topic)))
    return Item(str(row.pk), title, row.text[:MOST_TEXT], row.effective_on, row.valid_to)
