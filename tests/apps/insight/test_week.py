"""My week, and the calendar that a token opens."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest
from django.test import Client

from songbang.apps.insight.models import FeedToken
from songbang.apps.journal.models import Entry
from songbang.apps.units.models import Holding
from tests.apps.insight import seed
from tests.apps.insight.conftest import OTHER, TOWN, VILLAGE, Login

pytestmark = pytest.mark.either_engine
COLUMNS = [{"column": "A", "header": "表名", "field": "name"}, {"column": "B", "header": "时限", "field": "due_on"}]


@pytest.fixture
def form(rows: None) -> None:
    """A form asked for on 1 March 2019, due on the 8th."""
    account = {"sheets": [seed.told_of("一", "forms", COLUMNS)]}
    kept = seed.row(20, "forms", VILLAGE, date(2019, 3, 1), "用工监测表", issuer="新丰镇")
    seed.store(seed.make_import("报表.xlsx", account), [kept], {("一", 20): ["用工监测表", "3月8日"]})


def test_the_week_tells_what_takes_place_and_what_is_due(enter: Login, form: None) -> None:
    response = enter("village").get("/week/?day=2019-03-05")
    week = response.context["week"]
    assert [(str(day.day), [item.name for item in day.items]) for day in week.days if day.items] == [
        ("2019-03-06", ["村民代表会"])
    ]
    assert [(item.name, str(item.day)) for item in week.due] == [("用工监测表", "2019-03-08")]
    assert "09:00-10:00" in response.content.decode()


def test_what_comes_later_is_told_as_coming(enter: Login, form: None) -> None:
    coming = enter("village").get("/week/?day=2019-02-27").context["week"].coming
    assert [(item.name, item.due) for item in coming] == [("村民代表会", False), ("用工监测表", True)]


def test_an_empty_week_leads_to_the_nearest_with_something(enter: Login, form: None) -> None:
    page = enter("village").get("/week/?day=2020-01-01").content.decode()
    assert "?day=2019-03-06" in page


def test_a_week_of_another_unit_is_not_there(enter: Login, rows: None) -> None:
    assert enter("town").get(f"/week/?unit={VILLAGE}").status_code == 200
    assert enter("town").get(f"/week/?unit={OTHER}").status_code == 404
    assert enter("village").get(f"/week/?unit={TOWN}").status_code == 404
    assert enter("supervisor").get("/week/").status_code == 404


def test_a_day_that_is_none_is_explained(enter: Login, rows: None) -> None:
    assert enter("village").get("/week/?day=2019-02-30").status_code == 400


def _address(client: Client) -> str:
    return str(client.post("/week/feed/").context["feed_address"]).removeprefix("http://testserver")


def test_the_feed_is_a_calendar_for_whoever_has_the_token(
    enter: Login, form: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("songbang.ui.clock.today", lambda: date(2019, 3, 5))
    response = Client().get(_address(enter("village")))
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"].startswith("text/calendar")
    assert [str(event["SUMMARY"]) for event in events] == ["村民代表会", "【要交】用工监测表"]
    assert events[0]["DTSTART"].dt.isoformat() == "2019-03-06T09:00:00+08:00"
    assert events[1]["DTSTART"].dt == date(2019, 3, 8)


def test_a_revoked_token_opens_nothing_and_both_acts_are_in_the_journal(enter: Login, rows: None) -> None:
    client = enter("village")
    address = _address(client)
    client.post("/week/feed/revoke/")
    assert Client().get(address).status_code == 404
    assert list(Entry.objects.order_by("-pk").values_list("act", flat=True)[:2]) == ["feed.revoked", "feed.made"]


def test_a_new_token_ends_the_old_one_and_neither_is_kept(enter: Login, rows: None) -> None:
    client = enter("village")
    old, new = _address(client), _address(client)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    assert not any(token.digest in new for token in FeedToken.objects.all())


def test_who_loses_the_place_loses_the_feed(enter: Login, rows: None) -> None:
    address = _address(enter("village"))
    Holding.objects.filter(account__username="demo-village").delete()
    assert Client().get(address).status_code == 404
