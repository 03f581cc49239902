"""The order of the figures, how one is written, and that both are the same each time."""

from __future__ import annotations

import random

from songbang.core.measuring import FIGURE_IDS, Figure, TimeTable, as_json, measure
from songbang.core.registers import Row, rows_table
from tests.core.measuring.making import BASELINE, PERIOD, STREET, TOWN, UNITS, VILLAGE, placements, row


def _measure(rows: list[Row]) -> list[Figure]:
    return measure(rows_table(rows), placements(), UNITS, period=PERIOD, baseline=BASELINE, minutes=TimeTable.load())


def _many() -> list[Row]:
    columns = {"issuer_level": "county", "line": "other"}
    units = (VILLAGE, TOWN, STREET)
    return [
        *(row("documents", unit=unit, **columns) for unit in units),
        *(row("visits", unit=unit) for unit in units),
        *(row("meetings", unit=unit, minutes=30, duration_stated=True) for unit in units),
    ]


def test_figures_stand_in_the_order_of_the_contract_each_before_its_imbalance() -> None:
    ids = list(dict.fromkeys(figure.id for figure in _measure(_many())))
    wanted = [name for figure in FIGURE_IDS for name in (figure, f"{figure}.imbalance")]
    assert ids == [name for name in wanted if name in ids]
    assert "visits.received.imbalance" in ids


def test_within_a_figure_all_units_come_first_then_units_by_length_of_code_then_levels_and_lines() -> None:
    scopes = [figure.scope for figure in _measure(_many()) if figure.id == "documents.received"]
    units = [{}, {"unit": STREET}, {"unit": TOWN}, {"unit": VILLAGE}]
    slices = [{}, {"issuer_level": "above"}, {"issuer_level": "county"}, {"issuer_level": "town"}]
    assert scopes[:16] == [unit | part for part in slices for unit in units]
    assert scopes[16] == {"line": "economy"}
    assert scopes[-1] == {"unit": VILLAGE, "line": "other"}
    assert list(scopes[-1]) == ["unit", "line"]


def test_the_order_of_the_rows_changes_nothing() -> None:
    rows = _many()
    mixed = random.Random(1).sample(rows, len(rows))
    assert [as_json(figure) for figure in _measure(rows)] == [as_json(figure) for figure in _measure(mixed)]


def test_no_rows_give_no_figures() -> None:
    assert _measure([]) == []


def test_a_figure_is_written_with_the_keys_of_the_contract_in_its_order() -> None:
    figure = Figure("documents.received", {"unit": TOWN}, 412, 398, 0.0352, True, None, ("a",), ("b",), "c")
    assert list(as_json(figure).items()) == [
        ("id", "documents.received"), ("scope", {"unit": TOWN}), ("value", 412), ("baseline", 398), ("change", 0.0352),
        ("comparable", True), ("rows", ["a"]), ("baseline_rows", ["b"]), ("digest", "c"),
    ]  # fmt: skip


def test_a_figure_that_cannot_be_compared_says_why() -> None:
    figure = Figure("documents.received", {}, 412, None, None, False, f"baseline_missing:{TOWN}")
    assert as_json(figure)["why"] == f"baseline_missing:{TOWN}"
    assert list(as_json(figure))[5:7] == ["comparable", "why"]


def test_counts_and_minutes_are_whole_numbers() -> None:
    figures = [figure for figure in _measure(_many()) if not figure.id.endswith(".imbalance")]
    assert {type(figure.value) for figure in figures} == {int}
