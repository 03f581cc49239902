"""The calendar by itself: what it asks of the door is tested in `test_thread` and in `tests/apps/demands`."""

from __future__ import annotations

import pytest

from songbang.apps.units import door


@pytest.fixture(autouse=True)
def without_a_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_guards", [])
