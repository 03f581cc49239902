"""Small whole files of each format, from which `benchmarks.fuzzing` begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROWS: tuple[tuple[Any, ...], ...] = (
    ("新丰镇2019年收文登记", "", "", "", ""),
    ("收文日期", "来文单位", "来文字号", "文件标题", "份数"),
    (date(2019, 3, 1), "区民政局", "南民〔2019〕1号", "关于做好走访工作的通知", 2),
    ("2019.3.5", "市卫生健康委", "南卫〔2019〕7号", "关于开展监测的通知", "一"),
    ("合计", "", "", "", 3),
)
FORM = (("基本情况表", "", "", ""), ("单位名称", "", "填报人", ""), ("户籍人口（人）", "", "面积（平方公里）", ""))
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//ZH
BEGIN:VEVENT
UID:1
DTSTART;TZID=Asia/Shanghai:20260105T090000
DTEND;TZID=Asia/Shanghai:20260105T100000
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE;TZID=Asia/Shanghai:20260112T090000
SUMMARY:例会
END:VEVENT
BEGIN:VFREEBUSY
FREEBUSY:20260201T010000Z/PT2H
END:VFREEBUSY
END:VCALENDAR
"""


MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def made(name: str, folder: Path) -> Iterator[bytes]:
    """Whole files for a reader; `folder` is for what has to be written first."""
    text = [["" if cell is None else str(cell) for cell in row] for row in ROWS]
    makers = {
        "xlsx": lambda: [_workbook(ROWS)], "upload": lambda: [_workbook(ROWS)], "form": lambda: [_workbook(FORM)],
        "xls": lambda: [_old_workbook()], "oldform": lambda: [_old_workbook()], "ods": lambda: [_spreadsheet(text)],
        "csv": lambda: [_separated(text, ",").encode("utf-8-sig"), _separated(text, ",").encode("gb18030")],
        "tsv": lambda: [_separated(text, "\t").encode("utf-16"), _separated(text, "\t").encode()],
        "html": lambda: [_table(text)], "ics": lambda: [ICS.replace("\n", "\r\n").encode()],
        "txt": lambda: ["\n".join("\t".join(row) for row in text).encode()],
    }  # fmt: skip
    yield from makers[name]() if name in makers else _documents(name, folder)


def _documents(name: str, folder: Path) -> Iterator[bytes]:
    from samples.documents.files import write
    from samples.documents.notices import Inventor, red_head

    form = {"web": "html", "doc": "docx"}.get(name, name)  # a .doc that is a docx, as clerks rename them
    yield write(red_head(Inventor(1)), folder, form).read_bytes()


def _workbook(rows: tuple[tuple[Any, ...], ...]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    book.create_sheet("隐藏").sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _old_workbook() -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("收文")
    for y, row in enumerate(ROWS):
        for x, cell in enumerate(row):
            sheet.write(y, x, str(cell) if isinstance(cell, date) else cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _spreadsheet(rows: list[list[str]]) -> bytes:
    import zipfile

    named = "urn:oasis:names:tc:opendocument:xmlns"
    cells = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        ) + "</table:table-row>"
        for row in rows
    )  # fmt: skip
    content = (
        f'<office:document-content xmlns:office="{named}:office:1.0" xmlns:table="{named}:table:1.0" '
        f'xmlns:text="{named}:text:1.0"><office:body><office:spreadsheet><table:table table:name="收文">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", MANIFEST)
    return target.getvalue()


def _separated(rows: list[list[str]], mark: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue()


def _table(rows: list[list[str]]) -> bytes:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><meta charset='utf-8'><body><table>{lines}</table></body></html>".encode()
