"""Calendars in and out: tokens of feeds, and busy times taken from a file."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction

from songbang.apps.agenda import ics, queries
from songbang.apps.agenda.models import AgendaFeed, BusyTime, Entry
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing, standing_of
from songbang.apps.units.models import Person
from songbang.core.errors import NotFound
from songbang.ui import clock

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
BUSY_BACK, BUSY_AHEAD = timedelta(days=7), timedelta(days=120)


@transaction.atomic
def make_feed(standing: Standing, person: Person | None = None) -> str:
    """A new token for the own unit's calendar, or a person's; the one before it ends. It is kept nowhere."""
    _end(standing, person)
    token = secrets.token_urlsafe(32)
    made = AgendaFeed.objects.create(
        account=standing.account, unit=standing.unit, person=person, digest=_digest(token), made_at=clock.now()
    )
    told = {"unit": standing.unit.code, "person": person.pk if person else None}
    record(standing.actor, "agenda.feed_made", f"agenda-feed:{made.pk}", after=told)
    return token


@transaction.atomic
def revoke(standing: Standing, key: int) -> None:
    """End one of the own tokens."""
    if AgendaFeed.objects.filter(pk=key, account=standing.account, revoked_at=None).update(revoked_at=clock.now()):
        record(standing.actor, "agenda.feed_revoked", f"agenda-feed:{key}")


def _end(standing: Standing, person: Person | None) -> None:
    valid = AgendaFeed.objects.filter(account=standing.account, unit=standing.unit, person=person, revoked_at=None)
    valid.update(revoked_at=clock.now())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(token: str) -> tuple[AgendaFeed, list[Entry]]:
    """A token's feed with what its account may still see. Raises `NotFound` ("feed.unknown")."""
    found = AgendaFeed.objects.select_related("account", "unit", "person").filter(
        digest=_digest(token), revoked_at=None
    )
    feed = found.first()
    if feed is None or not feed.account.is_active:
        raise NotFound("feed.unknown")
    holding = feed.account.holdings.filter(unit=feed.unit).first()
    standing = standing_of(feed.account, holding.pk, None) if holding else None
    if standing is None or not standing.may("agenda", "view"):
        raise NotFound("feed.unknown")
    asked = {"person": str(feed.person_id)} if feed.person_id else {"unit": feed.unit.code}
    shown = queries.within(queries.entries(standing), queries.whose(standing, asked))
    today = clock.today()
    return feed, queries.between(shown.filter(state__in=queries.TOLD), today - BACK, today + AHEAD)


@transaction.atomic
def take_busy(standing: Standing, person: Person, content: bytes) -> int:
    """Put a calendar file's busy times in the place of those kept for a person; how many."""
    today = clock.today()
    first, last = today - BUSY_BACK, today + BUSY_AHEAD
    spans = ics.read_busy(content, first, last)
    BusyTime.objects.filter(person=person, territory=standing.territory).delete()
    BusyTime.objects.bulk_create(
        BusyTime(territory=standing.territory, person=person, starts_at=start, ends_at=end) for start, end in spans
    )
    record(standing.actor, "agenda.busy_taken", f"person:{person.pk}", after={"spans": len(spans)})
    return len(spans)


def day_of(words: str, otherwise: date) -> date:
    """A day of an address; the other one where it says none that can be read."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return otherwise
