"""The own account: password, second factor, large type."""

from __future__ import annotations

from binascii import unhexlify

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from songbang.apps.units.models import Account
from tests.apps.units.places import PASSWORD, account, logged_in

NEW = "an-own-password-9"


@pytest.fixture
def town(places: None) -> Client:
    account("town")
    return logged_in("town")


def _code(*, later: int = 0) -> str:
    key = unhexlify(TOTPDevice.objects.get().key)
    return f"{totp(key, t0=-30 * later):06d}"


def _forget() -> None:
    """As if the codes used so far were long ago, and no wrong one had been tried."""
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)


def _with_second_factor(client: Client) -> None:
    client.post("/account/second-factor/begin/")
    assert client.post("/account/second-factor/confirm/", {"code": _code()}).status_code == 302
    _forget()


def test_a_password_is_changed_by_who_knows_the_current_one(town: Client) -> None:
    wrong = {"current": "not-this", "password": NEW, "again": NEW}
    assert town.post("/account/password/", wrong).status_code == 400
    unequal = {"current": PASSWORD, "password": NEW, "again": NEW + "x"}
    assert "两遍不一样" in town.post("/account/password/", unequal).content.decode()
    elsewhere = logged_in("town")
    assert town.post("/account/password/", {"current": PASSWORD, "password": NEW, "again": NEW}).status_code == 302
    assert town.get("/units/").status_code == 200
    assert elsewhere.get("/units/").status_code == 302  # other sessions of the account ended


def test_the_key_is_shown_as_a_picture_of_its_own_address_and_never_kept_by_caches(town: Client) -> None:
    assert town.get("/account/second-factor/code.svg").status_code == 404
    town.post("/account/second-factor/begin/")
    picture = town.get("/account/second-factor/code.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    assert "no-store" in picture["Cache-Control"]
    assert b"style=" not in picture.content
    page = town.get("/account/second-factor/").content.decode()
    assert 'src="/account/second-factor/code.svg"' in page


def test_a_second_factor_counts_only_when_confirmed_and_is_then_asked_for(town: Client) -> None:
    town.post("/account/second-factor/begin/")
    assert logged_in("town").get("/units/").status_code == 200  # an unconfirmed key locks nobody out
    assert town.post("/account/second-factor/confirm/", {"code": "000000"}).status_code == 400
    _forget()
    assert town.post("/account/second-factor/confirm/", {"code": _code()}).status_code == 302
    assert town.get("/units/").status_code == 200
    _forget()
    client = logged_in("town")
    assert client.get("/units/")["Location"] == "/second-factor/"
    assert client.post("/account/second-factor/end/", {"code": _code()})["Location"] == "/second-factor/"
    assert client.post("/second-factor/", {"code": _code()}).status_code == 302
    assert client.get("/units/").status_code == 200


def test_codes_cannot_be_tried_through(town: Client) -> None:
    _with_second_factor(town)
    client = logged_in("town")
    for _ in range(3):
        client.post("/second-factor/", {"code": "000000"})
    assert client.post("/second-factor/", {"code": _code()}).status_code == 401  # even the right one must wait now


def test_a_code_works_once(town: Client) -> None:
    _with_second_factor(town)
    code = _code()
    first, second = logged_in("town"), logged_in("town")
    assert first.post("/second-factor/", {"code": code}).status_code == 302
    assert second.post("/second-factor/", {"code": code}).status_code == 401


def test_the_second_factor_is_ended_by_a_code_or_by_the_administrator(town: Client) -> None:
    _with_second_factor(town)
    assert town.post("/account/second-factor/end/", {"code": "000000"}).status_code == 400
    _forget()
    assert town.post("/account/second-factor/end/", {"code": _code()}).status_code == 302
    assert logged_in("town").get("/units/").status_code == 200
    _with_second_factor(town)
    account("administrator")
    owner = Account.objects.get(username="town")
    assert logged_in("administrator").post(f"/accounts/{owner.pk}/second-factor/").status_code == 302
    assert logged_in("town").get("/units/").status_code == 200


def test_large_type_is_kept_for_the_account(town: Client) -> None:
    assert 'class="large"' not in town.get("/units/").content.decode()
    town.post("/account/look/", {"large_type": "on"})
    assert 'class="large"' in logged_in("town").get("/units/").content.decode()
