"""Forms that other hands drew (`samples/forms/drawn.zip`): nothing is filled wrong, and no set loses what it had."""

from __future__ import annotations

import pytest

from benchmarks.drawn_forms import Score, drawn

HAD = {
    "a": 0.99, "b": 0.98, "c": 0.99, "d": 0.98, "e": 0.97, "f": 0.98, "g": 0.95, "h": 0.97, "i": 0.97, "j": 0.93,
    "l": 0.75, "m": 0.93, "n": 0.95, "o": 0.9, "p": 0.91, "r": 0.88,
}  # fmt: skip
"""Of what is known, filled."""
READ_IN_PART = {
    "k": (0.9, 0.99), "q": (0.82, 0.99), "s": (0.77, 1.0), "t": (0.86, 0.995), "u": (0.76, 0.99), "v": (0.79, 0.985),
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
