"""`songbang rules`: what is in force on a day, or what changed since another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from songbang.cli import clock
from songbang.cli.gate_command import read_day
from songbang.core.rules import Change, Rule, load_book
from songbang.core.words import LANGUAGES, Language


@click.command()
@click.option("--on", help="The day (2025-03-02); today without it.")
@click.option("--since", help="Tell what changed from this day to the day of --on.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a rule or change.")
@click.option("--rulebook", type=click.Path(path_type=Path, file_okay=False), help="Folder of files that replace ours.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="zh-Hans", show_default=True)
def rules(on: str | None, since: str | None, as_json: bool, rulebook: Path | None, language: Language) -> None:
    """List the rules in force on a day, with value, article and who suspended or adopted them; or what changed."""
    book, day = load_book(rulebook), read_day(on, "--on") if on else clock.now().date()
    own = "en" if language == "en" else "zh-Hans"
    if since:
        rows = [_changed(change) for change in book.changes(read_day(since, "--since"), day)]
    else:
        rows = [row for rule in book.on(day) for row in _in_force(rule, day, own)]
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else _line(row))
    if not as_json:
        click.echo(f"{len(rows)}  {book.digest}")


def _in_force(rule: Rule, day: date, language: str) -> Iterator[dict[str, Any]]:
    """The rule as it stands on the day, once for everywhere and once for each place with its own value."""
    value = rule.value(day)
    switched = [
        {"state": one.state, "territory": one.territory, "until": _iso(one.until), "ground": one.ground}
        for one in rule.switches
        if one.holds(day)
    ]
    own = {one.territory: one.number for one in rule.values if one.territory and one.since <= day}
    yield {
        "rule": rule.id,
        "level": rule.level,
        "limit": value.number,
        "unit": rule.unit,
        "since": value.since.isoformat(),
        "until": _iso(rule.valid_to),
        "scope": rule.scope,
        "territories": list(rule.territories),
        "own_limits": own,
        "switches": switched,
        "article": value.article[language],
    }


def _changed(change: Change) -> dict[str, Any]:
    return {
        "day": change.day.isoformat(),
        "rule": change.rule,
        "what": change.what,
        "before": change.before,
        "after": change.after,
        "territory": change.territory,
        "ground": change.ground,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _line(row: dict[str, Any]) -> str:
    """A row for the eye: what is not stated is left out."""
    shown = [
        f"{name}={value}"
        for name, value in row.items()
        if name not in ("rule", "day") and value not in (None, "", [], {})
    ]
    return "  ".join([*(str(row[name]) for name in ("day", "rule") if name in row), *shown])
