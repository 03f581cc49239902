"""Kinds beside their total, years side by side, a number that counts on, registers of one kind each."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Fact, Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
YEAR_END, ON = "2025-12-31", date(2026, 1, 20)


def test_a_stubs_word_that_bears_the_next_number_below_a_sections_heading_is_a_line() -> None:
    rows: Rows = [
        ["体育设施年报"],
        ["填报单位：甲镇", None, None, "2025年", None],
        ["指标", "代码", "计量单位", "本年", "上年"],
        ["一、场馆"],
        ["体育馆", "01", "座", None, None],
        ["二、村级设施"],
        ["行政村", "02", "个", None, None],
        ["篮球场", "03", "片", None, None],
    ]
    given = [fact("行政村", "个", "12", YEAR_END), fact("篮球场", "片", "20", YEAR_END)]
    cells = read(rows, *given, on=ON, merged=("A4:E4", "A6:E6"))
    assert values(cells, "D7", "D8") == [12, 20]


def _complaints(note: str) -> Rows:
    return [
        ["投诉办理季报"],
        ["填报单位：甲街道", None, None, "2025年四季度", "计量单位：件"],
        ["项目", "行次", "合计", "其中：按投诉类别", None, None],
        [None, None, None, "噪声", "油烟", "其他"],
        ["本季受理", "1", None, None, None, None],
        ["1—本季受理", "2", None, None, None, None],
        [f"说明：{note}"],
    ]


MERGED = ("A3:A4", "B3:B4", "C3:C4", "D3:F3", "A7:F7")


def test_kinds_under_a_heading_that_only_divides_add_up_to_the_total_beside_it() -> None:
    given = [
        fact("全部投诉 / 本季受理", "件", "30", YEAR_END, form="投诉受理台账（2025年四季度）"),
        fact("噪声 / 本季受理", "件", "11", YEAR_END, form="投诉受理台账（2025年四季度）"),
        fact("油烟 / 本季受理", "件", "12", YEAR_END, form="投诉受理台账（2025年四季度）"),
    ]
    cells = read(_complaints("合计=各类别相加。"), *given, on=ON, merged=MERGED)
    assert values(cells, "C5", "D5", "E5", "F5") == [30, 11, 12, 7]
    unsaid = read(_complaints("本表由街道填报。"), *given, on=ON, merged=MERGED)
    assert unsaid["F5"].verdict.status == "unknown"


def test_what_came_about_until_now_goes_on_in_the_line_below() -> None:
    given = [
        fact("油烟 / 本季受理", "件", "12", YEAR_END, form="投诉受理台账（2025年四季度）"),
        fact("1—本季受理 / 油烟", "件", "40", "2025-09-30", form="投诉办理季报（2025年三季度）"),
    ]
    cells = read(_complaints("合计=各类别相加。"), *given, on=ON, merged=MERGED)
    assert values(cells, "E5", "E6") == [12, 52]


YEARS: Rows = [
    ["历年渔业情况表"],
    ["填报单位：甲县"],
    ["项目", "代码", "各年数", None, None, "2025年比2023年增减（%）"],
    [None, None, "2023年", "2024年", "2025年"],
    ["水产品总产量（吨）", "01", None, None, None, None],
    ["其中：养殖产量（吨）", "02", None, None, None, None],
    ["养殖中：鱼类（吨）", "03", None, None, None, None],
    ["其中：捕捞产量（吨）", "04", None, None, None, None],
    ["水产养殖面积（公顷）", "05", None, None, None, None],
]
OVER = ("A3:A4", "B3:B4", "C3:E3", "F3:F4")


def test_a_change_is_taken_between_the_years_that_its_heading_names() -> None:
    given = [
        fact("水产品总产量", "吨", value, f"{year}-12-31", form=f"渔业年报（{year}年）")
        for year, value in ((2023, "200"), (2024, "230"), (2025, "250"))
    ]
    assert values(read(YEARS, *given, on=ON, merged=OVER), "F5") == [25]
    assert read(YEARS, *given[1:], on=ON, merged=OVER)["F5"].verdict.status == "unknown"


def test_a_part_of_a_part_goes_back_to_the_line_that_begins_so() -> None:
    cells = read(YEARS, on=ON, merged=OVER)
    above = {name: [row.label for row in cells[name].slot.row.above] for name in ("E7", "E8", "E9")}
    whole = "水产品总产量（吨）"
    assert above == {"E7": [whole, "其中：养殖产量（吨）"], "E8": [whole], "E9": []}


SCHOOLS: Rows = [
    ["镇中小学校、幼儿园情况"],
    ["填报单位：甲镇", None, None, "2025/2026学年初"],
    ["指标", "编号", "单位", "按类别分", None, "合计"],
    [None, None, None, "幼儿园", "小学"],
    ["教职工", "01", "人", None, None, None],
    ["寄宿生", "02", "人", "—", None, None],
    ["毕业人数", "03", "人", None, None, None],
    ["说明：1.统计时点为2025年9月1日；毕业人数为2024/2025学年数。2.合计=幼儿园+小学。"],
]
KINDS = ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "A8:F8")
START = "2025-09-01"


def of_school(kind: str, indicator: str, value: str, as_of: str = START) -> Fact:
    return fact(indicator, "人", value, as_of, form=f"{kind}基表汇总（2025/2026学年初）")


def test_a_register_of_one_kind_tells_of_that_kind_and_not_of_all() -> None:
    given = [of_school("幼儿园", "教职工", "40"), of_school("小学", "教职工", "90")]
    cells = read(SCHOOLS, *given, on=date(2025, 11, 1), merged=KINDS)
    assert values(cells, "D5", "E5", "F5") == [40, 90, 130]
    one = read(SCHOOLS, given[0], of_school("小学", "寄宿生", "7"), on=date(2025, 11, 1), merged=KINDS)
    assert one["F5"].verdict.status == "unknown"


def test_what_lists_all_of_the_titles_kinds_is_not_that_of_one() -> None:
    given = fact("中小学、幼儿园教职工合计", "人", "130", START, form="教职工花名册汇总")
    cells = read(SCHOOLS, given, on=date(2025, 11, 1), merged=KINDS)
    assert cells["D5"].verdict.status == "unknown"
    assert values(cells, "F5") == [130]


def test_a_total_of_kinds_of_which_the_line_closes_one_counts_the_others() -> None:
    cells = read(SCHOOLS, of_school("小学", "寄宿生", "7"), on=date(2025, 11, 1), merged=KINDS)
    assert values(cells, "E6", "F6") == [7, 7]


def test_a_note_tells_in_what_school_year_a_line_came_about() -> None:
    given = of_school("小学", "2024/2025学年毕业生", "52", "2025-08-31")
    cells = read(SCHOOLS, given, of_school("幼儿园", "教职工", "40"), on=date(2025, 11, 1), merged=KINDS)
    assert values(cells, "E7") == [52]
    assert cells["E7"].asked.when.span is not None
    assert cells["E7"].asked.when.span.label == "2024/2025"


def test_where_a_register_tells_a_whole_and_the_part_that_is_asked_the_part_is_meant() -> None:
    rows: Rows = [
        ["文物年报"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["指标", "代码", "计量单位", "年末数"],
        ["不可移动文物", "01", "处", None],
        ["    其中：文物保护单位", "02", "处", None],
    ]
    given = [
        fact("不可移动文物点", "处", "17", YEAR_END, form="文物保护名录"),
        fact("不可移动文物点 / 文物保护单位", "处", "6", YEAR_END, form="文物保护名录"),
    ]
    assert values(read(rows, *given, on=ON), "D4", "D5") == [17, 6]


BRIDGES: Rows = [
    ["公路和桥梁年报"],
    ["填报单位：甲镇", None, None, "2025年"],
    ["一、涵洞"],
    ["项目", "代码", "年初", "新建", "拆除", "年末"],
    ["道数（道）", "01", None, None, None, None],
    ["二、桥梁"],
    ["项目", "代码", "年初", "新建", "拆除", "年末"],
    ["座数（座）", "02", None, None, None, None],
    ["说明：桥梁年末=年初+新建-拆除。"],
]


def test_a_line_that_names_only_its_measure_asks_for_what_stands_above_it() -> None:
    given = fact("在册桥梁", "座", "25", YEAR_END, form="桥梁检查报告（2025年）")
    assert values(read(BRIDGES, given, on=ON), "F8") == [25]


def test_a_relation_that_names_its_section_holds_in_it() -> None:
    given = [
        fact("桥梁 / 年末", "座", "24", "2024-12-31", form="公路和桥梁年报（2024年）"),
        fact("桥梁 / 新建", "座", "2", YEAR_END, form="公路竣工表（2025年）"),
        fact("桥梁 / 拆除", "座", "1", YEAR_END, form="公路竣工表（2025年）"),
    ]
    assert values(read(BRIDGES, *given, on=ON), "C8", "D8", "E8", "F8") == [24, 2, 1, 25]


CROPS: Rows = [
    ["油料和蔬菜生产情况"],
    ["填报单位：甲县", None, None, "2025年"],
    ["项目", "代码", "播种面积", "产量", None],
    [None, None, "公顷", "总产量（吨）", "单产（公斤/公顷）"],
    ["一、油料合计", "01", None, None, None],
    ["二、蔬菜", "02", None, None, None],
    ["  1.叶菜类", "03", None, None, None],
    ["  2.大白菜", "04", None, None, None],
]
CROP_HEADS = ("A3:A4", "B3:B4", "D3:E3")


def test_a_unit_alone_below_a_heading_is_the_columns() -> None:
    given = fact("油料作物合计 / 面积", "亩", "30", YEAR_END, form="经济作物年报（2025年）")
    cells = read(CROPS, given, on=ON, merged=CROP_HEADS)
    assert cells["C5"].asked.measure is not None
    assert cells["C5"].asked.measure.name == "公顷"
    assert values(cells, "C5") == [2]


def test_what_a_heading_takes_together_is_not_said_of_a_kind_below_it() -> None:
    paper = "经济作物年报（2025年）"
    given = [
        fact("蔬菜（含菜用瓜、食用菌） / 叶菜 / 产量", "吨", "8", YEAR_END, form=paper),
        fact("白菜（大白菜） / 总产", "吨", "5", YEAR_END, form=paper),
    ]
    assert values(read(CROPS, *given, on=ON, merged=CROP_HEADS), "D7", "D8") == [8, 5]


def test_a_village_of_three_signs_is_called_by_two() -> None:
    places = Places(
        [Place("1", "甲镇", "镇", ""), Place("11", "枣林庄村", "村", "1"), Place("12", "上郭村", "村", "1")]
    )
    rows: Rows = [
        ["分村户数"],
        ["填报单位：甲镇", None, "2025年"],
        ["村名", "户籍户数（户）", "户籍人口（人）"],
        ["枣林", None, None],
        ["上郭", None, None],
    ]
    given = [
        fact("户籍户数", "户", "52", YEAR_END, of="11", form="户籍年报（2025年）"),
        fact("户籍户数", "户", "40", YEAR_END, of="12", form="户籍年报（2025年）"),
    ]
    assert values(read(rows, *given, on=ON, places=places), "B4", "B5") == [52, 40]


def test_a_supplements_line_heads_its_columns_beside_dashes() -> None:
    rows: Rows = [
        ["救助季报"],
        ["填报单位：甲县", None, "2025年四季度"],
        ["指标", "代码", "季末对象（户）", "季末对象（人）", "备注"],
        ["城市低保", "01", None, None, "—"],
        ["农村低保", "02", None, None, "—"],
        ["附报：", "—", "本季", "1—本季", "—"],
        ["临时救助（人次）", "03", None, None, "—"],
        ["流浪救助（人次）", "04", None, None, "—"],
    ]
    given = fact("临时救助人次 / 本季", "人次", "40", YEAR_END, form="临时救助台账（2025年四季度）")
    assert values(read(rows, given, on=ON), "C7") == [40]


def test_net_increase_or_decrease_is_a_difference() -> None:
    rows: Rows = [
        ["流动人口季报"],
        ["填报单位：甲社区", None, "2025年四季度"],
        ["指标", "单位", "上季末", "本季末", "净增（减）"],
        ["登记流动人口", "人", None, None, None],
    ]
    given = [
        fact("登记流动人口", "人", "31", YEAR_END, form="流动人口月报（2025年12月）"),
        fact("登记流动人口", "人", "40", "2025-09-30", form="流动人口月报（2025年9月）"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "D4", "E4") == [40, 31, -9]
