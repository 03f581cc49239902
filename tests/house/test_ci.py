"""What CI runs is what a developer runs."""

from __future__ import annotations

import re

from tests.house.tree import text_of


def test_ci_runs_make_test_and_nothing_else() -> None:
    assert text_of(".ci/run") == "CI=true make test\n"


def test_pytest_has_the_last_word_of_make_test() -> None:
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", text_of("Makefile"), re.MULTILINE)
    assert recipe
    assert recipe[1].splitlines()[-1].lstrip("\t@").startswith("$(BIN)/pytest")
