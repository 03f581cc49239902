"""A small district's registers on disk, and the commands run on them as a user runs them."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from songbang.cli.main import run

PERIODS = ("--period", "2019-01:2019-07", "--baseline", "2018-01:2018-07")
UNITS: list[Sequence[object]] = [
    ("code", "name", "aliases", "level", "parent", "cadres"),
    ("330402", "南湖区", "", "county", "", ""),
    ("330402103", "新丰镇", "新丰", "town", "330402", 60),
    ("330402007", "南湖街道", "", "town", "330402", 40),
    ("330402103208", "净湘村", "", "village", "330402103", ""),
]
DOCUMENTS = ("序号", "收文日期", "来文单位", "文号", "文件标题", "收文方式")
Rows = list[Sequence[object]]


def documents(unit: str, *, in_2018: int = 6, in_2019: int = 8) -> Rows:
    """A register of documents: title, header, one row a document, serial numbers from 1."""
    rows: Rows = [(f"{unit}收文登记",), DOCUMENTS]
    for year, many in ((2018, in_2018), (2019, in_2019)):
        rows += [document(len(rows) - 2 + n + 1, year, n + 1, unit) for n in range(many)]
    return rows


def document(serial: int, year: int, number: int, unit: str) -> Sequence[object]:
    """One receipt."""
    day = f"{year}-{1 + number % 7:02d}-{1 + number % 28:02d}"
    title = f"关于做好第{number}批{unit}困境儿童走访慰问工作的通知"
    return (serial, day, "区民政局", f"南民〔{year}〕{number}号", title, ("电子", "纸质")[number % 2])


def meetings(unit: str, many: int = 6) -> Rows:
    """A register of meetings, as many in 2018 as in 2019."""
    rows: Rows = [(f"{unit}会议台账",), ("序号", "会议名称", "召开单位", "会议日期", "开始时间", "结束时间")]
    for n in range(many):
        day = f"{2018 + n % 2}-0{1 + n}-1{n}"
        rows.append((n + 1, f"第{n + 1}次安全生产工作例会", "区应急局", day, "9:00", "10:30"))
    return rows


def write_csv(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Rows, sheet: str = "收文") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        target = book.add_worksheet(sheet)
        for line, row in enumerate(rows):
            target.write_row(line, 0, row)
    return path


def make_office(folder: Path) -> Path:
    """units.csv and three registers of two towns below `folder`; gives the registers' folder."""
    write_csv(folder / "units.csv", UNITS)
    registers = folder / "registers"
    write_csv(registers / "新丰镇收文.csv", documents("新丰镇"))
    write_csv(registers / "南湖街道收文.csv", documents("南湖街道", in_2018=5, in_2019=5))
    write_csv(registers / "新丰镇会议.csv", meetings("新丰镇"))
    return registers


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def songbang(*arguments: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ran:
    """Run the command as its entry point does, in this very interpreter. An error that is a bug comes through."""
    monkeypatch.setattr(sys, "argv", ["songbang", *map(str, arguments)])
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        run()
    captured = capsys.readouterr()
    return Ran(int(ended.value.code or 0), captured.out, captured.err)


def figures(out: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((out / "figures.json").read_text("utf-8"))
    return content


def value(out: Path, figure: str, **scope: str) -> Any:
    """A figure's value."""
    return next(f["value"] for f in figures(out)["figures"] if f["id"] == figure and f["scope"] == scope)


def counted(out: Path) -> int:
    return sum(int(source["counted"]) for source in figures(out)["sources"])


def rejects(out: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((out / "rejects.json").read_text("utf-8"))
    return found
