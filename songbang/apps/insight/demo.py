"""What the demo computes beforehand, so that nobody's first page has to wait."""

from __future__ import annotations

from collections.abc import Iterable

from songbang.apps.insight import services, standing_figures
from songbang.apps.units.holding import standing_of
from songbang.apps.units.models import Account


def compute_first_pages(accounts: Iterable[Account]) -> int:
    """The figures that each of these accounts sees first; how many sets were computed."""
    computed = 0
    for account in accounts:
        standing = standing_of(account, None, None)
        if standing is None or not standing.may("figures", "view"):
            continue
        found = standing_figures.find(standing, standing_figures.situation(standing, {}))
        if found.key is not None:
            services.compute(found.key)
            computed += 1
    return computed
