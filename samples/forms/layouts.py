"""How departments draw a list of figures: listed, in brackets, blocks, cards, units down or across, years, matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openpyxl.utils import get_column_letter

from samples.forms.figures import TOWN, VILLAGES, Ref

Row = list[Any]
Layout = Callable[[dict[str, Any]], tuple[list[Row], list[str]]]


def _head(told: dict[str, Any], width: int, corner: str = "") -> tuple[list[Row], list[str]]:
    period = str(told.get("period", ""))
    rows: list[Row] = [[told["title"]]]
    for label, key in (("表    号：", "number"), ("制定机关：", "organ"), ("批准文号：", "approval"),
                       ("有效期至：", "valid")):  # fmt: skip
        if told.get(key):
            rows.append([*[None] * (width - 1), f"{label}{told[key]}"])
    place = f"填报单位：{TOWN.name}"
    rows.append([place, *[None] * max(width - 2, 0), told.get("asof") or period])
    if corner:
        rows.append([*[None] * (width - 1), corner])
    return rows, [f"A1:{get_column_letter(width)}1"]


def _foot(told: dict[str, Any]) -> list[Row]:
    return [
        ["单位负责人：        填表人：        报出日期：    年   月   日"],
        *[[note] for note in told.get("notes", ())],
    ]


def lines_of(told: dict[str, Any]) -> list[tuple[int, str, str, str]]:
    return [
        (line[0], line[1], line[2] if len(line) > 2 else "", (line[3] or "") if len(line) > 3 else "")
        for line in told["tree"]
    ]


def _labelled(label: str, unit: str) -> str:
    return label if not unit or f"（{unit}）" in label else f"{label}（{unit}）"


def listed(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """指标名称, 计量单位, 代码, 数量; depth by blanks."""
    rows, merged = _head(told, 4)
    rows += [["指  标  名  称", "计量单位", "代码", "数  量"], ["甲", "乙", "丙", 1]]
    code = 0
    for depth, label, unit, figure in lines_of(told):
        if figure:
            code += 1
        rows.append(["　" * depth + label, unit or None, f"{code:02}" if figure else None,
                     Ref(figure) if figure else None])  # fmt: skip
    return rows + _foot(told), merged


def brackets(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """序号, 项目（单位）, 数量, 备注; no depth shown."""
    rows, merged = _head(told, 4)
    rows.append(["序号", "项    目", "数量", "备注"])
    number = 0
    for _, label, unit, figure in lines_of(told):
        number += bool(figure)
        if figure:
            rows.append([number, _labelled(label, unit), Ref(figure), None])
        else:
            rows.append([label])
            merged.append(f"A{len(rows)}:D{len(rows)}")
    return rows + _foot(told), merged


def blocks(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Two blocks side by side, read down the first, then down the second."""
    rows, merged = _head(told, 6)
    rows.append(["指标名称", "单位", "数值", "指标名称", "单位", "数值"])
    lines = lines_of(told)
    half = next((n for n in range(len(lines) // 2, len(lines)) if lines[n][0] == 0), (len(lines) + 1) // 2)
    parts = [
        [["  " * depth + label, unit or None, Ref(figure) if figure else None] for depth, label, unit, figure in part]
        for part in (lines[:half], lines[half:])
    ]
    for n in range(max(map(len, parts))):
        rows.append([x for part in parts for x in (part[n] if n < len(part) else [None, None, None])])
    return rows + _foot(told), merged


def cards(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Sections merged at the left, two labels with their blanks in a line."""
    rows, merged = _head(told, 5)
    for section, lines in _sections(told):
        first = len(rows) + 1
        for n in range(0, len(lines), 2):
            pair = [x for _, label, unit, figure in lines[n : n + 2] for x in (_labelled(label, unit), Ref(figure))]
            rows.append([section if n == 0 else None, *pair])
        if len(rows) > first:
            merged.append(f"A{first}:A{len(rows)}")
    return rows + _foot(told), merged


def _sections(told: dict[str, Any]) -> list[tuple[str, list[tuple[int, str, str, str]]]]:
    found: list[tuple[str, list[tuple[int, str, str, str]]]] = []
    for line in lines_of(told):
        if not line[3]:
            found.append((line[1].split("、")[-1], []))
        else:
            if not found or (line[0] == 0 and found[-1][0] != "基本情况"):
                found.append(("基本情况", []))
            found[-1][1].append(line)
    return found


def villages(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Villages down the side with 合计; three levels of headings merged over the columns."""
    columns = [line for line in lines_of(told) if line[3]][:14]
    rows, merged = _head(told, len(columns) + 1)
    top = len(rows) + 1
    over: list[Row] = [["村名"], [None], [None]]
    section, whole = "", ""
    for depth, label, unit, figure in lines_of(told):
        if not figure:
            section, whole = label, ""
            continue
        if len(over[0]) > len(columns):
            break
        if depth == 0:
            section = ""
        least = 1 if section else 0
        whole = label if depth <= least else whole
        part = depth > least and bool(whole)
        over[0].append(section or None)
        over[1].append(whole if part else _labelled(label, unit))
        over[2].append(_labelled(label, unit) if part else None)
    if not any(over[0][1:]):
        over = [["村名", *over[1][1:]], over[2]]
    rows += over
    merged += [f"A{top}:A{top + len(over) - 1}", *_spans(over, top)]
    for place in VILLAGES:
        rows.append([place.name.removesuffix("村委会"), *(Ref(c[3], unit=place.code) for c in columns)])
    rows.append(["合  计", *(Ref(c[3]) for c in columns)])
    return rows + _foot(told), merged


def _spans(over: list[Row], top: int) -> list[str]:
    """Merge equal headings across; a heading with none below it, down."""
    merged: list[str] = []
    width, last = len(over[0]), len(over) - 1
    for level in range(last):
        start = 1
        while start < width:
            end = start
            while end + 1 < width and over[level][end + 1] == over[level][start] and over[level][start]:
                end += 1
            one, other = get_column_letter(start + 1), get_column_letter(end + 1)
            if end > start:
                merged.append(f"{one}{top + level}:{other}{top + level}")
                over[level][start + 1 : end + 1] = [None] * (end - start)
            elif level == last - 1 and over[level][start] and over[last][start] is None:
                merged.append(f"{one}{top + level}:{one}{top + last}")
            start = end + 1
    return merged


def years(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """本年, 上年, 增减."""
    rows, merged = _head(told, 5)
    rows.append(["指标", "计量单位", "本年", "上年", "增减"])
    for depth, label, unit, figure in lines_of(told):
        cells = [Ref(figure), Ref(figure, back=1), Ref(figure, change=True)] if figure else []
        rows.append(["　" * depth + label, unit or None, *cells])
    return rows + _foot(told), merged


def two_years(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """2023年, 2022年 under one heading; units in brackets."""
    rows, merged = _head(told, 3)
    year = int(str(told["period"])[:4])
    rows += [["统计指标", "实有数", None], [None, f"{year}年", f"{year - 1}年"]]
    top = len(rows) - 1
    merged += [f"A{top}:A{top + 1}", f"B{top}:C{top}"]
    for depth, label, unit, figure in lines_of(told):
        cells = [Ref(figure), Ref(figure, back=1)] if figure else []
        rows.append(["  " * depth + _labelled(label, unit), *cells])
    return rows + _foot(told), merged


def corner(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """The units of measurement stand over the table."""
    units = "、".join(dict.fromkeys(line[2] for line in lines_of(told) if line[3]))
    rows, merged = _head(told, 3, f"计量单位：{units}")
    rows.append(["项目", "代码", "合计"])
    code = 0
    for depth, label, _, figure in lines_of(told):
        code += bool(figure)
        rows.append(["　" * depth + label, code if figure else None, Ref(figure) if figure else None])
    return rows + _foot(told), merged


def matrix(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Things down the side, what is measured of them across."""
    heads = told["columns"]
    rows, merged = _head(told, len(heads) + 2)
    rows.append(["名称", "代码", *(head for head, *_ in heads)])
    for number, (depth, label, _, figure) in enumerate(lines_of(told), 1):
        rows.append(["　" * depth + label, f"{number:02}", *(Ref(figure, key) for *_, key in heads)])
    return rows + _foot(told), merged


def matrix_merged(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """The same under one heading, the units of measurement in a line of their own."""
    heads = told["columns"]
    rows, merged = _head(told, len(heads) + 1)
    rows.append(["项目", told.get("over", "本期实际"), *[None] * (len(heads) - 1)])
    rows.append([None, *(head.split("（")[0] for head, *_ in heads)])
    rows.append(["计量单位", *(unit for _, unit, _ in heads)])
    top = len(rows) - 2
    merged += [f"A{top}:A{top + 1}", f"B{top}:{get_column_letter(len(heads) + 1)}{top}"]
    for depth, label, _, figure in lines_of(told):
        rows.append(["  " * depth + label, *(Ref(figure, key) for *_, key in heads)])
    return rows + _foot(told), merged


def matrix_blocks(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Two blocks side by side."""
    heads = told["columns"]
    rows, merged = _head(told, 2 * len(heads) + 2)
    rows.append(["品种", *(head for head, *_ in heads)] * 2)
    lines = lines_of(told)
    half = (len(lines) + 1) // 2
    for n in range(half):
        pair = [lines[n], lines[n + half]] if n + half < len(lines) else [lines[n]]
        rows.append([x for line in pair for x in (line[1], *(Ref(line[3], key) for *_, key in heads))])
    return rows + _foot(told), merged


def categories(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """类别 merged over its lines, 项目, 单位, 数量; parts set in by the cell's own indent."""
    rows, merged = _head(told, 4)
    rows.append(["类别", "统计项目", "单位", "数量"])
    for section, lines in _sections(told):
        first = len(rows) + 1
        rows += [
            [section if n == 0 else None, label, unit, Ref(figure)] for n, (_, label, unit, figure) in enumerate(lines)
        ]
        if len(rows) > first:
            merged.append(f"A{first}:A{len(rows)}")
    return rows + _foot(told), merged


def one_line(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Headings over three levels, the filler's one line below them."""
    rows, merged = villages(told)
    first = next(n for n, row in enumerate(rows) if row[0] == VILLAGES[0].name.removesuffix("村委会"))
    whole = rows[first + len(VILLAGES)]
    return [*rows[:first], [TOWN.name, *whole[1:]], *_foot(told)], merged


def continued(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """The second half stands under 续表 with the heading again; lines are numbered 1. and (1)."""
    rows, merged = _head(told, 3)
    heading = ["项  目", "计量单位", "数  量"]
    lines = lines_of(told)
    half = next((n for n in range(len(lines) // 2, len(lines)) if lines[n][0] == 0), len(lines))
    rows.append(heading)
    for n, (depth, label, unit, figure) in enumerate(lines):
        if n == half:
            rows += [["续表"], heading]
        rows.append(["  " * depth + label, unit or None, Ref(figure) if figure else None])
    return rows + _foot(told), merged


def three_blocks(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Three blocks of label and number side by side, units in brackets; sections stand as lines of their own."""
    rows, merged = _head(told, 6)
    rows.append(["项目", "数量"] * 3)
    for section, lines in _sections(told):
        rows.append([section])
        merged.append(f"A{len(rows)}:F{len(rows)}")
        for n in range(0, len(lines), 3):
            rows.append(
                [x for _, label, unit, figure in lines[n : n + 3] for x in (_labelled(label, unit), Ref(figure))]
            )
    return rows + _foot(told), merged


def villages_across(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Villages across, 全镇 first; things down the side."""
    rows, merged = _head(told, len(VILLAGES) + 3)
    rows.append(["指标名称", "单位", "全镇合计", *(place.name.removesuffix("村村委会") + "村" for place in VILLAGES)])
    for depth, label, unit, figure in lines_of(told):
        cells = [Ref(figure), *(Ref(figure, unit=place.code) for place in VILLAGES)] if figure else []
        rows.append(["　" * depth + label, unit or None, *cells])
    return rows + _foot(told), merged


LAYOUTS: dict[str, Layout] = {
    "listed": listed, "brackets": brackets, "blocks": blocks, "cards": cards, "villages": villages, "years": years,
    "two_years": two_years, "corner": corner, "matrix": matrix, "matrix_merged": matrix_merged,
    "matrix_blocks": matrix_blocks, "categories": categories, "one_line": one_line, "continued": continued,
    "three_blocks": three_blocks, "villages_across": villages_across,
}  # fmt: skip
