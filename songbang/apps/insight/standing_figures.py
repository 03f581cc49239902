"""From a request to the figures that answer it: the question, the units in reach, the set, or that it is being made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from songbang.apps.insight import queries, services, tasks
from songbang.apps.insight.asking import Asked, asked, default_periods
from songbang.apps.insight.counts import Counts
from songbang.apps.insight.models import FigureSet
from songbang.apps.insight.queries import Places, RowsState
from songbang.apps.units.holding import Standing
from songbang.core.errors import NotFound
from songbang.ui import clock


@dataclass(frozen=True, slots=True)
class Situation:
    """What a page about figures stands on. `asked` is None where there are no rows yet."""

    places: Places
    state: RowsState
    asked: Asked | None
    issuer: str = ""

    @property
    def codes(self) -> frozenset[str]:
        return self.places.codes(self.asked.unit, exact=self.asked.exact) if self.asked else frozenset()


def situation(standing: Standing, told: Mapping[str, str], resource: str = "figures") -> Situation:
    """Read the address. Raises `NotFound` ("unit.out_of_reach") for a unit outside the right."""
    places = Places(standing, resource, "view")
    issuer = standing.unit.code if standing.reach(resource, "view") == "asked" else ""
    state = queries.rows_state(standing.territory)
    today = clock.today()
    last = today if told.get("period") else queries.last_day(standing.territory, today.replace(day=1))
    if last is None:
        return Situation(places, state, None, issuer)
    question = asked(told, default_periods(last, today))
    if question.unit is not None and question.unit not in places:
        raise NotFound("unit.out_of_reach", unit=question.unit)
    return Situation(places, state, question, issuer)


@dataclass(frozen=True, slots=True)
class Found:
    """A set of figures; `stale` where the rows have changed since. `figures` None: still to be computed.

    `key` is the set to compute now, while the person waits. `comparing`: the figures are right, but for those of
    documents that came twice, which a job is still comparing.
    """

    figures: FigureSet | None
    stale: bool
    key: int | None = None
    comparing: bool = False


def find(standing: Standing, at: Situation) -> Found:
    """The set for this situation, asking for its computation where it lacks or is stale.

    Of many who ask at once after a change, the first waits for the new figures; the others see, and are told that
    they see, the former ones meanwhile.
    """
    if at.asked is None:
        return Found(None, stale=False)
    period, baseline = str(at.asked.period), str(at.asked.baseline)
    known = queries.figure_set(standing.territory, period, baseline, at.issuer)
    if known and known.state == at.state.digest:
        return Found(known, stale=False, comparing=known.pairs_state != known.state)
    wanted, first = services.want(standing.territory, period, baseline, at.issuer, at.state)
    if at.state.rows <= services.AT_ONCE or not (known and known.computed_at):
        return Found(None, stale=True, key=wanted.pk)
    if first:
        tasks.compute_figures.enqueue(wanted.pk)  # should the first one leave before it is done
        return Found(None, stale=True, key=wanted.pk)
    return Found(known, stale=True)


def counts(found: FigureSet, at: Situation) -> Counts:
    return Counts(found, at.codes)
