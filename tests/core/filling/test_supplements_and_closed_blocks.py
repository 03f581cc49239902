"""Changes told in figures and in hundredths, licences, halves of a year, closed blocks, and what is added below."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.whole_beside import whole_of
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]


@pytest.mark.parametrize(
    ("now", "before", "change", "rate", "note"),
    [
        ("本期", "上年同期", "增减", "增减（%）", "增减=本期-上年同期；增减（%）=增减÷上年同期×100"),
        ("本期数", "上年同期数", "增减", "增减%", "增减=本期数-上年同期数；增减%=增减÷上年同期数×100%"),
        ("本年", "上年", "增减", "增减(%)", "增减=本年-上年"),
        ("本年数", "上年数", "增减", "增减（％）", "增减=本年数-上年数；增减（％）=增减/上年数×100%"),
    ],
)
def test_the_relation_of_a_difference_tells_nothing_of_the_hundredths_beside_it(
    now: str, before: str, change: str, rate: str, note: str
) -> None:
    rows: Rows = [
        ["河道采砂管理表"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标", "计量单位", now, before, change, rate],
        ["查获违法采砂", "处", None, None, None, None],
        [f"说明：{note}。"],
    ]
    given = [
        fact("查获违法采砂", "处", "45", "2025-12-31", form="采砂执法年统计（2025年）"),
        fact("查获违法采砂", "处", "50", "2024-12-31", form="采砂执法年统计（2024年）"),
    ]
    cells = read(rows, *given, on=date(2026, 1, 20))
    assert values(cells, "E4", "F4") == [-5, -10]
    told = f"{change}={now}-{before}"
    assert [told in (check.relation for check in cells[cell].checks) for cell in ("E4", "F4")] == [True, False]


@pytest.mark.parametrize(
    "held", ["持有效许可证户数", "持有效许可（登记）证户数", "持证户数", "持有有效登记证户数", "持经营许可证户数"]
)
@pytest.mark.parametrize("asked", ["季末持证在有效期内", "季末持证有效", "季末持证", "季末许可证在有效期内"])
def test_a_licence_may_be_said_to_be_held_in_many_ways(asked: str, held: str) -> None:
    rows: Rows = [
        ["小旅馆变动情况季报"],
        ["填报单位：甲镇", None, None, "2026年2季度"],
        ["主体类别", "季初实有", "本季增加", "本季减少", "季末实有", f"其中：{asked}"],
        ["家庭旅馆", None, None, None, None, None],
        ["商务旅馆", None, None, None, None, None],
        ["计量单位：户"],
    ]
    given = [fact(f"家庭旅馆 {held}", "户", "24", "2026-06-30", form="主体登记导出（2026年6月30日）")]
    cells = read(rows, *given, on=date(2026, 7, 9))
    assert values(cells, "E4", "F4") == [None, 24]


def test_who_holds_a_licence_goes_on_from_no_count_of_all() -> None:
    rows: Rows = [
        ["食品作坊变动情况季报"],
        ["填报单位：甲镇", None, None, "2026年2季度"],
        ["主体类别", "季初实有", "本季增加", "本季减少", "季末实有", "其中：季末持证有效"],
        ["食品小作坊", None, None, None, None, None],
        ["审核关系：季末实有=季初实有+本季增加-本季减少。"],
        ["计量单位：户"],
    ]
    given = [
        fact("食品小作坊 持有效登记证户数", "户", "24", "2026-06-30", form="主体登记导出（2026年6月30日）"),
        fact("食品小作坊 注销", "户", "1", "2026-06-30", form="变动登记簿（二季度）"),
        fact("食品小作坊 新开办", "户", "2", "2026-06-30", form="变动登记簿（二季度）"),
        fact("食品小作坊 / 季末实有", "户", "24", "2026-03-31", form="食品作坊变动情况季报（2026年一季度）"),
    ]
    cells = read(rows, *given, on=date(2026, 7, 9))
    assert values(cells, "B4", "C4", "D4", "E4") == [24, 2, 1, 25]


@pytest.mark.parametrize("came", ["新开办", "新开业", "开业", "新注册", "新开设"])
@pytest.mark.parametrize("went", ["注销", "歇业", "关闭"])
def test_shops_come_when_they_open_and_go_when_they_close(came: str, went: str) -> None:
    rows: Rows = [
        ["茶馆变动情况季报"],
        ["填报单位：甲镇", None, None, "2026年2季度"],
        ["主体类别", "计量单位", "季初实有", "本季增加", "本季减少", "季末实有"],
        ["社区茶馆", "户", None, None, None, None],
        ["集镇茶馆", "户", None, None, None, None],
    ]
    given = [
        fact(f"社区茶馆 {came}", "户", "7", "2026-06-30", form="变动登记簿（二季度）"),
        fact(f"社区茶馆 {went}", "户", "3", "2026-06-30", form="变动登记簿（二季度）"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 9)), "D4", "E4") == [7, 3]


def test_a_year_is_its_two_halves() -> None:
    rows: Rows = [
        ["农村厕所建设半年报"],
        ["填报单位：甲镇", None, "2025年下半年"],
        ["指标", "单位", "下半年", "全年"],
        ["新建公厕", "座", None, None],
    ]
    given = [
        fact("下半年新建公厕", "座", "3", "2025-12-31", of="11", form="各村台账（2025年7-12月）"),
        fact("下半年新建公厕", "座", "4", "2025-12-31", of="12", form="各村台账（2025年7-12月）"),
        fact("新建公厕 / 上半年", "座", "5", "2025-06-30", form="农村厕所建设半年报（2025年上半年）"),
    ]
    cells = read(rows, *given, on=date(2026, 1, 9))
    assert values(cells, "C4", "D4") == [7, 12]


def test_two_papers_that_tell_nearly_as_much_of_what_a_cell_may_mean_leave_it_open() -> None:
    rows: Rows = [
        ["农村自建房排查情况表"],
        ["填报单位：甲镇", None, "2025年下半年"],
        ["指标", "单位", "下半年"],
        ["排查巡查", "次", None],
    ]
    one = fact("下半年巡查记录数（次）", "次", "71", "2025-12-31", form="自建房排查系统导出（2025年12月31日）")
    other = fact("自建房安全巡查次数（下半年）", "次", "64", "2025-12-31", form="村镇台账（2025年下半年）")
    assert values(read(rows, one, other, on=date(2026, 1, 9)), "C4") == [None]


@pytest.mark.parametrize("dash", ["—", "——", "-", "×"])
def test_a_closed_block_beside_the_headings_stretches_none_of_them(dash: str) -> None:
    rows: Rows = [
        ["文化场馆情况表"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["设施", "计量单位", "文化站", "图书馆", dash],
        ["馆舍面积", "平方米", None, None, None],
        ["座位", "个", None, None, None],
        ["说明：以年末数填报。"],
    ]
    cells = read(rows, on=date(2026, 1, 20), merged=("E3:F5",))
    assert {cell: one.slot.path for cell, one in cells.items()} == {
        "C4": ("文化站",), "D4": ("图书馆",), "C5": ("文化站",), "D5": ("图书馆",),
    }  # fmt: skip


@pytest.mark.parametrize(
    "total", ["合计为各类场馆之和", "合计是各类场馆之和", "合计等于各类场馆之和", "合计=各类场馆之和"]
)
def test_a_total_of_columns_that_a_note_tells_is_added_up(total: str) -> None:
    rows: Rows = [
        ["文化场馆情况表"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["设施", "计量单位", "合计", "文化站", "图书馆"],
        ["馆舍面积", "平方米", None, None, None],
        [f"说明：1.以年末数填报。2.{total}。"],
    ]
    given = [
        fact("文化站 / 馆舍面积", "平方米", "400", "2025-12-31", form="文化场馆统计（2025年）"),
        fact("图书馆 / 馆舍面积", "平方米", "650", "2025-12-31", form="文化场馆统计（2025年）"),
    ]
    assert values(read(rows, *given, on=date(2026, 1, 20)), "C4", "D4", "E4") == [1050, 400, 650]


@pytest.mark.parametrize(
    "note",
    [
        "本表统计时点为2025年9月1日，毕业生数为2024年9月1日至2025年8月31日。",
        "1.毕业生数指2024年9月1日—2025年8月31日毕业人数；2.其余为9月1日时点数。",
        "毕业生数为2024年9月至2025年8月数。",
        "毕业生数按2024年9月1日到2025年8月31日期间统计。",
    ],
)
def test_a_note_tells_from_what_day_to_what_day_a_column_counts(note: str) -> None:
    rows: Rows = [
        ["职业学校情况表"],
        ["填报单位：甲镇", None, "2025/2026学年初"],
        ["学校类别", "计量单位", "毕业生数", "招生数"],
        ["中等职业学校", "人", None, None],
        ["技工学校", "人", None, None],
        [f"填表说明：{note}"],
    ]
    given = [fact("技工学校毕业生", "人", "312", "2025-08-31", form="毕业生登记汇总（2024/2025学年）")]
    assert values(read(rows, *given, on=date(2025, 9, 20)), "C5") == [312]


@pytest.mark.parametrize("heading", ["本年完成", "本年实际", "本年实绩", "本年"])
def test_last_years_column_takes_what_the_last_issue_told_under_another_heading(heading: str) -> None:
    rows: Rows = [
        ["水利工程建设季报"],
        ["填报单位：甲镇", None, None, "2026年二季度"],
        ["指标", "计量单位", heading, None, "上年同期1—本季"],
        [None, None, "本季", "1—本季", None],
        ["新修渠道", "公里", None, None, None],
        ["期末在建泵站", "座", "—", None, None],
    ]
    own = "水利工程建设季报（2025年二季度）"
    given = [
        fact(f"新修渠道 / {heading} / 1—本季", "公里", "19", "2025-06-30", form=own),
        fact(f"新修渠道 / {heading} / 本季", "公里", "11", "2025-06-30", form=own),
        fact(f"期末在建泵站 / {heading} / 1—本季", "座", "6", "2025-06-30", form=own),
    ]
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:E4")
    assert values(read(rows, *given, on=date(2026, 7, 9), merged=merged), "D5", "E5", "E6") == [None, 19, 6]


@pytest.mark.parametrize("told", ["通自来水的行政村", "通自来水行政村数", "通自来水的村", "通自来水村数"])
def test_a_part_of_the_administrative_villages_may_be_called_villages(told: str) -> None:
    rows: Rows = [
        ["农村供水情况汇总表"],
        ["填报单位：甲镇", None, "2026年上半年"],
        ["单位", "行政村", None],
        [None, "个数", "其中：通自来水"],
        ["计量单位", "个", "个"],
        ["甲镇", None, None],
    ]
    given = [fact(told, "个", "14", "2026-06-30", form="农村供水半年报（2026年上半年）")]
    merged = ("A3:A4", "B3:C3")
    assert values(read(rows, *given, on=date(2026, 7, 9), merged=merged), "B6", "C6") == [None, 14]


@pytest.mark.parametrize(
    ("left", "own", "whole"),
    [
        (["人数", "户数", "村名"], 2, []),
        (["户数", "村组"], 1, []),
        (["人数", "社区"], 1, []),
        (["人次", "场次", "单位名称"], 2, []),
        (["在园幼儿", "班数"], 0, ["在园幼儿"]),
    ],
)
def test_beside_what_only_tells_how_one_counts_a_part_is_of_the_heading_over_both(
    left: list[str], own: int, whole: list[str]
) -> None:
    assert whole_of(left, own) == whole


@pytest.mark.parametrize("begins", ["附报：文化队伍", "补充资料：文化队伍", "附报指标：文化队伍", "附报"])
def test_what_is_added_below_goes_on_in_its_table_without_the_tables_headings(begins: str) -> None:
    rows: Rows = [
        ["群众文化活动季报"],
        ["填报单位：甲镇", None, None, "2026年三季度"],
        ["指标", "计量单位", "代码", "本季", "1—本季累计"],
        [None, None, None, "举办活动", "举办活动"],
        ["文艺演出", "场", "01", None, None],
        ["展览", "场", "02", None, None],
        [begins, None, None, None, None],
        ["文艺团队", "个", "03", None, "—"],
        ["其中：老年团队", "个", "04", None, "—"],
    ]
    given = [
        fact("文艺团队总数", "个", "21", "2026-05-31", form="文化队伍名册（2026年）"),
        fact("文艺团队总数 / 老年团队", "个", "6", "2026-05-31", form="文化队伍名册（2026年）"),
    ]
    merged = ("A3:A4", "B3:B4", "C3:C4", "A7:E7")
    assert values(read(rows, *given, on=date(2026, 10, 9), merged=merged), "D8", "D9") == [21, 6]


@pytest.mark.parametrize(
    ("asked", "told", "unit"),
    [
        ("登记养犬", "登记犬只数", "只"),
        ("发现事故隐患", "排查隐患数", "处"),
        ("应建预防接种证儿童", "预防接种证应建人数", "人"),
        ("建档立卡总人数", "信息采集建档立卡人数", "人"),
        ("卫生院职工", "乡镇卫生院职工", "人"),
    ],
)
def test_what_a_word_says_already_need_not_be_said(asked: str, told: str, unit: str) -> None:
    rows: Rows = [
        ["基本情况年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标", "计量单位", "本年"],
        [asked, unit, None],
    ]
    given = [fact(told, unit, "64", "2025-12-31", form="统计台账（2025年）")]
    assert values(read(rows, *given, on=date(2026, 1, 9)), "C4") == [64]
