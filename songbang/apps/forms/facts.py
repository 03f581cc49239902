"""Rows → core values: facts as `songbang fill` reads them, and the units with who lies under whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from songbang.apps.forms.models import Confirmed, Given
from songbang.apps.intake.known import Known
from songbang.apps.units.models import Unit
from songbang.core.filling.facts import Fact, Place, Places, fact_of
from songbang.core.filling.lexicon import words
from songbang.core.units import UnitTree

MOST_KNOWN = 3_000


def facts_known(unit: Unit) -> list[Known]:
    """The facts of a unit, the newest, as what is known of it. Sealed ones are left out. One query."""
    found = Given.objects.filter(territory=unit.territory, unit=unit, live=True, sealed=b"").order_by("-as_of", "-pk")
    return [
        Known(f"fact:{one.pk}", f"{one.indicator} {one.value}{one.measure}", day=one.as_of, source=one.form)
        for one in found[:MOST_KNOWN]
    ]


def places(territory: str) -> Places:
    """The district's units that are still there. One query."""
    rows = Unit.objects.filter(territory=territory, valid_to=None).values_list("code", "name", "level", "parent__code")
    return Places([Place(code, name, _kind(name, level), parent or "") for code, name, level, parent in rows])


def places_of(tree: UnitTree) -> Places:
    return Places([Place(u.code, u.name, _kind(u.name, u.level), u.parent or "") for u in tree.units.values()])


def _kind(name: str, level: str) -> str:
    if level == "village" and name.endswith(tuple(words()["community_endings"])):
        return str(words()["community_endings"][0])
    return str(words()["place_kinds"].get(level, level))


def facts(territory: str, codes: Collection[str] | None = None) -> list[Fact]:
    """The facts that count, of these units (None: all), each with what people confirmed that forms call it too.

    `line` is the row's key. Sealed facts are left out: they never leave their row. Two queries.
    """
    found = Given.objects.filter(territory=territory, live=True, sealed=b"")
    if codes is not None:
        found = found.filter(unit__code__in=codes)
    same: dict[str, list[str]] = {}
    for given, asked in Confirmed.objects.filter(territory=territory).values_list("given", "asked"):
        same.setdefault(given, []).append(asked)
    rows = found.values_list(
        "pk", "unit__code", "form", "indicator", "measure", "value", "as_of", "source"
    ).order_by("pk")  # fmt: skip
    made: list[Fact] = []
    for pk, unit, form, indicator, measure, value, as_of, source in rows.iterator(chunk_size=5000):
        fact = fact_of(pk, unit, form, indicator, measure, value, as_of, source)
        if fact is not None:
            made.append(replace(fact, also=tuple(same[indicator])) if indicator in same else fact)
    return made
