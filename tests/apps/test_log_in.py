"""Logging in, and what the frame shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM, broken_entries
from songbang.apps.units import services
from songbang.core.errors import Conflict
from songbang.core.units import Unit as UnitFacts
from songbang.ui import clock

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-word"
UNITS = [
    UnitFacts("330402", "南湖区", "county"),
    UnitFacts("330402103", "新丰镇", "town", ("新丰",), "330402", 98),
    UnitFacts("330402103208", "净湘村", "village", (), "330402103", 8),
    UnitFacts("330402010", "南湖街道", "town", (), "330402", 72),
]


@pytest.fixture
def town(client: Client) -> Client:
    from songbang.apps.units.models import Unit

    services.import_units(SYSTEM, UNITS, "330402")
    services.make_account(SYSTEM, "town", PASSWORD, [("town", Unit.objects.get(code="330402103"))])
    client.post("/log-in/", {"username": "town", "password": PASSWORD})
    return client


def test_a_town_sees_itself_and_its_villages_and_no_other_town(town: Client) -> None:
    page = town.get("/units/").content.decode()
    assert "新丰镇" in page
    assert "净湘村" in page
    assert "南湖街道" not in page


def test_a_wrong_password_is_told_and_logs_nobody_in(client: Client) -> None:
    response = client.post("/log-in/", {"username": "nobody", "password": "wrong"})
    assert response.status_code == 401
    assert client.get("/units/").status_code == 302


def test_after_five_failures_the_account_is_locked(client: Client, town: Client) -> None:
    stranger = Client()
    for _ in range(5):
        stranger.post("/log-in/", {"username": "town", "password": "wrong"})
    response = stranger.post("/log-in/", {"username": "town", "password": PASSWORD})
    assert response.status_code == 429


def test_the_page_speaks_the_language_that_was_chosen(town: Client) -> None:
    town.post("/language/", {"language": "en", "back": "/units/"})
    assert "Units" in town.get("/units/").content.decode()


def test_supervisor_administrator_and_auditor_are_never_one_account() -> None:
    from songbang.apps.units.models import Unit

    services.import_units(SYSTEM, UNITS, "330402")
    district = Unit.objects.get(code="330402")
    with pytest.raises(Conflict, match=r"account\.roles_apart"):
        services.make_account(SYSTEM, "all", PASSWORD, [("supervisor", district), ("auditor", district)])


def test_every_act_stands_in_the_journal_and_the_chain_holds(town: Client) -> None:
    acts = list(Entry.objects.values_list("act", flat=True))
    assert acts == ["units.imported", "account.made", "account.logged-in"]
    assert list(broken_entries()) == []


def test_a_session_ends_when_nobody_used_it_and_when_it_is_old(town: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    real, gone = clock.now, timedelta(0)
    monkeypatch.setattr(clock, "now", lambda: real() + gone)
    assert town.get("/units/").status_code == 200
    for minutes in range(29, 8 * 60, 29):  # used all day
        gone = timedelta(minutes=minutes)
        assert town.get("/units/").status_code == 200, gone
    gone = timedelta(hours=8, minutes=1)
    assert town.get("/units/")["Location"].startswith("/log-in/")
    town.post("/log-in/", {"username": "town", "password": PASSWORD})
    assert town.get("/units/").status_code == 200
    gone += timedelta(minutes=31)
    assert town.get("/units/")["Location"].startswith("/log-in/")
    assert "_auth_user_id" not in town.session
