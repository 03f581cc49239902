"""What stands beside the verdict: what the base received before, within reach and in words, at a fixed price."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from songbang.apps.demands.around import around
from songbang.apps.demands.models import Draft
from songbang.apps.units.models import Unit
from songbang.core.demand import read_demand
from tests.apps.demands.asking import HERE, TOWN, form, put
from tests.apps.intake.making import HEADER, accepted, bring, work, workbook

pytestmark = pytest.mark.either_engine
LogIn = Callable[..., Client]
OTHER = "330402010"
TITLE = "关于进一步加强困境儿童走访关爱工作的通知"
NUMBER = "南民〔2025〕11号"


def _received(*more: tuple[Any, ...], code: str = TOWN["code"]) -> None:
    rows = (HEADER, (1, "2025-03-03", "区民政局", NUMBER, TITLE), *more)
    accepted(bring(workbook(rows), f"{code}收文.xlsx", code=code))


def _asked(title: str = TITLE, number: str | None = None) -> Any:
    told = form(kind="document", title=title, details={"number": number} if number else {})
    return read_demand(told)


def _sent(facts: Any, codes: frozenset[str] | None = None) -> list[tuple[str, str | None, int]]:
    found = around(facts, None, HERE, None, date(2025, 4, 14), codes).sent
    return [(one.pair.relation, one.row.number, one.units) for one in found]


def test_what_a_town_received_is_found_by_another_number_and_another_wording(department: Unit) -> None:
    _received()
    assert _sent(_asked("农业农村局关于转发《关于进一步加强困境儿童走访关爱工作的通知》的通知")) == [
        ("forward", NUMBER, 1)
    ]
    assert _sent(_asked(number="南民[2025]第11号")) == [("same", NUMBER, 1)]
    assert _sent(_asked("关于报送春耕进度的通知", "南农〔2025〕3号")) == []


def test_only_what_is_within_reach_and_in_the_territory_is_told(department: Unit) -> None:
    _received()
    assert _sent(_asked(number=NUMBER), frozenset({OTHER})) == []
    assert _sent(_asked(number=NUMBER), frozenset({TOWN["code"]})) == [("same", NUMBER, 1)]
    assert around(_asked(number=NUMBER), None, "330411", None, date(2025, 4, 14)).sent == []


def test_the_page_tells_it_with_the_reason_and_a_town_only_of_its_own(log_in: LogIn) -> None:
    _received()
    typed = {"common.title": TITLE, "common.issued_on": "2025-04-14", "document.number": NUMBER, "whole": "1"}
    for role, code, there in (("department", None, True), ("town", TOWN["code"], True), ("town", OTHER, False)):
        client = log_in(role, code)
        client.post("/door/new/", {"kind": "document"})
        draft = Draft.objects.latest("pk")
        page = client.post(f"/door/drafts/{draft.pk}/", {**typed, "kind": "document"}).content.decode()
        assert ("基层台账里已经收到过" in page) is there, role
        assert ("区民政局" in page and "1 个单位收到" in page and "字号" in page) is there, role


def test_the_number_of_queries_does_not_grow_with_what_was_received(department: Unit) -> None:
    counts = []
    for more in (0, 10, 60):
        rows = [(n, "2025-03-04", "区农业农村局", f"南农〔2025〕{n}号", TITLE) for n in range(2, more)]
        _received(*rows, code=OTHER if more else TOWN["code"])
        work()
        with CaptureQueriesContext(connection) as caught:
            assert _sent(_asked(number=NUMBER))
        counts.append(len(caught))
    assert counts[1] == counts[2]


def _plan(body: str, number: str, day: str) -> str:
    points = (
        "对辖区内六周岁以下残疾儿童逐户核实康复救助需求并登记在册不得漏登",
        "村级儿童主任每月入户走访不少于一次重点了解监护人变动和就学情况",
        "发现监护缺失的应当在二十四小时内报告镇儿童督导员并协助落实临时照护",
        "走访情况通过全国儿童福利信息系统填报各村不再另行报送纸质台账和照片",
        "县级民政部门会同教育卫生健康部门每半年比对一次数据并将差异退回核实",
    )
    lines = [f"{body}关于做好困境儿童关爱保护工作的通知", number, "各镇（街道）："]
    return "\n".join([*lines, *(f"{at}、{said}。" for at, said in enumerate(points, 1)), body, day])


def test_a_demand_with_a_text_is_told_how_earlier_texts_stand_to_it(department: Unit) -> None:
    before = _plan("青山区民政局", "青民〔2025〕8号", "2025年3月3日")
    title = "关于做好困境儿童关爱保护工作的通知"
    told = {"kind": "document", "title": title, "text": before, "issued_on": "2025-03-03"}
    kept = put(form(**told, details={"number": "青民〔2025〕8号"}), department)
    cover = [
        f"青山区教育局转发青山区民政局{title}的通知", "青教〔2025〕5号", "各学校：",
        "现将该通知转发给你们，请认真贯彻执行。", "青山区教育局", "2025年4月2日",
    ]  # fmt: skip
    relay = "\n".join([*cover, before])
    asked = form(
        kind="document", title="关于困境儿童事项的通知", text=relay, issued_on="2025-04-02",
        details={"number": "青教〔2025〕5号"},
    )  # fmt: skip
    found = around(read_demand(asked), None, HERE, None, date(2025, 4, 14)).same
    assert [(one.demand.pk, one.pair and one.pair.relation) for one in found] == [(kept.pk, "forward")]
    assert found[0].pair is not None
    assert "附" in "".join(found[0].pair.why)
