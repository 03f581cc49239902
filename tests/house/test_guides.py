"""The guides of docs/ name what is there: every message, every field, every minute and every bound that they quote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from scripts import make_findings
from songbang.core import rulebook
from songbang.core.measuring import TimeTable
from songbang.core.reading.formats import ENDINGS, LARGEST_FILE
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.mapping import read_mapping
from songbang.core.reporting.make import FILES
from tests.house.tree import ROOT, text_of

READMES = ("README.md", "README.zh.md")
_TABLE_ROW = re.compile(r"^\| `(\w+)` \| ((?:`\w+` ?)+) \|$", re.MULTILINE)


def test_the_page_of_messages_is_what_the_catalogue_says() -> None:
    page = make_findings.render(rulebook.load_all("messages"))
    assert text_of("docs/findings.md") == page, "run `python -m scripts.make_findings`"


def test_the_page_of_messages_holds_each_code_once() -> None:
    headed = re.findall(r"^### `(.+)`$", text_of("docs/findings.md"), re.MULTILINE)
    assert sorted(headed) == sorted(rulebook.load_all("messages"))


def test_a_section_is_introduced_only_where_there_is_one() -> None:
    assert set(make_findings.ABOUT) <= set(map(make_findings.area_of, rulebook.load_all("messages")))


def test_every_field_that_a_mapping_may_name_is_listed_under_its_register() -> None:
    listed = {
        kind: fields.replace("`", "").split() for kind, fields in _TABLE_ROW.findall(text_of("docs/registers.md"))
    }
    assert listed == {kind: list(fields) for kind, fields in rulebook.load("lexicon.yaml")["registers"].items()}


def test_the_mapping_file_shown_can_be_read() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", text_of("docs/registers.md"), re.DOTALL)
    entries = [entry for block in blocks for entry in read_mapping(yaml.safe_load(block), load_lexicon())]
    assert [(entry.register, entry.columns) for entry in entries] == [("meetings", {"类别": "line", "C": "issuer"})]


def test_every_ending_that_is_read_is_listed() -> None:
    listed = re.findall(r"`(\.xlsx[^`]+)`", text_of("docs/registers.md"))
    assert set(" ".join(listed).split()) == ENDINGS


def test_the_minutes_shown_are_those_of_the_time_table() -> None:
    shown = [
        int(minutes) for minutes in re.findall(r"^\| an? .+ \| (\d+) \|$", text_of("docs/report.md"), re.MULTILINE)
    ]
    table = TimeTable.load(None)
    assert shown == [
        table.document.minutes, table.meeting_without_duration.minutes, table.inspection.minutes, table.pledge.minutes,
        table.visit.minutes, table.form_field.minutes, table.form_without_number.minutes,
    ]  # fmt: skip


def test_the_bounds_quoted_are_those_of_the_phrases() -> None:
    phrases = rulebook.load("phrases.yaml")
    bounds = [rule.get("below", rule.get("up_to")) for rule in phrases["change_classes"]]
    assert (bounds, phrases["uneven"]["imbalance"], phrases["uneven"]["spread"]) == (
        [0.01, 0.05, 0.2, None],
        0.01,
        0.15,
    )
    said = text_of("docs/report.md")
    assert "below 1% 基本持平, below 5% 略有, up to 20% 有所, above 明显" in said
    assert "is at least 0.01 *and*" in said
    assert "at least 15 points apart" in said


@pytest.mark.parametrize("page", READMES)
def test_a_readme_names_each_file_of_a_report_and_the_largest_that_is_read(page: str) -> None:
    assert not [name for name in FILES if f"`{name}`" not in text_of(page)]
    assert re.search(rf"{LARGEST_FILE // 2**20} MB", text_of(page))


@pytest.mark.parametrize("page", READMES)
def test_a_readme_shows_each_picture_that_the_browser_tests_take(page: str) -> None:
    journeys = "".join(path.read_text("utf-8") for path in (ROOT / "tests" / "browser").glob("test_*.py"))
    taken = set(re.findall(r'pictures / "([\w-]+\.png)"', journeys))
    shown = set(re.findall(r"docs/images/([\w-]+\.png)", text_of(page)))
    assert taken == shown == {path.name for path in (ROOT / "docs" / "images").iterdir()}


def test_no_picture_is_heavy() -> None:
    sizes = {path.name: path.stat().st_size for path in Path(ROOT / "docs" / "images").glob("*.png")}
    assert not {name: size for name, size in sizes.items() if size > 250_000}
