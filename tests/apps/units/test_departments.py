"""Lists of departments and functional areas from a workbook: shown first, taken in on confirmation, then the same."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.departments import DepartmentLine, department_changes, import_departments
from songbang.apps.units.models import Unit
from songbang.apps.units.queries import unit_tree
from tests.apps.units.places import unit

pytestmark = pytest.mark.django_db
LISTED = """单位名称,简称,类别,上级单位,干部人数
南湖区司法局,区司法局、司法局,政府部门,,42
湘家荡,湘家荡度假区|湘家荡管委会,功能区,南湖区,35
区司法局新丰司法所,,事业单位,新丰镇,3
"""


def _sent(client: Client, content: str) -> str:
    answer = client.post("/units/departments/", {"file": SimpleUploadedFile("departments.csv", content.encode())})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def _take(client: Client, page: str) -> None:
    signed = re.search(r'name="read" value="([^"]+)"', page)
    assert signed
    assert client.post("/units/departments/take/", {"read": signed[1]}).status_code == 302


def test_departments_and_areas_come_from_a_workbook(administrator: Client) -> None:
    page = _sent(administrator, LISTED)
    assert "新增或改动 3，相同 0，收不进 0" in page
    assert not Unit.objects.filter(level="department").exists()
    _take(administrator, page)
    office, area, post = (Unit.objects.get(name=name) for name in ("南湖区司法局", "湘家荡", "区司法局新丰司法所"))
    assert (office.level, office.parent, office.cadres) == ("department", unit("330402"), 42)
    assert (area.level, area.functional_area, area.code) == ("town", True, "330402-002")
    assert post.parent == unit("330402103")
    assert unit_tree("330402")._candidates("湘家荡管委会") == {area.code}
    assert Entry.objects.get(act="departments.imported").after == {"changed": 3, "refused": 0}
    assert "没有要改动的" in _sent(administrator, LISTED)


def test_more_names_and_cadres_are_told_and_brought(administrator: Client) -> None:
    _take(administrator, _sent(administrator, LISTED))
    page = _sent(administrator, "名称,别名,人数\n司法局,普法办,40\n")
    assert "42 → 40" in page
    assert "普法办" in page
    _take(administrator, page)
    office = Unit.objects.get(name="南湖区司法局")
    assert office.cadres == 40
    assert "普法办" in {name.name for name in office.names.all()}


def test_lines_that_cannot_be_taken_are_told_with_their_row(administrator: Client) -> None:
    page = _sent(
        administrator,
        "名称,类型,上级,人数,代码\n新丰镇,,,,\n区某局,神秘机构,,,\n区乙局,,没有的镇,,\n区丙局,,,很多,\n区丁局,,,,\n区丁局,,,,\n"
        ",部门,,,\n区戊局,,,,代码太长了代码太长了代码太长\n",
    )
    for told in (
        "第 2 行 · 这是镇街或村社，请用单位名单导入：新丰镇", "第 3 行 · 看不懂的类型：神秘机构",
        "第 4 行 · 没有这个上级单位：没有的镇", "第 5 行 · 干部数不是整数：很多", "第 7 行 · 名单里写了两次：区丁局",
        "第 8 行 · 没有名称或名称太长", "第 9 行 · 代码只能用字母、数字",
    ):  # fmt: skip
        assert told in page
    assert "新增或改动 1，相同 0，收不进 7" in page


def test_a_free_code_is_one_that_nobody_has(administrator: Client) -> None:
    import_departments(SYSTEM, [DepartmentLine(2, "区甲局"), DepartmentLine(3, "区乙局", "330402-001")], "330402")
    import_departments(SYSTEM, [DepartmentLine(2, "区丙局")], "330402")
    codes = dict(Unit.objects.filter(level="department").values_list("name", "code"))
    assert codes == {"区甲局": "330402-002", "区乙局": "330402-001", "区丙局": "330402-003"}


def test_a_code_of_another_district_is_not_taken(administrator: Client) -> None:
    found = department_changes([DepartmentLine(2, "区甲局", "330411100")], "330402")
    assert found.refused == [(2, "code_taken", "区甲局")]
