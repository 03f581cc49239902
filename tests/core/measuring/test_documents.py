"""Receipts, the same document through both channels, and instruments that arrive again and again."""

from __future__ import annotations

from songbang.core.registers import UNSTATED
from tests.core.measuring.making import STREET, TOWN, given, measured, pair, row, value

BOTH, AGAIN = "documents.both_channels", "documents.forwarded_repeatedly"


def test_a_document_received_through_both_channels_is_two_receipts_and_one_pair() -> None:
    electronic, paper = row("documents", channel="electronic"), row("documents", channel="paper")
    figures = measured([electronic, paper], [(electronic, "d", "i"), (paper, "d", "i")])
    assert value(figures, "documents.received", unit=TOWN) == 2
    assert value(figures, BOTH, unit=TOWN) == 1


def test_pairs_are_the_smaller_number_of_the_two_channels() -> None:
    receipts = [row("documents", channel=channel) for channel in ("electronic", "electronic", "electronic", "paper")]
    figures = measured(receipts, [(receipt, "d", "i") for receipt in receipts])
    assert value(figures, BOTH, unit=TOWN) == 1


def test_two_receipts_through_one_channel_are_no_pair() -> None:
    receipts = [row("documents", channel="paper") for _ in range(2)]
    assert value(measured(receipts, [(receipt, "d", "i") for receipt in receipts]), BOTH, unit=TOWN) == 0


def test_two_channels_of_two_documents_are_no_pair() -> None:
    electronic, paper = row("documents", channel="electronic"), row("documents", channel="paper")
    assert value(measured([electronic, paper], [(electronic, "d", "i"), (paper, "e", "i")]), BOTH, unit=TOWN) == 0


def test_two_channels_of_one_document_at_two_units_are_no_pair() -> None:
    electronic, paper = row("documents", channel="electronic"), row("documents", channel="paper", unit=STREET)
    assert value(measured([electronic, paper], [(electronic, "d", "i"), (paper, "d", "i")]), BOTH) == 0


def test_a_twin_after_the_last_day_makes_no_pair() -> None:
    electronic = row("documents", "2019-07-31", channel="electronic")
    late, in_time = row("documents", "2019-08-01", channel="paper"), row("documents", "2019-07-31", channel="paper")
    assert value(measured([electronic, late], [(electronic, "d", "i"), (late, "d", "i")]), BOTH) == 0
    assert value(measured([electronic, in_time], [(electronic, "d", "i"), (in_time, "d", "i")]), BOTH) == 1


def test_receipts_that_tell_no_channel_leave_the_pairs_unknown() -> None:
    receipts = [row("documents"), row("documents")]
    figures = measured(receipts, [(receipt, "d", "i") for receipt in receipts])
    assert not given(figures, BOTH, unit=TOWN)
    assert value(figures, AGAIN, unit=TOWN) == 1


def test_a_cell_that_names_no_channel_still_makes_the_pairs_known() -> None:
    assert value(measured([row("documents", channel=UNSTATED)]), BOTH, unit=TOWN) == 0


def test_two_channels_of_one_sending_are_one_arrival() -> None:
    electronic, paper = row("documents", channel="electronic"), row("documents", channel="paper")
    assert value(measured([electronic, paper], [(electronic, "d", "i"), (paper, "d", "i")]), AGAIN) == 0


def test_the_same_document_through_the_same_channel_again_is_a_second_arrival() -> None:
    receipts = [row("documents", channel="electronic") for _ in range(3)]
    assert value(measured(receipts, [(receipt, "d", "i") for receipt in receipts]), AGAIN) == 2


def test_receipts_of_no_stated_channel_each_arrive_beside_the_channels() -> None:
    receipts = [row("documents", channel=channel) for channel in ("electronic", "paper", UNSTATED, UNSTATED)]
    assert value(measured(receipts, [(receipt, "d", "i") for receipt in receipts]), AGAIN) == 2


def test_a_relay_is_a_further_arrival_of_its_instrument() -> None:
    first, relay, other = row("documents"), row("documents"), row("documents")
    figures = measured([first, relay, other], [(first, "d", "i"), (relay, "e", "i"), (other, "f", "j")])
    assert value(figures, AGAIN, unit=TOWN) == 1


def test_an_instrument_that_first_arrived_before_the_period_starts_anew_in_it() -> None:
    before, within = row("documents", "2018-12-31"), row("documents", "2019-01-01")
    assert value(measured([before, within], [(before, "d", "i"), (within, "d", "i")]), AGAIN) == 0


def test_each_side_counts_its_own_pairs_and_arrivals() -> None:
    receipts = [
        row("documents", day, channel=channel)
        for day in ("2018-03-01", "2018-03-02", "2019-03-01")
        for channel in ("electronic", "paper")
    ]
    figures = measured(receipts, [(receipt, "d", "i") for receipt in receipts])
    assert pair(figures, BOTH) == (1, 2)
    assert pair(figures, AGAIN) == (0, 1)


def test_a_receipt_without_a_place_stands_alone() -> None:
    figures = measured([row("documents", channel="electronic"), row("documents", channel="paper")])
    assert value(figures, BOTH) == value(figures, AGAIN) == 0
    assert value(figures, "documents.received") == 2
