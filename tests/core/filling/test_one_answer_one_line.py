"""One answer for one line, a figure of the size told before; lines set in, quarters, lists known by relations."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.explain import report
from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact, filled, form

Rows = list[list[object]]
QUARTER = date(2024, 10, 8)


def test_the_answer_of_a_whole_does_not_tell_its_part_too() -> None:
    book = form(["出租仓库总数", "间", "1", None], ["　单位出租仓库", "间", "2", None], period="2023年末")
    cells = filled(book, fact("出租仓库总数", "间", "40", "2023-12-31", form="租赁登记")).cells
    assert [cell.verdict.status for cell in cells] == ["held", "unknown"]


@pytest.mark.parametrize(("told", "becomes"), [("13460", "stale"), ("290", "held"), ("0", "held")])
def test_what_is_many_times_the_last_issues_figure_counts_something_else(told: str, becomes: str) -> None:
    book = form(["年末劳动力", "人", "1", None], period="2023年")
    before = fact("年末劳动力", "人", "268", "2022-12-31", form="基本情况统计表（2022年）")
    now = fact("劳动力总数", "人", told, "2023-12-31", form="资源调查")
    assert filled(book, before, now, on=date(2024, 1, 20)).cells[0].verdict.status == becomes


def test_what_was_refused_for_its_size_is_named_and_laid_beside_the_cell() -> None:
    book = form(["年末劳动力", "人", "1", None], period="2023年")
    before = fact("年末劳动力", "人", "268", "2022-12-31", form="基本情况统计表（2022年）")
    now = fact("劳动力总数", "人", "13460", "2023-12-31", form="资源调查")
    told = report([filled(book, before, now, on=date(2024, 1, 20))])["cells"][0]
    assert "资源调查" in told["why"] and "13460" in told["why"]
    assert (told["value"], told["suggestion"]["here"]) == (268, 13460)


def test_industries_set_in_below_the_name_of_a_whole_are_its_parts() -> None:
    book = form(["就业人员总数", "人", "1", None], ["　第一产业", "人", "2", None], period="2023年末")
    cells = filled(book, fact("就业人员总数 / 第一产业", "人", "320", "2023-12-31", form="就业年报")).cells
    assert [cell.verdict.value for cell in cells] == [None, 320]


def test_what_stands_below_a_line_of_the_periods_end_is_of_that_day_in_a_column_of_the_quarter_too() -> None:
    rows: Rows = [
        ["家禽生产和禽蛋产量季报"],
        ["填报单位：甲镇", None, "2024年三季度"],
        ["指标", "计量单位", "本季", None, None, "1—本季", None],
        [None, None, "本年", "上年同季", "增减%", "本年", "上年同期"],
        ["一、期末家禽存栏", "只", None, None, None, "—", "—"],
        ["　1.鸡", "只", None, None, None, "—", "—"],
        ["二、家禽出栏", "只", *[None] * 5],
        ["　1.鸡", "只", *[None] * 5],
        ["三、禽肉产量", "吨", *[None] * 5],
    ]
    given = [
        fact("鸡 / 季末存栏", "只", "300", "2024-09-30", of="11", form="畜牧站统计"),
        fact("鸡 / 季末存栏", "只", "210", "2024-09-30", of="12", form="畜牧站统计"),
        fact(
            "期末家禽存栏 / 1.鸡 / 本季 / 本年",
            "只",
            "480",
            "2023-09-30",
            form="家禽生产和禽蛋产量季报（2023年三季度）",
        ),
        fact("鸡 / 本季出栏", "只", "80", "2024-09-30", form="畜牧站统计"),
    ]
    cells = read(rows, *given, on=QUARTER, merged=("C3:E3", "A3:A4", "B3:B4", "F3:G3"))
    assert values(cells, "C6", "C8") == [510, 80]


def test_what_says_of_what_kind_its_figures_are_heads_them_all() -> None:
    rows: Rows = [
        ["房屋租赁情况季报"],
        ["填报单位：甲镇", None, "2024年三季度"],
        ["指标", "计量单位", "时点数", None, None, "上年同期末"],
        [None, None, "本季末", "上季末", "比上季末增减", None],
        ["出租仓库", "间", None, None, None, None],
    ]
    given = [fact("出租仓库", "间", n, day, form="租赁登记") for n, day in (("40", "2024-09-30"), ("38", "2024-06-30"))]
    cells = read(rows, *given, on=QUARTER, merged=("C3:E3", "A3:A4", "B3:B4", "F3:F4"))
    assert values(cells, "C5", "D5", "E5") == [40, 38, 2]


def test_how_things_came_into_a_store_and_went_out_of_it_says_that_they_did() -> None:
    book = form(
        ["铁锹", "把", "1", None, None, None],
        period="2023年上半年",
        columns=("本期调入", "本期消耗", "本期报废"),
    )
    ways = (("调拨入库", "20"), ("领用出库", "7"), ("报废出库", "3"))
    given = [fact(f"铁锹 / {way}", "把", n, "2023-06-30", form="出入库汇总（2023年1-6月）") for way, n in ways]
    cells = filled(book, *given, on=date(2023, 7, 8)).cells
    assert [cell.verdict.value for cell in cells] == [20, 7, 3]


def test_the_total_adds_up_lines_that_the_forms_relations_told() -> None:
    rows: Rows = [
        ["各村户籍人口统计表"],
        ["填报单位：甲镇", None, None, "2023年"],
        ["村名", "年末人口（人）", "男（人）", "女（人）"],
        ["甲", "1", "2", "3"],
        ["东村", None, None, None],
        ["西村", None, None, None],
        ["合计", None, None, None],
        ["审核关系：1=2+3。"],
    ]
    told = {"11": (("总人口", "90"), ("总人口 / 男", "50")), "12": (("总人口", "70"), ("总人口 / 女", "30"))}
    given = [
        fact(what, "人", n, "2023-12-31", of=of, form="户籍人口年报") for of, all_ in told.items() for what, n in all_
    ]
    cells = read(rows, *given, on=date(2024, 1, 20))
    assert values(cells, "D5", "C6", "B7", "C7", "D7") == [40, 40, 160, 90, 70]


def test_columns_are_numbered_with_a_zero_before_them_too() -> None:
    rows: Rows = [
        ["合作社情况"],
        ["填报单位：甲镇", None, "2023年"],
        ["地区", "一、合作社", None],
        [None, "合作社数", "成员数"],
        [None, "个", "户"],
        [None, "01", "02"],
        ["东村", None, None],
        ["西村", None, None],
    ]
    given = [fact("合作社数", "个", n, "2023-12-31", of=of, form="农经统计") for of, n in (("11", "3"), ("12", "2"))]
    cells = read(rows, *given, on=date(2024, 2, 1), merged=("A3:A6", "B3:C3"))
    assert values(cells, "B7", "B8") == [3, 2]


def test_the_unit_may_stand_behind_each_label_and_the_day_of_issue_is_no_period() -> None:
    rows: Rows = [
        ["应急物资收支"],
        ["填报单位：甲镇        2023年     县应急管理局 2024年3月制发"],
        ["物资名称（单位）", "年末库存", "本年增加"],
        ["铁锹（把）", None, None],
        ["雨衣（件）", None, None],
    ]
    given = [fact("铁锹 / 库存", "把", "40", "2023-12-31", form="盘点表")]
    assert values(read(rows, *given, on=date(2024, 3, 9)), "B4") == [40]


def test_from_january_to_the_quarter_before_is_what_the_form_told_then() -> None:
    book = form(
        ["新建公厕", "座", "1", None, None, None], period="2024年二季度", columns=("1—上季", "本季", "1—本季累计")
    )
    before = fact("新建公厕 / 1—本季累计", "座", "1", "2024-03-31", form="基本情况统计表（2024年一季度）")
    now = fact("本季新建公厕", "座", "2", "2024-06-30", form="建设台账（二季度）")
    cells = filled(book, before, now, on=date(2024, 7, 6)).cells
    assert [cell.verdict.value for cell in cells] == [1, 2, 3]


def test_a_change_is_taken_between_the_months_that_its_heading_names() -> None:
    book = form(
        ["租住人口", "人", "1", None, None, None], period="2024年二季度", columns=("5月末", "6月末", "6月末比3月末增减")
    )
    told = (("2024-03-31", "30"), ("2024-05-31", "38"), ("2024-06-30", "41"))
    cells = filled(book, *(fact("租住人口", "人", n, day) for day, n in told), on=date(2024, 7, 6)).cells
    assert [cell.verdict.value for cell in cells] == [38, 41, 11]


def test_groups_of_a_village_are_told_by_their_numbers_and_a_note_tells_whose_people() -> None:
    places = Places(
        [Place("1", "横塘村委会", "村委会", "0")]
        + [Place(f"1{n}", f"横塘村第{sign}村民小组", "村民小组", "1") for n, sign in enumerate("一二三", 1)]
    )
    rows: Rows = [
        ["村民小组登记表"],
        ["村民委员会：横塘村        2023年"],
        ["组　别", "户数（户）", "人　口（人）", None, None],
        [None, None, "总人口", "女", "其中：60周岁及以上"],
        ["一组", *[None] * 4],
        ["二组", *[None] * 4],
        ["三组", *[None] * 4],
        ["注：1.户数、人口为2023年12月31日数，户籍口径。"],
    ]
    told = (("户籍户数", "户", "64"), ("户籍人口", "人", "238"), ("60岁以上老人（户籍）", "人", "61"))
    given = [fact(what, unit, n, "2023-12-31", of="12", form="人口册") for what, unit, n in told]
    cells = read(rows, *given, on=date(2024, 1, 20), places=places, merged=("A3:A4", "B3:B4", "C3:E3"))
    assert values(cells, "B6", "C6", "E6") == [64, 238, 61]


@pytest.mark.parametrize(("title", "told"), [("镇级防汛物资储备表", None), ("防汛物资储备表", 5)])
def test_a_form_on_the_own_store_does_not_add_up_the_stores_below(title: str, told: int | None) -> None:
    rows: Rows = [
        [title],
        ["填报单位：甲镇        2023年"],
        ["物资名称", "计量单位", "年末库存"],
        ["铁锹", "把", None],
        ["雨衣", "件", None],
    ]
    given = [fact("铁锹 / 储备", "把", n, "2023-12-31", of=of, form="村级台账") for of, n in (("11", "3"), ("12", "2"))]
    assert values(read(rows, *given, on=date(2024, 1, 20)), "C4") == [told]


@pytest.mark.parametrize(("note", "becomes"), [("", "stale"), ("人数按最近掌握数填报。", "held")])
def test_a_form_of_a_quarter_asks_anew_unless_it_takes_the_newest(note: str, becomes: str) -> None:
    book = form(["低保边缘人数", "人", "1", None], period="2024年二季度", columns=("本期",), notes=note)
    before = fact("低保边缘人数 / 本期", "人", "92", "2024-03-31", form="基本情况统计表（2024年一季度）")
    assert filled(book, before, on=date(2024, 7, 6)).cells[0].verdict.status == becomes


def test_a_bare_age_without_an_end_is_an_age_and_a_bracket_of_two_times_says_no_more() -> None:
    rows: Rows = [
        ["老年人情况表"],
        ["填报单位：甲镇        2024年二季度"],
        ["年龄组", "人数（人）", "上年同期（1—本季累计或季末）", "60岁以上占比（%）"],
        ["60—69", None, None, None],
        ["90及以上", None, None, None],
    ]
    given = [fact("90岁及以上老年人", "人", n, day) for n, day in (("21", "2024-06-30"), ("19", "2023-06-30"))]
    assert values(read(rows, *given, on=date(2024, 7, 4)), "B5", "C5") == [21, 19]


def test_the_total_of_the_year_before_is_no_part_of_this_years() -> None:
    rows: Rows = [
        ["社会团体分村统计表"],
        ["填报单位：甲镇        2023年"],
        ["村名", "社会团体（个）"],
        ["合计", None],
        ["东村", None],
        ["西村", None],
        ["上年合计", None],
        ["审核关系：合计行=各村之和。"],
    ]
    given = [fact("社会团体", "个", n, "2023-12-31", of=of, form="登记台账") for of, n in (("11", "3"), ("12", "2"))]
    given.append(fact("合计 / 社会团体", "个", "4", "2022-12-31", form="社会团体分村统计表（2022年）"))
    assert values(read(rows, *given, on=date(2024, 1, 20)), "B4", "B7") == [5, 4]
