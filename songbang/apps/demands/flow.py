"""The way through as values: which steps a verdict asks for, who may decide one, and what a decision leaves behind.

Pure, so that a state machine of tests can walk every path; `passing` carries it out in the database.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Literal

from songbang.apps.demands.states import State, check_may
from songbang.core import rulebook
from songbang.core.errors import Conflict
from songbang.core.rules import workdays

StepKind = Literal["file", "approve", "waive", "countersign"]
StepState = Literal["open", "agreed", "refused", "returned", "void"]
Decision = Literal["agree", "send_back", "refuse"]
CLOSES = time(17, 30)
"""The end of the working day, in the office's zone."""


@dataclass(frozen=True, slots=True)
class Need:
    """A step that the verdict asks for: at which desk, for which rules, within how many working days."""

    kind: StepKind
    desk: str
    rules: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a demand on its way. `asked_by`: the step whose holder asked for this countersignature."""

    key: int
    kind: StepKind
    desk: str
    rules: tuple[str, ...] = ()
    state: StepState = "open"
    asked_by: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A demand on its way: where it stands, whose it is, and its steps of this round."""

    state: State
    asker: str
    steps: tuple[Step, ...] = ()

    @property
    def open(self) -> list[Step]:
        return [step for step in self.steps if step.state == "open"]

    def step(self, key: int) -> Step:
        found = next((step for step in self.steps if step.key == key), None)
        if found is None:
            raise Conflict("step.not_open")
        return found

    def waits(self, step: Step) -> bool:
        """Whether a countersignature that its holder asked for is still open."""
        return any(one.asked_by == step.key for one in self.open)


@cache
def ways() -> Mapping[str, Any]:
    content: Mapping[str, Any] = rulebook.load("door_steps.yaml")
    return content


@dataclass(frozen=True, slots=True)
class Blocking:
    """A finding that stands against the demand. `lifted_by`: approvals that its rule names; `asked`: the ground on
    which its asker asks for a waiver, if any."""

    rule: str
    level: str
    lifted_by: tuple[str, ...] = ()
    asked: str = ""


def needs_of(findings: Iterable[Blocking]) -> tuple[list[Need], list[Blocking]]:
    """(steps by which these findings can be let through, findings that only a change can mend)."""
    ways_found: dict[tuple[StepKind, str], tuple[list[str], int]] = {}
    stuck: list[Blocking] = []
    for one in findings:
        way = _way(one)
        if way is None:
            stuck.append(one)
            continue
        rules, days = ways_found.setdefault((way["step"], way["desk"]), ([], way["days"]))
        rules.append(one.rule)
        ways_found[way["step"], way["desk"]] = (rules, max(days, way["days"]))
    return [Need(kind, desk, tuple(rules), days) for (kind, desk), (rules, days) in ways_found.items()], stuck


def _way(one: Blocking) -> Mapping[str, Any] | None:
    known = ways()["rules"].get(one.rule)
    if known:
        return dict(known)
    if one.lifted_by and one.level in ("approve", "refuse"):
        return {**ways()["approved_by"], "desk": sorted(one.lifted_by)[0]}
    if one.level == "approve":
        return dict(ways()["otherwise"])
    if one.level == "change" and one.asked:
        return dict(ways()["waiver"])
    return None


def open_steps(passage: Passage, needs: Iterable[Need], new_key: Callable[[], int]) -> Passage:
    """The passage with a step for each need; what was open before is void."""
    kept = tuple(replace(step, state="void") if step.state == "open" else step for step in passage.steps)
    fresh = tuple(Step(new_key(), need.kind, need.desk, need.rules) for need in needs)
    return replace(passage, state=check_may(passage.state, "open_steps"), steps=kept + fresh)


def who_may(desk: str, holders: Mapping[str, Collection[str]], delegates: Mapping[str, Collection[str]],
            approvers: Collection[str], asker: str) -> frozenset[str]:  # fmt: skip
    """Who may decide at a desk: its holders and those to whom they delegated; where nobody but the asker is left, every
    other approver of the place. Nobody decides on their own demand, by delegation neither."""
    named = set(holders.get(desk, ()))
    named |= {to for holder in named for to in delegates.get(holder, ())}
    return frozenset(named - {asker}) or frozenset(set(approvers) - {asker})


def check_decides(passage: Passage, step: Step, person: str, may: Collection[str]) -> None:
    """Raises `Conflict` with the reason why the person may not decide the step now."""
    if passage.state != "passing" or step.state != "open":
        raise Conflict("step.not_open")
    if person == passage.asker:
        raise Conflict("step.own_demand")
    if person not in may:
        raise Conflict("step.not_yours")
    if passage.waits(step):
        raise Conflict("step.waits")


def decide(passage: Passage, key: int, decision: Decision) -> Passage:
    """The passage after a decision that `check_decides` let pass. While it is `passing` without open steps, the caller
    weighs again: what was agreed may not be all."""
    outcome: dict[Decision, tuple[StepState, str]] = {
        "agree": ("agreed", ""), "send_back": ("returned", "return"), "refuse": ("refused", "decline"),
    }  # fmt: skip
    state, act = outcome[decision]
    steps = tuple(replace(step, state=state) if step.key == key else step for step in passage.steps)
    if not act:
        return replace(passage, steps=steps)
    return _stopped(replace(passage, steps=steps), act)


def ask_countersign(passage: Passage, key: int, desk: str, new_key: Callable[[], int]) -> Passage:
    """The holder of a step asks another desk to sign first. A desk signs once a round: no two wait for each other."""
    if any(step.desk == desk and step.state in ("open", "agreed") for step in passage.steps):
        raise Conflict("step.desk_has_it")
    if passage.step(key).kind == "countersign":
        raise Conflict("step.no_chain")
    step = Step(new_key(), "countersign", desk, asked_by=key)
    return replace(passage, steps=(*passage.steps, step))


def withdraw(passage: Passage) -> Passage:
    return _stopped(passage, "withdraw")


def _stopped(passage: Passage, act: str) -> Passage:
    """Another state, and no step left open behind it."""
    steps = tuple(replace(step, state="void") if step.state == "open" else step for step in passage.steps)
    return replace(passage, state=check_may(passage.state, act), steps=steps)


def due_at(opened: datetime, days: int) -> datetime:
    """The end of the `days`-th working day after a moment; make-up days count, holidays do not. Where the calendar is
    not decreed yet, Monday to Friday."""
    day = opened.date()
    for _ in range(days):
        day = _next_working(day)
    return datetime.combine(day, CLOSES, opened.tzinfo)


def _next_working(day: date) -> date:
    decreed = workdays.next_working(day) if workdays.decreed(day + timedelta(days=1)) else None
    if decreed is not None:
        return decreed
    after = day + timedelta(days=1)
    while after.weekday() >= 5:
        after += timedelta(days=1)
    return after
