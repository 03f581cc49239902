"""Demands as tests ask them."""

from __future__ import annotations

from typing import Any

from songbang.apps.demands.models import Demand
from songbang.apps.demands.services import new_demand
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import changing
from songbang.apps.units.models import Unit
from songbang.core.demand import read_demand
from tests.apps.units.places import HERE, make_places

TOWN = {"name": "新丰镇", "level": "town", "body": "town", "code": "330402103"}
OTHER_TOWN = {"name": "南湖街道", "level": "town", "body": "town", "code": "330402010"}
VILLAGE = {"name": "净湘村", "level": "village", "body": "village", "code": "330402103208"}
ISSUER = {"name": "农业农村局", "level": "county", "body": "department", "code": HERE}
GOOD_MEETING = {
    "common.title": ["农业农村局关于召开春耕工作会议的通知"], "common.issued_on": ["2025-04-14"],
    "common.targets": ["新丰镇\n南湖街道"], "common.plan_item": [""], "meeting.starts_at": ["2025-04-22 08:30"],
    "meeting.ends_at": ["2025-04-22 09:30"], "meeting.duration_minutes": ["60"], "meeting.form": ["onsite"],
    "meeting.requires": ["deputy"],
}  # fmt: skip
"""A meeting as typed into the form."""


def make_district() -> Unit:
    make_places()
    here = Unit.objects.get(code=HERE)
    values = {"level": "department", "parent": here, "functional_area": False, "traits": [], "cadres": 30}
    return changing.add_unit(SYSTEM, f"{HERE}-NY", "农业农村局", values, HERE)


def put(told: dict[str, Any], unit: Unit | None = None, territory: str = HERE) -> Demand:
    """A demand on record, whoever asked it."""
    from django.db import transaction

    unit = unit or Unit.objects.get(code=territory)
    with transaction.atomic():
        return new_demand(SYSTEM, unit, read_demand(told, orderly=False), by=None, origin="api")


def form(**more: Any) -> dict[str, Any]:
    """A form asked of a town."""
    fields = [{"name": "粮食播种面积", "unit": "亩", "explanation": "全年"}]
    details = {"frequency": "monthly", "on_shared_platform": True, "in_catalogue": True, "fields": fields}
    told = {
        "kind": "form", "title": "农业农村局关于报送粮食生产情况的通知", "issuer": ISSUER, "issued_on": "2025-04-14",
        "due_on": "2025-04-30", "targets": [TOWN], "details": details,
    }  # fmt: skip
    return {**told, **more}
