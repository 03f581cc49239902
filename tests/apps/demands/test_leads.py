"""Every kind of evasion has a lead that rests on demands which are shown; what only looks like it has none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from songbang.apps.demands import searching
from songbang.apps.demands.leads import Lead, leads
from songbang.apps.demands.models import Demand, LeadSearch, PlanItem
from songbang.apps.intake.jobs import work_off
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import changing
from songbang.apps.units.models import Unit
from songbang.ui import clock
from tests.apps.demands.asking import HERE, ISSUER, TOWN, VILLAGE, form, put
from tests.apps.intake.making import accepted, bring, work, workbook

LogIn = Callable[..., Client]
CITY = {"name": "嘉兴市农业农村局", "level": "city", "body": "department", "code": "3304"}
STATISTICS = {**ISSUER, "name": "统计局"}
TOWN_ISSUER = {"name": "新丰镇", "level": "town", "body": "town", "code": "330402103"}
HEAD = ("序号", "收文日期", "来文单位", "来文字号", "文件标题")


def found(sort: str, first: date = date(2025, 1, 1), last: date = date(2025, 12, 31)) -> list[Lead]:
    return [one for one in leads(HERE, first, last) if one.sort == sort]


def _registered(*demands: Demand) -> None:
    Demand.objects.filter(pk__in=[one.pk for one in demands]).update(origin="register", state="recorded", unit=None)


def _inspection(title: str = "关于春耕备耕检查的通知", **more: Any) -> dict[str, Any]:
    details = {"starts_on": "2025-04-22", "on_site": True, **more.pop("details", {})}
    return form(kind="inspection", title=title, details=details, **more)


def _document(issuer: dict[str, Any], day: str, text: str, **more: Any) -> Demand:
    title = f"{issuer['name']}关于做好秸秆禁烧工作的通知"
    return put(form(kind="document", title=title, issuer=issuer, issued_on=day, text=text, details={}, **more))


# -- white heads ------------------------------------------------------------------------------------------------------


def test_memos_and_white_heads_to_the_base(department: Unit) -> None:
    memo = put(form(kind="document", title="工作提示", details={"as": "memo"}))
    put(form(kind="document", title="正式通知", details={"as": "red_head", "number": "南农发〔2025〕1号"}))
    assert [one.evidence for one in found("white_head")] == [[memo]]


def test_a_registers_rows_without_a_number_and_bodies_by_any_of_their_names(department: Unit) -> None:
    changing.add_alias(SYSTEM, department, "农林水利局", None, None)
    put(form(title="农业农村局关于报送粮食生产情况的通知"))
    rows = [
        (1, "2025-04-16", "南湖区农业农村局", "", "关于报送生猪存栏数的通知"),
        (2, "2025-04-17", "区农林水利局", "", "关于报送渔船底数的通知"),
        (3, "2025-04-18", "区农业农村局", "南农〔2025〕5号", "关于报送粮食生产情况的通知"),
        (4, "2025-04-18", "嘉兴市农业农村局", "嘉农〔2025〕5号", "关于报送粮食收购情况的通知"),
    ]  # fmt: skip
    accepted(bring(workbook((HEAD, *rows)), code=TOWN["code"]))
    work()
    (white,) = found("white_head")
    assert (white.issuer, white.told["count"]) == ("农业农村局", 2)
    (past,) = found("past_door")
    assert (past.issuer, [one.title for one in past.evidence]) == (
        "农业农村局", ["关于报送生猪存栏数的通知", "关于报送渔船底数的通知"])  # fmt: skip


# -- plan items -------------------------------------------------------------------------------------------------------


def test_one_plan_item_run_as_several(department: Unit) -> None:
    put(_inspection(plan_item="P1"))
    assert not found("split")
    put(_inspection(plan_item="P1", issued_on="2025-05-14", due_on="2025-05-30"))
    (lead,) = found("split")
    assert lead.told == {"item": "P1", "count": 2} and len(lead.evidence) == 2


def test_a_plan_item_that_registers_show_on_days_far_apart_is_several_and_one_round_is_one(department: Unit) -> None:
    PlanItem.objects.create(territory=HERE, code="P7", title="春耕备耕检查", kind="inspection", year=2025)
    round_ = [put(_inspection(details={"starts_on": day}, issued_on=day)) for day in ("2025-03-03", "2025-03-10")]
    _registered(*round_)
    assert not found("split")
    _registered(put(_inspection(details={"starts_on": "2025-06-02"}, issued_on="2025-06-02")))
    (lead,) = found("split")
    assert lead.told == {"item": "春耕备耕检查", "count": 2}


# -- research ---------------------------------------------------------------------------------------------------------


def test_research_that_scores(department: Unit) -> None:
    put(_inspection(details={"called": "research"}))
    assert not found("research")
    put(_inspection(details={"called": "research", "total_score": 100, "ranking": "none"}))
    (lead,) = found("research")
    assert lead.told["signs"] == ["total_score"]


@pytest.mark.parametrize(("text", "words"), [
    ("调研组对各镇逐项打分。", "逐项打分"), ("调研结束后通报各镇排名情况。", "通报各镇排名"),
    ("调研情况纳入年终考核。", "纳入年终考核"), ("本次调研不打分、不排名，不纳入年度考核。", ""),
    ("听取基层意见，帮助解决问题。", ""),
])  # fmt: skip
def test_a_visits_text_that_scores_all_the_same(department: Unit, text: str, words: str) -> None:
    put(form(kind="visit", title="农业农村局关于开展春耕调研的通知", text=text, details={"topic": "春耕"}))
    assert [one.told["words"] for one in found("research")] == ([words] if words else [])


# -- the same by several ----------------------------------------------------------------------------------------------


def test_the_same_asked_by_several_bodies_of_one_level(department: Unit) -> None:
    put(form(title="农业农村局关于报送粮食生产情况的通知"))
    put(form(title="统计局关于报送粮食生产情况的通知", issuer=STATISTICS, issued_on="2025-09-20", due_on="2025-09-30"))
    put(form(title="新丰镇关于报送粮食生产情况的通知", issuer=TOWN_ISSUER, targets=[VILLAGE]))
    assert not found("same")
    put(form(title="统计局关于报送粮食生产情况的通知", issuer=STATISTICS, issued_on="2025-04-20"))
    assert [one.told["count"] for one in found("same")] == [2]


def _asking(*names: str) -> dict[str, Any]:
    return {"frequency": "once", "fields": [{"name": name, "unit": "个", "explanation": "年末"} for name in names]}


def test_the_same_fields_under_another_title(department: Unit) -> None:
    same = ("播种面积", "机收面积", "农户数", "合作社数")
    put(form(title="农业农村局关于报送夏粮情况的通知", details=_asking(*same)))
    put(form(title="统计局关于填报种植业基本情况表的通知", issuer=STATISTICS, details=_asking("机井数", "泵站数")))
    assert not found("same")
    put(form(title="统计局关于开展农业摸底的通知", issuer=STATISTICS, details=_asking(*same, "家庭农场数")))
    (lead,) = found("same")
    assert (lead.issuer, len(lead.evidence)) == ("农业农村局、统计局", 2)


def test_the_same_text_under_another_title(department: Unit) -> None:
    text = "请各镇街道认真组织排查，逐村逐户登记造册，于月底前将汇总情况书面报送，并附影像资料和责任人名单。" * 2
    put(form(kind="document", title="农业农村局关于农房的通知", text=f"农业农村局要求：{text}", details={}))
    put(form(kind="document", title="住建局关于自建房的通知", text=f"{text}联系人：住建局。", details={},
             issuer={**ISSUER, "name": "住建局"}))  # fmt: skip
    put(
        form(
            kind="document",
            title="统计局关于人口的通知",
            text="请各镇街道认真组织学习。" * 5,
            issuer=STATISTICS,
            details={},
        )
    )
    (lead,) = found("same")
    assert lead.issuer == "住建局、农业农村局"


# -- level by level ---------------------------------------------------------------------------------------------------


def _meeting(issuer: dict[str, Any], day: str, target: dict[str, Any], name: str = "防汛工作会议") -> Demand:
    details = {"starts_at": f"{day}T08:30:00"}
    return put(form(kind="meeting", title=f"{issuer['name']}关于召开{name}的通知", issuer=issuer, issued_on=day,
                    due_on=None, targets=[target], details=details))  # fmt: skip


def test_a_meeting_extended_level_by_level_is_one_lead_with_all_of_them(department: Unit) -> None:
    city = _meeting(CITY, "2025-05-06", {"name": "南湖区", "level": "county"})
    assert not found("extended")
    county = _meeting(ISSUER, "2025-05-09", TOWN)
    town = _meeting(TOWN_ISSUER, "2025-05-12", VILLAGE)
    _meeting(TOWN_ISSUER, "2025-05-12", VILLAGE, "人民调解培训")
    _meeting(TOWN_ISSUER, "2025-09-12", VILLAGE)
    (lead,) = found("extended")
    assert lead.evidence == [city, county, town]
    assert lead.told == {"levels": ["city", "county", "town"], "count": 3}


def test_indicators_that_grow_on_each_level(department: Unit) -> None:
    put(_inspection("嘉兴市农业农村局关于春耕备耕检查的通知", issuer=CITY, details={"indicators": 10}))
    put(_inspection("农业农村局关于春耕备耕检查的通知", issued_on="2025-04-20", details={"indicators": 10}))
    assert not found("cascade")
    put(_inspection("新丰镇关于春耕备耕检查的通知", issuer=TOWN_ISSUER, issued_on="2025-04-25", targets=[VILLAGE],
                    details={"indicators": 25}))  # fmt: skip
    (lead,) = found("cascade")
    assert lead.told["grown.indicators"] == "10 → 25"
    assert [one.issuer["name"] for one in lead.evidence] == ["农业农村局", "新丰镇"]


def test_fields_that_a_town_adds_are_named(department: Unit) -> None:
    put(form(title="农业农村局关于报送养殖情况的通知", details=_asking("户数", "头数")))
    put(form(title="新丰镇关于报送养殖情况的通知", issuer=TOWN_ISSUER, targets=[VILLAGE], issued_on="2025-04-16",
             details=_asking("户数", "头数", "户主电话")))  # fmt: skip
    (lead,) = found("cascade")
    assert (lead.told["grown.fields"], lead.told["added"]) == ("2 → 3", ["户主电话"])


def test_words_and_earlier_days_that_a_level_adds(department: Unit) -> None:
    text = "各地要加强巡查，发现露天焚烧及时劝阻。压实属地责任，抓好宣传。"
    more = "每日拍照上传工作群，未上传的通报批评。各村签订责任状并设立观察哨。"
    _document(ISSUER, "2025-05-06", text, due_on="2025-06-30")
    _document(TOWN_ISSUER, "2025-05-08", text + more, due_on="2025-06-30", targets=[VILLAGE])
    (lead,) = found("cascade")
    assert lead.told["added"] == ["每日拍照上传工作群，未上传的通报批评", "各村签订责任状并设立观察哨"]
    Demand.objects.filter(issuer_key="新丰镇").update(text=text, due_on=date(2025, 6, 20))
    (lead,) = found("cascade")
    assert lead.told == {"grown.due": "2025-06-30 → 2025-06-20", "added": []}


def test_what_is_passed_on_as_it_came_is_no_cascade(department: Unit) -> None:
    _document(ISSUER, "2025-05-06", "加强巡查。" * 9, due_on="2025-06-20")
    _document(TOWN_ISSUER, "2025-05-08", "加强巡查。" * 9, due_on="2025-06-20", targets=[VILLAGE])
    assert not found("cascade")


# -- past the door ----------------------------------------------------------------------------------------------------


def test_what_a_town_registered_and_the_door_does_not_know(department: Unit) -> None:
    known = put(form(title="农业农村局关于报送粮食生产情况的通知"))
    numbered = {"number": "南农〔2025〕3号"}
    put(form(kind="document", title="农业农村局关于抓好春耕的通知", details=numbered))
    came = [put(form(title=title)) for title in ("关于报送粮食生产情况的通知", "关于报送生猪存栏的通知")]
    came.append(put(form(kind="document", title="春耕文件", details=numbered)))
    came.append(
        put(form(title="关于报送景区客流的通知", issuer={**ISSUER, "name": "文旅局"}))
    )  # asks nothing at the door
    _registered(*came)
    (lead,) = found("past_door")
    assert [one.title for one in lead.evidence] == ["关于报送生猪存栏的通知"]
    assert known not in lead.evidence


# -- pages ------------------------------------------------------------------------------------------------------------


def test_the_page_shows_leads_with_their_evidence_in_words(log_in: LogIn) -> None:
    today = clock.today().isoformat()
    put(form(kind="document", title="工作提示", details={"as": "memo"}, issued_on=today, due_on=None))
    put(_inspection(issued_on=today, details={"called": "research", "total_score": 100}))
    page = log_in("supervisor").get("/door/leads/").content.decode()
    assert "工作提示" in page and "不是结论" in page and "有总分" in page
    for role in ("department", "town", "village", "approver"):
        assert log_in(role).get("/door/leads/").status_code == 404


def test_another_territorys_demands_are_no_evidence(department: Unit) -> None:
    put(form(kind="document", title="工作提示", details={"as": "memo"}), territory="330411")
    assert not found("white_head")


def test_no_query_count_of_leads_grows_with_the_record(department: Unit) -> None:
    counts = []
    for more in (3, 8):
        for number in range(more):
            put(_inspection(plan_item=f"P{number % 2}", details={"indicators": number}))
            put(form(issuer={**ISSUER, "name": f"第{number}局"}, title=f"第{number}局关于报送底数的通知"))
        with CaptureQueriesContext(connection) as caught:
            leads(HERE, date(2025, 1, 1), date(2025, 12, 31))
        counts.append(len(caught))
    assert counts[1] <= counts[0] + 1 <= 20


def test_over_a_large_record_a_job_searches_and_the_page_shows_what_it_found(
    log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "AT_ONCE", 1)
    today = clock.today().isoformat()
    memos = [put(form(kind="document", title=f"提示{number}", details={"as": "memo"}, issued_on=today, due_on=None))
             for number in range(3)]  # fmt: skip
    client = log_in("supervisor")
    page = client.get("/door/leads/?days=90").content.decode()
    assert "查一遍" in page and "提示1" not in page
    client.post("/door/leads/search/", {"days": "90"})
    client.post("/door/leads/search/", {"days": "90"})  # one is under way: no second
    assert LeadSearch.objects.count() == 1
    assert "正在查" in client.get("/door/leads/?days=90").content.decode()
    work_off(once=True)
    page = client.get("/door/leads/?days=90").content.decode()
    assert "提示1" in page and "查过" in page and "没有文号" in page
    Demand.objects.filter(pk=memos[1].pk).update(territory="330411")
    assert "提示1" not in client.get("/door/leads/?days=90").content.decode()
    assert log_in("department").post("/door/leads/search/", {"days": "90"}).status_code == 404


def test_a_searchs_page_costs_the_same_however_much_is_on_record(
    log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "AT_ONCE", 1)
    today, client = clock.today().isoformat(), log_in("supervisor")
    counts = []
    for more in (3, 12):
        for number in range(more):
            put(form(kind="document", title=f"提示{number}", details={"as": "memo"}, issued_on=today, due_on=None))
        client.post("/door/leads/search/", {"days": "90"})
        work_off(once=True)
        with CaptureQueriesContext(connection) as caught:
            client.get("/door/leads/?days=90")
        counts.append(len(caught))
    assert counts[0] == counts[1]
