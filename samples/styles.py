"""How tidy a made district's clerks are, and how much they keep."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a made district. `mess` 0 is a careful clerk, 1 every mess of the contract at once."""

    name: str
    towns: tuple[str, ...]
    mess: float
    flaws: float
    """Share of rows that must be rejected."""
    containers: tuple[str, ...]
    """Of xlsx, xls, csv."""
    villages: int = 3
    """How many villages keep registers of their own."""
    traditional: bool = False
    trends: dict[str, float] = field(default_factory=dict)
    """Volume of 2019 over that of 2018, by kind."""


_TRENDS = {
    "documents": 1.05,
    "meetings": 1.0,
    "inspections": 0.96,
    "pledges": 1.0,
    "digital": 0.4,
    "forms": 1.03,
    "visits": 0.98,
}

_CONTAINERS = ("xlsx", "xls", "csv")
_FIVE = ("凤桥镇", "余新镇", "大桥镇", "东栅街道", "新嘉街道")
_WITH_AREA = ("凤桥镇", "余新镇", "新嘉街道", "解放街道", "湘家荡")

STYLES: dict[str, Style] = {
    "plain": Style("plain", ("凤桥镇", "余新镇", "新嘉街道"), 0.0, 0.0, ("xlsx",), trends=_TRENDS),
    "demo": Style("demo", _FIVE, 0.3, 0.006, ("xlsx", "xlsx", *_CONTAINERS), 4, trends=_TRENDS),
    "traditional": Style("traditional", _FIVE[2:], 0.4, 0.015, ("xls", "csv"), 3, True, _TRENDS),
    "wild": Style("wild", _WITH_AREA, 0.9, 0.03, _CONTAINERS, 4, trends=_TRENDS),
}
