"""The district's week for compiled code: what a person's day costs, what may lie where, place and take away.

Items, persons, places, rooms and days are numbers. Lists of different lengths lie end to end: the members of `i` stand
from `first[i]` to `first[i + 1]`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from songbang.core.planning.compiled import compiled

Ints = npt.NDArray[np.int64]
DAY = 1440
UNPLACED, MOVED, JOURNEYS, HALF_DAYS, EDGE, OPTIONAL, EARLY = range(7)
MOST_A_DAY = 24
"""Items that one person's or room's day can hold."""


class WeekRules(NamedTuple):
    """What never changes. Candidates of all items lie end to end, and so do persons and groups."""

    minutes: Ints
    nestable: Ints
    joint: Ints
    """group of visits that may be joined, -1 for none"""
    visit: Ints
    announced: Ints
    """the announced candidate, -1 for none (or for one that cannot be)"""
    was_announced: Ints
    first: Ints
    start: Ints
    room: Ints
    place: Ints
    """-1: everyone at home"""
    half: Ints
    edge: Ints
    early: Ints
    req_first: Ints
    required: Ints
    group_first: Ints
    member_first: Ints
    member: Ints
    opt_first: Ints
    optional: Ints
    after: Ints
    """pairs: item, the item that it must follow"""
    home: Ints
    base: Ints
    travel: Ints
    busy_first: Ints
    busy: Ints
    """pairs: from, to"""
    busy_half: Ints
    """persons x halves: 1 where a busy time breaks the half-day anyway"""
    grain: int


class WeekState(NamedTuple):
    """What moves change: `at` is an item's candidate or -1, `chosen` a group's person; then who has what on a day."""

    at: Ints
    chosen: Ints
    held: Ints
    """persons x days x MOST_A_DAY: items in order of start"""
    holds: Ints
    asked: Ints
    """the same for meetings that a person may come to"""
    asks: Ints
    roomed: Ints
    rooms: Ints
    cost: Ints
    best: Ints
    best_at: Ints
    best_chosen: Ints
    touched: Ints
    old_at: Ints
    old_chosen: Ints
    tried: Ints


@compiled
def where(rules: WeekRules, c: int, p: int) -> int:
    """The place where a person is while at a candidate."""
    return int(rules.home[p]) if rules.place[c] < 0 else int(rules.place[c])


@compiled
def clash(rules: WeekRules, i: int, c: int, j: int, k: int, p: int) -> bool:
    """A person cannot attend item `i` at candidate `c` and item `j` at candidate `k`."""
    a, b = rules.start[c], rules.start[k]
    if rules.joint[i] >= 0 and rules.joint[i] == rules.joint[j] and a == b:
        return False
    trip = rules.travel[where(rules, c, p), where(rules, k, p)]
    return bool(a + rules.minutes[i] + trip > b and b + rules.minutes[j] + trip > a)


@compiled
def is_busy(rules: WeekRules, i: int, c: int, p: int) -> bool:
    """One of the person's own busy times overlaps."""
    a, b = rules.start[c], rules.start[c] + rules.minutes[i]
    for at in range(rules.busy_first[p], rules.busy_first[p + 1]):
        if rules.busy[at, 0] < b and a < rules.busy[at, 1]:
            return True
    return False


@compiled
def can_come(rules: WeekRules, state: WeekState, i: int, c: int, p: int) -> bool:
    """The person is free for item `i` at candidate `c`."""
    if is_busy(rules, i, c, p):
        return False
    day = rules.start[c] // DAY
    for at in range(state.holds[p, day]):
        j = state.held[p, day, at]
        if j != i and clash(rules, i, c, j, state.at[j], p):
            return False
    return bool(state.holds[p, day] < MOST_A_DAY - 1)


@compiled
def shares_journey(rules: WeekRules, i: int, c: int, j: int, k: int) -> bool:
    """Item `j` at `k` comes right after item `i` at `c` in the same place, nested, or both are one reception."""
    if rules.place[c] != rules.place[k]:
        return False
    if rules.joint[i] >= 0 and rules.joint[i] == rules.joint[j] and rules.start[c] == rules.start[k]:
        return True
    gap = rules.start[k] - rules.start[c] - rules.minutes[i]
    nested = rules.nestable[i] and rules.nestable[j] and rules.half[c] == rules.half[k]
    return bool(nested and 0 <= gap < rules.grain)


@compiled
def count_day(rules: WeekRules, state: WeekState, p: int, day: int, sign: int) -> None:
    """Add to the cost (or take away) what a person's day brings: journeys, broken half-days, meetings missed."""
    last_half = -1
    for at in range(state.holds[p, day]):
        i = state.held[p, day, at]
        c = state.at[i]
        if where(rules, c, p) != rules.home[p]:
            before = state.held[p, day, at - 1]
            if at == 0 or not shares_journey(rules, before, state.at[before], i, c):
                state.cost[JOURNEYS] += sign
        if rules.base[p] and rules.half[c] != last_half and not rules.busy_half[p, rules.half[c]]:
            state.cost[HALF_DAYS] += sign
        last_half = rules.half[c]
    for at in range(state.asks[p, day]):
        i = state.asked[p, day, at]
        if not can_come(rules, state, i, state.at[i], p):
            state.cost[OPTIONAL] += sign


@compiled
def insert(rules: WeekRules, state: WeekState, row: Ints, count: int, i: int) -> None:
    """Put an item into a row in order of start (ties by number)."""
    at = count
    mine = rules.start[state.at[i]]
    while at > 0:
        other = row[at - 1]
        theirs = rules.start[state.at[other]]
        if theirs < mine or (theirs == mine and other < i):
            break
        row[at] = other
        at -= 1
    row[at] = i


@compiled
def drop(row: Ints, count: int, i: int) -> None:
    """Take an item out of a row."""
    at = 0
    while row[at] != i:
        at += 1
    for k in range(at, count - 1):
        row[k] = row[k + 1]


@compiled
def enter(rules: WeekRules, state: WeekState, i: int, p: int, sign: int, optional: bool) -> None:
    """A person comes (or may come) to item `i` where it lies (sign 1), or no longer (-1).

    Calls stand once in a loop where they could stand twice: compiled code copies what it calls, and compiling takes
    as long as there are copies.
    """
    day = rules.start[state.at[i]] // DAY
    rows, counts = (state.asked, state.asks) if optional else (state.held, state.holds)
    if sign > 0 and counts[p, day] == MOST_A_DAY:
        return
    for turn in range(2):
        if turn == 1:
            enlist(rules, state, rows[p, day], counts[p, day], i, sign)
            counts[p, day] += sign
        count_day(rules, state, p, day, 2 * turn - 1)


@compiled
def enlist(rules: WeekRules, state: WeekState, row: Ints, count: int, i: int, sign: int) -> None:
    """Put an item into a row (sign 1) or take it out (-1)."""
    if sign > 0:
        insert(rules, state, row, count, i)
    else:
        drop(row, count, i)


@compiled
def joined(rules: WeekRules, state: WeekState, i: int) -> bool:
    """Another visit of the group starts at the same time: one reception."""
    for j in range(rules.minutes.shape[0]):
        together = j != i and rules.joint[j] == rules.joint[i] and state.at[j] >= 0
        if together and rules.start[state.at[j]] == rules.start[state.at[i]]:
            return True
    return False


@compiled
def count_item(rules: WeekRules, state: WeekState, i: int, sign: int) -> None:
    """Add to the cost (or take away) what an item's own place brings."""
    c = state.at[i]
    state.cost[UNPLACED] -= sign
    state.cost[EARLY] += sign * rules.early[c]
    if rules.visit[i]:
        if rules.joint[i] < 0 or not joined(rules, state, i):
            state.cost[JOURNEYS] += sign
    else:
        state.cost[EDGE] += sign * (1 - rules.edge[c])
        if rules.was_announced[i] and rules.announced[i] != c:
            state.cost[MOVED] += sign


@compiled
def come_or_go(rules: WeekRules, state: WeekState, i: int, sign: int) -> None:
    """Everyone of item `i`: required, chosen, optional; and its room."""
    required = rules.req_first[i + 1] - rules.req_first[i]
    must = required + rules.group_first[i + 1] - rules.group_first[i]
    for k in range(must + rules.opt_first[i + 1] - rules.opt_first[i]):
        if k < required:
            p = rules.required[rules.req_first[i] + k]
        elif k < must:
            p = state.chosen[rules.group_first[i] + k - required]
        else:
            p = rules.optional[rules.opt_first[i] + k - must]
        enter(rules, state, i, p, sign, k >= must)
    c = state.at[i]
    room, day = rules.room[c], rules.start[c] // DAY
    if room >= 0:
        enlist(rules, state, state.roomed[room, day], state.rooms[room, day], i, sign)
        state.rooms[room, day] += sign


@compiled
def put(rules: WeekRules, state: WeekState, i: int, c: int) -> None:
    """Place an item that is off the board; its groups' persons are chosen already."""
    state.at[i] = c
    come_or_go(rules, state, i, 1)
    count_item(rules, state, i, 1)


@compiled
def lift(rules: WeekRules, state: WeekState, i: int) -> None:
    """Take an item off the board."""
    count_item(rules, state, i, -1)
    come_or_go(rules, state, i, -1)
    state.at[i] = -1


@compiled
def room_free(rules: WeekRules, state: WeekState, i: int, c: int) -> bool:
    """The candidate's room stands empty all along."""
    room, day = rules.room[c], rules.start[c] // DAY
    if room < 0:
        return True
    for at in range(state.rooms[room, day]):
        j = state.roomed[room, day, at]
        b = rules.start[state.at[j]]
        if j != i and rules.start[c] < b + rules.minutes[j] and b < rules.start[c] + rules.minutes[i]:
            return False
    return bool(state.rooms[room, day] < MOST_A_DAY - 1)


@compiled
def in_order(rules: WeekRules, state: WeekState, i: int, c: int) -> bool:
    """What it must follow has ended (and is placed), and what must follow it has not begun."""
    for at in range(rules.after.shape[0]):
        then, before = rules.after[at, 0], rules.after[at, 1]
        if then == i and (
            state.at[before] < 0 or rules.start[state.at[before]] + rules.minutes[before] > rules.start[c]
        ):
            return False
        if before == i and state.at[then] >= 0 and rules.start[state.at[then]] < rules.start[c] + rules.minutes[i]:
            return False
    return True


@compiled
def burden(rules: WeekRules, state: WeekState, i: int, c: int, p: int) -> int:
    """Roughly what coming to item `i` at `c` adds for a person: 3 a journey, 1 a half-day no longer whole."""
    day = rules.start[c] // DAY
    journey = 3 if where(rules, c, p) != rules.home[p] else 0
    half = 1 if rules.base[p] and not rules.busy_half[p, rules.half[c]] else 0
    for at in range(state.holds[p, day]):
        j = state.held[p, day, at]
        k = state.at[j]
        if j == i:
            continue
        if rules.half[k] == rules.half[c]:
            half = 0
        if shares_journey(rules, i, c, j, k) or shares_journey(rules, j, k, i, c):
            journey = 0
    return journey + half


@compiled
def choose(rules: WeekRules, state: WeekState, i: int, c: int, draw: bool) -> bool:
    """For each group of those who can come the one whom it burdens least, or just one drawn; false if none can."""
    for g in range(rules.group_first[i], rules.group_first[i + 1]):
        size = rules.member_first[g + 1] - rules.member_first[g]
        offset = np.random.randint(size)
        found, lowest = -1, 1000
        for turn in range(size):
            p = rules.member[rules.member_first[g] + (offset + turn) % size]
            if (found < 0 or not draw) and can_come(rules, state, i, c, p):
                heavy = burden(rules, state, i, c, p)
                if heavy < lowest:
                    found, lowest = p, heavy
        if found < 0:
            return False
        state.chosen[g] = found
    return True


@compiled
def open_to(rules: WeekRules, state: WeekState, i: int, c: int) -> bool:
    """Room, order and required people let item `i` lie at `c`; whether it is on the board makes no difference."""
    if not room_free(rules, state, i, c) or not in_order(rules, state, i, c):
        return False
    for at in range(rules.req_first[i], rules.req_first[i + 1]):
        if not can_come(rules, state, i, c, rules.required[at]):
            return False
    return True


@compiled
def possible(rules: WeekRules, state: WeekState, i: int, c: int, draw: bool) -> bool:
    """Item `i`, off the board, can lie at `c`; its groups are chosen on the way."""
    return open_to(rules, state, i, c) and choose(rules, state, i, c, draw)
