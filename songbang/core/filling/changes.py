"""增减 and 增长%: this period's figure against the earlier one's, beside it in the line or over it in the column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.counting import role_of
from songbang.core.filling.lexicon import any_in, clean, is_part, is_whole, numbered, wording, words
from songbang.core.filling.products import derived, number_of
from songbang.core.filling.spans import THAN, When, month_end
from songbang.core.filling.verdict import UNKNOWN, Verdict

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled
    from songbang.core.filling.judging import Judge

_NEAR = 4
_ENDING = 2
"""Signs of what only tells in what is counted (人数)."""
_BEFORE = {
    "back_year",
    "last_year",
    "back_quarter_end",
    "back_quarter",
    "before_start",
    "back_month",
    "back_month_end",
    "back_period",
}


def decimals_in(text: str) -> int | None:
    """How many decimals a note keeps; None where it does not say."""
    found = re.search(words()["decimals_kept"], text)
    return (words()["decimals"].get(found[1]) or int(found[1])) if found else None


def decimals_of(notes: Iterable[str], codes: Mapping[str, str] | None = None) -> dict[str, int]:
    """How many decimals notes keep of what sort of change (增减%=（本年-上年）÷上年，保留一位小数), or of all shares.
    `codes`: of which sort the columns are that notes name by letters or numbers (E=(D-A)÷A×100%).

    >>> decimals_of(["1.覆盖率保留两位小数。2.增减%=(本年-上年)÷上年×100%，保留一位小数。"])
    {'rate': 1}
    >>> decimals_of(["百分数均保留一位小数。"])
    {'rate': 1, 'share': 1}
    """
    sentences = [
        numbered(re.sub("^[^:,;=]{0,8}:", "", sentence))[1]
        for note in notes
        for sentence in re.split("[。;]", clean(note))
    ]
    subjects = ((re.split(words()["decimals_of"], one)[0], decimals_in(one)) for one in sentences)
    told = [(subject, places) for subject, places in subjects if places is not None]
    every = {role: places for subject, places in told for role in ("rate", "share") if _all_shares(subject)}
    return every | {role: places for subject, places in told if (role := _sort(subject, codes or {}))}


def _sort(label: str, codes: Mapping[str, str]) -> str:
    return role_of([label]) or codes.get(label, "")


def _all_shares(subject: str) -> bool:
    """Whether a note speaks of whatever is told in hundredths: 百分数均保留一位小数."""
    return re.fullmatch(words()["shares_named"], subject) is not None


def changes_of(cells: list[Filled], judge: Judge | None = None) -> list[tuple[Filled, Filled, Filled]]:
    """(增减 cell, this period's, the earlier period's), beside it in the row or over it in the column; the earlier one
    of a month that the change alone names (6月末比3月末增减 beside 4月末, 5月末, 6月末) as the judge finds it."""
    at = {(c.slot.number, c.slot.column): c for c in cells}
    found = []
    for cell in (c for c in cells if c.asked.role):
        for line in (_left_of(cell, at), _over(cell, at)):
            plain = _measured_alike(_of_wholes(_of_the_same([c for c in line if not c.asked.role], cell), cell), cell)
            years, months = _years_of(cell), _months_between(cell)
            if months:
                pair = _of_months(plain, months, judge)
            else:
                pair = _of_years(plain, years) if years else _now_and_before(_of_own_time(plain, cell), _than(cell))
            if pair and _of_thing(cell, pair[0]):
                found.append((cell, *pair))
                break
    return found


def _of_thing(cell: Filled, now: Filled) -> bool:
    """Whether a figure is of what the heading of a change names (参保人数增减), if it names anything."""
    named = wording(_label(cell)).tokens - wording(words()["changed"]).tokens if cell.slot.path else frozenset()
    told = now.asked.required | now.asked.context | now.asked.title
    return all(any(token in one or one in token for one in told) for token in named if _counts_a_thing(_label(cell)))


def _counts_a_thing(label: str) -> bool:
    """Whether a change's heading says of what it is (参保人数增减), not only that figures change (数量增减)."""
    found = re.match(words()["counted_change"], label)
    return found is not None and len(found[0]) > _ENDING


def _of_the_same(plain: list[Filled], cell: Filled) -> list[Filled]:
    """The cells of what a change names itself (参保人数增减): those whose labels say it, where two of them do."""
    label = _label(cell)
    told = re.match(words()["counted_change"], label) if _counts_a_thing(label) else None
    named = [c for c in plain if told and any(told[0] in clean(part) for part in (*c.slot.path, c.slot.row.label))]
    return named if len(named) > 1 else plain


def _of_wholes(plain: list[Filled], cell: Filled) -> list[Filled]:
    """The cells of columns that are not marked as parts (其中：女), where the change is of none itself."""
    whole = [c for c in plain if not _marked(c)]
    return whole if len(whole) > 1 and not _marked(cell) else plain


def _measured_alike(plain: list[Filled], cell: Filled) -> list[Filled]:
    """Those in a difference's own measure, where two of them are (数量 and 动力 of both years before 数量增减)."""
    own = [c for c in plain if c.asked.measure == cell.asked.measure]
    return own if cell.asked.role == "difference" and cell.asked.measure and len(own) > 1 else plain


def _marked(cell: Filled) -> bool:
    """Whether a column is marked as a part (其中：女), or stands beside its whole (合计 ｜ 男 ｜ 女)."""
    leaf = wording(cell.slot.path[-1]) if cell.slot.path else None
    return leaf is not None and (leaf.part or (len(cell.slot.path) > 1 and is_part(leaf.tokens)))


def _left_of(cell: Filled, at: dict[tuple[int, int], Filled]) -> list[Filled]:
    """The cells left of one in its block, the nearest first."""
    line = (at.get((cell.slot.number, column)) for column in range(cell.slot.column - 1, 0, -1))
    own = (cell.slot.table, cell.slot.block)
    return [c for c in line if c is not None and (c.slot.table, c.slot.block) == own]


def _over(cell: Filled, at: dict[tuple[int, int], Filled]) -> list[Filled]:
    """The cells over one, the nearest first; from further up only a line of the whole (合计, villages below it)."""
    column = (at.get((number, cell.slot.column)) for number in range(cell.slot.number - 1, 0, -1))
    return [
        c
        for c in column
        if c is not None
        and c.slot.table == cell.slot.table
        and (cell.slot.number - c.slot.number <= _NEAR or is_whole(clean(c.slot.row.label)))
    ]


def _of_own_time(plain: list[Filled], cell: Filled) -> list[Filled]:
    """The cells of as many months as a change names itself (本季同比增长 beside 本季 and 本年累计); all where it names
    no time."""
    told = cell.asked.tags & {"month", "quarter", "to_date"} and cell.asked.when.span
    own = [c for c in plain if told and _months_of(c) == _months_of(cell)]
    return own if len(own) > 1 else plain


def _than(cell: Filled) -> set[str]:
    """What a change says that it is taken from: 比上季增减, 比上年增减; all where it says nothing."""
    label = "".join(map(clean, (*cell.slot.path, cell.slot.row.label)))
    return next((set(tags) for word, tags in words()["compared_with"].items() if word in label), _BEFORE)


def _years_of(cell: Filled) -> list[int]:
    """The years that a change's label says it is taken between (2024年比2023年增减), or from (比2020年增减)."""
    than = next((said[0] for part in cell.slot.path if (said := THAN.match(clean(part)))), "")
    named = re.fullmatch(words()["years_between"], than)
    return [int(year) for year in named.groups() if year] if named else []


def _months_between(cell: Filled) -> tuple[int, int] | None:
    """The months at whose ends a change's label says that it is taken (6月末比3月末增减)."""
    found = (re.match(words()["months_between"], clean(part)) for part in cell.slot.path)
    return next(((int(told[1]), int(told[2])) for told in found if told), None)


def _of_months(plain: list[Filled], months: tuple[int, int], judge: Judge | None) -> tuple[Filled, Filled] | None:
    """The cells of the ends of two months; the earlier one of the form's own time where none of its cells is of it."""
    by_month = {day.month: c for c in reversed(plain) if (day := _last_day(c))}
    now, before = (by_month.get(month) for month in months)
    day = _last_day(now) if now else None
    if now and day and not before and judge:
        then = month_end(day.year - (months[1] >= months[0]), months[1])
        asked = replace(now.asked, when=When(day=then))
        before = replace(now, asked=asked, verdict=judge.own(asked, now.unit))
    return (now, before) if now and before else None


def _of_years(plain: list[Filled], years: list[int]) -> tuple[Filled, Filled] | None:
    """The cells of the later year and of the earlier one; where only this is named, that of the newest year."""
    dated = {day.year: c for c in reversed(plain) if (day := _last_day(c))}
    now = dated.get(years[0] if len(years) > 1 else max(dated, default=0))
    before = dated.get(years[-1])
    return (now, before) if now and before and now is not before else None


def _last_day(cell: Filled) -> date | None:
    return cell.asked.when.day or (cell.asked.when.span.last if cell.asked.when.span else None)


def _now_and_before(plain: list[Filled], than: set[str]) -> tuple[Filled, Filled] | None:
    """This period's cell and the earlier one's: by their words (上年), else by the years that they name."""
    before = next((c for c in plain if c.asked.tags & than), None)
    present = [c for c in plain if before and c is not before and not c.asked.tags & _BEFORE and _alike(c, before)]
    same = [c for c in present if before and c.asked.required == before.asked.required]
    lasting = [c for c in same if before and _months_of(c) == _months_of(before)]
    named = [c for c in present if before and _label(c) == _label(before)]
    now = next(iter([*lasting, *same, *named, *(c for c in present if before and _of_a_kind(c, before))]), None)
    if now and before:
        return now, before
    if any(c.asked.tags & _BEFORE for c in plain):
        return None
    dated = [(day, c) for c in plain[:2] if (day := _last_day(c))]
    if len(dated) == 2 and dated[0][0] != dated[1][0]:
        newest, oldest = sorted(dated, key=lambda item: item[0], reverse=True)
        return newest[1], oldest[1]
    return _of_years_named(plain)


def _of_years_named(plain: list[Filled]) -> tuple[Filled, Filled] | None:
    """The nearest cell and the one other that asks the same, where their headings name a year and the one before it
    (2026年度参保人数 ｜ 其中：女 ｜ 2025年度参保人数): the newer one may not be over yet."""
    same = [c for c in plain if c.asked.required == plain[0].asked.required and _alike(c, plain[0])]
    years = {year: c for c in same if (year := _year_named(c))}
    newest = max(years, default=0)
    return (years[newest], years[newest - 1]) if len(years) == len(same) == 2 and newest - 1 in years else None


def _year_named(cell: Filled) -> int:
    spans = (span for label in cell.slot.path if (span := wording(label).span))
    return next((span.last.year for span in spans), 0)


def _alike(one: Filled, other: Filled) -> bool:
    """Whether both are of one unit and count in one kind of measure, as far as is known: 参保率 is not what 参保人数
    was before, nor is what one village has what the town had."""
    if one.unit != other.unit:
        return False
    measures = (one.asked.measure, other.asked.measure)
    return None in measures or len({unit.dimension for unit in measures if unit}) == 1


def _of_a_kind(one: Filled, other: Filled) -> bool:
    """Whether both are of what there is, or of what came about: 注销 of a quarter is not what 期末实有 was before."""
    return (one.asked.kind == "flow") == (other.asked.kind == "flow")


def _label(cell: Filled) -> str:
    return clean(cell.slot.path[-1]) if cell.slot.path else ""


def _months_of(cell: Filled) -> int:
    return cell.asked.when.span.months if cell.asked.when.span else 0


def difference(cell: Filled, now: Filled, before: Filled, decimals: int | None = None) -> None:
    """Fill a change from both figures, with so many decimals."""
    new, old = number_of(now), number_of(before)
    name = str(words()["transforms"][cell.asked.role])
    if new is not None and old is not None:
        if cell.asked.role == "difference":
            cell.verdict = derived(new - old, [now, before], name)
        elif old:
            rate = (new - old) / old * 100
            cell.verdict = derived(rate if decimals is None else Fraction(round(rate, decimals)), [now, before], name)
        return
    statuses = {now.verdict.status, before.verdict.status}
    status = next((s for s in ("unknown", "conflict", "stale") if s in statuses), "unknown")
    facts = now.verdict.facts + before.verdict.facts
    cell.verdict = UNKNOWN if status == "unknown" else Verdict(status, None, (), facts)


def may_shrink(cell: Filled) -> bool:
    """Whether a cell's line or column tells a change, which may be less than nothing (净增)."""
    return any(any_in(clean(label), "may_shrink") for label in (cell.slot.row.label, *cell.slot.path[-1:]))
