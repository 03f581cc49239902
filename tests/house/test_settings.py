"""Every setting stands in .env.sample, with the sentence that the settings' table says of it."""

from __future__ import annotations

from songbang.settings import SETTINGS
from tests.house.tree import text_of


def test_every_setting_stands_in_the_sample_with_its_default_and_what_it_is_for() -> None:
    sample = text_of(".env.sample")
    missing = [name for name, (default, words) in SETTINGS.items() if f"# {words}\n# {name}={default}\n" not in sample]
    assert not missing


def test_the_sample_names_no_setting_that_does_not_exist() -> None:
    named = {
        line[2:].partition("=")[0] for line in text_of(".env.sample").splitlines() if line.startswith("# SONGBANG_")
    }
    assert named == set(SETTINGS)
