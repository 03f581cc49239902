"""What the values of a column look like: days, clock times, document numbers, yes and no, units of the district."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from songbang.core.reading.books import Value, blank, text_of
from songbang.core.reading.clocks import read_duration, read_slot
from songbang.core.reading.dates import read_day
from songbang.core.reading.lexicon import Lexicon
from songbang.core.registers import REGISTER_KINDS
from songbang.core.text import plain
from songbang.core.units import UnitTree

SAMPLE = 48
"""Values looked at in a column; enough to tell shares of a tenth apart."""
LONGEST_NOTHING = 6
_NUMBER = re.compile(r"[^\d]{0,14}[〔\[【（(［﹝{]?\s*(?:19|20)\d{2}\s*[〕\]】）)］﹞}]?\s*(?:第)?\s*\d{1,5}\s*号?$")
_ORG = re.compile(
    r"(?:局|办|委|部|厅|院|中心|政府|办公室|工会|团委|团区委|妇联|残联|纪委|指挥部|街道|镇|管委会|党工委|科|所|站|公司|协会|大队|支队|联合会|指|会|队|处|组)$"
)
_COUNT = re.compile(r"约?\d+(?:\.0)?(?:人|个|项|名|次|份|页|栏|条|位|余?人)?")


@dataclass(frozen=True, slots=True)
class Look:
    """Shares (0..1) of a column's non-blank values that look like each thing; `filled` of the rows are not blank."""

    size: int
    filled: float
    shares: dict[str, float]
    length: float
    """Mean length of the values in characters."""

    def __getitem__(self, trait: str) -> float:
        return self.shares.get(trait, 0.0)


class Looker:
    """Looks at columns with the district and the lexicon in mind."""

    def __init__(self, lexicon: Lexicon, units: UnitTree) -> None:
        self.lexicon, self.units = lexicon, units
        self._tests: dict[str, Callable[[Value, str], bool]] = {
            "day": lambda value, text: _dayish(value),
            "clock": lambda value, text: _clockish(value, text),
            "range": lambda value, text: read_slot(text).end is not None,
            "duration": lambda value, text: _durationish(value, text),
            "answer": lambda value, text: lexicon.answer(text) is not None,
            "number": lambda value, text: bool(_NUMBER.match(plain(text))),
            "org": lambda value, text: len(text) <= 24 and bool(_ORG.search(plain(text))),
            "unit": lambda value, text: units.is_cell(text),
            "count": lambda value, text: bool(_COUNT.fullmatch(plain(text))),
            "channel": lambda value, text: len(text) <= 10 and any(p.search(text) for p in lexicon.channels.values()),
            "line": lambda value, text: len(text) <= 8 and any(p.search(plain(text)) for _, p in lexicon.lines),
            "form": lambda value, text: bool(re.search(r"现场|视频|电视|线上|线下|线下会议|腾讯", plain(text))),
            "attendance": lambda value, text: bool(
                re.search(
                    r"领导|负责|书记|主任|人员|干部|社工|同志|员|长$|科|部门|文书|会计|一把手|班子|代表|站|办",
                    plain(text),
                )
            ),
            "type": lambda value, text: bool(
                re.fullmatch(r"(?:专项|综合)?(?:督查|检查|考核|调研|督导|巡查|考评)", plain(text))
            ),
            "digital": lambda value, text: any(p.search(plain(text)) for p in lexicon.classes.values()),
        }
        for kind in REGISTER_KINDS:
            self._tests[f"name:{kind}"] = self._name_test(kind)

    def _name_test(self, kind: str) -> Callable[[Value, str], bool]:
        pattern = self.lexicon.names[kind]  # type: ignore[index]
        return lambda value, text: len(text) >= 3 and bool(pattern.search(plain(text)))

    def _states_nothing(self, text: str) -> bool:
        """A dash, 不详, 待定: such a value shows nothing of what its column holds."""
        return (
            len(text) <= LONGEST_NOTHING
            and (self.lexicon.says_nothing(text) or bool(self.lexicon.no_duration.match(plain(text))))
            and self.lexicon.answer(text) is None
        )

    def look(self, values: Sequence[Value]) -> Look:
        """The look of a column of values (blanks included)."""
        kept = [value for value in values if not blank(value)]
        step = max(len(kept) // SAMPLE, 1)
        sample = [(value, text_of(value)) for value in kept[::step][:SAMPLE]]
        sample = [(value, text) for value, text in sample if not self._states_nothing(text)] or sample
        if not sample:
            return Look(0, 0.0, {}, 0.0)
        shares = {
            trait: sum(1 for value, text in sample if test(value, text)) / len(sample)
            for trait, test in self._tests.items()
        }
        length = sum(len(text) for _, text in sample) / len(sample)
        return Look(len(sample), len(kept) / max(len(values), 1), shares, length)


def _dayish(value: Value) -> bool:
    if isinstance(value, time | timedelta):
        return False
    return read_day(value, year=2019, month=1).trouble in (None, "impossible")


def _clockish(value: Value, text: str) -> bool:
    if isinstance(value, time | timedelta) or (isinstance(value, float) and 0 < value < 1):
        return True
    if isinstance(value, datetime | date | int | float):
        return False
    slot = read_slot(text)
    return slot.start is not None or text in ("上午", "下午", "全天", "半天")


def _durationish(value: Value, text: str) -> bool:
    if isinstance(value, datetime | date):
        return False
    return not read_duration(value if isinstance(value, int | float | time | timedelta) else text).trouble
