"""A small district with a department, a form of it, and facts that others keep."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import changing, services
from songbang.apps.units.models import Unit
from songbang.core.units import Unit as UnitFacts

PASSWORD = "a-long-enough-word"
DISTRICT, TOWN, OTHER = "330402", "330402103", "330402010"
VILLAGES = ("330402103208", "330402103209")
DEPARTMENT, SECOND = "330402-NY", "330402-MZ"
UNITS = [
    UnitFacts(DISTRICT, "南湖区", "county"),
    UnitFacts(TOWN, "新丰镇", "town", (), DISTRICT, 98),
    UnitFacts(VILLAGES[0], "净湘村", "village", (), TOWN, 8),
    UnitFacts(VILLAGES[1], "竹林村", "village", (), TOWN, 7),
    UnitFacts(OTHER, "南湖街道", "town", (), DISTRICT, 72),
]
ROWS = [
    ["防汛基本情况表", None, None, None],
    ["表号：应急05表", None, "制表机关：区应急管理局", None],
    ["项目", "计量单位", "代码", "数量"],
    ["户籍人口", "人", "01", None],
    ["其中：女性", "人", "02", None],
    ["危旧房", "幢", "03", None],
    ["低洼易涝点", "处", "04", None],
    ["是否有排涝泵站", "是/否", "05", None],
    ["负责人联系电话", None, "06", None],
    ["审核关系：01≥02", None, None, None],
]
FACTS = [
    (VILLAGES[0], "户籍年报（2025年）", "户籍人口", "人", "2045", "2025-12-31", "公安分局"),
    (VILLAGES[0], "房屋安全台账", "危旧房屋", "幢", "6", "2025-12-31", "住建局"),
    (VILLAGES[1], "户籍年报（2025年）", "户籍人口", "人", "999", "2025-12-31", "公安分局"),
    (VILLAGES[1], "易涝点台账", "易涝点", "处", "2", "2025-12-31", "水利局"),
    (VILLAGES[1], "防汛检查表", "低洼易涝点", "处", "3", "2025-12-31", "应急局"),
]
KEY = "Sheet!D{row}".format


def make_units() -> None:
    services.import_units(SYSTEM, UNITS, DISTRICT)
    here = Unit.objects.get(code=DISTRICT)
    values: dict[str, Any] = {
        "level": "department",
        "parent": here,
        "functional_area": False,
        "traits": [],
        "cadres": 9,
    }
    for code, name in ((DEPARTMENT, "区农业农村局"), (SECOND, "区民政局")):
        changing.add_unit(SYSTEM, code, name, values, DISTRICT)


def template(rows: list[list[Any]] | None = None) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows or ROWS:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.column_dimensions["A"].width = 28
    sheet.print_area = "A1:D10"
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("防汛表.xlsx", content.getvalue())


def facts_file(rows: list[tuple[str, ...]] | None = None) -> SimpleUploadedFile:
    lines = ["unit,form,indicator,measure,value,as_of,source", *(",".join(row) for row in rows or FACTS)]
    return SimpleUploadedFile("facts.csv", "\n".join(lines).encode())
