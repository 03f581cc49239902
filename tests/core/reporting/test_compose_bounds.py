"""Each bound of the rulebook from both sides: what is a problem, what is progress, what prompts a suggestion."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.reporting.test_compose_figures import (
    UNITS,
    composed,
    counted,
    figure,
    overall,
    problems,
    suggested,
)

MEETINGS = counted("meetings.attended", (100, 100))
DOCUMENTS = counted("documents.received", (100, 100))
VISITS = counted("visits.received", (100, 100))
INSPECTIONS = counted("inspections.received", (100, 200))
PLEDGES = counted("pledges.signed", (100, 100))
HEADS = counted("meetings.village_heads", (100, 100))
FORMS = counted("forms.received", (100, 100))


def one(figure_id: str, now: int) -> Any:
    """The figure at one unit, unchanged, with a hundred rows behind it."""
    return [{**made, "rows": [f"row {at}" for at in range(100)]} for made in counted(figure_id, (now, now))]


@pytest.mark.parametrize(
    ("whole", "figure_id", "problem", "no_problem", "short"),
    [
        (DOCUMENTS, "documents.both_channels", 2, 1, "电子、纸质重复发文"),
        (DOCUMENTS, "documents.forwarded_repeatedly", 1, 0, "同一文件重复转发"),
        (MEETINGS, "meetings.without_duration", 20, 19, "部分会议未明确时长"),
        (MEETINGS, "meetings.principal_and_deputy", 5, 4, "同时要求主要领导和分管领导参会"),
        (HEADS, "meetings.village_heads_unfiled", 10, 9, "参会未报备"),
        (INSPECTIONS, "inspections.ledger_required", 10, 9, "要求备查台账"),
        (PLEDGES, "pledges.veto", 10, 9, "一票否决”较多"),
        (VISITS, "visits.with_problem", 49, 50, "服务调研帮助基层解决问题不多"),
        (VISITS, "visits.joint", 19, 20, "部门联合调研少"),
    ],
)
def test_a_share_becomes_a_problem_at_its_bound(
    whole: Any, figure_id: str, problem: int, no_problem: int, short: str
) -> None:
    assert short in problems(composed(whole, one(figure_id, problem)))
    report = composed(whole, one(figure_id, no_problem))
    assert problems(report) == "从登记的数据看，未发现明显问题。"


@pytest.mark.parametrize(
    ("whole", "figure_id", "prompts", "does_not", "words"),
    [
        (MEETINGS, "meetings.without_duration", 10, 9, "写明起止时间"),
        (MEETINGS, "meetings.edge_of_day", 49, 50, "留出整段工作时间"),
        (MEETINGS, "meetings.principal_and_deputy", 1, 0, "尽量不再要求主要领导参加"),
        (HEADS, "meetings.village_heads_unfiled", 5, 4, "先报备、后通知"),
        (VISITS, "visits.with_problem", 49, 50, "征询基层需求"),
        (VISITS, "visits.joint", 19, 20, "由相关部门联合开展"),
        (FORMS, "forms.fields", 1000, 999, "平均每张报表要填"),
        (INSPECTIONS, "inspections.unplanned", 5, 4, "一事一报"),
        (INSPECTIONS, "inspections.joint", 29, 30, "以督促导"),
        (INSPECTIONS, "inspections.ledger_required", 5, 4, "以电子台账为主"),
        (PLEDGES, "pledges.veto", 1, 0, "逐份核对依据"),
        (DOCUMENTS, "documents.both_channels", 1, 0, "只发电子件"),
        (DOCUMENTS, "documents.forwarded_repeatedly", 1, 0, "转发一次"),
        ([], "digital.punch_in", 1, 0, "打卡、积分或排名"),
        ([], "digital.accounts", 10, 9, "逐个核对必要性"),
        ([], "signboards.present", 1, 0, "准许悬挂的目录"),
    ],
)
def test_a_suggestion_is_prompted_at_its_bound_and_cites_its_figure(
    whole: Any, figure_id: str, prompts: int, does_not: int, words: str
) -> None:
    said = suggested(composed(whole, one(figure_id, prompts)))
    assert words in said
    assert (f"{prompts}" if figure_id != "forms.fields" else "10.0项") in said
    assert words not in suggested(composed(whole, one(figure_id, does_not)))


@pytest.mark.parametrize(("now", "rises"), [(1010, True), (1009, False), (900, False)])
@pytest.mark.parametrize("figure_id", ["documents.received", "forms.received", "digital.apps"])
def test_more_of_it_prompts_a_suggestion_only_where_it_rose(figure_id: str, now: int, rises: bool) -> None:
    assert (str(now) in suggested(composed(counted(figure_id, (now, 1000))))) is rises


@pytest.mark.parametrize(("accounts", "many"), [(20, True), (19, False)])
def test_accounts_are_many_by_their_mean_over_units(accounts: int, many: bool) -> None:
    report = composed(counted("digital.accounts", (accounts - 9, accounts - 9), (9, 9)))
    assert ("总量仍然较多" in problems(report)) is many
    assert ("平均每个镇（街道）10.0个" in problems(report)) is many


@pytest.mark.parametrize(("now", "baseline", "problem"), [(10, 9, True), (9, 8, False), (10, 0, True), (9, 0, False)])
def test_a_rise_of_a_handful_is_no_problem(now: int, baseline: int, problem: bool) -> None:
    report = composed(counted("digital.apps", (now, baseline)))
    assert ("政务App、小程序数量明显增长" in problems(report)) is (problem and baseline == 0)
    assert ("未发现明显问题" not in problems(report)) is problem


@pytest.mark.parametrize(
    ("pair", "told"), [((95, 100), True), ((96, 100), False), ((5, 10), True), ((4, 9), False), ((100, 90), False)]
)
def test_a_fall_inside_a_problem_is_progress_from_its_bound_on(pair: tuple[int, int], told: bool) -> None:
    risen = counted("meetings.attended", (300, 200))
    report = composed(risen, counted("meetings.without_duration", pair))
    assert ("减负工作取得一定进展" in overall(report) and "未明确时长的会议" in overall(report)) is told


@pytest.mark.parametrize(("baseline", "problem"), [(51, False), (50, True), (40, True)])
def test_heavy_lines_are_no_problem_where_all_of_them_fell(baseline: int, problem: bool) -> None:
    shares = [figure("meetings.attended", (50, baseline), line="economy")]
    shares += [figure("meetings.attended", (5, 5), line=line) for line in ("emergency", "ecology", "agriculture")]
    report = composed(counted("meetings.attended", (65, 65)), shares)
    assert ("经济会议占比相对较多" in problems(report)) is problem
    assert "经济会议占比相对较多" in overall(report) + problems(report)


def test_all_units_that_state_both_periods_are_compared_together() -> None:
    report = composed(counted("documents.received", (110, 100), (60, 50), (9, None)))
    assert "其中可比单位（新丰镇和南湖街道）170件，比去年同期的150件有所增长，增幅13.3%" in problems(report)


def test_signboards_that_hardly_fell_are_a_problem_and_those_that_fell_are_progress() -> None:
    assert "村（社区）牌子清理进展不大" in problems(composed(counted("signboards.present", (96, 100))))
    assert "清理整顿成效明显" in overall(composed(counted("signboards.present", (79, 100))))
    assert problems(composed(counted("signboards.present", (95, 100)))) == "从登记的数据看，未发现明显问题。"


def test_towns_that_all_rose_are_told_by_their_ends() -> None:
    report = composed(counted("documents.received", (110, 100), (102, 100)))
    assert "各镇（街道）均有增长，增幅从南湖街道的2.0%到新丰镇的10.0%。" in problems(report)


def test_a_town_that_cannot_be_compared_is_not_counted_among_all_towns() -> None:
    report = composed(counted("documents.received", (110, 100), (102, 100), (5, 5)))
    assert "各镇（街道）均有增长" in problems(report)
    units = [{"code": "330402007", "name": "建设街道", "level": "town", "parent": "330402", "cadres": 50}]
    more = [figure("documents.received", (7, None), comparable=False, unit="330402007")]
    parts = counted("documents.received", (110, 100), (102, 100))
    told = composed(parts, more, units=[*UNITS, *units])
    assert "可作同比的镇（街道）均有增长" in problems(told)


def test_a_unit_that_lacks_a_year_of_all_but_one_register_is_told_so_once() -> None:
    report = composed(
        counted("documents.received", (62, None)),
        counted("documents.both_channels", (3, None)),
        counted("signboards.present", (5, 15)),
        counted("burden.minutes", (620, None)),
    )
    text = overall(report) + problems(report)
    assert text.count("不作同比") == 1 and "新丰镇缺2018年1—7月收文登记，有关数字不作同比。" in text
    assert "截至2019年7月31日，悬挂各类牌子5块，比去年同期末减少10块，下降66.7%，清理整顿成效明显" in text


def test_one_figure_that_cannot_be_compared_among_others_says_why() -> None:
    report = composed(MEETINGS, HEADS, counted("meetings.village_heads_unfiled", (30, None)))
    assert "而未报备的有30次，去年同期台账未载明此项，不作同比。" in problems(report)
