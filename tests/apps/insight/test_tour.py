"""The guided tour of the demo: offered, walked over pages that the role may open, ended; never outside the demo."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from songbang.apps.insight import demo, tour
from songbang.apps.insight.models import FigureSet
from songbang.apps.units.models import Account
from songbang.core.words import LANGUAGES, labels
from tests.apps.insight.conftest import Login

pytestmark = pytest.mark.either_engine
ROLES = tuple(tour.STEPS)


@pytest.fixture
def in_demo(settings: Any) -> None:
    settings.DEMO = True


def test_outside_the_demo_there_is_no_tour(enter: Login, rows: None) -> None:
    client = enter("auditor")
    assert b"tour-title" not in client.get("/journal/").content
    assert client.post("/tour/", {"step": "1"}).status_code == 404


def _shown(client: Client, address: str) -> str:
    """The page that an address leads to in the end, after the figures that it lacks were computed."""
    answer = client.get(address, follow=True)
    while "Refresh" in answer:
        answer = client.get(answer["Refresh"].partition("url=")[2], follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_every_step_leads_to_a_page_of_the_role_that_has_the_part_meant(
    role: str, enter: Login, rows: None, in_demo: None
) -> None:
    client = enter(role)
    for number, step in enumerate(tour.STEPS[role], start=1):
        answer = client.post("/tour/", {"step": str(number)})
        assert answer.status_code == 302
        page = _shown(client, answer["Location"])
        assert 'id="tour-title"' in page, (role, step.key)
        assert not step.part or f'id="{step.part}"' in page, (role, step.key)
        assert labels("zh-Hans")["tour_titles"][step.key] in page


def test_it_is_offered_once_a_session_and_ends_when_told(enter: Login, rows: None, in_demo: None) -> None:
    client = enter("auditor")
    assert labels("zh-Hans")["tour"]["offer"] in client.get("/journal/").content.decode()
    client.post("/tour/", {"step": "0"})
    assert b"tour-title" not in client.get("/journal/").content
    client.post("/tour/", {"step": "99"})
    assert b"tour-title" not in client.get("/journal/").content


def test_every_step_has_words_in_every_language() -> None:
    keys = {step.key for steps in tour.STEPS.values() for step in steps}
    for language in LANGUAGES:
        assert keys == set(labels(language)["tour_titles"]) == set(labels(language)["tour_texts"])


def test_first_pages_are_computed_beforehand(enter: Login, rows: None, in_demo: None) -> None:
    assert demo.compute_first_pages(Account.objects.all()) == 2  # the district's, and the department's
    assert FigureSet.objects.exclude(computed_at=None).count() == 2
    assert "Refresh" not in enter("supervisor").get("/overview/")


def test_in_the_demo_the_week_opens_where_something_takes_place(enter: Login, rows: None, in_demo: None) -> None:
    client = enter("village")
    assert "day=2019-03-06" in client.get("/week/")["Location"]
    assert client.post("/week/feed/").context["feed_address"]
