"""What the keeper of a register, a list of units and a question of yes or no say without words."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest

from songbang.core.filling.facts import Fact, Place, Places, fact_of
from songbang.core.filling.fill import fill
from songbang.core.filling.lexicon import wording
from songbang.core.filling.unsaid import defaults

VILLAGES = [Place("11", "东湖村", "村", "1"), Place("12", "西山村", "村", "1")]
PLACES = Places([Place("1", "甲镇", "镇", "0"), *VILLAGES, Place("13", "桥头社区", "社区", "1")])


def fact(unit: str, said: str, measure: str, value: str, day: str = "2023-12-31", form: str = "台账") -> Fact:
    found = fact_of(1, unit, form, said, measure, value, date.fromisoformat(day), "局")
    assert found
    return found


def known(rows: list[list[Any]], *facts: Fact, on: date = date(2024, 2, 1)) -> dict[str, Any]:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    sheets = fill(book, "1", on, list(facts), PLACES)
    return {c.slot.cell: c.verdict.value for sheet in sheets for c in sheet.cells if c.verdict.known}


def lines(title: str, *rows: tuple[str, str], note: str = "") -> list[list[Any]]:
    return [
        [title],
        ["指标名称", "计量单位", "代码", "数量"],
        *([label, unit, f"{n}", None] for n, (label, unit) in enumerate(rows, 1)),
        [note or "填表人："],
    ]


@pytest.mark.parametrize(("form", "found"), [("人口统计年报（公安）", {"D3": 9874}), ("人口抽样调查", {})])
def test_everyone_in_a_paper_of_the_police_is_registered(form: str, found: dict[str, int]) -> None:
    rows = lines("2023年人口情况表", ("年末户籍总户数", "户"), ("年末常住总户数", "户"))
    assert known(rows, fact("1", "年末总户数", "户", "9874", form=form)) == found


def test_relations_in_brackets_give_what_is_missing_and_a_balance_may_be_below_nothing() -> None:
    note = "审核关系：(3)=(1)-(2)　(4)=(5)+(6)"
    rows = lines(
        "2023年人口变动情况表", ("当年出生人口", "人"), ("当年死亡人口", "人"), ("当年自然增加人口", "人"),
        ("当年迁入人口", "人"), ("省内迁入", "人"), ("省外迁入", "人"), note=note,
    )  # fmt: skip
    facts = [fact("1", said, "人", value) for said, value in
             (("出生人数", "171"), ("死亡人数", "236"), ("迁入 / 省内", "88"), ("迁入 / 省外", "31"))]  # fmt: skip
    assert known(rows, *facts) == {"D3": 171, "D4": 236, "D5": -65, "D6": 119, "D7": 88, "D8": 31}


def test_the_line_of_totals_adds_up_the_villages_it_stands_under_and_no_others() -> None:
    rows = [
        ["甲镇行政村情况统计表"],
        ["行政村", "农户数（户）", "通客车（是/否）"],
        ["东湖村", None, None],
        ["西山村", None, None],
        ["合计", None, None],
    ]
    facts = [
        fact("11", "农户总数", "户", "421"),
        fact("12", "农户总数", "户", "388"),
        fact("13", "农户总数", "户", "99"),
        fact("11", "是否通客运班车", "", "是"),
        fact("12", "是否通客运班车", "", "否"),
    ]
    assert known(rows, *facts) == {"B3": 421, "B4": 388, "B5": 809, "C3": "是", "C4": "否"}


def test_all_party_members_of_a_town_are_more_than_those_of_its_villages() -> None:
    facts = [fact(unit, "党员数", "人", "40") for unit in ("11", "12", "13")]
    assert known(lines("2023年党员情况表", ("村（社区）党员数", "人"), ("低保户数", "户")), *facts) == {"D3": 120}
    assert known(lines("2023年党员情况表", ("全镇党员总数", "人"), ("低保户数", "户")), *facts) == {}


def test_a_figure_of_september_in_a_paper_of_october_is_none_of_october() -> None:
    rows = lines("2023年10月热线工单月报", ("12345热线工单受理", "件"), ("低保户数", "户"))
    facts = [fact("1", f"12345热线受理（{month}月）", "件", value, "2023-10-31", "热线工单统计（10月）")
             for month, value in ((10, "77"), (9, "70"))]  # fmt: skip
    assert known(rows, *facts, on=date(2023, 11, 2)) == {"D3": 77}


def test_what_comes_into_a_store_and_goes_out_of_it_makes_its_end() -> None:
    rows = [
        ["应急物资收发存情况表"],
        ["（2023年1—5月）"],
        ["物资名称", "单位", "期初库存", "本期增加", "本期减少", "期末库存"],
        ["救生衣", "件", None, None, None, None],
        ["铁锹", "把", None, None, None, None],
        ["审核关系：期末库存=期初库存+本期增加-本期减少"],
    ]
    period = "（2023年1-5月）"
    facts = [
        fact("1", "救生衣 / 年末库存", "件", "80", "2022-12-31", "应急物资盘点表（2022年12月）"),
        fact("1", "救生衣 / 入库", "件", "30", "2023-05-31", f"应急物资采购入库单{period}"),
        fact("1", "救生衣 / 出库", "件", "12", "2023-05-31", f"应急物资出库记录{period}"),
    ]
    assert known(rows, *facts, on=date(2023, 6, 5)) == {"C4": 80, "D4": 30, "E4": 12, "F4": 98}


@pytest.mark.parametrize(
    ("said", "value", "day", "found"),
    [
        ("农村低保金 / 发放对象人数", "398", "2023-12-31", {}),  # another paper on the same people
        ("农村低保金 / 发放对象人数", "398", "2023-11-30", {"D3": 412}),  # of another day
        ("农村低保金 / 发放对象人数", "40", "2023-12-31", {"D3": 412}),  # far from it: another thing
        ("农村低保金 / 发放对象人数", "412", "2023-12-31", {"D3": 412}),  # they agree
        ("农村低保 / 其中：残疾人", "398", "2023-12-31", {"D3": 412}),  # a part
        ("农村低保户退出人数", "398", "2023-12-31", {"D3": 412}),  # what came about
    ],
)
def test_two_papers_that_nearly_agree_in_words_and_figures_leave_a_cell_in_doubt(
    said: str, value: str, day: str, found: dict[str, int]
) -> None:
    rows = lines("2023年社会救助情况表", ("年末农村低保人数", "人"))
    held = fact("1", "农村低保 / 保障人数（年末）", "人", "412", form="民政年报（2023年）")
    assert known(rows, held, fact("1", said, "人", value, day, form="一卡通发放（2023年12月）")) == found


def test_what_came_into_a_store_is_not_what_is_in_it_and_a_quarters_work_is_not_half_a_years() -> None:
    rows = [
        ["防火物资情况季报"], ["2023年四季度"],
        ["物资名称", "单位", "上季末库存", "本季增加", "本季减少", "本季末库存"],
        ["灭火水枪", "支", None, None, None, None],
    ]  # fmt: skip
    came = fact("1", "灭火水枪", "支", "4", form="防火物资入库登记（2023年10-12月）")
    assert known(rows, came) == {"D4": 4}
    work = [["热线办理情况表"], ["2023年1—6月"], ["指标", "单位", "本期"], ["热线承办工单量", "件", None],
            ["热线满意率", "%", None]]  # fmt: skip
    second = {"day": "2023-06-30", "form": "12345热线工单统计（2023年二季度）"}
    facts = [fact("1", "承办工单", "件", "463", **second), fact("1", "热线满意率", "%", "96.4", **second)]
    assert known(work, *facts, on=date(2023, 7, 12)) == {}


def test_villages_and_communities_are_counted_as_the_label_says() -> None:
    rows = lines(
        "2023年公共服务情况", ("有农家书屋的村（社区）", "个"), ("有农家书屋的村", "个"), ("有农家书屋的社区", "个"),
        ("农家书屋", "个"),
    )  # fmt: skip
    facts = [fact(unit, "是否有农家书屋", "是/否", value) for unit, value in (("11", "是"), ("12", "否"), ("13", "是"))]
    assert known(rows, *facts) == {"D3": 2, "D4": 1, "D5": 1}


def test_a_units_own_name_before_a_label_says_nothing_by_whatever_it_is_called() -> None:
    places = Places([Place("2", "钟鼓楼社区居委会", "居委会", "1")])
    assert places.unnamed(fact("2", "钟鼓楼社区 低保人数", "人", "26")) == "低保人数"
    assert places.unnamed(fact("2", "铁路新村社区 低保人数", "人", "26")) == "铁路新村社区 低保人数"


def test_what_a_column_asks_in_words_is_told_in_words() -> None:
    rows = [["小区物业情况"], ["小区名称", "管理方式", "户数（户）"], ["江景名都", None, None], ["填表人："]]
    told = fact("1", "江景名都 / 管理方式", "—", "准物业")
    assert known(rows, told, fact("1", "江景名都 / 户数", "户", "120")) == {"B3": "准物业", "C3": 120}


def test_who_is_in_a_grade_of_a_school_is_a_pupil_of_it() -> None:
    rows = [
        ["学校基本情况"],
        ["填报单位：甲小学 2023年"],
        ["年级", "在校学生（人）", "其中：女（人）"],
        ["二年级", None, None],
        ["三年级", None, None],
    ]
    facts = [fact("1", "二年级 / 女生", "人", "31"), fact("1", "二年级 / 学生数", "人", "64")]
    assert known(rows, *facts) == {"B4": 64, "C4": 31}


def test_of_the_whole_and_one_of_its_lines_a_register_of_filings_names_the_line() -> None:
    rows = [
        ["小旅馆管理统计表"], ["填报单位：甲镇 2023年"], ["二、小旅馆小客栈管理"], ["类别", "新增（家）"],
        ["小旅馆", None], ["小客栈", None], ["合计", None], ["注：合计=各类之和。"],
    ]  # fmt: skip
    facts = [
        fact("1", f"{what} / 新增备案", "家", n, form="小旅馆备案登记（2023年）")
        for what, n in (("小旅馆", "4"), ("小客栈", "3"))
    ]
    assert known(rows, *facts) == {"B5": 4, "B6": 3, "B7": 7}


@pytest.mark.parametrize(("what", "found"), [("新改建水渠 / 其中：支渠", {}), ("水渠 / 其中：支渠", {"D3": 12})])
def test_a_part_of_what_was_built_is_no_part_of_what_there_is(what: str, found: object) -> None:
    assert known(lines("水利设施", ("支渠", "公里")), fact("1", what, "公里", "12", form="年报")) == found


def test_an_act_is_said_by_the_one_that_tells_how_it_is_done() -> None:
    assert defaults(frozenset(("快速检测", "检测", "糕点"))) == {"快速检测", "糕点"}


def test_a_heading_on_households_and_people_names_the_people() -> None:
    assert wording("户籍住户和人口").tokens == {"户籍", "人口"}
