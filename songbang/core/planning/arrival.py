"""Booking in order of arrival, as offices do: the first slot at which all who must come are free, whatever else is on.

An opponent neither weak nor strong: the principal comes unless busy, then the deputy; of the rooms that are free at
that time one where more than half of them work, else the first. Where two things then happen to follow each other at
one place they count as nested for it as well.
"""

from __future__ import annotations

from songbang.core.planning.layout import Candidate, Item, Layout
from songbang.core.planning.problem import Placement, Plan


class Diary:
    """Who and which room is taken when; grows booking by booking."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.plan: dict[str, Placement] = {}
        self.attends: dict[str, list[str]] = {person: [] for person in layout.people}
        self.roomed: dict[str, list[str]] = {room: [] for room in layout.rooms}

    def book(self, item: Item, candidates: tuple[Candidate, ...]) -> bool:
        """Book the first candidate that is free."""
        for candidate in candidates:
            placement = self.placement(item, candidate)
            if placement is not None:
                self.plan[item.id] = placement
                for person in self.layout.attending(item, placement):
                    self.attends[person].append(item.id)
                if placement.room:
                    self.roomed[placement.room].append(item.id)
                return True
        return False

    def placement(self, item: Item, candidate: Candidate) -> Placement | None:
        """The placement at a candidate with the first free person of each group, or None."""
        bare = Placement(self.layout.moment(candidate.start), candidate.room)
        if not self._in_order(item, candidate) or not self._room_free(item, candidate):
            return None
        if not all(self.free(item, bare, person) for person in item.required):
            return None
        chosen = [next((p for p in group if self.free(item, bare, p)), None) for group in item.groups]
        if None in chosen:
            return None
        return Placement(bare.start, bare.room, tuple(p for p in chosen if p is not None))

    def free(self, item: Item, placement: Placement, person: str) -> bool:
        """The person is neither busy nor elsewhere."""
        start, layout = self.layout.minute(placement.start), self.layout
        if any(a < start + item.minutes and start < b for a, b in layout.busy[person]):
            return False
        return all(
            layout.fits_together(item, placement, layout.items[other], self.plan[other], person)
            for other in self.attends[person]
        )

    def _room_free(self, item: Item, candidate: Candidate) -> bool:
        for other in self.roomed[candidate.room] if candidate.room else ():
            start = self.layout.minute(self.plan[other].start)
            if candidate.start < start + self.layout.items[other].minutes and start < candidate.start + item.minutes:
                return False
        return True

    def _in_order(self, item: Item, candidate: Candidate) -> bool:
        ends = [
            self.layout.minute(self.plan[before].start) + self.layout.items[before].minutes
            if before in self.plan else None
            for before in item.after
        ]  # fmt: skip
        return all(end is not None and end <= candidate.start for end in ends)


def first_come_first_served(layout: Layout) -> Plan:
    """What is fixed or announced keeps its slot; all else is booked as it arrives, earliest first."""
    diary = Diary(layout)
    for item in layout.items.values():
        if item.fixed:
            diary.book(item, item.candidates)
    for item in layout.items.values():
        if item.announced in item.candidates and item.id not in diary.plan:
            diary.book(item, (item.announced,))
    while any([_book(diary, item) for item in layout.items.values() if item.id not in diary.plan]):
        pass  # what follows something that came later is tried again
    return diary.plan


def _book(diary: Diary, item: Item) -> bool:
    seat = _seat(diary.layout, item)
    candidates = sorted(item.candidates, key=lambda candidate: (candidate.start, candidate.place != seat))
    return diary.book(item, tuple(candidates))


def _seat(layout: Layout, item: Item) -> str | None:
    """The place where more than half of those work who must come, the first of each group coming; None for none."""
    homes = [layout.people[p].home for p in (*item.required, *(group[0] for group in item.groups))]
    return next((home for home in set(homes) if 2 * homes.count(home) > len(homes)), None)
