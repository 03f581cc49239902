"""`songbang fill`: a department's form comes back filled with what is known; the rest is listed."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from songbang.cli.screen import Screen
from songbang.core.errors import BadInput, Unreadable
from songbang.core.filling.books import beyond_cells, load_template
from songbang.core.filling.elements import use_folder
from songbang.core.filling.explain import report
from songbang.core.filling.facts import Fact, Places, Unread, read_facts, read_places, unknown_measures, unknown_units
from songbang.core.filling.fill import fill
from songbang.core.filling.writing import residual, write_filled
from songbang.core.words import LANGUAGES, Language

EXISTING = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
MOST_TOLD = 10
"""Lines of the facts of which it is said why they could not be read; all are in cells.json."""


@click.command("fill")
@click.argument("template", type=EXISTING)
@click.option("--unit", required=True, help="Code of the unit that fills the form.")
@click.option("--on", "day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day on which it is filled.")
@click.option(
    "--facts",
    type=EXISTING,
    help="Earlier answers: unit,form,indicator,measure,value,as_of,source. Without it: the installation's own store.",
)
@click.option("--units", type=EXISTING, help="List of units: code,name,kind,parent.")
@click.option("--elements", type=FOLDER, help="Folder whose elements*.yaml are read beside the shipped ones.")
@click.option("--out", required=True, type=FOLDER, help="Folder for filled.xlsx, residual.xlsx and cells.json.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="zh-Hans", show_default=True,
              help="Language of messages.")  # fmt: skip
def fill_command(
    template: Path, unit: str, day: datetime, facts: Path | None, units: Path | None, elements: Path | None, out: Path,
    language: Language,
) -> None:  # fmt: skip
    """Fill TEMPLATE (xlsx or xls) for one unit with what earlier forms already gave."""
    use_folder(elements)
    book = load_template(template)
    known, unread, places = _given(facts, units) if facts else _kept(unit, units)
    if places.by_code and unit not in places.by_code:
        raise BadInput("fill.unit_unknown", unit=unit, file=units.name if units else "")
    filled = fill(book, unit, day.date(), known, places)
    if not filled:
        raise Unreadable("fill.no_form", file=template.name)
    out.mkdir(parents=True, exist_ok=True)
    write_filled(book, filled)
    book.save(out / "filled.xlsx")
    residual(filled).save(out / "residual.xlsx")
    account = report(filled) | {
        "unread_facts": [one.line for one in unread],
        "unknown_measures": unknown_measures(known),
        "unknown_units": unknown_units(known, places) if facts else {},
        "left_behind": beyond_cells(template),
    }
    (out / "cells.json").write_text(json.dumps(account, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    screen = Screen(language)
    _say(account, screen)
    _say_unread(unread, facts.name if facts else "", screen)
    _say_unknown(account["unknown_measures"], facts.name if facts else "", screen)
    _say_units(account["unknown_units"], facts.name if facts else "", screen)


def _given(facts: Path, units: Path | None) -> tuple[list[Fact], list[Unread], Places]:
    known, unread = read_facts(facts)
    return known, unread, read_places(units)


def _kept(unit: str, units: Path | None) -> tuple[list[Fact], list[Unread], Places]:
    """Facts and units of the installation's own store, of the district in which the unit lies."""
    from songbang.cli.site import open_site

    open_site()
    from songbang.apps.forms import facts as stored
    from songbang.apps.units.models import Unit

    territory = Unit.objects.filter(code=unit).values_list("territory", flat=True).first()
    if territory is None:
        raise BadInput("fill.unit_unknown", unit=unit, file=units.name if units else "")
    return stored.facts(territory), [], read_places(units) if units else stored.places(territory)


def _say(account: dict[str, Any], screen: Screen) -> None:
    said, findings = screen.words["form_filled"], screen.words["form_findings"]
    before, minutes = account["minutes_before"], account["minutes_after"]
    screen.say(said["totals"].format(**account["totals"], minutes=minutes, before=before))
    for finding in account["form"]["findings"]:
        screen.say(said["finding"].format(what=findings[finding]))
    for part in account["left_behind"]:
        screen.say(said[part])


def _say_unread(unread: list[Unread], file: str, screen: Screen) -> None:
    """Which lines of the facts could not be read, and of the first of them why, and what to do."""
    said = screen.words["form_filled"]
    if unread:
        screen.say(said["unread"].format(file=file, lines=[one.line for one in unread]))
    for one in unread[:MOST_TOLD]:
        told = said[f"unread_{one.column}"].format(line=one.line, given=one.given, measure=one.measure)
        screen.say(f"  → {told}")
    if len(unread) > MOST_TOLD:
        screen.say(f"  → {said['unread_more'].format(count=len(unread) - MOST_TOLD)}")


def _say_unknown(measures: dict[str, list[int]], file: str, screen: Screen) -> None:
    """Which units of measurement of the facts are not known, where the first of each stands, and what to do."""
    said = screen.words["form_filled"]
    for name, lines in list(measures.items())[:MOST_TOLD]:
        where = {"file": file, "line": lines[0], "count": len(lines), "measure": name}
        screen.say(said["unknown_measure" if file else "unknown_measure_kept"].format(**where))
    if len(measures) > MOST_TOLD:
        screen.say(f"  → {said['unknown_measures_more'].format(count=len(measures) - MOST_TOLD)}")


def _say_units(units: dict[str, list[int]], file: str, screen: Screen) -> None:
    """Of which units, on no list, there are facts that were not used, and what to do."""
    said = screen.words["form_filled"]
    for code, lines in list(units.items())[:MOST_TOLD]:
        screen.say(said["unknown_unit"].format(file=file, unit=code, line=lines[0], count=len(lines)))
    if len(units) > MOST_TOLD:
        screen.say(f"  → {said['unknown_units_more'].format(count=len(units) - MOST_TOLD)}")
