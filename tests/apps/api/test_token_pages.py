"""The pages on which tokens are allowed, collected and ended."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from songbang.apps.units.models import ApiToken, Holding
from tests.apps.units.places import account, logged_in


def _allow(client: Client, holding: Holding, **told: Any) -> Any:
    form = {"name": "OA 取数", "holding": holding.pk, "scopes": ["units:read"], "days": 90, **told}
    return client.post(f"/accounts/{holding.account_id}/tokens/", form)


def test_from_the_administrators_yes_to_a_program_that_reads_and_to_its_end(places: None) -> None:
    owner = account("town")
    account("administrator")
    office, own = logged_in("administrator"), logged_in("town")
    assert _allow(office, owner.holdings.get()).status_code == 302
    token = ApiToken.objects.get()
    assert "等本人领取" in office.get(f"/accounts/{owner.pk}/tokens/").content.decode()

    page = own.post(f"/account/tokens/{token.pk}/collect/")
    assert "no-store" in page.headers["Cache-Control"]
    said = re.findall(r"sbt_[\w-]{40,}", page.content.decode())
    assert len(said) == 1
    assert Client().get("/api/units", headers={"Authorization": f"Bearer {said[0]}"}).status_code == 200
    assert said[0] not in own.get("/account/tokens/").content.decode()

    assert office.post(f"/accounts/{owner.pk}/tokens/{token.pk}/end/").status_code == 302
    assert Client().get("/api/units", headers={"Authorization": f"Bearer {said[0]}"}).status_code == 401


def test_who_allows_a_token_cannot_collect_it(places: None) -> None:
    owner = account("town")
    account("administrator")
    office = logged_in("administrator")
    _allow(office, owner.holdings.get())
    assert office.post(f"/account/tokens/{ApiToken.objects.get().pk}/collect/").status_code == 404


def test_a_scope_beyond_the_holdings_rights_is_refused_with_its_name(places: None) -> None:
    owner = account("auditor")
    account("administrator")
    answer = _allow(logged_in("administrator"), owner.holdings.get())
    assert answer.status_code == 400
    assert not ApiToken.objects.exists()


def test_an_owner_ends_own_tokens_and_no_others(places: None) -> None:
    owner = account("town")
    account("administrator")
    account("village")
    _allow(logged_in("administrator"), owner.holdings.get())
    key = ApiToken.objects.get().pk
    assert logged_in("village").post(f"/account/tokens/{key}/end/").status_code == 404
    assert ApiToken.objects.get().ended_at is None
    assert logged_in("town").post(f"/account/tokens/{key}/end/").status_code == 302
    assert ApiToken.objects.get().ended_at is not None


def test_a_token_of_another_district_is_not_the_administrators_to_allow_or_end(places: None) -> None:
    foreign = account("town", "330411100", "foreign")
    account("administrator")
    assert _allow(logged_in("administrator"), foreign.holdings.get()).status_code == 404
