"""Forms that other hands drew (`samples/forms/drawn.zip`): nothing is filled wrong, and no set loses what it had."""

from __future__ import annotations

import pytest

from benchmarks.drawn_forms import Score, drawn

HAD = {
    "a": 0.99, "b": 0.98, "c": 0.99, "d": 0.98, "e": 0.97, "f": 0.99, "g": 0.96, "h": 0.98, "i": 0.97,
    "j": 0.95, "l": 0.81, "m": 0.96, "n": 0.97, "o": 0.94, "s": 0.81, "w": 0.94, "x": 0.9, "y": 0.85,
}  # fmt: skip
"""Of what is known, filled."""
READ_IN_PART = {
    "k": (0.92, 0.994), "p": (0.92, 0.997), "q": (0.89, 0.993), "r": (0.89, 0.984), "t": (0.88, 0.997),
    "u": (0.82, 0.994), "v": (0.86, 0.99), "z": (0.8, 0.986), "A": (0.74, 0.993), "B": (0.65, 0.971),
    "C": (0.88, 0.992), "D": (0.8, 0.99), "E": (0.77, 0.992), "F": (0.81, 0.977), "G": (0.52, 0.951),
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
