from __future__ import annotations

from datetime import date, timedelta

from songbang.core.matching import Record
from songbang.core.matching.candidates import candidates
from songbang.core.matching.columns import read_records
from songbang.core.matching.identities import Identities

MATTERS = ["河道", "古树", "校车", "电梯", "粮食", "浴室", "集市", "渡口", "果园", "茶山"]


def templated(count: int) -> list[Record]:
    """A register in which every title is one of ten from a template, by one body, each with its own number."""
    start = date(2019, 1, 1)
    return [
        Record(
            f"r{at}",
            f"关于开展{MATTERS[at % 10]}专项检查的通知",
            f"青检〔2019〕{at}号",
            "区检查办",
            start + timedelta(at // 9),
        )
        for at in range(count)
    ]


def compared(records: list[Record]) -> set[tuple[int, int]]:
    rows, issuers = read_records(records)
    a, b = candidates(rows, Identities(rows, issuers))
    return set(zip(a.tolist(), b.tolist(), strict=True))


def test_pairs_to_compare_grow_with_the_records_not_with_their_square() -> None:
    small, large = (len(compared(templated(count))) for count in (1000, 4000))
    assert large <= 4.6 * small
    assert large <= 60 * 4000


def test_a_twin_is_found_among_templated_titles() -> None:
    records = templated(2000)
    twin = Record("twin", "关于开展渡口专项捡查的通知", "青检[2019]1007号", "区检查办", records[1007].received_on)
    assert (1007, 2000) in compared([*records, twin])
