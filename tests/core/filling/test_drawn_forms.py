"""Forms that other hands drew (`samples/forms/drawn.zip`): no set loses what it had, and none is filled worse."""

from __future__ import annotations

import pytest

from benchmarks.drawn_floors import HAD, READ_IN_PART, TESTED, lost
from benchmarks.drawn_forms import Score, all_sets, drawn


@pytest.mark.parametrize("name", TESTED)
def test_no_set_loses_what_it_had(name: str) -> None:
    whole = Score()
    for _, one in drawn(name):
        whole.add(one)
    assert not lost(name, whole.recall, whole.precision), whole.misses


def test_every_set_has_a_floor() -> None:
    assert sorted(all_sets()) == sorted((*HAD, *READ_IN_PART))


def test_less_filled_or_less_of_it_right_is_a_loss() -> None:
    assert lost("0", 0.5, 1.0)
    assert lost("0", 0.9, 0.5)
    assert lost("L", 1.0, 0.9999)
    assert not lost("L", 1.0, 1.0)
