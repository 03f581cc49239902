"""Does the report follow from its rows? Recomputes every figure from rows.xlsx and every sentence from figures.json.

Names what does not follow. The files are compared with each other, not with the registers: those may have gone on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from songbang.core.calendar import Period
from songbang.core.errors import NotFound, Unreadable
from songbang.core.measuring import TimeTable
from songbang.core.registers import Row
from songbang.core.reporting.compose import compose
from songbang.core.reporting.content import Counted, Question, count, digest_of
from songbang.core.reporting.make import html_of
from songbang.core.reporting.report import Report, figure_key
from songbang.core.reporting.rows_book import ReadRow, check_of, digest_of_rows, read_rows
from songbang.core.reporting.text_of import differences, text_of_docx, text_of_html, text_of_report
from songbang.core.units import Unit
from songbang.core.words import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Departure:
    """One thing that does not follow. `code` is a key of the labels' group `verify`, filled by `parameters`."""

    code: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was recomputed, and what did not follow."""

    figures: int
    sentences: int
    language: Language
    departures: list[Departure]


def verify(folder: Path, *, rulebook: Path | None = None) -> Verification:
    """Verify a report's folder. Raises `NotFound` or `Unreadable` where a file is missing or not what it should be."""
    figures = _figures(folder)
    found = read_rows(_content(folder, "rows.xlsx"))
    docx_text = text_of_docx(_content(folder, "report.docx"))
    page = _content(folder, "report.html").decode("utf-8", "replace")
    language = _language(figures, docx_text, rulebook)
    report = compose(figures, language=language, rulebook=rulebook)
    expected = text_of_report(report)
    rows = [read.row for read in found]
    departures = [
        *_changed_rows(found, figures),
        *_figures_departed(figures, _recounted(rows, figures, rulebook)),
        *_text_departed("report.docx", expected, docx_text),
        *_html_departed(report, figures, rows, page, language, expected),
    ]
    return Verification(len(figures["figures"]), len(expected), language, departures)


def _content(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        raise NotFound("report.folder_missing", folder=str(folder), file=name)
    return path.read_bytes()


def _figures(folder: Path) -> dict[str, Any]:
    try:
        figures: dict[str, Any] = json.loads(_content(folder, "figures.json"))
        Period.parse(figures["period"])
        figures["figures"], figures["units"], figures["digest"], figures["rows_digest"]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable("report.unreadable", file="figures.json", reason=str(error)) from error
    return figures


def _language(figures: Mapping[str, Any], text: Sequence[str], rulebook: Path | None) -> Language:
    """The language that the text is closest to."""

    def strange(language: Language) -> int:
        known = set(text_of_report(compose(figures, language=language, rulebook=rulebook)))
        return sum(1 for item in text if item not in known)

    return min(LANGUAGES, key=strange)


def _recounted(rows: Sequence[Row], figures: Mapping[str, Any], rulebook: Path | None) -> Counted:
    question = Question(
        Period.parse(figures["period"]), Period.parse(figures["baseline"]), TimeTable.load(rulebook)
    )  # fmt: skip
    units = [Unit(u["code"], u["name"], u["level"], (), u["parent"], u["cadres"]) for u in figures["units"]]
    return count(rows, units, question)


def _changed_rows(found: Sequence[ReadRow], figures: Mapping[str, Any]) -> Iterator[Departure]:
    changed = [read for read in found if check_of(read.row) != read.check]
    for read in changed:
        yield Departure("row", {"sheet": read.sheet, "row": read.line_no, "name": read.row.name})
    if not changed and digest_of_rows(read.row for read in found) != figures["rows_digest"]:
        yield Departure("rows_sheet", {"sheet": ""})


def _figures_departed(figures: Mapping[str, Any], counted: Counted) -> Iterator[Departure]:
    stated = {figure_key(f["id"], f["scope"]): f for f in figures["figures"]}
    computed = {figure_key(f["id"], f["scope"]): f for f in counted.figures}
    for key in [*stated, *(key for key in computed if key not in stated)]:
        if stated.get(key) != computed.get(key):
            yield _departed(key, stated.get(key), computed.get(key))
    if figures.get("monthly") != counted.monthly:
        yield Departure("content", {"part": "monthly"})
    if digest_of(figures) != figures["digest"]:
        yield Departure("content", {"part": "digest"})


def _departed(key: str, stated: Mapping[str, Any] | None, computed: Mapping[str, Any] | None) -> Departure:
    said = {"key": key, "stated": _said(stated, computed), "computed": _said(computed, stated)}
    if stated is None:
        return Departure("figure_missing", said)
    return Departure("figure_surplus" if computed is None else "figure", said)


def _said(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> str:
    """The parts in which a figure departs from the other, shortly."""
    if one is None:
        return "—"
    parts = [name for name in one if other is None or one.get(name) != other.get(name)]
    shown = [f"{name}={one[name]}" for name in parts if name not in ("rows", "baseline_rows", "digest")]
    return " ".join(shown) or "rows"


def _text_departed(file: str, expected: Sequence[str], found: Sequence[str]) -> Iterator[Departure]:
    for should, stands in differences(expected, found):
        code = "sentence" if should and stands else "sentence_missing" if should else "sentence_surplus"
        yield Departure(code, {"file": file, "stated": stands or "", "computed": should or ""})


def _html_departed(
    report: Report,
    figures: Mapping[str, Any],
    rows: Sequence[Row],
    page: str,
    language: Language,
    expected: Sequence[str],
) -> Iterator[Departure]:
    """The text of the page, then the page as a whole: also the rows that it opens must be those of rows.xlsx."""
    departed = list(_text_departed("report.html", expected, text_of_html(page)))
    yield from departed
    known = {row.row for row in rows}
    complete = all(row in known for f in figures["figures"] for row in (*f["rows"], *f["baseline_rows"]))
    if not departed and complete and html_of(report, figures, rows, language) != page:
        yield Departure("content", {"part": "report.html"})
