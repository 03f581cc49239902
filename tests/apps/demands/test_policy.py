"""Plans, lists and changes of rules: what a place decides is what the door says from that day on."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from songbang.apps.demands import policies, policy
from songbang.apps.demands.models import ListEdition, PlanItem, RuleChange, Verdict
from songbang.apps.demands.services import judge
from songbang.apps.demands.weighing import replay_stored
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.models import Unit
from tests.apps.demands.asking import HERE, form, put

pytestmark = pytest.mark.either_engine
LogIn = Callable[..., Client]


def book(rows: list[list[object]], name: str = "计划.xlsx") -> SimpleUploadedFile:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)  # type: ignore[union-attr]
    content = io.BytesIO()
    workbook.save(content)
    return SimpleUploadedFile(name, content.getvalue())


PLAN: list[list[object]] = [
    ["2025年度督查检查考核计划"], [], ["序号", "项目名称", "类别", "牵头单位", "计划开始时间", "计划完成时间"],
    [1, "春耕备耕检查", "检查", "农业农村局", "2025年4月1日", "2025-04-30"],
    [2, "全年粮食生产会议", "会议", "农业农村局", None, None],
    [3, "不知道什么", "联欢", "农业农村局", None, None],
    [4, "秋粮收购检查", "督查检查考核", "农业农村局", "2025.9.1", "2025.8.1"],
]  # fmt: skip


def test_a_plan_comes_in_from_a_workbook_and_its_bad_lines_are_named(log_in: LogIn) -> None:
    client = log_in("supervisor")
    page = client.post("/door/plans/import/", {"file": book(PLAN), "year": 2025}).content.decode()
    assert "有 2 行没有导入" in page and "类别看不懂" in page and "结束早于开始" in page
    assert [(one.title, one.kind) for one in PlanItem.objects.order_by("kind")] == [
        ("春耕备耕检查", "inspection"), ("全年粮食生产会议", "meeting"),
    ]  # fmt: skip
    first = PlanItem.objects.get(kind="inspection")
    assert (first.starts_on, first.ends_on) == (date(2025, 4, 1), date(2025, 4, 30))
    client.post("/door/plans/import/", {"file": book(PLAN), "year": 2025})
    assert PlanItem.objects.count() == 2


def test_a_file_that_is_no_plan_is_told(log_in: LogIn) -> None:
    client = log_in("supervisor")
    answer = client.post("/door/plans/import/", {"file": book([["甲", "乙"], [1, 2]]), "year": 2025})
    assert answer.status_code == 400 and "没有找到表头" in answer.content.decode()
    answer = client.post("/door/plans/import/", {"file": SimpleUploadedFile("x.xlsx", b"nothing"), "year": 2025})
    assert answer.status_code == 400


def test_what_is_in_the_plan_is_planned_and_its_use_is_seen(log_in: LogIn) -> None:
    client = log_in("supervisor")
    client.post("/door/plans/import/", {"file": book(PLAN), "year": 2025})
    item = PlanItem.objects.get(kind="inspection")
    told = form(kind="inspection", details={"starts_on": "2025-04-22", "on_site": True})
    assert "inspection.unplanned" in rules_found(told)
    assert "inspection.unplanned" not in rules_found({**told, "plan_item": item.code})
    assert "inspection.unplanned" in rules_found({**told, "plan_item": "no-such-item"})
    assert '<td class="num" data-label="已用">1</td>' in client.get("/door/plans/?year=2025").content.decode()


def rules_found(told: dict[str, object]) -> list[str]:
    demand = put(told)
    with transaction.atomic():
        stored = judge(demand)
    assert replay_stored(stored) == stored.content.encode()
    return [one["rule"] for one in json.loads(stored.content)["findings"]]


def test_one_in_one_out(log_in: LogIn) -> None:
    client = log_in("supervisor")
    client.post("/door/plans/import/", {"file": book(PLAN), "year": 2025})
    client.post("/door/plans/rule/", {"on": "1"})
    new = {"code": "X1", "title": "防汛检查", "kind": "inspection", "issuer": "", "year": 2025}
    answer = client.post("/door/plans/add/", new)
    assert answer.status_code == 409 and "进一出一" in answer.content.decode()
    out = PlanItem.objects.get(kind="meeting")
    assert client.post("/door/plans/add/", {**new, "out": out.pk}).status_code == 302
    out.refresh_from_db()
    assert out.out_since is not None and PlanItem.objects.get(code="X1").in_place_of == out
    assert policy.plan_of(HERE, "农业农村局", "meeting", 2025) == []


NEGATIVE: list[list[object]] = [
    ["序号", "事项", "依据"], [1, "反诈APP安装推广", "负面清单第1条"], [2, "商业用房经营许可审批", "负面清单第2条"],
]  # fmt: skip


def test_a_task_is_matched_by_its_wording_and_refused_with_the_clause(log_in: LogIn) -> None:
    supervisor = log_in("supervisor")
    told = {"file": book(NEGATIVE, "清单.xlsx"), "name": "negative", "valid_from": "2025-01-01", "source": "区委办1号"}
    assert supervisor.post("/door/lists/import/", told).status_code == 302
    assert "反诈APP安装推广" in supervisor.get("/door/lists/?list=negative").content.decode()
    client = log_in("department")
    answer = client.post("/door/new/", {"kind": "village_task"})
    typed = {"kind": "village_task", "whole": "1", "common.title": "关于做好反诈APP推广安装工作的通知",
             "common.issued_on": "2025-04-14", "common.targets": "净湘村"}  # fmt: skip
    page = client.post(answer["Location"], typed).content.decode()
    assert "负面清单第1条" in page and "verdict-refuse" in page
    page = client.post(answer["Location"], {**typed, "village_task.list": "own"}).content.decode()
    assert "在另一份清单第 1 条" in page
    page = client.post(answer["Location"], {**typed, "common.title": "关于开展门前三包的通知"}).content.decode()
    assert "负面清单第1条" not in page


@pytest.mark.django_db
def test_an_edition_holds_from_its_day_until_the_next(department: Unit) -> None:
    for day, text in ((date(2024, 1, 1), "平安建设责任书"), (date(2025, 1, 1), "安全生产责任书")):
        policies.take_list(SYSTEM, HERE, "pledges", [{"place": 1, "text": text}], day, "清单")
    assert ListEdition.objects.count() == 2
    for title, day, listed in (
        ("签订平安建设责任书", date(2024, 5, 1), True), ("签订平安建设责任书", date(2025, 5, 1), False),
        ("签订安全生产责任书", date(2025, 5, 1), True),
    ):  # fmt: skip
        told = {"kind": "pledge", "title": title, "details": {"in_approved_list": True}}
        policy.match_lists(told, HERE, day)
        assert told["details"] == {"in_approved_list": listed}, (title, day)


def _change(**more: str) -> dict[str, str]:
    return {"rule": "any.load", "what": "limit", "value": "60", "since": "2025-01-01", "article": "区委办2号",
            "ground": "试行", "place": "330402103", **more}  # fmt: skip


def test_a_limit_is_in_force_from_its_day_once_a_second_person_confirms(log_in: LogIn) -> None:
    client = log_in("supervisor")
    assert client.post("/door/rules/propose/", _change()).status_code == 302
    change = RuleChange.objects.get()
    told = form(minutes=90)
    assert "any.load" not in rules_found(told)
    assert client.post(f"/door/rules/{change.pk}/", {"act": "confirm"}).status_code == 409
    assert log_in("approver").post(f"/door/rules/{change.pk}/", {"act": "confirm"}).status_code == 302
    assert "any.load" in rules_found(told)
    assert "any.load" not in rules_found({**told, "issued_on": "2024-12-31", "due_on": "2024-12-31"})
    first = Verdict.objects.earliest("pk")
    assert replay_stored(first) == first.content.encode()
    page = client.get("/door/rules/?on=2025-02-01&since=2024-12-01").content.decode()
    assert "330402103: 60" in page and "any.load" in page


def test_a_suspended_rule_stays_visible_with_reason_and_end(log_in: LogIn) -> None:
    client = log_in("supervisor")
    told = _change(
        rule="form.daily", what="suspended", since="2025-04-01", until="2025-04-30", ground="防汛", place=HERE
    )
    client.post("/door/rules/propose/", {**told, "value": ""})
    log_in("approver").post(f"/door/rules/{RuleChange.objects.get().pk}/", {"act": "confirm"})
    daily = form(details={**form()["details"], "frequency": "daily"})
    assert "form.daily" not in rules_found(daily)
    assert "suspended:" in Verdict.objects.latest("pk").content
    assert "form.daily" in rules_found({**daily, "issued_on": "2025-05-01", "due_on": "2025-05-30"})
    assert "防汛" in client.get("/door/rules/?on=2025-04-10").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rule": "no.such"}, "没有这条规则"), ({"value": ""}, "没有写 any.load 的限值"),
        ({"rule": "form.daily"}, "没有限值"), ({"since": "2001-01-01"}, "才施行"),
        ({"until": "2024-01-01"}, "结束早于开始"), ({"place": "990000"}, "不在本区"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_told(wrong: dict[str, str], words: str, log_in: LogIn) -> None:
    answer = log_in("supervisor").post("/door/rules/propose/", _change(**wrong))
    assert answer.status_code == 400 and words in answer.content.decode()
    assert not RuleChange.objects.exists()
