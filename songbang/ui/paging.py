"""Lists by pages; a list that is taken along as a file comes whole."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator

WHOLE = "whole"
"""The page that holds everything, up to `MOST_AT_ONCE`."""
MOST_AT_ONCE = 5_000


def page_of(found: Any, number: str, per_page: int) -> Page[Any]:
    """One page of a queryset: the nearest there is, where there is none of that number."""
    return Paginator(found, MOST_AT_ONCE if number == WHOLE else per_page).get_page(number)
