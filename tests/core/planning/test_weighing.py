"""What a slot or a move costs, and the best slots."""

from __future__ import annotations

from datetime import datetime

from songbang.core.planning.layout import Layout
from songbang.core.planning.measures import count
from songbang.core.planning.problem import Placement, Plan
from songbang.core.planning.read_problem import read_problem
from songbang.core.planning.weighing import Scales, reasons
from tests.core.planning.small import meeting, problem, visit


def scales(given: dict[str, object], plan: Plan, id_: str) -> Scales:
    return Scales(Layout(read_problem(given)), plan, id_)


def at(clock: str, room: str | None = "hall", *chosen: str, day: str = "2025-03-03") -> Placement:
    return Placement(datetime.fromisoformat(f"{day}T{clock}"), room, chosen)


def test_a_slot_right_after_another_meeting_of_the_same_person_costs_no_journey() -> None:
    found = scales(problem([meeting("a"), meeting("b")]), {"a": at("09:00")}, "b")
    nested, apart = found.weigh(at("10:00").start, "hall"), found.weigh(at("15:00").start, "hall")
    assert (nested.journeys, nested.half_days, nested.with_whom) == (0, 0, ("a",))
    assert (apart.journeys, apart.half_days) == (1, 1)
    assert nested.weight < apart.weight


def test_the_cost_is_what_the_measures_of_the_whole_plan_say() -> None:
    given = problem([meeting("a"), meeting("b", required=["p1", "p4"]), meeting("c", one_of=[["p2", "p3"]])])
    layout = Layout(read_problem(given))
    standing = {"a": at("09:00"), "c": at("14:00", "hall", "p2")}
    for clock in ("10:00", "11:00", "15:00", "16:00"):
        cost = Scales(layout, standing, "b").weigh(at(clock).start, "hall")
        before, after = count(layout, standing), count(layout, {**standing, "b": cost.placement})
        assert cost.journeys == after["journeys"] - before["journeys"], clock
        assert cost.half_days == after["half_days"] - before["half_days"], clock


def test_who_cannot_come_is_named_with_what_keeps_them() -> None:
    busy = [{"person": "p4", "start": "2025-03-03T09:00", "end": "2025-03-03T10:00"}]
    given = problem([meeting("a"), meeting("b", required=["p1", "p4"])], busy=busy)
    cost = scales(given, {"a": at("09:30", "small")}, "b").weigh(at("09:00").start, "hall")
    assert dict(cost.absent) == {"p1": "a", "p4": "busy"}
    assert not cost.possible


def test_rules_that_a_time_breaks_are_named() -> None:
    given = problem([meeting("a"), meeting("b", required=["p5"], headcount=40)], no_meeting_days=["2025-03-04"])
    found = scales(given, {"a": at("09:00")}, "b")
    assert found.weigh(at("09:00").start, "hall").broken == ("room_once",)
    assert found.weigh(at("09:00").start, "small").broken == ("room_holds",)
    assert found.weigh(at("11:30").start, "hall").broken == ("in_hours",)
    assert found.weigh(at("09:00", day="2025-03-04").start, "hall").broken == ("not_on_free_days",)


def test_what_must_follow_another_meeting_may_not_come_before_it() -> None:
    found = scales(problem([meeting("a"), meeting("b", after=["a"])]), {"a": at("10:00")}, "b")
    assert found.weigh(at("09:00").start, "hall").broken == ("after_what_it_follows",)
    assert not found.weigh(at("11:00").start, "hall").broken


def test_the_best_slots_are_possible_and_the_nested_one_comes_first() -> None:
    given = problem([meeting("a"), meeting("b")])
    best = scales(given, {"a": at("09:00")}, "b").best()
    assert len(best) == 5
    assert best[0].placement.start == at("10:00").start
    assert all(cost.possible for cost in best)
    said = reasons(best[0], Layout(read_problem(given)), "en")
    assert said[0] == "can be nested with a"


def test_a_visit_that_joins_another_is_no_reception_of_its_own() -> None:
    found = scales(problem([], [visit("v"), visit("w")]), {"v": at("09:00", None, "p4")}, "w")
    assert found.weigh(at("09:00").start, None).journeys == 0
    assert found.weigh(at("14:00").start, None).journeys == 1
