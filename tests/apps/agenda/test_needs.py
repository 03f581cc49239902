"""What the base publishes as its needs, and visits that come to answer one."""

from __future__ import annotations

import pytest
from django.test import Client

from songbang.apps.agenda import notices, services
from songbang.apps.agenda.models import Entry, Notice
from songbang.apps.helpline import services as helpline
from songbang.apps.helpline.models import Matter
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import needs
from songbang.core.errors import BadInput, Conflict
from tests.apps.agenda.world import MONDAY, at, make_world, standing, visit
from tests.apps.units.places import HERE, logged_in, unit

VILLAGE, OTHER = "330402103208", "330402103209"
pytestmark = pytest.mark.django_db


def desk(role: str, code: str | None = None) -> Client:
    return logged_in(standing(role, code).account.username)


@pytest.fixture
def matter() -> Matter:
    make_world()
    raised = helpline.Raised("机耕路塌方没人修", "机耕路塌方，谁来修？\n钱从哪里出？")
    return helpline.raise_matter(SYSTEM, unit(VILLAGE), raised, by=None)


def published(matter: Matter) -> str:
    helpline.publish(SYSTEM, matter.pk, Matter.objects.get(pk=matter.pk).version, shown=True)
    return needs.published(HERE)[0].key


def test_a_need_is_seen_once_it_is_published_and_until_it_is_settled(matter: Matter) -> None:
    assert not needs.published(HERE)
    published(matter)
    (need,) = needs.published(HERE)
    assert (need.unit, need.title) == (VILLAGE, "机耕路塌方没人修")
    helpline.publish(SYSTEM, matter.pk, Matter.objects.get(pk=matter.pk).version, shown=False)
    assert not needs.published(HERE)
    published(matter)
    helpline.withdraw(SYSTEM, matter.pk, Matter.objects.get(pk=matter.pk).version)
    assert not needs.published(HERE)
    with pytest.raises(Conflict):
        helpline.publish(SYSTEM, matter.pk, Matter.objects.get(pk=matter.pk).version, shown=True)


def test_a_visit_that_answers_a_need_goes_there_and_brings_it(matter: Matter) -> None:
    key, office = published(matter), standing("supervisor")
    window = (MONDAY, MONDAY)
    made = services.propose(office, services.Wanted("visit", "看机耕路", 90, window, need=key))
    assert (made.unit, made.brings, made.need) == (unit(VILLAGE), "机耕路塌方没人修", key)
    own_words = services.propose(office, services.Wanted("visit", "看路", 90, window, brings="带了修路队", need=key))
    assert own_words.brings == "带了修路队"
    with pytest.raises(BadInput, match=r"agenda\.need_elsewhere"):
        visit("看路", OTHER, office, need=key)
    with pytest.raises(BadInput, match=r"agenda\.need_gone"):
        visit("看路", VILLAGE, office, need="matter:999999")


def test_who_published_the_need_sees_who_comes_once_told(matter: Matter) -> None:
    key, office = published(matter), standing("supervisor")
    made = visit("看机耕路", VILLAGE, office, need=key, brings="")
    page = f"/help/{matter.pk}/"
    village = desk("village", VILLAGE)
    assert "还没有单位来调研" in village.get(page).content.decode()
    services.decide(office, made.pk, None, services.When(at(1, "09:00")))
    assert not needs.answers(key), "the base learns of a visit when it is announced"
    services.announce(office, made.pk, None)
    shown = village.get(page).content.decode()
    assert "看机耕路" in shown
    assert "2025-03-04 09:00" in shown
    assert "机耕路塌方没人修" in Notice.objects.get(unit__code=VILLAGE).text
    assert notices.text_for(Entry.objects.get(pk=made.pk), "announced", [])


def test_it_is_published_and_chosen_on_the_pages(matter: Matter) -> None:
    village = desk("village", VILLAGE)
    page = village.get(f"/help/{matter.pk}/").content.decode()
    assert "公开为需求" in page
    sent = {"act": "publish", "version": Matter.objects.get(pk=matter.pk).version}
    village.post(f"/help/{matter.pk}/finish/", sent)
    assert "不再公开" in village.get(f"/help/{matter.pk}/").content.decode()
    planner = desk("supervisor")
    key = needs.published(HERE)[0].key
    assert f'value="{key}"' in planner.get("/agenda/new/").content.decode()
    told = {"kind": "visit", "title": "看机耕路", "minutes": "90", "window_from": "2025-03-03",
            "window_to": "2025-03-07", "need": key}  # fmt: skip
    assert planner.post("/agenda/new/", told).status_code == 302
    entry = Entry.objects.get(need=key)
    assert "回应基层需求" in planner.get(f"/agenda/{entry.pk}/").content.decode()
    stranger = desk("village", OTHER)
    assert stranger.post(f"/help/{matter.pk}/finish/", sent).status_code == 404
