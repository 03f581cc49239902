"""其中 beside its whole, sums of columns, levels that stand further out, systems' quarters, who is insured or draws."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.lexicon import wording
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
JULY, JANUARY = date(2025, 7, 4), date(2025, 1, 10)


@pytest.mark.parametrize(
    ("whole", "first", "second", "part", "register"),
    [
        ("在册职工（人）", "男", "女", "退伍军人", "职工花名册"),
        ("社区矫正对象（人）", "男性", "女性", "缓刑", "矫正对象名册"),
        ("志愿者（人）", "男", "女", "党员", "志愿者名册"),
        ("残疾人（人）", "16岁以下", "16岁及以上", "肢体", "残疾人台账"),
        ("老年人（人）", "60—79岁", "80岁及以上", "独居", "老年人台账"),
    ],
)
def test_among_behind_the_sexes_or_ages_are_parts_of_what_these_part(
    whole: str, first: str, second: str, part: str, register: str
) -> None:
    rows: Rows = [
        ["基本情况统计表"],
        ["填报单位：甲镇        2024年末"],
        ["村", whole, None, None, None, None],
        [None, "合计", first, second, "其中", None],
        [None, None, None, None, part, "少数民族"],
        ["东村", *[None] * 5],
        ["西村", *[None] * 5],
    ]
    thing = whole.removesuffix("（人）")
    given = [fact(f"{thing} / {part}", "人", "7", "2024-12-31", of="11", form=register)]
    merged = ("A3:A5", "B3:F3", "B4:B5", "C4:C5", "D4:D5", "E4:F4")
    assert values(read(rows, *given, on=JANUARY, merged=merged), "E6") == [7]


def test_among_behind_people_at_a_quarters_end_asks_for_that_day() -> None:
    rows: Rows = [
        ["困难群众救助季报"],
        ["填报单位：甲镇        2025年2季度"],
        ["村", "最低生活保障", None, None, None],
        [None, "季末户数", "季末人数", "其中", None],
        [None, None, None, "老年人", "残疾人"],
        ["东村", *[None] * 4],
        ["西村", *[None] * 4],
    ]
    merged = ("A3:A5", "B3:E3", "B4:B5", "C4:C5", "D4:E4")
    told = fact("低保人数 / 残疾人", "人", "5", "2025-05-31", of="11", form="低保系统汇总")
    now = fact("低保人数 / 残疾人", "人", "6", "2025-06-30", of="12", form="低保系统汇总")
    assert values(read(rows, told, now, on=JULY, merged=merged), "E6", "E7") == [None, 6]


@pytest.mark.parametrize("section", ["二、队伍情况（人）", "工作人员情况（人）", "附：人员（单位：人）"])
def test_a_sections_unit_is_that_of_its_one_line_of_labels_and_blanks(section: str) -> None:
    rows: Rows = [
        ["敬老院情况表"],
        ["填报单位：甲镇        2024年末"],
        ["院别", "房间（间）", "床位（张）", "占地面积（亩）"],
        ["东院", None, None, None],
        ["西院", None, None, None],
        [section],
        ["护理员", None, "炊事员", None],
        ["填表说明：本表为年末数。"],
    ]
    cells = read(rows, on=JANUARY, merged=("A6:D6",))
    units = [cells[name].asked.measure for name in ("B7", "D7")]
    assert [unit.name for unit in units if unit] == ["人", "人"]


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("合计栏=一级+二级+三级", "C4"),
        ("合计列=一级+二级+三级", "C4"),
        ("平衡关系：合计栏=一级栏+二级栏+三级栏", "C4"),
        ("2.合计列=一级列+二级列+三级列。", "C4"),
        ("小计栏不填；合计栏=一级+二级+三级", "C4"),
    ],
)
def test_a_sum_of_columns_may_call_them_columns(note: str, asked: str) -> None:
    rows: Rows = [
        ["景区等级统计表"],
        ["填报单位：甲镇        2024年末"],
        ["类别", "合计", "一级", "二级", "三级"],
        ["林场（个）", *[None] * 4],
        ["渔场（个）", *[None] * 4],
        [f"填表说明：{note}"],
    ]
    given = [fact(f"林场 / {of}", "个", n, "2024-12-31") for of, n in (("合计", "9"), ("二级", "4"), ("三级", "2"))]
    assert values(read(rows, *given, on=JANUARY), asked) == [3]


@pytest.mark.parametrize(
    ("title", "kind", "told"),
    [
        ("残疾人分类情况统计表", "其中：女性", "残疾人总数 / 女"),
        ("持证残疾人情况年报", "其中：0—17岁", "持证残疾人数 / 0-17岁"),
        ("党员队伍情况统计表", "其中：女", "党员总数 / 女"),
        ("退役军人分类统计表", "其中：女性", "退役军人 / 女"),
        ("党员发展情况统计表", "其中：35岁及以下", "党员总数 / 35岁及以下"),
    ],
)
def test_women_and_ages_of_the_total_line_are_of_whom_the_title_tells(title: str, kind: str, told: str) -> None:
    rows: Rows = [
        [title],
        ["填报单位：甲镇        2024年末"],
        ["类别", "合计（人）", f"{kind}（人）"],
        ["合计", None, None],
        ["第一类", None, None],
        ["第二类", None, None],
    ]
    given = fact(told, "人", "12", "2024-12-31", form="人员信息系统")
    assert values(read(rows, given, on=JANUARY), "C4") == [12]


@pytest.mark.parametrize(
    ("indent", "section"), [("    ", "（一）在校生"), ("  ", "（一）在校生"), ("", "（一）在校生")]
)
def test_a_bracketed_line_further_out_than_women_parts_the_same_whole(indent: str, section: str) -> None:
    rows: Rows = [
        ["参保情况表"],
        ["填报单位：甲镇        2024年末"],
        ["指标", "单位", "代码", "数量"],
        ["一、参保人数", "人", "01", None],
        [f"{indent}其中：女性", "人", "02", None],
        [section, "人", "03", None],
        [f"{indent}其中：住校", "人", "04", None],
        ["（二）新生儿", "人", "05", None],
        [f"{indent}其中：男婴", "人", "06", None],
    ]
    cells = read(rows, on=JANUARY)
    above = [[row.label.strip() for row in cells[name].slot.row.above] for name in ("D6", "D7", "D9")]
    assert above == [["一、参保人数"], ["一、参保人数", section], ["一、参保人数", "（二）新生儿"]]


@pytest.mark.parametrize(
    "paper",
    [
        "就业信息管理系统二季度统计",
        "招聘管理系统2季度统计表",
        "人力资源系统二季度统计报表",
        "公共就业服务系统（2025年二季度）",
        "就业监测系统第二季度报表",
    ],
)
def test_what_a_system_states_of_a_quarter_is_the_quarters_own(paper: str) -> None:
    rows: Rows = [
        ["招聘工作季报"],
        ["填报单位：甲镇", None, "2025年2季度"],
        ["指标", "单位", "本季", "1—本季累计"],
        ["举办招聘会", "场", None, None],
    ]
    before = fact("举办招聘会 / 1—本季累计", "场", "15", "2025-03-31", form="招聘工作季报（2025年1季度）")
    told = fact("招聘会场次", "场", "12", "2025-06-30", form=paper)
    assert values(read(rows, before, told, on=JULY), "C4", "D4") == [12, 27]


def test_who_is_insured_of_medical_care_has_paid() -> None:
    rows: Rows = [
        ["城乡居民医保参保缴费情况表"],
        ["填报单位：甲镇        2024年末"],
        ["指标", "单位", "数量"],
        ["已参保缴费人数", "人", None],
        ["其中：孤儿", "人", None],
    ]
    given = fact("孤儿参保人数", "人", "6", "2024-12-31", form="医疗救助对象参保情况汇总")
    assert values(read(rows, given, on=JANUARY), "C5") == [6]


@pytest.mark.parametrize("label", ["待遇领取人员", "享受待遇人员", "领取待遇人数", "待遇享受人数", "待遇人员"])
def test_who_draws_a_benefit_has_it(label: str) -> None:
    assert wording(label).tokens == {"待遇"}


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("80周岁以上（含）", "80周岁及以上"),
        ("二孩以上（含二孩）", "二孩以上"),
        ("三层（含）以上", "三层以上"),
        ("五人以下（含五人）", "五人以下"),
        ("50平方米以下（含本数）", "50平方米以下"),
    ],
)
def test_a_bracket_says_that_a_band_begins_there(told: str, meant: str) -> None:
    assert wording(told).tokens == wording(meant).tokens


@pytest.mark.parametrize(
    ("all_of_them", "below"),
    [
        ("镇、村两级退役军人服务站", "村（社区）退役军人服务站"),
        ("镇村两级退役军人服务站", "村级退役军人服务站"),
        ("县、乡、村三级退役军人服务站", "村级退役军人服务站"),
        ("街道和社区两级退役军人服务站", "社区级退役军人服务站"),
        ("乡村两级退役军人服务站", "村（居）退役军人服务站"),
    ],
)
def test_what_counts_two_levels_together_is_the_whole(all_of_them: str, below: str) -> None:
    rows: Rows = [
        ["服务保障情况表"],
        ["填报单位：甲镇        2024年末"],
        ["指标", "单位", "数量"],
        ["退役军人服务站", "个", None],
        [f"其中：{below.replace('退役军人', '')}", "个", None],
    ]
    given = [fact(all_of_them, "个", "8", "2024-12-31"), fact(below, "个", "7", "2024-12-31")]
    whole, part = values(read(rows, *given, on=JANUARY), "C4", "C5")
    assert (whole, part in (7, None)) == (8, True)


@pytest.mark.parametrize(("one", "other"), [("计算机", "文化站电脑台数"), ("计算机台数", "文化站计算机")])
def test_two_papers_that_count_computers_otherwise_are_in_conflict(one: str, other: str) -> None:
    rows: Rows = [
        ["文化站设备情况表"],
        ["填报单位：甲镇        2024年末"],
        ["指标", "单位", "数量"],
        ["计算机", "台", None],
    ]
    given = [
        fact(one, "台", "14", "2024-12-31", form="文化站年度统计"),
        fact(other, "台", "16", "2024-12-31", form="固定资产卡片汇总"),
    ]
    assert read(rows, *given, on=JANUARY)["C4"].verdict.status == "conflict"
