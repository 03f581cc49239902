"""Writes of single units: edit, rename, merge, split, names, posts; each with its journal entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from songbang.apps.journal.services import Actor, record
from songbang.apps.units.models import Person, Post, Succession, Unit, UnitName
from songbang.apps.units.services import rename
from songbang.core.errors import Conflict, NotFound
from songbang.ui import wall

EDITED = ("level", "parent", "cadres", "functional_area", "traits")
"""Fields that an edit changes; names, ends and codes have acts of their own."""


def _told(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name, "level": unit.level, "parent": unit.parent.code if unit.parent else None,
        "cadres": unit.cadres, "functional_area": unit.functional_area, "traits": unit.traits,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
    }  # fmt: skip


def _taken_up(pk: int, version: int) -> Unit:
    """The unit, locked, if it is still as it was shown. Raises `Conflict` ("unit.changed"), `NotFound`."""
    unit = Unit.objects.select_for_update().filter(pk=pk).first()
    if unit is None:
        raise NotFound("unit.unknown", id=pk)
    if unit.version != version:
        raise Conflict("unit.changed", name=unit.name)
    return unit


def _saved(actor: Actor, unit: Unit, act: str, before: Mapping[str, Any]) -> Unit:
    unit.version += 1
    unit.save()
    record(actor, act, f"unit:{unit.pk}", before=before, after=_told(unit))
    return unit


def _check_code_free(code: str) -> None:
    """A code is one unit, over all districts."""
    with wall.everywhere():
        taken = Unit.objects.filter(code=code).exists()
    if taken:
        raise Conflict("unit.code_taken", taken=code)


@transaction.atomic
def add_unit(actor: Actor, code: str, name: str, values: Mapping[str, Any], territory: str) -> Unit:
    """A unit that no list has, such as a department. Raises `Conflict` ("unit.code_taken")."""
    _check_code_free(code)
    unit = Unit(code=code, territory=territory, name=name, **{name: values[name] for name in EDITED if name in values})
    unit.save(force_insert=True)
    UnitName.objects.create(unit=unit, name=name)
    record(actor, "unit.added", f"unit:{unit.pk}", after={"code": code, **_told(unit)})
    return unit


@transaction.atomic
def edit_unit(actor: Actor, pk: int, version: int, values: Mapping[str, Any]) -> Unit:
    """Change what `EDITED` names. Raises `Conflict` ("unit.changed", "unit.below_itself")."""
    unit = _taken_up(pk, version)
    before = _told(unit)
    check_parent(unit, values.get("parent"))
    for name in EDITED:
        setattr(unit, name, values[name])
    return _saved(actor, unit, "unit.edited", before)


def check_parent(unit: Unit, parent: Unit | None) -> None:
    """A unit lies under none of the units below it."""
    above = parent
    while above is not None:
        if above.pk == unit.pk:
            raise Conflict("unit.below_itself", name=unit.name)
        above = above.parent


@transaction.atomic
def rename_unit(actor: Actor, pk: int, version: int, name: str, on: date | None) -> Unit:
    """Another official name from a day on. Raises `Conflict` ("unit.changed", "unit.name_as_before", …)."""
    unit = _taken_up(pk, version)
    if unit.name == name:
        raise Conflict("unit.name_as_before", name=name)
    began = UnitName.objects.filter(unit=unit, alias=False, valid_to=None).values_list("valid_from", flat=True).first()
    if on is not None and began is not None and on <= began:
        raise Conflict("unit.before_last_name", name=unit.name, day=began)
    before = _told(unit)
    rename(unit, name, on)
    return _saved(actor, unit, "unit.renamed", before)


@transaction.atomic
def merge_unit(actor: Actor, pk: int, version: int, into: Unit, on: date) -> Unit:
    """From `on` the unit is part of `into`, which bears its name as an alias: old registers are still understood.

    Raises `Conflict` ("unit.changed", "unit.merge_itself", "unit.has_children", "unit.has_accounts", "unit.ended").
    """
    unit = _taken_up(pk, version)
    if into.pk == unit.pk:
        raise Conflict("unit.merge_itself", name=unit.name)
    before = _told(unit)
    _end(unit, on)
    Succession.objects.create(before=unit, after=into, kind="merged", on=on)
    return _saved(actor, unit, "unit.merged", {**before, "into": into.code})


@transaction.atomic
def end_unit(actor: Actor, pk: int, version: int, on: date) -> Unit:
    """From `on` the unit is no more, and none comes after it. Raises `Conflict` as `merge_unit` does."""
    unit = _taken_up(pk, version)
    before = _told(unit)
    _end(unit, on)
    return _saved(actor, unit, "unit.ended", before)


def _end(unit: Unit, on: date) -> None:
    """Its names and posts end with it; the caller saves the unit."""
    _check_may_end(unit)
    unit.valid_to = on - timedelta(days=1)
    UnitName.objects.filter(unit=unit, alias=False, valid_to=None).update(valid_to=unit.valid_to)
    Post.objects.filter(unit=unit, valid_to=None).update(valid_to=unit.valid_to)


def _check_may_end(unit: Unit) -> None:
    if unit.valid_to is not None:
        raise Conflict("unit.ended", name=unit.name, day=unit.valid_to)
    if unit.children.filter(valid_to=None).exists():
        raise Conflict("unit.has_children", name=unit.name)
    if unit.holdings.filter(account__is_active=True).exists():
        raise Conflict("unit.has_accounts", name=unit.name)


@transaction.atomic
def split_unit(actor: Actor, pk: int, version: int, code: str, name: str, on: date) -> Unit:
    """A new unit of the same level and parent, split off on a day. Raises `Conflict`."""
    unit = _taken_up(pk, version)
    if unit.valid_to is not None:
        raise Conflict("unit.ended", name=unit.name, day=unit.valid_to)
    _check_code_free(code)
    made = Unit.objects.create(
        code=code, name=name, territory=unit.territory, level=unit.level, parent=unit.parent, valid_from=on
    )
    UnitName.objects.create(unit=made, name=name, valid_from=on)
    Succession.objects.create(before=unit, after=made, kind="split", on=on)
    _saved(actor, unit, "unit.split", {"new": code})
    return made


@transaction.atomic
def add_alias(actor: Actor, unit: Unit, name: str, valid_from: date | None, valid_to: date | None) -> UnitName:
    """Another word by which people call the unit. Raises `Conflict` ("unit.bears_name")."""
    if UnitName.objects.filter(unit=unit, name=name).exists():
        raise Conflict("unit.bears_name", name=name)
    made = UnitName.objects.create(unit=unit, name=name, alias=True, valid_from=valid_from, valid_to=valid_to)
    record(actor, "unit.alias-added", f"unit:{unit.pk}", after={"alias": name})
    return made


@transaction.atomic
def remove_alias(actor: Actor, unit: Unit, pk: int) -> None:
    """Take an alias away. Official names are history and stay. Raises `NotFound`."""
    alias = UnitName.objects.filter(unit=unit, pk=pk, alias=True).first()
    if alias is None:
        raise NotFound("unit.unknown", id=pk)
    alias.delete()
    record(actor, "unit.alias-removed", f"unit:{unit.pk}", before={"alias": alias.name})


@transaction.atomic
def add_post(
    actor: Actor, unit: Unit, person: str, kind: str, lines: Iterable[str], valid_from: date | None
) -> Post:  # fmt: skip
    """Somebody takes a post at the unit; a name that no post here bears is a new person, whom
    `people` proposes to join with those of the same name elsewhere. Raises `Conflict`."""
    holder = Person.objects.filter(territory=unit.territory, name=person, posts__unit=unit).order_by("pk").first()
    if holder and Post.objects.filter(person=holder, unit=unit, kind=kind, valid_to=None).exists():
        raise Conflict("post.held", person=person)
    holder = holder or Person.objects.create(name=person, territory=unit.territory)
    post = Post.objects.create(person=holder, unit=unit, kind=kind, lines=list(lines), valid_from=valid_from)
    record(actor, "post.taken", f"unit:{unit.pk}", after={"person": holder.pk, "kind": kind, "lines": post.lines})
    return post


@transaction.atomic
def end_post(actor: Actor, unit: Unit, pk: int, on: date) -> None:
    """`on` is the post's last day. Raises `NotFound`, `Conflict` ("post.ends_before")."""
    post = Post.objects.filter(unit=unit, pk=pk, valid_to=None).first()
    if post is None:
        raise NotFound("unit.unknown", id=pk)
    if post.valid_from and on < post.valid_from:
        raise Conflict("post.ends_before", day=post.valid_from)
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    record(actor, "post.ended", f"unit:{unit.pk}", after={"post": pk, "valid_to": on.isoformat()})
