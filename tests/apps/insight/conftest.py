"""The site with two towns, a village, an account a role, and rows made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from songbang.apps.units.models import Account
from tests.apps.insight import seed

Login = Callable[[str], Client]
TOWN, OTHER, VILLAGE = "330402103", "330402010", "330402103208"


@pytest.fixture
def office(db: Any) -> None:
    seed.make_units()
    seed.make_accounts(TOWN, VILLAGE)


@pytest.fixture
def enter(office: None) -> Login:
    """A client that is logged in as the account of a role."""

    def entered(role: str) -> Client:
        client = Client()
        account = Account.objects.get(username=f"demo-{role}")
        client.force_login(account, backend="songbang.apps.units.backends.AccountBackend")
        return client

    return entered


@pytest.fixture
def rows(office: None) -> None:
    """2019: three documents at 新丰镇 (two of 区司法局), one at 南湖街道, one meeting at 净湘村. 2018: two and none."""
    kept = [
        seed.row(2, "documents", TOWN, date(2019, 1, 3), issuer="区司法局", issuer_level="county"),
        seed.row(3, "documents", TOWN, date(2019, 2, 3), issuer="南湖区司法局", issuer_level="county"),
        seed.row(4, "documents", TOWN, date(2019, 3, 3), "=1+1", issuer="市公安局", issuer_level="above"),
        seed.row(5, "documents", OTHER, date(2019, 3, 4), issuer="区商务局", issuer_level="county"),
        seed.row(6, "meetings", VILLAGE, date(2019, 3, 6), "村民代表会", starts_at=540, ends_at=600, minutes=60,
                 duration_stated=True),
        seed.row(7, "documents", TOWN, date(2018, 1, 3), issuer="区司法局", issuer_level="county"),
        seed.row(8, "documents", TOWN, date(2018, 2, 3), issuer="区商务局", issuer_level="county"),
    ]  # fmt: skip
    seed.store(seed.make_import("台账.xlsx", unit=TOWN), kept)


def opened(client: Client, address: str) -> str:
    """The page, after the figures that it lacks were computed."""
    response = client.get(address)
    if "Refresh" in response:
        assert client.get(response["Refresh"].partition("url=")[2]).status_code == 302
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()
