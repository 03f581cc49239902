"""`songbang`: the commands. Each is a few lines over core; what goes wrong is said in the user's language."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from songbang import __version__
from songbang.cli.lazy import LazyGroup
from songbang.cli.screen import Screen
from songbang.core.errors import BadInput, SongbangError
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


COMMANDS = {
    "gate": "songbang.cli.gate_command:gate",
    "rules": "songbang.cli.rules_command:rules",
    "check": "songbang.cli.check_command:check",
    "match": "songbang.cli.match_command:match_files",
    "plan": "songbang.cli.plan_command:plan",
    "fill": "songbang.cli.fill_command:fill_command",
    "import": "songbang.cli.import_command:import_registers",
    "work": "songbang.cli.work_command:work",
    "demo": "songbang.cli.demo_command:demo",
    "serve": "songbang.cli.serve_command:serve",
    "doctor": "songbang.cli.upkeep_command:doctor",
    "backup": "songbang.cli.upkeep_command:backup",
    "restore": "songbang.cli.upkeep_command:restore",
    "export": "songbang.cli.export_command:export",
    "measure": "songbang.cli.measure_command:measure",
    "link": "songbang.cli.link_command:link",
}
"""Commands with a file of their own."""


@click.group(
    cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
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
@click.option("--issuer", help="Who reports: the red heading and the signature; none without it.")
@click.option("--addressee", help="Whom the report goes to.")
@click.option("--latest-wins", is_flag=True, help="Of a row given in two versions, count the newer.")
@click.option("--explain", is_flag=True, help="Tell for each sheet what it was taken for and why.")
@language_option
@quiet_option
def report(registers: tuple[Path, ...], **options: object) -> None:
    """Write the supervision report from REGISTERS: files and folders as they lie on a clerk's disk."""
    from songbang.cli import report_command  # loaded when called: it draws and measures

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
    """Tell what FILES say, be they registers, documents or forms, and from which words that follows."""
    from songbang.cli import read_command  # loaded when called: it opens every format
    from songbang.cli.ruleset import check_rulebook
    from songbang.cli.writing import write_all

    screen = Screen(language, quiet=quiet)
    check_rulebook(rulebook)
    found = read_command.read_files(files, screen, units=units, rulebook=rulebook, mapping=mapping)
    read_command.explain(found, screen)
    if json_out:
        write_all({json_out.name: ("\n".join(found.lines(language)) + "\n").encode()}, json_out.parent)
    if found.failed:
        sys.exit(1)


@cli.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--journal", is_flag=True, help="Prove instead that nobody has changed the office's journal.")
@click.option("--head", is_flag=True, help="With --journal: print its newest entry and digest, to be kept outside.")
@click.option("--signed", is_flag=True, help="With --head: signed by this installation, as a line of JSON.")
@click.option(
    "--anchor", default="", help="With --journal: a head that was kept outside (or its file) must still stand in it."
)
@rulebook_option
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="Language of messages; else the report's own.")
@quiet_option
def verify(
    folder: Path | None, journal: bool, head: bool, signed: bool, anchor: str, rulebook: Path | None,
    language: Language | None, quiet: bool,
) -> None:  # fmt: skip
    """Recompute every figure and sentence of the report in FOLDER; name what does not follow."""
    from songbang.cli import verify_command

    if journal and head:
        sys.exit(verify_command.print_head(signed=signed))
    if journal:
        sys.exit(verify_command.run_journal(quiet=quiet, anchor=anchor))
    if folder is None:
        raise click.MissingParameter(param_type="argument", param_hint="FOLDER")
    sys.exit(verify_command.run(folder, rulebook, language, quiet=quiet))


def run() -> None:
    """The entry point: an error becomes its words and exit status 2, a stop by the user 130."""
    screen = Screen(_language_asked())
    try:
        sys.exit(cli.main(standalone_mode=False))
    except SongbangError as error:
        screen.trouble(error)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.ClickException as error:
        screen.trouble(_usage(error))
    except click.Abort:
        screen.stopped()
        sys.exit(130)
    sys.exit(2)


def _usage(error: click.ClickException) -> BadInput:
    """What is wrong with the command, in our words; the name of the option or argument as it is typed."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "songbang"
    parameter = getattr(error, "param", None)
    name = parameter.get_error_hint(context) if parameter else getattr(error, "param_hint", "")
    if isinstance(error, click.MissingParameter):
        return BadInput("usage.missing", name=name, command=command)
    if gone := re.search(r"'([^']+)' does not exist\.$", error.message):  # click's words, in English only
        return BadInput("usage.no_such_path", name=name, path=gone[1], command=command)
    if isinstance(error, click.BadParameter):
        return BadInput("usage.bad_value", name=name, reason=error.message, command=command)
    return BadInput("usage.wrong", reason=error.format_message(), command=command)


def _language_asked() -> Language:
    """The language of an error, also where the arguments were not read to the end."""
    for language in LANGUAGES:
        if language in sys.argv or f"--lang={language}" in sys.argv:
            return language
    return "zh-Hans"
