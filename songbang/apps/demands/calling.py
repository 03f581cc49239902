"""What the calendar may call the base for: the passage of `units.door`, answered from the register of numbers."""

from __future__ import annotations

from songbang.apps.demands.checking import check
from songbang.apps.demands.models import Demand
from songbang.apps.units.door import Passage
from songbang.apps.units.models import Unit
from songbang.core.errors import Conflict
from songbang.ui import clock


def check_calling(passage: Passage) -> None:
    """Lets pass what has a valid number of its own body, for this kind of demand, at all these units.

    Raises `Conflict`: "door.number_refused" (unknown, expired, withdrawn, of another territory), "door.other_body",
    "door.other_kind", "door.not_asked" (a unit that the numbered demand does not ask).
    """
    found = check(passage.control_number, clock.today())
    demand = found.demand
    if not found.valid or demand is None or demand.territory != passage.territory:
        raise Conflict("door.number_refused", number=passage.control_number)
    if demand.unit is None or demand.unit.code != passage.organiser:
        raise Conflict("door.other_body", number=demand.number)
    if demand.kind != passage.kind:
        raise Conflict("door.other_kind", number=demand.number, kind=demand.kind)
    _check_units(demand, passage)


def _check_units(demand: Demand, passage: Passage) -> None:
    asked = set(demand.deliveries.exclude(code="").values_list("code", flat=True))
    missing = sorted(set(passage.units) - asked)
    if missing:
        names = Unit.objects.filter(territory=passage.territory, code__in=missing).values_list("name", flat=True)
        raise Conflict("door.not_asked", number=demand.number, units=list(names))
