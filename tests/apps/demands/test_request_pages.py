"""A department types a request and sees the verdict; whatever is wrong is named and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from songbang.apps.demands.fields import common_fields, detail_fields
from songbang.apps.demands.models import Demand, Draft
from songbang.apps.demands.requesting import read_request, told_as_values
from songbang.apps.demands.services import begin_draft
from songbang.apps.demands.shapes import as_json
from songbang.apps.units.models import Account, Unit
from songbang.apps.units.queries import unit_tree
from songbang.core.demand import KINDS
from songbang.core.words import LANGUAGES, labels
from tests.apps.demands.asking import GOOD_MEETING, HERE

pytestmark = pytest.mark.either_engine
LogIn = Callable[..., Client]


def _draft(client: Client, kind: str = "meeting") -> Draft:
    answer = client.post("/door/new/", {"kind": kind})
    return Draft.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


def _type(client: Client, draft: Draft, **more: str) -> str:
    typed = {**{name: texts[0] for name, texts in GOOD_MEETING.items()}, **more}
    answer = client.post(f"/door/drafts/{draft.pk}/", {"kind": draft.kind, "whole": "1", **typed})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_field_and_value_of_the_form_has_words() -> None:
    for language in LANGUAGES:
        words = labels(language)
        for one in (*common_fields(), *(field for kind in KINDS for field in detail_fields(kind))):
            assert words["demand_fields"][one.name]
            own = one.name.partition(".")[2]
            assert all(f"{own}.{c}" in words["demand_values"] or c in words["demand_values"] for c in one.choices)


def test_the_verdict_stands_beside_what_is_typed(log_in: LogIn) -> None:
    client = log_in("department")
    draft = _draft(client)
    page = _type(client, draft)
    assert "meeting.edge-of-day" not in page
    assert "不得超过" not in page
    page = _type(client, draft, **{"meeting.main_speech_minutes": "90"})
    assert "主要领导讲话或者主报告 90 分钟，不得超过 60 分钟" in page
    assert "verdict-refuse" in page


def test_asking_keeps_the_verdict_and_shows_the_demand(log_in: LogIn) -> None:
    client = log_in("department")
    draft = _draft(client)
    _type(client, draft)
    answer = client.post(f"/door/drafts/{draft.pk}/ask/")
    demand = Demand.objects.get()
    assert answer["Location"] == f"/door/{demand.pk}/"
    assert demand.issuer["name"] == "农业农村局"
    assert [one.code for one in demand.deliveries.order_by("code")] == ["330402010", "330402103"]
    page = client.get(answer["Location"]).content.decode()
    assert "春耕工作会议" in page and "新丰镇" in page
    assert demand.verdicts.count() == 1
    assert client.get(f"/door/drafts/{draft.pk}/")["Location"] == answer["Location"]
    assert client.post(f"/door/drafts/{draft.pk}/ask/").status_code == 409
    assert Demand.objects.count() == 1


BAD: dict[str, tuple[dict[str, str], str]] = {
    "ends before it starts": ({"meeting.ends_at": "2025-04-22 07:00"}, "结束早于开始|早于开始"),
    "starts before issue": ({"common.issued_on": "2025-05-14"}, "早于发文日期"),
    "due before issue": ({"common.due_on": "2025-04-01"}, "早于发文（通知）日期"),
    "no such unit": ({"common.targets": "新丰镇\n桃花源镇"}, "没有这些单位：桃花源镇"),
    "no day": ({"common.issued_on": "下周三"}, "日期看不懂：下周三"),
    "no number": ({"meeting.headcount": "三四十"}, "不是数字：三四十"),
    "duration differs": ({"meeting.duration_minutes": "300"}, "算出来是 60 分钟"),
    "too long": ({"common.title": "题" * 600}, "太长"),
    "nothing": ({"common.title": ""}, "还没有写"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_named_and_the_draft_stays(what: str, log_in: LogIn) -> None:
    client = log_in("department")
    draft = _draft(client)
    typed, words = BAD[what]
    page = _type(client, draft, **typed)
    assert any(one in page for one in words.split("|"))
    answer = client.post(f"/door/drafts/{draft.pk}/ask/")
    assert answer.status_code == 400
    assert not Demand.objects.exists()
    draft.refresh_from_db()
    assert draft.open and all(draft.values[name] == [text] for name, text in typed.items())


def test_a_demand_dated_before_a_rule_is_read_by_the_law_of_its_day(log_in: LogIn) -> None:
    client = log_in("department")
    page = _type(
        client, _draft(client),
        **{"common.issued_on": "2023-04-14", "meeting.starts_at": "2023-04-20 08:30", "meeting.ends_at": "",
           "meeting.duration_minutes": "60", "meeting.main_speech_minutes": "90"},
    )  # fmt: skip
    assert "按 2023-04-14 的规定" in page
    assert "不得超过 60 分钟" not in page


def test_a_value_read_from_a_document_shows_the_words_it_came_from(log_in: LogIn, department: Unit) -> None:
    client = log_in("department")
    account = Account.objects.get(username="department-seat")
    sources = {"meeting.starts_at": "定于4月22日上午8:30"}
    draft = begin_draft(department, account, "meeting", GOOD_MEETING, sources=sources, file_name="通知.docx")
    page = client.get(f"/door/drafts/{draft.pk}/").content.decode()
    assert "定于4月22日上午8:30" in page and "通知.docx" in page


def test_another_department_sees_neither_draft_nor_demand(log_in: LogIn) -> None:
    client = log_in("department")
    draft = _draft(client)
    _type(client, draft)
    client.post(f"/door/drafts/{draft.pk}/ask/")
    other = log_in("department", HERE, "other")
    demand = Demand.objects.get()
    assert other.get(f"/door/{demand.pk}/").status_code == 404
    assert other.post(f"/door/drafts/{draft.pk}/", {"kind": "form"}).status_code == 404
    assert log_in("supervisor").get(f"/door/{demand.pk}/").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_in_every_language(kind: str, log_in: LogIn) -> None:
    client = log_in("department")
    draft = _draft(client, kind)
    for language in LANGUAGES:
        client.cookies["songbang-language"] = language
        assert client.get(f"/door/drafts/{draft.pk}/").status_code == 200


def test_a_collective_names_every_unit_that_it_means(department: Unit) -> None:
    values = {"common.title": ["t"], "common.issued_on": ["2025年4月14日"], "common.targets": ["各镇、街道；净湘村"]}
    request = read_request("form", values, department, unit_tree(HERE))
    assert [one["name"] for one in request.told["targets"]] == ["新丰镇", "南湖街道", "净湘村"]
    assert not request.problems


def test_what_is_stored_fills_the_form_again(log_in: LogIn, department: Unit) -> None:
    client = log_in("department")
    draft = _draft(client, "form")
    fields = "播种面积 | 亩 | 全年 | 120 | 2025-12-31\n户数 | 户"
    typed = {"common.title": "关于报送春耕情况的通知", "common.issued_on": "2025-04-14", "common.targets": "新丰镇",
             "common.basis": "春耕方案 | 市级", "form.fields": fields, "form.frequency": "once"}  # fmt: skip
    client.post(f"/door/drafts/{draft.pk}/", {"kind": "form", "whole": "1", **typed})
    client.post(f"/door/drafts/{draft.pk}/ask/")
    told = as_json(Demand.objects.get())
    assert told["basis"] == [{"title": "春耕方案", "level": "city"}]
    assert told_as_values(told, "form")["form.fields"] == [fields]
