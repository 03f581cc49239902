"""The door of the sample district: posts, a plan, lists, and demands at every stage, so that each page has content."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from songbang.apps.demands import desks, passing, policies
from songbang.apps.demands.models import Draft, Refusal, Step
from songbang.apps.demands.services import begin_draft
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, Unit
from songbang.core import rulebook
from songbang.core.rules.workdays import decreed, is_working
from songbang.ui import clock

POSTS = ("party_committee_secretary", "party_committee_same_level")
AHEAD = 7
"""Days before the day on which what is called takes place."""


@transaction.atomic
def make_door() -> int:
    """After the district and its accounts were made; how many demands there are."""
    content, today = rulebook.load("demo_door.yaml"), clock.today()
    asker, approver, supervisor = (_standing(f"demo-{role}") for role in ("department", "approver", "supervisor"))
    for post in POSTS:
        desks.give(supervisor, {"name": post, "account": approver.account.pk, "valid_from": today})
    _lists(content, supervisor, today)
    _plan(content, asker, today)
    villages = list(Unit.objects.filter(territory=asker.territory, level="village").order_by("code"))
    village = _standing("demo-village").unit
    ordered = [village, *(one for one in villages if one.pk != village.pk)]
    made = [_ask(asker, row, ordered, _standing("demo-town").unit, today) for row in content["demands"]]
    for row in content["drafts"]:
        begin_draft(asker.unit, asker.account, row["kind"], _typed(row, ordered, ordered[0], today))
    _refusals(ordered, today)
    return len(made)


def number_of(asker: Standing, kind: str, title: str, units: list[Unit], at: datetime, minutes: int) -> str:
    """Ask at the door for something of the calendar, as its organiser does before calling anybody; the number, or
    nothing where the door does not admit it at once."""
    told = rulebook.load("demo_door.yaml")["calling"][kind]
    details = told["details"] | ({"duration_minutes": minutes} if kind == "meeting" else {})
    held = timezone.localtime(at)
    row = {"title": title, "kind": kind, "day": -AHEAD, "minutes": minutes, "details": details}
    values = _typed(row, units, units[0], held.date(), held=held)
    values["common.targets"] = ["\n".join(unit.name for unit in units)]
    demand = passing.ask(asker, begin_draft(asker.unit, asker.account, kind, values))
    approver = _standing("demo-approver")
    for step in Step.objects.filter(demand=demand, state="open") if kind == "meeting" else ():
        demand = passing.decide(approver, step.pk, "agree", told["agreed"])
    return demand.number


def _standing(username: str) -> Standing:
    account = Account.objects.get(username=username)
    held = account.holdings.select_related("unit__parent").get()
    return Standing(account, held.role, held.unit, None, held.pk)


def _lists(content: dict[str, Any], supervisor: Standing, today: date) -> None:
    since = today.replace(month=1, day=1)
    for name, items in content["lists"].items():
        lines = [{"place": place, "text": text} for place, text in enumerate(items, start=1)]
        policies.take_list(SYSTEM, supervisor.territory, name, lines, since, content["source"], supervisor.account)


def _plan(content: dict[str, Any], asker: Standing, today: date) -> None:
    lines = []
    for place, item in enumerate(content["plan"], start=1):
        first = date(today.year, item["month"], 1)
        lines.append({"code": str(place), "title": item["title"], "kind": item["kind"], "starts_on": first.isoformat()})
    policies.take_plan(SYSTEM, asker.territory, lines, today.year, asker.unit.name)


def _ask(asker: Standing, row: dict[str, Any], villages: list[Unit], town: Unit, today: date) -> Draft:
    values = _typed(row, villages, town, today)
    draft = begin_draft(asker.unit, asker.account, row["kind"], values)
    demand = passing.ask(asker, draft)
    if row.get("go") == "deliver" and demand.state == "numbered":
        passing.deliver(asker, demand.pk, demand.version)
    return draft


def _typed(
    row: dict[str, Any], villages: list[Unit], town: Unit, today: date, held: datetime | None = None
) -> dict[str, list[str]]:
    """The row as somebody would type it; `held`: when it takes place, where the row does not tell."""
    issued = _worked(today + timedelta(days=row["day"]), -1)
    at = held or datetime.combine(_worked(issued + timedelta(days=row.get("held", 10)), 1), time(8, 30))
    day = at.date()
    units = villages[: row.get("villages", 0)] or [town]
    kind = row["kind"]
    values = {
        "common.title": [row["title"]], "common.issued_on": [issued.isoformat()],
        "common.targets": ["\n".join(unit.name for unit in units)],
    }  # fmt: skip
    if kind in ("visit", "inspection", "village_task"):
        values[f"{kind}.starts_on"] = [day.isoformat()]
    elif kind == "meeting":
        values["meeting.starts_at"] = [at.isoformat(" ")[:16]]
    else:
        values["common.due_on"] = [day.isoformat()]
    if row.get("minutes"):
        values["common.minutes"] = [str(row["minutes"])]
    for name, value in row.get("details", {}).items():
        values[f"{kind}.{name}"] = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return values


def _worked(day: date, step: int) -> date:
    """The day, or the next one that is worked, forwards or backwards."""
    while (decreed(day) and not is_working(day)) or day.weekday() >= 5:
        day += timedelta(days=step)
    return day


def _refusals(villages: list[Unit], today: date) -> None:
    """Six villages did not accept what came without a number."""
    issuer = rulebook.load("demo_door.yaml")["refused"]
    Refusal.objects.bulk_create(
        Refusal(
            territory=unit.territory, unit=unit, issuer=issuer["issuer"], title=issuer["title"], why="none", on=today
        )
        for unit in villages[:6]
    )  # fmt: skip
