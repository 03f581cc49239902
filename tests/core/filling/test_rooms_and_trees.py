"""Words of orchards, rooms and courses: a tree bears its fruit's name, a room is one of 间, a course held is one."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 1, 20)
Rows = list[list[object]]


def test_an_orchard_is_told_by_its_trees_and_a_nut_among_nuts() -> None:
    rows: Rows = [["林果生产情况表"], ["填报单位：甲镇", None, "2024年"], ["品种", "年末面积（亩）", "产量（吨）"]]
    rows += [["梨", None, None], ["核桃", None, None]]
    given = [
        fact("梨树 / 年末实有面积", "亩", "118", "2024-12-31", form="林果年报（2024年）"),
        fact("梨树 / 其中：密植园面积", "亩", "40", "2024-12-31", form="林果年报（2024年）"),
        fact("干果产量 / 核桃", "吨", "17", "2024-12-31", form="农村年报（2024年）"),
        fact("核桃 / 加工量", "吨", "9", "2024-12-31", form="农村年报（2024年）"),
    ]
    assert values(read(rows, *given, on=ON), "B4", "C4", "B5", "C5") == [118, None, None, 17]


def test_rooms_are_counted_in_either_way_and_other_things_are_not() -> None:
    rows: Rows = [["养老设施情况表"], ["填报单位：甲镇"], ["项目", "单位", "数量"], ["老年活动室", "个", None]]
    rows += [["老年助餐点", "个", None]]
    given = [
        fact("老年活动室", "间", "11", "2024-12-31", form="设施登记"),
        fact("老年助餐点", "间", "4", "2024-12-31", form="设施登记"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [11, None]


def test_courses_are_told_as_held_and_certificates_as_passed() -> None:
    rows: Rows = [["技能培训情况表"], ["填报单位：甲镇", None, None, "2024年"]]
    rows += [["培训类别", "培训班次（期）", "培训人数（人）", "取得证书人数（人）"], ["创业培训", None, None, None]]
    given = [
        fact("创业培训 / 开班期数", "期", "12", "2024-12-31", form="培训系统（2024年）"),
        fact("创业培训 / 参训人数", "人", "342", "2024-12-31", form="培训系统（2024年）"),
        fact("创业培训 / 取得合格证书人数", "人", "336", "2024-12-31", form="认定情况（2024年）"),
        fact("创业培训 / 成功创业人数", "人", "50", "2024-12-31", form="培训系统（2024年）"),
    ]
    assert values(read(rows, *given, on=ON), "B4", "C4", "D4") == [12, 342, 336]
