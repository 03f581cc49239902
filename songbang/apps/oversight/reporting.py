"""What campaigns found, for the report: counted by unit there, as cases without any name in the circular."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from songbang.apps.intake.report_parts import Wanted
from songbang.apps.oversight.models import Campaign, Finding
from songbang.apps.units.queries import names_in
from songbang.core.reporting.beside import CampaignTold, Case, Field, Found
from songbang.core.voices.nameless import without_names


def field_part(wanted: Wanted) -> Field | None:
    """Campaigns that went out within the time and what was signed; None where there is neither. Five queries."""
    visited = Q() if wanted.units is None else Q(visits__unit__code__in=wanted.units)
    campaigns = list(
        Campaign.objects.filter(visited, territory=wanted.territory, state__in=("running", "closed"))
        .filter(first__lte=wanted.last, last__gte=wanted.first)
        .select_related("body").prefetch_related("visits__unit").distinct().order_by("first", "pk")
    )  # fmt: skip
    rows = _signed(wanted)
    if not campaigns and not rows:
        return None
    now = [row for row in rows if wanted.first <= row.visit.day]
    names = {rule: text for row in rows for rule, text in rules_of(row.visit.campaign).items()}
    found = tuple(_found(row) for row in rows)
    told = tuple(_campaign(one, wanted) for one in campaigns)
    return Field(wanted.first, wanted.last, wanted.on, told, found, names, tuple(cases_of(wanted.territory, now)))


def _signed(wanted: Wanted) -> list[Finding]:
    rows = Finding.objects.exclude(state="draft").filter(visit__campaign__territory=wanted.territory)
    rows = rows.filter(visit__day__gte=wanted.earlier or wanted.first, visit__day__lte=wanted.last)
    if wanted.units is not None:
        rows = rows.filter(visit__unit__code__in=wanted.units)
    return list(rows.select_related("visit__unit", "visit__campaign").order_by("visit__day", "pk"))


def rules_of(campaign: Campaign) -> dict[str, str]:
    """What each rule of the checklist asks, by its id."""
    return {check["rule"]: check["text"] for check in campaign.checks if check.get("rule")}


def _found(row: Finding) -> Found:
    unit = row.visit.unit.code
    return Found(
        f"finding:{row.pk}", row.visit.campaign.title, unit, row.rule, row.visit.day, row.text, row.deadline, row.state
    )


def _campaign(one: Campaign, wanted: Wanted) -> CampaignTold:
    codes = [visit.unit.code for visit in one.visits.all()]
    within = [code for code in codes if wanted.units is None or code in wanted.units]
    bodies = (one.body.name, *one.joint_with)
    return CampaignTold(one.title, one.first, one.last, bodies, one.plan_item, one.ground, one.seed, tuple(within))


def cases_of(territory: str, rows: Iterable[Finding]) -> list[Case]:
    """By rule: at how many units, and what was found, every name taken out."""
    names = names_in(territory)
    told: dict[str, tuple[set[str], list[str]]] = {}
    for row in sorted(rows, key=lambda row: (row.rule, row.pk)):
        units, words = told.setdefault(row.rule, (set(), []))
        units.add(row.visit.unit.code)
        words.append(without_names(row.text, names))
    return [Case(rule, len(units), tuple(words)) for rule, (units, words) in told.items()]
