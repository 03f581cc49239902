"""A small district, workbooks of a test's own making, and the way of a file into it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from songbang.apps.intake import jobs, keeping, services
from songbang.apps.intake.models import Import
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.models import Unit
from songbang.core.units import Unit as UnitFacts

PASSWORD = "a-long-enough-word"
DISTRICT, XINFENG, FENGQIAO, JINGXIANG = "330402", "330402103", "330402104", "330402103208"
UNITS = [
    UnitFacts(DISTRICT, "南湖区", "county"),
    UnitFacts(XINFENG, "新丰镇", "town", ("新丰",), DISTRICT, 98),
    UnitFacts(JINGXIANG, "净湘村", "village", (), XINFENG, 8),
    UnitFacts(FENGQIAO, "凤桥镇", "town", ("凤桥",), DISTRICT, 80),
]
HEADER = ("序号", "收文日期", "来文单位", "来文字号", "文件标题")
Rows = Sequence[Sequence[object]]
DOCUMENTS: Rows = (
    HEADER,
    (1, "2019-03-01", "区民政局", "南民〔2019〕1号", "关于做好困境儿童走访工作的通知"),
    (2, "2019-03-05", "市卫生健康委", "嘉卫〔2019〕8号", "关于开展健康素养监测的通知"),
    (3, "2019-03-09", "区应急管理局", "南应急〔2019〕3号", "关于印发防汛应急预案的通知"),
)
WITH_A_BAD_DAY: Rows = (*DOCUMENTS, (4, "很快", "区民政局", "南民〔2019〕9号", "关于报送高龄津贴名册的通知"))


def workbook(rows: Rows, sheet: str = "收文登记") -> bytes:
    """A workbook of one sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2019, 8, 30, tzinfo=UTC)})
    target = book.add_worksheet(sheet)
    for line, row in enumerate(rows):
        target.write_row(line, 0, row)
    book.close()
    return out.getvalue()


def work() -> None:
    jobs.work_off(once=True)


def bring(content: bytes, name: str = "收文.xlsx", *, code: str = XINFENG) -> Import:
    """A file comes from a unit and is read."""
    unit = Unit.objects.get(code=code)
    laid = keeping.lay_down(unit.territory, [content])
    found = services.receive(SYSTEM, unit, [(name, laid)])[0]
    work()
    return fresh(found.taken)


def fresh(taken: Import) -> Import:
    return Import.objects.select_related("source__unit").get(pk=taken.pk)


def accepted(taken: Import, **how: int) -> Import:
    services.accept(SYSTEM, taken.pk, fresh(taken).version, **how)
    return fresh(taken)


def upload(client: Client, content: bytes, name: str = "收文.xlsx", **more: str) -> Any:
    return client.post("/imports/upload/", {"files": SimpleUploadedFile(name, content), **more})
