"""What notes say of shares, what relations name in short, and tables of pairs that follow others."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from songbang.core.filling.facts import Fact, Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 7, 9)


def kept(what: str, unit: str, value: str, of: str = "1") -> Fact:
    return fact(what, unit, value, "2024-06-30", of=of, form="窑厂登记（2024年6月末）")


def kilns(notes: str) -> list[list[object]]:
    return [
        ["窑厂检查季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["指标", "单位", "季末数"],
        ["查验窑炉", "座", None],
        ["  其中：完好", "座", None],
        ["窑炉完好率", "%", None],
        ["除尘塔", "座", None],
        ["改装除尘塔", "座", None],
        ["改装率", "%", None],
        [notes],
    ]


GIVEN = [kept("查验窑炉", "座", "9"), kept("查验窑炉 / 完好", "座", "6"), kept("除尘塔", "座", "7")]
GIVEN.append(kept("改装除尘塔", "座", "3"))


def test_a_sentence_of_several_relations_keeps_decimals_for_all_of_them() -> None:
    notes = "说明：窑炉完好率=完好÷查验窑炉×100%；改装率=改装除尘塔÷除尘塔×100%，均保留一位小数。"
    assert values(read(kilns(notes), *GIVEN, on=ON), "C6", "C9") == [Fraction(667, 10), Fraction(429, 10)]


def test_a_note_on_all_shares_rounds_each_of_them() -> None:
    notes = "说明：窑炉完好率=完好÷查验窑炉×100%；改装率=改装除尘塔÷除尘塔×100%。百分数保留两位小数。"
    assert values(read(kilns(notes), *GIVEN, on=ON), "C6", "C9") == [Fraction(6667, 100), Fraction(4286, 100)]


def test_the_terms_of_a_share_may_be_the_ends_of_labels_with_their_measure() -> None:
    rows: list[list[object]] = [
        ["窑厂抽验情况"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["指标", "单位", "本季"],
        ["砖坯抽验", "批次", None],
        ["  其中：合格", "批次", None],
        ["砖坯抽验合格率", "%", None],
        ["说明：合格率=合格批次÷抽验批次×100%。"],
    ]
    given = [fact(f"砖坯抽验{of}", "批次", value, "2024-06-30", form="抽验登记（2024年4-6月）")
             for of, value in (("", "40"), (" / 合格", "30"))]  # fmt: skip
    assert values(read(rows, *given, on=ON), "C6") == [75]


def test_a_relation_names_lines_by_their_beginnings_or_leaves_out_their_middles() -> None:
    rows: list[list[object]] = [
        ["窑厂人员季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["指标", "单位", "数量"],
        ["季末在岗窑工", "人", None],
        ["本季新招用窑工", "人", None],
        ["本季退休辞职离岗", "人", None],
        ["上季末在岗窑工", "人", None],
        ["说明：季末在岗=上季末在岗+本季新招用-本季离岗。"],
    ]
    given = [
        kept("窑工 在岗", "人", "50"),
        fact("窑工 新招用", "人", "7", "2024-06-30", form="窑厂用工登记（2024年4-6月）"),
        fact("窑工 在岗", "人", "46", "2024-03-31", form="窑厂登记（2024年3月末）"),
    ]
    assert values(read(rows, *given, on=ON), "C6") == [3]


def test_lines_of_pairs_below_a_table_are_not_of_its_columns() -> None:
    names = {"11": "东村", "12": "西村"}
    places = Places([Place("1", "甲镇", "镇", "0"), *(Place(code, name, "村", "1") for code, name in names.items())])
    rows: list[list[object]] = [
        ["窑病管理季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["指标", "单位", "尘肺", "灼伤"],
        ["在管患者", "人", None, None],
        ["随访患者", "人", None, None],
        ["服务力量（季末）"],
        ["窑厂医务室", "所", None, "医务室床位（张）", None],
    ]
    given = [kept("窑厂医务室", "所", value, of) for of, value in (("11", "2"), ("12", "1"))]
    cells = read(rows, *given, kept("医务室床位", "张", "8"), on=ON, places=places, merged=("A6:E6",))
    assert values(cells, "C7", "E7") == [3, 8]


def test_what_a_table_lists_as_its_units_no_later_table_names() -> None:
    rows: list[list[object]] = [
        ["窑房汇总表"],
        ["填报单位：甲镇", None, None, "单位：幢、户、万元"],
        ["村别", "窑房总数", "搬离户", "补助（万元）"],
        ["东村", None, None, None],
        ["西村", None, None, None],
        ["管理情况"],
        ["指标", "单位", "数量", None],
        ["看护员", "人", None, None],
        ["巡查", "户次", None, None],
    ]
    cells = read(rows, on=ON, merged=("A6:D6",))
    units = [cells[name].asked.measure for name in ("B4", "C4", "D4")]
    assert [unit and unit.name for unit in units] == [None, "户", "万元"]


def test_a_day_until_which_a_form_asks_ends_the_months_that_a_note_means() -> None:
    rows: list[list[object]] = [
        ["窑厂巡查汇总表"],
        ["填报单位：甲镇", None, "（截至2024年6月底）"],
        ["指标", "单位", "数量"],
        ["本年巡查窑厂", "次", None],
        ["巡查发现裂缝", "处", None],
        ["注：本年指1-6月。"],
    ]
    given = [fact("巡查发现裂缝", "处", value, "2024-06-30", form=f"窑厂巡查月报（2024年{time}）")
             for value, time in (("4", "6月"), ("31", "1-6月累计"))]  # fmt: skip
    assert values(read(rows, *given, on=ON), "C5") == [31]


def test_what_is_done_beside_a_task_is_of_that_task() -> None:
    rows: list[list[object]] = [
        ["窑房加固情况"],
        ["填报单位：甲镇", None, None, None, None, "2024年2季度"],
        ["指标", "单位", "数量", "指标", "单位", "数量"],
        ["窑房加固任务", "户", None, "已竣工", "户", None],
        ["加固工匠", "人", None, "其中：持证", "人", None],
    ]
    given = [
        fact("竣工户数", "户", "6", "2024-06-30", of=of, form="危桥拆建台账（2024年4-6月）") for of in ("11", "12")
    ]
    mine = [fact("竣工户数", "户", "9", "2024-06-30", form="窑房加固台账（2024年4-6月）")]
    assert values(read(rows, *given, on=ON), "F4") + values(read(rows, *mine, on=ON), "F4") == [None, 9]


def test_a_paper_that_adds_up_since_an_earlier_year_tells_of_no_year() -> None:
    rows: list[list[object]] = [
        ["窑房年报"],
        ["填报单位：甲镇 2023年"],
        ["指标", "单位", "本年"],
        ["拆除窑房", "座", None],
        ["改建窑房", "座", None],
    ]
    since = fact("拆除窑房", "座", "31", "2023-12-31", form="窑房整治台账（2021年以来累计）")
    own = fact("拆除窑房", "座", "9", "2023-12-31", form="窑房整治台账（2023年）")
    on = date(2024, 1, 9)
    assert values(read(rows, since, on=on), "C4") + values(read(rows, own, on=on), "C4") == [None, 9]


def test_how_far_a_work_is_by_a_months_end_is_no_figure_of_that_month() -> None:
    rows: list[list[object]] = [
        ["窑房月报"],
        ["填报单位：甲镇 2024年6月"],
        ["指标", "单位", "本月", "1—本月"],
        ["改建窑房竣工", "座", None, None],
        ["窑房拆除", "座", None, None],
    ]
    given = fact("改建窑房竣工", "座", "31", "2024-06-30", form="窑房改建进度（6月末）")
    assert values(read(rows, given, on=ON), "C4", "D4") == [None, 31]


def test_the_total_of_a_towns_villages_is_the_towns() -> None:
    rows: list[list[object]] = [
        ["窑厂分村表"],
        ["填报单位：甲镇 2023年"],
        ["村名", "窑厂（个）"],
        ["镇合计", None],
        ["东村", None],
        ["西村", None],
    ]
    given = [fact("窑厂", "个", value, "2023-12-31", of=of) for of, value in (("11", "3"), ("12", "4"))]
    assert values(read(rows, *given, on=date(2024, 1, 9)), "B4") == [7]


def test_women_are_all_but_the_men_where_one_register_tells_both() -> None:
    rows: list[list[object]] = [
        ["窑工情况"],
        ["填报单位：甲镇 2023年"],
        ["指标", "单位", "数量"],
        ["制坯工", "人", None],
        ["  其中：女", "人", None],
    ]
    one, other = "窑工名册（2023年12月）", "窑工体检（2023年12月）"
    men = [fact("制坯工 / 男", "人", "31", "2023-12-31", form=form) for form in (one, other)]
    all_of_them = fact("制坯工", "人", "46", "2023-12-31", form=one)
    on = date(2024, 1, 9)
    assert values(read(rows, all_of_them, men[0], on=on), "C5") == [15]
    assert values(read(rows, all_of_them, men[1], on=on), "C5") == [None]


def test_what_stands_in_a_section_on_a_whole_year_came_about_in_it() -> None:
    rows: list[list[object]] = [
        ["窑厂年报"],
        ["填报单位：甲镇 2023年"],
        ["指标", "单位", "本年", "上年"],
        ["二、窑厂购销（全年）"],
        ["砖坯购进额", "万元", None, None],
    ]
    given = fact("砖坯购进额 / 1—12月累计", "万元", "85", "2023-12-31", form="购销月报（2023年12月）")
    assert values(read(rows, given, on=date(2024, 1, 9)), "C5") == [85]


def test_a_part_that_names_its_whole_is_of_that_whole() -> None:
    rows: list[list[object]] = [
        ["技校情况"],
        ["填报单位：甲镇 2023年"],
        ["指标", "单位", "数量"],
        ["教职工数", "人", None],
        ["其中：专任教师", "人", None],
        ["专任教师中：女", "人", None],
        ["专任教师中：本科及以上", "人", None],
    ]
    given = [fact(f"专任教师 / 学历 / {grade}", "人", value, "2023-12-31", form="技校花名册")
             for grade, value in (("研究生", "2"), ("本科", "41"))]  # fmt: skip
    assert values(read(rows, *given, on=date(2024, 1, 9)), "C7") == [43]


def test_lines_stand_in_relations_where_the_columns_are_the_units() -> None:
    rows: list[list[object]] = [
        ["窑厂分村表"],
        ["填报单位：甲镇 2023年"],
        ["指标", "单位", "代码", "合计", "分村", None],
        [None, None, None, None, "东村", "西村"],
        ["窑厂", "个", "1", None, None, None],
        ["停产窑厂", "个", "2", None, None, None],
        ["停产率", "%", "3", None, None, None],
        ["说明：3=2÷1×100%；合计=各村之和。"],
    ]
    told = (("窑厂", "11", "4"), ("窑厂", "12", "6"), ("停产窑厂", "11", "1"), ("停产窑厂", "12", "3"))
    given = [fact(what, "个", value, "2023-12-31", of=of) for what, of, value in told]
    merged = ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3")
    assert values(read(rows, *given, on=date(2024, 1, 9), merged=merged), "D7", "E7", "F7") == [40, 25, 50]


def test_numbers_of_columns_that_are_units_stand_in_no_relation() -> None:
    rows: list[list[object]] = [
        ["窑厂分村表"],
        ["填报单位：甲镇 2023年"],
        ["指标", "单位", "代码", "合计", "分村", None],
        [None, None, None, None, "东村", "西村"],
        ["甲", "乙", "丙", "1", "2", "3"],
        ["窑厂", "个", "1", None, None, None],
        ["停产窑厂", "个", "2", None, None, None],
        ["停产率", "%", "3", None, None, None],
        ["说明：3=2÷1×100%；合计=各村之和。"],
    ]
    told = (("窑厂", "11", "4"), ("窑厂", "12", "6"), ("停产窑厂", "11", "1"), ("停产窑厂", "12", "3"))
    given = [fact(what, "个", value, "2023-12-31", of=of) for what, of, value in told]
    merged = ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3")
    assert values(read(rows, *given, on=date(2024, 1, 9), merged=merged), "D8", "E8", "F8") == [40, 25, 50]


def test_villages_that_have_a_centre_are_no_central_villages() -> None:
    rows: list[list[object]] = [
        ["设施情况"],
        ["填报单位：甲镇 2023年"],
        ["指标", "单位", "数量"],
        ["建成警务服务中心的村（社区）", "个", None],
        ["窑厂", "个", None],
    ]
    given = [
        fact("警务服务中心是否建成", "是/否", told, "2023-12-31", of=of) for of, told in (("11", "是"), ("12", "否"))
    ]
    assert values(read(rows, *given, on=date(2024, 1, 9)), "C4") == [1]


def test_who_is_at_a_place_is_there_however_they_are_counted() -> None:
    rows: list[list[object]] = [
        ["窑工学校年报"],
        ["填报单位：甲镇 2023年"],
        ["类别", "在训学员（人次）", "年末教员（人）"],
        ["制坯", None, None],
        ["烧窑", None, None],
        ["注：各项均为年末数。"],
    ]
    given = fact("在训学员 / 制坯", "人次", "85", "2023-12-31", form="窑工学校平台（2023年12月）")
    assert values(read(rows, given, on=date(2024, 1, 9)), "B4") == [85]


def test_a_cell_without_a_unit_takes_an_answer_that_is_told_in_words() -> None:
    rows: list[list[object]] = [
        ["石桥登记表"],
        ["填报单位：甲镇 2023年"],
        ["桥名", "桥长（米）", "最近一次检定", None],
        [None, None, "完成时间", "检定类别"],
        ["东石桥", None, None, None],
        ["西石桥", None, None, None],
    ]
    given = [
        fact("东石桥 / 最近一次检定 / 完成时间", "年月", "2", "2023-11-30", form="石桥检定台账"),
        fact("东石桥 / 桥长", "米", "31", "2023-11-30", form="石桥检定台账"),
    ]
    cells = read(rows, *given, on=date(2024, 1, 9), merged=("A3:A4", "B3:B4", "C3:D3"))
    assert (cells["C5"].asked.measure and cells["C5"].asked.measure.name) == "年月"


def test_what_was_handed_out_is_not_what_there_is() -> None:
    rows: list[list[object]] = [
        ["窑厂物资"],
        ["填报单位：甲镇", None, "2024年6月"],
        ["物资", "单位", "月末数"],
        ["隔热手套", "双", None],
        ["护目镜", "副", None],
    ]
    out = fact("隔热手套 发放", "双", "60", "2024-06-30", form="劳保发放单（2024年1—6月）")
    there = fact("隔热手套", "双", "31", "2024-06-30", form="劳保盘点表（2024年6月末）")
    assert values(read(rows, out, on=ON), "C4") + values(read(rows, there, on=ON), "C4") == [None, 31]
