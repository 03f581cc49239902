"""What the door remembers: demands and their deliveries, the way through, plans and lists, callers outside."""

from songbang.apps.demands.models.asked import Delivery, Demand, Draft, Rulebook, Trace, Verdict
from songbang.apps.demands.models.outside import Call, Hook
from songbang.apps.demands.models.passage import DESKS, Delegation, Desk, Move, Refusal, Series, Step, Waiver
from songbang.apps.demands.models.policy import (
    CHANGES,
    LISTS,
    LeadSearch,
    ListEdition,
    ListItem,
    PlanItem,
    PlanRule,
    RuleChange,
    Trial,
)

__all__ = [
    "CHANGES", "DESKS", "LISTS", "Call", "Delegation", "Delivery", "Demand", "Desk", "Draft", "Hook", "LeadSearch",
    "ListEdition", "ListItem", "Move", "PlanItem", "PlanRule", "Refusal", "RuleChange", "Rulebook", "Series",
    "Step", "Trace", "Trial", "Verdict", "Waiver",
]  # fmt: skip
