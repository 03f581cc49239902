"""Who may do what: one table of (resource, action) → role → reach. Everything that asks, asks here.

A reach says over which units: `own` unit only, `below` the own unit and all under it, `asked` the demands that the own
department issued, `all` of the territory. A role that is not named may not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Role = Literal["village", "town", "department", "approver", "supervisor", "administrator", "auditor"]
Reach = Literal["own", "below", "asked", "all"]

_READERS: dict[Role, Reach] = {
    "village": "own", "town": "below", "department": "asked", "approver": "all", "supervisor": "all",
}  # fmt: skip

TABLE: Mapping[tuple[str, str], Mapping[Role, Reach]] = {
    ("figures", "view"): _READERS,
    ("rows", "view"): _READERS,
    ("demands", "view"): {"town": "below", "department": "asked", "approver": "all", "supervisor": "all"},
    ("demands", "ask"): {"town": "own", "department": "asked"},
    ("agenda", "view"): _READERS,
    ("agenda", "plan"): {"town": "below", "department": "asked", "supervisor": "all"},
    ("agenda", "places"): {"town": "below", "supervisor": "all", "administrator": "all"},
    ("agenda", "protect"): {"village": "own", "town": "below", "supervisor": "all"},
    ("week", "view"): {"village": "own", "town": "below"},
    ("duplicates", "view"): {"town": "below", "supervisor": "all"},
    ("duplicates", "judge"): {"town": "below", "supervisor": "all"},
    ("rejects", "view"): {"town": "below", "supervisor": "all"},
    ("rejects", "mend"): {"town": "below", "supervisor": "all"},
    ("imports", "view"): {"town": "below", "supervisor": "all"},
    ("imports", "create"): {"town": "below", "supervisor": "all"},
    ("imports", "undo"): {"town": "below", "supervisor": "all"},
    ("reports", "view"): {"town": "all", "approver": "all", "supervisor": "all"},
    ("reports", "draft"): {"supervisor": "all"},
    ("reports", "publish"): {"supervisor": "all"},
    ("evidence", "view"): {"village": "own", "town": "below", "supervisor": "all"},
    ("evidence", "create"): {"village": "own", "town": "own"},
    ("evidence", "edit"): {"village": "own", "town": "below"},
    ("assessments", "view"): {
        "village": "own", "town": "below", "department": "asked", "approver": "all", "supervisor": "all",
    },
    ("assessments", "edit"): {"department": "asked", "supervisor": "all"},
    ("assessments", "mark"): {"department": "asked", "supervisor": "all"},
    ("coverage", "confirm"): {"village": "own", "town": "below"},
    ("traits", "edit"): {"town": "below", "supervisor": "all"},
    ("help", "view"): _READERS,
    ("help", "raise"): {"village": "own", "town": "own"},
    ("help", "take"): {"department": "asked"},
    ("help", "assign"): {"approver": "all", "supervisor": "all"},
    ("help", "rate"): {"village": "own", "town": "own"},
    ("voices", "view"): {
        "village": "all", "town": "all", "department": "asked", "approver": "all", "supervisor": "all",
    },
    ("voices", "give"): {"village": "own", "town": "own"},
    ("guidance", "view"): {
        "village": "all", "town": "all", "department": "all", "approver": "all", "supervisor": "all",
    },
    ("guidance", "ask"): {"village": "own", "town": "own"},
    ("guidance", "answer"): {"department": "all", "supervisor": "all"},
    ("campaigns", "view"): {
        "village": "own", "town": "below", "department": "asked", "approver": "all", "supervisor": "all",
    },
    ("campaigns", "plan"): {"department": "asked", "supervisor": "all"},
    ("campaigns", "note"): {"department": "asked", "supervisor": "all"},
    ("campaigns", "mend"): {"village": "own", "town": "below"},
    ("campaigns", "circulate"): {"supervisor": "all"},
    ("rooms", "edit"): {"village": "own", "town": "below", "supervisor": "all"},
    ("forms", "view"): {"department": "asked", "supervisor": "all"},
    ("forms", "ask"): {"department": "asked"},
    ("papers", "view"): {"village": "own", "town": "below", "supervisor": "all"},
    ("papers", "answer"): {"village": "own", "town": "below"},
    ("uses", "view"): {"village": "own", "town": "below", "supervisor": "all"},
    ("facts", "view"): _READERS,
    ("facts", "give"): {"town": "below", "department": "asked", "supervisor": "all"},
    ("facts", "settle"): {"town": "below", "department": "asked", "supervisor": "all"},
    ("facts", "confirm"): {"department": "asked", "supervisor": "all"},
    ("elements", "view"): _READERS,
    ("units", "view"): {
        "village": "own", "town": "below", "department": "all", "approver": "all", "supervisor": "all",
        "administrator": "all",
    },
    ("units", "edit"): {"administrator": "all"},
    ("people", "view"): {"town": "below", "supervisor": "all", "administrator": "all"},
    ("people", "edit"): {"administrator": "all"},
    ("accounts", "view"): {"administrator": "all"},
    ("accounts", "edit"): {"administrator": "all"},
    ("tokens", "edit"): {"administrator": "all"},
    ("approvals", "decide"): {"approver": "all"},
    ("desks", "view"): {"department": "all", "approver": "all", "supervisor": "all"},
    ("desks", "edit"): {"supervisor": "all"},
    ("deliveries", "view"): {"village": "own", "town": "own"},
    ("deliveries", "answer"): {"village": "own", "town": "own"},
    ("deliveries", "refuse"): {"village": "own", "town": "own"},
    ("refusals", "view"): {"department": "asked", "supervisor": "all"},
    ("plans", "view"): {"town": "all", "department": "asked", "approver": "all", "supervisor": "all"},
    ("plans", "edit"): {"supervisor": "all"},
    ("lists", "view"): {
        "village": "all", "town": "all", "department": "all", "approver": "all", "supervisor": "all",
    },
    ("lists", "edit"): {"supervisor": "all"},
    ("rules", "view"): {
        "village": "all", "town": "all", "department": "all", "approver": "all", "supervisor": "all",
    },
    ("leads", "view"): {"supervisor": "all"},
    ("leads", "search"): {"supervisor": "all"},
    ("what_if", "view"): {"approver": "all", "supervisor": "all"},
    ("what_if", "run"): {"approver": "all", "supervisor": "all"},
    ("hooks", "edit"): {"administrator": "all"},
    ("rules", "edit"): {"approver": "all", "supervisor": "all"},
    ("health", "view"): {"administrator": "all"},
    ("journal", "view"): {"auditor": "all"},
}  # fmt: skip

NEVER_TOGETHER: frozenset[Role] = frozenset({"supervisor", "administrator", "auditor"})


def reach_of(role: str, resource: str, action: str) -> Reach | None:
    """How far a role's right reaches, or None where it has none. An unknown resource is a bug and raises KeyError."""
    return TABLE[resource, action].get(role)  # type: ignore[call-overload, no-any-return]


def allows(role: str, resource: str, action: str) -> bool:
    """The yes/no behind a button."""
    return reach_of(role, resource, action) is not None


def scope_of(resource: str, action: str) -> str:
    """The scope that a token needs for a right: `units:read`, `imports:write`.

    >>> scope_of("imports", "undo")
    'imports:write'
    """
    return f"{resource}:{'read' if action == 'view' else 'write'}"
