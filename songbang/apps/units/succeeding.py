"""What became of units between two lists: those that the newer one no longer names, and where new ones came from.

A list does not say it, so a person does, while looking at what the list would change; what nobody said stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from songbang.apps.journal.services import Actor, record
from songbang.apps.units import changing, services
from songbang.apps.units.listing import UnitChanges
from songbang.apps.units.models import Succession, Unit
from songbang.core.errors import BadInput
from songbang.core.units import Unit as UnitFacts

ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Fates:
    """`gone`: code of a unit that the list lacks → code of the unit that took it in, or `ENDED`; `origins`: code of a
    new unit → code of the one that it was split off from."""

    gone: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.gone or self.origins)


def fates_of(told: Mapping[str, str], found: UnitChanges) -> Fates:
    """Read `gone-CODE` and `origin-CODE` of a form; only of units that the list lacks, and of those that it adds."""
    missing, new = {unit.code for unit in found.missing}, {change.facts.code for change in found.new}
    return Fates(_told("gone-", told, missing), _told("origin-", told, new))


def _told(prefix: str, told: Mapping[str, str], allowed: Iterable[str]) -> dict[str, str]:
    return {code: told[f"{prefix}{code}"] for code in sorted(allowed) if told.get(f"{prefix}{code}")}


@transaction.atomic
def take_list(
    actor: Actor, units: Iterable[UnitFacts], territory: str, *, on: date | None, fates: Fates | None = None
) -> int:
    """Take in a list with what was said of units that went and came; how many are new or changed. All or nothing.

    Raises `BadInput` ("list.day_needed", "list.unknown_fate"), `Conflict` of `import_units` and `merge_unit`.
    """
    taken = services.import_units(actor, units, territory, on=on)
    if not fates:
        return taken
    if on is None:
        raise BadInput("list.day_needed")
    codes = {*fates.gone, *fates.gone.values(), *fates.origins, *fates.origins.values()} - {ENDED}
    known = {unit.code: unit for unit in Unit.objects.filter(territory=territory, code__in=codes)}
    if codes - set(known):
        raise BadInput("list.unknown_fate", codes=sorted(codes - set(known)))
    for code, into in fates.origins.items():
        _split_off(actor, known[into], known[code], on)
    for code, into in sorted(fates.gone.items(), key=lambda one: -len(one[0])):  # villages before their town
        if into == ENDED:
            changing.end_unit(actor, known[code].pk, known[code].version, on)
        else:
            changing.merge_unit(actor, known[code].pk, known[code].version, known[into], on)
    return taken


def _split_off(actor: Actor, before: Unit, after: Unit, on: date) -> None:
    Succession.objects.create(before=before, after=after, kind="split", on=on)
    Unit.objects.filter(pk=after.pk).update(valid_from=on)
    after.names.filter(alias=False, valid_from=None).update(valid_from=on)
    record(actor, "unit.split", f"unit:{before.pk}", after={"new": after.code})
