"""Documentation that cannot lie: pages are what the code generates, and commands that they name exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from scripts import make_docs, make_states
from tests.house.tree import ROOT, committed, text_of

PAGES = [name for name in committed() if name.endswith(".md") and not name.startswith("songbang/")]
# `make test` or `songbang report …` between backticks or on a line of its own in a fenced block.
_COMMAND = re.compile(r"(?:^|`|\$ )(?:\.venv/bin/)?(make|songbang) ([a-z][a-z-]*)", re.MULTILINE)


def _named(program: str) -> Iterator[tuple[str, str]]:
    """(page, command) for each command of `program` that a page names."""
    for page in PAGES:
        for found, command in _COMMAND.findall(text_of(page)):
            if found == program:
                yield page, command


def _commands() -> set[str]:
    root = make_docs.shipped()
    assert isinstance(root, click.Group)
    return set(root.list_commands(click.Context(root)))


def test_the_command_line_page_is_what_the_code_says() -> None:
    assert text_of("docs/cli.md") == make_docs.render(make_docs.shipped()), "run `make docs`"


def test_the_page_of_states_is_drawn_from_the_table() -> None:
    assert text_of("docs/door-states.md") == make_states.render(), "run `make docs`"


def test_every_songbang_command_named_in_a_page_exists() -> None:
    assert not {(page, command) for page, command in _named("songbang") if command not in _commands()}


def test_every_make_command_named_in_a_page_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), re.MULTILINE))
    assert not {(page, command) for page, command in _named("make") if command not in targets}


def test_readme_starts_with_the_two_commands() -> None:
    named = [command for page, command in _named("make") if page == "README.md"]
    assert {"demo", "test"} <= set(named)


def test_every_make_command_listed_says_what_it_does() -> None:
    public = re.search(r"^\.PHONY: (.*)$", text_of("Makefile"), re.MULTILINE)
    assert public
    unsaid = [
        name for name in public[1].split() if not re.search(rf"^{name}:.*## \w", text_of("Makefile"), re.MULTILINE)
    ]
    # Steps of other commands, not meant to be called.
    assert set(unsaid) == {"fonts", "format-check", "docs-check", "tested-on-postgresql"}


def test_every_link_inside_the_tree_leads_somewhere() -> None:
    links = [
        (page, target) for page in PAGES for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text_of(page))
    ]
    assert not [(page, target) for page, target in links if not (ROOT / page).parent.joinpath(target).exists()]


def test_a_page_is_made_for_each_command_below_a_group() -> None:
    @click.group(help="Root.")
    def root() -> None: ...

    @root.command(help="Counts.")
    @click.option("--period", help="Months.")
    def report(period: str) -> None: ...

    made = make_docs.render(root)
    assert "## songbang\n" in made
    assert "## songbang report\n" in made
    assert "Usage: songbang report [OPTIONS]" in made
    assert "--period TEXT" in made
