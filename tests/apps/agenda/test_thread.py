"""From an entry to what its people see: proposed, planned, decided, announced, changed, told."""

from __future__ import annotations

import pytest
from django.test import Client

from songbang.apps.agenda import planning, queries, services
from songbang.apps.agenda.models import Entry, Notice, PlanLine
from songbang.apps.journal.models import Entry as JournalEntry
from songbang.apps.units import door
from songbang.core.errors import BadInput, Conflict, NotFound, SongbangError
from tests.apps.agenda.world import MONDAY, at, make_world, meeting, post, standing, visit
from tests.apps.units.places import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.either_engine]


@pytest.fixture(autouse=True)
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_world()
    monkeypatch.setattr("songbang.ui.clock.now", lambda: at(0, "07:00"))
    monkeypatch.setattr("songbang.ui.clock.today", lambda: MONDAY)


def planned(own: object) -> int:
    made = planning.order_plan(own, MONDAY)  # type: ignore[arg-type]
    planning.run(made.pk, rounds=60)
    return made.pk


def test_a_week_is_proposed_decided_announced_and_told() -> None:
    office = standing("supervisor")
    first, second = meeting("经济例会"), meeting("安全例会")
    key = planned(office)
    lines = list(PlanLine.objects.filter(plan=key))
    assert {line.entry_id for line in lines} == {first.pk, second.pk}
    assert all(line.why for line in lines)
    assert Entry.objects.filter(state="proposed").count() == 2, "nothing is decided by itself"
    assert planning.take(office, key, [line.pk for line in lines]) == 2
    for entry in (first, second):
        assert services.announce(office, entry.pk, None).state == "announced"
    told = Notice.objects.filter(entry=first).values_list("unit__code", "text")
    assert {code for code, _ in told} == {"330402", "330402103", "330402010"}
    town = dict(told)["330402103"]
    assert "60分钟" in town
    assert "不必参加" in town
    assert JournalEntry.objects.filter(act="agenda.announced").count() == 2


def test_two_meetings_of_the_same_people_are_nested_so_that_they_share_the_journey() -> None:
    office = standing("supervisor")
    meeting("经济例会")
    meeting("安全例会")
    key = planned(office)
    first, second = PlanLine.objects.filter(plan=key).order_by("starts_at")
    assert first.starts_at and second.starts_at
    assert (second.starts_at - first.starts_at).total_seconds() == 3600
    assert first.chosen == second.chosen


def test_what_was_taken_is_undone_until_it_is_announced() -> None:
    office = standing("supervisor")
    entry = meeting()
    key = planned(office)
    line = PlanLine.objects.get(plan=key)
    planning.take(office, key, [line.pk])
    planning.undo(office, key, line.pk)
    entry.refresh_from_db()
    assert (entry.state, entry.starts_at) == ("proposed", None)
    planning.take(office, key, [line.pk])
    services.announce(office, entry.pk, None)
    with pytest.raises(Conflict):
        planning.undo(office, key, line.pk)


def test_a_change_after_announcement_needs_a_ground_and_reaches_everyone() -> None:
    office = standing("supervisor")
    entry = meeting()
    when = services.When(at(0, "08:30"), None, [post("镇长").person_id, post("街道主任").person_id])
    services.decide(office, entry.pk, None, when)
    services.announce(office, entry.pk, None)
    later = services.When(at(1, "08:30"), None, when.chosen)
    with pytest.raises(BadInput):
        services.decide(office, entry.pk, None, later)
    services.decide(office, entry.pk, None, later, "领导出差")
    changed = Notice.objects.filter(entry=entry, kind="changed")
    assert {notice.unit.code for notice in changed} == {"330402", "330402103", "330402010"}
    assert all("领导出差" in notice.text for notice in changed)
    with pytest.raises(BadInput):
        services.cancel(office, entry.pk, None)
    services.cancel(office, entry.pk, None, "合并到下周")
    assert Notice.objects.filter(entry=entry, kind="cancelled").count() == 3


def test_base_units_learn_of_an_entry_when_it_is_announced_and_not_before() -> None:
    office, town = standing("supervisor"), standing("town")
    entry = meeting()
    services.decide(office, entry.pk, None, services.When(at(0, "08:30"), None, [post("镇长").person_id]))
    assert not queries.entries(town).exists()
    services.announce(office, entry.pk, None)
    assert queries.entries(town).get() == entry
    with pytest.raises(NotFound):
        queries.entry(town, entry.pk, "plan")
    assert not queries.entries(standing("village")).exists()


def test_no_invitation_goes_out_past_the_door() -> None:
    office = standing("supervisor")
    entry = meeting()
    services.decide(office, entry.pk, None, services.When(at(0, "08:30")))

    def checker(passage: door.Passage) -> None:
        if passage.control_number != "NH-2025-1":
            raise Conflict("door.number_missing")

    door.guard(checker)
    try:
        with pytest.raises(SongbangError):
            services.announce(office, entry.pk, None)
        Entry.objects.filter(pk=entry.pk).update(control_number="wrong")
        with pytest.raises(SongbangError):
            services.announce(office, entry.pk, None)
        assert not Notice.objects.exists()
        Entry.objects.filter(pk=entry.pk).update(control_number="NH-2025-1")
        assert services.announce(office, entry.pk, None).state == "announced"
    finally:
        door.unguard(checker)


def test_visits_of_two_bodies_to_one_unit_are_offered_as_one_with_the_minutes_saved() -> None:
    one, other = standing("department"), standing("supervisor")
    entry = visit("看道路", "330402103208", one)
    visit("再看道路", "330402103208", other)
    visit("看别处", "330402103209", other)
    assert not queries.offers(other), "both are of one body"
    Entry.objects.filter(pk=entry.pk).update(organiser=standing("town").unit)
    (offer,) = queries.offers(other)
    assert {e.title for e in offer.entries} == {"看道路", "再看道路"}
    assert offer.minutes_saved == 2 * 90 * 2 - 90 * 2
    services.join(other, [e.pk for e in offer.entries])
    assert not queries.offers(other)


@pytest.mark.parametrize("page", ["", "month/", "plans/", "new/", "calendars/", "protected/"])
def test_the_pages_open(page: str) -> None:
    office = standing("supervisor")
    entry = meeting("经济例会")
    services.decide(office, entry.pk, None, services.When(at(0, "08:30")))
    client = logged_in("supervisor")
    answer = client.get(f"/agenda/{page}", {"day": MONDAY.isoformat()})
    assert answer.status_code == 200
    if page in ("", "month/"):
        assert "经济例会" in answer.content.decode()


def _page(client: Client, path: str, **asked: str) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_slots_a_try_and_the_decision_by_forms() -> None:
    standing("supervisor")
    entry = meeting("经济例会")
    client = logged_in("supervisor")
    assert _page(client, f"/agenda/{entry.pk}/slots/").count('class="slot"') == 5
    tried = _page(client, f"/agenda/{entry.pk}/try/", day="2025-03-04", clock="08:30")
    assert "人次" in tried
    sent = {"day": "2025-03-04", "clock": "08:30", "version": "1"}
    assert client.post(f"/agenda/{entry.pk}/decide/", sent).status_code == 302
    entry.refresh_from_db()
    assert entry.starts_at == at(1, "08:30")
    assert entry.attendances.filter(comes=True).count() == 3


def test_a_try_tells_who_cannot_come_and_such_a_time_is_not_saved() -> None:
    office = standing("supervisor")
    first, second = meeting("经济例会"), meeting("安全例会")
    services.decide(office, first.pk, None, services.When(at(0, "08:30")))
    client = logged_in("supervisor")
    tried = _page(client, f"/agenda/{second.pk}/try/", day="2025-03-03", clock="09:00")
    assert "区长甲要参加“经济例会”" in tried
    client.post(f"/agenda/{second.pk}/decide/", {"day": "2025-03-03", "clock": "09:00"})
    second.refresh_from_db()
    assert second.starts_at is None
