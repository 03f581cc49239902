"""Writes of insight: figures computed anew, names of departments, tokens of calendars."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction

from songbang.apps.insight import counting, stored
from songbang.apps.insight.models import AskedNames, Behind, FeedToken, FigureSet
from songbang.apps.insight.queries import RowsState, of_issuers, rows_state, stored_names
from songbang.apps.intake import tallying
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.apps.units.queries import unit_tree
from songbang.core.calendar import Period
from songbang.core.errors import NotFound
from songbang.core.measuring.queries import Spans
from songbang.ui import clock

MOST_SETS = 60
"""Sets of figures kept for a territory; the oldest go first."""
AT_ONCE = 20_000
"""Up to so many rows documents are compared while the person waits (a few seconds); above, by a job."""
_AT_ONCE = 2000
_KEPT = ("figures", "imbalance", "monthly", "issuers", "by_issuer", "state", "computed_at")


def want(territory: str, period: str, baseline: str, issuer: str, state: RowsState) -> tuple[FigureSet, bool]:
    """The set that answers a question, and whether it is asked for the first time in this state of the rows."""
    wanted, _ = FigureSet.objects.get_or_create(territory=territory, period=period, baseline=baseline, issuer=issuer)
    asked = FigureSet.objects.filter(pk=wanted.pk).exclude(wanted=state.digest).update(wanted=state.digest)
    return wanted, bool(asked)


def compute(key: int) -> bool:
    """Compute a set of figures from the sums of the rows as they are now; nothing is half written.

    The state is read before the sums: what changes meanwhile makes the set stale, never silently wrong. Documents are
    compared here too where they are few; else it gives True, and `compare` is to be run by a job.
    """
    wanted = FigureSet.objects.get(pk=key)
    state = rows_state(wanted.territory)
    if wanted.state != state.digest:
        tallying.bring_up_to_date(wanted.territory)
        _keep(wanted, _folded(wanted, state), state)
    if wanted.pairs_state == state.digest:
        return False
    if state.rows <= AT_ONCE:
        compare(key)
        return False
    return bool(FigureSet.objects.filter(pk=key).exclude(pairs_wanted=state.digest).update(pairs_wanted=state.digest))


def compare(key: int) -> None:
    """Compare the documents of a set's territory, and complete its figures by what that finds."""
    wanted = FigureSet.objects.get(pk=key)
    state = rows_state(wanted.territory)
    if wanted.pairs_state == state.digest:
        return
    names = names_at(wanted.territory, wanted.issuer, state) if wanted.issuer else None
    found = counting.compare(stored.documents(wanted.territory, names), _spans(wanted))
    wanted.pairs, wanted.pairs_state, wanted.again = found.pairs, state.digest, found.again
    kept = _folded(wanted, state)
    with transaction.atomic():
        _keep(wanted, kept, state)
        Behind.objects.filter(figures=wanted).delete()
        Behind.objects.bulk_create((Behind(figures=wanted, **line) for line in found.behind), batch_size=_AT_ONCE)


def _spans(wanted: FigureSet) -> Spans:
    return Spans(Period.parse(wanted.period), Period.parse(wanted.baseline))


def _folded(wanted: FigureSet, state: RowsState) -> counting.Kept:
    """The figures of a set; those of pairs only where the documents were compared in this state of the rows."""
    territory, spans = wanted.territory, _spans(wanted)
    units = list(unit_tree(territory).units.values())
    pairs = wanted.pairs if wanted.pairs_state == state.digest else None
    years = {year for span in (spans.value, spans.baseline) for year in span.years}
    cells = tallying.cells(territory, years)
    if not wanted.issuer:
        months = [f"{year:04}-{month:02}" for span in (spans.value, spans.baseline) for year, month in span.months()]
        return counting.fold(cells, list(tallying.issued(territory, months)), units, spans, pairs)
    rows = stored.live_rows(territory).filter(of_issuers(names_at(territory, wanted.issuer, state)))
    own = tallying.sums_of_rows(rows)
    kept = counting.fold(own.cells, own.issued, units, spans, pairs)
    counting.with_zeros(kept, counting.fold(cells, (), units, spans, None if pairs is None else {}))
    return kept


@transaction.atomic
def _keep(wanted: FigureSet, kept: counting.Kept, state: RowsState) -> None:
    wanted.figures, wanted.imbalance = kept.figures, kept.imbalance
    wanted.monthly, wanted.issuers, wanted.by_issuer = kept.monthly, kept.issuers, kept.by_issuer
    wanted.state, wanted.computed_at = state.digest, clock.now()
    wanted.save(update_fields=[*_KEPT, "pairs", "pairs_state", "again"])
    old = FigureSet.objects.filter(territory=wanted.territory).order_by("-computed_at").values_list("pk", flat=True)
    FigureSet.objects.filter(pk__in=list(old[MOST_SETS:])).delete()


def asked_names(standing: Standing, state: RowsState) -> list[str]:
    """Under which names the department of this standing stands as issuer in the rows."""
    known = stored_names(standing)
    if known and known.state == state.digest:
        return list(known.names)
    return names_at(standing.territory, standing.unit.code, state)


def names_at(territory: str, department: str, state: RowsState) -> list[str]:
    """The same, looked for among all names that the rows state, and kept until the rows change."""
    unit = Unit.objects.prefetch_related("names").get(code=department, territory=territory)
    own = list(dict.fromkeys([unit.name, *(name.name for name in unit.names.all())]))
    tallying.bring_up_to_date(territory)
    names = counting.names_of(sorted(tallying.issuers(territory)), own)
    AskedNames.objects.update_or_create(
        territory=territory, department=department, defaults={"state": state.digest, "names": names}
    )
    return names


@transaction.atomic
def make_feed(standing: Standing) -> str:
    """A new token for the calendar of the own unit; those before it end. The token itself is kept nowhere."""
    _end_feeds(standing)
    token = secrets.token_urlsafe(32)
    made = FeedToken.objects.create(
        account=standing.account, unit=standing.unit, digest=digest_of(token), made_at=clock.now()
    )
    record(standing.actor, "feed.made", f"feed:{made.pk}", after={"unit": standing.unit.code})
    return token


@transaction.atomic
def revoke_feeds(standing: Standing) -> None:
    """End every token of this account for the own unit."""
    ended = _end_feeds(standing)
    if ended:
        record(standing.actor, "feed.revoked", f"unit:{standing.unit.code}", before={"tokens": ended})


def _end_feeds(standing: Standing) -> int:
    valid = FeedToken.objects.filter(account=standing.account, unit=standing.unit, revoked_at=None)
    return valid.update(revoked_at=clock.now())


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(token: str) -> FeedToken:
    """The token's feed. Raises `NotFound` ("feed.unknown") also where its account has lost its place."""
    found = FeedToken.objects.select_related("account", "unit").filter(digest=digest_of(token), revoked_at=None).first()
    if found is None or not found.account.is_active:
        raise NotFound("feed.unknown")
    if not found.account.holdings.filter(unit=found.unit, role__in=("village", "town")).exists():
        raise NotFound("feed.unknown")
    return found
