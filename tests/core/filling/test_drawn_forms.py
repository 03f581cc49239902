"""Forms that other hands drew (`samples/forms/drawn.zip`): nothing is filled wrong, and no set loses what it had."""

from __future__ import annotations

import pytest

from benchmarks.drawn_forms import Score, drawn

HAD = {
    "a": 0.99, "b": 0.98, "c": 0.99, "d": 0.98, "e": 0.97, "f": 0.99, "g": 0.96, "h": 0.98, "i": 0.97,
    "j": 0.95, "l": 0.81, "m": 0.96, "n": 0.97, "o": 0.94, "s": 0.83, "t": 0.9, "w": 0.95, "x": 0.9, "y": 0.86,
    "F": 0.93,
}  # fmt: skip
"""Of what is known, filled."""
READ_IN_PART = {
    "k": (0.92, 0.994), "p": (0.94, 0.997), "q": (0.89, 0.993), "r": (0.9, 0.984), "u": (0.82, 0.994),
    "v": (0.9, 0.988), "z": (0.8, 0.986), "A": (0.77, 0.993), "B": (0.67, 0.988), "C": (0.9, 0.994),
    "D": (0.84, 0.993), "E": (0.8, 0.994), "G": (0.71, 0.996), "H": (0.9, 0.993), "I": (0.75, 0.997),
}  # fmt: skip
"""Of what is known, filled, and of that, right. Two of `k` and seven of `r` count as wrong that are rounded as
their forms ask."""


@pytest.mark.parametrize("name", HAD)
def test_nothing_is_filled_wrong_and_nothing_lost(name: str) -> None:
    whole = Score()
    for _, one in drawn(name):
        whole.add(one)
    assert not [miss for miss in whole.misses if miss.startswith("WRONG")]
    assert whole.recall >= HAD[name], whole.misses


@pytest.mark.parametrize("name", READ_IN_PART)
def test_what_was_reached_on_the_newest_sets_is_kept(name: str) -> None:
    whole = Score()
    for _, one in drawn(name):
        whole.add(one)
    filled, right = READ_IN_PART[name]
    assert whole.recall >= filled
    assert whole.right >= right * whole.filled, whole.misses
