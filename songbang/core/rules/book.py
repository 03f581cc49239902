"""The rulebook: dated rules with their articles, read from data. What is in force on a day, and what changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from songbang.core import rulebook
from songbang.core.errors import BadInput
from songbang.core.rules import workdays

Gravity = Literal["refuse", "approve", "change", "advise"]
Scope = Literal["national", "local", "configured"]
RULE_FILES = (
    "rules_document.yaml",
    "rules_meeting.yaml",
    "rules_inspection.yaml",
    "rules_visit.yaml",
    "rules_form.yaml",
    "rules_people.yaml",
    "rules_digital.yaml",
    "rules_village.yaml",
)
OTHER_FILES = ("articles.yaml", "local.yaml", "lists_certificates.yaml", "gate_words.yaml")
_KINDS = {"village": "village_task", "any": "all"}


@dataclass(frozen=True, slots=True)
class Value:
    """What the rule says from `since` on. `number` None: the rule has no number, or a unit must configure its own."""

    since: date
    number: float | None
    article: Mapping[str, str]
    """Language → the articles."""
    territory: str | None = None
    """Code of the place that set this value for itself."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A place adopts or suspends a rule, from `since` to `until`, both included (None: until further notice)."""

    territory: str
    rule: str
    state: Literal["adopted", "suspended"]
    since: date
    until: date | None
    ground: str

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; its logic is the check of the same id."""

    id: str
    kind: str
    level: Gravity
    scope: Scope
    where: str
    unit: str
    values: tuple[Value, ...]
    valid_to: date | None
    territories: tuple[str, ...]
    """Codes of the places where a local rule runs of itself."""
    grounds: frozenset[str]
    approvals: frozenset[str]
    settings: Mapping[str, Any]
    words: Mapping[str, Mapping[str, str]]
    switches: tuple[Switch, ...] = field(default=())

    @property
    def valid_from(self) -> date:
        return next(one.since for one in self.values if one.territory is None)

    def in_force(self, day: date) -> bool:
        """Both ends count."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def runs_at(self, day: date, codes: Iterable[str]) -> bool:
        """Whether it is in force where bodies have these codes: everywhere, or where its places or adopters are."""
        if not self.in_force(day):
            return False
        if self.scope != "local":
            return True
        adopters = [one.territory for one in self.switches if one.state == "adopted" and one.holds(day)]
        return _within(codes, (*self.territories, *adopters))

    def suspension(self, day: date, codes: Iterable[str]) -> Switch | None:
        """The switch that suspends it for these codes on the day."""
        held = [one for one in self.switches if one.state == "suspended" and one.holds(day)]
        return next((one for one in held if _within(codes, (one.territory,))), None)

    def value(self, day: date, codes: Iterable[str] = ()) -> Value:
        """The value in force on the day; a place's own, later or of the same day, goes before the general one."""
        given = [one for one in self.values if one.since <= day and _meant(one, codes)]
        return max(given, key=lambda one: (one.territory is not None, len(one.territory or ""), one.since))


def _meant(value: Value, codes: Iterable[str]) -> bool:
    return value.territory is None or _within(codes, (value.territory,))


def _within(codes: Iterable[str], places: Iterable[str]) -> bool:
    return any(code.startswith(place) for code in codes for place in places)


@dataclass(frozen=True)
class Change:
    """What happened to a rule on a day: it began, ended, got another value, or was adopted or suspended."""

    day: date
    rule: str
    what: Literal["begins", "ends", "value", "adopted", "suspended", "resumed"]
    before: float | None = None
    after: float | None = None
    territory: str | None = None
    ground: str | None = None


@dataclass(frozen=True, eq=False)
class Book:
    """All rules in their order, with the lists and words that they use."""

    rules: Mapping[str, Rule]
    certificates: Mapping[str, list[str]]
    words: Mapping[str, Any]
    source: Mapping[str, Any]

    @cached_property
    def digest(self) -> str:
        """`sha256:…` of everything a verdict depends on beside its inputs: rules, lists, words, calendar."""
        everything = {**self.source, "calendar": workdays.fingerprint()}
        text = json.dumps(
            _with_text_keys(everything), ensure_ascii=False, default=str
        )  # order counts: findings follow it
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

    def on(self, day: date, codes: Iterable[str] | None = None) -> list[Rule]:
        """The rules in force on the day; with codes, only those that run where these codes are."""
        if codes is None:
            return [rule for rule in self.rules.values() if rule.in_force(day)]
        return [rule for rule in self.rules.values() if rule.runs_at(day, codes)]

    def changes(self, since: date, until: date) -> list[Change]:
        """What changed from `since` to `until`, both included, by day and then in the order of the rules."""
        found = [one for rule in self.rules.values() for one in _changes(rule) if since <= one.day <= until]
        return sorted(found, key=lambda one: one.day)


def _with_text_keys(value: Any) -> Any:
    """Days that are keys as text, as JSON wants it."""
    if isinstance(value, Mapping):
        return {str(key): _with_text_keys(part) for key, part in value.items()}
    return [_with_text_keys(part) for part in value] if isinstance(value, list | tuple) else value


def _changes(rule: Rule) -> Iterator[Change]:
    yield Change(rule.valid_from, rule.id, "begins", after=rule.values[0].number)
    for before, after in zip(rule.values, rule.values[1:], strict=False):
        yield Change(after.since, rule.id, "value", before.number, after.number, after.territory)
    for one in rule.switches:
        yield Change(one.since, rule.id, one.state, territory=one.territory, ground=one.ground)
        if one.until:
            yield Change(_next(one.until), rule.id, "resumed", territory=one.territory)
    if rule.valid_to:
        yield Change(_next(rule.valid_to), rule.id, "ends", before=rule.values[-1].number)


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


@cache
def load_book(folder: Path | None = None) -> Book:
    """The rulebook as shipped; files in `folder` replace those of the same name.

    Raises `BadInput` ("rulebook.rule_malformed") for a rule that lacks a part or names what does not exist.
    """
    return book_of({name: rulebook.load(name, folder) for name in (*RULE_FILES, *OTHER_FILES)})


def book_of(source: Mapping[str, Any]) -> Book:
    """The book whose files read as `source` (name of the file → content), such as one kept with a verdict."""
    local, articles = source["local.yaml"], source["articles.yaml"]
    rules = {name: _rule(name, row, local, articles) for file in RULE_FILES for name, row in source[file].items()}
    _check_local(local, rules)
    return Book(rules, source["lists_certificates.yaml"], source["gate_words.yaml"], source)


def with_local(book: Book, switches: list[dict[str, Any]], limits: list[dict[str, Any]]) -> Book:
    """The book with further rows of `local.yaml`: what places adopt, suspend, or set for themselves."""
    local = book.source["local.yaml"]
    more = {
        "switches": [*(local.get("switches") or []), *switches],
        "limits": [*(local.get("limits") or []), *limits],
    }
    return book_of({**book.source, "local.yaml": {**local, **more}}) if switches or limits else book


def _check_local(local: Mapping[str, Any], rules: Mapping[str, Rule]) -> None:
    for part in ("switches", "limits"):
        for row in local.get(part) or []:
            if row.get("rule") not in rules:
                raise BadInput("rulebook.rule_malformed", rule=row.get("rule"), reason=f"local.yaml: {part}")


def _rule(name: str, row: Mapping[str, Any], local: Mapping[str, Any], articles: Mapping[str, Any]) -> Rule:
    try:
        lifted = row.get("lifted_by", {})
        return Rule(
            id=name,
            kind=_KINDS.get(name.partition(".")[0], name.partition(".")[0]),
            level=row["level"],
            scope=row.get("scope", "national"),
            where=row["where"],
            unit=row.get("unit", ""),
            values=tuple(sorted(_values(name, row, local, articles), key=lambda one: one.since)),
            valid_to=row.get("valid_to"),
            territories=tuple(local["territories"][place] for place in row.get("territories", ())),
            grounds=frozenset(lifted.get("grounds", ())),
            approvals=frozenset(lifted.get("approvals", ())),
            settings=row.get("settings", {}),
            words={language: row[language] for language in ("zh-Hans", "en")},
            switches=tuple(_switch(one) for one in local.get("switches") or [] if one["rule"] == name),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadInput("rulebook.rule_malformed", rule=name, reason=repr(error)) from error


def _values(
    name: str, row: Mapping[str, Any], local: Mapping[str, Any], articles: Mapping[str, Any]
) -> Iterator[Value]:
    for day, said in row["values"].items():
        yield Value(day, said["value"], _articles(said["article"], articles))
    for one in local.get("limits") or []:
        if one["rule"] == name:
            own = {language: one["article"] for language in ("zh-Hans", "en")}
            yield Value(one["from"], one["value"], own, one["territory"])


def _articles(names: list[str], articles: Mapping[str, Any]) -> dict[str, str]:
    between = {"zh-Hans": "；", "en": "; "}
    return {language: mark.join(articles[name][language] for name in names) for language, mark in between.items()}


def _switch(row: Mapping[str, Any]) -> Switch:
    return Switch(row["territory"], row["rule"], row["state"], row["from"], row.get("until"), row["ground"])
