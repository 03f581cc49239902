"""Two people edit one record: the second is told and shown both, and saving again keeps what they entered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from songbang.apps.journal.services import Actor
from songbang.apps.units import accounts
from songbang.apps.units.models import Account
from songbang.core.errors import Conflict
from tests.apps.units.places import account, unit


def _hidden(client: Client, address: str, name: str) -> str:
    page = client.get(address).content.decode()
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_the_second_editor_of_a_unit_is_shown_both(administrator: Client) -> None:
    place = unit("330402103")
    address = f"/units/{place.pk}/edit/"
    seen = _hidden(administrator, address, "version")
    told: dict[str, Any] = {"version": seen, "level": "town", "parent": place.parent_id, "cadres": 90, "traits": ""}
    assert administrator.post(address, told).status_code == 302
    answer = administrator.post(address, {**told, "cadres": 77})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>90</td><td>77</td>" in page
    again = re.search(r'name="version" value="(\d+)"', page)
    assert again
    assert administrator.post(address, {**told, "cadres": 77, "version": again[1]}).status_code == 302
    assert unit("330402103").cadres == 77


def test_the_second_editor_of_an_account_is_shown_both(administrator: Client) -> None:
    held = account("town")
    address = f"/accounts/{held.pk}/"
    told = {"seen": _hidden(administrator, address, "seen"), "label": "党政办甲", "sign_on": ""}
    assert administrator.post(f"{address}describe/", told).status_code == 302
    answer = administrator.post(f"{address}describe/", {**told, "label": "党政办乙"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>党政办甲</td><td>党政办乙</td>" in page
    again = re.search(r'name="seen" value="(\w+)"', page)
    assert again
    assert administrator.post(f"{address}describe/", {**told, "label": "党政办乙", "seen": again[1]}).status_code == 302
    assert Account.objects.get(pk=held.pk).label == "党政办乙"


def test_the_service_itself_refuses_what_was_seen_otherwise(places: None) -> None:
    held = account("town")
    with pytest.raises(Conflict, match=r"account\.changed"):
        accounts.describe(Actor("x", territory="330402"), held, "甲", "", seen="0" * 16)
