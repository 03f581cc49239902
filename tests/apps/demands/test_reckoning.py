"""A time that names no day becomes a day where what it counts from is known, over weekends and holidays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from songbang.apps.demands.reckoning import due_day, first_due, how_often

ISSUED, HELD = date(2025, 4, 29), date(2025, 5, 8)


def _term(since: str, count: int = 0, *, working: bool = False, **more: Any) -> dict[str, Any]:
    return {
        "since": since,
        "count": count,
        "working": working,
        "every": None,
        "day": None,
        "text": "",
        "page": 1,
        **more,
    }


@pytest.mark.parametrize(("term", "day"), [
    (_term("receipt", 3, working=True), date(2025, 5, 7)),  # 1 to 5 May are holidays, 27 April was worked for one
    (_term("issue", 10), date(2025, 5, 9)), (_term("meeting", 3), date(2025, 5, 11)),
    (_term("today"), ISSUED), (_term("tomorrow", 1), date(2025, 4, 30)), (_term("weekday", 4), date(2025, 5, 2)),
    (_term("until", day="2025-06-30"), date(2025, 6, 30)), (_term("task", 5), None),
    (_term("every", every="monthly"), None),
])  # fmt: skip
def test_the_day_by_which_it_is_due_at_the_earliest(term: dict[str, Any], day: date | None) -> None:
    assert due_day(term, ISSUED, HELD) == day


def test_nothing_is_reckoned_from_days_that_are_not_known() -> None:
    assert due_day(_term("receipt", 3), None, HELD) is None
    assert due_day(_term("meeting", 3), ISSUED, None) is None


def test_the_first_due_day_and_the_most_frequent_time_count() -> None:
    terms = [_term("issue", 10), _term("receipt", 3), _term("every", every="monthly"), _term("every", every="weekly")]
    account = {"date": ISSUED.isoformat(), "terms": terms}
    found = first_due(account)
    assert found and found[0] == date(2025, 5, 2)
    often = how_often(account)
    assert often and often["every"] == "weekly"
    assert first_due({}) is None and how_often({}) is None
