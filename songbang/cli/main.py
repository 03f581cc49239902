"""`songbang`: the commands. Each is a few lines over core; what goes wrong is said in the user's language."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from songbang import __version__
from songbang.cli import account, report_command, verify_command
from songbang.cli.reading import read_registers
from songbang.cli.screen import Screen
from songbang.core.errors import SongbangError
from songbang.core.words import LANGUAGES, Language

EXISTING = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)
language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="zh-Hans",
    show_default=True,
    help="Language of all output.",
)
units_option = click.option(
    "--units",
    type=EXISTING,
    help="List of units (code,name,aliases,level,parent,cadres); units.csv beside REGISTERS is found.",
)
rulebook_option = click.option("--rulebook", type=FOLDER, help="Folder whose files replace those of the rulebook.")
mapping_option = click.option("--mapping", type=EXISTING, help="File that settles doubtful sheets and columns.")
quiet_option = click.option("--quiet", is_flag=True, help="Print errors and warnings only.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def cli() -> None:
    """Songbang 松绑: what higher bodies ask of the base, counted and reported."""


@cli.command()
@click.argument("registers", nargs=-1, required=True, type=EXISTING)
@click.option("--period", required=True, help="Months reported on, such as 2019-01:2019-07.")
@click.option("--baseline", required=True, help="Months held against them, such as 2018-01:2018-07.")
@click.option("--out", required=True, type=FOLDER, help="Folder for the report's files.")
@units_option
@rulebook_option
@mapping_option
@click.option("--report-on", help="Day printed under the report (2019-08-30); none without it.")
@click.option("--latest-wins", is_flag=True, help="Of a row given in two versions, count the newer.")
@click.option("--explain", is_flag=True, help="Tell for each sheet what it was taken for and why.")
@language_option
@quiet_option
def report(registers: tuple[Path, ...], **options: object) -> None:
    """Write the supervision report from REGISTERS: files and folders as they lie on a clerk's disk."""
    report_command.run(registers, options)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option(
    "--json", "json_out", type=click.Path(path_type=Path, dir_okay=False), help="Also write one JSON line a file."
)
@units_option
@rulebook_option
@mapping_option
@language_option
@quiet_option
def read(
    files: tuple[Path, ...], json_out: Path | None, units: Path | None, rulebook: Path | None, mapping: Path | None,
    language: Language, quiet: bool,
) -> None:  # fmt: skip
    """Tell what FILES say: which sheet is which register, which column is what, and why."""
    screen = Screen(language, quiet=quiet)
    found = read_registers(files, screen, units=units, rulebook=rulebook, mapping=mapping)
    for finding in found.findings:
        screen.finding(finding)
    account.explain(found.books, found.units, screen)
    for _, error in found.failed:
        screen.trouble(error)
    if json_out:
        lines = [account.as_json(book, language) for book in found.books]
        lines += [account.error_json(file, error, language) for file, error in found.failed]
        json_out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if found.failed:
        sys.exit(1)


@cli.command()
@click.argument("folder", type=FOLDER)
@rulebook_option
@quiet_option
def verify(folder: Path, rulebook: Path | None, quiet: bool) -> None:
    """Recompute every figure and sentence of the report in FOLDER; name what does not follow."""
    sys.exit(verify_command.run(folder, rulebook, quiet=quiet))


def run() -> None:
    """The entry point: an error becomes its words and exit status 2."""
    try:
        cli()
    except SongbangError as error:
        Screen(_language_asked()).trouble(error)
        sys.exit(2)


def _language_asked() -> Language:
    """The language of an error, also where the arguments were not read to the end."""
    for language in LANGUAGES:
        if language in sys.argv or f"--lang={language}" in sys.argv:
            return language
    return "zh-Hans"
