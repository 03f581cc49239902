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
Floats = npt.NDArray[np.float64]
DAY = 1440
UNPLACED, MOVED, JOURNEYS, HALF_DAYS, EDGE, OPTIONAL, EARLY = range(7)
MOST_A_DAY = 24
"""Items that one person's or room's day can hold."""

MINUTES, NESTABLE, JOINT, VISIT, ANNOUNCED, WAS_ANNOUNCED, FIRST, REQUIRED, GROUPS, OPTIONALS, BLOCKS = range(11)
"""Rows of `items`. JOINT: group of visits that may be joined, -1 for none. ANNOUNCED: the announced candidate, -1 for
none (or for one that cannot be). The last five tell where an item's candidates, persons, groups and blocks begin."""
START, ROOM, PLACE, HALF, AT_EDGE, LATENESS = range(6)
"""Rows of `spots`. PLACE -1: everyone at home."""
HOME, BASE, BUSY = range(3)
"""Rows of `people`; BUSY tells where a person's busy times begin."""
AT, BEST_AT = range(2)
"""Rows of `lies`."""
ITEM, TO, FROM, KEY = range(4)
"""Rows of `move`. KEY: in which order items without a goal are placed."""
MOST_MOVED = 20
"""Items that one move takes along."""
TOTAL, GROUP, OWN = range(3)
"""Rows of `prices`."""
CHOSEN, BEST_CHOSEN, OLD_CHOSEN = range(3)
"""Rows of `comes`."""
COST, BEST = range(2)
"""Rows of `sums`."""


class WeekRules(NamedTuple):
    """What never changes, in few arrays: compiling takes as long as there are arrays to hand on.

    One column an item, candidate or person, and one more where rows tell where lists begin.
    """

    items: Ints
    spots: Ints
    """the candidates of all items, end to end"""
    people: Ints
    who: Ints
    """persons: those required, then the members of all groups, then those who may come"""
    member_first: Ints
    after: Ints
    """pairs: item, the item that it must follow"""
    travel: Ints
    busy: Ints
    """pairs: from, to"""
    busy_half: Ints
    """persons x halves: 1 where a busy time breaks the half-day anyway"""
    slots: Ints
    """for each start and place of an item its first candidate; the others, of larger rooms, stand behind it"""
    blocks: Ints
    """an item's slots of one place, in order of start: blocks x days, the first slot of each day, and where they end"""
    grain: int


class WeekState(NamedTuple):
    """What moves change: AT is an item's candidate or -1, CHOSEN a group's person; then who has what on a day."""

    lies: Ints
    comes: Ints
    rows: Ints
    """persons, persons again, rooms x days x MOST_A_DAY: items attended, that one may come to, held; by start"""
    counts: Ints
    sums: Ints
    move: Ints
    """the items of the move that is tried; `tried`: how many"""
    tried: Ints
    taken: Ints
    """persons x halves: how many things a person comes to"""
    prices: Floats
    """what each slot of an item would cost"""


@compiled
def items_of(rules: WeekRules) -> int:
    """How many items there are."""
    return int(rules.items.shape[1]) - 1


@compiled
def people_of(rules: WeekRules) -> int:
    """How many persons there are."""
    return int(rules.people.shape[1]) - 1


@compiled
def where(rules: WeekRules, c: int, p: int) -> int:
    """The place where a person is while at a candidate."""
    return int(rules.people[HOME, p]) if rules.spots[PLACE, c] < 0 else int(rules.spots[PLACE, c])


@compiled
def clash(rules: WeekRules, i: int, c: int, j: int, k: int, p: int) -> bool:
    """A person cannot attend item `i` at candidate `c` and item `j` at candidate `k`."""
    a, b = rules.spots[START, c], rules.spots[START, k]
    if rules.items[JOINT, i] >= 0 and rules.items[JOINT, i] == rules.items[JOINT, j] and a == b:
        return False
    trip = rules.travel[where(rules, c, p), where(rules, k, p)]
    return bool(a + rules.items[MINUTES, i] + trip > b and b + rules.items[MINUTES, j] + trip > a)


@compiled
def is_busy(rules: WeekRules, i: int, c: int, p: int) -> bool:
    """One of the person's own busy times overlaps."""
    a, b = rules.spots[START, c], rules.spots[START, c] + rules.items[MINUTES, i]
    for at in range(rules.people[BUSY, p], rules.people[BUSY, p + 1]):
        if rules.busy[at, 0] < b and a < rules.busy[at, 1]:
            return True
    return False


@compiled
def can_come(rules: WeekRules, state: WeekState, i: int, c: int, p: int) -> bool:
    """The person is free for item `i` at candidate `c`."""
    if is_busy(rules, i, c, p):
        return False
    day = rules.spots[START, c] // DAY
    for at in range(state.counts[p, day]):
        j = state.rows[p, day, at]
        if j != i and clash(rules, i, c, j, state.lies[AT, j], p):
            return False
    return bool(state.counts[p, day] < MOST_A_DAY - 1)


@compiled
def shares_journey(rules: WeekRules, i: int, c: int, j: int, k: int) -> bool:
    """Item `j` at `k` comes right after item `i` at `c` in the same place, nested, or both are one reception."""
    if rules.spots[PLACE, c] != rules.spots[PLACE, k]:
        return False
    later = rules.spots[START, k] - rules.spots[START, c]
    if later == 0 and rules.items[JOINT, i] >= 0 and rules.items[JOINT, i] == rules.items[JOINT, j]:
        return True
    nested = rules.items[NESTABLE, i] and rules.items[NESTABLE, j] and rules.spots[HALF, c] == rules.spots[HALF, k]
    return bool(nested and 0 <= later - rules.items[MINUTES, i] < rules.grain)


@compiled
def count_day(rules: WeekRules, state: WeekState, p: int, day: int, sign: int) -> None:
    """Add to the cost (or take away) what a person's day brings: journeys, broken half-days, meetings missed.

    What `shares_journey` says is written out: with all arrays handed on, a call costs more than what it does.
    """
    spots, items, rows, lies, sums = rules.spots, rules.items, state.rows, state.lies, state.sums
    home, base = rules.people[HOME, p], rules.people[BASE, p] == 1
    place, end, half, nestable, joint, start = -1, -1, -1, 0, -1, -1
    for at in range(state.counts[p, day]):
        i = rows[p, day, at]
        c = lies[AT, i]
        here = home if spots[PLACE, c] < 0 else spots[PLACE, c]
        nested = nestable and items[NESTABLE, i] and spots[HALF, c] == half and 0 <= spots[START, c] - end < rules.grain
        one = joint >= 0 and joint == items[JOINT, i] and start == spots[START, c]
        if here != home and not (here == place and (nested or one)):
            sums[COST, JOURNEYS] += sign
        if base and spots[HALF, c] != half and not rules.busy_half[p, spots[HALF, c]]:
            sums[COST, HALF_DAYS] += sign
        place, half, start, end = here, spots[HALF, c], spots[START, c], spots[START, c] + items[MINUTES, i]
        nestable, joint = items[NESTABLE, i], items[JOINT, i]
    may = people_of(rules) + p
    for at in range(state.counts[may, day]):
        i = rows[may, day, at]
        if not can_come(rules, state, i, lies[AT, i], p):
            sums[COST, OPTIONAL] += sign


@compiled
def insert(rules: WeekRules, state: WeekState, row: Ints, count: int, i: int) -> None:
    """Put an item into a row in order of start (ties by number)."""
    at = count
    mine = rules.spots[START, state.lies[AT, i]]
    while at > 0:
        other = row[at - 1]
        theirs = rules.spots[START, state.lies[AT, other]]
        if theirs < mine or (theirs == mine and other < i):
            break
        row[at] = other
        at -= 1
    row[at] = i


@compiled
def drop(row: Ints, count: int, i: int) -> int:
    """Take an item out of a row; how many were taken (none where the row was full when it should have come in)."""
    at = 0
    while at < count and row[at] != i:
        at += 1
    for k in range(at, count - 1):
        row[k] = row[k + 1]
    return 1 if at < count else 0


@compiled
def enter(rules: WeekRules, state: WeekState, i: int, p: int, sign: int, optional: bool) -> None:
    """A person comes (or may come) to item `i` where it lies (sign 1), or no longer (-1).

    Calls stand once in a loop where they could stand twice: compiled code copies what it calls, and compiling takes
    as long as there are copies.
    """
    day = rules.spots[START, state.lies[AT, i]] // DAY
    row = people_of(rules) + p if optional else p
    if sign > 0 and state.counts[row, day] == MOST_A_DAY:
        return
    for turn in range(2):
        if turn == 1:
            changed = enlist(rules, state, row, day, i, sign)
            if not optional:
                state.taken[p, rules.spots[HALF, state.lies[AT, i]]] += changed
        count_day(rules, state, p, day, 2 * turn - 1)


@compiled
def enlist(rules: WeekRules, state: WeekState, row: int, day: int, i: int, sign: int) -> int:
    """Put an item into a row (sign 1) or take it out (-1); how many more the row holds."""
    if sign > 0:
        insert(rules, state, state.rows[row, day], state.counts[row, day], i)
        changed = 1
    else:
        changed = -drop(state.rows[row, day], state.counts[row, day], i)
    state.counts[row, day] += changed
    return changed


@compiled
def joined(rules: WeekRules, state: WeekState, i: int) -> bool:
    """Another visit of the group starts at the same time: one reception."""
    for j in range(items_of(rules)):
        together = j != i and rules.items[JOINT, j] == rules.items[JOINT, i] and state.lies[AT, j] >= 0
        if together and rules.spots[START, state.lies[AT, j]] == rules.spots[START, state.lies[AT, i]]:
            return True
    return False


@compiled
def count_item(rules: WeekRules, state: WeekState, i: int, sign: int) -> None:
    """Add to the cost (or take away) what an item's own place brings."""
    c = state.lies[AT, i]
    state.sums[COST, UNPLACED] -= sign
    state.sums[COST, EARLY] += sign * rules.spots[LATENESS, c]
    if rules.items[VISIT, i]:
        if rules.items[JOINT, i] < 0 or not joined(rules, state, i):
            state.sums[COST, JOURNEYS] += sign
    else:
        state.sums[COST, EDGE] += sign * (1 - rules.spots[AT_EDGE, c])
        if rules.items[WAS_ANNOUNCED, i] and rules.items[ANNOUNCED, i] != c:
            state.sums[COST, MOVED] += sign


@compiled
def come_or_go(rules: WeekRules, state: WeekState, i: int, sign: int) -> None:
    """Everyone of item `i`: required, chosen, optional; and its room."""
    required = rules.items[REQUIRED, i + 1] - rules.items[REQUIRED, i]
    must = required + rules.items[GROUPS, i + 1] - rules.items[GROUPS, i]
    for k in range(must + rules.items[OPTIONALS, i + 1] - rules.items[OPTIONALS, i]):
        if k < required:
            p = rules.who[rules.items[REQUIRED, i] + k]
        elif k < must:
            p = state.comes[CHOSEN, rules.items[GROUPS, i] + k - required]
        else:
            p = rules.who[rules.items[OPTIONALS, i] + k - must]
        enter(rules, state, i, p, sign, k >= must)
    c = state.lies[AT, i]
    room, day = rules.spots[ROOM, c], rules.spots[START, c] // DAY
    if room >= 0:
        enlist(rules, state, 2 * people_of(rules) + room, day, i, sign)


@compiled
def turn(rules: WeekRules, state: WeekState, i: int, c: int) -> None:
    """Place an item that is off the board at `c`, its groups' persons being chosen already; or take it off.

    One function for both, and no constant among its arguments: numba compiles what it calls once for each.
    """
    sign = -1 if state.lies[AT, i] >= 0 else 1
    for half in range(2):
        if (half == 0) == (sign > 0):
            if sign > 0:
                state.lies[AT, i] = c
            come_or_go(rules, state, i, sign)
        else:
            count_item(rules, state, i, sign)
    if sign < 0:
        state.lies[AT, i] = -1


@compiled
def room_free(rules: WeekRules, state: WeekState, i: int, c: int) -> bool:
    """The candidate's room stands empty all along."""
    if rules.spots[ROOM, c] < 0:
        return True
    row, day = 2 * people_of(rules) + rules.spots[ROOM, c], rules.spots[START, c] // DAY
    for at in range(state.counts[row, day]):
        j = state.rows[row, day, at]
        b = rules.spots[START, state.lies[AT, j]]
        together = rules.spots[START, c] < b + rules.items[MINUTES, j]
        if j != i and together and b < rules.spots[START, c] + rules.items[MINUTES, i]:
            return False
    return bool(state.counts[row, day] < MOST_A_DAY - 1)


@compiled
def in_order(rules: WeekRules, state: WeekState, i: int, c: int) -> bool:
    """What it must follow has ended (and is placed), and what must follow it has not begun."""
    for at in range(rules.after.shape[0]):
        then, before = rules.after[at, 0], rules.after[at, 1]
        if then == i:
            k = state.lies[AT, before]
            if k < 0 or rules.spots[START, k] + rules.items[MINUTES, before] > rules.spots[START, c]:
                return False
        elif before == i:
            k = state.lies[AT, then]
            if k >= 0 and rules.spots[START, k] < rules.spots[START, c] + rules.items[MINUTES, i]:
                return False
    return True


@compiled
def burden(rules: WeekRules, state: WeekState, i: int, c: int, p: int) -> int:
    """Roughly what coming to item `i` at `c` adds for a person: 3 a journey, 1 a half-day no longer whole."""
    day = rules.spots[START, c] // DAY
    journey = 3 if where(rules, c, p) != rules.people[HOME, p] else 0
    half = 1 if rules.people[BASE, p] and not rules.busy_half[p, rules.spots[HALF, c]] else 0
    for at in range(state.counts[p, day]):
        j = state.rows[p, day, at]
        k = state.lies[AT, j]
        if j == i:
            continue
        if rules.spots[HALF, k] == rules.spots[HALF, c]:
            half = 0
        if shares_journey(rules, i, c, j, k) or shares_journey(rules, j, k, i, c):
            journey = 0
    return journey + half


@compiled
def choose(rules: WeekRules, state: WeekState, i: int, c: int, draw: bool) -> bool:
    """For each group of those who can come the one whom it burdens least, or just one drawn; false if none can."""
    for g in range(rules.items[GROUPS, i], rules.items[GROUPS, i + 1]):
        size = rules.member_first[g + 1] - rules.member_first[g]
        offset = np.random.randint(size)
        found, lowest = -1, 1000
        for turn in range(size):
            p = rules.who[rules.member_first[g] + (offset + turn) % size]
            if (found < 0 or not draw) and can_come(rules, state, i, c, p):
                heavy = burden(rules, state, i, c, p)
                if heavy < lowest:
                    found, lowest = p, heavy
        if found < 0:
            return False
        state.comes[CHOSEN, g] = found
    return True


@compiled
def open_to(rules: WeekRules, state: WeekState, i: int, c: int) -> bool:
    """Room, order and required people let item `i` lie at `c`; whether it is on the board makes no difference."""
    if not room_free(rules, state, i, c) or not in_order(rules, state, i, c):
        return False
    for at in range(rules.items[REQUIRED, i], rules.items[REQUIRED, i + 1]):
        if not can_come(rules, state, i, c, rules.who[at]):
            return False
    return True


@compiled
def possible(rules: WeekRules, state: WeekState, i: int, c: int, draw: bool) -> bool:
    """Item `i`, off the board, can lie at `c`; its groups are chosen on the way."""
    return open_to(rules, state, i, c) and choose(rules, state, i, c, draw)
