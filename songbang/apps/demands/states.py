"""The life of a demand, as a table. Whoever changes a state asks here; docs/door.md draws it from here.

draft → weighed → filing / approving → admitted → numbered → delivered → answered → closed. A draft is a row of its own
(`Draft`): it becomes a demand when it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from songbang.core.errors import Conflict
from songbang.core.life import Life

State = Literal[
    "draft", "weighed", "passing", "admitted", "numbered", "delivered", "answered", "closed", "returned", "withdrawn",
    "declined", "expired", "recorded",
]  # fmt: skip
STATES: tuple[State, ...] = (
    "draft", "weighed", "passing", "admitted", "numbered", "delivered", "answered", "closed", "returned", "withdrawn",
    "declined", "expired", "recorded",
)  # fmt: skip
"""`weighed`: the verdict stands against it, and its department is at turn. `passing`: filings, approvals or
countersignatures are open. `returned`: to be mended or withdrawn. `declined`: a post said no for good. `recorded`:
found in a register of the base; it never came to the door."""

TABLE: Mapping[tuple[str, str], State] = {
    ("draft", "ask"): "weighed",
    ("draft", "withdraw"): "withdrawn",
    ("weighed", "open_steps"): "passing",
    ("weighed", "admit"): "admitted",
    ("weighed", "mend"): "weighed",
    ("weighed", "withdraw"): "withdrawn",
    ("passing", "settle"): "admitted",
    ("passing", "open_steps"): "passing",
    ("passing", "weigh_again"): "weighed",
    ("passing", "return"): "returned",
    ("passing", "decline"): "declined",
    ("passing", "withdraw"): "withdrawn",
    ("returned", "mend"): "weighed",
    ("returned", "withdraw"): "withdrawn",
    ("returned", "lapse"): "expired",
    ("admitted", "number"): "numbered",
    ("admitted", "withdraw"): "withdrawn",
    ("numbered", "deliver"): "delivered",
    ("numbered", "withdraw"): "withdrawn",
    ("numbered", "lapse"): "expired",
    ("delivered", "answer"): "answered",
    ("delivered", "close"): "closed",
    ("delivered", "withdraw"): "withdrawn",
    ("delivered", "lapse"): "expired",
    ("answered", "close"): "closed",
    ("answered", "lapse"): "expired",
}
"""(state, act) → the state after it. What is not here may not be done."""

ENDS: frozenset[State] = frozenset({"closed", "withdrawn", "declined", "expired", "recorded"})
"""States that nothing leaves."""
COUNTING: frozenset[State] = frozenset({
    "weighed", "passing", "admitted", "numbered", "delivered", "answered", "closed", "expired", "recorded",
})  # fmt: skip
"""States in which a demand is on record for those that come after: what was withdrawn or refused never burdened."""

LIFE = Life(TABLE, lambda state, act: Conflict("demand.act_not_now", state=state, act=act))
check_may, may = LIFE.after, LIFE.may
