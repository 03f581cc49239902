"""The rulebook's own cases: what differs from a faultless demand, and what the rule must say of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from songbang.core import rulebook
from songbang.core.demand import read_context, read_demand
from songbang.core.rules import Verdict, known_from, load_book, weigh
from songbang.core.words import Language

FILES = ("cases/document.yaml", "cases/meeting.yaml", "cases/inspection.yaml", "cases/others.yaml")


@dataclass(frozen=True)
class RuleCase:
    """One variant of one rule's case. `change` is laid over the rule's base."""

    rule: str
    sort: str
    change: dict[str, Any]
    needs: str | None = None

    def __str__(self) -> str:
        return f"{self.rule} {self.sort} {self.change}"

    def verdict(self, on: date | None = None, language: Language = "zh-Hans") -> Verdict:
        """By the law of the day; without one by that of the day of issue."""
        demand, context = built(self.rule, self.change)
        book = load_book()
        return weigh(read_demand(demand), book, known_from(read_context(context), book), on=on, language=language)


@cache
def written() -> dict[str, dict[str, Any]]:
    """Rule → its cases, of all files."""
    return {rule: rows for file in FILES for rule, rows in rulebook.load(file).items()}


def every(sort: str) -> Iterator[RuleCase]:
    """The cases of one sort: broken, kept or lacks; `elsewhere` is the first broken one in another place."""
    for rule, rows in written().items():
        for row in (
            rows.get(sort, []) if sort != "elsewhere" else [rows["broken"][0] | rows[sort]] if sort in rows else []
        ):
            yield RuleCase(rule, sort, {key: row[key] for key in row if key != "needs"}, row.get("needs"))


def built(rule: str, change: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(demand, context) as JSON: the kind's base, the rule's own base over it, then the change."""
    rows, kind = written()[rule], load_book().rules[rule].kind
    whole: dict[str, Any] = copy.deepcopy(rulebook.load("cases/bases.yaml")[rows.get("kind", kind)])
    whole["context"] = {"history": rows["history"]} if "history" in rows else {}
    for path, value in {**rows.get("base", {}), **change}.items():
        _put(whole, path.split(".", 1), value)
    whole = _as_json(whole)
    return whole, whole.pop("context")


def base(kind: str) -> dict[str, Any]:
    """The faultless demand of a kind, as JSON."""
    demand: dict[str, Any] = _as_json(rulebook.load("cases/bases.yaml")[kind])
    return demand


def _put(whole: dict[str, Any], path: list[str], value: Any) -> None:
    if len(path) == 1:
        whole[path[0]] = value
    else:
        _put(whole.setdefault(path[0], {}), [path[1]], value)


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
