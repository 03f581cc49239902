"""Forms that other hands drew (`samples/forms/drawn.zip`): nothing is filled wrong, and no set loses what it had."""

from __future__ import annotations

import pytest

from benchmarks.drawn_forms import Score, drawn

HAD = {
    "a": 0.99, "b": 0.98, "c": 0.99, "d": 0.98, "e": 0.97, "f": 0.98, "g": 0.95, "h": 0.97, "i": 0.97, "j": 0.93,
    "l": 0.77, "m": 0.95, "n": 0.96, "o": 0.91, "r": 0.89, "s": 0.78, "w": 0.93, "x": 0.89,
}  # fmt: skip
"""Of what is known, filled."""
READ_IN_PART = {
    "k": (0.91, 0.994), "p": (0.92, 0.998), "q": (0.87, 0.993), "t": (0.87, 0.997), "u": (0.78, 0.994),
    "v": (0.83, 0.987),
    "y": (0.8, 0.997), "z": (0.78, 0.986), "A": (0.7, 0.987), "B": (0.52, 0.93), "C": (0.85, 0.98),
}  # fmt: skip
"""Of what is known, filled, and of that, right. Two of `k` count as wrong that are rounded as its forms ask."""


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
