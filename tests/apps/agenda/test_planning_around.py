"""What planning keeps clear of, what it counts, and that no page asks the database more the more there is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songbang.apps.agenda import planning, queries, services
from songbang.apps.agenda.models import BusyTime, PlanLine
from songbang.core.errors import BadInput, Conflict
from tests.apps.agenda.world import MONDAY, at, make_world, meeting, post, standing, visit
from tests.apps.units.places import HERE, logged_in, unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_engine]


@pytest.fixture(autouse=True)
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_world()
    monkeypatch.setattr("songbang.ui.clock.now", lambda: at(0, "07:00"))
    monkeypatch.setattr("songbang.ui.clock.today", lambda: MONDAY)


def only_town(title: str = "镇里的会") -> int:
    return meeting(title, required=[post("镇长").pk], one_of=[]).pk


def test_a_units_stretch_keeps_its_people_free_and_a_districts_day_is_without_meetings() -> None:
    town, office = standing("town"), standing("supervisor")
    services.protect(town, unit("330402103"), 0, (0, 720), "集中走访")
    services.protect(office, unit("330402"), 1, (0, 1440), "无会日")
    entry = queries.entry(office, only_town(), "plan")
    weighing = planning.Weighing(entry)
    assert weighing.at(at(0, "09:00"), None, "zh-Hans").absent == (("镇长", ""),)
    assert weighing.at(at(1, "09:00"), None, "zh-Hans").cost.broken == ("not_on_free_days",)
    days = {(slot.starts_at.astimezone(at(0, "07:00").tzinfo)).strftime("%a %p") for slot in weighing.best("zh-Hans")}
    assert not days & {"Mon AM", "Tue AM", "Tue PM"}


def test_imported_busy_times_are_kept_clear_of() -> None:
    BusyTime.objects.create(
        territory=HERE, person=post("镇长").person, starts_at=at(0, "08:00"), ends_at=at(0, "18:00")
    )
    entry = queries.entry(standing("supervisor"), only_town(), "plan")
    best = planning.Weighing(entry).best("zh-Hans")
    assert best
    assert all(slot.starts_at >= at(1, "00:00") for slot in best)


def test_what_is_past_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    standing("supervisor")
    key = only_town()
    monkeypatch.setattr("songbang.ui.clock.now", lambda: at(3, "18:00"))
    page = logged_in("supervisor").get(f"/agenda/{key}/slots/").content.decode()
    assert "3月7日" in page
    assert "3月6日" not in page


def test_a_plan_that_cannot_place_something_says_why_and_what_would_help() -> None:
    office = standing("supervisor")
    meeting("全区大会", headcount=5000)
    made = planning.order_plan(office, MONDAY)
    planning.run(made.pk, rounds=5)
    line = PlanLine.objects.get(plan=made)
    assert line.state == "unplaced"
    assert any("5000" in reason for reason in line.why)
    assert line.relax


def test_moving_an_announced_meeting_by_a_plan_needs_the_ground() -> None:
    office = standing("supervisor")
    entry = meeting()
    services.decide(office, entry.pk, None, services.When(at(0, "08:30"), None, [post("镇长").person_id]))
    services.announce(office, entry.pk, None)
    made = planning.order_plan(office, MONDAY)
    line = PlanLine.objects.create(plan=made, entry=entry, starts_at=at(1, "08:30"), moves=True, chosen=[])
    with pytest.raises(BadInput):
        planning.take(office, made.pk, [line.pk])
    assert planning.take(office, made.pk, [line.pk], "会场停电") == 1


def test_inspections_of_two_bodies_in_one_window_are_offered_as_one_and_counted_for_all_who_plan() -> None:
    office, town = standing("supervisor"), standing("town")
    window = (MONDAY, MONDAY + timedelta(days=2))
    visit("消防检查", "330402103208", office, "inspection", window=window)
    visit("安全检查", "330402103208", town, "inspection", window=(window[1], window[1]))
    visit("档案检查", "330402103209", town, "inspection", window=window)
    counted = {one.unit.code: one.count for one in queries.inspections_in(HERE, MONDAY)}
    assert counted == {"330402103208": 2, "330402103209": 1}
    (offer,) = queries.offers(office)
    assert (offer.by, len(offer.entries)) == ("inspection", 2)
    services.join(office, [entry.pk for entry in offer.entries])
    counted = {one.unit.code: one.count for one in queries.inspections_in(HERE, MONDAY)}
    assert counted["330402103208"] == 1, "joined, they are one"
    assert "净湘村 1" in logged_in("supervisor").get("/agenda/new/").content.decode()


def test_visits_far_apart_or_of_one_body_are_not_joined() -> None:
    office, town = standing("supervisor"), standing("town")
    first = visit("看道路", "330402103208", office)
    later = MONDAY + timedelta(days=21)
    other = visit("看道路", "330402103208", town, window=(later, later))
    assert not queries.offers(office)
    with pytest.raises(Conflict):
        services.join(office, [first.pk, other.pk])


def test_a_visit_must_say_what_it_brings() -> None:
    with pytest.raises(BadInput):
        visit("看看", "330402103208", standing("department"), brings=" ")


@pytest.mark.parametrize("page", ["", "month/", "plans/"])
def test_no_page_asks_more_of_the_database_the_more_there_is(page: str) -> None:
    office = standing("supervisor")
    client = logged_in("supervisor")

    def asked(more: int) -> int:
        for number in range(more):
            entry = meeting(f"会议{page}{more}{number}")
            services.decide(office, entry.pk, None, services.When(at(number % 5, "08:30")))
            visit(f"检查{more}{number}", "330402103208", office, "inspection")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/agenda/{page}", {"day": MONDAY.isoformat()}).status_code == 200
        return len(captured)

    assert asked(2) == asked(9)
