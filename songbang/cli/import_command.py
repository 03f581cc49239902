"""`songbang import`: registers into the office, without a browser."""

from __future__ import annotations

import getpass
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from songbang.cli.screen import Screen
from songbang.cli.site import open_site
from songbang.core.errors import NotFound
from songbang.core.reading.sources import collect
from songbang.core.words import LANGUAGES, Language, message

if TYPE_CHECKING:
    from songbang.apps.intake.models import Import
    from songbang.apps.journal.services import Actor
    from songbang.apps.units.models import Unit

UNIT_LIST = "units.csv"
PAUSE = 0.3


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--unit", "code", required=True, help="Code of the unit that brings the registers.")
@click.option("--territory", help="Code of its district; that of the unit without it.")
@click.option("--accept", is_flag=True, help="Let the rows count at once; else somebody accepts them on the site.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="zh-Hans", show_default=True)
@click.option("--quiet", is_flag=True, help="Print errors and warnings only.")
def import_registers(
    paths: tuple[Path, ...], code: str, territory: str | None, accept: bool, language: Language, quiet: bool
) -> None:
    """Take in registers: files and folders as they lie on a clerk's disk. The same file again changes nothing."""
    open_site()
    from songbang.apps.journal.services import Actor

    screen = Screen(language, quiet=quiet)
    unit = _unit(code, territory)
    actor = Actor(getpass.getuser(), role="cli", territory=unit.territory)
    fresh, known = _receive(paths, actor, unit, screen)
    _wait(fresh)
    accepted: list[Import] = []
    waiting: list[Import] = []
    for taken in _read(fresh):
        done = accept and _accept(actor, taken, screen)
        (accepted if done else waiting).append(taken)
        _tell(taken, screen)
    words = screen.words["intake"]
    told = (("cli_accepted", accepted), ("cli_previewed", [taken for taken in waiting if taken.state == "previewed"]))
    for name, imports in told:
        if imports:
            screen.say(words[name].format(files=len(imports), rows=sum(taken.counted for taken in imports)))
    if known:
        screen.say(words["cli_known"].format(files=known))
    if any(taken.state == "failed" for taken in waiting):
        raise SystemExit(1)


def _unit(code: str, territory: str | None) -> Unit:
    from songbang.apps.units.models import Unit

    found = Unit.objects.filter(code=code).first()
    if found is None or (territory is not None and found.territory != territory):
        raise NotFound("import.unit_unknown", unit=code)
    return found


def _receive(paths: tuple[Path, ...], actor: Actor, unit: Unit, screen: Screen) -> tuple[list[int], int]:
    """Keep the files and order their reading; keys of the imports, and how many files were there already."""
    from songbang.apps.intake import keeping, services
    from songbang.apps.units.queries import unit_tree

    sources, findings = collect(paths)
    for finding in findings:
        screen.finding(finding)
    tree = unit_tree(unit.territory)
    laid = []
    for source in sources:
        if source.path.name.lower() != UNIT_LIST:
            name = keeping.name_of_source(source.folders[-1], source.file, tree)
            laid.append((name, keeping.lay_down(unit.territory, [source.path.read_bytes()])))
    received = services.receive(actor, unit, laid)
    return [found.taken.pk for found in received if not found.known], sum(1 for found in received if found.known)


def _wait(keys: list[int]) -> None:
    """Run the jobs here; what another worker has taken, wait for."""
    from songbang.apps.intake import jobs
    from songbang.apps.intake.models import Import

    jobs.work_off(once=True, queues=("default",))
    while Import.objects.filter(pk__in=keys).exclude(stage="").exists():
        time.sleep(PAUSE)
        jobs.work_off(once=True, queues=("default",))


def _read(keys: list[int]) -> list[Import]:
    from songbang.apps.intake.models import Import

    return list(Import.objects.filter(pk__in=keys).select_related("source").order_by("pk"))


def _accept(actor: Actor, taken: Import, screen: Screen) -> bool:
    """Accept it unless a person has to decide: nothing was counted, or its rows seem to count already."""
    from songbang.apps.intake import services

    if taken.state != "previewed" or not taken.counted or taken.account.get("overlaps"):
        return False
    accepted = services.accept(actor, taken.pk, taken.version)
    taken.state, taken.version = accepted.state, accepted.version
    return True


def _tell(taken: Import, screen: Screen) -> None:
    words = screen.words
    line = words["intake"]["cli_line"]
    state = words["intake_states"][taken.state]
    screen.say(line.format(name=taken.source.name, counted=taken.counted, rejected=taken.rejected, state=state))
    if taken.state == "failed":
        told = message(taken.account["code"], taken.account["parameters"], screen.language)
        screen.err.print(f"{told.what}\n  → {told.do}", style="red", markup=False)
