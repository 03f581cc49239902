"""Where a table ends, one heading over label and measure, bands of ages, whole years before, days that differ."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from songbang.core.filling.facts import Place, Places
from songbang.core.filling.saying import said
from tests.core.filling.test_anatomy import read as sheet_of
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact, filled, form, only

ON = date(2025, 3, 20)


def test_the_last_village_and_the_total_stay_in_a_table_over_another() -> None:
    sheet = sheet_of([
        ["人居环境季报"],
        ["村（社区）", "农户数（户）", "保洁员（人）"],
        ["合  计"], ["上营村"], ["下营村"],
        ["补充资料", "单位", "数量"],
        ["黑臭水体", "处", None],
    ])  # fmt: skip
    assert [slot.row.label for slot in sheet.slots if slot.column == 2] == ["合  计", "上营村", "下营村"]


def test_one_heading_may_stand_over_label_and_measure() -> None:
    rows = [
        ["消防设施季报"],
        ["设施与队伍", None, "数量", "设施与队伍", None, "数量"],
        ["微型消防站", "个", None, "避难场所", "处", None],
        ["灭火器", "个", None, "责任人", "人", None],
        ["消火栓", "个", None, "内涝点", "处", None],
    ]
    sheet = sheet_of(rows, ("A2:B2", "D2:E2"))
    assert [(slot.row.label, slot.measure) for slot in sheet.slots if slot.column == 6] == [
        ("避难场所", "处"), ("责任人", "人"), ("内涝点", "处"),
    ]  # fmt: skip


def test_a_label_merged_over_two_columns_leaves_its_figure_a_cell() -> None:
    rows = [
        ["学校基本情况"],
        ["补充资料", None, "单位", "数量", "项目", "单位", "数量"],
        ["寄宿生", None, "人", None, "校车", "辆", None],
        ["专职保安", None, "人", None, "图书", "册", None],
        ["厕所", None, "座", None, "操场", "个", None],
    ]
    sheet = sheet_of(rows, ("A2:B2", "A3:B3", "A4:B4", "A5:B5"))
    assert sorted(slot.cell for slot in sheet.slots) == ["D3", "D4", "D5", "G3", "G4", "G5"]


def test_children_of_an_age_are_those_of_that_age_and_the_whole_has_the_last_age() -> None:
    rows: list[list[object]] = [
        ["儿童基本情况统计表"],
        ["填报单位：甲镇", None, "2025年2月28日   单位：人"],
        ["年龄段", "户籍儿童"],
        ["0—2周岁", None],
        ["3—14周岁", None],
        ["15—17周岁", None],
        ["合    计", None],
    ]
    given = [
        fact("0-2岁", "人", "214", "2025-02-28", form="户籍人口年龄构成"),
        fact("3-14岁", "人", "939", "2025-02-28", form="户籍人口年龄构成"),
        fact("17岁及以下", "人", "1698", "2025-02-28", form="户籍人口年龄构成"),
    ]
    assert values(read(rows, *given, on=ON), "B4", "B5", "B7") == [214, 939, 1698]


def test_a_line_that_names_the_year_before_means_all_of_it() -> None:
    asked = form(["上年集体总收入", "万元", "1", None], period="2025年3月")
    year = fact("全年总收入", "万元", "41.26", "2024-12-31", form="村集体财务年报")
    cell = only(asked, year, fact("收入合计（1-3月）", "万元", "9", "2024-03-31", form="村集体财务季报"), on_day=ON)
    assert str(cell.verdict.value) == "2063/50"


def test_a_quarter_in_the_title_of_a_register_is_that_quarter_and_of_a_report_may_be_more() -> None:
    assert said("热线工单统计（2025年二季度）", "办结工单", date(2025, 6, 30)).months == 3
    assert said("就业工作季报（2025年二季度）", "新增就业", date(2025, 6, 30)).months == -1


TOWN = Places([Place("1", "甲镇", "镇", "0"), *(Place(f"1{n}", f"{n}村", "村委会", "1") for n in "123")])
VILLAGES: list[list[object]] = [
    ["人居环境季报"],
    ["填报单位：甲镇", None, "2025年一季度"],
    ["村", "垃圾收集点（个）"],
    *([[name, None] for name in ("合计", "1村", "2村", "3村")]),
    ["说明：合计=各村之和。"],
]


def test_a_later_sum_of_the_villages_is_taken_before_the_towns_own_earlier_figure() -> None:
    own = fact("垃圾收集点", "个", "40", "2024-12-31")
    below = [fact("垃圾收集点", "个", "15", "2025-02-28", of=f"1{n}") for n in "123"]
    assert values(read(VILLAGES, own, *below, on=ON, places=TOWN), "B4", "B5") == [45, 15]


def test_what_is_left_of_a_total_of_another_day_is_no_village_s() -> None:
    own = fact("垃圾收集点", "个", "40", "2024-12-31")
    below = [fact("垃圾收集点", "个", "15", "2025-02-28", of=f"1{n}") for n in "12"]
    assert values(read(VILLAGES, own, *below, on=ON, places=TOWN), "B4", "B7") == [40, None]


def test_what_a_head_gets_is_in_the_money_of_its_own_cell() -> None:
    asked = form(
        ["成员分红总额", "万元", "1", None], ["成员", "人", "2", None], ["人均分红", "元", "3", None],
        period="2023年", notes="人均分红=成员分红总额÷成员。",
    )  # fmt: skip
    given = [
        fact("成员分红总额", "元", "53680", "2023-12-31", form="分红台账（2023年）"),
        fact("成员", "人", "2684", "2023-12-31"),
    ]
    assert filled(asked, *given).cells[2].verdict.value == 20


def test_what_has_gathered_until_now_is_a_stock() -> None:
    cell = only(form(["年末累计结余", "万元", "1", None]), fact("累计结余", "万元", "7", "2023-12-31"))
    assert cell.verdict.value == 7


def test_whether_there_is_one_is_counted() -> None:
    asked = form(["有卫生室的村个数", "个", "1", None], period="2023年")
    below = [fact("05有无卫生室", "是/否", yes, "2023-12-31", of=of) for of, yes in (("11", "是"), ("12", "否"))]
    assert only(asked, *below).verdict.value == 1


def test_a_part_of_what_stands_at_the_end_is_of_that_day() -> None:
    rows: list[list[object]] = [
        ["户籍人口变动情况表"],
        ["填报单位：甲镇", None, None, "2025年一季度"],
        ["序号", "指标", "单位", "合计"],
        ["1", "期末户籍人口", "人", None],
        ["2", "　其中：60周岁以上", "人", None],
    ]
    earlier = fact("总人口 / 60岁及以上", "人", "4866", "2024-12-31", form="户籍人口统计年报（2024年）")
    assert read(rows, earlier, on=ON)["D5"].verdict.status == "stale"


def test_after_a_gap_a_line_of_times_heads_another_table() -> None:
    rows: list[list[object]] = [
        ["农作物生产情况年报"],
        ["填报单位：甲镇", None, "2024年", None, "计量单位：公顷"],
        ["作物名称", "代码", "播种面积", "播种面积", "播种面积"],
        ["甲", "乙", "本年", "上年", "增减%"],
        ["稻谷", "01", None, None, None],
        ["玉米", "02", None, None, None],
        [],
        ["茶园、果园", None, "本年", "上年", "增减%"],
        ["年末茶园面积（公顷）", "03", None, None, None],
        ["年末果园面积（公顷）", "04", None, None, None],
    ]
    given = fact("茶园面积 / 年末实有", "亩", "3360", "2024-12-31", form="茶桑果生产年报（2024年）")
    assert values(read(rows, given, on=ON), "C9") == [224]


def test_a_total_over_numbered_lines_is_their_sum() -> None:
    rows: list[list[object]] = [
        ["经营主体季报"],
        ["填报单位：甲镇", "2024年四季度"],
        ["类别", "期末实有（户）"],
        ["合　计", None],
        ["一、企业", None],
        ["其中：私营企业", None],
        ["二、个体工商户", None],
    ]
    given = [
        fact("企业 / 期末实有户数", "户", "2146", "2024-12-31"), fact("私营企业", "户", "1990", "2024-12-31"),
        fact("个体工商户 / 期末实有户数", "户", "6934", "2024-12-31"),
    ]  # fmt: skip
    assert values(read(rows, *given, on=ON), "B4") == [9080]


def test_a_kind_beside_two_levels_of_headings_heads_a_table() -> None:
    rows = [
        ["残疾人统计表"],
        ["残疾类别", "持证残疾人"],
        [None, "合计", "男", "其中：重度"],
        ["视力"],
        ["听力"],
        ["合计"],
    ]
    sheet = sheet_of(rows, ("A2:A3", "B2:D2"))
    assert [slot.path for slot in sheet.slots[:3]] == [
        ("持证残疾人", "合计"), ("持证残疾人", "男"), ("持证残疾人", "其中：重度"),
    ]  # fmt: skip


def test_what_is_harvested_by_summer_is_asked_of_the_half_year() -> None:
    rows: list[list[object]] = [
        ["夏收粮油生产情况"],
        ["填报单位：甲镇", None, "2025年", "计量单位：亩、吨"],
        ["指标名称", "代码", "面积", "产量"],
        ["小麦", "01", None, None],
    ]
    given = fact("小麦 / 产量", "吨", "1036", "2025-06-30", form="夏收作物统计")
    assert values(read(rows, given, on=date(2025, 7, 15)), "D4") == [1036]


def test_a_part_in_words_that_need_not_be_said_is_not_its_whole() -> None:
    rows = form(["小餐饮", "家", "1", None], ["其中：已登记小餐饮", "家", "2", None])
    cells = filled(rows, fact("小餐饮", "家", "91", "2024-02-29")).cells
    assert [cell.verdict.value if cell.verdict.known else None for cell in cells] == [91, None]


def test_a_quarter_under_the_year_is_that_quarter() -> None:
    rows: list[list[object]] = [
        ["主要经济指标季度报表"],
        ["填报单位：甲镇", None, "2026年三季度"],
        ["指标名称", "计量单位", "本年", "本年", "上年同期累计", "累计同比增长（%）"],
        [None, None, "三季度", "1—三季度", None, None],
        ["固定资产投资", "万元", None, None, None, None],
    ]
    given = [
        fact("固定资产投资（1-9月）", "万元", "300", "2026-09-30", form="经济监测（2026年1-9月）"),
        fact("固定资产投资（1-9月）", "万元", "250", "2025-09-30", form="经济监测（2025年1-9月）"),
    ]
    assert values(read(rows, *given, on=date(2026, 10, 12)), "C5", "D5", "E5", "F5") == [None, 300, 250, 20]


def test_both_halves_of_a_second_table_may_say_the_same() -> None:
    rows: list[list[object]] = [
        ["饮水安全情况统计表"],
        ["填报单位：甲镇", None, "2024年"],
        ["村（社区）", "年末户籍户数（户）", "集中供水工程（处）"],
        ["东村", None, None],
        ["西村", None, None],
        ["合计", None, None],
        ["全镇情况", "数量", "全镇情况", "数量"],
        ["水源保护区（处）", None, "村级管水员（人）", None],
        ["维修支出（万元）", None, "改造工程（处）", None],
    ]
    given = fact("集中供水工程", "处", "2", "2024-12-31", of="11")
    cells = read(rows, given, on=ON)
    assert values(cells, "C4") == [2]
    assert [cells[name].slot.row.label for name in ("B8", "D9")] == ["水源保护区（处）", "改造工程（处）"]


def test_the_unit_may_stand_in_the_cell_beside_its_name() -> None:
    rows: list[list[object]] = [
        ["农村公路情况年报表"],
        ["填报单位：甲镇", "2024年", "计量单位：", "公里"],
        ["项目", "代码", "年末数", "等级公路"],
        ["县道", "01", None, None],
        ["乡道", "02", None, None],
    ]
    assert values(read(rows, fact("县道 / 年末里程", "公里", "26.4", "2024-12-31"), on=ON), "C4") == [Fraction(132, 5)]


def test_what_was_budgeted_answers_the_column_of_budgets_alone() -> None:
    rows: list[list[object]] = [
        ["财政收支情况表"],
        ["编制单位：甲镇", "2024年", "金额单位：万元"],
        ["项目", "行次", "本年", "本年", "上年"],
        [None, None, "预算数", "决算数", "决算数"],
        ["税收收入", "1", None, None, None],
    ]
    given = [
        fact("税收收入 / 预算数", "万元", "2050", "2024-01-18", form="2024年财政收支预算表"),
        fact("税收收入", "万元", "2094", "2024-12-31", form="财政决算报表（2024年）"),
        fact("税收收入", "万元", "2011", "2023-12-31", form="财政决算报表（2023年）"),
    ]
    assert values(read(rows, *given, on=ON), "C5", "D5", "E5") == [2050, 2094, 2011]


def test_what_of_an_aim_is_reached_follows_without_being_printed() -> None:
    rows: list[list[object]] = [
        ["就业工作季度统计表"],
        ["填报单位：甲镇", None, "2026年第三季度"],
        ["项目", "单位", "年度目标", "本季完成", "1—9月累计", "完成年度目标（%）"],
        ["城镇新增就业", "人", None, None, None, None],
    ]
    given = [
        fact("城镇新增就业目标任务", "人", "625", "2026-02-10", form="民生实事任务分解（2026年）"),
        fact("城镇新增就业 / 1-9月累计", "人", "500", "2026-09-30", form="就业季报（2026年三季度）"),
    ]
    assert values(read(rows, *given, on=date(2026, 10, 10)), "C4", "E4", "F4") == [625, 500, 80]


def test_headings_that_all_name_a_measure_head_a_single_line() -> None:
    rows: list[list[object]] = [
        ["房屋安全统计表"],
        ["填报单位：甲镇", None, "2024年"],
        ["村名", "空置房屋（栋）", "其中：可盘活（栋）"],
        ["东村", None, None],
        ["西村", None, None],
        [],
        ["全镇", "补助资金（万元）", "乡村建设工匠（人）", "上半年巡查（次）", "上半年培训（人次）"],
        ["甲镇", None, None],
    ]
    cells = read(rows, fact("乡村建设工匠", "人", "37", "2024-12-31"), on=ON)
    assert values(cells, "C8") == [37]
