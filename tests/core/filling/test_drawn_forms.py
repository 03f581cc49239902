"""Forms that other hands drew (`samples/forms/drawn.zip`): nothing is filled wrong, and no set loses what it had."""

from __future__ import annotations

import pytest

from benchmarks.drawn_forms import Score, drawn

HAD = {"a": 0.99, "b": 0.98, "c": 0.99, "d": 0.98, "e": 0.97, "f": 0.98, "g": 0.95, "h": 0.96}
"""Of what is known, filled; `h` was mended last."""


@pytest.mark.parametrize("name", HAD)
def test_nothing_is_filled_wrong_and_nothing_lost(name: str) -> None:
    whole = Score()
    for _, one in drawn(name):
        whole.add(one)
    assert not [miss for miss in whole.misses if miss.startswith("WRONG")]
    assert whole.recall >= HAD[name], whole.misses
