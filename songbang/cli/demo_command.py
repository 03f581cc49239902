"""`songbang demo`: the sample district in a home of its own, with an account for each role and its registers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
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
@click.option("--quiet", is_flag=True, help="Print errors and warnings only.")
def demo(home: Path | None, quiet: bool) -> None:
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
        with tempfile.TemporaryDirectory(prefix="songbang-demo-") as folder:
            _make_samples(Path(folder))
            _make_site(Path(folder), screen)
    screen.say(words["serve"].format(home=settings.HOME))


def _make_samples(folder: Path) -> None:
    if not (SOURCE / "samples" / "maker.py").is_file():
        raise NotFound("demo.no_samples", folder=SOURCE)
    command = [sys.executable, "-m", "samples.maker", str(folder), "--seed", "1", "--style", "demo"]
    subprocess.run(command, cwd=SOURCE, check=True, stdout=subprocess.DEVNULL)


def _make_site(folder: Path, screen: Screen) -> None:
    from django.conf import settings

    from songbang.apps.units.demo import make_district
    from songbang.apps.units.models import Unit
    from songbang.apps.units.queries import DEMO_PASSWORD

    words = screen.words["demo"]
    tree = read_units(folder / "units.csv")
    files = sorted(path for path in (folder / "registers").rglob("*") if path.is_file())
    accounts = make_district(tree, lambda name: any(name in path.name for path in files))
    screen.say(words["made"].format(home=settings.HOME, units=len(tree), accounts=len(accounts)))
    for account in accounts:
        screen.say(f"  {account.username:<20}{account.label}")
    screen.say(f"  {words['password'].format(password=DEMO_PASSWORD)}")
    district = Unit.objects.get(code=tree.at("county")[0].code)
    rows = _take_in(files, folder / "registers", tree, district)
    screen.say(words["registers"].format(files=len(files), rows=rows))


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
