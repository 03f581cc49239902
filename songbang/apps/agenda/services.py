"""Writes of the calendar: entries and their life. Each act writes its journal entry in its own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from songbang.apps.agenda import notices, queries, states
from songbang.apps.agenda.models import Attendance, Entry, MeetingRoom, ProtectedTime
from songbang.apps.journal.services import record
from songbang.apps.units import door, needs
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Post, Unit
from songbang.core.errors import BadInput, Conflict
from songbang.ui import clock

BASE = ("town", "village")


@dataclass(frozen=True)
class Wanted:
    """What somebody wants on the calendar. `required`, `optional`: keys of posts; `one_of`: a group of keys each."""

    kind: str
    title: str
    minutes: int
    window: tuple[date, date]
    topic: str = ""
    unit: Unit | None = None
    by_video: bool = False
    headcount: int = 0
    escorts: int = 1
    nestable: bool = True
    brings: str = ""
    need: str = ""
    """Key of a published need of the base: it says where the visit goes and, if nothing else does, what it brings."""
    control_number: str = ""
    required: Sequence[int] = ()
    one_of: Sequence[Sequence[int]] = ()
    optional: Sequence[int] = ()


@dataclass(frozen=True)
class When:
    """A time and a room, and who of each group comes (keys of persons, in the order of the groups)."""

    starts_at: datetime
    room: MeetingRoom | None = None
    chosen: Sequence[int] = ()
    why: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def propose(standing: Standing, wanted: Wanted) -> Entry:
    """A new entry of the own unit, not yet at a time. Raises `BadInput` where it cannot be meant so."""
    wanted = _with_need(standing.territory, wanted)
    _check_wanted(wanted)
    made = Entry.objects.create(
        territory=standing.territory, organiser=standing.unit, made_by=standing.account, made_at=clock.now(),
        kind=wanted.kind, title=wanted.title, topic=wanted.topic, unit=wanted.unit, minutes=wanted.minutes,
        by_video=wanted.by_video, headcount=wanted.headcount, escorts=wanted.escorts, nestable=wanted.nestable,
        window_from=wanted.window[0], window_to=wanted.window[1], brings=wanted.brings,
        control_number=wanted.control_number, need=wanted.need,
    )  # fmt: skip
    _call(made, wanted)
    record(standing.actor, "agenda.proposed", f"entry:{made.pk}", after=shown(made))
    return made


def _with_need(territory: str, wanted: Wanted) -> Wanted:
    """Raises `BadInput`: a need that is no longer published, or another unit's than the one that is visited."""
    if wanted.kind != "visit" or not wanted.need:
        return replace(wanted, need="")
    need = next((one for one in needs.published(territory) if one.key == wanted.need), None)
    if need is None:
        raise BadInput("agenda.need_gone")
    if wanted.unit is not None and wanted.unit.code != need.unit:
        raise BadInput("agenda.need_elsewhere", unit=need.unit_name)
    unit = wanted.unit or Unit.objects.get(territory=territory, code=need.unit, valid_to=None)
    return replace(wanted, unit=unit, brings=wanted.brings.strip() or need.title)


def _check_wanted(wanted: Wanted) -> None:
    """Raises `BadInput`: a visit without a unit or purpose, a window the wrong way, somebody called twice."""
    if wanted.window[1] < wanted.window[0]:
        raise BadInput("agenda.window_backwards")
    if wanted.kind != "meeting" and wanted.unit is None:
        raise BadInput("agenda.unit_missing")
    if wanted.kind == "visit" and not wanted.brings.strip():
        raise BadInput("agenda.purpose_missing")
    called = [*wanted.required, *wanted.optional, *(key for group in wanted.one_of for key in group)]
    if len(called) != len(set(called)):
        raise BadInput("agenda.called_twice")


def _call(made: Entry, wanted: Wanted) -> None:
    keys = [*wanted.required, *wanted.optional, *(key for group in wanted.one_of for key in group)]
    posts = Post.objects.filter(unit__territory=made.territory).in_bulk(keys)
    rows = [(key, "required", 0) for key in wanted.required] + [(key, "optional", 0) for key in wanted.optional]
    rows += [(key, "one_of", at) for at, group in enumerate(wanted.one_of, 1) for key in group]
    seen: set[int] = set()
    for key, part, group in rows:
        if key in posts and posts[key].person_id not in seen:
            seen.add(posts[key].person_id)
            Attendance.objects.create(
                entry=made, person_id=posts[key].person_id, unit_id=posts[key].unit_id, part=part, group=group,
                comes=part == "required",
            )  # fmt: skip


def shown(entry: Entry) -> dict[str, Any]:
    """What the journal keeps of an entry."""
    return {
        "kind": entry.kind, "title": entry.title, "state": entry.state, "minutes": entry.minutes,
        "starts_at": entry.starts_at.isoformat() if entry.starts_at else None, "room": entry.room_id,
        "comes": sorted(entry.attendances.filter(comes=True).values_list("person_id", flat=True)),
    }  # fmt: skip


def locked(standing: Standing, key: int, version: int | None) -> Entry:
    """An entry within the right to plan, held for this transaction. Raises `NotFound`, `Conflict` where changed."""
    queries.entry(standing, key, "plan")
    found = Entry.objects.select_for_update().get(pk=key)
    if version is not None and found.version != version:
        raise Conflict("agenda.changed_meanwhile")
    return found


@transaction.atomic
def decide(standing: Standing, key: int, version: int | None, when: When, ground: str = "") -> Entry:
    """Give an entry a time, or another one. Once it was announced this needs a ground, and everyone is told."""
    found = locked(standing, key, version)
    after = states.check_may(found.state, "decide")
    told = states.needs_ground(found.state)
    if told and not ground.strip():
        raise BadInput("agenda.ground_missing")
    before = shown(found)
    found.starts_at, found.room, found.why, found.state = when.starts_at, when.room, list(when.why), after
    if told:
        found.ground, found.sequence = ground.strip(), found.sequence + 1
    _choose(found, when.chosen)
    _save(found)
    record(standing.actor, "agenda.moved" if told else "agenda.decided", f"entry:{key}", before=before,
           after=shown(found) | ({"ground": found.ground} if told else {}))  # fmt: skip
    if told:
        notices.tell(found, "changed")
    return found


def _choose(found: Entry, chosen: Sequence[int]) -> None:
    """Of each group the chosen one comes; a visit is received by the chosen."""
    if found.kind != "meeting":
        _receive(found, chosen)
        return
    found.attendances.filter(part="one_of").update(comes=False)
    found.attendances.filter(part="one_of", person__in=chosen).update(comes=True)


def _receive(found: Entry, chosen: Sequence[int]) -> None:
    posts = {post.person_id: post for post in Post.objects.filter(unit=found.unit, person__in=chosen, valid_to=None)}
    found.attendances.exclude(person__in=chosen).delete()
    for person, post in posts.items():
        Attendance.objects.update_or_create(
            entry=found, person_id=person, defaults={"unit_id": post.unit_id, "part": "required", "comes": True}
        )


def _save(found: Entry) -> None:
    found.version += 1
    found.save()


@transaction.atomic
def undecide(standing: Standing, key: int, version: int | None) -> Entry:
    """Back to an entry without a time; only before it was announced."""
    found = locked(standing, key, version)
    before = shown(found)
    found.state = states.check_may(found.state, "undecide")
    found.starts_at, found.room, found.why = None, None, []
    _save(found)
    record(standing.actor, "agenda.undecided", f"entry:{key}", before=before, after=shown(found))
    return found


@transaction.atomic
def announce(standing: Standing, key: int, version: int | None, control_number: str = "") -> Entry:
    """Send the invitations: only where the door lets it pass. A control number given now takes the place of the one
    that the entry bears."""
    found = locked(standing, key, version)
    after = states.check_may(found.state, "announce")
    before = shown(found)
    found.control_number = control_number.strip() or found.control_number
    check_door(found)
    found.state = after
    _save(found)
    record(standing.actor, "agenda.announced", f"entry:{key}", before=before, after=shown(found))
    notices.tell(found, "announced")
    return found


def check_door(found: Entry) -> None:
    """Whoever calls or visits base units that are not below it needs a number of the door. Raises what it refuses."""
    base = asked_of_base(found)
    if base:
        door.check_passage(door.Passage(found.territory, found.kind, found.organiser.code, base, found.control_number))


def asked_of_base(found: Entry) -> tuple[str, ...]:
    """Codes of the base units that it asks something of, other than the organiser itself."""
    units = {row.unit for row in found.attendances.select_related("unit") if row.part != "optional"}
    units |= {found.unit} if found.unit else set()
    return tuple(sorted(unit.code for unit in units if unit.level in BASE and unit.pk != found.organiser_id))


@transaction.atomic
def cancel(standing: Standing, key: int, version: int | None, ground: str = "") -> Entry:
    """Call it off; once it was announced with a ground, and everyone is told."""
    found = locked(standing, key, version)
    after, told = states.check_may(found.state, "cancel"), states.needs_ground(found.state)
    if told and not ground.strip():
        raise BadInput("agenda.ground_missing")
    before = shown(found)
    found.state, found.ground = after, ground.strip()
    found.sequence += told
    _save(found)
    record(standing.actor, "agenda.cancelled", f"entry:{key}", before=before, after={"ground": found.ground})
    if told:
        notices.tell(found, "cancelled")
    return found


@transaction.atomic
def hold(standing: Standing, key: int, version: int | None) -> Entry:
    """It took place. Raises `Conflict` before its time."""
    found = locked(standing, key, version)
    after = states.check_may(found.state, "hold")
    if found.starts_at is None or found.starts_at > clock.now():
        raise Conflict("agenda.not_yet")
    found.state = after
    _save(found)
    record(standing.actor, "agenda.held", f"entry:{key}", after=shown(found))
    return found


@transaction.atomic
def join(standing: Standing, keys: Sequence[int]) -> Entry:
    """Make visits or inspections one reception: the first stays, the others go with it. Raises `Conflict`."""
    found = list(Entry.objects.select_for_update().filter(pk__in=keys, territory=standing.territory).order_by("pk"))
    mine = queries.movable(standing)
    if len(found) < 2 or not mine & {entry.pk for entry in found}:
        raise Conflict("agenda.not_joinable")
    lead = found[0]
    for other in found[1:]:
        if other.state not in ("proposed", "decided") or not queries.joinable(lead, other):
            raise Conflict("agenda.not_joinable")
        other.joint = lead
        other.starts_at, other.room, other.state = lead.starts_at, lead.room, lead.state
        _save(other)
    lead.window_from, lead.window_to = _common_window(found)
    lead.minutes = max(entry.minutes for entry in found)
    _save(lead)
    record(standing.actor, "agenda.joined", f"entry:{lead.pk}", after={"entries": [entry.pk for entry in found]})
    return lead


def _common_window(found: list[Entry]) -> tuple[date, date]:
    """Where all windows overlap; where they do not, from the first end to the last begin."""
    begin, end = max(entry.window_from for entry in found), min(entry.window_to for entry in found)
    return (begin, end) if begin <= end else (end, begin)


@transaction.atomic
def protect(standing: Standing, unit: Unit, weekday: int, span: tuple[int, int], note: str) -> ProtectedTime:
    """Keep a stretch of each week free at a unit."""
    if span[0] >= span[1]:
        raise BadInput("agenda.span_backwards")
    made = ProtectedTime.objects.create(
        territory=standing.territory, unit=unit, weekday=weekday, from_minute=span[0], to_minute=span[1], note=note
    )
    record(standing.actor, "agenda.protected", f"unit:{unit.code}", after={"weekday": weekday, "span": list(span)})
    return made


@transaction.atomic
def unprotect(standing: Standing, key: int) -> None:
    found = next((kept for kept in queries.protected(standing) if kept.pk == key), None)
    if found is None:
        raise Conflict("agenda.no_such_stretch")
    record(standing.actor, "agenda.unprotected", f"unit:{found.unit.code}",
           before={"weekday": found.weekday, "span": [found.from_minute, found.to_minute]})  # fmt: skip
    found.delete()
