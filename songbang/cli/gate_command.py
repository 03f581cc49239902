"""`songbang gate`: one verdict a demand, as a line of JSON; exit status 0 whatever the verdict."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from songbang.apps.demands.same_document import same_document
from songbang.core.demand import Context, read_context, read_demand
from songbang.core.errors import BadInput, NotFound
from songbang.core.rules import Known, known_from, load_book, weigh
from songbang.core.words import LANGUAGES, Language

STANDARD_INPUT = "-"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--on", help="Read the law of this day (2025-03-02) instead of the day of issue.")
@click.option("--territory", multiple=True, help="Code of a place whose local rules run as well; may be given again.")
@click.option("--rulebook", type=click.Path(path_type=Path, file_okay=False), help="Folder of files that replace ours.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="zh-Hans", show_default=True)
def gate(file: Path, on: str | None, territory: tuple[str, ...], rulebook: Path | None, language: Language) -> None:
    """Weigh the demand in FILE ("-": standard input), each of a list, or {"demand", "context"}: a line of JSON each."""
    book, day = load_book(rulebook), read_day(on, "--on") if on else None
    given = list(_given(_content(file)))
    read = [(read_demand(demand, path), known) for path, demand, known in given]
    contexts = {id(context): known_from(context, book, same_document) for _, context in read}
    verdicts = [
        weigh(demand, book, _known(contexts, context), on=day, territory=territory, language=language)
        for demand, context in read
    ]
    for verdict in verdicts:
        click.echo(verdict.as_bytes().decode())


def read_day(text: str, option: str) -> date:
    """A day given as an option. Raises `BadInput` ("demand.day_unreadable")."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("demand.day_unreadable", path=option, option=option, given=text) from None


def _known(contexts: Mapping[int, Known], context: Context) -> Known:
    return contexts[id(context)]


def _content(file: Path) -> Any:
    """What the file holds. Raises `NotFound` or `BadInput` ("demand.not_json")."""
    try:
        text = sys.stdin.read() if str(file) == STANDARD_INPUT else file.read_text("utf-8-sig")
    except OSError as error:
        raise NotFound("demand.not_found", file=str(file), path=str(file)) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            "demand.not_json", file=str(file), path=str(file), line=1, column=1, reason=error.reason
        ) from error
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise BadInput("demand.not_json", file=str(file), path=str(file), **where) from error


def _given(content: Any) -> Iterator[tuple[str, Any, Context]]:
    """(path, demand, its context) of each; demands that share a context share the object."""
    if not isinstance(content, list):
        yield from _one(content, "demand", "")
        return
    alone = Context()
    for place, part in enumerate(content):
        whole = isinstance(part, Mapping) and "demand" in part
        yield from _one(part, f"[{place}]", f"[{place}].") if whole else [(f"[{place}]", part, alone)]


def _one(content: Any, path: str, before: str) -> Iterator[tuple[str, Any, Context]]:
    if not isinstance(content, Mapping) or "demand" not in content:
        yield path, content, Context()
        return
    context, demands = read_context(content.get("context"), f"{before}context"), content["demand"]
    if not isinstance(demands, list):
        yield f"{before}demand", demands, context
        return
    for place, part in enumerate(demands):
        yield f"{before}demand[{place}]", part, context
