"""Forms that other hands drew (`samples/forms/drawn.zip`): nothing is filled wrong, and no set loses what it had."""

from __future__ import annotations

import pytest

from benchmarks.drawn_forms import Score, drawn

HAD = {
    "a": 0.99, "b": 0.99, "c": 0.99, "d": 0.99, "e": 0.99, "f": 0.99, "g": 0.96, "h": 0.99, "i": 0.98,
    "j": 0.94, "k": 0.95, "l": 0.81, "m": 0.97, "n": 0.93, "o": 0.94, "s": 0.84, "t": 0.94, "v": 0.87,
    "w": 0.93, "x": 0.9, "y": 0.92, "A": 0.76, "C": 0.85, "E": 0.84, "F": 0.99, "K": 0.94,
}  # fmt: skip
"""Of what is known, filled."""
THIRD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEF")
"""The sets mended by long ago: here each third form stands for all, `benchmarks.drawn_forms` reads every one."""
READ_IN_PART = {
    "p": (0.9, 0.994), "q": (0.92, 0.994), "r": (0.89, 0.96), "u": (0.74, 0.991), "z": (0.85, 0.982),
    "B": (0.66, 0.989), "D": (0.9, 0.992), "G": (0.83, 0.997), "H": (0.9, 0.995), "I": (0.89, 0.997),
    "J": (0.93, 0.998), "L": (0.96, 0.993), "M": (0.75, 0.976), "N": (0.83, 0.994), "O": (0.41, 0.969),
}  # fmt: skip
"""Of what is known, filled, and of that, right. What counts as wrong in `r` is mostly rounded as its forms ask."""


@pytest.mark.parametrize("name", HAD)
def test_nothing_is_filled_wrong_and_nothing_lost(name: str) -> None:
    whole = Score()
    for _, one in drawn(name, every=3 if name in THIRD else 1):
        whole.add(one)
    assert not [miss for miss in whole.misses if miss.startswith("WRONG")]
    assert whole.recall >= HAD[name], whole.misses


@pytest.mark.parametrize("name", READ_IN_PART)
def test_what_was_reached_on_the_newest_sets_is_kept(name: str) -> None:
    whole = Score()
    for _, one in drawn(name, every=3 if name in THIRD else 1):
        whole.add(one)
    filled, right = READ_IN_PART[name]
    assert whole.recall >= filled
    assert whole.right >= right * whole.filled, whole.misses
