"""Whom a meeting requires: principal, deputy, heads of villages; and the traps of the contract."""

from __future__ import annotations

import pytest

from songbang.core.reading.attendance import read_attendance
from songbang.core.text import traditional


def _town(text: str) -> tuple[bool, bool]:
    """(both leaders, village heads) at a town; the same in Traditional characters."""
    found = read_attendance(text, at_village=False)
    assert read_attendance(traditional(text), at_village=False) == found
    return found.both_leaders, found.village_heads


@pytest.mark.parametrize(
    "text",
    [
        "主要领导、分管领导",
        "主要领导和分管领导",
        "主要负责人及分管负责人",
        "主要负责同志、分管负责同志",
        "一把手、分管领导",
        "党委书记、分管领导",
        "党工委书记、分管领导",
        "党（工）委书记、分管领导",
        "镇主要领导、分管领导",
        "各镇（街道）主要领导、分管领导",
        "各镇、街道主要负责人、分管负责人",
        "分管领导、主要领导",
        "主要领导，分管领导，条线人员",
        "各镇（街道）主要领导、分管领导，区级部门主要负责人",
    ],
)
def test_principal_and_deputy_of_the_unit_itself_are_both_required(text: str) -> None:
    assert _town(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "主要领导",
        "分管领导",
        "主要领导或分管领导",
        "主要负责人或者分管负责人",
        "主要领导/分管领导",
        "部门主要负责人、分管领导",
        "区级部门主要负责人、各镇（街道）分管领导",
        "区级各部门主要负责人，各镇、街道分管领导",
        "各镇（街道）主要领导、区级部门分管领导",
        "成员单位主要负责人，镇分管领导",
        "条线干部",
        "村（社区）书记",
    ],
)
def test_one_of_them_or_another_bodys_principal_is_not_both(text: str) -> None:
    assert not _town(text)[0]


@pytest.mark.parametrize("text", ["主要领导、分管领导", "书记、分管领导", "党委书记、分管领导"])
def test_at_a_village_principal_and_deputy_are_never_both(text: str) -> None:
    assert not read_attendance(text, at_village=True).both_leaders


@pytest.mark.parametrize(
    "text",
    [
        "村（社区）书记",
        "村书记",
        "社区书记",
        "社区主任",
        "村社书记",
        "村、社区书记",
        "各村（社区）书记、主任",
        "各村（社区）党组织书记",
        "村（社区）主任",
        "分管领导、村（社区）书记",
        "主要领导、分管领导，各村社书记",
    ],
)
def test_village_heads_are_required_of_a_town(text: str) -> None:
    assert _town(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "主要领导",
        "党委书记",
        "党工委书记、分管领导",
        "书记",
        "村（社区）条线干部",
        "村干部",
        "社区工作者",
        "办公室主任",
        "村妇女主任",
        "各村团支部书记",
    ],
)
def test_other_secretaries_and_other_village_staff_are_no_village_heads(text: str) -> None:
    assert not _town(text)[1]


@pytest.mark.parametrize("text", ["书记", "主任", "书记、主任", "村书记", "社区主任", "村（社区）书记"])
def test_in_a_villages_own_register_secretary_or_director_is_enough(text: str) -> None:
    assert read_attendance(text, at_village=True).village_heads
    assert read_attendance(traditional(text), at_village=True).village_heads


@pytest.mark.parametrize("text", ["", "条线社工", "妇女主任", "副书记", "治保主任", "网格员", "镇党委书记"])
def test_in_a_villages_own_register_other_posts_are_not(text: str) -> None:
    assert not read_attendance(text, at_village=True).village_heads
