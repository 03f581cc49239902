"""Figures of a study as people read them."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from songbang.core.words import labels
from songbang.ui.middleware import language_of

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """0.834 → 83%, never rounded up to 100%."""
    return f"{int(share * 100)}%"


@register.filter
def hours(minutes: float) -> str:
    """Minutes as hours: one place below ten."""
    count = minutes / 60
    return f"{count:.1f}" if count < 10 else f"{count:,.0f}"


@register.filter
def known_of(totals: dict[str, int]) -> int:
    return totals["held"] + totals["derived"]


@register.simple_tag(takes_context=True)
def proposal_said(context: RequestContext, proposal: dict[str, Any]) -> str:
    """A proposal of the study in words."""
    words = labels(language_of(context["request"]))["form_proposals"][proposal["code"]]
    told = {key: "、".join(value) if isinstance(value, list) else value for key, value in proposal.items()}
    return words.format(**told)
