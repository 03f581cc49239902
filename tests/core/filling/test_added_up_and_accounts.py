"""Notes that all is added up, money that comes and goes, topics over times, and parts that are no name of a whole."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]


def months_form(note: str, lines: list[tuple[str, str]]) -> Rows:
    return [
        ["汛情损失统计表"],
        ["填报单位：甲镇", None, "2026年1—8月"],
        ["指标", "计量单位", "数量"],
        *([name, unit, None] for name, unit in lines),
        [f"填表说明：{note}"],
    ]


@pytest.mark.parametrize(
    "note",
    [
        "本表填报年初至报告期末的累计数，按核定数填列。",
        "本表各项均为自年初累计数。",
        "各项指标均为1月至报告期末累计发生数；本表于月后5日报送。",
        "1．本表数据为本年累计数。2．损失按核定数填。",
        "除蓄水量为期末数外，均为年初至本月底累计数。",
    ],
)
def test_where_notes_say_that_all_is_added_up_a_months_figure_fills_nothing(note: str) -> None:
    lines = [("毁坏渠道", "米"), ("轻微受损农房", "间")]
    given = [
        fact("毁坏渠道", "米", "40", "2026-08-31", form="汛情月报（2026年8月）"),
        fact("轻微受损农房", "间", "9", "2026-08-31", form="汛情月报（2026年8月）"),
        fact("轻微受损农房", "间", "30", "2026-08-31", form="农房核查表（2026年1-8月累计）"),
    ]
    cells = read(months_form(note, lines), *given, on=date(2026, 9, 3))
    assert values(cells, "C4", "C5") == [None, 30]


def test_what_notes_say_is_there_at_the_end_is_not_added_up() -> None:
    note = "除在册塘坝为期末数外，均为年初至报告期末累计数。"
    given = [fact("在册塘坝", "口", "61", "2026-08-31")]
    cells = read(months_form(note, [("在册塘坝", "口")]), *given, on=date(2026, 9, 3))
    assert values(cells, "C4") == [61]


def account(lines: list[str], *, closed: str = "") -> Rows:
    return [
        ["合作社资金往来年报"],
        ["填报单位：甲社", None, "2025年", None, "单位：元"],
        ["项目", "年初数", "本年增加", "本年减少", "年末数"],
        *([name, None, "—" if name == closed else None, "—" if name == closed else None, None] for name in lines),
        ["审核关系：年末数=年初数+本年增加-本年减少"],
    ]


@pytest.mark.parametrize(
    ("line", "came", "went"),
    [
        ("银行存款", "全年收入", "全年支出"),
        ("短期借款", "本年借入", "本年归还"),
        ("应付账款", "本年发生", "本年偿还"),
        ("应收账款", "本年形成", "本年收回"),
        ("风险基金", "本年提取", "本年使用"),
    ],
)
def test_money_comes_and_goes_by_words_of_its_own(line: str, came: str, went: str) -> None:
    given = [
        fact(f"{line} / {came}", "元", "700", "2025-12-31", form="账簿余额表（2025年）"),
        fact(f"{line} / {went}", "元", "450", "2025-12-31", form="账簿余额表（2025年）"),
    ]
    cells = read(account([line]), *given, on=date(2026, 1, 20))
    assert values(cells, "C4", "D4") == [700, 450]


def test_what_was_there_at_first_is_no_total_where_the_form_closes_what_came_and_went() -> None:
    given = [fact("股金 / 年末数", "元", "9000", "2024-12-31", form="合作社资金往来年报（2024年）")]
    cells = read(account(["股金"], closed="股金"), *given, on=date(2026, 1, 20))
    assert values(cells, "B4", "E4") == [9000, None]


@pytest.mark.parametrize(
    "head", ["惠民措施落实情况", "（二）服务开展情况", "工作进展情况", "资金使用和服务情况", "帮扶状况"]
)
def test_a_topic_over_columns_of_times_need_not_be_said(head: str) -> None:
    rows: Rows = [
        ["便民季报"],
        ["填报单位：甲镇", None, "2026年第二季度"],
        ["指标", "单位", head, None],
        [None, None, "本季", "1—本季累计"],
        ["代办证件", "件", None, None],
        ["上门理发", "人次", None, None],
    ]
    given = [
        fact("代办证件（二季度）", "件", "31", "2026-06-30", form="代办台账"),
        fact("上门理发（1-6月累计）", "人次", "88", "2026-06-30", form="理发登记"),
    ]
    cells = read(rows, *given, on=date(2026, 7, 3), merged=("A3:A4", "B3:B4", "C3:D3"))
    assert values(cells, "C5", "D6") == [31, 88]


@pytest.mark.parametrize("done", ["已完成整治", "已整改销号", "整治到位", "已整改", "整改完成"])
def test_what_is_done_to_some_is_no_name_of_all_though_the_title_says_it(done: str) -> None:
    rows: Rows = [
        ["厂房安全排查整治表"],
        ["填报单位：甲镇"],
        ["项目", "单位", "数量"],
        ["存在安全隐患厂房", "栋", None],
        [done + "厂房", "栋", None],
    ]
    given = [
        fact(f"隐患厂房 / {done}", "栋", "7", "2026-06-30", form="厂房排查整治系统"),
        fact("鉴定有隐患厂房 / C级", "栋", "8", "2026-06-30", form="厂房排查整治系统"),
    ]
    cells = read(rows, *given, on=date(2026, 7, 3))
    assert values(cells, "C4", "C5") == [None, 7]


@pytest.mark.parametrize("heading", ["批准农用地转用面积", "征收土地", "建设占用面积", "土地流转", "复垦面积"])
def test_land_to_which_something_was_done_is_not_all_that_there_is(heading: str) -> None:
    rows: Rows = [
        ["土地年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["地类", "单位", "年末面积"],
        ["耕地", "公顷", None],
    ]
    given = [fact(f"{heading} / 其中：耕地", "公顷", "12", "2025-12-31", form="用地台账")]
    assert values(read(rows, *given, on=date(2026, 1, 20)), "C4") == [None]


def test_fallen_and_damaged_houses_are_more_than_the_fallen() -> None:
    rows: Rows = [
        ["灾情表"],
        ["填报单位：甲镇", None, "2026年1—8月"],
        ["项目", "单位", "数量"],
        ["倒损房屋合计", "间", None],
    ]
    given = [fact("倒塌房屋", "间", "4", "2026-08-31", form="核定表（2026年1-8月累计）")]
    assert values(read(rows, *given, on=date(2026, 9, 3)), "C4") == [None]


@pytest.mark.parametrize(
    ("head", "beside"),
    [
        ("单  位", ["本年", "上年", "增减"]),
        ("单位", ["本季", "上年同期", "增减%"]),
        ("计量单位", ["合计", "城镇", "农村"]),
        ("单位", ["今年", "去年"]),
        ("单 位", ["户数", "人数"]),
    ],
)
def test_a_heading_over_villages_and_over_times_beside_their_total_names_no_measure(
    head: str, beside: list[str]
) -> None:
    rows: Rows = [
        ["农机分村表"],
        ["填报单位：甲镇", None, None, "2025年"],
        [head, None, "代码", "年末拥有量"],
        [None, None, None, "打捆机"],
        [None, None, None, "台"],
        *(["合计" if not n else None, name, f"0{n + 1}", None] for n, name in enumerate(beside)),
        ["东村", None, "08", None],
        ["西村", None, "09", None],
    ]
    cells = read(rows, on=date(2026, 1, 20), merged=("A3:B5", "C3:C5"))
    last = 5 + len(beside)
    assert {cells[f"D{row}"].slot.measure for row in range(6, last + 3)} == {"台"}
