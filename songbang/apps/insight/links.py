"""Addresses of insight's pages that carry the question along."""

from __future__ import annotations

from functools import cache

from django.urls import reverse

from songbang.apps.insight.asking import Asked

_place = cache(reverse)


def overview(asked: Asked) -> str:
    return f"{_place('insight:overview')}?{asked.query()}"


def figure(asked: Asked, figure_id: str) -> str:
    return f"{reverse('insight:figure', args=[figure_id])}?{asked.query()}"


def rows(asked: Asked, figure_id: str, side: str = "value", **more: str) -> str:
    """The rows behind a figure; `more`: issuer_level, line, month, issuer."""
    told: dict[str, str | None] = {"figure": figure_id, "side": side, **more}
    return f"{_place('insight:rows')}?{asked.query(**told)}"
