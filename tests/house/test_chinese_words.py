"""Words for people, and words by which registers are read, stand in the rulebook, where they can be corrected."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.tree import trees

HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
GRAMMAR = "a grammar: the characters are its syntax, not words that a district would change"
EXEMPT = {
    "songbang/core/units.py": f"collective names and exceptions. {GRAMMAR}",
    "songbang/core/reading/clocks.py": f"times of day and lengths of time. {GRAMMAR}",
    "songbang/core/reading/dates.py": f"dates and ranges of dates. {GRAMMAR}",
    "songbang/core/reading/attendance.py": f"whom a meeting requires. {GRAMMAR}",
    "songbang/core/reading/cells.py": f"numbers with their measure words. {GRAMMAR}",
    "songbang/core/reading/headers.py": f"dates and numbers that no header holds. {GRAMMAR}",
    "songbang/core/reading/issuers.py": f"levels of issuers. {GRAMMAR}",
    "songbang/core/reading/lexicon.py": f"brackets and asking words of headers. {GRAMMAR}",
    "songbang/core/reading/looks.py": f"what values look like. {GRAMMAR}",
    "songbang/core/reading/nodata.py": f"headings of sections. {GRAMMAR}",
    "songbang/core/reading/rows.py": f"units of time in a header. {GRAMMAR}",
    "songbang/core/reading/unitlist.py": f"names of units in running text, column names of a list. {GRAMMAR}",
    "songbang/core/reading/documents/deadlines.py": f"days in running text. {GRAMMAR}",
    "songbang/core/reading/documents/contradictions.py": f"days of the week. {GRAMMAR}",
    "songbang/core/reading/documents/terms.py": f"numbers and lengths of time. {GRAMMAR}",
    "songbang/core/reading/documents/parts.py": f"numbers of orders. {GRAMMAR}",
    "songbang/core/reading/documents/writing.py": f"document numbers, days. {GRAMMAR}",
    "songbang/settings.py": "the languages' own names",
    "songbang/core/filling/printing.py": f"relations as forms print them. {GRAMMAR}",
    "songbang/core/filling/head.py": f"the head of a statistical form. {GRAMMAR}",
    "songbang/core/filling/lexicon.py": f"words of statistical forms as they are parted. {GRAMMAR}",
    "songbang/core/filling/noted.py": f"what notes say of days and times. {GRAMMAR}",
    "songbang/core/filling/phrasing.py": f"ages, years, bounds and grades in labels. {GRAMMAR}",
    "songbang/core/filling/relations.py": f"printed audit relations. {GRAMMAR}",
    "songbang/core/filling/other_names.py": f"brackets behind a name that say it otherwise. {GRAMMAR}",
    "songbang/core/filling/pieces.py": f"a number before a label, a part behind the name of its whole. {GRAMMAR}",
    "songbang/core/filling/saying.py": f"number and title of a form as an answer names it. {GRAMMAR}",
    "songbang/core/filling/spans.py": f"periods and days in labels. {GRAMMAR}",
    "songbang/core/rules/texts.py": f"figures in running text. {GRAMMAR}",
    "songbang/core/matching/issuers.py": f"a body's place, level and bare name. {GRAMMAR}",
    "songbang/core/matching/numbers.py": f"document numbers. {GRAMMAR}",
    "songbang/core/matching/plain_numbers.py": f"document numbers. {GRAMMAR}",
    "songbang/core/matching/aligning.py": f"figures in running text. {GRAMMAR}",
    "songbang/core/matching/differences.py": f"a figure and the unit after it. {GRAMMAR}",
    "songbang/core/matching/fulltext.py": f"page numbers, letters read for digits. {GRAMMAR}",
    "songbang/core/matching/heads.py": f"number, recipients and day at the head of a text. {GRAMMAR}",
    "songbang/core/matching/regions.py": f"a place at the beginning of a title. {GRAMMAR}",
    "songbang/core/matching/topics.py": f"levels of places, units of figures. {GRAMMAR}",
    "songbang/core/matching/titles.py": f"titles of official documents. {GRAMMAR}",
    "songbang/core/matching/verdicts.py": f"numbered parts. {GRAMMAR}",
    "songbang/core/matching/writing.py": f"numbers written in characters. {GRAMMAR}",
    "songbang/core/reporting/docx.py": "names of the styles that it uses, as the office's word processor lists them",
    "songbang/core/reporting/docx_tables.py": "names of the styles that it uses",
    "songbang/core/text.py": "one character in its two forms",
    "songbang/core/reporting/docx_layout.py": "names of the standard's typefaces, and of the styles that it defines",
    "songbang/core/reporting/layout_words.py": f"numbering of appendices. {GRAMMAR}",
}
"""File, and why its literals may hold Chinese characters."""


def _said_to_readers(tree: ast.Module) -> set[int]:
    """Ids of the strings that stand alone as a statement: docstrings, of attributes too."""
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _chinese_literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, text) of each string literal with a Chinese character, parts of f-strings included."""
    said = _said_to_readers(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in said
            and HAN.search(node.value)
        ):
            yield node.lineno, node.value


def test_no_string_in_code_holds_chinese_characters() -> None:
    found = [
        f"{name}:{line} {text!r}"
        for name, tree in trees()
        if name not in EXEMPT
        for line, text in _chinese_literals(tree)
    ]
    assert not found, "move them to songbang/rulebook/*.yaml"


def test_every_exemption_is_still_needed_and_has_its_reason() -> None:
    needed = {name for name, tree in trees() if any(_chinese_literals(tree))}
    assert not set(EXEMPT) - needed
    assert all(EXEMPT.values())


def test_a_literal_in_code_would_be_seen_and_a_docstring_would_not() -> None:
    tree = ast.parse('"""收文"""\nA = f"{1}会议"\nB: str\n"""时长"""\n# 备注\n')
    assert list(_chinese_literals(tree)) == [(2, "会议")]
