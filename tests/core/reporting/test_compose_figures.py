"""figures.json as a value: totals, units, and which comparison may be made. Its siblings use its invented figures."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from songbang.core.reporting.compose import compose
from songbang.core.reporting.figures import Comparison, Figures
from songbang.core.reporting.report import Paragraph, Report, Section

TOWN, STREET, VILLAGE = "330402103", "330402010", "330402103208"
UNITS = [
    {"code": "330402", "name": "南湖区", "level": "county", "parent": None, "cadres": None},
    {"code": TOWN, "name": "新丰镇", "level": "town", "parent": "330402", "cadres": 60},
    {"code": STREET, "name": "南湖街道", "level": "town", "parent": "330402", "cadres": 40},
    {"code": VILLAGE, "name": "净湘村", "level": "village", "parent": TOWN, "cadres": 8},
]
Pair = tuple[int | None, int | None]


def figure(figure_id: str, pair: tuple[float | None, float | None], *, comparable: bool = True, **scope: str) -> Any:
    value, baseline = pair
    known = comparable and value is not None and bool(baseline)
    change = round(value / baseline - 1, 4) if known and value is not None and baseline else None
    return {
        "id": figure_id, "scope": scope, "value": value, "baseline": baseline,
        "change": change, "comparable": comparable,
    }  # fmt: skip


def counted(figure_id: str, town: Pair | None = None, street: Pair | None = None, village: Pair | None = None) -> Any:
    """The figure at each unit given (now, then), and its total as the contract makes it."""
    pairs = {TOWN: town, STREET: street, VILLAGE: village}
    given = {code: pair for code, pair in pairs.items() if pair}
    units = [figure(figure_id, pair, comparable=None not in pair, unit=code) for code, pair in given.items()]
    sums = [[pair[side] for pair in given.values() if pair[side] is not None] for side in (0, 1)]
    now, then = (sum(one or 0 for one in side) if side else None for side in sums)
    return [figure(figure_id, (now, then), comparable=all(one["comparable"] for one in units)), *units]


def figures_json(*parts: Any, **more: Any) -> dict[str, Any]:
    return {
        "period": "2019-01:2019-07", "baseline": "2018-01:2018-07", "made_at": "2031-12-24T23:59:58Z",
        "sources": [], "units": UNITS, "monthly": {}, "rejects": {}, "district": "南湖区",
        "figures": [one for part in parts for one in part], **more,
    }  # fmt: skip


def composed(*parts: Any, language: str = "zh-Hans", **more: Any) -> Report:
    return compose(figures_json(*parts, **more), language=language)


def words_of(section: Section) -> str:
    return "\n".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def overall(report: Report) -> str:
    return words_of(report.sections[0])


def problems(report: Report) -> str:
    return words_of(report.sections[1])


def suggested(report: Report) -> str:
    return words_of(report.sections[2])


def test_a_comparable_total_is_compared_as_a_whole() -> None:
    view = Figures(figures_json(counted("documents.received", (110, 100), (50, 50))))
    assert view.comparison("documents.received") == Comparison(160, 150)


def test_a_total_over_differing_units_is_compared_over_the_units_that_state_both() -> None:
    view = Figures(figures_json(counted("documents.received", (110, 100), (50, None))))
    made = view.comparison("documents.received")
    assert made and (made.value, made.baseline) == (110, 100)
    assert [unit.name for unit in made.units] == ["新丰镇"]
    assert made.change == Fraction(1, 10)


def test_nothing_is_compared_where_no_unit_states_both_periods() -> None:
    view = Figures(figures_json(counted("documents.received", (110, None), (None, 50))))
    assert view.comparison("documents.received") is None
    assert [[unit.code for unit in side] for side in view.one_sided("documents.received")] == [[STREET], [TOWN]]


def test_a_share_is_of_the_units_that_state_the_part() -> None:
    view = Figures(
        figures_json(
            counted("meetings.attended", (40, 40), (60, 60)), counted("meetings.without_duration", (10, 10), None)
        )
    )
    ratio = view.ratio("meetings.without_duration", ["meetings.attended"])
    assert ratio and ratio.share == Fraction(1, 4)


def test_a_month_without_rows_is_zero_at_a_unit_that_keeps_the_register_and_unknown_elsewhere() -> None:
    monthly = {"documents.received": {TOWN: {"2019-01": 7}}}
    view = Figures(figures_json(counted("documents.received", (7, 7)), monthly=monthly))
    months = [view.month("documents.received", unit, month) for unit, month in ((TOWN, "2019-01"), (TOWN, "2019-02"))]
    assert months == [7, 0]
    assert view.month("documents.received", STREET, "2019-01") is None
