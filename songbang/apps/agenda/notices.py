"""Telling those concerned: what a notice says, and sending it through Apprise, base units by one digest a day.

Nothing is sent in demo mode or without `SONGBANG_NOTIFY`; the notice then stands on the entry's page and in the feeds.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.utils import timezone

from songbang.apps.agenda import queries
from songbang.apps.agenda.models import Attendance, Entry, Notice
from songbang.apps.units.models import Unit
from songbang.apps.units.sending import may_send, post
from songbang.core import rulebook
from songbang.core.words import labels
from songbang.ui import clock

MOST_ATTEMPTS = 5
BASE = ("town", "village")


def tell(entry: Entry, kind: str) -> list[Notice]:
    """One notice for each unit whose people come, need not or may, and for the unit that is visited."""
    rows = list(entry.attendances.select_related("person", "unit"))
    units: dict[int, Unit] = {row.unit_id: row.unit for row in rows}
    if entry.unit_id and entry.unit:
        units[entry.unit_id] = entry.unit
    made = [
        Notice(
            territory=entry.territory, entry=entry, unit=unit, kind=kind, made_at=clock.now(),
            text=text_for(entry, kind, [row for row in rows if row.unit_id == key]),
        )
        for key, unit in sorted(units.items())
    ]  # fmt: skip
    Notice.objects.bulk_create(made)
    if may_send():
        _order_sending(made)
    return made


def _order_sending(made: list[Notice]) -> None:
    """One job now, and one at the hour of the base's digest."""
    from songbang.apps.agenda import tasks  # a job sends what is ordered here

    tasks.send_notices.enqueue()
    if any(notice.unit.level in BASE for notice in made):
        tasks.send_notices.using(run_after=next_digest(clock.now())).enqueue()


def next_digest(moment: datetime) -> datetime:
    """Today's hour of the digest, or tomorrow's where it is past."""
    at = time.fromisoformat(rulebook.load("planning.yaml")["agenda"]["digest_at"])
    here = timezone.localtime(moment).replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return here if here > moment else here + timedelta(days=1)


def text_for(entry: Entry, kind: str, rows: list[Attendance]) -> str:
    """What a unit is told: what, when, where, how long, who comes, who need not; why, where something changed."""
    words = labels("zh-Hans")["agenda_notice"]
    comes, spared, may = queries.comes(rows)
    parts = [words[kind].format(title=entry.title, organiser=entry.organiser.name)]
    if entry.starts_at and kind != "cancelled":
        place = words["video"] if entry.by_video else place_of(entry) or words["no_place"]
        parts.append(words["when"].format(start=said(entry.starts_at), place=place, minutes=entry.minutes))
    if kind != "announced" and entry.ground:
        parts.append(words["ground"].format(ground=entry.ground))
    if kind != "cancelled":
        for key, listed in (("comes", comes), ("spared", spared), ("may", may)):
            if listed:
                parts.append(words[key].format(people=words["comma"].join(row.person.name for row in listed)))
        if entry.brings:
            parts.append(words["brings"].format(brings=entry.brings))
    return words["stop"].join(parts) + words["stop"]


def place_of(entry: Entry) -> str:
    """Where it is: the room with its unit, or the unit that is visited."""
    if entry.room:
        return f"{entry.room.unit.name}{entry.room.name}"
    return entry.unit.name if entry.unit else ""


def said(moment: datetime) -> str:
    """A moment in a notice."""
    words = labels("zh-Hans")
    at = timezone.localtime(moment)
    return words["agenda_notice"]["moment"].format(
        month=at.month, day=at.day, weekday=words["weekdays"][str((at.weekday() + 1) % 7)], clock=at.strftime("%H:%M")
    )


def send_open(moment: datetime) -> int:
    """Send what is open and due: at once to those above the base, to a base unit all of the day in one digest.

    How many notices went out. What could not be sent stays open, for five attempts.
    """
    if not may_send():
        return 0
    waiting = Notice.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS).select_related("unit").order_by("pk")
    by_unit: dict[Unit, list[Notice]] = defaultdict(list)
    for notice in waiting:
        by_unit[notice.unit].append(notice)
    return sum(_send(unit, found, moment) for unit, found in by_unit.items() if _is_due(unit, moment))


def _is_due(unit: Unit, moment: datetime) -> bool:
    """A base unit has a budget of one message a day, from the hour of the digest on."""
    if unit.level not in BASE:
        return True
    at = time.fromisoformat(rulebook.load("planning.yaml")["agenda"]["digest_at"])
    here = timezone.localtime(moment)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    return here.time() >= at and not Notice.objects.filter(unit=unit, sent_at__gte=midnight).exists()


def _send(unit: Unit, found: list[Notice], moment: datetime) -> int:
    words = labels("zh-Hans")["agenda_notice"]
    title = words["digest"].format(unit=unit.name, count=len(found))
    passed = post(unit.code, title, "\n".join(notice.text for notice in found))
    keys = [notice.pk for notice in found]
    if passed:
        return Notice.objects.filter(pk__in=keys, sent_at=None).update(sent_at=moment)
    for notice in found:
        notice.attempts += 1
    Notice.objects.bulk_update(found, ["attempts"])
    return 0
