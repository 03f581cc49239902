"""Sentences follow the figures: another digit is another sentence, and a problem begins exactly at its bound."""

from __future__ import annotations

import pytest

from songbang.core.reporting.report import Paragraph, figure_key
from tests.core.reporting.test_compose_figures import (
    TOWN,
    composed,
    counted,
    figure,
    overall,
    problems,
    suggested,
)


def test_a_changed_digit_changes_the_sentence_that_states_it() -> None:
    one = problems(composed(counted("documents.received", (664, 634), (569, 552))))
    other = problems(composed(counted("documents.received", (665, 634), (569, 552))))
    assert "共收到各类文件1233件，比去年同期的1186件略有增长，增幅4.0%（详见" in one
    assert "共收到各类文件1234件，比去年同期的1186件略有增长，增幅4.0%（详见" in other
    assert "新丰镇的4.7%" in one and "新丰镇的4.9%" in other


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (1009, "与去年同期的1000件基本持平"),
        (1010, "比去年同期的1000件略有增长，增幅1.0%"),
        (1049, "比去年同期的1000件略有增长，增幅4.9%"),
        (1050, "比去年同期的1000件有所增长，增幅5.0%"),
        (1200, "比去年同期的1000件有所增长，增幅20.0%"),
        (1201, "比去年同期的1000件明显增长，增幅20.1%"),
        (991, "与去年同期的1000件基本持平"),
        (990, "比去年同期的1000件略有下降，降幅1.0%"),
        (800, "比去年同期的1000件有所下降，降幅20.0%"),
        (799, "比去年同期的1000件明显下降，降幅20.1%"),
        (1000, "与去年同期持平"),
    ],
)
def test_the_class_of_a_change_begins_at_its_bound(now: int, words: str) -> None:
    report = composed(counted("documents.received", (now, 1000)))
    assert f"共收到各类文件{now}件，{words}（详见附件1图1和表1）。" in overall(report) + problems(report)


def test_a_rise_is_a_problem_and_a_fall_is_told_as_progress_in_the_overview() -> None:
    risen = composed(counted("documents.received", (1010, 1000)))
    fallen = composed(counted("documents.received", (990, 1000)))
    assert "1.从上级及部门发文量来看" in problems(risen) and "发文量" not in overall(risen)
    assert problems(fallen) == "从登记的数据看，未发现明显问题。"
    assert "从上级及部门发文量来看，共收到各类文件990件" in overall(fallen)


@pytest.mark.parametrize(("unplanned", "problem"), [(10, True), (9, False)])
def test_inspections_outside_the_plan_become_a_problem_at_a_tenth(unplanned: int, problem: bool) -> None:
    report = composed(counted("inspections.received", (100, 200)), counted("inspections.unplanned", (unplanned, 50)))
    assert ("计划外督查检查考核仍有一定数量" in problems(report)) is problem
    assert (f"未列入计划的较少，有{unplanned}次" in overall(report)) is not problem


@pytest.mark.parametrize(("now", "little"), [(191, True), (190, False)])
def test_inspections_are_hardly_fewer_until_they_fall_by_a_twentieth(now: int, little: bool) -> None:
    report = composed(counted("inspections.received", (now, 200)))
    assert ("减少不多" in problems(report)) is little


IMBALANCE = "meetings.attended.imbalance"


@pytest.mark.parametrize(
    ("street", "theil", "uneven"),
    [(93, 0.01, True), (93, 0.009999, False), (94, 0.01, False), (94, 0.5, False)],
)
def test_uneven_needs_both_the_theil_index_and_the_gap_between_units(street: int, theil: float, uneven: bool) -> None:
    report = composed(counted("meetings.attended", (108, 100), (street, 100)), [figure(IMBALANCE, (theil, 0.01))])
    text = overall(report) + problems(report)
    assert ("不平衡" in text) is uneven
    assert ("各镇（街道）增减不平衡" in text) is uneven and ("各镇（街道）有增有减" in text) is not uneven


def lines(**shares: int) -> list[object]:
    ten = ("economy", "social_governance", "party_building", "civil_affairs", "urban_rural")
    ten += ("agriculture", "health_education", "emergency", "ecology", "other")
    return [figure("meetings.attended", (shares.get(line, 0), shares.get(line, 0)), line=line) for line in ten]


def test_lines_are_said_to_weigh_most_only_where_they_do() -> None:
    heavy = lines(economy=175, social_governance=200, party_building=174, other=451)
    report = composed(counted("meetings.attended", (1000, 1000)), heavy)
    assert (
        "综合及其他、综治和经济会议占比相对较多，综合及其他451次、占45.1%，综治200次、占20.0%，经济175次、占17.5%。"
        in problems(report)
    )
    even = lines(**{line["scope"]["line"]: 100 for line in lines()})  # type: ignore[index]
    assert "占比" not in problems(composed(counted("meetings.attended", (1000, 1000)), even))


def test_meetings_without_duration_prompt_a_suggestion_that_cites_them() -> None:
    report = composed(counted("meetings.attended", (100, 100)), counted("meetings.without_duration", (50, 20)))
    assert "未明确会议时长的有50次，占50.0%，比去年同期的20次增长150.0%。" in problems(report)
    assert "一是会议安排更加合理。本期50次会议没有明确时长" in suggested(report)


def test_a_suggestion_is_not_made_where_no_figure_prompts_it() -> None:
    report = composed(counted("meetings.attended", (100, 100)), counted("meetings.without_duration", (9, 20)))
    assert suggested(report) == "从登记的数据看，暂无需要专门提出的建议。"


def test_documents_sent_twice_are_told_and_their_absence_too() -> None:
    twice = composed(counted("documents.received", (100, 100)), counted("documents.both_channels", (2, 0)))
    never = composed(counted("documents.received", (100, 100)), counted("documents.both_channels", (0, 3)))
    assert "两种渠道都发的有2件次，去年同期没有。" in problems(twice) and "只发电子件" in suggested(twice)
    assert "未发现同一文件电子、纸质重复发送的情况，去年同期为3件次。" in overall(never)
    assert "只发电子件" not in suggested(never)


def test_what_may_not_be_compared_is_not_compared_and_the_reason_is_named() -> None:
    report = composed(counted("documents.received", (110, 100), (50, None)))
    assert "南湖街道缺2018年1—7月收文登记，有关总数不作同比，只比较两年均有登记的单位（以下称可比单位）。" in overall(
        report
    )
    assert "共收到各类文件160件，其中可比单位（新丰镇）110件，比去年同期的100件有所增长，增幅10.0%" in problems(report)


def test_where_nothing_may_be_compared_no_change_is_claimed() -> None:
    report = composed(counted("documents.received", (110, None), (50, None)), counted("pledges.signed", (6, None)))
    text = overall(report) + problems(report)
    assert "两年口径不一致，各项数字均不作同比" in text
    assert "共收到各类文件160件（详见附件1图1和表1）。" in text
    assert not [word for word in ("增长", "下降", "持平", "增幅", "降幅") if word in text.replace("增减", "")]
    assert "各项数量的增减未作判断" in problems(report)


def test_a_figure_that_registers_do_not_state_is_passed_over_and_listed_in_the_second_appendix() -> None:
    report = composed(counted("documents.received", (100, 100)), counted("meetings.attended", (10, 20)))
    text = "\n".join((overall(report), problems(report), suggested(report)))
    assert "督查检查考核、责任状" in text.split("没有登记，未计入统计")[0]
    assert "责任状" not in text.split("没有登记，未计入统计")[1].replace("督查检查考核和责任状情况", "")
    listed = [block.text for block in report.appendices[1].blocks if hasattr(block, "runs")]
    assert any("台账未载明" in text and "责任状" in text and "收文" not in text for text in listed)


def test_one_unit_alone_is_named_and_not_held_against_others() -> None:
    report = composed(counted("documents.received", (110, 100)), counted("digital.accounts", (30, 30)))
    text = overall(report) + problems(report)
    assert "新丰镇共收到文件110件" in text
    assert not [word for word in ("各单位", "各镇", "平均每个", "不平衡") if word in text]


def test_a_handful_more_is_told_but_is_no_problem() -> None:
    assert "本期新要求关注的公众号等账号4个，比去年同期增加1个" in overall(
        composed(counted("digital.accounts_added", (4, 3)))
    )


def test_towns_and_villages_that_move_apart_are_told_apart() -> None:
    report = composed(counted("forms.received", (90, 100), (90, 100), (50, 20)))
    assert "分层级看，镇（街道）下降10.0%，增长主要来自村（社区），增幅150.0%。" in problems(report)


def test_every_number_points_to_the_figure_that_it_states() -> None:
    report = composed(counted("documents.received", (110, 100), (50, 50)))
    blocks = [block for section in report.sections for block in section.blocks if isinstance(block, Paragraph)]
    pointed = {run.text: run.figure for block in blocks for run in block.runs}
    assert pointed["160"] == "documents.received"
    assert pointed["10.0%"] == figure_key("documents.received", {"unit": TOWN})


@pytest.mark.parametrize(
    ("period", "baseline", "title", "then"),
    [
        ("2019-01:2019-07", "2018-01:2018-07", "2019年1—7月", "去年同期（2018年1—7月）"),
        ("2019-03", "2018-03", "2019年3月", "去年同期（2018年3月）"),
        ("2019-01:2019-12", "2018-01:2018-12", "2019年", "去年同期（2018年）"),
        ("2018-11:2019-02", "2017-11:2018-02", "2018年11月—2019年2月", "去年同期（2017年11月—2018年2月）"),
        ("2019-04:2019-06", "2019-01:2019-03", "2019年4—6月", "2019年1—3月"),
    ],
)
def test_periods_are_named_as_officials_write_them(period: str, baseline: str, title: str, then: str) -> None:
    report = composed(counted("documents.received", (1, 1)), period=period, baseline=baseline)
    assert report.title == f"关于南湖区{title}基层减负情况的督查报告"
    assert f"并与{then}作了比较" in report.opening[0].text


def test_a_report_of_the_next_year_does_not_call_the_baseline_last_year() -> None:
    report = composed(counted("documents.received", (110, 100)), report_on="2020-01-15")
    assert report.signed_on == "2020年1月15日"
    assert "上年同期" in problems(report) and "去年" not in problems(report)
