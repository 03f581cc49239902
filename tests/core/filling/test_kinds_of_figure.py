"""What came about is nothing that there is; a lasting figure of last year is not this year's; a village's people."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact


def test_who_came_in_a_quarter_is_not_who_is_there_at_its_end() -> None:
    rows: list[list[object]] = [
        ["养老机构季报"],
        ["填报单位：甲镇", None, "2026年三季度"],
        ["项目", "单位", "期末数"],
        ["养老机构入住老年人", "人", None],
        ["护理人员", "人", None],
    ]
    came = fact("本季入住", "人", "11", "2026-09-30", form="养老机构台账（2026年三季度）")
    there = fact("期末养老机构入住老年人", "人", "87", "2026-09-30", form="养老机构台账（2026年三季度）")
    assert values(read(rows, came, on=date(2026, 10, 9)), "C4") == [None]
    assert values(read(rows, came, there, on=date(2026, 10, 9)), "C4") == [87]


def test_what_lasts_is_of_last_year_in_last_year_s_column() -> None:
    rows: list[list[object]] = [
        ["林业统计表"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标", "计量单位", "本年", "上年"],
        ["年末森林面积", "亩", None, None],
        ["造林面积", "亩", None, None],
    ]
    old = fact("森林面积", "亩", "96100", "2024-12-31", form="林业年报（2024年）")
    new = fact("森林面积", "亩", "96300", "2025-12-31", form="林业年报（2025年）")
    older = fact("森林面积", "亩", "95000", "2022-12-31", form="林业年报（2022年）")
    assert values(read(rows, old, new, on=date(2026, 2, 6)), "C4", "D4") == [96300, 96100]
    assert values(read(rows, new, older, on=date(2026, 2, 6)), "C4", "D4") == [96300, 95000]
    assert values(read(rows, new, on=date(2026, 2, 6)), "D4") == [None]


def test_two_rolls_of_a_village_disagree_though_one_does_not_say_that_it_is_the_country_s() -> None:
    rows: list[list[object]] = [
        ["行政村基本情况调查表"],
        ["填报单位：东村", None, "2025年"],
        ["指标", "计量单位", "数量"],
        ["农村特困供养人数", "人", None],
        ["村民小组", "个", None],
    ]
    plain = fact("特困供养 / 人数", "人", "9", "2025-12-31", form="社会救助名册（2025年12月）")
    rural = fact("农村特困供养 / 人数", "人", "11", "2025-12-31", form="特困对象复核（2025年12月）")
    for kind, found in (("村委会", [["conflict", "held"]]), ("镇", [["held", "unknown"]])):
        places = Places([Place("1", "东村", kind, "0")])
        both = read(rows, plain, rural, on=date(2026, 3, 18), places=places)["C4"]
        one = read(rows, plain, on=date(2026, 3, 18), places=places)["C4"]
        assert [[both.verdict.status, one.verdict.status]] == found


def test_headings_that_only_divide_say_nothing_and_a_count_that_names_no_basis_may_gainsay() -> None:
    rows: list[list[object]] = [
        ["分村人口统计表"],
        ["填报单位：甲镇", None, "2026年6月"],
        ["村", *["期末户籍人口（人）"] * 3],
        [None, "合计", "性　别", "其　中"],
        [None, None, "女性", "60周岁及以上"],
        ["东村", None, None, None],
        ["西村", None, None, None],
    ]
    given = [
        fact(indicator, "人", value, "2026-06-30", of="11", form=form)
        for indicator, value, form in (
            ("人口数 / 合计", "5418", "户籍人口半年报（2026年6月）"),
            ("人口数 / 女", "2728", "户籍人口半年报（2026年6月）"),
            ("年龄构成 / 60岁以上", "1310", "户籍人口半年报（2026年6月）"),
        )
    ]
    assert values(read(rows, *given, on=date(2026, 7, 8)), "B6", "C6", "D6") == [5418, 2728, 1310]
    near = fact("人口数 / 女", "人", "2751", "2026-06-30", of="11", form="人口信息核对（2026年6月）")
    far = fact("人口数 / 女", "人", "3100", "2026-06-30", of="11", form="人口信息核对（2026年6月）")
    assert read(rows, *given, near, on=date(2026, 7, 8))["C6"].verdict.status == "conflict"
    assert values(read(rows, *given, far, on=date(2026, 7, 8)), "C6") == [2728]


def test_ages_in_a_register_of_a_group_are_the_group_s() -> None:
    rows: list[list[object]] = [
        ["党员情况年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标", "计量单位", "年末数"],
        ["党员", "人", None],
        ["其中：35岁及以下党员", "人", None],
        ["户籍人口", "人", None],
        ["其中：35岁及以下", "人", None],
    ]
    young = fact("年龄 / 35岁及以下", "人", "24", "2025-12-31", form="党内统计年报（2025年）")
    assert values(read(rows, young, on=date(2026, 1, 15)), "C5", "C7") == [24, None]


def test_a_column_of_what_was_done_in_the_quarter_goes_with_that_of_the_year_so_far() -> None:
    rows: list[list[object]] = [
        ["就业季报"],
        ["填报单位：甲镇", None, "2026年第三季度"],
        ["项目", "单位", "本季完成", "1—9月累计"],
        ["城镇新增就业", "人", None, None],
        ["失业人员再就业", "人", None, None],
    ]
    given = [
        fact("城镇新增就业 / 本季", "人", "162", "2026-09-30", form="就业季报（2026年三季度）"),
        fact("城镇新增就业 / 1-6月累计", "人", "338", "2026-06-30", form="就业季报（2026年二季度）"),
    ]
    assert values(read(rows, *given, on=date(2026, 10, 9)), "C4", "D4") == [162, 500]


def test_a_column_may_name_two_words_for_counting_one_thing() -> None:
    rows: list[list[object]] = [
        ["水利工程统计表"],
        ["填报单位：甲镇", None, "2025年"],
        ["工程类别", "数量（座、处）", "总库容（万立方米）"],
        ["小（1）型水库", None, None],
        ["机电泵站", None, "—"],
    ]
    given = fact("小（1）型 / 座数", "座", "1", "2025-10-31", form="小型水库名册")
    assert values(read(rows, given, on=date(2026, 2, 6)), "B4") == [1]


def test_a_product_of_numbered_columns_gives_what_is_missing_in_the_cells_own_measures() -> None:
    rows: list[list[object]] = [
        ["主要农作物播种面积和产量"],
        ["填报单位：甲镇", None, "2025年"],
        ["代码", "作物名称", "播种面积（公顷）", "单位面积产量（公斤/公顷）", "总产量（吨）"],
        ["甲", "乙", "1", "2", "3"],
        ["01", "早稻", None, None, None],
        ["02", "玉米", None, None, None],
        ["03", "花生", None, None, None],
        ["审核关系：2=3÷1×1000"],
    ]
    given = [
        fact("早稻 / 种植面积", "亩", "9750", "2025-12-31", form="农作物生产情况台账（2025年）"),
        fact("早稻 / 产量", "吨", "3978", "2025-12-31", form="农作物生产情况台账（2025年）"),
        fact("玉米 / 产量", "吨", "861", "2025-12-31", form="农作物生产情况台账（2025年）"),
    ]
    assert values(read(rows, *given, on=date(2026, 1, 20)), "D5", "D6", "C6") == [6120, None, None]


def test_parts_in_the_left_labels_of_a_card_are_of_what_stands_over_them_there() -> None:
    rows: list[list[object]] = [
        ["社区退役军人服务站登记卡"],
        ["社区名称：东村", None, "填报时间：2026年7月"],
        ["退役军人总数（人）", None, "悬挂光荣牌户数（户）", None],
        ["其中：退役士兵（人）", None, "服务站工作人员（人）", None],
        ["其中：中共党员（人）", None, "服务站面积（平方米）", None],
        ["其中：女性（人）", None, "志愿服务队员（人）", None],
    ]
    given = fact("退役军人 / 女", "人", "6", "2026-06-30", form="退役军人信息采集（2026年6月）")
    assert values(read(rows, given, on=date(2026, 7, 28)), "B6", "D6") == [6, None]
