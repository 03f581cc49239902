"""Main recipients as notices write them are the towns, streets and villages that they mean."""

from __future__ import annotations

import pytest

from songbang.apps.demands.proposing import _levels, _recipients
from songbang.apps.demands.requesting import read_request
from songbang.apps.units.models import Unit
from songbang.apps.units.queries import unit_tree
from tests.apps.demands.asking import HERE

TOWNS, VILLAGES = {"新丰镇", "南湖街道"}, {"净湘村", "竹林村"}


@pytest.mark.parametrize(("written", "meant"), [
    ("各镇人民政府、街道办事处", TOWNS), ("各镇党委、政府，各街道党工委、办事处", TOWNS), ("各镇（街道）", TOWNS),
    ("新丰镇人民政府、南湖街道办事处", TOWNS), ("各镇人民政府、街道办事处，区级各部门，局属各单位", TOWNS),
    ("各村民委员会", VILLAGES), ("各镇（街道）、村（社区）", TOWNS | VILLAGES), ("净湘村民委员会", {"净湘村"}),
])  # fmt: skip
def test_recipients_of_a_document_become_units(written: str, meant: set[str], department: Unit) -> None:
    typed = {"common.title": ["通知"], "common.issued_on": ["2025-04-14"], "common.targets": _recipients(written)}
    request = read_request("document", typed, department, unit_tree(HERE))
    assert {one["name"] for one in request.told["targets"]} == meant
    assert not request.problems


def test_what_is_no_unit_here_is_still_named(department: Unit) -> None:
    typed = {"common.title": ["通知"], "common.issued_on": ["2025-04-14"], "common.targets": ["桃花源镇人民政府"]}
    (problem,) = [one for one in read_request("document", typed, department, unit_tree(HERE)).problems if one.filled]
    assert problem.code == "request.units_unknown"


@pytest.mark.parametrize(("who", "recipients", "levels"), [
    ("各镇、街道主要负责人，各村（社区）党组织书记", "", ["town", "village"]), ("", "各镇人民政府", ["town"]),
    ("各镇分管负责人", "各村", ["town"]), ("局机关全体干部", "局属各单位", []), ("网格员", "", ["village"]),
])  # fmt: skip
def test_levels_that_a_meeting_reaches(who: str, recipients: str, levels: list[str]) -> None:
    assert _levels(who, recipients) == levels
