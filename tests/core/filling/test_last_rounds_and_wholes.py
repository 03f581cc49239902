"""What a paper's own times mean a round later; villages that rows name; wholes that relations and headings name."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.days import spoken_day
from songbang.core.filling.facts import Place, Places
from songbang.core.filling.saying import said
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
VILLAGES = Places([Place("1", "甲镇", "镇", "0"), Place("11", "东村村民委员会", "村委会", "1"),
                   Place("12", "西村村民委员会", "村委会", "1")])  # fmt: skip
MIXED = Places([*VILLAGES.by_code.values(), Place("13", "北门社区", "社区", "1")])


@pytest.mark.parametrize(
    ("form", "indicator", "as_of", "day"),
    [
        ("租赁管理情况表（2023年下半年）", "租赁住房 / 上期末", "2023-12-31", date(2023, 6, 30)),
        ("养老床位季报（2024年2季度）", "床位 / 上期末", "2024-06-30", date(2024, 3, 31)),
        ("救助月报（2024年2月）", "低保户 / 上期末", "2024-02-29", date(2024, 1, 31)),
        ("网格统计表（2024年1-9月）", "网格 / 上期", "2024-09-30", date(2023, 12, 31)),
        ("网格统计表", "网格 / 上期末", "2024-09-30", None),
        ("收益分配表（2022年）", "四、年初未分配收益 / 上年", "2022-12-31", date(2020, 12, 31)),
        ("收益分配表（2022年）", "四、年初未分配收益 / 本年", "2022-12-31", date(2021, 12, 31)),
        ("资产负债表（2023年）", "上年度 / 年初数", "2023-12-31", date(2021, 12, 31)),
    ],
)
def test_what_a_paper_calls_earlier_is_counted_from_its_own_time(
    form: str, indicator: str, as_of: str, day: date | None
) -> None:
    one = fact(indicator, "个", "5", as_of, form=form)
    assert spoken_day(one, said(form, indicator, one.as_of), flow=False) == day


@pytest.mark.parametrize(
    ("head", "before", "time", "on"),
    [
        ("2024年5月", "2024年4月", ("本月", "上月", "2024-04-30"), date(2024, 6, 3)),
        ("2024年3季度", "2024年2季度", ("本季", "上季", "2024-06-30"), date(2024, 10, 8)),
        ("2024年1月", "2023年12月", ("本月末", "上月末", "2023-12-31"), date(2024, 2, 2)),
    ],
)
def test_what_a_paper_of_then_calls_this_time_is_the_last_one_now(
    head: str, before: str, time: tuple[str, str, str], on: date
) -> None:
    now, then, as_of = time
    rows: Rows = [
        ["残疾人和困难群众服务基本情况表"],
        ["填报单位：甲镇", None, head],
        ["指标名称", "计量单位", now, then],
        ["持证残疾人", "人", None, None],
    ]
    paper = f"甲镇残疾人服务情况（{before}）"
    own = "本月" if "月" in now else "本季"
    given = [
        fact(f"持证残疾人 / {own}", "人", "86", as_of, form=paper),
        fact(f"持证残疾人 / {then}", "人", "84", as_of, form=paper),
    ]
    assert values(read(rows, *given, on=on), "D4") == [86]


def _by_villages(last: str = "西村") -> Rows:
    return [
        ["困难群众救助月报"],
        ["填报单位：甲镇", None, "2024年5月"],
        ["村别", "一、最低生活保障", None, "二、临时救助金额"],
        [None, "户数", "人数", None],
        ["计量单位", "户", "人", "元"],
        ["合计", None, None, None],
        ["东村", None, None, None],
        [last, None, None, None],
        ["说明：户数、人数为月末数，临时救助为本月发生数。"],
    ]


def _told(code: str, households: str, people: str, money: str, *, on: str = "农村") -> list[object]:
    paper = "社会救助信息系统月报（2024年5月）"
    return [
        fact(f"{on}低保 / 家庭户数", "户", households, "2024-05-31", of=code, form=paper),
        fact(f"{on}低保 / 对象人数", "人", people, "2024-05-31", of=code, form=paper),
        fact("临时救助 / 发放金额", "元", money, "2024-05-31", of=code, form="临时救助发放台账（2024年5月）"),
    ]


MERGED = ("A3:A4", "B3:C3", "D3:D4")


def test_what_is_told_of_a_village_need_not_say_that_it_is_the_country_s() -> None:
    given = [*_told("11", "31", "49", "6000"), *_told("12", "24", "37", "2000")]
    given.append(fact("临时救助 / 发放金额", "元", "30000", "2024-05-31", form="临时救助发放台账（2024年1-5月）"))
    cells = read(_by_villages(), *given, on=date(2024, 6, 3), places=VILLAGES, merged=MERGED)  # type: ignore[arg-type]
    assert values(cells, "B7", "C7", "B8", "C8", "B6", "C6") == [31, 49, 24, 37, 55, 86]
    assert values(cells, "D6", "D7") == [8000, 6000]  # what came about in May, not since January


def test_what_is_told_of_a_community_or_a_town_must_not_say_it() -> None:
    given = [*_told("11", "31", "49", "6000"), *_told("13", "24", "37", "2000")]
    cells = read(_by_villages("北门社区"), *given, on=date(2024, 6, 3), places=MIXED, merged=MERGED)  # type: ignore[arg-type]
    assert values(cells, "B7", "B8", "B6") == [31, None, None]
    given = [*_told("11", "31", "49", "6000"), *_told("1", "60", "90", "9000")]
    cells = read(_by_villages(), *given, on=date(2024, 6, 3), places=VILLAGES, merged=MERGED)  # type: ignore[arg-type]
    assert values(cells, "B6", "B7") == [None, 31]


@pytest.mark.parametrize("how", ["调入", "调拨给", "下拨至", "配发给", "分配到"])
@pytest.mark.parametrize("column", ["上级调入", "调入"])
def test_what_a_slip_says_was_given_to_the_filler_came_from_above(how: str, column: str) -> None:
    rows: Rows = [
        ["防汛物资储备情况表"],
        ["填报单位：双桥镇", None, "2024年1—9月"],
        ["物资名称", "计量单位", column, "消耗"],
        ["草袋", "条", None, None],
    ]
    places = Places([Place("1", "双桥镇", "镇", "0")])
    given = fact(f"草袋 / {how}双桥镇", "条", "300", "2024-09-30", form="救灾物资调拨单汇总（1-9月）")
    assert values(read(rows, given, on=date(2024, 10, 8), places=places), "C4") == [300]


@pytest.mark.parametrize(
    ("paper", "line"),
    [
        ("县级救灾物资下拨单（1-9月）", "草袋"),
        ("县应急局物资调拨台账（1-9月）", "草袋 / 拨付数量"),
        ("市级防汛物资划拨清单（1-9月）", "草袋 / 下拨"),
        ("救灾物资配发登记（1-9月）", "草袋"),
    ],
)
def test_what_a_higher_level_hands_down_came_in_and_is_nothing_that_there_is(paper: str, line: str) -> None:
    rows: Rows = [
        ["物资储备情况表"],
        ["填报单位：双桥镇", None, None, "2024年1—9月"],
        ["物资名称", "计量单位", "上级调入", "期末结存"],
        ["草袋", "条", None, None],
    ]
    cells = read(rows, fact(line, "条", "300", "2024-09-30", form=paper), on=date(2024, 10, 8))
    assert values(cells, "C4", "D4") == [300, None]


@pytest.mark.parametrize("what", ["受威胁人数", "受影响人数", "受益人口", "惠及人数"])
def test_who_is_threatened_is_so_by_the_thing_in_the_line_above(what: str) -> None:
    rows: Rows = [
        ["安全基本情况表"],
        ["填报单位：甲镇", None, "2024年9月"],
        ["项目", "单位", "数量"],
        ["滑坡隐患点", "处", None],
        [what, "人", None],
    ]
    given = [
        fact(f"滑坡隐患点 / {what}", "人", "286", "2024-08-31", form="滑坡隐患点清单"),
        fact(f"病险水库 / {what}", "人", "900", "2024-08-31", form="水库清单"),
    ]
    assert values(read(rows, *given, on=date(2024, 9, 30)), "C5") == [286]


def _work(told: list[str], *, note: str = "") -> Rows:
    codes = [f"{n:02}" for n in range(1, len(told) + 1)]
    rows: Rows = [
        ["劳动力就业情况"],
        ["填报单位：甲县", None, None, "2023年"],
        ["指标名称", "计量单位", "代码", "数量"],
    ]
    lines: Rows = [[label, "人", code, None] for label, code in zip(told, codes, strict=True)]
    return [*rows, *lines, [note or "说明：于次年1月底前报送。"]]


def test_a_printed_relation_names_the_whole_of_a_line() -> None:
    told = ["流动人口总数", "1.省外流入", "2.省内流入", "其中：16—59周岁", "持居住证"]
    rows = _work(told, note="审核关系：01=02+03；01≥04；01≥05。")
    given = [
        fact("流动人口总数", "人", "100", "2023-12-31"),
        fact("流动人口 / 16—59周岁", "人", "80", "2023-12-31"),
        fact("流动人口 / 省内 / 16—59周岁", "人", "30", "2023-12-31"),
    ]
    assert values(read(rows, *given, on=date(2024, 1, 20)), "D4", "D7") == [100, 80]


def test_lines_that_a_printed_sum_adds_up_are_parts_of_that_whole() -> None:
    told = ["外出务工人数", "1.县内务工", "2.省外务工", "第一产业", "第二产业"]
    rows = _work(told, note="平衡关系：01=02+03；01=04+05。")
    given = [fact("外出务工人员 / 第一产业", "人", "12", "2023-12-31")]
    assert values(read(rows, *given, on=date(2024, 1, 20)), "D7") == [12]


def test_a_heading_that_only_divides_parts_what_the_numbered_lines_before_it_do() -> None:
    rows = _work(["转移就业人数", "1.县内就业", "2.省外就业", "按从事产业分", "第一产业", "第二产业"])
    rows[6] = ["按从事产业分", None, None, None]
    given = [
        fact("转移就业人员从事产业 / 第一产业", "人", "12", "2023-12-31", form="转移就业年报"),
        fact("转移就业去向 / 县内", "人", "20", "2023-12-31", form="转移就业年报"),
        fact("转移就业地点 / 省外", "人", "30", "2023-12-31", form="转移就业年报"),
    ]
    assert values(read(rows, *given, on=date(2024, 1, 20)), "D5", "D6", "D8") == [20, 30, 12]


@pytest.mark.parametrize(
    ("where", "what", "school"),
    [
        (
            "转移就业人员 / 就业地点 / 县内",
            "转移就业人员 / 所在行业 / 第一产业",
            "转移就业人员 / 文化程度 / 初中及以下",
        ),
        ("转移就业人数按地域分 / 县内", "转移就业人数按产业分 / 第一产业", "转移就业人数按学历分组 / 初中及以下"),
        ("农村劳动力转移就业 / 县内", "农村劳动力转移就业 / 第一产业", "农村劳动力转移就业 / 初中及以下"),
        ("转移就业流向 / 县内就业", "转移就业行业分布 / 第一产业", "转移就业人员学历结构 / 初中及以下"),
        ("县内转移就业人数", "从事第一产业的转移就业人员", "转移就业人员中初中及以下人数"),
    ],
)
def test_a_register_parts_the_same_whole_in_its_own_words(where: str, what: str, school: str) -> None:
    rows = _work(
        ["年末转移就业人数", "1.县内就业", "2.省外就业", "按从事产业分", "第一产业", "按文化程度分", "初中及以下"]
    )
    rows[6], rows[8] = [["按从事产业分", None, None, None], ["按文化程度分", None, None, None]]
    given = [
        fact(indicator, "人", value, "2023-12-31", form="农村劳动力转移就业年报")
        for indicator, value in ((where, "20"), (what, "12"), (school, "33"))
    ]
    assert values(read(rows, *given, on=date(2024, 1, 20)), "D5", "D8", "D10") == [20, 12, 33]


def test_a_guess_that_a_printed_sum_gainsays_is_left_open() -> None:
    rows = _work(["转移就业人数", "1.县内就业", "2.县外省内就业", "3.省外就业"], note="平衡关系：01=02+03+04。")
    paper = "转移就业年报"
    given = [
        fact("转移就业人数", "人", "52480", "2023-12-31", form=paper),
        fact("转移就业去向 / 县内", "人", "21360", "2023-12-31", form=paper),
        fact("转移就业去向 / 县外省内", "人", "14720", "2023-12-31", form=paper),
        fact("外出从业人员 / 省外", "人", "16120", "2023-09-30", form="劳动力季度监测（2023年3季度）"),
        fact("省外就业", "人", "16890", "2022-12-31", form="劳动力就业情况（2022年）"),
    ]
    assert values(read(rows, *given, on=date(2024, 1, 20)), "D7") == [16400]


@pytest.mark.parametrize(
    ("asked", "told", "value"),
    [
        ("通公共交通的村", "是否通公交（班车）", 1),
        ("有老年活动室的村", "是否有老年活动室（幸福院）", 1),
        ("有幼儿园的村", "是否有幼儿园（公办）", None),
    ],
)
def test_another_such_thing_in_brackets_does_too_where_a_register_asks_whether_there_is_one(
    asked: str, told: str, value: int | None
) -> None:
    rows: Rows = [
        ["农村基本情况表"],
        ["填报单位：甲镇", None, "2023年"],
        ["指标名称", "计量单位", "数量"],
        ["行政村数", "个", None],
        [asked, "个", None],
    ]
    given = [fact(told, "是/否", yes, "2023-12-31", of=of, form="村情台账") for of, yes in (("11", "是"), ("12", "否"))]
    assert values(read(rows, *given, on=date(2024, 1, 9), places=VILLAGES), "C5") == [value]


@pytest.mark.parametrize(
    ("asked", "form", "told"),
    [
        ("建立健康档案人数", "居民健康档案台账", "建档人数"),
        ("家庭医生签约人数", "家庭医生服务月报", "已签约"),
    ],
)
def test_what_is_done_is_said_in_short_in_a_register_of_it(asked: str, form: str, told: str) -> None:
    rows: Rows = [["健康管理情况表"], ["填报单位：甲镇", None, "2024年"], ["项目", "单位", "数量"],
                  [asked, "人", None], ["老年协会会员", "人", None]]  # fmt: skip
    given = fact(told, "人", "371", "2024-06-30", form=form)
    assert values(read(rows, given, on=date(2024, 7, 9)), "C4") == [371]


def test_a_last_round_s_line_that_two_cells_bear_tells_of_no_size() -> None:
    rows: Rows = [
        ["村基本情况调查表"],
        ["村名：", None, "2024年3月"],
        ["项目", "单位", "数量"],
        ["户籍人口", "人", None],
        ["其中：女性", "人", None],
        ["村委会成员", "人", None],
        ["其中：女性", "人", None],
    ]
    given = [
        fact("其中：女性", "人", "1065", "2022-12-31", form="村基本情况调查表（2022年）"),
        fact("村委会成员", "人", "86", "2022-12-31", form="村基本情况调查表（2022年）"),
        fact("村民委员会成员 / 女性", "人", "12", "2023-12-31", form="基层政权统计年报"),
    ]
    assert values(read(rows, *given, on=date(2024, 4, 10)), "C7") == [12]


def test_what_came_in_came_about_whatever_the_thing() -> None:
    rows: Rows = [
        ["防汛物资情况表"],
        ["填报单位：甲镇", None, "2024年1—9月"],
        ["物资名称", "发电机", "编织袋"],
        ["计量单位", "台", "条"],
        ["上级调入", None, None],
        ["期末结存", None, None],
    ]
    given = fact("发电机 / 上级调入", "台", "1", "2024-09-30", form="区级物资调拨单汇总（2024年1—9月）")
    assert values(read(rows, given, on=date(2024, 10, 8)), "B5", "B6") == [1, None]
