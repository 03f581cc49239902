"""A demand as JSON, the way the contract writes it: what is not stated is left out."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any

from songbang.core.demand.values import Demand


def demand_json(demand: Demand) -> dict[str, Any]:
    """What `read_demand` reads back as the same demand.

    >>> from songbang.core.demand import read_demand
    >>> given = {"kind": "form", "title": "情况表", "details": {"frequency": "daily"}}
    >>> demand_json(read_demand(given)) == given
    True
    """
    content: dict[str, Any] = {"kind": demand.kind}
    content.update((name, value) for name, value in _stated(demand).items() if value != {})
    return content


def _stated(value: Any) -> dict[str, Any]:
    return {
        field.name.rstrip("_"): _plain(stated)
        for field in fields(value)
        if (stated := getattr(value, field.name)) is not None and stated != _default(field)
    }


def _default(field: Field[Any]) -> Any:
    return None if field.default is MISSING else field.default


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _stated(value)
    if isinstance(value, date):  # a moment is one too; the contract writes it to the minute or second alike
        return value.isoformat()
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
