"""What a report tells beside its rows: what the apps give (`intake.report_parts`), and what the last report named."""

from __future__ import annotations

import json
from datetime import date

from songbang.apps.insight.models import Report, ReportFile
from songbang.apps.intake.report_parts import Wanted, parts
from songbang.apps.journal.services import head
from songbang.core.calendar import Period
from songbang.core.reporting.beside import Before, Beside, Problem
from songbang.core.reporting.compose import problems_named
from songbang.ui import clock


def beside_of(report: Report, units: frozenset[str] | None) -> Beside:
    """For a report of these units (None: the whole territory). Campaigns and voices count until the report's day."""
    period, on = Period.parse(report.period), report.report_on or clock.today()
    last = _last(report, period)
    earlier = Period.parse(last.period).first if last else None
    wanted = Wanted(report.territory, units, period.first, _until(period, report.report_on), on, earlier)
    return Beside(**parts(wanted), before=_before(last) if last else None, journal=str(head()))


def _until(period: Period, report_on: date | None) -> date:
    """The last day told of: that of the period; of a report dated shortly after, its own day (the source report tells
    of January to July, and of a campaign at the end of August)."""
    if report_on is None or report_on < period.last or (report_on - period.last).days > 92:
        return period.last
    return report_on


def _last(report: Report, period: Period) -> Report | None:
    """The last published report of the same unit whose time ended before this one's."""
    found = Report.objects.filter(territory=report.territory, unit=report.unit, state="published")
    ended = [(Period.parse(one.period).last, one.pk, one) for one in found]
    before = [one for one in ended if one[0] < period.last]
    return max(before, key=lambda one: one[:2])[2] if before else None


def _before(last: Report) -> Before:
    figures = json.loads(bytes(ReportFile.objects.get(report=last, name="figures.json").content))
    chinese, english = (problems_named(figures, language=language) for language in ("zh-Hans", "en"))
    said = {(topic, check): short for topic, check, short, _ in english}
    problems = tuple(
        Problem(topic, check, {"zh-Hans": short, "en": said[topic, check]}, measure)
        for topic, check, short, measure in chinese
        if short
    )
    return Before(f"{last.year}-{last.serial}", last.period, problems)
