"""A matter finds its department by the duty list, its clocks run in working time, and the base has the last word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songbang.apps.helpline import services
from songbang.apps.helpline.clocks import due_at
from songbang.apps.helpline.models import Cause, Matter, Step
from songbang.apps.helpline.points import points_of
from songbang.apps.helpline.services import Raised
from songbang.apps.helpline.states import OPEN, STATES, TABLE
from songbang.apps.intake.jobs import work_off
from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import changing
from songbang.apps.units.models import Unit
from songbang.core.errors import Conflict, SongbangError
from songbang.ui import clock
from tests.apps.units.places import HERE, account, logged_in, make_places, unit

VILLAGE = "330402103208"
DUTIES = [
    ("SL", "区水利局", "负责河道管理、水利工程维护和防汛抗旱", ["堤防", "水闸"]),
    ("CG", "区城管局", "负责市容环境卫生、占道经营、违法建设查处", ["垃圾", "摊贩"]),
]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    make_places()
    here, made = unit(HERE), []
    for code, name, text, words in DUTIES:
        values = {"level": "department", "parent": here, "functional_area": False, "traits": [], "cadres": 9}
        made.append((changing.add_unit(SYSTEM, f"{HERE}-{code}", name, values, HERE), text, words))
    services.take_in_duties(SYSTEM, HERE, made)


def department(code: str) -> Unit:
    return unit(f"{HERE}-{code}")


def raised(text: str = "村口河道堤防塌了一段\n水闸关不上，何时来修？") -> Matter:
    return services.raise_matter(SYSTEM, unit(VILLAGE), Raised(text[:6], text), by=None)


@pytest.fixture
def village() -> Client:
    account("village")
    return logged_in("village")


@pytest.fixture
def water() -> Client:
    account("department", f"{HERE}-SL", "water")
    return logged_in("water")


def test_the_whole_way_from_the_village_and_back(village: Client, water: Client) -> None:
    answer = village.post(
        "/help/raise/", {"title": "堤防塌了", "text": "1.河道堤防塌了 2.水闸关不上", "kind": "ordinary"}
    )
    matter = Matter.objects.get()
    assert answer.headers["Location"] == f"/help/{matter.pk}/"
    page = water.get(f"/help/{matter.pk}/").content.decode()
    assert "负责河道管理" in page
    assert "新丰镇" in page  # who is answerable on the ground stays in sight

    def take(**told: object) -> int:
        matter.refresh_from_db()
        return water.post(f"/help/{matter.pk}/take/", {"version": matter.version, **told}).status_code

    assert take(act="answer", answer=["修", "修"]) == 409
    assert take(act="sign") == 302
    assert take(act="contact", note="电话联系了张书记") == 302
    assert take(act="answer", answer=["下周修", " "]) == 409
    matter.refresh_from_db()
    assert matter.state == "contacted"
    assert take(act="answer", answer=["下周一修", "换闸板，本月底前"]) == 302
    assert "下周一修" in village.get(f"/help/{matter.pk}/").content.decode()
    matter.refresh_from_db()
    told = {"version": matter.version, "act": "rate", "rating": "5"}
    assert village.post(f"/help/{matter.pk}/finish/", told).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.rating) == ("closed", 5)
    assert list(Step.objects.values_list("act", flat=True)) == ["raise", "sign", "contact", "answer", "rate"]
    assert Entry.objects.filter(subject=f"matter:{matter.pk}").count() == 5


def test_the_first_that_signs_leads_and_the_second_is_told_who() -> None:
    matter = raised("垃圾堆在河道堤防上")
    matter.offered.set([department("SL"), department("CG")])
    services.sign(SYSTEM, department("CG"), matter.pk, matter.version)
    with pytest.raises(Conflict) as caught:
        services.sign(SYSTEM, department("SL"), matter.pk, matter.version + 1)
    assert (caught.value.code, caught.value.parameters) == ("matter.taken", {"lead": "区城管局"})


def test_what_the_duty_list_does_not_tell_goes_to_the_tier_above_at_once(village: Client) -> None:
    matter = raised("请帮帮我们")
    assert (matter.state, matter.reason) == ("escalated", [])
    account("supervisor")
    told = {"version": matter.version, "department": department("CG").pk, "note": "由城管局牵头"}
    assert logged_in("supervisor").post(f"/help/{matter.pk}/assign/", told).status_code == 302
    matter.refresh_from_db()
    assert matter.state == "offered"
    assert list(matter.offered.all()) == [department("CG")]
    assert village.post(f"/help/{matter.pk}/assign/", told).status_code == 404


def test_what_nobody_signs_in_time_goes_to_the_tier_above_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = raised()
    work_off(once=True)
    matter.refresh_from_db()
    assert matter.state == "offered"
    real = clock.now()
    later = matter.due_at + timedelta(minutes=1) if matter.due_at else real
    monkeypatch.setattr(clock, "now", lambda: later)
    services.escalate_late(matter.pk)
    matter.refresh_from_db()
    assert matter.state == "escalated"
    services.escalate_late(matter.pk)
    assert Step.objects.filter(act="escalate").count() == 1


def test_a_step_past_its_time_is_marked_late(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = raised()
    late = (matter.due_at or clock.now()) + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    services.sign(SYSTEM, department("SL"), matter.pk, matter.version)
    assert Step.objects.get(act="sign").late


@pytest.mark.parametrize(
    ("start", "step", "due"),
    [
        ("2025-03-03 09:00", "sign", "2025-03-03 10:00"),
        ("2025-03-07 17:00", "sign", "2025-03-10 09:00"),
        ("2025-04-30 17:20", "sign", "2025-05-06 09:20"),  # 1 to 5 May are holidays, 6 May is worked
        ("2025-03-07 10:00", "contact", "2025-03-10 10:00"),
        ("2025-03-07 10:00", "answer", "2025-03-12 17:30"),
        ("2025-01-24 10:00", "answer", "2025-02-05 17:30"),  # Spring Festival, with make-up days before and after
    ],
)
def test_clocks_run_in_working_time(start: str, step: str, due: str) -> None:
    zone = timezone.get_current_timezone()
    began = datetime.strptime(start, "%Y-%m-%d %H:%M").replace(tzinfo=zone)
    assert timezone.localtime(due_at(began, "ordinary", step)).strftime("%Y-%m-%d %H:%M") == due


def test_nobody_sees_what_is_not_theirs(village: Client, water: Client) -> None:
    matter = raised("垃圾没人清运，摊贩占道")
    assert water.get(f"/help/{matter.pk}/").status_code == 404
    account("village", "330402103209", "neighbour")
    assert logged_in("neighbour").get(f"/help/{matter.pk}/").status_code == 404
    account("town")
    assert logged_in("town").get(f"/help/{matter.pk}/").status_code == 200
    foreign = account("supervisor", "330411", "foreign")
    assert logged_in(foreign.username).get(f"/help/{matter.pk}/").status_code == 404


def test_points_as_people_write_them() -> None:
    assert points_of("①修路；②装灯") == ["修路", "装灯"]
    assert points_of("路灯坏了3盏，5.20之前修好") == ["路灯坏了3盏，5.20之前修好"]
    assert points_of(" \n ") == []


def test_several_villages_one_matter_one_root(village: Client) -> None:
    for code in (VILLAGE, "330402103209"):
        services.raise_matter(SYSTEM, unit(code), Raised("水闸", "水闸老化关不上，请水利局统一更换"), by=None)
    account("supervisor")
    supervisor = logged_in("supervisor")
    assert '<h2 class="h3">2 ' in supervisor.get("/help/causes/").content.decode()
    keys = list(Matter.objects.values_list("pk", flat=True))
    told = {"title": "水闸没有年检", "kind": "duty", "proposal": "水闸年检列入水利局职责", "matters": keys}
    assert supervisor.post("/help/causes/new/", told).status_code == 302
    assert "水闸年检列入水利局职责" in village.get(f"/help/{min(keys)}/").content.decode()


def test_what_ought_to_change_is_shown_where_rules_and_lists_are_changed_until_it_is_settled() -> None:
    matters = [services.raise_matter(SYSTEM, unit(VILLAGE), Raised("开证明", "又要开证明"), by=None) for _ in range(2)]
    for kind in ("rule", "list"):
        services.note_cause(SYSTEM, "330402", f"{kind}根源", kind, f"改{kind}", matters)
    account("supervisor")
    supervisor = logged_in("supervisor")
    rules, lists = (supervisor.get(f"/door/{name}/").content.decode() for name in ("rules", "lists"))
    assert "改rule" in rules
    assert "改list" not in rules
    assert "改list" in lists
    assert "2 件求助" in lists
    pk = Cause.objects.get(kind="rule").pk
    assert supervisor.post(f"/help/causes/{pk}/done/", {"outcome": " "}).status_code == 409
    assert supervisor.post(f"/help/causes/{pk}/done/", {"outcome": "已纳入负面清单"}).status_code == 302
    assert supervisor.post(f"/help/causes/{pk}/done/", {"outcome": "再改"}).status_code == 409
    assert "改rule" not in supervisor.get("/door/rules/").content.decode()
    assert Entry.objects.filter(act="cause.settled").count() == 1


def _ways_out(state: str) -> Iterator[str]:
    return (after for (before, _), after in TABLE.items() if before == state)


def test_every_open_state_has_a_way_out_and_every_state_is_reached() -> None:
    assert all(list(_ways_out(state)) for state in OPEN)
    reached, edge = {"offered"}, ["offered"]
    while edge:
        edge = [after for state in edge for after in _ways_out(state) if after not in reached]
        reached |= set(edge)
    assert reached == set(STATES)
    for state in OPEN:  # from each, an end can be reached
        ends, edge = {state}, [state]
        while edge:
            edge = [after for one in edge for after in _ways_out(one) if after not in ends]
            ends |= set(edge)
        assert "closed" in ends


ACTS = st.lists(
    st.sampled_from(["sign", "decline", "assign", "contact", "hand_over", "answer", "reopen", "rate"]), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_no_row_of_acts_loses_a_matter(acts: list[str]) -> None:
    """Whatever is tried in whatever order: an open matter always waits for somebody who may act."""
    matter, water, city = raised(), department("SL"), department("CG")
    doing = {
        "sign": lambda m: services.sign(SYSTEM, water, m.pk, m.version),
        "decline": lambda m: services.decline(SYSTEM, water, m.pk, m.version, "x"),
        "assign": lambda m: services.assign(SYSTEM, m.pk, m.version, city, ""),
        "contact": lambda m: services.contact(SYSTEM, m.lead or water, m.pk, m.version, ""),
        "hand_over": lambda m: services.hand_over(SYSTEM, m.lead or water, m.pk, m.version, "x"),
        "answer": lambda m: services.answer(SYSTEM, m.lead or water, m.pk, m.version, ["a", "b"]),
        "reopen": lambda m: services.reopen(SYSTEM, m.pk, m.version, "x"),
        "rate": lambda m: services.rate(SYSTEM, m.pk, m.version, 4),
    }
    for act in acts:
        matter = Matter.objects.get(pk=matter.pk)
        try:
            doing[act](matter)
        except SongbangError:
            continue
    matter = Matter.objects.get(pk=matter.pk)
    if matter.state == "offered":
        assert matter.offered.exists()
    if matter.state in ("signed", "contacted", "answered", "closed"):
        assert matter.lead is not None
