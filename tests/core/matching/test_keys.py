"""Keys by which an index finds what may be the same, and the comparison that follows."""

from __future__ import annotations

import pytest

from songbang.core.matching import Record, compare_with, keys_of

FLOOD = Record("1", "关于做好2019年防汛抗旱物资储备工作的通知", "南防指〔2019〕5号", "区防指")


@pytest.mark.parametrize(
    "other",
    [
        Record("2", "关于做好2019年防汛抗旱物资储备工作的通知"),
        Record("2", "另一件事", "南防指[2019]第05号"),
        Record("2", "关于作好2019年防汛抗早物资储备工作的通知"),
        Record("2", "关于做好2019年防汛抗旱物资储备工作", None, "南湖区防指"),
        Record("2", "转发区防指关于做好2019年防汛抗旱物资储备工作的通知", "凤政〔2019〕9号"),
        Record("2", "转发南防指〔2019〕5号文件的通知", "凤政〔2019〕9号"),
    ],
)
def test_what_may_be_the_same_shares_a_key(other: Record) -> None:
    assert set(keys_of(FLOOD).all) & set(keys_of(other).all)


@pytest.mark.parametrize(
    "other",
    [
        Record("2", "关于开展秸秆禁烧巡查的通知", "南防指〔2019〕6号", "区防指"),
        Record("2", "关于开展秸秆禁烧巡查的通知", "南防指〔2018〕5号", "区防指"),
        Record("2", "", None),
    ],
)
def test_another_matter_shares_none(other: Record) -> None:
    assert not set(keys_of(FLOOD).all) & set(keys_of(other).all)


def test_keys_fit_a_signed_column_and_stay_what_they_are() -> None:
    assert all(-(2**63) <= key < 2**63 for key in keys_of(FLOOD).all)
    assert keys_of(Record("1", "关于做好防汛工作的通知", "南防指〔2019〕5号")).number == (-3659845701176360273,)


def test_one_is_compared_with_many_the_surest_first() -> None:
    again = Record("2", FLOOD.title, "南防指[2019]第05号", "区防指")
    passed_on = Record("3", f"凤桥镇人民政府转发区防指{FLOOD.title}", "凤政〔2019〕9号", "凤桥镇人民政府")
    other = Record("4", "关于开展秸秆禁烧巡查的通知", "南防指〔2019〕6号", "区防指")
    found = compare_with(FLOOD, [other, passed_on, again])
    assert {(pair.a, pair.b, pair.relation) for pair in found} == {("1", "2", "same"), ("1", "3", "forward")}
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
