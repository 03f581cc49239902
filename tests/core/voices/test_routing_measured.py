"""How well matters find their department: limits chosen on one part of a made set, measured on another.

The set is ours: duties and matters come from one desk, so the figure says that the way works, not how a district's own
duty list will do. What counts most: a matter that nobody's duty names is not given to anybody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from songbang.core.voices.routing import Duty, Limits, limits, route

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("routing_cases.yaml").read_text("utf-8"))
DUTIES = [
    Duty(f"{department}{number}", department, one["text"], tuple(one["words"]))
    for department, lines in CASES["duties"].items()
    for number, one in enumerate(lines)
]


def measured(part: str, by: Limits | None = None) -> tuple[int, int, int]:
    """(right, wrong, left to the tier above though somebody's duty names it)."""
    right = wrong = left = 0
    for wanted, text in CASES[part]:
        found = route(text, DUTIES, by=by).sure
        got = found.department if found else ""
        right, wrong, left = right + (got == wanted), wrong + (got not in (wanted, "")), left + (got == "" != wanted)
    return right, wrong, left


def test_on_matters_never_looked_at_few_go_wrong_and_most_go_right() -> None:
    right, wrong, _ = measured("held_out")
    assert wrong <= 2
    assert right >= 0.8 * len(CASES["held_out"])


def test_the_limits_are_those_that_serve_the_tuned_part_best() -> None:
    def worth(by: Limits) -> int:
        right, wrong, _ = measured("tuned", by)
        return right - 3 * wrong

    ours = worth(limits())
    others = [worth(Limits(least, ahead)) for least in (0.2, 0.3, 0.5, 0.7) for ahead in (1.1, 1.25, 1.5, 2.0)]
    assert ours == max(others)


def test_the_reason_is_said_in_words_that_matter_and_duty_share() -> None:
    found = route("校车停靠点太远", DUTIES).sure
    assert found is not None
    assert "校车" in found.words
