"""Accounts by an administrator: roles kept apart, passwords, locks, and never another district's."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services
from songbang.apps.units.models import Account, Holding
from tests.apps.units.places import PASSWORD, account, logged_in, unit

GIVEN = "first-password-7"
CHOSEN = "an-own-password-9"


def _make(client: Client, **changed: object) -> int:
    told = {
        "username": "xinfeng", "label": "新丰镇党政办", "role": "town", "unit": unit("330402103").pk, "password": GIVEN,
    }  # fmt: skip
    return client.post("/accounts/new/", {**told, **changed}).status_code


def test_a_new_account_must_choose_its_password_before_anything_else(administrator: Client) -> None:
    assert _make(administrator) == 302
    client = logged_in("xinfeng", GIVEN)
    assert client.get("/units/")["Location"] == "/account/password/"
    told = {"current": GIVEN, "password": CHOSEN, "again": CHOSEN}
    assert client.post("/account/password/", told).status_code == 302
    assert client.get("/units/").status_code == 200  # the session went on
    logged_in("xinfeng", CHOSEN)


@pytest.mark.parametrize(
    "password", ["eleven-sign", "1234567890123", "password1234", "xinfeng-1234", "a long one" * 13]
)
def test_a_weak_password_is_refused_with_its_reasons(administrator: Client, password: str) -> None:
    assert _make(administrator, password=password) == 400
    assert not Account.objects.filter(username="xinfeng").exists()


def test_a_username_is_taken_once(administrator: Client) -> None:
    assert _make(administrator) == 302
    assert _make(administrator) == 409


def test_a_unit_of_another_district_cannot_be_chosen(administrator: Client) -> None:
    assert _make(administrator, unit=unit("330411100").pk) == 400
    assert not Account.objects.filter(username="xinfeng").exists()


def test_supervisor_administrator_and_auditor_stay_apart_when_roles_are_added(administrator: Client) -> None:
    supervisor = account("supervisor")
    told = {"role": "auditor", "unit": unit("330402").pk}
    answer = administrator.post(f"/accounts/{supervisor.pk}/holdings/", told)
    assert answer.status_code == 409
    assert "督查、系统管理员、审计员三者要分开" in answer.content.decode()
    assert [holding.role for holding in supervisor.holdings.all()] == ["supervisor"]


def test_a_role_is_given_and_taken_and_the_last_stays(administrator: Client) -> None:
    town = account("town")
    told = {"role": "village", "unit": unit("330402103208").pk}
    assert administrator.post(f"/accounts/{town.pk}/holdings/", told).status_code == 302
    given, first = Holding.objects.get(account=town, role="village"), Holding.objects.get(account=town, role="town")
    assert administrator.post(f"/accounts/{town.pk}/holdings/{given.pk}/take/").status_code == 302
    assert administrator.post(f"/accounts/{town.pk}/holdings/{first.pk}/take/").status_code == 409
    assert [holding.role for holding in town.holdings.all()] == ["town"]


def test_the_last_administrator_is_neither_deactivated_nor_deprived(administrator: Client) -> None:
    own = Account.objects.get(username="administrator")
    administrator.post(f"/accounts/{own.pk}/holdings/", {"role": "village", "unit": unit("330402103208").pk})
    holding = own.holdings.get(role="administrator")
    assert administrator.post(f"/accounts/{own.pk}/active/", {"active": "0"}).status_code == 409
    assert administrator.post(f"/accounts/{own.pk}/holdings/{holding.pk}/take/").status_code == 409
    account("administrator", username="second")
    assert administrator.post(f"/accounts/{own.pk}/holdings/{holding.pk}/take/").status_code == 302


def test_a_deactivated_account_is_out_at_once_and_may_come_back(administrator: Client) -> None:
    town = account("town")
    client = logged_in("town")
    assert administrator.post(f"/accounts/{town.pk}/active/", {"active": "0"}).status_code == 302
    assert client.get("/units/").status_code == 302
    assert client.post("/log-in/", {"username": "town", "password": PASSWORD}).status_code == 401
    administrator.post(f"/accounts/{town.pk}/active/", {"active": "1"})
    logged_in("town")


def test_a_given_password_ends_the_sessions(administrator: Client) -> None:
    town = account("town")
    client = logged_in("town")
    assert administrator.post(f"/accounts/{town.pk}/password/", {"password": GIVEN}).status_code == 302
    assert client.get("/units/")["Location"].startswith("/log-in/")
    assert logged_in("town", GIVEN).get("/units/")["Location"] == "/account/password/"


def test_a_locked_account_is_shown_and_unlocked(administrator: Client) -> None:
    town = account("town")
    stranger = Client()
    for _ in range(5):
        stranger.post("/log-in/", {"username": "town", "password": "wrong"})
    assert stranger.post("/log-in/", {"username": "town", "password": PASSWORD}).status_code == 429
    assert "锁定" in administrator.get("/accounts/").content.decode()
    assert administrator.post(f"/accounts/{town.pk}/unlock/").status_code == 302
    assert "锁定" not in administrator.get("/accounts/").content.decode()
    logged_in("town")


def test_accounts_of_another_district_are_not_there(administrator: Client) -> None:
    other = account("town", "330411100", "elsewhere")
    assert "elsewhere" not in administrator.get("/accounts/").content.decode()
    assert administrator.get(f"/accounts/{other.pk}/").status_code == 404
    for act in ("password", "active", "unlock", "second-factor", "describe", "holdings"):
        assert administrator.post(f"/accounts/{other.pk}/{act}/", {"password": GIVEN}).status_code == 404
    assert other.check_password(PASSWORD)


def test_an_account_that_also_acts_elsewhere_is_not_opened_by_a_new_password(administrator: Client) -> None:
    held = [("town", unit("330402103")), ("town", unit("330411100"))]
    both = services.make_account(SYSTEM, "both", PASSWORD, held)
    assert administrator.post(f"/accounts/{both.pk}/password/", {"password": GIVEN}).status_code == 409
    assert "王店镇" not in administrator.get(f"/accounts/{both.pk}/").content.decode()
    both.refresh_from_db()
    assert both.check_password(PASSWORD)


def test_a_subject_at_the_provider_is_one_account(administrator: Client) -> None:
    assert _make(administrator, sign_on="abc-1", password="") == 302
    assert _make(administrator, username="other", sign_on="abc-1") == 409
    assert not Account.objects.get(username="xinfeng").has_usable_password()


def test_the_list_is_searched_and_takes_constant_queries(administrator: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        administrator.get("/accounts/")
    for number in range(12):
        account("town", "330402103", f"town{number}")
    with CaptureQueriesContext(connection) as many:
        page = administrator.get("/accounts/").content.decode()
    assert len(many) == len(few)
    assert "town11" in page
    found = administrator.get("/accounts/?q=town11").content.decode()
    assert "town11" in found
    assert "town10" not in found


def test_no_journal_entry_holds_a_password(administrator: Client) -> None:
    _make(administrator)
    client = logged_in("xinfeng", GIVEN)
    client.post("/account/password/", {"current": GIVEN, "password": CHOSEN, "again": CHOSEN})
    written = "".join(str((entry.before, entry.after)) for entry in Entry.objects.all())
    assert GIVEN not in written
    assert CHOSEN not in written
    assert Entry.objects.filter(act="account.password-chosen", actor="xinfeng").count() == 1
