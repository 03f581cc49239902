"""Layouts of ordinary forms: headings among 甲 and 乙, units told by name, goods across, bare ages, kinds of units."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
YEAR_END, ON = "2025-12-31", date(2026, 1, 20)


def test_headings_may_stand_in_the_line_of_jia_and_yi() -> None:
    rows: Rows = [
        ["村基本情况"],
        ["填报单位：甲镇", None, None, None, "2025年", None],
        ["指标名称", None, "代码", "计量单位", "数量", None],
        ["甲", None, "乙", "丙", "本年", "上年"],
        ["组织", "党员", "01", "人", None, None],
        [None, "团员", "02", "人", None, None],
    ]
    given = [
        fact("党员", "人", "63", YEAR_END),
        fact("党员", "人", "60", "2024-12-31"),
        fact("团员", "人", "9", YEAR_END),
    ]
    merged = ("A3:B3", "E3:F3", "A5:A6")
    assert values(read(rows, *given, on=ON, merged=merged), "E5", "F5", "E6") == [63, 60, 9]


def test_units_of_measurement_may_be_told_by_name_over_a_table() -> None:
    rows: Rows = [
        ["作物产量年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["计量单位：面积—亩；总产量—吨"],
        ["作物名称", "播种面积", "总产量"],
        ["花生", None, None],
        ["芝麻", None, None],
    ]
    given = [fact("花生 / 播种面积", "公顷", "2", YEAR_END), fact("花生 / 总产量", "公斤", "3000", YEAR_END)]
    assert values(read(rows, *given, on=ON), "B5", "C5") == [30, 3]


def test_a_store_across_with_the_first_and_the_last_day_as_lines() -> None:
    """救生类 only tells of what kind the things below it are; lines with units behind blanks are no lines of it."""
    rows: Rows = [
        ["防汛物资收发存表"],
        ["填报单位：甲镇", None, "2025年1—5月"],
        ["收发存", "救生类", None, None, None, None],
        [None, "救生衣", "救生圈", None, None, None],
        [None, "（件）", "（个）", None, None, None],
        ["1月1日结存", None, None],
        ["5月31日结存", None, None],
        [],
        ["网格数", None, "个", "泵站", None, "座"],
        ["居委会数", None, "个", "机井", None, "眼"],
    ]
    given = [
        fact("救生衣 / 年末结存", "件", "80", "2024-12-31", form="防汛物资盘点表"),
        fact("救生衣 / 实有数", "件", "95", "2025-05-31", form="汛前物资检查表"),
        fact("泵站", "座", "4", "2025-05-31"),
    ]
    cells = read(rows, *given, on=date(2025, 6, 3), merged=("A3:A5", "B3:C3"))
    assert values(cells, "B6", "B7", "E9") == [80, 95, 4]
    assert cells["E9"].slot.measure == "座"


def test_bare_numbers_under_ages_are_ages() -> None:
    rows: Rows = [
        ["老年人口情况"],
        ["填报单位：甲镇", None, None, "2025年10月"],
        ["口径", "60岁及以上", None, None],
        [None, "合计", "60-69", "100+"],
        ["户籍", None, None, None],
        ["常住", None, None, None],
    ]
    given = [
        fact("60岁及以上人口", "人", "900", "2025-10-31", form="户籍人口月报"),
        fact("60岁及以上人口 / 60—69岁", "人", "700", "2025-10-31", form="户籍人口月报"),
        fact("60岁及以上人口 / 100岁及以上", "人", "2", "2025-10-31", form="户籍人口月报"),
    ]
    cells = read(rows, *given, on=date(2025, 11, 3), merged=("A3:A4", "B3:D3"))
    assert values(cells, "B5", "C5", "D5", "C6") == [900, 700, 2, None]


def test_a_column_of_villages_beside_one_of_communities_adds_up_those_alone() -> None:
    places = Places(
        [
            Place("1", "甲镇", "镇", "0"),
            Place("11", "东村", "村", "1"),
            Place("12", "西村", "村", "1"),
            Place("13", "河滨社区", "社区", "1"),
        ]
    )
    rows: Rows = [
        ["组织情况"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["项目", "数量", None, None],
        [None, "合计", "村", "社区"],
        ["网格（个）", None, None, None],
        ["专职网格员（人）", None, None, None],
    ]
    given = [
        fact("网格数", "个", "3", YEAR_END, of="11"),
        fact("网格数", "个", "4", YEAR_END, of="12"),
        fact("网格数", "个", "9", YEAR_END, of="13"),
    ]
    cells = read(rows, *given, on=ON, places=places, merged=("A3:A4", "B3:D3"))
    assert values(cells, "B5", "C5", "D5") == [16, 7, 9]


def test_a_change_beside_parts_is_that_of_the_wholes() -> None:
    rows: Rows = [
        ["劳动力情况"],
        ["填报单位：甲镇", None, None, None, "2025年", None],
        ["项目", "本年末", None, "上年末", None, "比上年增减"],
        [None, "合计", "其中：女", "合计", "其中：女", None],
        ["党员（人）", None, None, None, None, None],
        ["团员（人）", None, None, None, None, None],
    ]
    given = [
        fact("党员", "人", "63", YEAR_END),
        fact("党员 / 女", "人", "15", YEAR_END),
        fact("党员", "人", "60", "2024-12-31"),
        fact("党员 / 女", "人", "14", "2024-12-31"),
    ]
    merged = ("A3:A4", "B3:C3", "D3:E3", "F3:F4")
    assert values(read(rows, *given, on=ON, merged=merged), "B5", "C5", "D5", "E5", "F5") == [63, 15, 60, 14, 3]


def test_the_finer_of_two_figures_that_agree_is_taken() -> None:
    rows: Rows = [
        ["劳动力情况"],
        ["填报单位：甲镇", None, "2025年"],
        ["项目", "计量单位", "年末数"],
        ["农村劳动力资源", "人", None],
        ["外出务工劳动力", "人", None],
    ]
    coarse = fact("农村劳动力资源", "万人", "1.48", YEAR_END, form="年度总结")
    finer = fact("本地劳动力资源总数", "人", "14820", YEAR_END, form="劳动力信息库年末汇总")
    other = fact("本地劳动力资源总数", "人", "15220", YEAR_END, form="劳动力信息库年末汇总")
    assert values(read(rows, coarse, finer, on=ON), "C4") == [14820]
    assert values(read(rows, coarse, other, on=ON), "C4") == [None]  # which of both is right, nobody knows


def test_what_went_out_of_a_store_is_never_what_is_left_in_it() -> None:
    rows: Rows = [
        ["防汛物资收发存表"],
        ["填报单位：甲镇", None, "2025年", None],
        ["物资名称", "计量单位", "年初结存", "年末结存"],
        ["柴油发电机", "台", None, None],
        ["救生衣", "件", None, None],
    ]
    given = [
        fact("柴油发电机 / 领用", "台", "0", YEAR_END, form="仓库出库登记（2025年累计）"),
        fact("救生衣 / 实盘数", "件", "95", YEAR_END, form="仓库盘点表"),
    ]
    assert values(read(rows, *given, on=ON), "D4", "D5") == [None, 95]
