"""Writes of lists and new accounts; each writes its journal entry in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from songbang.apps.journal.services import Actor, record
from songbang.apps.units.listing import PostLine, people_changes, unit_changes
from songbang.apps.units.models import Account, Holding, Person, Post, Unit, UnitName
from songbang.apps.units.permissions import NEVER_TOGETHER
from songbang.core.errors import Conflict
from songbang.core.units import Unit as UnitFacts


@transaction.atomic
def note_log_in(account: Account, address: str | None) -> None:
    held = account.holdings.select_related("unit").first()
    actor = Actor(account.username, held.role if held else "", address, held.unit.territory if held else "")
    record(actor, "account.logged-in", f"account:{account.pk}")


@transaction.atomic
def import_units(actor: Actor, units: Iterable[UnitFacts], territory: str, *, on: date | None = None) -> int:
    """Add the units of a list, or bring those that are there up to it; how many are new or changed.

    `on` is the day from which a changed name holds; without it the former name stays as an alias, its days unknown.
    Raises `Conflict` ("units.other_district").
    """
    listed = list(units)
    found = unit_changes(listed, territory)
    codes = {facts.code for facts in listed} | {facts.parent for facts in listed if facts.parent}
    known = {unit.code: unit for unit in Unit.objects.select_for_update().filter(code__in=codes)}
    for change in found.changes:
        known[change.facts.code] = _bring_up_to(known.get(change.facts.code), change.facts, known, territory, on)
    after = {"units": len(listed), "new": len(found.new), "changed": len(found.changed)}
    record(actor, "units.imported", f"territory:{territory}", after=after)
    return len(found.changes)


def _bring_up_to(unit: Unit | None, facts: UnitFacts, known: dict[str, Unit], territory: str, on: date | None) -> Unit:
    parent = known.get(facts.parent or "")
    if unit is None:
        unit = Unit.objects.create(
            code=facts.code, territory=territory, level=facts.level, name=facts.name, parent=parent,
            cadres=facts.cadres,
        )  # fmt: skip
        UnitName.objects.create(unit=unit, name=facts.name)
    else:
        if unit.name != facts.name:
            rename(unit, facts.name, on)
        unit.level, unit.parent = facts.level, parent or unit.parent
        unit.cadres = unit.cadres if facts.cadres is None else facts.cadres
        unit.version += 1
        unit.save()
    for word in facts.aliases:
        if not UnitName.objects.filter(unit=unit, name=word).exists():
            UnitName.objects.create(unit=unit, name=word, alias=True)
    return unit


def rename(unit: Unit, name: str, on: date | None) -> None:
    """Give a unit another official name; its names over time follow. The caller saves the unit and writes the journal.

    Without `on` nobody knows when the former name ended: it stays as an alias, so that old registers are understood.
    """
    former = UnitName.objects.filter(unit=unit, alias=False, valid_to=None)
    if on is None:
        former.update(alias=True)
    else:
        former.update(valid_to=on - timedelta(days=1))
    UnitName.objects.filter(unit=unit, name=name, alias=True).delete()
    UnitName.objects.create(unit=unit, name=name, valid_from=on)
    unit.name = name


@transaction.atomic
def import_people(actor: Actor, lines: Iterable[PostLine], territory: str) -> int:
    """Take in the posts of a list; how many are new or changed. Lines that cannot be taken are left out, as shown."""
    found = people_changes(lines, territory)
    here = Post.objects.filter(unit__territory=territory).select_related("person").order_by("-pk")
    persons = {(post.person.name, post.unit_id): post.person for post in here}
    for change in found.changes:
        line, key = change.line, (change.line.person, change.unit.pk)
        if key not in persons:  # one name at two units is two people until somebody says otherwise
            persons[key] = Person.objects.create(name=line.person, territory=territory)
        told = {"lines": list(line.lines), "valid_to": line.valid_to}
        if change.post:
            Post.objects.filter(pk=change.post.pk).update(**told)
        else:
            Post.objects.create(
                person=persons[key], unit=change.unit, kind=line.kind, valid_from=line.valid_from, **told
            )
    after = {"changed": len(found.changes), "refused": len(found.refused)}
    record(actor, "people.imported", f"territory:{territory}", after=after)
    return len(found.changes)


@transaction.atomic
def make_account(
    actor: Actor, username: str, password: str | None, holdings: Iterable[tuple[str, Unit]], *,
    label: str = "", sign_on: str = "", given: bool = False,
) -> Account:  # fmt: skip
    """A new account with its holdings. Raises `Conflict` ("account.taken", "account.roles_apart").

    `given`: its owner must choose a password at the first log-in; `sign_on` its subject at the provider.
    """
    if Account.objects.filter(username=username).exists():
        raise Conflict("account.taken", username=username)
    check_sign_on_free(sign_on)
    held = list(holdings)
    check_roles_apart({role for role, _ in held})
    account = Account.objects.create_account(
        username, password, label=label, sign_on=sign_on, password_given=given and password is not None
    )
    Holding.objects.bulk_create(Holding(account=account, role=role, unit=unit) for role, unit in held)
    roles = [f"{role}@{unit.code}" for role, unit in held]
    record(actor, "account.made", f"account:{account.pk}", after={"username": username, "holdings": roles})
    return account


def check_roles_apart(roles: set[str]) -> None:
    """Supervisor, administrator and auditor are never one account (三员分立)."""
    together = sorted(roles & NEVER_TOGETHER)
    if len(together) > 1:
        raise Conflict("account.roles_apart", roles=together)


def check_sign_on_free(sign_on: str, account: Account | None = None) -> None:
    """A subject at the provider is one account here."""
    holders = Account.objects.filter(sign_on=sign_on).exclude(pk=account.pk if account else 0)
    if sign_on and holders.exists():
        raise Conflict("account.sign_on_taken", subject=sign_on)
