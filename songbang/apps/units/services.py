"""Writes of units and accounts; each writes its journal entry in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from songbang.apps.journal.services import Actor, record
from songbang.apps.units.models import Account, Holding, Unit, UnitName
from songbang.apps.units.permissions import NEVER_TOGETHER
from songbang.core.errors import Conflict
from songbang.core.units import Unit as UnitFacts


@transaction.atomic
def note_log_in(account: Account, address: str | None) -> None:
    held = account.holdings.select_related("unit").first()
    actor = Actor(account.username, held.role if held else "", address, held.unit.territory if held else "")
    record(actor, "account.logged-in", f"account:{account.pk}")


@transaction.atomic
def import_units(actor: Actor, units: Iterable[UnitFacts], territory: str) -> int:
    """Add the units of a list, or bring those that are there up to it; how many changed."""
    listed = list(units)
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=[unit.code for unit in listed])}
    changed = 0
    for facts in sorted(listed, key=lambda unit: ("county", "town", "village").index(unit.level)):
        parent = known.get(facts.parent or "")
        unit = known.get(facts.code) or Unit(code=facts.code, territory=territory)
        before = (unit.pk, unit.name, unit.level, unit.parent_id, unit.cadres)
        unit.name, unit.level, unit.parent, unit.cadres = facts.name, facts.level, parent, facts.cadres
        if (unit.pk, unit.name, unit.level, unit.parent_id, unit.cadres) != before or unit.pk is None:
            unit.save()
            changed += 1
        known[facts.code] = unit
        for name, alias in [(facts.name, False), *((word, True) for word in facts.aliases)]:
            UnitName.objects.get_or_create(unit=unit, name=name, valid_from=None, defaults={"alias": alias})
    record(actor, "units.imported", f"territory:{territory}", after={"units": len(listed), "changed": changed})
    return changed


@transaction.atomic
def make_account(
    actor: Actor, username: str, password: str | None, holdings: Iterable[tuple[str, Unit]], *, label: str = ""
) -> Account:
    """A new account with its holdings. Raises `Conflict` ("account.taken", "account.roles_apart")."""
    if Account.objects.filter(username=username).exists():
        raise Conflict("account.taken", username=username)
    held = list(holdings)
    check_roles_apart({role for role, _ in held})
    account = Account.objects.create_account(username, password, label=label)
    Holding.objects.bulk_create(Holding(account=account, role=role, unit=unit) for role, unit in held)
    roles = [f"{role}@{unit.code}" for role, unit in held]
    record(actor, "account.made", f"account:{account.pk}", after={"username": username, "holdings": roles})
    return account


def check_roles_apart(roles: set[str]) -> None:
    """Supervisor, administrator and auditor are never one account (三员分立)."""
    together = sorted(roles & NEVER_TOGETHER)
    if len(together) > 1:
        raise Conflict("account.roles_apart", roles=together)
