"""Whatever the wording, the order and the mess: the same typed rows. Drawn by hypothesis, the same draws each time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songbang.core.reading.books import Book
from songbang.core.registers import REGISTER_KINDS, Row
from tests.core.reading.cells_of import CELLS, NAMES, REMARKS, TITLES, UNITS, Meaning
from tests.core.reading.making import Rows, read_book, read_sheet
from tests.core.reading.messy import RIVALS, exclusive, layouts
from tests.core.reading.wordings import WORDINGS

DRAWS = settings(
    derandomize=True,
    max_examples=35,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)


def _told(row: Row, meaning: Meaning) -> Meaning:
    return {name: getattr(row, name) for name in meaning}


def _agrees(book: Book, meanings: list[Meaning]) -> None:
    (sheet,) = read_book(book).sheets
    rejects = [reject for part in sheet.regions for reject in part.rejects]
    assert rejects == []
    rows = [row for part in sheet.regions for row in part.rows]
    assert [_told(row, meaning) for row, meaning in zip(rows, meanings, strict=True)] == meanings


@pytest.mark.parametrize("kind", REGISTER_KINDS)
@given(drawn=st.data())
@DRAWS
def test_any_layout_gives_the_same_rows(kind: str, drawn: st.DataObject) -> None:
    book, meanings = drawn.draw(layouts(kind))
    _agrees(book, meanings)


# -- each wording by itself, among the usual wordings of all other columns ---------------------------------------------

_TIMES = {
    "starts_at": ["9:00", "14:00", "9:30"],
    "ends_at": ["10:00", "15:30", "11:00"],
    "slot": ["9:00-10:00", "14:00-15:30", "9:30-11:00"],
    "duration": ["60分钟", "1.5小时", "90分钟"],
}
_DAYS = ["2019-03-01", "2019年3月5日", "2019.3.9"]
WORDED = [
    (kind, name, words) for kind, fields in WORDINGS.items() for name, wordings in fields.items() for words in wordings
]


def _column(kind: str, name: str) -> list[object]:
    known: dict[str, Sequence[object]] = {"serial": [1, 2, 3], "day": _DAYS, "name": NAMES[kind], **_TIMES}
    if name in known:
        return list(known[name][:3])
    cells = {"remark": REMARKS, "unit": UNITS}.get(name) or CELLS[kind][name]
    return [cells[n % len(cells)][0] for n in range(3)]


def _all_fields(kind: str, name: str) -> set[str]:
    """All columns of the register but those that answer the same question as the one looked at."""
    fields = exclusive(set(WORDINGS[kind]) - {name}) | {name}
    fields -= {flag for flag, named in RIVALS.items() if named == name}
    fields -= {"slot", "duration"} if name in ("starts_at", "ends_at") else {"starts_at", "ends_at"}
    return fields - ({"duration"} if name != "duration" else {"slot"})


def _sheet_with(kind: str, name: str, words: str, fields: set[str]) -> Rows:
    """A register with these columns under their usual wordings, and one under the wording looked at."""
    header = {f: words if f == name else next(w for w in WORDINGS[kind][f] if w != words) for f in sorted(fields)}
    columns = [[header[f], *_column(kind, f)] for f in header]
    return [[f"新丰镇2019年{TITLES[kind]}"], *[list(row) for row in zip(*columns, strict=True)]]


def _means(kind: str, name: str, words: str) -> bool:
    """Whether the wording is understood, by itself and not only by the values under it: among all columns of the
    register, and beside day and name alone."""
    for fields in (_all_fields(kind, name), {name, "day", "name"}):
        parts = read_sheet(_sheet_with(kind, name, words, fields)).regions
        if len(parts) != 1 or parts[0].region.kind != kind or parts[0].rejects:
            return False
        choice = parts[0].region.assignment.choices.get(name)
        if choice is None or choice.header != words or choice.words == 0:
            return False
    return True


@pytest.mark.parametrize(
    ("kind", "name"), [pytest.param(k, n, id=f"{k}-{n}") for k, fields in WORDINGS.items() for n in fields]
)
def test_every_wording_of_a_field_is_understood(kind: str, name: str) -> None:
    words = WORDINGS[kind][name]
    assert len(set(WORDINGS[kind][name])) >= 6
    assert [w for w in words if not _means(kind, name, w)] == []
