"""`songbang demo`: the sample district in a home of its own, with an account for each role and its registers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from songbang.cli.screen import Screen
from songbang.cli.site import open_site
from songbang.core.errors import NotFound
from songbang.core.reading.unitlist import read_units
from songbang.core.units import UnitTree

if TYPE_CHECKING:
    from songbang.apps.units.models import Unit

SOURCE = Path(__file__).resolve().parents[2]
"""Where the maker of samples lies beside the package; an installed package has none."""


@click.command()
@click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False), help="Folder of the demo, instead of SONGBANG_HOME."
)
@click.option(
    "--scale",
    type=click.IntRange(min=1),
    metavar="ROWS",
    help="Instead of the registers: so many rows (such as 1000000) of a whole district over five years.",
)
@click.option("--seed", default=1, show_default=True, help="With --scale: another seed makes other rows.")
@click.option("--quiet", is_flag=True, help="Print errors and warnings only.")
def demo(home: Path | None, scale: int | None, seed: int, quiet: bool) -> None:
    """Make the sample district: units, one account for each role, and registers taken in. All of it is invented."""
    if home is not None:
        os.environ["SONGBANG_HOME"] = str(home.resolve())
    open_site()
    from django.conf import settings

    from songbang.apps.units.demo import is_made

    screen = Screen("zh-Hans", quiet=quiet)
    words = screen.words["demo"]
    if is_made():
        screen.say(words["there"].format(home=settings.HOME))
    else:
        _check_samples()
        with tempfile.TemporaryDirectory(prefix="songbang-demo-") as folder:
            if scale is None:
                _make_samples(Path(folder))
                _make_site(Path(folder), screen)
            else:
                _make_scale(Path(folder), scale, seed, screen)
    screen.say(words["serve"].format(home=settings.HOME))


def _check_samples() -> None:
    if not (SOURCE / "samples" / "maker.py").is_file():
        raise NotFound("demo.no_samples", folder=SOURCE)


def _make_samples(folder: Path) -> None:
    command = [sys.executable, "-m", "samples.maker", str(folder), "--seed", "1", "--style", "demo"]
    subprocess.run(command, cwd=SOURCE, check=True, stdout=subprocess.DEVNULL)


def _make_site(folder: Path, screen: Screen) -> None:
    from songbang.apps.agenda.demo import make_fortnight
    from songbang.apps.demands.demo import make_door, number_of
    from songbang.apps.forms.demo import make_forms
    from songbang.apps.insight.demo import compute_first_pages
    from songbang.apps.oversight.demo import make_ledger
    from songbang.apps.units.models import Account, Unit

    tree = read_units(folder / "units.csv")
    files = sorted(path for path in (folder / "registers").rglob("*") if path.is_file())
    _make_district(tree, lambda name: any(name in path.name for path in files), screen)
    district = Unit.objects.get(code=tree.at("county")[0].code)
    rows = _take_in(files, folder / "registers", tree, district)
    make_ledger(district)
    make_forms()
    make_door()
    make_fortnight(district.territory, number_of)
    compute_first_pages(Account.objects.all())
    screen.say(screen.words["demo"]["registers"].format(files=len(files), rows=rows))


def _make_district(tree: UnitTree, keeps_registers: Callable[[str], bool], screen: Screen) -> None:
    """Units and accounts, and what to log in with."""
    from django.conf import settings

    from songbang.apps.units.demo import make_district
    from songbang.apps.units.queries import DEMO_PASSWORD

    words = screen.words["demo"]
    accounts = make_district(tree, keeps_registers)
    screen.say(words["made"].format(home=settings.HOME, units=len(tree), accounts=len(accounts)))
    for account in accounts:
        screen.say(f"  {account.username:<20}{account.label}")
    screen.say(f"  {words['password'].format(password=DEMO_PASSWORD)}")


def _make_scale(folder: Path, rows: int, seed: int, screen: Screen) -> None:
    """The rows are made by a process beside this one, which writes them as they come."""
    from songbang.apps.intake.bulk import take_in

    command = [sys.executable, "-m", "samples.scale", str(folder), "--rows", str(rows), "--seed", str(seed)]
    with subprocess.Popen(command, cwd=SOURCE, stdout=subprocess.PIPE, encoding="utf-8") as maker:
        assert maker.stdout is not None
        first = maker.stdout.readline()  # by then the list of units lies in its place
        tree = read_units(folder / "units.csv")
        _make_district(tree, lambda name: True, screen)
        with screen.progress("scaling", rows) as bar:
            for done in take_in(chain([first], maker.stdout), tree.at("county")[0].code):
                bar.reach(done)
    if maker.returncode:
        raise subprocess.CalledProcessError(maker.returncode, command)
    screen.say(screen.words["demo"]["scaled"].format(rows=rows, seed=seed))


def _take_in(files: list[Path], root: Path, tree: UnitTree, district: Unit) -> int:
    """Bring the registers as the district, read them, and let them count; how many rows do."""
    from songbang.apps.intake import keeping, services
    from songbang.apps.intake.jobs import work_off
    from songbang.apps.intake.models import Import
    from songbang.apps.journal.services import SYSTEM

    laid = [
        (
            keeping.name_of_source(root.name, path.relative_to(root).as_posix(), tree),
            keeping.lay_down(district.territory, [path.read_bytes()]),
        )
        for path in files
    ]
    services.receive(SYSTEM, district, laid)
    work_off(once=True)
    waiting = Import.objects.filter(territory=district.territory, state="previewed").order_by("pk")
    return sum(services.accept(SYSTEM, taken.pk, taken.version).counted for taken in waiting)
