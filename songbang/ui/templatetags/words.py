"""Words of the catalogue in templates: `{% w "home.title" %}`, `{% w "intake.counted" count=5 %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from songbang.core.words import labels
from songbang.ui.middleware import language_of

register = template.Library()


@register.simple_tag(takes_context=True)
def w(context: RequestContext, key: str, **filled: Any) -> str:
    """The label `group.key` in the language of the request, filled."""
    group, _, name = key.partition(".")
    text = labels(language_of(context["request"]))[group][name]
    return text.format(**filled) if filled else text


@register.simple_tag(takes_context=True)
def word(context: RequestContext, group: str, key: Any, default: str = "") -> str:
    """The label of a value, such as a register's kind: `{% word "registers" row.register %}`."""
    found = labels(language_of(context["request"]))[group]
    return found.get(str(key), default or str(key))
