"""Which heading an earlier answer's words belong to: units, blocks side by side, times beside a heading."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

VILLAGES = Places(
    [
        Place("1", "甲镇", "镇", ""),
        Place("11", "东河村", "村", "1"),
        Place("12", "西河村", "村", "1"),
        Place("13", "南山村", "村", "1"),
    ]
)
LAMPS = [
    fact("太阳能路灯", "盏", count, "2026-06-30", of=of, form="照明设施台账")
    for of, count in (("11", "12"), ("12", "30"), ("13", "8"))
]


def test_a_heading_over_units_that_says_no_more_than_that_is_not_asked_for() -> None:
    for head in ("按村分", "各行政村", "其中：所辖村（社区）", "分 村 情 况"):
        rows: list[list[object]] = [
            ["乡村照明情况表"],
            ["填报单位：甲镇", None, "2026年6月"],
            ["指标", "单位", "合计", head, head, head],
            [None, None, None, "东河", "西河", "南山"],
            ["太阳能路灯", "盏", None, None, None, None],
        ]
        cells = read(rows, *LAMPS, on=date(2026, 7, 3), places=VILLAGES)
        assert values(cells, "C5", "D5", "E5", "F5") == [50, 12, 30, 8], head


def test_a_line_that_says_that_units_stand_below_it_asks_of_nobody() -> None:
    rows: list[list[object]] = [
        ["乡村照明情况表"],
        ["填报单位：甲镇", None, "2026年6月"],
        ["村名", "太阳能路灯（盏）", "高杆灯（座）"],
        ["合计", None, None],
        ["按村分", None, None],
        ["东河村", None, None],
        ["西河村", None, None],
        ["南山村", None, None],
    ]
    cells = read(rows, *LAMPS, on=date(2026, 7, 3), places=VILLAGES)
    assert values(cells, "B4", "B5", "B6", "B8") == [50, None, 12, 8]


def test_what_only_says_that_lines_are_units_may_stand_beside_them() -> None:
    rows: list[list[object]] = [
        ["乡村照明情况表"],
        ["填报单位：甲镇", None, "2026年6月"],
        ["单位名称", None, "太阳能路灯（盏）", "高杆灯（座）"],
        ["合计", None, None, None],
        ["各村", "东河村", None, None],
        [None, "西河村", None, None],
        [None, "南山村", None, None],
    ]
    cells = read(rows, *LAMPS, on=date(2026, 7, 3), places=VILLAGES, merged=("A3:B3", "A4:B4", "A5:A7"))
    assert values(cells, "C4", "C5", "C6", "C7") == [50, 12, 30, 8]


def test_a_note_may_call_its_numbers_those_of_lines() -> None:
    rows: list[list[object]] = [
        ["渡口基本情况表"],
        ["填报单位：甲镇", None, None, "2026年第二季度"],
        ["指标", "单位", "代码", "数量"],
        ["渡口", "处", "1", None],
        ["渡船", "艘", "2", None],
        ["渡工", "人", "3", None],
        ["说明：代码1—3为季末数。"],
    ]
    told = [
        fact("渡口", "处", "4", "2026-03-31", form="渡口台账"),
        fact("渡船", "艘", "6", "2026-06-30", form="渡船台账"),
    ]
    assert values(read(rows, *told, on=date(2026, 7, 3)), "D4", "D5") == [None, 6]


def test_headings_side_by_side_over_two_blocks_are_over_their_lines() -> None:
    rows: list[list[object]] = [
        ["合作社资金情况表"],
        ["填报单位：甲镇", None, None, "2025年度  单位：元"],
        ["来　　源", None, "去　　向", None],
        ["项目", "年初数", "项目", "年初数"],
        ["周转金", None, "垫付款", None],
        ["股金", None, "农资款", None],
    ]
    last = "合作社资金情况表（2024年度）"
    given = [
        fact("来源 / 周转金 / 年末数", "元", "5200", "2024-12-31", form=last),
        fact("去向 / 垫付款 / 年末数", "元", "800", "2024-12-31", form=last),
        fact("去向 / 农资款 / 年末数", "元", "310", "2024-12-31", form=last),
    ]
    cells = read(rows, *given, on=date(2026, 1, 20), merged=("A3:B3", "C3:D3"))
    assert values(cells, "B5", "D5", "D6", "B6") == [5200, 800, 310, None]


def test_a_table_that_goes_on_is_named_after_the_colon() -> None:
    rows: list[list[object]] = [
        ["渔政执法情况季报"],
        ["填报单位：甲镇", None, None, "2026年第二季度"],
        ["指标", "单位", "本季", "上季"],
        ["巡航里程", "公里", None, None],
        ["续表：增殖放流"],
        ["指标", "单位", "本季", "上季"],
        ["放流苗种", "万尾", None, None],
    ]
    given = fact("增殖放流 / 放流苗种 / 本季", "万尾", "3.2", "2026-03-31", form="渔政执法情况季报（2026年第一季度）")
    assert values(read(rows, given, on=date(2026, 7, 3)), "C7", "D7") == [None, given.number]


def test_a_column_of_an_earlier_time_is_under_the_heading_of_the_same_times_beside_it() -> None:
    rows: list[list[object]] = [
        ["驿站服务情况月报"],
        ["填报单位：甲镇", None, None, "2026年6月"],
        ["事项", "单位", "接待量", "接待量", "上年1—本月累计", "增减%"],
        [None, None, "本月", "1—本月累计", None, None],
        ["骑行歇脚", "人次", None, None, None, None],
        ["说明：增减%=（1—本月累计-上年1—本月累计）÷上年1—本月累计×100%，保留一位小数。"],
    ]
    given = [
        fact("骑行歇脚 / 接待量 / 1—本月累计", "人次", "300", "2025-06-30", form="驿站服务情况月报（2025年6月）"),
        fact("骑行歇脚 / 接待量 / 1—本月累计", "人次", "361", "2026-05-31", form="驿站服务情况月报（2026年5月）"),
        fact("骑行歇脚 / 接待量 / 本月", "人次", "52", "2025-06-30", form="驿站服务情况月报（2025年6月）"),
        fact("骑行歇脚 / 本月接待量", "人次", "40", "2026-06-30", form="驿站登记（2026年6月）"),
    ]
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4")
    cells = read(rows, *given, on=date(2026, 7, 3), merged=merged)
    assert values(cells, "C5", "D5", "E5") == [40, 401, 300]
    assert float(cells["F5"].verdict.value or 0) == 33.7


def test_a_column_that_says_how_many_counts_in_that_measure() -> None:
    rows: list[list[object]] = [
        ["村文艺队伍登记表"],
        ["填报单位：甲镇", None, "2025年"],
        ["二、年末队伍"],
        ["类别", "支数", "人数"],
        ["锣鼓队", None, None],
        ["龙灯队", None, None],
    ]
    told = {"form": "文艺队伍台账（2025年末）"}
    given = [
        fact("锣鼓队 / 队伍数", "支", "3", "2025-12-31", **told),
        fact("锣鼓队 / 队员人数", "人", "46", "2025-12-31", **told),
        fact("龙灯队 / 队员人数", "人", "31", "2025-12-31", **told),
    ]
    assert values(read(rows, *given, on=date(2026, 1, 20)), "B5", "C5", "B6", "C6") == [3, 46, None, 31]


def test_a_label_in_a_measure_of_its_own_keeps_it_below_a_number_of_people() -> None:
    rows: list[list[object]] = [
        ["助浴服务登记表"],
        ["填报单位：甲镇", None, "2025年"],
        ["类别", "人数"],
        ["助浴员", None],
        ["全年上门助浴（人次）", None],
    ]
    given = fact("上门助浴", "人次", "210", "2025-12-31", form="助浴服务年报（2025年）")
    assert values(read(rows, given, on=date(2026, 1, 20)), "B5") == [210]


def test_a_day_in_brackets_is_when_and_no_word() -> None:
    rows: list[list[object]] = [
        ["护林情况季报"],
        ["填报单位：甲镇", None, "2026年第二季度"],
        ["指标", "单位", "本季末"],
        ["护林员", "人", None],
        ["瞭望塔", "座", None],
        ["护林犬", "只", None],
    ]
    given = [
        fact("护林员（6月30日）", "人", "18", "2026-06-30", form="护林员管理平台（2026年二季度）"),
        fact("瞭望塔（3月31日）", "座", "4", "2026-06-30", form="护林设施台账（2026年二季度）"),
        fact("护林犬（6月30日前）", "只", "2", "2026-06-30", form="护林设施台账（2026年二季度）"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "C4", "C5", "C6") == [18, None, None]


def test_a_thing_called_by_what_is_done_with_it_is_there() -> None:
    rows: list[list[object]] = [
        ["畜禽防疫接种情况表"],
        ["填报单位：甲镇", None, "截至2026年6月30日"],
        ["指标", "单位", "数量"],
        ["狂犬病接种门诊", "个", None],
        ["狂犬病接种", "剂次", None],
    ]
    given = [
        fact("狂犬病接种门诊", "个", "3", "2026-03-31", form="动物诊疗台账"),
        fact("狂犬病接种", "剂次", "90", "2026-03-31", form="动物诊疗月报（3月）"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "C4", "C5") == [3, None]


def test_a_paper_on_registered_households_tells_of_the_registered() -> None:
    rows: list[list[object]] = [
        ["村情调查表"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标", "单位", "年末"],
        ["户籍户数", "户", None],
        ["户籍人口", "人", None],
        ["其中：男", "人", None],
        ["常住人口", "人", None],
    ]
    told = {"form": "户口统计年报（2025年度）"}
    given = [
        fact("年末总户数", "户", "512", "2025-12-31", **told),
        fact("年末总人口 / 合计", "人", "1630", "2025-12-31", **told),
        fact("年末总人口 / 男", "人", "842", "2025-12-31", **told),
    ]
    assert values(read(rows, *given, on=date(2026, 1, 20)), "C4", "C5", "C6", "C7") == [512, 1630, 842, None]


def test_a_paper_on_the_registered_and_no_more_tells_of_all_of_them() -> None:
    rows: list[list[object]] = [
        ["社区居民调查表"],
        ["填报单位：甲镇", None, "截至2026年6月30日"],
        ["指标", "单位", "数量"],
        ["户籍人口", "人", None],
        ["其中：女", "人", None],
        ["常住人口", "人", None],
    ]
    given = [
        fact("合计", "人", "4120", "2026-06-30", form="户籍人口年龄构成"),
        fact("合计 / 女", "人", "2054", "2026-06-30", form="户籍人口年龄构成"),
        fact("合计", "人", "61", "2026-06-30", form="户籍人口迁入登记"),
        fact("合计", "人", "3900", "2026-06-30", form="常住人口老龄化分析"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "C4", "C5", "C6") == [4120, 2054, None]


def test_between_what_there_was_and_what_there_is_a_column_of_the_time_tells_what_came() -> None:
    rows: list[list[object]] = [
        ["帮教安置人员季报"],
        ["填报单位：甲镇", None, None, "2026年第二季度"],
        ["类别", "上季末在册", "本季衔接", "本季减少", "本季减少", "本季末在册"],
        [None, None, None, "期满解除", "户籍变更", None],
        ["帮教对象", None, None, None, None, None],
        ["社区矫正对象", None, None, None, None, None],
    ]
    told = {"form": "矫正帮教平台（2026年二季度）"}
    given = [
        fact("帮教对象 / 本季衔接", "人", "3", "2026-06-30", **told),
        fact("帮教对象 / 户籍变更转出", "人", "2", "2026-06-30", **told),
        fact("帮教对象 / 期满解除", "人", "4", "2026-06-30", **told),
        fact("社区矫正对象 / 本季衔接", "人", "6", "2026-05-31", form="矫正帮教平台（2026年5月）"),
    ]
    merged = ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4")
    cells = read(rows, *given, on=date(2026, 7, 3), merged=merged)
    assert {cells[name].asked.kind for name in ("C5", "D5", "E5", "C6")} == {"flow"}
    assert values(cells, "C5", "D5", "E5", "F5", "C6") == [3, 4, 2, None, None]
