"""Some three hundred pairs of labels as a statistician reads them: one quantity, or two that look alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from songbang.core.filling.accord import same_measure, same_words
from songbang.core.filling.alike import same_quantity
from songbang.core.filling.anatomy import Row
from songbang.core.filling.asked import Asked
from songbang.core.filling.classes import canonical
from songbang.core.filling.head import Head
from songbang.core.filling.laying import made_of
from songbang.core.filling.lexicon import facets
from songbang.core.filling.meaning import Reader
from songbang.core.filling.measures import measure_or_own
from songbang.core.filling.saying import said
from songbang.core.filling.slots import Sheet, Slot

PAIRS = sorted(Path(__file__).parent.glob("label_pairs*.txt"))


def asked(label: str, unit: str, title: str) -> Asked:
    """What a cell asks whose row bears the label, its wholes above it."""
    *above, name = label.split(" / ")
    rows = tuple(Row(1, (one,), measure=unit) for one in above)
    slot = Slot(Row(2, (name,), rows, "1", unit), 2, 4, ("数量",), "", unit, 0, 0)
    (found,) = Reader(Sheet("表", Head(title, None, None, None, None, None, (), ()), [slot]), {}).both()
    return found


def taken(label: str, given: str, unit: str, other: str, form: str = "台账", title: str = "") -> bool:
    """Whether the earlier answer would be written into the cell."""
    cell, answer, measure = asked(label, unit, title), said(form, given, date(2016, 12, 31)), measure_or_own(other)
    if not same_measure(cell.measure, measure, cell.villages, cell.required):
        return False
    return same_words(cell, answer, measure) > 0 or same_quantity(cell, answer, measure) > 0


def pairs(sign: str) -> list[list[str]]:
    lines = [line for path in PAIRS for line in path.read_text("utf-8").splitlines()]
    return [[part.strip() for part in line[2:].split("|")] for line in lines if line.startswith(f"{sign} ")]


def test_two_quantities_that_look_alike_are_never_taken_for_one() -> None:
    assert [pair for pair in pairs("-") if taken(*pair)] == []
    assert len(pairs("-")) > 140


def test_one_quantity_in_other_words_is_known_again() -> None:
    missed = [pair[:2] for pair in pairs("+") if not taken(*pair)]
    assert len(missed) <= len(pairs("+")) // 20, missed


def test_the_table_of_words_does_not_explain_away_what_keeps_quantities_apart() -> None:
    told = facets()
    everywhere = [word for line in told["one_meaning"] for word in line]
    assert len(set(everywhere)) == len(everywhere)
    free = {canonical(word) for word in told["neutral"]}
    kept = {canonical(word) for line in told["apart"] for word in line}
    assert not free & kept
    assert [
        word for word, others in told["says"].items() if made_of(canonical(str(word)), free | said_by(others))
    ] == []


def said_by(others: list[object]) -> set[str]:
    return {canonical(str(word)) for word in others}


def test_a_word_that_is_explained_by_the_register_it_stands_in_is_less_sure_than_one_that_speaks_for_itself() -> None:
    cell, day = asked("网格事件办结", "件", ""), date(2016, 12, 31)
    assert same_quantity(cell, said("台账", "网格事件 / 已办结", day), measure_or_own("件")) == 2
    cell = asked("家庭医生签约居民", "人", "")
    assert same_quantity(cell, said("家庭医生签约台账", "已签约居民", day), measure_or_own("人")) == 1
    assert same_quantity(cell, said("健康体检台账", "已体检居民", day), measure_or_own("人")) == 0
