"""What a small office knows beside its registers."""

from __future__ import annotations

from datetime import date
from functools import cache

from songbang.core.reporting.beside import (
    Before,
    Beside,
    CampaignTold,
    Case,
    CauseTold,
    Field,
    Found,
    Opinion,
    Problem,
    Voice,
)
from songbang.core.reporting.make import Made, make_report
from songbang.core.words import Language
from tests.core.reporting.small_office import AT, QUESTION, UNITS, books

TOWN, VILLAGE = "330402103", "330402103208"
LEDGER = "inspection.ledger-paper"


def found(number: int, state: str, *, day: str = "2019-08-27", unit: str = VILLAGE, rule: str = LEDGER) -> Found:
    return Found(
        f"finding:{number}", "基层减负督查", unit, rule, date.fromisoformat(day), f"净湘村仍要求纸质台账 {number}",
        date(2019, 8, 28), state,
    )  # fmt: skip


FOUND = (
    found(1, "signed"), found(2, "confirmed", unit=TOWN), found(3, "mended", rule=""),
    found(4, "confirmed", day="2018-11-02"),
)  # fmt: skip
BESIDE = Beside(
    Field(
        date(2019, 1, 1), date(2019, 8, 30), date(2019, 8, 30),
        (CampaignTold("基层减负督查", date(2019, 8, 27), date(2019, 8, 29), ("区纪委", "区民政局"), "2019-7", "",
                      "a1b2c3d4", (TOWN, VILLAGE)),),
        FOUND, {LEDGER: "仍要求纸质台账"}, (Case(LEDGER, 2, ("××仍要求纸质台账。", "台账要打印两份")),),
    ),
    Voice(
        ("2019Q2", "2019Q3"), 5, 15, {"needed": 5, "clear": 4}, {"needed": 10, "clear": 5},
        (Opinion(5, ("同样的数字不要反复填报",)), Opinion(5, ())), 8, 6,
        (CauseTold("重复开证明", "把社区证明事项纳入负面清单。", 3),),
    ),
    Before(
        "2018-2", "2018-07:2018-12",
        (Problem("documents", "both_channels", {"zh-Hans": "电子、纸质重复发文", "en": "documents twice"}, "18.1%"),),
    ),
)  # fmt: skip


@cache
def made_beside(language: Language = "zh-Hans") -> Made:
    return make_report(books(), UNITS, QUESTION, language=language, made_at=AT, beside=BESIDE)
