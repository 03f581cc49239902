"""Reads of units and accounts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from songbang.apps.units import accounts
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, Holding, Person, Post, Succession, Unit, UnitName
from songbang.core.errors import NotFound
from songbang.core.units import Level, UnitTree
from songbang.core.units import Unit as UnitFacts
from songbang.ui import wall

DEMO_PASSWORD = "songbang-demo"
"""Shown on the log-in page, in demo mode only."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A unit in the tree, and how deep it lies."""

    unit: Unit
    depth: int


def tree(standing: Standing, *, ended: bool = False) -> list[Shown]:
    """The units within reach, each under its parent; with `ended`, those that are no more too. One query."""
    within = Unit.objects.filter(standing.within("units", "view", unit="code"))
    units = list((within if ended else within.filter(valid_to=None)).order_by("code"))
    below: dict[int | None, list[Unit]] = defaultdict(list)
    known = {unit.pk for unit in units}
    for unit in units:
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    shown: list[Shown] = []

    def walk(parent: int | None, depth: int) -> None:
        for unit in below[parent]:
            shown.append(Shown(unit, depth))
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return shown


def unit(standing: Standing, pk: int, action: str = "view") -> Unit:
    """A unit within reach. Raises `NotFound` for every other."""
    found = (
        Unit.objects.filter(standing.within("units", action, unit="code"), pk=pk).select_related("parent").first()
    )  # fmt: skip
    if found is None:
        raise NotFound("unit.unknown", id=pk)
    return found


def unit_by_code(standing: Standing, code: str) -> Unit:
    """The same by code. Raises `NotFound`."""
    found = Unit.objects.filter(standing.within("units", "view", unit="code"), code=code).first()
    if found is None:
        raise NotFound("unit.unknown", id=code)
    return found


def units_after(standing: Standing, code: str, most: int, *, ended: bool) -> list[Unit]:
    """The units within reach whose codes come after `code`, by code; with `ended`, those that are no more too."""
    found = Unit.objects.filter(standing.within("units", "view", unit="code"), code__gt=code)
    found = found if ended else found.filter(valid_to=None)
    return list(found.select_related("parent").order_by("code")[:most])


def units_of(standing: Standing) -> list[Unit]:
    """The units of the territory that are still there, to choose from in forms."""
    return list(Unit.objects.filter(territory=standing.territory, valid_to=None).order_by("code"))


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What a unit's page shows."""

    unit: Unit
    above: list[Unit]
    official: list[UnitName]
    aliases: list[UnitName]
    children: list[Unit]
    came_from: list[Succession]
    followed_by: list[Succession]
    posts: list[Post] = field(default_factory=list)
    former: list[Post] = field(default_factory=list)


def unit_sheet(standing: Standing, pk: int) -> UnitSheet:
    """A unit with names over time, what lies below, what it came from, and (with the right) its posts."""
    found = unit(standing, pk)
    names = list(found.names.all())
    seen = standing.within("people", "view", unit="unit__code", territory="unit__territory")
    posts = list(Post.objects.filter(seen, unit=found).select_related("person").order_by("pk"))
    official = sorted((name for name in names if not name.alias), key=_since)
    return UnitSheet(
        found, _above(standing, found), official, [name for name in names if name.alias],
        list(found.children.filter(standing.within("units", "view", unit="code"))),
        list(found.came_from.select_related("before")), list(found.followed_by.select_related("after")),
        [post for post in posts if post.valid_to is None], [post for post in posts if post.valid_to is not None],
    )  # fmt: skip


def _since(name: UnitName) -> str:
    return name.valid_from.isoformat() if name.valid_from else ""


def _above(standing: Standing, below: Unit) -> list[Unit]:
    """The units above it that are within reach too, the highest first. One query."""
    reach = {unit.pk: unit for unit in Unit.objects.filter(standing.within("units", "view", unit="code"))}
    found: list[Unit] = []
    parent = reach.get(below.parent_id or 0)
    while parent is not None and parent not in found:
        found.insert(0, parent)
        parent = reach.get(parent.parent_id or 0)
    return found


@dataclass(frozen=True, slots=True)
class Listed:
    """An account in the list, with its holdings here."""

    account: Account
    holdings: list[Holding]
    failures: int
    second_factor: bool

    @property
    def locked(self) -> bool:
        """Whether one more try, even with the right password, is refused for now."""
        return self.failures >= settings.AXES_FAILURE_LIMIT


def accounts_of(standing: Standing, asked: str = "") -> list[Listed]:
    """The accounts that hold a role in the territory; `asked`: part of username, label, or unit. Three queries."""
    here = Holding.objects.filter(standing.within("accounts", "view", unit="unit__code", territory="unit__territory"))
    found = Account.objects.filter(holdings__in=here)
    if asked:
        found = found.filter(
            Q(username__icontains=asked) | Q(label__icontains=asked) | Q(holdings__unit__name__icontains=asked)
        )
    return _listed(found.distinct(), here)


def _listed(found: QuerySet[Account], here: QuerySet[Holding]) -> list[Listed]:
    device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    listed = list(
        found.annotate(has_second_factor=Exists(device))
        .prefetch_related(Prefetch("holdings", here.select_related("unit"), "here"))
    )  # fmt: skip
    failed = accounts.failures([account.username for account in listed])
    return [
        Listed(account, account.here, failed.get(account.username, 0), account.has_second_factor) for account in listed
    ]


def account(standing: Standing, pk: int) -> Listed:
    """One of them. Raises `NotFound` for every other."""
    here = Holding.objects.filter(standing.within("accounts", "view", unit="unit__code", territory="unit__territory"))
    found = _listed(Account.objects.filter(holdings__in=here, pk=pk).distinct(), here)
    if not found:
        raise NotFound("account.unknown", id=pk)
    return found[0]


def holds(account: Account, holding: int) -> bool:
    with wall.everywhere():  # one's own may be in several districts
        return Holding.objects.filter(account=account, pk=holding).exists()


def holdings_of(account: Account) -> list[Holding]:
    """All that somebody holds, in every district."""
    with wall.everywhere():
        return list(account.holdings.select_related("unit"))


def demo_accounts() -> list[Holding]:
    """One account for each role, for the demo's log-in page."""
    held = Holding.objects.filter(account__username__startswith="demo-", account__is_active=True)
    return list(held.select_related("account", "unit"))


_FACT_LEVELS: dict[str, Level] = {"county": "county", "town": "town", "village": "village"}


def unit_tree(territory: str) -> UnitTree:
    """The district's units as core knows them, with every name they bear or bore. Two queries."""
    units = Unit.objects.filter(territory=territory, level__in=_FACT_LEVELS).prefetch_related("names").order_by("pk")
    codes = dict(Unit.objects.filter(territory=territory).values_list("pk", "code"))
    return UnitTree(
        UnitFacts(
            unit.code, unit.name, _FACT_LEVELS[unit.level],
            tuple(dict.fromkeys(name.name for name in unit.names.all() if name.name != unit.name)),
            codes.get(unit.parent_id or 0), unit.cadres,
        )
        for unit in units
    )  # fmt: skip


def names_in(territory: str) -> list[str]:
    """Names that units of the district have or had, and those of people known there: what goes out names none."""
    names = set(UnitName.objects.filter(unit__territory=territory).values_list("name", flat=True))
    names |= set(Unit.objects.filter(territory=territory).values_list("name", flat=True))
    return sorted(names | set(Person.objects.filter(territory=territory).values_list("name", flat=True)))
