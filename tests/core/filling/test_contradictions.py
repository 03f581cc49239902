"""Two papers on one thing: contradictions that are seen, and sums, notes and lines that are read right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from songbang.core.filling.facts import Fact
from songbang.core.filling.printing import printed
from songbang.core.filling.products import product_of
from tests.core.filling.test_judging import fact, filled, form

JULY = date(2024, 7, 10)
ASKED = ("四、查处违法占地建房", "宗", "1", None, None)


def quarterly(until_now: str, quarter: str) -> list[tuple[str, object]]:
    book = form(list(ASKED), period="2024年二季度", columns=("1—本季", "本季"))
    told = [
        fact("查处违法占地建房 / 1—本季", "宗", "5", "2024-03-31", form="基本情况统计表（2024年一季度）"),
        fact("查处违法占地建房（1-6月）", "宗", until_now, "2024-06-30", form="督察通报（1-6月）"),
        fact("查处违法占地建房", "起", quarter, "2024-06-30", form="巡查台账（4-6月）"),
    ]
    return [(c.verdict.status, c.verdict.value) for c in filled(book, *told, on=JULY).cells]


def test_what_adds_up_to_the_year_until_now_gainsays_another_paper_on_it() -> None:
    assert quarterly("15", "7") == [("conflict", None), ("held", 7)]
    assert quarterly("12", "7") == [("held", 12), ("held", 7)]


def villages(first: str, second: str, *, told: str, word: str) -> tuple[str, object]:
    book = form(["保洁员", "人", "1", None], period="2024年")
    own = fact(word, "人", told, "2023-12-31", form="公益性岗位名册")
    below = [fact("保洁员", "人", n, "2023-12-31", of=of) for of, n in (("11", first), ("12", second))]
    verdict = filled(book, own, *below).cells[0].verdict
    return verdict.status, verdict.value


def test_a_sum_of_the_villages_is_doubted_by_what_the_town_tells_in_words_that_come_near() -> None:
    assert villages("12", "11", told="25", word="乡村保洁员")[0] == "conflict"
    assert villages("12", "11", told="23", word="乡村保洁员") == ("derived", 23)


@pytest.mark.parametrize(
    ("label", "told", "status"),
    [("硬化里程", "24.6", "derived"), ("绿化里程", "24.6", "derived"), ("硬化里程", "27.1", "conflict")],
)
def test_of_roads_some_are_hardened_or_planted_and_no_more_than_there_are(label: str, told: str, status: str) -> None:
    book = form(["村道里程", "公里", "1", None], period="2024年")
    own = fact(f"村道 / {label}", "公里", told, "2023-12-31", form="公路数据库年报（2023年）")
    below = [
        fact("村道 / 里程", "公里", n, "2023-12-31", of=of, form="路长制登记表")
        for of, n in (("11", "12.4"), ("12", "13.2"))
    ]
    assert filled(book, own, *below).cells[0].verdict.status == status


def test_the_sum_is_taken_where_the_town_tells_the_same_less_exactly() -> None:
    book = form(["户籍人口", "人", "1", None], period="2024年")
    below = [fact("户籍人口", "人", n, "2023-12-31", of=of) for of, n in (("11", "3101"), ("12", "3092"))]
    own = fact("户籍人口", "万人", "0.62", "2023-12-31", form="镇情手册")
    assert filled(book, own, *below).cells[0].verdict.value == 6193


def earlier(*titles: str) -> list[Fact]:
    lines = ("一、受理申请", "二、办结申请", "其中：当场办结", "三、投诉", "四、回访")
    return [fact(f"{line} / 1—本季", "件", str(40 + n), "2023-06-30", form=title)
            for title in titles for n, line in enumerate(lines)]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "known"), [("政务服务季报（2023年二季度）", True), ("信访工作季报（2023年二季度）", False)]
)
def test_a_form_is_known_by_its_lines_under_a_shorter_title(title: str, known: bool) -> None:
    lines = ("一、受理申请", "二、办结申请", "其中：当场办结", "三、投诉", "四、回访")
    rows: list[list[object]] = [[line, "件", str(n), None] for n, line in enumerate(lines, 1)]
    book = form(*rows, period="2024年二季度", columns=("上年1—本季",))
    book.worksheets[0]["A1"] = "乡镇政务服务和便民服务情况季报" if known else "乡镇便民服务情况季报"
    cells = filled(book, *earlier(title), on=JULY).cells
    assert (cells[3].verdict.confidence == 1) is known


def test_a_line_without_a_label_counts_the_one_before_it_in_another_measure() -> None:
    rows: list[list[object]] = [
        ["农村客运车辆", "辆", "1", None],
        [None, "客位", "2", None],
        ["客运线路", "条", "3", None],
    ]
    told = [fact("农村客运车辆", "辆", "118", "2023-12-31"), fact("农村客运车辆客位数", "座", "2242", "2023-12-31")]
    cells = filled(form(*rows), *told).cells
    assert [c.verdict.value for c in cells] == [118, 2242, None]


def test_a_note_tells_in_what_manner_a_line_is_filled() -> None:
    told = [fact("固定资产净值", "万元", "2418.9", "2023-12-31"), fact("固定资产原值", "万元", "3105.6", "2023-12-31")]
    book = form(["固定资产", "万元", "1", None], columns=("年末数",), notes="固定资产按净值填列。")
    assert filled(book, *told).cells[0].verdict.value == Fraction("2418.9")


def test_a_line_numbered_ten_is_no_figure_to_divide_by() -> None:
    found = product_of(printed(("12=11÷10×100",))[0])
    assert found is not None
    assert (found.over, found.under, found.constant) == (("11",), ("10",), 100)


@pytest.mark.parametrize(
    ("label", "said", "told", "status"),
    [
        ("快递网点", "快递企业网点数", "78", "conflict"),  # says more and tells more: no part is larger than its whole
        ("快递网点", "快递企业网点数", "59", "conflict"),  # so near that it is of the same
        ("快递网点", "快递企业网点数", "52", "held"),
        ("快递网点", "注册快递网点", "59", "held"),  # some of them
        ("快递网点", "经营范围含快递网点的市场主体", "71", "held"),  # more than they are
        ("联合收割机", "注册登记联合收割机", "61", "conflict"),
        ("森林火灾", "森林火情（火灾）", "61", "conflict"),
        ("公共视频监控", "接入公共视频监控（镜头）", "58", "conflict"),
    ],
)
def test_what_another_paper_says_more_tells_whether_it_is_of_the_same(
    label: str, said: str, told: str, status: str
) -> None:
    book = form([label, "个", "1", None], period="2024年")
    own = fact(label, "个", "60", "2023-12-31", form="普查")
    other = fact(said, "个", told, "2023-12-31", form="工作通报")
    assert filled(book, own, other).cells[0].verdict.status == status


def test_two_papers_in_the_same_words_stand_against_each_other_whatever_the_title_says_for_one() -> None:
    book = form(["工会会员数", "人", "1", None], period="2024年")
    own = fact("会员人数", "人", "6384", "2023-12-31", form="基层工会组织实名库")
    other = fact("会员总数", "人", "6451", "2023-12-31", form="街道会员发展台账")
    assert filled(book, own, other).cells[0].verdict.status == "conflict"


def test_a_figure_brought_to_the_cells_measure_is_doubted_too() -> None:
    book = form(["焚烧处理量", "万吨", "1", None], period="2023年")
    own = fact("焚烧处理量", "吨", "103200", "2023-12-31", form="市容年报（2023年）")
    other = fact("入炉焚烧量", "吨", "98700", "2023-12-31", form="焚烧厂运行数据（2023年）")
    assert filled(book, own).cells[0].verdict.status == "derived"
    assert filled(book, own, other).cells[0].verdict.status == "conflict"


def test_a_paper_of_a_month_that_adds_up_is_of_the_year_so_far() -> None:
    book = form(["补助收入", "万元", "1", None], period="2023年")
    told = fact("补助收入", "万元", "2930", "2023-12-31", form="财政所月报（12月累计）")
    assert filled(book, told).cells[0].verdict.value == 2930


@pytest.mark.parametrize(("period", "status"), [("2024年2月", "stale"), ("2024年", "held")])
def test_what_a_form_of_a_month_told_the_month_before_it_asks_for_anew(period: str, status: str) -> None:
    book = form(["在册困难家庭", "户", "1", None], period=period)
    told = fact("在册困难家庭", "户", "22", "2024-01-31", form="基本情况统计表（2024年1月）")
    assert filled(book, told).cells[0].verdict.status == status


def test_a_title_of_several_classes_says_of_no_line_which_it_is() -> None:
    book = form(["期末参保人数", "人", "1", None], period="2023年")
    told = fact("失业保险期末参保人数", "人", "144326", "2023-12-31", form="社会保险月报")
    book.worksheets[0]["A1"] = "失业保险基本情况统计表"
    assert filled(book, told).cells[0].verdict.status == "held"
    book.worksheets[0]["A1"] = "工伤、失业保险基本情况统计表"
    assert filled(book, told).cells[0].verdict.status == "unknown"


@pytest.mark.parametrize(
    ("paper", "said", "other", "told", "status"),
    [
        ("登记台账", "高中及以上学历", "志愿者信息采集表", "58", "conflict"),  # leaves to its title who is counted
        ("登记台账", "高中及以上学历", "信息采集表", "58", "held"),
        ("助老志愿者名册", "高中及以上学历助老志愿者", "摸底", "45", "conflict"),  # says what the other's title says
        ("登记台账", "高中及以上学历助老志愿者", "摸底", "45", "held"),
    ],
)
def test_what_a_title_says_for_its_lines_is_said(paper: str, said: str, other: str, told: str, status: str) -> None:
    book = form(["高中及以上学历志愿者", "人", "1", None], period="2024年")
    own = fact("高中及以上学历志愿者", "人", "60", "2023-12-31", form=paper)
    verdict = filled(book, own, fact(said, "人", told, "2023-12-31", form=other)).cells[0].verdict
    assert verdict.status == status


ASSETS = ["企业租用面积", "亩", "1", None]


def rented(*told: Fact) -> str:
    return str(filled(form(ASSETS, period="2024年"), *told).cells[0].verdict.status)


def on_rent(word: str, value: str, paper: str) -> Fact:
    return fact(word, "亩", value, "2023-12-31", form=paper)


@pytest.mark.parametrize(
    ("word", "value", "status"),
    [
        ("租用方 / 企业租用面积", "2150", "conflict"),  # a heading that says more parts off nothing
        ("租用方 / 企业租用面积", "1400", "held"),  # … but the figures are too far apart
    ],
)
def test_another_paper_that_says_all_of_it_and_more_gainsays_a_figure(word: str, value: str, status: str) -> None:
    told = on_rent("企业租用面积", "2300", "土地备案表")
    assert rented(told, on_rent(word, value, "租地平台（2023年）")) == status


@pytest.mark.parametrize(("value", "status"), [("9.2", "conflict"), ("16", "held")])
def test_no_part_is_larger_than_its_whole(value: str, status: str) -> None:
    book = form(["查获木材", "立方米", "1", None])
    told = fact("查获木材", "立方米", "6.8", "2023-12-31", form="案件统计（2023年）")
    other = fact("查获木材材积", "立方米", value, "2023-12-31", form="案件台账（2023年）")
    assert filled(book, told, other).cells[0].verdict.status == status


def test_what_only_a_cell_of_another_time_asks_for_gainsays_too() -> None:
    book = form(["旧证换发 ", "件", "1", None, None], period="2024年二季度", columns=("本季", "上年同期"))
    told = [
        fact("旧证换发 / 本季办件", "件", "12", "2024-06-30", form="窗口月报（4—6月）"),
        fact("旧证换发 / 本季", "件", "15", "2024-06-30", form="换发统计（4—6月）"),
    ]
    assert filled(book, *told, on=JULY).cells[0].verdict.status == "conflict"


def test_what_is_being_put_right_is_not_put_right() -> None:
    rows = (["检查发现问题", "件", "1", None], ["其中：已整改销号", "件", "2", None])
    found = fact("检查发现问题", "件", "17", "2023-12-31", form="检查统计（2023年）")
    under_way = fact("检查发现问题 / 整改中", "件", "3", "2023-12-31", form="检查统计（2023年）")
    assert filled(form(*rows), found, under_way).cells[1].verdict.status == "unknown"


def test_fines_are_of_the_time_that_a_form_asks_of() -> None:
    book = form(["罚没款决定金额", "元", "1", None], period="2024年1—6月")
    last = fact("罚没款决定金额", "元", "9800", "2023-12-31", form="基本情况统计表（2023年7—12月）")
    assert not filled(book, last, on=JULY).cells[0].verdict.known


def test_a_formula_may_name_its_columns_by_numbers_in_brackets() -> None:
    ringed, plain_ = printed(("(2)栏=(3)栏÷(1)栏×1000；2=3÷1×1000",))
    assert replace(ringed, text=plain_.text, of_columns=False) == plain_
    assert product_of(ringed) is not None
