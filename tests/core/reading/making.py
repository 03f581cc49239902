"""Sheets of a test's own making, a small district, and a look at what the reader makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from songbang.core.reading.books import Book, Merge, Sheet, Value
from songbang.core.reading.lexicon import Lexicon, load_lexicon
from songbang.core.reading.mapping import Settled
from songbang.core.reading.reader import BookReader, BookReading, SheetReading
from songbang.core.reading.regions import Region
from songbang.core.registers import Row
from songbang.core.units import Unit, UnitTree

COUNTY, XINFENG, FENGQIAO = "330402", "330402103", "330402104"
NANHU, JIANSHE, XIANGJIADANG, XINQU = "330402010", "330402007", "330402X01", "330402X02"
JINGXIANG, ZHULIN, FENGNAN = "330402103208", "330402103215", "330402103009"
YONGHONG_X, YONGHONG_F, NANHU_COMMUNITY = "330402103299", "330402104299", "330402010001"

UNITS = (
    Unit(COUNTY, "南湖区", "county", ("嘉兴市南湖区", "区本级")),
    Unit(XINFENG, "新丰镇", "town", ("新丰", "新丰镇人民政府", "新丰乡"), COUNTY, 98),
    Unit(FENGQIAO, "凤桥镇", "town", ("凤桥", "凤桥镇人民政府"), COUNTY, 80),
    Unit(NANHU, "南湖街道", "town", ("南湖街道办事处", "南湖街道办"), COUNTY, 72),
    Unit(JIANSHE, "建设街道", "town", ("建设", "建设街道办事处", "建设路街道"), COUNTY, 57),
    Unit(XIANGJIADANG, "湘家荡", "town", ("湘家荡管委会", "湘家荡区域"), COUNTY, 76),
    Unit(XINQU, "南湖新区", "town", ("新区", "南湖新区管委会"), COUNTY, 64),
    Unit(JINGXIANG, "净湘村", "village", ("净湘", "净湘村委会"), XINFENG, 8),
    Unit(ZHULIN, "竹林村", "village", ("竹林",), XINFENG, 9),
    Unit(FENGNAN, "丰南社区", "village", ("丰南居委会",), XINFENG, 9),
    Unit(YONGHONG_X, "永红村", "village", (), XINFENG, 7),
    Unit(YONGHONG_F, "永红村", "village", (), FENGQIAO, 7),
    Unit(NANHU_COMMUNITY, "南湖社区", "village", (), NANHU, 10),
)
TOWNS, STREETS = (XINFENG, FENGQIAO), (NANHU, JIANSHE)


@cache
def district() -> UnitTree:
    return UnitTree(UNITS)


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@cache
def _reader() -> BookReader:
    return BookReader(lexicon(), district())


Rows = Sequence[Sequence[Value]]

DOCUMENTS: Rows = (
    ("序号", "收文日期", "来文单位", "来文字号", "文件标题"),
    (1, "2019-03-01", "区民政局", "南民〔2019〕1号", "关于做好困境儿童走访工作的通知"),
    (2, "2019-03-05", "市卫生健康委", "嘉卫〔2019〕8号", "关于开展健康素养监测的通知"),
    (3, "2019-03-09", "区应急管理局", "南应急〔2019〕3号", "关于印发防汛应急预案的通知"),
)
MEETINGS: Rows = (
    ("序号", "会议名称", "召开单位", "会议日期", "会议时长（分钟）"),
    (1, "全区防汛工作会议", "区应急管理局", "2019-03-02", 90),
    (2, "垃圾分类推进会", "区综合执法局", "2019-03-06", 60),
    (3, "平安创建工作例会", "区委政法委", "2019-03-08", 45),
)


def book(
    rows: Rows,
    *,
    file: str = "新丰镇.xlsx",
    sheet: str = "Sheet1",
    merges: Sequence[Merge] = (),
    hidden: bool = False,
    folders: tuple[str, ...] = (),
    sha256: str = "",
) -> Book:
    """A book of one sheet. The town 新丰镇 keeps it unless the file's name is another."""
    return Book(file, sha256 or file, [Sheet(sheet, [list(row) for row in rows], merges, hidden)], "excel", folders)


def read_book(given: Book, *mapping: Settled) -> BookReading:
    """The book read; every sheet's account of rows holds, or the test fails."""
    reading = (BookReader(lexicon(), district(), mapping) if mapping else _reader()).read(given)
    for sheet in reading.sheets:
        assert sheet.balanced, (sheet.rows, sheet.counted, sheet.rejected, sheet.not_data)
    return reading


def read_sheet(rows: Rows, *mapping: Settled, **where: object) -> SheetReading:
    """One sheet read; `where` is `book`'s."""
    return read_book(book(rows, **where), *mapping).sheets[0]  # type: ignore[arg-type]


def the_region(rows: Rows, *mapping: Settled, **where: object) -> Region:
    """The one register of a sheet."""
    (part,) = read_sheet(rows, *mapping, **where).regions
    return part.region


def rows_of(sheet: SheetReading) -> list[Row]:
    return [row for part in sheet.regions for row in part.rows]


def codes_of(sheet: SheetReading) -> list[tuple[int, str]]:
    """(row number, code) of each reject."""
    return [(reject.line_no, reject.code) for part in sheet.regions for reject in part.rejects]


def columns_of(region: Region) -> dict[str, str]:
    """Field → header."""
    return {name: choice.header for name, choice in region.assignment.choices.items()}


def register(header: Sequence[str], *rows: Sequence[Value]) -> list[Sequence[Value]]:
    """A header and its rows."""
    return [header, *rows]
