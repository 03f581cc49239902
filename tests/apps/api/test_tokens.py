"""Tokens: what they say is known once, what they may is their scope, and they end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import tokens
from songbang.apps.units.models import Account, ApiToken
from songbang.core.errors import Conflict, NotFound
from songbang.ui import clock
from tests.apps.api.asking import Program
from tests.apps.api.conftest import Programs
from tests.apps.units.places import account


def code(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]  # type: ignore[attr-defined]


def test_without_a_token_the_answer_says_what_to_send(places: None) -> None:
    answer = Client().get("/api/units")
    assert code(answer) == (401, "token.missing")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("said", ["Bearer sbt_nothing", "Bearer ", "Basic YTpi", "sbt_x"])
def test_a_word_that_is_no_token_opens_nothing(places: None, said: str) -> None:
    assert Client().get("/api/units", headers={"Authorization": said}).status_code == 401


def test_a_log_in_is_no_token(program: Programs) -> None:
    client = Client()
    client.force_login(account("town"), backend="songbang.apps.units.backends.AccountBackend")
    assert client.get("/api/units").status_code == 401


def test_a_token_does_what_its_scope_says_and_no_more(program: Programs) -> None:
    assert code(program("town", ["figures:read"]).get("/units")) == (403, "token.scope")


def test_a_scope_gives_no_right_that_the_holding_lacks(program: Programs) -> None:
    assert code(program("auditor").get("/units")) == (404, "api.not_there")


def test_an_ended_token_an_expired_one_and_one_of_a_closed_account_are_all_unknown(program: Programs) -> None:
    asks = program("town")
    assert asks.get("/units").status_code == 200
    for change, back in (
        ({"ended_at": clock.now()}, {"ended_at": None}),
        ({"expires_at": clock.now()}, {"expires_at": clock.now() + timedelta(days=1)}),
    ):
        ApiToken.objects.update(**change)
        assert code(asks.get("/units")) == (401, "token.unknown")
        ApiToken.objects.update(**back)
    assert asks.get("/units").status_code == 200
    Account.objects.update(is_active=False)
    assert code(asks.get("/units")) == (401, "token.unknown")


def test_a_token_ends_with_the_role_that_it_was_given_for(program: Programs) -> None:
    asks = program("town")
    Account.objects.get().holdings.all().delete()
    assert code(asks.get("/units")) == (401, "token.unknown")


def test_only_its_owner_collects_a_token_and_only_once(places: None) -> None:
    owner, other = account("town"), account("administrator")
    allowed = tokens.allow(SYSTEM, other, owner.holdings.get(), "报表", ["units:read"], 30)
    with pytest.raises(NotFound, match=r"token\.not_there"):
        tokens.collect(SYSTEM, other, allowed.pk)
    said = tokens.collect(SYSTEM, owner, allowed.pk)
    assert Program(Client(), said).get("/units").status_code == 200
    with pytest.raises(Conflict, match=r"token\.collected"):
        tokens.collect(SYSTEM, owner, allowed.pk)
    kept = ApiToken.objects.get()
    assert said not in str(ApiToken.objects.values())
    assert said.startswith(kept.prefix)
    assert [entry.act for entry in Entry.objects.filter(subject=f"token:{kept.pk}")] == [
        "token.allowed", "token.collected",
    ]  # fmt: skip


def test_the_last_use_is_kept_and_not_written_at_every_request(program: Programs) -> None:
    asks = program("town")
    asks.get("/units")
    first = ApiToken.objects.get().last_used_at
    assert first is not None
    asks.get("/units")
    assert ApiToken.objects.get().last_used_at == first
