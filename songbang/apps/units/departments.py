"""Lists of departments and functional areas (湘家荡 …): what a list would change, told first, then taken in.

A list rarely has codes: then a unit is found by any of its names, and a new one gets a free code of the district.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from songbang.apps.journal.services import Actor, record
from songbang.apps.units.listing import units_by_word
from songbang.apps.units.models import Unit, UnitName
from songbang.core.text import plain


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A line of the list; `area`: a functional area, which receives like a town. `parent` is a name or code."""

    row: int
    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    area: bool = False
    parent: str = ""
    cadres: int | None = None


@dataclass(frozen=True, slots=True)
class DepartmentChange:
    """A unit that a line adds (`unit` None), or changes: its cadres, or further names."""

    line: DepartmentLine
    parent: Unit
    unit: Unit | None
    aliases: tuple[str, ...] = ()

    @property
    def cadres(self) -> int | None:
        """The number of cadres that the line brings, None where it changes nothing."""
        return self.line.cadres if self.unit and self.line.cadres not in (None, self.unit.cadres) else None


@dataclass(frozen=True, slots=True)
class DepartmentChanges:
    """What a list would do; `refused` are (row, code of the reason, word) of lines that cannot be taken."""

    changes: list[DepartmentChange] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def department_changes(lines: Iterable[DepartmentLine], territory: str) -> DepartmentChanges:
    """Compare a list with the units that are there. Three queries."""
    units = units_by_word(territory)
    district = next(unit for unit in units[territory] if unit.code == territory)
    changes: list[DepartmentChange] = []
    refused: list[tuple[int, str, str]] = []
    listed: set[str] = set()
    same = 0
    told = list(lines)
    elsewhere = set(
        Unit.objects.filter(code__in=[line.code for line in told if line.code])
        .exclude(territory=territory).values_list("code", flat=True)
    )  # fmt: skip
    for line in told:
        found = "code_taken" if line.code in elsewhere else _compared(line, units, district, listed)
        listed |= {plain(line.name), line.code} - {""}
        if isinstance(found, str):
            refused.append((line.row, found, line.parent if found.startswith("parent") else line.name))
        elif found.unit is None or found.aliases or found.cadres is not None:
            changes.append(found)
        else:
            same += 1
    return DepartmentChanges(changes, same, refused)


def _compared(
    line: DepartmentLine, units: dict[str, list[Unit]], district: Unit, listed: set[str]
) -> DepartmentChange | str:
    """What a line does, or the code of the reason why it cannot be taken."""
    if listed & {plain(line.name), line.code}:
        return "listed_twice"
    parents = units.get(plain(line.parent), []) if line.parent else [district]
    if len(parents) != 1:
        return "parent_twice" if parents else "parent_unknown"
    named = units.get(line.code, []) if line.code else []
    named = named or units.get(plain(line.name), [])
    if len(named) > 1:
        return "unit_twice"
    if named and named[0].level != "department" and not named[0].functional_area:
        return "is_a_place"
    if not named:
        return DepartmentChange(line, parents[0], None, line.aliases)
    borne = {name.name for name in named[0].names.all()} | {named[0].name}
    more = tuple(name for name in dict.fromkeys((line.name, *line.aliases)) if name not in borne)
    return DepartmentChange(line, parents[0], named[0], more)


@transaction.atomic
def import_departments(actor: Actor, lines: Iterable[DepartmentLine], territory: str) -> int:
    """Take in a list; how many units are new or changed. Lines that cannot be taken are left out, as shown."""
    found = department_changes(lines, territory)
    codes = _free_codes(territory, {change.line.code for change in found.changes})
    for change in found.changes:
        unit = change.unit or _made(change, territory, codes)
        if change.cadres is not None:
            Unit.objects.filter(pk=unit.pk).update(cadres=change.cadres, version=unit.version + 1)
        UnitName.objects.bulk_create(UnitName(unit=unit, name=name, alias=True) for name in change.aliases)
    after = {"changed": len(found.changes), "refused": len(found.refused)}
    record(actor, "departments.imported", f"territory:{territory}", after=after)
    return len(found.changes)


def _made(change: DepartmentChange, territory: str, codes: Iterator[str]) -> Unit:
    line = change.line
    unit = Unit.objects.create(
        code=line.code or next(codes), territory=territory, level="town" if line.area else "department",
        parent=change.parent, name=line.name, cadres=line.cadres, functional_area=line.area,
    )  # fmt: skip
    UnitName.objects.create(unit=unit, name=line.name)
    return unit


def _free_codes(territory: str, listed: set[str]) -> Iterator[str]:
    taken = listed | set(Unit.objects.filter(code__startswith=f"{territory}-").values_list("code", flat=True))
    return (code for number in range(1, 10_000) if (code := f"{territory}-{number:03}") not in taken)
