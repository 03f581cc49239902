"""`python -m songbang`: the same as the command."""

from songbang.cli.main import run

run()
