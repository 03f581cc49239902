"""The list of units: read from `units.csv` (or a workbook of the same columns), or inferred where there is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from songbang.core.errors import BadInput
from songbang.core.reading.books import Book, Value, text_of
from songbang.core.reading.formats import open_book
from songbang.core.text import plain
from songbang.core.units import Level, Unit, UnitTree

_COLUMNS = {
    "code": ("code", "代码", "编码", "单位代码", "区划代码"), "name": ("name", "名称", "单位名称", "单位"),
    "aliases": ("aliases", "别名", "简称", "曾用名"), "level": ("level", "级别", "层级"),
    "parent": ("parent", "上级", "上级代码"), "cadres": ("cadres", "干部数", "干部人数", "人数"),
}  # fmt: skip
_WHOLE = re.compile(r"\d{1,9}(?:\.0+)?")
_LEVELS = {
    "county": ("county", "区县", "区", "县", "县级"), "town": ("town", "镇街", "镇", "街道", "镇(街道)", "乡镇"),
    "village": ("village", "村社", "村", "社区", "村(社区)"),
}  # fmt: skip
_TOWN = re.compile(r"(?:^|[^一-龥]|[省市区县年月])([一-龥]{2,4}?(?:镇|街道|乡))(?![一-龥]{0,2}(?:街道|镇)$)")
_VILLAGE = re.compile(r"(?:^|[^一-龥]|镇|街道|乡|[年月])([一-龥]{2,5}?(?:社区|村))(?!委|级|居|局|办|[^一-龥]{0,1}局)")
_OWNER = re.compile(r"^.{1,5}?(?:镇|街道|乡)(?=.{2,})")
_COUNTY = re.compile(r"([一-龥]{1,2}(?<![新社地园辖小])[区县])(?![域内级])")
_VILLAGE_NOUN = re.compile(r"(?:社区|村)$")
_VILLAGE_CELL = re.compile(r"[一-龥]{1,6}(?:社区|村)")
_PLACE = re.compile(r"[一-龥]{2,8}")
_GENERIC = re.compile(
    r".*(?:收文|会议|台[账帐]|登记|报表|调研|牌子|文件|资料|汇总|材料)|.*(?:村|社区|[区县市]级|部门|年|月)$"
)
SAMPLED_ROWS, FEWEST_VILLAGES, MOSTLY = 400, 3, 0.6
_NOT_A_NAME = re.compile(
    r"^(?:各|本|全|该|所|村|镇|街|乡|除|老旧|美丽|农村|示范|中共|需|要求|[区县市].{2,4}村$)|各|镇.|街道.|[进入驻下]村$"
)


def read_units(path: Path) -> UnitTree:
    """The units of a list. Raises `BadInput` ("units.…") naming row and column, `Unreadable` for the file itself."""
    book = open_book(path, path.name)
    rows = [[text_of(value) for value in row] for sheet in book.sheets[:1] for row in sheet.rows]
    if not rows:
        raise BadInput("units.empty", file=path.name)
    columns = _columns(rows[0], path.name)
    units = [_unit(row, number, columns, path.name) for number, row in enumerate(rows[1:], 2) if any(row)]
    return _checked(units, path.name)


def _columns(header: list[str], file: str) -> dict[str, int]:
    labels = [plain(label).lower() for label in header]
    found = {name: labels.index(word) for name, words in _COLUMNS.items() for word in words if word in labels}
    missing = [name for name in ("code", "name", "level") if name not in found]
    if missing:
        raise BadInput("units.missing_column", file=file, columns=", ".join(missing))
    return found


def _unit(row: list[str], number: int, columns: dict[str, int], file: str) -> Unit:
    cells = {name: row[column] if column < len(row) else "" for name, column in columns.items()}
    level = next((level for level, words in _LEVELS.items() if plain(cells["level"]).lower() in words), None)
    if not cells["code"] or not cells["name"] or level is None:
        raise BadInput("units.row", file=file, row=number, cells=" | ".join(row))
    cadres = plain(cells.get("cadres", ""))
    if cadres and not _WHOLE.fullmatch(cadres):
        raise BadInput("units.cadres", file=file, row=number, value=cadres)
    aliases = tuple(alias.strip() for alias in re.split(r"[|｜]", cells.get("aliases", "")) if alias.strip())
    return Unit(
        cells["code"], cells["name"], cast(Level, level), aliases, cells.get("parent") or None,
        int(float(cadres)) if cadres else None,
    )  # fmt: skip


def _checked(units: list[Unit], file: str) -> UnitTree:
    codes = Counter(unit.code for unit in units)
    twice = [code for code, times in codes.items() if times > 1]
    if twice:
        raise BadInput("units.code_twice", file=file, codes=", ".join(twice))
    orphans = [unit.name for unit in units if unit.parent and unit.parent not in codes and unit.level == "village"]
    if orphans:
        raise BadInput("units.no_parent", file=file, units="、".join(orphans))
    if not units:
        raise BadInput("units.empty", file=file)
    return UnitTree(units)


def infer_units(books: Iterable[Book]) -> UnitTree:
    """Units as folders, files, sheets, titles and columns of villages name them, where nobody gave a list. Codes are
    the names; how many cadres there are is not known."""
    listed = list(books)
    counties = Counter(name for book in listed for text in _names_of(book) for name in _named(_COUNTY, text))
    county = counties.most_common(1)[0][0] if counties else None
    towns: dict[str, None] = {}
    villages: dict[str, str | None] = {}
    for book in listed:
        here = _areas(book, county)
        for text in _names_of(book):
            named = _named(_TOWN, text)
            towns.update(dict.fromkeys([*here, *named]))
            owner = [*named, *here]
            for village in _named(_VILLAGE, text):
                villages[village] = villages.get(village) or (owner[0] if owner else None)
        owners = [*(name for text in _names_of(book) for name in _named(_TOWN, text)), *here]
        for village in _villages_in_columns(book):
            villages[village] = villages.get(village) or (owners[0] if owners else None)
    units = [Unit(county, county, "county")] if county else []
    units += [Unit(name, name, "town", _short(name), county) for name in towns]
    units += [
        Unit(name, name, "village", (), parent or county)
        for name, parent in villages.items()
        if name not in towns and len(name) > len("社区") and _VILLAGE_NOUN.sub("", name) not in towns
    ]
    return UnitTree(units)


def _areas(book: Book, county: str | None) -> list[str]:
    """Folders named for a unit that is no 镇 or 街道 (湘家荡, 南湖新区): their files or titles say it too."""
    said = [plain(book.file.rpartition("/")[2]), *(text for text in _names_of(book) if "/" not in text)]
    folders = (plain(folder) for folder in book.folders[:-1])
    return [
        name
        for name in folders
        if _PLACE.fullmatch(name) and name != county and not _GENERIC.match(name) and any(name in text for text in said)
    ]


def _villages_in_columns(book: Book) -> Iterable[str]:
    """Names in columns that hold hardly anything but villages and communities."""
    for sheet in book.sheets:
        rows = sheet.rows[:SAMPLED_ROWS]
        for column in range(sheet.width):
            cells = [plain(row[column]) for row in rows if column < len(row) and isinstance(row[column], str)]
            filled = [cell for cell in cells if cell]
            found = [cell for cell in filled if _VILLAGE_CELL.fullmatch(cell) and not _NOT_A_NAME.search(cell)]
            if len(found) >= FEWEST_VILLAGES and len(found) >= MOSTLY * len(filled):
                yield from dict.fromkeys(found)


def _named(pattern: re.Pattern[str], text: str) -> list[str]:
    found = (_OWNER.sub("", name).lstrip("年月") for name in pattern.findall(text))
    return [name for name in found if not _NOT_A_NAME.search(name)]


def _short(name: str) -> tuple[str, ...]:
    stem = re.sub(r"(?:镇|街道|乡)$", "", name)
    return (stem,) if len(stem) >= 2 else ()


def _names_of(book: Book) -> Iterable[str]:
    parts = plain("/".join(reversed(book.folders))) + "/" + plain(book.file.rpartition("/")[2])
    yield parts
    for sheet in book.sheets:
        yield plain(sheet.name)
        for row in sheet.rows[:3]:
            yield from (plain(text) for text in _texts(row))


def _texts(row: Iterable[Value]) -> Iterable[str]:
    return [value for value in row if isinstance(value, str) and 2 < len(value) < 40]
