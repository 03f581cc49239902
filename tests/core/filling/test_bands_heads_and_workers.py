"""Bands that say of what they are, months below a year's title, who works in firms, things of one village."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 6, 10)
Rows = list[list[object]]


def form(*lines: tuple[str, str], title: str = "基本情况表", period: str = "2023年") -> Rows:
    rows: Rows = [[title], ["填报单位：甲镇", None, period], ["指标名称", "计量单位", "数量"]]
    return [*rows, *([label, unit, None] for label, unit in lines)]


def test_a_band_need_not_say_of_what_it_is() -> None:
    rows = form(("捕捞渔船", "艘"), ("  其中：船长24米以上", "艘"), ("        船长12米以下", "艘"))
    given = [
        fact("捕捞渔船 / 24米以上", "艘", "41", "2023-12-31", form="渔船系统"),
        fact("养殖渔船 / 12米以下", "艘", "9", "2023-12-31", form="渔船系统"),
    ]
    assert values(read(rows, *given, on=date(2024, 1, 20)), "C5", "C6") == [41, None]


def test_months_alone_below_a_title_with_its_year_are_the_forms_time() -> None:
    rows: Rows = [["2024年春季检疫情况表"], ["填报单位：甲镇"], ["（2024年3—5月）"], ["指标名称", "计量单位", "数量"]]
    rows += [["检疫次数", "次", None]]
    given = [
        fact("检疫次数", "次", "70", "2024-05-31", form="检疫台账（2024年3—5月）"),
        fact("检疫次数", "次", "90", "2024-05-31", form="检疫台账（2024年1—5月）"),
    ]
    assert values(read(rows, *given, on=ON), "C5") == [70]


def test_a_month_of_printing_does_not_narrow_a_years_form() -> None:
    rows: Rows = [["2023年牛强制免疫情况表"], ["填报单位：甲镇"], ["2023年12月"], ["种类", "计量单位", "实免数量"]]
    rows += [["牛", "头", None]]
    given = fact("牛 / 实免数量", "头", "170", "2023-12-31", form="免疫台账（2023年）")
    assert values(read(rows, given, on=date(2024, 1, 10)), "C5") == [170]


def test_who_works_in_firms_is_told_by_what_these_do() -> None:
    rows = form(("邮政快递从业人员", "人"), ("其中：快递企业", "人"), ("快递企业", "家"))
    given = [
        fact("快递企业从业人员合计", "人", "347", "2023-12-31", form="快递从业人员登记册"),
        fact("快递企业", "家", "12", "2023-12-31", form="快递企业名录"),
    ]
    assert values(read(rows, *given, on=date(2024, 1, 20)), "C5", "C6") == [347, 12]


def test_a_villages_own_are_told_by_itself_without_its_level() -> None:
    rows: Rows = [
        ["妇联情况表"],
        ["填报单位：甲镇", "2023年"],
        ["村名", "村级妇联执委人数（人）"],
        ["东村", None],
        ["西村", None],
    ]
    given = [
        fact("妇联执委人数", "人", "17", "2023-12-31", of="11", form="妇联年报（2023年）"),
        fact("妇联执委中专职人数", "人", "3", "2023-12-31", of="12", form="妇联年报（2023年）"),
    ]
    assert values(read(rows, *given, on=date(2024, 1, 20)), "B4", "B5") == [17, None]


def test_heat_is_delivered_in_a_time_and_pipes_lie_there() -> None:
    rows = form(("供热总量", "万吉焦"), ("天然气供气总量", "万立方米"), ("供气管网", "公里"), period="2024年1—5月")
    given = [
        fact("供热量合计（1-5月）", "吉焦", "1384000", "2024-05-31", form="供热月报"),
        fact("天然气供气总量（1-5月）", "立方米", "18640000", "2024-05-31", form="燃气月报"),
        fact("供气管网长度", "公里", "268", "2024-05-31", form="燃气月报"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5", "C6") == [Fraction(1384, 10), 1864, 268]
