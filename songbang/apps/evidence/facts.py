"""Rows → values of `core.assessing`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from songbang.apps.evidence.models import Assessment, Coverage, Evidence, Mark, SchemeIndicator, UnitTrait
from songbang.apps.intake import known
from songbang.apps.intake.known import Known
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
    """What a unit holds: ready to be asked, and by key (`evidence:7`, `fact:12`, `row:<origin>`)."""

    items: Held
    known: Mapping[str, Known]


def held_by(unit: Unit, *, registers: bool = True) -> HeldBy:
    """The evidence of a unit, the facts that it gave, and (`registers`) the rows of its registers. A few queries."""
    found = [*_evidence_of(unit), *known.facts_of(unit), *(known.rows_of(unit) if registers else [])]
    by_key = {one.key: one for one in found}
    items = (Item(one.key, one.title, one.text, one.day, one.valid_to) for one in by_key.values())
    return HeldBy(Held(items), by_key)


def _evidence_of(unit: Unit) -> list[Known]:
    """Its evidence; what it was confirmed to show belongs to its words, so that a photograph IMG_0612 is found too."""
    rows = list(Evidence.objects.filter(unit=unit, withdrawn_at=None).order_by("-pk")[:MOST_HELD])
    shows: dict[int, list[str]] = {}
    confirmed = Coverage.objects.filter(unit=unit, state="confirmed", evidence__in=[row.pk for row in rows])
    for key, name in confirmed.values_list("evidence_id", "indicator__name"):
        shows.setdefault(key, []).append(name)
    return [
        Known(
            f"evidence:{row.pk}", row.title, "。".join((row.topic, *shows.get(row.pk, ()), row.text[:MOST_TEXT])),
            row.effective_on, row.valid_to,
        )
        for row in rows
    ]  # fmt: skip
