"""Forms as departments draw them, made from lists of figures (`invented/*.yaml`) in several layouts each.

A list says what is asked (tree of labels, unit of measurement) and how other forms worded the same figure. From it this
maker draws the form (listed, in brackets, two blocks, cards, units down the side, this year beside last) and invents
earlier answers; what a cell must hold follows from what was invented, never from the filler. See invented/README.md.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from songbang.core.filling.facts import Fact, Place, Places, fact_of

LISTS = sorted((Path(__file__).parent / "invented").glob("*.yaml"))
TOWN = Place("330402103", "凤桥镇", "镇", "330402")
VILLAGES = [
    Place("330402103201", "新民村村委会", "村", TOWN.code),
    Place("330402103202", "联丰村村委会", "村", TOWN.code),
    Place("330402103203", "三星村村委会", "村", TOWN.code),
]
OTHER = Place("330402104", "余新镇", "镇", "330402")
# What one of the first makes of the second: the maker's own table, not the filler's.
TIMES = {
    ("万人", "人"): 10000, ("公顷", "亩"): 15, ("万千瓦", "千瓦"): 10000, ("千瓦时", "万千瓦时"): Fraction(1, 10000),
    ("公斤", "吨"): Fraction(1, 1000), ("万吨", "吨"): 10000, ("平方米", "万平方米"): Fraction(1, 10000),
    ("万条", "条"): 10000, ("亩", "公顷"): Fraction(1, 15), ("元", "万元"): Fraction(1, 10000), ("亿元", "万元"): 10000,
    ("万元", "元"): 10000, ("公里", "米"): 1000, ("米", "公里"): Fraction(1, 1000), ("吨", "公斤"): 1000,
    ("斤", "公斤"): Fraction(1, 2), ("万株", "株"): 10000, ("立方米", "万立方米"): Fraction(1, 10000),
    ("万立方米", "立方米"): 10000, ("人次", "万人次"): Fraction(1, 10000), ("万册", "册"): 10000, ("万头", "头"): 10000,
}  # fmt: skip


@dataclass(frozen=True)
class Ref:
    """A cell to be filled: a figure (and its column's), of a unit, this period (0) or the one before (1), or the
    change between both."""

    figure: str
    column: str = ""
    unit: str = TOWN.code
    back: int = 0
    change: bool = False


@dataclass
class Made:
    """A drawn form: workbook, facts, and by cell what it must hold (status, value)."""

    name: str
    book: Workbook
    facts: list[Fact]
    truth: dict[str, tuple[str, Fraction | None]]
    on: date
    places: Places = field(default_factory=lambda: Places([TOWN, OTHER, *VILLAGES]))
    unit: str = TOWN.code


Row = list[Any]
Layout = Callable[[dict[str, Any]], tuple[list[Row], list[str]]]


def made_forms(only: str = "") -> Iterator[Made]:
    """Every list in every layout that suits it, always the same."""
    for path in LISTS:
        told = yaml.safe_load(path.read_text("utf-8"))
        for name, layout in LAYOUTS.items():
            if only in f"{path.stem}-{name}" and _suits(name, told):
                yield make(f"{path.stem}-{name}", told, layout)


def _suits(name: str, told: dict[str, Any]) -> bool:
    matrix = "columns" in told
    if name in ("years", "two_years"):
        return not matrix and re.fullmatch(r"\d{4}年度?", str(told.get("period", ""))) is not None
    if name == "corner":
        return not matrix and len({line[2] for line in told["tree"] if len(line) > 3}) <= 3
    return matrix is name.startswith("matrix")


def make(name: str, told: dict[str, Any], layout: Layout) -> Made:
    """One list in one layout."""
    rows, merged = layout(told)
    book, cells = _drawn(rows, merged)
    answers = _Answers(told, random.Random(name), rows)
    refs = set(cells.values())
    answers.invent(refs)
    truth = {cell: answers.truth(ref) for cell, ref in cells.items()}
    return Made(name, book, answers.facts, truth, told["day"])


def _drawn(rows: list[Row], merged: list[str]) -> tuple[Workbook, dict[str, Ref]]:
    book, cells = Workbook(), {}
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if isinstance(text, Ref):
                cells[f"{get_column_letter(column)}{number}"] = text
            elif text not in (None, ""):
                sheet.cell(number, column).value = text
    for area in merged:
        sheet.merge_cells(area)
    return book, cells


# -- layouts ---------------------------------------------------------------------------------------------------------


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
    return [["单位负责人：        填表人：        报出日期：    年   月   日"], *[[note] for note in told.get("notes", ())]]


def _lines(told: dict[str, Any]) -> list[tuple[int, str, str, str]]:
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
    for depth, label, unit, figure in _lines(told):
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
    for _, label, unit, figure in _lines(told):
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
    lines = _lines(told)
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
    for line in _lines(told):
        if not line[3]:
            found.append((line[1].split("、")[-1], []))
        else:
            if not found or (line[0] == 0 and found[-1][0] != "基本情况"):
                found.append(("基本情况", []))
            found[-1][1].append(line)
    return found


def villages(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Villages down the side with 合计; three levels of headings merged over the columns."""
    columns = [line for line in _lines(told) if line[3]][:14]
    rows, merged = _head(told, len(columns) + 1)
    top = len(rows) + 1
    over: list[Row] = [["村名"], [None], [None]]
    section, whole = "", ""
    for depth, label, unit, figure in _lines(told):
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
    for depth, label, unit, figure in _lines(told):
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
    for depth, label, unit, figure in _lines(told):
        cells = [Ref(figure), Ref(figure, back=1)] if figure else []
        rows.append(["  " * depth + _labelled(label, unit), *cells])
    return rows + _foot(told), merged


def corner(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """The units of measurement stand over the table."""
    units = "、".join(dict.fromkeys(line[2] for line in _lines(told) if line[3]))
    rows, merged = _head(told, 3, f"计量单位：{units}")
    rows.append(["项目", "代码", "合计"])
    code = 0
    for depth, label, _, figure in _lines(told):
        code += bool(figure)
        rows.append(["　" * depth + label, code if figure else None, Ref(figure) if figure else None])
    return rows + _foot(told), merged


def matrix(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Things down the side, what is measured of them across."""
    heads = told["columns"]
    rows, merged = _head(told, len(heads) + 2)
    rows.append(["名称", "代码", *(head for head, *_ in heads)])
    for number, (depth, label, _, figure) in enumerate(_lines(told), 1):
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
    for depth, label, _, figure in _lines(told):
        rows.append(["  " * depth + label, *(Ref(figure, key) for *_, key in heads)])
    return rows + _foot(told), merged


def matrix_blocks(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Two blocks side by side."""
    heads = told["columns"]
    rows, merged = _head(told, 2 * len(heads) + 2)
    rows.append(["品种", *(head for head, *_ in heads)] * 2)
    lines = _lines(told)
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
        rows += [[section if n == 0 else None, label, unit, Ref(figure)] for n, (_, label, unit, figure) in enumerate(lines)]
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
    lines = _lines(told)
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
            rows.append([x for _, label, unit, figure in lines[n : n + 3] for x in (_labelled(label, unit), Ref(figure))])
    return rows + _foot(told), merged


def villages_across(told: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """Villages across, 全镇 first; things down the side."""
    rows, merged = _head(told, len(VILLAGES) + 3)
    rows.append(["指标名称", "单位", "全镇合计", *(place.name.removesuffix("村村委会") + "村" for place in VILLAGES)])
    for depth, label, unit, figure in _lines(told):
        cells = [Ref(figure), *(Ref(figure, unit=place.code) for place in VILLAGES)] if figure else []
        rows.append(["　" * depth + label, unit or None, *cells])
    return rows + _foot(told), merged


LAYOUTS: dict[str, Layout] = {
    "listed": listed, "brackets": brackets, "blocks": blocks, "cards": cards, "villages": villages, "years": years,
    "two_years": two_years, "corner": corner, "matrix": matrix, "matrix_merged": matrix_merged,
    "matrix_blocks": matrix_blocks, "categories": categories, "one_line": one_line, "continued": continued,
    "three_blocks": three_blocks, "villages_across": villages_across,
}  # fmt: skip


# -- what earlier forms said -----------------------------------------------------------------------------------------


class _Answers:
    """Invents for each figure how it is known, and the facts that make it so."""

    def __init__(self, told: dict[str, Any], dice: random.Random, rows: list[Row]) -> None:
        self.told, self.dice = told, dice
        self.facts: list[Fact] = []
        self.known: dict[Ref, tuple[str, Fraction | None]] = {}
        self.measures = {(line[3], ""): line[2] for line in _lines(told)}
        for _, unit, key in told.get("columns", ()):
            self.measures |= {(line[3], key): unit for line in _lines(told)}

    def invent(self, refs: set[Ref]) -> None:
        ordered = sorted((r for r in refs if not r.change), key=lambda r: (r.figure, r.column, r.unit, r.back))
        dated = any(r.back for r in ordered)
        below = {(r.figure, r.column) for r in ordered if r.unit != TOWN.code}
        for ref in ordered:
            if ref.unit == TOWN.code and (ref.figure, ref.column) in below:
                continue
            self._figure(ref, self.dice.choices(KINDS, WEIGHTS)[0], dated)
        self._traps(dated)
        self._others()
        self.dice.shuffle(self.facts)

    def truth(self, ref: Ref) -> tuple[str, Fraction | None]:
        if ref.change:
            now, then = (self.known[Ref(ref.figure, ref.column, back=back)] for back in (0, 1))
            if now[1] is None or then[1] is None:
                return "open", None
            return "derived", now[1] - then[1]
        if ref in self.known:
            return self.known[ref]
        parts = [self.known.get(Ref(ref.figure, ref.column, place.code), ("unknown", None)) for place in VILLAGES]
        if any(value is None for _, value in parts):
            return "open", None
        return "derived", sum((value for _, value in parts if value is not None), Fraction(0))

    # -- days --------------------------------------------------------------------------------------------------------

    def _end(self, back: int = 0) -> date:
        """The last day of the form's period, or as many periods earlier."""
        period, on = str(self.told.get("period", "")), self.told["day"]
        if "上半年" in period:
            return date(int(period[:4]) - back, 6, 30)
        if "季" in period:
            month = {"一": 3, "二": 6, "三": 9, "四": 12}[period.split("第")[-1][0]]
            return date(int(period[:4]) - back, month, {3: 31, 6: 30, 9: 30, 12: 31}[month])
        if "月" in period:
            year, month = int(period[:4]), int(period[5:].split("月")[0])
            return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) - timedelta(365 * back)
        if period:
            return date(int(period[:4]) - back, 12, 31)
        return on - timedelta(12 + 365 * back)

    def _day(self, kind: str, back: int, stale: bool, dated: bool) -> date:
        dated = dated or bool(self.told.get("at_end")) or kind == "at"
        end = self._end(back + (1 if stale and (kind == "flow" or dated) else 0))
        if kind == "flow" or dated:
            return end
        if stale:
            return self.told["day"] - timedelta(150 if kind == "moving" else 430 if kind == "stock" else 2200)  # type: ignore[no-any-return]
        return end - timedelta(self.dice.choice([0, 0, 31] if kind == "moving" else [0, 0, 61]))

    # -- facts -------------------------------------------------------------------------------------------------------

    def _figure(self, ref: Ref, how: str, dated: bool) -> None:
        told = self.told["quantities"][ref.figure]
        ways = told["c"][ref.column] if "c" in told else told["w"]
        kind, way = told["k"], self.dice.choice(ways)
        # Beside the year before, this year's stale figure would be that year's answer.
        if how == "unknown" or (how == "stale" and dated):
            self.known[ref] = "unknown", None
            return
        value = self._say(way, ref, self._day(kind, ref.back, how == "stale", dated))
        if how == "stale":
            self.known[ref] = how, None
            return
        if how == "conflict":
            day = self.facts[-1].as_of
            self._say(way, ref, day, self.facts[-1].number, source="另一来源")
            self.known[ref] = how, None
            return
        self.known[ref] = "known", value
        if self.dice.random() < 0.3:  # an older answer too
            self._say(self.dice.choice(ways), ref, self._day(kind, ref.back + 1, False, True))
            self._guard(ref, kind, dated)

    def _guard(self, ref: Ref, kind: str, dated: bool) -> None:
        """An older answer must not be one that the cell of the period before asks for."""
        if dated:
            self.facts.pop()

    def _say(self, way: str, ref: Ref, day: date, other: Fraction | None = None, source: str = "") -> Fraction:
        form, indicator, measure = way.split("|")
        asked = self.measures[ref.figure, ref.column]
        factor = Fraction(1) if measure == asked or (measure, asked) not in TIMES else Fraction(TIMES[measure, asked])
        text = self._number(measure, factor) if other is None else f"{float(other) * 1.3 + 7:.4f}".rstrip("0").rstrip(".")
        if other is not None and other.denominator == 1:
            text = str(int(other * 13 // 10 + 7))
        fact = fact_of(len(self.facts) + 2, ref.unit, form, indicator, measure, text, day, source or form)
        assert fact is not None and fact.number is not None, way
        self.facts.append(fact)
        return Fraction(text) * factor

    def _number(self, measure: str, factor: Fraction) -> str:
        if factor > 100:
            return f"{self.dice.uniform(1, 9):.4f}"
        if factor < 1:
            return str(self.dice.randint(20, 900) * 1000)
        if measure in ("公顷", "吨", "万元", "公里"):
            return f"{self.dice.uniform(10, 900):.2f}"
        return str(self.dice.randint(11, 4000))

    def _traps(self, dated: bool) -> None:
        for figure, told in self.told["quantities"].items():
            for way in told.get("t", ()):
                for unit in (TOWN.code, *(v.code for v in VILLAGES)):
                    form, indicator, measure = way.split("|")
                    text = str(self.dice.randint(11, 4000))
                    day = self._end() if told["k"] == "flow" or dated else self._day(told["k"], 0, False, False)
                    fact = fact_of(len(self.facts) + 2, unit, form, indicator, measure, text, day, form)
                    assert fact is not None, (figure, way)
                    self.facts.append(fact)

    def _others(self) -> None:
        """Another town's answers in the same words."""
        for fact in self.facts[::3]:
            if fact.unit == TOWN.code:
                made = fact_of(len(self.facts) + 2, OTHER.code, fact.form, fact.indicator, fact.measure.name if fact.measure
                               else "", str(self.dice.randint(11, 4000)), fact.as_of, fact.source)  # fmt: skip
                assert made is not None
                self.facts.append(made)


KINDS = ("known", "stale", "conflict", "unknown")
WEIGHTS = (70, 10, 5, 15)
