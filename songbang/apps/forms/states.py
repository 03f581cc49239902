"""What may be done with a template, a round, a form at a unit, in which state: one table each."""

from __future__ import annotations

from collections.abc import Mapping

from songbang.core.errors import Conflict
from songbang.core.life import Life

TEMPLATE: Mapping[tuple[str, str], str] = {
    ("waiting", "study"): "studied",
    ("waiting", "fail"): "failed",
    ("studied", "study"): "studied",
    ("studied", "fail"): "failed",
    ("failed", "study"): "studied",
    ("failed", "fail"): "failed",
    ("studied", "send"): "studied",
}
ROUND: Mapping[tuple[str, str], str] = {
    ("making", "made"): "sent",
    ("making", "fail"): "failed",
    ("sent", "close"): "closed",
    ("closed", "tell"): "told",
}
PAPER: Mapping[tuple[str, str], str] = {
    ("open", "save"): "open",
    ("open", "hand_in"): "handed_in",
    ("handed_in", "take_back"): "open",
}


def _not_now(state: str, act: str) -> Conflict:
    return Conflict("forms.not_now", state=state, act=act)


LIVES = {"template": Life(TEMPLATE, _not_now), "round": Life(ROUND, _not_now), "paper": Life(PAPER, _not_now)}


def check_may(of: str, state: str, act: str) -> str:
    """The state after the act. Raises `Conflict` ("forms.not_now")."""
    return LIVES[of].after(state, act)


def may(of: str, state: str, act: str) -> bool:
    """The yes/no behind a button."""
    return LIVES[of].may(state, act)
