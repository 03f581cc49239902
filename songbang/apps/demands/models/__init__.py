"""What the door remembers: demands and their deliveries, the way through, plans and lists, callers outside."""

from songbang.apps.demands.models.asked import Delivery, Demand, Draft, Rulebook, Trace, Verdict

__all__ = ["Delivery", "Demand", "Draft", "Rulebook", "Trace", "Verdict"]
