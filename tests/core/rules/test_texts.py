"""What a text says counts where the fields are silent: by meaning, worded anyhow, and not denied."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from songbang.core.demand import read_context, read_demand
from songbang.core.rules import known_from, load_book, weigh

ISSUER = {"name": "南湖区城管局", "level": "county", "body": "department", "code": "330402"}
TOWN = [{"name": "新丰镇", "level": "town", "body": "town", "code": "330402103"}]
VILLAGE = [{"name": "净湘村", "level": "village", "body": "village", "code": "330402103208"}]


def _found(
    kind: str, text: str, details: dict[str, Any] | None = None, targets: Any = TOWN, title: str = ""
) -> set[str]:
    told = {
        "kind": kind, "title": title or "南湖区城管局关于有关工作的通知", "text": text, "issuer": ISSUER,
        "issued_on": "2025-04-14", "targets": targets, "details": details or {},
    }  # fmt: skip
    book = load_book()
    known = known_from(read_context({"history": [], "plan": []}), book)
    return {one.rule for one in weigh(read_demand(told), book, known, on=date(2025, 4, 14)).findings}


@pytest.mark.parametrize("text", [
    "每月对各镇街道环境卫生考核成绩进行排名并在全区通报。", "实行一周一晾晒、一月一排名。",
    "按季度通报各镇名次，末位作表态发言。",
    "各镇街道得分逐月排名公布。", "各村得分按月度汇总，由高到低张榜公布名次。", "月度考核排名靠后的，由分管领导约谈。",
    "每周在工作群公布红黑榜。",
    "每季度综合排位，倒数的发提醒函。",
])  # fmt: skip
def test_ranking_by_week_month_or_quarter(text: str) -> None:
    assert "inspection.ranking" in _found("inspection", text, {"inspection_kind": "assessment"})


@pytest.mark.parametrize("text", [
    "考评结果不排名、不通报，年底反馈一次。", "严禁按月排名通报。", "年终一次性考核，结果按年度通报。", "取消月排名。",
    "每月报送进度，年底统一考核排名。",
    "不得搞月度排名、红黑榜。", "每季度召开一次会议，听取意见。",
])  # fmt: skip
def test_no_ranking(text: str) -> None:
    assert "inspection.ranking" not in _found("inspection", text, {"inspection_kind": "assessment"})


@pytest.mark.parametrize("text", [
    "获市领导批示肯定的每次加2分。", "工作简报每被市级录用一篇得0.5分。", "信息被省级以上媒体采用的每篇加1分。",
    "典型做法在省级公众号推送的，一次计0.5分。",
    "党委会专题研究垃圾分类每少一次扣0.5分。", "缺少工作照片的扣2分。", "学习笔记不足3万字的扣1分。",
    "印发实施方案的得3分。",
])  # fmt: skip
def test_yardsticks_that_are_no_results(text: str) -> None:
    assert "inspection.yardsticks" in _found("inspection", text, {"inspection_kind": "assessment"})


@pytest.mark.parametrize("text", [
    "以群众满意度和实际成效为准。", "垃圾分类准确率每低1个百分点扣1分。", "不以批示、照片等加分。",
    "河道水质达标的得20分。",
])  # fmt: skip
def test_yardsticks_that_are_results(text: str) -> None:
    assert "inspection.yardsticks" not in _found("inspection", text, {"inspection_kind": "assessment"})


@pytest.mark.parametrize("text", [
    "请准备纸质台账一式三份，装订成册备查。", "工作台账须按统一模板填写并打印盖章。",
    "建立会议记录、签到册、影像资料等痕迹管理档案。",
    "走访记录、工作照片分类归档，现场查看。", "所有材料按盒归档。",
])  # fmt: skip
def test_paper_ledgers_and_traces(text: str) -> None:
    assert "inspection.ledger" in _found("inspection", text, {"inspection_kind": "supervision"})


@pytest.mark.parametrize("text", [
    "不要求提供纸质台账，以现场为准。", "所需台账从系统调取，不得要求村社另行制作、打印。",
    "不查痕迹资料，直接看现场、问群众。",
    "杜绝以痕迹管理代替实绩。",
])  # fmt: skip
def test_no_ledgers_asked(text: str) -> None:
    assert "inspection.ledger" not in _found("inspection", text, {"inspection_kind": "supervision"})


@pytest.mark.parametrize(("text", "rule"), [
    ("网格员每日须在APP打卡，在线不少于4小时。", "punch-in"), ("巡查实行手机定位签到。", "punch-in"),
    ("平台实行积分制，按积分高低每周公布各村排行榜。", "punch-in"), ("平台实行积分制，按积分高低每周公布各村排行榜。",
    "ranking"),
    ("各村下载安装率须达到90%以上。", "forced"), ("全体干部一律关注并转发。", "forced"), ("用户活跃度不低于60%。",
    "forced"),
    ("收到通知后须5分钟内回复。", "screenshot"), ("完成后上传截图。", "screenshot"), ("要求秒回、接龙。", "screenshot"),
])  # fmt: skip
def test_what_a_digital_tool_makes_people_do(text: str, rule: str) -> None:
    assert f"digital.{rule}" in _found("digital", text, {"object": "app", "faces_base": True})


@pytest.mark.parametrize("text", [
    "不打卡、不积分、不排名，不要求截图和即时回复，自愿使用。", "群众可在线查询办事指南。",
    "严禁以积分、在线时长等考核。",
    "居民自愿下载使用。", "提供就近医院导航。",
])  # fmt: skip
def test_a_tool_that_leaves_people_alone(text: str) -> None:
    found = _found("digital", text, {"object": "app", "faces_base": True})
    assert not found & {"digital.punch-in", "digital.ranking", "digital.forced", "digital.screenshot"}


def test_fields_that_are_stated_go_before_the_text() -> None:
    text = "网格员每日须打卡。"
    assert "digital.punch-in" not in _found("digital", text, {"object": "app", "functions": ["forced_install"]})


@pytest.mark.parametrize(("text", "asks"), [
    ("请各镇制定实施方案，并将贯彻落实情况于5月底前报送我局。", True),
    ("不要求各镇制定配套文件，不要求报送贯彻落实情况。", False),
    ("各镇不另行制定实施方案。", False), ("各镇要不断完善措施，研究制定工作方案。", True),
])  # fmt: skip
def test_supporting_documents_and_reports(text: str, asks: bool) -> None:
    assert ("document.asks-supporting" in _found("document", text, {"number": "南城〔2025〕3号"})) is asks


@pytest.mark.parametrize(("text", "targets", "vetoed"), [
    ("未完成的一票否决。", VILLAGE, True), ("未完成的一票否决。", TOWN, False), ("不搞一票否决。", VILLAGE, False),
])  # fmt: skip
def test_a_veto_in_the_text_of_a_letter(text: str, targets: Any, vetoed: bool) -> None:
    found = _found("pledge", text, {"pledge_kind": "responsibility_letter"}, targets)
    assert ("pledge.veto-on-village" in found) is vetoed


@pytest.mark.parametrize(("text", "answers"), [
    ("村（社区）是辖区安全生产的责任主体。", True), ("各村为拆除违法建筑的责任主体。", True),
    ("镇政府是安全生产的责任主体，村（社区）协助宣传。", False), ("村（社区）不是安全生产的责任主体。", False),
])  # fmt: skip
def test_a_village_made_the_responsible_body(text: str, answers: bool) -> None:
    assert ("village.responsible-party" in _found("village_task", text, {}, VILLAGE)) is answers


@pytest.mark.parametrize(("text", "sets_up"), [
    ("各村成立反诈工作站，配备站长一名，统一挂牌。", True), ("不新设机构，现有牌子归并到党群服务中心。", False),
    ("牌子挂在室内，写明办事内容。", False),
])  # fmt: skip
def test_a_sign_that_sets_up_a_body(text: str, sets_up: bool) -> None:
    assert ("signboard.mechanism" in _found("signboard", text, {}, VILLAGE)) is sets_up


@pytest.mark.parametrize(("text", "details", "daily"), [
    ("实行日报告、零报告。", {}, True), ("每日17时前填报进度。", {}, True), ("每周五前上报一次。", {}, True),
    ("每月25日前报送。", {}, False),
    ("不搞日报、周报，有变化时再报。", {}, False), ("每日17时前填报进度。", {"frequency": "monthly"}, False),
])  # fmt: skip
def test_how_often_a_form_is_asked(text: str, details: dict[str, Any], daily: bool) -> None:
    assert ("form.daily" in _found("form", text, details)) is daily


def test_a_book_that_was_kept_before_these_were_read_still_judges() -> None:
    from songbang.core.rules import book_of

    source = dict(load_book().source)
    words = {key: value for key, value in source["gate_words.yaml"].items() if not key.startswith("function.")}
    for name in ("veto", "mechanism", "daily"):
        del words[name]
    book = book_of({**source, "gate_words.yaml": words})
    told = {"kind": "digital", "title": "应用", "text": "每日打卡", "details": {}, "issued_on": "2025-04-14"}
    assert "digital.punch-in" not in {one.rule for one in weigh(read_demand(told), book).findings}
