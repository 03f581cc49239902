"""Both engines keep all hard constraints; what is proved optimal is never worse than what was searched."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songbang.core.planning.annealing import Budget
from songbang.core.planning.arrival import first_come_first_served
from songbang.core.planning.bounds import fewest_journeys
from songbang.core.planning.constraints import broken
from songbang.core.planning.engine import worth
from songbang.core.planning.layout import Layout
from songbang.core.planning.measures import count
from songbang.core.planning.planner import make_plan
from songbang.core.planning.proof import ProofEngine
from songbang.core.planning.read_problem import read_problem
from songbang.core.planning.search import SearchEngine, cost_of
from tests.core.planning.checker import violations
from tests.core.planning.small import drawn

FEW = settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def budget(seconds: float, rounds: int | None = None) -> Budget:
    return Budget(time.monotonic, time.monotonic() + seconds, rounds)


@FEW
@given(st.integers(0, 10_000))
def test_searched_plans_keep_all_and_proved_ones_are_never_worse(seed: int) -> None:
    layout = Layout(read_problem(drawn(seed)))
    arrival = first_come_first_served(layout)
    searched = SearchEngine().solve(layout, arrival, budget(60, rounds=4), seed).plan
    proved = ProofEngine().solve(layout, arrival, budget(20), seed)
    assert not broken(layout, arrival) + broken(layout, searched) + broken(layout, proved.plan)
    values = [worth(count(layout, plan), {}) for plan in (proved.plan, searched, arrival)]
    assert values[1] <= values[2]
    for plan in (arrival, searched, proved.plan):
        assert fewest_journeys(layout, plan) <= count(layout, plan)["journeys"]
    if proved.proved:
        assert values[0] <= values[1]
        assert proved.bound == values[0]


@FEW
@given(st.integers(0, 10_000))
def test_the_compiled_count_is_the_plain_one(seed: int) -> None:
    layout = Layout(read_problem(drawn(seed, size=6)))
    plan = SearchEngine().solve(layout, first_come_first_served(layout), budget(60, rounds=2), seed).plan
    compiled, plain = cost_of(layout, plan), count(layout, plan)
    # Half-days that people's own busy times break are in every plan, and the search does not count them.
    assert compiled.pop("half_days") + count(layout, {})["half_days"] == plain.pop("half_days")
    assert compiled == plain


@FEW
@given(st.integers(0, 10_000))
def test_an_independent_checker_finds_nothing_in_a_whole_plan(seed: int) -> None:
    document = drawn(seed)
    plan = make_plan(read_problem(document), budget(6), seed)
    assert violations(document, plan) == []
    assert plan["status"] in {"optimal", "infeasible", "feasible"}


def test_the_same_seed_and_rounds_give_the_same_plan() -> None:
    layout = Layout(read_problem(drawn(5, size=6)))
    runs = [SearchEngine().solve(layout, {}, budget(60, rounds=3), 7).plan for _ in range(2)]
    assert runs[0] == runs[1]
