"""What a draft lays on villages, times that name no day, days that cannot all be right: by meaning, worded anyhow."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.reading.documents.reader import read_text
from songbang.core.reading.documents.values import Document


def _read(sentence: str, day: str = "2025年3月4日", number: str = "", imprint: str = "") -> Document:
    head = f"南湖区民政局文件\n{number}\n" if number else ""
    body = f"区民政局关于做好有关工作的通知\n各镇人民政府、街道办事处：\n现将有关事项通知如下：\n{sentence}\n"
    return read_text(f"{head}{body}区民政局\n{day}\n{imprint}")


@pytest.mark.parametrize("sentence", [
    "各村（社区）要设立意见箱。", "各村要明确一名联络员。", "每村至少明确1名专职安全员。", "督促各村（社区）开展排查。",
    "村（居）委会负责收集身份证复印件。", "请各镇组织村干部逐户走访。", "各社区党组织书记为第一责任人。",
    "由各村（社区）填报附件2。", "以村（社区）为单位上报。", "村级网格员每日巡查并上传照片。", "建立一村一档。",
    "各村居须在宣传栏张贴公告。", "村“两委”干部包户到人。", "各镇（街道）、村（社区）应当于5月1日前完成登记。",
    "镇、村两级书记要亲自抓。", "任务分解到各村（社区）。", "社区工作者要下载应用。", "有关村（社区）务必做好值守。",
])  # fmt: skip
def test_a_duty_for_villages_is_found_with_its_sentence(sentence: str) -> None:
    assert [duty.text for duty in _read(sentence).village_duties] == [sentence]


@pytest.mark.parametrize("sentence", [
    "不得要求各村（社区）签订责任书。", "各村（社区）可以根据实际自行决定。", "鼓励各村（社区）开展文体活动。",
    "全区各村（社区）已建成文化礼堂143个。", "切实减轻村（社区）负担。", "不再要求村（社区）出具证明。",
    "区里将对各村（社区）给予补助。", "各镇要加强对村级组织的指导。", "美丽乡村建设要加快推进。",
    "各部门要深入村（社区）开展服务。", "推进乡村振兴，要落实资金。", "严禁向村（社区）摊派报刊征订任务。",
    "所需数据由镇调取，村（社区）不重复填报。", "各村级以上单位应当配备设备。", "请各单位于5月1日前报送总结。",
])  # fmt: skip
def test_leave_help_and_what_is_done_are_no_duties(sentence: str) -> None:
    assert _read(sentence).village_duties == ()


@pytest.mark.parametrize(("sentence", "since", "count", "working"), [
    ("请于收到本通知后5个工作日内报送。", "receipt", 5, True), ("接到通知之日起三日内反馈。", "receipt", 3, False),
    ("收文后24小时内书面回复。", "receipt", 1, False), ("自本通知印发之日起10个工作日内完成。", "issue", 10, True),
    ("文件下发后十五日内上报。", "issue", 15, False), ("通知下发后一周内报送。", "issue", 7, False),
    ("会后三日内报送贯彻情况。", "meeting", 3, False), ("培训结束后2个工作日内交心得。", "meeting", 2, True),
    ("检查结束后5日内上报整改报告。", "task", 5, False), ("即日起一个月内完成。", "now", 30, False),
    ("请于本周五下班前报送。", "weekday", 4, False), ("下周一前报送。", "weekday", 7, False),
    ("今日17:00前反馈。", "today", 0, False), ("即日起至4月15日开展排查。", "until", 0, False),
])  # fmt: skip
def test_a_time_that_names_no_day_is_told_with_what_it_counts_from(
    sentence: str, since: str, count: int, working: bool
) -> None:
    (term,) = _read(sentence).terms
    assert (term.since, term.count, term.working, term.said.text) == (since, count, working, sentence)
    assert term.day == (date(2025, 4, 15) if since == "until" else None)


@pytest.mark.parametrize(("sentence", "every"), [
    ("每月底前报送进展。", "monthly"), ("每日16时前上报数据。", "daily"), ("每周五前报送进度表。", "weekly"),
    ("各镇每季度末报送一次。", "quarterly"), ("按月报送进度。", "monthly"), ("实行日报告制度。", "daily"),
])  # fmt: skip
def test_what_comes_again_and_again_is_told_by_how_often(sentence: str, every: str) -> None:
    assert [term.every for term in _read(sentence).terms] == [every]


@pytest.mark.parametrize("sentence", [
    "不再要求每月底前报送。", "取消周报制。", "我局收到报告后5个工作日内予以答复。", "每月召开一次例会。",
    "成交通知书发出后5个工作日内退还。",
])  # fmt: skip
def test_what_is_abolished_or_the_bodys_own_is_no_time_for_the_base(sentence: str) -> None:
    assert _read(sentence).terms == ()


CALL = (
    "经研究，定于{called}召开部署会，现将有关事项通知如下：\n一、会议时间：{held}，下午{span}。\n"
    "二、会议地点：301会议室。"
)


def _kinds(document: Document) -> list[str]:
    return [one.what for one in document.contradictions]


def test_days_that_agree_are_no_contradiction() -> None:
    call = CALL.format(called="3月12日", held="3月12日（星期三）", span="2:30-3:30")
    names = "请于3月10日前将参会人员名单报我局，会后三日内报送总结。2024年12月5日印发的旧文件同时废止。"
    found = _read(call + names, number="南民〔2025〕8号", imprint="南湖区民政局办公室 2025年3月4日印发")
    assert found.contradictions == ()


@pytest.mark.parametrize(("sentence", "what"), [
    ("定于2025年3月12日（星期五）报送。", "weekday"), ("请于2月30日前报送总结。", "impossible_day"),
    ("请于2月20日前将总结报我局。", "due_before_issue"),
    (CALL.format(called="3月12日", held="3月12日", span="3:30-2:30"), "ends_before_start"),
    (CALL.format(called="3月12日", held="3月13日", span="2:30"), "two_meeting_days"),
    (CALL.format(called="3月1日", held="3月1日", span="2:30"), "meeting_before_issue"),
    (CALL.format(called="3月12日", held="3月12日", span="2:30") + "请于3月20日前将回执报我局。", "names_after_meeting"),
])  # fmt: skip
def test_days_that_cannot_all_be_right_are_named_with_their_words(sentence: str, what: str) -> None:
    found = [one for one in _read(sentence).contradictions if one.what == what]
    assert len(found) == 1 and found[0].said.text in sentence


def test_head_and_end_may_contradict_each_other_too() -> None:
    assert _kinds(_read("请抓好落实。", number="南民〔2022〕8号")) == ["number_of_other_year"]
    assert _kinds(_read("请抓好落实。", imprint="南湖区民政局办公室 2025年3月1日印发")) == ["printed_before_issue"]
