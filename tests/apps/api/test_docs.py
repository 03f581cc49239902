"""The description of the API: whole, for who is logged in or has a token, and asking no other host."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from django.test import Client

from songbang.apps.units.operations import OPERATIONS
from songbang.apps.units.permissions import scope_of
from songbang.core.words import labels
from tests.apps.api.conftest import Programs
from tests.apps.units.places import account, logged_in


def test_the_page_lists_every_operation_without_scripts(places: None) -> None:
    account("town")
    answer = logged_in("town").get("/api/docs")
    assert answer.status_code == 200
    assert all(f"<code>/api{name.partition(' ')[2]}</code>" in answer.content.decode() for name in OPERATIONS)


def test_it_loads_files_of_ours_alone_and_no_script_stands_in_it(places: None) -> None:
    account("town")
    answer = logged_in("town").get("/api/docs")
    page = answer.content.decode()
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert page.count("<script") == page.count('<script src="/static/')
    for name in ("ninja/swagger-ui-bundle.js", "ninja/swagger-ui.css", "ui/api-docs.js"):
        assert f"/static/{name}" in page
        assert finders.find(name)


def test_the_description_is_for_programs_with_a_token_too(program: Programs) -> None:
    told = program("town").get("/openapi.json").json()
    assert set(told["paths"]) == {f"/api{name.partition(' ')[2]}" for name in OPERATIONS}
    units = told["paths"]["/api/units"]["get"]
    assert units["x-scope"] == "units:read"
    assert list(units["responses"]["422"]["content"]) == ["application/problem+json"]


def test_who_is_not_logged_in_learns_nothing_of_it(places: None) -> None:
    assert Client().get("/api/openapi.json").status_code == 401
    assert Client().get("/api/openapi.json", headers={"Authorization": "Bearer sbt_no"}).status_code == 401
    assert Client().get("/api/docs").headers["Location"].startswith("/log-in/")


def test_every_scope_has_words_on_the_page_where_it_is_allowed() -> None:
    assert not {scope_of(*right) for right in OPERATIONS.values()} - set(labels("zh-Hans")["scopes"])
