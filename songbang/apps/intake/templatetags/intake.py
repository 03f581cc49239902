"""Filters of intake's templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The mapping's value at `key`; empty where it has none."""
    return mapping.get(key, "")


@register.filter
def joined(words: Iterable[str]) -> str:
    """The words with a slash between."""
    return " / ".join(words)
