"""Days and periods as people write them in running text; tables keep the short form that sorts, 2019-07-08."""

from __future__ import annotations

from datetime import date

from songbang.core.calendar import Period
from songbang.core.words import Language, labels


def day_said(day: date, language: Language) -> str:
    """
    >>> day_said(date(2019, 7, 8), "en")
    '8 Jul 2019'
    """
    words = labels(language)["dates"]
    return words["day"].format(year=day.year, month=day.month, name=_month(day, language), day=day.day)


def day_of_year_said(day: date, language: Language) -> str:
    """The day without its year.

    >>> day_of_year_said(date(2019, 7, 8), "en")
    '8 Jul'
    """
    words = labels(language)["dates"]
    return words["day_of_year"].format(month=day.month, name=_month(day, language), day=day.day)


def days_said(first: date, last: date, language: Language) -> str:
    """A span of days, each part said once.

    >>> days_said(date(2019, 7, 8), date(2019, 7, 14), "en")
    '8 Jul – 14 Jul 2019'
    """
    start = day_of_year_said(first, language) if language == "en" and first.year == last.year else None
    end = day_of_year_said(last, language) if language != "en" and first.year == last.year else None
    words = labels(language)["dates"]
    return words["days"].format(first=start or day_said(first, language), last=end or day_said(last, language))


def period_said(period: Period, language: Language) -> str:
    """
    >>> period_said(Period.parse("2019-01:2019-07"), "en"), period_said(Period.parse("2018-11:2019-02"), "en")
    ('Jan–Jul 2019', 'Nov 2018 – Feb 2019')
    """
    words, first, last = labels(language)["dates"], period.first, period.last
    key = "month" if first.month == last.month else "months"
    key = key if first.year == last.year else "years"
    return words[key].format(
        year=first.year, month=first.month, name=_month(first, language),
        to_year=last.year, to=last.month, to_name=_month(last, language),
    )  # fmt: skip


def _month(day: date, language: Language) -> str:
    return labels(language)["months"][str(day.month)]
