"""Sums that are only printed nest lines; answers of another time, or of who should, are none of a cell's."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 2, 10)
Rows = list[list[object]]


def form(*lines: tuple[str, str], notes: str = "", title: str = "设施基本情况表", period: str = "2024年") -> Rows:
    rows: Rows = [[title], ["填报单位：甲镇", None, None, period], ["指标名称", "代码", "计量单位", "本年"]]
    rows += [[label, f"{n + 1:02d}", unit, None] for n, (label, unit) in enumerate(lines)]
    return [*rows, [notes]]


def test_a_printed_sum_tells_of_what_its_lines_are_parts() -> None:
    lines = (("高效节水灌溉面积", "公顷"), ("喷灌", "公顷"), ("微灌", "公顷"))
    given = [
        fact("高效节水灌溉 / 喷灌面积", "公顷", "7", "2024-12-31", form="水利年报（2024年）"),
        fact("高效节水灌溉 / 微灌面积", "公顷", "5", "2024-12-31", form="水利年报（2024年）"),
    ]
    printed = read(form(*lines, notes="审核关系：01=02+03。"), *given, on=ON)
    assert values(printed, "D4", "D5", "D6") == [12, 7, 5]
    apart = read(form(*lines), *given, on=ON)
    assert values(apart, "D5", "D6") == [None, None]


def test_what_a_printed_sum_does_not_say_is_another_figure() -> None:
    lines = (("高效节水灌溉面积", "公顷"), ("喷灌", "公顷"), ("微灌", "公顷"))
    given = [fact("新增高效节水灌溉 / 喷灌面积", "公顷", "7", "2024-12-31", form="水利年报（2024年）")]
    assert values(read(form(*lines, notes="审核关系：01=02+03。"), *given, on=ON), "D5") == [None]


def test_an_answer_of_last_year_is_no_other_lines_that_asks_of_now() -> None:
    """上年度参保人数 in a form on 居民医保 has last year's figure, though 居民医保参保人数 says more."""
    lines = (("居民医保参保人数", "人"), ("上年度参保人数", "人"))
    rows = form(*lines, title="城乡居民医疗保险参保情况表", period="2025年")
    given = [
        fact("居民医保参保人数", "人", "1921", "2025-01-31", form="参保台账（2025年度）"),
        fact("居民医保参保人数", "人", "1958", "2024-12-31", form="参保台账（2024年度）"),
    ]
    assert values(read(rows, *given, on=ON), "D4", "D5") == [1921, 1958]


def test_who_should_is_no_rival_of_who_does() -> None:
    rows = form(("居民医保参保人数", "人"), ("应参保人数", "人"), title="参保情况表", period="2025年")
    given = [
        fact("居民医保参保人数", "人", "1921", "2025-01-31", form="参保台账"),
        fact("居民医保应参保人数", "人", "1990", "2025-01-31", form="征缴明细"),
    ]
    cells = read(rows, *given, on=ON)
    assert (cells["D4"].verdict.status, *values(cells, "D4")) == ("held", 1921)


def test_a_quarter_in_a_form_without_a_year_is_the_one_that_is_just_over() -> None:
    rows: Rows = [["出租房屋情况表"], ["填报单位：甲镇"], ["项目", "数量"], ["四季度注销登记房屋（套）", None]]
    rows += [["一季度新登记房屋（套）", None]]
    given = [
        fact("10-12月注销登记出租房", "套", "24", "2024-12-31", form="出租房屋登记台账"),
        fact("1-3月新登记出租房", "套", "9", "2024-03-31", form="出租房屋登记台账"),
        fact("10-12月新登记出租房", "套", "8", "2024-12-31", form="出租房屋登记台账"),
    ]
    assert values(read(rows, *given, on=ON), "B4", "B5") == [24, None]


def test_water_in_boxes_is_in_store_and_used_water_is_used() -> None:
    rows: Rows = [["社区基本情况表"], ["填报单位：甲镇"], ["项目", "计量单位", "数量"]]
    rows += [["饮用水", "箱", None], ["用水量", "吨", None]]
    given = [
        fact("饮用水", "箱", "300", "2025-01-20", form="物资台账"),
        fact("用水量", "吨", "80", "2025-01-20", form="物资台账"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [300, None]


def test_what_was_watered_does_not_go_on_from_what_can_be() -> None:
    rows = form(("有效灌溉面积", "公顷"))
    given = [
        fact("有效灌溉面积", "公顷", "705", "2023-12-31", form="设施基本情况表（2023年）"),
        fact("农田实灌面积", "公顷", "655", "2024-12-31", form="水利统计年报"),
    ]
    assert values(read(rows, *given, on=ON), "D4") == [None]


def test_what_is_really_watered_is_not_what_can_be() -> None:
    rows = form(("耕地灌溉面积", "公顷"), ("其中：当年实际灌溉面积", "公顷"))
    given = [
        fact("年末耕地灌溉面积", "公顷", "420", "2024-12-31", form="农业年报（2024年）"),
        fact("当年实灌面积（耕地）", "公顷", "378", "2024-12-31", form="灌溉总结（2024年）"),
    ]
    assert values(read(rows, *given, on=ON), "D4", "D5") == [420, 378]
