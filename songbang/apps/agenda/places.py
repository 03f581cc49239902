"""Meeting rooms and the ways between seats: what planning knows of places, kept by those who may."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from songbang.apps.agenda.models import Entry, MeetingRoom, Travel
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.apps.units.queries import unit_tree
from songbang.core.errors import BadInput, Conflict, NotFound
from songbang.core.units import UnitTree
from songbang.ui import clock

LONGEST = 600
"""Minutes of the longest way that is not a slip of the pen."""
_WAY = re.compile(r"^\s*(.+?)[\s,\uff0c\u3001]+(.+?)[\s,\uff0c\u3001]+(\d+)\D*$")


def seats(standing: Standing) -> list[Unit]:
    """Units at whose seats one may keep rooms, the highest first."""
    found = Unit.objects.filter(standing.within("agenda", "places", unit="code"), territory=standing.territory)
    return sorted(found, key=lambda unit: (len(unit.code), unit.code))


def own_rooms(standing: Standing) -> QuerySet[MeetingRoom]:
    """Rooms in use that one may change."""
    found = MeetingRoom.objects.filter(standing.within("agenda", "places", unit="unit__code"), closed=False)
    return found.select_related("unit").order_by("unit__code", "-capacity")


def ways(standing: Standing) -> QuerySet[Travel]:
    """Ways from or to a seat of one's own."""
    inside = standing.within("agenda", "places", unit="here__code") | standing.within(
        "agenda", "places", unit="there__code"
    )
    return Travel.objects.filter(inside).select_related("here", "there").order_by("here__code", "there__code")


def _seat(standing: Standing, code: str) -> Unit:
    found = next((unit for unit in seats(standing) if unit.code == code), None)
    if found is None:
        raise BadInput("unit.out_of_reach", unit=code)
    return found


def _room(standing: Standing, key: int) -> MeetingRoom:
    found = own_rooms(standing).filter(pk=key).first()
    if found is None:
        raise NotFound("agenda.room_gone", id=key)
    return found


@transaction.atomic
def keep_room(standing: Standing, code: str, name: str, capacity: int, key: int | None = None) -> MeetingRoom:
    """A new room, or another name, seat or size of one. Raises `Conflict` ("agenda.room_there")."""
    unit, name = _seat(standing, code), name.strip()
    room = _room(standing, key) if key else MeetingRoom(territory=standing.territory)
    before = _shown(room) if key else None
    room.unit, room.name, room.capacity = unit, name, capacity
    try:
        with transaction.atomic():
            room.save()
    except IntegrityError as error:
        raise Conflict("agenda.room_there", unit=unit.name, name=name) from error
    record(standing.actor, "agenda.room_kept", f"room:{room.pk}", before=before, after=_shown(room))
    return room


@transaction.atomic
def close_room(standing: Standing, key: int) -> None:
    """A room that is no longer there; what lies in it already keeps it. Raises `Conflict` ("agenda.room_in_use")
    where something still to come is to be held in it."""
    room = _room(standing, key)
    coming = Entry.objects.filter(room=room, starts_at__gte=clock.now(), state__in=("decided", "announced"))
    titles = list(coming.order_by("starts_at").values_list("title", flat=True)[:5])
    if titles:
        raise Conflict("agenda.room_in_use", name=room.name, entries=titles)
    before = _shown(room)
    room.closed, room.name = True, f"{room.name[:50]} #{room.pk}"  # the name is free for a room that comes after it
    room.save()
    record(standing.actor, "agenda.room_closed", f"room:{room.pk}", before=before)


def _shown(room: MeetingRoom) -> dict[str, object]:
    return {"unit": room.unit.code, "name": room.name, "capacity": room.capacity}


# -- ways -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """Minutes between two seats, by the codes of their units."""

    here: str
    there: str
    minutes: int


def read_ways(text: str, tree: UnitTree) -> list[Way]:
    """Lines of three columns (from, to, minutes) as copied from a sheet; a line of headings is passed over.

    Raises `BadInput` ("agenda.ways") that names every line which is not understood: nothing is taken then.
    """
    found, troubles = [], []
    for number, line in enumerate(text.splitlines(), 1):
        met = _WAY.match(line)
        here, there = (tree.find(met[1]), tree.find(met[2])) if met else (None, None)
        if met and here and there and here != there and 0 < int(met[3]) <= LONGEST:
            found.append(Way(here, there, int(met[3])))
        elif line.strip() and not (number == 1 and not re.search(r"\d", line)):
            troubles.append(f"{number}: {line.strip()[:40]}")
    if troubles or not found:
        raise BadInput("agenda.ways", lines=troubles[:10])
    return found


@transaction.atomic
def take_ways(standing: Standing, text: str) -> int:
    """Keep the ways that a text tells, in place of those between the same seats; how many."""
    told = read_ways(text, unit_tree(standing.territory))
    units = {unit.code: unit for unit in Unit.objects.filter(territory=standing.territory)}
    mine = {unit.code for unit in seats(standing)}
    foreign = [units[way.here].name for way in told if not {way.here, way.there} & mine]
    if foreign:
        raise BadInput("unit.out_of_reach", unit=foreign[0])
    _keep_ways(standing.territory, told, units)
    record(standing.actor, "agenda.ways_kept", f"territory:{standing.territory}", after={"ways": len(told)})
    return len(told)


def _keep_ways(territory: str, told: Sequence[Way], units: Mapping[str, Unit]) -> None:
    """A way is the same both ways: one row, in place of the one there was in either direction."""
    for way in told:
        here, there = units[way.here], units[way.there]
        Travel.objects.filter(Q(here=here, there=there) | Q(here=there, there=here)).delete()
    last = {frozenset((way.here, way.there)): way for way in told}
    Travel.objects.bulk_create(
        Travel(territory=territory, here=units[way.here], there=units[way.there], minutes=way.minutes)
        for way in last.values()
    )


@transaction.atomic
def drop_way(standing: Standing, key: int) -> None:
    found = ways(standing).filter(pk=key).first()
    if found is None:
        raise NotFound("agenda.no_way", id=key)
    record(standing.actor, "agenda.way_dropped", f"way:{key}",
           before={"from": found.here.code, "to": found.there.code, "minutes": found.minutes})  # fmt: skip
    found.delete()
