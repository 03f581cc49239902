"""Draws a small register whose typed rows are known, and lays it out as clerks do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from songbang.core.reading.books import Book, Merge, Sheet, Value
from songbang.core.text import traditional
from tests.core.reading.cells_of import CELLS, CLASS_BY_NAME, NAMES, REMARKS, TITLES, UNITS, Meaning, forms_of_day
from tests.core.reading.making import XINFENG
from tests.core.reading.wordings import WORDINGS

TIME_LAYOUTS = ((), ("starts_at", "ends_at"), ("slot",), ("duration",), ("starts_at", "duration"), ("starts_at",))
_DECORATION = ("{}", "{}", "{}", " {}", "{}（必填）", "{}：", "*{}")


@dataclass
class Typed:
    """A register as it should be read: `cells[n][field]` what is written, `meanings[n]` what it means."""

    kind: str
    fields: list[str]
    cells: list[dict[str, Value]] = field(default_factory=list)
    meanings: list[Meaning] = field(default_factory=list)


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _times(draw: st.DrawFn, layout: tuple[str, ...]) -> tuple[dict[str, Value], Meaning]:
    """A meeting's time in the columns of the layout."""
    start, length = draw(st.sampled_from((510, 540, 570, 840, 870))), draw(st.sampled_from((45, 60, 90, 120)))
    duration = draw(st.sampled_from((f"{length}分钟", f"{length / 60}小时", f"{length}分")))
    written: dict[str, Value] = {
        "starts_at": clock(start),
        "ends_at": clock(start + length),
        "slot": f"{clock(start)}-{clock(start + length)}",
        "duration": duration,
    }
    has_start, has_length = {"starts_at", "slot"} & set(layout), {"ends_at", "slot", "duration"} & set(layout)
    meaning: Meaning = {
        "starts_at": start if has_start else None,
        "ends_at": start + length if has_start and has_length else None,
        "minutes": length if has_length else None,
        "duration_stated": True if has_length else None,
    }
    return {name: written[name] for name in layout}, meaning


def _row(draw: st.DrawFn, typed: Typed, number: int, layout: tuple[str, ...]) -> None:
    cells: dict[str, Value] = {"serial": number}
    meaning: Meaning = {"unit": XINFENG}
    name = draw(st.sampled_from(NAMES[typed.kind]))
    if typed.kind == "digital":
        meaning["digital_class"] = CLASS_BY_NAME[name]
    day = date(2019, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
    cells |= {"name": name, "day": draw(st.sampled_from(forms_of_day(day)))}
    meaning |= {"name": name, "day": day}
    for field_name in sorted(set(typed.fields) - {"serial", "name", "day", *layout}):
        cell, means = draw(st.sampled_from(_choices(typed.kind, field_name)))
        cells[field_name] = cell
        meaning |= means
    if typed.kind == "meetings":
        written, means = _times(draw, layout)
        cells |= written
        meaning |= means
    typed.cells.append(cells)
    typed.meanings.append(meaning)


def _choices(kind: str, name: str) -> list[tuple[Value, Meaning]]:
    return {"remark": REMARKS, "unit": UNITS}.get(name) or CELLS[kind][name]


RIVALS = {"planned": "plan_number", "joint": "joint_with", "ledger": "ledger_form", "problem": "solved"}
"""A yes/no column, and another that answers the same question."""


def exclusive(fields: set[str]) -> set[str]:
    """Of two columns that answer one question, the first, so that a row means one thing."""
    for flag, named in RIVALS.items():
        if {flag, named} <= fields:
            fields = fields - {named}
    return fields


@st.composite
def registers(draw: st.DrawFn, kind: str) -> Typed:
    """A register of one to six rows, with some of the columns that its kind may have."""
    layout = draw(st.sampled_from(TIME_LAYOUTS)) if kind == "meetings" else ()
    optional = ["serial", "remark", *(() if kind == "visits" else ("unit",)), *CELLS[kind]]
    kept = exclusive(set(draw(st.lists(st.sampled_from(optional), unique=True))))
    typed = Typed(kind, ["day", "name", *sorted(kept), *layout])
    for number in range(1, draw(st.integers(1, 6)) + 1):
        _row(draw, typed, number, layout)
    return typed


def _header(draw: st.DrawFn, typed: Typed) -> list[str]:
    """A wording for each field, all different."""
    chosen: list[str] = []
    for name in typed.fields:
        words = [w for w in WORDINGS[typed.kind][name] if w not in chosen]
        chosen.append(draw(st.sampled_from(words)))
    in_traditional = draw(st.booleans())
    return [_dressed(draw, traditional(words) if in_traditional else words) for words in chosen]


def _dressed(draw: st.DrawFn, words: str) -> str:
    if draw(st.booleans()) and "." not in words:
        words = draw(st.sampled_from((" ", "\n", "\u3000", ""))).join(words) if len(words) < 7 else words
    return draw(st.sampled_from(_DECORATION)).format(words)


def _merge_days(draw: st.DrawFn, typed: Typed) -> list[tuple[int, int]]:
    """Some runs of rows get one day, written in the first of them alone; gives first and last of each run."""
    if len(typed.cells) < 2 or not draw(st.booleans()):
        return []
    first = draw(st.integers(0, len(typed.cells) - 2))
    last = draw(st.integers(first + 1, len(typed.cells) - 1))
    for n in range(first + 1, last + 1):
        typed.cells[n]["day"] = ""
        typed.meanings[n]["day"] = typed.meanings[first]["day"]
    return [(first, last)]


@st.composite
def layouts(draw: st.DrawFn, kind: str) -> tuple[Book, list[Meaning]]:
    """A sheet that holds the register among titles, blank rows, totals and signatures; and what its rows mean."""
    typed = draw(registers(kind))
    runs = _merge_days(draw, typed)
    order = draw(st.permutations(typed.fields))
    header = dict(zip(typed.fields, _header(draw, typed), strict=True))
    labels: list[Value] = [header[name] for name in order]
    rows = [*_titles(draw, kind), labels]
    inside = {n for first, last in runs for n in range(first, last)}
    merges: list[Merge] = []
    places: list[int] = []
    for n, cells in enumerate(typed.cells):
        places.append(len(rows))
        rows.append([cells[name] for name in order])
        if n not in inside:
            rows += draw(st.sampled_from(_between(labels)))
    for first, last in runs:
        merges.append(Merge(places[first], order.index("day"), places[last], order.index("day")))
    rows += _below(draw, len(order))
    return Book("a.xlsx", "a", [Sheet("Sheet1", rows, merges)], "excel"), typed.meanings


def _between(labels: list[Value]) -> list[list[list[Value]]]:
    """What may stand between two rows: mostly nothing, a blank row, the header once more."""
    return [[], [], [[]], [[""] * len(labels)], [labels]]


def _titles(draw: st.DrawFn, kind: str) -> list[list[Value]]:
    keepers = ("新丰镇2019年", "南湖区新丰镇2019年度", "新丰镇二〇一九年", "新豐鎮2019年")
    more: list[list[list[Value]]] = [[], [[]], [["填报单位：新丰镇"]], [[], ["", "2019年"]]]
    return [[draw(st.sampled_from(keepers)) + TITLES[kind]], *draw(st.sampled_from(more))]


def _below(draw: st.DrawFn, width: int) -> list[list[Value]]:
    """Totals, signatures and notes."""
    blank: list[Value] = [""] * (width - 1)
    total: list[Value] = ["合计", *blank[1:], draw(st.sampled_from(("3", "", 12)))]
    signed: list[Value] = ["填表人：张三", *blank[1:], "审核人：李四"]
    note: list[Value] = ["注：本表每月5日前报送。", *blank]
    rows: list[list[Value]] = [total, [], signed, note]
    return [row for row in rows if draw(st.booleans())]
