"""`songbang export FOLDER`: the office's rows as Parquet for other engines."""

from __future__ import annotations

from pathlib import Path

import click

from songbang.cli.screen import Screen
from songbang.cli.site import open_site


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write deliveries, units, issuers and time to FOLDER as Parquet, by territory and month; again: what changed."""
    open_site(migrate=False)
    from songbang.apps.upkeep.export import export_star

    done = export_star(folder)
    screen = Screen("zh-Hans")
    screen.say(
        screen.words["upkeep"]["exported"].format(deliveries=done.deliveries, written=done.written, kept=done.kept)
    )
