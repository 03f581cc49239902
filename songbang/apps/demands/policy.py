"""What a place has decided: its plan, and the rulebook with its own limits and suspensions."""

from __future__ import annotations

from datetime import date
from typing import Any

from songbang.core.demand import Demand as DemandFacts
from songbang.core.rules import load_book
from songbang.core.rules.book import Book


def book_for(territory: str) -> Book:
    """The rulebook of a territory."""
    return load_book()


def plan_slice(territory: str, facts: DemandFacts, day: date) -> list[dict[str, Any]] | None:
    """Of the plans, what rules look at for this demand."""
    return None
