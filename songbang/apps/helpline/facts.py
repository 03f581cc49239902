"""Rows → values of `core.voices`."""

from __future__ import annotations

from songbang.apps.helpline.models import Duty
from songbang.core.voices import routing


def duties(territory: str) -> list[routing.Duty]:
    """The duty list in force. One query."""
    rows = Duty.objects.filter(territory=territory, valid_to=None, department__valid_to=None).select_related(
        "department"
    )
    return [routing.Duty(str(row.pk), row.department.code, row.text, tuple(row.words)) for row in rows]
