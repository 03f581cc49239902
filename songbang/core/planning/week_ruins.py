"""Which items a ruin takes off the board together, and in which order they are placed anew (week_prices)."""

from __future__ import annotations

import numpy as np

from songbang.core.planning.compiled import compiled
from songbang.core.planning.week_rules import (
    AT,
    CHOSEN,
    GROUPS,
    HALF,
    ITEM,
    JOINT,
    KEY,
    MINUTES,
    MOST_MOVED,
    REQUIRED,
    TO,
    Ints,
    WeekRules,
    WeekState,
    items_of,
)  # fmt: skip

MOST_RUINED, MOST_UNPLACED = 5, 3
"""Items that a ruin takes off the board, and those without a place that join them."""


@compiled
def add(state: WeekState, i: int, c: int) -> bool:
    """Take item `i` into the move: it goes to candidate `c`, or (-1) wherever there is room; false where full."""
    count = state.tried[0]
    for at in range(count):
        if state.move[ITEM, at] == i:
            return False
    if count >= MOST_MOVED:
        return False
    state.move[ITEM, count], state.move[TO, count] = i, c
    state.tried[0] = count + 1
    return True


@compiled
def people_at(rules: WeekRules, i: int) -> int:
    """How many must come to an item."""
    required = rules.items[REQUIRED, i + 1] - rules.items[REQUIRED, i]
    return int(required + rules.items[GROUPS, i + 1] - rules.items[GROUPS, i])


@compiled
def any_of(rules: WeekRules, state: WeekState, i: int) -> int:
    """One of those who come to an item; -1 where nobody does."""
    required = rules.items[REQUIRED, i + 1] - rules.items[REQUIRED, i]
    if people_at(rules, i) == 0 or state.lies[AT, i] < 0:
        return -1
    n = np.random.randint(people_at(rules, i))
    if n < required:
        return int(rules.who[rules.items[REQUIRED, i] + n])
    return int(state.comes[CHOSEN, rules.items[GROUPS, i] + n - required])


@compiled
def acquaintance(rules: WeekRules, state: WeekState, i: int) -> int:
    """Something else, on any day, to which one of those who come to item `i` comes; or anything."""
    p = any_of(rules, state, i)
    if p >= 0:
        day = np.random.randint(state.counts.shape[1])
        if state.counts[p, day] > 0:
            return int(state.rows[p, day, np.random.randint(state.counts[p, day])])
    return int(np.random.randint(items_of(rules)))


@compiled
def half_of(rules: WeekRules, state: WeekState, i: int) -> int:
    """The half-day in which an item lies, or -1."""
    c = state.lies[AT, i]
    return int(rules.spots[HALF, c]) if c >= 0 else -1


@compiled
def add_acquainted(rules: WeekRules, state: WeekState, free: Ints, most: int) -> None:
    """Items whose people are called together with those that are in the move already."""
    for _ in range(3 * most):
        if state.tried[0] >= most:
            break
        j = acquaintance(rules, state, state.move[ITEM, np.random.randint(state.tried[0])])
        if free[j]:
            add(state, j, -1)


@compiled
def add_half_days(rules: WeekRules, state: WeekState, movable: Ints, i: int, most: int) -> None:
    """Items of the half-day of item `i`, and now and then of another."""
    count = movable.shape[0]
    one = half_of(rules, state, i)
    other = half_of(rules, state, movable[np.random.randint(count)]) if np.random.random() < 0.5 else one
    offset = np.random.randint(count)
    for at in range(count):
        j = movable[(offset + at) % count]
        half = half_of(rules, state, j)
        if half >= 0 and (half in (one, other)) and state.tried[0] < most:
            add(state, j, -1)


@compiled
def add_others(rules: WeekRules, state: WeekState, movable: Ints, i: int, most: int) -> None:
    """Visits that item `i` might join, and anything."""
    count = movable.shape[0]
    for at in range(count):
        j = movable[at]
        if rules.items[JOINT, i] >= 0 and rules.items[JOINT, j] == rules.items[JOINT, i] and state.tried[0] < most:
            add(state, j, -1)
    while state.tried[0] < most and np.random.random() < 0.9:
        add(state, movable[np.random.randint(count)], -1)


@compiled
def sort_move(rules: WeekRules, state: WeekState) -> None:
    """In which order: by chance, those with many people first, or long ones first."""
    kind, move = np.random.random(), state.move
    for at in range(state.tried[0]):
        i = move[ITEM, at]
        key = np.random.randint(1000)
        if kind < 0.4:
            key -= 300 * people_at(rules, i)
        elif kind < 0.6:
            key -= 20 * rules.items[MINUTES, i]
        to = at
        while to > 0 and move[KEY, to - 1] > key:
            move[KEY, to], move[ITEM, to] = move[KEY, to - 1], move[ITEM, to - 1]
            to -= 1
        move[KEY, to], move[ITEM, to] = key, i


@compiled
def ruin(rules: WeekRules, state: WeekState, movable: Ints, free: Ints, i: int) -> bool:
    """List in `move` items that are to be placed anew, item `i` among them; some of those without a place come too."""
    most = 1 + np.random.randint(MOST_RUINED)
    kind = np.random.random()
    add(state, i, -1)
    if kind < 0.45:
        add_acquainted(rules, state, free, most)
    elif kind < 0.8:
        add_half_days(rules, state, movable, i, most)
    else:
        add_others(rules, state, movable, i, most)
    offset = np.random.randint(movable.shape[0])
    for at in range(movable.shape[0]):
        j = movable[(offset + at) % movable.shape[0]]
        if state.lies[AT, j] < 0 and state.tried[0] < most + MOST_UNPLACED:
            add(state, j, -1)
    sort_move(rules, state)
    return True
