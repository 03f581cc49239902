"""What the base said, for the report's third part: whole quarters, whole steps, no words that one person wrote."""

from __future__ import annotations

from datetime import date, timedelta

from songbang.apps.helpline import hearing
from songbang.apps.helpline.models import Cause, Matter
from songbang.apps.intake.report_parts import Wanted
from songbang.core.reporting.beside import CauseTold, Opinion, Voice
from songbang.core.voices import anonymity
from songbang.ui import clock

MOST_OPINIONS = 6
MOST_CAUSES = 4


def voice_part(wanted: Wanted) -> Voice | None:
    """Of a whole territory only: voices have no unit, and must get none by a report. None where nothing may be told."""
    if wanted.units is not None:
        return None
    quarters = quarters_of(wanted.first, wanted.last)
    shown = [told for (quarter, _), told in hearing.heard(wanted.territory).by_kind.items() if quarter in quarters]
    names = ("needed", "clear", "twice")
    said = {name: sum(one.said.get(name, 0) for one in shown) for name in names}
    yes = {name: sum(one.yes.get(name, 0) for one in shown) for name in names}
    opinions = _opinions(wanted.territory, quarters)
    matters, answered, causes = _helped(wanted)
    if not (shown or opinions or matters):
        return None
    told = anonymity.total(shown)
    return Voice(quarters, anonymity.LEAST, told, yes, said, opinions, matters, answered, causes)


def quarters_of(first: date, last: date) -> tuple[str, ...]:
    """The quarters that the days touch, in order."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(dict.fromkeys(map(anonymity.quarter_of, days)))


def _opinions(territory: str, quarters: tuple[str, ...]) -> tuple[Opinion, ...]:
    found = [one for one in hearing.suggestions(territory, quarters) if one.quotations][:MOST_OPINIONS]
    return tuple(Opinion(anonymity.let_out(one.persons), one.quotations) for one in found)


def _helped(wanted: Wanted) -> tuple[int, int, tuple[CauseTold, ...]]:
    """Matters raised within the time, how many of them were answered, and what was found to lie under several."""
    start, end = clock.start_of(wanted.first), clock.start_of(wanted.last + timedelta(days=1))
    raised = Matter.objects.filter(territory=wanted.territory, raised_at__gte=start, raised_at__lt=end)
    raised = raised.exclude(state="withdrawn")
    causes = Cause.objects.filter(territory=wanted.territory, done_on=None, matters__in=raised).distinct()
    told = [CauseTold(one.title, one.proposal, one.matters.count()) for one in causes.order_by("-pk")[:MOST_CAUSES]]
    return raised.count(), raised.filter(state__in=("answered", "closed")).count(), tuple(told)
