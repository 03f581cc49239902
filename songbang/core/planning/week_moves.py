"""Moves of the week's search: one item elsewhere, others in its place, two exchanged; undone when refused."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from songbang.core.planning.compiled import compiled
from songbang.core.planning.week_rules import WeekRules, WeekState, clash, lift, open_to, possible, put

Levels = npt.NDArray[np.int64]
"""levels x measures: what each measure weighs in each level of the order."""
Scale = npt.NDArray[np.float64]
"""What each measure weighs in the sum that the temperature is held against."""
MOST_EJECTED = 4


@compiled
def touch(rules: WeekRules, state: WeekState, i: int) -> None:
    """Remember where an item lies, so that the move can be undone, and take it off the board."""
    at = state.tried[0]
    state.touched[at], state.old_at[at] = i, state.at[i]
    for g in range(rules.group_first[i], rules.group_first[i + 1]):
        state.old_chosen[g] = state.chosen[g]
    state.tried[0] += 1
    if state.at[i] >= 0:
        lift(rules, state, i)


@compiled
def undo(rules: WeekRules, state: WeekState) -> None:
    """Everything that was touched goes back to its old place."""
    for at in range(state.tried[0]):
        if state.at[state.touched[at]] >= 0:
            lift(rules, state, state.touched[at])
    for at in range(state.tried[0]):
        i = state.touched[at]
        for g in range(rules.group_first[i], rules.group_first[i + 1]):
            state.chosen[g] = state.old_chosen[g]
        if state.old_at[at] >= 0:
            put(rules, state, i, state.old_at[at])


@compiled
def better(state: WeekState, levels: Levels) -> bool:
    """The current plan is better than the best, level by level."""
    for level in range(levels.shape[0]):
        ours, best = 0, 0
        for m in range(levels.shape[1]):
            ours += levels[level, m] * state.cost[m]
            best += levels[level, m] * state.best[m]
        if ours != best:
            return bool(ours < best)
    return False


@compiled
def keep_best(state: WeekState, levels: Levels) -> None:
    """Remember the plan when it is better."""
    if better(state, levels):
        state.best[:] = state.cost
        state.best_at[:] = state.at
        state.best_chosen[:] = state.chosen


@compiled
def energy(state: WeekState, scale: Scale) -> float:
    """The weighted sum of all measures."""
    total = 0.0
    for m in range(scale.shape[0]):
        total += scale[m] * state.cost[m]
    return total


@compiled
def anywhere(rules: WeekRules, i: int) -> int:
    """Any candidate of an item."""
    return int(rules.first[i] + np.random.randint(rules.first[i + 1] - rules.first[i]))


@compiled
def starting(rules: WeekRules, i: int, start: int, place: int) -> int:
    """The item's candidate at this start and place, or -1."""
    for c in range(rules.first[i], rules.first[i + 1]):
        if rules.start[c] == start and rules.place[c] == place:
            return c
    return -1


@compiled
def beside(rules: WeekRules, state: WeekState, i: int) -> int:
    """A candidate right after, right before or together with another item, at its place; or anywhere."""
    j = np.random.randint(rules.minutes.shape[0])
    if state.at[j] >= 0:
        k = state.at[j]
        how = np.random.randint(3)
        start = rules.start[k]
        if how == 0:
            start += -(-rules.minutes[j] // rules.grain) * rules.grain
        elif how == 1:
            start -= -(-rules.minutes[i] // rules.grain) * rules.grain
        found = starting(rules, i, start, rules.place[k])
        if found >= 0:
            return found
    return anywhere(rules, i)


@compiled
def aside(rules: WeekRules, state: WeekState, i: int) -> int:
    """Where an item might go: beside another, where it was announced, a little off, or anywhere."""
    how = np.random.random()
    if how < 0.05 and rules.announced[i] >= 0:
        return int(rules.announced[i])
    if how < 0.5:
        return beside(rules, state, i)
    if how < 0.7 and state.at[i] >= 0:
        c = state.at[i] + np.random.randint(-6, 7)
        return int(min(max(c, rules.first[i]), rules.first[i + 1] - 1))
    return anywhere(rules, i)


@compiled
def in_the_way(rules: WeekRules, state: WeekState, i: int, c: int, j: int) -> bool:
    """Item `j` takes the room or a required person from item `i` at candidate `c`."""
    k = state.at[j]
    a, b = rules.start[c], rules.start[k]
    overlap = a < b + rules.minutes[j] and b < a + rules.minutes[i]
    if overlap and rules.room[c] >= 0 and rules.room[c] == rules.room[k]:
        return True
    for at in range(rules.req_first[i], rules.req_first[i + 1]):
        p = rules.required[at]
        day = a // 1440
        for held in range(state.holds[p, day]):
            if state.held[p, day, held] == j and clash(rules, i, c, j, k, p):
                return True
    return False


@compiled
def eject(rules: WeekRules, state: WeekState, i: int, c: int) -> bool:
    """Take away what is in the way of item `i` at `c`; false where it is too much."""
    for j in range(rules.minutes.shape[0]):
        if j != i and state.at[j] >= 0 and in_the_way(rules, state, i, c, j):
            if state.tried[0] > MOST_EJECTED:
                return False
            touch(rules, state, j)
    return True


@compiled
def settle(rules: WeekRules, state: WeekState, i: int) -> None:
    """Give an item that was taken away a new place, if one of some tries is free."""
    for _ in range(40):
        c = aside(rules, state, i)
        if possible(rules, state, i, c, False):
            put(rules, state, i, c)
            return


@compiled
def change(rules: WeekRules, state: WeekState, i: int) -> bool:
    """Move one item, with others in its way or not; false where it could not be put."""
    c = aside(rules, state, i)
    kind = np.random.random()
    if kind < 0.2 and state.at[i] >= 0:
        c = state.at[i]
    ejecting = kind > 0.95
    if not ejecting and not open_to(rules, state, i, c):
        return False
    touch(rules, state, i)
    if ejecting and not eject(rules, state, i, c):
        return False
    if not possible(rules, state, i, c, kind < 0.3):
        return False
    put(rules, state, i, c)
    for at in range(1, state.tried[0]):
        settle(rules, state, state.touched[at])
    return True


@compiled
def exchange(rules: WeekRules, state: WeekState, i: int) -> bool:
    """Two items take each other's start, where both have such a candidate."""
    j = np.random.randint(rules.minutes.shape[0])
    if i == j or state.at[i] < 0 or state.at[j] < 0:
        return False
    a, b = state.at[i], state.at[j]
    to_i = starting(rules, i, rules.start[b], rules.place[b])
    to_j = starting(rules, j, rules.start[a], rules.place[a])
    if to_i < 0 or to_j < 0:
        return False
    for turn in range(2):
        touch(rules, state, j if turn else i)
    for turn in range(2):
        moved, to = (j, to_j) if turn else (i, to_i)
        if not possible(rules, state, moved, to, False):
            return False
        put(rules, state, moved, to)
    return True


@compiled
def left_alone(rules: WeekRules, state: WeekState) -> bool:
    """Nothing placed has lost what it must follow."""
    for at in range(rules.after.shape[0]):
        if state.at[rules.after[at, 0]] >= 0 and state.at[rules.after[at, 1]] < 0:
            return False
    return True


@compiled
def roam(
    rules: WeekRules, state: WeekState, movable: npt.NDArray[np.int64], scale: Scale, levels: Levels,
    temperature: float, steps: int,
) -> None:  # fmt: skip
    """Try many moves and remember the best plan met."""
    for _ in range(steps):
        i = movable[np.random.randint(movable.shape[0])]
        before = energy(state, scale)
        state.tried[0] = 0
        done = exchange(rules, state, i) if np.random.random() < 0.1 else change(rules, state, i)
        if done and left_alone(rules, state):
            worse = energy(state, scale) - before
            if worse <= 0 or np.random.random() < math.exp(-worse / temperature):
                keep_best(state, levels)
                continue
        undo(rules, state)


@compiled
def go_back(rules: WeekRules, state: WeekState) -> None:
    """Make the best plan met the current one."""
    for i in range(rules.minutes.shape[0]):
        if state.at[i] >= 0:
            lift(rules, state, i)
    state.chosen[:] = state.best_chosen
    for i in range(rules.minutes.shape[0]):
        if state.best_at[i] >= 0:
            put(rules, state, i, state.best_at[i])


@compiled
def sow(seed: int) -> None:
    """Set the source of chance that compiled code draws from."""
    np.random.seed(seed)
