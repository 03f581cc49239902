"""Who is who: one name at two units is proposed, joined by somebody, undone, told apart; never joined by itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import changing, people, services
from songbang.apps.units.holding import standing_of
from songbang.apps.units.listing import PostLine
from songbang.apps.units.models import Account, Person
from songbang.core.errors import Conflict, NotFound
from tests.apps.units.places import account, logged_in, unit

pytestmark = pytest.mark.django_db
TERRITORY = "330402"


def _take_in(*lines: tuple[str, str, str]) -> None:
    told = [PostLine(row, person, at, kind) for row, (person, at, kind) in enumerate(lines, 2)]
    services.import_people(SYSTEM, told, TERRITORY)


def _keys(name: str) -> list[int]:
    return list(Person.objects.filter(name=name).order_by("pk").values_list("pk", flat=True))


def _seen() -> list[people.Namesakes]:
    standing = standing_of(Account.objects.get(holdings__role="administrator"), None, None)
    assert standing
    return people.namesakes(standing)


@pytest.fixture
def two(administrator: Client) -> list[int]:
    """甲某 at the town and at its village."""
    _take_in(("甲某", "新丰镇", "deputy"), ("甲某", "净湘村", "clerk"), ("乙某", "净湘村", "director"))
    return _keys("甲某")


def test_one_name_at_two_units_is_proposed_and_not_joined(two: list[int]) -> None:
    assert len(two) == 2
    assert [(one.name, one.why, len(one.people)) for one in _seen()] == [("甲某", "town", 2)]


def test_one_name_at_one_unit_is_one_person(administrator: Client) -> None:
    _take_in(("甲某", "净湘村", "clerk"))
    _take_in(("甲某", "净湘村", "director"))
    assert len(_keys("甲某")) == 1
    changing.add_post(SYSTEM, unit("330402103208"), "甲某", "secretary", [], date(2020, 1, 1))
    assert len(_keys("甲某")) == 1
    changing.add_post(SYSTEM, unit("330402103"), "甲某", "deputy", [], None)
    assert len(_keys("甲某")) == 2


def test_two_who_lead_two_units_at_one_time_are_rather_two(administrator: Client) -> None:
    _take_in(("甲某", "竹林村", "secretary"), ("甲某", "净湘村", "secretary"))
    assert [one.why for one in _seen()] == ["apart"]


def test_joined_people_show_as_one_and_undoing_parts_them(two: list[int], administrator: Client) -> None:
    assert administrator.post("/people/same/join/", {"person": two}).status_code == 302
    assert not _seen()
    page = administrator.get("/people/").content.decode()
    assert page.count(">甲某") == 1
    assert Entry.objects.get(act="people.joined").after["persons"] == two
    assert administrator.post(f"/people/{two[1]}/part/").status_code == 302
    assert len(_seen()) == 1
    assert Entry.objects.get(act="people.parted").before["same_as"] == two[0]


def test_those_told_apart_are_not_proposed_again_nor_joined(two: list[int], administrator: Client) -> None:
    assert administrator.post("/people/same/apart/", {"person": two}).status_code == 302
    assert not _seen()
    with pytest.raises(Conflict, match="said_apart"):
        people.join(SYSTEM, TERRITORY, two)


def test_the_second_of_two_who_decide_is_told(two: list[int]) -> None:
    people.join(SYSTEM, TERRITORY, two)
    with pytest.raises(Conflict, match=r"people\.changed"):
        people.tell_apart(SYSTEM, TERRITORY, two)


@pytest.mark.parametrize("chosen", [[], ["1"], ["1", "999999"], ["x"]])
def test_nonsense_is_refused_with_words(two: list[int], administrator: Client, chosen: list[str]) -> None:
    assert administrator.post("/people/same/join/", {"person": chosen}).status_code in (404, 409)


def test_people_of_two_names_are_not_joined(two: list[int]) -> None:
    with pytest.raises(Conflict, match="two_names"):
        people.join(SYSTEM, TERRITORY, [two[0], *_keys("乙某")])


def test_people_of_another_district_are_not_there(two: list[int]) -> None:
    with pytest.raises(NotFound):
        people.join(SYSTEM, "330411", two)
    with pytest.raises(NotFound):
        people.part(SYSTEM, "330411", two[0])


def test_a_town_sees_its_own_people_only(two: list[int]) -> None:
    _take_in(("丙某", "南湖区", "principal"))
    account("town", username="a-town")
    page = logged_in("a-town").get("/people/").content.decode()
    assert "甲某" in page
    assert "丙某" not in page


def test_the_number_of_queries_does_not_grow(
    two: list[int], administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _take_in(*[(f"某{n}", "净湘村", "clerk") for n in range(40)], *[(f"某{n}", "新丰镇", "clerk") for n in range(40)])
    with django_assert_max_num_queries(14):
        administrator.get("/people/same/")
