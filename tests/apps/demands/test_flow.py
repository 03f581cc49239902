"""The way through, walked at random: no state without a way out, no step that nobody may decide, no task lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from songbang.apps.demands import flow
from songbang.apps.demands.flow import Blocking, Need, Passage
from songbang.apps.demands.models import DESKS
from songbang.apps.demands.states import COUNTING, ENDS, STATES, TABLE, check_may, may
from songbang.core import rulebook
from songbang.core.errors import Conflict
from songbang.core.rules import load_book

PEOPLE = ("an", "bo", "cai", "deng")
DECISIONS = ("agree", "send_back", "refuse")
SECRETARY = "party_committee_secretary"
RULES = tuple(load_book().rules)


def test_every_state_that_is_no_end_has_a_way_to_an_end() -> None:
    reaches = set(ENDS)
    while more := {before for (before, _), after in TABLE.items() if after in reaches} - reaches:
        reaches |= more
    assert reaches == set(STATES)


def test_nothing_leaves_an_end_and_every_state_is_reached() -> None:
    assert not [key for key in TABLE if key[0] in ENDS]
    assert {"draft", "recorded"} | set(TABLE.values()) == set(STATES)


def test_its_department_can_always_take_a_demand_back_before_it_is_answered() -> None:
    for state in STATES:
        if state not in ENDS and state != "answered":
            assert may(state, "withdraw"), state


def test_what_was_refused_sent_back_or_withdrawn_does_not_count_against_others() -> None:
    assert not COUNTING & {"draft", "returned", "withdrawn", "declined"}


def test_every_way_names_a_rule_and_a_post_that_there_are() -> None:
    ways = rulebook.load("door_steps.yaml")
    assert set(ways["rules"]) <= set(RULES)
    named = [*ways["rules"].values(), ways["otherwise"], ways["waiver"]]
    assert {way["desk"] for way in named} <= set(DESKS)


def test_what_is_not_allowed_has_a_way_only_where_the_rule_names_it() -> None:
    for one in load_book().rules.values():
        needs, stuck = flow.needs_of([Blocking(one.id, one.level, tuple(one.approvals), "a ground")])
        if one.level == "refuse" and not one.approvals and one.id not in flow.ways()["rules"]:
            assert stuck and not needs, one.id
        elif one.level != "advise":
            assert needs and not stuck, one.id


def test_a_clock_runs_in_working_days_with_make_up_days() -> None:
    friday = datetime(2025, 4, 25, 16, 0)  # noqa: DTZ001 - the zone is the caller's
    # Sunday 27 April 2025 was worked in place of a May holiday; 1 to 5 May were days off.
    assert flow.due_at(friday, 1).date() == date(2025, 4, 27)
    assert flow.due_at(friday, 4).date() == date(2025, 4, 30)
    assert flow.due_at(friday, 5).date() == date(2025, 5, 6)
    assert flow.due_at(datetime(2031, 1, 3, 9, 0), 1).date() == date(2031, 1, 6)  # noqa: DTZ001


def test_a_verdict_asks_for_one_step_a_post() -> None:
    found = [
        Blocking("meeting.reaches-base", "approve", ("party_committee_same_level",)),
        Blocking("inspection.unplanned", "approve"), Blocking("any.load", "approve"),
    ]  # fmt: skip
    needs, _ = flow.needs_of(found)
    assert [(one.desk, one.rules) for one in needs] == [
        ("party_committee_same_level", ("meeting.reaches-base", "inspection.unplanned")),
        ("party_committee_secretary", ("any.load",)),
    ]


class Way(RuleBasedStateMachine):
    """A demand on its way among four people, who hold posts, delegate, countersign, send back, leave."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = iter(range(1, 10_000))
        self.passage = Passage("weighed", "an")
        self.holders: dict[str, set[str]] = {"party_committee_secretary": {"bo"}}
        self.delegates: dict[str, set[str]] = {}
        self.approvers = {"bo", "cai"}
        self.decided: set[int] = set()

    def allowed(self, desk: str) -> frozenset[str]:
        return flow.who_may(desk, self.holders, self.delegates, self.approvers, self.passage.asker)

    def _new(self) -> int:
        return next(self.keys)

    @precondition(lambda self: self.passage.state in ("weighed", "passing") and not self.passage.open)
    @rule(desks=st.lists(st.sampled_from(DESKS), max_size=3, unique=True), stuck=st.booleans())
    def weigh(self, desks: list[str], stuck: bool) -> None:
        """What `passing.after_weighing` does with a verdict."""
        state = self.passage.state
        if stuck:
            after = check_may(state, "weigh_again") if state == "passing" else state
            self.passage = Passage(after, self.passage.asker, self.passage.steps)
        elif desks:
            needs = [Need("approve", desk, (), 1) for desk in desks]
            self.passage = flow.open_steps(self.passage, needs, self._new)
        else:
            act = "settle" if state == "passing" else "admit"
            self.passage = Passage(check_may(state, act), self.passage.asker, self.passage.steps)

    @precondition(lambda self: bool(self.passage.open))
    @rule(
        decision=st.sampled_from(["agree", "send_back", "refuse"]), place=st.integers(0, 9), who=st.sampled_from(PEOPLE)
    )
    def decide(self, decision: flow.Decision, place: int, who: str) -> None:
        step = self.passage.open[place % len(self.passage.open)]
        try:
            flow.check_decides(self.passage, step, who, self.allowed(step.desk))
        except Conflict:
            return
        assert who != self.passage.asker
        assert step.key not in self.decided
        self.decided.add(step.key)
        self.passage = flow.decide(self.passage, step.key, decision)

    @precondition(lambda self: bool(self.passage.open))
    @rule(place=st.integers(0, 9), desk=st.sampled_from(DESKS))
    def countersign(self, place: int, desk: str) -> None:
        step = self.passage.open[place % len(self.passage.open)]
        try:
            self.passage = flow.ask_countersign(self.passage, step.key, desk, self._new)
        except Conflict:
            return

    @rule(desk=st.sampled_from(DESKS), who=st.sampled_from(PEOPLE))
    def give_post(self, desk: str, who: str) -> None:
        self.holders.setdefault(desk, set()).add(who)

    @rule(desk=st.sampled_from(DESKS))
    def end_post(self, desk: str) -> None:
        self.holders.pop(desk, None)

    @rule(holder=st.sampled_from(PEOPLE), to=st.sampled_from(PEOPLE))
    def delegate(self, holder: str, to: str) -> None:
        self.delegates.setdefault(holder, set()).add(to)

    @rule(who=st.sampled_from(PEOPLE[2:]))
    def another_approver(self, who: str) -> None:
        self.approvers.add(who)

    @precondition(lambda self: self.passage.state == "returned")
    @rule()
    def mend(self) -> None:
        self.passage = Passage(check_may("returned", "mend"), self.passage.asker, self.passage.steps)

    @precondition(lambda self: may(self.passage.state, "withdraw"))
    @rule()
    def withdraw(self) -> None:
        self.passage = flow.withdraw(self.passage)

    @invariant()
    def no_step_is_open_unless_the_demand_is_passing(self) -> None:
        assert self.passage.state == "passing" or not self.passage.open

    @invariant()
    def every_open_step_has_somebody_who_may_decide_it_or_waits_for_one_that_has(self) -> None:
        for step in self.passage.open:
            assert self.allowed(step.desk), step
        if self.passage.open:
            assert any(not self.passage.waits(step) for step in self.passage.open), "all wait for one another"

    @invariant()
    def there_is_a_way_out(self) -> None:
        state = self.passage.state
        assert state in ENDS or any(before == state for before, _ in TABLE)

    @invariant()
    def every_decision_stands(self) -> None:
        for step in self.passage.steps:
            if step.key in self.decided:
                assert step.state in ("agreed", "refused", "returned")


TestWay = Way.TestCase
TestWay.settings = settings(
    max_examples=150, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_nobody_decides_on_their_own_demand_by_delegation_neither() -> None:
    allowed = flow.who_may(
        "party_committee_secretary", {"party_committee_secretary": {"bo"}}, {"bo": {"an"}}, {"bo"}, "an"
    )
    assert allowed == {"bo"}
    passage = flow.open_steps(
        Passage("weighed", "an"), [Need("approve", "party_committee_secretary", (), 1)], lambda: 1
    )
    with pytest.raises(Conflict, match=r"step\.own_demand"):
        flow.check_decides(passage, passage.step(1), "an", {"an", "bo"})


def test_a_countersignature_comes_first_and_does_not_chain() -> None:
    passage = flow.open_steps(Passage("weighed", "an"), [Need("approve", "party_and_government", (), 1)], lambda: 1)
    passage = flow.ask_countersign(passage, 1, "organisation_department", lambda: 2)
    with pytest.raises(Conflict, match=r"step\.waits"):
        flow.check_decides(passage, passage.step(1), "bo", {"bo"})
    with pytest.raises(Conflict, match=r"step\.no_chain"):
        flow.ask_countersign(passage, 2, "county_decision", lambda: 3)
    with pytest.raises(Conflict, match=r"step\.desk_has_it"):
        flow.ask_countersign(passage, 1, "organisation_department", lambda: 3)
    passage = flow.decide(passage, 2, "agree")
    flow.check_decides(passage, passage.step(1), "bo", {"bo"})
