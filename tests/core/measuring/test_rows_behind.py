"""Every figure opens its rows."""

from __future__ import annotations

import hashlib

from songbang.core.measuring import TimeTable, measure
from songbang.core.registers import Row, rows_table
from tests.core.measuring.making import BASELINE, PERIOD, STREET, TOWN, UNITS, Figures, measured, placements, row


def _rows(figures: Figures, figure_id: str, **scope: str) -> tuple[str, ...]:
    return figures[figure_id, frozenset(scope.items())].rows


def test_a_count_opens_the_rows_counted_in_each_period() -> None:
    rows = [row("meetings", "2019-03-01", row="b", video=True), row("meetings", "2019-03-01", row="c", video=False)]
    figures = measured([*rows, row("meetings", "2018-03-01", row="a", video=True)], with_rows=True)
    figure = figures["meetings.video", frozenset({("unit", TOWN)})]
    assert (figure.rows, figure.baseline_rows) == (("b",), ("a",))


def test_a_sum_opens_the_rows_that_contribute() -> None:
    rows = [row("forms", row="a", fields_stated=True, fields=3), row("forms", row="b", fields_stated=False)]
    figures = measured(rows, with_rows=True)
    assert _rows(figures, "forms.fields", unit=TOWN) == ("a",)
    assert _rows(figures, "burden.minutes", unit=TOWN) == ("a", "b")


def test_pairs_open_the_receipts_that_make_them_the_first_of_each_channel() -> None:
    receipts = [
        row("documents", "2019-03-02", row="b", channel="electronic"),
        row("documents", "2019-03-01", row="c", channel="electronic"),
        row("documents", "2019-03-05", row="a", channel="paper"),
        row("documents", "2019-03-05", row="d", channel="unstated"),
        row("documents", "2019-03-05", row="alone", channel="paper"),
    ]
    figures = measured(receipts, [(receipt, "d", "i") for receipt in receipts[:4]], with_rows=True)
    assert _rows(figures, "documents.both_channels", unit=TOWN) == ("a", "c")


def test_repeats_open_all_arrivals_of_instruments_that_came_more_than_once() -> None:
    receipts = {name: row("documents", row=name) for name in ("first", "relay", "once")}
    places = [(receipts["first"], "d", "i"), (receipts["relay"], "e", "i"), (receipts["once"], "f", "j")]
    figures = measured(list(receipts.values()), places, with_rows=True)
    assert _rows(figures, "documents.forwarded_repeatedly", unit=TOWN) == ("first", "relay")


def test_all_units_and_an_imbalance_open_the_rows_of_their_units() -> None:
    rows = [row("visits", row="a"), row("visits", row="b", unit=STREET), row("visits", row="c", unit="330402103208")]
    figures = measured(rows, with_rows=True)
    assert _rows(figures, "visits.received") == ("a", "b", "c")
    assert _rows(figures, "visits.received.imbalance") == ("a", "b")


def test_a_level_and_a_line_open_their_own_rows() -> None:
    rows = [row("documents", row="a", issuer_level="county", line="other"), row("documents", row="b")]
    figures = measured(rows, with_rows=True)
    assert _rows(figures, "documents.received", issuer_level="county") == ("a",)
    assert _rows(figures, "documents.received", issuer_level="town") == ()
    assert _rows(figures, "documents.received", unit=TOWN, line="other") == ("a",)


def test_the_digest_is_of_the_sorted_rows_each_on_a_line() -> None:
    figures = measured([row("visits", row="文件.csv##10"), row("visits", row="文件.csv##9")], with_rows=True)
    figure = figures["visits.received", frozenset()]
    assert figure.digest == hashlib.sha256("文件.csv##10\n文件.csv##9".encode()).hexdigest()


def test_the_digest_of_no_rows_is_that_of_no_bytes() -> None:
    figures = measured([row("visits", "2018-03-01")], with_rows=True)
    assert figures["visits.received", frozenset()].digest == hashlib.sha256(b"").hexdigest()


def _measure(rows: list[Row], *, with_rows: bool) -> list[tuple[object, ...]]:
    figures = measure(
        rows_table(rows), placements(), UNITS,
        period=PERIOD, baseline=BASELINE, minutes=TimeTable.load(), with_rows=with_rows,
    )  # fmt: skip
    return [(f.id, f.scope, f.value, f.baseline, f.change, f.why, bool(f.rows), bool(f.digest)) for f in figures]


def test_without_rows_the_figures_are_the_same_and_have_neither_rows_nor_digest() -> None:
    rows = [row("documents"), row("documents", unit=STREET), row("meetings", line="economy")]
    opened, closed = _measure(rows, with_rows=True), _measure(rows, with_rows=False)
    assert [figure[:6] for figure in opened] == [figure[:6] for figure in closed]
    assert any(rows for *_, rows, _ in opened)
    assert all(digest for *_, digest in opened)
    assert not any(rows or digest for *_, rows, digest in closed)
