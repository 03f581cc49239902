"""Whatever goes wrong under /api/ is told as RFC 9457 has it, in our catalogue's words."""

from __future__ import annotations

import pytest
from django.test import Client

from songbang.apps.units import queries
from tests.apps.api.conftest import Programs


def test_a_problem_has_its_members_and_the_catalogues_words(program: Programs) -> None:
    answer = program("town").get("/units/330411")
    assert answer.json() == {
        "type": "urn:songbang:problem:unit.unknown", "title": "没有这一项：330411", "status": 404,
        "detail": "回到单位页再试", "instance": "/api/units/330411", "code": "unit.unknown",
    }  # fmt: skip


def test_its_words_follow_accept_language(program: Programs) -> None:
    answer = program("town").get("/units/330411", **{"Accept-Language": "en-GB,zh;q=0.5"})
    assert answer.json()["title"] == "there is nothing with id 330411"
    assert "單位" in program("village").get("/units/1", **{"Accept-Language": "zh-TW"}).json()["detail"]


def test_a_wrong_parameter_is_named(program: Programs) -> None:
    answer = program("town").get("/units?limit=0")
    assert (answer.status_code, answer.json()["code"]) == (422, "api.not_schema")
    assert [(error["in"], error["parameter"]) for error in answer.json()["errors"]] == [("query", "limit")]


def test_a_misspelt_parameter_is_not_passed_over(program: Programs) -> None:
    answer = program("town").get("/units?limt=5")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "limt")


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJvdGhlciIsICJ4Il0", "WyJ1bml0cyIsIDFd"])
def test_a_cursor_that_no_page_gave_is_refused(program: Programs, cursor: str) -> None:
    answer = program("town").get(f"/units?after={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "api.cursor")


def test_an_address_that_is_not_there_and_a_method_that_is_not_taken(program: Programs) -> None:
    asks = program("town")
    assert asks.get("/nothing").json()["code"] == "api.not_there"
    answer = asks.send("/units", {}, method="delete")
    assert (answer.status_code, answer.json()["code"], answer.headers["Allow"]) == (405, "api.method", "GET")


def test_a_bug_tells_nothing_of_itself(program: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    asks = program("town")
    asks.client.raise_request_exception = False
    monkeypatch.setattr(queries, "units_after", broken)
    answer = asks.get("/units")
    assert (answer.status_code, answer.json()["code"]) == (500, "api.failed")
    assert "secret" not in answer.content.decode()


def test_pages_keep_their_own_errors(places: None) -> None:
    assert Client().get("/nothing/").headers["Content-Type"].startswith("text/html")
