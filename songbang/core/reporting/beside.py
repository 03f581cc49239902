"""What a report tells beside the registers: findings of campaigns, the voice of the base, what the last report said.

Values only, and how findings are counted. Who gathers them (and takes the names out) is the app's business; how they
are put into words is `compose_beside`'s. A report made from files alone has nothing of this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from songbang.core.measuring import digest_of
from songbang.core.text import tidy

OPEN = ("signed", "relapsed")
"""Findings that nobody has mended yet, or that came back."""
_CHECK_DIGITS = 10
FOUND_COLUMNS = ("row", "campaign", "unit", "rule", "day", "text", "deadline", "state", "digest")
"""The columns of the sheet of findings in rows.xlsx, in order."""


@dataclass(frozen=True, slots=True)
class Found:
    """A signed finding of a campaign, as it stands on the day of the report."""

    row: str
    """Its id, `finding:12`."""
    campaign: str
    """Title of the campaign."""
    unit: str
    """Code of the unit."""
    rule: str
    """Id of the rule, or the line of the checklist; empty where neither was named."""
    day: date
    text: str
    deadline: date | None
    state: str
    """signed, mended (the unit says so), confirmed (seen), relapsed."""


@dataclass(frozen=True, slots=True)
class CampaignTold:
    """A campaign: on what it rests, who went, how its units were drawn (`seed` draws the same ones again)."""

    title: str
    first: date
    last: date
    bodies: tuple[str, ...]
    plan_item: str
    ground: str
    seed: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A case for the circular: what was found at how many units, every name taken out."""

    name: str
    units: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """What campaigns found between `first` and `last`, as of `on`. `names` says what a rule asks for, by its id."""

    first: date
    last: date
    on: date
    campaigns: tuple[CampaignTold, ...]
    found: tuple[Found, ...]
    """Also those of earlier campaigns that the follow-up tells of."""
    names: Mapping[str, str]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """One matter that several persons raised in free words: how many at least, and phrases that none wrote alone."""

    persons: int
    quotations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CauseTold:
    """What lies under several matters of the help line, and what is proposed."""

    title: str
    proposal: str
    matters: int


@dataclass(frozen=True, slots=True)
class Voice:
    """What may be let out of the base's voice (`core.voices`): whole quarters, whole steps, nobody named."""

    quarters: tuple[str, ...]
    least: int
    voices: int
    yes: Mapping[str, int]
    said: Mapping[str, int]
    opinions: tuple[Opinion, ...]
    matters: int
    answered: int
    causes: tuple[CauseTold, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that the last report named: the check that found it, in words by language, and its share or change."""

    topic: str
    check: str
    said: Mapping[str, str]
    measure: str


@dataclass(frozen=True, slots=True)
class Before:
    """The last report of the same unit."""

    number: str
    period: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it; each part None where there is none."""

    field: Field | None = None
    voice: Voice | None = None
    before: Before | None = None
    journal: str = ""
    """The newest entry of the office's journal and its digest, when the report was made; empty: no office."""


def told(beside: Beside | None) -> dict[str, Any]:
    """The parts as figures.json holds them: `field` (its rows stand in rows.xlsx), `voice`, `before`, `journal`."""
    if beside is None:
        return {}
    made: dict[str, Any] = {}
    if beside.field:
        made["field"] = _field(beside.field)
    if beside.voice:
        made["voice"] = asdict(beside.voice)
    if beside.before:
        made["before"] = asdict(beside.before)
    if beside.journal:
        made["journal"] = beside.journal
    return made


def _field(field: Field) -> dict[str, Any]:
    span = [field.first.isoformat(), field.last.isoformat()]
    return {
        "span": span,
        "on": field.on.isoformat(),
        "campaigns": [
            {**asdict(one), "first": one.first.isoformat(), "last": one.last.isoformat()} for one in field.campaigns
        ],
        "names": dict(field.names),
        "cases": [asdict(one) for one in field.cases],
        **counted(field.found, span, field.on.isoformat()),
    }


def counted(found: Sequence[Found], span: Sequence[str], on: str) -> dict[str, Any]:
    """What is counted of findings: `figures` (each with its rows), `rules` (units and rows of each, most first),
    `earlier` (rows dated before the span) and the digest of all rows. `on`: the day against which deadlines stand."""
    first, last = map(date.fromisoformat, span)
    within = [one for one in found if first <= one.day <= last]
    figures = [_figure(name, [one for one in within if test(one, on)]) for name, test in _COUNTS.items()]
    rules: dict[str, list[Found]] = {}
    for one in within:
        rules.setdefault(one.rule, []).append(one)
    ordered = sorted(rules.items(), key=lambda item: (-len(item[1]), item[0]))
    checks = "\n".join(sorted(check_of(one) for one in found))
    return {
        "figures": figures,
        "rules": [
            {"rule": rule, "units": len({one.unit for one in rows}), "rows": sorted(one.row for one in rows)}
            for rule, rows in ordered
        ],
        "earlier": [
            {
                "row": one.row, "unit": one.unit, "rule": one.rule, "deadline": str(one.deadline or ""),
                "state": one.state,
            }
            for one in sorted(found, key=lambda one: (one.unit, one.row))
            if one.day < first
        ],
        "digest": hashlib.sha256(checks.encode()).hexdigest(),
    }  # fmt: skip


def _figure(name: str, found: Iterable[Found]) -> dict[str, Any]:
    rows = sorted(one.row for one in found)
    return {"id": f"findings.{name}", "value": len(rows), "rows": rows, "digest": digest_of(rows)}


_COUNTS: Mapping[str, Callable[[Found, str], bool]] = {
    "found": lambda one, on: True,
    "confirmed": lambda one, on: one.state == "confirmed",
    "mended": lambda one, on: one.state == "mended",
    "open": lambda one, on: one.state in OPEN,
    "late": lambda one, on: one.state in OPEN and one.deadline is not None and one.deadline.isoformat() < on,
    "relapsed": lambda one, on: one.state == "relapsed",
}


def check_of(found: Found) -> str:
    """The check of a finding: over every cell that its row in rows.xlsx shows."""
    shown = [f"{name}={tidy(str(getattr(found, name) or ''))}" for name in FOUND_COLUMNS[:-1]]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:_CHECK_DIGITS]
