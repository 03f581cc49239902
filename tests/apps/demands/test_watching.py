"""Leads rest on demands that are shown; a limit is tried on last year's demands before it is set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from songbang.apps.demands.leads import leads
from songbang.apps.demands.models import Demand
from songbang.apps.units.models import Unit
from songbang.ui import clock
from tests.apps.demands.asking import HERE, ISSUER, TOWN, VILLAGE, form, put

LogIn = Callable[..., Client]
CITY = {"name": "嘉兴市农业农村局", "level": "city", "body": "department", "code": "3304"}
TOWN_ISSUER = {"name": "新丰镇", "level": "town", "body": "town", "code": "330402103"}


def found(sort: str) -> list[Any]:
    return [one for one in leads(HERE, date(2025, 1, 1), date(2025, 12, 31)) if one.sort == sort]


def _inspection(**more: Any) -> dict[str, Any]:
    details = {"starts_on": "2025-04-22", "on_site": True, **more.pop("details", {})}
    return form(kind="inspection", title="关于春耕备耕检查的通知", details=details, **more)


def test_memos_and_white_heads_to_the_base(department: Unit) -> None:
    memo = put(form(kind="document", title="工作提示", details={"as": "memo"}))
    put(form(kind="document", title="正式通知", details={"as": "red_head", "number": "南农发〔2025〕1号"}))
    assert [one.evidence for one in found("white_head")] == [[memo]]


def test_one_plan_item_run_as_several(department: Unit) -> None:
    put(_inspection(plan_item="P1"))
    assert not found("split")
    put(_inspection(plan_item="P1", issued_on="2025-05-14", due_on="2025-05-30"))
    (lead,) = found("split")
    assert lead.told == {"item": "P1", "count": 2} and len(lead.evidence) == 2


def test_research_that_scores(department: Unit) -> None:
    put(_inspection(details={"called": "research"}))
    assert not found("research")
    put(_inspection(details={"called": "research", "total_score": 100, "ranking": "none"}))
    (lead,) = found("research")
    assert lead.told == {"signs": ["total_score"]}


def test_the_same_asked_by_several_bodies_of_one_level(department: Unit) -> None:
    other = {**ISSUER, "name": "统计局"}
    put(form(title="农业农村局关于报送粮食生产情况的通知"))
    put(form(title="统计局关于报送粮食生产情况的通知", issuer=other, issued_on="2025-09-20", due_on="2025-09-30"))
    assert not found("same")
    put(form(title="统计局关于报送粮食生产情况的通知", issuer=other, issued_on="2025-04-20"))
    assert [one.told["count"] for one in found("same")] == [2]


def test_a_meeting_extended_by_the_level_below(department: Unit) -> None:
    def meeting(issuer: dict[str, Any], day: str, target: dict[str, Any]) -> None:
        details = {"starts_at": f"{day}T08:30:00"}
        put(form(kind="meeting", title=f"{issuer['name']}关于召开防汛工作会议的通知", issuer=issuer, issued_on=day,
                 due_on=None, targets=[target], details=details))  # fmt: skip

    meeting(ISSUER, "2025-05-06", TOWN)
    assert not found("extended")
    meeting(TOWN_ISSUER, "2025-05-12", VILLAGE)
    assert [one.issuer for one in found("extended")] == ["新丰镇"]


def test_more_indicators_at_the_level_below(department: Unit) -> None:
    put(_inspection(issuer=CITY, details={"indicators": 10}))
    put(_inspection(issued_on="2025-04-20", details={"indicators": 11}))
    assert not found("cascade")
    put(_inspection(issuer=TOWN_ISSUER, issued_on="2025-04-25", targets=[VILLAGE], details={"indicators": 25}))
    assert [(one.told["above"], one.told["below"]) for one in found("cascade")] in ([(10, 25)], [])


def test_what_a_town_registered_and_the_door_does_not_know(department: Unit) -> None:
    known = put(form(title="农业农村局关于报送粮食生产情况的通知"))
    for title in ("关于报送粮食生产情况的通知", "关于报送生猪存栏的通知"):
        demand = put(form(title=title))
        Demand.objects.filter(pk=demand.pk).update(origin="register", state="recorded", unit=None)
    (lead,) = found("past_door")
    assert [one.title for one in lead.evidence] == ["关于报送生猪存栏的通知"]
    assert known not in lead.evidence


def test_the_pages_show_leads_with_their_evidence(log_in: LogIn) -> None:
    today = clock.today()
    put(form(kind="document", title="工作提示", details={"as": "memo"}, issued_on=today.isoformat(), due_on=None))
    page = log_in("supervisor").get("/door/leads/").content.decode()
    assert "工作提示" in page and "不是结论" in page


@pytest.mark.django_db
def test_no_query_count_of_leads_grows_with_the_record(department: Unit) -> None:
    counts = []
    for more in (2, 8):
        for number in range(more):
            put(_inspection(plan_item=f"P{number % 2}", details={"indicators": number}))
        with CaptureQueriesContext(connection) as caught:
            leads(HERE, date(2025, 1, 1), date(2025, 12, 31))
        counts.append(len(caught))
    assert counts[1] <= counts[0] + 1 <= 12
