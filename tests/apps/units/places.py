"""Two districts with a town, villages and an account for each role, for the tests of units."""

from __future__ import annotations

from django.test import Client

from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services
from songbang.apps.units.models import Account, Unit
from songbang.core.units import Unit as UnitFacts

PASSWORD = "a-long-enough-word"
HERE, THERE = "330402", "330411"
UNITS = [
    UnitFacts("330402", "南湖区", "county"),
    UnitFacts("330402103", "新丰镇", "town", ("新丰",), "330402", 98),
    UnitFacts("330402103208", "净湘村", "village", (), "330402103", 8),
    UnitFacts("330402103209", "竹林村", "village", (), "330402103", 7),
    UnitFacts("330402010", "南湖街道", "town", (), "330402", 72),
]
ELSEWHERE = [
    UnitFacts("330411", "秀洲区", "county"),
    UnitFacts("330411100", "王店镇", "town", (), "330411", 60),
]
SEATS = {
    "village": "330402103208", "town": "330402103", "department": "330402", "approver": "330402",
    "supervisor": "330402", "administrator": "330402", "auditor": "330402",
}  # fmt: skip


def make_places() -> None:
    services.import_units(SYSTEM, UNITS, HERE)
    services.import_units(SYSTEM, ELSEWHERE, THERE)


def account(role: str, code: str | None = None, username: str | None = None) -> Account:
    unit = Unit.objects.get(code=code or SEATS[role])
    return services.make_account(SYSTEM, username or role, PASSWORD, [(role, unit)], label=role)


def logged_in(username: str, password: str = PASSWORD) -> Client:
    client = Client()
    assert client.post("/log-in/", {"username": username, "password": password}).status_code == 302
    return client


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)
