"""Units, for programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Schema

from songbang.apps.units import queries
from songbang.apps.units.access import standing
from songbang.apps.units.models import Unit
from songbang.apps.units.operations import Code, Cursor, Limit, Page, Routes
from songbang.ui.cursors import read_cursor, write_cursor

router = Routes("units")


class UnitOut(Schema):
    """A unit; `parent` is the code of the unit above it."""

    code: str
    name: str
    level: str
    parent: str | None
    cadres: int | None
    functional_area: bool
    traits: list[str]
    valid_from: date | None
    valid_to: date | None


class NameOut(Schema):
    """What a unit was called; an alias is no official name. Both days count; null: not known, or still so."""

    name: str
    alias: bool
    valid_from: date | None
    valid_to: date | None


class SuccessionOut(Schema):
    """Another unit into which it was merged, or that was split off, and from which day on."""

    unit: str
    kind: str
    on: date


class UnitSheetOut(UnitOut):
    names: list[NameOut]
    came_from: list[SuccessionOut]
    followed_by: list[SuccessionOut]


def _told(unit: Unit) -> dict[str, Any]:
    parent = unit.parent
    return {
        "code": unit.code, "name": unit.name, "level": unit.level, "parent": parent.code if parent else None,
        "cadres": unit.cadres, "functional_area": unit.functional_area, "traits": unit.traits,
        "valid_from": unit.valid_from, "valid_to": unit.valid_to,
    }  # fmt: skip


@router.reads("/units", "units", response=Page[UnitOut])
def list_units(
    request: HttpRequest, after: Cursor = "", limit: Limit = 50,
    ended: Annotated[bool, Query(description="Also those that were merged away.")] = False,
) -> Any:  # fmt: skip
    """Units within reach, by code."""
    keys = read_cursor("units", after, str)
    found = queries.units_after(standing(request), keys[0] if keys else "", limit + 1, ended=ended)
    following = write_cursor("units", found[limit - 1].code) if len(found) > limit else None
    return {"items": [_told(unit) for unit in found[:limit]], "next": following}


@router.reads("/units/{code}", "units", response=UnitSheetOut)
def read_unit(request: HttpRequest, code: Code) -> Any:
    """One unit, with its names over time and what it came from."""
    sheet = queries.unit_sheet(standing(request), queries.unit_by_code(standing(request), code).pk)
    return {
        **_told(sheet.unit), "names": [*sheet.official, *sheet.aliases],
        "came_from": [{"unit": s.before.code, "kind": s.kind, "on": s.on} for s in sheet.came_from],
        "followed_by": [{"unit": s.after.code, "kind": s.kind, "on": s.on} for s in sheet.followed_by],
    }  # fmt: skip
