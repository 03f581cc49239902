"""`songbang fill`: a department's form comes back filled with what is known; the rest is listed."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from songbang.cli.screen import Screen
from songbang.core import rulebook
from songbang.core.errors import BadInput, Unreadable
from songbang.core.filling.books import beyond_cells, load_template
from songbang.core.filling.elements import use_folder
from songbang.core.filling.explain import report
from songbang.core.filling.facts import Fact, Places, read_facts, read_places
from songbang.core.filling.fill import fill
from songbang.core.filling.writing import residual, write_filled
from songbang.core.words import LANGUAGES, Language

EXISTING = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


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
    account = report(filled) | {"unread_facts": unread, "left_behind": beyond_cells(template)}
    (out / "cells.json").write_text(json.dumps(account, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _say(account, Screen(language))


def _given(facts: Path, units: Path | None) -> tuple[list[Fact], list[int], Places]:
    known, unread = read_facts(facts)
    return known, unread, read_places(units)


def _kept(unit: str, units: Path | None) -> tuple[list[Fact], list[int], Places]:
    """Facts and units of the installation's own store, of the district in which the unit lies."""
    from songbang.cli.site import open_site

    open_site()
    from songbang.apps.forms import facts as stored
    from songbang.apps.units.models import Unit

    territory = Unit.objects.filter(code=unit).values_list("territory", flat=True).first()
    if territory is None:
        raise BadInput("fill.unit_unknown", unit=unit, file=units.name if units else "")
    return stored.facts(territory), [], read_places(units) if units else stored.places(territory)


def _say(account: dict[str, object], screen: Screen) -> None:
    said = rulebook.load("filling.yaml")["screen"]
    totals = account["totals"]
    assert isinstance(totals, dict)
    screen.say(str(said["totals"]).format(**totals, minutes=account["minutes_after"], before=account["minutes_before"]))
    form = account["form"]
    assert isinstance(form, dict)
    for finding in form["findings"]:
        screen.say(str(said["findings"][finding]))
    lost = account["left_behind"]
    assert isinstance(lost, list)
    for part in lost:
        screen.say(str(said["left_behind"][part]))
    if account["unread_facts"]:
        screen.say(str(said["unread"]).format(lines=account["unread_facts"]))
