"""The shape of a demand (contract `demand.md`): what a higher body asks of the base, by kind, checked at the edge.

Every field may be absent: `None` means "not stated", which a rule may find fault with, and which this package never
fills in. Not its job: judging a demand (`rules`) or reading it off a document (`reading`).

>>> from songbang.core.demand import read_demand
>>> read_demand({"kind": "form", "title": "情况表", "details": {"frequency": "daily"}}).details.frequency
'daily'
"""

from songbang.core.demand.context import Context, PlanItem, Unit, read_context
from songbang.core.demand.kinds import (
    DetailsOf,
    Digital,
    Document,
    Form,
    FormField,
    Inspection,
    Meeting,
    Pledge,
    Secondment,
    Showcase,
    Signboard,
    VillageTask,
    Visit,
)
from songbang.core.demand.reading import read_demand
from songbang.core.demand.values import KINDS, LEVELS, Approval, Basis, Body, Demand, Kind, Level
from songbang.core.demand.writing import demand_json

__all__ = [
    "KINDS", "LEVELS", "Approval", "Basis", "Body", "Context", "Demand", "DetailsOf", "Digital", "Document", "Form",
    "FormField", "Inspection", "Kind", "Level", "Meeting", "PlanItem", "Pledge", "Secondment", "Showcase",
    "Signboard", "Unit", "VillageTask", "Visit", "demand_json", "read_context", "read_demand",
]  # fmt: skip
