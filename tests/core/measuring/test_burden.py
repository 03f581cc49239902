"""Minutes of burden, and the table they come from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from songbang.core.errors import BadInput
from songbang.core.measuring import TimeTable
from songbang.core.measuring.timetable import Entry
from tests.core.measuring.making import STREET, TOWN, given, measured, pair, row, value


@pytest.mark.parametrize(
    ("register", "columns", "minutes"),
    [
        ("documents", {}, 10),
        ("inspections", {}, 210),
        ("pledges", {}, 30),
        ("visits", {}, 120),
        ("meetings", {"duration_stated": True, "minutes": 45}, 45),
        ("meetings", {"duration_stated": False}, 120),
        ("meetings", {}, 120),
        ("forms", {"fields_stated": True, "fields": 14}, 42),
        ("forms", {"fields_stated": False}, 30),
        ("forms", {}, 30),
    ],
)
def test_each_kind_of_row_costs_what_the_table_says(register: str, columns: dict[str, Any], minutes: int) -> None:
    assert value(measured([row(register, **columns)]), "burden.minutes", unit=TOWN) == minutes


@pytest.mark.parametrize("register", ["digital", "signboards"])
def test_stocks_cost_no_minutes(register: str) -> None:
    assert not given(measured([row(register)]), "burden.minutes")


def test_the_burden_adds_up_over_registers_and_units() -> None:
    figures = measured([row("documents"), row("visits"), row("pledges", unit=STREET)])
    assert value(figures, "burden.minutes", unit=TOWN) == 130
    assert value(figures, "burden.minutes") == 160


def test_a_row_of_any_register_makes_the_burden_known() -> None:
    assert pair(measured([row("documents"), row("visits", "2018-12-01")]), "burden.minutes", unit=TOWN) == (10, 0)


def test_another_table_gives_another_burden() -> None:
    table = replace(TimeTable.load(), document=Entry(2.5, 1, 4, "measured"))
    rows = [row("documents") for _ in range(3)]
    assert value(measured(rows, minutes=table), "burden.minutes", unit=TOWN) == 7.5


def test_a_table_in_the_rulebook_folder_takes_the_place_of_ours(tmp_path: Path) -> None:
    names = ("meeting_without_duration", "inspection", "pledge", "visit", "form_field", "form_without_number")
    entries = "".join(f"  {name}: {{minutes: 1}}\n" for name in names)
    (tmp_path / "minutes.yaml").write_text(f"name: 区里的表\nentries:\n  document: {{minutes: 7}}\n{entries}", "utf-8")
    table = TimeTable.load(tmp_path)
    assert (table.name, table.document.minutes, table.document.low, table.document.high) == ("区里的表", 7, 7, 7)


_WHOLE = {
    name: {"minutes": 5, "low": 1, "high": 9}
    for name in (
        "document", "meeting_without_duration", "inspection", "pledge", "visit", "form_field", "form_without_number",
    )
}  # fmt: skip


@pytest.mark.parametrize(
    "entry",
    [
        None,
        {},
        5,
        {"minutes": "ten"},
        {"minutes": True},
        {"minutes": -1},
        {"minutes": 5, "low": 6},
        {"minutes": 5, "high": 4},
    ],
)
def test_an_entry_that_is_missing_or_not_sound_is_refused_by_name(entry: object) -> None:
    assert TimeTable.from_words({"entries": _WHOLE}).visit.high == 9
    with pytest.raises(BadInput) as refused:
        TimeTable.from_words({"entries": _WHOLE | {"visit": entry}})
    assert (refused.value.code, refused.value.parameters["entry"]) == ("minutes.unreadable", "visit")


def test_an_entry_that_no_figure_uses_is_refused_by_name() -> None:
    with pytest.raises(BadInput) as refused:
        TimeTable.from_words({"entries": _WHOLE | {"vist": {"minutes": 5}}})
    assert (refused.value.code, refused.value.parameters["entry"]) == ("minutes.unknown_entry", "vist")


@pytest.mark.parametrize("words", [None, [], {"entries": None}])
def test_a_table_without_entries_is_refused(words: object) -> None:
    with pytest.raises(BadInput, match=r"minutes\.unreadable"):
        TimeTable.from_words(words)
