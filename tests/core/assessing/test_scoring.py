"""Scores over what applies, ranks with ties, and what treating units by what they are changes."""

from __future__ import annotations

from fractions import Fraction

from songbang.core.assessing.conditions import parse_condition
from songbang.core.assessing.schemes import Indicator, Scheme
from songbang.core.assessing.scoring import ranks, shifts, standing_of, standings_of, weight_of_conditions

LIFT = Indicator("2", "电梯年检", Fraction(20), applies=parse_condition("电梯数 > 0"))
YARD = Indicator("3", "示范点", Fraction(30), applies=parse_condition("非 老旧小区"), alternative="居民议事记录")
SCHEME = Scheme((Indicator("1", "台账", Fraction(50)), LIFT, YARD))
UNITS = {"old": {"电梯数": 0, "老旧小区": True}, "new": {"电梯数": 12, "老旧小区": False}, "unknown": {}}
MARKS = {
    ("old", "1"): Fraction(45), ("new", "1"): Fraction(40), ("new", "2"): Fraction(18), ("new", "3"): Fraction(20),
    ("unknown", "1"): Fraction(50), ("unknown", "2"): Fraction(10), ("unknown", "3"): Fraction(0),
}  # fmt: skip


def test_an_indicator_that_does_not_apply_neither_gives_nor_takes() -> None:
    found = standing_of(SCHEME, "old", UNITS["old"], MARKS)
    assert (found.got, found.possible, found.share) == (45, 50, Fraction(9, 10))
    assert [(one.indicator, one.alternative) for one in found.excused] == [("2", ""), ("3", "居民议事记录")]
    assert found.excused[0].because == ("电梯数 > 0 (0)",)


def test_what_a_unit_shows_instead_counts_once_it_is_marked() -> None:
    found = standing_of(SCHEME, "old", UNITS["old"], {**MARKS, ("old", "3"): Fraction(27)})
    assert (found.got, found.possible) == (72, 80)


def test_a_trait_that_is_not_known_excuses_nobody_and_is_listed() -> None:
    found = standing_of(SCHEME, "unknown", {}, MARKS)
    assert (found.got, found.possible) == (60, 100)
    assert found.undecided == (("2", ("电梯数",)), ("3", ("老旧小区",)))


def test_what_is_not_marked_yet_is_no_zero() -> None:
    found = standing_of(SCHEME, "new", UNITS["new"], {})
    assert found.share is None
    assert found.unmarked == ("1", "2", "3")


def test_equal_shares_share_the_better_rank() -> None:
    marks = {(unit, "1"): Fraction(points) for unit, points in [("a", 40), ("b", 40), ("c", 50), ("d", 10)]}
    scheme = Scheme((SCHEME.indicators[0],))
    assert ranks(standings_of(scheme, {unit: {} for unit in "abcd"}, marks)) == {"a": 2, "b": 2, "c": 1, "d": 4}


def test_how_the_ranks_would_stand_if_all_were_treated_alike() -> None:
    found = {one.unit: (one.rank, one.rank_without) for one in shifts(SCHEME, UNITS, MARKS)}
    assert found == {"old": (1, 3), "new": (2, 1), "unknown": (3, 2)}
    assert [(one.code, places) for one, places in weight_of_conditions(SCHEME, UNITS, MARKS)] == [("2", 1), ("3", 2)]
