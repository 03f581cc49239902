"""The labelled registers reach what was promised, as they are and with their paper side spoilt twice over."""

from __future__ import annotations

import pytest

from benchmarks.spoilt_registers import RELATIONS, measure
from tests.conftest import needs_shared


@pytest.mark.parametrize(("way", "same"), [("as it is", 0.99), ("two habits", 0.95), ("ocr", 0.97)])
def test_the_labelled_registers_reach_what_was_promised(way: str, same: float) -> None:
    needs_shared("data/match/registers")
    scores, hard = measure(way, 9)
    assert scores["same"] >= same
    assert sum(scores[name] for name in RELATIONS[1:]) / 3 >= 0.90
    assert hard <= 0.02
