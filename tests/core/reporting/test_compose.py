"""The whole report: nothing is said that no figure holds, in any language, and the catalogues are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from string import Formatter
from typing import Any

import pytest

from songbang.core.errors import BadInput
from songbang.core.reporting.compose import compose
from songbang.core.reporting.report import Chart, Paragraph, Report, Run, Section, Table, figure_key
from songbang.core.rulebook import load
from tests.core.reporting.test_compose_figures import TOWN, composed, counted, figure, figures_json, overall, problems

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
FULL: dict[str, Any] = figures_json(
    counted("documents.received", (664, 634), (569, 552), (67, None)),
    counted("documents.both_channels", (39, 38), (38, 26)),
    counted("documents.forwarded_repeatedly", (11, 6), (8, 6)),
    [figure("documents.received", (n, n - 9), issuer_level=one) for one, n in (("above", 300), ("county", 800))],
    [figure("documents.received", (190, 181), issuer_level="town")],
    counted("meetings.attended", (301, 284), (197, 226), (55, 53)),
    [figure("meetings.attended.imbalance", (0.02, 0.01))],
    [figure("meetings.attended", (300, 290), line="economy")],
    [figure("meetings.attended", (90, 80), line="party_building")],
    [figure("meetings.attended", (0, 0), line="ecology")],
    counted("meetings.video", (62, 53), (35, 42)),
    counted("meetings.without_duration", (171, 161), (69, 101)),
    counted("meetings.edge_of_day", (42, 43), (21, 33)),
    counted("meetings.principal_and_deputy", (20, 20), (15, 18), (0, 0)),
    counted("meetings.village_heads", (50, 62), (48, 53)),
    counted("meetings.village_heads_unfiled", (43, 47), (20, None)),
    counted("inspections.received", (42, 44), (41, 43)),
    counted("inspections.unplanned", (13, 24)),
    counted("inspections.ledger_required", (11, 30), (13, 32)),
    counted("inspections.joint", (8, 5), (7, 5)),
    counted("pledges.signed", (23, 17), (15, 20)),
    counted("pledges.veto", (5, 7), (4, 4)),
    counted("digital.accounts", (58, 56), (40, 44)),
    counted("digital.accounts_added", (3, 4), (1, 17)),
    counted("digital.apps", (16, 14), (17, 14)),
    counted("digital.groups", (60, 55), (36, 41)),
    counted("digital.punch_in", (1, 2), (0, 0)),
    counted("signboards.present", None, None, (5, 15)),
    counted("signboards.removed", None, None, (3, 9)),
    counted("forms.received", (70, 80), (56, 66), (30, 12)),
    counted("forms.fields", (1348, 1472), (1089, 1334), (300, 100)),
    counted("visits.received", (41, 48), (49, 47)),
    counted("visits.with_problem", (8, 7), (10, 11)),
    counted("visits.joint", (4, 4), (6, 2)),
    counted("burden.minutes", (57389, 56371), (53717, 53022), (9000, 8000)),
    monthly={"documents.received": {TOWN: {"2019-01": 95, "2019-02": 88}}},
    rejects={"date_missing": 5, "unit_unknown": 2},
    sources=[{
        "file": "新丰镇/收文簿.xlsx", "sha256": "0", "rows": 99, "counted": 90, "rejected": 7,
        "not_data": {"title": 1, "header": 1},
    }],
    report_on="2019-08-30",
)  # fmt: skip
SCENES = {
    "full": FULL,
    "nothing": figures_json(),
    "one unit": figures_json(counted("documents.received", (110, 100))),
    "two kinds": figures_json(
        counted("documents.received", (110, 100), (5, 9)), counted("pledges.signed", (0, 0), (3, 0))
    ),
    "not comparable": {**FULL, "figures": [{**one, "baseline": None, "comparable": False} for one in FULL["figures"]]},
    "all fell": {**FULL, "figures": [{**one, "value": (one["value"] or 0) // 2} for one in FULL["figures"]]},
}
DIGITS = re.compile(r"\d+(?:\.\d+)?")


def paragraphs(report: Report) -> Iterator[Paragraph]:
    yield from report.opening
    for section in (*report.sections, *report.appendices):
        yield from (block for block in section.blocks if isinstance(block, Paragraph))


def allowed(scene: Mapping[str, Any]) -> set[str]:
    """Numbers that are no figures: years and months of the periods, their last days, and of appendices (1 to 3)."""
    parts = [part for key in ("period", "baseline") for part in re.split("[:-]", scene[key])]
    return {str(int(part)) for part in parts} | {"1", "2", "3", "31"}


POINTER = re.compile(r"（详见[^）]*）|（詳見[^）]*）| \(see Appendix[^)]*\)")
"""Where the appendix tells more: numbers of its charts and tables."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
def test_no_number_stands_in_the_text_that_is_in_no_figure(scene: str, language: str) -> None:
    report = compose(SCENES[scene], language=language)
    method = report.appendices[-1].blocks[-1]
    texts = [run.text for p in paragraphs(report) if p is not method for run in p.runs if not run.figure]
    bare = {number for text in texts for number in DIGITS.findall(POINTER.sub("", text).replace("不足10的", ""))}
    bare |= {number for note in report.notes for number in DIGITS.findall(note)}
    assert bare - {"7", "10"} <= allowed(SCENES[scene]), "7 rejects, and the bound of small numbers, are stated too"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
def test_every_run_that_states_a_figure_is_a_number_and_its_figure_is_there(scene: str, language: str) -> None:
    keys = {figure_key(one["id"], one["scope"]) for one in SCENES[scene]["figures"]}
    for paragraph in paragraphs(compose(SCENES[scene], language=language)):
        for run in paragraph.runs:
            assert run.figure is None or (run.figure in keys and DIGITS.fullmatch(run.text.rstrip("%")))


@pytest.mark.parametrize("scene", SCENES)
def test_the_punctuation_is_full_width_and_nothing_is_left_empty(scene: str) -> None:
    for paragraph in paragraphs(compose(SCENES[scene], language="zh-Hans")):
        assert not re.search(r"，[，。；、]|。。|、、|，、|（）|None|[{}]|[,;!?]|：$(?<!比：)", paragraph.text[:-1]), (
            paragraph.text
        )
        assert paragraph.text[-1] in "。："


def test_the_moment_of_making_is_nowhere_in_the_report() -> None:
    assert compose(FULL, language="zh-Hans") == compose({**FULL, "made_at": "1999-01-01T00:00:00Z"}, language="zh-Hans")
    assert "2031" not in repr(compose(FULL, language="en"))


def test_the_order_in_which_figures_are_given_does_not_matter() -> None:
    turned = {**FULL, "figures": [*reversed(FULL["figures"])]}
    assert compose(FULL, language="zh-Hans").sections == compose(turned, language="zh-Hans").sections


def test_the_sections_are_those_of_the_source_report() -> None:
    report = compose(FULL, language="zh-Hans")
    assert report.title == "关于南湖区2019年1—7月基层减负情况的督查报告"
    assert [section.heading[:2] for section in report.sections] == ["一、", "二、", "三、"]
    assert [section.heading[:3] for section in report.appendices] == ["附件1", "附件2", "附件3"]
    numbered = [p.text[:2] for p in report.sections[1].blocks[1:] if isinstance(p, Paragraph)]
    assert numbered == ["1.", "2.", "3.", "4.", "5."]
    assert "5.从服务调研情况来看" in problems(report)
    assert "从村（社区）牌子情况来看" in overall(report) and "从报表填报情况来看" in overall(report)


def test_traditional_is_the_same_report_in_other_characters() -> None:
    simple, traditional = (compose(FULL, language=one) for one in ("zh-Hans", "zh-Hant"))
    assert traditional.title == "關於南湖區2019年1—7月基層減負情況的督查報告"
    assert [p.text.count("。") for p in paragraphs(simple)] == [p.text.count("。") for p in paragraphs(traditional)]
    assert [(run.text, run.figure) for run in figures_of(simple)] == [
        (run.text, run.figure) for run in figures_of(traditional)
    ]
    assert traditional.language == "zh-Hant"
    assert "新丰镇/收文簿.xlsx" in repr(traditional)


def figures_of(report: Report) -> list[Run]:
    return [run for paragraph in paragraphs(report) for run in paragraph.runs if run.figure]


def test_english_states_the_same_main_numbers_and_keeps_the_names_of_units() -> None:
    english = compose(FULL, language="en")
    stated = {run.text for run in figures_of(english)}
    assert {"1300", "553", "83", "38"} <= stated
    assert "新丰镇" in overall(english)
    assert len(figures_of(english)) < len(figures_of(compose(FULL, language="zh-Hans")))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        compose(FULL, language="fr")
    assert refused.value.code == "language.unknown"


def blocks(section: Section, kind: type[Any]) -> list[Any]:
    return [block for block in section.blocks if isinstance(block, kind)]


def test_tables_give_each_unit_and_the_sum_with_the_figure_of_every_cell() -> None:
    table: Table = blocks(compose(FULL, language="zh-Hans").appendices[0], Table)[0]
    assert table.caption == "表1　各单位收文情况（件）"
    assert table.header == ("单位", "2019年1—7月", "2018年1—7月", "同比", "电子、纸质重复（件次）", "重复转发（件次）")
    assert [cell.text for cell in table.rows[0]] == ["新丰镇", "664", "634", "+4.7%", "39", "11"]
    assert [cell.text for cell in table.rows[2]] == ["净湘村", "67", "—", "—", "—", "—"]
    assert [cell.text for cell in table.rows[-1]] == ["合计", "1300", "1186", "—", "77", "19"]
    assert table.rows[0][1].figure == f"documents.received|unit={TOWN}"
    assert all(len(row) == len(table.header) for row in table.rows)


def test_charts_draw_both_periods_shares_and_months() -> None:
    charts: list[Chart] = blocks(compose(FULL, language="zh-Hans").appendices[0], Chart)
    kinds = {chart.kind: chart for chart in reversed(charts)}
    assert [series.values for series in kinds["bars"].series] == [(664, 569), (634, 552)]
    assert dict(zip(kinds["shares"].categories, kinds["shares"].series[0].values, strict=True))["经济"] == 76.9
    assert kinds["heat"].series[0].values == (95, 88, 0, 0, 0, 0, 0)
    assert all(len(series.values) == len(chart.categories) for chart in charts for series in chart.series)


def test_rejects_and_sources_are_accounted_for_in_the_second_appendix() -> None:
    rejects, sources = blocks(compose(FULL, language="zh-Hans").appendices[1], Table)
    assert [[cell.text for cell in row] for row in rejects.rows] == [
        ["未填日期", "5"],
        ["单位无法确定", "2"],
        ["合计", "7"],
    ]
    assert [cell.text for cell in sources.rows[-1]] == ["合计", "99", "90", "7", "2"]
    for row in sources.rows:
        rows, *parts = (int(cell.text) for cell in row[1:])
        assert rows == sum(parts)


def flat(tree: Mapping[str, Any], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in tree.items():
        name = f"{above}{key}"
        found |= flat(value, f"{name}.") if isinstance(value, Mapping) else {name: str(value)}
    return found


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_both_catalogues_have_the_same_phrases_and_english_asks_for_no_other_slot() -> None:
    chinese, english = (flat(load(name)["phrases"]) for name in ("phrases.yaml", "phrases.en.yaml"))
    assert set(chinese) == set(english)
    asked = {key: slots(english[key]) - slots(chinese[key]) for key in english}
    assert {key: more for key, more in asked.items() if more} == {}


VARIANTS = {
    "volume": {"measure", "stated", "zero", "short"},
    "share": {"measure", "problem", "fair", "none", "short"},
    "per_unit": {"measure", "problem", "mean", "mean_towns", "fair", "none", "short"},
    "spread": {"short"},
    "lines": {"problem", "part", "item", "short"},
    "levels": {"stated", "part"},
    "tiers": set(),
}


def test_every_check_has_its_phrases_and_every_figure_its_name() -> None:
    rules = load("phrases.yaml")
    phrases = flat(rules["phrases"])
    for topic in rules["topics"]:
        assert f"{topic['name']}.lead" in phrases
        for check in topic["checks"]:
            wanted = VARIANTS[check["test"]] | ({"little", "short_little"} if "little" in check else set())
            assert not {one for one in wanted if f"{topic['name']}.{check['name']}.{one}" not in phrases}, check
            assert check["figure"] in rules["phrases"]["names"]


def test_every_suggestion_table_and_chart_has_its_words() -> None:
    rules = load("phrases.yaml")
    phrases = flat(rules["phrases"])
    for group in rules["suggestions"]:
        assert {f"suggestions.{group['name']}.{one['name']}" for one in group["clauses"]} <= set(phrases)
    for table in rules["tables"]:
        assert f"tables.{table['name']}" in phrases
        assert {table["main"], *table["more"]} <= set(rules["phrases"]["columns"])
    assert {f"charts.{chart['name']}.caption" for chart in rules["charts"]} <= set(phrases)


def test_a_district_may_be_unnamed() -> None:
    parts = counted("documents.received", (110, 100))
    assert composed(parts, district=None).title == "关于2019年1—7月基层减负情况的督查报告"
    assert composed(parts, district=None, language="en").title == "Report on relieving the base in January–July 2019"


def test_a_report_is_a_value_that_verify_can_compose_again() -> None:
    report = compose(FULL, language="zh-Hans")
    assert report == compose(FULL, language="zh-Hans") and report != replace(report, title="")
