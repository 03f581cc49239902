"""Moves under the public constraint set: one aside, two exchanged, the rest of a day shifted, two days exchanged.

All moves are lists of meetings with new places: lifted together, put together, undone when refused.
"""

from __future__ import annotations

import math

import numpy as np

from songbang.core.planning.compiled import compiled, entrance
from songbang.core.planning.grain_rules import GrainRules, GrainState, Ints, cost_of, is_free, lift, put


@entrance
def sow(seed: int) -> None:
    """Set the source of chance that compiled code draws from."""
    np.random.seed(seed)


@compiled
def accepted(delta: float, temperature: float) -> bool:
    """Better always, worse with the chance that the temperature gives."""
    return bool(delta <= 0 or np.random.random() < math.exp(-delta / temperature))


@entrance
def keep_best(state: GrainState) -> None:
    """Remember the plan when it is better: hard first, then medium, then soft."""
    cost, best = state.cost, state.best
    for level in range(3):
        if cost[level] != best[level]:
            if cost[level] < best[level]:
                best[:] = cost
                state.best_start[:] = state.start
                state.best_room[:] = state.room
            return


@compiled
def try_one(
    rules: GrainRules, state: GrainState, m: int, start: int, room: int, weights: tuple[float, float],
    temperature: float,
) -> bool:  # fmt: skip
    """Move one meeting, or leave it."""
    old_start, old_room = state.start[m], state.room[m]
    if old_start == start and old_room == room:
        return False
    before = state.cost[0] * weights[0] + state.cost[1] * weights[1] + state.cost[2]
    hard, medium, soft = state.cost[0], state.cost[1], state.cost[2]
    lift(rules, state, m)
    if is_free(rules, state, m, start, room):
        h, md, s = cost_of(rules, state, m, start, room)
        after = (state.cost[0] + h) * weights[0] + (state.cost[1] + md) * weights[1] + state.cost[2] + s
        if accepted(after - before, temperature):
            put(rules, state, m, start, room)
            return True
    restore(rules, state, m, old_start, old_room)
    state.cost[0], state.cost[1], state.cost[2] = hard, medium, soft
    return False


@compiled
def restore(rules: GrainRules, state: GrainState, m: int, start: int, room: int) -> None:
    """Put back without counting."""
    end = start + rules.length[m]
    state.at[room, start:end] = m
    state.starts[start] += 1
    state.ends[end] += 1
    state.start[m], state.room[m] = start, room


@compiled
def remove(rules: GrainRules, state: GrainState, m: int) -> None:
    """Take off without counting."""
    start, end = state.start[m], state.start[m] + rules.length[m]
    state.at[state.room[m], start:end] = -1
    state.starts[start] -= 1
    state.ends[end] -= 1


@compiled
def put_all(rules: GrainRules, state: GrainState, count: int) -> int:
    """Put the move's meetings on their new places; how many could be put before one could not."""
    for i in range(count):
        m = state.ids[i]
        if not is_free(rules, state, m, state.to_start[i], state.to_room[i]):
            return i
        put(rules, state, m, state.to_start[i], state.to_room[i])
    return count


@compiled
def try_many(
    rules: GrainRules, state: GrainState, count: int, weights: tuple[float, float], temperature: float
) -> bool:
    """Make the move that `ids`, `to_start`, `to_room` describe, or leave everything as it was."""
    hard, medium, soft = state.cost[0], state.cost[1], state.cost[2]
    before = hard * weights[0] + medium * weights[1] + soft
    for i in range(count):
        m = state.ids[i]
        state.from_start[i], state.from_room[i] = state.start[m], state.room[m]
        lift(rules, state, m)
    done = put_all(rules, state, count)
    if done == count:
        after = state.cost[0] * weights[0] + state.cost[1] * weights[1] + state.cost[2]
        if accepted(after - before, temperature):
            return True
    for i in range(done):
        remove(rules, state, state.ids[i])
    for i in range(count):
        restore(rules, state, state.ids[i], state.from_start[i], state.from_room[i])
    state.cost[0], state.cost[1], state.cost[2] = hard, medium, soft
    return False


@compiled
def beside(rules: GrainRules, state: GrainState, m: int, other: int) -> int:
    """A start for `m` that fits to another meeting: with it, ending with it, one grain after or before it."""
    how = np.random.randint(6)
    start, end = state.start[other], state.start[other] + rules.length[other]
    if how == 0:
        return int(start)
    if how == 1:
        return int(end - rules.length[m])
    if how <= 3:
        return int(end + 1)
    if how == 4:
        return int(start - 1 - rules.length[m])
    return int(start + np.random.randint(-3, 4))


@compiled
def aside(rules: GrainRules, state: GrainState, m: int) -> int:
    """A start for `m`: a few grains off, beside another meeting, or anywhere."""
    how = np.random.random()
    if how < 0.35:
        return int(state.start[m] + np.random.randint(-4, 5))
    if how < 0.9:
        return beside(rules, state, m, np.random.randint(rules.length.shape[0]))
    return int(np.random.randint(rules.day_to.shape[0]))


@compiled
def exchange(rules: GrainRules, state: GrainState) -> int:
    """Two meetings take each other's place, at the start or at the end of it."""
    n = rules.length.shape[0]
    a, b = np.random.randint(n), np.random.randint(n)
    if a == b:
        return 0
    keep = np.random.random() < 0.3
    state.ids[0], state.ids[1] = a, b
    state.to_room[0] = state.room[a] if keep else state.room[b]
    state.to_room[1] = state.room[b] if keep else state.room[a]
    state.to_start[0], state.to_start[1] = state.start[b], state.start[a]
    longer = rules.length[a] - rules.length[b]
    if np.random.random() < 0.5:
        state.to_start[0] -= longer
    if np.random.random() < 0.5:
        state.to_start[1] += longer
    return 2


@compiled
def of_day(rules: GrainRules, state: GrainState, day_from: int, low: int, offset: int, count: int) -> int:
    """Add the meetings of a day that start at `low` or later to the move, shifted by `offset`; the new count."""
    for room in range(state.at.shape[0]):
        grain = low
        while grain < rules.day_to[day_from]:
            m = state.at[room, grain]
            if m < 0 or state.start[m] < low:
                grain += 1
                continue
            state.ids[count], state.to_start[count], state.to_room[count] = m, state.start[m] + offset, room
            count += 1
            grain = state.start[m] + rules.length[m]
    return count


@compiled
def shift(rules: GrainRules, state: GrainState) -> int:
    """What a day holds from some meeting on moves by a few grains."""
    m = np.random.randint(rules.length.shape[0])
    day_from = rules.day_from[state.start[m]]
    offset = np.random.randint(1, 4) * (1 if np.random.random() < 0.5 else -1)
    return of_day(rules, state, day_from, state.start[m], offset, 0)


@compiled
def exchange_days(rules: GrainRules, state: GrainState) -> int:
    """Two days change places."""
    grains = rules.day_to.shape[0]
    a, b = rules.day_from[np.random.randint(grains)], rules.day_from[np.random.randint(grains)]
    if a == b:
        return 0
    count = of_day(rules, state, a, a, b - a, 0)
    return of_day(rules, state, b, b, a - b, count)


@compiled
def another_room(rules: GrainRules, state: GrainState, m: int) -> int:
    """Often the same room, else any."""
    if np.random.random() < 0.4:
        return int(state.room[m])
    return int(np.random.randint(rules.room_cost.shape[0]))


@compiled
def step(rules: GrainRules, state: GrainState, weights: tuple[float, float], temperature: float) -> bool:
    """Try one move of a kind drawn by chance."""
    kind = np.random.random()
    if kind < 0.6:
        m = np.random.randint(rules.length.shape[0])
        return try_one(rules, state, m, aside(rules, state, m), another_room(rules, state, m), weights, temperature)
    if kind < 0.98:
        count = exchange(rules, state)
    elif kind < 0.998:
        count = shift(rules, state)
    else:
        count = exchange_days(rules, state)
    return count > 0 and try_many(rules, state, count, weights, temperature)


@entrance
def roam(rules: GrainRules, state: GrainState, weights: tuple[float, float], temperature: float, steps: int) -> None:
    """Try many moves and remember the best plan met."""
    for _ in range(steps):
        if step(rules, state, weights, temperature):
            keep_best(state)


@entrance
def first_places(rules: GrainRules, state: GrainState, order: Ints) -> bool:
    """Put each meeting on the first place that costs nothing hard or medium, else on the cheapest; false if none."""
    for m in order:
        found, lowest = -1, 1e18
        for place in range(rules.day_to.shape[0] * rules.room_cost.shape[0]):
            start, room = place // rules.room_cost.shape[0], place % rules.room_cost.shape[0]
            if is_free(rules, state, m, start, room):
                h, md, s = cost_of(rules, state, m, start, room)
                if h * 1e8 + md * 1e4 + s < lowest:
                    found, lowest = place, h * 1e8 + md * 1e4 + s
                    if h + md == 0:
                        break
        if found < 0:
            return False
        put(rules, state, m, found // rules.room_cost.shape[0], found % rules.room_cost.shape[0])
    return True


@entrance
def go_back(rules: GrainRules, state: GrainState) -> None:
    """Make the best plan met the current one."""
    for m in range(rules.length.shape[0]):
        remove(rules, state, m)
    for m in range(rules.length.shape[0]):
        restore(rules, state, m, state.best_start[m], state.best_room[m])
    state.cost[:] = state.best
