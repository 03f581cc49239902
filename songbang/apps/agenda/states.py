"""The life of an entry, as a table. Whoever changes a state asks here; the yes/no behind a button is derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from songbang.core.errors import Conflict
from songbang.core.life import Life

State = Literal["proposed", "decided", "announced", "held", "cancelled"]

TABLE: Mapping[tuple[str, str], State] = {
    ("proposed", "decide"): "decided",
    ("proposed", "edit"): "proposed",
    ("proposed", "cancel"): "cancelled",
    ("decided", "decide"): "decided",
    ("decided", "undecide"): "proposed",
    ("decided", "announce"): "announced",
    ("decided", "cancel"): "cancelled",
    ("announced", "decide"): "announced",  # a change: needs a ground, and everyone is told
    ("announced", "cancel"): "cancelled",
    ("announced", "hold"): "held",
}
"""(state, act) → the state after it. What is not here may not be done."""

_REFUSALS: Mapping[str, Callable[[], Conflict]] = {
    "proposed": lambda: Conflict("agenda.not_decided"),
    "decided": lambda: Conflict("agenda.not_announced"),
    "announced": lambda: Conflict("agenda.already_announced"),
    "held": lambda: Conflict("agenda.is_held"),
    "cancelled": lambda: Conflict("agenda.is_cancelled"),
}

LIFE = Life(TABLE, lambda state, _act: _REFUSALS[state]())
check_may, may = LIFE.after, LIFE.may


def needs_ground(state: str) -> bool:
    """Whether a change of time, or its cancelling, must be given a ground: those called know of it already."""
    return state == "announced"
