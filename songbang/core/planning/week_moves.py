"""Moves of the search: one item elsewhere, what is in its way aside, several placed anew; undone when refused."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from songbang.core.planning.compiled import compiled, entrance
from songbang.core.planning.week_prices import next_spot, price
from songbang.core.planning.week_ruins import add, ruin
from songbang.core.planning.week_rules import (
    ANNOUNCED,
    AT,
    BEST,
    BEST_AT,
    BEST_CHOSEN,
    CHOSEN,
    COST,
    DAY,
    FIRST,
    FROM,
    GROUPS,
    ITEM,
    MINUTES,
    OLD_CHOSEN,
    PLACE,
    REQUIRED,
    ROOM,
    START,
    TO,
    Ints,
    WeekRules,
    WeekState,
    can_come,
    clash,
    items_of,
    open_to,
    possible,
    turn,
)  # fmt: skip

Levels = npt.NDArray[np.int64]
"""levels x measures: what each measure weighs in each level of the order."""
Scale = npt.NDArray[np.float64]
"""What each measure weighs in the sum that the temperature is held against."""
TRIES = 12
"""Places that are tried for an item without a goal, cheapest first."""
RUINED = 0.5
"""The share of moves that take several items off the board and place them anew."""


@compiled
def take_up(rules: WeekRules, state: WeekState) -> None:
    """Take the items of the move off the board, remembering where they lay."""
    for at in range(state.tried[0]):
        i = state.move[ITEM, at]
        state.move[FROM, at] = state.lies[AT, i]
        for g in range(rules.items[GROUPS, i], rules.items[GROUPS, i + 1]):
            state.comes[OLD_CHOSEN, g] = state.comes[CHOSEN, g]
        if state.lies[AT, i] >= 0:
            turn(rules, state, i, i)


@compiled
def put_down(rules: WeekRules, state: WeekState, scale: Scale, draw: bool) -> bool:
    """Place the items of the move; those without a goal where they cost least. False: a goal was missed."""
    j = np.random.randint(items_of(rules))
    place = rules.spots[PLACE, state.lies[AT, j]] if state.lies[AT, j] >= 0 else -1
    count = state.tried[0]
    for at in range(2 * count):
        i, goal = state.move[ITEM, at % count], state.move[TO, at % count]
        if state.lies[AT, i] >= 0:
            continue
        if goal < 0:
            # What must follow something that came later in the list finds its place in the second round.
            price(rules, state, scale, i, place, at >= count)
        for _ in range(1 if goal >= 0 else TRIES):
            c = goal if goal >= 0 else next_spot(rules, state, i)
            if c >= 0 and possible(rules, state, i, c, draw):
                turn(rules, state, i, c)
                break
        if goal >= 0 and state.lies[AT, i] < 0:
            return False
    return True


@compiled
def undo(rules: WeekRules, state: WeekState) -> None:
    """Everything that was moved goes back to its old place."""
    count = state.tried[0]
    for at in range(2 * count):
        i, back = state.move[ITEM, at % count], at >= count
        if back:
            for g in range(rules.items[GROUPS, i], rules.items[GROUPS, i + 1]):
                state.comes[CHOSEN, g] = state.comes[OLD_CHOSEN, g]
        if (state.lies[AT, i] >= 0) != back and (not back or state.move[FROM, at % count] >= 0):
            turn(rules, state, i, state.move[FROM, at % count])


@compiled
def better(state: WeekState, levels: Levels) -> bool:
    """The current plan is better than the best, level by level."""
    for level in range(levels.shape[0]):
        ours, best = 0, 0
        for m in range(levels.shape[1]):
            ours += levels[level, m] * state.sums[COST, m]
            best += levels[level, m] * state.sums[BEST, m]
        if ours != best:
            return bool(ours < best)
    return False


@compiled
def copy_row(table: Ints, source: int, target: int) -> None:
    """One row onto another; number by number, since slices take seconds to compile."""
    for at in range(table.shape[1]):
        table[target, at] = table[source, at]


@compiled
def keep_best(state: WeekState, levels: Levels) -> None:
    """Remember the plan when it is better."""
    if better(state, levels):
        copy_row(state.sums, COST, BEST)
        copy_row(state.lies, AT, BEST_AT)
        copy_row(state.comes, CHOSEN, BEST_CHOSEN)


@compiled
def energy(state: WeekState, scale: Scale) -> float:
    """The weighted sum of all measures."""
    total = 0.0
    for m in range(scale.shape[0]):
        total += scale[m] * state.sums[COST, m]
    return total


@compiled
def anywhere(rules: WeekRules, i: int) -> int:
    """Any candidate of an item."""
    return int(rules.items[FIRST, i] + np.random.randint(rules.items[FIRST, i + 1] - rules.items[FIRST, i]))


@compiled
def starting(rules: WeekRules, i: int, start: int, place: int) -> int:
    """The item's candidate at this start and place, or -1."""
    for c in range(rules.items[FIRST, i], rules.items[FIRST, i + 1]):
        if rules.spots[START, c] == start and rules.spots[PLACE, c] == place:
            return c
    return -1


@compiled
def beside(rules: WeekRules, state: WeekState, i: int) -> int:
    """A candidate right after, right before or together with another item, at its place; or anywhere."""
    j = np.random.randint(items_of(rules))
    if state.lies[AT, j] >= 0:
        k = state.lies[AT, j]
        how = np.random.randint(3)
        start = rules.spots[START, k]
        if how == 0:
            start += -(-rules.items[MINUTES, j] // rules.grain) * rules.grain
        elif how == 1:
            start -= -(-rules.items[MINUTES, i] // rules.grain) * rules.grain
        found = starting(rules, i, start, rules.spots[PLACE, k])
        if found >= 0:
            return found
    return anywhere(rules, i)


@compiled
def aside(rules: WeekRules, state: WeekState, i: int) -> int:
    """Where an item might go: beside another, where it was announced, a little off, or anywhere."""
    how = np.random.random()
    if how < 0.05 and rules.items[ANNOUNCED, i] >= 0:
        return int(rules.items[ANNOUNCED, i])
    if how < 0.5:
        return beside(rules, state, i)
    if how < 0.7 and state.lies[AT, i] >= 0:
        c = state.lies[AT, i] + np.random.randint(-6, 7)
        return int(min(max(c, rules.items[FIRST, i]), rules.items[FIRST, i + 1] - 1))
    return anywhere(rules, i)


@compiled
def in_the_way(rules: WeekRules, state: WeekState, i: int, c: int, j: int) -> bool:
    """Item `j` takes the room or a required person from item `i` at candidate `c`."""
    k = state.lies[AT, j]
    a, b = rules.spots[START, c], rules.spots[START, k]
    overlap = a < b + rules.items[MINUTES, j] and b < a + rules.items[MINUTES, i]
    if overlap and rules.spots[ROOM, c] >= 0 and rules.spots[ROOM, c] == rules.spots[ROOM, k]:
        return True
    for at in range(rules.items[REQUIRED, i], rules.items[REQUIRED, i + 1]):
        p = rules.who[at]
        day = a // DAY
        for held in range(state.counts[p, day]):
            if state.rows[p, day, held] == j and clash(rules, i, c, j, k, p):
                return True
    return False


@compiled
def eject(rules: WeekRules, state: WeekState, i: int, c: int) -> bool:
    """Take what is in the way of item `i` at `c` into the move; false where it is too much."""
    for j in range(items_of(rules)):
        blocks = j != i and state.lies[AT, j] >= 0 and in_the_way(rules, state, i, c, j)
        if blocks and not add(state, j, -1):
            return False
    return True


@compiled
def unblock(rules: WeekRules, state: WeekState, i: int, c: int) -> bool:
    """Where nobody of a group can come to item `i` at `c`: what one of them does stays, for somebody else to do."""
    day = rules.spots[START, c] // DAY
    for g in range(rules.items[GROUPS, i], rules.items[GROUPS, i + 1]):
        first, last = rules.member_first[g], rules.member_first[g + 1]
        free = False
        for at in range(first, last):
            free = free or can_come(rules, state, i, c, rules.who[at])
        if free:
            continue
        p = rules.who[first + np.random.randint(last - first)]
        for at in range(state.counts[p, day]):
            j = state.rows[p, day, at]
            k = state.lies[AT, j]
            if j != i and clash(rules, i, c, j, k, p) and not add(state, j, k):
                return False
    return True


@compiled
def change(rules: WeekRules, state: WeekState, i: int) -> bool:
    """One item goes elsewhere, or others come to it; now and then what is in the way goes too."""
    kind = np.random.random()
    c = state.lies[AT, i] if kind < 0.2 and state.lies[AT, i] >= 0 else aside(rules, state, i)
    add(state, i, c)
    if kind > 0.93:
        return unblock(rules, state, i, c) and eject(rules, state, i, c)
    return open_to(rules, state, i, c)


@compiled
def go_home(rules: WeekRules, state: WeekState, i: int) -> bool:
    """An item, or the next one that was moved, goes to where it was announced; what is in the way makes room."""
    count = items_of(rules)
    for at in range(count):
        j = (i + at) % count
        c = rules.items[ANNOUNCED, j]
        if c >= 0 and state.lies[AT, j] != c:
            add(state, j, c)
            return unblock(rules, state, j, c) and eject(rules, state, j, c)
    return False


@compiled
def drawn(rules: WeekRules, state: WeekState, movable: Ints, free: Ints, i: int) -> bool:
    """A move of a kind drawn by chance, now listed in `move`; false where there is none."""
    if np.random.random() < RUINED:
        return ruin(rules, state, movable, free, i)
    if np.random.random() < 0.05:
        return go_home(rules, state, i)
    return change(rules, state, i)


@compiled
def left_alone(rules: WeekRules, state: WeekState) -> bool:
    """Nothing placed has lost what it must follow."""
    for at in range(rules.after.shape[0]):
        if state.lies[AT, rules.after[at, 0]] >= 0 and state.lies[AT, rules.after[at, 1]] < 0:
            return False
    return True


@entrance
def roam(
    rules: WeekRules,
    state: WeekState,
    movable: Ints,
    free: Ints,
    scale: Scale,
    levels: Levels,
    temperature: float,
    steps: int,
) -> None:
    """Try many moves and remember the best plan met."""
    for _ in range(steps):
        state.tried[0] = 0
        if not drawn(rules, state, movable, free, movable[np.random.randint(movable.shape[0])]):
            continue
        before = energy(state, scale)
        take_up(rules, state)
        if put_down(rules, state, scale, np.random.random() < 0.1) and left_alone(rules, state):
            worse = energy(state, scale) - before
            if worse <= 0 or np.random.random() < math.exp(-worse / temperature):
                keep_best(state, levels)
                continue
        undo(rules, state)


@entrance
def go_back(rules: WeekRules, state: WeekState) -> None:
    """Make the best plan met (at first: the plan that is known) the current one."""
    count = items_of(rules)
    for at in range(2 * count):
        i, back = at % count, at >= count
        if at == count:
            copy_row(state.comes, BEST_CHOSEN, CHOSEN)
        if (state.lies[AT, i] >= 0) != back and (not back or state.lies[BEST_AT, i] >= 0):
            turn(rules, state, i, state.lies[BEST_AT, i])


@entrance
def sow(seed: int) -> None:
    """Set the source of chance that compiled code draws from."""
    np.random.seed(seed)
