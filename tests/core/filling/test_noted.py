"""What notes say of the time of lines, and what the line over a table says of its own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 2, 10)
BOATS = fact("救生艇", "艘", "7", "2024-10-31"), fact("泵站", "座", "3", "2024-12-31")


def table(*notes: str) -> list[list[object]]:
    rows: list[list[object]] = [
        ["河道管护情况表"],
        ["填报单位：甲镇", None, "2024年"],
        ["项目", "单位", "代码", "数量"],
        ["救生艇", "艘", "01", None],
        ["泵站", "座", "02", None],
    ]
    return [*rows, *([f"说明：{note}"] for note in notes)]


@pytest.mark.parametrize(
    "note",
    [
        "统计时点为年末。",
        "1.存量指标为年末数，流量指标为全年数。",
        "1.01、02行为2024年末数，其余为全年数。",
        "第1—2项为年末数。",
        "代码1—2为年末数。",
        "各项除清淤、巡查外均为年末数。",
        "救生艇、泵站均为2024年12月31日时点数。",
        "统计时点为12月31日。",
    ],
)
def test_what_a_note_says_is_of_a_day_no_older_figure_tells(note: str) -> None:
    assert values(read(table(note), *BOATS, on=ON), "D4", "D5") == [None, 3]


@pytest.mark.parametrize(
    "note", ["救生艇不含冲锋舟。", "除救生艇外均为年末数。", "统计时点为12月31日，救生艇按最近掌握数填报。"]
)
def test_a_line_of_which_no_note_tells_the_day_holds_for_a_year(note: str) -> None:
    assert values(read(table(note), *BOATS, on=ON), "D4", "D5") == [7, 3]


def test_the_end_of_a_year_that_a_form_does_not_tell_is_no_day() -> None:
    rows = table("统计时点为年末。")
    rows[1] = ["填报单位：甲镇", None, None]
    assert values(read(rows, *BOATS, on=date(2025, 5, 10)), "D4", "D5") == [7, 3]


def test_a_note_that_names_a_line_makes_it_what_there_is_on_the_day() -> None:
    rows: list[list[object]] = [
        ["托管机构情况表"],
        ["填报单位：甲镇"],
        ["项目", "单位", "数量"],
        ["在托学员", "人次", None],
    ]
    given = fact("在托学员", "人次", "214", "2024-12-31")
    plain, told = (
        read([*rows, [note]], given, on=ON) for note in ("说明：学员含兼报", "说明：学员为2024年12月31日时点数")
    )
    assert values(plain, "C4") + values(told, "C4") == [None, 214]


def test_who_left_is_none_of_what_there_is_on_the_day() -> None:
    rows: list[list[object]] = [
        ["托育机构情况表"],
        ["填报单位：甲镇"],
        ["项目", "单位", "数量"],
        ["离园人数", "人", None],
    ]
    given = fact("离园人数", "人", "31", "2024-08-31")
    assert values(read([*rows, ["说明：统计时点为9月1日。"]], given, on=ON), "C4") == [31]


def test_the_line_over_a_later_table_tells_the_time_of_its_cells() -> None:
    rows: list[list[object]] = [
        ["河道巡查情况月报"],
        ["填报单位：甲镇", None, "2024年8月"],
        ["项目", "单位", "本月"],
        ["巡查河道", "次", None],
        ["河道巡查情况月报（续表）  分类别  1—本月累计"],
        ["河道类别", "代码", "巡查次数（次）"],
        ["黑臭水体", "11", None],
        ["景观河道", "12", None],
    ]
    form = "河道巡查统计（{}）"
    given = [
        fact("黑臭水体 / 巡查次数", "次", "40", "2024-08-31", form=form.format("1-8月累计")),
        fact("黑臭水体 / 巡查次数", "次", "34", "2024-07-31", form=form.format("1-7月累计")),
    ]
    assert values(read(rows, *given, on=date(2024, 9, 3)), "C7") == [40]


def test_the_validity_of_a_form_over_its_table_is_no_time_of_its_cells() -> None:
    rows: list[list[object]] = [
        ["河道清淤情况表"],
        ["填报单位：甲镇", None, "2024年度"],
        [None, None, "有效期至2024年10月"],
        ["项目", "单位", "数量"],
        ["清淤次数", "次", None],
    ]
    assert values(read(rows, fact("清淤次数", "次", "9", "2024-12-31"), on=ON), "C5") == [9]


def test_what_there_is_at_the_ends_of_months_is_no_flow_though_an_element_says_what_it_is() -> None:
    rows: list[list[object]] = [
        ["社区消防器材情况表"],
        ["填报单位：甲镇"],
        ["名称", "单位", "2025年1—5月"],
        [None, None, "期初数", "期末数"],
        ["独立式感烟火灾探测报警器", "个", None, None],
    ]
    given = [
        fact("独立式感烟报警器 / 年末数", "个", "52", "2024-12-31"),
        fact("独立式感烟报警器 / 期末数", "个", "57", "2025-05-31"),
    ]
    assert values(read(rows, *given, on=date(2025, 6, 9)), "C5", "D5") == [52, 57]


def test_what_is_numbered_below_what_was_done_is_of_the_year_and_no_end_of_it_tells_it() -> None:
    rows: list[list[object]] = [
        ["林业生产情况"],
        ["填报单位：甲镇", None, "2024年"],
        ["指标", "单位", "代码", "数量"],
        ["造林面积", "公顷", "01", None],
        ["1.人工造林", "公顷", "02", None],
        ["2.封山育林", "公顷", "03", None],
    ]
    there_is, done = (fact(f"封山育林 / {how}", "公顷", "90", "2024-12-31") for how in ("年末实有", "当年"))
    assert values(read(rows, there_is, on=ON), "D6") + values(read(rows, done, on=ON), "D6") == [None, 90]


@pytest.mark.parametrize("note, told", [("本期指2024年1—6月。", None), ("本期数按台账填报。", 8)])
def test_a_form_that_says_of_which_months_it_is_takes_no_figure_of_before_them(note: str, told: int | None) -> None:
    rows: list[list[object]] = [
        ["护堤员情况半年报"],
        ["填报单位：甲镇", None, "2024年上半年"],
        ["项目", "单位", "代码", "本期"],
        ["在岗护堤员", "人", "01", None],
        [f"说明：1.{note}"],
    ]
    given = fact("在岗护堤员", "人", "8", "2023-12-31")
    assert values(read(rows, given, on=date(2024, 7, 9)), "D4") == [told]


def test_a_part_of_what_a_note_names_is_of_its_day() -> None:
    rows: list[list[object]] = [
        ["护堤站情况表"],
        ["填报单位：甲镇", None, "2024年"],
        ["项目", "单位", "代码", "数量"],
        ["护堤工", "人", "01", None],
        ["其中：绿化员", "人", "02", None],
        ["说明：护堤工为2024年12月31日时点数。"],
    ]
    old, new = (fact("绿化员", "人", "5", day) for day in ("2024-10-31", "2024-12-31"))
    assert values(read(rows, old, on=ON), "D5") + values(read(rows, new, on=ON), "D5") == [None, 5]


def test_a_quick_report_tells_no_final_figure() -> None:
    rows: list[list[object]] = [
        ["牧场情况表"],
        ["填报单位：甲镇", None, "2024年"],
        ["项目", "单位", "代码", "数量"],
        ["牛奶产量", "吨", "01", None],
    ]
    quick, final = (fact(f"全年牛奶产量{how}", "吨", "5", "2024-12-31") for how in ("（快报）", ""))
    assert values(read(rows, quick, on=ON), "D4") + values(read(rows, final, on=ON), "D4") == [None, 5]
