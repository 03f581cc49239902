"""What no plan can undercut (that proved plans do not: test_engines)."""

from __future__ import annotations

from songbang.core.planning.arrival import first_come_first_served
from songbang.core.planning.bounds import fewest_journeys, gap
from tests.core.planning.small import layout, meeting, visit


def test_what_cannot_be_nested_takes_a_journey_each_and_the_rest_as_many_as_fill_spans() -> None:
    far = {"headcount": 30, "required": ["p1"]}  # only the hall holds them, away from where p1 works
    asked = layout(
        meeting("a", **far, nestable=False), *(meeting(id_, **far) for id_ in "bcde"),
        visits=[visit("v"), visit("w"), visit("x", topic="water")],
    )  # fmt: skip
    plan = first_come_first_served(asked)
    assert len(plan) == 8
    assert fewest_journeys(asked, plan) == 1 + 2 + 2  # four hours in spans of three; two topics


def test_who_is_at_home_where_a_meeting_may_be_held_need_not_travel() -> None:
    asked = layout(meeting("a", required=["p1", "p4", "p5"], nestable=False, headcount=15))
    plan = first_come_first_served(asked)
    assert fewest_journeys(asked, plan) == 2
    assert gap(asked, plan) == 0.0
