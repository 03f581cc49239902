"""The demo: one account for each role, in a home of its own only."""

from __future__ import annotations

import pytest

from songbang.apps.units.demo import ROLES, is_made, make_district
from songbang.apps.units.models import Unit
from songbang.apps.units.queries import DEMO_PASSWORD, demo_accounts
from songbang.core.errors import Conflict
from songbang.core.units import UnitTree
from tests.apps.units.places import UNITS, logged_in, make_places

pytestmark = pytest.mark.django_db


def test_there_is_an_account_for_each_role_and_each_logs_in() -> None:
    assert not is_made()
    make_district(UnitTree(UNITS), lambda name: name == "竹林村")
    assert [holding.role for holding in demo_accounts()] == list(ROLES)
    assert is_made()
    for role in ROLES:
        logged_in(f"demo-{role}", DEMO_PASSWORD)


def test_village_and_town_are_those_that_have_registers() -> None:
    make_district(UnitTree(UNITS), lambda name: name == "竹林村")
    seats = {holding.role: holding.unit.name for holding in demo_accounts()}
    assert (seats["village"], seats["town"]) == ("竹林村", "新丰镇")
    department = Unit.objects.get(level="department")
    assert "南湖区农业农村局" in {name.name for name in department.names.all()}


def test_a_home_with_real_data_is_refused() -> None:
    make_places()
    with pytest.raises(Conflict, match=r"demo\.in_use"):
        is_made()
