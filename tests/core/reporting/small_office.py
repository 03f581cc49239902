"""A small report made in memory: two towns and a village, two registers of every kind, one row rejected."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from songbang.core.calendar import Period
from songbang.core.measuring import TimeTable
from songbang.core.reading.books import Book, Sheet
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.reader import BookReader, BookReading
from songbang.core.reporting.content import Question
from songbang.core.reporting.make import Made, make_report
from songbang.core.units import Unit, UnitTree
from songbang.core.words import Language

AT = datetime.fromisoformat("2019-08-30T09:00:00")
UNITS = UnitTree(
    [
        Unit("330402", "南湖区", "county"),
        Unit("330402103", "新丰镇", "town", ("新丰",), "330402", 60),
        Unit("330402007", "南湖街道", "town", (), "330402", 40),
        Unit("330402103208", "净湘村", "village", (), "330402103"),
    ]
)
HEADERS: dict[str, tuple[str, ...]] = {
    "收文": ("收文日期", "来文单位", "发文字号", "文件标题", "收文方式", "条线"),
    "会议": (
        "会议名称",
        "召开单位",
        "会议日期",
        "开始时间",
        "结束时间",
        "会议形式",
        "参会人员",
        "是否套开",
        "是否报备",
    ),
    "督查": ("督查名称", "组织单位", "类型", "督查日期", "是否列入计划", "是否联合", "是否要求台账"),
    "责任状": ("责任状名称", "签订单位", "签订日期", "类型"),
    "公众号": ("名称", "平台类型", "主管单位", "启用日期", "停用日期", "是否打卡"),
    "牌子": ("牌子名称", "要求部门", "悬挂日期", "清理日期"),
    "报表": ("报表名称", "下发部门", "下发日期", "指标数"),
    "调研": ("调研主题", "调研单位", "调研日期", "是否带问题", "是否联合"),
}


def _rows(kind: str, year: int) -> list[tuple[object, ...]]:
    """Two rows of one register dated in `year`."""
    made: dict[str, list[tuple[object, ...]]] = {
        "收文": [
            (date(year, 3, 1), "区民政局", f"南民〔{year}〕1号", "关于做好高龄津贴发放工作的通知", "电子", "民政"),
            (date(year, 5, 4), "市水利局", f"嘉水〔{year}〕9号", "关于开展河道清淤工作的通知", "纸质", "农业"),
        ],
        "会议": [
            ("全区安全生产会议", "区应急局", date(year, 2, 11), "8:30", "10:00", "现场", "一把手、分管领导", "是", ""),
            ("全区防汛工作视频会议", "区水利局", date(year, 6, 3), "14:30", "15:10", "视频", "村书记", "否", "否"),
        ],
        "督查": [("消防安全检查", "区消防大队", "检查", date(year, 4, 2), "是", "否", "是")],
        "责任状": [("安全生产目标责任书", "区安委会", date(year, 1, 20), "一票否决")],
        "公众号": [("南湖发布", "微信公众号", "区委宣传部", date(year, 1, 9), "", "是")],
        "牌子": [("农家书屋", "区文化局", date(year, 1, 5), date(year, 6, 1))],
        "报表": [("农业生产情况月报表", "区农业局", date(year, 3, 8), 14)],
        "调研": [("乡村振兴工作调研", "区政协", date(year, 4, 18), "是", "否")],
    }  # fmt: skip
    return made[kind]


@cache
def books() -> tuple[BookReading, ...]:
    """The registers, read; one receipt of 新丰镇 has no day."""
    reader = BookReader(load_lexicon(), UNITS)
    return tuple(reader.read(_book(unit)) for unit in ("新丰镇", "南湖街道"))


def _book(unit: str) -> Book:
    sheets = []
    for kind, header in HEADERS.items():
        rows: list[tuple[object, ...]] = [(f"{unit}{kind}登记台账",), header, *_rows(kind, 2018), *_rows(kind, 2019)]
        if (unit, kind) == ("新丰镇", "收文"):
            rows.append(("待补", "区民政局", "", "关于报送\n走访情况的函", "电子", "民政"))
        sheets.append(Sheet(kind, rows))
    return Book(f"{unit}/台账.xlsx", "0" * 64, sheets, "excel", (unit,))


QUESTION = Question(Period.parse("2019-01:2019-07"), Period.parse("2018-01:2018-07"), TimeTable.load())


@cache
def made(language: Language = "zh-Hans") -> Made:
    """The report."""
    return make_report(books(), UNITS, QUESTION, language=language, made_at=AT)


def write(folder: Path, language: Language = "zh-Hans") -> Path:
    """The report's files below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made(language).files.items():
        (folder / name).write_bytes(content)
    return folder
