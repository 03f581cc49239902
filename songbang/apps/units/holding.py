"""Who is asking: account, role, unit, and the units over which a right of theirs reaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from songbang.apps.journal.services import Actor
from songbang.apps.units.models import Account, Holding, Unit
from songbang.apps.units.permissions import Reach, reach_of


@dataclass(frozen=True)
class Standing:
    """The holding in which an account acts, and the address it comes from."""

    account: Account
    role: str
    unit: Unit
    address: str | None = None
    holding: int | None = None
    token: str = ""
    """How the token begins by which a program acts for the account; empty: a person at a page."""

    @property
    def territory(self) -> str:
        return self.unit.territory

    @property
    def actor(self) -> Actor:
        name = self.account.username
        # A program's acts are told from its owner's own.
        return Actor(f"{name[:130]} {self.token}" if self.token else name, self.role, self.address, self.territory)

    def reach(self, resource: str, action: str) -> Reach | None:
        return reach_of(self.role, resource, action)

    def may(self, resource: str, action: str) -> bool:
        return self.reach(resource, action) is not None

    @cached_property
    def below(self) -> frozenset[str]:
        """Codes of the own unit and of all units under it."""
        codes, edge = {self.unit.code}, [self.unit.pk]
        while edge:
            found = list(Unit.objects.filter(parent_id__in=edge).values_list("pk", "code"))
            codes |= {code for _, code in found}
            edge = [pk for pk, _ in found]
        return frozenset(codes)

    def codes(self, resource: str, action: str) -> frozenset[str] | None:
        """Codes of the units reached; None for all of the territory. Empty where there is no right."""
        reach = self.reach(resource, action)
        if reach in ("all", "asked"):
            return None
        if reach is None:
            return frozenset()
        return frozenset({self.unit.code}) if reach == "own" else self.below

    def within(self, resource: str, action: str, *, unit: str = "unit", territory: str = "territory") -> Q:
        """The filter that keeps a query within the right: by unit code and territory."""
        if self.reach(resource, action) is None:
            return Q(pk__in=[])
        codes = self.codes(resource, action)
        inside = Q(**{territory: self.territory})
        return inside if codes is None else inside & Q(**{f"{unit}__in": codes})


def standing_of(account: Account, chosen: int | None, address: str | None) -> Standing | None:
    """The chosen holding of an account, else its first; None where it holds nothing."""
    held = list(Holding.objects.filter(account=account).select_related("unit"))
    picked = next((holding for holding in held if holding.pk == chosen), held[0] if held else None)
    return Standing(account, picked.role, picked.unit, address, picked.pk) if picked else None
