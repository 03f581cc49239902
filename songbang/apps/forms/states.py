"""What may be done with a template, a round, a form at a unit, in which state: one table each."""

from __future__ import annotations

from collections.abc import Mapping

from songbang.core.errors import Conflict

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
TABLES = {"template": TEMPLATE, "round": ROUND, "paper": PAPER}


def check_may(of: str, state: str, act: str) -> str:
    """The state after the act. Raises `Conflict` ("forms.not_now")."""
    after = TABLES[of].get((state, act))
    if after is None:
        raise Conflict("forms.not_now", state=state, act=act)
    return after


def may(of: str, state: str, act: str) -> bool:
    """The yes/no behind a button."""
    return (state, act) in TABLES[of]
