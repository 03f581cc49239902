"""The guided tour of the demo: a few steps over real pages for each role, told in a panel on the page.

Where a session stands in it is kept in the session; nothing needs JavaScript. Only ever in demo mode.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from songbang.apps.insight import queries, services
from songbang.apps.units.holding import Standing

STEP = "tour"
"""Key in the session: the step, from 1; 0 where it was ended."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page, the part of it that is meant (an id on the page), and the key of the words."""

    key: str
    view: str
    query: tuple[tuple[str, str], ...] = ()
    part: str = ""
    argument: str | Callable[[Standing], int | None] | None = None

    def address(self, standing: Standing) -> str:
        """Where the step leads; a page about one row or unit shows one that this standing sees."""
        found = self.argument(standing) if callable(self.argument) else self.argument
        if self.argument is not None and found is None:
            return reverse("home")
        path = reverse(self.view, args=[] if found is None else [found])
        return path + (f"?{urlencode(self.query)}" if self.query else "")


def _some_row(standing: Standing) -> int | None:
    names = None
    if standing.reach("rows", "view") == "asked":
        names = services.asked_names(standing, queries.rows_state(standing.territory))
    rows = queries.rows_within(standing, names).filter(register="documents").order_by("-day", "pk")
    found: int | None = rows.values_list("pk", flat=True).first()
    return found


_DOCUMENTS = (("figure", "documents.received"),)
_ROWS = (
    Step("rows", "insight:rows", _DOCUMENTS),
    Step("row", "insight:row", _DOCUMENTS, argument=_some_row),
)
_WHERE = Step("where", "insight:overview", part="where")
_IMPORTS = Step("imports", "intake:imports")
_UNITS = Step("units", "units:tree")

STEPS: dict[str, tuple[Step, ...]] = {
    "village": (
        Step("week", "insight:week"), Step("feed", "insight:week", part="feed"),
        Step("own", "insight:overview"), *_ROWS,
    ),
    "town": (Step("town", "insight:overview"), _WHERE, *_ROWS, _IMPORTS, Step("week", "insight:week")),
    "department": (Step("asked", "insight:overview"), _WHERE, *_ROWS),
    "approver": (Step("overview", "insight:overview"), _WHERE, *_ROWS, Step("read_reports", "insight:reports")),
    "supervisor": (
        Step("overview", "insight:overview"), _WHERE,
        Step("figure", "insight:figure", argument="documents.received"), *_ROWS,
        Step("duplicates", "insight:duplicates"), _IMPORTS, Step("reports", "insight:reports"),
    ),
    "administrator": (
        _UNITS, Step("unit", "units:unit", argument=lambda standing: standing.unit.pk),
        Step("people", "units:people-list"), Step("accounts", "units:accounts"),
    ),
    "auditor": (Step("journal", "insight:journal"), Step("check", "insight:journal", (("check", "1"),))),
}  # fmt: skip


def go(request: HttpRequest, standing: Standing, asked: str) -> str:
    """Take the step that is asked for (0 or nonsense: the end of the tour); the address of its page."""
    steps = STEPS[standing.role]
    step = int(asked) if asked.isdigit() and int(asked) <= len(steps) else 0
    request.session[STEP] = step
    return steps[step - 1].address(standing) if step else reverse("home")


def page(request: HttpRequest) -> dict[str, Any]:
    """`tour`: what the panel says, None where there is none to show."""
    standing: Standing | None = getattr(request, "standing", None)
    if not settings.DEMO or standing is None or not hasattr(request, "session"):
        return {"tour": None}
    steps = STEPS[standing.role]
    step = request.session.get(STEP)
    if step is None:
        return {"tour": {"step": 0, "count": len(steps)}}
    if not 0 < step <= len(steps):
        return {"tour": None}
    shown = steps[step - 1]
    return {
        "tour": {
            "step": step, "count": len(steps), "key": shown.key, "part": shown.part, "before": step - 1,
            "after": step + 1 if step < len(steps) else 0, "steps": range(1, len(steps) + 1),
        }
    }  # fmt: skip
