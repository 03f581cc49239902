"""Numbers that follow from figures: they are right, add up, and say how they follow; small bases are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from songbang.core.reporting.compose import compose
from songbang.core.reporting.compose_labels import figure_labels
from songbang.core.reporting.compose_numbers import signed_percent, whole_shares
from songbang.core.reporting.report import Paragraph, Report, Run, Table, figure_key
from tests.core.reporting.test_compose import FULL
from tests.core.reporting.test_compose_figures import (
    STREET,
    TOWN,
    composed,
    counted,
    figure,
    figures_json,
    overall,
    problems,
    suggested,
)


def runs(report: Report) -> Iterator[Run]:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from block.runs


def run_of(report: Report, text: str) -> Run:
    return next(run for run in runs(report) if run.text == text)


def test_the_mean_of_a_form_is_over_the_forms_that_state_a_number() -> None:
    fields = [{**one, "rows": ["a"] * 20} for one in counted("forms.fields", (362, 362))]
    report = composed(counted("forms.received", (40, 40)), fields)
    assert "在载明指标项数的报表中，平均每张报表要填18.1项指标" in suggested(report)
    assert run_of(report, "18.1").follows == "18.1 = 362 ÷ 20（只计载明项数的报表）"


@pytest.mark.parametrize(
    "parts", [[540, 2269, 194], [1, 1, 1], [0, 0, 7], [1] * 7, [285, 247, 191, 90, 77, 66, 55, 44, 33, 166]]
)
def test_shares_add_to_a_hundred_and_each_is_within_a_tenth_of_its_exact_value(parts: list[int]) -> None:
    shares = whole_shares(parts)
    assert sum(shares) == Decimal("100.0")
    for part, share in zip(parts, shares, strict=True):
        assert abs(Fraction(share) - Fraction(part * 100, sum(parts))) < Fraction(1, 10)


def test_the_levels_told_in_the_text_add_to_a_hundred() -> None:
    levels = [figure("documents.received", (n, n), issuer_level=one) for one, n in (("above", 540), ("county", 2269))]
    levels.append(figure("documents.received", (194, 194), issuer_level="town"))
    text = problems(composed(counted("documents.received", (3003, 2900)), levels))
    assert "市级及以上540件、占18.0%，区级2269件、占75.5%，镇（街道）194件、占6.5%" in text


def test_a_change_that_rounds_to_nothing_has_no_sign() -> None:
    assert [signed_percent(Fraction(n, 10000)) for n in (0, 4, -4, 5, -5)] == ["0.0%", "0.0%", "0.0%", "+0.1%", "-0.1%"]


def moves(*pairs: tuple[int, int]) -> Any:
    """A figure at as many towns as there are pairs, with its units."""
    names = ("甲镇", "乙镇", "丙镇", "丁镇", "戊镇")
    units: list[Any] = [
        {"code": f"33040210{at}", "name": name, "level": "town", "parent": None, "cadres": 50}
        for at, name in enumerate(names[: len(pairs)])
    ]
    ones = [figure("pledges.signed", pair, unit=unit["code"]) for pair, unit in zip(pairs, units, strict=True)]
    whole = figure("pledges.signed", (sum(now for now, _ in pairs), sum(then for _, then in pairs)))
    return figures_json([whole, *ones, figure("pledges.signed.imbalance", (0.5, 0.5))], units=units)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (((22, 23), (23, 23), (20, 20)), "除甲镇下降4.3%外，其余各镇（街道）均持平。"),
        (((24, 23), (23, 23)), "各镇（街道）有增无减，甲镇增长4.3%，乙镇持平。"),
        (((22, 23), (23, 23)), "各镇（街道）有减无增，乙镇持平，甲镇下降4.3%。"),
        (((24, 23), (23, 23), (20, 20), (22, 23)), "有增有减，甲镇增长4.3%，乙镇和丙镇持平，丁镇下降4.3%。"),
        (((8, 2), (7, 7), (6, 6)), "除甲镇增加6份外，其余各镇（街道）均持平。"),
        (((8, 2), (1, 7), (6, 6)), "各镇（街道）有增有减，甲镇增加6份，丙镇持平，乙镇减少6份。"),
        (((8, 2), (24, 23)), "各镇（街道）均有增长，甲镇增加6份、乙镇增长4.3%。"),
        (((30, 20), (20, 30)), "各镇（街道）增减不平衡，甲镇增长50.0%，乙镇下降33.3%。"),
        (((10001, 10000), (9999, 10000)), "各镇（街道）均与去年同期持平。"),
    ],
)
def test_how_towns_moved_is_said_as_it_was(pairs: tuple[tuple[int, int], ...], said: str) -> None:
    report = compose(moves(*pairs), language="zh-Hans")
    assert said in overall(report) + problems(report)


def test_a_small_baseline_is_counted_in_text_and_table_alike() -> None:
    report = composed(counted("digital.punch_in", (1, 4)), counted("digital.accounts", (300, 300), (100, 97)))
    assert "打卡晒成绩的情况基本没有，仅有1个，比去年同期末减少3个。" in overall(report) + problems(report)
    report = composed(counted("meetings.village_heads", (8, 2), (30, 20)))
    table = next(block for block in report.appendices[0].blocks if isinstance(block, Table))
    assert [row[3].text for row in table.rows] == ["+6", "+50.0%", "+72.7%"]
    assert table.rows[0][3].follows == "+6 = 8 − 2"


def test_a_derived_number_says_how_it_follows() -> None:
    report = composed(counted("documents.received", (110, 100), (60, 50), (9, None)))
    part = run_of(report, "170")
    assert part.follows == "170 = 179 − 净湘村9（两年登记不一致的单位不计）"
    assert part.without == ("净湘村",) and part.apart
    assert run_of(report, "13.3%").follows == "13.3% ≈ 170 ÷ 150 − 1"
    assert run_of(report, "13.3%").without == ("净湘村",)
    assert run_of(report, "179").follows == "" and not run_of(report, "179").apart
    hours = composed(counted("burden.minutes", (600, 1200), (60, None)))
    assert run_of(hours, "11").follows == "11小时 ≈ 660分钟 ÷ 60"
    assert run_of(hours, "10").follows.startswith("10小时 ≈ 600分钟 ÷ 60；600 = 660 − 南湖街道60")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_percentage_and_mean_of_the_text_says_how_it_follows(language: str) -> None:
    for run in runs(compose(FULL, language=language)):
        if run.figure and ("%" in run.text or "." in run.text):
            assert run.text in run.follows and "÷" in run.follows, run


DIVISION = re.compile(r"(?P<less>1 − )?(?P<part>[\d.]+) ÷ (?P<whole>[\d.]+)(?P<more> − 1)?")


def test_what_follows_is_true() -> None:
    checked = 0
    for run in runs(compose(FULL, language="zh-Hans")):
        found = DIVISION.search(run.follows)
        if found and run.text.endswith("%"):
            ratio = Fraction(found["part"]) / Fraction(found["whole"])
            told = 1 - ratio if found["less"] else ratio - 1 if found["more"] else ratio
            assert abs(told * 100 - Fraction(run.text[:-1])) < Fraction(1, 10)
            checked += 1
    assert checked > 20


def test_a_column_that_is_lacking_is_told_as_not_stated() -> None:
    report = composed(
        counted("meetings.village_heads", (40, 40), (30, 30)),
        counted("meetings.village_heads_unfiled", (20, 10), (3, None)),
    )
    told = "\n".join(block.text for block in report.appendices[1].blocks if isinstance(block, Paragraph))
    assert "南湖街道2018年1—7月会议台账未载明是否报备，该项总数不作同比。" in told
    assert "缺2018年" not in told
    assert "个别事项两年登记单位不一致的，其总数不作同比，只比较两年均有登记的单位（以下称可比单位）。" in overall(
        report
    )


def test_signs_removed_are_part_of_the_fall_only_where_it_is_as_large() -> None:
    fell = composed(counted("signboards.present", (106, 230)), counted("signboards.removed", (69, 80)))
    assert "悬挂各类牌子106块，比去年同期末减少124块，下降53.9%，其中今年1—7月清理69块" in overall(fell)
    rose = composed(counted("signboards.present", (231, 230)), counted("signboards.removed", (69, 80)))
    assert "，今年1—7月清理69块" in problems(rose) and "其中今年" not in problems(rose)


def test_the_time_table_is_told_with_its_minutes() -> None:
    last = composed(counted("burden.minutes", (600, 1200))).appendices[2].blocks[-1]
    assert isinstance(last, Paragraph) and last.text.startswith(
        "工作时间按耗时参考标准（默认值，未经实测）折算：收到文件每件10分钟，参加未明确时长的会议每次120分钟，迎接督查检查考核每次210分钟，"
        "签订责任状每份30分钟，接待调研每次120分钟，填报报表每项指标3分钟，未载明指标项数的报表每张30分钟"
    )
    own = composed(time_table={"name": "本区耗时表", "minutes": {"document": 12}}).appendices[2].blocks[-1]
    assert isinstance(own, Paragraph) and "按耗时标准（本区耗时表）折算：收到文件每件12分钟" in own.text


def test_who_reports_and_to_whom_is_told_where_it_is_known() -> None:
    report = composed(issuer="南湖区督查室", addressee="区委、区政府", report_on="2019-08-30")
    assert (report.issuer, report.addressee, report.signature) == ("南湖区督查室", "区委、区政府：", "南湖区督查室")
    bare = composed()
    assert (bare.issuer, bare.addressee, bare.signature) == ("", "", "")


def test_the_text_points_to_charts_and_tables_that_are_there() -> None:
    report = compose(FULL, language="zh-Hans")
    captions = [
        block.caption.split("　")[0] for block in report.appendices[0].blocks if not isinstance(block, Paragraph)
    ]
    said = overall(report) + problems(report)
    pointed = {
        label for part in said.split("（详见附件1")[1:] for label in part.split("）")[0].replace("和", "、").split("、")
    }
    assert pointed == set(captions)


def test_rejects_are_counted_in_the_note() -> None:
    report = composed(counted("documents.received", (2, 1)), rejects={"date_missing": 38, "unit_unknown": 2})
    assert report.notes[0] == "共有40行登记内容不全或无法辨认，未计入统计，原因见附件2。"


@pytest.mark.parametrize(
    ("language", "whole", "one"),
    [
        ("zh-Hans", "收文（件） · 各单位合计", "收文（件） · 新丰镇"),
        ("en", "Documents · all units", "Documents · 新丰镇"),
    ],
)
def test_a_figure_is_named_with_its_measure_and_scope(language: str, whole: str, one: str) -> None:
    labels = figure_labels(FULL, language)
    assert labels["documents.received"] == whole
    assert labels[figure_key("documents.received", {"unit": TOWN})] == one
    assert len(labels) == len({figure_key(f["id"], f["scope"]) for f in FULL["figures"]})
    assert STREET not in "".join(labels.values())
