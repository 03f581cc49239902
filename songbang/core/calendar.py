"""Days, months and periods, as the registers and the report use them."""

from __future__ import annotations

import calendar as _calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from songbang.core.errors import BadInput

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months from `first` to `last`, both counted.

    >>> period = Period.parse("2019-01:2019-07")
    >>> period.last.isoformat(), period.years, str(period)
    ('2019-07-31', (2019,), '2019-01:2019-07')
    """

    first: date
    last: date

    @classmethod
    def parse(cls, words: str) -> Period:
        """Read `2019-01:2019-07` or a single `2019-01`. Raises `BadInput` ("period.unreadable", "period.backwards")."""
        ends = [_MONTH.fullmatch(part.strip()) for part in words.split(":")]
        if len(ends) not in (1, 2) or None in ends:
            raise BadInput("period.unreadable", given=words)
        (y1, m1), (y2, m2) = ((int(m[1]), int(m[2])) for m in (ends[0], ends[-1]) if m)
        if not (1 <= m1 <= 12 and 1 <= m2 <= 12 and y1 >= 1):
            raise BadInput("period.unreadable", given=words)
        if (y1, m1) > (y2, m2):
            raise BadInput("period.backwards", given=words)
        return cls(date(y1, m1, 1), date(y2, m2, _calendar.monthrange(y2, m2)[1]))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}:{self.last:%Y-%m}"

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years that the period touches."""
        return tuple(range(self.first.year, self.last.year + 1))

    def months(self) -> Iterator[tuple[int, int]]:
        """Each (year, month) of the period, in order."""
        for index in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            yield index // 12, index % 12 + 1
