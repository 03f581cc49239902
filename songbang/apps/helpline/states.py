"""The life of a matter that the base raised, as a table. Whoever changes a state asks here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from songbang.core.errors import Conflict
from songbang.core.life import Life

State = Literal["offered", "escalated", "signed", "contacted", "answered", "closed", "withdrawn"]
STATES: tuple[State, ...] = ("offered", "escalated", "signed", "contacted", "answered", "closed", "withdrawn")
"""`offered`: to the departments whose duty it may be; the first that signs leads.
`escalated`: the tier above names one."""
OPEN: tuple[State, ...] = ("offered", "escalated", "signed", "contacted", "answered")

TABLE: Mapping[tuple[str, str], State] = {
    ("offered", "sign"): "signed",
    ("offered", "decline"): "offered",
    ("offered", "escalate"): "escalated",
    ("escalated", "assign"): "offered",
    ("signed", "contact"): "contacted",
    ("signed", "hand_over"): "escalated",
    ("contacted", "hand_over"): "escalated",
    ("contacted", "answer"): "answered",
    ("answered", "reopen"): "contacted",
    ("answered", "rate"): "closed",
    ("offered", "withdraw"): "withdrawn",
    ("escalated", "withdraw"): "withdrawn",
    ("signed", "withdraw"): "withdrawn",
    ("contacted", "withdraw"): "withdrawn",
}
"""(state, act) → the state after it. What is not here may not be done."""

LIFE = Life(TABLE, lambda state, act: Conflict("matter.not_now"))
check_may, may = LIFE.after, LIFE.may
