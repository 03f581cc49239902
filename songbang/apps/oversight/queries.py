"""Reads of campaigns and findings, each kept within what the asker may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q

from songbang.apps.oversight.models import Campaign, Finding, Visit
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account
from songbang.core.errors import NotFound


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


def cases(standing: Standing, campaign: Campaign) -> list[tuple[str, int, list[str]]]:
    """For a circular: (rule, units, what was found), with every name of a unit taken out of the words."""
    rows = Finding.objects.filter(visit__campaign=campaign).exclude(state="draft").select_related("visit__unit__parent")
    names = _names(campaign)
    told: dict[str, tuple[set[str], list[str]]] = {}
    for row in rows.order_by("rule", "pk"):
        units, words = told.setdefault(row.rule, (set(), []))
        units.add(row.visit.unit.code)
        words.append(_without(row.text, names))
    return [(rule, len(units), words) for rule, (units, words) in told.items()]


def _names(campaign: Campaign) -> list[str]:
    """Names of all units of the district and of people who hold posts there, the longest first."""
    from songbang.apps.units.models import Person, UnitName

    names = set(UnitName.objects.filter(unit__territory=campaign.territory).values_list("name", flat=True))
    names |= set(Person.objects.filter(territory=campaign.territory).values_list("name", flat=True))
    return sorted((name for name in names if len(name) > 1), key=len, reverse=True)


def _without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "×" * min(len(name), 2))
    return text
