"""Units over the API: within reach, in pages by cursor."""

from __future__ import annotations

from tests.apps.api.conftest import Programs
from tests.apps.units.places import unit


def test_a_town_sees_itself_and_its_villages(program: Programs) -> None:
    answer = program("town").get("/units")
    assert answer.status_code == 200
    assert [unit["name"] for unit in answer.json()["items"]] == ["新丰镇", "净湘村", "竹林村"]
    assert answer.json()["next"] is None


def test_pages_by_cursor_hold_every_unit_once_also_when_one_comes_between(program: Programs) -> None:
    town = program("supervisor")
    found, cursor = [], ""
    while cursor is not None:
        page = town.get(f"/units?limit=2&after={cursor}").json()
        found += [unit["code"] for unit in page["items"]]
        cursor = page["next"]
        if len(found) == 2:
            type(unit("330402")).objects.create(code="3304", territory="330402", level="city", name="前面来的")
    assert found == ["330402", "330402010", "330402103", "330402103208", "330402103209"]


def test_one_unit_with_its_names(program: Programs) -> None:
    sheet = program("town").get("/units/330402103").json()
    assert (sheet["name"], sheet["parent"], sheet["cadres"]) == ("新丰镇", "330402", 98)
    assert [name["name"] for name in sheet["names"]] == ["新丰镇", "新丰"]


def test_a_unit_out_of_reach_is_not_there(program: Programs) -> None:
    town = program("town")
    for code in ("330402010", "330411100", "no-such-unit"[:12]):
        answer = town.get(f"/units/{code}")
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "unit.unknown"
