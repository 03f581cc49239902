"""Writes of drafts and of asking. Each is one transaction with its journal entry, unless nothing was done yet: what is
typed into a draft is kept without one, since it binds nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from songbang.apps.demands import recording, studied, weighing
from songbang.apps.demands.models import Demand, Draft, Series, Verdict
from songbang.apps.demands.requesting import told_as_values
from songbang.apps.demands.shapes import as_json, facts_of
from songbang.apps.demands.states import check_may
from songbang.apps.intake.models import KeptFile
from songbang.apps.journal.services import Actor, record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, Unit
from songbang.core.demand import Demand as DemandFacts
from songbang.core.errors import Conflict, NotFound
from songbang.core.words import Language
from songbang.ui import clock


def subject(demand: Demand) -> str:
    return f"demand:{demand.pk}"


@transaction.atomic
def begin_draft(
    unit: Unit, by: Account, kind: str, values: Mapping[str, list[str]], *, sources: Mapping[str, str] | None = None,
    file: KeptFile | None = None, file_name: str = "", mends: Demand | None = None,
) -> Draft:  # fmt: skip
    """A new draft; `values` and `sources` are what a document was read to say, with the words it was read from."""
    now = clock.now()
    return Draft.objects.create(
        territory=unit.territory, unit=unit, by=by, kind=kind, values=dict(values), sources=dict(sources or {}),
        file=file, file_name=file_name[:200], demand=mends, made_at=now, changed_at=now,
    )  # fmt: skip


@transaction.atomic
def keep_draft(draft: Draft, kind: str, values: Mapping[str, list[str]]) -> Draft:
    """What is typed so far. Whoever types last is kept: a draft belongs to one department."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if not held.open:
        raise Conflict("draft.asked_already")
    held.kind, held.values, held.changed_at = kind, {**held.values, **values}, clock.now()
    held.version += 1
    held.save(update_fields=["kind", "values", "changed_at", "version"])
    return held


@transaction.atomic
def throw_draft_away(actor: Actor, draft: Draft) -> None:
    """It is no longer listed; what was typed stays."""
    Draft.objects.filter(pk=draft.pk).update(open=False, changed_at=clock.now())
    record(actor, "draft.thrown_away", f"draft:{draft.pk}")


def new_demand(actor: Actor, unit: Unit, facts: DemandFacts, *, by: Account | None, origin: str) -> Demand:
    """A demand put on record, inside the caller's transaction."""
    demand = Demand(
        territory=unit.territory, unit=unit, by=by, origin=origin, made_at=clock.now(), state=check_may("draft", "ask")
    )
    recording.filled(demand, facts).save(force_insert=True)
    recording.put_on_record([(demand, facts)])
    record(actor, "demand.asked", subject(demand), after=_told(demand))
    return demand


def _told(demand: Demand) -> dict[str, Any]:
    return {"state": demand.state, **{key: value for key, value in as_json(demand).items() if key != "text"}}


def mended(actor: Actor, pk: int, facts: DemandFacts) -> Demand:
    demand = locked(pk)
    before = _told(demand)
    demand.state = check_may(demand.state, "mend")
    facts_kept = facts
    recording.filled(demand, facts_kept)
    demand.approvals, demand.filed = [], None  # what was approved was another wording
    demand.counts, demand.version = True, demand.version + 1
    demand.save()
    recording.renew_record(demand)
    record(actor, "demand.mended", subject(demand), before=before, after=_told(demand))
    return demand


def judge(demand: Demand, language: Language = "zh-Hans") -> Verdict:
    """Weigh a stored demand as it stands, and keep the verdict. In the act's transaction: demands of a territory are
    weighed one after another, so that of two that are asked at the same moment the later knows the earlier."""
    series_of(demand.territory)
    facts = facts_of(as_json(demand))
    study = studied.study_for(demand, facts)
    weighed = weighing.weigh_here(facts, demand.territory, own=demand.pk, language=language, study=study)
    return weighing.store(demand, weighed)


def series_of(territory: str) -> Series:
    """This year's series of control numbers, held until the end of the transaction."""
    year = clock.today().year
    Series.objects.get_or_create(territory=territory, year=year)
    return Series.objects.select_for_update().get(territory=territory, year=year)


def locked(pk: int, version: int | None = None) -> Demand:
    """The demand, for changing. Raises `Conflict` ("demand.changed_meanwhile") where it is not as it was shown."""
    demand = Demand.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=pk).first()
    if demand is None:
        raise NotFound("demand.not_here", id=pk)
    if version is not None and demand.version != version:
        raise Conflict("demand.changed_meanwhile")
    return demand


@transaction.atomic
def draft_again(standing: Standing, demand: Demand) -> Draft:
    """A draft that mends a demand which was weighed or returned."""
    check_may(demand.state, "mend")
    known = Draft.objects.filter(demand=demand, open=True).first()
    if known is not None:
        return known
    values = told_as_values(as_json(demand), demand.kind)
    return begin_draft(standing.unit, standing.account, demand.kind, values, mends=demand)
