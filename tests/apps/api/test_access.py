"""Every operation of the API as every role, of the own territory and of another, as the rights table says.

Operations that are added later are walked too: an argument of an address needs its value in `FILLED`, a body one in
`BODIES` or `ASKING`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client

from songbang.api import schema
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import accounts
from songbang.apps.units.models import Account
from songbang.apps.units.operations import OPERATIONS
from songbang.apps.units.permissions import TABLE, scope_of
from tests.apps.api.asking import Program, token_of
from tests.apps.api.conftest import Programs
from tests.apps.api.filling import fill_district
from tests.apps.units.places import SEATS, account, make_places, unit

ROLES = tuple(SEATS)
FILLED: dict[str, Any] = {
    "key": 999_999,
    "code": "330411100",
    "figure": "documents.received",
    "name": "report.html",
    "shape": "sheets",
}
"""Argument of an address → a value of the right shape: of nothing that is there, or of another territory."""
BODIES: dict[str, Any] = {
    "order_report": {"unit": "330411100", "period": "2019-01:2019-07"},
    "accept_import": {"version": 1}, "discard_import": {"version": 1}, "undo_import": {"version": 1},
    "read_import_again": {"version": 1},
}  # fmt: skip
"""Operation → a body of the right form, about nothing of the own territory."""
_DEMAND = {"kind": "document", "title": "通知", "issued_on": "2025-03-03", "targets": [{"code": "330411100"}]}
ASKING: dict[str, Any] = {"weigh_demand": {"demand": _DEMAND}, "ask_demand": {"demand": _DEMAND}}
"""The same, of operations that refuse what is not of the own territory as something said wrongly (400)."""
_FACT = {
    "unit": "330411100",
    "form": "台账",
    "indicator": "危旧房",
    "measure": "幢",
    "value": "1",
    "as_of": "2025-12-31",
}
PASSING: dict[str, Any] = {"give_facts": {"facts": [_FACT]}}
"""The same, of operations that take some of what is said and tell what they passed over."""


def _operations() -> Iterable[tuple[str, str, str, tuple[str, str]]]:
    """(method, filled path, operation id, right)."""
    paths = schema()["paths"]
    for name, right in OPERATIONS.items():
        method, _, path = name.partition(" ")
        yield method, path.format(**FILLED), paths[f"/api{path}"][method.lower()]["operationId"], right


def _ask(program: Program, method: str, path: str, operation: str) -> Any:
    if method == "GET":
        return program.get(path)
    return program.send(path, {**BODIES, **ASKING, **PASSING}.get(operation, {}), method.lower())


def test_every_operation_asks_for_a_right_of_the_table_and_says_its_scope() -> None:
    assert not [name for name, right in OPERATIONS.items() if right not in TABLE]
    for method, path, operation, right in _operations():
        found = schema()["paths"]
        told = next(o for p in found.values() for o in p.values() if o["operationId"] == operation)
        assert told["x-scope"] == scope_of(*right), (method, path)
        assert told["security"], (method, path)


def test_every_operation_of_the_schema_is_made_by_routes() -> None:
    told = {f"{m.upper()} {path.removeprefix('/api')}" for path, found in schema()["paths"].items() for m in found}
    assert told == set(OPERATIONS)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_not_is_not_there_and_what_it_may_is(role: str, program: Programs) -> None:
    asks = program(role)
    wrong = []
    for method, path, operation, right in _operations():
        answer = _ask(asks, method, path, operation)
        refused = answer.status_code == 404 and answer.json()["code"] == "api.not_there"
        if refused == (role in TABLE[right]) or answer.status_code >= 500:
            wrong.append((method, path, answer.status_code))
    assert not wrong


@pytest.mark.parametrize("role", ROLES)
def test_what_is_of_another_territory_is_not_there(role: str, program: Programs) -> None:
    """Every address with arguments is filled with what is not of the own territory, so that none may be found."""
    asks = program(role)
    found = [
        (method, path, answer.status_code)
        for method, path, operation, _ in _operations()
        if operation in BODIES or "999999" in path or "330411100" in path
        if (answer := _ask(asks, method, path, operation)).status_code != 404
    ]
    assert not found


def test_what_is_said_of_another_territory_is_refused(program: Programs) -> None:
    """By every role that may say it at all."""
    for role in ROLES:
        asks = program(role)
        for method, path, operation, right in _operations():
            if operation in ASKING and role in TABLE[right]:
                answer = _ask(asks, method, path, operation)
                assert (answer.status_code, answer.json()["code"]) == (400, "request.units_unknown"), (role, path)


def test_of_what_is_said_of_another_territory_nothing_is_taken(program: Programs) -> None:
    for role in ROLES:
        asks = program(role)
        for method, path, operation, right in _operations():
            if operation in PASSING and role in TABLE[right]:
                answer = _ask(asks, method, path, operation).json()
                assert (answer["new"], answer["passed_over"]) == (0, [0]), (role, path)


def test_without_a_token_and_without_its_scope_no_operation_answers(places: None, program: Programs) -> None:
    bare, narrow = Program(Client(), "sbt_nothing"), program("supervisor", [])
    for method, path, operation, _ in _operations():
        assert _ask(bare, method, path, operation).status_code == 401, path
        assert _ask(narrow, method, path, operation).status_code in (403, 422), path


@pytest.fixture
def two_districts(db: Any) -> tuple[Program, Program]:
    """A supervisor of each of two districts, each with an import and a report."""
    make_places()
    return fill_district("330402"), fill_district("330411")


def test_no_operation_gives_anything_of_the_other_district(two_districts: tuple[Program, Program]) -> None:
    """Ids of real objects of the one district, asked by the other's supervisor."""
    here, there = two_districts
    ids = {
        "imports": here.get("/imports").json()["items"][0]["id"],
        "reports": here.get("/reports").json()["items"][0]["id"],
        "rows": here.get("/figures/documents.received/rows?period=2019-01").json()["items"][0]["id"],
    }
    asked = 0
    for name in OPERATIONS:
        method, _, path = name.partition(" ")
        kind = path.split("/")[1]
        if "{key}" in path and kind in ids:
            filled = path.format(**{**FILLED, "key": ids[kind]})
            operation = schema()["paths"][f"/api{path}"][method.lower()]["operationId"]
            answer = _ask(there, method, filled, operation)
            assert answer.status_code == 404, (method, filled, answer.content)
            asked += 1
    assert asked >= 8
    for path in ("/imports", "/reports", "/units"):
        mine, theirs = here.get(path).json()["items"], there.get(path).json()["items"]
        assert mine
        assert not {str(one) for one in mine} & {str(one) for one in theirs}


def test_a_token_acts_in_its_holding_alone(places: None) -> None:
    """An account that holds a town and a village: the village's token reaches the village."""
    held = account("town")
    village = accounts.give_holding(SYSTEM, held, "village", unit("330402103208"))
    asks = Program(Client(), token_of(village))
    assert [one["code"] for one in asks.get("/units").json()["items"]] == ["330402103208"]
    assert Account.objects.count() == 1
