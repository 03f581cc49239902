"""Rows → values: who could be drawn, what the door says, what is already known of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from songbang.apps.demands.weighing import weigh_here
from songbang.apps.intake.known import Known
from songbang.apps.intake.models import RegisterRow
from songbang.apps.oversight.models import Campaign, Finding, Visit
from songbang.apps.units.models import Holding, Post, Unit
from songbang.core.assessing.sampling import Candidate
from songbang.core.demand import read_demand

YEAR = timedelta(days=365)


def candidates(campaign: Campaign, level: str) -> list[Candidate]:
    """The units of a level, by town as stratum, with their last inspection whoever made it, and conflicts."""
    units = list(Unit.objects.filter(territory=campaign.territory, level=level, valid_to=None).select_related("parent"))
    last, barred = _last_visits(campaign), conflicts(campaign)
    return [
        Candidate(
            unit.code, _stratum(unit), last.get(unit.code),
            "conflict" if unit.code in barred or (unit.parent and unit.parent.code in barred) else "",
        )
        for unit in units
    ]  # fmt: skip


def _stratum(unit: Unit) -> str:
    return unit.parent.name if unit.level == "village" and unit.parent else unit.level


def _last_visits(campaign: Campaign) -> dict[str, date]:
    """Unit → the last day on which anybody inspected it: registers and earlier campaigns."""
    rows = RegisterRow.objects.filter(territory=campaign.territory, live__in=(True,), register="inspections")
    found = dict(rows.filter(day__lt=campaign.first).values_list("unit").annotate(last=Max("day")).order_by())
    visits = Visit.objects.filter(campaign__territory=campaign.territory).exclude(campaign=campaign)
    done = visits.filter(day__lt=campaign.first).values_list("unit__code").annotate(last=Max("day")).order_by()
    for code, last in done:
        found[code] = max(last, found.get(code, last))
    return found


def conflicts(campaign: Campaign) -> frozenset[str]:
    """Codes of units at which a member of the team holds a post or a role of the base."""
    team = [member.account for member in campaign.members.select_related("account")]
    people = [account.person_id for account in team if account.person_id]
    posts = Post.objects.filter(person__in=people, valid_to=None).values_list("unit__code", flat=True)
    base = Holding.objects.filter(account__in=team, role__in=("village", "town"))
    return frozenset([*posts, *base.values_list("unit__code", flat=True)])


def verdict_on(campaign: Campaign) -> dict[str, Any]:
    """What the door says of the campaign, as of every inspection. JSON."""
    units = [visit.unit for visit in campaign.visits.select_related("unit")]
    told: dict[str, Any] = {
        "kind": "inspection", "title": campaign.title, "issued_on": campaign.first.isoformat(),
        "issuer": {"name": campaign.body.name, "level": "county", "body": "party_government",
                   "code": campaign.body.code[:6]},
        "targets": [{"name": unit.name, "level": _level(unit), "code": unit.code} for unit in units],
        "plan_item": campaign.plan_item or None, "filed": bool(campaign.ground) or None,
        "details": {
            "inspection_kind": "supervision", "on_site": True, "starts_on": campaign.first.isoformat(),
            "ends_on": campaign.last.isoformat(), "joint_with": campaign.joint_with, "called": "inspection",
            "requires_ledger": False, "materials": [], "ranking": "none",
        },
    }  # fmt: skip
    weighed = weigh_here(read_demand(told), campaign.territory)
    return weighed.verdict.as_json()


def _level(unit: Unit) -> str:
    return unit.level if unit.level in ("county", "town", "village") else "county"


def known_of(
    unit: Unit, checks: Iterable[dict[str, str]], first: date, last: date
) -> list[tuple[dict[str, str], list[Known]]]:
    """Each line of the checklist with what is known for it of the last year, from ledger, forms and registers: the base
    is asked for nothing that it gave."""
    from songbang.apps.evidence import queries as ledger

    listed = list(checks)
    found = ledger.known_for(unit, (check["text"] for check in listed), first - YEAR, last)
    return list(zip(listed, found, strict=True))


def relapses(unit: Unit, rule: str, before: date) -> list[Finding]:
    """Earlier findings at the unit under the same rule that were held for mended."""
    found = Finding.objects.filter(visit__unit=unit, rule=rule, state__in=("confirmed", "mended"))
    return list(found.filter(visit__day__lt=before)) if rule else []
