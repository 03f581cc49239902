"""Register files of every format, written for a test."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter
import xlwt  # type: ignore[import-untyped]

from songbang.core.reading.books import Merge

Table = Sequence[Sequence[object]]
REGISTER: Table = (
    ("新丰镇2019年收文登记", "", "", ""),
    ("收文日期", "来文单位", "文件标题", "份数"),
    (date(2019, 3, 1), "区民政局", "关于做好走访工作的通知", 2),
    (date(2019, 3, 5), "市卫生健康委", "关于开展监测的通知", 1),
)


def as_text(rows: Table) -> list[list[str]]:
    return [[value.isoformat() if isinstance(value, date) else str(value) for value in row] for row in rows]


def write_xlsx(
    path: Path, sheets: dict[str, Table], *, merges: Sequence[Merge] = (), hidden: Sequence[str] = ()
) -> Path:
    """A workbook; the merged ranges are those of its first sheet."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for n, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for merge in merges if n == 0 else ():
            value = rows[merge.top][merge.left]
            sheet.merge_range(merge.top, merge.left, merge.bottom, merge.right, value)
        if name in hidden:
            sheet.hide()
    book.close()
    return path


def write_xls(path: Path, rows: Table, sheet: str = "收文") -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    target = book.add_sheet(sheet)
    days = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                target.write(at, column, value, days)
            else:
                target.write(at, column, value)
    book.save(str(path))
    return path


def separated(rows: Table, mark: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows(as_text(rows))
    return out.getvalue()


def markup(rows: Table) -> str:
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in as_text(rows))
    return f"<html><head><meta charset='utf-8'></head><body><table border=1>{''.join(lines)}</table></body></html>"
