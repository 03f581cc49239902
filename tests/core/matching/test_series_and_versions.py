from __future__ import annotations

import pytest

from tests.core.matching.records import pair, record, relation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于2020年3月份用水情况的通报", "关于2020年4月份用水情况的通报"),
        ("关于2019年12月份用水情况的通报", "关于2020年1月份用水情况的通报"),
        ("关于2020年1-3月用水情况的通报", "关于2020年1-4月用水情况的通报"),
        ("关于2020年一季度用水情况的通报", "关于2020年二季度用水情况的通报"),
        ("关于上半年用水情况的通报", "关于下半年用水情况的通报"),
        ("关于下达2019年度用水计划的通知", "关于下达2020年度用水计划的通知"),
        ("用水简报（第3期）", "用水简报（第4期）"),
        ("关于公布第二批节水村的通知", "关于公布第三批节水村的通知"),
        ("节水专报2020年第5号", "节水专报2020年第6号"),
    ],
)
def test_another_month_quarter_year_or_issue_recurs(one: str, other: str) -> None:
    found = pair(record(one, None, "区水利局", "2020-04-02"), record(other, None, "区水利局", "2020-05-02"))
    assert found is not None
    assert found.relation == "recurring"
    assert any(difference.what in ("month", "figure") for difference in found.differs)


def test_the_same_month_left_without_its_year_is_the_same() -> None:
    a = record("关于2020年3月份用水情况的通报", None, "区水利局", "2020-04-02")
    assert relation(a, record("关于3月用水情况的通报", None, "区水利局", "2020-04-04")) == "same"


def test_a_series_of_another_department_is_unrelated() -> None:
    a = record("关于3月份用水情况的通报", None, "区水利局", "2020-04-02")
    assert relation(a, record("关于4月份用水情况的通报", None, "市水利局", "2020-05-02")) is None


def test_the_same_title_with_another_number_months_later_recurs_and_a_rule_is_revised() -> None:
    meeting, rule = "关于召开节水联席会议的通知", "关于印发《节水考核办法》的通知"
    assert relation(_sent(meeting, 4, "2020-03-02"), _sent(meeting, 32, "2020-06-02")) == "recurring"
    assert relation(_sent(rule, 4, "2019-03-02"), _sent(rule, 32, "2020-06-02")) == "revision"


@pytest.mark.parametrize("mark", ["（修订）", "（修订稿）", "（2020年修订）", "（修正）", "（修改稿）"])
def test_a_revised_version_is_a_revision_of_the_first_and_derived_from_it(mark: str) -> None:
    first = _sent("关于印发《节水考核办法》的通知", 4, "2020-03-02")
    later = _sent(f"关于印发《节水考核办法{mark}》的通知", 9, "2020-03-20")
    found = pair(first, later)
    assert found is not None
    assert (found.relation, found.derived) == ("revision", "b")


def test_laws_on_two_matters_are_no_versions_of_one() -> None:
    a = record("中华人民共和国统计法", None, None, "2010-01-01")
    assert relation(a, record("中华人民共和国会计法", None, None, "2018-01-01")) is None


def _sent(title: str, serial: int, day: str):  # type: ignore[no-untyped-def]
    return record(title, f"青水〔{day[:4]}〕{serial}号", "区水利局", day)


def test_one_title_under_numbers_of_two_bodies_is_no_series_though_one_states_no_issuer() -> None:
    ours = record("关于填报饮用水卫生监督情况统计表的通知", "青水〔2020〕10号", "青山区水利局", "2020-03-08")
    theirs = record("关于填报饮用水卫生监督情况统计表的通知", "临水规〔2020〕7号", None, "2020-03-12")
    own = record("关于填报饮用水卫生监督情况统计表的通知", "青水规〔2020〕7号", None, "2020-03-12")
    assert relation(ours, theirs) is None
    assert relation(ours, own) == "recurring"
