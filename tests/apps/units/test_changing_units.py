"""Editing, renaming, merging and splitting units; names over time; what each reader sees of it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from songbang.apps.journal.models import Entry
from songbang.apps.units.models import Post, Unit, UnitName
from songbang.apps.units.queries import unit_tree
from tests.apps.units.places import HERE, account, logged_in, unit


def _edit(client: Client, place: Unit, version: int, **changed: object) -> int:
    told = {
        "level": place.level, "parent": place.parent_id or "", "cadres": place.cadres or "",
        "traits": "、".join(place.traits), "version": version, **changed,
    }  # fmt: skip
    return client.post(f"/units/{place.pk}/edit/", told).status_code


def test_an_edit_is_kept_and_journalled(administrator: Client) -> None:
    place = unit("330402103")
    assert _edit(administrator, place, place.version, cadres=101, traits="城郊，有工业园", functional_area="on") == 302
    place.refresh_from_db()
    assert (place.cadres, place.traits, place.functional_area) == (101, ["城郊", "有工业园"], True)
    entry = Entry.objects.get(act="unit.edited")
    assert (entry.before["cadres"], entry.after["cadres"]) == (98, 101)
    assert (entry.actor, entry.role, entry.territory) == ("administrator", "administrator", HERE)


def test_the_second_of_two_editors_is_told_and_shown_both(administrator: Client) -> None:
    place = unit("330402103")
    shown = place.version
    _edit(administrator, place, shown, cadres=101)
    told = {"level": "town", "parent": place.parent_id, "cadres": 77, "traits": "", "version": shown}
    answer = administrator.post(f"/units/{place.pk}/edit/", told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>101</td><td>77</td>" in page
    place.refresh_from_db()
    assert place.cadres == 101
    assert f'value="{place.version}"' in page
    assert _edit(administrator, place, place.version, cadres=77) == 302  # who has seen both may mean it
    place.refresh_from_db()
    assert place.cadres == 77


def test_a_unit_cannot_lie_under_itself(administrator: Client) -> None:
    place = unit("330402103")
    below = unit("330402103208")
    assert _edit(administrator, place, place.version, parent=below.pk) == 409


def test_a_rename_keeps_the_old_name_with_its_last_day(administrator: Client) -> None:
    place = unit("330402103208")
    told = {"name": "净湘新村", "on": "2019-03-01", "version": place.version}
    assert administrator.post(f"/units/{place.pk}/rename/", told).status_code == 302
    names = {name.name: (name.valid_from, name.valid_to) for name in UnitName.objects.filter(unit=place)}
    assert {name: [day and day.isoformat() for day in days] for name, days in names.items()} == {
        "净湘村": [None, "2019-02-28"], "净湘新村": ["2019-03-01", None],
    }  # fmt: skip
    tree = unit_tree(HERE)
    assert tree.find("净湘村", "330402103") == tree.find("净湘新村", "330402103") == "330402103208"


def test_a_rename_before_the_present_name_began_is_refused(administrator: Client) -> None:
    place = unit("330402103208")
    administrator.post(f"/units/{place.pk}/rename/", {"name": "甲村", "on": "2019-03-01", "version": place.version})
    place.refresh_from_db()
    told = {"name": "乙村", "on": "2019-01-01", "version": place.version}
    assert administrator.post(f"/units/{place.pk}/rename/", told).status_code == 409
    place.refresh_from_db()
    assert place.name == "甲村"


def test_a_merged_unit_ends_and_both_pages_tell(administrator: Client) -> None:
    gone, into = unit("330402103208"), unit("330402103209")
    told = {"into": into.pk, "on": "2020-01-01", "version": gone.version}
    assert administrator.post(f"/units/{gone.pk}/merge/", told).status_code == 302
    gone.refresh_from_db()
    assert str(gone.valid_to) == "2019-12-31"
    assert "并入 竹林村" in administrator.get(f"/units/{gone.pk}/").content.decode()
    assert "净湘村 并入" in administrator.get(f"/units/{into.pk}/").content.decode()
    assert "净湘村" not in administrator.get("/units/").content.decode()
    assert "净湘村" in administrator.get("/units/?ended=1").content.decode()
    assert unit_tree(HERE).find("净湘村") == "330402103208"  # its registers are still understood


def test_a_unit_with_units_or_accounts_under_it_is_not_merged(administrator: Client) -> None:
    account("village")
    into = unit("330402010")
    for place in (unit("330402103"), unit("330402103208")):
        told = {"into": into.pk, "on": "2020-01-01", "version": place.version}
        assert administrator.post(f"/units/{place.pk}/merge/", told).status_code == 409
        place.refresh_from_db()
        assert place.valid_to is None


def test_a_split_makes_a_unit_of_the_same_level_and_parent(administrator: Client) -> None:
    place = unit("330402103208")
    told = {"name": "东净村", "code": "330402103299", "on": "2021-05-01", "version": place.version}
    assert administrator.post(f"/units/{place.pk}/split/", told).status_code == 302
    made = unit("330402103299")
    assert (made.level, made.parent_id, str(made.valid_from)) == ("village", place.parent_id, "2021-05-01")
    assert "从 净湘村 分出" in administrator.get(f"/units/{made.pk}/").content.decode()


def test_a_code_that_is_taken_is_refused_also_where_another_district_holds_it(administrator: Client) -> None:
    told = {"name": "农业农村局", "code": "330411100", "level": "department", "parent": ""}
    assert administrator.post("/units/new/", told).status_code == 409
    assert administrator.post("/units/new/", {**told, "code": "330402-NY"}).status_code == 302
    assert unit("330402-NY").territory == HERE


def test_aliases_come_and_go_and_official_names_stay(administrator: Client) -> None:
    place = unit("330402103")
    assert administrator.post(f"/units/{place.pk}/aliases/", {"name": "丰镇"}).status_code == 302
    alias = UnitName.objects.get(unit=place, name="丰镇")
    official = UnitName.objects.get(unit=place, name="新丰镇")
    assert administrator.post(f"/units/{place.pk}/aliases/{alias.pk}/remove/").status_code == 302
    assert administrator.post(f"/units/{place.pk}/aliases/{official.pk}/remove/").status_code == 404
    assert not UnitName.objects.filter(pk=alias.pk).exists()
    assert UnitName.objects.filter(pk=official.pk).exists()


def test_a_post_is_taken_and_ended(administrator: Client) -> None:
    place = unit("330402103")
    told = {"person": "甲某", "kind": "deputy", "lines": "农业、水利", "valid_from": "2019-01-01"}
    assert administrator.post(f"/units/{place.pk}/posts/", told).status_code == 302
    assert administrator.post(f"/units/{place.pk}/posts/", told).status_code == 409  # holds it already
    post = Post.objects.get()
    assert post.lines == ["农业", "水利"]
    assert administrator.post(f"/units/{place.pk}/posts/{post.pk}/end/", {"on": "2018-01-01"}).status_code == 409
    assert administrator.post(f"/units/{place.pk}/posts/{post.pk}/end/", {"on": "2019-06-30"}).status_code == 302
    post.refresh_from_db()
    assert str(post.valid_to) == "2019-06-30"


def test_who_may_not_see_people_sees_no_posts(administrator: Client) -> None:
    place = unit("330402103208")
    administrator.post(f"/units/{place.pk}/posts/", {"person": "乙某", "kind": "secretary"})
    account("village")
    account("town")
    assert "乙某" not in logged_in("village").get(f"/units/{place.pk}/").content.decode()
    assert "乙某" in logged_in("town").get(f"/units/{place.pk}/").content.decode()


@pytest.mark.parametrize(("role", "others"), [("village", "330402103209"), ("town", "330402010")])
def test_units_out_of_reach_are_not_there(places: None, role: str, others: str) -> None:
    account(role)
    client = logged_in(role)
    assert client.get(f"/units/{unit(others).pk}/").status_code == 404
    assert client.get(f"/units/{unit('330411100').pk}/").status_code == 404
    assert client.get(f"/units/{unit('330402103208').pk}/").status_code == 200


def test_the_tree_takes_as_many_queries_for_many_units_as_for_few(administrator: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        administrator.get("/units/")
    parent = unit("330402103")
    Unit.objects.bulk_create(
        Unit(code=f"330402103{n}", territory=HERE, level="village", parent=parent, name=f"村{n}")
        for n in range(300, 420)
    )
    with CaptureQueriesContext(connection) as many:
        administrator.get("/units/")
    assert len(many) == len(few)
