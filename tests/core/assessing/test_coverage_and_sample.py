"""What is already there is proposed with its words; samples can be drawn again from their seed."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songbang.core.assessing.coverage import Held, Item
from songbang.core.assessing.sampling import Candidate, draw, shares
from songbang.core.assessing.schemes import Indicator
from songbang.core.errors import BadInput

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
ITEMS = [
    Item("fire", "消防安全疏散演练记录", "6月12日组织居民开展消防疏散演练，附照片", date(2025, 6, 12)),
    Item("fire-old", "消防安全疏散演练记录", "", date(2023, 6, 12)),
    Item("lift", "电梯年检报告", "一单元电梯检验合格", date(2025, 3, 1), date(2025, 9, 1)),
    Item("party", "主题党日活动签到表", "", date(2025, 7, 1)),
    Item("trash", "垃圾分类入户宣传照片", "", date(2025, 5, 1)),
]


def test_the_item_that_shows_an_indicator_is_proposed_with_the_words_they_share() -> None:
    found = Held(ITEMS).proposals(Indicator("1", "开展消防演练", Fraction(5), wants="演练记录、照片"), FIRST, LAST)
    assert found[0].item == "fire"
    assert "消防" in "".join(found[0].words)
    assert [one.item for one in found if one.trouble == "outside"] == ["fire-old"]


def test_an_item_past_its_validity_never_covers() -> None:
    found = Held(ITEMS).proposals(Indicator("1", "电梯年检", Fraction(5), wants="年检报告"), FIRST, LAST)
    assert [(one.item, one.trouble) for one in found] == [("lift", "expired")]


def test_nothing_near_is_proposed_for_what_nobody_holds() -> None:
    assert Held(ITEMS).proposals(Indicator("1", "河道保洁巡查", Fraction(5), wants="巡河日志"), FIRST, LAST) == []


UNITS = [Candidate(f"u{n:03}", "镇" if n % 3 else "街道") for n in range(60)]


def test_the_same_seed_draws_the_same_sample_and_another_another() -> None:
    drawn = draw(UNITS, 12, seed="2025-3", on=LAST)
    assert drawn == draw(reversed(UNITS), 12, seed="2025-3", on=LAST)
    assert drawn.units != draw(UNITS, 12, seed="2025-4", on=LAST).units
    assert drawn.places == {"镇": 8, "街道": 4}


def test_who_was_visited_lately_is_left_alone_and_who_is_in_conflict_barred() -> None:
    late = [Candidate(f"v{n}", "村", LAST - timedelta(days=10)) for n in range(3)]
    rested = [Candidate(f"w{n}", "村", LAST - timedelta(days=200)) for n in range(3)]
    drawn = draw([*late, *rested, Candidate("x", "村", barred="own_unit")], 3, seed="s", on=LAST)
    assert set(drawn.units) == {"w0", "w1", "w2"}
    assert ("x", "own_unit") in drawn.passed_over
    with pytest.raises(BadInput):
        draw([Candidate("x", "村", barred="own_unit")], 1, seed="s", on=LAST)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 40), min_size=1), st.data())
def test_places_add_up_and_no_stratum_gives_more_than_it_has(sizes: dict[str, int], data: st.DataObject) -> None:
    size = data.draw(st.integers(0, sum(sizes.values())))
    places = shares(sizes, size)
    assert sum(places.values()) == size
    assert all(0 <= places[name] <= sizes[name] for name in sizes)
    assert size < len(sizes) or all(places.values())
