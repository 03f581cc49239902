"""Two departments that ask at the same moment, each in a thread and connection of its own."""

from __future__ import annotations

import json
import threading
from typing import Any

from django.db import DatabaseError, connection

from songbang.apps.demands import passing
from songbang.apps.demands.models import Demand, Draft
from songbang.apps.demands.services import begin_draft
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import changing, services
from songbang.apps.units.holding import standing_of
from songbang.apps.units.models import Account, Unit
from songbang.core.errors import SongbangError
from songbang.ui import wall
from tests.apps.demands.asking import make_district
from tests.apps.units.places import HERE

NAMES = ("nongye", "tongji")


def prepare() -> None:
    """Two departments, each with a draft that asks a town for the same figures."""
    first = make_district()
    values = {"level": "department", "parent": first.parent, "functional_area": False, "traits": [], "cadres": 9}
    second = changing.add_unit(SYSTEM, f"{HERE}-TJ", "统计局", values, HERE)
    for name, unit in zip(NAMES, (first, second), strict=True):
        account = services.make_account(SYSTEM, name, "a-long-enough-word", [("department", unit)])
        typed = {
            "common.title": [f"{unit.name}关于报送粮食情况的通知"], "common.issued_on": ["2025-04-14"],
            "common.due_on": ["2025-04-30"], "common.targets": ["新丰镇"], "form.frequency": ["once"],
            "form.on_shared_platform": ["yes"], "form.in_catalogue": ["yes"],
            "form.fields": ["播种面积 | 亩 | 全年\n机收面积 | 亩 | 全年"],
        }  # fmt: skip
        begin_draft(unit, account, "form", typed)


def ask_at_once() -> dict[str, Any]:
    """Both ask; what became of it."""
    ready, failed = threading.Barrier(len(NAMES)), list[str]()

    def ask(name: str) -> None:
        try:
            with wall.within(HERE):
                standing = standing_of(Account.objects.get(username=name), None, None)
                assert standing is not None
                draft = Draft.objects.get(by__username=name)
                ready.wait(20)
                passing.ask(standing, draft)
        except (SongbangError, DatabaseError, AssertionError) as error:  # told by the test
            failed.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(name,)) for name in NAMES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    demands = list(Demand.objects.order_by("pk"))
    held = [
        any(one["rule"] == "form.already-held" for one in json.loads(demand.verdicts.get().content)["findings"])
        for demand in demands
    ]
    return {
        "failed": failed, "demands": len(demands), "held": sorted(held),
        "open": Draft.objects.filter(open=True).count(),
        "units": Unit.objects.filter(demands__in=demands).distinct().count(),
        "numbers": len({demand.number for demand in demands if demand.number}),
    }  # fmt: skip
