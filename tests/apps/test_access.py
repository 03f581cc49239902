"""Every address as every role: what the role's rights lack is 404, and no view of ours forgets to ask.

Pages that are added later are walked too: an address with arguments must say in `ARGUMENTS` what fills them, or a test
here fails. `OPEN` lists the few views that ask nobody to log in, each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from songbang.apps.units import access
from songbang.apps.units.models import Account, Unit
from songbang.apps.units.permissions import TABLE
from tests.apps.units.places import SEATS, account, logged_in, make_places, unit

OPEN = {
    "songbang.ui.views.choose_language": "keeps a cookie",
    "songbang.apps.units.views.log_in": "logs in",
    "songbang.apps.units.views.log_out": "logs out",
    "songbang.apps.units.views.second_factor": "the second half of logging in: asks for the first half itself",
    "songbang.api.openapi": "asks for a token or a log-in itself",
    "songbang.apps.agenda.plan_views.feed": "the same: a calendar program brings no log-in",
    "songbang.apps.demands.base_views.check": "whoever gets a demand checks its number; it shows what the paper shows",
    "songbang.apps.upkeep.views.live": "asked by machines; tells nothing of anybody",
    "songbang.apps.upkeep.views.ready": "asked by machines; tells nothing of anybody",
    "songbang.apps.upkeep.views.prometheus": "asks for a token, or that it is this machine, itself",
    "songbang.apps.insight.week_views.feed": "a calendar program has no log-in: the address is the secret",
    "songbang.ui.views.manifest": "what a telephone must know of the site; tells nothing of anybody",
    "songbang.ui.views.offline_worker": "a script of ours, at the root",
    "songbang.apps.evidence.room_views.room": "an inspector's room: the address is the secret, and expires",
    "songbang.apps.evidence.room_views.shown": "a file in an inspector's room",
    "songbang.apps.evidence.room_views.packed": "all files of an inspector's room",
}
"""View → why it needs no `page(...)` or `logged_in`."""
NOTHING_YET = {"songbang.apps.insight.rows_views.see_rows": "the places of these tests have taken no register in"}
"""View of an address without arguments that answers 404 for want of content, though the right is there → reason."""
OWN_CHECKS = ("ninja.",)
"""Modules whose views have a check of their own that tests of their own walk: the API, by token."""
ROLES = tuple(SEATS)


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its path with the arguments' names in it, and the view behind it."""

    path: str
    view: str

    def arguments(self) -> list[str]:
        return [part.partition(":")[2].partition(">")[0] for part in self.path.split("<")[1:]]

    def filled(self) -> str:
        filled = self.path
        for name in self.arguments():
            start, _, rest = filled.partition("<")
            filled = start + str(ARGUMENTS[name]) + rest.partition(">")[2]
        return f"/{filled}"


ARGUMENTS = {
    "line": 999_999, "act": "announce", "other": 999_998,
    "pk": 999_999, "key": 999_999, "holding": 999_999, "alias": 999_999, "post": 999_999, "reject": 999_999,
    "unit": 999_999, "figure": "documents", "token": "no-such-token", "name": "report.html",
    "shape": "sheets",
}  # fmt: skip
"""Argument → a value of the right shape. Of nothing that is there: so a right that is there may answer 404 as well,
and what must be 404 without the right is told from it by `asked_of` the view."""


def _addresses(patterns: list[Any], before: str = "") -> Iterator[Address]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            yield Address(path, f"{view.__module__}.{getattr(view, '__name__', type(view).__name__)}")


@cache
def addresses() -> tuple[Address, ...]:
    return tuple(_addresses(get_resolver().url_patterns))


def ours() -> list[Address]:
    return [address for address in addresses() if not address.view.startswith(OWN_CHECKS)]


def guarded() -> list[Address]:
    return [address for address in ours() if address.view in access.GUARDED]


@pytest.fixture
def places(db: None) -> None:
    make_places()


def test_every_view_is_guarded_or_open_for_a_reason() -> None:
    unguarded = {
        address.view
        for address in ours()
        if address.view not in access.GUARDED and address.view not in access.FOR_ALL and address.view not in OPEN
    }
    assert not unguarded, "make the view by units.access.page(resource, action)"


def test_every_reason_belongs_to_a_view_and_every_argument_to_an_address() -> None:
    assert not {*OPEN, *NOTHING_YET} - {address.view for address in ours()}
    used = {name for address in ours() for name in address.arguments()}
    assert not used - set(ARGUMENTS), "say in ARGUMENTS what fills it"


def test_every_guard_asks_for_a_right_that_the_table_has() -> None:
    assert not {right for right in access.GUARDED.values() if right not in TABLE}


def test_every_role_may_open_some_page_and_none_may_open_all() -> None:
    for role in ROLES:
        may = {address.view for address in guarded() if role in TABLE[access.GUARDED[address.view]]}
        assert may, role
        assert len(may) < len({address.view for address in guarded()}), role


@pytest.fixture
def asked_of(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The rights that were found to be there while a request ran: by it a 404 of the guard differs from a 404 of the
    view behind it."""
    passed: list[tuple[str, str]] = []
    real = access.standing

    class Watched:
        def __init__(self, standing: Any) -> None:
            self.standing = standing

        def may(self, resource: str, action: str) -> bool:
            allowed = bool(self.standing.may(resource, action))
            if allowed:
                passed.append((resource, action))
            return allowed

        def __getattr__(self, name: str) -> Any:
            return getattr(self.standing, name)

    monkeypatch.setattr(access, "standing", lambda request: Watched(real(request)))
    return passed


def _ask(client: Client, address: Address) -> int:
    """The status of the address; a page that only takes forms is sent an empty one."""
    client.raise_request_exception = False
    status = client.get(address.filled()).status_code
    return client.post(address.filled()).status_code if status == 405 else status


def _may_be_missing(address: Address) -> bool:
    return bool(address.arguments()) or address.view in NOTHING_YET


@pytest.mark.either_engine
@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_not_is_not_there_and_what_it_may_is(
    role: str, places: None, asked_of: list[tuple[str, str]]
) -> None:
    account(role)
    client = logged_in(role)
    wrong = []
    for address in guarded():
        right = access.GUARDED[address.view]
        asked_of.clear()
        status = _ask(client, address)
        if role not in TABLE[right]:
            wrong += [(address.path, status)] if status != 404 or right in asked_of else []
        elif right not in asked_of or status >= 500 or (status == 404 and not _may_be_missing(address)):
            wrong.append((address.path, status))
    assert not wrong


def test_without_log_in_every_guarded_page_leads_to_the_log_in(places: None) -> None:
    client = Client()
    wrong = []
    for address in ours():
        if address.view in OPEN:
            continue
        for answer in (client.get(address.filled()), client.post(address.filled())):
            if answer.status_code != 405 and not answer.headers.get("Location", "").startswith("/log-in/"):
                wrong.append((address.path, answer.status_code))
    assert not wrong


def test_an_account_without_a_role_opens_nothing(places: None) -> None:
    Account.objects.create_account("nobody", "a-long-enough-word")
    client = Client()
    client.post("/log-in/", {"username": "nobody", "password": "a-long-enough-word"})
    assert {_ask(client, address) for address in guarded()} == {302}


def _objects() -> Iterator[tuple[str, Any]]:
    """(address, what fills it) for objects of another district, and of a unit out of a town's reach."""
    for place in (unit("330411100"), unit("330411"), unit("330402010"), unit("330402")):
        for address in ours():
            if address.path.startswith("units/<int:pk>/"):
                yield address.filled().replace("999999", str(place.pk), 1), place


def test_units_of_others_are_not_there_for_a_town_under_any_address(places: None) -> None:
    account("town")
    client = logged_in("town")
    before = list(Unit.objects.values_list("pk", "name", "version", "valid_to"))
    found = [
        (address, place.name)
        for address, place in _objects()
        if {client.get(address).status_code, client.post(address).status_code} - {404, 405}
    ]
    assert not found
    assert list(Unit.objects.values_list("pk", "name", "version", "valid_to")) == before


def test_units_and_accounts_of_another_district_are_not_there_for_its_administrator(places: None) -> None:
    foreign = account("town", "330411100", "foreign")
    account("administrator")
    client = logged_in("administrator")
    fillings = {"units/<int:pk>/": unit("330411100").pk, "accounts/<int:pk>/": foreign.pk}
    found = [
        (address.path, answer.status_code)
        for address in ours()
        for start, pk in fillings.items()
        if address.path.startswith(start)
        for ask in (client.get, client.post)
        if (answer := ask(address.filled().replace("999999", str(pk), 1))).status_code not in (404, 405)
    ]
    assert not found
