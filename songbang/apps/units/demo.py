"""The sample district's units and one account for each role. Only ever in a home of its own."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import changing, services
from songbang.apps.units.models import Account, Unit
from songbang.apps.units.permissions import Role
from songbang.apps.units.queries import DEMO_PASSWORD
from songbang.core.errors import Conflict
from songbang.core.units import UnitTree
from songbang.core.words import labels

PREFIX = "demo-"
ROLES: tuple[Role, ...] = (
    "village", "town", "department", "approver", "supervisor", "administrator", "auditor",
)  # fmt: skip


def is_made() -> bool:
    """Whether this home holds the demo. Raises `Conflict` ("demo.in_use") where it holds anything else."""
    made = Account.objects.filter(username__startswith=PREFIX).exists()
    if not made and (Unit.objects.exists() or Account.objects.exists()):
        raise Conflict("demo.in_use", home=settings.HOME)
    return made


@transaction.atomic
def make_district(tree: UnitTree, keeps_registers: Callable[[str], bool]) -> list[Account]:
    """Units and accounts. The village is one of which `keeps_registers(name)` holds, the town the one above it."""
    county = tree.at("county")[0]
    services.import_units(SYSTEM, tree.units.values(), county.code)
    words = labels("zh-Hans")["demo_labels"]
    here = Unit.objects.get(code=county.code)
    values = {"level": "department", "parent": here, "functional_area": False, "traits": [], "cadres": 30}
    own_code = f"{county.code}-NY"
    department = changing.add_unit(SYSTEM, own_code, words["the_department"], values, county.code)
    changing.add_alias(SYSTEM, department, here.name + words["the_department"][1:], None, None)
    villages = list(Unit.objects.filter(level="village", territory=county.code).select_related("parent"))
    village = next((unit for unit in villages if keeps_registers(unit.name)), villages[0])
    seats = {"village": village, "town": village.parent or here, "department": department}
    return [
        services.make_account(
            SYSTEM, f"{PREFIX}{role}", DEMO_PASSWORD, [(role, seats.get(role, here))], label=words[role]
        )
        for role in ROLES
    ]
