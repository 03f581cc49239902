"""What is to be done and what is done; who came and went; names that notes give; whose words a line may borrow."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.aims import is_aim, titled_aim
from songbang.core.filling.facts import Fact, Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact, filled, form

Rows = list[list[object]]
YEAR = date(2025, 1, 15)


def _planned(line: str, unit: str, note: str = "完成任务（%）=本年完成数÷本年任务数×100。") -> Rows:
    return [
        ["林木防护工作任务完成情况表"],
        ["填报单位：甲镇", None, "2024年度"],
        ["项目", "计量单位", "本年任务数", "本年完成数", "完成任务（%）"],
        [line, unit, None, None, None],
        ["二、其他", unit, None, None, None],
        [f"说明：{note}"],
    ]


@pytest.mark.parametrize(
    ("paper", "task"),
    [
        ("2024年林木防护任务分解表", "涂白树干任务"),
        ("2024年林木防护任务清单", "树干涂白任务数"),
        ("2024年林木防护任务下达表", "涂白树干"),
        ("林木防护台账（2024年）", "涂白树干任务数量"),
        ("2024年林木防护任务书", "树干涂白"),
    ],
)
def test_a_task_is_what_is_to_be_done_whenever_its_paper_is_of(paper: str, task: str) -> None:
    given = [
        fact(task, "株", "500", "2024-12-31", form=paper),
        fact("涂白树干株数（全年）", "株", "450", "2024-12-31", form="护林工作年报（2024年）"),
    ]
    cells = read(_planned("一、涂白树干", "株"), *given, on=YEAR)
    assert values(cells, "C4", "D4", "E4") == [500, 450, 90]


def test_who_carried_out_a_task_did_it_and_a_task_paper_may_tell_what_is_done() -> None:
    assert [is_aim(label) for label in ("完成任务数", "执行任务", "纳入改造任务", "造林任务")] == [False] * 3 + [True]
    told = [titled_aim("造林任务分解表", label) for label in ("乔木林", "实际完成乔木林")]
    assert [*told, titled_aim("预算表", "支出"), titled_aim("预算表", "支出 / 执行数")] == [True, False, True, False]


def test_a_line_that_says_only_that_it_is_a_task_is_of_what_its_paper_hands_out() -> None:
    book = form(["水窖改造任务", "户", "1", None], period="2024年")
    cells = filled(book, fact("任务户数", "户", "36", "2024-03-20", form="水窖改造任务清单（2024年）"), on=YEAR).cells
    assert cells[0].verdict.value == 36


def _account(first: str, came: str, went: str, last: str, line: str, unit: str, title: str) -> Rows:
    return [
        [title],
        ["填报单位：甲镇", None, "2024年度"],
        ["品名", "单位", first, came, went, last],
        [line, unit, None, None, None, None],
        ["其他", unit, None, None, None, None],
    ]


@pytest.mark.parametrize(
    ("came", "went", "told_in", "told_out"),
    [
        ("本年调入", "本年发放", "睡袋 / 入库合计", "睡袋 / 出库发放"),
        ("本年购入", "本年领用", "睡袋 / 入库", "睡袋 / 出库合计"),
        ("本年接收", "本年发放", "睡袋 / 入库合计", "睡袋 / 出库"),
    ],
)
def test_what_one_column_asks_of_a_store_all_that_came_or_went_tells(
    came: str, went: str, told_in: str, told_out: str
) -> None:
    rows = _account("上年末结存", came, went, "本年末结存", "睡袋", "条", "救灾物资收发情况表")
    paper = "救灾物资出入库登记（2024年1-12月）"
    given = [
        fact(told_in, "条", "30", "2024-12-31", form=paper),
        fact(told_out, "条", "12", "2024-12-31", form=paper),
        fact("睡袋（实存）", "条", "58", "2024-12-31", form="年末物资盘点表"),
    ]
    assert values(read(rows, *given, on=YEAR), "D4", "E4", "F4") == [30, 12, 58]


def test_of_two_ways_out_neither_is_all_that_went() -> None:
    rows: Rows = [
        ["救灾物资收发情况表"],
        ["填报单位：甲镇", None, "2024年度"],
        ["品名", "单位", "上年末结存", "本年调入", "本年发放", "本年报废", "本年末结存"],
        ["睡袋", "条", None, None, None, None, None],
        ["其他", "条", None, None, None, None, None],
    ]
    given = [fact("睡袋 / 出库合计", "条", "12", "2024-12-31", form="救灾物资出入库登记（2024年1-12月）")]
    assert values(read(rows, *given, on=YEAR), "E4", "F4") == [None, None]


def test_a_stocktaking_tells_nothing_that_was_handed_out() -> None:
    rows = _account("上年末结存", "本年调入", "本年发放", "本年末结存", "睡袋", "条", "救灾物资发放情况表")
    given = [fact("睡袋", "条", "58", "2024-12-31", form="年末物资盘点表")]
    assert values(read(rows, *given, on=YEAR), "D4", "E4") == [None, None]


@pytest.mark.parametrize(
    ("told_in", "told_out"),
    [
        ("三季度新接收帮扶青年", "三季度解除帮扶青年"),
        ("三季度新衔接帮扶青年", "三季度期满解除帮扶青年"),
        ("三季度新纳入帮扶青年", "三季度退出帮扶青年"),
        ("帮扶青年（三季度新进）", "帮扶青年（三季度调离）"),
    ],
)
def test_newcomers_are_those_that_were_added(told_in: str, told_out: str) -> None:
    rows: Rows = [
        ["青年帮扶工作季报"],
        ["填报单位：甲镇", None, "2024年三季度"],
        ["项目", "单位", "季初在册", "本季增加", "本季减少", "季末在册"],
        ["帮扶青年", "人", None, None, None, None],
        ["志愿辅导员", "人", None, None, None, None],
    ]
    given = [
        fact(told_in, "人", "9", "2024-09-30", form="帮扶平台月报"),
        fact(told_out, "人", "4", "2024-09-30", form="帮扶平台月报"),
    ]
    assert values(read(rows, *given, on=date(2024, 10, 9)), "D4", "E4") == [9, 4]


@pytest.mark.parametrize(
    ("note", "asked", "told", "value"),
    [
        ("占地面积按批准用地面积填报。", "占地面积", "批准用地面积", 6),
        ("1.用地面积按不动产登记用地面积填列。", "用地面积", "不动产登记用地面积", 6),
        ("占地面积以批准用地面积为准。", "占地面积", "批准用地面积", 6),
        ("占地面积按播种面积填报。", "占地面积", "播种面积", None),
        ("占地面积按规定填报。", "占地面积", "批准用地面积", None),
    ],
)
def test_a_note_gives_a_column_the_name_by_which_registers_tell_it(
    note: str, asked: str, told: str, value: int | None
) -> None:
    rows: Rows = [
        ["乡镇停车场情况表"],
        ["填报单位：甲镇", None, "2024年"],
        ["项目", f"{asked}（亩）", "车位（个）"],
        ["公共停车场", None, None],
        ["单位停车场", None, None],
        [f"说明：{note}"],
    ]
    given = [fact(f"公共停车场 / {told}", "亩", "6", "2024-12-31", form="设施台账")]
    assert values(read(rows, *given, on=YEAR), "B4") == [value]


def test_an_answer_that_bears_one_lines_name_is_not_anothers() -> None:
    book = form(["社区托育点在托幼儿", "人", "1", None], ["家庭托育点在托幼儿", "人", "2", None], period="2024年末")
    given = fact("社区托育点在托幼儿", "人", "71", "2024-12-31", form="托育调查")
    assert [cell.verdict.value for cell in filled(book, given, on=YEAR).cells] == [71, None]


def test_who_does_a_thing_is_not_left_unsaid() -> None:
    book = form(["调解组织受理争议", "件", "1", None], period="2024年")
    given = fact("全年受理案件数", "件", "146", "2024-12-31", form="劳资争议案件台账（2024年）")
    assert not filled(book, given, on=YEAR).cells[0].verdict.known


def test_whom_a_line_concerns_are_those_of_the_line_above_it() -> None:
    book = form(["追回欠款", "万元", "1", None], ["　　涉及商户", "户", "2", None], period="2024年")
    others = fact("受理投诉涉及商户", "户", "163", "2024-12-31", form="投诉台账（2024年）")
    own = fact("追回欠款涉及商户", "户", "84", "2024-12-31", form="清欠统计（2024年）")
    assert not filled(book, others, on=YEAR).cells[1].verdict.known
    assert filled(book, own, on=YEAR).cells[1].verdict.value == 84


def test_parts_of_what_a_year_brought_came_about_too() -> None:
    rows: Rows = [
        ["食用菌生产年报"],
        ["填报单位：甲镇", None, "2024年"],
        ["指标名称", "计量单位", "本年", "上年"],
        ["一、全年接种菌床", "张", None, None],
        ["    1.春栽菌床", "张", None, None],
    ]
    given: list[Fact] = [fact("春栽菌床", "张", "40", "2024-12-31", form="菌床台账（2024年）")]
    cells = read(rows, *given, on=YEAR)
    assert cells["C5"].asked.kind == "flow"


def test_nothing_is_a_share_of_itself_and_no_product_begins_with_a_factor() -> None:
    rows: Rows = [
        ["桑园产量年报"],
        ["填报单位：甲镇", None, None, "2024年"],
        ["指标名称", "计量单位", "代码", "数量"],
        ["桑枝用量", "株", "06", None],
        ["桑果产量", "吨", "10", None],
        ["每株产量", "公斤", "18", None],
        ["审核关系：18=10×1000÷06。"],
    ]
    given = [
        fact("桑枝用量", "株", "4000", "2024-12-31", form="桑园台账（2024年）"),
        fact("桑果产量", "吨", "12", "2024-12-31", form="桑园台账（2024年）"),
    ]
    assert values(read(rows, *given, on=YEAR), "D6") == [3]


def test_all_kinds_are_more_than_the_kind_that_a_form_is_about() -> None:
    book = form(["安全知识讲座", "场", "1", None], period="2024年")
    given = fact("安全知识讲座总场次（各类）", "场", "46", "2024-12-31", form="宣教年报（2024年）")
    assert not filled(book, given, on=YEAR).cells[0].verdict.known


def test_what_the_held_answer_leaves_to_its_heading_its_rival_may_leave_too() -> None:
    rows: Rows = [
        ["乡镇停车设施情况表"],
        ["填报单位：甲镇", None, "2024年"],
        ["村别", "公共停车场", None],
        [None, "个数（个）", "建成泊位（位）"],
        ["甲镇", None, None],
    ]
    own = fact("建成泊位数", "个", "400", "2024-12-31", form="公共停车场管理台账")
    rival = fact("泊位总数", "个", "380", "2024-12-31", form="停车设施年度检查表（2024年）")
    merged = ("A3:A4", "B3:C3")
    rows[3][2] = "建成泊位（个）"
    assert values(read(rows, own, on=YEAR, merged=merged), "C5") == [400]
    assert read(rows, own, rival, on=YEAR, merged=merged)["C5"].verdict.status == "conflict"


@pytest.mark.parametrize(
    "note",
    ["01行=02行+03行", "01行=02行至03行之和", "01=02～03之和", "01=02至03各行之和", "第01行=第02行至第03行之和"],
)
def test_a_run_of_lines_is_added_up(note: str) -> None:
    rows: Rows = [
        ["苗圃用水年报"],
        ["填报单位：甲镇", None, None, "2024年"],
        ["指标名称", "计量单位", "代码", "数量"],
        ["苗圃合用水", "吨", "01", None],
        ["滴灌苗圃用水", "吨", "02", None],
        ["漫灌苗圃用水", "吨", "03", None],
        [f"审核关系：{note}。"],
    ]
    given = [
        fact(name, "吨", value, "2024-12-31", form="苗圃台账（2024年）")
        for name, value in (("滴灌苗圃用水", "4"), ("漫灌苗圃用水", "5"))
    ]
    assert values(read(rows, *given, on=YEAR), "D4") == [9]


@pytest.mark.parametrize(("label", "value"), [("冷库", 2), ("村级冷库", 2)])
def test_a_village_need_not_say_that_its_things_are_a_villages(label: str, value: int) -> None:
    places = Places([Place("1", "甲镇", "镇", "0"), Place("11", "石塘村", "村", "1"), Place("12", "黄坡村", "村", "1")])
    rows: Rows = [
        ["冷链设施分村情况表"],
        ["填报单位：甲镇", None, "2024年"],
        ["村名", f"{label}（座）", "冷藏车（辆）"],
        ["石塘村", None, None],
        ["黄坡村", None, None],
    ]
    given = [fact("村级冷库", "座", "2", "2024-12-31", of="11", form="设施台账")]
    assert values(read(rows, *given, on=YEAR, places=places), "B4") == [value]


@pytest.mark.parametrize(("unit", "value"), [("人", 301), ("户", None)])
def test_families_counted_in_people_are_who_lives_in_them(unit: str, value: int | None) -> None:
    book = form(["受助家庭", "人", "1", None], period="2024年末")
    given = fact("受助家庭", unit, "301", "2024-12-31", form="救助系统")
    assert [cell.verdict.value for cell in filled(book, given, on=YEAR).cells] == [value]
