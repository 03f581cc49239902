"""Writes docs/cli.md: what `songbang` and each of its commands say of themselves under --help.

`--check` writes nothing and exits with 1 when the page is not what the code says.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
OPENING = """# The command line

What `songbang --help` and each command's `--help` print. Written by `make docs`; do not edit.
"""
WIDTH = 100


def pages(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    """(`songbang report`, its help) for the command, then for each below it, in the order in which they are listed."""
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below and not below.hidden:
                yield from pages(below, _context(below, name, context))


def render(root: click.Command) -> str:
    """The whole page."""
    sections = [f"## {path}\n\n```\n{words.rstrip()}\n```\n" for path, words in pages(root, _context(root, "songbang"))]
    return "\n".join([OPENING, *sections])


def shipped() -> click.Command:
    """The command line that is installed."""
    command = importlib.import_module("songbang.cli.main").cli
    if not isinstance(command, click.Command):
        raise TypeError("songbang.cli.main:cli is not a click command")
    return command


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    # A fixed width: the page must not depend on the terminal in which it was made.
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    # A command that was called by itself before keeps the help option of that call, without the group's short form.
    command._help_option = None
    return command.context_class(command, info_name=name, parent=parent, **settings)


def main(arguments: list[str]) -> int:
    """Exit status: 1 when `--check` finds the page outdated."""
    page = render(shipped())
    if "--check" not in arguments:
        PAGE.write_text(page, "utf-8")
    elif not PAGE.is_file() or PAGE.read_text("utf-8") != page:
        print("docs/cli.md is not what the code says: run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
