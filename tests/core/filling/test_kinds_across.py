"""Kinds beside their total, years side by side, a number that counts on, registers of one kind each."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Fact
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
