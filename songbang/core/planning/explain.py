"""Why each thing lies where it lies, in words; the meetings and visits of the contract's output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from songbang.core import rulebook
from songbang.core.planning.layout import FILE, Item, Layout
from songbang.core.planning.measures import can_come
from songbang.core.planning.problem import Meeting, Plan
from songbang.core.text import traditional
from songbang.core.words import Language


def say(group: str, key: str, language: Language, **parameters: object) -> str:
    """A sentence of the rulebook's planning words, filled."""
    words = rulebook.load(FILE)[group][key]
    text = str(words["en" if language == "en" else "zh"]).format(**parameters)
    return traditional(text) if language == "zh-Hant" else text


def listed(names: list[str], language: Language) -> str:
    """Names in a sentence."""
    return say("why", "comma", language).join(names)


def described(layout: Layout, plan: Plan, language: Language) -> dict[str, list[dict[str, Any]]]:
    """`meetings` and `visits`, in the order of the problem."""
    return {
        "meetings": [_meeting(layout, plan, id_, language) for id_ in layout.meetings if id_ in plan],
        "visits": [_visit(layout, plan, id_, language) for id_ in layout.visits if id_ in plan],
    }


def nested_with(layout: Layout, plan: Plan, id_: str) -> list[str]:
    """Meetings right before or after it at the same place."""
    return [
        other for other in layout.meetings
        if other != id_ and other in plan and _same_place(layout, plan, id_, other)
        and (_follows(layout, plan, id_, other) or _follows(layout, plan, other, id_))
    ]  # fmt: skip


def _same_place(layout: Layout, plan: Plan, a: str, b: str) -> bool:
    rooms = [plan[id_].room for id_ in (a, b) if layout.meetings[id_].onsite]
    return len({layout.rooms[room].place for room in rooms if room}) == 1 and len(rooms) == 2


def _follows(layout: Layout, plan: Plan, first: str, then: str) -> bool:
    start_first, start_then = layout.minute(plan[first].start), layout.minute(plan[then].start)
    return layout.follows(layout.items[first], start_first, layout.items[then], start_then)


def joined_with(layout: Layout, plan: Plan, id_: str) -> list[str]:
    """Visits received together with it."""
    joint = layout.items[id_].joint
    return [
        other for other in layout.visits
        if joint and other != id_ and other in plan and layout.items[other].joint == joint
        and plan[other].start == plan[id_].start
    ]  # fmt: skip


def _meeting(layout: Layout, plan: Plan, id_: str, language: Language) -> dict[str, Any]:
    placement = plan[id_]
    return {
        "id": id_, "start": placement.start.isoformat(timespec="minutes"), "room": placement.room,
        "chosen": list(placement.chosen), "nested_with": nested_with(layout, plan, id_),
        "why": list(_why_meeting(layout, plan, layout.meetings[id_], language)),
    }  # fmt: skip


def _why_meeting(layout: Layout, plan: Plan, meeting: Meeting, language: Language) -> Iterator[str]:
    item, placement = layout.items[meeting.id], plan[meeting.id]
    if meeting.fixed:
        yield say("why", "fixed", language)
    elif meeting.announced:
        kept = (placement.start, placement.room) == (meeting.announced.start, meeting.announced.room)
        yield say(
            "why", "kept" if kept else "moved", language, start=meeting.announced.start.strftime("%Y-%m-%d %H:%M")
        )
    if nested := nested_with(layout, plan, meeting.id):
        saved = len({p for other in nested for p in _travelling_both(layout, plan, meeting.id, other)})
        titles = [layout.meetings[other].title for other in nested]
        if saved:
            yield say("why", "nested", language, others=listed(titles, language), saved=saved)
    if layout.at_edge(layout.minute(placement.start), item.minutes):
        yield say("why", "edge", language)
    if not meeting.onsite:
        yield say("why", "video", language)
    for person, group in zip(placement.chosen, item.groups, strict=True):
        if spared := [other for other in group if other != person]:
            yield say("why", "chosen", language, person=person, spared=listed(spared, language))
    yield from _who_is_free(layout, plan, item, language)


def _who_is_free(layout: Layout, plan: Plan, item: Item, language: Language) -> Iterator[str]:
    yield say("why", "everyone", language, count=len(layout.attending(item, plan[item.id])))
    if item.optional:
        of = layout.by_day(plan)
        free = sum(can_come(layout, plan, item.id, person, of(person)) for person in item.optional)
        yield say("why", "optional", language, asked=len(item.optional), free=free)


def _travelling_both(layout: Layout, plan: Plan, a: str, b: str) -> list[str]:
    both = set(layout.attending(layout.items[a], plan[a])) & set(layout.attending(layout.items[b], plan[b]))
    return [p for p in both if layout.place_of(layout.items[a], plan[a].room, p) != layout.people[p].home]


def _visit(layout: Layout, plan: Plan, id_: str, language: Language) -> dict[str, Any]:
    placement, joined = plan[id_], joined_with(layout, plan, id_)
    bodies = [layout.visits[other].organiser or other for other in joined]
    why = [say("why", "joined", language, others=listed(bodies, language))] if joined else []
    why += [say("why", "receives", language, person=person) for person in placement.chosen]
    if layout.at_edge(layout.minute(placement.start), layout.items[id_].minutes):
        why.append(say("why", "edge", language))
    why += _who_is_free(layout, plan, layout.items[id_], language)
    return {
        "id": id_, "start": placement.start.isoformat(timespec="minutes"), "room": None,
        "chosen": list(placement.chosen), "joined_with": joined, "why": why,
    }  # fmt: skip
