"""Disjoint sets of whole numbers; the smallest of each stands for it."""

from __future__ import annotations


class Sets:
    """Union-find over places. What was never joined is a set of its own."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def joined(self) -> list[int]:
        """The places that were joined with another, in their order."""
        return sorted(self._above.keys() | set(self._above.values()))

    def root(self, place: int) -> int:
        while (above := self._above.get(place, place)) != place:
            self._above[place] = self._above.get(above, above)
            place = above
        return place

    def join(self, one: int, two: int) -> None:
        first, second = sorted((self.root(one), self.root(two)))
        self._above[second] = first
