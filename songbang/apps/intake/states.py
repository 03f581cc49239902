"""The life of an import, as a table. Whoever changes a state asks here; the yes/no behind a button is derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from songbang.core.errors import Conflict
from songbang.core.life import Life

State = Literal[
    "waiting", "reading", "previewed", "accepted", "replaced", "undone", "failed", "discarded", "applied"
]  # fmt: skip
STATES: tuple[State, ...] = (
    "waiting", "reading", "previewed", "accepted", "replaced", "undone", "failed", "discarded", "applied",
)  # fmt: skip
"""`previewed`: read, counts not. `accepted`: its rows count. `replaced`: a newer version counts in its place.
`applied`: it was a workbook of corrected rows, and they went to where they belong."""

TABLE: Mapping[tuple[str, str], State] = {
    ("waiting", "read"): "reading",
    ("waiting", "discard"): "discarded",
    ("reading", "read"): "reading",  # a worker died half-way: it is taken up again
    ("reading", "store"): "previewed",
    ("reading", "apply"): "applied",
    ("reading", "fail"): "failed",
    ("previewed", "settle"): "waiting",
    ("previewed", "mend"): "waiting",
    ("previewed", "accept"): "accepted",
    ("previewed", "discard"): "discarded",
    ("accepted", "mend"): "accepted",
    ("accepted", "store"): "accepted",
    ("accepted", "replace"): "replaced",
    ("accepted", "undo"): "undone",
    ("replaced", "bring_back"): "accepted",
    ("undone", "read_again"): "waiting",
    ("failed", "read_again"): "waiting",
    ("discarded", "read_again"): "waiting",
}
"""(state, act) → the state after it. What is not here may not be done."""

_REFUSALS: Mapping[str, Callable[[], Conflict]] = {
    "waiting": lambda: Conflict("import.being_read"),
    "reading": lambda: Conflict("import.being_read"),
    "previewed": lambda: Conflict("import.not_accepted_yet"),
    "accepted": lambda: Conflict("import.already_accepted"),
    "replaced": lambda: Conflict("import.is_replaced"),
    "undone": lambda: Conflict("import.is_undone"),
    "failed": lambda: Conflict("import.has_failed"),
    "discarded": lambda: Conflict("import.is_discarded"),
    "applied": lambda: Conflict("import.is_applied"),
}

LIFE = Life(TABLE, lambda state, _act: _REFUSALS[state]())
check_may, may = LIFE.after, LIFE.may
