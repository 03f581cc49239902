"""What one paper tells of a cell: of which area, of how much more than its own lines, and never against itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from songbang.core.filling.facts import Fact, Place, Places
from songbang.core.filling.fill import fill
from tests.core.filling.test_judging import fact, filled, form

NOW = "2023-12-31"


def test_a_paper_does_not_contradict_itself_and_the_line_nearest_in_words_is_meant() -> None:
    book = form(["小旅馆", "家", "1", None], period="2024年")
    told = [fact("小旅馆", "家", "63", NOW), fact("小旅馆 / 已登记", "家", "58", NOW)]
    assert filled(book, *told).cells[0].verdict.value == 63


def town(label: str, *told: Fact, kind: str = "镇") -> str:
    places = Places([Place("1", "甲镇", kind, "0"), Place("0", "乙县", "县", "")])
    return (
        fill(form([label, "家", "1", None], period="2024年"), "1", date(2024, 3, 1), list(told), places)[0]
        .cells[0]
        .verdict.status
    )


@pytest.mark.parametrize(
    ("said", "kind", "status"),
    [
        ("规模渔场（全县）", "镇", "unknown"),
        ("全县 / 规模渔场", "镇", "unknown"),
        ("规模渔场（全镇）", "村委会", "unknown"),
        ("规模渔场（全县）", "县", "held"),
        ("规模渔场（全镇）", "镇", "held"),
    ],
)
def test_what_counts_a_wider_area_than_its_unit_is_not_the_units_own(said: str, kind: str, status: str) -> None:
    assert town("规模渔场", fact(said, "家", "7", NOW), kind=kind) == status


@pytest.mark.parametrize(("title", "status"), [("渔场普查（含合作渔场）", "unknown"), ("渔场普查（水产站）", "held")])
def test_what_a_title_says_that_it_counts_too_is_counted_in_its_lines(title: str, status: str) -> None:
    assert town("规模渔场", fact("规模渔场", "家", "7", NOW, form=title)) == status


def of_level(label: str, *said: str) -> list[object]:
    """What a town's cell tells, its paper telling 6, 7, … under these labels; None where it is not known."""
    told = [fact(one, "个", str(6 + n), NOW, form="站点台账") for n, one in enumerate(said)]
    cell = filled(form([label, "个", "1", None], period="2024年"), *told).cells[0]
    return [int(cell.verdict.value) if isinstance(cell.verdict.value, Fraction) else None]


@pytest.mark.parametrize(
    ("label", "said", "value"),
    [
        ("便民服务站", ["村（社区）便民服务站"], 6),  # of one level only: it need not be said
        ("便民服务站", ["村（社区）便民服务站", "乡镇（街道）便民服务站"], None),  # each is a part
        ("村（社区）便民服务站", ["村（社区）便民服务站", "乡镇（街道）便民服务站"], 6),
        ("河段长（村级）", ["镇级河段长", "村级河段长"], 7),
        ("村“两委”成员", ["社区“两委”成员", "村“两委”委员"], 7),
    ],
)
def test_what_a_paper_tells_of_one_of_several_levels_is_of_that_level_only(
    label: str, said: list[str], value: int | None
) -> None:
    assert of_level(label, *said) == [value]
