"""Rooms and ways are kept by those who may, and planning reckons with them."""

from __future__ import annotations

import pytest

from songbang.apps.agenda import facts, places, queries, services
from songbang.apps.agenda.models import MeetingRoom, Travel
from songbang.apps.journal.models import Entry as JournalEntry
from songbang.core.errors import BadInput, Conflict, NotFound
from tests.apps.agenda.world import at, make_world, meeting, standing
from tests.apps.units.places import HERE, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    make_world()


def test_a_room_is_kept_changed_and_closed_and_its_name_is_free_again() -> None:
    office = standing("supervisor")
    room = places.keep_room(office, "330402", " 三楼会议室 ", 40)
    assert (room.name, room.capacity) == ("三楼会议室", 40)
    places.keep_room(office, "330402", "三楼会议室", 50, room.pk)
    assert MeetingRoom.objects.get(pk=room.pk).capacity == 50
    with pytest.raises(Conflict) as caught:
        places.keep_room(office, "330402", "三楼会议室", 10)
    assert caught.value.code == "agenda.room_there"
    places.close_room(office, room.pk)
    assert "三楼会议室" not in {one.name for one in queries.rooms(office)}
    assert places.keep_room(office, "330402", "三楼会议室", 30).pk != room.pk
    assert JournalEntry.objects.filter(act__startswith="agenda.room").count() == 4


def test_a_room_in_which_something_is_still_to_come_is_not_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    office = standing("supervisor")
    room = MeetingRoom.objects.get(name="一号会议室")
    entry = meeting("防汛会")
    services.decide(office, entry.pk, None, services.When(at(1, "08:30"), room))
    monkeypatch.setattr(places.clock, "now", lambda: at(0, "08:00"))
    with pytest.raises(Conflict) as caught:
        places.close_room(office, room.pk)
    assert caught.value.parameters["entries"] == ["防汛会"]
    monkeypatch.setattr(places.clock, "now", lambda: at(4, "08:00"))
    places.close_room(office, room.pk)
    week = facts.week_of(HERE, facts.days_of(at(0, "08:00").date(), at(4, "08:00").date()), set())
    assert str(room.pk) in {one.id for one in week.problem.rooms}, "what was held there still lies there"


def test_a_town_keeps_its_own_rooms_and_no_others() -> None:
    town = standing("town")
    places.keep_room(town, "330402103", "二楼", 12)
    with pytest.raises(BadInput):
        places.keep_room(town, "330402010", "二楼", 12)
    with pytest.raises(NotFound):
        places.close_room(town, MeetingRoom.objects.get(name="一号会议室").pk)


def test_ways_are_pasted_and_hold_both_ways() -> None:
    office = standing("supervisor")
    assert places.take_ways(office, "从\t到\t分钟\n南湖区\t新丰镇\t40\n南湖街道，净湘村，15分钟\n") == 2
    assert Travel.objects.filter(minutes=40).count() == 1
    assert places.take_ways(office, "新丰镇 南湖区 35") == 1
    assert list(Travel.objects.filter(here__name="新丰镇", there__name="南湖区").values_list("minutes", flat=True)) == [
        35
    ]
    assert not Travel.objects.filter(minutes=40).exists(), "the way back is the same way"


@pytest.mark.parametrize("text", ["南湖区 没有这里 20", "南湖区 新丰镇 9999", "南湖区 南湖区 5", "", "南湖区 新丰镇"])
def test_a_line_that_is_not_understood_is_named_and_nothing_is_kept(text: str) -> None:
    before = list(Travel.objects.order_by("pk").values_list("minutes", flat=True))
    with pytest.raises(BadInput) as caught:
        places.take_ways(standing("supervisor"), f"新丰镇 南湖区 33\n{text}" if text else text)
    assert caught.value.code == "agenda.ways"
    assert list(Travel.objects.order_by("pk").values_list("minutes", flat=True)) == before


def test_the_page_keeps_what_was_typed_when_something_is_wrong() -> None:
    office = logged_in(standing("supervisor").account.username)
    assert "一号会议室" in office.get("/agenda/places/").content.decode()
    answer = office.post("/agenda/places/ways/", {"ways": "新丰镇 没有这里 20"})
    assert answer.status_code == 400
    assert "新丰镇 没有这里 20" in answer.content.decode()
    office.post("/agenda/places/rooms/", {"unit": "330402", "name": "新会议室", "capacity": "20"})
    assert MeetingRoom.objects.filter(name="新会议室", capacity=20).exists()
