"""Writes docs/findings.md: what each code of the message catalogue says, in Chinese and English.

`--check` writes nothing and exits with 1 when the page is not what the catalogue says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from songbang.core import rulebook

PAGE = Path(__file__).resolve().parent.parent / "docs" / "findings.md"
ROWS = "rows of a register"
ABOUT = {
    ROWS: "A row with one of these is counted in no figure. It stands in `rejects.xlsx` and, for programs, in "
    "`rejects.json`. The first six are permanent codes of the report contract.",
    "file": "About a file as a whole. Where it cannot be read, the others are read all the same. `file.passed_over` "
    "and `file.same_content` are notes: nothing is wrong.",
    "source": "Why no report is possible. Exit status 2.",
    "units": "About the list of units. `units.found` and `units.inferred` are told, then the work goes on; with the "
    "others it stops.",
    "mapping": "About the file given with `--mapping` ([what it may say](registers.md#the-mapping-file)).",
    "report": "`songbang verify` cannot begin.",
}
"""What is said under a heading before its codes."""
OPENING = """# Every message

What Songbang may tell you, by code. A code is permanent: it is never reused for something else. The words stand in
`songbang/rulebook/messages*.yaml`; what is in braces is filled from the case, and Traditional Chinese is derived.
Written by `python -m scripts.make_findings`; do not edit.
"""
Words = Mapping[str, Mapping[str, str]]


def render(catalogue: Mapping[str, Words]) -> str:
    """The whole page: a section for each first word, in the catalogue's order."""
    sections = [OPENING]
    for area, codes in groupby(_in_areas(catalogue), key=area_of):
        about = [ABOUT[area], ""] if area in ABOUT else []
        lines = [line for code in codes for line in _entry(code, catalogue[code])]
        sections.append("\n".join([f"## {area}", "", *about, *lines]))
    return "\n".join(sections).rstrip() + "\n"


def area_of(code: str) -> str:
    """The first word of a dotted code; the others are rejects."""
    return code.partition(".")[0] if "." in code else ROWS


def _in_areas(catalogue: Mapping[str, Words]) -> list[str]:
    """The codes, those of an area together: several files may hold codes of one."""
    areas = list(dict.fromkeys(map(area_of, catalogue)))
    return sorted(catalogue, key=lambda code: areas.index(area_of(code)))


def _entry(code: str, words: Words) -> Iterator[str]:
    yield f"### `{code}`"
    yield ""
    yield f"- {_said(words['zh-Hans'], '。', '做法：')}。"
    yield f"- {_said(words['en'], '; ', 'cure: ')}."
    yield ""


def _said(words: Mapping[str, str], stop: str, cure: str) -> str:
    parts = (f"**{words['what']}**", words.get("why", ""), cure + words["do"])
    return stop.join(part for part in parts if part)


def main(arguments: list[str]) -> int:
    """Exit status: 1 when `--check` finds the page outdated."""
    page = render(rulebook.load_all("messages"))
    if "--check" not in arguments:
        PAGE.write_text(page, "utf-8")
    elif not PAGE.is_file() or PAGE.read_text("utf-8") != page:
        print("docs/findings.md is not what the catalogue says", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
