"""A layout as the few arrays that compiled code works on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby
from typing import Any

import numpy as np

from songbang.core.planning import week_rules
from songbang.core.planning.layout import Candidate, Item, Layout
from songbang.core.planning.measures import grains_from_start
from songbang.core.planning.problem import MEASURES
from songbang.core.planning.week_rules import MOST_A_DAY, MOST_MOVED, WeekRules, WeekState

Spans = list[tuple[int, int]]


def _ints(values: Iterable[int], width: int = 0) -> Any:
    found = np.array(list(values), np.int64)
    return found.reshape(-1, width) if width else found


def _firsts(sizes: Iterable[int], offset: int = 0) -> Any:
    """Where lists of these sizes begin, end to end; one more entry tells where the last one ends."""
    return _ints(accumulate(sizes, initial=offset))


def _rows(rows: Sequence[Iterable[int]], width: int) -> Any:
    """Rows of one width; those that are one short end with 0."""
    found = np.zeros((len(rows), width), np.int64)
    for at, row in enumerate(rows):
        values = _ints(row)
        found[at, : len(values)] = values
    return found


def rules_of(layout: Layout, shelves: list[list[Candidate]]) -> WeekRules:
    """What never changes; `shelves`: of each item, `shelved`."""
    items, people = list(layout.items.values()), list(layout.people.values())
    number = {item.id: i for i, item in enumerate(items)}
    person = {p.id: i for i, p in enumerate(people)}
    place = {id_: i for i, id_ in enumerate(layout.problem.places)}
    groups = [group for item in items for group in item.groups]
    spans = [span for day in layout.worked_days for span in layout.spans(day)]
    busy = [layout.busy[p.id] for p in people]
    lists = [*(item.required for item in items), *groups, *(item.optional for item in items)]
    slots = _slots(shelves)
    return WeekRules(
        items=_items(items, shelves),
        spots=_spots(layout, items, shelves, spans),
        people=_rows([[place[p.home] for p in people], [p.base for p in people], _firsts(map(len, busy))],
                     len(people) + 1),
        who=_ints(person[p] for listed in lists for p in listed),
        member_first=_firsts(map(len, groups), sum(len(item.required) for item in items)),
        after=_ints((n for item in items for b in item.after for n in (number[item.id], number[b])), 2),
        travel=_ints((layout.travel(a, b) for a in place for b in place), max(1, len(place))),
        busy=_ints((minute for own in busy for span in own for minute in span), 2),
        busy_half=np.array(
            [[any(a < to and from_ < b for a, b in own) for from_, to in spans] for own in busy], np.int64
        ).reshape(len(people), len(spans)),
        slots=_firsts(size for _, _, size in slots),
        blocks=_blocks(layout, slots),
        grain=layout.problem.grain,
    )  # fmt: skip


def shelved(layout: Layout, item: Item) -> list[Candidate]:
    """An item's candidates as the arrays hold them: by place, then start, then size of the room."""
    size = {room.id: room.capacity for room in layout.problem.rooms}
    return sorted(item.candidates, key=lambda c: (c.place or "", c.start, size[c.room] if c.room else 0))


def _slots(shelves: list[list[Candidate]]) -> list[tuple[tuple[int, str | None], int, int]]:
    """Of one item after another each place and start: (item, place), start, number of candidates."""
    return [
        ((i, place), start, len(list(alike)))
        for i, shelf in enumerate(shelves)
        for (place, start), alike in groupby(shelf, key=lambda c: (c.place, c.start))
    ]


def _blocks(layout: Layout, slots: list[tuple[tuple[int, str | None], int, int]]) -> Any:
    days, rows, first = days_of(layout), [], 0
    for _, block in groupby(slots, key=lambda slot: slot[0]):
        starts = [start for _, start, _ in block]
        rows += [first + bisect_left(starts, day * week_rules.DAY) for day in range(days + 1)]
        first += len(starts)
    return _ints(rows, days + 1)


def days_of(layout: Layout) -> int:
    """Days from the first to the last, whether worked or not."""
    return (layout.problem.days[-1] - layout.problem.days[0]).days + 1


def _items(items: list[Item], shelves: list[list[Candidate]]) -> Any:
    firsts = _firsts(map(len, shelves))
    joints = {joint: i for i, joint in enumerate(dict.fromkeys(item.joint for item in items if item.joint))}
    required = _firsts(len(item.required) for item in items)
    members = sum(len(group) for item in items for group in item.groups)
    return _rows(
        [
            [item.minutes for item in items], [item.nestable for item in items],
            [joints[item.joint] if item.joint else -1 for item in items], [item.visit for item in items],
            [_announced(item, shelf, int(first)) for item, shelf, first in zip(items, shelves, firsts, strict=False)],
            [item.announced is not None for item in items], firsts, required,
            _firsts(len(item.groups) for item in items),
            _firsts((len(item.optional) for item in items), int(required[-1]) + members),
            _firsts(len({c.place for c in shelf}) for shelf in shelves),
        ],
        len(items) + 1,
    )  # fmt: skip


def _announced(item: Item, shelf: list[Candidate], first: int) -> int:
    return first + shelf.index(item.announced) if item.announced in shelf else -1


def _spots(layout: Layout, items: list[Item], shelves: list[list[Candidate]], spans: Spans) -> Any:
    room = {id_: i for i, id_ in enumerate(layout.rooms)} | {None: -1}
    place = {id_: i for i, id_ in enumerate(layout.problem.places)} | {None: -1}
    spots = [(item.minutes, c) for item, shelf in zip(items, shelves, strict=True) for c in shelf]
    # A month has a million candidates, but few starts.
    half = {start: _half(spans, start) for start in {c.start for _, c in spots}}
    edge = {(start, long): layout.at_edge(start, long) for start, long in {(c.start, long) for long, c in spots}}
    return _rows(
        [
            [c.start for _, c in spots], [room[c.room] for _, c in spots], [place[c.place] for _, c in spots],
            [half[c.start] for _, c in spots], [edge[c.start, long] for long, c in spots],
            [grains_from_start(layout, c.start) for _, c in spots],
        ],
        len(spots),
    )  # fmt: skip


def _half(spans: Spans, start: int) -> int:
    return next(i for i, (a, b) in enumerate(spans) if a <= start < b)


def empty_state(layout: Layout, rules: WeekRules) -> WeekState:
    """A board with nothing on it."""
    items = len(layout.items)
    rows = 2 * len(layout.people) + len(layout.rooms)
    days, halves = days_of(layout), rules.busy_half.shape[1]
    sums = np.zeros((2, len(MEASURES)), np.int64)
    sums[:, week_rules.UNPLACED] = items
    most = len(rules.slots) - 1
    return WeekState(
        lies=np.full((2, items), -1, np.int64),
        comes=np.full((3, max(1, len(rules.member_first) - 1)), -1, np.int64),
        rows=np.zeros((rows, days, MOST_A_DAY), np.int64), counts=np.zeros((rows, days), np.int64),
        sums=sums, move=np.zeros((4, MOST_MOVED), np.int64), tried=np.zeros(1, np.int64),
        taken=np.zeros((len(layout.people), halves), np.int64), prices=np.zeros((3, most)),
    )  # fmt: skip
