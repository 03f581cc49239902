"""Each hard constraint, kept and broken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from songbang.core.planning import constraints
from songbang.core.planning.constraints import CONSTRAINTS, Constraint
from songbang.core.planning.problem import Placement, Plan
from tests.core.planning.small import MONDAY, TUESDAY, layout, meeting


def at(clock: str, room: str | None = "hall", *chosen: str, day: str = MONDAY) -> Placement:
    return Placement(datetime.fromisoformat(f"{day}T{clock}"), room, chosen)


TWO = [meeting("a"), meeting("b")]
AFTER = [meeting("a"), meeting("b", required=["p4"], after=["a"])]
GROUP = [meeting("a", one_of=[["p2", "p3"]])]
FIXED = [meeting("a", fixed={"start": f"{MONDAY}T10:00", "room": "hall"})]
BUSY = {"busy": [{"person": "p1", "start": f"{MONDAY}T10:00", "end": f"{MONDAY}T10:30"}]}
FREE = {"no_meeting_days": [TUESDAY]}

CASES: list[tuple[Constraint, list[Any], dict[str, Any], Plan, Plan]] = [
    (constraints.person_in_one_place, TWO, {}, {"a": at("09:00"), "b": at("10:00", "small")},
     {"a": at("09:00"), "b": at("10:00", "town")}),
    (constraints.room_once, TWO, {}, {"a": at("09:00"), "b": at("10:00")}, {"a": at("09:00"), "b": at("09:30")}),
    (constraints.room_holds, [meeting("a", headcount=20)], {}, {"a": at("09:00", "town")}, {"a": at("09:00", "small")}),
    (constraints.in_hours, TWO, {}, {"a": at("11:00")}, {"a": at("11:30")}),
    (constraints.not_on_free_days, TWO, FREE, {"a": at("09:00")}, {"a": at("09:00", day=TUESDAY)}),
    (constraints.in_window, [meeting("a", window=[MONDAY, MONDAY])], {}, {"a": at("09:00")},
     {"a": at("09:00", day=TUESDAY)}),
    (constraints.after_what_it_follows, AFTER, {}, {"a": at("09:00"), "b": at("10:00")},
     {"a": at("09:00"), "b": at("09:30", "small")}),
    (constraints.nobody_busy, TWO, BUSY, {"a": at("09:00")}, {"a": at("09:30")}),
    (constraints.exactly_one_of, GROUP, {}, {"a": at("09:00", "hall", "p2")}, {"a": at("09:00", "hall", "p2", "p3")}),
    (constraints.fixed_stays, FIXED, {}, {"a": at("10:00")}, {"a": at("09:00")}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0].__name__)
def test_kept_yields_nothing_and_broken_names_the_meeting(case: Any) -> None:
    constraint, meetings, fields, kept, broken = case
    plain = layout(*meetings, **fields)
    assert not constraints.broken(plain, kept)
    assert any("a" in ids or "b" in ids for ids in constraint(plain, broken))


def test_every_constraint_has_its_pair() -> None:
    assert [case[0] for case in CASES] == list(CONSTRAINTS)
