"""What an answer counts in, and what was done with it: another thing is no answer."""

from __future__ import annotations

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact
from tests.core.filling.test_planned_and_titled import END, ON, _one


@pytest.mark.parametrize(
    ("asked", "told", "unit"),
    [("客运招呼站", "客运班车", "辆"), ("水上客运站点", "客运船", "艘"), ("公交站亭", "公交车", "辆")],
)
def test_vehicles_are_no_stops(asked: str, told: str, unit: str) -> None:
    given = fact(told, unit, "14", END, form="农村客运情况统计（2025年）")
    assert values(read(_one(asked, "个", title="甲镇农村客运情况表"), given, on=ON), "C4") == [None]


@pytest.mark.parametrize("told", ["登记矛盾纠纷", "登记纠纷", "矛盾纠纷登记"])
def test_disputes_that_were_registered_are_not_those_that_were_mediated(told: str) -> None:
    given = fact(told, "件", "143", END, form="综治平台矛盾纠纷登记（2025年）")
    assert values(read(_one("调解纠纷总数", "件", title="甲镇人民调解工作情况表"), given, on=ON), "C4") == [None]
