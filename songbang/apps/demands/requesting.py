"""What was typed, read: each value into the contract's JSON, and whatever cannot be read named at its field.

Nothing is guessed and nothing is lost: a value that cannot be read leaves its field unstated, and stays in the draft.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from songbang.apps.demands.fields import COLUMNS, Field, fields_of
from songbang.apps.demands.policy import DUTIES, Matched, match_lists
from songbang.apps.units.models import Unit
from songbang.core.demand import Demand, read_demand
from songbang.core.demand.levels import LEVELS
from songbang.core.errors import BadInput
from songbang.core.reading.dates import read_day
from songbang.core.rulebook import load
from songbang.core.text import half_width
from songbang.core.units import Named, UnitTree
from songbang.core.words import labels
from songbang.ui import clock

MOST_TITLE, MOST_TEXT = 500, 400_000
_MOMENT = re.compile(r"^\s*[T ]?\s*(\d{1,2}):(\d{2})(?::\d{2})?\s*$")
_BETWEEN = re.compile(r"\s*[|｜\t]\s*")
_YES = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field (`name` "": with the whole): a code of the catalogue and what fills its words."""

    code: str
    name: str = ""
    filled: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Request:
    """What was understood. `demand` None: it cannot be weighed; `problems` says why."""

    told: dict[str, Any]
    demand: Demand | None = None
    problems: list[Problem] = field(default_factory=list)
    matched: list[Matched] = field(default_factory=list)
    """What the lists of the place say of it."""


def read_request(kind: str, values: Mapping[str, list[str]], unit: Unit, tree: UnitTree) -> Request:
    """The demand that `unit` means by what it typed; `tree`: the units that it may ask."""
    request = Request({"kind": kind, "issuer": issuer_of(unit), "details": {}})
    for one in fields_of(kind):
        typed = [text for text in values.get(one.name, []) if text.strip()]
        if typed:
            _take(request, one, typed, unit, tree)
    _check(request)
    _hold_against_lists(request, unit.territory)
    try:
        request.demand = read_demand(request.told)
    except BadInput as error:
        name = _field_of(kind, str(error.parameters.get("path", "")))
        request.problems.append(Problem(error.code, name, error.parameters))
        _leave_out(request)
    return request


def _hold_against_lists(request: Request, territory: str) -> None:
    """What the lists decide is decided; where a typed list is not the one that the wording is on, it is named."""
    issued = request.told.get("issued_on")
    day = date.fromisoformat(issued) if isinstance(issued, str) else clock.today()
    typed = request.told["details"].get("list")
    request.matched = match_lists(request.told, territory, day)
    met = next((one for one in request.matched if one.list in DUTIES), None)
    if met and typed and typed != met.list:
        filled = {"list": met.list, "place": met.place, "text": met.text, "clause": met.clause}
        request.problems.append(Problem("request.other_list", f"{request.told['kind']}.list", filled))


def issuer_of(unit: Unit) -> dict[str, Any]:
    """Who asks, as the contract writes it: a bureau bears the code of the place that it belongs to."""
    place = unit.parent if unit.level == "department" and unit.parent else unit
    bodies = {"department": "department", "town": "town", "village": "village"}
    return {
        "name": unit.name, "level": place.level, "code": place.code,
        "body": bodies.get(unit.level, "party_government"),
    }  # fmt: skip


def _field_of(kind: str, path: str) -> str:
    parts = path.split("[")[0].split(".")[1:]
    return f"{kind}.{parts[-1]}" if parts[:1] == ["details"] else f"common.{parts[-1]}" if parts else ""


def _leave_out(request: Request) -> None:
    """Weigh the rest: an end that lies before its start is left out, so that everything else is still looked at."""
    field_named = request.problems[-1].name.rpartition(".")[2]
    request.told["details"].pop(field_named, None)
    try:
        request.demand = read_demand(request.told)
    except BadInput:
        request.demand = None


def _take(request: Request, one: Field, typed: list[str], unit: Unit, tree: UnitTree) -> None:
    try:
        value = _units(typed[0], unit, tree) if one.widget == "units" else _value(one, typed)
    except BadInput as error:
        request.problems.append(Problem(error.code, one.name, error.parameters))
        value = error.parameters.get("understood")
    if value is not None:
        place = request.told if len(one.path) == 1 else request.told["details"]
        place[one.path[-1]] = value


def _value(one: Field, typed: list[str]) -> Any:
    text = typed[0].strip()
    if one.widget == "some_of":
        return [value for value in typed if value in one.choices]
    if one.widget == "one_of":
        return text if text in one.choices else None
    if one.widget == "yes_no":
        return _YES.get(text)
    if one.widget == "lines":
        return _lines(one, text)
    reader = {"day": _day, "moment": _moment, "number": _number, "columns": _columns}.get(one.widget)
    return reader(text) if reader else _text(one, text)


def _text(one: Field, text: str) -> Any:
    if one.name == "showcase.fee" and re.fullmatch(r"\d+(\.\d+)?", half_width(text)):
        return float(half_width(text))
    most = MOST_TEXT if one.widget == "area" else MOST_TITLE
    if len(text) > most:
        raise BadInput("request.too_long", most=most, understood=text[:most])
    return text


def _day(text: str) -> str:
    reading = read_day(text)
    if reading.day is None or reading.rest.strip():
        raise BadInput("request.day_unreadable", given=text)
    return reading.day.isoformat()


def _moment(text: str) -> str:
    reading = read_day(text.replace("T", " ", 1))
    hour = _MOMENT.match(half_width(reading.rest))
    if reading.day is None or hour is None or int(hour[1]) > 23 or int(hour[2]) > 59:
        raise BadInput("request.moment_unreadable", given=text)
    return datetime.combine(reading.day, time(int(hour[1]), int(hour[2]))).isoformat()


def _number(text: str) -> float:
    plain = half_width(text).replace(",", "").strip()
    if not re.fullmatch(r"\d{1,11}(\.\d+)?", plain):
        raise BadInput("request.number_unreadable", given=text)
    return float(plain) if "." in plain else int(plain)


def _lines(one: Field, text: str) -> list[Any]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [_basis(line) for line in lines] if one.name == "common.basis" else lines


def _basis(line: str) -> dict[str, str]:
    title, *rest = _BETWEEN.split(line, maxsplit=1)
    words = labels("zh-Hans")["demand_values"]
    named: dict[str, str] = {name: one for one in LEVELS for name in (one, words[one])}
    return {"title": title, **({"level": named[rest[0]]} if rest and rest[0] in named else {})}


def _columns(text: str) -> list[dict[str, str]]:
    """Fields of a form, one a line."""
    found = []
    for line in text.splitlines():
        parts: dict[str, str] = dict(zip(COLUMNS, map(str, _BETWEEN.split(line.strip())), strict=False))
        if parts.get("valid_until"):
            parts["valid_until"] = _day(parts["valid_until"])
        if parts.get("name"):
            found.append({name: part for name, part in parts.items() if part})
    return found


def _units(text: str, unit: Unit, tree: UnitTree) -> list[dict[str, Any]]:
    """The units that the lines name. Raises `BadInput` naming each that is not there; the others are understood."""
    codes: dict[str, None] = {}
    unknown = []
    keeper = unit.code if unit.code in tree else unit.territory
    for line in re.split(r"[\n;；]", text):
        named = _named(line.strip(), keeper if keeper in tree else None, tree) if line.strip() else None
        if named is not None:
            codes.update(dict.fromkeys(named.codes))
            unknown += [named.unknown or line.strip()] if not named.codes else []
    bodies = {"town": "town", "village": "village", "county": "party_government"}
    found = [
        {"name": one.name, "level": one.level, "body": bodies[one.level], "code": one.code}
        for one in (tree[code] for code in codes)
    ]
    if unknown:
        raise BadInput("request.units_unknown", names=unknown, understood=found)
    return found


def _named(line: str, keeper: str | None, tree: UnitTree) -> Named:
    """As it is written, else as main recipients are: 各镇人民政府、街道办事处 are the towns and streets."""
    named = tree.cell(line, keeper)
    if named.codes:
        return named
    words = load("door_lists.yaml")["recipients"]
    for pattern, place in words["villages"]:
        line = re.sub(pattern, place, line)
    bare = re.sub(words["leadership"], "", line).strip("、，, ")
    return tree.cell(bare, keeper) if bare else named


def _check(request: Request) -> None:
    """Days that contradict each other, and what must be there before anything can be asked."""
    told = request.told
    for name in ("title", "issued_on", "targets"):
        if not told.get(name) and not any(one.name == f"common.{name}" for one in request.problems):
            request.problems.append(Problem("request.lacks", f"common.{name}"))
    issued, due, notified = (told.get(name) for name in ("issued_on", "due_on", "notified_on"))
    if issued and due and due < issued:
        request.problems.append(Problem("request.due_before_issue", "common.due_on", {"due": due, "issued": issued}))
    if notified and due and due < notified:
        request.problems.append(Problem("request.due_before_issue", "common.due_on", {"due": due, "issued": notified}))
    starts = told["details"].get("starts_at") or told["details"].get("starts_on")
    if issued and starts and starts[:10] < issued:
        name = "starts_at" if "starts_at" in told["details"] else "starts_on"
        filled = {"starts": starts[:10], "issued": issued}
        request.problems.append(Problem("request.starts_before_issue", f"{told['kind']}.{name}", filled))
    _check_length(request, told["details"])


def _check_length(request: Request, details: Mapping[str, Any]) -> None:
    """A meeting whose duration is not what lies between its start and its end."""
    start, end, minutes = (details.get(name) for name in ("starts_at", "ends_at", "duration_minutes"))
    if not (start and end and minutes) or start[:10] != end[:10]:
        return
    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    if span > timedelta(0) and abs(span.total_seconds() / 60 - minutes) > 1:
        filled = {"stated": minutes, "span": int(span.total_seconds() // 60)}
        request.problems.append(Problem("request.duration_differs", "meeting.duration_minutes", filled))


def told_as_values(told: Mapping[str, Any], kind: str) -> dict[str, list[str]]:
    """The contract's JSON as a person would have typed it: to fill the form from a document or a demand."""
    values: dict[str, list[str]] = {}
    for one in fields_of(kind):
        place = told if len(one.path) == 1 else told.get("details") or {}
        value = place.get(one.path[-1])
        if value not in (None, [], ""):
            values[one.name] = _typed(one, value)
    return values


def _typed(one: Field, value: Any) -> list[str]:
    if one.widget == "some_of":
        return list(value)
    if one.widget == "columns":
        return ["\n".join(" | ".join(str(row.get(name, "")) for name in COLUMNS).rstrip(" |") for row in value)]
    if isinstance(value, list | tuple):
        parts = [part.get("title") or part.get("name") or "" if isinstance(part, Mapping) else part for part in value]
        return ["\n".join(map(str, parts))]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(value)[:16] if one.widget == "moment" else str(value)]
