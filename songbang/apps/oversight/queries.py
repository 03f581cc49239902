"""Reads of campaigns and findings, each kept within what the asker may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q

from songbang.apps.oversight.models import Campaign, Finding, Visit
from songbang.apps.oversight.reporting import cases_of, rules_of
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, Unit
from songbang.core.errors import NotFound
from songbang.core.reporting.beside import Case


def campaigns(standing: Standing) -> list[Campaign]:
    """A department's own, a unit's those that visit it, or all. One query."""
    found = Campaign.objects.filter(_within(standing)).select_related("body").distinct()
    signed = Q(visits__findings__state__in=("signed", "mended", "confirmed", "relapsed"))
    return list(
        found.annotate(
            size=Count("visits", distinct=True), found=Count("visits__findings", filter=signed, distinct=True)
        )[:200]
    )


def _within(standing: Standing, action: str = "view") -> Q:
    reach = standing.reach("campaigns", action)
    inside = Q(territory=standing.territory)
    if reach is None:
        return Q(pk__in=[])
    if reach == "all":
        return inside
    if reach == "asked":
        return inside & (Q(body=standing.unit) | Q(members__account=standing.account))
    return inside & Q(state__in=("running", "closed"), visits__unit__code__in=standing.codes("campaigns", action) or ())


def campaign_of(standing: Standing, pk: int, action: str = "view") -> Campaign:
    """Raises `NotFound` for others', as for what is not there."""
    found = Campaign.objects.filter(_within(standing, action), pk=pk).select_related("body").first()
    if found is None:
        raise NotFound("campaign.not_found", id=pk)
    return found


def visits_of(standing: Standing, campaign: Campaign) -> list[Visit]:
    """The visits within reach, in their order. One query."""
    found = campaign.visits.select_related("unit__parent")
    codes = standing.codes("campaigns", "view")
    if codes is not None:
        found = found.filter(unit__code__in=codes)
    return list(found.annotate(found=Count("findings")).order_by("place"))


def passed_over(campaign: Campaign) -> list[tuple[str, str]]:
    """(name of a unit, why it was passed over in the draw). One query."""
    told = campaign.drawn.get("passed_over", [])
    names = dict(Unit.objects.filter(code__in=[code for code, _ in told]).values_list("code", "name"))
    return [(names.get(code, code), why) for code, why in told]


def visit_of(standing: Standing, campaign: Campaign, pk: int) -> Visit:
    for visit in visits_of(standing, campaign):
        if visit.pk == pk:
            visit.campaign = campaign
            return visit
    raise NotFound("campaign.not_found", id=pk)


def findings_of(standing: Standing, visit: Visit) -> list[Finding]:
    """Of a visit; the base sees what is signed."""
    found = visit.findings.prefetch_related("photos", "steps__unit").order_by("pk")
    if standing.reach("campaigns", "view") in ("own", "below"):
        found = found.exclude(state="draft")
    return list(found)


def finding_of(standing: Standing, pk: int) -> Finding:
    """Raises `NotFound` for what is not within reach, drafts of others included."""
    found = Finding.objects.filter(pk=pk).select_related("visit__campaign", "visit__unit").first()
    if found is None:
        raise NotFound("finding.not_found", id=pk)
    campaign = campaign_of(standing, found.visit.campaign_id)
    visit_of(standing, campaign, found.visit_id)
    if found.state == "draft" and standing.reach("campaigns", "view") in ("own", "below"):
        raise NotFound("finding.not_found", id=pk)
    return found


def accounts(standing: Standing) -> list[Account]:
    """Who could go: accounts that supervise or hold a department in the territory."""
    found = Account.objects.filter(
        is_active=True, holdings__unit__territory=standing.territory, holdings__role__in=("supervisor", "department")
    )
    return list(found.distinct())


def follow_up(standing: Standing, on: date) -> list[dict[str, Any]]:
    """Open findings within reach, those past their deadline first: the table that a report's follow-up shows."""
    rows = Finding.objects.filter(state__in=("signed", "mended", "relapsed")).filter(
        visit__campaign__in=Campaign.objects.filter(_within(standing))
    )
    codes = standing.codes("campaigns", "view")
    if codes is not None:
        rows = rows.filter(visit__unit__code__in=codes)
    rows = rows.select_related("visit__unit", "visit__campaign").order_by("deadline")[:500]
    return [{"finding": row, "late": row.deadline is not None and row.deadline < on} for row in rows]


def cases(campaign: Campaign) -> list[tuple[str, Case]]:
    """For a circular, each under what its rule asks: how many units, what was found, every name taken out."""
    rows = Finding.objects.filter(visit__campaign=campaign).exclude(state="draft").select_related("visit__unit")
    said = rules_of(campaign)
    return [(said.get(one.name, one.name), one) for one in cases_of(campaign.territory, rows)]
