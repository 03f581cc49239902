"""`songbang doctor`, `songbang backup FILE`, `songbang restore FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from songbang.cli.screen import Screen
from songbang.cli.site import open_site

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--sums", is_flag=True, help="Make sums anew that are not those of their rows, before anything is told.")
def doctor(sums: bool) -> None:
    """Tell what this installation lacks. Exit status 1 when something keeps it from working."""
    open_site(migrate=False)
    from songbang.apps.upkeep.doctor import examine, make_sums_again

    screen = Screen("zh-Hans")
    if sums:
        screen.say(screen.words["upkeep"]["sums_made"].format(imports=make_sums_again()))
    findings = examine()
    for finding in findings:
        screen.finding(finding)
    if not findings:
        screen.say(screen.words["upkeep"]["well"])
    sys.exit(1 if any(finding.level == "error" for finding in findings) else 0)


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write database, kept files and keys to FILE, consistent while the site is in use."""
    open_site(migrate=False)
    from songbang.apps.upkeep.backup import back_up

    manifest = back_up(file)
    screen = Screen("zh-Hans")
    screen.say(screen.words["upkeep"]["backed_up"].format(file=file, files=manifest.files, digest=manifest.digest[:16]))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--yes", is_flag=True, help="Do not ask before what is there is put aside.")
def restore(file: Path, yes: bool) -> None:
    """Put FILE in place of what is there; what was there is kept beside it."""
    open_site(migrate=False)
    from songbang.apps.upkeep.backup import read_manifest
    from songbang.apps.upkeep.backup import restore as put_back

    screen = Screen("zh-Hans")
    manifest = read_manifest(file)
    if not yes:
        click.confirm(screen.words["upkeep"]["ask_restore"].format(made_at=manifest.made_at[:16]), abort=True)
    put_back(file)
    screen.say(screen.words["upkeep"]["restored"].format(digest=manifest.digest[:16]))
