"""What each start and place of an item would cost at once: the cheapest is found without trying one after another.

An item that is off the board is priced slot by slot for all who must come, and the slots given out, cheapest first.
Prices guide the search; what a plan really costs is counted where the item is placed.
"""

from __future__ import annotations

import numpy as np

from songbang.core.planning.compiled import compiled
from songbang.core.planning.week_rules import (
    ANNOUNCED,
    AT,
    AT_EDGE,
    BASE,
    BLOCKS,
    BUSY,
    DAY,
    EARLY,
    EDGE,
    GROUP,
    GROUPS,
    HALF,
    HALF_DAYS,
    HOME,
    JOINT,
    JOURNEYS,
    LATENESS,
    MINUTES,
    MOVED,
    NESTABLE,
    OPTIONAL,
    OPTIONALS,
    OWN,
    PLACE,
    REQUIRED,
    START,
    TOTAL,
    VISIT,
    WAS_ANNOUNCED,
    Floats,
    WeekRules,
    WeekState,
    items_of,
    room_free,
    shares_journey,
    where,
)  # fmt: skip

NEVER = 1e15
"""The price of what cannot be."""
OVERLOOKED = 0.02
"""The share of slots that are overlooked by chance, so that the same item does not always go to the same place."""


@compiled
def first_slot(rules: WeekRules, i: int) -> int:
    """The first slot of an item; of what follows the last item, the end of all slots."""
    b = rules.items[BLOCKS, i]
    return int(rules.blocks[b, 0]) if b < rules.blocks.shape[0] else int(rules.slots.shape[0]) - 1


@compiled
def shift(a: int, long_a: int, b: int, long_b: int, trip: int, nested: int) -> int:
    """One thing (start, minutes) beside another that a person has: 1 they clash, -1 they share a journey, 0 neither.

    `nested`: how many minutes may lie between the two for the journey to be shared (0: it never is).
    """
    if a + long_a + trip > b and b + long_b + trip > a:
        return 1
    gap = a - b - long_b if a > b else b - a - long_a
    return -1 if 0 <= gap < nested else 0


@compiled
def price_beside(rules: WeekRules, state: WeekState, journey: float, i: int, b: int, p: int) -> None:
    """On the days of a person: slots that clash with what is there, and those that share its journey."""
    spots, slots, items, prices = rules.spots, rules.slots, rules.items, state.prices
    origin = first_slot(rules, i)
    here = where(rules, slots[rules.blocks[b, 0]], p)
    for day in range(rules.blocks.shape[1] - 1):
        low, high, led = rules.blocks[b, day], rules.blocks[b, day + 1], False
        for at in range(state.counts[p, day] if low < high else 0):
            j = state.rows[p, day, at]
            k = state.lies[AT, j]
            there = where(rules, k, p)
            start, minutes, half = spots[START, k], items[MINUTES, j], spots[HALF, k]
            nested = rules.grain if here == there and items[NESTABLE, i] and items[NESTABLE, j] else 0
            joint = items[JOINT, i] >= 0 and items[JOINT, i] == items[JOINT, j]
            trip = rules.travel[here, there]
            for s in range(low, high):
                a = spots[START, slots[s]]
                side = shift(a, items[MINUTES, i], start, minutes, trip, nested)
                if joint and a == start:
                    prices[OWN, s - origin] -= journey
                elif side > 0:
                    prices[OWN, s - origin] = NEVER
                elif side < 0 and spots[HALF, slots[s]] == half and (a > start or not led):
                    prices[OWN, s - origin] -= journey
            led = at + 1 < state.counts[p, day] and leads(rules, state, j, state.rows[p, day, at + 1])


@compiled
def leads(rules: WeekRules, state: WeekState, j: int, then: int) -> bool:
    """Item `then` shares the journey of item `j` before it."""
    return shares_journey(rules, j, state.lies[AT, j], then, state.lies[AT, then])


@compiled
def price_person(rules: WeekRules, state: WeekState, scale: Floats, i: int, b: int, p: int) -> None:
    """What a person's coming would cost at each slot of a block."""
    spots, slots, prices, taken, busy_half = rules.spots, rules.slots, state.prices, state.taken, rules.busy_half
    origin = first_slot(rules, i)
    away = where(rules, slots[rules.blocks[b, 0]], p) != rules.people[HOME, p]
    journey = scale[JOURNEYS] if away else 0.0
    broken = scale[HALF_DAYS] if rules.people[BASE, p] == 1 else 0.0
    low, high = rules.blocks[b, 0], rules.blocks[b, rules.blocks.shape[1] - 1]
    for s in range(low, high):
        half = spots[HALF, slots[s]]
        prices[OWN, s - origin] = journey + (broken if taken[p, half] == 0 and busy_half[p, half] == 0 else 0.0)
    for at in range(rules.people[BUSY, p], rules.people[BUSY, p + 1]):
        for s in range(low, high):
            a = spots[START, slots[s]]
            if rules.busy[at, 0] < a + rules.items[MINUTES, i] and a < rules.busy[at, 1]:
                prices[OWN, s - origin] = NEVER
    price_beside(rules, state, journey, i, b, p)


@compiled
def price_itself(rules: WeekRules, state: WeekState, scale: Floats, i: int, b: int) -> None:
    """What the slots of a block cost whoever comes: edge and lateness, the announced time, a reception."""
    origin = first_slot(rules, i)
    visit = rules.items[VISIT, i] == 1
    for s in range(rules.blocks[b, 0], rules.blocks[b, rules.blocks.shape[1] - 1]):
        c = rules.slots[s]
        price = scale[EARLY] * rules.spots[LATENESS, c]
        if visit:
            price += scale[JOURNEYS]
        else:
            price += scale[EDGE] * (1 - rules.spots[AT_EDGE, c])
            home = rules.items[ANNOUNCED, i]
            if rules.items[WAS_ANNOUNCED, i] and not c <= home < rules.slots[s + 1]:
                price += scale[MOVED]
        state.prices[TOTAL, s - origin] = price
    for j in range(items_of(rules) if visit and rules.items[JOINT, i] >= 0 else 0):
        if j != i and rules.items[JOINT, j] == rules.items[JOINT, i] and state.lies[AT, j] >= 0:
            price_joined(rules, state, scale, i, b, rules.spots[START, state.lies[AT, j]])


@compiled
def price_joined(rules: WeekRules, state: WeekState, scale: Floats, i: int, b: int, start: int) -> None:
    """At the start of a visit that it may join, a visit is no reception of its own."""
    origin = first_slot(rules, i)
    for s in range(rules.blocks[b, start // DAY], rules.blocks[b, start // DAY + 1]):
        c = rules.slots[s]
        if rules.spots[START, c] == start:
            state.prices[TOTAL, s - origin] = scale[EARLY] * rules.spots[LATENESS, c]


@compiled
def price_block(rules: WeekRules, state: WeekState, scale: Floats, i: int, b: int) -> None:
    """What an item, off the board, would cost at each slot of one place."""
    price_itself(rules, state, scale, i, b)
    origin = first_slot(rules, i)
    low, high = rules.blocks[b, 0] - origin, rules.blocks[b, rules.blocks.shape[1] - 1] - origin
    required = rules.items[REQUIRED, i + 1] - rules.items[REQUIRED, i]
    must = required + rules.items[GROUPS, i + 1] - rules.items[GROUPS, i]
    for n in range(must + rules.items[OPTIONALS, i + 1] - rules.items[OPTIONALS, i]):
        if n < required:
            first = rules.items[REQUIRED, i] + n
            last = first + 1
        elif n < must:
            g = rules.items[GROUPS, i] + n - required
            first, last = rules.member_first[g], rules.member_first[g + 1]
        else:
            first = rules.items[OPTIONALS, i] + n - must
            last = first + 1
        for at in range(first, last):
            price_person(rules, state, scale, i, b, rules.who[at])
            for s in range(low, high):
                if at == first or state.prices[OWN, s] < state.prices[GROUP, s]:
                    state.prices[GROUP, s] = state.prices[OWN, s]
        for s in range(low, high):
            if n < must:
                state.prices[TOTAL, s] += state.prices[GROUP, s]
            elif state.prices[GROUP, s] >= NEVER / 2:
                state.prices[TOTAL, s] += scale[OPTIONAL]


@compiled
def leave_out(rules: WeekRules, state: WeekState, i: int, b: int) -> None:
    """Slots of a place that is not looked at."""
    origin = first_slot(rules, i)
    for s in range(rules.blocks[b, 0], rules.blocks[b, rules.blocks.shape[1] - 1]):
        state.prices[TOTAL, s - origin] = NEVER


@compiled
def price(rules: WeekRules, state: WeekState, scale: Floats, i: int, place: int, all_places: bool) -> None:
    """Price the slots of an item at one place, at home, and now and then at others."""
    blocks = rules.items[BLOCKS, i + 1] - rules.items[BLOCKS, i]
    for b in range(rules.items[BLOCKS, i], rules.items[BLOCKS, i + 1]):
        here = rules.spots[PLACE, rules.slots[rules.blocks[b, 0]]]
        if here == place or here < 0 or blocks == 1 or all_places or np.random.random() * blocks < 1.0:
            price_block(rules, state, scale, i, b)
        else:
            leave_out(rules, state, i, b)


@compiled
def cheapest(prices: Floats, count: int) -> int:
    """The cheapest slot, some being overlooked; -1 where there is none."""
    found = -1
    lowest = NEVER / 2
    for s in range(count):
        if prices[TOTAL, s] < lowest and np.random.random() >= OVERLOOKED:
            found, lowest = s, prices[TOTAL, s]
    return found


@compiled
def next_spot(rules: WeekRules, state: WeekState, i: int) -> int:
    """Of an item that was priced the cheapest candidate whose room is free, the announced one first; -1 for none.

    What was given once is not given again.
    """
    origin = first_slot(rules, i)
    count = first_slot(rules, i + 1) - origin
    while True:
        s = cheapest(state.prices, count)
        if s < 0:
            return -1
        state.prices[TOTAL, s] = NEVER
        first, last = rules.slots[origin + s], rules.slots[origin + s + 1]
        for n in range(-1, last - first):
            c = first + n if n >= 0 else rules.items[ANNOUNCED, i]
            if first <= c < last and room_free(rules, state, i, c):
                return int(c)
