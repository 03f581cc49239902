"""Jobs of campaigns, run by `songbang work`."""

from __future__ import annotations

from django_tasks import task

from songbang.ui import wall


@task()
@wall.of("oversight.Campaign")
def plan_itinerary(seed: str, key: int) -> None:
    """Lay the visits of a sample out to the hour; what was drawn again meanwhile has a job of its own."""
    from songbang.apps.oversight import services

    services.plan_itinerary(key, seed)
