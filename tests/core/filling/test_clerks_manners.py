"""Registers as different clerks keep them: codes before labels, days of beginnings, ways of coming and going, kinds."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]


def half_year(*lines: tuple[str, str]) -> Rows:
    return [
        ["宠物管理半年报表"],
        ["表号：甲宠2表", None, "2024年上半年"],
        ["项目", "单位", "期初数（上年12月末）", "本期增加", "本期减少", "期末数（6月末）"],
        *([label, unit, None, None, None, None] for label, unit in lines),
    ]


ON = date(2024, 7, 8)


def test_a_beginning_is_at_the_end_of_the_month_that_is_named_with_it() -> None:
    last = "甲宠2表（2023年下半年）"
    given = [
        fact("登记犬只 / 期末数（12月末）", "只", "318", "2023-12-31", form=last),
        fact("登记犬只 / 期初数（6月末）", "只", "304", "2023-12-31", form=last),
    ]
    assert values(read(half_year(("登记犬只", "只")), *given, on=ON), "C4") == [318]
    assert values(read(half_year(("登记犬只", "只")), *given[1:], on=ON), "C4") == [None]
    rows = half_year(("登记犬只", "只"))
    rows[2][2] = "期初数（12月末）"
    assert values(read(rows, *given, on=ON), "C4") == [318]


def test_a_form_may_be_called_by_its_number_and_year_only() -> None:
    given = fact("其中：母 / 期末数（12月末）", "只", "120", "2023-12-31", form="甲宠2表（2023年下半年）")
    cells = read(half_year(("登记犬只", "只"), ("　其中：母", "只"), ("　　　　公", "只")), given, on=ON)
    assert values(cells, "C5") == [120]


def test_what_came_or_went_may_be_told_by_two_ways_at_once_and_by_new_registration() -> None:
    paper = "宠物站上半年小结（1—6月累计）"
    given = [
        fact("注销（离开）猎犬，1—6月共", "只", "7", "2024-06-30", form=paper),
        fact("新备案猎犬，1—6月共", "只", "9", "2024-06-30", form=paper),
    ]
    assert values(read(half_year(("猎犬", "只")), *given, on=ON), "D4", "E4") == [9, 7]


def test_cards_newly_made_are_not_the_cards_that_there_are() -> None:
    given = fact("新办居住证", "人", "86", "2024-06-30", form="流管站上半年小结（1—6月累计）")
    assert values(read(half_year(("持有效居住证", "人")), given, on=ON), "D4", "F4") == [86, None]


def card(*lines: tuple[str, str], title: str = "2024年乡镇基本情况表", note: str = "") -> Rows:
    return [[title], ["指标", "计量单位", "数量"], *([*line, None] for line in lines), [note or "填表人："]]


def test_a_label_that_only_names_the_unit_tells_nothing() -> None:
    rows = card(("户籍人口", "人"))
    given = fact("甲 / 年、月末户籍人数", "人", "5120", "2024-06-30", form="户籍人口简报")
    assert values(read(rows, given, on=ON), "C3") == [5120]


def test_a_code_before_a_label_says_nothing() -> None:
    given = fact("0103 居民小组", "个", "148", "2024-06-30", form="基层系统导出")
    assert values(read(card(("居民小组", "个")), given, on=ON), "C3") == [148]


def test_all_of_an_age_and_those_of_them_in_the_country() -> None:
    rows: Rows = [
        ["2024年人口年龄情况表"],
        ["年龄", "户籍人口（人）", None, None, "其中：农村户籍（人）"],
        [None, "合计", "男", "女", "合计"],
        ["60—64周岁", None, None, None, None],
        ["65周岁及以上", None, None, None, None],
    ]
    paper = "人口年龄性别汇总（6月末）"
    given = [
        fact("60—64岁 / 计", "人", "1420", "2024-06-30", form=paper),
        fact("60—64岁 / 计 / 乡村", "人", "1188", "2024-06-30", form=paper),
    ]
    cells = read(rows, *given, on=ON, merged=("A2:A3", "B2:D2"))
    assert values(cells, "B4", "E4") == [1420, 1188]


def test_a_title_that_names_both_kinds_parts_off_neither() -> None:
    given = fact("特困供养，合计", "人", "136", "2024-06-30", form="特困人员集中、分散供养名册")
    assert values(read(card(("特困供养人员", "人")), given, on=ON), "C3") == [136]


@pytest.mark.parametrize(("noted", "found"), [("注：文艺团队含登记和备案两类。", [97, 14, 83]), ("", [None, 14, None])])
def test_kinds_added_up_are_neither_of_them(noted: str, found: list[object]) -> None:
    rows: Rows = [
        ["2024年文艺团队情况表"],
        ["指标", "计量单位", "代码", "数量"],
        ["文艺团队", "个", "01", None],
        ["　登记的", "个", "02", None],
        ["　备案的", "个", "03", None],
        [noted or "填表人："],
        ["平衡关系：01=02+03。"],
    ]
    paper = "文艺团队登记管理台账"
    given = [
        fact("登记+备案，合计", "个", "97", "2024-06-30", form=paper),
        fact("登记类", "个", "14", "2024-06-30", form=paper),
    ]
    assert values(read(rows, *given, on=ON), "D3", "D4", "D5") == found


def test_one_label_below_a_thing_may_name_the_kind_that_is_registered() -> None:
    rows = card(("文艺团队", "个"), ("　登记的", "个"), ("　备案的", "个"))
    given = fact("文艺团队 / 登记", "个", "13", "2024-06-30", form="治理台账")
    assert values(read(rows, given, on=ON), "C3", "C4") == [None, 13]
